"""Following every chain of hashes at central: each workstation's journal, row by row, never all of it in memory.

What was redacted is vouched for by central's own chain: a row in `redactions` that no `EntriesRedacted` states is
itself a fault.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import Connection, func, select

from deskapp.central.database import Database
from deskapp.central.own_journal import CENTRAL
from deskapp.central.schema import counters, journal, redactions, watermarks
from deskapp.domain.events import EntriesRedacted
from deskapp.store.chain import NOBODY, Fault, FaultKind, Written, faults
from deskapp.store.codec import Entry
from deskapp.store.scribe import FIRST

_AT_ONCE = 1000
_entry = msgspec.json.Decoder(Entry)
_stated = msgspec.json.Decoder(EntriesRedacted)


class Wrong(StrEnum):
    """What is wrong with an entry beside its chain."""

    NOT_STATED = "not_stated"  # redacted, and central's journal does not say so
    OUT_OF_ORDER = "out_of_order"  # its time is not behind that of the entry before
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Found:
    """One fault. `position`: in central's journal, where it shows; `seq`, `count`: of the workstation's numbers."""

    kind: str
    position: int | None
    workstation: str = ""
    incarnation: UUID | None = None
    seq: int | None = None
    count: int = 1
    id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Verified:
    """How many entries were read and redacted ones met, and everything that is wrong."""

    entries: int
    redacted: int
    faults: list[Found] = field(default_factory=list)


def verify(database: Database) -> Verified:
    """Read the whole journal in one state of the database, and name each fault."""
    with database.read() as c:
        found = [*_gaps(c), *_not_stated(c)]
        count = 0
        for chain in _chains(c):
            count += chain.count
            found += chain.faults(c)
        redacted: int = c.execute(select(func.count()).select_from(redactions)).scalar_one()
    return Verified(count, redacted, sorted(found, key=lambda f: (f.position or 0, f.seq or 0)))


# --- one workstation's chain ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Chain:
    workstation: str
    incarnation: UUID
    count: int

    @property
    def _where(self) -> tuple[Any, ...]:
        return journal.c.workstation == self.workstation, journal.c.incarnation == self.incarnation

    def faults(self, c: Connection) -> list[Found]:
        """What the chain says, and the times that do not rise along it."""
        stated: dict[UUID, tuple[str, str]] = {}
        disordered: list[Found] = []
        first = FIRST if self.workstation == CENTRAL else None
        found = [self._told(c, fault) for fault in faults(self._rows(c, stated, disordered), stated, first=first)]
        return found + disordered + self._cut_off(c)

    def _rows(self, c: Connection, stated: dict[UUID, tuple[str, str]], disordered: list[Found]) -> Iterator[Written]:
        """The rows in order; `stated` holds the statement about the one that was given last."""
        j, r = journal.c, redactions.c
        columns = (j.position, j.id, j.seq, j.at, j.entry, r.hash, r.digest)
        rows = select(*columns).outerjoin(redactions, r.id == j.id).where(*self._where).order_by(j.seq)
        last = None
        for row in c.execution_options(stream_results=True, max_row_buffer=_AT_ONCE).execute(rows):
            stated.clear()
            if row.hash is not None:
                stated[_own_id(row)] = (row.hash, row.digest)
            if row.at is not None:
                if last is not None and row.at <= last:
                    about = (row.position, self.workstation, self.incarnation, row.seq)
                    disordered.append(Found(Wrong.OUT_OF_ORDER, *about, id=row.id))
                last = row.at
            yield Written(row.seq, self.incarnation, row.seq, row.entry.encode(), None)

    def _told(self, c: Connection, fault: Fault) -> Found:
        at = select(journal.c.position, journal.c.id).where(*self._where, journal.c.seq >= fault.n)
        row = c.execute(at.order_by(journal.c.seq).limit(1)).first()
        id = fault.id or (row.id if row and fault.kind is not FaultKind.MISSING else None)
        about = (self.workstation, fault.incarnation if fault.incarnation.int else self.incarnation)
        return Found(str(fault.kind), row.position if row else None, *about, fault.seq, fault.count, id)

    def _cut_off(self, c: Connection) -> list[Found]:
        """Entries that were decided once and are not there: the end of a chain shows by nothing else."""
        w = watermarks.c
        mark = select(w.seq).where(w.workstation == self.workstation, w.incarnation == self.incarnation)
        reached = c.execute(mark).scalar() or 0
        last = c.execute(select(func.max(journal.c.seq)).where(*self._where)).scalar() or 0
        if reached <= last:
            return []
        return [Found(Wrong.MISSING, None, self.workstation, self.incarnation, last + 1, reached - last)]


def _own_id(row: Any) -> UUID:
    """The id that an entry gives itself: another than its row's where the event is there a second time."""
    try:
        return _header.decode(row.entry).id
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return NOBODY  # the chain names it


class _Header(msgspec.Struct):
    id: UUID


_header = msgspec.json.Decoder(_Header)


def _chains(c: Connection) -> list[_Chain]:
    """Every incarnation of every workstation that is there, or that central once had something of."""
    j, w = journal.c, watermarks.c
    grouped = select(j.workstation, j.incarnation, func.count()).group_by(j.workstation, j.incarnation)
    there = {(name, incarnation): count for name, incarnation, count in c.execute(grouped)}
    for name, incarnation in c.execute(select(w.workstation, w.incarnation)):
        there.setdefault((name, incarnation), 0)
    return [_Chain(name, incarnation, count) for (name, incarnation), count in sorted(there.items())]


# --- positions, and what central states -------------------------------------------------------------------------


def _gaps(c: Connection) -> Iterator[Found]:
    """Positions have no gaps: one that is not there was taken away."""
    reached: int = c.execute(select(counters.c.value).where(counters.c.name == "position")).scalar_one()
    count: int = c.execute(select(func.count()).select_from(journal)).scalar_one()
    if count == reached:
        return
    before = func.lag(journal.c.position, 1, 0).over(order_by=journal.c.position)
    steps = select(journal.c.position, before.label("before")).subquery()
    for position, earlier in c.execute(select(steps).where(steps.c.position > steps.c.before + 1)):
        yield Found(Wrong.MISSING, earlier + 1, count=position - earlier - 1)
    last: int = c.execute(select(func.max(journal.c.position))).scalar() or 0
    if last < reached:
        yield Found(Wrong.MISSING, last + 1, count=reached - last)


def _not_stated(c: Connection) -> Iterator[Found]:
    """Redactions that central's own journal does not state as they are."""
    count: int = c.execute(select(func.count()).select_from(redactions)).scalar_one()
    if sum(_vouched(c, part) for part in _statements(c)) == count:
        return
    stated = {id: told for part in _statements(c) for id, told in part.items()}  # only where something is wrong
    j, r = journal.c, redactions.c
    rows = select(r.id, r.hash, r.digest, j.position, j.workstation, j.incarnation, j.seq)
    for row in c.execute(rows.outerjoin(journal, j.id == r.id).order_by(r.n)):
        if stated.get(row.id) != (row.hash, row.digest):
            yield Found(Wrong.NOT_STATED, row.position, row.workstation or "", row.incarnation, row.seq, id=row.id)


def _vouched(c: Connection, stated: dict[UUID, tuple[str, str]]) -> int:
    """How many redactions are as this statement says; of an entry redacted twice, the later one counts alone."""
    r = redactions.c
    rows = c.execute(select(r.id, r.hash, r.digest).where(r.id.in_(stated)))
    return sum(stated[id] == (hash, digest) for id, hash, digest in rows)


def _statements(c: Connection) -> Iterator[dict[UUID, tuple[str, str]]]:
    """What each `EntriesRedacted` says, in the order of central's journal."""
    own = select(journal.c.position, journal.c.entry).where(journal.c.workstation == CENTRAL)
    reached = -1
    while rows := c.execute(own.where(journal.c.position > reached).order_by(journal.c.position).limit(_AT_ONCE)).all():
        reached = rows[-1].position
        for row in rows:
            if EntriesRedacted.__name__ in row.entry and (said := _said(row.entry)):
                yield said


def _said(raw: str) -> dict[UUID, tuple[str, str]]:
    try:
        entry = _entry.decode(raw)
        if entry.kind == EntriesRedacted.__name__:
            return {id: (hash, digest) for id, hash, digest in _stated.decode(entry.body).entries}
    except (msgspec.MsgspecError, UnicodeDecodeError):
        pass  # the chain names it
    return {}
