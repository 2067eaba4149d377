"""One job's run: its records up to date with central, its events journalled and sent a few hundred at a time."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Any

import msgspec

from deskapp.app.files import locked, secrets_for
from deskapp.app.ids import new_id
from deskapp.app.reaching import central_running, link_to
from deskapp.credentials import key_for
from deskapp.domain.outcome import Done
from deskapp.settings import Settings
from deskapp.store.cache import Cache
from deskapp.store.clock import SystemClock
from deskapp.store.codec import ReliedOn
from deskapp.store.journal import Journal
from deskapp.store.overlay import Overlay
from deskapp.store.redactions import Redaction
from deskapp.sync.link import Away
from deskapp.sync.redaction_keeper import redactions_behind
from deskapp.sync.session import Session

AT_ONCE = 500
"""Events sent before waiting until they are decided: desks feel nothing of a job."""

PATIENCE = 120.0
"""Seconds to wait for central to decide a part; what was sent is stored there in any case."""


@dataclass(slots=True)
class Tally:
    """What an import did, record by record."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: list[dict[str, Any]] = field(default_factory=list)
    parts: dict[str, dict[str, int]] = field(default_factory=dict)
    warnings: dict[str, int] = field(default_factory=dict)

    def count(self, part: str, outcome: str) -> None:
        """Count a part of a record: a title, an item."""
        one = self.parts.setdefault(part, {"created": 0, "updated": 0, "unchanged": 0})
        one[outcome] += 1

    def warn(self, code: str) -> None:
        self.warnings[code] = self.warnings.get(code, 0) + 1


class OtherLogin(Exception):
    """The job was to be done as the workstation `name`, and central knows the login as `login`."""

    def __init__(self, name: str, login: str) -> None:
        super().__init__(f"{name}: {login}")
        self.name, self.login = name, login


class Job:
    """An open job. `add` events record by record; nothing is kept of a rehearsal."""

    def __init__(self, session: Session, cache: Cache, journal: Journal, overlay: Overlay, name: str) -> None:
        self._session, self._cache, self.journal, self.overlay = session, cache, journal, overlay
        self._name = name

    def catch_up(self) -> None:
        """Send what an interrupted run left, wait until it is decided, and fetch everything."""
        until = time.monotonic() + PATIENCE
        while True:
            self._session.exchange()
            if self._session.decided():
                self.overlay.refresh()  # a whole copy may have taken the file's place
                return
            if time.monotonic() > until:
                raise Away("the applier does not run: start `deskapp central serve`")
            time.sleep(0.02)

    @contextmanager
    def writing(self, keep: bool) -> Iterator[None]:
        """What is added inside is durable at the end; rolled back when this is a rehearsal."""
        with self.overlay.reading(), self.journal.transaction(keep):
            yield

    def add(self, done: Done) -> int:
        """Record the events of one record; how many there were."""
        entries = self.journal.append(done, self._name, self._name, ReliedOn(self.overlay.known.rev))
        self.overlay.add(entries)
        return len(entries)


@contextmanager
def open_job(settings: Settings, name: str) -> Iterator[Job]:
    """A job with files of its own beside the workstation's; a central must be there.

    Raises `OtherLogin` before anything is recorded: central would take nothing of it.
    """
    with ExitStack() as stack:
        stack.enter_context(locked(settings.home / "jobs.lock"))
        url = stack.enter_context(central_running(settings))
        secrets, workstation = secrets_for(settings), f"{settings.workstation}/{name}"
        cache_path, journal_path = settings.home / f"{name}-cache.db", settings.home / f"{name}-journal.db"
        clock = SystemClock()
        journal = Journal(journal_path, key_for(journal_path, secrets), workstation, clock, new_id)
        cache = Cache(cache_path, key_for(cache_path, secrets), writer=True)
        reader = Cache(cache_path, key_for(cache_path, secrets), writer=False)
        link = link_to(settings, url, workstation.partition("/")[0])
        for part in (journal, cache, reader, link):
            stack.callback(part.close)
        if (login := link.hello()["workstation"]) != settings.workstation:
            raise OtherLogin(settings.workstation, login)
        session = Session(link, journal, cache, clock)
        job = Job(session, cache, journal, Overlay(reader, journal), name)
        job.catch_up()
        for found in redactions_behind(link, journal):
            journal.redact(msgspec.convert(found, list[Redaction]))
        yield job
