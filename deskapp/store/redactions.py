"""What central had erased of this workstation's entries: how it comes here, and how it gets into the journal's file.

The sync process leaves it in a sealed file; the window's process, the journal's one writer, takes it from there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from uuid import UUID

import msgspec
from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    func,
    select,
    text,
    update,
)
from sqlalchemy.dialects.sqlite import insert as upsert

from deskapp.store.chain import digest_of_bytes
from deskapp.store.codec import Entry, encode
from deskapp.store.entries import journal, marks
from deskapp.store.redacted import in_its_place
from deskapp.store.sealed import Sealed

_decoder = msgspec.json.Decoder(Entry)
_redacted = Table(
    "redacted",
    MetaData(),
    Column("row", Integer, primary_key=True),
    Column("n", Integer, nullable=False),
    Column("id", LargeBinary, nullable=False),
    Column("hash", String(64), nullable=False),
    Column("digest", String(64), nullable=False),
)
"""`row`: the entry's row in the journal; `n`: central's number of the redaction."""

_HAS_TABLE = text("SELECT 1 FROM sqlite_schema WHERE name = 'redacted'")


class Redaction(msgspec.Struct, frozen=True, array_like=True):
    """One redaction as central tells it."""

    n: int
    hash: str
    digest: str
    entry: str


class RedactionFile:
    """The sealed file: the sync process writes it, the window reads it when it has changed."""

    def __init__(self, sealed: Sealed) -> None:
        self._sealed = sealed
        self._seen = 0

    def keep(self, found: Iterable[object]) -> None:
        """Write what central said, `redactions()` as it answers."""
        self._sealed.write(msgspec.convert(list(found), list[Redaction]))

    def news(self) -> list[Redaction]:
        """What was written since the last look."""
        try:
            changed = self._sealed.path.stat().st_mtime_ns
        except FileNotFoundError:
            return []
        if changed == self._seen:
            return []
        self._seen = changed
        found: list[Redaction] | None = self._sealed.read(list[Redaction])
        return found or []


def taken_up_to(c: Connection) -> int:
    """Central's number of the last redaction that this file has."""
    if c.execute(_HAS_TABLE).scalar() is None:
        return 0
    return c.execute(select(func.max(_redacted.c.n))).scalar() or 0


def put(c: Connection, found: Iterable[Redaction]) -> int:
    """Put the redacted entries in the place of those they were made of; how many rows were written.

    The hash that a row keeps of itself stays. Where an entry was written again under another number, both places are
    redacted. An entry that is not here, as in a file that was restored, is passed over.
    """
    written = 0
    for one in found:
        entry = _decoder.decode(one.entry)
        for row, old in _rows(c, entry):
            new = entry if (old.incarnation, old.seq) == (entry.incarnation, entry.seq) else in_its_place(old, entry)
            raw = one.entry.encode() if new is entry else encode(new)
            hash: str = c.execute(select(journal.c.hash).where(journal.c.n == row)).scalar_one()
            c.execute(update(journal).where(journal.c.n == row).values(entry=raw))
            about = {"row": row, "n": one.n, "id": entry.id.bytes, "hash": hash, "digest": digest_of_bytes(raw)}
            c.execute(upsert(_redacted).on_conflict_do_update(index_elements=["row"], set_=about), about)
            written += 1
    return written


def _rows(c: Connection, entry: Entry) -> Iterator[tuple[int, Entry]]:
    """Where the entry stands: under the number that central has, and under those that were superseded."""
    places: list[tuple[ColumnElement[bool], ...]] = [
        (journal.c.incarnation == entry.incarnation.bytes, journal.c.seq == entry.seq)
    ]
    places += [
        (journal.c.incarnation == i.bytes, journal.c.seq >= seq, func.instr(journal.c.entry, _said(entry.id)) > 0)
        for i, seq in marks(c).items()
    ]
    found: dict[int, Entry] = {}
    for where in places:
        for row, raw in c.execute(select(journal.c.n, journal.c.entry).where(*where)).all():
            old = _decoder.decode(raw)
            if old.id == entry.id:
                found[row] = old
    yield from found.items()


def _said(id: UUID) -> bytes:
    return f'"id":"{id}"'.encode()


def statements(c: Connection) -> dict[int, tuple[UUID, str, str]]:
    """Of each row that was redacted: the event's id, the hash it has in the chain, the digest of its bytes now."""
    if c.execute(_HAS_TABLE).scalar() is None:
        return {}
    return {r.row: (UUID(bytes=r.id), r.hash, r.digest) for r in c.execute(select(_redacted))}
