"""When a loan is due, and why then: a moment reckoned in the branch's time zone, with each step that led to it.

A loan in days, weeks or months ends with a day, at the policy's `due_at`; one in minutes or hours ends at a moment. The
period (or fixed term) gives a date, hard due dates and ceilings bound it, and what falls on a closed time is moved.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from deskapp.domain.calendar import (
    LAST_DAY,
    LOOK_AHEAD,
    Calendar,
    at_time,
    closing,
    closings,
    end_of,
    is_open,
    is_open_at,
    last_closing,
    local,
    next_open_day,
    next_opening,
    previous_open_day,
    spans,
    today,
    why_closed,
)
from deskapp.domain.period import Period, Unit
from deskapp.domain.policy import Closed, HardDue, Terms, Use

DAYS_NAMED = 14  # closed days that the reasons name, at most
DAYS_TRIED = 14  # open days on which the same hour is looked for


class Why(StrEnum):
    PERIOD = "period"  # period, from, date
    SHORTER_REQUESTED = "shorter_requested"  # period
    FIXED_TERM = "fixed_term"  # name, first, last, date
    HARD_DUE = "hard_due"  # rule, date
    EXPIRY = "expiry"  # date
    ON_SITE = "on_site"  # date
    CLOSED = "closed"  # date, weekday ("0" is Monday), why (a `ClosedBy`, or "hours" on an open day), name
    MOVED = "moved"  # rule (the one followed), date; because: "too_early", or the ceiling, if the policy's rule was not
    KEPT = "kept"  # why ("policy", "never_open", or the ceiling), date
    CLOSING = "closing"  # date: it is the branch's closing time
    TYPED = "typed"  # date
    LONGEST = "longest"  # days, date


@dataclass(frozen=True, slots=True)
class Reason:
    """One step towards a due date. A date is ISO and local; that of a loan by the clock has hours and minutes."""

    code: Why
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Due:
    """A due date in UTC and the steps that led to it, in their order."""

    at: datetime
    reasons: tuple[Reason, ...] = ()


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


@dataclass(frozen=True, slots=True)
class _Draft:
    """The due date so far. `whole_days`: it ends with a day. Moved to an earlier day, it stays after `floor`."""

    at: datetime
    floor: datetime
    whole_days: bool
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class _Ceiling:
    at: datetime
    day: date
    reason: Reason


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
        draft = replace(draft, at=_cut(draft, ceiling, terms, calendar, now), reasons=(*draft.reasons, ceiling.reason))
    if draft.at <= now or _is_open(draft, draft.at, calendar):
        return Due(draft.at, draft.reasons)
    return _settled(draft, ceiling, terms, calendar, now)


def typed(day: date, calendar: Calendar, terms: Terms) -> Due:
    """A day that staff typed, at the policy's time of day, open or not."""
    return Due(_at(day, terms, calendar), (_reason(Why.TYPED, date=day),))


def shelf_until(calendar: Calendar, now: datetime, days: int) -> Due:
    """Until when a copy waits on the pickup shelf: the end of the `days`-th day, or of the next open one."""
    return due_date(Terms(loan=Period(days), closed=Closed.END_OF_NEXT_OPEN_DAY), calendar, now)


# The date as the policy has it


def _on_site(calendar: Calendar, now: datetime) -> Due:
    """Back before the branch closes: today, or if that is past on the next open day."""
    here = today(calendar, now)
    then = closing(calendar, here)
    if then is not None and then > now:
        return Due(then, (_reason(Why.ON_SITE, date=here), _reason(Why.CLOSING, date=_minute(then, calendar))))
    following = next_open_day(calendar, here)
    if following is None:
        end = _end_after(here, now, calendar)
        kept = _reason(Why.KEPT, why="never_open", date=today(calendar, end))
        return Due(end, (_reason(Why.ON_SITE, date=here), kept))
    then = closing(calendar, following) or end_of(following, calendar)
    passed = _passed(calendar, here, following)
    return Due(then, (_reason(Why.ON_SITE, date=here), *passed, _reason(Why.CLOSING, date=_minute(then, calendar))))


def _counted(
    terms: Terms,
    calendar: Calendar,
    now: datetime,
    fixed_terms: Sequence[FixedTerm],
    requested: bool,
    start: datetime | None,
    period: Period | None,
) -> _Draft:
    """The end of the fixed term if one is on, else of the period; what is shortened for a request stays shorter."""
    draft = _after(period or terms.loan, start or now, terms, calendar, now)
    shorter = terms.loan_if_requested if requested and period is None else None
    if shorter is not None:
        short = _after(shorter, start or now, terms, calendar, now)
        if short.at < draft.at:
            draft = replace(short, reasons=(_reason(Why.SHORTER_REQUESTED, period=shorter), *short.reasons))
        else:
            shorter = None
    fixed = _fixed(terms, calendar, now, fixed_terms)
    return draft if fixed is None or (shorter is not None and draft.at <= fixed.at) else fixed


def _after(period: Period, start: datetime, terms: Terms, calendar: Calendar, now: datetime) -> _Draft:
    """The end of a period: exact hours and minutes, or a day of the local calendar at its time of day. One that would
    be over counts from now; a day whose time of day is past is the next."""
    since = today(calendar, start)
    if terms.loan_skips_closed and period.unit is not Unit.MONTHS:
        day, at = _open_later(period, start, since, terms, calendar)
    else:
        day = since if period.by_the_clock else _later(since, period)
        at = start.astimezone(UTC) + _length(period) if period.by_the_clock else _at(day, terms, calendar)
    if at <= now and start < now:
        return _after(period, now, terms, calendar, now)
    if period.by_the_clock:
        facts = (("period", str(period)), ("from", _minute(start, calendar)), ("date", _minute(at, calendar)))
        return _Draft(at, now, False, (Reason(Why.PERIOD, facts),))
    if at <= now:
        day += timedelta(1)
    facts = (("period", str(period)), ("from", str(since)), ("date", str(day)))
    return _Draft(_at(day, terms, calendar), now, True, (Reason(Why.PERIOD, facts),))


def _fixed(terms: Terms, calendar: Calendar, now: datetime, fixed_terms: Sequence[FixedTerm]) -> _Draft | None:
    """The end of the span of the policy's fixed term that today is in, unless it has passed."""
    here = today(calendar, now)
    named = (term for term in fixed_terms if term.name and term.name == terms.fixed_term)
    for span in (span for term in named for span in term.spans if span.first <= here <= span.last):
        at = _at(span.due, terms, calendar)
        if at > now:
            reason = _reason(Why.FIXED_TERM, name=terms.fixed_term, first=span.first, last=span.last, date=span.due)
            return _Draft(at, now, True, (reason,))
    return None


def _with_hard_due(draft: _Draft, terms: Terms, calendar: Calendar, now: datetime) -> _Draft:
    """An exact hard due date replaces what was counted, an earliest one raises it; the latest one is a ceiling."""
    if terms.hard_due is None or terms.hard_due_is is HardDue.LATEST:
        return draft
    at = _at(terms.hard_due, terms, calendar)
    floor = max(draft.floor, end_of(today(calendar, now), calendar))
    if terms.hard_due_is is HardDue.EARLIEST:
        floor = max(floor, at - timedelta.resolution)
        if at <= draft.at:
            return replace(draft, floor=max(draft.floor, at - timedelta.resolution))
    reason = _reason(Why.HARD_DUE, rule=terms.hard_due_is, date=terms.hard_due)
    return replace(draft, at=at, floor=floor, whole_days=True, reasons=(*draft.reasons, reason))


def _ceiling(
    draft: _Draft, terms: Terms, calendar: Calendar, expires: date | None, out: datetime | None
) -> _Ceiling | None:
    """The lowest of the ceilings: the latest hard due date, the end of the card's last day, that of the longest loan's
    last day."""
    found: list[_Ceiling] = []
    if terms.hard_due is not None and terms.hard_due_is is HardDue.LATEST:
        reason = _reason(Why.HARD_DUE, rule=terms.hard_due_is, date=terms.hard_due)
        found.append(_Ceiling(_at(terms.hard_due, terms, calendar), terms.hard_due, reason))
    if terms.within_expiry and expires is not None:
        found.append(_Ceiling(end_of(expires, calendar), expires, _reason(Why.EXPIRY, date=expires)))
    if terms.longest_loan_days is not None and out is not None:
        last = _later(today(calendar, out), Period(terms.longest_loan_days))
        reason = _reason(Why.LONGEST, days=terms.longest_loan_days, date=last)
        found.append(_Ceiling(end_of(last, calendar), last, reason))
    return min(found, key=lambda ceiling: ceiling.at, default=None)


def _cut(draft: _Draft, ceiling: _Ceiling, terms: Terms, calendar: Calendar, now: datetime) -> datetime:
    """The ceiling as a due date: that day's time of day for a loan in days, while it is not past."""
    then = _at(ceiling.day, terms, calendar)
    return then if draft.whole_days and now < then <= ceiling.at else ceiling.at


# Off the closed times


def _settled(draft: _Draft, ceiling: _Ceiling | None, terms: Terms, calendar: Calendar, now: datetime) -> Due:
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
            top = replace(draft, at=_cut(draft, ceiling, terms, calendar, now))
            return _kept(top, ceiling.reason.code, calendar)
        at, rule, because = back, Closed.END_OF_PREVIOUS_OPEN_DAY, {"because": ceiling.reason.code.value}
    steps = _passed(calendar, here, today(calendar, at))
    if not draft.whole_days and at in closings(calendar, today(calendar, at)):
        steps = (*steps, _reason(Why.CLOSING, date=_minute(at, calendar)))
    moved_to = _reason(Why.MOVED, rule=rule, date=_said(draft, at, calendar), **because)
    return Due(at, (*draft.reasons, *steps, moved_to))


def _kept(draft: _Draft, why: str, calendar: Calendar) -> Due:
    closed = () if _is_open(draft, draft.at, calendar) else (_closed(calendar, today(calendar, draft.at)),)
    return Due(draft.at, (*draft.reasons, *closed, _reason(Why.KEPT, why=why, date=_said(draft, draft.at, calendar))))


def _moved_day(draft: _Draft, terms: Terms, calendar: Calendar) -> tuple[datetime, Closed] | None:
    """Where a loan in days goes from a closed day, and by which rule. A previous open day whose end has passed gives
    way to the next."""
    day, rule = today(calendar, draft.at), terms.closed
    if rule is Closed.NEXT_OPENING:
        opening = next_opening(calendar, end_of(day, calendar))
        return None if opening is None else (opening, rule)
    if rule is Closed.END_OF_PREVIOUS_OPEN_DAY:
        before = previous_open_day(calendar, day)
        if before is not None and _at(before, terms, calendar) > draft.floor:
            return _at(before, terms, calendar), rule
        rule = Closed.END_OF_NEXT_OPEN_DAY
    if rule is Closed.NEXT_SAME_WEEKDAY:
        same = _same_weekday(day, calendar)
        return None if same is None else (_at(same, terms, calendar), rule)
    after = next_open_day(calendar, day)
    return None if after is None else (_at(after, terms, calendar), rule)


def _moved(draft: _Draft, terms: Terms, calendar: Calendar) -> tuple[datetime, Closed] | None:
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
        if _is_open_or_closing(then, calendar):
            return then
        day = next_open_day(calendar, day)
    return fallback


def _below(draft: _Draft, ceiling: _Ceiling, terms: Terms, calendar: Calendar) -> datetime | None:
    """The last end of an open day, or closing for a loan by the clock, that is not after the ceiling."""
    if not draft.whole_days:
        return last_closing(calendar, ceiling.at)
    day = ceiling.day if is_open(calendar, ceiling.day) else previous_open_day(calendar, ceiling.day)
    return None if day is None else _at(day, terms, calendar)


# Days, moments and words for them

_HOUR = re.compile(r"([01]\d|2[0-3]):([0-5]\d)", re.ASCII)


def _at(day: date, terms: Terms, calendar: Calendar) -> datetime:
    """A day's time of day by the policy; its end where `due_at` cannot be read or there is no closing."""
    end = end_of(day, calendar)
    if terms.due_at == "closing":
        return closing(calendar, day) or end
    found = _HOUR.fullmatch(terms.due_at)
    return min(at_time(day, time(int(found[1]), int(found[2]), fold=1), calendar), end) if found else end


def _end_after(day: date, now: datetime, calendar: Calendar) -> datetime:
    end = end_of(day, calendar)
    return end if end > now else end_of(day + timedelta(1), calendar)


def _length(period: Period) -> timedelta:
    return timedelta(hours=period.count) if period.unit is Unit.HOURS else timedelta(minutes=period.count)


def _open_later(
    period: Period, start: datetime, since: date, terms: Terms, calendar: Calendar
) -> tuple[date, datetime]:
    """So many open days or weeks of seven open days, or so much open time, later; a branch that does not open for so
    long counts every day."""
    if period.by_the_clock:
        left = _length(period)
        for day in (since + timedelta(days=n) for n in range(LOOK_AHEAD)):
            for begin, end in spans(calendar, day):
                begin = max(begin, start.astimezone(UTC))
                if begin < end and left <= end - begin:
                    return since, begin + left
                left -= max(timedelta(), end - begin)
        return since, start.astimezone(UTC) + _length(period)
    day = since
    for _ in range(period.count * (7 if period.unit is Unit.WEEKS else 1)):
        after = next_open_day(calendar, day)
        if after is None:
            return _later(since, period), _at(_later(since, period), terms, calendar)
        day = after
    return day, _at(day, terms, calendar)


def _later(day: date, period: Period) -> date:
    """A day so many days, weeks or months on; where a month is too short, its last day."""
    if period.unit is not Unit.MONTHS:
        days = period.count * (7 if period.unit is Unit.WEEKS else 1)
        return date.fromordinal(min(day.toordinal() + days, LAST_DAY.toordinal()))
    years, month = divmod(day.month - 1 + period.count, 12)
    year = day.year + years
    if year > LAST_DAY.year:
        return LAST_DAY
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _is_open(draft: _Draft, at: datetime, calendar: Calendar) -> bool:
    """Whether a due date falls on an open time: an open day for a loan in days, an open moment for one by the clock."""
    return is_open(calendar, today(calendar, at)) if draft.whole_days else _is_open_or_closing(at, calendar)


def _is_open_or_closing(at: datetime, calendar: Calendar) -> bool:
    return is_open_at(calendar, at) or at in closings(calendar, today(calendar, at))


def _passed(calendar: Calendar, day: date, until: date) -> tuple[Reason, ...]:
    """The day that was left, open or not, and the closed days from there to another, at most 14."""
    step = timedelta(1 if until > day else -1)
    between = (day + step * n for n in range(1, abs((until - day).days)))
    shut = (day, *(other for other in between if not is_open(calendar, other)))
    return tuple(_closed(calendar, other) for other in shut[:DAYS_NAMED])


def _closed(calendar: Calendar, day: date) -> Reason:
    why = why_closed(calendar, day)
    code, name = ("hours", "") if why is None else (why.code.value, why.name)
    return _reason(Why.CLOSED, date=day, weekday=day.weekday(), why=code, name=name)


def _reason(code: Why, **facts: object) -> Reason:
    return Reason(code, tuple((name, str(fact)) for name, fact in facts.items()))


def _day(at: datetime, calendar: Calendar) -> str:
    return today(calendar, at).isoformat()


def _minute(at: datetime, calendar: Calendar) -> str:
    return local(calendar, at).replace(tzinfo=None).isoformat(timespec="minutes")


def _said(draft: _Draft, at: datetime, calendar: Calendar) -> str:
    return _day(at, calendar) if draft.whole_days else _minute(at, calendar)
