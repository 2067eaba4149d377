"""A whole copy that lies ready for workstations: a finished cache file, encrypted under a key of its own, in parts.

It is made as workstations make theirs, page by page, so that nobody waits for it; what changed meanwhile each pulls.
On PostgreSQL alone: an embedded central has no second workstation to make it for.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
from psycopg import sql
from sqlalchemy import delete, func, insert, select, text

from deskapp.central.database import Database
from deskapp.central.schema import ready, ready_parts
from deskapp.store.layout import SCHEMA
from deskapp.store.unfinished import FAR_BEHIND, NO_BOOT, PART, Unfinished, remove

LARGEST_PAGE = 16
"""Parts to a question: 16 MB."""

_PAGE = 5000
"""Rows to a page while the file is made."""

SMALLEST = 20_000
"""Revisions of central: workstations fill an empty cache in place with no more than so many."""

HOUR = 3_600_000_000
"""Microseconds: the least time between two files, of which the first had fallen too far behind."""

_CURRENT = "r.epoch = epoch() AND r.erased = (SELECT count(*) FROM erased)"
"""A file of another history, or one that may hold somebody who was erased since, is not given to anybody."""

READY_HEAD = f"""
CREATE OR REPLACE FUNCTION ready_head() RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT jsonb_build_object('number', r.number, 'rev', r.rev, 'layout', r.layout, 'rows', r.rows, 'key', r.key,
        'bytes', r.bytes,
        'sums', (SELECT jsonb_agg(p.sum ORDER BY p.n) FROM ready_parts p WHERE p.number = r.number))
    FROM ready r WHERE serves() IS NULL AND {_CURRENT} -- others get only rows of the libraries that they serve
    ORDER BY r.number DESC LIMIT 1
$$
"""

READY_PARTS = f"""
CREATE OR REPLACE FUNCTION ready_parts(file bigint, after bigint, page integer) RETURNS TABLE (part bytea)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT p.part FROM ready_parts p WHERE serves() IS NULL AND p.number = file AND p.n > after
    ORDER BY p.n LIMIT least(page, {LARGEST_PAGE})
$$
"""

POSTGRESQL = (READY_HEAD, READY_PARTS)
SIGNATURES = ("ready_head()", "ready_parts(bigint, bigint, integer)")

_RECORDS = (
    "SELECT id, kind, rev, parent, owner, live, body FROM records "
    "WHERE (id, kind) > ({}, {}) AND body <> '' ORDER BY id, kind LIMIT {}"
)
_CODES = "SELECT code, kind, id FROM codes WHERE (code, kind, id) > ({}, {}, {}) ORDER BY code, kind, id LIMIT {}"
_RECORD = ("bytea", "text", "int8", "bytea", "bytea", "bool", "text")  # a uuid travels as its 16 bytes
_CODE = ("text", "text", "bytea")

_IS_DUE = text(f"""
    SELECT head.value > {SMALLEST} AND NOT EXISTS (
        SELECT FROM ready r WHERE {_CURRENT} AND r.layout = {SCHEMA}
            AND (r.rev = head.value OR r.made >= :night)
            AND (head.value - r.rev <= r.rows / {FAR_BEHIND} OR r.made >= :now - {HOUR}))
    FROM counters head WHERE head.name = 'rev'
""")

_LOCK = text("SELECT pg_try_advisory_lock(hashtext('deskapp ready'))")
_UNLOCK = text("SELECT pg_advisory_unlock(hashtext('deskapp ready'))")


class AtIt(Exception):
    """Another program makes the file just now."""

    def sentence(self, language: str) -> str:
        return {
            "es": "Otro programa prepara ya la copia para los puestos. No se ha hecho nada; espere a que termine.",
            "en": "Another program is making the copy for workstations already. Nothing was done; wait for its end.",
        }[language]


@dataclass(frozen=True, slots=True)
class Published:
    """What lies ready now: how many records and codes, at which revision, in how many bytes."""

    rows: int
    rev: int
    bytes: int


def is_due(database: Database, night: int, now: int) -> bool:
    """Whether a file should be made: there is none of use, or something changed before `night`, the newest one's hour.

    Both in microseconds since 1970.
    """
    if not database.is_postgresql:
        return False
    with database.read() as c:
        return bool(c.execute(_IS_DUE, {"night": night, "now": now}).scalar())


def publish(database: Database, path: Path, now: Callable[[], int]) -> Published:
    """Make the file at `path`, put it into the database in place of the one before, and remove it.

    Its key is made here and lies in the database alone: what a crash leaves at `path` can be read by nobody, and the
    next call removes it. Raises `AtIt`, `FileProblem`.
    """
    key, made = secrets.token_hex(32), now()
    with _alone(database) as connection:
        remove(path)
        try:
            erased = _one(connection, "SELECT count(*) FROM erased")  # before the first page: a later one is noticed
            file = Unfinished(path, key, _one(connection, "SELECT copy_head()"), NO_BOOT)
            try:
                _fill(file, connection)
            finally:
                file.close()
            return _store(database, path, file, key, erased, made)
        finally:
            remove(path)


@contextmanager
def _alone(database: Database) -> Iterator[psycopg.Connection[Any]]:
    """A connection that no other program has for this; each statement sees what is there when it comes."""
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as c:
        if not c.execute(_LOCK).scalar():
            raise AtIt
        try:
            connection: Any = c.connection.driver_connection
            yield connection
        finally:
            c.execute(_UNLOCK)


def _one(connection: psycopg.Connection[Any], question: str) -> Any:
    row = connection.execute(question.encode()).fetchone()
    return row[0] if row else None


def _fill(file: Unfinished, connection: psycopg.Connection[Any]) -> None:
    while (record := file.standing.records) is not None:
        file.put_records(_page(connection, _RECORDS, (UUID(bytes=record[0]), record[1]), _RECORD))
    while (code := file.standing.codes) is not None:
        file.put_codes(_page(connection, _CODES, (*code[:2], UUID(bytes=code[2])), _CODE))
    file.finish()


def _page(
    connection: psycopg.Connection[Any], question: str, after: Sequence[object], types: Sequence[str]
) -> list[Any]:
    asked = sql.SQL("COPY (" + question + ") TO STDOUT (FORMAT binary)")
    with connection.cursor().copy(asked.format(*(sql.Literal(value) for value in (*after, _PAGE)))) as copy:
        copy.set_types(types)
        return list(copy.rows())


def _store(database: Database, path: Path, file: Unfinished, key: str, erased: int, made: int) -> Published:
    """All parts and what is said of them, in one transaction with the end of the file before."""
    published = Published(file.done, file.standing.rev, path.stat().st_size)
    about = {"epoch": file.standing.epoch, "layout": SCHEMA, "key": key, "erased": erased, "made": made}
    about |= {"rows": published.rows, "rev": published.rev, "bytes": published.bytes}
    with database.write() as c, path.open("rb") as parts:
        number = c.execute(select(func.coalesce(func.max(ready.c.number), 0) + 1)).scalar_one()
        c.execute(insert(ready), {"number": number, **about})
        for n, part in enumerate(iter(lambda: parts.read(PART), b""), 1):
            row = {"number": number, "n": n, "sum": sha256(part).hexdigest(), "part": part}
            c.execute(insert(ready_parts), row)
        for table in (ready, ready_parts):
            c.execute(delete(table).where(table.c.number < number))
    return published
