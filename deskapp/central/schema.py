"""Central's tables, beside those that it shares with the caches. Moments are microseconds since 1970, UTC."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, MetaData, String, Table, Text, UniqueConstraint

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

lasts = Table(
    "lasts",
    metadata,
    Column("workstation", String, primary_key=True),
    Column("at", BigInteger, nullable=False),
)

touches = Table(
    "touches",
    metadata,
    Column("id", Key, primary_key=True),
    Column("line", String(12), primary_key=True),
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    Column("at", BigInteger, nullable=False),
    Index("touches_at", "id", "line", "at"),
)

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
"""`position`: of the newest event stored; `push`; `rev`: of the newest row; `applied`: position decided up to."""

lease = Table(
    "lease",
    metadata,
    Column("name", String, primary_key=True),
    Column("holder", String, nullable=False),
    Column("generation", BigInteger, nullable=False),
    Column("until", BigInteger, nullable=False),
)
