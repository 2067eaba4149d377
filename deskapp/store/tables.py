"""The tables that central and every cache have in common."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Dialect,
    Index,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    Uuid,
    text,
)
from sqlalchemy.types import TypeEngine

metadata = MetaData()


class Key(TypeDecorator[UUID]):
    """A UUID: native on PostgreSQL, 16 bytes on SQLite, where it orders and packs better than text."""

    impl = LargeBinary(16)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[UUID] | TypeEngine[bytes]:
        return Uuid() if dialect.name == "postgresql" else LargeBinary(16)

    def process_bind_param(self, value: UUID | None, dialect: Dialect) -> UUID | bytes | None:
        return value if value is None or dialect.name == "postgresql" else value.bytes

    def process_result_value(self, value: UUID | bytes | None, dialect: Dialect) -> UUID | None:
        return UUID(bytes=value) if isinstance(value, bytes) else value


records = Table(
    "records",
    metadata,
    Column("id", Key, primary_key=True),
    Column("kind", String(12), primary_key=True),
    Column("rev", BigInteger, nullable=False),
    Column("parent", Key),
    Column("owner", Key),
    Column("live", Boolean, nullable=False),
    Column("body", Text, nullable=False),
    Index("records_rev", "rev"),
)
Index("records_parent", records.c.parent, records.c.kind, sqlite_where=records.c.parent.is_not(None))
Index("records_owner", records.c.owner, records.c.kind, sqlite_where=records.c.owner.is_not(None))
LISTED = "live AND kind IN ('discrepancy', 'hold', 'item')"
"""What is listed whole: few among millions of rows."""
Index("records_listed", records.c.kind, sqlite_where=text(LISTED), postgresql_where=text(LISTED))

codes = Table(
    "codes",
    metadata,
    Column("code", String, primary_key=True),
    Column("kind", String(12), primary_key=True),
    Column("id", Key, primary_key=True),
    Index("codes_id", "id"),
    sqlite_with_rowid=False,  # all of a row is its key
)

settings = Table(
    "settings", metadata, Column("name", String, primary_key=True), Column("value", String, nullable=False)
)

watermarks = Table(
    "watermarks",
    metadata,
    Column("workstation", String, primary_key=True),
    Column("incarnation", Key, primary_key=True),
    Column("seq", BigInteger, nullable=False),
)
