"""Carrying a scenario out: real journals, caches and desks, the real applier, and time that the steps give."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid5

from deskapp.central.applier import Applied, Applier
from deskapp.central.database import Database, micros
from deskapp.central.local import LocalCentral
from deskapp.desk.desk import Desk
from deskapp.desk.record import Ballast, Recorder, Staff
from deskapp.domain.events import LibrarySetUp
from deskapp.domain.outcome import Done, Fact, fact
from deskapp.domain.values import LIBRARY, Line
from deskapp.rehearsal.acts import perform
from deskapp.rehearsal.holdings import holdings_of
from deskapp.rehearsal.scenario import Scenario, Step
from deskapp.store.cache import Cache
from deskapp.store.codec import ReliedOn
from deskapp.store.journal import Journal
from deskapp.store.overlay import Overlay
from deskapp.sync.session import Session

_SPACE = UUID("3b0c5b52-7a36-4f5b-9a0b-0d8a7d1fcb10")
KEY = "00" * 32
"""The files of a rehearsal hold made-up records, and go when it ends."""


@dataclass(slots=True)
class VirtualClock:
    """The true time of the step at hand; every machine's clock is right."""

    at: datetime
    boot: str = "rehearsal"

    def now(self) -> datetime:
        return self.at

    def monotonic(self) -> int:
        return micros(self.at)


class Ids:
    """The same ids in every run of the same scenario."""

    def __init__(self, name: str) -> None:
        self._name, self._count = name, 0

    def __call__(self) -> UUID:
        self._count += 1
        return uuid5(_SPACE, f"{self._name}:{self._count}")


@dataclass(frozen=True, slots=True)
class Refusal:
    """A step that the desk refused, with the codes of the blocks."""

    step: Step
    blocks: tuple[str, ...]


@dataclass(slots=True)
class Post:
    """One desk of the rehearsal with its two files."""

    desk: Desk
    session: Session
    overlay: Overlay
    caches: tuple[Cache, Cache]
    journal: Journal

    def close(self) -> None:
        for part in (*self.caches, self.journal):
            part.close()


@dataclass(slots=True)
class Rehearsal:
    """A scenario being carried out in a folder, on a central database."""

    scenario: Scenario
    folder: Path
    database: Database
    batch: int = 1  # events that the applier takes at a time
    refused: list[Refusal] = field(default_factory=list)
    applied: Applied = field(default_factory=Applied)
    _clock: VirtualClock = field(init=False)
    _posts: dict[str, Post] = field(default_factory=dict)

    def run(self, until: datetime | None = None) -> None:
        """Carry out every step, and every return of a desk from an outage, in the order of time."""
        begin = min((s.at for s in self.scenario.steps), default=datetime.fromisoformat("2026-01-01T08:00:00+00:00"))
        self._clock = VirtualClock(begin - timedelta(hours=1))
        self._set_up()
        for at, step in self._agenda(until):
            self._clock.at = at
            if step is None:
                self._exchange_all(at)
            else:
                self._take(step)
        if until is not None:
            self._clock.at = until
        self._exchange_all(None)
        self._exchange_all(None)
        for post in self._posts.values():
            post.close()

    @property
    def now(self) -> datetime:
        return self._clock.at

    def _agenda(self, until: datetime | None) -> Iterator[tuple[datetime, Step | None]]:
        ends = [end for desk in self.scenario.desks.values() for _, end in desk.offline]
        agenda: list[tuple[datetime, int, Step | None]] = [(end, 0, None) for end in ends]
        agenda += [(step.at, step.number, step) for step in self.scenario.steps]
        for at, _, step in sorted(agenda, key=lambda a: a[:2]):
            if until is None or at <= until:
                yield at, step

    def _set_up(self) -> None:
        post = self._post("setup", "setup")
        facts: list[Fact] = [fact(LibrarySetUp(self.scenario.library), (Line.LIBRARY, LIBRARY))]
        facts += holdings_of(self.scenario, Ids("holdings"))
        post.journal.record(Done(tuple(facts)), "setup", "setup", ReliedOn())
        self._exchange(post)
        for name, plan in self.scenario.desks.items():
            self._exchange(self._post(name, plan.branch))

    def _post(self, name: str, branch: str) -> Post:
        folder = self.folder / name
        folder.mkdir()
        writer = Cache(folder / "cache.db", KEY, writer=True)
        journal = Journal(folder / "journal.db", KEY, name, self._clock, Ids(f"journal {name}"))
        link = LocalCentral(self.database, name, self._micros)
        session = Session(link, journal, writer, self._clock)
        reader = Cache(folder / "cache.db", KEY, writer=False)
        overlay = Overlay(reader, journal)
        recorder = Recorder(journal, overlay, Staff(name), branch, Ballast(folder / "ballast"))
        desk = Desk(overlay, recorder, branch, self._clock.now, Ids(f"desk {name}"))
        self._posts[name] = Post(desk, session, overlay, (writer, reader), journal)
        return self._posts[name]

    def _micros(self) -> int:
        return micros(self._clock.at)

    def _take(self, step: Step) -> None:
        post, plan = self._posts[step.desk], self.scenario.desks[step.desk]
        online = not plan.is_offline(step.at)
        if online:
            self._exchange(post)
        blocks = perform(post.desk, post.overlay, step)
        if blocks:
            self.refused.append(Refusal(step, blocks))
        if online:
            self._exchange(post)

    def _exchange_all(self, at: datetime | None) -> None:
        for name, plan in self.scenario.desks.items():
            if at is None or not plan.is_offline(at):
                self._exchange(self._posts[name])

    def _exchange(self, post: Post) -> None:
        """Push, have it decided one event at a time, pull."""
        post.session.exchange()
        self.applied = _sum(self.applied, decide(self.database, self._micros, self.batch))
        post.session.exchange()


def decide(database: Database, now: Callable[[], int], batch: int = 1, *, identify: bool = True) -> Applied:
    """The real applier, `batch` events at a time."""
    applier, total = Applier(database, now, identify=identify), Applied()
    applier.acquire()
    while (one := applier.run(limit=batch)).events:
        total = _sum(total, one)
    applier.release()
    return total


def _sum(a: Applied, b: Applied) -> Applied:
    return Applied(a.events + b.events, a.refolded + b.refolded, a.rows + b.rows, max(a.rev, b.rev))
