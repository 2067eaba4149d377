"""Workstations at central: enrolled, each with a login role of its own; revoked; and what one had not sent taken in."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from psycopg.errors import InsufficientPrivilege
from sqlalchemy import Connection, select, update
from sqlalchemy.exc import DBAPIError

from deskapp.central.database import Database
from deskapp.central.functions import enrolment, quoted
from deskapp.central.gate import Gate
from deskapp.central.schema import settings, workstations
from deskapp.store.codec import Entry, encode

_NAME = re.compile(r"[a-z0-9][a-z0-9_.-]{0,62}")
_RESERVED = ("central", "setup", "postgres", "public")
TOGETHER = 500


class BadName(Exception):
    """A workstation's name is its login: small letters, digits, dots, dashes; and some names are taken."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class NameTaken(BadName):
    """A workstation of that name is enrolled already."""


class NoSuchWorkstation(BadName):
    """No workstation of that name is enrolled."""


class NotAdministrator(Exception):
    """The login at PostgreSQL may not make or change roles."""


class Foreign(Exception):
    """Entries of another workstation than was named: `name`."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What became of a journal's entries: new at central, known there already, in quarantine, or not acceptable."""

    new: int = 0
    known: int = 0
    quarantined: int = 0
    contested: int = 0


def enrolled(database: Database, name: str, serves: Iterable[str], now: int, *, again: bool = False) -> str:
    """Make the login of a workstation; its one-time password. `again`: for one that is set up anew."""
    if not _NAME.fullmatch(name) or name in _RESERVED or name.startswith(("pg_", "deskapp_")):
        raise BadName(name)
    password = secrets.token_urlsafe(18)
    with _as_administrator(), database.write() as c:
        there = _has_role(c, name)
        if there and not again:
            raise NameTaken(name)
        kept = _scram(c, name, password)  # no statement, and so no log and no error, holds the password itself
        for statement in _renewal(name, kept) if there else enrolment(name, kept):
            c.exec_driver_sql(statement)
        row = {"name": name, "serves": ",".join(serves), "enrolled": now, "joined": None, "revoked": None}
        c.execute(database.upsert(workstations, "name"), row | {"last_contact": None, "version": ""})
    return password


@contextmanager
def _as_administrator() -> Iterator[None]:
    """What PostgreSQL answers to somebody who may not make roles, as a fault that has a sentence."""
    try:
        yield
    except DBAPIError as fault:
        if isinstance(fault.orig, InsufficientPrivilege):
            raise NotAdministrator from None
        raise


def _scram(c: Connection, name: str, password: str) -> str:
    driver: Any = c.connection.driver_connection
    kept: bytes = driver.pgconn.encrypt_password(password.encode(), name.encode(), b"scram-sha-256")
    return kept.decode()


def _has_role(c: Connection, name: str) -> bool:
    found = c.exec_driver_sql("SELECT 1 FROM pg_roles WHERE rolname = %(name)s", {"name": name})
    return found.first() is not None


def _renewal(name: str, kept: str) -> tuple[str, ...]:
    return (f"ALTER ROLE {quoted(name)} LOGIN PASSWORD '{kept}'",)


def is_known(c: Connection, name: str) -> bool:
    """Whether a workstation of that name is enrolled, was so once, or has signed in."""
    return c.execute(select(workstations.c.name).where(workstations.c.name == name)).first() is not None


def revoked(database: Database, name: str, now: int) -> int:
    """Admit a workstation no more, and end its connections: how many there were."""
    with _as_administrator(), database.write() as c:
        done = c.execute(update(workstations).where(workstations.c.name == name).values(revoked=now))
        if not done.rowcount:
            raise NoSuchWorkstation(name)
        c.exec_driver_sql(f"ALTER ROLE {quoted(name)} NOLOGIN")
    with database.write() as c:
        ended = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE usename = %(name)s"
        return int(c.exec_driver_sql(ended, {"name": name}).scalar() or 0)


def recovery_key(database: Database) -> str:
    """The library's public recovery key; empty where none was made."""
    with database.read() as c:
        found: str | None = c.execute(select(settings.c.value).where(settings.c.name == "recovery")).scalar()
    return found or ""


def keep_recovery_key(database: Database, public: str) -> None:
    with database.write() as c:
        c.execute(database.upsert(settings, "name"), {"name": "recovery", "value": public})


def taken_in(database: Database, name: str, entries: Iterable[Entry], now: int) -> TakenIn:
    """Store what a workstation had recorded and not sent, as if it sent it now. Nothing is stored twice.

    Clocks: each entry's own wall time, with the offset that central last measured for that boot.
    """
    tally = TakenIn()
    for part in _parts(entries):
        for entry in part:
            if entry.workstation != name and not entry.workstation.startswith(f"{name}/"):
                raise Foreign(entry.workstation)
        last = part[-1]
        clock = {"wall": now, "boot": f"taken in {last.boot}", "monotonic": 0, "offset": 0, "uncertainty": 0}
        fates = Gate(database, name, lambda: now).push(clock, [encode(e).decode() for e in part])
        tally = TakenIn(
            tally.new + fates.count("new"),
            tally.known + fates.count("duplicate") + fates.count("known"),
            tally.quarantined + fates.count("quarantined"),
            tally.contested + sum(f not in ("new", "duplicate", "known", "quarantined") for f in fates),
        )
    return tally


def _parts(entries: Iterable[Entry]) -> Iterable[list[Entry]]:
    part: list[Entry] = []
    for entry in entries:
        part.append(entry)
        if len(part) == TOGETHER:
            yield part
            part = []
    if part:
        yield part
