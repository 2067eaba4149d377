"""Why a patron may not borrow for some days: the late loans, the days they brought, from when to when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from deskapp.domain.block import Standing
from deskapp.domain.calendar import Calendar, today
from deskapp.domain.explain_fee import closed_days
from deskapp.domain.fee import late_days, late_spans
from deskapp.domain.records import Loan
from deskapp.domain.suspension import Suspension, brought, standing_suspensions
from deskapp.domain.told import About, Explanation, Line, Told, at_branch, tell
from deskapp.domain.values import SuspensionTerms

_DAY = timedelta(days=1)


def explain_suspension(standing: Standing, now: datetime) -> Explanation:
    """The last day without borrowing, by the day at the patron's branch; empty when no suspension stands.

    Each suspension that is not over is told with its loan; one that was lifted too, with the reason.
    """
    library, found = standing.library, standing.suspensions
    day = today(library.calendar(standing.patron.fields.branch), now)
    loans = {loan.id: loan for loan in standing.ended_owing}
    lines: list[Line] = []
    for one in (s for s in found if s.last >= day):
        loan = loans[one.loan]
        calendar = library.calendar_of(loan.terms.calendar, loan.branch)
        lines += _one(one, loan, calendar, _lifted(standing, one, calendar))
    until = max((s.last for s in standing_suspensions(found, day)), default=None)
    if until is None:
        return Explanation(About.SUSPENSION, "", (*lines, tell(Told.NOT_SUSPENDED)))
    return Explanation(About.SUSPENSION, until.isoformat(), tuple(lines))


def _one(one: Suspension, loan: Loan, calendar: Calendar, lifted: list[Line]) -> Iterator[Line]:
    terms, ended = loan.terms.suspension, loan.stopped or loan.closed
    if terms is None or ended is None or loan.closed is None:
        return
    yield from late_for_suspension(loan, terms, calendar, ended)
    counted, per, days = one.late, max(1, terms.per_days), brought(terms, one.late)
    if terms.after_grace and terms.grace_days:
        counted -= terms.grace_days
        yield tell(Told.SUSPENSION_AFTER_GRACE, days=terms.grace_days, left=counted)
    facts = {"late": counted, "per_days": per, "groups": -(-counted // per), "each": terms.days}
    code = Told.SUSPENSION_PROPORTION if terms.whole_only and per > 1 else Told.SUSPENSION_DAYS
    yield tell(code, **facts, days=days)
    if one.days < days:
        yield tell(Told.SUSPENSION_CAP, days=one.days)
    if one.first == today(calendar, loan.closed) + _DAY:
        yield tell(Told.SUSPENSION_STARTS, date=one.first)
    else:
        yield tell(Told.SUSPENSION_STARTS_AFTER, date=one.first, after=one.first - _DAY)
    closed = (one.last - one.first).days + 1 - one.days
    if terms.serves_open and closed:
        yield tell(Told.SUSPENSION_SERVES_OPEN, closed=closed)
    if one.price is not None and not one.lifted:
        yield tell(Told.SUSPENSION_PRICE, price=one.price, currency=loan.terms.currency)
    yield tell(Told.SUSPENSION_ENDS, first=one.first, last=one.last, days=one.days)
    yield from lifted


def late_for_suspension(loan: Loan, terms: SuspensionTerms, calendar: Calendar, ended: datetime) -> Iterator[Line]:
    """The times that the loan was late, and the days that count for a suspension."""
    counted = 0
    for due, until, _ in late_spans(loan, ended):
        days, closed = late_days(calendar, due, until, skips_closed=terms.skips_closed)
        counted += days - closed
        yield tell(Told.LATE_SPAN, due=at_branch(calendar, due), until=at_branch(calendar, until), days=days)
        if closed:
            yield from closed_days(calendar, due, until)
            yield tell(Told.CLOSED_DAYS_NOT_COUNTED, days=closed, left=days - closed)
    yield tell(Told.SUSPENSION_LATE, days=counted, loan=loan.id, item=loan.item)
    if counted <= terms.grace_days:
        yield tell(Told.SUSPENSION_GRACE, late=counted, days=terms.grace_days)


def _lifted(standing: Standing, one: Suspension, calendar: Calendar) -> list[Line]:
    return [
        tell(Told.SUSPENSION_LIFTED, at=at_branch(calendar, lifted.at), reason=lifted.reason)
        for lifted in standing.account.lifted
        if one.lifted and lifted.loan == one.loan
    ]
