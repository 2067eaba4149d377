"""Whether what is marked as written again was written again: a mark must hide nothing from central.

An event keeps its id and its digest when it is written again, so that the chain itself proves each mark.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

import msgspec

from deskapp.store.chain import Fault, FaultKind, Written


class _Event(msgspec.Struct):
    """What stays the same when an entry is written again."""

    id: UUID
    digest: str


_decoder = msgspec.json.Decoder(_Event)


@dataclass(frozen=True, slots=True)
class _Hidden:
    row: Written
    digest: str


def false_marks(rows: Iterable[Written], marked: Mapping[UUID, int]) -> Iterator[Fault]:
    """Entries that a mark hides and that stand nowhere else (missing), or that stand twice without a mark (added)."""
    hidden: dict[UUID, _Hidden] = {}
    seen: set[bytes] = set()
    for row in rows:
        try:
            event = _decoder.decode(row.entry)
        except (msgspec.MsgspecError, UnicodeDecodeError):
            continue
        again = hidden.pop(event.id, None)
        if again is not None and again.digest != event.digest:
            yield Fault(FaultKind.ALTERED, row.n, row.incarnation, row.seq, id=event.id)
        elif again is None and event.id.bytes in seen:
            yield Fault(FaultKind.ADDED, row.n, row.incarnation, row.seq, id=event.id)
        seen.add(event.id.bytes)
        if row.seq >= marked.get(row.incarnation, row.seq + 1):
            hidden[event.id] = _Hidden(row, event.digest)
    for id, one in hidden.items():
        yield Fault(FaultKind.MISSING, one.row.n, one.row.incarnation, one.row.seq, id=id)


def marks_of(rows: Iterable[Written]) -> tuple[dict[UUID, int], list[int]]:
    """The marks that rows call for, and the row numbers of those that a mark would hide though they stand once.

    For a file that was damaged: some of what was written again may be lost where it stood the second time.
    """
    places: dict[UUID, list[tuple[int, UUID, int]]] = {}
    for row in rows:
        places.setdefault(_decoder.decode(row.entry).id, []).append((row.n, row.incarnation, row.seq))
    marked: dict[UUID, int] = {}
    for found in places.values():
        for _, incarnation, seq in found[:-1]:
            marked[incarnation] = min(seq, marked.get(incarnation, seq))
    alone = [found[-1][0] for found in places.values() if found[-1][2] >= marked.get(found[-1][1], found[-1][2] + 1)]
    return marked, sorted(alone)
