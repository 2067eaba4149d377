"""How things are lent: until a moment that staff typed, on-site, taken by somebody else; and what is said of it."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from deskapp.desk.record import Staff
from deskapp.domain.events import ItemCatalogued
from deskapp.domain.outcome import Permission, fact
from deskapp.domain.period import Period, Unit
from deskapp.domain.policy import policy
from deskapp.domain.values import ItemFields, ItemId, Line
from tests.desks import new_id
from tests.ui.rules import with_patron, with_rules
from tests.ui.screen import line, texts
from tests.ui.windows import Serving
from ui.lane import Tone
from ui.scan import Scanned

Serve = Callable[[], Serving]
CTRL = Qt.KeyboardModifier.ControlModifier
TAKER = "Who takes the items away"


def loan(desk: Serving, barcode: str) -> tuple[bool, str]:
    """Of the row with this barcode: whether it is on-site, and who took it."""
    panel = desk.tab().panel
    assert panel is not None
    row = next(row for row in panel.loans if row.barcode == barcode)
    return row.on_site, row.taken_by


def test_on_site_holds_until_its_key_is_pressed_again(serve: Serve) -> None:
    desk = serve()
    desk.scan("P1")
    desk.press(Qt.Key.Key_F11)
    desk.scan("I4")
    assert loan(desk, "I4") == (True, "")
    assert "On-site" in desk.said()
    desk.press(Qt.Key.Key_F11)
    desk.scan("I1")
    assert loan(desk, "I1") == (False, "")


def test_finishing_the_patron_ends_every_way_of_lending(serve: Serve) -> None:
    desk = serve()
    desk.scan("P1")
    desk.press(Qt.Key.Key_F11)
    desk.loans().due.put(date(2026, 12, 24))
    desk.press(Qt.Key.Key_Escape)
    desk.scan("P1", "I4")
    assert loan(desk, "I4") == (False, "")
    assert "7 Dec 2026" in desk.said()


def test_the_next_patrons_card_ends_what_held_for_the_visit_and_keeps_the_typed_date(serve: Serve) -> None:
    desk = serve()
    desk.scan("P1")
    modes = desk.loans().modes
    desk.press(Qt.Key.Key_F11)
    modes.due.put(date(2026, 12, 24))
    desk.scan("P2")
    desk.bot.waitUntil(lambda: not modes.value().on_site)
    assert modes.value().due == date(2026, 12, 24)


def test_a_proxy_takes_the_items_after_their_card_is_scanned_into_the_field(serve: Serve) -> None:
    desk = with_patron(serve(), "P9", proxies=("P2",))
    desk.scan("P9")
    desk.press(Qt.Key.Key_F12)
    assert QApplication.focusWidget() is line(desk.tab(), TAKER)
    desk.scans._destinations[-1].receive(Scanned("P2", repeated=False))
    assert desk.window.active.name == "Rosa Vidal", "the taker does not become the patron"
    desk.scan("I4", "I1")
    assert [loan(desk, each) for each in ("I4", "I1")] == [(False, "Luis Pérez")] * 2
    assert "Taken by Luis Pérez" in desk.said()


def test_a_taker_can_be_typed_by_card_and_is_cleared_by_esc_before_the_patron_is_finished(serve: Serve) -> None:
    desk = with_patron(serve(), "P9", proxies=("P2",))
    desk.scan("P9")
    desk.press(Qt.Key.Key_F12)
    desk.bot.keyClicks(line(desk.tab(), TAKER), "P2")
    desk.press(Qt.Key.Key_Return)
    assert desk.loans().modes.taker.name() == "Luis Pérez"
    desk.press(Qt.Key.Key_Escape)
    assert desk.loans().modes.value().taken_by is None
    assert desk.window.active.name == "Rosa Vidal"
    desk.press(Qt.Key.Key_Escape)
    assert desk.window.active.id is None


def test_a_name_that_was_typed_and_never_found_holds_for_nobody(serve: Serve) -> None:
    desk = serve()
    desk.scan("P1")
    desk.press(Qt.Key.Key_F12)
    desk.bot.keyClicks(line(desk.tab(), TAKER), "nobody at all")
    desk.window.top.field.setFocus()
    assert line(desk.tab(), TAKER).text() == ""
    assert "Nobody is entered" in desk.said()


def test_a_taker_whose_name_is_changed_afterwards_is_nobody(serve: Serve) -> None:
    desk = with_patron(serve(), "P9", proxies=("P2",))
    desk.scan("P9")
    desk.press(Qt.Key.Key_F12)
    desk.bot.keyClicks(line(desk.tab(), TAKER), "P2")
    desk.press(Qt.Key.Key_Return)
    desk.bot.keyClicks(line(desk.tab(), TAKER), "x")
    assert desk.loans().modes.value().taken_by is None


def test_somebody_who_is_no_proxy_is_refused_with_what_to_do(serve: Serve) -> None:
    desk = serve()
    desk.scan("P1")
    desk.press(Qt.Key.Key_F12)
    desk.bot.keyClicks(line(desk.tab(), TAKER), "P2")
    desk.press(Qt.Key.Key_Return)
    desk.scan("I4")
    assert desk.tone() is Tone.REFUSED
    assert "may not borrow for this patron" in desk.said()
    assert "clear “Taken by”" in desk.said()


def test_a_time_of_day_makes_the_due_date_a_moment_of_the_branch(serve: Serve) -> None:
    desk = serve()
    desk.scan("P1")
    desk.press(Qt.Key.Key_D, CTRL)
    desk.loans().due.put(date(2026, 12, 24))
    clock = line(desk.tab(), "Time of day, or nothing for the whole day")
    desk.bot.keyClicks(clock, "18:30")
    assert desk.loans().due.value() == datetime(2026, 12, 24, 17, 30, tzinfo=UTC)
    desk.scan("I4")
    assert "24 Dec 2026 18:30" in desk.said()
    clock.setFocus()
    desk.press(Qt.Key.Key_Escape)
    assert desk.loans().due.value() is None
    assert desk.window.active.id is not None


def test_a_time_of_day_alone_is_todays(serve: Serve) -> None:
    desk = serve()
    desk.scan("P1")
    desk.bot.keyClicks(line(desk.tab(), "Time of day, or nothing for the whole day"), "1830")
    assert desk.loans().due.value() == datetime(2026, 11, 23, 17, 30, tzinfo=UTC)


DAY, HOUR = "Due date for the next check-outs and renewals", "Time of day, or nothing for the whole day"


@pytest.mark.parametrize(
    ("typed", "due"),
    [
        ("15/01/2027", date(2027, 1, 15)),
        ("15012027", date(2027, 1, 15)),
        ("2027-01-15", date(2027, 1, 15)),
        ("15/1", date(2027, 1, 15)),
        ("24.12", date(2026, 12, 24)),
        ("23/11", date(2026, 11, 23)),
        ("29/2", date(2028, 2, 29)),
        ("22/11/2031", date(2031, 11, 22)),
    ],
)
def test_a_day_is_typed_key_by_key_after_ctrl_d(serve: Serve, typed: str, due: date) -> None:
    desk = serve()
    desk.scan("P1")
    desk.press(Qt.Key.Key_D, CTRL)
    for key in typed:
        desk.bot.keyClicks(line(desk.tab(), DAY), key)
    assert desk.loans().due.value() == due
    assert desk.loans().due.problem() == ""
    assert "kept until cleared" in texts(desk.loans().due)


def test_ctrl_d_begins_again_and_tab_goes_on_to_the_hour(serve: Serve) -> None:
    desk = serve()
    desk.scan("P1")
    due = desk.loans().due
    for typed in ("15/01/2027", "24/12"):
        desk.press(Qt.Key.Key_D, CTRL)
        desk.bot.keyClicks(line(desk.tab(), DAY), typed)
    assert due.value() == date(2026, 12, 24)
    desk.press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is line(desk.tab(), HOUR)
    assert line(desk.tab(), DAY).text() == "24/12/2026", "the year that was understood is shown"


@pytest.mark.parametrize(
    ("day", "hour", "wrong"),
    [
        ("15/01/27", "", "such as"),
        ("31/02/2027", "", "such as"),
        ("next week", "", "such as"),
        ("15/01/2712", "", "five years"),
        ("23/11/2031", "18:30", ""),
        ("24/11/2031", "18:30", "five years"),
        ("24/12/2026", "25:70", "time of day"),
    ],
)
def test_what_cannot_be_a_due_date_is_said_and_does_not_hold(serve: Serve, day: str, hour: str, wrong: str) -> None:
    desk = serve()
    desk.scan("P1")
    due, field = desk.loans().due, line(desk.tab(), DAY)
    due.put(date(2026, 12, 28))
    desk.press(Qt.Key.Key_D, CTRL)
    desk.bot.keyClicks(field, day)
    desk.bot.keyClicks(line(desk.tab(), HOUR), hour)
    assert wrong in due.problem()
    assert (due.value() is None) is bool(wrong)
    assert ("not understood: policy decides" in texts(due)) is bool(wrong)
    assert field.accessibleDescription() == due.problem()
    assert due.problem() in field.toolTip()
    if wrong:
        desk.press(Qt.Key.Key_Escape)
        assert (field.text(), due.problem()) == ("", "")
        assert desk.window.active.id is not None, "Esc cleared the date alone"


def test_the_row_of_modes_clips_no_placeholder_and_fits_the_small_screen(serve: Serve, language: str) -> None:
    desk = serve()
    desk.scan("P1")
    loans = desk.loans()
    for field in loans.due.findChildren(QLineEdit):
        metrics = field.fontMetrics()
        widest = max(metrics.horizontalAdvance(text) for text in (field.placeholderText(), "0" * 4))
        assert field.width() - 12 >= widest
    loans.due._day.setText("15/01/2712")
    loans.due._typed()
    assert loans.due.problem()
    assert loans.modes.minimumSizeHint().width() <= 948, "the room that a window of 1366 leaves it"


def test_what_holds_is_in_sight_on_the_other_sub_tabs_and_can_be_ended_there(serve: Serve) -> None:
    desk = serve()
    desk.scan("P1")
    desk.press(Qt.Key.Key_F11)
    desk.loans().due.put(date(2026, 12, 24))
    strip = desk.tab().strips.modes
    assert not strip.isVisible(), "the sub-tab itself says it"
    desk.tab().turn_to(1)
    assert strip.isVisible()
    assert "due 24 Dec 2026   ·   on-site" in strip.words.text()
    desk.tab().strips.clear_modes.emit()
    assert not strip.isVisible()
    desk.scan("I4")
    assert loan(desk, "I4") == (False, "")


def test_an_item_for_use_here_alone_is_lent_on_site_by_one_key(serve: Serve) -> None:
    desk = with_rules(serve(), policy(), policy(item_type="REF", use="in_house"))
    desk.workstation.recorder.staff = Staff("eva", frozenset({Permission.CIRCULATE}))
    desk.scan("P1", "I6")
    assert "in-house use alone" in desk.said()
    desk.press(Qt.Key.Key_F8)
    assert loan(desk, "I6") == (True, "")
    assert not desk.loans().modes.value().on_site, "it was for this item"


def test_the_parts_to_count_and_the_loan_fee_are_said(serve: Serve) -> None:
    desk = with_rules(serve(), policy(rental=150))
    box = ItemId(new_id())
    page = desk.desk.item_page(desk.workstation.item("I3"))
    assert page.title_id is not None
    fields = ItemFields(page.title_id, "I9", "DVD", "MAIN", parts="2 discs + booklet")
    desk.place.tell(fact(ItemCatalogued(box, fields), (Line.ITEM, box)))
    desk.sync()
    desk.desk.refresh()
    desk.scan("P1", "I9")
    assert "Count: 2 discs + booklet" in desk.said()
    assert "Loan fee €1.50" in desk.said()


def test_a_due_date_that_is_not_plain_says_why(serve: Serve) -> None:
    desk = with_rules(serve(), policy(loan=str(Period(6, Unit.DAYS))))
    desk.scan("P1", "I4")
    assert "Mon 30 Nov 2026 (closed on Sun 29 Nov 2026)" in desk.said()


def test_a_plain_due_date_says_no_more(serve: Serve) -> None:
    desk = serve()
    desk.scan("P1", "I4")
    assert desk.news().lines[0] == "Due Mon 7 Dec 2026"


def test_a_patrons_head_says_what_to_tell_them(serve: Serve) -> None:
    desk = with_patron(serve(), "P9", expires=date(2026, 12, 10))
    desk.scan("P9")
    assert "The membership ends on 10 Dec 2026" in desk.tab().strips.warnings.words.text()
    desk.scan("P1")
    assert not desk.tab().strips.isVisible()


def test_a_suspension_stands_in_a_strip_of_its_own_with_its_reason(serve: Serve) -> None:
    desk = with_rules(serve(), policy(loan="1 day", suspension_days=3))
    desk.scan("P1", "I4", "I1")
    desk.clock.pass_(days=4)
    for barcode in ("I4", "I1"):
        desk.desk.check_in(desk.workstation.item(barcode))
    strip = desk.tab().strips.suspended
    assert strip.words.text().startswith("Suspended until 15 December (2 ")
    assert not any("Suspended" in text for text in texts(desk.tab().header)), "it is said once"
    desk.scan("I5")
    assert "for late returns" in desk.said()


def test_an_unknown_patron_shows_the_document_that_was_seen(serve: Serve) -> None:
    desk = serve()
    desk.offline()
    desk.scan("21234000009999", "21234000009999")
    assert desk.answers.asked == ["document 21234000009999"]
    assert "showed: DNI 12345678Z" in desk.tab().header._facts.whole()


def test_an_unknown_card_is_not_accepted_when_staff_think_better_of_it(serve: Serve) -> None:
    desk = serve()
    desk.offline()
    desk.answers.document = None
    desk.scan("21234000009999", "21234000009999")
    assert desk.window.active.id is None
    assert "not accepted" in desk.said()


def test_who_may_not_lend_is_told_that_they_cannot_accept_an_unknown_card(serve: Serve) -> None:
    desk = serve()
    desk.offline()
    desk.workstation.recorder.staff = Staff("maria", frozenset(Permission) - {Permission.CIRCULATE})
    desk.scan("21234000009999", "21234000009999")
    assert desk.window.active.id is None
    assert desk.news().text == "Card not accepted: 21234000009999"
    assert "lend and take back" in desk.said()
