"""Fees of any loan at all: bounded, growing with time, told once, and the same in whatever order events arrive."""

import random
from collections import Counter
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from hypothesis import example, given
from hypothesis import strategies as st

from deskapp.domain.calendar import Calendar, Closure
from deskapp.domain.events import CheckInBackdated, Event, ItemMarked, LoanRecalled
from deskapp.domain.fee import charges, lateness, overdue_fee, owes
from deskapp.domain.fold import fold
from deskapp.domain.policy import Refund
from deskapp.domain.records import Account, Loan, LoanEnd
from deskapp.domain.values import FeeTerms, ItemState, Line, LoanId, LostBill
from tests.domain.builders import (
    ANA,
    DUE,
    ITEM,
    L1,
    LIBRARY,
    MONDAY,
    a_loan,
    an_event,
    lent,
    moment,
    renewed,
    returned,
)

SIESTA = ("09:00-14:00", "16:00-20:00")
SHOP = Calendar("shop", hours=(SIESTA,) * 5 + (("10:00-14:00",), ()))
CALENDARS = st.sampled_from(
    [
        Calendar(),
        SHOP,
        Calendar(hours=((),) * 7),
        Calendar(closures=(Closure(date(2026, 12, 24), date(2027, 1, 6)),)),
        Calendar(zone="America/Mexico_City"),
    ]
)
TERMS = st.builds(
    FeeTerms,
    per_day=st.integers(0, 50),
    grace_days=st.integers(0, 4),
    cap=st.sampled_from([0, 1, 25, 500]),
    per_hour=st.sampled_from([0, 0, 7]),
    grace_minutes=st.sampled_from([0, 15, 90]),
    after_grace=st.booleans(),
    skips_closed=st.booleans(),
)
# No clock changes between these: an hour that comes twice is between closing and opening.
DUES = st.one_of(
    st.integers(0, 60).map(lambda days: moment("2026-11-02 23:59:59") + timedelta(days)),
    st.integers(0, 60 * 24 * 60).map(lambda minutes: moment("2026-11-02 00:00") + timedelta(minutes=minutes)),
)
LATER = st.one_of(st.integers(0, 40 * 24).map(lambda h: timedelta(hours=h)), st.timedeltas(timedelta(), timedelta(40)))


@given(TERMS, CALENDARS, DUES, LATER, LATER)
@example(
    FeeTerms(10, skips_closed=True), Calendar(), moment("2026-11-21 12:00"), timedelta(hours=8), timedelta(hours=23)
)
@example(
    FeeTerms(10, skips_closed=True), Calendar(), moment("2026-11-20 12:00"), timedelta(hours=26), timedelta(hours=46)
)
def test_coming_back_later_is_never_cheaper_and_never_dearer_than_the_cap(
    terms: FeeTerms, calendar: Calendar, due: datetime, a: timedelta, b: timedelta
) -> None:
    sooner, later = (overdue_fee(a_loan(due=due, terms=terms), calendar, due + late) for late in sorted((a, b)))
    assert 0 <= sooner <= later
    assert terms.cap == 0 or later <= terms.cap


@given(TERMS, CALENDARS, DUES, LATER)
def test_closed_days_are_some_of_the_days_and_what_is_charged_no_more_than_they(
    terms: FeeTerms, calendar: Calendar, due: datetime, late: timedelta
) -> None:
    for one in lateness(a_loan(due=due, terms=terms), calendar, due + late):
        assert 0 <= one.closed_days <= one.days
        assert 0 <= one.amount == one.units * one.per_unit
        assert terms.per_hour or one.units <= one.days - one.closed_days


@given(st.integers(-400, 400), st.integers(1, 60), st.integers(0, 23))
def test_due_at_the_end_of_a_day_it_is_as_many_days_late_as_the_calendar_says(start: int, days: int, hour: int) -> None:
    """Whatever the clocks did in between: back in any hour of the second day after costs two days."""
    day = date(2027, 3, 28) + timedelta(start)
    back = moment(f"{day + timedelta(days)} {hour:02}:30")
    (late,) = lateness(a_loan(due=moment(f"{day} 23:59:59"), terms=FeeTerms(10)), Calendar(), back)
    assert (late.days, late.amount) == (days, 10 * days)


# --- any history of one loan --------------------------------------------------------------------------------

HOURS = st.integers(-13 * 24, 30 * 24)
BILLS = st.builds(LostBill, st.just(2000), st.just(300), st.just("EUR"), st.sampled_from([str(r) for r in Refund]))


@st.composite
def histories(draw: st.DrawFn) -> list[Event]:
    """A loan that is renewed, recalled, lost, given back and corrected, at moments of its own."""
    out = lent(terms=draw(TERMS))
    bodies: list[Any] = draw(
        st.lists(
            st.one_of(
                st.integers(1, 40).map(lambda days: renewed(days=days)),
                st.integers(-10, 5).map(lambda days: LoanRecalled(L1, ITEM, None, DUE + timedelta(days=days), DUE, 70)),
                st.builds(returned, amnesty=st.booleans()),
                st.builds(
                    ItemMarked,
                    st.just(ITEM),
                    st.sampled_from([ItemState.LOST, ItemState.CLAIMED_RETURNED, ItemState.WITHDRAWN]),
                    st.just("MAIN"),
                    st.just(L1),
                    bill=st.none() | BILLS,
                ),
                HOURS.map(lambda h: CheckInBackdated(ITEM, L1, DUE + timedelta(hours=h), DUE)),
            ),
            max_size=6,
        )
    )
    later = [an_event(b, at=DUE + timedelta(hours=draw(HOURS))) for b in bodies]
    return [an_event(out, at=MONDAY), *later]


def loan_after(events: list[Event]) -> Loan:
    loan: Any = fold(Line.ITEM, ITEM, events).parts[L1]
    return loan  # type: ignore[no-any-return]


@given(histories(), st.randoms())
def test_charges_do_not_depend_on_the_order_of_arrival(events: list[Event], random: random.Random) -> None:
    shuffled = random.sample(events, len(events))
    one, other = (charges(Account(ANA), [loan_after(e)], LIBRARY) for e in (events, shuffled))
    assert one == other


@given(histories())
def test_each_fee_is_told_once_costs_something_and_stays_under_its_cap(events: list[Event]) -> None:
    loan = loan_after(events)
    found = charges(Account(ANA), [loan], LIBRARY)
    assert max(Counter(c.id for c in found).values(), default=1) == 1
    assert max(Counter(c.kind for c in found).values(), default=1) == 1
    assert all(c.amount > 0 and c.left == c.amount for c in found)
    assert owes(Account(ANA), [loan], LIBRARY) == sum(c.amount for c in found)
    cap = loan.terms.cap
    assert not cap or all(c.amount <= cap for c in found if c.kind == "overdue")


@given(histories(), st.integers(0, 30 * 24))
def test_to_learn_that_it_came_back_sooner_never_costs_more(events: list[Event], hours: int) -> None:
    """Whatever else happened to the loan."""
    before = loan_after(events)
    if before.closed is None or before.end is not LoanEnd.RETURNED:
        return
    sooner = max(before.out, before.closed - timedelta(hours=hours))
    body = CheckInBackdated(ITEM, L1, sooner, before.closed)
    after = loan_after([*events, an_event(body, at=DUE + timedelta(days=90))])
    assert after.closed == sooner
    assert owes(Account(ANA), [after], LIBRARY) <= owes(Account(ANA), [before], LIBRARY)


@given(st.lists(st.tuples(st.integers(1, 300), st.integers(0, 40)), min_size=1, max_size=6), st.integers(0, 500))
def test_under_the_cap_of_an_account_nothing_unpaid_comes_to_more(fees: list[tuple[int, int]], cap: int) -> None:
    loans = [
        a_loan(
            LoanId(UUID(int=700 + n)),
            due=MONDAY + timedelta(day),
            closed=MONDAY + timedelta(day, hours=1),
            end=LoanEnd.RETURNED,
            terms=FeeTerms(amount, account_cap=cap),
        )
        for n, (amount, day) in enumerate(fees)
    ]
    total = sum(amount for amount, _ in fees)
    assert owes(Account(ANA), loans, LIBRARY) == min(cap, total)
    assert charges(Account(ANA), loans, LIBRARY) == charges(Account(ANA), loans[::-1], LIBRARY)
