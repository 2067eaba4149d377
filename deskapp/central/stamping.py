"""Stamping what arrived: each event's corrected time, given once, in the transaction that first applies it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import Connection, bindparam, insert, select, update

from deskapp.central.database import Database, micros, moment
from deskapp.central.schema import boots, journal, lasts, pushes, quarantine, touches
from deskapp.central.stamp import Boot, Reading, corrected, started
from deskapp.domain.events import Event
from deskapp.domain.values import Touch
from deskapp.store.codec import BadEvent, Entry
from deskapp.store.overlay import event_of

_decoder = msgspec.json.Decoder(Entry)
_STAMP = (
    update(journal)
    .where(journal.c.position == bindparam("of"))
    .values(at=bindparam("time"), uncertainty=bindparam("off"))
)


@dataclass(frozen=True, slots=True)
class Arrived:
    """An event as the applier takes it up; `event` is None when it cannot be read: then it lies in quarantine."""

    position: int
    id: UUID
    workstation: str
    incarnation: UUID
    seq: int
    at: int
    uncertainty: int
    touches: tuple[Touch, ...]
    event: Event | None
    fault: str = ""


def stamped(database: Database, c: Connection, rows: Sequence[Any]) -> list[Arrived]:
    """The rows of the journal, stamped; stamps, touches and quarantine are written."""
    senders = {r.workstation for r in rows}
    clocks = _clocks(c, {r.push for r in rows})
    known = _boots(c, senders)
    last = {r.workstation: r.at for r in c.execute(select(lasts).where(lasts.c.workstation.in_(senders)))}
    arrived = []
    for row in rows:
        exchange, received = clocks[row.push]
        mine = known[row.workstation]
        mine[exchange.boot] = Boot(started(exchange), exchange.offset, exchange.uncertainty)
        one = _one(row, exchange, received, mine, last.get(row.workstation))
        last[row.workstation] = one.at
        arrived.append(one)
    _write(database, c, arrived, last, known)
    return arrived


def _one(row: Any, exchange: Reading, received: int, known: dict[str, Boot], last: int | None) -> Arrived:
    entry, fault = _decoded(row.entry)
    at, uncertainty = row.at, row.uncertainty
    if at is None:
        told = (micros(entry.wall), entry.boot, entry.monotonic) if entry else (received, "", 0)
        at, uncertainty = corrected(*told, exchange, known, received, last)
    event = None
    if entry is not None:
        event, fault = _event(entry, at, uncertainty)
    touches = tuple(dict.fromkeys(entry.touches)) if entry and event else ()
    about = (row.position, row.id, row.workstation, row.incarnation, row.seq)
    return Arrived(*about, at, uncertainty, touches, event, fault)


def stored_event(raw: str, at: int, uncertainty: int) -> Event | None:
    """An event of the journal with the stamp that it has; None when it cannot be read."""
    entry, _ = _decoded(raw)
    return _event(entry, at, uncertainty)[0] if entry else None


def _decoded(raw: str) -> tuple[Entry | None, str]:
    try:
        return _decoder.decode(raw), ""
    except (msgspec.MsgspecError, UnicodeDecodeError) as fault:
        return None, str(fault)[:500]


def _event(entry: Entry, at: int, uncertainty: int) -> tuple[Event | None, str]:
    try:
        return event_of(entry, moment(at), uncertainty), ""
    except BadEvent as fault:
        return None, str(fault)[:500]


def _clocks(c: Connection, ids: set[int]) -> dict[int, tuple[Reading, int]]:
    found = c.execute(select(pushes).where(pushes.c.id.in_(ids)))
    return {r.id: (Reading(r.wall, r.boot, r.monotonic, r.clock_offset, r.uncertainty), r.received) for r in found}


def _boots(c: Connection, senders: set[str]) -> defaultdict[str, dict[str, Boot]]:
    known: defaultdict[str, dict[str, Boot]] = defaultdict(dict)
    for r in c.execute(select(boots).where(boots.c.workstation.in_(senders))):
        known[r.workstation][r.boot] = Boot(r.started, r.clock_offset, r.uncertainty)
    return known


def _write(
    database: Database, c: Connection, arrived: list[Arrived], last: dict[str, int], known: dict[str, dict[str, Boot]]
) -> None:
    c.execute(_STAMP, [{"of": a.position, "time": a.at, "off": a.uncertainty} for a in arrived])
    c.execute(database.upsert(lasts, "workstation"), [{"workstation": w, "at": at} for w, at in last.items()])
    rows = [
        {"workstation": w, "boot": b, "started": k.started, "clock_offset": k.offset, "uncertainty": k.uncertainty}
        for w, mine in known.items()
        for b, k in mine.items()
    ]
    c.execute(database.upsert(boots, "workstation", "boot"), rows)
    held = [{"position": a.position, "id": a.id, "reason": a.fault} for a in arrived if a.event is None]
    if held:
        c.execute(insert(quarantine), held)
    touched = [
        {"id": id, "line": str(line), "position": a.position, "at": a.at} for a in arrived for line, id in a.touches
    ]
    if touched:
        c.execute(insert(touches), touched)
