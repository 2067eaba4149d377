"""When a loan is due, and why then: a moment reckoned in the branch's time zone, with each step that led to it.

A loan in days, weeks or months ends with a day, at the policy's `due_at`; one in minutes or hours ends at a moment. The
period (or fixed term) gives a date, hard due dates and ceilings bound it, and what falls on a closed time is moved.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from deskapp.domain.calendar import Calendar, closing, end_of, next_open_day, today
from deskapp.domain.due_closed import settled
from deskapp.domain.due_draft import Ceiling, Draft, cut, falls_open
from deskapp.domain.due_moment import at_due_time, end_after, later, length, open_later
from deskapp.domain.due_reason import Due, Reason, Why, days_passed, minute
from deskapp.domain.period import Period, Unit
from deskapp.domain.policy import Closed, HardDue, Terms, Use


@dataclass(frozen=True, slots=True)
class TermSpan:
    """What is lent from `first` to `last`, both included, is due on `due`."""

    first: date
    last: date
    due: date


@dataclass(frozen=True, slots=True)
class FixedTerm:
    name: str
    spans: tuple[TermSpan, ...]


def due_date(
    terms: Terms,
    calendar: Calendar,
    now: datetime,
    *,
    expires: date | None = None,
    fixed_terms: Sequence[FixedTerm] = (),
    requested: bool = False,
    start: datetime | None = None,
    period: Period | None = None,
    out: datetime | None = None,
) -> Due:
    """When an item handed out or renewed now is due.

    `period` goes before the policy's own, `start` is what a renewal counts from (now if it would be over already),
    `out` is the check-out that the longest loan counts from, `expires` the card's last day. The date is after now,
    unless a ceiling or an exact hard due date has passed already: then it is that one, and there is no time left.
    """
    if terms.use is Use.IN_HOUSE:
        return _on_site(calendar, now)
    draft = _counted(terms, calendar, now, fixed_terms, requested, start, period)
    draft = _with_hard_due(draft, terms, calendar, now)
    ceiling = _ceiling(draft, terms, calendar, expires, out)
    if ceiling is not None and draft.at > ceiling.at:
        draft = replace(draft, at=cut(draft, ceiling, terms, calendar, now), reasons=(*draft.reasons, ceiling.reason))
    if draft.at <= now or falls_open(draft, draft.at, calendar):
        return Due(draft.at, draft.reasons)
    return settled(draft, ceiling, terms, calendar, now)


def typed(day: date, calendar: Calendar, terms: Terms) -> Due:
    """A day that staff typed, at the policy's time of day, open or not."""
    return Due(at_due_time(day, terms, calendar), (Reason.of(Why.TYPED, date=day),))


def shelf_until(calendar: Calendar, now: datetime, days: int) -> Due:
    """Until when a copy waits on the pickup shelf: the end of the `days`-th day, or of the next open one."""
    return due_date(Terms(loan=Period(days), closed=Closed.END_OF_NEXT_OPEN_DAY), calendar, now)


# The date as the policy has it


def _on_site(calendar: Calendar, now: datetime) -> Due:
    """Back before the branch closes: today, or if that is past on the next open day."""
    here = today(calendar, now)
    then = closing(calendar, here)
    if then is not None and then > now:
        return Due(then, (Reason.of(Why.ON_SITE, date=here), Reason.of(Why.CLOSING, date=minute(then, calendar))))
    following = next_open_day(calendar, here)
    if following is None:
        end = end_after(here, now, calendar)
        kept = Reason.of(Why.KEPT, why="never_open", date=today(calendar, end))
        return Due(end, (Reason.of(Why.ON_SITE, date=here), kept))
    then = closing(calendar, following) or end_of(following, calendar)
    passed = days_passed(calendar, here, following)
    return Due(then, (Reason.of(Why.ON_SITE, date=here), *passed, Reason.of(Why.CLOSING, date=minute(then, calendar))))


def _counted(
    terms: Terms,
    calendar: Calendar,
    now: datetime,
    fixed_terms: Sequence[FixedTerm],
    requested: bool,
    start: datetime | None,
    period: Period | None,
) -> Draft:
    """The end of the fixed term if one is on, else of the period; what is shortened for a request stays shorter."""
    draft = _after(period or terms.loan, start or now, terms, calendar, now)
    shorter = terms.loan_if_requested if requested and period is None else None
    if shorter is not None:
        short = _after(shorter, start or now, terms, calendar, now)
        if short.at < draft.at:
            draft = replace(short, reasons=(Reason.of(Why.SHORTER_REQUESTED, period=shorter), *short.reasons))
        else:
            shorter = None
    fixed = _fixed(terms, calendar, now, fixed_terms)
    return draft if fixed is None or (shorter is not None and draft.at <= fixed.at) else fixed


def _after(period: Period, start: datetime, terms: Terms, calendar: Calendar, now: datetime) -> Draft:
    """The end of a period: exact hours and minutes, or a day of the local calendar at its time of day. One that would
    be over counts from now; a day whose time of day is past is the next."""
    since = today(calendar, start)
    if terms.loan_skips_closed and period.unit is not Unit.MONTHS:
        day, at = open_later(period, start, since, terms, calendar)
    else:
        day = since if period.by_the_clock else later(since, period)
        at = start.astimezone(UTC) + length(period) if period.by_the_clock else at_due_time(day, terms, calendar)
    if at <= now and start < now:
        return _after(period, now, terms, calendar, now)
    if period.by_the_clock:
        facts = (("period", str(period)), ("from", minute(start, calendar)), ("date", minute(at, calendar)))
        return Draft(at, now, False, (Reason(Why.PERIOD, facts),))
    if at <= now:
        day += timedelta(1)
    facts = (("period", str(period)), ("from", str(since)), ("date", str(day)))
    return Draft(at_due_time(day, terms, calendar), now, True, (Reason(Why.PERIOD, facts),))


def _fixed(terms: Terms, calendar: Calendar, now: datetime, fixed_terms: Sequence[FixedTerm]) -> Draft | None:
    """The end of the span of the policy's fixed term that today is in, unless it has passed."""
    here = today(calendar, now)
    named = (term for term in fixed_terms if term.name and term.name == terms.fixed_term)
    for span in (span for term in named for span in term.spans if span.first <= here <= span.last):
        at = at_due_time(span.due, terms, calendar)
        if at > now:
            reason = Reason.of(Why.FIXED_TERM, name=terms.fixed_term, first=span.first, last=span.last, date=span.due)
            return Draft(at, now, True, (reason,))
    return None


def _with_hard_due(draft: Draft, terms: Terms, calendar: Calendar, now: datetime) -> Draft:
    """An exact hard due date replaces what was counted, an earliest one raises it; the latest one is a ceiling."""
    if terms.hard_due is None or terms.hard_due_is is HardDue.LATEST:
        return draft
    at = at_due_time(terms.hard_due, terms, calendar)
    floor = max(draft.floor, end_of(today(calendar, now), calendar))
    if terms.hard_due_is is HardDue.EARLIEST:
        floor = max(floor, at - timedelta.resolution)
        if at <= draft.at:
            return replace(draft, floor=max(draft.floor, at - timedelta.resolution))
    reason = Reason.of(Why.HARD_DUE, rule=terms.hard_due_is, date=terms.hard_due)
    return replace(draft, at=at, floor=floor, whole_days=True, reasons=(*draft.reasons, reason))


def _ceiling(
    draft: Draft, terms: Terms, calendar: Calendar, expires: date | None, out: datetime | None
) -> Ceiling | None:
    """The lowest of the ceilings: the latest hard due date, the end of the card's last day, that of the longest loan's
    last day."""
    found: list[Ceiling] = []
    if terms.hard_due is not None and terms.hard_due_is is HardDue.LATEST:
        reason = Reason.of(Why.HARD_DUE, rule=terms.hard_due_is, date=terms.hard_due)
        found.append(Ceiling(at_due_time(terms.hard_due, terms, calendar), terms.hard_due, reason))
    if terms.within_expiry and expires is not None:
        found.append(Ceiling(end_of(expires, calendar), expires, Reason.of(Why.EXPIRY, date=expires)))
    if terms.longest_loan_days is not None and out is not None:
        last = later(today(calendar, out), Period(terms.longest_loan_days))
        reason = Reason.of(Why.LONGEST, days=terms.longest_loan_days, date=last)
        found.append(Ceiling(end_of(last, calendar), last, reason))
    return min(found, key=lambda ceiling: ceiling.at, default=None)
