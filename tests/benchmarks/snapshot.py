"""A whole copy of a library into the encrypted file, by pages and ready, beside a raw COPY of its tables to a file."""

from __future__ import annotations

import tempfile
import time
from contextlib import closing
from pathlib import Path

import psycopg

from deskapp.central.database import Database
from deskapp.central.functions import enrolment
from deskapp.central.ready import publish
from deskapp.store.cache import Cache
from deskapp.store.clock import SystemClock
from deskapp.store.journal import Journal
from deskapp.store.rows import row_of
from deskapp.sync.link import PostgresCentral
from deskapp.sync.session import Session
from tests.benchmarks.library import KEY, MadeUp, Scale
from tests.benchmarks.measure import Result, Setting, resident_mb, times
from tests.desks import new_id
from tests.postgresql import Cluster, private_cluster

SIZES = {
    "full": Scale("copy-full", 210_000, 1_070_000, 260_000, 430_000),
    "small": Scale("copy-small", 21_000, 107_000, 26_000, 43_000),
    "tiny": Scale("copy-tiny", 210, 1_070, 260, 430),
}
"""Two million records, two hundred thousand, two thousand: items, titles, patrons and loans as libraries have them."""

TIMES = {"full": 1, "small": 3, "tiny": 1}
_PASSWORD = "a good password"


def snapshot(setting: Setting) -> list[Result]:
    """In turns, so that all meet the same machine; and what it costs central to make the ready file."""
    with (
        private_cluster(durable=True) as cluster,
        tempfile.TemporaryDirectory(dir=setting.folder) as folder,
    ):
        base = cluster.new_database()
        rows = _filled(cluster, base, MadeUp(SIZES[setting.scale]))
        url, desk = cluster.url(base), cluster.url(base, "desk", _PASSWORD)
        raw, published, memory = list[float](), list[float](), 0.0
        copied: dict[str, list[float]] = {"pages": [], "ready": []}
        for n in range(TIMES[setting.scale]):
            raw.append(_raw(url, Path(folder) / "raw"))
            for way, seconds in copied.items():
                if way == "ready":
                    published.append(_published(url, Path(folder) / "ready.db"))
                began = time.perf_counter()
                memory = _copied(desk, Path(folder) / f"{way}{n}", rows)
                seconds.append(time.perf_counter() - began)
            _withdraw(url)
        note = f"floor: COPY of both tables to a file; {rows:,} records, {memory:,.0f} MB of memory in the end"
        ways = [times(f"snapshot.{way}", seconds, raw, note, "s") for way, seconds in copied.items()]
        return [*ways, times("snapshot.publish", published, raw, "what making the ready file takes at central", "s")]


def _filled(cluster: Cluster, base: str, made: MadeUp) -> int:
    """Central's tables as its applier would have written them; how many records there are."""
    database = Database.postgresql(cluster.url(base))
    database.migrate()
    with database.write() as c:
        for statement in enrolment("desk", _PASSWORD):
            c.exec_driver_sql(statement)
    database.close()
    rows, codes = 0, []
    with psycopg.connect(cluster.url(base)) as connection:
        with connection.cursor().copy("COPY records (id, kind, rev, parent, owner, live, body) FROM STDIN") as copy:
            for rows, record in enumerate(made.all(), 1):
                row = row_of(record)
                copy.write_row((row.id, row.kind, rows, row.parent, row.owner, row.live, row.body))
                codes += [(code, row.kind, row.id) for code in row.codes]
        with connection.cursor().copy("COPY codes (code, kind, id) FROM STDIN") as copy:
            for code in codes:
                copy.write_row(code)
        connection.execute("UPDATE counters SET value = %s WHERE name = 'rev'", (rows,))
    with psycopg.connect(cluster.url(base), autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")
    return rows


def _raw(url: str, path: Path) -> float:
    """Seconds that PostgreSQL's own text of both tables takes to a file on the disk."""
    began = time.perf_counter()
    with psycopg.connect(url) as connection, path.open("wb") as file:
        for table in (b"records", b"codes"):
            with connection.cursor().copy(b"COPY " + table + b" TO STDOUT") as copy:
                for block in copy:
                    file.write(block)
    return time.perf_counter() - began


def _published(url: str, path: Path) -> float:
    """Seconds that central takes to make a file ready."""
    began = time.perf_counter()
    database = Database.postgresql(url)
    publish(database, path, lambda: 0)
    database.close()
    return time.perf_counter() - began


def _withdraw(url: str) -> None:
    """Leave nothing ready: the next copy comes by pages."""
    with psycopg.connect(url) as connection:
        connection.execute("TRUNCATE ready, ready_parts")


def _copied(url: str, folder: Path, rows: int) -> float:
    """A workstation's first exchange, as the program does it; the memory of the process afterwards."""
    folder.mkdir()
    clock = SystemClock()
    journal = Journal(folder / "journal.db", KEY, "desk", clock, new_id)
    cache = Cache(folder / "cache.db", KEY, writer=True)
    with closing(journal), closing(cache):
        session = Session(PostgresCentral(url), journal, cache, clock, in_place=0)
        done = session.exchange()
        assert (done.copied, done.pulled) == (True, rows)
        session.close()
    return resident_mb()
