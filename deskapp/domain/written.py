"""How people write a library's set-up: a line of the policy table is flat, its terms beside whom it is for.

    [[policies]]
    item_type = "DVD"
    loan = "7 days"
    fee_per_day = 20

As records and events keep it, the terms of a line stand apart, under `says`. Both are read; the names that the first
version of this table had are understood.
"""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import Any

from deskapp.domain.policy import Policy
from deskapp.domain.rules import Library

_LINE = {f.name for f in fields(Policy)}
_EARLIER = {"loan_days": "loan"}
_SUMMARY = ("comment",)


def canonical(said: dict[str, Any]) -> dict[str, Any]:
    """The set-up as `Library` has it, from either way of writing it."""
    lines = [_line(line) for line in said.get("policies", ())]
    plain = {k: v for k, v in said.items() if k not in _SUMMARY}
    currency = next((c for c in (line.get("currency") for line in said.get("policies", ())) if c), None)
    if currency is not None:  # which a line of the first version could name
        plain.setdefault("currency", currency)
    return plain | ({"policies": lines} if "policies" in said else {})


def _line(said: dict[str, Any]) -> dict[str, Any]:
    terms = {_EARLIER.get(k, k): _value(v) for k, v in said.items() if k not in _LINE | {"currency", *_SUMMARY}}
    return {k: v for k, v in said.items() if k in _LINE} | {"says": {**said.get("says", {}), **terms}}


def _value(said: Any) -> Any:
    return said.isoformat() if isinstance(said, date) else said


def flat(line: Policy) -> dict[str, Any]:
    """A line of the table as people write it."""
    criteria = {f.name: getattr(line, f.name) for f in fields(Policy) if f.name != "says"}
    default = Policy()
    return {k: v for k, v in criteria.items() if v != getattr(default, k)} | dict(line.says)


TOP = tuple(f.name for f in fields(Library) if f.name not in ("past", "revision"))
"""What a file may say at its top."""
