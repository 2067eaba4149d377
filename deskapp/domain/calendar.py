"""When a branch is open: its week, its closures, its public holidays, and the days that are otherwise.

Days are dates in the calendar's own time zone; moments are aware UTC, in and out. A branch opens at the first of two
equal wall times when clocks go back, and a wall time that clocks skip is the moment at which they skip it.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from functools import lru_cache
from hashlib import sha256
from itertools import pairwise
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

END_OF_DAY = time(23, 59, 59)
LOOK_AHEAD = 800  # days; a branch closed for longer counts as never open
LAST_DAY = date(9990, 12, 31)  # later days ("no expiry": 9999-12-31) count as this one, so that no arithmetic overflows
FIRST_DAY = date(2, 1, 1)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SECOND = timedelta(seconds=1)
_MIDNIGHT = 24 * 60

Span = tuple[int, int]
"""From one minute of the day to another, 0 to 1440."""


class ClosedBy(StrEnum):
    WEEKDAY = "weekday"
    CLOSURE = "closure"
    PUBLIC_HOLIDAY = "public_holiday"
    EXCEPTION = "exception"  # an `Opening` that has no hours


@dataclass(frozen=True, slots=True)
class WhyClosed:
    code: ClosedBy
    name: str = ""


@dataclass(frozen=True, slots=True)
class Closure:
    """Closed from `first` to `last`, both included; one day without `last`. A yearly one comes back on the same days
    of every year, over New Year too; 29 February in leap years alone."""

    first: date
    last: date | None = None
    name: str = ""
    yearly: bool = False

    def covers(self, day: date) -> bool:
        last = self.last or self.first
        if not self.yearly:
            return self.first <= day <= last
        if (last - self.first).days >= 365:
            return True
        begins, ends, here = ((d.month, d.day) for d in (self.first, last, day))
        return begins <= here <= ends if begins <= ends else here >= begins or here <= ends


@dataclass(frozen=True, slots=True)
class Opening:
    """One day's own hours, whatever else is said of it; without hours it is closed."""

    day: date
    hours: tuple[str, ...] = ()
    name: str = ""


@dataclass(frozen=True, slots=True)
class PublicHolidays:
    """Holidays as declared: those of an ISO 3166 country and subdivision, but for the days kept `open`."""

    country: str
    region: str = ""
    open: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Calendar:
    """When a branch is open. `hours` begins with Monday and holds spans such as "09:00-14:00"; the last may end at
    24:00. `zone` is an IANA name. `public_days` are the days of `holidays`, written out."""

    name: str = ""
    zone: str = "Europe/Madrid"
    hours: tuple[tuple[str, ...], ...] = (("00:00-24:00",),) * 6 + ((),)
    closures: tuple[Closure, ...] = ()
    openings: tuple[Opening, ...] = ()
    holidays: tuple[PublicHolidays, ...] = ()
    public_days: tuple[Closure, ...] = ()

    @property
    def revision(self) -> str:
        """The same for the same contents on every machine; the calendar's name is none of them."""
        text = json.dumps(asdict(replace(self, name="")), default=date.isoformat, separators=(",", ":"), sort_keys=True)
        return sha256(text.encode()).hexdigest()[:12]


# Days


def hours_of(calendar: Calendar, day: date) -> tuple[Span, ...]:
    """The opening spans of a day, in order and apart, in minutes of its wall clock; none when it is closed."""
    opening = _opening(calendar, day)
    if opening is not None:
        return _read(opening.hours)
    return () if _closure(calendar, day) is not None else _read(_week(calendar, day))


def is_open(calendar: Calendar, day: date) -> bool:
    return bool(hours_of(calendar, day))


def why_closed(calendar: Calendar, day: date) -> WhyClosed | None:
    """What keeps the branch closed on a day: its exception, else a closure, else a public holiday, else the week."""
    opening = _opening(calendar, day)
    if opening is not None:
        return None if _read(opening.hours) else WhyClosed(ClosedBy.EXCEPTION, opening.name)
    closure = _closure(calendar, day)
    if closure is not None:
        return closure
    return None if _read(_week(calendar, day)) else WhyClosed(ClosedBy.WEEKDAY)


def next_open_day(calendar: Calendar, after: date) -> date | None:
    """The first open day after `after`; None when the branch stays closed for 800 days."""
    return next((day for day in _onward(after) if is_open(calendar, day)), None)


def previous_open_day(calendar: Calendar, before: date) -> date | None:
    """The last open day before `before`; None when the branch was closed for 800 days."""
    return next((day for day in _backward(before) if is_open(calendar, day)), None)


def open_days(calendar: Calendar, after: date, until: date) -> int:
    """How many days are open of those after `after` up to and with `until`."""
    days = range(after.toordinal() + 1, until.toordinal() + 1)
    return sum(is_open(calendar, date.fromordinal(day)) for day in days)


# Moments


def local(calendar: Calendar, moment: datetime) -> datetime:
    """A moment as the branch's clocks show it."""
    return moment.astimezone(_zone(calendar.zone))


def today(calendar: Calendar, now: datetime) -> date:
    return local(calendar, now).date()


def at_time(day: date, wall: time, calendar: Calendar) -> datetime:
    """A wall time on a day; of two equal ones the first, or the second if `wall.fold` says so."""
    day, zone = min(max(day, FIRST_DAY), LAST_DAY), _zone(calendar.zone)
    there = datetime.combine(day, wall, zone)
    moment = there.astimezone(UTC)
    exists = moment.astimezone(zone).replace(tzinfo=None) == there.replace(tzinfo=None)
    return moment if exists else _skipping(there, zone)


def end_of(day: date, calendar: Calendar) -> datetime:
    """The last second of a day, 23:59:59: the second such where clocks go back over it."""
    end = at_time(day, END_OF_DAY.replace(fold=1), calendar)
    return end if today(calendar, end) <= min(day, LAST_DAY) else end - _SECOND  # clocks go forward over midnight


def spans(calendar: Calendar, day: date) -> tuple[tuple[datetime, datetime], ...]:
    """The opening spans of a day as moments. One that clocks skip is left out, so an open day may have none."""
    found = ((_minute(calendar, day, a), _minute(calendar, day, b)) for a, b in hours_of(calendar, day))
    return tuple((begin, end) for begin, end in found if begin < end)


def closings(calendar: Calendar, day: date) -> tuple[datetime, ...]:
    """When each span of a day ends; midnight is still of the day that ends there, as 23:59:59."""
    last = end_of(day, calendar)
    return tuple(min(end, last) for _, end in spans(calendar, day))


def closing(calendar: Calendar, day: date) -> datetime | None:
    """When the branch closes for the day; midnight as 23:59:59."""
    return max(closings(calendar, day), default=None)


def is_open_at(calendar: Calendar, moment: datetime) -> bool:
    """Whether the branch is open at a moment: from an opening on, until just before the closing."""
    return any(begin <= moment < end for begin, end in spans(calendar, today(calendar, moment)))


def next_opening(calendar: Calendar, moment: datetime) -> datetime | None:
    """The beginning of the first span that begins at or after a moment; None when none does within 800 days."""
    here = today(calendar, moment)
    days = (here, *_onward(here))
    return next((begin for day in days for begin, _ in spans(calendar, day) if begin >= moment), None)


def last_closing(calendar: Calendar, moment: datetime) -> datetime | None:
    """The end of the last span that ended at or before a moment, midnight as 23:59:59; None when none did within 800
    days. Of a moment when the branch is closed, it is when a book left in the drop counts as returned."""
    here = today(calendar, moment)
    days = (here, *_backward(here))
    return next((end for day in days for end in reversed(closings(calendar, day)) if end <= moment), None)


def open_time(calendar: Calendar, start: datetime, end: datetime) -> timedelta:
    """For how long the branch is open between two moments."""
    days = range(today(calendar, start).toordinal(), today(calendar, end).toordinal() + 1)
    found = (span for day in days for span in spans(calendar, date.fromordinal(day)))
    return sum((max(min(b, end) - max(a, start), timedelta()) for a, b in found), timedelta())


# What a person wrote wrong


def problems(calendar: Calendar) -> list[tuple[str, str]]:
    """Where a calendar is wrong and how, as (path, code); rows are counted from 0, as in `closures.3`."""
    found = [] if _known_zone(calendar.zone) else [("zone", "unknown_zone")]
    if len(calendar.hours) != 7:
        found.append(("hours", "not_seven_days"))
    for name, hours in zip(WEEKDAYS, calendar.hours, strict=False):
        found += [(f"hours.{name}", code) for code in _wrong_hours(hours)]
    for row, closure in enumerate(calendar.closures):
        if not closure.yearly and closure.last is not None and closure.last < closure.first:
            found.append((f"closures.{row}", "ends_before_it_begins"))
    for row, opening in enumerate(calendar.openings):
        found += [(f"openings.{row}", code) for code in _wrong_hours(opening.hours)]
        if any(opening.day == other.day for other in calendar.openings[:row]):
            found.append((f"openings.{row}", "twice"))
    if not any(_read(hours) for hours in (*calendar.hours[:7], *(o.hours for o in calendar.openings))):
        found.append(("hours", "never_open"))
    return found


def _wrong_hours(hours: Sequence[str]) -> list[str]:
    """Each thing that is wrong with the spans of a day, once."""
    read = [_minutes(text) for text in hours]
    good = [span for span in read if span is not None and span[0] < span[1]]
    apart = all(a[1] <= b[0] for a, b in pairwise(sorted(good)))
    wrong = {
        "not_hours": None in read,
        "ends_before_it_begins": any(span is not None and span[0] >= span[1] for span in read),
        "overlapping": not apart,
        "not_in_order": apart and good != sorted(good),
    }
    return [code for code, is_so in wrong.items() if is_so]


# How it is read

_WRITTEN = re.compile(r"(\d{1,2}):([0-5]\d) ?[-–] ?(\d{1,2}):([0-5]\d)", re.ASCII)


def _minutes(text: str) -> Span | None:
    """A span as written, in minutes of the day; None for what is none. It may end before it begins."""
    found = _WRITTEN.fullmatch(text.strip())
    if found is None:
        return None
    begin, end = (int(found[n]) * 60 + int(found[n + 1]) for n in (1, 3))
    return (begin, end) if begin < _MIDNIGHT and end <= _MIDNIGHT else None


@lru_cache(maxsize=1024)
def _read(hours: tuple[str, ...]) -> tuple[Span, ...]:
    """The spans of a day that can be read, in order; those that touch or overlap are one."""
    read = sorted(span for span in map(_minutes, hours) if span is not None and span[0] < span[1])
    joined: list[Span] = []
    for begin, end in read:
        if joined and begin <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((begin, end))
    return tuple(joined)


def _week(calendar: Calendar, day: date) -> tuple[str, ...]:
    return calendar.hours[day.weekday()] if day.weekday() < len(calendar.hours) else ()


def _opening(calendar: Calendar, day: date) -> Opening | None:
    return next((opening for opening in calendar.openings if opening.day == day), None)


def _closure(calendar: Calendar, day: date) -> WhyClosed | None:
    for closure in calendar.closures:
        if closure.covers(day):
            return WhyClosed(ClosedBy.CLOSURE, closure.name)
    for holiday in calendar.public_days:
        if holiday.covers(day):
            return WhyClosed(ClosedBy.PUBLIC_HOLIDAY, holiday.name)
    return None


@lru_cache(maxsize=256)
def _known_zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # OSError: "Europe" is a folder
        return None


def _zone(name: str) -> tzinfo:
    return _known_zone(name) or UTC


def _skipping(there: datetime, zone: tzinfo) -> datetime:
    """The moment at which clocks go forward over a wall time."""
    before, after = (int(there.replace(fold=fold).timestamp()) for fold in (1, 0))
    then = datetime.fromtimestamp(before, zone).utcoffset()
    seconds = range(before, after)
    jump = bisect_left(seconds, True, key=lambda second: datetime.fromtimestamp(second, zone).utcoffset() != then)
    return datetime.fromtimestamp(before + jump, UTC)


def _minute(calendar: Calendar, day: date, minute: int) -> datetime:
    """A minute of a day as a moment. A day begins and ends at midnight however often clocks pass it."""
    if minute == _MIDNIGHT:
        return end_of(day, calendar) + _SECOND
    if minute == 0:
        return end_of(max(day, FIRST_DAY) - timedelta(1), calendar) + _SECOND
    return at_time(day, time(minute // 60, minute % 60), calendar)


def _onward(day: date) -> Iterator[date]:
    here = day.toordinal()
    return map(date.fromordinal, range(here + 1, min(here + LOOK_AHEAD, LAST_DAY.toordinal()) + 1))


def _backward(day: date) -> Iterator[date]:
    here = day.toordinal()
    return map(date.fromordinal, range(here - 1, max(here - LOOK_AHEAD, FIRST_DAY.toordinal()) - 1, -1))
