"""The records that pending events touch: folded over central's, and found again by code, by owner, by request."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from deskapp.domain.events import Event
from deskapp.domain.fold import apply
from deskapp.domain.records import Hold, Timeline, nothing
from deskapp.domain.values import Line
from deskapp.store.cache import Cache, Known, Version
from deskapp.store.codec import Entry
from deskapp.store.journal import Journal
from deskapp.store.pending import Key, PendingEvents, named_parts
from deskapp.store.rows import PART_KINDS, row_of


class Folded:
    """What this workstation's pending events amount to, with their times by the clocks as `by` has them.

    Everything is to be called inside one reading of the cache. `touched` has each record that a pending event names.
    """

    def __init__(self, cache: Cache, journal: Journal, by: Known) -> None:
        self._cache, self._journal = cache, journal
        self._events = PendingEvents(by)
        self.timelines: dict[Key, Timeline] = {}
        self.codes: defaultdict[str, set[tuple[str, UUID]]] = defaultdict(set)
        self.by_owner: defaultdict[UUID, set[tuple[Key, UUID]]] = defaultdict(set)
        self.holds: dict[UUID, Hold] = {}
        self.touched: dict[Key, str] = {}
        self._codes_of: dict[Key, tuple[str, ...]] = {}
        self._followed: set[UUID] = set()  # stubs that led from what an event names to what it is folded onto
        self._versions: dict[UUID, Version] = {}  # of what was read to fold

    def __len__(self) -> int:
        """How many events wait for central's decision; that a record was looked at is none."""
        return len(self._events)

    def fits(self, known: Known) -> bool:
        """Whether the events' times are still those by central's clock as it is known now."""
        return self._events.fits(known)

    def fold_all(self) -> None:
        """Take up everything that central has not decided."""
        self.add(self._journal.pending(self._decided()))

    def fold_changed(self) -> bool:
        """Fold again what may not be as it was; False if it may be folded onto other records than before."""
        decided = self._decided()
        stale = self._events.drop(decided)
        changed = self._changed()
        if (changed | {id for _, id in stale}) & self._followed or self._cache.any_stub(changed):
            return False
        stale.update(key for one in self._events if not changed.isdisjoint(one.reads) for key in one.keys)
        for key in stale:
            self._forget(key)
            self.touched.pop(key, None)
        for one in self._events:
            for key in one.keys:
                if key in stale:
                    self._fold_one(key, one.event)
        self.add(self._journal.pending(self._events.reached(decided)))
        return not any(getattr(self.timelines[key].head, "same_as", None) for key in stale & self.timelines.keys())

    def _decided(self) -> dict[UUID, int]:
        return self._cache.decided(self._journal.workstation)

    def _changed(self) -> set[UUID]:
        """Those of the records read that are not as they were."""
        before = self._versions
        self._versions = self._cache.versions({id for one in self._events for id in one.reads} | self._followed)
        return {id for id, version in self._versions.items() if before.get(id) != version}

    def add(self, entries: Iterable[Entry]) -> None:
        """Fold these too, which were recorded after all the others."""
        read: set[UUID] = set()
        for one in self._events.add(entries):
            for line, id in one.touches:
                *stubs, found = self.path(line, id)
                self._followed.update(stubs)
                one.keys += ((line, found),)
                one.reads += (*stubs, found)
                self._fold_one((line, found), one.event)
            one.reads += tuple(named_parts(one.event))
            read.update(one.reads)
        self._versions |= self._cache.versions(id for id in read if id not in self._versions)

    def _fold_one(self, key: Key, event: Event) -> None:
        timeline = self._with_parts(self.timelines.get(key) or self._load(key), event)
        last = timeline.head.last
        if last is not None and last.workstation == event.stamp.workstation and event.stamp <= last:
            at = last.at + timedelta(microseconds=1)  # never before what this very desk did earlier
            event = replace(event, stamp=replace(event.stamp, at=at))
        if last is not None and event.stamp <= last:
            self.touched[key] = "waiting"  # central knows something later: it will put this in its place
            self.timelines.setdefault(key, timeline)
            return
        self.touched.setdefault(key, "pending")
        self._keep(key, apply(timeline, event))

    def _load(self, key: Key) -> Timeline:
        line, id = key
        head = self._cache.get(line, id)
        timeline = nothing(line, id)
        if head is None:
            return timeline
        kind = PART_KINDS.get(line)
        parts = {p.id: p for p in self._cache.live_parts(kind, id)} if kind else {}
        told = {d.id: d for d in self._cache.live_parts("discrepancy", id) if d.line == line}
        return replace(timeline, head=head, parts=parts, discrepancies=told)

    def _with_parts(self, timeline: Timeline, event: Event) -> Timeline:
        kind = PART_KINDS.get(timeline.line)
        for id in named_parts(event):
            if id in timeline.parts or id in timeline.discrepancies:
                continue
            part = self._cache.get(kind, id) if kind else None
            if part is not None:
                timeline = replace(timeline, parts={**timeline.parts, id: part})
            elif (found := self._cache.get("discrepancy", id)) is not None and found.of == timeline.id:
                timeline = replace(timeline, discrepancies={**timeline.discrepancies, id: found})
        return timeline

    def _keep(self, key: Key, timeline: Timeline) -> None:
        self._forget(key)
        self.timelines[key] = timeline
        self._codes_of[key] = row_of(timeline.head).codes
        for code in self._codes_of[key]:
            self.codes[code].add((str(key[0]), key[1]))
        for part in timeline.parts.values():
            self.by_owner[part.patron].add((key, part.id))
            if isinstance(part, Hold):
                self.holds[part.id] = part

    def _forget(self, key: Key) -> None:
        """The cache has it as it is, or it is about to be kept as it is now."""
        timeline = self.timelines.pop(key, None)
        for code in self._codes_of.pop(key, ()):
            self.codes[code].discard((str(key[0]), key[1]))
        for part in timeline.parts.values() if timeline else ():
            self.by_owner[part.patron].discard((key, part.id))
            self.holds.pop(part.id, None)

    def path(self, line: Line, id: UUID) -> list[UUID]:
        """The record and, where it is a stub that turned out to be another, what it leads to: the last one counts."""
        of, path = Line.PATRON if line is Line.ACCOUNT else line, [id]
        if of in (Line.PATRON, Line.ITEM):
            while (head := self.head(of, path[-1])) is not None and head.same_as not in (None, *path):
                path.append(head.same_as)
        return path

    def head(self, line: Line, id: UUID) -> Any:
        """The record with what waits folded over it, else as central has it; None where there is none."""
        found = self.timelines.get((line, id))
        return found.head if found else self._cache.get(line, id)
