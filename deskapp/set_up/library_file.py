"""A library's set-up as a file, TOML or JSON: read, written, and the one that a new library begins with.

`resources/library.example.toml` explains every name that a file may say.
"""

from __future__ import annotations

import json
import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Any, Literal

from deskapp.domain.policy import policy
from deskapp.domain.problem import Problem, ProblemCode, wrong
from deskapp.domain.rules import Branch, Category, ItemType, Library, Offline
from deskapp.domain.set_up import problems
from deskapp.set_up.bad_set_up import BadLibrary, BadSetUp
from deskapp.set_up.library_shape import misfits, tidied
from deskapp.set_up.library_written import as_json, as_toml
from deskapp.set_up.public_holidays import (
    holiday_problems,
    known_countries,
    known_regions,
    region_names,
    with_public_days,
)
from deskapp.store.codec import library_of

__all__ = [
    "BadLibrary",
    "BadSetUp",
    "all_problems",
    "known_countries",
    "known_regions",
    "library_from",
    "read_library",
    "region_names",
    "starting_library",
    "with_public_days",
    "write_library",
    "written",
]

Form = Literal["toml", "json"]
_FORMS: dict[str, Form] = {".toml": "toml", ".json": "json"}


def read_library(path: Path, today: date | None = None) -> Library:
    """The set-up that a file describes; with `today`, public holidays are written out, from the year before to five
    years ahead. Raises `BadLibrary` for a name that is not known and a value of another kind, naming each. Whether the
    set-up holds together is `all_problems`' to say."""
    try:
        return library_from(_said(path), today)
    except BadSetUp as fault:
        raise BadLibrary(path, fault.problems) from fault


def library_from(said: Any, today: date | None = None) -> Library:
    """The same from what was read of a file. Raises `BadSetUp`."""
    found = misfits(said)
    if found:
        raise BadSetUp(found)
    library = library_of(tidied(said))
    return library if today is None else with_public_days(library, today)


def all_problems(library: Library) -> list[Problem]:
    """What is wrong with a set-up, its countries and regions included."""
    return [*problems(library), *holiday_problems(library)]


def written(library: Library, form: Form) -> str:
    """The set-up as a file: what is as usual left out, a line of the policy table flat. `revision` and `past` are no
    part of it, nor are the days of holidays that a country is declared for."""
    return as_toml(library) if form == "toml" else as_json(library)


def write_library(path: Path, library: Library) -> None:
    """Write the file whole, or leave the one that is there as it was. Raises `BadLibrary` for another kind of file."""
    text = written(library, _form(path))
    unfinished = path.with_name(f"{path.name}.new")
    unfinished.write_text(text, encoding="utf-8", newline="\n")
    unfinished.replace(path)


def _form(path: Path) -> Form:
    form = _FORMS.get(path.suffix.lower())
    if form is None:
        raise BadLibrary(path, [wrong("", ProblemCode.OTHER_KIND_OF_FILE, said=path.suffix or path.name)])
    return form


def _said(path: Path) -> Any:
    form = _form(path)
    try:
        text = path.read_text(encoding="utf-8-sig")
        return tomllib.loads(text) if form == "toml" else json.loads(_without_comments(text))
    except FileNotFoundError as fault:
        raise BadLibrary(path, [wrong("", ProblemCode.NO_FILE)]) from fault
    except (OSError, ValueError, RecursionError) as fault:
        raise BadLibrary(path, [wrong("", ProblemCode.NOT_READ, said=_why(fault))]) from fault


def _without_comments(text: str) -> str:
    """Lines that begin with // are for people; they stay as empty ones, so that line numbers are right."""
    return re.sub(r"(?m)^[ \t]*//.*$", "", text)


def _why(fault: Exception) -> str:
    return (fault.strerror if isinstance(fault, OSError) else None) or str(fault)


def starting_library() -> Library:
    """Three branches, five categories, six item types: enough to begin with, and to be replaced."""
    return Library(
        name="Biblioteca Municipal",
        branches=(
            Branch("MAIN", "Biblioteca Central"),
            Branch("EAST", "Biblioteca del Este"),
            Branch("PORT", "Biblioteca del Puerto"),
        ),
        categories=(
            Category("ADULT", "Adulto", "Adult"),
            Category("CHILD", "Infantil", "Child"),
            Category("STUDENT", "Estudiante", "Student", 1),
            Category("STAFF", "Personal", "Staff"),
            Category("INST", "Institución", "Institution"),
        ),
        item_types=(
            ItemType("BOOK", "Libro", "Book"),
            ItemType("DVD", "DVD", "DVD"),
            ItemType("CD", "CD", "CD"),
            ItemType("PERIODICAL", "Revista", "Periodical"),
            ItemType("REF", "Obra de consulta", "Reference work"),
            ItemType("LAPTOP", "Portátil", "Laptop", Offline.NOBODY),
        ),
        policies=(
            policy(loan="14 days", renewals=2, fee_per_day=10, fee_cap=500),
            policy(item_type="DVD", loan="7 days", renewals=1, fee_per_day=20),
            policy(item_type="CD", loan="7 days"),
            policy(item_type="PERIODICAL", loan="7 days", renewals=0),
            policy(item_type="REF", use="reference"),
            policy(
                item_type="LAPTOP",
                loan="4 hours",
                closed="end_of_previous_open_day",  # back before the doors close
                renewals=0,
                requests=False,
                max_loans_of_type=1,
                fee_per_hour=100,
                fee_cap=2000,
                replacement=60000,
            ),
            policy(category="CHILD", fee_per_day=5),
            policy(category="STAFF", loan="28 days", fee_per_day=0),
            policy(category="STAFF", item_type="LAPTOP", loan="4 hours", fee_per_hour=0),
            policy(category="INST", loan="28 days", max_loans=100),
            policy(category="INST", item_type="LAPTOP", loan="0 days"),
        ),
    )
