"""What a workstation's role may do at the library's PostgreSQL: a few functions, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from psycopg.errors import InsufficientPrivilege

from deskapp.central.functions import SIGNATURES, WORKSTATION
from tests.central.centrals import OnPostgresql
from tests.postgresql import Cluster

MAY = (
    *("changes", "checksums", "copy_codes", "copy_head", "copy_records"),
    *("hello", "joined", "pull", "push", "ready_head", "ready_parts"),
    *("redactions", "set_secret", "sign_in", "sign_in_terms", "verifiers"),
)


@pytest.fixture
def central(postgresql: Cluster) -> Iterator[OnPostgresql]:
    made = OnPostgresql(postgresql, "desk", "other")
    yield made
    made.close()


@pytest.fixture
def role(central: OnPostgresql) -> Iterator[psycopg.Connection[Any]]:
    with psycopg.connect(central.url("desk"), autocommit=True) as connection:
        yield connection


def test_the_role_may_execute_the_three_functions(role: psycopg.Connection[Any]) -> None:
    clock = '{"wall": 1, "boot": "b", "monotonic": 1, "offset": 0, "uncertainty": 0}'
    assert role.execute("SELECT (hello()->>'version')::int").fetchone() == (1,)
    assert role.execute("SELECT push(%s::jsonb, %s::text[])", (clock, [])).fetchone() == ([],)
    assert role.execute("SELECT (pull('', 0, 10)->>'head')::int").fetchone() == (0,)


def test_the_role_may_execute_no_other_function_of_the_schema(role: psycopg.Connection[Any]) -> None:
    may = role.execute(
        "SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace "
        "AND has_function_privilege(oid, 'EXECUTE') ORDER BY 1"
    ).fetchall()
    names = sorted(signature.partition("(")[0] for signature in SIGNATURES)
    assert [name for (name,) in may] == names == sorted(MAY)


@pytest.mark.parametrize("right", ["SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER"])
def test_the_role_has_no_right_on_any_table_or_column(role: psycopg.Connection[Any], right: str) -> None:
    has = "has_table_privilege(c.oid, %s)"
    if right in ("SELECT", "INSERT", "UPDATE", "REFERENCES"):
        has = "(has_table_privilege(c.oid, %s) OR has_any_column_privilege(c.oid, %s))"
    found = role.execute(
        "SELECT relname FROM pg_class c WHERE relnamespace = 'public'::regnamespace "
        f"AND relkind IN ('r', 'v', 'm', 'p', 'f') AND {has}",
        (right,) * has.count("%s"),
    ).fetchall()
    assert found == []
    tables = role.execute("SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace").fetchone()
    assert tables
    assert tables[0] > 10


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM records",
        "SELECT * FROM journal",
        "SELECT * FROM alembic_version",
        "UPDATE counters SET value = 0",
        "CREATE TABLE mine (x int)",
        "CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE SCHEMA mine",
        "CREATE TEMP TABLE mine (x int)",
        "CREATE ROLE friend",
        "COPY (SELECT 1) TO PROGRAM 'true'",
        "SELECT pg_read_file('/etc/passwd')",
        "SET ROLE postgres",
    ],
)
def test_the_role_is_refused(role: psycopg.Connection[Any], statement: str) -> None:
    with pytest.raises(InsufficientPrivilege):
        role.execute(statement.encode())


def test_a_false_table_of_the_role_is_not_taken_for_the_real_one(role: psycopg.Connection[Any]) -> None:
    """The functions look in `public` first, whatever the role puts into its own schemas and search path."""
    try:
        role.execute("CREATE TEMP TABLE settings (name text, value text)")
    except InsufficientPrivilege:
        return
    role.execute("INSERT INTO settings VALUES ('epoch', 'false')")
    role.execute("SET search_path = pg_temp, public")
    assert role.execute("SELECT public.hello()->>'epoch'").fetchone() != ("false",)


def test_the_owner_of_the_functions_fixes_their_search_path(role: psycopg.Connection[Any]) -> None:
    found = role.execute(
        "SELECT proname, prosecdef, proconfig FROM pg_proc "
        "WHERE pronamespace = 'public'::regnamespace AND has_function_privilege(oid, 'EXECUTE')"
    ).fetchall()
    assert found
    assert all(definer and "search_path=public, pg_temp" in config for _, definer, config in found)


def test_a_role_that_was_revoked_is_not_admitted(central: OnPostgresql) -> None:
    from deskapp.sync.link import NotAdmitted

    link = central.link("desk")
    link.hello()
    central.execute(f'ALTER ROLE "{central.name("desk")}" NOLOGIN')
    link.close()
    with pytest.raises(NotAdmitted):
        link.hello()


def test_a_role_whose_rights_were_taken_is_not_admitted(central: OnPostgresql) -> None:
    from deskapp.sync.link import NotAdmitted

    link = central.link("desk")
    link.hello()
    name = central.name("desk")
    central.execute(f'REVOKE {WORKSTATION} FROM "{name}"')
    with pytest.raises(NotAdmitted):
        link.hello()


def test_the_passwords_are_kept_as_scram(central: OnPostgresql) -> None:
    with central.database.read() as c:
        kept = c.exec_driver_sql(f"SELECT rolpassword FROM pg_authid WHERE rolname = '{central.name('desk')}'").scalar()
    assert kept.startswith("SCRAM-SHA-256$")


def test_the_name_of_a_host_that_cannot_be_found_is_no_refusal() -> None:
    """The word `role` in a host's name must not make the desk say that it was refused."""
    from deskapp.sync.link import Away, PostgresCentral

    with pytest.raises(Away):
        PostgresCentral("postgresql://desk:x@parole.invalid/library").hello()
