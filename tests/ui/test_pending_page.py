"""What waits for central is listed in the window: when, what, who, of which item and patron; and what is safe."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from deskapp.domain.values import EventId
from tests.desks import Workstation, a_place, new_id, sync
from tests.ui.screen import button, choose_row, column, table, texts
from tests.ui.windows import Serving
from ui.link import LinkState
from ui.pending_page import PendingPage
from ui.scan_flow import Page

Serve = Callable[[], Serving]
CONTROL = Qt.KeyboardModifier.ControlModifier


def three_waiting(desk: Serving) -> None:
    """A patron was lent two books while central was away, and one came back."""
    desk.offline()
    desk.scan("P1", "I1", "I4")
    desk.turn(Page.CHECK_IN)
    desk.scan("I4")


def test_ctrl_7_lists_what_waits_the_oldest_first(serve: Serve) -> None:
    desk = serve()
    three_waiting(desk)
    desk.press(Qt.Key.Key_7, CONTROL)
    page = desk.work.pending
    assert page.isVisible()
    view = table(page, "Events that wait")
    assert column(view, 1) == ["check-out", "check-out", "check-in"]
    assert column(view, 2) == ["maria", "maria", "maria"]
    assert column(view, 3) == ["I1", "I4", "I4"]
    assert column(view, 4) == ["Cien años de soledad", "Middlemarch", "Middlemarch"]
    assert "Waiting for central: 3" in texts(page)


def test_names_are_hidden_but_while_f9_is_held(serve: Serve) -> None:
    desk = serve()
    three_waiting(desk)
    desk.turn(Page.PENDING)
    view = table(desk.work.pending, "Events that wait")
    assert set(column(view, 5)) == {"•••••"}
    QTest.keyPress(desk.window, Qt.Key.Key_F9)
    assert set(column(view, 5)) == {"Ana García Núñez"}
    QTest.keyRelease(desk.window, Qt.Key.Key_F9)
    assert set(column(view, 5)) == {"•••••"}


def test_what_was_sent_leaves_the_list_by_itself(serve: Serve) -> None:
    desk = serve()
    three_waiting(desk)
    desk.turn(Page.PENDING)
    page = desk.work.pending
    desk.sync()
    desk.link.say(LinkState.ONLINE)
    desk.bot.waitUntil(lambda: page.model.rowCount() == 0)
    assert "Everything was sent." in texts(page)


def test_what_is_recorded_meanwhile_joins_the_list_and_the_chosen_row_stays(serve: Serve) -> None:
    desk = serve()
    three_waiting(desk)
    desk.turn(Page.PENDING)
    page = desk.work.pending
    choose_row(page.view, 1)
    desk.desk.check_in(desk.workstation.item("I1"))
    desk.bot.waitUntil(lambda: page.model.rowCount() == 4)
    assert [index.row() for index in page.view.selectionModel().selectedRows()] == [1]


def test_the_page_says_what_is_safe_and_what_there_is_to_do(serve: Serve) -> None:
    desk = serve()
    three_waiting(desk)
    desk.turn(Page.PENDING)
    said = " ".join(texts(desk.work.pending))
    assert "safe in this workstation's journal" in said
    assert "sent by itself" in said
    desk.link.say(LinkState.REFUSED)
    assert "tell an administrator" in " ".join(texts(desk.work.pending))


def test_item_and_patron_open_from_the_list(serve: Serve) -> None:
    desk = serve()
    three_waiting(desk)
    desk.turn(Page.PENDING)
    page = desk.work.pending
    choose_row(page.view, 0)
    button(page, "Open the patron").click()
    assert desk.work.page() is Page.SERVICES
    patron = desk.tab().patron()
    assert patron == desk.workstation.patron("P1")
    desk.turn(Page.PENDING)
    choose_row(page.view, 0)
    with desk.bot.waitSignal(page.open_item) as asked:
        button(page, "Page of the item").click()
    assert asked.args == [desk.workstation.item("I1")]


def test_enter_on_a_row_opens_the_page_of_the_item(serve: Serve) -> None:
    desk = serve()
    three_waiting(desk)
    desk.turn(Page.PENDING)
    page = desk.work.pending
    page.view.setFocus()
    choose_row(page.view, 1)
    with desk.bot.waitSignal(page.open_item) as asked:
        desk.press(Qt.Key.Key_Return)
    assert asked.args == [desk.workstation.item("I4")]


def test_the_oldest_is_chosen_at_first_and_the_arrow_goes_to_the_next(serve: Serve) -> None:
    desk = serve()
    three_waiting(desk)
    desk.turn(Page.PENDING)
    view = desk.work.pending.view
    view.setFocus()
    assert [index.row() for index in view.selectionModel().selectedRows()] == [0]
    desk.press(Qt.Key.Key_Down)
    assert [index.row() for index in view.selectionModel().selectedRows()] == [1]


def test_nothing_opens_while_nothing_waits(serve: Serve) -> None:
    desk = serve()
    desk.turn(Page.PENDING)
    page = desk.work.pending
    assert not button(page, "Page of the item").isEnabled()
    assert not button(page, "Open the patron").isEnabled()


def test_a_scan_on_the_list_shows_the_item_and_lends_nothing(serve: Serve) -> None:
    desk = serve()
    three_waiting(desk)
    desk.turn(Page.PENDING)
    waiting = desk.desk.status().pending
    desk.scan("I3")
    assert desk.desk.status().pending == waiting


def a_page(qtbot: QtBot, folder: Path) -> tuple[PendingPage, Workstation]:
    place = a_place(folder)
    one = place.workstation("desk-1")
    sync(place, one)
    one.desk.check_out(one.patron("P1"), one.item("I1"))
    page = PendingPage(one.desk)
    qtbot.addWidget(page)
    page.resize(964, 600)
    page.show()
    return page, one


def test_the_list_keeps_the_rules_of_models(qtbot: QtBot, tmp_path: Path, qtmodeltester: ModelTester) -> None:
    page, one = a_page(qtbot, tmp_path)
    qtmodeltester.check(page.model)
    one.desk.check_in(one.item("I1"))
    page.reload()
    qtmodeltester.check(page.model)


def test_of_ten_thousand_only_those_in_sight_are_put_into_words(qtbot: QtBot, tmp_path: Path) -> None:
    page, one = a_page(qtbot, tmp_path)
    (row,) = one.desk.pending(1)
    rows = [replace(row, event=EventId(new_id())) for _ in range(10_000)]
    page.model.set_rows(rows)
    page.grab()
    page.view.scrollToBottom()
    page.grab()
    assert len(page.model._words) < 200
