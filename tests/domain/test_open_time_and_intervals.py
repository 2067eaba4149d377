"""Rules that libraries bring from elsewhere: loans counted in open time, fees by the week."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskapp.domain.calendar import Calendar, Closure, local, open_days, open_time, today
from deskapp.domain.due_date import due_date
from deskapp.domain.fee import accrued, lateness
from deskapp.domain.period import Period
from deskapp.domain.policy import Closed, Terms
from deskapp.domain.records import Loan
from deskapp.domain.values import FeeTerms, ItemId, LoanId, PatronId
from tests.desks import new_id

WEEK = (("09:00-14:00", "16:00-20:00"),) * 5 + (("10:00-13:00",), ())
HOURS = Calendar("main", "Europe/Madrid", WEEK, closures=(Closure(datetime(2026, 12, 8).date(), name="Inmaculada"),))  # noqa: DTZ001
FRIDAY = datetime(2026, 12, 4, 9, 30, tzinfo=UTC)  # half past ten in Madrid


def due(said: str, **more: object) -> datetime:
    terms = replace(Terms(), loan=Period.read(said), **more)  # type: ignore[arg-type]  # names of Terms
    return local(HOURS, due_date(terms, HOURS, FRIDAY).at).replace(tzinfo=None)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("1 day", "2026-12-05T23:59:59"),  # Saturday
        ("2 days", "2026-12-07T23:59:59"),  # Sunday is not counted
        ("3 days", "2026-12-09T23:59:59"),  # nor is the holiday
        ("1 week", "2026-12-14T23:59:59"),  # seven open days
        ("2 hours", "2026-12-04T12:30:00"),
        ("4 hours", "2026-12-04T16:30:00"),  # three and a half before the siesta
        ("8 hours", "2026-12-05T10:30:00"),  # the rest on Saturday morning
        ("11 hours", "2026-12-07T09:30:00"),  # and on Monday
    ],
)
def test_a_loan_may_count_open_time_alone(said: str, expected: str) -> None:
    assert due(said, loan_skips_closed=True) == datetime.fromisoformat(expected)


@given(st.integers(1, 60))
def test_so_many_open_days_lie_between(count: int) -> None:
    terms = replace(Terms(), loan=Period(count), loan_skips_closed=True)
    at = due_date(terms, HOURS, FRIDAY).at
    assert open_days(HOURS, today(HOURS, FRIDAY), today(HOURS, at)) == count


@given(st.integers(1, 100))
def test_so_much_open_time_lies_between(hours: int) -> None:
    terms = replace(Terms(), loan=Period.read(f"{hours} hours"), loan_skips_closed=True)
    assert open_time(HOURS, FRIDAY, due_date(terms, HOURS, FRIDAY).at) == timedelta(hours=hours)


def test_a_due_date_may_go_to_the_same_weekday_of_another_week() -> None:
    assert due("4 days", closed=Closed.NEXT_SAME_WEEKDAY) == datetime.fromisoformat("2026-12-15T23:59:59")
    # a weekday that is never open: any open day
    assert due("2 days", closed=Closed.NEXT_SAME_WEEKDAY) == datetime.fromisoformat("2026-12-07T23:59:59")


DUE = datetime(2026, 12, 4, 22, 59, 59, tzinfo=UTC)


def cost(late: timedelta, **terms: object) -> int:
    made = FeeTerms(**({"per_day": 50} | terms))  # type: ignore[arg-type]  # names of FeeTerms
    out = DUE - timedelta(days=7)
    loan = Loan(LoanId(new_id()), ItemId(new_id()), PatronId(new_id()), out, DUE, made, "MAIN", "MAIN")
    calendar = replace(HOURS, hours=(("00:00-24:00",),) * 7, closures=())
    fee = accrued(loan, calendar, DUE + late)
    assert sum(x.charged * x.per_unit for x in lateness(loan, calendar, DUE + late)) == fee
    return fee


@pytest.mark.parametrize(
    ("days", "begun", "whole"), [(1, 50, 0), (6, 50, 0), (7, 50, 50), (8, 100, 50), (14, 100, 100), (15, 150, 100)]
)
def test_a_fee_by_the_week_counts_weeks_begun_or_whole_ones_alone(days: int, begun: int, whole: int) -> None:
    late = timedelta(days=days, hours=-1)
    assert cost(late, every=7) == begun
    assert cost(late, every=7, whole_only=True) == whole


@pytest.mark.parametrize(("minutes", "begun", "whole"), [(1, 20, 0), (60, 20, 20), (61, 40, 20), (180, 60, 60)])
def test_a_fee_by_the_hour_counts_hours_begun_or_whole_ones_alone(minutes: int, begun: int, whole: int) -> None:
    assert cost(timedelta(minutes=minutes), per_hour=20) == begun
    assert cost(timedelta(minutes=minutes), per_hour=20, whole_only=True) == whole
