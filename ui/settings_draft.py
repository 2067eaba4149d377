"""The library's set-up as it is being written: nothing of it holds before it is saved."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from PySide6.QtCore import QCoreApplication, QLocale, QObject, Signal

from deskapp.domain.policy import KINDS
from deskapp.domain.problem import Problem
from deskapp.domain.rules import Library
from deskapp.set_up.library_file import all_problems
from deskapp.wording.sentences import Language
from deskapp.wording.set_up_words import reason_words
from deskapp.wording.term_words import term

translate = QCoreApplication.translate
_PLACE: Final = re.compile(r"(\w+)(?:\[([^\]]*)\])?(?:\.(.*))?")


def language() -> Language:
    """The language of the window, for words that do not come from the screens' own catalogue."""
    return "es" if QLocale().language() == QLocale.Language.Spanish else "en"


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the set-up: the table, the row's code or number, and what of it."""

    table: str
    row: str = ""
    of: str = ""

    @classmethod
    def read(cls, where: str) -> Place:
        found = _PLACE.fullmatch(where)
        return cls(found[1], found[2] or "", found[3] or "") if found else cls(where)

    @property
    def number(self) -> int:
        """The row counted from 0, of a table whose rows have no codes; -1 for none."""
        number = self.row.partition(":")[0]
        return int(number) - 1 if number.isdigit() else -1


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something wrong with the draft, in words."""

    where: str
    text: str
    fatal: bool = True


class Draft(QObject):
    """A copy to work on. `changed` comes after each change, whoever made it; `anew` before one that replaces all."""

    changed = Signal()
    anew = Signal()

    def __init__(self, library: Library, today: date, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.today = today
        self.library = self.saved = library
        self._misread: dict[str, tuple[Trouble, ...]] = {}

    def put(self, library: Library) -> None:
        """From now on the draft says this."""
        if library != self.library:
            self.library = library
            self.changed.emit()

    def discard(self) -> None:
        """Back to what holds."""
        self.anew.emit()
        self._misread.clear()
        self.library = self.saved
        self.changed.emit()

    def take(self, library: Library) -> None:
        """Another set-up in the place of all that was written, to be looked at before it is saved."""
        self.anew.emit()
        self._misread.clear()
        self.library = replace(library, revision=self.saved.revision, past=self.saved.past)
        self.changed.emit()

    def settle(self) -> None:
        """What is written has been saved."""
        self.saved = self.library
        self.changed.emit()

    def unsaved(self) -> bool:
        return bool(self._misread) or self.library != self.saved

    def misread(self, key: str, troubles: Sequence[Trouble]) -> None:
        """What was typed in a table and can be no value: as long as it stands there, nothing is saved."""
        if self._misread.get(key, ()) == tuple(troubles):
            return
        self._misread[key] = tuple(troubles)
        if not troubles:
            del self._misread[key]
        self.changed.emit()

    def troubles(self) -> list[Trouble]:
        """Everything that is wrong, what prevents saving first."""
        told = language()
        found = [each for several in self._misread.values() for each in several]
        found += [Trouble(p.where, _sentence(p, told), p.fatal) for p in all_problems(self.library)]
        return sorted(found, key=lambda trouble: not trouble.fatal)


def _sentence(problem: Problem, told: Language) -> str:
    facts = ((n, place_words(Place.read(fact), told)) if n == "other" else (n, fact) for n, fact in problem.facts)
    said = reason_words(replace(problem, facts=tuple(facts)), told)
    place = place_words(Place.read(problem.where), told)
    return f"{place}: {said}" if place else said


def place_words(place: Place, told: Language) -> str:
    """Where something stands, as the page shows it."""
    tables = {
        "policies": translate("settings", "Line"),
        "branches": translate("settings", "Branch"),
        "categories": translate("settings", "Category"),
        "item_types": translate("settings", "Item type"),
        "calendars": translate("settings", "Calendar"),
        "fixed_terms": translate("settings", "Fixed term"),
        "block_rules": translate("settings", "Block"),
    }
    head = f"{tables.get(place.table, '')} {place.row}".strip()
    of = term(place.of, told) if place.of in KINDS else ""
    return " · ".join(part for part in (head, of) if part)
