"""What a file may say of a library: names that are known, and values of the right kind in their places."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import MISSING, fields, is_dataclass
from enum import StrEnum
from types import NoneType
from typing import Any, get_args, get_origin, get_type_hints

import msgspec

from deskapp.domain.calendar import WEEKDAYS
from deskapp.domain.policy import KINDS, Policy, Said
from deskapp.domain.policy_lines import misfit
from deskapp.domain.problem import Problem, ProblemCode, does_not_fit, line, row, unknown, wrong
from deskapp.domain.rules import Library
from deskapp.domain.written import TOP, canonical

_COMMENT = "comment"  # JSON has no other way to write one
_CODES = ("code", "name")


def misfits(said: object) -> list[Problem]:
    """Each name that a file should not say, or should say and does not, and each value of another kind."""
    found = list(_unlike_tables(said))
    if found or not isinstance(said, dict):
        return found
    return list(_table(canonical(said), Library, ""))


def tidied(said: dict[str, Any]) -> dict[str, Any]:
    """The set-up as `Library` has it. TOML has no word for "no limit": an empty text is one, but where texts stand."""
    plain: dict[str, Any] = _tidied(canonical(said), Library)
    return plain


def _tidied(said: Any, kind: Any) -> Any:
    if is_dataclass(kind) and isinstance(kind, type):
        hints = get_type_hints(kind)
        return {name: _tidied(value, hints[name]) for name, value in said.items() if name != _COMMENT}
    if get_origin(kind) is tuple:
        return [_tidied(value, get_args(kind)[0]) for value in said]
    if get_origin(kind) is dict:
        return {name: None if _is_no_limit(value, KINDS.get(name, "")) else value for name, value in said.items()}
    return None if _is_no_limit(said, str(kind)) else said


def _is_no_limit(said: object, kind: str) -> bool:
    return said == "" and kind.endswith("| None") and kind != "str | None"


def _unlike_tables(said: object) -> Iterator[Problem]:
    """What cannot even be told apart: the file as a whole, the policy table, a line, a line's terms."""
    if not isinstance(said, dict):
        yield does_not_fit("", said, "table")
        return
    lines = said.get("policies", [])
    if not isinstance(lines, list):
        yield does_not_fit("policies", lines, "list")
        return
    for n, each in enumerate(lines, 1):
        if not isinstance(each, dict):
            yield does_not_fit(line(n, ""), each, "table")
        elif not isinstance(each.get("says", {}), dict):
            yield does_not_fit(f"{line(n, '')}.says", each["says"], "table")


def _table(said: dict[str, Any], kind: type, where: str) -> Iterator[Problem]:
    hints = get_type_hints(kind)
    names = TOP if kind is Library else tuple(hints)
    for name, value in said.items():
        place = f"{where}.{name}" if where else name
        if name in names:
            yield from _value(value, hints[name], place)
        elif name != _COMMENT:
            yield unknown(place, ProblemCode.UNKNOWN_NAME, name, names)
    needed = [f.name for f in fields(kind) if f.default is MISSING and f.default_factory is MISSING]
    for name in needed:
        if name not in said:
            yield wrong(where, ProblemCode.NAME_MISSING, name=name)


def _value(said: object, kind: Any, where: str) -> Iterator[Problem]:
    if is_dataclass(kind) and isinstance(kind, type):
        yield from _table(said, kind, where) if isinstance(said, dict) else [does_not_fit(where, said, "table")]
    elif get_origin(kind) is tuple:
        yield from _list(said, get_args(kind)[0], where)
    elif get_origin(kind) is dict:
        yield from _terms(said, where.removesuffix(".says"))
    elif not _fits(said, kind):
        yield _leaf(where, said, kind)


def _list(said: object, kind: Any, where: str) -> Iterator[Problem]:
    if not isinstance(said, list | tuple):
        yield does_not_fit(where, said, "list")
        return
    for n, value in enumerate(said, 1):
        yield from _value(value, kind, _row(where, n, value, kind))


def _row(where: str, number: int, said: object, kind: Any) -> str:
    if get_origin(kind) is tuple and number <= len(WEEKDAYS):  # the hours of a week
        return f"{where}.{WEEKDAYS[number - 1]}"
    names = said if isinstance(said, dict) else {}
    if kind is Policy:
        return line(number, str(names.get("name", "")))
    own = {f.name for f in fields(kind)} if is_dataclass(kind) else set()
    code = next((names[c] for c in _CODES if c in own and isinstance(names.get(c), str)), "")
    return row(where, number, code if "day" not in own and "first" not in own else "")


def _terms(said: object, where: str) -> Iterator[Problem]:
    """Terms that are not known, or out of bounds, are `problems`' to find: here, values that no term can have."""
    for name, value in said.items() if isinstance(said, dict) else ():
        if not _fits(value, Said):
            yield misfit(f"{where}.{name}", name, value) if name in KINDS else does_not_fit(where, value, "str")


def _fits(said: object, kind: Any) -> bool:
    try:
        msgspec.convert(said, kind, strict=False)
    except msgspec.ValidationError:
        return _is_no_limit(said, str(kind))
    return True


def _leaf(where: str, said: object, kind: Any) -> Problem:
    """A single value of another kind. Where it may be one of few, which."""
    plain = next((k for k in get_args(kind) if k is not NoneType), kind)
    if isinstance(plain, type) and issubclass(plain, StrEnum):
        one_of = [value.value for value in plain]
        return does_not_fit(where, said, plain.__name__, one_of)
    return does_not_fit(where, said, plain.__name__)
