"""How the values in the tables of the settings are written and read: days, hours, amounts, weekdays."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QCoreApplication, QLocale

from ui.amounts import AmountProblem, read_amount, typed
from ui.fields import read_date, written_date

translate = QCoreApplication.translate
_SHORT = QLocale.FormatType.ShortFormat


def day(text: str) -> date:
    """A day as typed. Raises `ValueError`."""
    found = read_date(text)
    if found is None:
        raise ValueError(text)
    return found


def day_or_none(text: str) -> date | None:
    return day(text) if text.strip() else None


def show_day(value: date | None) -> str:
    return written_date(value)


def not_a_day() -> str:
    return translate("settings", "Not a day: write day/month/year.")


def hours(text: str) -> tuple[str, ...]:
    """Spans with commas between them, whether they can be read or not: the check says."""
    return tuple(part for part in (re.sub(r"\s*[-–]\s*", "-", each.strip()) for each in text.split(",")) if part)


def show_hours(value: Sequence[str]) -> str:
    return ", ".join(value)


def amount(currency: Callable[[], str]) -> Callable[[str], int]:
    """Reads amounts in the currency that holds by then."""

    def read(text: str) -> int:
        found = read_amount(text, currency())
        if isinstance(found, AmountProblem):
            raise ValueError(text)
        return found

    return read


def show_amount(currency: Callable[[], str]) -> Callable[[int], str]:
    return lambda value: typed(value, currency())


def whole(text: str) -> int:
    if not text.strip().isdecimal():
        raise ValueError(text)
    return int(text)


def show_weekdays(value: Sequence[int]) -> str:
    """Monday is 0 here, and 1 in Qt."""
    return ", ".join(QLocale().standaloneDayName(n + 1, _SHORT) for n in value if 0 <= n <= 6)


def weekdays(text: str) -> tuple[int, ...]:
    """The beginnings of weekdays' names, in the language of the window; their order is the week's."""
    names = [QLocale().standaloneDayName(n, QLocale.FormatType.LongFormat).casefold() for n in range(1, 8)]
    found = set()
    for part in (each.strip(" .").casefold() for each in text.split(",") if each.strip(" .")):
        fitting = [n for n, name in enumerate(names) if name.startswith(part)]
        if len(fitting) != 1:
            raise ValueError(part)
        found.add(fitting[0])
    return tuple(sorted(found))


def one_of(choices: Callable[[], Sequence[tuple[str, str]]]) -> Callable[[Any], Sequence[tuple[str, str]]]:
    """Choices that are the same for every record."""
    return lambda _: choices()
