"""Central's database, PostgreSQL or SQLite: transactions, and bringing the schema up to date."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, select
from sqlalchemy.dialects.postgresql import insert as pg_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.sql.dml import Insert
from sqlalchemy.sql.schema import Table

from deskapp.central.schema import settings
from deskapp.store.cipher import encrypted_engine, write_check_value
from deskapp.store.migrate import bring_up

SCHEMA = "0002"

VERSION = 1
"""What this program and a central must have in common to talk to each other."""

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
        address = url.replace("postgresql://", "postgresql+psycopg://", 1)
        return cls(create_engine(address, pool_pre_ping=True, hide_parameters=True))  # the log names no person

    @classmethod
    def sqlite(cls, path: Path, key: str) -> Database:
        fresh = not path.exists()
        database = cls(encrypted_engine(path, key, synchronous="FULL", checkpoint=True))
        with database.engine.connect():
            if fresh:
                write_check_value(path, key)
        return database

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction that may write; on SQLite it waits for its turn at the start, not in the middle."""
        with self.engine.connect() as connection:
            if self.is_postgresql:
                with connection.begin():
                    yield connection
                return
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.exec_driver_sql("COMMIT")
            except BaseException:
                connection.exec_driver_sql("ROLLBACK")
                raise

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Reads that all see one state."""
        with self.engine.connect() as connection:
            if self.is_postgresql:
                connection = connection.execution_options(isolation_level="REPEATABLE READ")
                with connection.begin():
                    yield connection
                return
            connection.exec_driver_sql("BEGIN")
            try:
                yield connection
            finally:
                connection.exec_driver_sql("COMMIT")

    def upsert(self, table: Table, *keys: str) -> Insert:
        """INSERT that replaces the other columns of a row that is there."""
        make = pg_insert if self.is_postgresql else sqlite_insert
        statement = make(table)
        others = {c.name: statement.excluded[c.name] for c in table.columns if c.name not in keys}
        if not others:
            return statement.on_conflict_do_nothing(index_elements=list(keys))
        return statement.on_conflict_do_update(index_elements=list(keys), set_=others)

    def migrate(self) -> None:
        """Bring the schema to this program's version. Raises `Newer`, with nothing done."""
        with self.write() as connection:
            bring_up(connection, Path(__file__).parent / "migrations", SCHEMA)

    def wait_for_pushes(self, seconds: float) -> None:
        """Until a workstation has pushed something, or so many seconds; PostgreSQL alone."""
        with self.engine.connect() as connection:
            driver: Any = connection.connection.driver_connection
            driver.autocommit = True
            driver.execute("LISTEN deskapp_journal")
            for _ in driver.notifies(timeout=seconds, stop_after=1):
                pass
            driver.execute("UNLISTEN *")
            driver.autocommit = False

    def close(self) -> None:
        self.engine.dispose()


def epoch_of(connection: Connection) -> str:
    found: str = connection.execute(select(settings.c.value).where(settings.c.name == "epoch")).scalar_one()
    return found
