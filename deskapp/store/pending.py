"""What this workstation has recorded and central has not decided: the events, when they happened, what they touch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

import msgspec

from deskapp.domain.events import Event, Stamp, rank
from deskapp.domain.values import ActId, EventId, Line, Touch
from deskapp.store.cache import Known
from deskapp.store.codec import BadEvent, Entry, read_body

Key = tuple[Line, UUID]

DRIFT = timedelta(milliseconds=100)
"""By as much two comparisons of clocks may differ when no clock was set: what was estimated by one stays as it is."""

_NEXT = timedelta(microseconds=1)


def event_of(entry: Entry, at: datetime, uncertainty: int) -> Event:
    """The entry as the fold sees it, stamped with its corrected time; raises `BadEvent`."""
    body = read_body(entry.kind, entry.version, bytes(entry.body))
    stamp = Stamp(at, rank(body), entry.workstation, entry.incarnation, entry.seq)
    return Event(
        EventId(entry.id),
        ActId(entry.act),
        stamp,
        entry.staff,
        entry.desk,
        body,
        uncertainty,
        entry.relied_on.overrides,
    )


def named_parts(event: Event) -> list[UUID]:
    """The loan, request or discrepancy that an event names and that may no longer be open."""
    names = ("loan", "hold", "discrepancy")
    return [id for id in (getattr(event.body, name, None) for name in names) if id is not None]


def is_a_look(entry: Entry) -> bool:
    """Whether the entry says only that somebody's record was looked at: nothing to fold, and nothing that staff did."""
    return bool(entry.touches) and all(line is Line.SEEN for line, _ in entry.touches)


def _readable(entry: Entry, at: datetime, uncertainty: int) -> Event:
    """As the fold sees it; one that cannot be read says so of its records, until central has put it aside."""
    try:
        return event_of(entry, at, uncertainty)
    except BadEvent:
        unread = msgspec.structs.replace(entry, kind=f"unreadable {entry.kind}")
        return event_of(unread, at, uncertainty)


@dataclass(slots=True)
class PendingEvent:
    """One of them. `estimated`: its time by central's clock as far as known; the event's is never before that
    of the one recorded before it. Once it is folded, `keys` are the records that it was folded onto, and what
    comes of it depends on the records `reads`.
    """

    estimated: datetime
    event: Event
    touches: tuple[Touch, ...]
    keys: tuple[Key, ...] = ()
    reads: tuple[UUID, ...] = ()


class PendingEvents:
    """All that change a record, in the order of recording, with their times by the clocks as `by` has them."""

    def __init__(self, by: Known) -> None:
        self._by = by
        self._events: list[PendingEvent] = []
        self._reached: dict[UUID, int] = {}
        self._last_at: datetime | None = None

    def __len__(self) -> int:
        return len(self._events)

    def __iter__(self) -> Iterator[PendingEvent]:
        return iter(self._events)

    def fits(self, known: Known) -> bool:
        """Whether the clocks still stand to each other as when the times were estimated, or nothing was."""
        by = self._by
        if not self._events:
            self._by = known
        elif by.at is None or known.at is None:
            return by.at == known.at
        else:
            wall = timedelta(microseconds=known.offset - by.offset)
            booted = known.at - by.at + wall - timedelta(microseconds=known.monotonic - by.monotonic)
            return by.boot == known.boot and abs(wall) < DRIFT and abs(booted) < DRIFT
        return True

    def reached(self, decided: Mapping[UUID, int]) -> dict[UUID, int]:
        """Up to which number of each incarnation everything is decided or known here."""
        return {i: max(decided.get(i, 0), self._reached.get(i, 0)) for i in decided.keys() | self._reached.keys()}

    def add(self, entries: Iterable[Entry]) -> Iterator[PendingEvent]:
        """Take up what was recorded; each event that changes a record."""
        for entry in entries:
            self._reached[entry.incarnation] = entry.seq
            if is_a_look(entry):
                continue
            estimated = self._estimated(entry)
            event = _readable(entry, self._after_last(estimated), self._by.uncertainty)
            self._events.append(PendingEvent(estimated, event, entry.touches))
            yield self._events[-1]

    def drop(self, decided: Mapping[UUID, int]) -> set[Key]:
        """Let go of what central has decided; the records that it touches, and those whose events moved in time."""
        before, self._events, self._last_at = self._events, [], None
        touched = set[Key]()
        for one in before:
            stamp = one.event.stamp
            if stamp.seq <= decided.get(stamp.incarnation, 0):
                touched.update(one.keys)
                continue
            self._events.append(one)
            if (at := self._after_last(one.estimated)) != stamp.at:
                one.event = replace(one.event, stamp=replace(stamp, at=at))
                touched.update(one.keys)
        return touched

    def _after_last(self, estimated: datetime) -> datetime:
        last = self._last_at
        self._last_at = estimated if last is None or estimated > last else last + _NEXT
        return self._last_at

    def _estimated(self, entry: Entry) -> datetime:
        """When it happened in central's time, as far as is known here: by the clock that nobody sets, if it can be."""
        by, offset = self._by, timedelta(microseconds=self._by.offset)
        if by.at is not None and by.boot == entry.boot:
            return by.at + offset + timedelta(microseconds=entry.monotonic - by.monotonic)
        return entry.wall + offset
