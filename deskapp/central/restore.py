"""Putting a backup in central's place, under another epoch: desks then send again all that they hold, and fetch anew.

What was there stays beside it, under another name.
"""

from __future__ import annotations

import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from sqlalchemy import delete, update
from sqlalchemy.exc import DatabaseError

from deskapp.central import pg_tools
from deskapp.central.database import Database, moment
from deskapp.central.erased_since import do_again, erased_since
from deskapp.central.schema import lease, settings
from deskapp.central.status import LAST_NIGHT
from deskapp.store.cipher import FileProblem, check_value_file, problem_of, write_check_value

PATIENCE = 10.0
"""Seconds that connections may take to end."""

Admin = psycopg.Connection[Any]


@dataclass(frozen=True, slots=True)
class Restored:
    """The epoch now, what the former central is called (empty where there was none), and how many patrons who were
    erased since the backup were erased again."""

    epoch: str
    former: str
    erased_again: int


def begin_epoch(database: Database) -> str:
    """Say that this is another history than the one desks knew. No applier holds the lease any more, and the night's
    work waits for the night to come: by then the desks have told what happened since.
    """
    epoch = str(uuid4())
    with database.write() as c:
        c.execute(update(settings).where(settings.c.name == "epoch").values(value=epoch))
        c.execute(delete(settings).where(settings.c.name == LAST_NIGHT))
        c.execute(update(lease).values(until=0))
    return epoch


def restore_postgresql(url: str, source: Path, now: int) -> Restored:
    """Restore beside, give it its epoch, and only then let it take the name that desks connect to.

    Raises `ProgramFailed` with what PostgreSQL said, for a login that may not do that too; then nothing is changed.
    """
    pg_tools.contents(source)
    try:
        return _restored(url, source, now)
    except psycopg.OperationalError:
        raise  # the server is away, or does not admit us
    except psycopg.Error as fault:
        raise pg_tools.ProgramFailed("PostgreSQL", fault.diag.message_primary or type(fault).__name__) from fault


def _restored(url: str, source: Path, now: int) -> Restored:
    said = conninfo_to_dict(url)
    name = str(said.get("dbname") or said.get("user") or "")
    fresh, former = f"{name}_{secrets.token_hex(6)}", f"{name}_before_{moment(now):%Y%m%dT%H%M%SZ}"
    beside = make_conninfo(url, dbname=fresh)
    server = make_conninfo(url, dbname="postgres", target_session_attrs="read-write")
    with psycopg.connect(server, autocommit=True) as admin, _made(admin, fresh):
        pg_tools.run("pg_restore", beside, "--exit-on-error", "--no-owner", "--no-privileges", str(source))
        with closing(Database.postgresql(beside)) as database:
            _forget_rights(database)
            database.migrate()
            epoch = begin_epoch(database)
            with _former(url if _exists(admin, name) else None) as before:
                again = do_again(database, erased_since(database, before, source.parent), now)
        replaced = _exists(admin, name)
        if replaced:
            _same_rights(admin, name, fresh)
            _swap(admin, name, fresh, former)
        else:
            _do(admin, "GRANT CONNECT ON DATABASE {} TO PUBLIC", fresh)
            _do(admin, "ALTER DATABASE {} RENAME TO {}", fresh, name)
    return Restored(epoch, former if replaced else "", again)


@contextmanager
def _former(url: str | None) -> Iterator[Database | None]:
    """The central that is replaced, where there is one."""
    if url is None:
        yield None
        return
    with closing(Database.postgresql(url)) as database:
        yield database


@contextmanager
def _made(admin: Admin, fresh: str) -> Iterator[None]:
    """A new database that nobody else may connect to; dropped if what follows fails."""
    _do(admin, "CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'", fresh)
    _do(admin, "REVOKE ALL ON DATABASE {} FROM PUBLIC", fresh)
    try:
        yield
    except BaseException:
        _do(admin, "DROP DATABASE IF EXISTS {} WITH (FORCE)", fresh)
        raise


def _forget_rights(database: Database) -> None:
    """Owners and rights are given anew by the next `migrate`: another server may not have the roles yet."""
    with database.write() as c:
        c.execute(delete(settings).where(settings.c.name == "functions"))


def _same_rights(admin: Admin, name: str, fresh: str) -> None:
    """Who may connect to the former may connect to the new one; a dump does not hold that."""
    grants = admin.execute(
        "SELECT format('GRANT %%s ON DATABASE %%I TO %%s', a.privilege_type, %s::text, "
        "CASE WHEN a.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END) "
        "FROM pg_database d, aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) a WHERE d.datname = %s",
        (fresh, name),
    ).fetchall()
    for (grant,) in grants:
        admin.execute(grant.encode())


def _swap(admin: Admin, name: str, fresh: str, former: str) -> None:
    """Both renamings or none; who was connected is cut off, and finds the new one under the same name."""
    _do(admin, "ALTER DATABASE {} ALLOW_CONNECTIONS false", name)
    try:
        _cut_off(admin, name)
        with admin.transaction():
            _do(admin, "ALTER DATABASE {} RENAME TO {}", name, former)
            _do(admin, "ALTER DATABASE {} RENAME TO {}", fresh, name)
    except BaseException:
        _do(admin, "ALTER DATABASE {} ALLOW_CONNECTIONS true", name)
        raise
    _do(admin, "REVOKE CONNECT ON DATABASE {} FROM PUBLIC", former)
    _do(admin, "ALTER DATABASE {} ALLOW_CONNECTIONS true", former)


def _cut_off(admin: Admin, name: str) -> None:
    until = time.monotonic() + PATIENCE
    question = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = %s"
    while (admin.execute(question, (name,)).fetchone() or (0,))[0] and time.monotonic() < until:
        time.sleep(0.05)


def _exists(admin: Admin, name: str) -> bool:
    return admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,)).fetchone() is not None


def _do(admin: Admin, statement: str, *names: str) -> None:
    admin.execute(sql.SQL(statement).format(*(sql.Identifier(n) for n in names)))


def restore_sqlite(path: Path, key: str, source: Path, now: int) -> Restored:
    """Copy the backup beside, look through it, give it its epoch, and swap it in. Nobody else may have `path` open.

    Raises `FileProblem` for a backup that cannot be used, with nothing changed.
    """
    fresh, former = path.with_name(f"{path.name}.restored"), f"{path.name}.before-{moment(now):%Y%m%dT%H%M%SZ}"
    try:
        epoch, again = _copied(source, fresh, path, key, now)
        replaced = path.exists()
        for suffix in ("-wal", "-shm", ""):
            with suppress(FileNotFoundError):
                Path(f"{path}{suffix}").rename(path.with_name(f"{former}{suffix}"))
        fresh.rename(path)
        write_check_value(path, key)
    finally:
        _remove(fresh)
    return Restored(epoch, former if replaced else "", again)


def _copied(source: Path, fresh: Path, path: Path, key: str, now: int) -> tuple[str, int]:
    """A sound copy under another epoch, and how many patrons were erased again in it."""
    for one, other in ((source, fresh), (check_value_file(source), check_value_file(fresh))):
        if one.exists() or one is source:
            shutil.copyfile(one, other)
    try:
        with closing(Database.sqlite(fresh, key)) as database:
            with database.engine.connect() as c:
                if c.exec_driver_sql("PRAGMA quick_check").scalar() != "ok":
                    raise FileProblem("damaged", source)
            database.migrate()
            epoch = begin_epoch(database)
            with _former_file(path, key) as before:
                since = erased_since(database, before, source.parent)
            again = do_again(database, since, now)
            with database.engine.connect() as c:
                c.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    except FileProblem as problem:
        raise FileProblem(problem.code, source) from problem
    except DatabaseError as fault:
        raise FileProblem(problem_of(fresh, key, fault.orig or fault).code, source) from fault
    return epoch, again


@contextmanager
def _former_file(path: Path, key: str) -> Iterator[Database | None]:
    """The file that is replaced, where there is one that can be opened."""
    with ExitStack() as stack:
        former = None
        if path.exists():
            with suppress(FileProblem, DatabaseError):
                former = stack.enter_context(closing(Database.sqlite(path, key)))
        yield former


def _remove(path: Path) -> None:
    for suffix in ("", "-wal", "-shm", ".check"):
        Path(f"{path}{suffix}").unlink(missing_ok=True)
