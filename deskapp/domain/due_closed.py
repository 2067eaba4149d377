"""A due date that falls on a closed time: it is moved as the policy says, and back below its ceiling."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from deskapp.domain.calendar import (
    LOOK_AHEAD,
    Calendar,
    at_time,
    closing,
    closings,
    end_of,
    is_open,
    last_closing,
    local,
    next_open_day,
    next_opening,
    previous_open_day,
    today,
)
from deskapp.domain.due_draft import Ceiling, Draft, cut, falls_open, written
from deskapp.domain.due_moment import at_due_time, is_open_or_closing
from deskapp.domain.due_reason import Due, Reason, Why, closed_day, days_passed, minute
from deskapp.domain.policy import Closed, Terms

DAYS_TRIED = 14  # open days on which the same hour is looked for


def settled(draft: Draft, ceiling: Ceiling | None, terms: Terms, calendar: Calendar, now: datetime) -> Due:
    """A due date on a closed time, moved as the policy says; back below the ceiling if that went past it."""
    here = today(calendar, draft.at)
    if terms.closed is Closed.KEEP:
        return _kept(draft, "policy", calendar)
    moved = _moved_day(draft, terms, calendar) if draft.whole_days else _moved(draft, terms, calendar)
    if moved is None:
        return _kept(draft, "never_open", calendar)
    at, rule = moved
    because = {} if rule is terms.closed else {"because": "too_early"}
    if ceiling is not None and at > ceiling.at:
        if ceiling.reason not in draft.reasons:
            draft = replace(draft, reasons=(*draft.reasons, ceiling.reason))
        back = _below(draft, ceiling, terms, calendar)
        if back is None or back <= now:
            top = replace(draft, at=cut(draft, ceiling, terms, calendar, now))
            return _kept(top, ceiling.reason.code, calendar)
        at, rule, because = back, Closed.END_OF_PREVIOUS_OPEN_DAY, {"because": ceiling.reason.code.value}
    steps = days_passed(calendar, here, today(calendar, at))
    if not draft.whole_days and at in closings(calendar, today(calendar, at)):
        steps = (*steps, Reason.of(Why.CLOSING, date=minute(at, calendar)))
    moved_to = Reason.of(Why.MOVED, rule=rule, date=written(draft, at, calendar), **because)
    return Due(at, (*draft.reasons, *steps, moved_to))


def _kept(draft: Draft, why: str, calendar: Calendar) -> Due:
    closed = () if falls_open(draft, draft.at, calendar) else (closed_day(calendar, today(calendar, draft.at)),)
    return Due(
        draft.at, (*draft.reasons, *closed, Reason.of(Why.KEPT, why=why, date=written(draft, draft.at, calendar)))
    )


def _moved_day(draft: Draft, terms: Terms, calendar: Calendar) -> tuple[datetime, Closed] | None:
    """Where a loan in days goes from a closed day, and by which rule. A previous open day whose end has passed gives
    way to the next."""
    day, rule = today(calendar, draft.at), terms.closed
    if rule is Closed.NEXT_OPENING:
        opening = next_opening(calendar, end_of(day, calendar))
        return None if opening is None else (opening, rule)
    if rule is Closed.END_OF_PREVIOUS_OPEN_DAY:
        before = previous_open_day(calendar, day)
        if before is not None and at_due_time(before, terms, calendar) > draft.floor:
            return at_due_time(before, terms, calendar), rule
        rule = Closed.END_OF_NEXT_OPEN_DAY
    if rule is Closed.NEXT_SAME_WEEKDAY:
        same = _same_weekday(day, calendar)
        return None if same is None else (at_due_time(same, terms, calendar), rule)
    after = next_open_day(calendar, day)
    return None if after is None else (at_due_time(after, terms, calendar), rule)


def _moved(draft: Draft, terms: Terms, calendar: Calendar) -> tuple[datetime, Closed] | None:
    """Where a loan by the clock goes from a closed moment, and by which rule. The day's own closing, if it is still to
    come, is that of the next open day; a previous closing that is not after now gives way to the next."""
    rule = terms.closed
    opening = next_opening(calendar, draft.at)
    if rule is Closed.END_OF_PREVIOUS_OPEN_DAY:
        before = last_closing(calendar, draft.at)
        if before is not None and before > draft.floor:
            return before, rule
        rule = Closed.END_OF_NEXT_OPEN_DAY
    if opening is None:
        return None
    if rule is Closed.NEXT_OPENING:
        return opening, rule
    if rule is Closed.NEXT_SAME_WEEKDAY:
        weekday = _same_weekday(today(calendar, draft.at), calendar)
        end = None if weekday is None else closing(calendar, weekday)
        return (end, rule) if end is not None else (opening, rule)
    same = _same_hour(draft.at, calendar) if rule is Closed.SAME_HOUR_NEXT_OPEN_DAY else None
    return same or closing(calendar, today(calendar, opening)) or opening, rule


def _same_weekday(day: date, calendar: Calendar) -> date | None:
    """The first such weekday after a day that is open; any next open day for a weekday that is never open."""
    later = (day + timedelta(weeks=n) for n in range(1, LOOK_AHEAD // 7))
    return next((d for d in later if is_open(calendar, d)), None) or next_open_day(calendar, day)


def _same_hour(at: datetime, calendar: Calendar) -> datetime | None:
    """The same wall time on the first later day when the branch is open at it, among the next 14 open days; failing
    that the closing of the first of these."""
    there = local(calendar, at)
    day = next_open_day(calendar, there.date())
    fallback = None if day is None else closing(calendar, day)
    for _ in range(DAYS_TRIED):
        if day is None:
            break
        then = at_time(day, there.time(), calendar)
        if is_open_or_closing(then, calendar):
            return then
        day = next_open_day(calendar, day)
    return fallback


def _below(draft: Draft, ceiling: Ceiling, terms: Terms, calendar: Calendar) -> datetime | None:
    """The last end of an open day, or closing for a loan by the clock, that is not after the ceiling."""
    if not draft.whole_days:
        return last_closing(calendar, ceiling.at)
    day = ceiling.day if is_open(calendar, ceiling.day) else previous_open_day(calendar, ceiling.day)
    return None if day is None else at_due_time(day, terms, calendar)
