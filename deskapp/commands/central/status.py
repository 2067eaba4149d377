"""`deskapp central status`."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import closing
from typing import Any

from deskapp.app.central import central_now, existing_central
from deskapp.settings import Settings


def status(settings: Settings, said: argparse.Namespace) -> int:
    """How far central has come, who decides, which desks were heard of; nothing is changed, nor brought up to date."""
    import msgspec

    from deskapp.central.status import status_of

    with closing(existing_central(settings)) as database:
        found = status_of(database, central_now(), count=said.records)
    if said.json:
        print(msgspec.json.encode(found, order="sorted").decode())
    else:
        for name, value in _lines("", msgspec.to_builtins(found)):
            print(f"{name:>24}  {value}")
    return 0


def _lines(name: str, value: Any) -> Iterator[tuple[str, Any]]:
    """Each value with the names that lead to it; what is a list has one line for each of its parts."""
    match value:
        case dict():
            for inner, part in value.items():
                yield from _lines(f"{name}.{inner}" if name else inner, part)
        case list() | tuple():
            for part in value:
                yield name, "  ".join(f"{k}={v}" for k, v in part.items() if v not in (None, ""))
        case _:
            yield name, "-" if value is None else value
