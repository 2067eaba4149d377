"""The tables of a journal's file, and how its rows are found. `superseded` says what was written again later."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from uuid import UUID

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    and_,
    func,
    not_,
    select,
    text,
)

from deskapp.store.chain import Written

_metadata = MetaData()
journal = Table(
    "journal",
    _metadata,
    Column("n", Integer, primary_key=True, autoincrement=True),
    Column("incarnation", LargeBinary, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("entry", LargeBinary, nullable=False),
    Column("hash", String(64), nullable=False),
    sqlite_autoincrement=True,
)
superseded = Table(
    "superseded",
    _metadata,
    Column("incarnation", LargeBinary, primary_key=True),
    Column("from_seq", Integer, nullable=False),
)
_HAS_MARKS = text("SELECT 1 FROM sqlite_schema WHERE name = 'superseded'")
_INCARNATIONS = text(
    """
    WITH RECURSIVE one(incarnation) AS (
        SELECT min(incarnation) FROM journal
        UNION ALL
        SELECT (SELECT min(j.incarnation) FROM journal j WHERE j.incarnation > one.incarnation)
        FROM one WHERE one.incarnation IS NOT NULL)
    SELECT incarnation FROM one WHERE incarnation IS NOT NULL
    ORDER BY (SELECT j.n FROM journal j WHERE j.incarnation = one.incarnation ORDER BY j.seq LIMIT 1)
    """
)
_GIVEN = text("SELECT max(seq) FROM sqlite_sequence WHERE name = 'journal'")


def marks(connection: Connection) -> dict[UUID, int]:
    """From which number on the entries of an incarnation were written again. A reader may meet an older file."""
    if connection.execute(_HAS_MARKS).scalar() is None:
        return {}
    found = connection.execute(select(superseded.c.incarnation, superseded.c.from_seq))
    return {UUID(bytes=incarnation): seq for incarnation, seq in found}


def not_superseded(marked: Mapping[UUID, int]) -> list[ColumnElement[bool]]:
    """The conditions for rows that are not written again further on."""
    return [
        not_(and_(journal.c.incarnation == incarnation.bytes, journal.c.seq >= seq))
        for incarnation, seq in marked.items()
    ]


def undecided(connection: Connection, decided: Mapping[UUID, int], limit: int | None) -> Iterator[bytes]:
    """The entries above the watermark of their incarnation, in the order of recording, at most `limit`.

    Each incarnation is searched from its watermark on: what was decided is not read.
    """
    marked = marks(connection)
    for (incarnation,) in connection.execute(_INCARNATIONS).all():
        of = UUID(bytes=incarnation)
        above = select(journal.c.entry).where(journal.c.incarnation == incarnation, journal.c.seq > decided.get(of, 0))
        if of in marked:
            above = above.where(journal.c.seq < marked[of])
        for (entry,) in connection.execute(above.order_by(journal.c.seq).limit(limit)):
            yield entry
            if limit is not None:
                limit -= 1


def count_undecided(connection: Connection, decided: Mapping[UUID, int]) -> int:
    """How many entries `undecided` would give; none of them is read."""
    marked = marks(connection)
    count = 0
    for (incarnation,) in connection.execute(_INCARNATIONS).all():
        of = UUID(bytes=incarnation)
        above = select(func.count()).where(journal.c.incarnation == incarnation, journal.c.seq > decided.get(of, 0))
        if of in marked:
            above = above.where(journal.c.seq < marked[of])
        count += connection.execute(above).scalar_one()
    return count


def written(connection: Connection) -> Iterator[Written]:
    """Every row, in the order of the file."""
    for row in connection.execute(select(journal).order_by(journal.c.n)):
        yield Written(row.n, UUID(bytes=row.incarnation), row.seq, row.entry, row.hash)


def last_given(connection: Connection) -> int:
    """The last row number that SQLite gave: rows cut off at the end show by it."""
    return connection.execute(_GIVEN).scalar() or 0


def begin_numbers_above(connection: Connection, given: int) -> None:
    """No row number up to `given` is given again, though fewer rows are there."""
    given = max(given, last_given(connection))
    connection.execute(text("DELETE FROM sqlite_sequence WHERE name = 'journal'"))
    connection.execute(text("INSERT INTO sqlite_sequence VALUES ('journal', :given)"), {"given": given})
