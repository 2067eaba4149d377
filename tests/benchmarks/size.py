"""A central as large as it gets: what a desk's questions cost there beside a tiny one, the whole copy, disk and memory.

As a program this file is what is measured in a process of its own: a workstation's first copy, or its desk.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg

from deskapp.app.ids import new_id
from deskapp.app.workstation import open_workstation
from deskapp.central.applier import BATCH
from deskapp.central.database import Database
from deskapp.central.ready import publish
from deskapp.credentials import FileSecrets
from deskapp.domain.values import PatronId
from deskapp.settings import Settings
from deskapp.store.cache import Cache
from deskapp.store.clock import SystemClock
from deskapp.store.journal import Journal
from deskapp.store.pulled import Page
from deskapp.sync.link import PostgresCentral, Reading
from deskapp.sync.outbox import AT_ONCE
from deskapp.sync.pulling import PAGE
from deskapp.sync.session import Session
from tests.benchmarks.apply import Feed, real_now, runs
from tests.benchmarks.desks import serving
from tests.benchmarks.large_central import SIZES, WORKSTATION, Central, built, catalogue_of, entries_of
from tests.benchmarks.library import KEY, MadeUp
from tests.benchmarks.measure import Result, Setting, clocked, peak_mb, rates, times
from tests.postgresql import Cluster, private_cluster

SERVER = "-c shared_buffers=512MB -c max_wal_size=1GB -c jit=off"
PUSHES = {1: 200, 10: 60, 100: 20}
"""How often so many events are pushed at a time."""

PULLS = 200
BATCHES = 5
TABLES = ("records", "codes", "journal", "touches")
_MB = 2**20


def size(setting: Setting) -> list[Result]:
    """The large central and a tiny one on one server, asked in turns, so that both meet the same machine."""
    with (
        private_cluster(durable=True, options=SERVER) as cluster,
        tempfile.TemporaryDirectory(dir=setting.folder) as folder,
    ):
        large, tiny = (built(cluster, scale, setting.say) for scale in (setting.scale, "tiny"))
        results = [*_tables(large), *_copy(large, Path(folder), setting)]
        results += _questions(large, tiny)
        results.append(_plans(cluster, large))
        results.append(_applied(large, tiny))
        return [*results, _applier_memory(large, Path(folder))]


# --- disk ---------------------------------------------------------------------------------------------------


def _tables(central: Central) -> list[Result]:
    results = []
    with psycopg.connect(central.url) as c:
        for table in TABLES:
            found = c.execute(
                "SELECT pg_table_size(%(t)s::regclass), pg_indexes_size(%(t)s::regclass), "
                "(SELECT reltuples FROM pg_class WHERE oid = %(t)s::regclass)",
                {"t": table},
            ).fetchone()
            assert found
            rows, indexes, count = found
            each = (rows + indexes) / max(1, count)
            note = (
                f"{rows / _MB:,.0f} MB and indexes of {indexes / _MB:,.0f}; {count:,.0f} rows, {each:,.0f} bytes each"
            )
            results.append(times(f"size.{table}", [(rows + indexes) / _MB], note=note, unit="MB"))
    return results


# --- the whole copy -----------------------------------------------------------------------------------------


def _copy(central: Central, folder: Path, setting: Setting) -> list[Result]:
    """By pages, in turns with the floor; then the desk that opens the copy; then the copy that central has ready."""
    raw, copied, worked, peaks = list[float](), list[float](), list[float](), list[float]()
    homes = [folder / f"home-{n}" for n in range(1 if SIZES[setting.scale].events > 1_000_000 else 3)]
    for home in homes:
        raw.append(_raw(central.url))
        told = _apart("copy", central.desk, str(home), str(central.rows))
        copied.append(told["seconds"])
        worked.append(told["worked"])
        peaks.append(told["peak"])
        raw.append(_raw(central.url))
    size_ = (homes[0] / "cache.db").stat().st_size / _MB
    own = f"its own processor {min(worked):.1f} s; load {os.getloadavg()[0]:.1f}"
    note = f"floor: COPY of both tables, thrown away; {own}"
    patron = MadeUp(central.size.library)
    desk = _apart("desk", str(homes[0]), str(patron.id("patron", patron.busy[0])))
    with psycopg.connect(central.url) as c:
        found = c.execute(
            "SELECT sum(pg_table_size(t::regclass)) FROM unnest(%s::text[]) t", (list(TABLES[:2]),)
        ).fetchone()
    assert found
    return [
        times("size.snapshot", copied, raw, note, "s"),
        times("size.snapshot.file", [size_], [float(found[0]) / _MB], "floor: both tables without indexes", "MB"),
        times("size.snapshot.peak", peaks, note="memory of the process that copies, at most", unit="MB"),
        times("size.desk.memory", [desk["memory"]], note=f"open, a panel of {desk['loans']} loans shown", unit="MB"),
        times("size.desk.panel", desk["panel"], note="that panel, without painting"),
        *_ready(central, folder, len(homes)),
    ]


def _ready(central: Central, folder: Path, often: int) -> list[Result]:
    """The same as a file that central has ready, and what making it takes."""
    for home in folder.glob("home-*"):
        shutil.rmtree(home)  # a copy of the largest library fills a disk
    began = time.perf_counter()
    with closing(Database.postgresql(central.url)) as database:
        publish(database, folder / "ready.db", real_now)
    published, raw, copied, peaks = time.perf_counter() - began, list[float](), list[float](), list[float]()
    for n in range(often):
        raw.append(_raw(central.url))
        told = _apart("copy", central.desk, str(folder / f"ready-{n}"), str(central.rows))
        copied.append(told["seconds"])
        peaks.append(told["peak"])
        shutil.rmtree(folder / f"ready-{n}")
        raw.append(_raw(central.url))
    with psycopg.connect(central.url) as c:
        c.execute("TRUNCATE ready, ready_parts")
    note = f"floor: COPY of both tables, thrown away; load {os.getloadavg()[0]:.1f}"
    return [
        times("size.snapshot.ready", copied, raw, note, "s"),
        times("size.snapshot.ready.peak", peaks, note="memory of the process that copies, at most", unit="MB"),
        times("size.publish", [published], raw, "making that file at central; the same floor", "s"),
    ]


def _raw(url: str) -> float:
    """Seconds that PostgreSQL takes to say both tables to a client that does not listen."""
    began = time.perf_counter()
    with psycopg.connect(url) as connection:
        for table in (b"records", b"codes"):
            with connection.cursor().copy(b"COPY " + table + b" TO STDOUT") as copy:
                for _ in copy:
                    pass
    return time.perf_counter() - began


def _apart(*words: str) -> dict[str, Any]:
    """A part of this file in a process of its own, whose memory is nobody else's."""
    command = [sys.executable, "-m", "tests.benchmarks.size", *words]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def _first_copy(url: str, home: str, rows: str) -> dict[str, Any]:
    """A workstation's first exchange, as the program does it."""
    settings = _a_home(Path(home))
    clock = SystemClock()
    journal = Journal(settings.journal, KEY, WORKSTATION, clock, new_id)
    cache = Cache(settings.cache, KEY, writer=True)
    began, spent = time.perf_counter(), time.process_time()
    with closing(journal), closing(cache):
        session = Session(PostgresCentral(url), journal, cache, clock, in_place=0)
        done = session.exchange()
        session.close()
    assert (done.copied, done.pulled) == (True, int(rows))
    worked = time.process_time() - spent
    return {"seconds": time.perf_counter() - began, "worked": worked, "peak": peak_mb()}


def _a_home(home: Path) -> Settings:
    home.mkdir(parents=True, exist_ok=True)
    for name in ("journal.db", "cache.db"):
        FileSecrets(home).put(f"key:{name}", KEY)
    return Settings(home, WORKSTATION, central="http://127.0.0.1:9", insecure_key_file=True)


def _at_the_desk(home: str, patron: str) -> dict[str, Any]:
    """The desk without its window: open, and a panel shown again and again."""
    settings = Settings(Path(home), WORKSTATION, central="http://127.0.0.1:9", insecure_key_file=True)
    workstation = open_workstation(settings)
    took, loans = list[float](), 0
    for _ in range(50):
        with clocked(took):
            loans = len(workstation.desk.panel(PatronId(UUID(patron))).loans)
    workstation.close()
    return {"memory": peak_mb(), "loans": loans, "panel": took}


# --- a desk's questions -------------------------------------------------------------------------------------


def _questions(large: Central, tiny: Central) -> list[Result]:
    links = [PostgresCentral(central.desk) for central in (large, tiny)]
    took: dict[str, tuple[list[float], list[float]]] = {}
    feed = Feed(seed=21, titles=100, items=400, patrons=100)
    catalogue = catalogue_of(feed)
    for link in links:
        _all_pushed(link, catalogue)
    entries = entries_of(feed, sum(n * often for n, often in PUSHES.items()))

    def ask(name: str, question: Callable[[PostgresCentral], Any]) -> None:
        each = took.setdefault(name, ([], []))
        for n in random.sample((0, 1), 2):  # neither is always the first
            with clocked(each[n]):
                question(links[n])

    heads = {link: link.pull(2**62, 1).head for link in links}
    for _ in range(PULLS):
        ask("hello", PostgresCentral.hello)
        ask("pull.empty", lambda link: _pulled(link.pull(heads[link], PAGE), 0))
        ask("pull.100", lambda link: _pulled(link.pull(heads[link] - 100, PAGE), 100))
    for many, often in PUSHES.items():
        for _ in range(often):
            part, entries = entries[:many], entries[many:]
            ask(f"push.{many}", lambda link, part=part: _pushed(link, part))  # type: ignore[misc]
    for _ in range(3):
        ask("copy_head", PostgresCentral.copy_head)
    for link in links:
        link.close()
    note = f"floor: the same where the journal has {SIZES['tiny'].events:,} events"
    return [times(f"size.{name}", here, there, note) for name, (here, there) in took.items()]


def _all_pushed(link: PostgresCentral, entries: Sequence[str]) -> None:
    for first in range(0, len(entries), AT_ONCE):
        _pushed(link, entries[first : first + AT_ONCE])


def _pushed(link: PostgresCentral, entries: Sequence[str]) -> None:
    now = real_now()
    fates = link.push(Reading(now, "boot-1", now, 0, 2000), entries)
    assert set(fates) == {"new"}, set(fates)


def _pulled(page: Page, rows: int) -> None:
    assert len(page.rows) == rows, len(page.rows)


# --- what the database does for them -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Plan:
    """How PostgreSQL found what one statement inside a function asked for."""

    function: str
    text: str

    def whole_reads(self) -> list[str]:
        """The large tables that it read from the first row on."""
        return [table for table in TABLES if f"Seq Scan on {table}" in self.text]


def _plans(cluster: Cluster, central: Central) -> Result:
    """Every statement inside hello, push, pull and a page of a copy must find its rows by an index."""
    plans = plans_of(central)
    found = [f"{plan.function} reads all of {table}" for plan in plans for table in plan.whole_reads()]
    note = f"of {len(plans)} plans: " + ("; ".join(found) or "each finds its rows by an index")
    return Result("size.whole_reads", "plans", len(found), len(found), note=note)


def plans_of(central: Central) -> list[Plan]:
    """The plans that PostgreSQL's auto_explain tells while a workstation asks; copy_head counts, and is left out."""
    feed = Feed(seed=22, titles=5, items=20, patrons=5)
    after = "00000000-0000-0000-0000-000000000000"
    entries = catalogue_of(feed)
    clock = json.dumps({"wall": 0, "boot": "b", "monotonic": 0, "offset": 0, "uncertainty": 0})
    questions: tuple[tuple[str, tuple[Any, ...]], ...] = (
        ("SELECT hello(%s)", ("1",)),
        ("SELECT push(%s::jsonb, %s)", (clock, entries[:1])),
        ("SELECT push(%s::jsonb, %s)", (clock, entries[1:])),
        ("SELECT changes(0, %s)", (PAGE,)),
        ("SELECT changes(%s, %s)", (2**62, PAGE)),
        ("SELECT * FROM copy_records(%s, '', %s)", (after, PAGE)),
        ("SELECT * FROM copy_codes('', '', %s, %s)", (after, PAGE)),
    )
    plans: list[Plan] = []
    with psycopg.connect(central.url, autocommit=True) as c:
        c.execute("LOAD 'auto_explain'")
        for name, value in (("log_min_duration", "0"), ("log_nested_statements", "on"), ("log_level", "notice")):
            c.execute(f"SET auto_explain.{name} = {value}".encode())
        c.execute(f"SET SESSION AUTHORIZATION {WORKSTATION}".encode())
        asked = ""
        c.add_notice_handler(lambda told: plans.append(Plan(asked, told.message_primary or "")))
        for statement, values in questions:
            asked = statement.split("(")[0].split()[-1]
            c.execute(statement.encode(), values).fetchall()
    return plans


# --- the applier --------------------------------------------------------------------------------------------


def _applied(large: Central, tiny: Central) -> Result:
    """How fast the applier is there; first what the questions pushed, which catalogues what the rest is about."""
    feed = Feed(seed=23, titles=300, items=1200, patrons=400)
    told = catalogue_of(feed) + entries_of(feed, BATCHES * BATCH)
    found: list[list[float]] = []
    for central in (large, tiny):
        with closing(PostgresCentral(central.desk)) as link:
            _all_pushed(link, told)
        database = Database.postgresql(central.url)
        each = [done.events / seconds for done, seconds in runs(database) if done.events == BATCH]
        found.append(each[-BATCHES + 1 :])
        database.close()
    return rates("size.applier", found[0], found[1], "events/s", "floor: the same applier at the tiny central")


def _applier_memory(central: Central, folder: Path) -> Result:
    """`deskapp central serve` after it has decided some thousand events."""
    feed = Feed(seed=24, titles=300, items=1200, patrons=400)
    with closing(PostgresCentral(central.desk)) as link:
        _all_pushed(link, catalogue_of(feed) + entries_of(feed, 3000))
    with serving(folder / "admin", central.url) as process, psycopg.connect(central.url) as c:
        until = time.monotonic() + 120
        while _undecided(c):
            assert time.monotonic() < until
            time.sleep(0.1)
        peak = peak_mb(process)
    return times("size.applier.memory", [peak], note="deskapp central serve, at most", unit="MB")


def _undecided(c: psycopg.Connection[Any]) -> int:
    found = c.execute("SELECT max(value) - min(value) FROM counters WHERE name IN ('position', 'applied')").fetchone()
    c.commit()
    assert found
    return int(found[0])


if __name__ == "__main__":
    what, *words = sys.argv[1:]
    print(json.dumps(_first_copy(*words) if what == "copy" else _at_the_desk(*words)))
