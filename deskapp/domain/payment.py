"""Money at the desk: paying whole, in part or across several fees; waiving, refunding, granting credit; and exchanging
a suspension for money. Integer minor units; each refusal is a value.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from deskapp.domain.block import Standing
from deskapp.domain.events import (
    CreditGranted,
    FeeCharged,
    FeeWaived,
    PaymentReceived,
    PaymentVoided,
    RefundPaid,
    SuspensionLifted,
)
from deskapp.domain.fee import Charge, paid_before
from deskapp.domain.outcome import Block, Blocked, Done, Fact, Outcome, Refused, fact
from deskapp.domain.suspension import Suspension, standing_suspensions
from deskapp.domain.values import FeeId, FeeKind, Line, LoanId, PaymentId

MOST = 100_000_00
"""The largest amount one act may move: more is a slip of the finger."""


def pay(
    standing: Standing,
    amount: int,
    currency: str,
    new_payment: PaymentId,
    fees: Collection[FeeId] = (),
    method: str = "cash",
    receipt: str = "",
) -> Outcome:
    """Take money. It pays the fees that were chosen, else all, the oldest first; what is over becomes credit."""
    if refused := _bad_amount(amount):
        return refused
    payable = [c for c in standing.charges if c.left and c.currency == currency]
    owing = [c for c in payable if not fees or c.id in fees]
    if not owing:
        return Refused((Block(Blocked.NOTHING_OWED),))
    parts = spread(owing, amount)
    before, amounts = paid_before(standing.account), {c.id: c.amount - c.waived for c in owing}
    seen = tuple((fee, before.get(fee, 0), amounts[fee]) for fee, _ in parts)
    account = standing.account.id
    paid = PaymentReceived(account, new_payment, amount, currency, parts, method, receipt, seen)
    return Done((fact(paid, (Line.ACCOUNT, account)),))


def spread(owing: Iterable[Charge], amount: int) -> tuple[tuple[FeeId, int], ...]:
    """The amount over the fees in their order, none beyond what is left of it."""
    parts = []
    for charge in owing:
        part = min(charge.left, amount)
        if part > 0:
            amount -= part
            parts.append((charge.id, part))
    return tuple(parts)


def waive(standing: Standing, fee: FeeId, amount: int | None, currency: str, reason: str) -> Outcome:
    """Forgive a fee, or a part of it."""
    charge = next((c for c in standing.charges if c.id == fee and c.left), None)
    if charge is None:
        return Refused((Block(Blocked.NOTHING_OWED),))
    if not reason.strip():
        return Refused((Block(Blocked.REASON_MISSING),))
    forgiven = charge.left if amount is None else amount
    if not 0 < forgiven <= charge.left:
        return Refused((Block(Blocked.AMOUNT_TOO_LARGE, None, (("limit", str(charge.left)),)),))
    account = standing.account.id
    return Done((fact(FeeWaived(account, fee, forgiven, currency, reason.strip()), (Line.ACCOUNT, account)),))


def refund(
    standing: Standing,
    amount: int,
    currency: str,
    reason: str,
    new_payment: PaymentId,
    method: str = "cash",
    receipt: str = "",
) -> Outcome:
    """Give money back, at most the credit that the account has."""
    if not reason.strip():
        return Refused((Block(Blocked.REASON_MISSING),))
    if standing.owed >= 0:
        return Refused((Block(Blocked.NO_CREDIT),))
    if not 0 < amount <= -standing.owed:
        return Refused((Block(Blocked.AMOUNT_TOO_LARGE, None, (("limit", str(-standing.owed)),)),))
    account = standing.account.id
    back = RefundPaid(account, new_payment, amount, currency, reason.strip(), receipt, method)
    return Done((fact(back, (Line.ACCOUNT, account)),))


def void(standing: Standing, payment: PaymentId, reason: str) -> Outcome:
    """Declare a payment, a waiver or a refund void, once, with a reason."""
    account = standing.account.id
    if not reason.strip() or not any(p.id == payment and not p.voided for p in standing.account.payments):
        return Refused((Block(Blocked.NOTHING_TO_VOID),))
    return Done((fact(PaymentVoided(account, payment, reason.strip()), (Line.ACCOUNT, account)),))


def credit(standing: Standing, amount: int, currency: str, reason: str, new_payment: PaymentId) -> Outcome:
    """Grant a credit that no payment explains."""
    if not reason.strip():
        return Refused((Block(Blocked.REASON_MISSING),))
    if refused := _bad_amount(amount):
        return refused
    account = standing.account.id
    granted = CreditGranted(account, new_payment, amount, currency, reason.strip())
    return Done((fact(granted, (Line.ACCOUNT, account)),))


def charge(
    standing: Standing, amount: int, currency: str, note: str, new_fee: FeeId, kind: FeeKind = FeeKind.MANUAL
) -> Outcome:
    """Charge a fee by hand: manual, damage, a new card."""
    if refused := _bad_amount(amount):
        return refused
    account = standing.account.id
    return Done((fact(FeeCharged(account, new_fee, amount, currency, note.strip(), kind), (Line.ACCOUNT, account)),))


def _bad_amount(amount: int) -> Refused | None:
    if amount <= 0:
        return Refused((Block(Blocked.NOTHING_OWED),))
    if amount > MOST:
        return Refused((Block(Blocked.AMOUNT_TOO_LARGE, None, (("limit", str(MOST)),)),))
    return None


def lift_suspensions(standing: Standing, day: date, reason: str) -> Outcome:
    """End every suspension that stands, early, with a reason."""
    found = standing_suspensions(standing.suspensions, day)
    if not found:
        return Refused((Block(Blocked.NOT_SUSPENDED),))
    if not reason.strip():
        return Refused((Block(Blocked.REASON_MISSING),))
    return Done((_lifted(standing, found, reason.strip()),))


def exchange_suspensions(standing: Standing, day: date, currency: str, new_fee: FeeId, reason: str) -> Outcome:
    """Exchange the suspensions that stand for money, at the price that policy set; days already served cost nothing."""
    found = standing_suspensions(standing.suspensions, day)
    if not found:
        return Refused((Block(Blocked.NOT_SUSPENDED),))
    prices = [price_left(s, day) for s in found]
    if any(p is None for p in prices):
        return Refused((Block(Blocked.NOT_EXCHANGEABLE),))
    if not reason.strip():
        return Refused((Block(Blocked.REASON_MISSING),))
    account, amount = standing.account.id, sum(p or 0 for p in prices)
    lifted = _lifted(standing, found, reason.strip(), new_fee if amount else None)
    fee = FeeCharged(account, new_fee, amount, currency, reason.strip(), FeeKind.SUSPENSION)
    return Done((lifted, fact(fee, (Line.ACCOUNT, account))) if amount else (lifted,))


def price_left(one: Suspension, day: date) -> int | None:
    """What the days from today on cost; None when policy does not exchange them."""
    if one.price is None or one.days <= 0:
        return None
    whole = (one.last - one.first).days + 1
    left = whole if day <= one.first else (one.last - day).days + 1
    return -(-one.price * left // whole)


def _lifted(standing: Standing, found: Iterable[Suspension], reason: str, fee: FeeId | None = None) -> Fact:
    account = standing.account.id
    loans: tuple[LoanId, ...] = tuple(s.loan for s in found)
    return fact(SuspensionLifted(account, loans, reason, fee), (Line.ACCOUNT, account))
