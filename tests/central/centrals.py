"""The two kinds of central that a workstation may meet, with the same few words for both."""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

import msgspec
from sqlalchemy import select
from uuid_utils.compat import uuid7

from deskapp.central.applier import Applier
from deskapp.central.database import Database, micros
from deskapp.central.functions import enrolment
from deskapp.central.local import applied
from deskapp.central.schema import counters
from deskapp.central.server import Server
from deskapp.domain.outcome import Done, Fact
from deskapp.store.clock import SystemClock
from deskapp.store.codec import Entry, ReliedOn, encode
from deskapp.store.journal import Journal
from deskapp.sync.link import Central, HttpCentral, PostgresCentral, Reading
from tests.desks import KEY
from tests.postgresql import Cluster

PASSWORD = "a good password"
TOKEN = "a good token"
CLOCK = SystemClock()
_numbers = itertools.count(1)


def now() -> int:
    return micros(CLOCK.now())


def reading() -> Reading:
    return Reading(now(), CLOCK.boot, CLOCK.monotonic(), 0, 100)


class Anywhere(Protocol):
    """A central of either kind. Every workstation of a test has a name that no other test uses."""

    database: Database
    address: tuple[str, int]

    def name(self, workstation: str) -> str: ...

    def link(self, workstation: str, secret: str | None = None, address: tuple[str, int] | None = None) -> Central: ...

    def decide(self) -> None:
        """Return when everything that was pushed is decided."""
        ...

    def speak_another_version(self) -> None: ...

    def close(self) -> None: ...


class OnSqlite:
    """A SQLite file, served over HTTP by its own applier."""

    def __init__(self, folder: Path) -> None:
        self.database = Database.sqlite(folder / "central.db", KEY)
        self.database.migrate()
        self.server = Server(self.database, TOKEN, now)
        self.server.start()
        self._links: list[Central] = []

    @property
    def address(self) -> tuple[str, int]:
        parts = urlsplit(self.server.url)
        return parts.hostname or "", parts.port or 0

    def name(self, workstation: str) -> str:
        return workstation

    def link(self, workstation: str, secret: str | None = None, address: tuple[str, int] | None = None) -> Central:
        host, port = address or self.address
        link = HttpCentral(f"http://{host}:{port}", TOKEN if secret is None else secret, workstation)
        self._links.append(link)
        return link

    def decide(self) -> None:
        deadline = time.monotonic() + 10
        while not _all_decided(self.database):
            assert time.monotonic() < deadline, "the server's applier does not come to an end"
            threading.Event().wait(0.005)

    def speak_another_version(self) -> None:
        answer = self.server.answer

        def of_tomorrow(path: str, workstation: str, question: dict[str, Any]) -> Any:
            return {**answer(path, workstation, question), "version": 2}

        self.server.answer = of_tomorrow  # type: ignore[method-assign]  # a server of tomorrow

    def close(self) -> None:
        for link in self._links:
            link.close()
        self.server.stop()
        self.database.close()


class OnPostgresql:
    """PostgreSQL, each workstation with a login role of its own."""

    def __init__(self, cluster: Cluster, *workstations: str) -> None:
        self._cluster, self._base = cluster, cluster.new_database()
        self.database = Database.postgresql(cluster.url(self._base))
        self.database.migrate()
        self.address = (cluster.host, cluster.port)
        self._links: list[Central] = []
        self._names: dict[str, str] = {}
        for one in workstations:
            self.name(one)

    def name(self, workstation: str) -> str:
        """The workstation's role, made at the first mention."""
        if workstation not in self._names:
            self._names[workstation] = f"{workstation}_{next(_numbers)}"
            self.execute(*enrolment(self._names[workstation], PASSWORD))
        return self._names[workstation]

    def execute(self, *statements: str) -> None:
        with self.database.write() as c:
            for statement in statements:
                c.exec_driver_sql(statement.replace("%", "%%"))

    def url(self, workstation: str, secret: str | None = None, address: tuple[str, int] | None = None) -> str:
        there = self._cluster.url(self._base, self.name(workstation), PASSWORD if secret is None else secret)
        return there.replace(f":{self._cluster.port}/", f":{(address or self.address)[1]}/")

    def link(self, workstation: str, secret: str | None = None, address: tuple[str, int] | None = None) -> Central:
        link = PostgresCentral(self.url(workstation, secret, address))
        self._links.append(link)
        return link

    def decide(self) -> None:
        applied(self.database, now)

    def speak_another_version(self) -> None:
        self.execute(
            "CREATE OR REPLACE FUNCTION hello(program text DEFAULT '') RETURNS jsonb "
            "LANGUAGE sql AS 'SELECT ''{\"version\": 2}''::jsonb'"
        )

    def close(self) -> None:
        for link in self._links:
            link.close()
        self.database.close()


def _all_decided(database: Database) -> bool:
    with database.read() as c:
        found = {r.name: r.value for r in c.execute(select(counters))}
    return found["applied"] == found["position"]


class Desk:
    """A workstation's journal, and its link: what is needed to push by hand."""

    def __init__(self, central: Anywhere, folder: Path, workstation: str) -> None:
        self.name = central.name(workstation)
        self.link = central.link(workstation)
        folder.mkdir(parents=True, exist_ok=True)
        self.journal = Journal(folder / f"{workstation}.db", KEY, self.name, CLOCK, uuid7)

    def write(self, *facts: Fact) -> list[Entry]:
        return self.journal.record(Done(facts), "maria", "MAIN", ReliedOn())

    def push(self, *entries: Entry) -> list[str]:
        return self.link.push(reading(), [encode(e).decode() for e in entries])


def eventually(what: Callable[[], bool], seconds: float = 10) -> None:
    deadline = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < deadline
        threading.Event().wait(0.005)


def in_background(work: Callable[[], Any]) -> tuple[threading.Thread, list[Any]]:
    """Run in a thread; what it returns, or raises, is the list's one element."""
    said: list[Any] = []

    def run() -> None:
        try:
            said.append(work())
        except Exception as fault:
            said.append(fault)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    return thread, said


def changed(entry: Entry, **values: Any) -> Entry:
    return msgspec.structs.replace(entry, **values)


def an_applier(database: Database) -> Applier:
    applier = Applier(database, now)
    assert applier.acquire()
    return applier
