"""Accounts: integer minor units, nothing counted twice, nothing lost, in whatever order it is told."""

import random
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskapp.domain.events import Event, FeeCharged, PaymentReceived, PaymentVoided
from deskapp.domain.fee import charges, overdue_fee, overdue_fee_id, owes
from deskapp.domain.fold import fold
from deskapp.domain.records import Account, Loan
from deskapp.domain.values import FeeId, FeeTerms, Line, LoanId, PaymentId
from tests.domain.builders import ANA, DUE, L1, LIBRARY, a_loan, account_after, an_event, came_late


def fee(n: int, amount: int) -> FeeCharged:
    return FeeCharged(ANA, FeeId(UUID(int=n)), amount, "EUR", "card")


def paid(n: int, amount: int, *parts: tuple[int, int]) -> PaymentReceived:
    to = tuple((FeeId(UUID(int=f)), part) for f, part in parts)
    return PaymentReceived(ANA, PaymentId(UUID(int=n)), amount, "EUR", to)


def void(n: int, reason: str = "typed twice") -> PaymentVoided:
    return PaymentVoided(ANA, PaymentId(UUID(int=n)), reason)


def left(account: Account, *loans: Loan) -> dict[FeeId, int]:
    return {c.id: c.left for c in charges(account, loans, LIBRARY)}


def balance(*bodies: Any) -> int:
    return owes(account_after(*bodies), (), LIBRARY)


# --- the account ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("bodies", "balanced"),
    [
        ([], 0),
        ([fee(1, 300)], 300),
        ([fee(1, 300), paid(1, 200)], 100),
        ([fee(1, 300), paid(1, 500)], -200),
        ([fee(1, 300), fee(1, 300)], 300),
        ([fee(1, 300), paid(1, 300), paid(1, 300)], 0),
        ([fee(1, 300), paid(1, 300), void(1)], 300),
        ([fee(1, 300), paid(1, 300), void(1), void(1)], 300),
        ([fee(1, 300), paid(1, 300), void(1), paid(1, 300)], 300),
        ([fee(1, 300), paid(1, 300), void(2)], 0),
    ],
    ids=[
        "nothing",
        "a fee",
        "paid in part",
        "what is over is credit",
        "a fee told twice",
        "a payment told twice",
        "voided",
        "voided twice",
        "told again after it was voided",
        "a void of another payment",
    ],
)
def test_the_balance_is_the_fees_less_the_payments(bodies: list[Any], balanced: int) -> None:
    assert balance(*bodies) == balanced


def test_a_voided_payment_stays_in_sight_with_its_reason() -> None:
    (payment,) = account_after(paid(1, 300), void(1)).payments
    assert (payment.amount, payment.voided) == (300, "typed twice")


def test_a_void_without_a_reason_still_voids() -> None:
    assert balance(fee(1, 300), paid(1, 300), void(1, "")) == 300


def test_a_void_stamped_before_its_payment_by_another_clock_still_voids_it() -> None:
    assert balance(fee(1, 300), an_event(void(1), by="B"), paid(1, 300)) == 300


MONEY = st.one_of(
    st.builds(fee, st.integers(1, 4), st.just(250)),
    st.builds(paid, st.integers(1, 4), st.just(100)),
    st.builds(void, st.integers(1, 4)),
)


@given(st.lists(MONEY, max_size=25), st.randoms())
def test_money_in_equals_money_out_whatever_the_order_and_however_often_it_is_told(
    bodies: list[Any], random: random.Random
) -> None:
    events = [an_event(b) for b in bodies]
    shuffled = random.sample(events, len(events))
    account: Any = fold(Line.ACCOUNT, ANA, shuffled).head
    fees = {b.fee for b in bodies if isinstance(b, FeeCharged)}
    payments = {b.payment for b in bodies if isinstance(b, PaymentReceived)}
    assert sorted(f.id for f in account.fees) == sorted(fees)
    assert sorted(p.id for p in account.payments) == sorted(payments)
    assert owes(account, (), LIBRARY) == 250 * len(fees) - 100 * sum(not p.voided for p in account.payments)
    assert account == fold(Line.ACCOUNT, ANA, events).head


@given(st.lists(MONEY, max_size=15), st.randoms())
def test_the_balance_does_not_depend_on_what_was_stamped_first(bodies: list[Any], random: random.Random) -> None:
    """Two desks' clocks may put a void before its payment, or a payment before its fee: the money is the same."""
    one: list[Event] = [an_event(b) for b in bodies]
    other = [an_event(b) for b in random.sample(bodies, len(bodies))]
    accounts: list[Any] = [fold(Line.ACCOUNT, ANA, events).head for events in (one, other)]
    assert owes(accounts[0], (), LIBRARY) == owes(accounts[1], (), LIBRARY)


# --- overdue fees -----------------------------------------------------------------------------------------

DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("late", "terms", "costs"),
    [
        (-DAY, FeeTerms(10), 0),
        (timedelta(), FeeTerms(10), 0),
        (timedelta(microseconds=1), FeeTerms(10), 10),
        (DAY, FeeTerms(10), 10),
        (DAY + timedelta(seconds=1), FeeTerms(10), 20),
        (2 * DAY, FeeTerms(10, grace_days=2), 0),
        (2 * DAY + timedelta(seconds=1), FeeTerms(10, grace_days=2), 30),
        (50 * DAY, FeeTerms(10, cap=500), 500),
        (51 * DAY, FeeTerms(10, cap=500), 500),
        (49 * DAY, FeeTerms(10, cap=500), 490),
        (5114 * DAY, FeeTerms(10, cap=0), 51_140),
        (9 * DAY, FeeTerms(0), 0),
    ],
)
def test_an_overdue_fee_counts_started_days_knows_grace_and_stops_at_the_cap(
    late: timedelta, terms: FeeTerms, costs: int
) -> None:
    assert overdue_fee(a_loan(terms=terms), LIBRARY.calendar("MAIN"), DUE + late) == costs


@given(st.integers(0, 400), st.integers(0, 400), st.integers(0, 50), st.integers(0, 9), st.integers(0, 900))
def test_coming_back_later_is_never_cheaper(a: int, b: int, per_day: int, grace: int, cap: int) -> None:
    terms = FeeTerms(per_day, grace, cap)
    loan, calendar = a_loan(terms=terms), LIBRARY.calendar("MAIN")
    sooner, later = (overdue_fee(loan, calendar, DUE + timedelta(hours=h)) for h in sorted((a, b)))
    assert 0 <= sooner <= later
    assert cap == 0 or later <= cap


def test_an_overdue_fee_is_named_after_its_loan_so_that_a_payment_stays_with_it() -> None:
    assert overdue_fee_id(L1) == overdue_fee_id(LoanId(UUID(int=L1.int)))
    loan = came_late(120)
    payment = PaymentReceived(ANA, PaymentId(UUID(int=1)), 120, "EUR", ((overdue_fee_id(L1), 120),))
    assert left(account_after(payment), loan) == {overdue_fee_id(L1): 0}


def test_a_payment_for_a_fee_that_a_late_return_made_smaller_becomes_credit() -> None:
    account = account_after(PaymentReceived(ANA, PaymentId(UUID(int=1)), 120, "EUR", ((overdue_fee_id(L1), 120),)))
    assert owes(account, [came_late(120)], LIBRARY) == 0
    assert owes(account, [came_late(50)], LIBRARY) == -70
    assert owes(account, [], LIBRARY) == -120


def test_what_is_left_of_each_fee_counts_only_payments_that_stand() -> None:
    account = account_after(fee(1, 300), fee(2, 100), paid(1, 350, (1, 300), (2, 50)), paid(2, 50, (2, 50)), void(2))
    assert left(account) == {FeeId(UUID(int=1)): 0, FeeId(UUID(int=2)): 50}
