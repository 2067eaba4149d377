"""Following a journal's chain of hashes: which entry was altered, is missing, stands elsewhere, or was put in.

Pure: the same for a workstation's file and for central's table of journals.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import chain, pairwise
from uuid import UUID

import msgspec

from deskapp.domain.events import EntriesLost
from deskapp.store.codec import Entry
from deskapp.store.scribe import FIRST, chained, digest_of

_decoder = msgspec.json.Decoder(Entry)
_lost = msgspec.json.Decoder(EntriesLost)
NOBODY = UUID(int=0)
"""Stands for the incarnation of entries of which nothing is known but that they were there."""

Statements = Mapping[UUID, tuple[str, str]]
"""Of each entry that was redacted: the hash it had in the chain, and the digest of the bytes it has now."""


class FaultKind(StrEnum):
    ALTERED = "altered"
    MISSING = "missing"
    OUT_OF_ORDER = "out_of_order"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Fault:
    """`n`: the row where it shows. `seq` is the number of the (first) entry concerned, `count` how many are."""

    kind: FaultKind
    n: int
    incarnation: UUID
    seq: int
    count: int = 1
    id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """A row of a journal. `n` counts without a gap: at central, where positions do not, the `seq` again.

    `hash` is what was kept of the entry when it was written; central keeps none.
    """

    n: int
    incarnation: UUID
    seq: int
    entry: bytes
    hash: str | None = None


def digest_of_bytes(entry: bytes) -> str:
    """What a statement says of a redacted entry as it lies there."""
    return hashlib.sha256(entry).hexdigest()


def faults(
    rows: Iterable[Written], statements: Statements | None = None, *, first: str | None = FIRST, given: int = 0
) -> Iterator[Fault]:
    """What was done to a journal, in the order of its rows; nothing when the chain holds.

    `first` is what the first entry carries for the one before: None when that is not known, as at central for an
    incarnation that is not a workstation's first. `given`: the last row number that was ever given, 0 if not known.
    Where two entries contradict each other, the one after them is the witness. Entries that an `EntriesLost` further
    on in the chain names are accounted for. A redacted entry must be named by a statement.
    """
    follower = _Follower(first)
    links = (_link(row, statements or {}) for row in rows)
    for link, after in pairwise(chain(links, (None,))):
        assert link is not None
        follower.take(link, after)
    return follower.finish(given)


# --- one entry by itself ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Link:
    """An entry as the chain sees it. `hashes`: what the next one may carry; empty: anything, it was altered."""

    n: int
    incarnation: UUID
    seq: int
    hashes: tuple[str, ...] = ()
    prev: str = ""
    id: UUID | None = None
    altered: bool = False
    place: tuple[UUID, int] | None = None  # where its columns put it, if that is not where it says itself
    kept: bool = False  # the hash that was kept beside it is its own
    lost: EntriesLost | None = None

    def follows(self, other: _Link) -> bool:
        return self.incarnation == other.incarnation and self.seq == other.seq + 1

    def fault(self, kind: FaultKind) -> Fault:
        return Fault(kind, self.n, self.incarnation, self.seq, id=self.id)


def _link(row: Written, statements: Statements) -> _Link:
    try:
        entry = _decoder.decode(row.entry)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return _Link(row.n, row.incarnation, row.seq, altered=True)
    own = chained(entry)
    if entry.id in statements:
        own, digest = statements[entry.id]
        altered = digest_of_bytes(row.entry) != digest
    else:
        altered = not is_as_written(entry)
    place = (row.incarnation, row.seq)
    kept, displaced = row.hash == own, place != (entry.incarnation, entry.seq)
    if altered or not (displaced or row.hash is None or kept):
        return _Link(row.n, *place, prev=entry.prev, id=entry.id, altered=True)
    about = (row.n, entry.incarnation, entry.seq, (own,), entry.prev, entry.id)
    return _Link(*about, place=place if displaced else None, kept=kept, lost=_named_as_lost(entry))


def is_as_written(entry: Entry) -> bool:
    """Whether the body is the one whose digest the envelope carries."""
    try:
        return digest_of(entry.salt, bytes(entry.body)) == entry.digest if entry.salt else False
    except ValueError:
        return False


def _named_as_lost(entry: Entry) -> EntriesLost | None:
    if entry.kind != EntriesLost.__name__:
        return None
    try:
        return _lost.decode(bytes(entry.body))
    except msgspec.MsgspecError:
        return None


# --- one entry after another -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Gap:
    """Numbers that were passed over, and the entry that stands behind them."""

    incarnation: UUID
    first: int
    last: int
    n: int
    jumped: _Link | None = None


class _Follower:
    """How far the chain was followed, and what was found on the way."""

    def __init__(self, first: str | None) -> None:
        self._last = _Link(0, NOBODY, 0, () if first is None else (first,))
        self._left: set[UUID] = set()  # incarnations that others have followed
        self._gaps: list[_Gap] = []
        self._lost: list[EntriesLost] = []
        self._faults: list[Fault] = []
        self._rows = 0

    def take(self, link: _Link, after: _Link | None) -> None:
        """The next row, and the one behind it."""
        self._rows = max(self._rows, link.n)
        link = self._placed(link)
        if link.lost is not None:
            self._lost.append(link.lost)
        of_now = link.incarnation == self._last.incarnation
        if (of_now and link.seq <= self._last.seq) or (not of_now and link.incarnation in self._left):
            self._come_late(link, after)
        else:
            self._go_on(link, after)

    def _placed(self, link: _Link) -> _Link:
        """An entry whose columns say another place: its numbers were altered, or it was moved here from elsewhere."""
        last = self._last
        if link.place is None or (last.hashes and link.prev not in last.hashes):
            return link
        if link.follows(last) or (link.seq == 1 and link.incarnation not in self._left):
            return replace(link, altered=True)
        incarnation, seq = link.place
        return replace(link, incarnation=incarnation, seq=seq, hashes=(), altered=True)

    def _come_late(self, link: _Link, after: _Link | None) -> None:
        """A number that was passed over, or that another entry has."""
        for gap in self._gaps:
            if gap.incarnation == link.incarnation and gap.first <= link.seq <= gap.last:
                self._gaps.remove(gap)
                self._gaps += _without(gap, link.seq)
                self._faults.append((gap.jumped or link).fault(FaultKind.OUT_OF_ORDER))
                if link.altered:
                    self._faults.append(link.fault(FaultKind.ALTERED))
                return
        twin = (link.incarnation, link.seq) == (self._last.incarnation, self._last.seq)
        if twin and after is not None and after.prev in link.hashes and after.prev not in self._last.hashes:
            self._faults.append(self._last.fault(FaultKind.ADDED))
            self._last = link
        else:
            self._faults.append(link.fault(FaultKind.ADDED))

    def _go_on(self, link: _Link, after: _Link | None) -> None:
        passed = self._passed(link)
        self._gaps += passed
        if link.altered:
            self._faults.append(link.fault(FaultKind.ALTERED))
        elif self._last.hashes and link.prev not in self._last.hashes and not passed:
            link = self._contradicted(link, after)
        self._left.add(link.incarnation)
        self._last = link

    def _passed(self, link: _Link) -> list[_Gap]:
        """The numbers between the last entry and this one. Rows of no known incarnation count to the one before."""
        last = self._last
        if link.incarnation == last.incarnation:
            return [_Gap(link.incarnation, last.seq + 1, link.seq - 1, link.n, link)] if link.seq > last.seq + 1 else []
        gaps = []
        between = link.n - last.n - 1 - (link.seq - 1)
        if between > 0:
            gaps.append(_Gap(last.incarnation, last.seq + 1, last.seq + between, last.n + 1))
        if link.seq > 1:
            gaps.append(_Gap(link.incarnation, 1, link.seq - 1, link.n, link))
        return gaps

    def _contradicted(self, link: _Link, after: _Link | None) -> _Link:
        """This entry does not carry the hash of the one before: what follows says which of the two is wrong."""
        last = self._last
        if after is not None and (after.incarnation, after.seq) == (link.incarnation, link.seq):
            if after.prev in last.hashes:
                self._faults.append(link.fault(FaultKind.ADDED))
                return last
        elif after is not None and after.follows(link) and after.prev not in link.hashes:
            self._faults.append(link.fault(FaultKind.ALTERED))
            return replace(link, hashes=())
        if after is None and last.kept:
            self._faults.append(link.fault(FaultKind.ADDED))
        elif last.n:
            self._faults.append(last.fault(FaultKind.ALTERED))
        else:
            self._faults.append(link.fault(FaultKind.ALTERED))
        return link

    def finish(self, given: int) -> Iterator[Fault]:
        """Everything found, in the order of the rows."""
        last = self._last
        if given > self._rows:
            self._gaps.append(_Gap(last.incarnation, last.seq + 1, last.seq + given - self._rows, self._rows + 1))
        for gap in self._gaps:
            for first, until in _unnamed(gap, self._lost):
                found = Fault(FaultKind.MISSING, gap.n, gap.incarnation, first, until - first + 1)
                self._faults.append(found)
        return iter(sorted(self._faults, key=lambda f: (f.n, f.seq)))


def _without(gap: _Gap, seq: int) -> list[_Gap]:
    """What is left of a gap; that the entry behind it stands in the wrong place has been said."""
    parts = (replace(gap, last=seq - 1, jumped=None), replace(gap, first=seq + 1, jumped=None))
    return [p for p in parts if p.first <= p.last]


def _unnamed(gap: _Gap, lost: Iterable[EntriesLost]) -> Iterator[tuple[int, int]]:
    """The parts of a gap that no `EntriesLost` accounts for: first and last number of each."""
    first = gap.first
    for one in sorted((e for e in lost if e.incarnation == gap.incarnation), key=lambda e: e.first):
        if one.last < first or one.first > gap.last:
            continue
        if one.first > first:
            yield first, one.first - 1
        first = max(first, one.last + 1)
    if first <= gap.last:
        yield first, gap.last
