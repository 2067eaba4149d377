"""Central is brought up to date while desks with older programs work on: they notice nothing.

`schemas/` holds what earlier versions made, as their own programs left it; a new version adds its own files there.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from sqlalchemy import Connection, inspect

from deskapp.central.database import SCHEMA, Database
from deskapp.central.local import applied
from deskapp.domain.outcome import Done
from deskapp.store.clock import SystemClock
from deskapp.store.codec import ReliedOn, encode
from deskapp.store.migrate import Newer, schema_of
from deskapp.store.scribe import Scribe
from tests.central.centrals import PASSWORD, now
from tests.desks import KEY, a_patron, new_id
from tests.postgresql import Cluster

SCHEMAS = Path(__file__).parent / "schemas"
OLD = sorted(path.name.partition(".")[0] for path in SCHEMAS.glob("*.postgresql.sql"))


class OldDesk:
    """The calls of a desk's program of version 0.1, as it made them when the schema was 0002."""

    def __init__(self, url: str, name: str) -> None:
        self._connection = psycopg.connect(url, autocommit=True)
        self._connection.execute("LISTEN deskapp_records")
        self._scribe = Scribe(name, SystemClock(), new_id, uuid4())
        self._clock = {"wall": now(), "boot": "b", "monotonic": now(), "offset": 0, "uncertainty": 100}

    def hello(self) -> Any:
        return self._ask("SELECT hello()")

    def push(self) -> Any:
        entries = self._scribe.write(Done((a_patron("P1")[1],)), "maria", "MAIN", ReliedOn())
        said = [encode(e).decode() for e in entries]
        return self._ask("SELECT push(%s::jsonb, %s)", json.dumps(self._clock), said)

    def pull(self) -> Any:
        return self._ask("SELECT pull(%s, %s, %s)", "", 0, 5000)

    def decided(self) -> int:
        """As the old program reads its watermark."""
        marks: dict[UUID, int] = {UUID(i): seq for _, i, seq in self.pull()["decided"]}
        return marks.get(self._scribe.incarnation, 0)

    def cards(self) -> int:
        """As the old program reads the rows."""
        return len([UUID(id) for kind, id, rev, body in self.pull()["rows"] if kind == "patron" and rev and body])

    def _ask(self, statement: str, *values: object) -> Any:
        row = self._connection.execute(statement.encode(), values).fetchone()
        assert row
        return row[0]

    def close(self) -> None:
        self._connection.close()


@pytest.fixture(params=OLD)
def old(request: pytest.FixtureRequest, postgresql: Cluster) -> Iterator[tuple[Database, OldDesk]]:
    """A central that an older program made, with a workstation that it enrolled."""
    base = postgresql.new_database()
    desk = f"old_{base}"
    with psycopg.connect(postgresql.url(base), autocommit=True) as server:
        server.execute(f"CREATE ROLE {desk} LOGIN PASSWORD '{PASSWORD}'".encode())
        server.execute((SCHEMAS / f"{request.param}.postgresql.sql").read_text().replace("{desk}", desk).encode())
    database = Database.postgresql(postgresql.url(base))
    program = OldDesk(postgresql.url(base, desk, PASSWORD), desk)
    yield database, program
    program.close()
    database.close()


def test_an_older_program_works_on_through_the_migration_and_after(old: tuple[Database, OldDesk]) -> None:
    database, desk = old
    before = desk.hello()
    assert desk.push() == ["new"]
    database.migrate()
    assert desk.push() == ["new"]
    after = desk.hello()
    assert (after["version"], after["workstation"]) == (before["version"], before["workstation"])
    assert abs(after["now"] - now()) < 10_000_000
    assert after["epoch"]
    applied(database, now)
    assert desk.cards() == 2
    assert desk.decided() == 2
    assert desk.pull()["head"] > 0
    assert desk.pull()["epoch"] == after["epoch"]


def test_an_old_central_brought_up_to_date_is_as_a_new_one(old: tuple[Database, OldDesk], postgresql: Cluster) -> None:
    database, _ = old
    database.migrate()
    fresh = Database.postgresql(postgresql.url(postgresql.new_database()))
    fresh.migrate()
    assert shape(database) == shape(fresh)
    with database.read() as one, fresh.read() as other:
        question = (
            "SELECT p.oid::regprocedure::text, pg_get_functiondef(p.oid), proowner::regrole::text FROM pg_proc p "
            "WHERE pronamespace = 'public'::regnamespace ORDER BY 1"
        )
        assert one.exec_driver_sql(question).all() == other.exec_driver_sql(question).all()
        names = "SELECT name FROM settings UNION ALL SELECT name FROM counters ORDER BY 1"
        assert one.exec_driver_sql(names).all() == other.exec_driver_sql(names).all()
    fresh.close()


@pytest.mark.parametrize("version", OLD)
def test_an_old_embedded_central_brought_up_to_date_is_as_a_new_one(tmp_path: Path, version: str) -> None:
    old, fresh = Database.sqlite(tmp_path / "old.db", KEY), Database.sqlite(tmp_path / "fresh.db", KEY)
    with old.engine.connect() as c:
        for statement in (SCHEMAS / f"{version}.sqlite.sql").read_text().split(";\n"):
            if statement:
                c.exec_driver_sql(statement)
        c.exec_driver_sql("INSERT INTO alembic_version VALUES (?)", (version,))
        c.exec_driver_sql("INSERT INTO settings VALUES ('epoch', ?)", (str(uuid4()),))
        for name in ("position", "push", "rev", "applied"):
            c.exec_driver_sql("INSERT INTO counters VALUES (?, 0)", (name,))
    for database in (old, fresh):
        database.migrate()
    assert shape(old) == shape(fresh)
    old.close()
    fresh.close()


def shape(database: Database) -> Any:
    """Tables, columns, keys and indexes; the order of columns says nothing."""
    with database.read() as c:
        assert schema_of(c) == SCHEMA
        look = inspect(c)
        return {
            name: (
                sorted((x["name"], str(x["type"]), x["nullable"], x["default"]) for x in look.get_columns(name)),
                sorted(look.get_pk_constraint(name)["constrained_columns"]),
                sorted(indexes(c, name)),
            )
            for name in look.get_table_names()
        }


def indexes(c: Connection, table: str) -> list[str]:
    """As the database words them; PostgreSQL words the same condition in several ways of casting."""
    if c.dialect.name == "postgresql":
        found = c.exec_driver_sql("SELECT indexdef FROM pg_indexes WHERE tablename = %s", (table,)).scalars()
        return [re.sub(r"::[a-z ]+(\[\])?|[()\[\]]", "", one) for one in found]
    question = "SELECT sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = ?"
    return list(c.exec_driver_sql(question, (table,)).scalars())


def test_an_older_program_refuses_to_migrate_what_is_newer_and_changes_nothing(tmp_path: Path) -> None:
    database = Database.sqlite(tmp_path / "central.db", KEY)
    database.migrate()
    with database.write() as c:
        c.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(Newer):
        database.migrate()
    with database.read() as c:
        assert schema_of(c) == "9999"
    database.close()
