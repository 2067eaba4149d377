"""Folding a batch of events: in order onto what is there, or again from the journal where one came late."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, func, select

from deskapp.central.schema import journal, records, touches
from deskapp.central.stamping import Arrived, stored_event
from deskapp.domain.events import Event, Identified, StubMade
from deskapp.domain.fold import apply, fold
from deskapp.domain.records import Discrepancy, Patron, Timeline, nothing
from deskapp.domain.values import Line
from deskapp.store.codec import read_record
from deskapp.store.overlay import named_parts
from deskapp.store.rows import PART_KINDS, keys_of

Key = tuple[Line, UUID]
RowKey = tuple[str, UUID]
_LINES = {**{str(line): line for line in Line}, "loan": Line.ITEM, "hold": Line.TITLE}
_PARTS = {"loan": "item", "hold": "title", "discrepancy": "of"}


def _codes(record: Any) -> tuple[str, ...]:
    codes: tuple[str, ...] = record.fields.cards if isinstance(record, Patron) else (record.barcode,)
    return codes


def _parent(kind: str, record: Any) -> UUID:
    parent: UUID = getattr(record, _PARTS.get(kind, "id"))
    return parent


class Batch:
    """The timelines that a batch of events touches, before and after."""

    def __init__(self, c: Connection, arrived: Sequence[Arrived]) -> None:
        self._c, self._arrived = c, arrived
        self._timelines: dict[Key, Timeline] = {}
        self._pointers: dict[UUID, UUID] = {}  # stub -> the record it turned out to be
        self._stubs: dict[UUID, list[UUID]] = {}
        self._last: dict[Key, int] = {}
        self._late: set[Key] = set()
        self.before: dict[RowKey, Any] = {}
        self.refolded = 0

    def fold(self) -> None:
        """Bring every touched timeline up to date."""
        self._load()
        for one in self._arrived:
            if one.event is not None:
                self._take(one, one.event)
        for key in sorted(self._late, key=lambda k: (k[0], k[1].bytes)):
            self._refold(key)

    def after(self) -> dict[RowKey, Any]:
        """Every record of the touched timelines as it is now. What a stub had is its known record's, not its own."""
        found: dict[RowKey, Any] = {}
        for (line, id), timeline in self._timelines.items():
            if id not in self._pointers or timeline != nothing(line, id):
                found |= keys_of(timeline)
        return found

    def newly_coded(self, after: dict[RowKey, Any]) -> dict[RowKey, Any]:
        """The records whose barcodes or cards are not what they were before the batch."""
        coded = {k: r for k, r in after.items() if k[0] in ("item", "patron")}
        return {k: r for k, r in coded.items() if k not in self.before or _codes(r) != _codes(self.before[k])}

    def gone(self, after: dict[RowKey, Any]) -> list[RowKey]:
        """The records that touched timelines had before and do not give any more."""
        gone = []
        for (kind, id), record in self.before.items():
            line = record.line if kind == "discrepancy" else _LINES[kind]
            key = (line, _parent(kind, record))
            folded = key in self._late if kind in _PARTS else key in self._timelines
            if folded and (kind, id) not in after:
                gone.append((kind, id))
        return sorted(gone, key=lambda k: (k[0], k[1].bytes))

    # --- loading --------------------------------------------------------------------------------------

    def _load(self) -> None:
        touched = {(Line(line), id) for a in self._arrived for line, id in a.touches}
        named = {a.event.body.id for a in self._arrived if a.event and isinstance(a.event.body, Identified)}
        heads = self._heads({id for _, id in touched} | named)
        self._points(heads)
        while missing := {p for p in self._pointers.values() if p not in {id for _, id in heads}}:
            more = self._heads(missing)
            heads |= more or {("patron", m): None for m in missing}
            self._points(more)
        ids = {id for _, id in touched} | set(self._pointers.values()) | named
        self._find_stubs(ids)
        self._find_last(ids | self._pointers.keys())
        parts = self._parts(ids)
        keys = touched | {(line, self._canonical(line, id)) for line, id in touched}
        keys |= {(line, id) for id in named for line in Line if (line, id) in heads}
        for line, id in keys:
            self._open(line, id, heads.get((line, id)), parts)

    def _heads(self, ids: set[UUID]) -> dict[RowKey, Any]:
        kinds = [str(line) for line in Line]
        return self._read(records.c.id.in_(ids), records.c.kind.in_(kinds))

    def _read(self, *where: Any) -> dict[RowKey, Any]:
        found = self._c.execute(select(records.c.kind, records.c.id, records.c.body).where(*where))
        read = {(kind, id): read_record(kind, body) for kind, id, body in found if body}
        self.before |= read
        return read

    def _points(self, heads: dict[RowKey, Any]) -> None:
        for (_, id), head in heads.items():
            if getattr(head, "same_as", None) is not None:
                self._pointers[id] = head.same_as

    def _find_stubs(self, ids: set[UUID]) -> None:
        """Every stub that leads to one of the records, through however many pointers."""
        while ids:
            where = (records.c.owner.in_(ids), records.c.kind.in_(("item", "patron")))
            found = self._c.execute(select(records.c.id, records.c.owner).where(*where)).all()
            ids = {id for id, _ in found} - self._pointers.keys()
            for id, owner in found:
                if owner is not None:
                    self._stubs.setdefault(owner, []).append(id)
                    self._pointers.setdefault(id, owner)

    def _find_last(self, ids: set[UUID]) -> None:
        """The time of the newest event that each timeline already has."""
        mine = {a.position for a in self._arrived}
        first = min(mine, default=0)
        found = (
            select(touches.c.line, touches.c.id, func.max(touches.c.at))
            .where(touches.c.id.in_(ids), touches.c.position < first)
            .group_by(touches.c.line, touches.c.id)
        )
        for line, id, at in self._c.execute(found):
            key = (Line(line), self._canonical(Line(line), id))
            self._last[key] = max(at, self._last.get(key, 0))

    def _parts(self, ids: set[UUID]) -> dict[UUID, dict[UUID, Any]]:
        named = {id for a in self._arrived if a.event for id in named_parts(a.event)}
        kinds = records.c.kind.in_((*PART_KINDS.values(), "discrepancy"))
        found = self._read(records.c.parent.in_(ids), kinds, records.c.live.is_(True))
        found |= self._read(records.c.id.in_(named), kinds)
        by_parent: dict[UUID, dict[UUID, Any]] = {}
        for (kind, id), part in found.items():
            by_parent.setdefault(_parent(kind, part), {})[id] = part
        return by_parent

    def _open(self, line: Line, id: UUID, head: Any, parts: dict[UUID, dict[UUID, Any]]) -> None:
        timeline = nothing(line, id)
        if head is not None:
            timeline = replace(timeline, head=head)
        mine = parts.get(id, {})
        found = {i: p for i, p in mine.items() if isinstance(p, Discrepancy) and p.line == line}
        own = {i: p for i, p in mine.items() if not isinstance(p, Discrepancy)} if line in PART_KINDS else {}
        self._timelines[line, id] = replace(timeline, parts=own, discrepancies=found)

    def _canonical(self, line: Line, id: UUID) -> UUID:
        if line not in (Line.ITEM, Line.PATRON, Line.ACCOUNT):
            return id
        seen = {id}
        while (to := self._pointers.get(id)) is not None and to not in seen:
            id = to
            seen.add(id)
        return id

    # --- folding --------------------------------------------------------------------------------------

    def _take(self, one: Arrived, event: Event) -> None:
        if isinstance(event.body, Identified):
            self._point(event.body)
        for line, id in one.touches:
            key = (line, self._canonical(line, id))
            self._take_one(key, one.at, event)
            if key[1] != id and isinstance(event.body, StubMade | Identified):
                self._late.add((line, id))
            if isinstance(event.body, Identified):
                self._late.add(key)

    def _point(self, body: Identified) -> None:
        """From now on the stub's events belong to the record it turned out to be; both are folded again."""
        if self._canonical(body.line, body.id) == body.stub:
            return
        self._pointers[body.stub] = body.id
        to = self._canonical(body.line, body.id)
        self._stubs.setdefault(to, []).append(body.stub)
        lines = (Line.PATRON, Line.ACCOUNT) if body.line == Line.PATRON else (Line.ITEM,)
        for line in lines:
            self._late |= {(line, body.stub), (line, to)}

    def _take_one(self, key: Key, at: int, event: Event) -> None:
        last = self._last.get(key)
        self._last[key] = max(at, last or 0)
        if key in self._late or (last is not None and at <= last):
            self._late.add(key)
            return
        timeline = self._timelines.get(key) or nothing(*key)
        self._timelines[key] = apply(timeline, event)

    def _refold(self, key: Key) -> None:
        """The timeline from all of its events, those of its stubs included."""
        line, id = key
        self._all_parts(key)
        ids = [id, *self._group(id)] if id not in self._pointers else [id]
        found = (
            select(journal.c.position, journal.c.at, journal.c.uncertainty, journal.c.entry)
            .join(touches, touches.c.position == journal.c.position)
            .where(touches.c.line == str(line), touches.c.id.in_(ids))
        )
        rows = {r.position: r for r in self._c.execute(found)}.values()
        events = [e for e in (stored_event(r.entry, r.at, r.uncertainty) for r in rows) if e is not None]
        if id in self._pointers:
            events = [e for e in events if isinstance(e.body, StubMade | Identified)]
        self._timelines[key] = fold(line, id, events)
        self.refolded += len(events)

    def _group(self, id: UUID) -> Iterable[UUID]:
        """The stubs that lead to the record, near and far."""
        found, near = dict[UUID, None](), [id]
        while near:
            near = [s for one in near for s in self._stubs.get(one, ()) if s not in found and s != id]
            found |= dict.fromkeys(near)
        return found

    def _all_parts(self, key: Key) -> None:
        """Every part and discrepancy that the timeline had, so that what a refold removes is found."""
        line, id = key
        kinds = [k for k in (PART_KINDS.get(line), "discrepancy") if k]
        self._read(records.c.parent == id, records.c.kind.in_(kinds))
