"""Days without borrowing that late returns bring (sanción, suspensión): worked out at reading from the loans.

Each late loan brings its own suspension, from the day after its return. Several add up, one after another, or run side
by side so that the longest holds, as each loan's terms say. A late event, or a return backdated, changes the loan and
with it the suspension.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from deskapp.domain.calendar import Calendar, is_open, today
from deskapp.domain.fee import late_days, late_spans
from deskapp.domain.records import Account, Loan, LoanEnd
from deskapp.domain.rules import Library
from deskapp.domain.values import LoanId, SuspensionTerms

_LOOK_AHEAD = 4000  # days; a branch closed for longer serves calendar days


@dataclass(frozen=True, slots=True)
class Suspension:
    """From `first` to `last`, both included, in the lending branch's days."""

    loan: LoanId
    first: date
    last: date
    days: int
    late: int  # counted days late
    price: int | None  # minor units for all of its days; None: cannot be exchanged
    lifted: bool = False


def suspended_days(loan: Loan, calendar: Calendar) -> tuple[int, int]:
    """The days of suspension that a loan brings, and the counted days late they come from."""
    terms = loan.terms.suspension
    ended = min((at for at in (loan.stopped, loan.closed) if at is not None), default=None)
    if terms is None or ended is None or loan.amnesty or loan.end in (LoanEnd.UNDONE, LoanEnd.SUPERSEDED):
        return 0, 0
    late = 0
    for due, until, _ in late_spans(loan, ended):
        days, closed = late_days(calendar, due, until, skips_closed=terms.skips_closed)
        late += days - closed
    if late <= terms.grace_days:
        return 0, late
    days = brought(terms, late)
    return (days if terms.cap_days is None else min(days, terms.cap_days)), late


def suspensions(loans: Iterable[Loan], account: Account, library: Library) -> list[Suspension]:
    """Every suspension that the loans brought, in the order of their returns; lifted ones stand aside."""
    lifted = {one.loan for one in account.lifted}
    found: list[Suspension] = []
    served_until = date.min
    for loan in sorted((x for x in loans if x.closed is not None), key=lambda x: (_returned(x), x.id.bytes)):
        calendar, terms = library.calendar_of(loan.terms.calendar, loan.branch), loan.terms.suspension
        days, late = suspended_days(loan, calendar)
        if terms is None or days <= 0:
            continue
        first = today(calendar, _returned(loan)) + timedelta(days=1)
        off = loan.id in lifted
        if terms.add_up and not off and served_until >= first:
            first = served_until + timedelta(days=1)
        last = _last_day(first, days, terms, calendar)
        price = None if terms.price_per_day is None else terms.price_per_day * days
        found.append(Suspension(loan.id, first, last, days, late, price, off))
        if not off:
            served_until = max(served_until, last)
    return found


def brought(terms: SuspensionTerms, late: int) -> int:
    """The days of suspension for so many days late, past the grace and before the cap."""
    counted, per = late - terms.grace_days * terms.after_grace, max(1, terms.per_days)
    return counted * terms.days // per if terms.whole_only else -(-counted // per) * terms.days


def _returned(loan: Loan) -> datetime:
    return loan.closed or loan.out


def _last_day(first: date, days: int, terms: SuspensionTerms, calendar: Calendar) -> date:
    """The last day; where only open days count as served, as many open days as there are to serve."""
    if not terms.serves_open:
        return first + timedelta(days=days - 1)
    day, left = first, days
    for _ in range(_LOOK_AHEAD):
        left -= is_open(calendar, day)
        if left <= 0:
            return day
        day += timedelta(days=1)
    return first + timedelta(days=days - 1)


def standing_suspensions(found: Iterable[Suspension], day: date) -> list[Suspension]:
    """Those that are not over yet. One that begins tomorrow already stands: the book came back late today."""
    return [s for s in found if not s.lifted and s.last >= day]
