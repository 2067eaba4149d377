"""A library's set-up as the text of a file: stable in its order, and without what is as usual."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from typing import Any

import tomlkit
from tomlkit.items import AoT, Array, InlineTable, Item, Table

from deskapp.domain.calendar import WEEKDAYS, Calendar
from deskapp.domain.policy import KINDS, Policy
from deskapp.domain.rules import Library
from deskapp.domain.written import TOP, flat

_HEADER = (
    "The set-up of a library. `deskapp policy check FILE` says what is wrong with it, `deskapp policy import FILE`",
    "makes it hold. resources/library.example.toml explains every name. Amounts are in cents (minor units).",
)
_TABLES = ("branches", "categories", "item_types", "calendars", "fixed_terms", "block_rules", "policies")
"""The parts that are rows of their own, after everything that a file says in one line."""


def as_toml(library: Library) -> str:
    document = tomlkit.document()
    for words in _HEADER:
        document.add(tomlkit.comment(words))
    document.add(tomlkit.nl())
    for name, value in _said(library).items():
        document.add(name, _tables(value) if name in _TABLES else _toml(value))
    return tomlkit.dumps(document)


def as_json(library: Library) -> str:
    header = "".join(f"// {words}\n" for words in _HEADER)
    return f"{header}{json.dumps(_said(library), default=date.isoformat, ensure_ascii=False, indent=1)}\n"


def _said(library: Library) -> dict[str, Any]:
    said = _plain(library)
    order = [name for name in TOP if name not in _TABLES] + list(_TABLES)
    return {name: said[name] for name in order if name in said}


def _plain(value: Any) -> Any:
    """Dataclasses as what they say beyond their defaults."""
    if isinstance(value, Policy):
        return _line(value)
    if is_dataclass(value):
        said = {f.name: getattr(value, f.name) for f in fields(value) if _is_said(value, f.name)}
        return {name: _plain(v) for name, v in said.items()}
    return [_plain(v) for v in value] if isinstance(value, tuple) else value


def _is_said(row: Any, name: str) -> bool:
    """Whether a row differs from the usual. Days that a declaration of holidays gives are written out from it anew."""
    if isinstance(row, Calendar) and name == "public_days" and row.holidays:
        return False
    usual = next(f for f in fields(row) if f.name == name)
    return bool(usual.default is MISSING or getattr(row, name) != usual.default)


def _line(line: Policy) -> dict[str, Any]:
    """A line of the table: its name, whom it is for, since when, and its terms in the order in which they are known."""
    said = flat(line)
    first = ["name", *(f.name for f in fields(Policy) if f.name not in ("name", "says"))]
    order = {name: n for n, name in enumerate((*first, *KINDS))}
    return {name: said[name] for name in sorted(said, key=lambda name: order.get(name, len(order)))}


# TOML


def _tables(rows: list[dict[str, Any]]) -> AoT:
    tables = tomlkit.aot()
    for row in rows:
        tables.append(_table(row))
    return tables


def _table(row: dict[str, Any]) -> Table:
    table = tomlkit.table()
    for name, value in row.items():
        week = name == "hours" and len(value) == len(WEEKDAYS)
        table.add(name, _rows(value, WEEKDAYS) if week else _toml(value))
    return table


def _toml(value: Any) -> Item:
    """A value on one line, or a list of rows with a line for each; no limit is an empty text."""
    if isinstance(value, list | tuple) and value and isinstance(value[0], dict):
        return _rows(value)
    item: Item = tomlkit.item(_inline(value))
    return item


def _rows(rows: Iterable[Any], comments: tuple[str, ...] = ()) -> Array:
    array = tomlkit.array()
    for n, row in enumerate(rows):
        array.add_line(_inline(row), comment=comments[n].capitalize() if comments else None)
    array.add_line(indent="")
    return array


def _inline(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return [_inline(v) for v in value]
    if not isinstance(value, dict):
        return value
    table: InlineTable = tomlkit.inline_table()
    for name, each in value.items():
        table.append(name, _inline(each))
    return table
