"""What a workstation may ask of an embedded central (SQLite): hello, push, pull. The same answers as PostgreSQL's."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from typing import Annotated, Any
from uuid import UUID

import msgspec
from sqlalchemy import Connection, func, insert, select, update

from deskapp.central import copying
from deskapp.central.bulk import among, change, put
from deskapp.central.database import VERSION, Database, epoch_of
from deskapp.central.schema import counters, journal, pushes, quarantine, records, watermarks, workstations
from deskapp.store.pulled import Page, Pulled, page_of


class _Header(msgspec.Struct):
    """All that storing an event needs to read of it; the rest is the applier's, and quarantine's."""

    id: UUID
    workstation: Annotated[str, msgspec.Meta(max_length=200)]
    incarnation: UUID
    seq: int
    digest: Any = ""
    salt: Any = ""


_decoder = msgspec.json.Decoder(_Header)
LARGEST_PAGE = 20_000
NO_DESKS = ("probe", "setup", "central", "overnight")
"""Names under which programs ask that stand at no desk, as the jobs of a desk do: NAME/JOB."""

CONTACT_EVERY = 30_000_000
"""The last contact of a workstation is written down so often, in microseconds."""


def _header(raw: str) -> _Header | None:
    try:
        return _decoder.decode(raw)
    except (msgspec.MsgspecError, ValueError, RecursionError):  # the last two: numbers and nesting beyond all measure
        return None


def again_id(id: UUID, incarnation: UUID, seq: int) -> UUID:
    """The id of the row of an entry whose event is stored under another number."""
    return UUID(hashlib.md5(f"{id}:{incarnation}:{seq}".encode(), usedforsecurity=False).hexdigest())


class _Journals:
    """What of some entries is stored already, and how far the journals go that they belong to."""

    def __init__(self, c: Connection, ids: Sequence[UUID]) -> None:
        held = select(quarantine.c.position).where(quarantine.c.position == journal.c.position).exists()
        found = select(journal.c.id, journal.c.entry, held).where(among(c, journal.c.id, ids))
        self._c, self._known = c, {id: (entry, bool(held)) for id, entry, held in c.execute(found)}
        self._last: dict[tuple[str, UUID], int] = {}

    def fate(self, raw: str, header: _Header) -> str:
        """What becomes of an entry: a new one that goes on where its journal ends is stored; so is one whose event is
        `known` under another number, for the journal has to go on behind it."""
        if header.id in self._known:
            stored, held = self._known[header.id]
            if stored != raw and (again := self._again(stored, header)):
                return self._number(raw, header, "known") if again == "known" else again
            return "quarantined" if held else "duplicate"
        return self._number(raw, header, "new")

    def _again(self, stored: str, header: _Header) -> str:
        """What an entry is whose event is stored in other bytes: the same one in place of it, one with another number,
        or something else under its id. A redacted one keeps its digest, and a restored central may have it whole."""
        there = _header(stored)
        if there is None or not there.digest or there.digest != header.digest:
            return "other_content"
        if (there.workstation, there.incarnation, there.seq) != (header.workstation, header.incarnation, header.seq):
            return "known"
        return "other_content" if there.salt and header.salt else ""

    def _number(self, raw: str, header: _Header, fate: str) -> str:
        last = self._end(header.workstation, header.incarnation)
        if header.seq == last + 1:
            return fate
        if header.seq > last:
            return "gap"
        return "known" if fate == "known" and self._has(raw, header) else "number_taken"

    def _has(self, raw: str, header: _Header) -> bool:
        where = (
            journal.c.workstation == header.workstation,
            journal.c.incarnation == header.incarnation,
            journal.c.seq == header.seq,
        )
        return self._c.execute(select(journal.c.entry).where(*where)).scalar() == raw

    def is_stored(self, header: _Header) -> bool:
        """Whether the journal of the entry reaches as far as it already."""
        return header.seq <= self._end(header.workstation, header.incarnation)

    def stored(self, raw: str, header: _Header) -> tuple[UUID, str, UUID, int]:
        """Take note of an entry that is stored, and give what its row says of it; a second one of an event has an id
        of its own."""
        id = again_id(header.id, header.incarnation, header.seq) if header.id in self._known else header.id
        self._known.setdefault(header.id, (raw, False))
        self._last[header.workstation, header.incarnation] = header.seq
        return id, header.workstation, header.incarnation, header.seq

    def _end(self, workstation: str, incarnation: UUID) -> int:
        """The last number of a journal."""
        told = (workstation, incarnation)
        if told not in self._last:
            where = (journal.c.workstation == workstation, journal.c.incarnation == incarnation)
            self._last[told] = self._c.execute(select(func.max(journal.c.seq)).where(*where)).scalar() or 0
        return self._last[told]


class Gate:
    """For one workstation, whose name the server has made sure of."""

    def __init__(self, database: Database, workstation: str, now: Callable[[], int]) -> None:
        self._database, self._workstation, self._now = database, workstation, now

    def hello(self, program: str = "") -> dict[str, Any]:
        """Central's clock and history; `program` is the version of the one that asks."""
        with self._database.read() as c:
            epoch = epoch_of(c)
            secrets = c.execute(select(counters.c.value).where(counters.c.name == "secrets")).scalar_one()
            mine = workstations.c.name == self._workstation
            here = c.execute(select(workstations).where(mine)).first()
        late = here is None or here.version != program or (here.last_contact or 0) < self._now() - CONTACT_EVERY
        if late and "/" not in self._workstation and self._workstation not in NO_DESKS:
            self._heard(program)
        about = {"now": self._now(), "version": VERSION, "epoch": epoch, "workstation": self._workstation}
        return about | {"secrets": secrets}

    def _heard(self, program: str) -> None:
        row = {"name": self._workstation, "last_contact": self._now(), "version": program}
        with self._database.write() as c:
            if not c.execute(update(workstations).where(workstations.c.name == self._workstation).values(row)).rowcount:
                c.execute(insert(workstations).values(row))

    def push(self, clock: dict[str, Any], entries: Sequence[str]) -> list[str]:
        """Store what is new, in order and without gaps, and say what became of each."""
        headers = [_header(raw) for raw in entries]
        with self._database.write() as c:
            at = select(counters.c.name, counters.c.value).where(counters.c.name.in_(("position", "push")))
            counted: dict[str, int] = dict(c.execute(at.with_for_update()).all())
            number = counted["push"] + 1
            said = [clock[name] for name in ("wall", "boot", "monotonic", "offset", "uncertainty")]
            put(c, pushes, [(number, self._workstation, self._now(), *said)])
            journals = _Journals(c, [header.id for header in headers if header])
            fates: list[str] = []
            new: list[tuple[Any, ...]] = []
            for raw, header in zip(entries, headers, strict=True):
                fate = self._fate(journals, raw, header)
                if header and (fate == "new" or (fate == "known" and not journals.is_stored(header))):
                    about = journals.stored(raw, header)
                    new.append((counted["position"] + len(new) + 1, *about, number, None, 0, raw))
                fates.append(fate)
            put(c, journal, new)
            change(c, counters, ("name", "value"), [("position", counted["position"] + len(new)), ("push", number)])
        return fates

    def _mine(self, workstation: str) -> bool:
        return workstation == self._workstation or workstation.startswith(f"{self._workstation}/")

    def _fate(self, journals: _Journals, raw: str, header: _Header | None) -> str:
        if header is None:
            return "unreadable"
        if not self._mine(header.workstation):
            return "foreign"
        return journals.fate(raw, header)

    def pull(self, rev: int, page: int) -> Page:
        """The rows above `rev`, in order, and how far this workstation's journals are decided."""
        columns = (records.c.kind, records.c.id, records.c.rev, records.c.body)
        found = select(*columns).where(records.c.rev > rev).order_by(records.c.rev).limit(min(page, LARGEST_PAGE))
        with self._database.read() as c:
            rows = [Pulled(*row) for row in c.execute(found)]
            head = c.execute(select(counters.c.value).where(counters.c.name == "rev")).scalar_one()
            marks = c.execute(select(watermarks.c.workstation, watermarks.c.incarnation, watermarks.c.seq))
            decided = [(m.workstation, m.incarnation, m.seq) for m in marks if self._mine(m.workstation)]
            return page_of(epoch_of(c), head, rows, decided)

    def copy_head(self) -> dict[str, Any]:
        with self._database.read() as c:
            return copying.copy_head(c)

    def copy_records(self, after: tuple[UUID, str], page: int) -> list[list[Any]]:
        with self._database.read() as c:
            return copying.copy_records(c, after, page)

    def copy_codes(self, after: tuple[str, str, UUID], page: int) -> list[list[str]]:
        with self._database.read() as c:
            return copying.copy_codes(c, after, page)

    def checksums(self, rev: int) -> dict[str, Any]:
        with self._database.read() as c:
            return copying.checksums(c, rev)
