"""What a loan costs and why: each time that it was late, units by rate, grace, caps, the bill, and what was paid."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

from deskapp.domain.calendar import Calendar, is_open, open_time, today, why_closed
from deskapp.domain.due_reason import DAYS_NAMED
from deskapp.domain.explain_due import FEE_TERMS, kept_lines, kept_value, lent, revision
from deskapp.domain.fee import Charge, Late, accrued, charges, fee_until, lateness
from deskapp.domain.records import Account, Loan, LoanEnd, Money
from deskapp.domain.rules import Library
from deskapp.domain.told import About, Explanation, Line, Told, at_branch, tell
from deskapp.domain.values import FeeId, FeeKind, ItemState

_MINUTE = timedelta(minutes=1)


def explain_fee(
    loan: Loan, library: Library, account: Account, now: datetime, others: Iterable[Loan] = ()
) -> Explanation:
    """All that the loan costs, in minor units; of one still out, what it would cost if it came back now.

    `others` are the patron's other loans: where overdue fees are capped together, the cap depends on them.
    """
    calendar = library.calendar_of(loan.terms.calendar, loan.branch)
    ended = as_ended(loan, now)
    all_loans = (*(other for other in others if other.id != loan.id), ended)
    found = [c for c in charges(account, all_loans, library) if c.loan == loan.id]
    lines = [
        *lent(loan, library, calendar),
        *(line for line in kept_lines(loan, library) if line.fact("term") in FEE_TERMS),
        revision(loan.decided.revision, loan.terms.calendar),
        tell(Told.WAS_DUE, at=at_branch(calendar, loan.due)),
        *cost(ended, found, calendar, library, Told.RETURNED if ended is loan else Told.AS_OF),
        *settled(found, account, loan.terms.currency),
    ]
    return Explanation(About.FEE, str(sum(c.amount for c in found)), tuple(lines))


def explain_charge(charge: Charge, library: Library, account: Account, branch: str = "") -> Explanation:
    """A fee that no loan brought, in minor units: what for and when, and what was paid of it."""
    at = at_branch(library.calendar(branch), charge.at)
    facts = {"kind": charge.kind, "amount": charge.amount, "currency": charge.currency, "note": charge.note}
    lines = [tell(Told.CHARGED, at=at, **facts), *settled([charge], account, charge.currency)]
    return Explanation(About.FEE, str(charge.amount), tuple(lines))


def as_ended(loan: Loan, now: datetime) -> Loan:
    """The loan as it would be if it came back now; itself when it has ended, or stands still."""
    if loan.closed is not None or loan.stopped is not None:
        return loan
    return replace(loan, closed=max(now, loan.out), end=LoanEnd.RETURNED)


def cost(
    loan: Loan, found: Iterable[Charge], calendar: Calendar, library: Library, came_back: Told = Told.RETURNED
) -> Iterator[Line]:
    """What an ended loan costs, line by line; `found` are its charges as they are in the account, `came_back` the code
    that says when it ended."""
    amounts, currency = {c.kind: c.amount for c in found}, loan.terms.currency
    if loan.stopped is not None:
        yield tell(Told.STOPPED, at=at_branch(calendar, loan.stopped), state=loan.stop)
    if loan.closed is not None and loan.end in (LoanEnd.RETURNED, LoanEnd.WRITTEN_OFF):
        yield tell(came_back, at=at_branch(calendar, loan.closed))
    if loan.rental and loan.end is not LoanEnd.UNDONE:
        yield tell(Told.RENTAL, amount=loan.rental, currency=currency)
    yield from _overdue(loan, calendar, library)
    gross, net = accrued(loan, calendar, loan.closed or loan.stopped or loan.due), amounts.get(FeeKind.OVERDUE, 0)
    if net < gross:
        yield tell(Told.ACCOUNT_CAP, cap=loan.terms.account_cap, amount=net, currency=currency)
    if gross:
        yield tell(Told.OVERDUE, amount=net, currency=currency)
    yield from _bill(loan, amounts, calendar)


def settled(found: Iterable[Charge], account: Account, currency: str) -> Iterator[Line]:
    """What these charges come to, and what of it was waived, paid, and is left."""
    found = list(found)
    amount, waived, left = sum(c.amount for c in found), sum(c.waived for c in found), sum(c.left for c in found)
    paid = sum(_paid(account, c.id) for c in found)
    over = paid + left - (amount - waived)
    yield tell(Told.SUM, amount=amount, currency=currency)
    for code, part in ((Told.WAIVED, waived), (Told.PAID, paid), (Told.OVERPAID, over), (Told.CREDITED, -over)):
        if part > 0:
            yield tell(code, amount=part, currency=currency)
    yield tell(Told.LEFT, amount=left, currency=currency)


def _paid(account: Account, fee: FeeId) -> int:
    counted = (p for p in account.payments if not p.voided and p.kind is not Money.WAIVER)
    return sum(amount for p in counted for id, amount in p.parts if id == fee)


# Being late


def _overdue(loan: Loan, calendar: Calendar, library: Library) -> Iterator[Line]:
    """Each span that was late, with what it comes to; then what is taken off all of them together."""
    until = fee_until(loan, loan.closed or loan.out)
    if loan.end in (LoanEnd.UNDONE, LoanEnd.SUPERSEDED):
        yield tell(Told.NO_FEE, end=loan.end)
        return
    if until is None:
        yield tell(Told.FEE_DROPPED)
        return
    found = lateness(loan, calendar, until)
    if not found:
        yield tell(Told.NOT_LATE, due=at_branch(calendar, loan.due), until=at_branch(calendar, until))
    for late in found:
        yield from _span(loan, late, calendar)
    amount, cap, currency = sum(late.amount for late in found), loan.terms.cap, loan.terms.currency
    if len(found) > 1:
        yield tell(Told.SPANS, amount=amount, currency=currency)
    if loan.amnesty and found:
        yield tell(Told.AMNESTY)
    elif cap and amount > cap:
        yield tell(
            Told.PRICE_CAP if _is_price(cap, loan, library) else Told.CAP, cap=cap, amount=cap, currency=currency
        )


def _is_price(cap: int, loan: Loan, library: Library) -> bool:
    """Whether the loan's cap is not the one of the table: then it is the item's price, which is lower."""
    said = kept_value(loan, library, "fee_cap")
    return said in ("none", "0") or (said is not None and said.isdigit() and cap < int(said))


def _span(loan: Loan, late: Late, calendar: Calendar) -> Iterator[Line]:
    """From the due date to the return, or to the renewal: days or hours, those not counted, grace, units by rate."""
    terms, currency = loan.terms, loan.terms.currency
    minutes = -((late.due - late.until) // _MINUTE)
    due, until = at_branch(calendar, late.due), at_branch(calendar, late.until)
    by_hour = {"minutes": minutes} if terms.per_hour else {"days": late.days}
    yield tell(Told.LATE_SPAN, due=due, until=until, **by_hour)
    counted = late.days - late.closed_days
    if terms.per_hour and terms.skips_closed:
        closed = (late.until - late.due) - open_time(calendar, late.due, late.until)
        if closed:
            yield tell(Told.CLOSED_TIME_NOT_COUNTED, minutes=closed // _MINUTE)
    elif late.closed_days:
        yield from closed_days(calendar, late.due, late.until)
        yield tell(Told.CLOSED_DAYS_NOT_COUNTED, days=late.closed_days, left=counted)
    yield from _grace(loan, late, counted)
    if not late.per_unit:
        yield tell(Told.NO_RATE)
        return
    if not terms.per_hour and late.per_unit != terms.per_day:
        yield tell(Told.RECALL_RATE, rate=late.per_unit, currency=currency)
    unit = "hour" if terms.per_hour else "day"
    if terms.every > 1 or terms.whole_only:
        how = {"units": late.units, "every": terms.every, "groups": late.charged, "unit": unit}
        yield tell(Told.INTERVALS, **how, kind=f"{unit}:{'whole' if terms.whole_only else 'begun'}")
        unit = "interval"
    yield tell(Told.RATE, units=late.charged, unit=unit, rate=late.per_unit, amount=late.amount, currency=currency)


def _grace(loan: Loan, late: Late, counted: int) -> Iterator[Line]:
    """What the grace did: all was within it, the first part was deducted, or past it everything counts."""
    terms = loan.terms
    days, minutes = terms.grace_days, terms.grace_minutes
    if not (days or minutes) or not late.per_unit:
        return
    if late.units == 0:
        effect = "within" if counted or terms.per_hour else ""
    elif terms.after_grace and (days or terms.per_hour):
        effect = "deducted"
    else:
        effect = "passed"
    if effect:
        minutes = 0 if effect == "deducted" and not terms.per_hour else minutes
        yield tell(Told.GRACE, days=days, minutes=minutes, effect=effect)


def closed_days(calendar: Calendar, due: datetime, until: datetime) -> Iterator[Line]:
    """The days on which the branch was closed, after the due date and up to the end; 14 at most."""
    first, last = today(calendar, due).toordinal() + 1, today(calendar, until).toordinal()
    shut = (day for day in map(date.fromordinal, range(first, last + 1)) if not is_open(calendar, day))
    for _, day in zip(range(DAYS_NAMED), shut, strict=False):
        why = why_closed(calendar, day)
        if why is not None:
            yield tell(Told.CLOSED_DAY, date=day, weekday=day.weekday(), why=why.code, name=why.name)


# A lost item


def _bill(loan: Loan, amounts: dict[FeeKind, int], calendar: Calendar) -> Iterator[Line]:
    """What a lost item is billed, and what of it is given back when it was found."""
    bill = loan.bill
    if bill is None or loan.end is LoanEnd.UNDONE or loan.stop is not ItemState.LOST:
        return
    currency = loan.terms.currency
    for code, amount in ((Told.REPLACEMENT, bill.replacement), (Told.PROCESSING, bill.processing)):
        if amount:
            yield tell(code, amount=amount, currency=currency)
    if loan.closed is None or loan.end not in (LoanEnd.RETURNED, LoanEnd.SUPERSEDED):
        return
    stays = amounts.get(FeeKind.REPLACEMENT, 0) + amounts.get(FeeKind.PROCESSING, 0)
    back = bill.replacement + bill.processing - stays
    if bill.refund_until is not None and loan.closed > bill.refund_until:
        yield tell(Told.REFUND_TOO_LATE, until=at_branch(calendar, bill.refund_until))
    elif bill.refund == "none":
        yield tell(Told.NO_REFUND)
    else:
        yield tell(Told.REFUND, rule=bill.refund, percent=bill.refund_percent, amount=back, currency=currency)
