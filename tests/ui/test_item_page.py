"""The page of an item says where it is, and who has it only on asking."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from deskapp.desk.answers import Declined, ItemHit, PatronHit
from deskapp.desk.desk import Desk
from deskapp.desk.views import ItemPage
from deskapp.domain.values import ItemId, ItemState, PatronId
from tests.desks import FakeClock, a_desk
from tests.ui.screen import button, column, combo, line, table, texts
from tests.ui.windows import Serving
from ui.choose import ask_override
from ui.explanation import ExplanationDialog
from ui.item_page import AskReason, ItemPageView
from ui.scan_flow import Page
from ui.session import ActivePatron


def a_loan(folder: Path) -> tuple[Desk, ItemId, PatronId]:
    """A desk that has just lent I1 to Ana."""
    desk = a_desk(folder)
    (item,), (patron,) = desk.find("I1").hits, desk.find("P1").hits
    assert isinstance(item, ItemHit)
    assert isinstance(patron, PatronHit)
    desk.check_out(patron.id, item.id)
    return desk, item.id, patron.id


def an_open_page(qtbot: QtBot, desk: Desk, item: ItemId, ask: AskReason = ask_override) -> ItemPageView:
    view = ItemPageView(desk, ask_reason=ask)
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
    assert column(acts, 3)[0] == "Central"
    qtmodeltester.check(acts.model())
    qtmodeltester.check(table(view, "Requests for this title").model())


@pytest.mark.parametrize("focus", ["scan field", "table"])
def test_f9_shows_the_borrower_for_as_long_as_it_is_held(serve: Callable[[], Serving], focus: str) -> None:
    desk = serve()
    item = desk.workstation.item("I1")
    desk.desk.check_out(desk.workstation.patron("P1"), item)
    desk.turn(Page.SERVICES)
    desk.work.services.open_item(item)
    view = desk.work.services.item_view
    names = button(view, "Show names (hold F9)")
    keyed = desk.window.top.field if focus == "scan field" else table(view, "Last acts on this item")
    keyed.setFocus()
    assert not any("Ana" in text for text in texts(view))
    desk.bot.keyPress(keyed, Qt.Key.Key_F9)
    assert "Ana García Núñez" in texts(view)
    assert names.isChecked()
    desk.window.keyReleaseEvent(
        QKeyEvent(QEvent.Type.KeyRelease, Qt.Key.Key_F9, Qt.KeyboardModifier.NoModifier, "", True)
    )
    assert "Ana García Núñez" in texts(view), "the key repeats while it is held"
    desk.bot.keyRelease(keyed, Qt.Key.Key_F9)
    assert not any("Ana" in text for text in texts(view))
    assert not names.isChecked()


def test_names_that_were_asked_for_with_the_button_stay_until_it_is_pressed_again(qtbot: QtBot, tmp_path: Path) -> None:
    desk, item, _ = a_loan(tmp_path)
    view = an_open_page(qtbot, desk, item)
    button(view, "Show names (hold F9)").click()
    assert "Ana García Núñez" in texts(view)
    button(view, "Show names (hold F9)").click()
    assert not any("Ana" in text for text in texts(view))


def test_leaving_the_page_hides_the_borrower(qtbot: QtBot, tmp_path: Path) -> None:
    desk, item, _ = a_loan(tmp_path)
    view = an_open_page(qtbot, desk, item)
    button(view, "Show names (hold F9)").click()
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
    button(view, "Show names (hold F9)").click()
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
    assert button(view, "Show names (hold F9)").isHidden()
    assert "On the shelf, Central" in texts(view)


def page_of(desk: Desk, barcode: str) -> ItemPage:
    (hit,) = desk.find(barcode).hits
    assert isinstance(hit, ItemHit)
    return desk.item_page(hit.id)


def patron_of(desk: Desk, card: str) -> PatronId:
    (hit,) = desk.find(card).hits
    assert isinstance(hit, PatronHit)
    return hit.id


def test_a_marked_item_says_its_state_since_when_and_why(qtbot: QtBot, tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    item = page_of(desk, "I4").id
    desk.mark_item(item, ItemState.IN_REPAIR, "new binding")
    shown = texts(an_open_page(qtbot, desk, item))
    assert any(text.startswith("In repair, since 23 Nov 2026") for text in shown)
    assert "new binding" in shown


@pytest.mark.parametrize("state", ItemState)
def test_an_item_in_any_state_can_be_shown(qtbot: QtBot, tmp_path: Path, state: ItemState) -> None:
    desk = a_desk(tmp_path)
    page = replace(page_of(desk, "I4"), state=state, to="Este", note="why")
    view = ItemPageView(desk)
    qtbot.addWidget(view)
    view.show_page(page)
    assert "why" in [label.text() for label in view.findChildren(QLabel)]


def test_only_the_states_that_are_possible_are_offered_and_one_is_set(qtbot: QtBot, tmp_path: Path) -> None:
    desk, item, _ = a_loan(tmp_path)
    view = an_open_page(qtbot, desk, item)
    button(view, "Set state…").click()
    states = combo(view, "State")
    offered = [states.itemData(row) for row in range(states.count())]
    assert offered == [ItemState.LOST, ItemState.CLAIMED_RETURNED, ItemState.CLAIMED_NEVER_HAD]
    states.setCurrentIndex(1)
    line(view, "Note").setText("says it was in the drop")
    with qtbot.waitSignals([view.said, view.acted]):
        button(view, "Set the state").click()
    assert desk.item_page(item).state is ItemState.CLAIMED_RETURNED
    assert any(text.startswith("The patron claims to have returned it") for text in texts(view))


def test_damage_may_be_charged_to_whoever_had_it_last(qtbot: QtBot, tmp_path: Path) -> None:
    desk, item, patron = a_loan(tmp_path)
    desk.check_in(item)
    view = an_open_page(qtbot, desk, item)
    button(view, "Set state…").click()
    states = combo(view, "State")
    assert line(view, "Damage fee").isHidden()
    states.setCurrentIndex(states.findData(ItemState.DAMAGED))
    line(view, "Damage fee").setText("3,50")
    button(view, "Set the state").click()
    assert desk.panel(patron).owed == 350


def test_what_is_no_amount_sets_no_state(qtbot: QtBot, tmp_path: Path) -> None:
    desk, item, _ = a_loan(tmp_path)
    desk.check_in(item)
    view = an_open_page(qtbot, desk, item)
    button(view, "Set state…").click()
    states = combo(view, "State")
    states.setCurrentIndex(states.findData(ItemState.DAMAGED))
    line(view, "Damage fee").setText("much")
    button(view, "Set the state").click()
    assert "This is not an amount." in texts(view)
    assert desk.item_page(item).state is ItemState.AVAILABLE


def test_a_recall_brings_the_due_date_forward_and_is_marked(qtbot: QtBot, tmp_path: Path) -> None:
    clock = FakeClock()
    desk = a_desk(tmp_path, clock=clock)
    item, patron = page_of(desk, "I1").id, patron_of(desk, "P1")
    desk.check_out(patron, item, clock.at.date() + timedelta(days=100), "for a long time")
    before = desk.item_page(item).due
    asked: list[Declined] = []
    view = an_open_page(qtbot, desk, item, lambda parent, declined: asked.append(declined) or "somebody needs it")
    with qtbot.waitSignal(view.acted):
        button(view, "Recall").click()
    after = desk.item_page(item).due
    assert before is not None
    assert after is not None
    assert after < before
    assert any("Recalled: somebody needs it sooner." in text for text in texts(view))
    assert button(view, "Recall").isHidden()


def test_who_waits_and_who_had_it_last_are_hidden_until_names_are_asked_for(qtbot: QtBot, tmp_path: Path) -> None:
    desk, item, _ = a_loan(tmp_path)
    desk.check_in(item)
    title = desk.item_page(item).title_id
    assert title is not None
    desk.request(patron_of(desk, "P2"), title, "EAST")
    view = an_open_page(qtbot, desk, item)
    waiting = table(view, "Requests for this title")
    assert column(waiting, 2) == ["•••••"]
    assert not any("Ana" in text for text in texts(view))
    button(view, "Show names (hold F9)").click()
    assert column(waiting, 2) == ["Luis Pérez"]
    assert "Ana García Núñez" in texts(view)


def test_a_request_is_placed_for_the_active_patron_and_for_nobody_else(qtbot: QtBot, tmp_path: Path) -> None:
    desk, item, _ = a_loan(tmp_path)
    active = ActivePatron(lambda: 0.0)
    view = ItemPageView(desk, active)
    qtbot.addWidget(view)
    view.show_page(desk.item_page(item))
    view.show()
    with qtbot.waitSignal(view.said) as said:
        button(view, "Request…").click()
    assert said.args is not None
    assert said.args[0].text == "Whose request?"
    active.begin(patron_of(desk, "P2"), "Luis Pérez", "P2")
    button(view, "Request…").click()
    which = combo(view, "Which")
    which.setCurrentIndex(which.findData("copy"))
    button(view, "Place request").click()
    (hold,) = desk.item_page(item).holds
    assert (hold.patron_name, hold.copy_wanted) == ("Luis Pérez", True)


def test_the_last_return_can_be_dated_back_from_the_page(qtbot: QtBot, tmp_path: Path) -> None:
    clock = FakeClock()
    desk = a_desk(tmp_path, clock=clock)
    item, patron = page_of(desk, "I1").id, patron_of(desk, "P1")
    desk.check_out(patron, item)
    clock.pass_(days=30)  # late
    desk.check_in(item)
    view = an_open_page(qtbot, desk, item)
    button(view, "Returned earlier…").click()
    line(view, "Day").setText("20/12/2026")
    line(view, "Time of day").setText("10:00")
    line(view, "Why").setText("lay on the trolley")
    button(view, "Date it back").click()
    assert column(table(view, "Last acts on this item"), 1)[0] == "return dated back"


def test_one_who_waits_and_may_not_have_it_is_marked(qtbot: QtBot, tmp_path: Path) -> None:
    desk, item, _ = a_loan(tmp_path)
    page = desk.item_page(item)
    assert page.title_id is not None
    desk.request(patron_of(desk, "P2"), page.title_id, "MAIN")
    desk.place_block(patron_of(desk, "P2"), "owes a book to another library")
    view = an_open_page(qtbot, desk, item)
    assert "may not have it now" in column(table(view, "Requests for this title"), 0)[0]


def test_why_it_is_due_is_explained_step_by_step(qtbot: QtBot, tmp_path: Path) -> None:
    desk, item, _ = a_loan(tmp_path)
    view = an_open_page(qtbot, desk, item)
    button(view, "Why this due date?").click()
    dialog = view.findChild(ExplanationDialog)
    assert isinstance(dialog, ExplanationDialog)
    assert any("7 December" in said for said in dialog.lines)
    dialog.reject()


def test_esc_closes_an_open_form_and_gives_the_focus_back(qtbot: QtBot, tmp_path: Path) -> None:
    desk, item, _ = a_loan(tmp_path)
    view = an_open_page(qtbot, desk, item)
    opener = button(view, "Set state…")
    opener.setFocus()
    opener.click()
    qtbot.keyClick(combo(view, "State"), Qt.Key.Key_Escape)
    assert combo(view, "State").isHidden() or not combo(view, "State").isVisible()
    assert opener.hasFocus()
