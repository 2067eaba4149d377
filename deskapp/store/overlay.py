"""What staff see: central's records from the cache, with this workstation's pending events folded over them.

The one door for all reads. A patron registered offline is found; a book lent a moment ago is no longer on the shelf.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from deskapp.domain.barcode import folded
from deskapp.domain.fee import may_owe
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
    Title,
    nothing,
)
from deskapp.domain.rules import Library
from deskapp.domain.values import LIBRARY, Line
from deskapp.store.cache import Cache, Known
from deskapp.store.codec import Entry
from deskapp.store.folded import Folded
from deskapp.store.journal import Journal
from deskapp.store.rows import AT_REST, PART_KINDS, STAFF, row_of


class Overlay:
    """The folded records that pending events touch; every other record comes from the cache."""

    def __init__(self, cache: Cache, journal: Journal) -> None:
        self.cache, self._journal = cache, journal
        self.known = Known(pulls=-1)
        self._reading = False
        self._folded = Folded(cache, journal, self.known)
        self._forget_looks()

    def _forget_looks(self) -> None:
        """What was read of the cache beside what is folded, and kept."""
        self._same: dict[UUID, list[UUID]] = {}
        self._library: Library | None = None
        self._listed: list[Discrepancy] | None = None

    @property
    def pending(self) -> int:
        """How many events of this workstation central has not decided; that a record was looked at is none."""
        return len(self._folded)

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
        if not on_from_there or not self._folded.fits(known):
            self._fold_all(known)
        elif known.pulls != before.pulls:
            self._forget_looks()
            if not self._folded.fold_changed():
                self._fold_all(known)
        self.known = known

    def _fold_all(self, known: Known) -> None:
        self._folded = Folded(self.cache, self._journal, known)
        self._forget_looks()
        self._folded.fold_all()

    def add(self, entries: Iterable[Entry]) -> None:
        """Fold what was just recorded; call inside `reading()`."""
        self._folded.add(entries)
        self._same.clear()

    # --- one record -----------------------------------------------------------------------------------

    def canonical(self, line: Line, id: UUID) -> UUID:
        """Follow the pointers of stubs that turned out to be a known record."""
        return self._folded.path(line, id)[-1]

    def item(self, id: UUID) -> Item | None:
        found: Item | None = self._folded.head(Line.ITEM, id)
        return found

    def title(self, id: UUID) -> Title | None:
        found: Title | None = self._folded.head(Line.TITLE, id)
        return found

    def patron(self, id: UUID) -> Patron | None:
        found: Patron | None = self._folded.head(Line.PATRON, id)
        return found

    def member(self, id: UUID) -> Member | None:
        found: Member | None = self._folded.head(Line.STAFF, id)
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
        mine = {id: self._folded.timelines[line, id].head for id in wanted if (line, id) in self._folded.timelines}
        return self.cache.many(line, wanted - mine.keys()) | mine

    def requested(self, titles: Iterable[UUID]) -> set[UUID]:
        """Those of the titles that somebody waits for."""
        wanted = set(titles)
        mine = {id for id in wanted if (Line.TITLE, id) in self._folded.timelines}
        return self.cache.with_live_parts("hold", wanted - mine) | {id for id in mine if self.queue(id)}

    def account(self, id: UUID) -> Account:
        found: Account | None = self._folded.head(Line.ACCOUNT, id)
        return found or nothing(Line.ACCOUNT, id).head  # type: ignore[return-value]  # an Account

    def library(self) -> Library:
        key = (Line.LIBRARY, LIBRARY)
        if self._library is None or key in self._folded.timelines:  # what waits may have changed it since
            found = self._folded.head(*key)
            self._library = found.library if found else Library()
        return self._library

    def hold(self, id: UUID) -> Hold | None:
        mine: Any = self._folded.holds.get(id)
        found: Hold | None = mine or self.cache.get("hold", id)
        return found

    def loan(self, item: Item, id: UUID) -> Loan | None:
        timeline = self._folded.timelines.get((Line.ITEM, item.id))
        found: Any = timeline.parts.get(id) if timeline else None
        loan: Loan | None = found or self.cache.get("loan", id)
        return loan

    def doubt(self, line: Line, id: UUID) -> str:
        """'pending' when this desk's word is not decided yet, 'waiting' when central already knows something later."""
        return self._folded.touched.get((line, id), "")

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
            for key, part_id in self._folded.by_owner.get(id, ()):
                if PART_KINDS.get(key[0]) == kind:
                    found[part_id] = self._folded.timelines[key].parts[part_id]
        return list(found.values())

    def same_patron(self, patron: UUID) -> list[UUID]:
        """The patron and the stubs that turned out to be them."""
        if patron in self._same:
            return self._same[patron]
        pending = [t.id for t in self._folded.timelines.values() if getattr(t.head, "same_as", None) == patron]
        self._same[patron] = list(dict.fromkeys([patron, *self.cache.stubs_of("patron", patron), *pending]))
        return self._same[patron]

    def queue(self, title: UUID) -> list[Hold]:
        """The open requests for a title, in the order of their queue."""
        timeline = self._folded.timelines.get((Line.TITLE, title))
        holds: Iterable[Any] = timeline.parts.values() if timeline else self.cache.live_parts("hold", title)
        return in_order(list(holds))

    def items_of(self, title: UUID) -> list[Item]:
        return self.items_of_titles([title])[title]

    def items_of_titles(self, titles: Iterable[UUID]) -> dict[UUID, list[Item]]:
        """The items of each title, by barcode."""
        found: dict[UUID, dict[UUID, Item]] = {title: {} for title in titles}
        for item in self.cache.children("item", found):
            found[item.fields.title][item.id] = item
        for (line, id), timeline in self._folded.timelines.items():
            if line is Line.ITEM:
                head: Any = timeline.head
                for items in found.values():
                    items.pop(id, None)
                if head.fields and head.fields.title in found:
                    found[head.fields.title][id] = head
        return {title: sorted(items.values(), key=lambda i: i.barcode) for title, items in found.items()}

    def by_code(self, code: str) -> list[tuple[str, UUID]]:
        """The items, patrons and titles that carry this barcode, card or ISBN now; stubs followed."""
        found = dict.fromkeys([*self.cache.by_code(code), *sorted(self._folded.codes.get(code, ()))])
        live: dict[tuple[str, UUID], None] = {}
        for kind, id in found:
            timeline = self._folded.timelines.get((Line(kind), id))
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
        for (line, id), timeline in self._folded.timelines.items():
            if line in (Line.PATRON, Line.TITLE):
                found.pop(id, None)
                if _matches(words, row_of(timeline.head).words):
                    found[id] = timeline.head
        return [r for r in found.values() if getattr(r, "same_as", None) is None][:limit]

    def holds(self) -> list[Hold]:
        """Every open request."""
        found: dict[UUID, Any] = {h.id: h for h in self.cache.listed("hold")}
        for (line, _), timeline in self._folded.timelines.items():
            if line is Line.TITLE:
                found |= timeline.parts
        return [h for h in found.values() if h.state in OPEN_HOLD]

    def items_away(self) -> list[Item]:
        """The items that are neither on a shelf nor lent: on the hold shelf, on their way, lost, in repair, ..."""
        found: dict[UUID, Any] = {i.id: i for i in self.cache.listed("item")}
        found |= {id: t.head for (line, id), t in self._folded.timelines.items() if line is Line.ITEM}
        return [i for i in found.values() if i.place.state not in AT_REST and i.same_as is None]

    def open_loans(self, at_once: int = 1000) -> Iterator[Loan]:
        """Every loan that had not ended when it was begun, each once, by id, so many of the cache in memory at a time;
        those of pending events at the end. Goes through all of them: for jobs and not for screens."""
        pending: dict[UUID, Any] = {}
        for (line, _), timeline in self._folded.timelines.items():
            if line is Line.ITEM:
                pending |= timeline.parts
        for page in self.cache.loans(at_once):
            yield from (x for x in (pending.pop(x.id, x) for x in page) if x.closed is None)
        yield from (x for x in pending.values() if x.closed is None)

    def discrepancies(self) -> list[Discrepancy]:
        """Those that central found and nobody has closed, the newest first; they are counted every second."""
        if self._listed is None:
            self._listed = sorted(self.cache.discrepancies(), key=lambda d: d.at, reverse=True)
        closed = {d.id for t in self._folded.timelines.values() for d in t.discrepancies.values() if d.closed}
        return [d for d in self._listed if d.id not in closed]


def _words(text: str) -> list[str]:
    """Letters and digits run together, as FTS5's unicode61 parts them; accents and case folded."""
    return re.findall(r"[^\W_]+", folded(text))


def _matches(words: list[str], text: str) -> bool:
    found = _words(text)
    return all(any(f.startswith(w) for f in found) for w in words)
