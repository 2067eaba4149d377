"""The applier: the one writer of records.

An event in order is folded onto what is there; a late one refolds each timeline that it touches. Rows,
revisions, watermarks and the position reached are written in one transaction.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Connection, bindparam, delete, insert, select, text, update

from deskapp.central.batch import Batch
from deskapp.central.database import Database
from deskapp.central.identify import identified, limits_exceeded
from deskapp.central.schema import codes, counters, journal, lease, records, watermarks
from deskapp.central.stamping import Arrived, stamped
from deskapp.store.rows import Row, columns_of, row_of

BATCH = 1000
LEASE = 10_000_000
"""How long a lease holds without being renewed: ten seconds, in microseconds."""


class LeaseLost(Exception):
    """Another applier has taken over: this one must not write any more."""


@dataclass(frozen=True, slots=True)
class Applied:
    """What a run did: events decided, events folded again, rows written, and the newest revision."""

    events: int = 0
    refolded: int = 0
    rows: int = 0
    rev: int = 0


class Applier:
    """`acquire()` before the first run; one whose lease was taken over writes nothing."""

    def __init__(self, database: Database, now: Callable[[], int], *, identify: bool = True) -> None:
        self._database, self._now, self._identify = database, now, identify
        self._holder, self._generation = str(uuid4()), 0

    def acquire(self) -> bool:
        """Take the lease if it is free or has run out."""
        with self._database.write() as c:
            held = self._held(c)
            if held is not None and held.holder != self._holder and held.until > self._now():
                return False
            self._generation = (held.generation if held else 0) + 1
            self._renew(c)
        return True

    def release(self) -> None:
        """Let another one take over at once."""
        with self._database.write() as c:
            c.execute(update(lease).where(lease.c.holder == self._holder).values(until=0))

    def _held(self, c: Connection) -> Any:
        return c.execute(select(lease).where(lease.c.name == "applier").with_for_update()).first()

    def _renew(self, c: Connection) -> None:
        until = self._now() + LEASE
        values = {"name": "applier", "holder": self._holder, "generation": self._generation, "until": until}
        c.execute(self._database.upsert(lease, "name"), values)

    def _check_lease(self, c: Connection) -> None:
        held = self._held(c)
        if held is None or held.generation != self._generation or held.holder != self._holder:
            raise LeaseLost
        if held.until - self._now() < LEASE // 2:
            self._renew(c)

    def run(self, limit: int = BATCH) -> Applied:
        """Decide the next events, at most `limit`. Raises `LeaseLost`, with nothing written."""
        with self._database.write() as c:
            at = select(counters.c.name, counters.c.value).where(counters.c.name.in_(("rev", "applied")))
            counted = dict(c.execute(at.with_for_update()).all())
            self._check_lease(c)
            above = select(journal).where(journal.c.position > counted["applied"])
            rows = c.execute(above.order_by(journal.c.position).limit(limit)).all()
            if not rows:
                return Applied(rev=counted["rev"])
            arrived = stamped(self._database, c, rows)
            batch = Batch(c, arrived)
            batch.fold()
            rev = self._write(c, batch, counted["rev"])
            self._decided(c, arrived, rev)
            if self._identify:
                after = batch.after()
                identified(c, batch.newly_coded(after), self._now())
                limits_exceeded(
                    c, [r for k, r in after.items() if k[0] == "loan" and k not in batch.before], self._now()
                )
            if self._database.is_postgresql:
                c.execute(text("SELECT pg_notify('deskapp_records', '')"))
            return Applied(len(rows), batch.refolded, rev - counted["rev"], rev)

    def run_all(self) -> Applied:
        """Decide everything there is."""
        total = Applied()
        while (one := self.run()).events:
            total = Applied(total.events + one.events, total.refolded + one.refolded, total.rows + one.rows, one.rev)
        return total

    # --- writing --------------------------------------------------------------------------------------

    def _write(self, c: Connection, batch: Batch, rev: int) -> int:
        """Write the records that differ, each with the next revision; what a refold removed becomes a tombstone."""
        after = batch.after()
        rows = []
        for (kind, id), record in sorted(after.items(), key=lambda kv: (kv[0][0], kv[0][1].bytes)):
            if record != batch.before.get((kind, id)):
                rev += 1
                rows.append((row_of(record), rev))
        for kind, id in batch.gone(after):
            rev += 1
            rows.append((Row(kind, id, "", live=False), rev))
        if rows:
            c.execute(self._database.upsert(records, "id", "kind"), [columns_of(row, r) for row, r in rows])
            self._write_codes(c, [row for row, _ in rows])
        return rev

    def _write_codes(self, c: Connection, rows: Sequence[Row]) -> None:
        coded = [r for r in rows if r.kind in ("item", "title", "patron")]
        if not coded:
            return
        gone = delete(codes).where(codes.c.id == bindparam("of"))
        c.execute(gone, [{"of": r.id} for r in coded])
        found = [{"code": code, "kind": r.kind, "id": r.id} for r in coded for code in dict.fromkeys(r.codes)]
        if found:
            c.execute(insert(codes), found)

    def _decided(self, c: Connection, arrived: Sequence[Arrived], rev: int) -> None:
        marks: dict[tuple[str, UUID], int] = {}
        for a in arrived:
            marks[a.workstation, a.incarnation] = a.seq
        rows = [{"workstation": w, "incarnation": i, "seq": s} for (w, i), s in marks.items()]
        c.execute(self._database.upsert(watermarks, "workstation", "incarnation"), rows)
        for name, value in (("rev", rev), ("applied", arrived[-1].position)):
            c.execute(update(counters).where(counters.c.name == name).values(value=value))
