"""Delivering the same journals in another order: the records must come out the same."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import msgspec
from sqlalchemy import insert, select, update

from deskapp.central.applier import Applied
from deskapp.central.database import Database, micros
from deskapp.central.schema import counters, journal, pushes
from deskapp.rehearsal.rehearse import decide
from deskapp.store.codec import Entry


@dataclass(frozen=True, slots=True)
class Delivered:
    """An entry with the stamp that it was given."""

    workstation: str
    incarnation: UUID
    entry: str
    at: int
    uncertainty: int


def delivered(database: Database) -> list[Delivered]:
    """Everything that arrived at a central, in the order of arrival."""
    with database.read() as c:
        rows = c.execute(select(journal).order_by(journal.c.position)).all()
    return [Delivered(r.workstation, r.incarnation, r.entry, r.at, r.uncertainty) for r in rows]


def shuffled(entries: Sequence[Delivered], seed: int) -> list[Delivered]:
    """The desks' journals interleaved in another order; each journal stays in its own."""
    queues: defaultdict[tuple[str, UUID], list[Delivered]] = defaultdict(list)
    for entry in entries:
        queues[entry.workstation, entry.incarnation].append(entry)
    turns = [key for key, queue in queues.items() for _ in queue]
    random.Random(seed).shuffle(turns)
    return [queues[key].pop(0) for key in turns]


def deliver(database: Database, entries: Sequence[Delivered]) -> Applied:
    """Hand stamped entries to a fresh central, and have them decided one at a time."""
    total = Applied()
    for position, one in enumerate(entries, 1):
        store(database, position, one)
        done = decide(database, lambda: 0, identify=False)
        total = Applied(total.events + done.events, total.refolded + done.refolded)
    return total


def store(database: Database, position: int, one: Delivered) -> None:
    """One entry into the journal of a central, its stamp already given."""
    entry = msgspec.json.decode(one.entry, type=Entry)
    with database.write() as c:
        clock = {"wall": micros(entry.wall), "boot": entry.boot, "monotonic": entry.monotonic}
        c.execute(
            insert(pushes),
            {
                "id": position,
                "workstation": one.workstation,
                "received": one.at,
                **clock,
                "clock_offset": 0,
                "uncertainty": 0,
            },
        )
        c.execute(
            insert(journal),
            {
                "position": position,
                "id": entry.id,
                "workstation": one.workstation,
                "incarnation": one.incarnation,
                "seq": entry.seq,
                "push": position,
                "at": one.at,
                "uncertainty": one.uncertainty,
                "entry": one.entry,
            },
        )
        for name in ("position", "push"):
            c.execute(update(counters).where(counters.c.name == name).values(value=position))
