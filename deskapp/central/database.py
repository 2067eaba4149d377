"""Central's database, PostgreSQL or SQLite: transactions, and bringing the schema up to date."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
from sqlalchemy import Connection, Engine, create_engine, select, text
from sqlalchemy.dialects.postgresql import insert as pg_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.dml import Insert
from sqlalchemy.sql.schema import Table

from deskapp.central.schema import settings
from deskapp.store.cipher import encrypted_engine, keep_check_value
from deskapp.store.migrate import bring_up
from deskapp.store.postgresql import WATCHFUL

SCHEMA = "0004"

VERSION = 1
"""What this program and a central must have in common to talk to each other."""

LOOK_EVERY = 0.02
"""Seconds between two looks for something to decide."""

_UNDECIDED = text(
    "SELECT (SELECT value FROM counters WHERE name = 'position') > (SELECT value FROM counters WHERE name = 'applied')"
)

AS_JSON = r"replace({}, '\u0000', '\u0001')::jsonb"
"""A column of text as PostgreSQL reads it: it reads no JSON with NUL in it."""

_EPOCH_ZERO = datetime(1970, 1, 1, tzinfo=UTC)


def micros(moment: datetime) -> int:
    """Microseconds since 1970 of an aware moment."""
    return (moment - _EPOCH_ZERO) // timedelta(microseconds=1)


def moment(micros: int) -> datetime:
    return _EPOCH_ZERO + timedelta(microseconds=micros)


class Database:
    """One way to begin a transaction on either database."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.is_postgresql = engine.dialect.name == "postgresql"

    @classmethod
    def postgresql(cls, url: str) -> Database:
        """`url` as libpq reads it; it may name several hosts."""
        return cls(
            create_engine(
                "postgresql+psycopg://",
                creator=lambda: psycopg.connect(url, tcp_user_timeout=15_000, **WATCHFUL),
                pool_pre_ping=True,
                hide_parameters=True,  # the log names no person
            )
        )

    @classmethod
    def sqlite(cls, path: Path, key: str) -> Database:
        database = cls(encrypted_engine(path, key, synchronous="FULL", checkpoint=True))
        with database.engine.connect():
            keep_check_value(path, key)
        return database

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction that may write; on SQLite it waits for its turn at the start, not in the middle."""
        with self.engine.connect() as connection:
            if self.is_postgresql:
                with connection.begin():
                    yield connection
                return
            with _on_sqlite(connection, "BEGIN IMMEDIATE"):
                yield connection

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Reads that all see one state."""
        with self.engine.connect() as connection:
            if self.is_postgresql:
                connection = connection.execution_options(isolation_level="REPEATABLE READ")
                with connection.begin():
                    yield connection
                return
            with _on_sqlite(connection, "BEGIN"):
                yield connection

    def upsert(self, table: Table, *keys: str) -> Insert:
        """INSERT that replaces the other columns of a row that is there."""
        make = pg_insert if self.is_postgresql else sqlite_insert
        statement = make(table)
        others = {c.name: statement.excluded[c.name] for c in table.columns if c.name not in keys}
        if not others:
            return statement.on_conflict_do_nothing(index_elements=list(keys))
        return statement.on_conflict_do_update(index_elements=list(keys), set_=others)

    def migrate(self) -> None:
        """Bring the schema to this program's version; one process at a time. Raises `Newer`, with nothing done."""
        from deskapp.central.staff_names import keep_all_names

        with self.write() as connection:
            if self.is_postgresql:
                connection.exec_driver_sql("SELECT pg_advisory_xact_lock(hashtext('deskapp schema'))")
            bring_up(connection, Path(__file__).parent / "migrations", SCHEMA)
            keep_all_names(connection)
            if self.is_postgresql:
                self._install(connection)

    def _install(self, connection: Connection) -> None:
        """The roles and functions, anew whenever a word of them, or the schema, has changed."""
        from deskapp.central.functions import INSTALLED

        digest = hashlib.sha256("".join((SCHEMA, *INSTALLED)).encode()).hexdigest()
        kept = connection.execute(select(settings.c.value).where(settings.c.name == "functions")).scalar()
        if kept != digest:
            for statement in INSTALLED:
                connection.exec_driver_sql(statement.replace("%", "%%"))
            connection.execute(self.upsert(settings, "name"), {"name": "functions", "value": digest})

    @contextmanager
    def pushes(self) -> Iterator[Callable[[float], None]]:
        """What is given waits until something is stored that is not decided, or so many seconds; PostgreSQL alone.

        It looks again and again: a notice with each push would wake every desk that listens to anything.
        """
        with self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:

            def wait(seconds: float) -> None:
                until = time.monotonic() + seconds
                while not connection.execute(_UNDECIDED).scalar() and time.monotonic() < until:
                    time.sleep(LOOK_EVERY)

            yield wait

    def close(self) -> None:
        self.engine.dispose()


@contextmanager
def _on_sqlite(connection: Connection, begin: str) -> Iterator[None]:
    connection.exec_driver_sql(begin)
    try:
        yield
        connection.exec_driver_sql("COMMIT")
    except BaseException:
        with suppress(DBAPIError):  # after some faults SQLite has ended it already; the fault itself is what matters
            connection.exec_driver_sql("ROLLBACK")
        raise


def epoch_of(connection: Connection) -> str:
    found: str = connection.execute(select(settings.c.value).where(settings.c.name == "epoch")).scalar_one()
    return found
