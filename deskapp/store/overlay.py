"""What staff see: central's records from the cache, with this workstation's pending events folded over them.

The one door for all reads. A patron registered offline is found; a book lent a moment ago is no longer on the shelf.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from deskapp.domain.barcode import folded
from deskapp.domain.events import Event
from deskapp.domain.fee import may_owe
from deskapp.domain.fold import apply
from deskapp.domain.queue import in_order
from deskapp.domain.records import (
    OPEN_HOLD,
    Account,
    Discrepancy,
    Hold,
    Item,
    Loan,
    Member,
    Patron,
    Timeline,
    Title,
    nothing,
)
from deskapp.domain.rules import Library
from deskapp.domain.values import LIBRARY, Line
from deskapp.store.cache import Cache, Known, Version
from deskapp.store.codec import Entry
from deskapp.store.journal import Journal
from deskapp.store.pending import Key, PendingEvents, named_parts
from deskapp.store.rows import AT_REST, PART_KINDS, STAFF, row_of


class Overlay:
    """The folded records that pending events touch; every other record comes from the cache."""

    def __init__(self, cache: Cache, journal: Journal) -> None:
        self.cache, self._journal = cache, journal
        self.known = Known(pulls=-1)
        self._reading = False
        self._clear(self.known)

    def _clear(self, by: Known) -> None:
        self._events = PendingEvents(by)
        self._timelines: dict[Key, Timeline] = {}
        self._codes_of: dict[Key, tuple[str, ...]] = {}
        self._codes: defaultdict[str, set[tuple[str, UUID]]] = defaultdict(set)
        self._by_owner: defaultdict[UUID, set[tuple[Key, UUID]]] = defaultdict(set)
        self._holds: dict[UUID, Hold] = {}
        self._touched: dict[Key, str] = {}
        self._followed: set[UUID] = set()  # stubs that led from what an event names to what it is folded onto
        self._versions: dict[UUID, Version] = {}  # of what was read to fold
        self._forget_looks()

    def _forget_looks(self) -> None:
        """What was read of the cache beside that, and kept."""
        self._same: dict[UUID, list[UUID]] = {}
        self._library: Library | None = None
        self._listed: list[Discrepancy] | None = None

    @property
    def pending(self) -> int:
        """How many events of this workstation central has not decided; that a record was looked at is none."""
        return len(self._events)

    # --- keeping up -----------------------------------------------------------------------------------

    @contextmanager
    def reading(self) -> Iterator[None]:
        """One state of the cache, and the journal above its watermark: everything inside fits together."""
        if self._reading:
            yield
            return
        self._reading = True
        try:
            with self.cache.snapshot():
                self._keep_up()
                yield
        finally:
            self._reading = False

    def refresh(self) -> bool:
        """Whether the sync process has brought anything since the last reading."""
        before = self.known.pulls
        replaced = self.cache.reopen_if_replaced()
        if replaced:
            self.known = Known(pulls=-1)
        with self.reading():
            return replaced or self.known.pulls != before

    def read_anew(self) -> None:
        """The journal was rewritten in part: read it again at the next reading."""
        self.known = Known(pulls=-1)

    def _keep_up(self) -> None:
        """Take up what a pull brought: what it changed is folded again, and the rest stays as it is."""
        known, before = self.cache.known(), self.known
        self.known = Known(pulls=-1)  # whatever breaks off here begins anew
        on_from_there = before.pulls >= 0 and known.epoch == before.epoch and known.rev >= before.rev
        if not on_from_there or not self._events.fits(known):
            self._fold_all(known)
        elif known.pulls != before.pulls:
            self._forget_looks()
            if not self._fold_changed():
                self._fold_all(known)
        self.known = known

    def _fold_all(self, known: Known) -> None:
        self._clear(known)
        self.add(self._journal.pending(self.cache.decided(self._journal.workstation)))

    def _fold_changed(self) -> bool:
        """Fold again what may not be as it was; False if it may be folded onto other records than before."""
        decided = self.cache.decided(self._journal.workstation)
        stale = self._events.drop(decided)
        changed = self._changed()
        if (changed | {id for _, id in stale}) & self._followed or self.cache.any_stub(changed):
            return False
        stale.update(key for one in self._events if not changed.isdisjoint(one.reads) for key in one.keys)
        for key in stale:
            self._forget(key)
            self._touched.pop(key, None)
        for one in self._events:
            for key in one.keys:
                if key in stale:
                    self._fold_one(key, one.event)
        self.add(self._journal.pending(self._events.reached(decided)))
        return not any(getattr(self._timelines[key].head, "same_as", None) for key in stale & self._timelines.keys())

    def _changed(self) -> set[UUID]:
        """Those of the records read that are not as they were."""
        before = self._versions
        self._versions = self.cache.versions({id for one in self._events for id in one.reads} | self._followed)
        return {id for id, version in self._versions.items() if before.get(id) != version}

    def add(self, entries: Iterable[Entry]) -> None:
        """Fold what was just recorded; call inside `reading()`."""
        read: set[UUID] = set()
        for one in self._events.add(entries):
            for line, id in one.touches:
                *stubs, found = self._path(line, id)
                self._followed.update(stubs)
                one.keys += ((line, found),)
                one.reads += (*stubs, found)
                self._fold_one((line, found), one.event)
            one.reads += tuple(named_parts(one.event))
            read.update(one.reads)
        self._versions |= self.cache.versions(id for id in read if id not in self._versions)

    def _fold_one(self, key: Key, event: Event) -> None:
        timeline = self._with_parts(self._timelines.get(key) or self._load(key), event)
        last = timeline.head.last
        if last is not None and last.workstation == event.stamp.workstation and event.stamp <= last:
            at = last.at + timedelta(microseconds=1)  # never before what this very desk did earlier
            event = replace(event, stamp=replace(event.stamp, at=at))
        if last is not None and event.stamp <= last:
            self._touched[key] = "waiting"  # central knows something later: it will put this in its place
            self._timelines.setdefault(key, timeline)
            return
        self._touched.setdefault(key, "pending")
        self._same.clear()
        self._keep(key, apply(timeline, event))

    def _load(self, key: Key) -> Timeline:
        line, id = key
        head = self.cache.get(line, id)
        timeline = nothing(line, id)
        if head is None:
            return timeline
        kind = PART_KINDS.get(line)
        parts = {p.id: p for p in self.cache.live_parts(kind, id)} if kind else {}
        told = {d.id: d for d in self.cache.live_parts("discrepancy", id) if d.line == line}
        return replace(timeline, head=head, parts=parts, discrepancies=told)

    def _with_parts(self, timeline: Timeline, event: Event) -> Timeline:
        kind = PART_KINDS.get(timeline.line)
        for id in named_parts(event):
            if id in timeline.parts or id in timeline.discrepancies:
                continue
            part = self.cache.get(kind, id) if kind else None
            if part is not None:
                timeline = replace(timeline, parts={**timeline.parts, id: part})
            elif (found := self.cache.get("discrepancy", id)) is not None and found.of == timeline.id:
                timeline = replace(timeline, discrepancies={**timeline.discrepancies, id: found})
        return timeline

    def _keep(self, key: Key, timeline: Timeline) -> None:
        self._forget(key)
        self._timelines[key] = timeline
        if key[0] is Line.LIBRARY:
            self._library = None
        self._codes_of[key] = row_of(timeline.head).codes
        for code in self._codes_of[key]:
            self._codes[code].add((str(key[0]), key[1]))
        for part in timeline.parts.values():
            self._by_owner[part.patron].add((key, part.id))
            if isinstance(part, Hold):
                self._holds[part.id] = part

    def _forget(self, key: Key) -> None:
        """The cache has it as it is, or it is about to be kept as it is now."""
        timeline = self._timelines.pop(key, None)
        for code in self._codes_of.pop(key, ()):
            self._codes[code].discard((str(key[0]), key[1]))
        for part in timeline.parts.values() if timeline else ():
            self._by_owner[part.patron].discard((key, part.id))
            self._holds.pop(part.id, None)

    # --- one record -----------------------------------------------------------------------------------

    def canonical(self, line: Line, id: UUID) -> UUID:
        """Follow the pointers of stubs that turned out to be a known record."""
        return self._path(line, id)[-1]

    def _path(self, line: Line, id: UUID) -> list[UUID]:
        of, path = Line.PATRON if line is Line.ACCOUNT else line, [id]
        if of in (Line.PATRON, Line.ITEM):
            while (head := self._head(of, path[-1])) is not None and head.same_as not in (None, *path):
                path.append(head.same_as)
        return path

    def _head(self, line: Line, id: UUID) -> Any:
        found = self._timelines.get((line, id))
        return found.head if found else self.cache.get(line, id)

    def item(self, id: UUID) -> Item | None:
        found: Item | None = self._head(Line.ITEM, id)
        return found

    def title(self, id: UUID) -> Title | None:
        found: Title | None = self._head(Line.TITLE, id)
        return found

    def patron(self, id: UUID) -> Patron | None:
        found: Patron | None = self._head(Line.PATRON, id)
        return found

    def member(self, id: UUID) -> Member | None:
        found: Member | None = self._head(Line.STAFF, id)
        return found

    def has_copied_staff(self) -> bool:
        """Whether the copy holds anybody who signs in; not before it has come, in a library that has staff."""
        return bool(self.cache.by_code(STAFF))

    def items(self, ids: Iterable[UUID]) -> dict[UUID, Item]:
        return self._many(Line.ITEM, ids)

    def titles(self, ids: Iterable[UUID]) -> dict[UUID, Title]:
        return self._many(Line.TITLE, ids)

    def patrons(self, ids: Iterable[UUID]) -> dict[UUID, Patron]:
        """Those of the patrons that there are, by the ids asked for; stubs followed."""
        found: dict[UUID, Patron] = self._many(Line.PATRON, ids)
        pointing = {
            id: self.patron(self.canonical(Line.PATRON, id)) for id, p in found.items() if p.same_as is not None
        }
        return found | {id: known for id, known in pointing.items() if known is not None}

    def _many(self, line: Line, ids: Iterable[UUID]) -> dict[UUID, Any]:
        wanted = set(ids)
        mine = {id: self._timelines[line, id].head for id in wanted if (line, id) in self._timelines}
        return self.cache.many(line, wanted - mine.keys()) | mine

    def requested(self, titles: Iterable[UUID]) -> set[UUID]:
        """Those of the titles that somebody waits for."""
        wanted = set(titles)
        mine = {id for id in wanted if (Line.TITLE, id) in self._timelines}
        return self.cache.with_live_parts("hold", wanted - mine) | {id for id in mine if self.queue(id)}

    def account(self, id: UUID) -> Account:
        found: Account | None = self._head(Line.ACCOUNT, id)
        return found or nothing(Line.ACCOUNT, id).head  # type: ignore[return-value]  # an Account

    def library(self) -> Library:
        if self._library is None:
            found = self._head(Line.LIBRARY, LIBRARY)
            self._library = found.library if found else Library()
        return self._library

    def hold(self, id: UUID) -> Hold | None:
        mine: Any = self._holds.get(id)
        found: Hold | None = mine or self.cache.get("hold", id)
        return found

    def loan(self, item: Item, id: UUID) -> Loan | None:
        timeline = self._timelines.get((Line.ITEM, item.id))
        found: Any = timeline.parts.get(id) if timeline else None
        loan: Loan | None = found or self.cache.get("loan", id)
        return loan

    def doubt(self, line: Line, id: UUID) -> str:
        """'pending' when this desk's word is not decided yet, 'waiting' when central already knows something later."""
        return self._touched.get((line, id), "")

    # --- lists ----------------------------------------------------------------------------------------

    def loans_of(self, patron: UUID) -> list[Loan]:
        """The patron's loans that are open, and those that ended with a fee."""
        return [p for p in self._owned("loan", patron) if p.closed is None or may_owe(p)]

    def holds_of(self, patron: UUID) -> list[Hold]:
        return [p for p in self._owned("hold", patron) if p.state in OPEN_HOLD]

    def _owned(self, kind: str, patron: UUID) -> list[Any]:
        found: dict[UUID, Any] = {}
        for id in self.same_patron(patron):
            for part in self.cache.owned(kind, id):
                found[part.id] = part
            for key, part_id in self._by_owner.get(id, ()):
                if PART_KINDS.get(key[0]) == kind:
                    found[part_id] = self._timelines[key].parts[part_id]
        return list(found.values())

    def same_patron(self, patron: UUID) -> list[UUID]:
        """The patron and the stubs that turned out to be them."""
        if patron in self._same:
            return self._same[patron]
        pending = [t.id for t in self._timelines.values() if getattr(t.head, "same_as", None) == patron]
        self._same[patron] = list(dict.fromkeys([patron, *self.cache.stubs_of("patron", patron), *pending]))
        return self._same[patron]

    def queue(self, title: UUID) -> list[Hold]:
        """The open requests for a title, in the order of their queue."""
        timeline = self._timelines.get((Line.TITLE, title))
        holds: Iterable[Any] = timeline.parts.values() if timeline else self.cache.live_parts("hold", title)
        return in_order(list(holds))

    def items_of(self, title: UUID) -> list[Item]:
        return self.items_of_titles([title])[title]

    def items_of_titles(self, titles: Iterable[UUID]) -> dict[UUID, list[Item]]:
        """The items of each title, by barcode."""
        found: dict[UUID, dict[UUID, Item]] = {title: {} for title in titles}
        for item in self.cache.children("item", found):
            found[item.fields.title][item.id] = item
        for (line, id), timeline in self._timelines.items():
            if line is Line.ITEM:
                head: Any = timeline.head
                for items in found.values():
                    items.pop(id, None)
                if head.fields and head.fields.title in found:
                    found[head.fields.title][id] = head
        return {title: sorted(items.values(), key=lambda i: i.barcode) for title, items in found.items()}

    def by_code(self, code: str) -> list[tuple[str, UUID]]:
        """The items, patrons and titles that carry this barcode, card or ISBN now; stubs followed."""
        found = dict.fromkeys([*self.cache.by_code(code), *sorted(self._codes.get(code, ()))])
        live: dict[tuple[str, UUID], None] = {}
        for kind, id in found:
            timeline = self._timelines.get((Line(kind), id))
            if timeline is None or code in row_of(timeline.head).codes:
                live[kind, self.canonical(Line(kind), id)] = None
        return list(live)

    def search(self, text: str, limit: int) -> list[Patron | Title]:
        """Patrons and titles whose words begin as typed; accents and case ignored."""
        words = _words(text)
        if not words:
            return []
        match = " ".join(f'"{w}"*' for w in words)
        found: dict[UUID, Any] = {r.id: r for r in self.cache.search(match, limit)}
        for (line, id), timeline in self._timelines.items():
            if line in (Line.PATRON, Line.TITLE):
                found.pop(id, None)
                if _matches(words, row_of(timeline.head).words):
                    found[id] = timeline.head
        return [r for r in found.values() if getattr(r, "same_as", None) is None][:limit]

    def holds(self) -> list[Hold]:
        """Every open request."""
        found: dict[UUID, Any] = {h.id: h for h in self.cache.listed("hold")}
        for (line, _), timeline in self._timelines.items():
            if line is Line.TITLE:
                found |= timeline.parts
        return [h for h in found.values() if h.state in OPEN_HOLD]

    def items_away(self) -> list[Item]:
        """The items that are neither on a shelf nor lent: on the hold shelf, on their way, lost, in repair, ..."""
        found: dict[UUID, Any] = {i.id: i for i in self.cache.listed("item")}
        found |= {id: t.head for (line, id), t in self._timelines.items() if line is Line.ITEM}
        return [i for i in found.values() if i.place.state not in AT_REST and i.same_as is None]

    def open_loans(self, at_once: int = 1000) -> Iterator[Loan]:
        """Every loan that had not ended when it was begun, each once, by id, so many of the cache in memory at a time;
        those of pending events at the end. Goes through all of them: for jobs and not for screens."""
        pending: dict[UUID, Any] = {}
        for (line, _), timeline in self._timelines.items():
            if line is Line.ITEM:
                pending |= timeline.parts
        for page in self.cache.loans(at_once):
            yield from (x for x in (pending.pop(x.id, x) for x in page) if x.closed is None)
        yield from (x for x in pending.values() if x.closed is None)

    def discrepancies(self) -> list[Discrepancy]:
        """Those that central found and nobody has closed, the newest first; they are counted every second."""
        if self._listed is None:
            self._listed = sorted(self.cache.discrepancies(), key=lambda d: d.at, reverse=True)
        closed = {d.id for t in self._timelines.values() for d in t.discrepancies.values() if d.closed}
        return [d for d in self._listed if d.id not in closed]


def _words(text: str) -> list[str]:
    """Letters and digits run together, as FTS5's unicode61 parts them; accents and case folded."""
    return re.findall(r"[^\W_]+", folded(text))


def _matches(words: list[str], text: str) -> bool:
    found = _words(text)
    return all(any(f.startswith(w) for f in found) for w in words)
