"""An explanation as plain sentences that staff can read out to a patron; Spanish and English.

A text names facts in braces, and after a colon how they read: a day, a moment, an amount, a number of days, a code.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from string import Formatter
from typing import Any

from deskapp.domain.told import About, Explanation, Line, Told
from deskapp.wording import block_words
from deskapp.wording.explain_texts import SAID, VARIES, WHY
from deskapp.wording.sentences import Language
from deskapp.wording.term_words import counted, money, period, term, value

SPOKEN = ("loan", "closed", "due_at", "renewals", "max_loans", "fee_per_day", "fee_cap")
"""The terms that are said of a case though no line of the table says them: of the others nobody asks."""

_WEEKDAYS = (
    ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
    ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
)
_SPANISH = "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"
_ENGLISH = "January February March April May June July August September October November December"
_MONTHS = (tuple(_SPANISH.split()), tuple(_ENGLISH.split()))
_DATE = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d.*)?")


def sentences(explanation: Explanation, language: Language, names: Mapping[str, str] | None = None) -> list[str]:
    """One sentence a line, in its order. `names` gives the words for ids, such as an item's title and barcode.

    A day in the year of the first one that is named is said without its year.
    """
    teller = _Teller(language, _first_year(explanation), names or {})
    quiet = explanation.about == About.CASE
    spoken = (line for line in explanation.lines if not (quiet and _is_unasked(line)))
    return [teller.sentence(line) for line in spoken]


def _is_unasked(line: Line) -> bool:
    return line.code is Told.DEFAULT_TERM and line.fact("term") not in SPOKEN


def _first_year(explanation: Explanation) -> int:
    """The year of the first day that is told; what a line of the table says does not count."""
    told = (line for line in explanation.lines if line.code not in (Told.POLICY_LINE, Told.DEFAULT_TERM))
    facts = (said for line in told for _, said in line.facts)
    return next((int(said[:4]) for said in facts if _DATE.fullmatch(said)), 0)


class _Teller(Formatter):
    """The words for one explanation's lines."""

    def __init__(self, language: Language, year: int, names: Mapping[str, str]) -> None:
        self._language, self._english = language, language == "en"
        self._year, self._names, self._currency = year, names, ""
        self._ways: dict[str, Callable[[str], str]] = {
            "day": self._day,
            "date": self._date,
            "when": self._when,
            "money": lambda said: money(int(said or 0), self._currency, language),
            "days": lambda said: counted(int(said or 0), "day", language),
            "hours": lambda said: counted(int(said or 0), "hour", language),
            "minutes": self._minutes,
            "period": lambda said: period(said, language),
            "term": lambda said: term(said, language),
            "line": self._line,
            "paren": lambda said: f" ({said})" if said else "",
            "name": lambda said: self._names.get(said, said),
            "label": lambda said: f"{self._names[said]}: " if said in self._names else "",
            "permission": lambda said: block_words.permission(said, language),
            "blocked": lambda said: block_words.blocked(said, language),
            "fee": lambda said: block_words.fee(said, language),
            "stopped": lambda said: block_words.stopped(said, language),
            "why": self._why,
            "hold": lambda said: block_words.hold(said, language),
        }

    def sentence(self, line: Line) -> str:
        facts = _Facts(line.facts)
        self._currency = facts["currency"]
        if line.code in (Told.POLICY_LINE, Told.DEFAULT_TERM):
            facts["said"] = self._value(facts["term"], facts.get("value", ""))
        if line.code is Told.GRACE:
            facts["grace"] = self._grace(int(facts["days"] or 0), int(facts["minutes"] or 0))
        said = self.vformat(_text(line, facts)[self._english], (), facts)
        return said[:1].upper() + said[1:]

    def format_field(self, value: Any, format_spec: str) -> str:
        plain = " ".join(str(value).split())  # what staff wrote may have line breaks
        if format_spec.startswith("also "):  # only if there is something to say
            return self.vformat(SAID[format_spec][self._english], (), {"it": plain}) if plain else ""
        return self._ways[format_spec](plain) if format_spec else plain

    def _value(self, name: str, said: str) -> str:
        return self._day(said) if _DATE.fullmatch(said) else value(name, said, self._language, self._currency)

    def _grace(self, days: int, minutes: int) -> str:
        told = [counted(count, unit, self._language) for count, unit in ((days, "day"), (minutes, "minute")) if count]
        return (" and " if self._english else " y ").join(told)

    def _why(self, said: str) -> str:
        return WHY.get(said, (said, said))[self._english]

    def _day(self, said: str) -> str:
        """A day with its weekday; the year only if it is another than the first that was named."""
        if not _DATE.fullmatch(said):
            return said
        day = date.fromisoformat(said[:10])
        return f"{_WEEKDAYS[self._english][day.weekday()]} {self._date(said, year=day.year != self._year)}"

    def _date(self, said: str, *, year: bool = True) -> str:
        day = date.fromisoformat(said[:10])
        month = _MONTHS[self._english][day.month - 1]
        if self._english:
            return f"{day.day} {month} {day.year}" if year else f"{day.day} {month}"
        return f"{day.day} de {month} de {day.year}" if year else f"{day.day} de {month}"

    def _when(self, said: str) -> str:
        """A moment: the day alone when it is a day's end."""
        text = self._day(said)
        if "T" not in said or not _DATE.fullmatch(said):
            return text
        clock = datetime.fromisoformat(said).strftime("%H:%M")
        if clock == "23:59":
            return text
        if self._english:
            return f"{text} at {clock}"
        return f"{text} a la{'' if clock.startswith('01') else 's'} {clock}"

    def _minutes(self, said: str) -> str:
        hours, minutes = divmod(int(said or 0), 60)
        parts = [(hours, "hour"), (minutes, "minute")]
        told = [counted(count, unit, self._language) for count, unit in parts if count]
        return (" and " if self._english else " y ").join(told) or counted(0, "minute", self._language)

    def _line(self, said: str) -> str:
        """The name of a line; of one that has none, whom it is for."""
        if said.count(" × ") != 4:
            return said
        named = [part for part in said.split(" × ") if part != "*"]
        return " × ".join(named) or ("everything" if self._english else "todo")


class _Facts(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return ""


def _text(line: Line, facts: Mapping[str, str]) -> tuple[str, str]:
    """The text for the code; where a fact decides which, the one for that fact."""
    if line.code is Told.POLICY_LINE and "value" not in facts:
        return SAID["policy_line:unknown"]
    if line.code is Told.LATE_SPAN and "minutes" in facts:
        return SAID["late_span:minutes"]
    key = f"{line.code}:{facts.get(VARIES.get(line.code, ''), '')}"
    return SAID.get(key) or SAID[line.code]
