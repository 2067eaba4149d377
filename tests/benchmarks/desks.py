"""Two hundred desks at work, a scan every five seconds each, over a durable PostgreSQL and `deskapp central serve`.

The desks are simulated, a hundred to a process; two real workstations work among them, with files and sync processes.
"""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

import psycopg

from deskapp.app.ids import new_id
from deskapp.central.database import Database
from deskapp.central.functions import enrolment
from deskapp.domain.outcome import Done
from deskapp.settings import Settings
from deskapp.store.codec import ReliedOn, encode
from deskapp.store.scribe import Scribe
from deskapp.sync.link import PostgresCentral, Reading
from deskapp.sync.outbox import AT_ONCE
from deskapp.sync.pace import MOST
from tests.benchmarks.apply import real_now
from tests.benchmarks.host import TICK, Host
from tests.benchmarks.measure import Result, Setting, peak_mb, times
from tests.benchmarks.simulated import PASSWORD, SHELF, AgoClock, Shelf, Task, name_of, shared_catalogue
from tests.benchmarks.visible import PATIENCE, AtWork, Shelves, _arguments, _at_work, _command
from tests.postgresql import Cluster, private_cluster

DESKS = {"full": 200, "small": 50, "tiny": 4}
TO_A_PROCESS = 100
EVERY = 5.0
"""Seconds between two scans of a desk."""

REAL = ("one", "two")
SERVER = "-c max_connections=900 -c shared_buffers=256MB"


def desks(setting: Setting) -> list[Result]:
    """Nothing lost and nothing double, and how soon another desk sees it."""
    count, seconds = DESKS[setting.scale], setting.minutes * 60
    with ExitStack() as stack:
        central = Central(stack, setting, count, SHELF)
        real = stack.enter_context(central.real_desks())
        before, host = central.spent(), Host()
        with host.watched(), central.simulated(count, SHELF, EVERY, seconds) as told, working(real) as seen:
            tallies = told()
        spent = {name: (now - before[name]) / seconds for name, now in central.spent().items()}
        central.must_hold(tallies)
        setting.say(f"load {os.getloadavg()[0]:.1f}; {host.taken:.1f} seconds of processor taken by the host")
        return [*_results(tallies, seen, seconds, host), *_load(tallies, spent, seconds, central)]


def _results(tallies: Sequence[dict[str, Any]], seen: Sequence[float], seconds: float, host: Host) -> list[Result]:
    told = [(at, ms) for tally in tallies for at, ms in tally["seen"]]
    latency = [ms for _, ms in told]
    quiet = [ms for at, ms in told if host.left_alone(at - ms / 1000, at)]
    sent, unseen = sum(t["recorded"] for t in tallies), sum(t["unseen"] for t in tallies)
    note = (
        f"{sent:,} events in {seconds:.0f} s, all at central, each once; {unseen} not seen; max {max(latency):.0f} ms"
    )
    real = f"of real workstations, from the disk of one to the file of the other; max {max(seen, default=0):.0f} ms"
    alone = f"of these, the {len(quiet):,} while the host of this machine left it alone"
    return [
        times("desks.visible", latency, note=note),
        times("desks.visible.undisturbed", quiet, note=alone),
        times("desks.visible.real", seen, note=real),
    ]


def _load(tallies: Sequence[dict[str, Any]], spent: dict[str, float], seconds: float, central: Central) -> list[Result]:
    pulls, empty = sum(t["pulls"] for t in tallies), sum(t["empty"] for t in tallies)
    answered = [ms for tally in tallies for ms in tally["answered"]]
    own = sum(t["cpu"] for t in tallies) / seconds
    note = f"{pulls / seconds:,.0f} pulls a second, {100 * empty / max(1, pulls):.0f} in 100 of them empty"
    who = f"applier {spent['applier']:.2f}; the simulated desks themselves {own:.2f}"
    return [
        times("desks.exchange", answered, note=note),
        times("desks.cpu", [spent["postgres"]], note=f"processors that PostgreSQL keeps busy; {who}", unit="cpus"),
        times("desks.applier.memory", [peak_mb(central.applier)], note="deskapp central serve, at most", unit="MB"),
    ]


class Central:
    """A durable PostgreSQL, its applier as a process, and `count` enrolled desks with so many items each."""

    def __init__(self, stack: ExitStack, setting: Setting, count: int, items: int) -> None:
        self._home = Path(stack.enter_context(tempfile.TemporaryDirectory(dir=setting.folder)))
        self.cluster: Cluster = stack.enter_context(private_cluster(durable=True, options=SERVER))
        base = self.cluster.new_database()
        self.url = self.cluster.url(base)
        self._base = self.url.replace(self.url.split("//")[1].split("@")[0] + "@", "")
        _command(self._home / "admin", self.url, "central", "init")
        self._enrol(["bench", *REAL, *(name_of(n) for n in range(count))])
        self.applier = stack.enter_context(serving(self._home / "admin", self.url))
        self._c = stack.enter_context(closing(psycopg.connect(self.url, autocommit=True)))
        self._catalogue(count, items)
        self.rev = self._count("SELECT value FROM counters WHERE name = 'rev'")

    def _enrol(self, names: Sequence[str]) -> None:
        database = Database.postgresql(self.url)
        with database.write() as c:
            for statement in (one for name in names for one in enrolment(name, PASSWORD)):
                c.exec_driver_sql(statement)
        database.close()

    def _catalogue(self, count: int, items: int) -> None:
        scribe = Scribe("bench", AgoClock(), new_id, new_id())
        told = [*shared_catalogue(), *(one for n in range(count) for one in Shelf(name_of(n), items, n).catalogue())]
        entries = [encode(entry).decode() for one in told for entry in scribe.write(Done((one,)), "x", "x", ReliedOn())]
        with closing(PostgresCentral(self.url_of("bench"))) as link:
            for first in range(0, len(entries), AT_ONCE):
                now = real_now()
                fates = link.push(Reading(now, "boot-1", now, 0, 2000), entries[first : first + AT_ONCE])
                assert set(fates) == {"new"}
        self.until_decided(120)

    def url_of(self, name: str) -> str:
        return self._base.replace("//", f"//{name}:{PASSWORD.replace(' ', '%20')}@")

    def _count(self, question: str) -> int:
        found = self._c.execute(question.encode()).fetchone()
        assert found
        return int(found[0] or 0)

    def until_decided(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while self._count("SELECT max(value) - min(value) FROM counters WHERE name IN ('position', 'applied')"):
            assert time.monotonic() < until, "the applier does not come to the end"
            time.sleep(0.05)

    @contextmanager
    def simulated(
        self, count: int, items: int, every: float, seconds: float, unsent: int = 0, most: int = MOST
    ) -> Iterator[Any]:
        """Let the desks work; what is given waits for their reports."""
        with ExitStack() as stack:
            started = []
            for first in range(0, count, TO_A_PROCESS):
                many = min(TO_A_PROCESS, count - first)
                task = Task(self._base, first, many, items, every, seconds, unsent, self.rev, most)
                command = [sys.executable, "-m", "tests.benchmarks.simulated", json.dumps(asdict(task))]
                process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
                stack.callback(_ended, process)
                started.append(process)
            for process in started:
                assert process.stdout
                assert process.stdout.readline() == "ready\n"
            for process in started:
                assert process.stdin
                process.stdin.write("go\n")
                process.stdin.flush()
            yield lambda: [json.loads(process.communicate()[0]) for process in started]

    @contextmanager
    def real_desks(self) -> Iterator[tuple[AtWork, AtWork, Shelves]]:
        """Two workstations with journal, cache and sync process, and the shelves of the first."""
        with ExitStack() as stack:
            one, two = (
                stack.enter_context(
                    _at_work(Settings(self._home / n, n, central=self.url_of(n), insecure_key_file=True))
                )
                for n in REAL
            )
            here = Shelves(one)
            two.await_record("item", here.items[-1])
            yield one, two, here

    def must_hold(self, tallies: Sequence[dict[str, Any]]) -> None:
        """Whatever desks recorded is at central, each event once, in numbers without gaps, and decided."""
        recorded = {name: count for tally in tallies for name, count in tally["sent"].items()}
        assert sum(recorded.values()) == sum(tally["recorded"] for tally in tallies)
        rows = self._c.execute(
            "SELECT j.workstation, count(*), count(DISTINCT j.id), max(j.seq), max(w.seq) FROM journal j "
            "LEFT JOIN watermarks w USING (workstation, incarnation) WHERE j.workstation LIKE 'desk-%' GROUP BY 1"
        ).fetchall()
        assert {name: counts for name, *counts in rows} == {name: [n] * 4 for name, n in recorded.items()}
        assert not self._count("SELECT count(*) FROM quarantine")

    def spent(self) -> dict[str, float]:
        """Processor seconds until now of PostgreSQL, all its processes together, and of the applier."""
        server = _stat(self._c.info.backend_pid)[1]
        servers = [pid for pid in _processes() if pid == server or _stat(pid)[1] == server]
        ended = _stat(server)[2]
        return {"postgres": ended + sum(_stat(pid)[0] for pid in servers), "applier": _stat(self.applier)[0]}


@contextmanager
def serving(home: Path, url: str) -> Iterator[int]:
    """`deskapp central serve` as a process; its number."""
    command = _arguments(home, url, "central", "serve")
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL) as process:
        yield process.pid
        process.communicate()  # the end of its standard input is its end


def _ended(process: subprocess.Popen[str]) -> None:
    with process:
        if process.poll() is None:
            process.kill()


def _processes() -> list[int]:
    return [int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit()]


def _stat(pid: int) -> tuple[float, int, float]:
    """A process's own seconds of processor, its parent, and the seconds of its children that have ended."""
    try:
        told = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except (FileNotFoundError, ProcessLookupError):
        return 0.0, 0, 0.0
    return (int(told[11]) + int(told[12])) / TICK, int(told[1]), (int(told[13]) + int(told[14])) / TICK


@contextmanager
def working(real: tuple[AtWork, AtWork, Shelves]) -> Iterator[list[float]]:
    """One real workstation lends and takes back, twice a second, until the end of the block.

    Milliseconds until the other saw it; where it was looked for in vain, all that patience lasts.
    """
    one, two, here = real
    seen, over = list[float](), threading.Event()

    def work() -> None:
        while not over.wait(0.5):
            loan = here.lend()
            committed = time.perf_counter_ns()
            one.kick()
            try:
                seen.append((two.await_record("loan", loan) - committed) / 1e6)
            except queue.Empty:
                seen.append(PATIENCE * 1000)
            here.take_back()
            one.kick()

    worker = threading.Thread(target=work)
    worker.start()
    try:
        yield seen
    finally:
        over.set()
        worker.join()
