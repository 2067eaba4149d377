"""What a workstation may ask of an embedded central (SQLite): hello, push, pull. The same answers as PostgreSQL's."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import func, insert, select, update

from deskapp.central.database import VERSION, Database, epoch_of
from deskapp.central.schema import counters, journal, pushes, quarantine, records, watermarks


class _Header(msgspec.Struct):
    """All that storing an event needs to read of it; the rest is the applier's, and quarantine's."""

    id: UUID
    workstation: str
    incarnation: UUID
    seq: int


_decoder = msgspec.json.Decoder(_Header)
LARGEST_PAGE = 20_000


class Gate:
    """For one workstation, whose name the server has made sure of."""

    def __init__(self, database: Database, workstation: str, now: Callable[[], int]) -> None:
        self._database, self._workstation, self._now = database, workstation, now

    def hello(self) -> dict[str, Any]:
        with self._database.read() as c:
            epoch = epoch_of(c)
        return {"now": self._now(), "version": VERSION, "epoch": epoch, "workstation": self._workstation}

    def push(self, clock: dict[str, Any], entries: Sequence[str]) -> list[str]:
        """Store what is new, in order and without gaps, and say what became of each."""
        with self._database.write() as c:
            position = c.execute(
                select(counters.c.value).where(counters.c.name == "position").with_for_update()
            ).scalar_one()
            number = c.execute(select(counters.c.value).where(counters.c.name == "push")).scalar_one() + 1
            c.execute(
                insert(pushes).values(
                    id=number,
                    workstation=self._workstation,
                    received=self._now(),
                    wall=clock["wall"],
                    boot=clock["boot"],
                    monotonic=clock["monotonic"],
                    clock_offset=clock["offset"],
                    uncertainty=clock["uncertainty"],
                )
            )
            fates = []
            for raw in entries:
                fate = self._fate(c, raw)
                if fate == "new":
                    position += 1
                    self._store(c, raw, position, number)
                fates.append(fate)
            for name, value in (("position", position), ("push", number)):
                c.execute(update(counters).where(counters.c.name == name).values(value=value))
        return fates

    def _mine(self, workstation: str) -> bool:
        return workstation == self._workstation or workstation.startswith(f"{self._workstation}/")

    def _fate(self, c: Any, raw: str) -> str:
        try:
            entry = _decoder.decode(raw)
        except msgspec.MsgspecError:
            return "unreadable"
        if not self._mine(entry.workstation):
            return "foreign"
        known = c.execute(select(journal.c.entry, journal.c.position).where(journal.c.id == entry.id)).first()
        if known is not None:
            if known.entry != raw:
                return "other_content"
            held = c.execute(select(quarantine.c.id).where(quarantine.c.position == known.position)).first()
            return "quarantined" if held else "duplicate"
        last = self._last_seq(c, entry.workstation, entry.incarnation)
        if entry.seq != last + 1:
            return "number_taken" if entry.seq <= last else "gap"
        return "new"

    def _last_seq(self, c: Any, workstation: str, incarnation: UUID) -> int:
        found = select(func.max(journal.c.seq)).where(
            journal.c.workstation == workstation, journal.c.incarnation == incarnation
        )
        return c.execute(found).scalar() or 0

    def _store(self, c: Any, raw: str, position: int, number: int) -> None:
        entry = _decoder.decode(raw)
        c.execute(
            insert(journal).values(
                position=position,
                id=entry.id,
                workstation=entry.workstation,
                incarnation=entry.incarnation,
                seq=entry.seq,
                push=number,
                entry=raw,
            )
        )

    def pull(self, epoch: str, rev: int, page: int) -> dict[str, Any]:
        """The rows above `rev`, in order, and how far this workstation's journals are decided."""
        columns = (records.c.kind, records.c.id, records.c.rev, records.c.body)
        found = select(*columns).where(records.c.rev > rev).order_by(records.c.rev).limit(min(page, LARGEST_PAGE))
        with self._database.read() as c:
            rows = [[r.kind, str(r.id), r.rev, r.body] for r in c.execute(found)]
            head = c.execute(select(counters.c.value).where(counters.c.name == "rev")).scalar_one()
            marks = c.execute(select(watermarks.c.workstation, watermarks.c.incarnation, watermarks.c.seq))
            decided = [[m.workstation, str(m.incarnation), m.seq] for m in marks if self._mine(m.workstation)]
            return {"epoch": epoch_of(c), "head": head, "rows": rows, "decided": decided}
