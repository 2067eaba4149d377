"""Central's tables, beside those that it shares with the caches. Moments are microseconds since 1970, UTC."""

from __future__ import annotations

from sqlalchemy import (
    DDL,
    BigInteger,
    Boolean,
    Column,
    Index,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    event,
)

from deskapp.store import tables as shared
from deskapp.store.tables import Key

metadata = MetaData()
records = shared.records.to_metadata(metadata)
codes = shared.codes.to_metadata(metadata)
settings = shared.settings.to_metadata(metadata)
watermarks = shared.watermarks.to_metadata(metadata)

journal = Table(
    "journal",
    metadata,
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    Column("id", Key, nullable=False, unique=True),
    Column("workstation", String, nullable=False),
    Column("incarnation", Key, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("push", BigInteger, nullable=False),
    Column("at", BigInteger),  # null until the applier has stamped it
    Column("uncertainty", BigInteger, nullable=False, server_default="0"),
    Column("entry", Text, nullable=False),
    UniqueConstraint("workstation", "incarnation", "seq"),
)

pushes = Table(
    "pushes",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("workstation", String, nullable=False),
    Column("received", BigInteger, nullable=False),
    Column("wall", BigInteger, nullable=False),
    Column("boot", String, nullable=False),
    Column("monotonic", BigInteger, nullable=False),
    Column("clock_offset", BigInteger, nullable=False),
    Column("uncertainty", BigInteger, nullable=False),
)

boots = Table(
    "boots",
    metadata,
    Column("workstation", String, primary_key=True),
    Column("boot", String, primary_key=True),
    Column("started", BigInteger, nullable=False),  # in central's time
    Column("clock_offset", BigInteger, nullable=False),
    Column("uncertainty", BigInteger, nullable=False),
)

latest = Table(
    "latest",
    metadata,
    Column("incarnation", Key, primary_key=True),
    Column("workstation", String, primary_key=True),
    Column("at", BigInteger, nullable=False),
)
"""The stamp of the last event of each journal: the next one is later."""

touches = Table(
    "touches",
    metadata,
    Column("id", Key, primary_key=True),
    Column("line", String(12), primary_key=True),
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    Column("at", BigInteger, nullable=False),
    Index("touches_at", "id", "line", "at"),
)

redactions = Table(
    "redactions",
    metadata,
    Column("n", BigInteger, primary_key=True, autoincrement=False),
    Column("id", Key, nullable=False, unique=True),
    Column("workstation", String, nullable=False),
    Column("hash", String(64), nullable=False),
    Column("digest", String(64), nullable=False),
    Index("redactions_workstation", "workstation", "n"),
)
"""Entries whose personal data was erased: the hash each has in its chain, and the SHA-256 of its bytes now. `n` rises:
workstations ask for what they do not have. Central's own journal states each, so that nobody adds one unseen."""

erased = Table("erased", metadata, Column("id", Key, primary_key=True), Column("at", BigInteger, nullable=False))
"""Ids of patrons who were erased, which lead to nobody: what arrives late from a desk is erased as well."""

quarantine = Table(
    "quarantine",
    metadata,
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    Column("id", Key, nullable=False),
    Column("reason", String, nullable=False),
)

counters = Table(
    "counters",
    metadata,
    Column("name", String, primary_key=True),
    Column("value", BigInteger, nullable=False),
)
"""`position`: of the newest event stored; `push`; `rev`: of the newest row; `applied`: position decided up to;
`secrets`: grows with every change of what desks are told of passwords."""

workstations = Table(
    "workstations",
    metadata,
    Column("name", String, primary_key=True),
    Column("serves", String, nullable=False, server_default=""),  # codes of branches, by commas; empty: all
    Column("enrolled", BigInteger),
    Column("joined", BigInteger),  # when its one-time code was used
    Column("revoked", BigInteger),
    Column("last_contact", BigInteger),
    Column("version", String, nullable=False, server_default=""),  # of its program
)

visits = Table(
    "visits",
    metadata,
    Column("workstation", String, primary_key=True),
    Column("patron", Key, primary_key=True),
    Column("since", BigInteger, nullable=False, index=True),
)
"""Patrons of other libraries whose details a workstation that serves only some has for a time."""

secrets = Table(
    "secrets",
    metadata,
    Column("name", String, primary_key=True),
    Column("what", String, primary_key=True),  # password or pin
    Column("salt", String, nullable=False),
    Column("ops", BigInteger, nullable=False),
    Column("memory", BigInteger, nullable=False),
    Column("verifier", String, nullable=False),
    Column("must_change", Boolean, nullable=False),
    Column("changed", BigInteger, nullable=False),
)
"""Of staff: what is derived from their passwords and PINs; never in the journal, nor in a record."""

failures = Table(
    "failures",
    metadata,
    Column("name", String, primary_key=True),
    Column("tries", BigInteger, nullable=False),
    Column("until", BigInteger, nullable=False),
)
"""Signing in that failed: how often in a row, and until when the next try waits; also for names that nobody has."""

sealed_codes = Table(
    "sealed_codes",
    metadata,
    Column("workstation", String, primary_key=True),
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("salt", String, nullable=False),
    Column("ops", BigInteger, nullable=False),
    Column("memory", BigInteger, nullable=False),
    Column("verifier", String, nullable=False),
    Column("used", BigInteger),
)
"""The codes in envelopes that open a desk which has not heard from central for too long."""

lease = Table(
    "lease",
    metadata,
    Column("name", String, primary_key=True),
    Column("holder", String, nullable=False),
    Column("generation", BigInteger, nullable=False),
    Column("until", BigInteger, nullable=False),
)

ready = Table(
    "ready",
    metadata,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("epoch", String, nullable=False),
    Column("rev", BigInteger, nullable=False),
    Column("layout", BigInteger, nullable=False),
    Column("rows", BigInteger, nullable=False),
    Column("key", String(64), nullable=False),
    Column("bytes", BigInteger, nullable=False),
    Column("erased", BigInteger, nullable=False),  # how many patrons had been, when it was begun
    Column("made", BigInteger, nullable=False),
)
"""The newest whole copy for workstations: an encrypted file, with its key; and in parts:"""

ready_parts = Table(
    "ready_parts",
    metadata,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("n", BigInteger, primary_key=True, autoincrement=False),  # from 1
    Column("sum", String(64), nullable=False),  # SHA-256
    Column("part", LargeBinary, nullable=False),
)
event.listen(  # what is encrypted cannot be compressed
    ready_parts,
    "after_create",
    DDL("ALTER TABLE ready_parts ALTER COLUMN part SET STORAGE EXTERNAL").execute_if(  # type: ignore[no-untyped-call]
        dialect="postgresql"
    ),
)

staff_names = Table(
    "staff_names",
    metadata,
    Column("name", String, primary_key=True),
    Column("id", Key, nullable=False),
)
"""The name that each member of staff signs in with, as programs look it up: databases have other ideas of capitals."""
