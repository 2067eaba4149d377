"""The ways of taking back: in sight all the time, a key each, always back to normal; and what each does with a scan."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QPushButton

from deskapp.desk.answers import NextStop
from deskapp.desk.record import Staff
from deskapp.domain.events import ItemCatalogued
from deskapp.domain.outcome import Permission, fact
from deskapp.domain.policy import policy
from deskapp.domain.values import ItemFields, ItemState, Line, TitleId
from tests.desks import a_library, the_set_up
from tests.ui.screen import line
from tests.ui.windows import Serving
from ui.check_in_board import STOPS
from ui.check_in_modes import Mode
from ui.lane import Tone
from ui.scan_flow import Page

Serve = Callable[[], Serving]
ALT = Qt.KeyboardModifier.AltModifier


def at_check_in(serve: Serve, mode: Mode = Mode.NORMAL) -> Serving:
    desk = serve()
    desk.turn(Page.CHECK_IN)
    desk.work.check_in.modes.turn_to(mode)
    return desk


def lent(desk: Serving, barcode: str, card: str = "P1", days: float = 0) -> None:
    """Lend it, that many days ago."""
    desk.desk.check_out(desk.workstation.patron(card), desk.workstation.item(barcode))
    desk.clock.pass_(days=days)


def where(desk: Serving) -> str:
    return desk.work.check_in.board.where.text()


def lines(desk: Serving) -> str:
    return desk.work.check_in.board.lines.text()


def state(desk: Serving, barcode: str) -> ItemState:
    return desk.desk.item_page(desk.workstation.item(barcode)).state


def with_permissions(desk: Serving, *without: Permission) -> None:
    desk.workstation.recorder.staff = Staff("maria", frozenset(Permission) - set(without))


def with_fines(desk: Serving) -> None:
    """From now on a day late costs 20 cents."""
    library = a_library()
    desk.place.tell(the_set_up(replace(library, policies=(policy(fee_per_day=20, damage=500), *library.policies[1:]))))
    desk.sync()
    desk.desk.refresh()


def with_parts(desk: Serving, barcode: str, parts: str) -> None:
    """The catalogue says what belongs to the item."""
    item = desk.workstation.item(barcode)
    title = desk.desk.item_page(item).title_id
    assert title is not None
    fields = ItemFields(TitleId(title), barcode, "BOOK", "MAIN", parts=parts)
    desk.place.tell(fact(ItemCatalogued(item, fields), (Line.ITEM, item)))
    desk.sync()
    desk.desk.refresh()


# --- the keys and the band ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "mode"),
    [
        (Qt.Key.Key_B, Mode.BOOK_DROP),
        (Qt.Key.Key_A, Mode.AMNESTY),
        (Qt.Key.Key_S, Mode.SORT),
        (Qt.Key.Key_I, Mode.INVENTORY),
        (Qt.Key.Key_H, Mode.IN_HOUSE),
    ],
)
def test_each_way_has_a_key_and_a_band_that_names_it_and_esc_is_back_to_normal(
    serve: Serve, key: Qt.Key, mode: Mode
) -> None:
    desk = at_check_in(serve)
    modes = desk.work.check_in.modes
    assert modes._band.isHidden()
    desk.press(key, ALT)
    desk.bot.waitUntil(lambda: modes.mode() is mode)
    assert modes._band.isVisible()
    assert modes._said.text() == modes.band_words() != ""
    desk.press(Qt.Key.Key_Escape)
    assert modes.mode() is Mode.NORMAL
    assert modes._band.isHidden()


def test_alt_n_is_back_to_normal_too(serve: Serve) -> None:
    desk = at_check_in(serve, Mode.SORT)
    desk.press(Qt.Key.Key_N, ALT)
    desk.bot.waitUntil(lambda: desk.work.check_in.mode() is Mode.NORMAL)


@pytest.mark.parametrize("language_of_the_window", ["en", "es"])
def test_no_two_keys_of_the_page_are_the_same(
    serve: Serve, request: pytest.FixtureRequest, language_of_the_window: str
) -> None:
    if language_of_the_window == "es":
        request.getfixturevalue("spanish")
    desk = at_check_in(serve)
    buttons = [b.text() for b in desk.work.check_in.findChildren(QPushButton)]
    keys = [text[text.index("&") + 1].lower() for text in buttons if "&" in text]
    assert len(keys) == len(set(keys)) == 11, sorted(keys)


def test_leaving_the_page_is_back_to_normal(serve: Serve) -> None:
    desk = at_check_in(serve, Mode.AMNESTY)
    desk.turn(Page.SERVICES)
    desk.turn(Page.CHECK_IN)
    assert desk.work.check_in.mode() is Mode.NORMAL


def test_esc_leaves_the_way_before_it_finishes_the_patron(serve: Serve) -> None:
    desk = serve()
    desk.scan("P1")
    desk.turn(Page.CHECK_IN)
    desk.work.check_in.modes.turn_to(Mode.SORT)
    desk.press(Qt.Key.Key_Escape)
    assert desk.window.active.id is not None
    desk.press(Qt.Key.Key_Escape)
    assert desk.window.active.id is None


def test_a_new_set_up_of_the_library_leaves_a_half_scanned_trolley_in_its_way(serve: Serve) -> None:
    desk = at_check_in(serve, Mode.BOOK_DROP)
    desk.work.check_in.modes.dropped._clock.setText("07:15")
    lent(desk, "I4")
    desk.clock.pass_(days=1)
    desk.scan("I4")
    with_fines(desk)
    desk.window.show_work()
    page = desk.work.check_in
    assert page.mode() is Mode.BOOK_DROP
    assert page.modes.dropped._clock.text() == "07:15"
    assert page.list.model.rowCount() == 1


# --- what each does -------------------------------------------------------------------------------


def test_the_book_drop_counts_from_the_last_closing_which_is_shown(serve: Serve) -> None:
    desk = serve()
    lent(desk, "I4", days=5)
    desk.turn(Page.CHECK_IN)
    closing = desk.desk.last_closing()
    assert closing is not None
    desk.work.check_in.modes.turn_to(Mode.BOOK_DROP)
    shown = desk.work.check_in.modes.dropped.value()
    assert shown is not None
    assert closing - shown < timedelta(minutes=1)
    desk.scan("I4")
    assert lines(desk).startswith("Counts as returned on 27 Nov 2026")
    assert state(desk, "I4") is ItemState.AVAILABLE


def test_the_book_drop_takes_the_moment_that_staff_type(serve: Serve) -> None:
    desk = serve()
    lent(desk, "I4", days=5)
    desk.turn(Page.CHECK_IN)
    page = desk.work.check_in
    page.modes.turn_to(Mode.BOOK_DROP)
    line(page.modes, "Day").setText("25/11/2026")
    line(page.modes, "Time of day").setText("18.30")
    desk.scan("I4")
    assert lines(desk) == "Counts as returned on 25 Nov 2026 18:30."


@pytest.mark.parametrize("typed", ["", "31/02/2026", "24/12/2031"])
def test_without_a_moment_that_can_be_right_the_book_drop_takes_nothing(serve: Serve, typed: str) -> None:
    desk = serve()
    lent(desk, "I4")
    desk.turn(Page.CHECK_IN)
    desk.work.check_in.modes.turn_to(Mode.BOOK_DROP)
    line(desk.work.check_in.modes, "Day").setText(typed)
    desk.scan("I4")
    assert desk.tone() is Tone.REFUSED
    assert where(desk) == "Nothing was done"
    assert state(desk, "I4") is ItemState.ON_LOAN


def test_what_a_member_of_staff_may_not_do_is_said_as_large_as_an_answer(serve: Serve) -> None:
    desk = serve()
    lent(desk, "I4")
    desk.turn(Page.CHECK_IN)
    with_permissions(desk, Permission.GRANT_AMNESTY)
    desk.work.check_in.modes.turn_to(Mode.AMNESTY)
    desk.scan("I4")
    assert where(desk) == "NOT CHECKED IN"
    assert "permission" in lines(desk)
    assert desk.tone() is Tone.REFUSED
    assert state(desk, "I4") is ItemState.ON_LOAN


def test_in_an_amnesty_being_late_costs_nothing(serve: Serve) -> None:
    desk = serve()
    with_fines(desk)
    lent(desk, "I4", days=30)
    lent(desk, "I1", "P2", days=30)
    desk.turn(Page.CHECK_IN)
    desk.scan("I1")
    desk.work.check_in.modes.turn_to(Mode.AMNESTY)
    desk.scan("I4")
    assert "Amnesty: being late costs nothing." in lines(desk)
    owed = [desk.desk.panel(desk.workstation.patron(card)).owed for card in ("P1", "P2")]
    assert owed[0] == 0 < owed[1]


def test_sorting_says_where_an_item_belongs_and_records_nothing(serve: Serve) -> None:
    desk = serve()
    lent(desk, "I4")
    desk.turn(Page.CHECK_IN)
    before = desk.desk.status().pending
    desk.work.check_in.modes.turn_to(Mode.SORT)
    desk.scan("I4", "I1")
    assert where(desk) == "SHELF"
    assert "Nothing was recorded." in lines(desk)
    assert desk.desk.status().pending == before
    assert state(desk, "I4") is ItemState.ON_LOAN
    assert desk.work.check_in.list.model.rowCount() == 0


def test_in_an_inventory_what_is_missing_is_found_and_what_is_lent_does_not_belong_here(serve: Serve) -> None:
    desk = serve()
    lent(desk, "I4")
    desk.desk.mark_item(desk.workstation.item("I1"), ItemState.MISSING)
    desk.turn(Page.CHECK_IN)
    desk.work.check_in.modes.turn_to(Mode.INVENTORY)
    told = []
    for barcode in ("I1", "I3", "I4"):
        desk.scan(barcode)
        told.append((where(desk), desk.tone()))
    assert [text for text, _ in told] == ["FOUND", "IN ITS PLACE", "DOES NOT BELONG HERE"]
    assert len({tone for _, tone in told}) == 3  # each has a sound of its own
    assert state(desk, "I1") is ItemState.AVAILABLE
    desk.press(Qt.Key.Key_F8)
    assert state(desk, "I4") is ItemState.AVAILABLE
    QAbstractItemModelTester(desk.work.check_in.list.model, QAbstractItemModelTester.FailureReportingMode.Fatal)


def test_a_use_in_house_is_counted_once_for_each_scan_and_a_double_scan_is_none(serve: Serve) -> None:
    desk = at_check_in(serve, Mode.IN_HOUSE)
    desk.scan("I4")
    desk.scan("I4", repeated=True)
    assert desk.tone() is Tone.REPEATED
    desk.scan("I4")
    assert (where(desk), lines(desk)) == ("COUNTED", "Used here in all: 2")


def test_what_is_on_loan_is_not_counted_as_used_in_house(serve: Serve) -> None:
    desk = serve()
    lent(desk, "I4")
    desk.turn(Page.CHECK_IN)
    desk.work.check_in.modes.turn_to(Mode.IN_HOUSE)
    desk.scan("I4")
    assert where(desk) == "NOT COUNTED"
    assert state(desk, "I4") is ItemState.ON_LOAN


def test_an_undone_use_goes_from_the_list(serve: Serve) -> None:
    desk = at_check_in(serve, Mode.IN_HOUSE)
    desk.scan("I4")
    desk.work.undo()
    assert desk.work.check_in.list.model.rowCount() == 0
    assert desk.desk.item_page(desk.workstation.item("I4")).in_house == 0


@pytest.mark.parametrize("mode", [Mode.SORT, Mode.INVENTORY, Mode.IN_HOUSE])
def test_where_nothing_is_taken_back_an_unknown_barcode_is_not_catalogued(serve: Serve, mode: Mode) -> None:
    desk = at_check_in(serve, mode)
    desk.scan("31234000009998", "31234000009998")
    assert where(desk) == "UNKNOWN"
    assert desk.answers.asked == []
    assert desk.desk.find("31234000009998").hits == ()


def test_a_scan_that_leads_to_nothing_takes_the_answer_before_it_off_the_board(serve: Serve) -> None:
    desk = at_check_in(serve)
    desk.scan("I4")
    assert where(desk) == "SHELF"
    desk.scan("31234000009998")
    assert where(desk) == "Nothing was done"


# --- what may be put right ------------------------------------------------------------------------


def test_an_item_with_parts_asks_to_count_them_and_missing_ones_keep_it_at_the_desk(serve: Serve) -> None:
    desk = serve()
    with_fines(desk)
    with_parts(desk, "I4", "2 discs + booklet")
    lent(desk, "I4")
    desk.turn(Page.CHECK_IN)
    desk.scan("I4")
    assert "Count the parts: 2 discs + booklet." in lines(desk)
    desk.press(Qt.Key.Key_F8)
    form = desk.work.check_in._parts
    line(form, "What is missing").setText("disc 2")
    desk.press(Qt.Key.Key_Return)
    page = desk.desk.item_page(desk.workstation.item("I4"))
    assert (page.state, page.note) == (ItemState.DAMAGED, "missing: disc 2")
    assert desk.desk.panel(desk.workstation.patron("P1")).owed == 500
    assert form.isHidden()
    assert where(desk) == "THE DESK'S OWN SHELF", "the board says so at once"
    board, kept = desk.work.check_in.board.answer(), desk.work.check_in.list.lines()[0]
    assert (board.look, kept.look) == (STOPS[NextStop.STAYS], STOPS[NextStop.STAYS])
    assert board.lines == ("missing: disc 2",)
    assert kept.where == "THE DESK'S OWN SHELF"
    assert "missing: disc 2" in kept.remarks
    desk.scan("I4")
    assert where(desk) == "THE DESK'S OWN SHELF"


def test_parts_missing_of_an_earlier_item_leave_the_board_to_the_last_one(serve: Serve) -> None:
    desk = at_check_in(serve)
    desk.scan("I4")
    desk.scan("I3")
    page = desk.work.check_in
    page.parts_missing(page.list.lines()[1])
    line(page._parts, "What is missing").setText("disc 2")
    desk.press(Qt.Key.Key_Return)
    assert where(desk) == "SHELF"
    assert [each.where for each in page.list.lines()] == ["SHELF", "THE DESK'S OWN SHELF"]


def test_the_form_for_parts_does_nothing_until_it_is_said_what_is_missing(serve: Serve) -> None:
    desk = at_check_in(serve)
    desk.scan("I4")
    desk.press(Qt.Key.Key_P, ALT)
    desk.bot.waitUntil(desk.work.check_in._parts.isVisible)
    desk.press(Qt.Key.Key_Return)
    assert desk.work.check_in._parts._complaint.text() == "Say what is missing."
    desk.press(Qt.Key.Key_Escape)
    assert desk.work.check_in._parts.isHidden()
    assert desk.window.top.field.hasFocus()
    assert state(desk, "I4") is ItemState.AVAILABLE


def test_a_return_can_be_dated_back_afterwards_and_the_fee_follows(serve: Serve) -> None:
    desk = serve()
    with_fines(desk)
    lent(desk, "I4", days=20)
    desk.turn(Page.CHECK_IN)
    desk.scan("I4")
    patron = desk.workstation.patron("P1")
    before = desk.desk.panel(patron).owed
    assert before > 0
    desk.press(Qt.Key.Key_E, ALT)
    form = desk.work.check_in._backdate
    desk.bot.waitUntil(form.isVisible)
    line(form, "Day").setText("30/11/2026")
    line(form, "Time of day").setText("12:00")
    line(form, "Why").setText("stood on the trolley")
    desk.press(Qt.Key.Key_Return)
    assert desk.desk.panel(patron).owed == 0
    assert "Counts as returned on 30 Nov 2026 12:00." in desk.said()
    assert "The overdue fee is less by" in desk.said()


def test_a_return_is_not_dated_forward(serve: Serve) -> None:
    desk = serve()
    lent(desk, "I4", days=3)
    desk.turn(Page.CHECK_IN)
    desk.scan("I4")
    desk.clock.pass_(days=3)
    desk.work.check_in.list._earlier.click()
    form = desk.work.check_in._backdate
    line(form, "Day").setText("28/11/2026")
    line(form, "Why").setText("typed wrongly")
    form.submit()
    assert desk.tone() is Tone.REFUSED
    assert form.isVisible()
    assert form._complaint.text() != ""
