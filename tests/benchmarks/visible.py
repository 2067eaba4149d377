"""From the commit at one desk to the moment when another's cache has it: real sync processes, over PostgreSQL."""

from __future__ import annotations

import json
import queue
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg

from deskapp.app.files import open_cache, open_journal
from deskapp.app.ids import new_id
from deskapp.domain.outcome import Done, Fact
from deskapp.domain.values import (
    ItemId,
    LoanId,
    Name,
    PatronFields,
    PatronId,
    TitleFields,
    TitleId,
)
from deskapp.joining import read
from deskapp.settings import Settings
from deskapp.store.cache import Cache
from deskapp.store.codec import ReliedOn
from deskapp.store.journal import Journal
from tests.benchmarks.facts import TERM, checked_in, checked_out, item_catalogued, patron_registered, title_catalogued
from tests.benchmarks.measure import Result, Setting, disk_of, percentile, times
from tests.postgresql import private_cluster

ACTS = {"full": 300, "small": 100, "tiny": 20}
GAP = 0.25
"""Seconds between two acts, about: a desk's quick pace."""

PATIENCE = 30.0
_ITEMS = 100


def visible(setting: Setting) -> list[Result]:
    """Two workstations and an applier, each a process as the program starts them."""
    r = random.Random(3)
    took: list[float] = []
    committing: list[float] = []
    with ExitStack() as stack:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory(dir=setting.folder)))
        cluster = stack.enter_context(private_cluster(durable=True))
        url = cluster.url(cluster.new_database())
        _command(home / "admin", url, "central", "init")
        desks = [Settings(home / n, n, central=_enrolled(home, url, n), insecure_key_file=True) for n in ("one", "two")]
        stack.enter_context(_running(home / "admin", url, "central", "serve"))
        floor = list(_notified(url))
        one, two = (stack.enter_context(_at_work(desk)) for desk in desks)
        here = Shelves(one)
        two.await_record("item", here.items[-1])
        for _ in range(ACTS[setting.scale]):
            time.sleep(GAP * r.uniform(0.5, 1.5))
            before = time.perf_counter_ns()
            loan = here.lend()
            committed = time.perf_counter_ns()
            one.kick()
            seen = two.await_record("loan", loan)
            took.append((seen - committed) / 1e6)
            committing.append((committed - before) / 1e6)
            here.take_back()
            one.kick()
    half = percentile(committing, 0.5)
    note = f"floor: a bare NOTIFY; the commit itself {half:.1f} ms before; {len(took)} acts, on {disk_of(Path('/tmp'))}"
    return [times("visible", took, floor, note)]


def _arguments(home: Path, url: str, *rest: str) -> list[str]:
    flags = ["--home", str(home), "--central", url, "--insecure-key-file", "--workstation", home.name]
    return [sys.executable, "-m", "deskapp", *flags, *rest]


def _command(home: Path, url: str, *rest: str) -> str:
    return subprocess.run(_arguments(home, url, *rest), check=True, stdout=subprocess.PIPE, text=True).stdout.strip()


def _enrolled(home: Path, url: str, name: str) -> str:
    """The URL with the workstation's own login."""
    code = _command(home / "admin", url, "central", "enroll", name).split(":", 1)[1]
    return f"postgresql://{name}:{read(code).password}@{url.split('@', 1)[1]}"


@contextmanager
def _running(home: Path, url: str, *rest: str) -> Iterator[subprocess.Popen[str]]:
    """A command that ends when its standard input closes."""
    process = subprocess.Popen(
        _arguments(home, url, *rest), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
    )
    try:
        yield process
    finally:
        assert process.stdin
        process.stdin.close()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.terminate()
            process.wait()


class AtWork:
    """A workstation: its journal, its sync process, and a reader of its cache, as the window has them."""

    def __init__(self, settings: Settings, process: subprocess.Popen[str], journal: Journal) -> None:
        self._settings, self._process, self.journal = settings, process, journal
        self._reports: queue.Queue[dict[str, Any]] = queue.Queue()
        self._cache: Cache | None = None
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        assert self._process.stdout
        for line in self._process.stdout:
            self._reports.put(json.loads(line))

    def kick(self) -> None:
        assert self._process.stdin
        self._process.stdin.write("kick\n")

    def await_record(self, kind: str, id: UUID) -> int:
        """When the cache was seen to have it: looked at after each report, as the window does."""
        until = time.monotonic() + PATIENCE
        while not self._has(kind, id):
            self._reports.get(timeout=max(0.01, until - time.monotonic()))
        return time.perf_counter_ns()

    def _has(self, kind: str, id: UUID) -> bool:
        if self._cache is None:
            if not self._settings.cache.exists():
                return False
            self._cache = open_cache(self._settings, writer=False, notices=[])
        return self._cache.get(kind, id) is not None


@contextmanager
def _at_work(settings: Settings) -> Iterator[AtWork]:
    settings.home.mkdir(parents=True)
    journal = open_journal(settings, writer=True)
    with _running(settings.home, settings.central, "sync", "run") as process:
        at_work = AtWork(settings, process, journal)
        until = time.monotonic() + PATIENCE
        while at_work._reports.get(timeout=max(0.01, until - time.monotonic()))["state"] != "online":
            pass
        yield at_work
    journal.close()


class Shelves:
    """A few items, lent and taken back at one desk."""

    def __init__(self, desk: AtWork) -> None:
        self._desk, self._turn = desk, 0
        title, self._patron = TitleId(new_id()), PatronId(new_id())
        self.items = [ItemId(new_id()) for _ in range(_ITEMS)]
        told = [
            title_catalogued(title, TitleFields("Middlemarch", "Eliot, George")),
            patron_registered(self._patron, PatronFields(Name("García", "Ana"), ("P1",), "ADULT", "MAIN")),
        ]
        for n, item in enumerate(self.items):
            told.append(item_catalogued(item, title, f"I{n}"))
        self._title = title
        self._record(*told)
        desk.kick()

    def _record(self, *told: Fact) -> None:
        self._desk.journal.record(Done(told), "maria", "MAIN", ReliedOn())

    def lend(self) -> LoanId:
        item, self._loan = self.items[self._turn % _ITEMS], LoanId(new_id())
        self._record(checked_out(self._loan, item, self._title, self._patron, datetime.now(UTC) + TERM))
        return self._loan

    def take_back(self) -> None:
        item = self.items[self._turn % _ITEMS]
        self._turn += 1
        self._record(checked_in(item, self._loan))


def _notified(url: str) -> Iterator[float]:
    """Milliseconds from a committed NOTIFY to the one who listens; nothing is written."""
    with psycopg.connect(url, autocommit=True) as teller, psycopg.connect(url, autocommit=True) as listener:
        listener.execute("LISTEN floor")
        for _ in range(200):
            began = time.perf_counter_ns()
            teller.execute("NOTIFY floor")
            for _ in listener.notifies(timeout=5, stop_after=1):
                yield (time.perf_counter_ns() - began) / 1e6
