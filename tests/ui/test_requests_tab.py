"""A patron's requests: what can be taken is on top; placing and cancelling take a few keys."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from deskapp.desk.desk import Desk
from deskapp.desk.views import Declined, ItemHit, TitleHit
from deskapp.domain.events import PatronId, TitleId
from deskapp.domain.records import HoldState
from tests.desks import a_desk
from tests.ui.screen import button, column, combo, line, table
from ui.lane import Message, Tone
from ui.requests_tab import RequestsTab

SEARCH = "Title, ISBN or barcode to request"


def patron(desk: Desk, card: str) -> PatronId:
    (hit,) = desk.find(card).hits
    return PatronId(hit.id)


def title(desk: Desk, isbn: str) -> TitleId:
    (hit,) = desk.find(isbn).hits
    assert isinstance(hit, TitleHit)
    return hit.id


def an_open_tab(qtbot: QtBot, desk: Desk, who: PatronId, reason: str | None = None) -> RequestsTab:
    """The tab on the screen, told of changes as the window does it; staff give this reason when asked."""

    def ask(parent: QWidget | None, declined: Declined) -> str | None:
        return reason

    tab = RequestsTab(desk, None, ask)
    qtbot.addWidget(tab)
    desk.changed.append(lambda _: tab.show_panel(desk.panel(who)))
    tab.show_panel(desk.panel(who))
    tab.resize(1010, 520)
    tab.show()
    return tab


def said(tab: RequestsTab) -> list[Message]:
    messages: list[Message] = []
    tab.said.connect(messages.append)
    return messages


SOLEDAD, MIDDLEMARCH = "9788497592208", "9780141439549"


def test_those_on_the_hold_shelf_come_first(qtbot: QtBot, tmp_path: Path, qtmodeltester: ModelTester) -> None:
    desk = a_desk(tmp_path)
    ana = patron(desk, "P1")
    desk.request(ana, title(desk, SOLEDAD), "MAIN")
    desk.request(ana, title(desk, MIDDLEMARCH), "MAIN")
    (copy,) = desk.find("I4").hits
    assert isinstance(copy, ItemHit)
    desk.check_in(copy.id)
    tab = an_open_tab(qtbot, desk, ana)
    view = table(tab, "Requests of the patron")
    assert column(view, 0) == ["Middlemarch", "Cien años de soledad"]
    assert column(view, 1) == ["I4", "any copy"]
    assert column(view, 2) == ["on the hold shelf *", "waiting *"]  # not yet at central
    assert column(view, 4) == ["Central", "Central"]
    qtmodeltester.check(view.model())


def test_an_isbn_and_two_times_enter_place_a_request(qtbot: QtBot, tmp_path: Path) -> None:
    desk = a_desk(tmp_path, branch="EAST")
    ana = patron(desk, "P1")
    tab = an_open_tab(qtbot, desk, ana)
    messages = said(tab)
    search = line(tab, SEARCH)
    qtbot.keyClicks(search, MIDDLEMARCH)
    qtbot.keyClick(search, Qt.Key.Key_Return)
    assert button(tab, "Place request").isEnabled()
    qtbot.keyClick(search, Qt.Key.Key_Return)
    (row,) = desk.panel(ana).holds
    assert (row.title, row.state, row.pickup, row.copy_wanted) == ("Middlemarch", HoldState.WAITING, "Este", False)
    assert [message.tone for message in messages] == [Tone.DONE]
    assert column(table(tab, "Requests of the patron"), 0) == ["Middlemarch"]
    assert search.text() == ""


@pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing|propagate)")  # offscreen, at the list
def test_titles_are_offered_while_typing_and_one_copy_may_be_asked_for(qtbot: QtBot, tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    ana = patron(desk, "P1")
    tab = an_open_tab(qtbot, desk, ana)
    search = line(tab, SEARCH)
    qtbot.keyClicks(search, "middle")
    completer = search.completer()
    assert completer.completionModel().rowCount() == 1
    completer.activated[str].emit(completer.completionModel().index(0, 0).data())
    copies = combo(tab, "Copy")
    assert [copies.itemText(row).split(" ")[0] for row in range(copies.count())] == ["Any", "I4", "I5"]
    copies.setCurrentIndex(2)
    pickup = combo(tab, "Pickup library")
    pickup.setCurrentIndex(pickup.findText("Puerto"))
    button(tab, "Place request").click()
    (row,) = desk.panel(ana).holds
    assert (row.barcode, row.copy_wanted, row.pickup) == ("I5", True, "Puerto")


def test_changing_the_text_forgets_what_was_chosen(qtbot: QtBot, tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    tab = an_open_tab(qtbot, desk, patron(desk, "P1"))
    search = line(tab, SEARCH)
    qtbot.keyClicks(search, SOLEDAD)
    qtbot.keyClick(search, Qt.Key.Key_Return)
    assert button(tab, "Place request").isEnabled()
    qtbot.keyClick(search, Qt.Key.Key_Delete)
    assert not button(tab, "Place request").isEnabled()


def test_a_second_request_for_the_same_title_is_declined_in_words(qtbot: QtBot, tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    ana = patron(desk, "P1")
    desk.request(ana, title(desk, SOLEDAD), "MAIN")
    tab = an_open_tab(qtbot, desk, ana)
    messages = said(tab)
    qtbot.keyClicks(line(tab, SEARCH), SOLEDAD)
    qtbot.keyClick(line(tab, SEARCH), Qt.Key.Key_Return)
    button(tab, "Place request").click()
    assert [(message.tone, message.text) for message in messages] == [
        (Tone.REFUSED, "This patron has already requested it.")
    ]
    assert len(desk.panel(ana).holds) == 1


def test_a_blocked_patron_may_request_when_staff_give_a_reason(qtbot: QtBot, tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    ana = patron(desk, "P1")
    desk.place_block(ana, "Lost three books")
    for reason, placed in ((None, 0), ("Director agreed", 1)):
        tab = an_open_tab(qtbot, desk, ana, reason)
        qtbot.keyClicks(line(tab, SEARCH), SOLEDAD)
        qtbot.keyClick(line(tab, SEARCH), Qt.Key.Key_Return)
        button(tab, "Place request").click()
        assert len(desk.panel(ana).holds) == placed


def test_nothing_found_says_so(qtbot: QtBot, tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    tab = an_open_tab(qtbot, desk, patron(desk, "P1"))
    messages = said(tab)
    qtbot.keyClicks(line(tab, SEARCH), "zzzz")
    qtbot.keyClick(line(tab, SEARCH), Qt.Key.Key_Return)
    assert "zzzz" in messages[0].text


def test_delete_cancels_the_selected_requests_and_no_other(qtbot: QtBot, tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    ana = patron(desk, "P1")
    desk.request(ana, title(desk, SOLEDAD), "MAIN")
    desk.request(ana, title(desk, MIDDLEMARCH), "MAIN")
    tab = an_open_tab(qtbot, desk, ana)
    view = table(tab, "Requests of the patron")
    assert not button(tab, "Cancel request").isEnabled()
    view.selectRow(column(view, 0).index("Middlemarch"))
    tab.activateWindow()
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    qtbot.keyClick(view, Qt.Key.Key_Delete)
    assert [row.title for row in desk.panel(ana).holds] == ["Cien años de soledad"]
    assert column(view, 0) == ["Cien años de soledad"]


def test_the_selection_stays_with_its_request_when_the_list_changes(qtbot: QtBot, tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    ana = patron(desk, "P1")
    desk.request(ana, title(desk, SOLEDAD), "MAIN")
    tab = an_open_tab(qtbot, desk, ana)
    view = table(tab, "Requests of the patron")
    view.selectRow(0)
    desk.request(ana, title(desk, MIDDLEMARCH), "MAIN")
    chosen = [view.model().index(row.row(), 0).data() for row in view.selectionModel().selectedRows()]
    assert chosen == ["Cien años de soledad"]
