"""Folding exported journals: lines of JSON, as `deskapp journal export` writes them."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import msgspec

from deskapp.central.database import Database, micros
from deskapp.rehearsal.arrival import Delivered, deliver
from deskapp.store.codec import Entry


class BadExport(Exception):
    """The file is no export; it says at which line."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"{path}: {why}")
        self.path, self.why = path, why


def is_export(path: Path) -> bool:
    """Whether the first line is an entry."""
    try:
        with path.open("rb") as file:
            first = file.readline(1_000_000)
        msgspec.json.decode(first, type=Entry)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return False
    return True


def read_export(path: Path, central: Database, until: datetime | None) -> int:
    """Fold the entries by their workstations' own wall clocks; how many were folded again."""
    entries = []
    last: dict[str, int] = {}
    for number, line in enumerate(path.read_bytes().splitlines(), 1):
        try:
            entry = msgspec.json.decode(line, type=Entry)
        except (msgspec.MsgspecError, UnicodeDecodeError) as fault:
            raise BadExport(path, f"line {number}: {fault}") from fault
        if until is None or entry.wall <= until:
            at = max(micros(entry.wall), last.get(entry.workstation, 0) + 1)
            last[entry.workstation] = at
            entries.append(Delivered(entry.workstation, entry.incarnation, line.decode(), at, 0))
    return deliver(central, entries).refolded
