"""Due dates: the end of a day in the branch's own time zone, never one on which it is closed."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskapp.domain.due_date import due_date, end_of, is_open, today
from deskapp.domain.rules import Branch

MADRID = ZoneInfo("Europe/Madrid")
ALWAYS = Branch("X", "Always open", closed_weekdays=())
SUNDAYS_OFF = Branch("X", "Closed on Sundays")


def local(moment: datetime, zone: str = "Europe/Madrid") -> str:
    return moment.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%d %H:%M:%S %z")


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
    moment = datetime.fromisoformat(now).replace(tzinfo=MADRID).astimezone(UTC)
    assert local(due_date(ALWAYS, moment, days)) == due
    assert due_date(ALWAYS, moment, days).tzinfo is UTC


@pytest.mark.parametrize(
    ("branch", "due"),
    [
        (ALWAYS, date(2026, 12, 6)),
        (SUNDAYS_OFF, date(2026, 12, 7)),
        (Branch("X", "", closed_weekdays=(5, 6)), date(2026, 12, 7)),
        (Branch("X", "", closed_dates=(date(2026, 12, 7), date(2026, 12, 8))), date(2026, 12, 9)),
        (Branch("X", "", closed_dates=tuple(date(2026, 12, d) for d in range(7, 20))), date(2026, 12, 21)),
        (Branch("X", "", closed_weekdays=tuple(range(7))), date(2026, 12, 6)),
    ],
    ids=["open", "Sunday", "weekend", "holidays after a Sunday", "a fortnight closed", "closed for good"],
)
def test_a_loan_due_on_a_closed_day_is_due_on_the_next_open_one(branch: Branch, due: date) -> None:
    sunday = datetime(2026, 11, 22, 10, tzinfo=UTC)
    assert today(branch, due_date(branch, sunday, 14)) == due


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
    found = due_date(Branch("X", "", zone, closed_weekdays=()), now, 14)
    assert f"{found:%Y-%m-%d %H:%M:%S}" == due


def test_today_is_the_branchs_own_day() -> None:
    late = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)
    assert today(Branch("X", ""), late) == date(2026, 11, 24)
    assert today(Branch("X", "", "Atlantic/Canary"), late) == date(2026, 11, 23)


def test_the_end_of_a_day_is_its_last_second_also_where_clocks_go_back_at_midnight() -> None:
    """In Cairo the hour before midnight comes twice on 29 October 2026: the day is over after the second one."""
    cairo = Branch("X", "", "Africa/Cairo", closed_weekdays=())
    end = end_of(date(2026, 10, 29), cairo)
    assert today(cairo, end + timedelta(seconds=1)) == date(2026, 10, 30)


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    st.integers(0, 400),
    st.frozensets(st.integers(0, 6), max_size=6),
    st.sampled_from(["Europe/Madrid", "America/St_Johns", "Pacific/Auckland", "Asia/Kolkata", "America/Sao_Paulo"]),
)
def test_a_due_date_is_on_an_open_day_and_no_earlier_than_policy_says(
    now: datetime, days: int, closed: frozenset[int], zone: str
) -> None:
    branch = Branch("X", "", zone, closed_weekdays=tuple(closed))
    due = due_date(branch, now, days)
    assert is_open(branch, today(branch, due))
    assert timedelta(days=days) <= today(branch, due) - today(branch, now) <= timedelta(days=days + 6)
    assert f"{due.astimezone(ZoneInfo(zone)):%H:%M:%S}" == "23:59:59"
    assert due >= now
