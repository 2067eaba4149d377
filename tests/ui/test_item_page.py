"""The page of an item says where it is, and who has it only on asking."""

from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from deskapp.desk.desk import Desk
from deskapp.desk.views import ItemHit, PatronHit
from deskapp.domain.events import ItemId, PatronId
from tests.desks import a_desk
from tests.ui.screen import button, column, table, texts
from ui.item_page import ItemPageView


def a_loan(folder: Path) -> tuple[Desk, ItemId, PatronId]:
    """A desk that has just lent I1 to Ana."""
    desk = a_desk(folder)
    (item,), (patron,) = desk.find("I1").hits, desk.find("P1").hits
    assert isinstance(item, ItemHit)
    assert isinstance(patron, PatronHit)
    desk.check_out(patron.id, item.id)
    return desk, item.id, patron.id


def an_open_page(qtbot: QtBot, desk: Desk, item: ItemId) -> ItemPageView:
    view = ItemPageView(desk)
    qtbot.addWidget(view)
    view.show_page(desk.item_page(item))
    view.resize(1010, 600)
    view.show()
    view.activateWindow()
    qtbot.waitUntil(view.isActiveWindow)
    return view


def test_it_says_the_state_the_place_and_the_last_acts(
    qtbot: QtBot, tmp_path: Path, qtmodeltester: ModelTester
) -> None:
    desk, item, _ = a_loan(tmp_path)
    view = an_open_page(qtbot, desk, item)
    assert {"Cien años de soledad", "I1", "Book", "Central"} <= set(texts(view))
    assert any(text.startswith("On loan until 7 Dec 2026") for text in texts(view))
    acts = table(view, "Last acts on this item")
    assert column(acts, 1)[0] == "check-out"
    qtmodeltester.check(acts.model())
    qtmodeltester.check(table(view, "Requests for this title").model())


def test_the_borrower_is_hidden_until_the_key_is_pressed_and_again_after_it(qtbot: QtBot, tmp_path: Path) -> None:
    desk, item, _ = a_loan(tmp_path)
    view = an_open_page(qtbot, desk, item)
    assert not any("Ana" in text for text in texts(view))
    qtbot.keyClick(view, Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: "Ana García Núñez" in texts(view))
    qtbot.keyClick(view, Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: not any("Ana" in text for text in texts(view)))


def test_leaving_the_page_hides_the_borrower(qtbot: QtBot, tmp_path: Path) -> None:
    desk, item, _ = a_loan(tmp_path)
    view = an_open_page(qtbot, desk, item)
    button(view, "Show names (F9)").click()
    assert "Ana García Núñez" in texts(view)
    view.hide()
    view.show()
    assert not any("Ana" in text for text in texts(view))


def test_another_item_starts_with_hidden_names_and_the_same_one_keeps_them(qtbot: QtBot, tmp_path: Path) -> None:
    desk, item, patron = a_loan(tmp_path)
    (other,) = desk.find("I4").hits
    assert isinstance(other, ItemHit)
    desk.check_out(patron, other.id)
    view = an_open_page(qtbot, desk, item)
    button(view, "Show names (F9)").click()
    view.show_page(desk.item_page(item))
    assert "Ana García Núñez" in texts(view)
    view.show_page(desk.item_page(other.id))
    assert not any("Ana" in text for text in texts(view))


def test_the_patron_opens_from_the_page(qtbot: QtBot, tmp_path: Path) -> None:
    desk, item, patron = a_loan(tmp_path)
    view = an_open_page(qtbot, desk, item)
    with qtbot.waitSignal(view.open_patron) as opened:
        button(view, "Open the patron").click()
    assert opened.args == [patron]


def test_an_item_at_home_offers_no_names(qtbot: QtBot, tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    (item,) = desk.find("I6").hits
    assert isinstance(item, ItemHit)
    view = an_open_page(qtbot, desk, item.id)
    assert button(view, "Show names (F9)").isHidden()
    assert "On the shelf, Central" in texts(view)
