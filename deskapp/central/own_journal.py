"""Central's own journal: what it alone can see, said as events like any desk's, each once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4, uuid5

import msgspec
from sqlalchemy import Connection, func, insert, select, update

from deskapp.central.database import epoch_of, moment
from deskapp.central.schema import counters, journal, pushes
from deskapp.domain.outcome import Done, Fact
from deskapp.store.codec import Entry, ReliedOn, encode
from deskapp.store.scribe import Scribe, chained

CENTRAL = "central"
_SPACE = UUID("b6f5a0c9-3d0f-4d0c-8c39-2d5a1b9f77e1")


def append(c: Connection, told: Fact, now: int) -> None:
    """One event in central's own journal; its id is derived, so that it is said once."""
    id = uuid5(_SPACE, repr(told.body))
    if c.execute(select(journal.c.id).where(journal.c.id == id)).first():
        return
    position = (
        c.execute(select(counters.c.value).where(counters.c.name == "position").with_for_update()).scalar_one() + 1
    )
    entry = _scribe(c, now).write(Done((told,)), CENTRAL, CENTRAL, ReliedOn(), CENTRAL, act=id)[0]
    _store(c, entry, position, now)


@dataclass(frozen=True, slots=True)
class _Now:
    """Central's own clock, at one moment."""

    micros: int
    boot: str = CENTRAL

    def now(self) -> datetime:
        return moment(self.micros)

    def monotonic(self) -> int:
        return self.micros


def _scribe(c: Connection, now: int) -> Scribe:
    """Central's own pen, going on after its last entry."""
    incarnation = UUID(epoch_of(c))
    last = c.execute(
        select(journal.c.seq, journal.c.entry)
        .where(journal.c.workstation == CENTRAL, journal.c.incarnation == incarnation)
        .order_by(journal.c.seq.desc())
        .limit(1)
    ).first()
    if last is None:
        return Scribe(CENTRAL, _Now(now), uuid4, incarnation)
    return Scribe(
        CENTRAL, _Now(now), uuid4, incarnation, last.seq, chained(msgspec.json.decode(last.entry, type=Entry))
    )


def _store(c: Connection, entry: Entry, position: int, now: int) -> None:
    push = (c.execute(select(func.max(pushes.c.id))).scalar() or 0) + 1
    clock = {"id": push, "workstation": CENTRAL, "received": now, "wall": now, "boot": CENTRAL, "monotonic": now}
    c.execute(insert(pushes), {**clock, "clock_offset": 0, "uncertainty": 0})
    c.execute(
        insert(journal),
        {
            "position": position,
            "id": entry.id,
            "workstation": CENTRAL,
            "incarnation": entry.incarnation,
            "seq": entry.seq,
            "push": push,
            "uncertainty": 0,
            "entry": encode(entry).decode(),
        },
    )
    for name, value in (("position", position), ("push", push)):
        c.execute(update(counters).where(counters.c.name == name).values(value=value))
