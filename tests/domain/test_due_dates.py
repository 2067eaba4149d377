"""Due dates: reckoned in the branch's own time zone, off the closed times, under every ceiling, each step with its
reason."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskapp.domain.calendar import (
    Calendar,
    Closure,
    Opening,
    closing,
    closings,
    end_of,
    is_open,
    is_open_at,
    last_closing,
    local,
    next_open_day,
    next_opening,
    previous_open_day,
    today,
)
from deskapp.domain.due_date import FixedTerm, TermSpan, due_date, shelf_until, typed
from deskapp.domain.due_reason import Due, Why
from deskapp.domain.period import Period, Unit
from deskapp.domain.policy import Closed, HardDue, Terms, Use

SIESTA = ("09:00-14:00", "16:00-20:00")
ALWAYS = Calendar(hours=(("00:00-24:00",),) * 7)
SUNDAYS_OFF = Calendar()
NEVER = Calendar(hours=((),) * 7)
SHOP = Calendar(hours=(SIESTA,) * 5 + (("10:00-14:00",), ()))
KEEP = Terms(closed=Closed.KEEP)


def moment(wall: str, zone: str = "Europe/Madrid") -> datetime:
    return datetime.fromisoformat(wall).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def wall(due: Due, zone: str = "Europe/Madrid") -> str:
    return due.at.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%d %H:%M:%S %z")


def short(due: Due, zone: str = "Europe/Madrid") -> str:
    return wall(due, zone)[:16]


def codes(due: Due) -> list[str]:
    return [reason.code.value for reason in due.reasons]


def facts(due: Due, code: Why) -> list[dict[str, str]]:
    return [dict(reason.facts) for reason in due.reasons if reason.code is code]


def lent(said: str | int, **terms: object) -> Terms:
    return replace(Terms(loan=Period.read(said)), **terms)  # type: ignore[arg-type]  # each term by its name


# The period


@pytest.mark.parametrize(
    ("now", "days", "due"),
    [
        ("2026-11-23 10:00", 14, "2026-12-07 23:59:59 +0100"),
        ("2026-11-23 23:59", 14, "2026-12-07 23:59:59 +0100"),
        ("2026-11-24 00:00", 14, "2026-12-08 23:59:59 +0100"),
        ("2026-11-23 10:00", 0, "2026-11-23 23:59:59 +0100"),
        ("2027-03-20 10:00", 14, "2027-04-03 23:59:59 +0200"),  # clocks go forward on 28 March
        ("2027-03-27 10:00", 1, "2027-03-28 23:59:59 +0200"),
        ("2027-03-26 10:00", 1, "2027-03-27 23:59:59 +0100"),
        ("2027-10-24 10:00", 7, "2027-10-31 23:59:59 +0100"),  # clocks go back on 31 October
        ("2027-10-23 10:00", 7, "2027-10-30 23:59:59 +0200"),
        ("2027-10-31 02:30", 14, "2027-11-14 23:59:59 +0100"),  # in the hour that comes twice
        ("2028-02-15 10:00", 14, "2028-02-29 23:59:59 +0100"),
    ],
)
def test_a_loan_is_due_at_the_end_of_its_last_day_where_the_branch_is(now: str, days: int, due: str) -> None:
    found = due_date(lent(days), ALWAYS, moment(now))
    assert wall(found) == due
    assert found.at.tzinfo is UTC


@pytest.mark.parametrize(
    ("calendar", "due"),
    [
        (ALWAYS, date(2026, 12, 6)),
        (SUNDAYS_OFF, date(2026, 12, 7)),
        (replace(ALWAYS, hours=ALWAYS.hours[:5]), date(2026, 12, 7)),
        (replace(SUNDAYS_OFF, closures=(Closure(date(2026, 12, 7), date(2026, 12, 8)),)), date(2026, 12, 9)),
        (replace(SUNDAYS_OFF, closures=(Closure(date(2026, 12, 7), date(2026, 12, 19)),)), date(2026, 12, 21)),
        (replace(SUNDAYS_OFF, openings=(Opening(date(2026, 12, 6), ("10:00-14:00",)),)), date(2026, 12, 6)),
        (NEVER, date(2026, 12, 6)),
    ],
    ids=["open", "Sunday", "weekend", "holidays after a Sunday", "a fortnight closed", "a fair", "closed for good"],
)
def test_a_loan_due_on_a_closed_day_is_due_on_the_next_open_one(calendar: Calendar, due: date) -> None:
    found = due_date(Terms(), calendar, datetime(2026, 11, 22, 10, tzinfo=UTC))
    assert today(calendar, found.at) == due


@pytest.mark.parametrize(
    ("zone", "due"),
    [
        ("Europe/Madrid", "2026-12-07 22:59:59"),
        ("Atlantic/Canary", "2026-12-07 23:59:59"),
        ("America/Mexico_City", "2026-12-07 05:59:59"),  # it is still the evening before there
        ("Pacific/Kiritimati", "2026-12-07 09:59:59"),
        ("Asia/Kathmandu", "2026-12-07 18:14:59"),
    ],
)
def test_each_branch_counts_in_its_own_zone(zone: str, due: str) -> None:
    now = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
    found = due_date(Terms(), replace(ALWAYS, zone=zone), now)
    assert f"{found.at:%Y-%m-%d %H:%M:%S}" == due


def test_the_end_of_a_day_is_its_last_second_also_where_clocks_go_back_at_midnight() -> None:
    """In Cairo the hour before midnight comes twice on 29 October 2026: the day is over after the second one."""
    cairo = replace(ALWAYS, zone="Africa/Cairo")
    end = due_date(lent(0), cairo, moment("2026-10-29 10:00", "Africa/Cairo")).at
    assert today(cairo, end + timedelta(seconds=1)) == date(2026, 10, 30)


@pytest.mark.parametrize(
    ("now", "period", "due"),
    [
        ("2027-01-31 10:00", "1 month", "2027-02-28"),
        ("2028-01-31 10:00", "1 month", "2028-02-29"),
        ("2028-02-29 10:00", "12 months", "2029-02-28"),
        ("2026-11-30 10:00", "3 months", "2027-02-28"),
        ("2026-10-15 10:00", "3 months", "2027-01-15"),
        ("2026-12-31 10:00", "1 month", "2027-01-31"),
        ("2028-02-15 10:00", "2 weeks", "2028-02-29"),
        ("2026-11-23 10:00", "3 weeks", "2026-12-14"),
        ("2026-11-23 10:00", "999999 months", "9990-12-31"),
        ("2026-11-23 10:00", "999999 weeks", "9990-12-31"),
    ],
)
def test_months_and_weeks_are_those_of_the_calendar(now: str, period: str, due: str) -> None:
    assert short(due_date(lent(period), ALWAYS, moment(now)))[:10] == due


@pytest.mark.parametrize(
    ("now", "period", "due"),
    [
        ("2027-03-28 01:30", "1 hour", "2027-03-28 03:30:00 +0200"),  # a day of 23 hours
        ("2027-03-27 12:00", "24 hours", "2027-03-28 13:00:00 +0200"),
        ("2027-03-27 12:00", "1 day", "2027-03-28 23:59:59 +0200"),
        ("2027-10-31 01:30", "2 hours", "2027-10-31 02:30:00 +0100"),  # a day of 25 hours
        ("2027-10-30 12:00", "24 hours", "2027-10-31 11:00:00 +0100"),
        ("2027-10-31 01:45", "90 minutes", "2027-10-31 02:15:00 +0100"),
    ],
)
def test_hours_and_minutes_pass_as_they_are_where_clocks_change(now: str, period: str, due: str) -> None:
    assert wall(due_date(lent(period), ALWAYS, moment(now))) == due


@pytest.mark.parametrize(
    ("due_at", "due"),
    [
        ("end_of_day", "2026-12-11 23:59:59 +0100"),
        ("closing", "2026-12-11 20:00:00 +0100"),
        ("12:30", "2026-12-11 12:30:00 +0100"),
        ("noon", "2026-12-11 23:59:59 +0100"),
    ],
    ids=["the end of the day", "closing", "half past twelve", "nothing that can be read"],
)
def test_a_loan_in_days_is_due_at_the_policys_time_of_day(due_at: str, due: str) -> None:
    terms = Terms(due_at=due_at)
    assert wall(due_date(terms, SHOP, moment("2026-11-27 10:00"))) == due
    assert wall(typed(date(2026, 12, 11), SHOP, terms)) == due


def test_a_time_of_day_that_comes_twice_is_the_second() -> None:
    found = due_date(lent(1, due_at="02:30"), ALWAYS, moment("2027-10-30 10:00"))
    assert wall(found) == "2027-10-31 02:30:00 +0100"


def test_a_time_of_day_that_is_past_is_that_of_the_next_day() -> None:
    found = due_date(lent(0, due_at="12:00"), ALWAYS, moment("2026-11-27 13:00"))
    assert short(found) == "2026-11-28 12:00"
    assert facts(found, Why.PERIOD) == [{"period": "0 days", "from": "2026-11-27", "date": "2026-11-28"}]


def test_a_day_that_clocks_end_early_ends_when_they_do() -> None:
    nuuk = replace(ALWAYS, zone="America/Nuuk")  # at 23:00 it is midnight
    now = moment("2026-03-27 10:00", "America/Nuuk")
    for due_at in ("end_of_day", "closing", "23:30"):
        assert today(nuuk, due_date(lent(1, due_at=due_at), nuuk, now).at) == date(2026, 3, 28)


def test_a_renewal_may_count_from_the_due_date() -> None:
    now, start = moment("2026-11-23 10:00"), moment("2026-11-30 23:59:59")
    found = due_date(Terms(), ALWAYS, now, start=start, period=Period(7))
    assert short(found)[:10] == "2026-12-07"
    assert facts(found, Why.PERIOD) == [{"period": "7 days", "from": "2026-11-30", "date": "2026-12-07"}]


@pytest.mark.parametrize("period", ["3 days", "5 hours"])
def test_a_renewal_that_would_be_over_already_counts_from_now(period: str) -> None:
    now = moment("2026-11-23 10:00")
    late = due_date(lent(period), ALWAYS, now, start=moment("2026-11-01 23:59:59"))
    assert late == due_date(lent(period), ALWAYS, now)


def test_a_loan_that_others_wait_for_is_shorter_and_says_so() -> None:
    terms, now = Terms(loan_if_requested=Period(3)), moment("2026-11-23 10:00")
    found = due_date(terms, ALWAYS, now, requested=True)
    assert short(found)[:10] == "2026-11-26"
    assert codes(found) == ["shorter_requested", "period"]
    assert short(due_date(terms, ALWAYS, now))[:10] == "2026-12-07"
    assert codes(due_date(Terms(), ALWAYS, now, requested=True)) == ["period"]
    assert short(due_date(terms, ALWAYS, now, requested=True, period=Period(5)))[:10] == "2026-11-28"


# In house


@pytest.mark.parametrize(
    ("now", "due"),
    [
        ("2026-11-27 10:00", "2026-11-27 20:00"),
        ("2026-11-27 15:00", "2026-11-27 20:00"),
        ("2026-11-27 20:00", "2026-11-28 14:00"),
        ("2026-11-28 18:00", "2026-11-30 20:00"),
    ],
    ids=["in the morning", "in the siesta", "at closing time", "on Saturday evening"],
)
def test_what_is_used_in_house_is_due_before_the_branch_closes(now: str, due: str) -> None:
    found = due_date(Terms(use=Use.IN_HOUSE), SHOP, moment(now))
    assert short(found) == due
    assert codes(found)[0] == "on_site"
    assert facts(found, Why.CLOSING) == [{"date": due.replace(" ", "T")}]


def test_what_is_used_in_a_house_that_never_opens_is_due_today() -> None:
    terms = Terms(use=Use.IN_HOUSE)
    assert short(due_date(terms, NEVER, moment("2026-11-27 10:00"))) == "2026-11-27 23:59"
    assert short(due_date(terms, NEVER, moment("2026-11-27 23:59:59.5"))) == "2026-11-28 23:59"


# Fixed terms, hard due dates and ceilings

AUTUMN = FixedTerm(
    "Course",
    (
        TermSpan(date(2026, 9, 1), date(2026, 12, 18), date(2027, 1, 11)),
        TermSpan(date(2026, 12, 19), date(2027, 5, 31), date(2027, 6, 15)),
    ),
)


@pytest.mark.parametrize(
    ("now", "due"),
    [
        ("2026-09-01 10:00", "2027-01-11"),
        ("2026-12-18 23:00", "2027-01-11"),
        ("2026-12-19 00:00", "2027-06-15"),
        ("2026-08-01 10:00", "2026-08-15"),
        ("2027-06-01 10:00", "2027-06-15"),
    ],
)
def test_a_fixed_term_gives_the_due_date_of_the_span_that_today_is_in(now: str, due: str) -> None:
    found = due_date(Terms(fixed_term="Course"), ALWAYS, moment(now), fixed_terms=(AUTUMN,))
    assert short(found)[:10] == due
    other = due_date(Terms(fixed_term="Other"), ALWAYS, moment(now), fixed_terms=(AUTUMN,))
    assert codes(other) == ["period"]


def test_a_fixed_term_names_its_span() -> None:
    found = due_date(Terms(fixed_term="Course"), ALWAYS, moment("2026-10-01 10:00"), fixed_terms=(AUTUMN,))
    assert codes(found) == ["fixed_term"]
    span = {"name": "Course", "first": "2026-09-01", "last": "2026-12-18", "date": "2027-01-11"}
    assert facts(found, Why.FIXED_TERM) == [span]


def test_a_loan_that_others_wait_for_is_shorter_than_the_fixed_term_too() -> None:
    terms = Terms(fixed_term="Course", loan_if_requested=Period(3))
    found = due_date(terms, ALWAYS, moment("2026-10-01 10:00"), fixed_terms=(AUTUMN,), requested=True)
    assert short(found)[:10] == "2026-10-04"
    found = due_date(terms, ALWAYS, moment("2027-05-31 10:00"), fixed_terms=(AUTUMN,), requested=True)
    assert short(found)[:10] == "2027-06-03"


def test_a_fixed_term_that_is_over_leaves_the_period() -> None:
    over = FixedTerm("Course", (TermSpan(date(2026, 1, 1), date(2026, 12, 31), date(2026, 6, 1)),))
    found = due_date(Terms(fixed_term="Course"), ALWAYS, moment("2026-10-01 10:00"), fixed_terms=(over,))
    assert codes(found) == ["period"]


@pytest.mark.parametrize(
    ("rule", "hard", "due"),
    [
        (HardDue.LATEST, date(2026, 12, 1), "2026-12-01"),
        (HardDue.LATEST, date(2026, 12, 31), "2026-12-07"),
        (HardDue.EXACTLY, date(2026, 12, 1), "2026-12-01"),
        (HardDue.EXACTLY, date(2026, 12, 31), "2026-12-31"),
        (HardDue.EARLIEST, date(2026, 12, 1), "2026-12-07"),
        (HardDue.EARLIEST, date(2026, 12, 31), "2026-12-31"),
    ],
)
def test_a_hard_due_date_is_the_latest_the_exact_or_the_earliest(rule: HardDue, hard: date, due: str) -> None:
    found = due_date(Terms(hard_due=hard, hard_due_is=rule), ALWAYS, moment("2026-11-23 10:00"))
    assert short(found)[:10] == due
    expected = [{"rule": rule.value, "date": hard.isoformat()}] if due == hard.isoformat() else []
    assert facts(found, Why.HARD_DUE) == expected


def test_a_hard_due_date_holds_at_the_policys_time_of_day() -> None:
    terms = Terms(hard_due=date(2026, 12, 1), due_at="closing")
    assert short(due_date(terms, SHOP, moment("2026-11-23 10:00"))) == "2026-12-01 20:00"


def test_a_loan_by_the_clock_ends_at_the_hard_due_date() -> None:
    terms = lent("30 hours", hard_due=date(2026, 11, 24), due_at="12:00")
    assert short(due_date(terms, SHOP, moment("2026-11-23 10:00"))) == "2026-11-24 12:00"


@pytest.mark.parametrize("rule", [HardDue.EXACTLY, HardDue.EARLIEST])
def test_a_loan_by_the_clock_with_a_hard_due_date_ends_with_that_day(rule: HardDue) -> None:
    terms = lent("2 hours", hard_due=date(2026, 11, 28), hard_due_is=rule)
    assert wall(due_date(terms, SHOP, moment("2026-11-27 10:00"))) == "2026-11-28 23:59:59 +0100"


def test_a_loan_with_an_exact_hard_due_date_is_not_moved_back_to_today() -> None:
    terms = lent("2 hours", hard_due=date(2026, 11, 29), hard_due_is=HardDue.EXACTLY)
    terms = replace(terms, closed=Closed.END_OF_PREVIOUS_OPEN_DAY)
    assert short(due_date(terms, SHOP, moment("2026-11-28 10:00")))[:10] == "2026-11-30"
    assert short(due_date(terms, SHOP, moment("2026-11-27 10:00")))[:10] == "2026-11-28"


def test_no_loan_outlives_the_card_if_the_policy_says_so() -> None:
    now, expires = moment("2026-11-23 10:00"), date(2026, 11, 30)
    found = due_date(Terms(within_expiry=True), ALWAYS, now, expires=expires)
    assert wall(found) == "2026-11-30 23:59:59 +0100"
    assert facts(found, Why.EXPIRY) == [{"date": "2026-11-30"}]
    assert short(due_date(Terms(), ALWAYS, now, expires=expires))[:10] == "2026-12-07"
    assert codes(due_date(Terms(within_expiry=True), ALWAYS, now, expires=date.max)) == ["period"]


def test_no_loan_with_its_renewals_lasts_longer_than_the_longest() -> None:
    terms, out = Terms(longest_loan_days=20), moment("2026-11-09 18:00")
    found = due_date(terms, ALWAYS, moment("2026-11-23 10:00"), out=out)
    assert short(found)[:10] == "2026-11-29"
    assert facts(found, Why.LONGEST) == [{"days": "20", "date": "2026-11-29"}]
    assert short(due_date(terms, ALWAYS, moment("2026-11-23 10:00")))[:10] == "2026-12-07"


def test_of_several_ceilings_the_lowest_holds() -> None:
    terms = Terms(within_expiry=True, hard_due=date(2026, 12, 1), longest_loan_days=5)
    now = moment("2026-11-23 10:00")
    assert codes(due_date(terms, ALWAYS, now, expires=date(2026, 11, 27), out=now)) == ["period", "expiry"]
    assert codes(due_date(terms, ALWAYS, now, expires=date(2026, 12, 9), out=now)) == ["period", "longest"]


def test_a_ceiling_that_has_passed_leaves_no_time() -> None:
    now = moment("2026-11-23 10:00")
    for terms in (Terms(hard_due=date(2026, 11, 1)), Terms(hard_due=date(2026, 11, 1), hard_due_is=HardDue.EXACTLY)):
        assert wall(due_date(terms, SHOP, now)) == "2026-11-01 23:59:59 +0100"
    expired = due_date(Terms(within_expiry=True), SHOP, now, expires=date(2026, 11, 1))
    assert wall(expired) == "2026-11-01 23:59:59 +0100"


@pytest.mark.parametrize("rule", [rule for rule in Closed if rule is not Closed.KEEP])
def test_a_loan_moved_past_a_ceiling_goes_back_to_the_last_open_day_before_it(rule: Closed) -> None:
    terms = Terms(within_expiry=True, closed=rule)
    found = due_date(terms, SHOP, moment("2026-11-22 10:00"), expires=date(2026, 12, 6))  # a Sunday
    assert wall(found) == "2026-12-05 23:59:59 +0100"
    if rule is not Closed.END_OF_PREVIOUS_OPEN_DAY:
        moved = {"rule": "end_of_previous_open_day", "date": "2026-12-05", "because": "expiry"}
        assert facts(found, Why.MOVED) == [moved]
        assert codes(found) == ["period", "expiry", "closed", "moved"]


def test_a_loan_cut_at_a_ceiling_names_it_once() -> None:
    found = due_date(Terms(within_expiry=True), SHOP, moment("2026-11-27 10:00"), expires=date(2026, 12, 6))
    assert wall(found) == "2026-12-05 23:59:59 +0100"
    assert codes(found) == ["period", "expiry", "closed", "moved"]


def test_a_loan_with_no_open_day_left_below_the_ceiling_is_due_at_the_ceiling() -> None:
    closed = replace(SHOP, closures=(Closure(date(2026, 11, 28), date(2026, 12, 4)),))
    terms = lent(2, within_expiry=True)
    found = due_date(terms, closed, moment("2026-11-28 10:00"), expires=date(2026, 12, 2))
    assert wall(found) == "2026-12-02 23:59:59 +0100"
    assert codes(found) == ["period", "expiry", "closed", "kept"]
    assert facts(found, Why.KEPT) == [{"why": "expiry", "date": "2026-12-02"}]


def test_a_loan_by_the_clock_moved_past_a_ceiling_goes_back_to_the_closing_before_it() -> None:
    terms = lent("8 hours", within_expiry=True, closed=Closed.NEXT_OPENING)
    found = due_date(terms, SHOP, moment("2026-11-27 13:30"), expires=date(2026, 11, 27))
    assert short(found) == "2026-11-27 20:00"
    assert codes(found) == ["period", "expiry", "closed", "closing", "moved"]


def test_an_earliest_due_date_is_not_gone_behind() -> None:
    terms = Terms(
        hard_due=date(2026, 12, 6), hard_due_is=HardDue.EARLIEST, closed=Closed.END_OF_PREVIOUS_OPEN_DAY
    )  # a Sunday
    for days in (3, 10, 13):
        assert short(due_date(terms, SHOP, moment("2026-11-23 10:00"), period=Period(days)))[:10] == "2026-12-07"


# Off the closed times


@pytest.mark.parametrize(
    ("rule", "due"),
    [
        (Closed.KEEP, "2026-11-29 23:59:59 +0100"),
        (Closed.END_OF_NEXT_OPEN_DAY, "2026-11-30 23:59:59 +0100"),
        (Closed.END_OF_PREVIOUS_OPEN_DAY, "2026-11-28 23:59:59 +0100"),
        (Closed.NEXT_OPENING, "2026-11-30 09:00:00 +0100"),
        (Closed.SAME_HOUR_NEXT_OPEN_DAY, "2026-11-30 23:59:59 +0100"),
    ],
)
def test_a_loan_in_days_due_on_a_sunday_goes_where_the_policy_says(rule: Closed, due: str) -> None:
    assert wall(due_date(lent(2, closed=rule), SHOP, moment("2026-11-27 10:00"))) == due


def test_a_loan_moved_to_another_day_is_due_at_that_days_own_closing() -> None:
    terms = lent(2, due_at="closing", closed=Closed.END_OF_PREVIOUS_OPEN_DAY)
    assert short(due_date(terms, SHOP, moment("2026-11-27 10:00"))) == "2026-11-28 14:00"
    terms = lent(2, due_at="closing")
    assert short(due_date(terms, SHOP, moment("2026-11-27 10:00"))) == "2026-11-30 20:00"


def test_a_loan_is_moved_back_to_the_day_it_was_lent_on_unless_that_is_over() -> None:
    terms = lent(1, closed=Closed.END_OF_PREVIOUS_OPEN_DAY)
    assert short(due_date(terms, SHOP, moment("2026-11-28 10:00"))) == "2026-11-28 23:59"
    found = due_date(replace(terms, due_at="10:00"), SHOP, moment("2026-11-28 10:00"))
    assert short(found) == "2026-11-30 10:00"
    moved = {"rule": "end_of_next_open_day", "date": "2026-11-30", "because": "too_early"}
    assert facts(found, Why.MOVED) == [moved]


@pytest.mark.parametrize(
    ("rule", "due"),
    [
        (Closed.KEEP, "2026-11-27 15:30"),
        (Closed.NEXT_OPENING, "2026-11-27 16:00"),
        (Closed.END_OF_NEXT_OPEN_DAY, "2026-11-27 20:00"),
        (Closed.END_OF_PREVIOUS_OPEN_DAY, "2026-11-27 14:00"),
        (Closed.SAME_HOUR_NEXT_OPEN_DAY, "2026-11-28 14:00"),  # never open at 15:30
    ],
)
def test_a_loan_by_the_clock_due_in_the_siesta_goes_where_the_policy_says(rule: Closed, due: str) -> None:
    found = due_date(lent("2 hours", closed=rule), SHOP, moment("2026-11-27 13:30"))
    assert short(found) == due
    (closed,) = facts(found, Why.CLOSED)
    assert closed == {"date": "2026-11-27", "weekday": "4", "why": "hours", "name": ""}


@pytest.mark.parametrize(
    ("rule", "due"),
    [
        (Closed.KEEP, "2026-11-29 11:00"),
        (Closed.NEXT_OPENING, "2026-11-30 09:00"),
        (Closed.END_OF_NEXT_OPEN_DAY, "2026-11-30 20:00"),
        (Closed.END_OF_PREVIOUS_OPEN_DAY, "2026-11-28 14:00"),
        (Closed.SAME_HOUR_NEXT_OPEN_DAY, "2026-11-30 11:00"),
    ],
)
def test_a_loan_by_the_clock_due_on_a_sunday_goes_where_the_policy_says(rule: Closed, due: str) -> None:
    found = due_date(lent("24 hours", closed=rule), SHOP, moment("2026-11-28 11:00"))
    assert short(found) == due
    (closed,) = facts(found, Why.CLOSED)
    assert closed == {"date": "2026-11-29", "weekday": "6", "why": "weekday", "name": ""}


def test_the_same_hour_is_looked_for_on_later_days() -> None:
    """17:00 on Saturday, when the branch closes at 14:00: Monday has that hour."""
    terms = lent("24 hours", closed=Closed.SAME_HOUR_NEXT_OPEN_DAY)
    assert short(due_date(terms, SHOP, moment("2026-11-27 17:00"))) == "2026-11-30 17:00"
    assert "closing" not in codes(due_date(terms, SHOP, moment("2026-11-27 17:00")))


def test_a_loan_by_the_clock_that_cannot_go_back_in_time_goes_on() -> None:
    terms = lent("1 hour", closed=Closed.END_OF_PREVIOUS_OPEN_DAY)
    found = due_date(terms, SHOP, moment("2026-11-27 14:10"))
    assert short(found) == "2026-11-27 20:00"
    assert facts(found, Why.MOVED)[0]["because"] == "too_early"


def test_a_loan_due_at_closing_time_is_due_in_open_time() -> None:
    found = due_date(lent("2 hours", closed=Closed.NEXT_OPENING), SHOP, moment("2026-11-27 12:00"))
    assert short(found) == "2026-11-27 14:00"
    assert codes(found) == ["period"]


@pytest.mark.parametrize("said", ["2 days", "2 hours"])
@pytest.mark.parametrize("rule", list(Closed))
def test_a_branch_that_never_opens_keeps_the_date(said: str, rule: Closed) -> None:
    now = moment("2026-11-27 10:00")
    found = due_date(lent(said, closed=rule), NEVER, now)
    assert found.at == due_date(lent(said), ALWAYS, now).at
    assert facts(found, Why.KEPT)[0]["why"] == ("policy" if rule is Closed.KEEP else "never_open")


def test_two_branches_move_the_same_loan_each_by_its_own_clock() -> None:
    """Late on a Friday in Madrid it is afternoon in Havana; their second day is not the same."""
    now = datetime(2026, 11, 27, 23, 30, tzinfo=UTC)
    havana = replace(SHOP, zone="America/Havana")
    assert wall(due_date(lent(1), SHOP, now)) == "2026-11-30 23:59:59 +0100"  # Saturday there: Sunday, moved
    assert wall(due_date(lent(1), havana, now), "America/Havana") == "2026-11-28 23:59:59 -0500"


# Reasons

BRIDGE = replace(
    SHOP,
    public_days=(Closure(date(2026, 12, 8), name="Inmaculada"),),
    closures=(Closure(date(2026, 12, 7), name="Bridge"),),
)


def test_a_loan_moved_over_a_long_weekend_names_each_closed_day() -> None:
    found = due_date(lent(2), BRIDGE, moment("2026-12-04 10:00"))
    assert codes(found) == ["period", "closed", "closed", "closed", "moved"]
    assert facts(found, Why.PERIOD) == [{"period": "2 days", "from": "2026-12-04", "date": "2026-12-06"}]
    assert facts(found, Why.CLOSED) == [
        {"date": "2026-12-06", "weekday": "6", "why": "weekday", "name": ""},
        {"date": "2026-12-07", "weekday": "0", "why": "closure", "name": "Bridge"},
        {"date": "2026-12-08", "weekday": "1", "why": "public_holiday", "name": "Inmaculada"},
    ]
    assert facts(found, Why.MOVED) == [{"rule": "end_of_next_open_day", "date": "2026-12-09"}]


def test_three_days_from_friday_pass_a_closed_monday_and_a_holiday_on_tuesday() -> None:
    mondays_off = replace(SHOP, hours=((), *SHOP.hours[1:]), public_days=BRIDGE.public_days)
    found = due_date(lent(3), mondays_off, moment("2026-12-04 10:00"))
    assert [(fact["date"], fact["why"]) for fact in facts(found, Why.CLOSED)] == [
        ("2026-12-07", "weekday"),
        ("2026-12-08", "public_holiday"),
    ]
    assert short(found)[:10] == "2026-12-09"


def test_a_loan_moved_back_names_the_closed_days_backwards() -> None:
    found = due_date(lent(4, closed=Closed.END_OF_PREVIOUS_OPEN_DAY), BRIDGE, moment("2026-12-04 10:00"))
    assert [fact["date"] for fact in facts(found, Why.CLOSED)] == ["2026-12-08", "2026-12-07", "2026-12-06"]
    assert short(found)[:10] == "2026-12-05"


def test_a_loan_moved_over_a_summer_names_a_fortnight_of_it() -> None:
    summer = replace(SHOP, closures=(Closure(date(2026, 8, 1), date(2026, 8, 31)),))
    found = due_date(lent(3), summer, moment("2026-07-31 10:00"))
    assert len(facts(found, Why.CLOSED)) == 14
    assert short(found)[:10] == "2026-09-01"


def test_a_loan_by_the_clock_gives_its_reasons_to_the_minute() -> None:
    found = due_date(lent("2 hours", closed=Closed.NEXT_OPENING), SHOP, moment("2026-11-27 13:30"))
    expected = {"period": "2 hours", "from": "2026-11-27T13:30", "date": "2026-11-27T15:30"}
    assert facts(found, Why.PERIOD) == [expected]
    assert facts(found, Why.MOVED) == [{"rule": "next_opening", "date": "2026-11-27T16:00"}]


def test_a_kept_date_says_that_the_day_is_closed() -> None:
    found = due_date(replace(KEEP, loan=Period(2)), SHOP, moment("2026-11-27 10:00"))
    assert codes(found) == ["period", "closed", "kept"]


def test_a_date_that_staff_typed_stays_even_when_closed() -> None:
    found = typed(date(2026, 11, 29), SHOP, Terms())
    assert wall(found) == "2026-11-29 23:59:59 +0100"
    assert facts(found, Why.TYPED) == [{"date": "2026-11-29"}]


@pytest.mark.parametrize(
    ("days", "until"), [(0, "2026-11-27"), (1, "2026-11-28"), (2, "2026-11-30"), (3, "2026-11-30"), (7, "2026-12-04")]
)
def test_a_copy_waits_on_the_shelf_until_the_end_of_an_open_day(days: int, until: str) -> None:
    assert wall(shelf_until(SHOP, moment("2026-11-27 10:00"), days)) == f"{until} 23:59:59 +0100"


# Any calendar, period and policy

ZONES = [
    "Europe/Madrid",
    "America/Santiago",
    "America/Havana",
    "America/Nuuk",
    "Australia/Lord_Howe",
    "Africa/Casablanca",
    "UTC",
    "Asia/Kolkata",
    "America/St_Johns",
    "Pacific/Auckland",
]
NEAR = st.dates(date(2026, 1, 1), date(2028, 12, 31))
CHANGES = ["2026-03-29 00:30", "2026-10-25 00:30", "2026-04-05 02:30", "2026-09-06 03:30", "2026-10-03 15:10"]
MOMENTS = st.one_of(
    st.datetimes(datetime(2026, 1, 1), datetime(2028, 12, 31), timezones=st.just(UTC)),  # noqa: DTZ001
    st.builds(
        lambda near, minutes: moment(near, "UTC") + timedelta(minutes=minutes),
        st.sampled_from(CHANGES),
        st.integers(-3_000, 3_000),
    ),
)


def written(minutes: Sequence[int]) -> tuple[str, ...]:
    """Minutes of the day, in order, as spans."""
    said = [f"{minute // 60:02}:{minute % 60:02}" for minute in sorted(minutes)]
    return tuple(f"{a}-{b}" for a, b in zip(said[::2], said[1::2], strict=False))


HOURS = st.one_of(
    st.sampled_from([(), SIESTA, ("00:00-24:00",), ("22:00-24:00",), ("00:00-02:30",), ("02:00-02:30",)]),
    st.lists(st.integers(0, 1440), unique=True, max_size=6).map(written),
)
CLOSURES = st.builds(
    lambda first, days, yearly: Closure(first, first + timedelta(days), yearly=yearly),
    NEAR,
    st.integers(0, 90),
    st.booleans(),
)
CALENDARS = st.builds(
    Calendar,
    zone=st.sampled_from(ZONES),
    hours=st.tuples(*[HOURS] * 7) | st.just(SHOP.hours) | st.just(NEVER.hours),
    closures=st.lists(CLOSURES, max_size=4).map(tuple),
    openings=st.lists(st.builds(Opening, NEAR, HOURS), max_size=3).map(tuple),
)
PERIODS = st.builds(Period, st.integers(1, 60), st.sampled_from(Unit)) | st.just(Period(0))
FIXED = st.builds(
    lambda days: FixedTerm("T", (TermSpan(*sorted(days)),)),
    st.lists(NEAR, min_size=3, max_size=3),
)
TERMS = st.builds(
    Terms,
    loan=PERIODS,
    loan_if_requested=st.none() | PERIODS,
    fixed_term=st.sampled_from(["", "T"]),
    hard_due=st.none() | NEAR,
    hard_due_is=st.sampled_from(HardDue),
    within_expiry=st.booleans(),
    closed=st.sampled_from(Closed),
    due_at=st.sampled_from(["end_of_day", "closing", "00:00", "02:30", "12:00", "23:30"]),
    longest_loan_days=st.none() | st.integers(0, 90),
)
CASE = st.fixed_dictionaries(
    {
        "expires": st.none() | NEAR,
        "fixed_terms": st.lists(FIXED, max_size=1).map(tuple),
        "requested": st.booleans(),
        "start": st.none() | MOMENTS,
        "period": st.none() | PERIODS,
        "out": st.none() | MOMENTS,
    }
)
Given = dict[str, object]


def ask(terms: Terms, calendar: Calendar, now: datetime, case: Given) -> Due:
    return due_date(terms, calendar, now, **case)  # type: ignore[arg-type]  # each as its name says


def ceilings(terms: Terms, calendar: Calendar, case: Given) -> list[datetime]:
    """The moments that no due date may pass."""
    found = []
    if terms.hard_due is not None and terms.hard_due_is is HardDue.LATEST:
        found.append(typed(terms.hard_due, calendar, terms).at)
    if terms.within_expiry and isinstance(case["expires"], date):
        found.append(end_of(case["expires"], calendar))
    if terms.longest_loan_days is not None and isinstance(case["out"], datetime):
        found.append(end_of(today(calendar, case["out"]) + timedelta(terms.longest_loan_days), calendar))
    return found


def in_days(due: Due) -> bool:
    """Whether what was counted ends with a day; by the clock, the period's reason has a time."""
    fixed = facts(due, Why.FIXED_TERM) or [f for f in facts(due, Why.HARD_DUE) if f["rule"] != HardDue.LATEST]
    return bool(fixed) or "T" not in facts(due, Why.PERIOD)[0]["date"]


def is_open_then(calendar: Calendar, due: Due) -> bool:
    day = today(calendar, due.at)
    if in_days(due):
        return is_open(calendar, day)
    return is_open_at(calendar, due.at) or due.at in closings(calendar, day)


def already_over(terms: Terms, calendar: Calendar, now: datetime, case: Given) -> bool:
    exact = terms.hard_due if terms.hard_due_is is HardDue.EXACTLY else None
    passed = [] if exact is None else [typed(exact, calendar, terms).at]
    return min((*passed, *ceilings(terms, calendar, case)), default=now + timedelta(1)) <= now


@given(TERMS, CALENDARS, MOMENTS, CASE)
def test_a_due_date_is_after_now_and_under_every_ceiling(
    terms: Terms, calendar: Calendar, now: datetime, case: Given
) -> None:
    due = ask(terms, calendar, now, case)
    assert due.at.tzinfo is UTC
    assert all(due.at <= ceiling for ceiling in ceilings(terms, calendar, case))
    by_the_clock = not in_days(due) and facts(due, Why.PERIOD)[0]["period"].startswith("0 ")
    assert due.at > now or by_the_clock or already_over(terms, calendar, now, case)
    assert due == ask(terms, calendar, now, case)


@given(TERMS, CALENDARS, MOMENTS, CASE)
def test_a_due_date_is_on_an_open_time_unless_its_reasons_say_why_not(
    terms: Terms, calendar: Calendar, now: datetime, case: Given
) -> None:
    due = ask(terms, calendar, now, case)
    kept = [fact["why"] for fact in facts(due, Why.KEPT)]
    if already_over(terms, calendar, now, case):
        return
    assert is_open_then(calendar, due) or kept
    if kept == ["policy"]:
        assert terms.closed is Closed.KEEP
    elif kept == ["never_open"]:
        assert next_opening(calendar, due.at) is None
    elif kept:
        assert due.at in ceilings(terms, calendar, case) or due.at == typed(today(calendar, due.at), calendar, terms).at
        assert [code for code in codes(due) if code == kept[0]]
    assert ("moved" in codes(due) or bool(kept)) == ("closed" in codes(due) or bool(kept))


@given(TERMS, CALENDARS, MOMENTS, CASE)
def test_a_moved_due_date_is_where_the_rule_that_it_names_puts_it(
    terms: Terms, calendar: Calendar, now: datetime, case: Given
) -> None:
    due = ask(terms, calendar, now, case)
    before = ask(replace(terms, closed=Closed.KEEP), calendar, now, case)  # where it was moved from
    if not facts(due, Why.MOVED):
        return
    moved = facts(due, Why.MOVED)[0]
    rule, day, left = Closed(moved["rule"]), today(calendar, due.at), today(calendar, before.at)
    assert not is_open_then(calendar, before)
    assert (rule is terms.closed) or "because" in moved
    if "because" in moved and moved["because"] != "too_early":
        return  # under a ceiling: see above
    if rule is Closed.NEXT_OPENING:
        assert due.at == next_opening(calendar, before.at if not in_days(due) else end_of(left, calendar))
    elif rule is Closed.NEXT_SAME_WEEKDAY:
        weeks = (left + timedelta(weeks=n) for n in range(1, 110))
        assert day == next((d for d in weeks if is_open(calendar, d)), next_open_day(calendar, left))
    elif in_days(due):
        back = rule is Closed.END_OF_PREVIOUS_OPEN_DAY
        assert day == (previous_open_day(calendar, left) if back else next_open_day(calendar, left))
        assert due.at == typed(day, calendar, terms).at
    elif rule is Closed.END_OF_PREVIOUS_OPEN_DAY:
        assert due.at == last_closing(calendar, before.at)
    elif rule is Closed.END_OF_NEXT_OPEN_DAY:
        assert due.at == closing(calendar, day)
        opening = next_opening(calendar, before.at)
        assert opening is not None
        assert day == today(calendar, opening)
    else:
        same = local(calendar, due.at).time() == local(calendar, before.at).time()
        assert same or due.at == closing(calendar, day) or day > left
    assert (due.at > before.at) == (rule is not Closed.END_OF_PREVIOUS_OPEN_DAY)


@given(
    MOMENTS,
    st.integers(0, 400),
    st.frozensets(st.integers(0, 6), max_size=6),
    st.sampled_from(["Europe/Madrid", "America/St_Johns", "Pacific/Auckland", "Asia/Kolkata", "America/Sao_Paulo"]),
)
def test_a_due_date_is_on_an_open_day_and_no_earlier_than_policy_says(
    now: datetime, days: int, closed: frozenset[int], zone: str
) -> None:
    week = tuple(() if day in closed else ("09:00-20:00",) for day in range(7))
    calendar = Calendar(zone=zone, hours=week)
    due = due_date(lent(days), calendar, now).at
    end = timedelta(seconds=1) > end_of(today(calendar, now), calendar) - now  # in a day's last second
    assert is_open(calendar, today(calendar, due))
    assert timedelta(days=days) <= today(calendar, due) - today(calendar, now) <= timedelta(days=days + 6 + end)
    assert f"{due.astimezone(ZoneInfo(zone)):%H:%M:%S}" == "23:59:59"
    assert due >= now


@given(CALENDARS, MOMENTS)
def test_what_is_used_in_house_is_due_at_a_closing_after_now(calendar: Calendar, now: datetime) -> None:
    due = due_date(Terms(use=Use.IN_HOUSE), calendar, now)
    day = today(calendar, due.at)
    assert due.at > now
    assert due.at == closing(calendar, day) or due.at == end_of(day, calendar)
    if "kept" not in codes(due):
        assert is_open(calendar, day)
