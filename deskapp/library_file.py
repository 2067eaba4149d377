"""A library's set-up out of a TOML file, and the one that a new library begins with."""

from __future__ import annotations

from pathlib import Path

import msgspec

from deskapp.domain.rules import Branch, Category, ItemType, Library, Policy


class BadLibrary(Exception):
    """The file cannot be read as a library's set-up; it says where."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"{path}: {why}")
        self.path, self.why = path, why


def read_library(path: Path) -> Library:
    """The attributes of `Library`, as TOML: [[branches]], [[categories]], [[item_types]], [[policies]], ..."""
    try:
        return msgspec.toml.decode(path.read_bytes(), type=Library)
    except (OSError, msgspec.DecodeError, msgspec.ValidationError, ValueError) as fault:
        raise BadLibrary(path, str(fault)) from fault


def starting_library() -> Library:
    """Three branches, five categories, five item types: enough to begin with, and to be replaced."""
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
        ),
        policies=(
            Policy(),
            Policy(item_type="DVD", loan_days=7, renewals=1, fee_per_day=20),
            Policy(item_type="CD", loan_days=7),
            Policy(item_type="PERIODICAL", loan_days=7, renewals=0),
            Policy(item_type="REF", loan_days=0),
            Policy(category="STAFF", loan_days=28, fee_per_day=0),
            Policy(category="CHILD", fee_per_day=5),
        ),
    )
