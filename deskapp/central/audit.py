"""Who saw and who changed what the library keeps of a patron, from central's journal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import Connection

from deskapp.central.database import moment
from deskapp.central.forgetting import body_of
from deskapp.central.patron_file import PatronFile, file_of, group
from deskapp.central.redaction import Stored, stored_of
from deskapp.domain.rules import Library
from deskapp.domain.values import Line, Touch

_OWN_LINES = (Line.PATRON, Line.ACCOUNT, Line.SEEN)
_LEFT_OUT = ("terms", "decided", "previous", "aware", "groups", "before", "after", "restores", "seen")
"""What an event carries for the fold, and says nothing of a person."""


@dataclass(frozen=True, slots=True)
class Trace:
    """One thing that somebody did. `at` is in the library's time zone; `changed`: each field's old and new value."""

    at: datetime
    kind: str
    staff: str
    verified_by: str
    desk: str
    workstation: str
    id: UUID
    reason: str = ""
    changed: dict[str, list[Any]] = field(default_factory=dict)
    facts: dict[str, Any] = field(default_factory=dict)


def traces(c: Connection, patron: UUID, since: date | None = None) -> list[Trace]:
    """Everything that saw or changed the patron, their account, their loans and requests; the oldest first."""
    file = file_of(c, patron)
    found = [_trace(stored, file.library) for stored in _entries(c, file)]
    found.sort(key=lambda t: t.at)
    return [t for t in found if since is None or t.at.date() >= since]


def _entries(c: Connection, file: PatronFile) -> Iterator[Stored]:
    own = stored_of(c, [Touch(line, id) for id in file.ids for line in _OWN_LINES])
    yield from own
    known = {stored.position for stored in own}
    loans, holds = {str(x.id) for x in file.loans}, {str(h.id) for h in file.holds}
    items = {id for item in {x.item for x in file.loans} for id in group(c, "item", item)}
    lines = [Touch(Line.ITEM, id) for id in sorted(items)]
    lines += [Touch(Line.TITLE, id) for id in sorted({h.title for h in file.holds})]
    for stored in stored_of(c, lines):
        body = body_of(stored)
        if stored.position not in known and (body.get("loan") in loans or body.get("hold") in holds):
            yield stored


def _trace(stored: Stored, library: Library) -> Trace:
    entry, body = stored.entry, body_of(stored)
    at = moment(stored.at) if stored.at is not None else entry.wall
    zone = library.calendar(library.branches[0].code if library.branches else "").zone
    return Trace(
        local_time(at, zone),
        entry.kind,
        entry.staff,
        entry.verified_by,
        entry.desk,
        entry.workstation,
        entry.id,
        entry.relied_on.reason,
        _changed(body),
        {name: value for name, value in body.items() if name not in _LEFT_OUT and value not in (None, "", [], {})},
    )


def local_time(at: datetime, zone: str) -> datetime:
    from zoneinfo import ZoneInfo

    return at.astimezone(ZoneInfo(zone))


def _changed(body: dict[str, Any]) -> dict[str, list[Any]]:
    """Of an edit, the fields whose value is another one; what was redacted since says neither."""
    before, after = body.get("before"), body.get("after")
    if not isinstance(before, dict) or not isinstance(after, dict):
        return {}
    return {name: [before.get(name), after.get(name)] for name in body.get("groups", ())}


def as_json(found: list[Trace]) -> list[dict[str, Any]]:
    """The traces with their documented keys: see `resources/help/privacy.md`."""
    made: list[dict[str, Any]] = msgspec.to_builtins(found)
    return made
