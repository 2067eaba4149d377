"""Money at the desk: paying, waiving, refunding, granting credit, charging by hand; and that none of it is lost."""

import random
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskapp.domain import payment
from deskapp.domain.block import Standing
from deskapp.domain.events import (
    CreditGranted,
    Event,
    FeeCharged,
    FeeReversed,
    FeeWaived,
    PaymentReceived,
    PaymentVoided,
    RefundPaid,
)
from deskapp.domain.fee import charges, overdue_fee_id, owes
from deskapp.domain.fold import fold
from deskapp.domain.outcome import Blocked, Done, Outcome, Refused
from deskapp.domain.records import Account, Code, Loan, Money
from deskapp.domain.values import FeeId, FeeKind, Line, LoanId, PaymentId
from tests.domain.builders import ANA, L1, LIBRARY, account_after, an_event, came_late, found, happened, standing

P1, P2 = (PaymentId(UUID(int=n)) for n in (1, 2))
F1, F2, F3 = (FeeId(UUID(int=n)) for n in (11, 12, 13))
LATE = overdue_fee_id(L1)
GRANTED = CreditGranted(ANA, P1, 100, "EUR", "x")


def fee(id: FeeId, amount: int) -> FeeCharged:
    return FeeCharged(ANA, id, amount, "EUR", "card")


def paid(id: PaymentId, amount: int, *parts: tuple[FeeId, int], **more: Any) -> PaymentReceived:
    return PaymentReceived(ANA, id, amount, "EUR", parts, **more)


def who(*bodies: Any, ended: tuple[Loan, ...] = ()) -> Standing:
    return standing(account=account_after(*bodies), ended=ended)


def body(outcome: Outcome) -> Any:
    assert isinstance(outcome, Done), outcome
    (only,) = outcome.facts
    assert [t.line for t in only.touches] == [Line.ACCOUNT]
    return only.body


def refused(outcome: Outcome) -> tuple[str, dict[str, str]]:
    assert isinstance(outcome, Refused), outcome
    (block,) = outcome.blocks
    return block.code, dict(block.facts)


# --- paying -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("amount", "chosen", "parts"),
    [
        (600, (), ((F1, 100), (F2, 200), (F3, 300))),
        (250, (), ((F1, 100), (F2, 150))),
        (100, (), ((F1, 100),)),
        (1, (), ((F1, 1),)),
        (700, (), ((F1, 100), (F2, 200), (F3, 300))),
        (300, (F3,), ((F3, 300),)),
        (250, (F3, F2), ((F2, 200), (F3, 50))),
    ],
    ids=["all", "a part", "the oldest", "a cent", "too much", "one chosen", "two chosen, not enough"],
)
def test_a_payment_goes_to_the_oldest_fees_or_to_those_chosen(amount: int, chosen: Any, parts: Any) -> None:
    three = who(fee(F1, 100), fee(F2, 200), fee(F3, 300))
    taken = body(payment.pay(three, amount, "EUR", P1, chosen, "card", "A-2026-7"))
    assert (taken.parts, taken.amount, taken.method, taken.receipt) == (parts, amount, "card", "A-2026-7")


def test_what_was_paid_or_waived_before_is_not_asked_for_again() -> None:
    partly = who(fee(F1, 100), fee(F2, 200), paid(P1, 60, (F1, 60)), FeeWaived(ANA, F2, 150, "EUR", "kind"))
    taken = body(payment.pay(partly, 500, "EUR", P2))
    assert taken.parts == ((F1, 40), (F2, 50))
    assert taken.seen == ((F1, 60, 100), (F2, 0, 50))


def test_the_fee_of_a_late_loan_is_paid_like_any_other() -> None:
    assert body(payment.pay(who(ended=(came_late(120),)), 120, "EUR", P1)).parts == ((LATE, 120),)


@pytest.mark.parametrize("amount", [0, -1])
def test_no_money_is_no_payment_no_credit_and_no_fee(amount: int) -> None:
    owing = who(fee(F1, 100))
    assert refused(payment.pay(owing, amount, "EUR", P1))[0] == Blocked.NOTHING_OWED
    assert refused(payment.credit(owing, amount, "EUR", "kind", P1))[0] == Blocked.NOTHING_OWED
    assert refused(payment.charge(owing, amount, "EUR", "", F2))[0] == Blocked.NOTHING_OWED


def test_a_slip_of_the_finger_is_refused() -> None:
    owing = who(fee(F1, 100))
    slip = payment.MOST + 1
    for outcome in (
        payment.pay(owing, slip, "EUR", P1),
        payment.credit(owing, slip, "EUR", "kind", P1),
        payment.charge(owing, slip, "EUR", "", F2),
    ):
        assert refused(outcome) == (Blocked.AMOUNT_TOO_LARGE, {"limit": str(payment.MOST)})
    assert isinstance(payment.pay(owing, payment.MOST, "EUR", P1), Done)


def test_who_owes_nothing_cannot_pay() -> None:
    assert refused(payment.pay(who(), 100, "EUR", P1))[0] == Blocked.NOTHING_OWED
    assert refused(payment.pay(who(fee(F1, 100)), 100, "EUR", P1, (F2,)))[0] == Blocked.NOTHING_OWED


# --- waiving, refunding, granting, charging -----------------------------------------------------------------


def test_a_fee_is_waived_whole_or_in_part_and_never_beyond_what_is_left() -> None:
    owing = who(fee(F1, 100), paid(P1, 30, (F1, 30)))
    assert body(payment.waive(owing, F1, None, "EUR", " first time ")).amount == 70
    assert body(payment.waive(owing, F1, 20, "EUR", " first time ")) == FeeWaived(ANA, F1, 20, "EUR", "first time")
    for amount in (0, -5, 71):
        assert refused(payment.waive(owing, F1, amount, "EUR", "x")) == (Blocked.AMOUNT_TOO_LARGE, {"limit": "70"})
    assert refused(payment.waive(owing, F2, 20, "EUR", "x"))[0] == Blocked.NOTHING_OWED
    assert refused(payment.waive(owing, F1, 20, "EUR", "  "))[0] == Blocked.REASON_MISSING


def test_money_is_given_back_out_of_a_credit_alone() -> None:
    credit = who(fee(F1, 100), paid(P1, 150, (F1, 100)))
    assert body(payment.refund(credit, 50, "EUR", "overpaid", P2)).amount == 50
    assert refused(payment.refund(credit, 51, "EUR", "x", P2)) == (Blocked.AMOUNT_TOO_LARGE, {"limit": "50"})
    assert refused(payment.refund(credit, 0, "EUR", "x", P2))[0] == Blocked.AMOUNT_TOO_LARGE
    assert refused(payment.refund(credit, 50, "EUR", "", P2))[0] == Blocked.REASON_MISSING
    assert refused(payment.refund(who(), 50, "EUR", "x", P2))[0] == Blocked.NO_CREDIT
    assert refused(payment.refund(who(fee(F1, 100)), 50, "EUR", "x", P2))[0] == Blocked.NO_CREDIT


def test_a_credit_is_granted_and_a_fee_charged_with_what_staff_said() -> None:
    assert body(payment.credit(who(), 50, "EUR", " sorry ", P1)) == CreditGranted(ANA, P1, 50, "EUR", "sorry")
    assert refused(payment.credit(who(), 50, "EUR", " ", P1))[0] == Blocked.REASON_MISSING
    card = payment.charge(who(), 200, "EUR", " new card ", F1, FeeKind.CARD)
    assert body(card) == FeeCharged(ANA, F1, 200, "EUR", "new card", FeeKind.CARD)


@pytest.mark.parametrize(
    ("bodies", "balance"),
    [
        ([fee(F1, 300), FeeWaived(ANA, F1, 100, "EUR", "x")], 200),
        ([fee(F1, 300), FeeWaived(ANA, F1, 900, "EUR", "x")], 0),
        ([FeeWaived(ANA, F1, 100, "EUR", "x")], 0),
        ([fee(F1, 300), paid(P1, 300, (F1, 300)), FeeWaived(ANA, F1, 100, "EUR", "x")], -100),
        ([CreditGranted(ANA, P1, 100, "EUR", "x")], -100),
        ([GRANTED, RefundPaid(ANA, P2, 60, "EUR", "x")], -40),
        ([GRANTED, RefundPaid(ANA, P2, 60, "EUR", "x"), PaymentVoided(ANA, P2, "")], -100),
        ([GRANTED, PaymentVoided(ANA, P1, "")], 0),
        ([fee(F1, 300), FeeReversed(ANA, F1)], 0),
        ([FeeReversed(ANA, F1), fee(F1, 300)], 0),
        ([fee(F1, 300), paid(P1, 300, (F1, 300)), FeeReversed(ANA, F1)], -300),
        ([fee(F1, 300), FeeWaived(ANA, F1, 100, "EUR", "x"), FeeReversed(ANA, F1)], 0),
    ],
    ids=[
        "waived",
        "waived beyond the fee",
        "waived what is no fee",
        "waived after it was paid: credit",
        "credit granted",
        "given back",
        "a refund voided",
        "a credit voided",
        "a fee that went with its act",
        "told before the fee itself",
        "money paid for it is credit",
        "its waiver goes with it",
    ],
)
def test_the_balance_after_each_kind_of_act(bodies: list[Any], balance: int) -> None:
    assert owes(account_after(*bodies), (), LIBRARY) == balance


def test_a_voided_waiver_forgives_nothing_any_more() -> None:
    kind = an_event(FeeWaived(ANA, F1, 100, "EUR", "x"))
    account = account_after(an_event(fee(F1, 300)), kind, PaymentVoided(ANA, PaymentId(UUID(int=kind.id.int)), "slip"))
    assert owes(account, (), LIBRARY) == 300
    assert [c.left for c in charges(account, (), LIBRARY)] == [300]


def test_what_was_given_back_out_of_a_credit_that_was_voided_since_is_owed_and_can_be_paid_or_forgiven() -> None:
    bodies = [GRANTED, RefundPaid(ANA, P2, 60, "EUR", "x"), PaymentVoided(ANA, P1, "typed twice")]
    account = account_after(*bodies)
    (charge,) = charges(account, (), LIBRARY)
    assert (charge.kind, charge.amount, charge.left) == (FeeKind.GIVEN_BACK, 60, 60)
    assert owes(account, (), LIBRARY) == 60
    outcome = payment.pay(standing(account=account), 20, "EUR", PaymentId(UUID(int=77)))
    assert isinstance(outcome, Done)
    bodies += [outcome.facts[0].body, FeeWaived(ANA, charge.id, 10, "EUR", "x")]
    assert owes(account_after(*bodies), (), LIBRARY) == 30
    assert [c.left for c in charges(account_after(*bodies), (), LIBRARY)] == [30]


# --- paid at two desks --------------------------------------------------------------------------------------


def listed(*bodies: Any) -> list[tuple[str, str]]:
    after = happened(Line.ACCOUNT, ANA, bodies)
    return [(d.code, dict(d.detail)["amount"]) for d in after.discrepancies.values()]


def test_one_fee_paid_at_two_desks_that_did_not_know_of_each_other_is_listed_and_becomes_credit() -> None:
    here = paid(P1, 300, (F1, 300), seen=((F1, 0, 300),))
    there = an_event(paid(P2, 300, (F1, 300), seen=((F1, 0, 300),)), by="B")
    assert listed(fee(F1, 300), here, there) == [(Code.PAID_TWICE, "300")]
    assert owes(account_after(fee(F1, 300), here, there), (), LIBRARY) == -300


@pytest.mark.parametrize(
    "there",
    [
        paid(P2, 100, (F1, 100), seen=((F1, 200, 300),)),
        paid(P2, 100, (F1, 100), seen=((F1, 0, 300),)),
        paid(P1, 200, (F1, 200), seen=((F1, 0, 300),)),
        paid(P2, 300, (F2, 300), seen=((F2, 0, 300),)),
    ],
    ids=["knowing of the other", "together no more than the fee", "the same payment told twice", "another fee"],
)
def test_what_is_not_paid_twice_is_not_listed(there: PaymentReceived) -> None:
    here = paid(P1, 200, (F1, 200), seen=((F1, 0, 300),))
    assert found(happened(Line.ACCOUNT, ANA, [fee(F1, 300), here, an_event(there, by="B")])) == []


# --- whatever is done ---------------------------------------------------------------------------------------

ACTS = st.lists(
    st.tuples(
        st.sampled_from(["pay", "waive", "refund", "credit", "void", "charge", "return"]),
        st.integers(1, 400),
        st.integers(0, 9),
    ),
    max_size=25,
)


def decided(act: str, amount: int, which: int, now: Standing, n: int) -> Outcome:
    owing = [c for c in now.charges if c.left]
    new, reason = PaymentId(UUID(int=1000 + n)), "because"
    match act:
        case "pay":
            return payment.pay(now, amount, "EUR", new, [owing[which % len(owing)].id] if owing and which < 5 else ())
        case "waive":
            return payment.waive(now, owing[which % len(owing)].id if owing else F1, amount, "EUR", reason)
        case "refund":
            return payment.refund(now, amount, "EUR", reason, new)
        case "credit":
            return payment.credit(now, amount, "EUR", reason, new)
        case _:
            return payment.charge(now, amount, "EUR", "", FeeId(UUID(int=2000 + n)))


@given(ACTS, st.randoms())
def test_money_in_equals_money_out_whatever_is_done_at_the_desk(
    acts: list[tuple[str, int, int]], random: random.Random
) -> None:
    events: list[Event] = []
    loans: list[Loan] = []
    for n, (act, amount, which) in enumerate(acts):
        now = standing(account=account(events), ended=loans)
        if act == "return":
            loans.append(came_late(amount, LoanId(UUID(int=3000 + n))))
        elif act == "void":
            if now.account.payments:
                voided = now.account.payments[which % len(now.account.payments)]
                events.append(an_event(PaymentVoided(ANA, voided.id, "typed twice")))
        else:
            outcome = decided(act, amount, which, now, n)
            if act == "refund" and isinstance(outcome, Done):
                assert amount <= -now.owed
            events += [an_event(f.body) for f in outcome.facts] if isinstance(outcome, Done) else []
        balanced(account(events), loans)
    shuffled = account(random.sample(events, len(events)))
    assert shuffled == account(events)


def account(events: list[Event]) -> Account:
    head: Any = fold(Line.ACCOUNT, ANA, events).head
    return head  # type: ignore[no-any-return]


def balanced(account: Account, loans: list[Loan]) -> None:
    found = charges(account, loans, LIBRARY)
    stand = [p for p in account.payments if not p.voided]
    sums = {kind: sum(p.amount for p in stand if p.kind is kind) for kind in Money}
    waived = sum(c.waived for c in found)
    assert owes(account, loans, LIBRARY) == (
        sum(c.amount for c in found if c.kind is not FeeKind.GIVEN_BACK)
        - (waived + sums[Money.PAYMENT] + sums[Money.CREDIT])
        + sums[Money.REFUND]
    )
    assert waived <= sums[Money.WAIVER]
    assert all(0 <= c.left <= c.amount - c.waived for c in found)
    assert sum(c.left for c in found) == max(0, owes(account, loans, LIBRARY)), "what is left is what is owed"
    assert len({c.id for c in found}) == len(found)
