"""Central of the simulator, and the roads to it: two appliers, a server that can die, a network that fails."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import select

from deskapp.central.applier import LEASE, Applier, LeaseLost
from deskapp.central.backup import back_up, copy
from deskapp.central.database import Database, epoch_of, micros
from deskapp.central.local import LocalCentral
from deskapp.central.restore import restore_sqlite
from deskapp.central.schema import counters, journal, watermarks
from deskapp.store.cache import Cache
from deskapp.store.pulled import Page
from deskapp.sync.link import Away, Reading
from deskapp.sync.session import Session
from tests.desks import KEY, FakeClock
from tests.faults.death import Crash, Program, running
from tests.sync.histories import Rows, central_rows

Mark = tuple[str, UUID]
T = TypeVar("T")


class Port(LocalCentral):
    """Where pushes come in. The whole of one is stored when it ends: others have come between begin and end."""

    def begin_push(self, clock: Reading, entries: Sequence[str]) -> Callable[[], list[str]]:
        return lambda: self.push(clock, entries)


@dataclass(frozen=True)
class Parts:
    """What the simulator is made of; the broken variants put something else in."""

    port: Callable[..., Any] = Port
    applier: Callable[..., Applier] = Applier
    session: Callable[..., Session] = Session
    cache: Callable[..., Cache] = Cache


@dataclass
class History:
    """What central has said since its epoch began: its rows at each revision, and when which mark was set."""

    rows: dict[int, Rows] = field(default_factory=dict)
    marked: list[tuple[Mark, int, int]] = field(default_factory=list)  # mark, seq, revision


class Town:
    """Central's file, its server and its two appliers."""

    def __init__(self, folder: Path, clock: FakeClock, parts: Parts) -> None:
        self._path, self._clock, self._parts = folder / "central.db", clock, parts
        self.post: list[tuple[str, Reading, list[str]]] = []  # pushes that are still on their way
        self.meanwhile: Callable[[str], None] = lambda name: None
        self._open()

    def _open(self) -> None:
        self.database = Database.sqlite(self._path, KEY)
        self.database.migrate()
        self.server = Program()
        self._histories: dict[str, History] = {}
        self.appliers = [self._parts.applier(self.database, self.now) for _ in range(2)]
        self.programs, self.has_lease = [Program(), Program()], [False, False]
        self.observe()

    def now(self) -> int:
        return micros(self._clock.at)

    def close(self) -> None:
        self.database.close()

    # --- deciding ---------------------------------------------------------------------------------------

    def decide(self, which: int, limit: int, runs: int, dies_after: int | None = None) -> str:
        """One of the two appliers takes up some events; what became of that."""
        applier, program = self.appliers[which], self.programs[which]
        program.dies_after(dies_after)
        try:
            with running(program):
                if not self.has_lease[which]:
                    self.has_lease[which] = applier.acquire()
                if not self.has_lease[which]:
                    return "waits for the lease"
                done = [applier.run(limit).events for _ in range(runs)]
            return f"decides {sum(done)}"
        except LeaseLost:
            self.has_lease[which] = False
            return "finds its lease lost"
        except Crash:
            self.appliers[which] = self._parts.applier(self.database, self.now)
            self.programs[which], self.has_lease[which] = Program(), False
            return "dies"
        finally:
            program.dies_after(None)
            self.observe()

    def decide_all(self) -> None:
        """The appliers of a healthy day: whichever can get the lease decides everything."""
        self._clock.pass_(microseconds=2 * LEASE)
        while not self.all_decided():
            for which in (0, 1):
                self.decide(which, 1000, 1)
            self._clock.pass_(microseconds=2 * LEASE)

    def counted(self) -> dict[str, int]:
        with running(None), self.database.read() as c:
            return dict(c.execute(select(counters.c.name, counters.c.value)).all())

    def all_decided(self) -> bool:
        counted = self.counted()
        return counted["applied"] == counted["position"]

    # --- what central has said ----------------------------------------------------------------------------

    @property
    def epoch(self) -> str:
        with running(None), self.database.read() as c:
            return epoch_of(c)

    def history(self, epoch: str) -> History:
        return self._histories.setdefault(epoch, History())

    def observe(self) -> None:
        """Note what central says now; a mark beyond what was decided is a promise that is not kept."""
        with running(None):
            said, rev = self.history(self.epoch), self.counted()["rev"]
            rows = central_rows(self.database)
            assert said.rows.setdefault(rev, rows) == rows, f"two states of central are called revision {rev}"
            with self.database.read() as c:
                marks = c.execute(select(watermarks)).all()
                applied = c.execute(select(counters.c.value).where(counters.c.name == "applied")).scalar_one()
                far = select(journal.c.workstation, journal.c.incarnation, journal.c.seq).where(
                    journal.c.position > applied
                )
                undecided = {tuple(r) for r in c.execute(far)}
        for mark in marks:
            told = (mark.workstation, mark.incarnation, mark.seq)
            assert told not in undecided, f"central says that {told} is decided, and it is not"
            if not any(m == told[:2] and s >= mark.seq for m, s, _ in said.marked):
                said.marked.append((told[:2], mark.seq, rev))

    # --- yesterday ------------------------------------------------------------------------------------------

    @property
    def _kept(self) -> Path:
        return self._path.with_name("kept.db")

    def keep_copy(self) -> None:
        self._kept.unlink(missing_ok=True)
        with running(None):
            back_up(self.database, self.now(), copy(self.database, KEY), self._kept)

    def has_copy(self) -> bool:
        return self._kept.exists()

    def restore(self) -> None:
        """Yesterday's database is put back, and begins a history of its own."""
        self.close()
        with running(None):
            restore_sqlite(self._path, KEY, self._kept, self.now())
        self._open()

    # --- the post -----------------------------------------------------------------------------------------------

    def port(self, name: str) -> Any:
        return self._parts.port(self.database, name, self.now)

    def deliver_post(self) -> int:
        """What was delayed arrives now; nobody hears the answers."""
        late, self.post = self.post, []
        for name, clock, entries in late:
            self.port(name).push(clock, entries)
        return len(late)


@dataclass(frozen=True)
class Weather:
    """How one exchange goes. `push`: what becomes of it; the pull is cut after so many pages of such a size."""

    push: str = ""
    page: int = 20_000
    cut_after: int | None = None
    others: bool = False  # other desks push and central decides between the pages
    hangs: bool = False  # a cut is noticed only when the time-out is over
    server_dies: int | None = None

    def __str__(self) -> str:
        said = [f"push {self.push}"] if self.push else []
        said += [f"pages of {self.page}"] if self.page < 20_000 else []
        said += [f"cut after page {self.cut_after}"] if self.cut_after is not None else []
        said += ["others between the pages"] if self.others else []
        said += ["the line hangs"] if self.hangs else []
        said += [f"the server dies at step {self.server_dies}"] if self.server_dies is not None else []
        return ", ".join(said) or "fair"


FAIR = Weather()
PUSHES = ("cut before it arrives", "cut before the answer", "delayed", "doubled", "slow to commit")


class Road:
    """The link of one machine: what `sync.link.Central` promises, in any weather."""

    def __init__(self, town: Town, name: str, clock: FakeClock) -> None:
        self._town, self._name, self._clock = town, name, clock
        self.weather, self.plugged = FAIR, True
        self._pages = 0

    def begin(self, weather: Weather) -> None:
        self.weather, self._pages = weather, 0
        self._town.server.dies_after(weather.server_dies)

    def hello(self) -> dict[str, Any]:
        return self._ask(lambda port: port.hello())

    def push(self, clock: Reading, entries: Sequence[str]) -> list[str]:
        told, sent = clock, list(entries)
        match self.weather.push:
            case "cut before it arrives":
                self._gone()
            case "delayed":
                self._town.post.append((self._name, told, sent))
                self._gone()
            case "slow to commit":
                finish: Callable[[], list[str]] = self._ask(lambda port: port.begin_push(told, sent))
                self._town.meanwhile(self._name)
                return self._ask(lambda _: finish())
            case "doubled":
                self._ask(lambda port: port.push(told, sent))
        fates: list[str] = self._ask(lambda port: port.push(told, sent))
        if self.weather.push == "cut before the answer":
            self._gone()
        return fates

    def pull(self, rev: int, page: int) -> Page:
        if self.weather.cut_after is not None and self._pages >= self.weather.cut_after:
            self._gone()
        if self.weather.others and self._pages == 1:
            self._town.meanwhile(self._name)
        self._pages += 1
        return self._ask(lambda port: port.pull(rev, min(page, self.weather.page)))

    def _ask(self, question: Callable[[Any], T]) -> T:
        """In central's own process: a death there is silence here, and the next one finds it started again."""
        if not self.plugged:
            self._gone()
        try:
            with running(self._town.server):
                return question(self._town.port(self._name))
        except Crash:
            self._town.server = Program()
            raise Away("the server died") from None

    def _gone(self) -> None:
        if self.weather.hangs:
            self._clock.pass_(seconds=15)
        raise Away("cut")

    def copy_head(self) -> dict[str, Any]:
        return self._ask(lambda port: port.copy_head())

    def ready_head(self) -> None:
        """Everything here is copied by pages."""

    def copy_records(self, after: Any, page: int) -> list[Any]:
        return self._ask_page(lambda port: port.copy_records(after, min(page, self.weather.page)))

    def copy_codes(self, after: Any, page: int) -> list[Any]:
        return self._ask_page(lambda port: port.copy_codes(after, min(page, self.weather.page)))

    def _ask_page(self, question: Callable[[Any], T]) -> T:
        if self.weather.cut_after is not None and self._pages >= self.weather.cut_after:
            self._gone()
        self._pages += 1
        return self._ask(question)

    def checksums(self, rev: int) -> dict[str, Any]:
        return self._ask(lambda port: port.checksums(rev))

    def apart(self) -> Road:
        return self

    def ask(self, function: str, /, **words: Any) -> Any:
        return self._ask(lambda port: port.ask(function, **words))

    def wait(self, rev: int, seconds: float) -> None:
        """Nothing is waited for: the simulator says when."""

    def close(self) -> None:
        """Nothing to close."""
