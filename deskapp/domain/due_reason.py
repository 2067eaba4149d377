"""Why a loan is due when it is: the steps that led to the date, each a code with its facts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from deskapp.domain.calendar import Calendar, is_open, local, today, why_closed

DAYS_NAMED = 14  # closed days that the reasons name, at most


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

    @classmethod
    def of(cls, code: Why, **facts: object) -> Reason:
        return cls(code, tuple((name, str(fact)) for name, fact in facts.items()))


@dataclass(frozen=True, slots=True)
class Due:
    """A due date in UTC and the steps that led to it, in their order."""

    at: datetime
    reasons: tuple[Reason, ...] = ()


def days_passed(calendar: Calendar, day: date, until: date) -> tuple[Reason, ...]:
    """The day that was left, open or not, and the closed days from there to another, at most 14."""
    step = timedelta(1 if until > day else -1)
    between = (day + step * n for n in range(1, abs((until - day).days)))
    shut = (day, *(other for other in between if not is_open(calendar, other)))
    return tuple(closed_day(calendar, other) for other in shut[:DAYS_NAMED])


def closed_day(calendar: Calendar, day: date) -> Reason:
    """That the branch was closed on a day, or on an open one at the hour, and why."""
    why = why_closed(calendar, day)
    code, name = ("hours", "") if why is None else (why.code.value, why.name)
    return Reason.of(Why.CLOSED, date=day, weekday=day.weekday(), why=code, name=name)


def day_of(at: datetime, calendar: Calendar) -> str:
    """The local date, ISO."""
    return today(calendar, at).isoformat()


def minute(at: datetime, calendar: Calendar) -> str:
    """The local date and time, ISO."""
    return local(calendar, at).replace(tzinfo=None).isoformat(timespec="minutes")
