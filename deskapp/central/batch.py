"""Folding a batch of events: in order onto what is there, or again from the journal where one came late."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Connection, func, select

from deskapp.central.bulk import among, timelines
from deskapp.central.schema import journal, latest, records, touches
from deskapp.central.stamping import Arrived, stored_event
from deskapp.domain.events import Event, Identified, StubMade
from deskapp.domain.fold import apply, fold
from deskapp.domain.records import Discrepancy, Item, Patron, Timeline, Title, nothing
from deskapp.domain.values import Line
from deskapp.store.codec import read_record
from deskapp.store.pending import named_parts
from deskapp.store.rows import PART_KINDS, keys_of

Key = tuple[Line, UUID]
RowKey = tuple[str, UUID]
_LINES = {**{str(line): line for line in Line}, "loan": Line.ITEM, "hold": Line.TITLE}
_HEADS = tuple(str(line) for line in Line)
_PARTS = {"loan": "item", "hold": "title", "discrepancy": "of"}


REFOLDED = 50
"""Timelines folded again at a time: their whole history is in memory then."""

_POINTING = (Line.ITEM, Line.PATRON, Line.ACCOUNT)
"""The lines whose events may belong to another record than they name: to the one that a stub turned out to be."""


def _coded(record: Any) -> object:
    """What the codes of a record follow from; of any other than these they may follow from all of it."""
    match record:
        case Item():
            return record.barcode
        case Patron():
            return record.fields.cards
        case Title():
            return record.fields
        case _:
            return record


def _opened(key: Key, head: Any, parts: Sequence[Any], last: int | None) -> _Open:
    """A timeline as its rows say, with the parts that the next events can reach."""
    line, id = key
    own: dict[UUID, Any] = {}
    told: dict[UUID, Discrepancy] = {}
    for part in parts:
        if not isinstance(part, Discrepancy):
            own[part.id] = part
        elif part.line == line:
            told[part.id] = part
    known = nothing(line, id).head if head is None else head
    timeline = Timeline(line, id, known, own if line in PART_KINDS else {}, told)
    return _Open(timeline, None if head is None else timeline, last)


def _in_order(key: tuple[str, UUID]) -> tuple[str, int]:
    return key[0], key[1].int


def _parent(kind: str, record: Any) -> UUID:
    parent: UUID = getattr(record, _PARTS.get(kind, "id"))
    return parent


@dataclass(slots=True)
class _Open:
    """A timeline in work. `stored`: as its rows say, if it has any; `last`: the time of its newest event."""

    timeline: Timeline
    stored: Timeline | None = None
    last: int | None = None
    late: bool = False  # an event came that is older than another: it is folded again, from its first event
    over: bool = False  # folded again, and no event is left of it


class Change(NamedTuple):
    """A record that is not what it was; `was` is None for a new one."""

    kind: str
    record: Any
    was: Any

    @property
    def recoded(self) -> bool:
        """Whether it is found by other barcodes, cards or ISBNs than before."""
        return self.was is None or _coded(self.record) != _coded(self.was)


class Batch:
    """The timelines that a batch of events touches, before and after."""

    def __init__(self, c: Connection, arrived: Sequence[Arrived]) -> None:
        self._c, self._arrived = c, arrived
        self._open: dict[Key, _Open] = {}
        self._pointers: dict[UUID, UUID] = {}  # stub -> the record it turned out to be
        self._stubs: dict[UUID, list[UUID]] = {}
        self._before: dict[RowKey, Any] = {}
        self.refolded = 0
        self._load()

    def fold(self) -> None:
        """Fold onto what is there; a timeline for which an event came late is left to `refold()`."""
        for one in self._arrived:
            if one.event is not None:
                self._take(one, one.event)

    def refold(self) -> None:
        """Fold again, from the journal and its touches, each timeline for which an event came late."""
        late = sorted((key for key, one in self._open.items() if one.late), key=_in_order)
        for first in range(0, len(late), REFOLDED):
            self._refold(late[first : first + REFOLDED])

    def fold_again(self) -> None:
        """Every touched timeline from all of its events: what they say is not what it was."""
        for one in self._open.values():
            one.late = True
        self.refold()

    def outcome(self) -> tuple[list[Change], list[RowKey]]:
        """The records that differ from before, and those that are no more; both in a fixed order."""
        after = self._after()
        ordered = sorted(after.items(), key=lambda one: _in_order(one[0]))
        told = [Change(key[0], record, self._before.get(key)) for key, record in ordered]
        return [one for one in told if one.record is not one.was and one.record != one.was], self._gone(after)

    def _after(self) -> dict[RowKey, Any]:
        """The records of the timelines that changed. What a stub had is its known record's, not its own."""
        found: dict[RowKey, Any] = {}
        for key, one in self._open.items():
            if (
                not one.over
                and self._changed(key, one)
                and (key[1] not in self._pointers or one.timeline != nothing(*key))
            ):
                found |= keys_of(one.timeline)
        return found

    def _changed(self, key: Key, one: _Open) -> bool:
        """Whether its rows must be looked at: they are not there already, just as they should be."""
        return one.timeline is not one.stored or key[1] in self._pointers

    def _gone(self, after: dict[RowKey, Any]) -> list[RowKey]:
        """The records that touched timelines had before and do not give any more."""
        if not self._pointers and not any(one.late for one in self._open.values()):
            return []
        gone = []
        for (kind, id), record in self._before.items():
            line = record.line if kind == "discrepancy" else _LINES[kind]
            key = (line, _parent(kind, record))
            one = self._open.get(key)
            if one and (one.late or kind not in _PARTS) and self._changed(key, one) and (kind, id) not in after:
                gone.append((kind, id))
        return sorted(gone, key=_in_order)

    # --- loading --------------------------------------------------------------------------------------

    def _load(self) -> None:
        """Read the timelines that the events touch, as they are."""
        touched: set[Key] = {touch for a in self._arrived for touch in a.touches}
        merges = [a.event.body for a in self._arrived if a.event and isinstance(a.event.body, Identified)]
        named = {body.id for body in merges}
        ids = {id for _, id in touched}
        heads = self._heads(ids | named)
        self._points(heads)
        while missing := set(self._pointers.values()).difference(id for _, id in heads):
            more = self._heads(missing)
            heads |= more or {("patron", m): None for m in missing}
            self._points(more)
        led_to, behind = named.union(self._pointers.values()), self._behind()
        again = {id for line, id in behind if line in _POINTING} | {body.stub for body in merges}
        self._find_stubs(led_to | again)
        keys = touched | {self._home(touch) for touch in touched}
        behind |= {self._home(touch) for touch in behind}
        last = self._newest([*behind, *((line, id) for id in self._pointers for line in _POINTING)])
        keys |= {(line, id) for id in named for line in Line if (line, id) in heads}
        parts = self._parts(led_to | ids)
        for key in keys:
            self._open[key] = _opened(key, heads.get(key), parts.get(key[1], ()), last.get(key))

    def _behind(self) -> set[Key]:
        """What may have to be folded again: what an event touches that is not newer than all that was stamped before,
        in this batch too, or that merges two records."""
        newest = self._c.execute(select(func.max(latest.c.at))).scalar()
        found: set[Key] = set()
        for one in self._arrived:
            is_late = newest is not None and one.at <= newest
            if is_late or (one.event and isinstance(one.event.body, Identified)):
                found.update(one.touches)
            newest = one.at if newest is None else max(newest, one.at)
        return found

    def _heads(self, ids: set[UUID]) -> dict[RowKey, Any]:
        return self._read(among(self._c, records.c.id, ids), among(self._c, records.c.kind, _HEADS))

    def _read(self, *where: Any) -> dict[RowKey, Any]:
        found = self._c.execute(select(records.c.kind, records.c.body).where(*where)).all()
        told = [(kind, read_record(kind, body)) for kind, body in found if body]
        read = {(kind, record.id): record for kind, record in told}
        self._before |= read
        return read

    def _points(self, heads: dict[RowKey, Any]) -> None:
        for (_, id), head in heads.items():
            if getattr(head, "same_as", None) is not None:
                self._pointers[id] = head.same_as

    def _find_stubs(self, ids: set[UUID]) -> None:
        """Every stub that leads to one of the records, through however many pointers."""
        while ids:
            where = (among(self._c, records.c.owner, ids), among(self._c, records.c.kind, ("item", "patron")))
            found = self._c.execute(select(records.c.id, records.c.owner).where(*where)).all()
            ids = {id for id, _ in found} - self._pointers.keys()
            for id, owner in found:
                if owner is not None:
                    self._stubs.setdefault(owner, []).append(id)
                    self._pointers.setdefault(id, owner)

    def _newest(self, keys: Sequence[Key]) -> dict[Key, int]:
        """The time of the newest event that each timeline already has."""
        n, line, id = timelines(self._c, keys)
        newest = select(func.max(touches.c.at)).where(touches.c.id == id, touches.c.line == line)
        last: dict[Key, int] = {}
        for place, at in self._c.execute(select(n, newest.scalar_subquery())).all():
            if at is not None:
                key = self._home(keys[place])
                last[key] = max(at, last.get(key, at))
        return last

    def _parts(self, ids: set[UUID]) -> dict[UUID, list[Any]]:
        """What the next events can reach: the parts that are live, and those that an event names."""
        named = {id for a in self._arrived if a.event for id in named_parts(a.event)}
        kinds = among(self._c, records.c.kind, _PARTS)
        found = self._read(among(self._c, records.c.parent, ids), kinds, records.c.live.is_(True))
        if named := named.difference(id for _, id in found):
            found |= self._read(among(self._c, records.c.id, named), kinds)
        by_parent: dict[UUID, list[Any]] = {}
        for (kind, _), part in found.items():
            by_parent.setdefault(_parent(kind, part), []).append(part)
        return by_parent

    def _home(self, key: Key) -> Key:
        """The timeline to which an event that touches this one belongs."""
        return (key[0], self._canonical(*key)) if self._pointers else key

    def _canonical(self, line: Line, id: UUID) -> UUID:
        if line not in _POINTING:
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
        for touch in one.touches:
            key = self._home(touch)
            self._take_one(self._at(key), one.at, event)
            if key != touch and isinstance(event.body, StubMade | Identified):
                self._at(touch).late = True
            if isinstance(event.body, Identified):
                self._at(key).late = True

    def _at(self, key: Key) -> _Open:
        one = self._open.get(key)
        if one is None:
            one = self._open[key] = _Open(nothing(*key))
        return one

    def _point(self, body: Identified) -> None:
        """From now on the stub's events belong to the record it turned out to be; both are folded again."""
        if self._canonical(body.line, body.id) == body.stub:
            return
        self._pointers[body.stub] = body.id
        to = self._canonical(body.line, body.id)
        self._stubs.setdefault(to, []).append(body.stub)
        for line in (Line.PATRON, Line.ACCOUNT) if body.line == Line.PATRON else (Line.ITEM,):
            for id in (body.stub, to):
                self._at((line, id)).late = True

    def _take_one(self, one: _Open, at: int, event: Event) -> None:
        if one.last is not None and at <= one.last:
            one.late = True
        else:
            one.last = at
        if not one.late:
            one.timeline = apply(one.timeline, event)

    def _refold(self, keys: Sequence[Key]) -> None:
        """The timelines from all of their events, those of their stubs included."""
        self._all_parts(keys)
        named = {key: [key[1], *(() if key[1] in self._pointers else self._group(key[1]))] for key in keys}
        told = self._told(list({(line, one) for (line, _), ids in named.items() for one in ids}))
        for (line, id), ids in named.items():
            found = {p: e for one in ids for p, e in told[line, one].items()}
            events = [e for e in found.values() if e is not None]
            if id in self._pointers:
                events = [e for e in events if isinstance(e.body, StubMade | Identified)]
            folded = self._open[line, id]
            folded.timeline, folded.over = fold(line, id, events), not found
            self.refolded += len(events)

    def _told(self, keys: Sequence[Key]) -> dict[Key, dict[int, Event | None]]:
        """The events that touch each timeline, by their position; None for one that cannot be read."""
        n, line, id = timelines(self._c, keys)
        columns = (n, journal.c.position, journal.c.at, journal.c.uncertainty, journal.c.entry)
        where = (touches.c.id == id, touches.c.line == line, journal.c.position == touches.c.position)
        read: dict[int, Event | None] = {}
        told: dict[Key, dict[int, Event | None]] = {key: {} for key in keys}
        for place, position, at, uncertainty, entry in self._c.execute(select(*columns).where(*where)):
            if position not in read:
                read[position] = stored_event(entry, at, uncertainty)
            told[keys[place]][position] = read[position]
        return told

    def _group(self, id: UUID) -> Iterable[UUID]:
        """The stubs that lead to the record, near and far."""
        found, near = dict[UUID, None](), [id]
        while near:
            near = [s for one in near for s in self._stubs.get(one, ()) if s not in found and s != id]
            found |= dict.fromkeys(near)
        return found

    def _all_parts(self, keys: Sequence[Key]) -> None:
        """Every part and discrepancy that the timelines had, so that what a refold removes is found."""
        self._read(among(self._c, records.c.parent, {id for _, id in keys}), among(self._c, records.c.kind, _PARTS))
