"""Central's database, opened directly, and what administrators say at central itself."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from deskapp.app.files import secrets_for
from deskapp.app.ids import new_id
from deskapp.credentials import key_for
from deskapp.settings import EMBEDDED, Settings

if TYPE_CHECKING:  # SQLAlchemy costs 0.3 s: the window is shown before it is imported
    from deskapp.central.database import Database
    from deskapp.domain.outcome import Fact
    from deskapp.domain.rules import Library


class NotForEmbedded(Exception):
    """The command is for a central on PostgreSQL."""


def central_now() -> int:
    """Central's clock: microseconds since 1970, UTC."""
    return time.time_ns() // 1000


def open_central(settings: Settings) -> Database:
    """The database that `central` commands work on, its schema brought up to date. For administrators alone."""
    database = central_database(settings)
    try:
        database.migrate()
    except BaseException:
        database.close()
        raise
    return database


def central_database(settings: Settings) -> Database:
    """Central's database as it is."""
    from deskapp.central.database import Database

    if settings.central == EMBEDDED or settings.central.startswith("http://"):
        settings.home.mkdir(parents=True, exist_ok=True)
        key = key_for(settings.embedded_central, secrets_for(settings))
        return Database.sqlite(settings.embedded_central, key)
    return Database.postgresql(settings.central)


def existing_central(settings: Settings) -> Database:
    """Central's database as it is; raises `OlderSchema` where an embedded one was never begun."""
    from deskapp.central.status import OlderSchema

    if not settings.central.startswith("postgres") and not settings.embedded_central.exists():
        raise OlderSchema(None)
    return central_database(settings)


def set_up_library(database: Database, library: Library, *, replace: bool) -> None:
    """Record the library's set-up as an event of central's; one that is there stays unless `replace`."""
    from sqlalchemy import select

    from deskapp.central.schema import records
    from deskapp.domain.events import LibrarySetUp
    from deskapp.domain.outcome import fact
    from deskapp.domain.values import LIBRARY, Line

    with database.read() as c:
        there = c.execute(select(records.c.rev).where(records.c.id == LIBRARY)).first()
    if replace or not there:
        tell_central(database, fact(LibrarySetUp(library), (Line.LIBRARY, LIBRARY)))


def tell_central(database: Database, *facts: Fact) -> None:
    """Record what an administrator says at central itself, and have it decided if nobody else is deciding."""
    from deskapp.central.database import micros
    from deskapp.central.local import LocalCentral, applied
    from deskapp.domain.outcome import Done
    from deskapp.store.clock import SystemClock
    from deskapp.store.codec import ReliedOn, encode
    from deskapp.store.scribe import Scribe
    from deskapp.sync.link import Reading

    clock = SystemClock()
    entries = Scribe("setup", clock, new_id, new_id()).write(Done(facts), "setup", "setup", ReliedOn())
    reading = Reading(micros(clock.now()), clock.boot, clock.monotonic(), 0, 0)
    LocalCentral(database, "setup", central_now).push(reading, [encode(e).decode() for e in entries])
    applied(database, central_now)
