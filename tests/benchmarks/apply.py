"""Central: how many events it applies in a second, in batches of 1,000, beside COPY of the same events."""

from __future__ import annotations

import random
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import psycopg
from uuid_utils.compat import uuid7

from deskapp.central.applier import BATCH, Applied, Applier
from deskapp.central.database import Database, micros
from deskapp.central.functions import enrolment
from deskapp.central.gate import Gate
from deskapp.central.own_journal import append
from deskapp.domain.events import (
    HoldPlaced,
    LibrarySetUp,
    PatronEdited,
)
from deskapp.domain.outcome import Done, Fact, fact
from deskapp.domain.values import (
    LIBRARY,
    HoldId,
    ItemId,
    Line,
    LoanId,
    Name,
    PatronFields,
    PatronId,
    TitleFields,
    TitleId,
)
from deskapp.store.codec import Entry, ReliedOn, encode
from deskapp.store.scribe import Scribe
from deskapp.sync.link import PostgresCentral, Reading
from tests.benchmarks.facts import (
    TERM,
    checked_in,
    checked_out,
    item_catalogued,
    patron_registered,
    renewed,
    title_catalogued,
)
from tests.benchmarks.library import KEY, a_library
from tests.benchmarks.measure import Result, Setting, disk_of, percentile, rates
from tests.benchmarks.wording import Words
from tests.desks import FakeClock
from tests.postgresql import Cluster, private_cluster
from tests.staff import a_member

BATCHES = 30
LATE_EVERY = 50
"""One event in so many reaches central late: 2 %."""

PUSH = 500
_SENDER = "bench"


@dataclass(frozen=True, slots=True)
class Push:
    """What one call of push carries."""

    clock: Reading
    entries: tuple[Entry, ...]


class Feed:
    """Desks at work: events as they arrive at central, two in a hundred from a desk that was away for a while."""

    def __init__(self, seed: int, titles: int = 3000, items: int = 12_000, patrons: int = 4000) -> None:
        self._r, self._words = random.Random(seed), Words(seed)
        self._clock = FakeClock(datetime.now(UTC) - timedelta(days=30))
        self._desks = [self._scribe(f"{_SENDER}/desk-{n}") for n in range(4)]
        self._away = self._scribe(f"{_SENDER}/away")
        self._titles = [TitleId(uuid7()) for _ in range(titles)]
        self._items = [ItemId(uuid7()) for _ in range(items)]
        self._patrons = [PatronId(uuid7()) for _ in range(patrons)]
        self._fields: dict[PatronId, PatronFields] = {}
        self._shelf = list(range(items))
        self._out: list[tuple[int, LoanId, datetime]] = []
        self._count = 0

    def _scribe(self, name: str) -> Scribe:
        return Scribe(name, self._clock, uuid7, uuid7())

    def library(self) -> Iterator[Push]:
        """Titles, items and patrons, as an import tells them."""
        return self._pushes(self._wrote(self._desks[0], told) for told in self._catalogue())

    def _catalogue(self) -> Iterator[Fact]:
        r = self._r
        yield fact(LibrarySetUp(a_library()), (Line.LIBRARY, LIBRARY))
        for n, title in enumerate(self._titles):
            fields = TitleFields(self._words.title(r), self._words.author(r), control_number=f"b{n}")
            yield title_catalogued(title, fields)
        for n, item in enumerate(self._items):
            yield item_catalogued(item, self._title_of(n), f"3{n:013d}")
        for n, patron in enumerate(self._patrons):
            name = Name(self._words.surnames(r), self._words.given(r))
            self._fields[patron] = PatronFields(name, (f"2{n:013d}",), "ADULT", "MAIN", emails=(f"l{n}@example.org",))
            yield patron_registered(patron, self._fields[patron])

    def _title_of(self, item: int) -> TitleId:
        return self._titles[item % len(self._titles)]

    def events(self, count: int) -> Iterator[Push]:
        """Check-outs, check-ins, renewals, edits and requests, in order but for the late ones."""
        held: list[Entry] = []

        def arriving() -> Iterator[Entry]:
            for _ in range(count):
                self._count += 1
                self._clock.pass_(seconds=1)
                late = self._count % LATE_EVERY == 0
                told = self._late_fact() if late else self._fact()
                entry = self._wrote(self._away if late else self._r.choice(self._desks), told)
                if late:
                    held.append(entry)
                else:
                    yield entry

        for push in self._pushes(arriving()):
            yield push
            if len(held) > 20:  # it is back: all at once, a thousand events after the first
                yield self._push(tuple(held))
                held.clear()
        if held:
            yield self._push(tuple(held))

    def _fact(self) -> Fact:
        chance = self._r.random()
        if chance < 0.40 or not self._out:
            return self._check_out()
        if chance < 0.78:
            return self._check_in()
        if chance < 0.84:
            return self._renewal()
        return self._edit() if chance < 0.94 else self._hold()

    def _late_fact(self) -> Fact:
        """A check-out of an item that soon comes back at another desk: its check-in arrives first."""
        out = self._check_out()
        self._out.insert(0, self._out.pop())
        return out

    def _check_out(self) -> Fact:
        place = self._r.randrange(len(self._shelf))
        self._shelf[place], self._shelf[-1] = self._shelf[-1], self._shelf[place]
        n, loan = self._shelf.pop(), LoanId(uuid7())
        due = self._clock.at + TERM
        self._out.append((n, loan, due))
        return checked_out(loan, self._items[n], self._title_of(n), self._r.choice(self._patrons), due)

    def _check_in(self) -> Fact:
        """Now and then the one at the front, which is where late check-outs lie."""
        place = 0 if self._r.random() < 0.1 else self._r.randrange(len(self._out))
        n, loan, _ = self._out.pop(place)
        self._shelf.append(n)
        return checked_in(self._items[n], loan)

    def _renewal(self) -> Fact:
        place = self._r.randrange(len(self._out))
        n, loan, due = self._out[place]
        self._out[place] = (n, loan, due + TERM)
        return renewed(loan, self._items[n], due)

    def _edit(self) -> Fact:
        patron = self._r.choice(self._patrons)
        before = self._fields[patron]
        after = self._fields[patron] = replace(before, phones=(f"+34 {self._r.randrange(10**9):09d}",))
        only = (PatronFields(phones=before.phones), PatronFields(phones=after.phones))
        return fact(PatronEdited(patron, ("phones",), *only), (Line.PATRON, patron))

    def _hold(self) -> Fact:
        patron, title = self._r.choice(self._patrons), self._r.choice(self._titles)
        body = HoldPlaced(HoldId(uuid7()), title, patron, "MAIN")
        return fact(body, (Line.TITLE, title), (Line.PATRON, patron))

    def _wrote(self, scribe: Scribe, told: Fact) -> Entry:
        return scribe.write(Done((told,)), "maria", "MAIN", ReliedOn())[0]

    def _pushes(self, entries: Iterable[Entry]) -> Iterator[Push]:
        part: list[Entry] = []
        for entry in entries:
            part.append(entry)
            if len(part) == PUSH:
                yield self._push(tuple(part))
                part = []
        if part:
            yield self._push(tuple(part))

    def _push(self, entries: tuple[Entry, ...]) -> Push:
        now = micros(self._clock.at)
        return Push(Reading(now, self._clock.boot, now, 0, 2000), entries)


def real_now() -> int:
    return time.time_ns() // 1000


def pushed_locally(database: Database, pushes: Iterable[Push]) -> int:
    """Store them in an embedded central; how many events."""
    gate, count = Gate(database, _SENDER, real_now), 0
    for push in pushes:
        _settled(gate.push(push.clock.as_json(), [encode(e).decode() for e in push.entries]))
        count += len(push.entries)
    return count


def _settled(fates: list[str]) -> None:
    assert set(fates) <= {"new"}, set(fates)


def runs(database: Database) -> Iterator[tuple[Applied, float]]:
    """The applier's runs until nothing is left, each with its seconds."""
    applier = Applier(database, real_now)
    assert applier.acquire()
    while True:
        began = time.perf_counter()
        done = applier.run(BATCH)
        if not done.events:
            break
        yield done, time.perf_counter() - began
    applier.release()


def _with_staff(database: Database) -> None:
    """Who records the events has the role for them since before the first: each event's permission is looked at."""
    with database.write() as c:
        for told in a_member("maria", ("manager", "")):
            append(c, told, real_now() - 40 * 86_400_000_000)


def apply(setting: Setting) -> list[Result]:
    """PostgreSQL with fsync on, as a library runs it, and an embedded central."""
    batches = BATCHES if setting.scale == "full" else 10
    with private_cluster(durable=True) as cluster:
        results = [_on_postgresql(cluster, batches, setting)]
    return [*results, _on_sqlite(setting.folder, batches, setting)]


def _on_postgresql(cluster: Cluster, batches: int, setting: Setting) -> Result:
    url = cluster.url(cluster.new_database())
    database = Database.postgresql(url)
    database.migrate()
    with database.write() as c:
        for statement in enrolment(_SENDER, "bench-word"):
            c.exec_driver_sql(statement)
    _with_staff(database)
    link = PostgresCentral(url.replace(url.split("//")[1].split("@")[0], f"{_SENDER}:bench-word"))

    def push(pushes: Iterable[Push]) -> None:
        for one in pushes:
            _settled(link.push(one.clock, [encode(e).decode() for e in one.entries]))

    feed = Feed(seed=7)
    push(feed.library())
    imported = _measured(database)
    push(feed.events(batches * BATCH))
    link.close()
    done = _measured(database)
    with psycopg.connect(url) as bare:
        floor = _copied(bare)
    setting.say(f"apply on PostgreSQL: {done.said()}; the import before it {imported.rate():,.0f} events/s")
    database.close()
    note = f"{done.said()}; on {disk_of(Path('/tmp'))}"
    return rates("apply.postgresql", done.rates, floor, "events/s", note)


def _on_sqlite(folder: Path, batches: int, setting: Setting) -> Result:
    with TemporaryDirectory(dir=folder) as place:
        path = Path(place) / "central.db"
        database = Database.sqlite(path, KEY)
        database.migrate()
        _with_staff(database)
        feed = Feed(seed=7)
        pushed_locally(database, feed.library())
        _measured(database)
        pushed_locally(database, feed.events(batches * BATCH))
        done = _measured(database)
        floor = _inserted(database)
        database.close()
    setting.say(f"apply on SQLite: {done.said()}")
    return rates("apply.sqlite", done.rates, floor, "events/s", f"{done.said()}; floor: bare INSERT")


class _Measured:
    """The full batches of one go, in events a second."""

    def __init__(self, all_runs: list[tuple[Applied, float]]) -> None:
        self.rates = [done.events / seconds for done, seconds in all_runs if done.events == BATCH]
        self._events = sum(done.events for done, _ in all_runs)
        self._seconds = sum(seconds for _, seconds in all_runs)
        self._rows = sum(done.rows for done, _ in all_runs)
        self._refolded = sum(done.refolded for done, _ in all_runs)

    def rate(self) -> float:
        return self._events / self._seconds

    def said(self) -> str:
        half = percentile(self.rates, 0.5)
        return (
            f"{self._events:,} events, {self._rows:,} rows, {self._refolded:,} folded again, "
            f"{BATCH / half * 1000:.0f} ms a batch"
        )


def _measured(database: Database) -> _Measured:
    return _Measured(list(runs(database)))


_COLUMNS = "position, id, workstation, incarnation, seq, push, at, uncertainty, entry"


def _copied(c: psycopg.Connection[Any]) -> list[float]:
    """COPY of the journal's newest events into a table just like it, a batch a transaction: events a second."""
    rows = c.execute(f"SELECT {_COLUMNS} FROM journal ORDER BY position DESC LIMIT {20 * BATCH}").fetchall()
    c.execute("CREATE TABLE copied (LIKE journal INCLUDING ALL)")
    c.commit()
    found = []
    for start in range(0, len(rows) - BATCH + 1, BATCH):
        began = time.perf_counter()
        with c.cursor().copy(f"COPY copied ({_COLUMNS}) FROM STDIN") as copy:
            for row in rows[start : start + BATCH]:
                copy.write_row(row)
        c.commit()
        found.append(BATCH / (time.perf_counter() - began))
    return found


def _inserted(database: Database) -> list[float]:
    """The same on SQLite: one INSERT a row, a batch a transaction, nothing else."""
    with database.engine.connect() as c:
        driver: Any = c.connection.driver_connection
        driver.execute("CREATE TABLE copied AS SELECT * FROM journal LIMIT 0")
        driver.execute("CREATE UNIQUE INDEX copied_id ON copied (id)")
        newest = f"SELECT {_COLUMNS} FROM journal ORDER BY position DESC LIMIT {20 * BATCH}"
        rows = driver.execute(newest).fetchall()
        marks = ", ".join("?" * (_COLUMNS.count(",") + 1))
        found = []
        for start in range(0, len(rows) - BATCH + 1, BATCH):
            began = time.perf_counter()
            driver.execute("BEGIN IMMEDIATE")
            driver.executemany(f"INSERT INTO copied ({_COLUMNS}) VALUES ({marks})", rows[start : start + BATCH])
            driver.execute("COMMIT")
            found.append(BATCH / (time.perf_counter() - began))
    return found
