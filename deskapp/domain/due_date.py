"""When a loan is due: a moment in the branch's time zone, never on a day when the branch is closed."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from deskapp.domain.rules import Branch

END_OF_DAY = time(23, 59, 59)
_LOOK_AHEAD = 400  # days; a branch closed for longer keeps the date as it is


def is_open(branch: Branch, day: date) -> bool:
    return day.weekday() not in branch.closed_weekdays and day not in branch.closed_dates


def end_of(day: date, branch: Branch) -> datetime:
    """The last second of a day in the branch's time zone, as aware UTC; the second one where clocks go back over it."""
    return datetime.combine(day, END_OF_DAY.replace(fold=1), ZoneInfo(branch.zone)).astimezone(UTC)


def due_date(branch: Branch, now: datetime, days: int) -> datetime:
    """The end of the `days`-th day from now, moved to the next open day; aware UTC."""
    day = now.astimezone(ZoneInfo(branch.zone)).date() + timedelta(days=days)
    for ahead in range(_LOOK_AHEAD):
        if is_open(branch, day + timedelta(days=ahead)):
            return end_of(day + timedelta(days=ahead), branch)
    return end_of(day, branch)


def today(branch: Branch, now: datetime) -> date:
    return now.astimezone(ZoneInfo(branch.zone)).date()
