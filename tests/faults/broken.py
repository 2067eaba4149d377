"""Desks and centrals that are built wrongly on purpose: the simulator must find each of them out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from typing import Any
from uuid import UUID, uuid5

import msgspec
from sqlalchemy import Connection, select, update

from deskapp.central.applier import BATCH, Applied, Applier
from deskapp.central.database import Database
from deskapp.central.schema import counters, journal, watermarks
from deskapp.store.cache import Cache, Known, Pulled
from deskapp.store.codec import Entry, encode
from deskapp.store.pulled import Page
from deskapp.sync.link import Away, Central
from deskapp.sync.session import Session
from tests.faults.town import Parts, Port


class SequencePort(Port):
    """Positions from a plain sequence: a number is given before its row is there, and a greater one may come first."""

    def __init__(self, database: Database, workstation: str, now: Callable[[], int]) -> None:
        super().__init__(database, workstation, now)
        self._database = database

    def push(self, clock: Any, entries: Sequence[str]) -> list[str]:
        return self.begin_push(clock, entries)()

    def begin_push(self, clock: Any, entries: Sequence[str]) -> Callable[[], list[str]]:
        first = self._position()
        self._set_position(first + len(entries))
        return lambda: self._stored(clock, entries, first)

    def _stored(self, clock: Any, entries: Sequence[str], first: int) -> list[str]:
        newest = self._position()
        self._set_position(first)
        fates = super().push(clock, entries)
        self._set_position(newest)
        return fates

    def _position(self) -> int:
        with self._database.read() as c:
            found: int = c.execute(select(counters.c.value).where(counters.c.name == "position")).scalar_one()
        return found

    def _set_position(self, value: int) -> None:
        with self._database.write() as c:
            c.execute(update(counters).where(counters.c.name == "position").values(value=value))


class _Renaming:
    """A link that sends, after a push without an answer, everything that waits as if it were new."""

    def __init__(self, link: Central) -> None:
        self._link, self._tries = link, 0
        self._true: dict[UUID, tuple[UUID, int]] = {}  # the made-up incarnation -> the true one, and its numbers' start

    def push(self, clock: Any, entries: Sequence[str]) -> list[str]:
        try:
            return self._link.push(clock, [self._renamed(raw) for raw in entries] if self._tries else entries)
        except Away:
            self._tries += 1
            self._true = {}
            raise

    def _renamed(self, raw: str) -> str:
        entry = msgspec.json.decode(raw, type=Entry)
        other = uuid5(entry.incarnation, str(self._tries))
        _, start = self._true.setdefault(other, (entry.incarnation, entry.seq - 1))
        new_id = uuid5(entry.id, str(self._tries))
        return encode(msgspec.structs.replace(entry, id=new_id, incarnation=other, seq=entry.seq - start)).decode()

    def pull(self, rev: int, page: int) -> Page:
        answer = self._link.pull(rev, page)
        marks = []
        for name, incarnation, seq in answer.decided:
            true, start = self._true.get(incarnation, (incarnation, 0))
            marks.append((name, true, seq + start))
        return msgspec.structs.replace(answer, decided=sorted(marks, key=lambda m: m[2]))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._link, name)


class FailureSession(Session):
    """A lost acknowledgement is taken for a failure: the events are sent again as new ones."""

    def __init__(self, central: Central, *rest: Any, **more: Any) -> None:
        super().__init__(_Renaming(central), *rest, **more)


class _Undone(Cache):
    """A cache whose pull is written in two transactions: something goes first that belongs to the end."""

    @contextmanager
    def pulling(self) -> Iterator[None]:
        """What is put and said inside is written at its end, in two steps."""
        self._todo: list[Callable[[], None]] = []
        self._said: list[tuple[Known, Mapping[UUID, int], str]] = []
        yield
        for said in self._said:
            with super().pulling():
                self._first(*said)
        with super().pulling():
            for work in self._todo:
                work()
            for said in self._said:
                super().set_known(*said)

    def put(self, pulled: Sequence[Pulled]) -> None:
        self._todo.append(partial(super().put, pulled))

    def clear(self) -> None:
        self._todo.append(super().clear)

    def set_known(self, known: Known, decided: Mapping[UUID, int], workstation: str) -> None:
        self._said.append((known, decided, workstation))

    def _first(self, known: Known, decided: Mapping[UUID, int], workstation: str) -> None:
        raise NotImplementedError


class CursorFirst(_Undone):
    """The cursor is written before the rows that it stands for."""

    def _first(self, known: Known, decided: Mapping[UUID, int], workstation: str) -> None:
        Cache.set_known(self, known, {}, workstation)


class WatermarkFirst(_Undone):
    """The watermark is written before the rows that it stands for."""

    def _first(self, known: Known, decided: Mapping[UUID, int], workstation: str) -> None:
        before = self.known()
        Cache.set_known(self, replace(before, pulls=before.pulls + 1), decided, workstation)


class WatermarkFirstApplier(Applier):
    """Central says how far it has decided before it has decided."""

    def run(self, limit: int = BATCH) -> Applied:
        with self._database.write() as c:
            self._check_lease(c)
            applied = c.execute(select(counters.c.value).where(counters.c.name == "applied")).scalar_one()
            columns = (journal.c.workstation, journal.c.incarnation, journal.c.seq)
            above = select(*columns).where(journal.c.position > applied).order_by(journal.c.position).limit(limit)
            upsert = self._database.upsert(watermarks, "workstation", "incarnation")
            for row in c.execute(above).all():
                c.execute(upsert, row._asdict())
        return super().run(limit)


class RememberingApplier(Applier):
    """Keeps in memory how far it has come, as the only writer may; right as long as it looks at its lease."""

    _counted: dict[str, int] | None = None

    def acquire(self) -> bool:
        self._counted = None
        return super().acquire()

    def run(self, limit: int = BATCH) -> Applied:
        with self._database.write() as c:
            self._check_lease(c)
            for name, value in (self._counted or {}).items():
                c.execute(update(counters).where(counters.c.name == name).values(value=value))
        done = super().run(limit)
        with self._database.read() as c:
            at = select(counters.c.name, counters.c.value).where(counters.c.name.in_(("rev", "applied")))
            self._counted = dict(c.execute(at).all())
        return done


class CarelessApplier(RememberingApplier):
    """Does not look whether another has taken over."""

    def _check_lease(self, c: Connection) -> None:
        """Nothing is checked."""


BROKEN = {
    "a plain sequence as cursor": Parts(port=SequencePort),
    "a lost acknowledgement taken for a failure": Parts(session=FailureSession),
    "a cursor written before its rows": Parts(cache=CursorFirst),
    "a watermark written before its rows": Parts(cache=WatermarkFirst),
    "a watermark that central moves before the rows": Parts(applier=WatermarkFirstApplier),
    "an applier that does not look at its lease": Parts(applier=CarelessApplier),
}
