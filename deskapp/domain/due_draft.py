"""A due date on its way: what was counted so far, and the ceiling that it may not go past."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from deskapp.domain.calendar import Calendar, is_open, today
from deskapp.domain.due_moment import at_due_time, is_open_or_closing
from deskapp.domain.due_reason import Reason, day_of, minute
from deskapp.domain.policy import Terms


@dataclass(frozen=True, slots=True)
class Draft:
    """The due date so far. `whole_days`: it ends with a day. Moved to an earlier day, it stays after `floor`."""

    at: datetime
    floor: datetime
    whole_days: bool
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Ceiling:
    at: datetime
    day: date
    reason: Reason


def cut(draft: Draft, ceiling: Ceiling, terms: Terms, calendar: Calendar, now: datetime) -> datetime:
    """The ceiling as a due date: that day's time of day for a loan in days, while it is not past."""
    then = at_due_time(ceiling.day, terms, calendar)
    return then if draft.whole_days and now < then <= ceiling.at else ceiling.at


def falls_open(draft: Draft, at: datetime, calendar: Calendar) -> bool:
    """Whether a due date falls on an open time: an open day for a loan in days, an open moment for one by the clock."""
    return is_open(calendar, today(calendar, at)) if draft.whole_days else is_open_or_closing(at, calendar)


def written(draft: Draft, at: datetime, calendar: Calendar) -> str:
    """A moment as the reasons have it: the day alone for a loan in days."""
    return day_of(at, calendar) if draft.whole_days else minute(at, calendar)
