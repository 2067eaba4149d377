"""Stamping what arrived: each event's corrected time, given once, in the transaction that first applies it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from traceback import extract_tb
from typing import Any, NamedTuple
from uuid import UUID

import msgspec
from sqlalchemy import Connection, select

from deskapp.central.bulk import among, change, put
from deskapp.central.database import micros, moment
from deskapp.central.schema import boots, journal, latest, pushes, quarantine, touches
from deskapp.central.stamp import Boot, Reading, corrected, started
from deskapp.domain.events import Event
from deskapp.domain.values import Line, Touch
from deskapp.store.codec import BadEvent, Entry
from deskapp.store.pending import event_of

LONGEST_NAME = 200
"""Characters of a boot's name. A longer one was given by no operating system, and fits into no index."""

_decoder = msgspec.json.Decoder(Entry)


class Arrived(NamedTuple):
    """An event as the applier takes it up. `event` is None when it cannot be read: then it has a `fault`, and lies in
    quarantine; or when the same event came under another number: then there is nothing to do."""

    position: int
    id: UUID
    workstation: str
    incarnation: UUID
    seq: int
    at: int
    uncertainty: int
    touches: tuple[Touch, ...]
    event: Event | None
    fault: str = ""
    seen: tuple[Touch, ...] = ()  # whose records it says were looked at: found by them, and not folded


class Stamping:
    """The next events of the journal, each with its stamp, read before anything is written."""

    def __init__(self, c: Connection, rows: Sequence[Any], held: str = "") -> None:
        """`held`: why none of the events is to be folded; they go to quarantine then."""
        self._c, self._rows = c, rows
        read = [(row, *_decoded(row.entry)) for row in rows]
        self._clocks = _clocks(c, {row.push for row in rows})
        senders = {row.workstation for row in rows}
        named = {clock.boot for clock, _ in self._clocks.values()} | {entry.boot for _, entry, _ in read if entry}
        self._boots = _boots(c, senders, named)
        self._before = {sender: dict(mine) for sender, mine in self._boots.items()}
        self._last = _lasts(c, {row.incarnation for row in rows})
        self._exchanged: dict[str, int] = {}  # the push that each workstation's newest exchange came with
        self.arrived = [self._arrived(row, entry, fault or held) for row, entry, fault in read]

    def write(self) -> None:
        """Stamps, what is known of clocks, quarantine, and the timelines touched, for whoever folds one again."""
        c, arrived = self._c, self.arrived
        fresh = [
            (a.position, a.at, a.uncertainty) for row, a in zip(self._rows, arrived, strict=True) if row.at is None
        ]
        change(c, journal, ("position", "at", "uncertainty"), fresh)
        put(c, touches, [(id, str(line), a.position, a.at) for a in arrived for line, id in (*a.touches, *a.seen)])
        put(c, latest, [(*of, at) for of, at in self._last.items()], "incarnation", "workstation")
        put(c, boots, self._boots_learned(), "workstation", "boot")
        put(c, quarantine, [(a.position, a.id, a.fault) for a in arrived if a.fault])

    def _arrived(self, row: Any, entry: Entry | None, fault: str) -> Arrived:
        at, uncertainty = self._stamp(row, entry)
        self._last[row.incarnation, row.workstation] = at
        event = None
        if entry is not None and not fault and entry.id == row.id:  # another id: the event is here under another number
            event, fault = _event(entry, at, uncertainty)
        touched = tuple(dict.fromkeys(entry.touches)) if entry and event else ()
        seen = tuple([touch for touch in touched if touch.line is Line.SEEN])
        folded = tuple([touch for touch in touched if touch.line is not Line.SEEN]) if seen else touched
        about = (row.position, row.id, row.workstation, row.incarnation, row.seq)
        return Arrived(*about, at, uncertainty, folded, event, fault, seen)

    def _stamp(self, row: Any, entry: Entry | None) -> tuple[int, int]:
        """The stamp that the event has, or the one it gets; what cannot be read happened when it was received."""
        mine = self._boots[row.workstation]
        if row.push not in self._clocks:
            return row.at, row.uncertainty
        exchange, received = self._clocks[row.push]
        if self._exchanged.get(row.workstation) != row.push:
            self._exchanged[row.workstation] = row.push
            mine[exchange.boot] = Boot(started(exchange), exchange.offset, exchange.uncertainty)
        if row.at is not None:
            return row.at, row.uncertainty
        told = (micros(entry.wall), entry.boot, entry.monotonic) if entry else (received, "", 0)
        return corrected(*told, exchange, mine, received, self._last.get((row.incarnation, row.workstation)))

    def _boots_learned(self) -> list[tuple[str, str, int, int, int]]:
        return [
            (sender, name, boot.started, boot.offset, boot.uncertainty)
            for sender, mine in self._boots.items()
            for name, boot in mine.items()
            if _can_be_kept(name) and self._before.get(sender, {}).get(name) != boot
        ]


def stored_event(raw: str, at: int, uncertainty: int) -> Event | None:
    """An event of the journal with the stamp that it has; None when it cannot be read."""
    entry, _ = _decoded(raw)
    return _event(entry, at, uncertainty)[0] if entry else None


def reason_of(fault: BaseException) -> str:
    """The type of a fault and its place in the program: nothing that an event says, for that may name a person."""
    frames = extract_tb(fault.__traceback__)
    ours = [f for f in frames if "deskapp" in Path(f.filename).parts] or frames
    return f"{type(fault).__name__} in {Path(ours[-1].filename).stem}.{ours[-1].name}" if ours else type(fault).__name__


def _decoded(raw: str) -> tuple[Entry | None, str]:
    """The entry, or why it cannot be read: nothing that a desk sends may raise."""
    try:
        entry = _decoder.decode(raw)
    except Exception as fault:
        return None, _why(fault)
    return (entry, "") if entry.wall.tzinfo else (None, "a wall clock without a time zone")


def _event(entry: Entry, at: int, uncertainty: int) -> tuple[Event | None, str]:
    try:
        return event_of(entry, moment(at), uncertainty), ""
    except Exception as fault:
        return None, _why(fault)


def _why(fault: Exception) -> str:
    """What msgspec says of JSON that it cannot read; of any other fault its type and place."""
    if isinstance(fault, msgspec.MsgspecError | BadEvent):
        return str(fault)[:500].replace("\0", "")  # PostgreSQL keeps no such character
    return reason_of(fault)


def _clocks(c: Connection, ids: set[int]) -> dict[int, tuple[Reading, int]]:
    found = c.execute(select(pushes).where(among(c, pushes.c.id, ids)))
    return {r.id: (Reading(r.wall, r.boot, r.monotonic, r.clock_offset, r.uncertainty), r.received) for r in found}


def _boots(c: Connection, senders: set[str], named: set[str]) -> defaultdict[str, dict[str, Boot]]:
    """What is known of the boots that the entries name; other boots of the workstations do not matter to them."""
    wanted = {name for name in named if _can_be_kept(name)}
    where = (among(c, boots.c.workstation, senders), among(c, boots.c.boot, wanted))
    known: defaultdict[str, dict[str, Boot]] = defaultdict(dict)
    for r in c.execute(select(boots).where(*where)):
        known[r.workstation][r.boot] = Boot(r.started, r.clock_offset, r.uncertainty)
    return known


def _lasts(c: Connection, incarnations: set[UUID]) -> dict[tuple[UUID, str], int]:
    rows = c.execute(select(latest).where(among(c, latest.c.incarnation, incarnations)))
    return {(row.incarnation, row.workstation): row.at for row in rows}


def _can_be_kept(boot: str) -> bool:
    return len(boot) <= LONGEST_NAME and "\0" not in boot
