"""What loans cost, and what a patron owes. Integer minor units throughout.

Nothing here is stored: a loan keeps when it was due and when it came back, the terms that policy fixed when it was
lent, and the revision of the calendar; what follows from them is worked out at reading. A late event changes the
records, and with them the amounts; payments stay attached, for a fee's id is derived from its loan.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from deskapp.domain.calendar import Calendar, local, open_days, open_time
from deskapp.domain.records import Account, Loan, LoanEnd, Money
from deskapp.domain.rules import Library
from deskapp.domain.values import FeeId, FeeKind, FeeTerms, ItemState, LoanId

_SPACE = UUID("0a7f9c5b-3f3f-4d6a-8b6c-4a4f6a6f2f11")
_DAY, _HOUR = timedelta(days=1), timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Late:
    """How late a loan was in one span: from its due date until it came back, or was renewed, or stood still."""

    due: datetime
    until: datetime
    days: int  # started days by the wall clock of the branch
    closed_days: int  # of them, those on which the branch was closed
    units: int  # days or hours after closed time and grace
    charged: int  # the same, or intervals of so many of them
    per_unit: int
    amount: int


@dataclass(frozen=True, slots=True)
class Charge:
    """One fee as it stands: what it is for, and what is still to be paid of it."""

    id: FeeId
    kind: FeeKind
    amount: int
    currency: str
    at: datetime
    left: int = 0
    note: str = ""
    loan: LoanId | None = None
    item: UUID | None = None
    waived: int = 0


def overdue_fee_id(loan: LoanId) -> FeeId:
    """The one overdue fee of a loan: derived from the loan, so that payments stay attached to it."""
    return FeeId(uuid5(_SPACE, str(loan)))


def loan_fee_id(loan: LoanId, kind: FeeKind) -> FeeId:
    """The fee of a kind that a loan brings; there is at most one of each."""
    return overdue_fee_id(loan) if kind is FeeKind.OVERDUE else FeeId(uuid5(_SPACE, f"{loan}:{kind}"))


# --- how late ---------------------------------------------------------------------------------------


def late_days(calendar: Calendar, due: datetime, until: datetime, *, skips_closed: bool) -> tuple[int, int]:
    """Started days late by the wall clock of the calendar's zone; and of them, where they are not counted, those on
    which the branch was closed."""
    if until <= due:
        return 0, 0
    first, last = (local(calendar, moment).replace(tzinfo=None) for moment in (due, until))
    days = max(1, -((first - last) // _DAY))
    closed = days - open_days(calendar, first.date(), first.date() + timedelta(days)) if skips_closed else 0
    return days, closed


def late_spans(loan: Loan, until: datetime) -> list[tuple[datetime, datetime, int]]:
    """The times that the loan was late up to `until`, each with what a day of it costs."""
    per_day = loan.recall_per_day or loan.terms.per_day
    spans = [(s.due, s.until, loan.terms.per_day if s.per_day is None else s.per_day) for s in loan.late]
    found, covered = list[tuple[datetime, datetime, int]](), None
    for due, end, rate in (*spans, (loan.due, until, per_day)):
        begin, stop = max(due, covered or due), min(end, until)
        if stop > begin:
            found.append((begin, stop, rate))
            covered = stop
    return found


def lateness(loan: Loan, calendar: Calendar, until: datetime) -> list[Late]:
    """Each span of being late, with what it comes to before caps."""
    return [_late(loan.terms, calendar, due, end, rate) for due, end, rate in late_spans(loan, until)]


def _late(terms: FeeTerms, calendar: Calendar, due: datetime, until: datetime, per_day: int) -> Late:
    days, closed = late_days(calendar, due, until, skips_closed=terms.skips_closed)
    if terms.per_hour:
        units, rate = _hours(terms, calendar, due, until), terms.per_hour
    else:
        units, rate = _beyond(days - closed, terms.grace_days, terms.after_grace), per_day
        units = 0 if until - due <= timedelta(minutes=terms.grace_minutes) else units
    charged = _intervals(units, terms)
    return Late(due, until, days, closed, units, charged, rate, charged * rate)


def _intervals(units: int, terms: FeeTerms) -> int:
    """How many intervals are charged: those begun, or the whole ones alone."""
    every = max(1, terms.every)
    return units // every if terms.whole_only else -(-units // every)


def _hours(terms: FeeTerms, calendar: Calendar, due: datetime, until: datetime) -> int:
    """Started hours late."""
    late = open_time(calendar, due, until) if terms.skips_closed else until - due
    grace = timedelta(days=terms.grace_days, minutes=terms.grace_minutes)
    if late <= grace:
        return 0
    counted = late - grace if terms.after_grace else late
    return counted // _HOUR if terms.whole_only else -(-counted // _HOUR)


def _beyond(units: int, grace: int, after_grace: bool) -> int:
    if units <= grace:
        return 0
    return units - grace if after_grace else units


def overdue_fee(loan: Loan, calendar: Calendar, until: datetime) -> int:
    """The overdue fee up to a moment: all spans together, none after an amnesty, at most the loan's cap."""
    if loan.amnesty or loan.end in (LoanEnd.UNDONE, LoanEnd.SUPERSEDED):
        return 0
    fee = sum(late.amount for late in lateness(loan, calendar, until))
    return min(fee, loan.terms.cap) if loan.terms.cap else fee


def fee_until(loan: Loan, now: datetime) -> datetime | None:
    """Up to when the overdue fee runs: the return, or the moment when the loan stood still; None: it costs nothing."""
    if loan.stopped is None:
        return loan.closed or now
    if loan.closed is not None and loan.closed <= loan.stopped:
        return loan.closed
    if loan.bill is not None and loan.stop is ItemState.LOST:
        if loan.closed is not None and loan.end is LoanEnd.RETURNED and loan.bill.found_charges_fee:
            return loan.closed
        return loan.stopped if loan.bill.keeps_fee else None
    return loan.stopped


def accrued(loan: Loan, calendar: Calendar, now: datetime) -> int:
    """The overdue fee as it stands now, of a loan that is out or ended."""
    until = fee_until(loan, now)
    return 0 if until is None else overdue_fee(loan, calendar, until)


# --- what a loan charges ------------------------------------------------------------------------------


def may_owe(loan: Loan) -> bool:
    """Whether an ended loan can still matter to an account: it cost something, or brought a suspension."""
    if loan.end is LoanEnd.UNDONE:
        return False
    was_late = bool(loan.late) or (loan.closed is not None and loan.closed > loan.due)
    terms = loan.terms
    by_time = bool(terms.per_day or terms.per_hour or loan.recall_per_day or terms.suspension) and not loan.amnesty
    superseded = loan.end is LoanEnd.SUPERSEDED
    return loan.rental > 0 or loan.bill is not None or (was_late and by_time and not superseded)


def billed(loan: Loan) -> tuple[int, int]:
    """Replacement and processing that a lost item costs, after what is given back when it was found."""
    bill = loan.bill
    if bill is None or loan.end is LoanEnd.UNDONE or loan.stop is not ItemState.LOST:
        return 0, 0
    found = loan.closed is not None and loan.end in (LoanEnd.RETURNED, LoanEnd.SUPERSEDED)
    in_time = bill.refund_until is None or (loan.closed is not None and loan.closed <= bill.refund_until)
    if not found or not in_time or bill.refund == "none":
        return bill.replacement, bill.processing
    match bill.refund:
        case "replacement":
            return 0, bill.processing
        case "part":
            return bill.replacement - bill.replacement * bill.refund_percent // 100, bill.processing
        case _:
            return 0, 0


def loan_charges(loan: Loan, calendar: Calendar) -> list[Charge]:
    """What a loan has cost so far. While it is out, of the overdue fee only what renewals have closed is charged."""
    if loan.end is LoanEnd.UNDONE:
        return []
    replacement, processing = billed(loan)
    ended = loan.closed or loan.stopped
    amounts = [(FeeKind.RENTAL, loan.rental, loan.out)]
    if ended is not None:
        amounts.append((FeeKind.OVERDUE, accrued(loan, calendar, ended), ended))
    elif loan.late:
        renewed = loan.late[-1].until
        amounts.append((FeeKind.OVERDUE, overdue_fee(loan, calendar, renewed), renewed))
    if loan.stopped is not None:
        amounts += [(FeeKind.REPLACEMENT, replacement, loan.stopped), (FeeKind.PROCESSING, processing, loan.stopped)]
    currency = loan.terms.currency
    return [
        Charge(loan_fee_id(loan.id, kind), kind, amount, currency, at, amount, loan=loan.id, item=loan.item)
        for kind, amount, at in amounts
        if amount > 0
    ]


# --- what a patron owes -------------------------------------------------------------------------------


def charges(account: Account, loans: Iterable[Loan], library: Library) -> list[Charge]:
    """Every fee of a patron, oldest first, with what is left to pay of it.

    A waiver takes off at most what the fee is now; what was paid beyond it is credit. Where policy caps what overdue
    fees may come to that are unpaid at one time, what a fee would add beyond the cap is not charged.
    """
    found = [
        Charge(f.id, f.kind, f.amount, f.currency, f.at, f.amount, f.note, item=f.item)
        for f in account.fees
        if not f.reversed
    ]
    caps: dict[FeeId, int | None] = {}
    for loan in loans:
        for charge in loan_charges(loan, library.calendar_of(loan.terms.calendar, loan.branch)):
            found.append(charge)
            caps[charge.id] = loan.terms.account_cap if charge.kind is FeeKind.OVERDUE else None
    found.sort(key=lambda c: (c.at, c.id.bytes))
    return _credited([_with_left(c, account) for c in _capped(found, caps, account)], account)


def _credited(found: list[Charge], account: Account) -> list[Charge]:
    """What was paid beyond the fees it was for, and what was granted, goes to the oldest fees that are left."""
    credit: defaultdict[str, int] = defaultdict(int)
    for payment in account.payments:
        credit[payment.currency] += payment.credit if payment.kind is not Money.WAIVER else 0
    for charge in found:
        credit[charge.currency] -= charge.amount - charge.waived - charge.left
    settled = []
    for charge in found:
        part = min(charge.left, max(0, credit[charge.currency]))
        credit[charge.currency] -= part
        settled.append(replace(charge, left=charge.left - part) if part else charge)
    return settled + [_given_back(account, currency, -less) for currency, less in sorted(credit.items()) if less < 0]


def _given_back(account: Account, currency: str, amount: int) -> Charge:
    """What was given back out of a credit that was declared void since, or that another desk had given back too."""
    last = max(p.at for p in account.payments if p.currency == currency)
    id = FeeId(uuid5(_SPACE, f"{account.id}:{FeeKind.GIVEN_BACK}:{currency}"))
    return _with_left(Charge(id, FeeKind.GIVEN_BACK, amount, currency, last, amount), account, counts_paid=False)


def _capped(found: Sequence[Charge], caps: dict[FeeId, int | None], account: Account) -> list[Charge]:
    if all(cap is None for cap in caps.values()):
        return list(found)
    kept, standing = list[Charge](), dict[FeeId, int]()
    for charge in found:
        cap = caps.get(charge.id)
        if charge.id in caps and charge.kind is FeeKind.OVERDUE:
            if cap is not None:
                unpaid = sum(max(0, a - _settled(account, id, charge.at)) for id, a in standing.items())
                charge = replace(charge, amount=min(charge.amount, max(0, cap - unpaid)))
            standing[charge.id] = charge.amount
        kept.append(charge)
    return kept


def _settled(account: Account, fee: FeeId, at: datetime) -> int:
    """What was paid or waived of a fee by a moment."""
    return sum(a for p in account.payments if not p.voided and p.at <= at for f, a in p.parts if f == fee)


def _with_left(charge: Charge, account: Account, *, counts_paid: bool = True) -> Charge:
    waived = _parts(account, charge.id, waivers=True)
    paid = _parts(account, charge.id, waivers=False) if counts_paid else 0
    waived = min(waived, charge.amount)
    return replace(charge, waived=waived, left=max(0, charge.amount - waived - paid))


def _parts(account: Account, fee: FeeId, *, waivers: bool) -> int:
    counted = (p for p in account.payments if not p.voided and (p.kind is Money.WAIVER) == waivers)
    return sum(a for p in counted for f, a in p.parts if f == fee)


def owes(account: Account, loans: Iterable[Loan], library: Library, currency: str = "") -> int:
    """The balance in one currency (none named: the library's), in minor units; negative is a credit. Money received
    never vanishes: it becomes credit."""
    return balance(charges(account, loans, library), account, currency or library.currency)


def balance(found: Iterable[Charge], account: Account, currency: str) -> int:
    """What the charges in a currency come to, less what was paid and credited in it."""
    fees = sum(c.amount - c.waived for c in found if c.currency == currency and c.kind is not FeeKind.GIVEN_BACK)
    fees -= sum(c.waived for c in found if c.currency == currency and c.kind is FeeKind.GIVEN_BACK)
    moved = (p for p in account.payments if p.kind is not Money.WAIVER and p.currency == currency)
    return fees - sum(p.credit for p in moved)


def paid_before(account: Account) -> dict[FeeId, int]:
    """What has been paid of each fee so far."""
    paid: defaultdict[FeeId, int] = defaultdict(int)
    for payment in account.payments:
        if not payment.voided and payment.kind is Money.PAYMENT:
            for fee, amount in payment.parts:
                paid[fee] += amount
    return dict(paid)
