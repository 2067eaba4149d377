"""The days and moments that a due date may have: a policy's time of day, and so many days or so much time later."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta

from deskapp.domain.calendar import (
    LAST_DAY,
    LOOK_AHEAD,
    Calendar,
    at_time,
    closing,
    closings,
    end_of,
    is_open_at,
    next_open_day,
    spans,
    today,
)
from deskapp.domain.period import Period, Unit
from deskapp.domain.policy import Terms

_HOUR = re.compile(r"([01]\d|2[0-3]):([0-5]\d)", re.ASCII)


def at_due_time(day: date, terms: Terms, calendar: Calendar) -> datetime:
    """A day's time of day by the policy; its end where `due_at` cannot be read or there is no closing."""
    end = end_of(day, calendar)
    if terms.due_at == "closing":
        return closing(calendar, day) or end
    found = _HOUR.fullmatch(terms.due_at)
    return min(at_time(day, time(int(found[1]), int(found[2]), fold=1), calendar), end) if found else end


def end_after(day: date, now: datetime, calendar: Calendar) -> datetime:
    """The end of a day, or of the next if that has passed."""
    end = end_of(day, calendar)
    return end if end > now else end_of(day + timedelta(1), calendar)


def length(period: Period) -> timedelta:
    """That of a period in hours or minutes."""
    return timedelta(hours=period.count) if period.unit is Unit.HOURS else timedelta(minutes=period.count)


def open_later(period: Period, start: datetime, since: date, terms: Terms, calendar: Calendar) -> tuple[date, datetime]:
    """So many open days or weeks of seven open days, or so much open time, later; a branch that does not open for so
    long counts every day."""
    if period.by_the_clock:
        left = length(period)
        for day in (since + timedelta(days=n) for n in range(LOOK_AHEAD)):
            for begin, end in spans(calendar, day):
                begin = max(begin, start.astimezone(UTC))
                if begin < end and left <= end - begin:
                    return since, begin + left
                left -= max(timedelta(), end - begin)
        return since, start.astimezone(UTC) + length(period)
    day = since
    for _ in range(period.count * (7 if period.unit is Unit.WEEKS else 1)):
        after = next_open_day(calendar, day)
        if after is None:
            return later(since, period), at_due_time(later(since, period), terms, calendar)
        day = after
    return day, at_due_time(day, terms, calendar)


def later(day: date, period: Period) -> date:
    """A day so many days, weeks or months on; where a month is too short, its last day."""
    if period.unit is not Unit.MONTHS:
        days = period.count * (7 if period.unit is Unit.WEEKS else 1)
        return date.fromordinal(min(day.toordinal() + days, LAST_DAY.toordinal()))
    years, month = divmod(day.month - 1 + period.count, 12)
    year = day.year + years
    if year > LAST_DAY.year:
        return LAST_DAY
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def is_open_or_closing(at: datetime, calendar: Calendar) -> bool:
    return is_open_at(calendar, at) or at in closings(calendar, today(calendar, at))
