"""What somebody shows to be let in at a desk, and what became of it. Light: the window knows it before any database."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from deskapp.desk.record import Staff


class What(StrEnum):
    """What somebody shows to be let in."""

    PASSWORD = "password"
    PIN = "pin"
    CODE = "code"  # the sealed one


class Why(StrEnum):
    """Why somebody is not let in."""

    WRONG = "wrong"
    WAIT = "wait"  # `wait` seconds
    TOO_OLD = "too_old"  # central was not heard for longer than the library allows: a sealed code opens the desk
    PIN_NOT_YET = "pin_not_yet"  # the password first, at this desk
    NO_ROLE = "no_role"
    CLOSED = "closed"  # the account is not active any more
    NOT_NEEDED = "not_needed"  # a sealed code while staff can sign in
    AWAY = "away"  # what cannot be done without central
    TOO_SHORT = "too_short"
    LACKING = "lacking"


@dataclass(frozen=True, slots=True)
class Question:
    """`who` as typed; for a sealed code, who says to be there."""

    who: str
    what: What
    secret: str = field(repr=False)

    @property
    def name(self) -> str:
        return name_key(self.who)


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a question; `number` is that of a sealed code."""

    question: Question
    ok: bool
    verified_by: str = ""
    why: Why | None = None
    wait: int = 0
    must_change: bool = False
    number: int = 0


@dataclass(frozen=True, slots=True)
class Entered:
    staff: Staff
    must_change: bool = False
    until: datetime | None = None  # when a sealed code opened the desk: how long


@dataclass(frozen=True, slots=True)
class NotEntered:
    why: Why
    wait: int = 0


def name_key(name: str) -> str:
    """What a name is looked up by: however it is capitalised, it is the same person's."""
    return name.strip().casefold()
