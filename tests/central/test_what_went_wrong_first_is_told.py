"""An embedded central whose file cannot be written says so: what its clean-up meets as well hides nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from sqlalchemy import Connection

from deskapp.central.database import Database
from deskapp.central.schema import settings
from tests.desks import KEY


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    one = Database.sqlite(tmp_path / "central.db", KEY)
    one.migrate()
    yield one
    one.close()


def put(c: Connection, name: str) -> None:
    c.execute(settings.insert(), {"name": name, "value": "x"})


def names(database: Database) -> set[str]:
    with database.read() as c:
        return {row.name for row in c.execute(settings.select())}


@pytest.mark.parametrize("kind", ["write", "read"])
def test_the_first_fault_is_told_where_sqlite_had_already_ended_the_transaction(database: Database, kind: str) -> None:
    """It does so by itself on a full disk and where reading or writing fails."""

    def fail(transaction: AbstractContextManager[Connection]) -> None:
        with transaction as c:
            c.exec_driver_sql("ROLLBACK")
            raise LookupError("what went wrong first")

    with pytest.raises(LookupError, match="what went wrong first"):
        fail(database.write() if kind == "write" else database.read())
    with database.write() as c:
        put(c, "afterwards")
    assert "afterwards" in names(database)


def test_nothing_of_what_failed_is_kept(database: Database) -> None:
    def fail() -> None:
        with database.write() as c:
            put(c, "half")
            raise LookupError

    with pytest.raises(LookupError):
        fail()
    assert "half" not in names(database)
