"""A length of time as a library says it: minutes, hours, days, weeks or months."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class Unit(StrEnum):
    MINUTES = "minutes"
    HOURS = "hours"
    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"


_WRITTEN = re.compile(r"(\d{1,6}) *(minute|hour|day|week|month|year)s?")


@dataclass(frozen=True, slots=True)
class Period:
    """`count` units; a period of nothing means "not at all"."""

    count: int
    unit: Unit = Unit.DAYS

    @classmethod
    def read(cls, said: str | int) -> Period:
        """`"14 days"`, `"1 month"`, `"90 minutes"`, `"1 year"`; a whole number is days. Raises `ValueError`."""
        if isinstance(said, int) and not isinstance(said, bool) and said >= 0:
            return cls(said)
        found = _WRITTEN.fullmatch(said.strip().lower()) if isinstance(said, str) else None
        if found is None:
            raise ValueError(f"{said!r} is no period; write it as in '14 days', '90 minutes' or '1 month'")
        if found[2] == "year":
            return cls(12 * int(found[1]), Unit.MONTHS)
        return cls(int(found[1]), Unit(f"{found[2]}s"))

    @property
    def is_nothing(self) -> bool:
        return self.count <= 0

    @property
    def by_the_clock(self) -> bool:
        """Whether it ends at a minute; otherwise it ends with a day."""
        return self.unit in (Unit.MINUTES, Unit.HOURS)

    def __str__(self) -> str:
        return f"{self.count} {self.unit.removesuffix('s') if self.count == 1 else self.unit}"
