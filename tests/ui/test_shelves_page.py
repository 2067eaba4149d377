"""The lists that a desk works through: what is taken back leaves them at once, and the desk says where it goes."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from time import process_time

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QTableView
from pytestqt.qtbot import QtBot

from deskapp.desk.answers import CheckedIn, Declined, NextStop
from deskapp.desk.desk import Desk
from deskapp.desk.views import Shelf, ShelfRow
from deskapp.domain.rules import Branch
from deskapp.domain.values import BlockKind, HoldId, ItemId, ItemState, PatronId, TitleId
from tests.desks import MONDAY, Place, Workstation, a_place, new_id, sync
from tests.ui.screen import button, column, line, table, texts
from tests.ui.windows import Serving
from ui.lane import Message, Tone
from ui.request_words import DeskList, list_name
from ui.scan_flow import Page
from ui.settings_asking import Leaving, SettingsAsking
from ui.shelf_columns import columns
from ui.shelf_model import HIDDEN, ShelfModel
from ui.shelf_report import shelf_report
from ui.shelf_work import ShelfWork
from ui.shelves_page import ShelvesPage


class Working(QObject):
    """A page that is open, and the hands in front of it."""

    def __init__(self, bot: QtBot, place: Place, one: Workstation) -> None:
        super().__init__()
        self.bot, self.place, self.workstation = bot, place, one
        self.said: list[Message] = []
        self.answers: list[CheckedIn | Declined] = []
        self.page = ShelvesPage(one.desk)
        self.work = ShelfWork(one.desk, self.page, self.said.append, self)
        self.work.told.connect(self.answers.append)
        one.desk.changed.append(lambda _: self.page.touched())
        bot.addWidget(self.page)
        self.page.resize(964, 620)
        self.page.show()
        self.page.activateWindow()
        bot.waitUntil(self.page.isActiveWindow)

    @property
    def desk(self) -> Desk:
        return self.workstation.desk

    def turn(self, which: DeskList) -> QTableView:
        self.page.turn_to(which)
        return table(self.page, list_name(which))

    def listed(self, number: int) -> list[str]:
        """What a column of the list in front says."""
        return column(self.page.view().table, number)

    def barcodes(self) -> list[str]:
        return [row.barcode for row in self.page.view().model.shown()]

    def stops(self) -> list[NextStop]:
        return [answer.next for answer in self.answers if isinstance(answer, CheckedIn)]


def title(one: Workstation, barcode: str) -> TitleId:
    page = one.desk.item_page(one.item(barcode))
    assert page.title_id is not None
    return page.title_id


def request(one: Workstation, card: str, barcode: str, pickup: str = "MAIN") -> None:
    one.desk.request(one.patron(card), title(one, barcode), pickup)


@pytest.fixture
def working(qtbot: QtBot, tmp_path: Path) -> Working:
    """I1 is asked for; I4 waits here for Luis, behind him Emma; I3 goes to Este."""
    place = a_place(tmp_path)
    one = place.workstation("desk-1")
    sync(place, one)
    request(one, "P1", "I1")
    request(one, "P2", "I4")
    one.desk.check_in(one.item("I4"))
    request(one, "P3", "I4")
    request(one, "P1", "I3", "EAST")
    one.desk.check_in(one.item("I3"))
    return Working(qtbot, place, one)


def a_row(number: int, **more: object) -> ShelfRow:
    values = {
        "item": ItemId(new_id()), "barcode": f"3123400{number:07d}", "title": f"El libro número {number}",
        "author": "Díaz, Ana", "call_number": f"N DIA {number:05d}", "branch": "Central", "to": "Este",
        "hold": HoldId(new_id()), "patron": PatronId(new_id()), "patron_name": f"Nuria Núñez {number}",
        "card": f"2123400{number:07d}", "at": MONDAY, **more,
    }  # fmt: skip
    return ShelfRow(**values)  # type: ignore[arg-type]


# --- working through --------------------------------------------------------------------------------


def test_each_list_shows_what_is_on_it_and_the_tabs_count(working: Working, qtbot: QtBot) -> None:
    tabs = working.page.tabs
    qtbot.waitUntil(lambda: tabs.tabText(3) == "Transit (1)")
    assert [tabs.tabText(n) for n in range(5)] == [
        "Holds to pull (2)", "Hold shelf (1)", "Expired hold shelf", "Transit (1)", "Marked items"
    ]  # fmt: skip
    assert sorted(working.barcodes()) == ["I1", "I5"]
    working.turn(DeskList.HOLD_SHELF)
    assert working.barcodes() == ["I4"]
    working.turn(DeskList.TRANSIT)
    assert (working.listed(0), working.listed(1)) == (["Central"], ["Este"])


def test_an_item_pulled_and_scanned_is_put_aside_and_leaves_the_list(working: Working) -> None:
    working.turn(DeskList.TO_PULL)
    assert working.work.scanned("I1")
    assert working.stops() == [NextStop.HOLD_SHELF]
    assert "I1" not in working.barcodes()
    assert "HOLD SHELF" in texts(working.page)
    assert "I1" in {row.barcode for row in working.desk.shelf(Shelf.HOLD_SHELF)}


def test_after_a_pause_the_counts_of_the_other_lists_are_right_again(working: Working, qtbot: QtBot) -> None:
    working.turn(DeskList.TO_PULL)
    working.work.scanned("I1")
    qtbot.waitUntil(lambda: working.page.tabs.tabText(1) == "Hold shelf (2)")
    assert working.page.tabs.tabText(0) == "Holds to pull (1)"


def test_what_nobody_fetched_goes_to_the_next_request(working: Working) -> None:
    working.place.clock.pass_(days=40)
    working.page.reload()
    working.turn(DeskList.EXPIRED)
    assert working.barcodes() == ["I4"]
    working.work.scanned("I4")
    (answer,) = working.answers
    assert isinstance(answer, CheckedIn)
    assert (answer.next, answer.kept_for_name) == (NextStop.HOLD_SHELF, "Emma Wilson")
    assert working.barcodes() == []


def test_the_expired_shelf_is_cleared_one_by_one_after_a_question(working: Working, qtbot: QtBot) -> None:
    working.work.scanned("I1")
    working.place.clock.pass_(days=40)
    working.page.reload()
    working.turn(DeskList.EXPIRED)
    assert sorted(working.barcodes()) == ["I1", "I4"]
    button(working.page, "Clear all…").click()
    assert working.stops() == [NextStop.HOLD_SHELF]  # nothing since I1
    button(working.page, "Check them in").click()
    qtbot.waitUntil(lambda: len(working.answers) == 3)
    assert working.desk.shelf(Shelf.EXPIRED) == ()
    assert working.said[-1].text.startswith("2 item")
    assert sorted(working.said[-1].lines[:2]) == ["1 × HOLD SHELF", "1 × SHELF"]


def test_escape_leaves_the_question_and_clears_nothing(working: Working, qtbot: QtBot) -> None:
    working.place.clock.pass_(days=40)
    working.page.reload()
    working.turn(DeskList.EXPIRED)
    button(working.page, "Clear all…").click()
    yes = button(working.page, "Check them in")
    qtbot.waitUntil(yes.hasFocus)
    qtbot.keyClick(yes, Qt.Key.Key_Escape)
    assert not yes.isVisible()
    assert working.answers == []


def test_an_arrived_item_is_checked_in_from_the_transit_list(qtbot: QtBot, tmp_path: Path) -> None:
    place = a_place(tmp_path)
    here, there = place.workstation("desk-1"), place.workstation("desk-2", "EAST")
    sync(place, here, there)
    request(here, "P1", "I3", "EAST")
    here.desk.check_in(here.item("I3"))
    sync(place, here, there)
    there.desk.refresh()
    working = Working(qtbot, place, there)
    working.turn(DeskList.TRANSIT)
    assert working.barcodes() == ["I3"]
    working.work.scanned("I3")
    assert working.stops() == [NextStop.HOLD_SHELF]
    assert working.barcodes() == []


def test_on_the_hold_shelf_a_scan_only_finds_the_line(working: Working) -> None:
    view = working.turn(DeskList.HOLD_SHELF)
    view.clearSelection()
    assert working.work.scanned("I4")
    assert [row.barcode for row in working.page.view().rows()] == ["I4"]
    assert working.work.scanned("I1")
    assert [message.tone for message in working.said] == [Tone.NOTE, Tone.ATTENTION]
    assert working.answers == []


def test_a_card_or_a_title_is_not_for_the_list(working: Working) -> None:
    assert not working.work.scanned("P1")
    assert not working.work.scanned("9780141439549")
    assert not working.work.scanned("nobody knows this")


def test_enter_checks_the_selected_items_in(working: Working, qtbot: QtBot) -> None:
    view = working.turn(DeskList.TO_PULL)
    view.selectAll()
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(working.answers) == 2)
    assert working.barcodes() == []


def test_enter_on_the_hold_shelf_opens_the_item_and_takes_nothing_back(working: Working, qtbot: QtBot) -> None:
    view = working.turn(DeskList.HOLD_SHELF)
    view.selectRow(0)
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    with qtbot.waitSignal(working.page.open_item) as opened:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert opened.args == [working.workstation.item("I4")]
    assert not button(working.page, "Check in").isVisible()


def test_marked_items_say_their_state(working: Working) -> None:
    working.desk.mark_item(working.workstation.item("I6"), ItemState.IN_REPAIR, "Loose spine")
    working.page.reload()
    working.turn(DeskList.MARKED)
    assert (working.listed(0), working.barcodes()) == (["in repair"], ["I6"])


# --- what is private, and what warns ----------------------------------------------------------------


def test_names_are_hidden_until_asked_for_and_hidden_again_on_leaving(working: Working) -> None:
    working.turn(DeskList.HOLD_SHELF)
    assert working.listed(0) == [HIDDEN]
    working.page.reveal(True)
    assert working.listed(0) == ["Luis Pérez"]
    working.page.hide()
    working.page.show()
    assert working.listed(0) == [HIDDEN]


def test_a_row_whose_patron_may_not_have_it_now_says_so(working: Working) -> None:
    working.desk.place_block(working.workstation.patron("P2"), "", kind=BlockKind.BARRED)
    working.page.reload()
    working.turn(DeskList.HOLD_SHELF)
    assert "may not have it now" in working.listed(5)


def test_on_paper_a_patron_is_a_first_name_and_four_digits() -> None:
    rows = [a_row(1, patron_name="Ana García Núñez", card="21234000000018", passed_over=True)]
    paper = shelf_report(DeskList.HOLD_SHELF, rows, Branch("MAIN", "Central"), MONDAY).toPlainText()
    assert "Ana ···0018" in paper
    assert "García" not in paper
    assert "may not have it now" in paper
    assert paper.splitlines()[-1].startswith("1 item")


# --- in the window ----------------------------------------------------------------------------------


def test_an_item_scanned_in_the_window_is_for_the_list_in_front_and_its_return_is_listed(
    serve: Callable[[], Serving],
) -> None:
    desk = serve()
    request(desk.workstation, "P1", "I1")
    desk.press(Qt.Key.Key_5, Qt.KeyboardModifier.ControlModifier)
    desk.scan("I1")
    assert desk.said().startswith("HOLD SHELF")
    assert desk.work.shelves.view().model.shown() == ()
    desk.turn(Page.CHECK_IN)
    assert "Cien años de soledad" in texts(desk.work.check_in) + column(
        table(desk.work.check_in, "Returns of this session"), 0
    )


def test_a_return_that_is_undone_is_on_its_list_again_and_no_longer_answered(
    serve: Callable[[], Serving],
) -> None:
    desk = serve()
    request(desk.workstation, "P1", "I1")
    desk.turn(Page.SHELVES)
    desk.scan("I1")
    assert desk.work.shelves.answer.isVisible()
    desk.work.undo()
    assert not desk.work.shelves.answer.isVisible()
    desk.bot.waitUntil(lambda: len(desk.work.shelves.view().model.shown()) == 1)


def test_a_card_scanned_at_the_lists_opens_its_patron(serve: Callable[[], Serving]) -> None:
    desk = serve()
    desk.turn(Page.SHELVES)
    desk.scan("P2")
    assert (desk.work.page(), desk.window.active.name) == (Page.SERVICES, "Luis Pérez")


def test_the_privacy_key_shows_names_while_it_is_held(serve: Callable[[], Serving]) -> None:
    desk = serve()
    request(desk.workstation, "P1", "I1")
    desk.turn(Page.SHELVES)
    view = desk.work.shelves.view().table
    desk.bot.keyPress(desk.window.top.field, Qt.Key.Key_F9)
    assert column(view, 4) == ["Ana García Núñez"]
    desk.bot.keyRelease(desk.window.top.field, Qt.Key.Key_F9)
    assert column(view, 4) == [HIDDEN]


def test_a_list_is_printed_as_it_is_shown(serve: Callable[[], Serving]) -> None:
    desk = serve()
    for barcode in ("I1", "I4"):
        request(desk.workstation, "P1", barcode)
    desk.turn(Page.SHELVES)
    line(desk.work.shelves, "Words to find on the list").setText("middlemarch")
    button(desk.work.shelves, "Print list").click()
    (paper,) = desk.printer.slips
    assert ("Middlemarch" in paper, "Cien" in paper, "García Núñez" in paper) == (True, False, False)
    assert desk.said().startswith("List printed Holds to pull")


def test_what_is_written_in_the_settings_keeps_the_window_open_until_it_is_decided(
    serve: Callable[[], Serving],
) -> None:
    desk = serve()
    desk.turn(Page.SETTINGS)
    settings = desk.work.settings
    assert settings is not None
    answers = [Leaving.STAY, Leaving.DISCARD]
    settings._ask = SettingsAsking(leaving=lambda parent, may_save: answers.pop(0))
    settings.draft.take(replace(desk.desk.library, name="Otra"))
    desk.turn(Page.SERVICES)
    assert not desk.window.close()
    assert desk.work.page() is Page.SETTINGS
    assert desk.window.close()


# --- the model --------------------------------------------------------------------------------------


def a_model(rows: Sequence[ShelfRow]) -> ShelfModel:
    model = ShelfModel(columns(DeskList.TO_PULL, "Europe/Madrid"))
    model.set_rows(rows)
    return model


def test_the_model_keeps_the_rules_of_models(qapp: object) -> None:
    model = a_model([a_row(n) for n in range(5)])
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.sort(0, Qt.SortOrder.DescendingOrder)
    model.filter("numero 3")
    model.take_out([model.row(0).item])
    model.filter("")
    model.set_rows([a_row(7)])
    model.show_names(True)
    assert model.rowCount() == 1
    del tester


def test_a_click_on_a_column_sorts_by_what_it_means(qapp: object) -> None:
    days = [datetime(2026, 2, 3, tzinfo=UTC), datetime(2025, 12, 24, tzinfo=UTC), datetime(2026, 1, 10, tzinfo=UTC)]
    model = a_model([a_row(n, at=day, title=title) for n, (day, title) in enumerate(zip(days, "Ébc", strict=True))])
    model.sort(6)
    assert [row.at.date() for row in model.shown() if row.at] == [
        date(2025, 12, 24), date(2026, 1, 10), date(2026, 2, 3)
    ]  # fmt: skip
    model.sort(1)
    assert [row.title for row in model.shown()] == ["b", "c", "É"]


def test_typing_leaves_the_rows_that_have_every_word_accents_and_case_ignored(working: Working) -> None:
    find = line(working.page, "Words to find on the list")
    find.setText("MARQUEZ anos")
    assert working.barcodes() == ["I1"]
    find.setText("nothing of the kind")
    assert working.barcodes() == []
    assert not button(working.page, "Print list").isEnabled()
    find.clear()
    assert len(working.barcodes()) == 2


def test_ten_thousand_rows_are_shown_sorted_and_filtered_without_a_wait(working: Working, qtbot: QtBot) -> None:
    rows = [a_row(n * 7919 % 10_000) for n in range(10_000)]
    working.turn(DeskList.TO_PULL)
    view = working.page.view()
    began = process_time()
    view.set_rows(rows)
    view.table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    view.filter("4711")
    view.filter("")
    view.table.scrollToBottom()
    view.table.grab()
    assert process_time() - began < 3  # 0.4 s alone on two cores
    assert view.model.row(9_999).call_number == "N DIA 09999"


def test_the_selected_line_stays_in_front_when_the_list_is_read_anew(working: Working) -> None:
    view = working.page.view()
    working.turn(DeskList.TO_PULL)
    last = view.model.shown()[-1]
    view.go_to(last.item)
    working.page.reload()
    assert [row.item for row in view.rows()] == [last.item]


def test_the_page_asks_for_nothing_while_it_is_out_of_sight(working: Working, qtbot: QtBot) -> None:
    working.page.hide()
    request(working.workstation, "P2", "I1")
    assert working.page.tabs.tabText(0) == "Holds to pull (2)"
    working.page.show()
    qtbot.waitUntil(lambda: working.page.tabs.tabText(0) == "Holds to pull (3)")


def test_a_list_that_is_slow_to_read_is_not_read_after_each_act_but_when_turned_to(
    working: Working, qtbot: QtBot
) -> None:
    working.page._took[DeskList.HOLD_SHELF] = 9.0
    working.turn(DeskList.TO_PULL)
    working.work.scanned("I1")
    qtbot.waitUntil(lambda: working.page._stale == {DeskList.HOLD_SHELF})
    assert working.page.tabs.tabText(1) == "Hold shelf (1)"
    working.turn(DeskList.HOLD_SHELF)
    assert working.page.tabs.tabText(1) == "Hold shelf (2)"
