"""A patron's requests: what can be taken is on top; placing and cancelling take a few keys."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QTableView, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from deskapp.desk.answers import Declined, ItemHit, TitleHit
from deskapp.desk.desk import Desk
from deskapp.desk.record import Staff
from deskapp.desk.views import HoldRow
from deskapp.domain.events import ItemCatalogued
from deskapp.domain.outcome import Permission, fact
from deskapp.domain.records import HoldState
from deskapp.domain.values import ItemFields, ItemId, Line, PatronId, TitleId
from tests.desks import a_desk, a_place, a_title, new_id, sync
from tests.ui.screen import button, column, combo, line, table
from ui.explanation import ExplanationDialog
from ui.lane import Message, Tone
from ui.request_strip import RequestStrip
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
    assert column(view, 5) == ["Central", "Central"]
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


def test_the_arrow_keys_go_on_from_where_they_were_when_the_list_changes(qtbot: QtBot, tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    ana = patron(desk, "P1")
    desk.request(ana, title(desk, SOLEDAD), "MAIN")
    desk.request(ana, title(desk, MIDDLEMARCH), "MAIN")
    tab = an_open_tab(qtbot, desk, ana)
    view = chosen(qtbot, tab)
    assert column(view, 0) == ["Cien años de soledad", "Middlemarch"]
    desk.suspend_request(desk.panel(ana).holds[1].hold, None)
    qtbot.keyClick(view, Qt.Key.Key_Down)
    rows = [row.row() for row in view.selectionModel().selectedRows()]
    assert (view.currentIndex().row(), rows) == (1, [1])


# --- changing requests --------------------------------------------------------------------------------


def chosen(qtbot: QtBot, tab: RequestsTab, name: str = "Cien años de soledad") -> QTableView:
    """The table with the keyboard on one request."""
    view = table(tab, "Requests of the patron")
    view.selectRow(column(view, 0).index(name))
    with qtbot.waitActive(tab):
        tab.activateWindow()
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    return view


def only(desk: Desk, who: PatronId) -> HoldRow:
    (row,) = desk.panel(who).holds
    return row


def a_tab_with_a_request(qtbot: QtBot, folder: Path) -> tuple[Desk, PatronId, RequestsTab]:
    desk = a_desk(folder)
    ana = patron(desk, "P1")
    desk.request(ana, title(desk, SOLEDAD), "MAIN")
    return desk, ana, an_open_tab(qtbot, desk, ana)


def test_a_request_is_suspended_until_a_day_and_resumed(qtbot: QtBot, tmp_path: Path) -> None:
    desk, ana, tab = a_tab_with_a_request(qtbot, tmp_path)
    view = chosen(qtbot, tab)
    qtbot.keyClick(view, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    until = line(tab, "First day on which the request counts again")
    qtbot.waitUntil(until.hasFocus)
    qtbot.keyClicks(until, "15/1/2027")
    qtbot.keyClick(until, Qt.Key.Key_Return)
    assert only(desk, ana).suspended_until == date(2027, 1, 15)
    assert column(view, 2) == ["suspended until 15 Jan 2027 *"]
    assert not until.isVisible()
    qtbot.waitUntil(view.hasFocus)
    qtbot.keyClick(view, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    assert not only(desk, ana).suspended
    assert column(view, 2) == ["waiting *"]


def test_without_a_day_it_is_suspended_until_it_is_resumed_and_what_is_no_day_cannot_be_meant(
    qtbot: QtBot, tmp_path: Path
) -> None:
    desk, ana, tab = a_tab_with_a_request(qtbot, tmp_path)
    qtbot.keyClick(chosen(qtbot, tab), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    until = line(tab, "First day on which the request counts again")
    until.setText("soon")
    qtbot.keyClick(until, Qt.Key.Key_Return)
    assert not only(desk, ana).suspended
    until.clear()
    qtbot.keyClick(until, Qt.Key.Key_Return)
    assert (only(desk, ana).suspended, only(desk, ana).suspended_until) == (True, None)


def test_escape_leaves_the_question_and_changes_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    desk, ana, tab = a_tab_with_a_request(qtbot, tmp_path)
    view = chosen(qtbot, tab)
    qtbot.keyClick(view, Qt.Key.Key_Delete, Qt.KeyboardModifier.ShiftModifier)
    reason = line(tab, "Why (optional)")
    qtbot.waitUntil(reason.hasFocus)
    qtbot.keyClick(reason, Qt.Key.Key_Escape)
    assert not reason.isVisible()
    assert len(desk.panel(ana).holds) == 1
    qtbot.waitUntil(view.hasFocus)


def test_a_request_is_cancelled_with_a_reason(qtbot: QtBot, tmp_path: Path) -> None:
    desk, ana, tab = a_tab_with_a_request(qtbot, tmp_path)
    hold = only(desk, ana).hold
    qtbot.keyClick(chosen(qtbot, tab), Qt.Key.Key_Delete, Qt.KeyboardModifier.ShiftModifier)
    reason = line(tab, "Why (optional)")
    qtbot.keyClicks(reason, "Bought it")
    qtbot.keyClick(reason, Qt.Key.Key_Return)
    assert desk.panel(ana).holds == ()
    with desk._overlay.reading():
        found = desk._overlay.hold(hold)
    assert found is not None
    assert found.reason == "Bought it"


def test_a_request_is_picked_up_elsewhere(qtbot: QtBot, tmp_path: Path) -> None:
    _, _, tab = a_tab_with_a_request(qtbot, tmp_path)
    messages = said(tab)
    view = chosen(qtbot, tab)
    qtbot.keyClick(view, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    pickup = combo(tab, "New pickup library")
    assert pickup.currentText() == "Central"
    pickup.setCurrentIndex(pickup.findText("Puerto"))
    qtbot.keyClick(pickup, Qt.Key.Key_Return)
    assert column(view, 5) == ["Puerto"]
    assert messages[-1].lines == ("It is picked up at Puerto now.",)


def test_a_request_moves_up_its_queue_only_with_a_reason(qtbot: QtBot, tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    for card in ("P2", "P3", "P1"):
        desk.request(patron(desk, card), title(desk, SOLEDAD), "MAIN")
    ana = patron(desk, "P1")
    tab = an_open_tab(qtbot, desk, ana)
    view = chosen(qtbot, tab)
    assert column(view, 3) == ["3"]
    qtbot.keyClick(view, Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    why = line(tab, "Why: it is kept under your name")
    assert not button(tab, "Move").isEnabled()
    qtbot.keyClick(why, Qt.Key.Key_Return)
    assert only(desk, ana).position == 3
    qtbot.keyClicks(why, "Exam tomorrow")
    qtbot.keyClick(why, Qt.Key.Key_Return)
    assert column(view, 3) == ["2"]


def test_staff_without_the_permission_are_not_offered_to_move_requests(qtbot: QtBot, tmp_path: Path) -> None:
    place = a_place(tmp_path)
    one = place.workstation("desk-1")
    sync(place, one)
    one.recorder.staff = Staff("eva", frozenset(Permission) - {Permission.REORDER_QUEUE})
    ana = patron(one.desk, "P1")
    for card in ("P2", "P1"):
        one.desk.request(patron(one.desk, card), title(one.desk, SOLEDAD), "MAIN")
    tab = an_open_tab(qtbot, one.desk, ana)
    view = chosen(qtbot, tab)
    offered = {action.text(): action.isEnabled() for action in tab.findChildren(QAction)}
    assert (offered["Move up…"], offered["Suspend…"]) == (False, True)
    qtbot.keyClick(view, Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    assert not any(strip.isVisible() for strip in tab.findChildren(RequestStrip))


def test_only_what_is_suspended_can_be_resumed(qtbot: QtBot, tmp_path: Path) -> None:
    _, _, tab = a_tab_with_a_request(qtbot, tmp_path)
    chosen(qtbot, tab)
    offered = {action.text(): action.isEnabled() for action in tab.findChildren(QAction)}
    assert (offered["Resume"], offered["Move up…"]) == (False, False)  # nor does the first rise


def test_the_position_is_explained(qtbot: QtBot, tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    for card in ("P2", "P1"):
        desk.request(patron(desk, card), title(desk, SOLEDAD), "MAIN")
    tab = an_open_tab(qtbot, desk, patron(desk, "P1"))
    qtbot.keyClick(chosen(qtbot, tab), Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
    (dialog,) = tab.findChildren(ExplanationDialog)
    assert "2" in dialog.lines[-1]
    dialog.reject()


def test_a_volume_or_a_last_day_may_be_asked_for(qtbot: QtBot, tmp_path: Path) -> None:
    place = a_place(tmp_path)
    work, told = a_title("Los Thibault", "Martin du Gard, Roger", "9788420634586")
    volumes = [
        fact(ItemCatalogued(id, ItemFields(work, f"V{n}", "BOOK", "MAIN", volume=f"t. {n}")), (Line.ITEM, id))
        for n, id in enumerate((ItemId(new_id()), ItemId(new_id())), 1)
    ]
    place.tell(told, *volumes)
    one = place.workstation("desk-1")
    sync(place, one)
    ana = patron(one.desk, "P1")
    tab = an_open_tab(qtbot, one.desk, ana)
    messages = said(tab)
    search = line(tab, SEARCH)
    qtbot.keyClicks(search, "9788420634586")
    qtbot.keyClick(search, Qt.Key.Key_Return)
    copies = combo(tab, "Copy")
    assert [copies.itemText(row) for row in range(3)] == ["Any copy", "Any copy of t. 1", "Any copy of t. 2"]
    copies.setCurrentIndex(2)
    last = line(tab, "Last day on which it is wanted")
    last.setText("never")
    qtbot.keyClick(last, Qt.Key.Key_Return)
    assert [message.tone for message in messages] == [Tone.REFUSED]
    last.setText("24.12.2026")
    qtbot.keyClick(last, Qt.Key.Key_Return)
    row = only(one.desk, ana)
    assert (row.volume, row.expires, row.copy_wanted) == ("t. 2", date(2026, 12, 24), False)
    view = table(tab, "Requests of the patron")
    assert (column(view, 1), column(view, 6)) == (["t. 2"], ["24 Dec 2026"])
