"""Many desks in one process, as central sees them: the questions of a real sync process, at its pace, and no files.

As a program this file is such a process: it says when its desks are connected, begins when told, reports at the end.
"""

from __future__ import annotations

import json
import random
import re
import selectors
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import md5
from typing import Any
from uuid import UUID

from psycopg import pq

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
from deskapp.store.codec import ReliedOn, encode
from deskapp.store.pulled import read_page
from deskapp.store.scribe import Scribe
from deskapp.sync.central_clock import HELLOS, KEPT
from deskapp.sync.outbox import AT_ONCE
from deskapp.sync.pace import Pace
from deskapp.sync.pulling import PAGE
from deskapp.sync.run import BACKSTOP, UNDECIDED, gather
from tests.benchmarks.facts import (
    TERM,
    checked_in,
    checked_out,
    item_catalogued,
    patron_registered,
    renewed,
    title_catalogued,
)

PASSWORD = "a good password"
SHELF = 20
"""Items that a desk lends, renews and takes back, one after the other."""

TITLES, PATRONS = 200, 500
_STATEMENTS = {
    b"hello": b"SELECT hello($1)",
    b"push": b"SELECT push($1::jsonb, $2::text[])",
    b"pull": b"SELECT changes($1, $2)",
}
_PATIENCE = 90.0
_NEVER = float("inf")


def name_of(n: int) -> str:
    return f"desk-{n:03d}"


def made_id(what: str, n: int) -> UUID:
    """The same in every process."""
    return UUID(bytes=md5(f"{what} {n}".encode()).digest(), version=5)


class Shelf:
    """What a desk records: it lends its items one after the other, then renews all, then takes all back."""

    def __init__(self, desk: str, items: int, seed: int) -> None:
        self._r, self._count, self._turn = random.Random(seed), items, 0
        self._items = [ItemId(made_id(f"item of {desk}", n)) for n in range(items)]
        self._desk, self._loans = desk, dict[int, tuple[LoanId, datetime]]()

    def catalogue(self) -> Iterator[Fact]:
        for n, item in enumerate(self._items):
            yield item_catalogued(item, TitleId(made_id("title", n % TITLES)), f"{self._desk}.{n}")

    def next(self, now: datetime) -> Fact:
        n, act = self._turn % self._count, self._turn // self._count % 3
        self._turn += 1
        return (self._lend, self._renew, self._take_back)[act](n, now)

    def _lend(self, n: int, now: datetime) -> Fact:
        item, title = self._items[n], TitleId(made_id("title", n % TITLES))
        patron = PatronId(made_id("patron", self._r.randrange(PATRONS)))
        loan, due = LoanId(made_id(f"loan of {self._desk}", self._turn)), now + TERM
        self._loans[n] = (loan, due)
        return checked_out(loan, item, title, patron, due)

    def _renew(self, n: int, now: datetime) -> Fact:
        loan, due = self._loans[n]
        self._loans[n] = (loan, due + TERM)
        return renewed(loan, self._items[n], due)

    def _take_back(self, n: int, now: datetime) -> Fact:
        loan, _ = self._loans[n]
        return checked_in(self._items[n], loan)


def shared_catalogue() -> Iterator[Fact]:
    """The titles and patrons that all desks have to do with."""
    for n in range(TITLES):
        title = TitleId(made_id("title", n))
        yield title_catalogued(title, TitleFields(f"Obra {n}", "Autora, Una"))
    for n in range(PATRONS):
        patron = PatronId(made_id("patron", n))
        fields = PatronFields(Name(f"Apellido {n}", "Nombre"), (f"shared {n}",), "ADULT", "MAIN")
        yield patron_registered(patron, fields)


class AgoClock:
    """This machine's clock, so long ago."""

    boot = "boot-1"

    def __init__(self) -> None:
        self.ago = timedelta()

    def now(self) -> datetime:
        return datetime.now(UTC) - self.ago

    def monotonic(self) -> int:
        return time.time_ns() // 1000 - self.ago // timedelta(microseconds=1)


# --- a connection -------------------------------------------------------------------------------------------


class Wire:
    """A connection that never waits: libpq itself, for a thousand questions a second from one process."""

    def __init__(self, url: str, *, listens: bool = False) -> None:
        self.pg = pq.PGconn.connect(url.encode())
        if self.pg.status != pq.ConnStatus.OK:
            raise ConnectionError(self.pg.error_message)
        if listens:
            _done(self.pg.exec_(b"LISTEN deskapp_records"))
        for name, statement in _STATEMENTS.items():
            _done(self.pg.prepare(name, statement))
        self.pg.nonblocking = 1

    def ask(self, name: bytes, *values: bytes) -> None:
        self.pg.send_query_prepared(name, list(values))
        while self.pg.flush():
            pass

    def hear(self) -> tuple[bytes | None, bool]:
        """The answer, if it is whole, and whether central announced something."""
        self.pg.consume_input()
        answer = None
        if not self.pg.is_busy():
            while (result := self.pg.get_result()) is not None:
                _done(result)
                answer = result.get_value(0, 0)
        announced = False
        while self.pg.notifies() is not None:
            announced = True
        return answer, announced


def _done(result: Any) -> None:
    if result.status not in (pq.ExecStatus.COMMAND_OK, pq.ExecStatus.TUPLES_OK):
        raise RuntimeError(result.error_message.decode())


# --- a desk -------------------------------------------------------------------------------------------------


@dataclass
class Tally:
    """What all desks of a process did; milliseconds."""

    sent: dict[str, int] = field(default_factory=dict)
    seen: list[tuple[float, float]] = field(default_factory=list)  # when, in seconds of the monotonic clock
    answered: list[float] = field(default_factory=list)
    pulls: int = 0
    empty: int = 0
    rows: int = 0
    unseen: int = 0
    decided_after: float = 0.0


class Desk:
    """One workstation: `Loop` and `Session` of `deskapp.sync` without their files."""

    def __init__(self, url: str, name: str, items: int, seed: int, tally: Tally, rev: int, most: int) -> None:
        self.name, self._tally = name, tally
        self._pace, self._news = Pace(most), 0
        self.talk, self.ear = Wire(url), Wire(url, listens=True)
        self._clock = AgoClock()
        self._scribe = Scribe(name, self._clock, new_id, new_id())
        self._shelf = Shelf(name, items, seed)
        self._entries: list[str] = []  # not acknowledged yet
        self._flight = 0  # of these, how many are on their way
        self._decided, self._rev = 0, rev
        self._pause_until, self._news_at, self._ear_at, self._looks = 0.0, _NEVER, 0.0, 0
        self._hello_until, self._hellos = 0.0, 0
        self._step, self._began, self._took = "", 0.0, 0.0
        self._pushed = False
        self.waits_for: dict[bytes, float] = {}  # acts of another desk that it looks out for, and when they were done

    @property
    def due(self) -> float:
        """When it does something by itself; never while it waits for an answer."""
        return _NEVER if self._step else min(self._pause_until, self._news_at)

    @property
    def is_settled(self) -> bool:
        return self._decided == self._scribe.seq

    def _room(self) -> int:
        now = time.monotonic_ns() // 1000
        self._pace.heard(self._news, now)
        return self._pace.room(self._scribe.seq - len(self._entries) - self._decided, now)

    @property
    def recorded(self) -> int:
        return self._scribe.seq

    def record(self, ago: timedelta = timedelta()) -> bytes:
        """An event in the journal; its act."""
        self._clock.ago = ago
        told = self._shelf.next(self._clock.now())
        entry = self._scribe.write(Done((told,)), "maria", "MAIN", ReliedOn())[0]
        self._clock.ago = timedelta()
        self._entries.append(encode(entry).decode())
        return str(entry.act).encode()

    def kick(self, now: float) -> None:
        """There is something to do: at once, or as soon as the exchange that goes on is over."""
        self._news_at = min(self._news_at, now)

    def heard(self, now: float) -> None:
        """The connection that listens has something to read; after news it does not listen for a moment."""
        _, announced = self.ear.hear()
        if announced and self._ear_at <= now:
            self._ear_at = max(now, self._ear_at + gather(self._took))
            self._news_at = min(self._news_at, self._ear_at)

    def begin(self, now: float) -> None:
        """An exchange."""
        self._pushed, self._began = False, now
        if self._news_at <= now:
            self._news_at = _NEVER
        if now > self._hello_until:
            self._hello_until, self._hellos = now + KEPT / 1e6, HELLOS
        self._go_on(now)

    def _go_on(self, now: float) -> None:
        if self._hellos:
            self._hellos -= 1
            self._step = "hello"
            self.talk.ask(b"hello", b"bench")
        elif flight := min(AT_ONCE, len(self._entries), self._room()):
            self._flight = flight
            self._step, self._pushed = "push", True
            self.talk.ask(b"push", _reading(), _array(self._entries[: self._flight]))
        else:
            self._step = "pull"
            self.talk.ask(b"pull", str(self._rev).encode(), str(PAGE).encode())

    def answered(self, now: float) -> None:
        answer, _ = self.talk.hear()
        if answer is None:
            return
        step, self._step = self._step, ""
        if step == "push":
            fates = set(answer.decode().strip("{}").split(","))
            assert fates == {"new"}, fates
            self._tally.sent[self.name] = self._tally.sent.get(self.name, 0) + self._flight
            del self._entries[: self._flight]
        elif step == "pull" and self._pulled(answer, now):
            return self._rest(now)
        self._go_on(now)

    def _pulled(self, answer: bytes, now: float) -> bool:
        """Take a page; whether it was the last."""
        page = read_page(answer)
        self._tally.pulls += 1
        self._tally.empty += not page.rows
        self._tally.rows += len(page.rows)
        for act in [act for act in self.waits_for if act in answer]:
            self._tally.seen.append((now, (now - self.waits_for.pop(act)) * 1000))
        if page.rows:
            self._rev = page.rows[-1][2]
        before = self._decided
        self._decided = max([seq for _, of, seq in page.decided if of == self._scribe.incarnation], default=0)
        self._news += bool(page.rows) or self._decided != before
        return self._rev >= page.head or not page.rows

    def _rest(self, now: float) -> None:
        """The exchange is over: look again soon for a decision, or wait for news."""
        self._took = now - self._began
        self._tally.answered.append(self._took * 1000)
        if self._entries and self._room():
            pause = 0.0
        elif self.is_settled:
            self._looks, pause = 0, BACKSTOP
        else:
            self._looks = 0 if self._pushed else min(self._looks + 1, len(UNDECIDED) - 1)
            pause = UNDECIDED[self._looks]
        self._pause_until = now + pause


def _reading() -> bytes:
    now = time.time_ns() // 1000
    return json.dumps({"wall": now, "boot": "boot-1", "monotonic": now, "offset": 0, "uncertainty": 2000}).encode()


_SPECIAL = re.compile(r'(["\\])')


def _array(texts: list[str]) -> bytes:
    """An array of texts as PostgreSQL reads it."""
    return ("{" + ",".join('"' + _SPECIAL.sub(r"\\\1", text) + '"' for text in texts) + "}").encode()


# --- all of them --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Task:
    """`first` and the desks after it, so many. For `seconds` each scans every `every` seconds; 0: never. `unsent`:
    events that each brings along, of the eight hours before. `rev`: what their caches have already. `most`: of each
    desk's events may lie at central undecided."""

    base: str
    first: int
    desks: int
    items: int
    every: float
    seconds: float
    unsent: int
    rev: int
    most: int


class Process:
    """The desks of one process, in one thread."""

    def __init__(self, task: Task) -> None:
        self._task, self.tally, self._r = task, Tally(), random.Random(task.first)
        self._ready = selectors.EpollSelector()
        self.desks = []
        for n in range(task.first, task.first + task.desks):
            name = name_of(n)
            url = task.base.replace("//", f"//{name}:{PASSWORD.replace(' ', '%20')}@")
            desk = Desk(url, name, task.items, n, self.tally, task.rev, task.most)
            self._ready.register(desk.talk.pg.socket, selectors.EVENT_READ, desk.answered)
            self._ready.register(desk.ear.pg.socket, selectors.EVENT_READ, desk.heard)
            self.desks.append(desk)
        for desk in self.desks:
            for k in range(task.unsent):
                desk.record(timedelta(hours=8) * (1 - k / task.unsent))

    def run(self) -> None:
        """Until everything is decided and seen, or patience ends."""
        task, now = self._task, time.monotonic()
        for desk in self.desks:
            desk.kick(now + self._r.random() * task.every)  # nobody starts all desks in the same instant
        began = now + task.every
        scans = [began + self._r.random() * task.every if task.every else _NEVER for _ in self.desks]
        while not self._is_over(began):
            now = time.monotonic()
            for n, desk in enumerate(self.desks):
                if scans[n] <= now:
                    self._scan(n, now)
                    scans[n] += task.every
                    if scans[n] > began + task.seconds:
                        scans[n] = _NEVER
                if desk.due <= now:
                    desk.begin(now)
            soon = min(min(scans), min(desk.due for desk in self.desks))
            for key, _ in self._ready.select(max(0.0, min(soon - time.monotonic(), 0.5))):
                key.data(time.monotonic())
        self.tally.decided_after = time.monotonic() - began
        self.tally.unseen = sum(len(desk.waits_for) for desk in self.desks)

    def _scan(self, n: int, now: float) -> None:
        act = self.desks[n].record()
        self.desks[(n + 1) % len(self.desks)].waits_for[act] = now
        self.desks[n].kick(now)

    def _is_over(self, began: float) -> bool:
        now = time.monotonic()
        if now < began + self._task.seconds:
            return False
        if now > began + self._task.seconds + _PATIENCE + self._task.unsent / 20:
            return True
        return all(desk.is_settled and not desk.waits_for for desk in self.desks)


def main() -> None:
    process = Process(Task(**json.loads(sys.argv[1])))
    print("ready", flush=True)
    sys.stdin.readline()
    spent = time.process_time()
    process.run()
    told = vars(process.tally) | {"cpu": time.process_time() - spent}
    print(json.dumps(told | {"recorded": sum(desk.recorded for desk in process.desks)}))


if __name__ == "__main__":
    main()
