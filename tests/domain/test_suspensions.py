"""Days without borrowing for late returns: how many, from when, one after another or side by side, lifted or bought."""

import random
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskapp.domain.block import Standing, patron_blocks
from deskapp.domain.calendar import is_open
from deskapp.domain.check_out import Copy, check_out
from deskapp.domain.events import CheckInBackdated, FeeCharged, SuspensionLifted
from deskapp.domain.fold import fold
from deskapp.domain.outcome import Blocked, Done, Outcome, Permission, Refused
from deskapp.domain.payment import exchange_suspensions, lift_suspensions
from deskapp.domain.policy import policy
from deskapp.domain.records import Account, Lifted, Loan, LoanEnd
from deskapp.domain.suspension import Suspension, standing_suspensions, suspensions
from deskapp.domain.values import FeeId, FeeKind, FeeTerms, ItemState, Line, LoanId, SuspensionTerms
from tests.domain.builders import (
    ANA,
    DUE,
    ITEM,
    L1,
    L2,
    LIBRARY,
    MAIN,
    MONDAY,
    a_loan,
    account_after,
    an_event,
    an_item,
    item_after,
    lent,
    loan_of,
    moment,
    renewed,
    returned,
    standing,
)

HERE = LIBRARY.calendar("MAIN")
FRIDAY = "2026-11-20 23:59:59"  # when it was due
FEE = FeeId(UUID(int=77))


def late(back: str, loan: LoanId = L1, due: str = FRIDAY, amnesty: bool = False, **terms: Any) -> Loan:
    """Due on a Friday, closed on Sundays: back on Saturday is one day late."""
    said = FeeTerms(suspension=SuspensionTerms(**{"days": 1, **terms}))
    ended: dict[str, Any] = {"closed": moment(back), "end": LoanEnd.RETURNED, "amnesty": amnesty}
    return a_loan(loan, out=moment("2026-11-02 10:00"), due=moment(due), terms=said, **ended)


def found(*loans: Loan, account: Account | None = None) -> list[Suspension]:
    return suspensions(loans, account or Account(ANA), LIBRARY)


def days(one: Suspension) -> tuple[str, str]:
    return one.first.strftime("%d %b"), one.last.strftime("%d %b")


SUSPENDED: dict[str, tuple[str, dict[str, Any], tuple[str, str] | None]] = {
    "back in time": ("2026-11-20 20:00", {}, None),
    "a day late": ("2026-11-21 20:00", {}, ("22 Nov", "22 Nov")),
    "over the Sunday": ("2026-11-23 10:00", {}, ("24 Nov", "26 Nov")),
    "two days for each": ("2026-11-23 10:00", {"days": 2}, ("24 Nov", "29 Nov")),
    "a day for each week begun": ("2026-11-30 10:00", {"per_days": 7}, ("01 Dec", "02 Dec")),
    "a week late is one week": ("2026-11-27 10:00", {"per_days": 7}, ("28 Nov", "28 Nov")),
    "only open days are late": ("2026-11-23 10:00", {"skips_closed": True}, ("24 Nov", "25 Nov")),
    "dropped in on a Sunday that does not count": ("2026-11-22 10:00", {"skips_closed": True, "grace_days": 1}, None),
    "within the grace": ("2026-11-22 10:00", {"grace_days": 2}, None),
    "past the grace all counts": ("2026-11-23 10:00", {"grace_days": 2}, ("24 Nov", "26 Nov")),
    "no more than the cap": ("2026-12-20 10:00", {"cap_days": 5}, ("21 Dec", "25 Dec")),
    "served on open days": ("2026-11-27 10:00", {"serves_open": True}, ("28 Nov", "05 Dec")),
    "ends before a Sunday when served": ("2026-11-25 10:00", {"serves_open": True}, ("26 Nov", "01 Dec")),
    "forgiven": ("2026-11-27 10:00", {"amnesty": True}, None),
}


@pytest.mark.parametrize("case", SUSPENDED)
def test_a_late_return_suspends_from_the_day_after_it(case: str) -> None:
    back, terms, wanted = SUSPENDED[case]
    assert [days(s) for s in found(late(back, **terms))] == ([wanted] if wanted else [])


@pytest.mark.parametrize("end", [LoanEnd.UNDONE, LoanEnd.SUPERSEDED])
def test_what_nobody_saw_come_back_suspends_nobody(end: LoanEnd) -> None:
    assert found(replace(late("2026-11-27 10:00"), end=end)) == []


def test_a_loan_that_is_still_out_suspends_nobody_yet() -> None:
    assert found(replace(late("2026-11-27 10:00"), closed=None, end=None)) == []


def test_a_lost_item_given_back_suspends_for_the_days_until_it_was_lost() -> None:
    lost: dict[str, Any] = {"stopped": moment("2026-11-22 10:00"), "stop": ItemState.LOST}
    assert [days(s) for s in found(replace(late("2026-12-10 10:00"), **lost))] == [("11 Dec", "12 Dec")]


def test_one_that_turns_out_to_have_come_back_before_it_was_lost_suspends_for_the_days_until_then() -> None:
    lost: dict[str, Any] = {"stopped": moment("2026-12-20 10:00"), "stop": ItemState.LOST}
    assert [days(s) for s in found(replace(late("2026-11-22 10:00"), **lost))] == [("23 Nov", "24 Nov")]


# --- several ------------------------------------------------------------------------------------------------


def two(**terms: Any) -> list[Loan]:
    return [late("2026-11-23 10:00", **terms), late("2026-11-24 10:00", L2, **terms)]  # 3 and 4 days late


def test_several_add_up_one_after_another() -> None:
    assert [days(s) for s in found(*two())] == [("24 Nov", "26 Nov"), ("27 Nov", "30 Nov")]
    assert found(*two()[::-1]) == found(*two())


def test_or_the_longest_holds() -> None:
    assert [days(s) for s in found(*two(add_up=False))] == [("24 Nov", "26 Nov"), ("25 Nov", "28 Nov")]


def test_one_that_adds_up_follows_the_longest_of_those_that_do_not() -> None:
    three = [
        late("2026-11-23 10:00", days=5, add_up=False),
        late("2026-11-24 10:00", L2, add_up=False),
        late("2026-11-25 10:00", LoanId(UUID(int=9))),
    ]
    assert [days(s)[0] for s in found(*three)] == ["24 Nov", "25 Nov", "09 Dec"]


def test_one_that_is_over_when_the_next_begins_adds_nothing() -> None:
    assert [days(s) for s in found(late("2026-11-21 10:00"), late("2026-11-24 10:00", L2))][1] == ("25 Nov", "28 Nov")


def test_a_lifted_one_is_told_and_stands_in_nobodys_way() -> None:
    lifted = Account(ANA, lifted=(Lifted(L1, MONDAY, "kind", "maria"),))
    first, second = found(*two(), account=lifted)
    assert (first.lifted, second.lifted) == (True, False)
    assert days(second) == ("25 Nov", "28 Nov")
    assert standing_suspensions([first, second], date(2026, 11, 25)) == [second]


# --- corrected by later events ------------------------------------------------------------------------------

TERMS = FeeTerms(suspension=SuspensionTerms(1))
DAY = timedelta(days=1)


def after(*bodies: Any) -> list[tuple[str, str]]:
    return [days(s) for s in found(loan_of(item_after(lent(terms=TERMS), *bodies)))]


def back(after_due: float, **more: Any) -> Any:
    return an_event(returned(**more), at=DUE + after_due * DAY)


def test_a_return_backdated_shortens_the_suspension_or_ends_it() -> None:
    assert after(back(3)) == [("11 Dec", "13 Dec")]
    assert after(back(3), an_event(CheckInBackdated(ITEM, L1, DUE + DAY, DUE), at=DUE + 4 * DAY)) == [
        ("09 Dec", "09 Dec")
    ]
    assert after(back(3), an_event(CheckInBackdated(ITEM, L1, DUE, DUE), at=DUE + 4 * DAY)) == []


def test_a_renewal_that_was_told_late_takes_the_suspension_away() -> None:
    told = [an_event(lent(terms=TERMS), at=MONDAY), back(3), an_event(renewed(days=7), at=DUE - DAY)]
    assert [days(s) for s in found(loan_of(fold(Line.ITEM, ITEM, told[:2])))] == [("11 Dec", "13 Dec")]
    assert found(loan_of(fold(Line.ITEM, ITEM, told))) == []


def test_the_days_late_before_a_renewal_count_too() -> None:
    assert after(an_event(renewed(days=7), at=DUE + 2 * DAY), back(8)) == [("16 Dec", "18 Dec")]


# --- at the desk --------------------------------------------------------------------------------------------


def who(*loans: Loan, account: Account | None = None) -> Standing:
    return standing(ended=loans, account=account)


def refused(outcome: Outcome) -> list[str]:
    return [b.code for b in outcome.blocks] if isinstance(outcome, Refused) else []


def bodies(outcome: Outcome) -> list[Any]:
    assert isinstance(outcome, Done), outcome
    return [f.body for f in outcome.facts]


@pytest.mark.parametrize(
    ("now", "blocked"),
    [("2026-11-23 10:00", True), ("2026-11-24 10:00", True), ("2026-11-26 23:59", True), ("2026-11-27 00:00", False)],
    ids=["on the day of the return", "on the first day", "on the last", "the day after"],
)
def test_a_suspension_blocks_until_its_last_day_is_over(now: str, blocked: bool) -> None:
    blocks = patron_blocks(who(late("2026-11-23 10:00")), LIBRARY, MAIN, moment(now))
    assert [(b.code, b.permission, dict(b.facts)) for b in blocks] == (
        [(Blocked.SUSPENDED, Permission.OVERRIDE_SUSPENSION, {"date": "2026-11-26", "count": "1"})] if blocked else []
    )


def test_the_terms_of_a_loan_carry_the_suspension_that_policy_says() -> None:
    rules = replace(LIBRARY, policies=(policy(suspension_days=2, suspension_cap_days=30, suspensions_add_up=False),))
    (out,) = bodies(check_out(Copy(an_item()), standing(), rules, MAIN, MONDAY, L1))
    assert out.terms.suspension == SuspensionTerms(2, cap_days=30, add_up=False)
    (out,) = bodies(check_out(Copy(an_item()), standing(), LIBRARY, MAIN, MONDAY, L1))
    assert out.terms.suspension is None


def test_staff_lift_all_that_stand_with_a_reason() -> None:
    suspended = who(*two(), late("2026-11-10 10:00", LoanId(UUID(int=9)), "2026-11-08 23:59:59"))
    day = date(2026, 11, 24)
    assert bodies(lift_suspensions(suspended, day, " flood ")) == [SuspensionLifted(ANA, (L1, L2), "flood")]
    assert refused(lift_suspensions(suspended, day, " ")) == [Blocked.REASON_MISSING]
    assert refused(lift_suspensions(suspended, date(2026, 12, 24), "flood")) == [Blocked.NOT_SUSPENDED]


@pytest.mark.parametrize(
    ("day", "price"),
    [(23, 900), (24, 900), (25, 600), (26, 300)],
    ids=["before it begins", "on its first day", "one served", "on its last day"],
)
def test_the_days_that_are_left_are_exchanged_at_their_price(day: int, price: int) -> None:
    suspended = who(late("2026-11-23 10:00", price_per_day=300))
    lifted, fee = bodies(exchange_suspensions(suspended, date(2026, 11, day), "EUR", FEE, "exam"))
    assert lifted == SuspensionLifted(ANA, (L1,), "exam", FEE)
    assert fee == FeeCharged(ANA, FEE, price, "EUR", "exam", FeeKind.SUSPENSION)


def test_a_price_of_nothing_charges_nothing() -> None:
    free = who(late("2026-11-23 10:00", price_per_day=0))
    assert bodies(exchange_suspensions(free, date(2026, 11, 24), "EUR", FEE, "exam")) == [
        SuspensionLifted(ANA, (L1,), "exam", None)
    ]


def test_what_policy_does_not_sell_cannot_be_bought() -> None:
    day = date(2026, 11, 24)
    assert refused(exchange_suspensions(who(*two()), day, "EUR", FEE, "exam")) == [Blocked.NOT_EXCHANGEABLE]
    priced = who(late("2026-11-23 10:00", price_per_day=300))
    assert refused(exchange_suspensions(priced, day, "EUR", FEE, "")) == [Blocked.REASON_MISSING]
    assert refused(exchange_suspensions(who(), day, "EUR", FEE, "exam")) == [Blocked.NOT_SUSPENDED]


def test_what_was_lifted_blocks_no_more_and_its_price_is_owed() -> None:
    loan = late("2026-11-23 10:00", price_per_day=300)
    now = moment("2026-11-24 10:00")
    acts = bodies(exchange_suspensions(who(loan), date(2026, 11, 24), "EUR", FEE, "exam"))
    freed = who(loan, account=account_after(*acts))
    assert patron_blocks(freed, LIBRARY, MAIN, now) == []
    assert freed.owed == 900


# --- whatever happens ---------------------------------------------------------------------------------------

RETURNS = st.lists(
    st.tuples(st.integers(0, 30), st.integers(0, 20), st.integers(1, 3), st.booleans(), st.booleans()), max_size=6
)


@given(RETURNS, st.randoms())
def test_suspensions_follow_their_returns_and_do_not_overlap_where_they_add_up(
    returns: list[tuple[int, int, int, bool, bool]], random: random.Random
) -> None:
    start = moment(FRIDAY)
    loans = [
        a_loan(
            LoanId(UUID(int=800 + n)),
            due=start + timedelta(due),
            closed=start + timedelta(due + late),
            end=LoanEnd.RETURNED,
            terms=FeeTerms(suspension=SuspensionTerms(each, skips_closed=skips, serves_open=serves)),
        )
        for n, (due, late, each, skips, serves) in enumerate(returns)
    ]
    one = found(*loans)
    assert one == found(*random.sample(loans, len(loans)))
    by_id = {loan.id: loan for loan in loans}
    for earlier, later in pairwise(one):
        assert earlier.last < later.first
    for s in one:
        loan = by_id[s.loan]
        assert s.first > back_on(loan)
        served = [s.first + timedelta(n) for n in range((s.last - s.first).days + 1)]
        terms = loan.terms.suspension
        assert terms is not None
        assert len([d for d in served if is_open(HERE, d) or not terms.serves_open]) == s.days > 0


def back_on(loan: Loan) -> date:
    assert loan.closed is not None
    return (loan.closed + timedelta(hours=1)).date()  # in Madrid in winter


@given(st.integers(-5, 20), st.integers(-5, 20))
def test_a_suspension_is_the_same_in_whatever_order_its_events_arrive(recorded: int, effective: int) -> None:
    """A return and its correction, told in either order, give what the record says in the end."""
    events = [
        an_event(lent(terms=TERMS), at=MONDAY),
        back(recorded),
        an_event(CheckInBackdated(ITEM, L1, DUE + effective * DAY, DUE), at=DUE + 21 * DAY),
    ]
    one, other = (loan_of(fold(Line.ITEM, ITEM, told)) for told in (events, events[::-1]))
    assert found(one) == found(other)
    held: datetime = min(DUE + recorded * DAY, DUE + effective * DAY)
    assert sum(s.days for s in found(one)) == max(0, (held - DUE).days)
