"""The night's work by itself, and then the copy for workstations: when due, by the one `central serve` that decides."""

from __future__ import annotations

import logging
import subprocess
import threading
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from deskapp.app.program import command
from deskapp.central import ready
from deskapp.central.database import Database, micros
from deskapp.central.schema import records
from deskapp.central.schema import settings as kept
from deskapp.central.status import LAST_NIGHT
from deskapp.domain.values import LIBRARY
from deskapp.settings import Settings
from deskapp.store.codec import read_record

AT = time(3)
"""The library's local time. Where the machine slept then, the work is done as soon as it is awake."""

LOOK_EVERY = 60.0
"""Seconds between two looks at the clock."""

TRY_AGAIN_AFTER = 600.0
"""Seconds after a night's work that failed."""

_log = logging.getLogger(__name__)


class Nightly:
    """Which night was the last, as central remembers it. A new library begins with the night to come."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def is_due(self, now: datetime) -> bool:
        """Whether a night has come since the last; `now` is the library's local time."""
        last = self._last()
        if last is None:
            self.done(now)
            return False
        return last < night_of(now)

    def done(self, now: datetime) -> None:
        with self._database.write() as c:
            c.execute(self._database.upsert(kept, "name"), {"name": LAST_NIGHT, "value": night_of(now).isoformat()})

    def _last(self) -> date | None:
        with self._database.read() as c:
            found = c.execute(select(kept.c.value).where(kept.c.name == LAST_NIGHT)).scalar()
        return date.fromisoformat(found) if found else None


def night_of(now: datetime) -> date:
    """The newest night whose hour has come."""
    return now.date() if now.time() >= AT else now.date() - timedelta(days=1)


def _begin_of_night(now: datetime) -> int:
    """The newest night's hour, as microseconds since 1970."""
    return micros(datetime.combine(night_of(now), AT, now.tzinfo))


def library_time(database: Database, now: datetime) -> datetime:
    """The time of the library's first branch; the machine's where there is no library yet."""
    with database.read() as c:
        body = c.execute(select(records.c.body).where(records.c.id == LIBRARY)).scalar()
    branches = read_record("library", body).library.branches if body else ()
    return now.astimezone(ZoneInfo(branches[0].zone) if branches else None)


def every_night(settings: Settings, database: Database, ours: Callable[[], bool], stop: threading.Event) -> None:
    """Until `stop`: do the night's work when it is due and `ours` to do, in processes that no desk waits for."""
    nightly = Nightly(database)
    while not stop.is_set():
        wait = LOOK_EVERY if ours() else 1.0
        try:
            now = library_time(database, datetime.now(UTC))
            if ours() and nightly.is_due(now):
                if _worked(settings, "overnight", stop):
                    nightly.done(now)
                else:
                    wait = TRY_AGAIN_AFTER
            copy_due = ours() and ready.is_due(database, _begin_of_night(now), micros(now))
            if copy_due and not _worked(settings, "publish", stop):
                wait = TRY_AGAIN_AFTER
        except DBAPIError as fault:
            _log.warning("the night's work waits: %s", type(fault).__name__)
        stop.wait(wait)


def _worked(settings: Settings, what: str, stop: threading.Event) -> bool:
    """Whether a command of `central` was done to its end; at `stop` it ends early, and is due at the next start."""
    child = subprocess.Popen(
        [*command(settings), "central", what],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    while True:
        try:
            said = child.communicate(timeout=0.5)[1]
        except subprocess.TimeoutExpired:
            if stop.is_set():
                child.terminate()
            continue
        if child.returncode:
            _log.warning("central %s was not done to its end: %s", what, said.decode(errors="replace").strip())
        return child.returncode == 0
