"""What must hold after a death, when everything was started again as on any morning."""

from __future__ import annotations

import time
from collections import Counter
from contextlib import closing
from itertools import accumulate
from pathlib import Path

import msgspec
import psycopg
from sqlalchemy import select

from deskapp.app.central import central_now
from deskapp.central.applier import LEASE
from deskapp.central.database import Database, moment
from deskapp.central.local import LocalCentral
from deskapp.central.schema import counters, journal, quarantine
from deskapp.store.cipher import check_value_file
from deskapp.store.codec import Entry
from deskapp.store.pending import event_of
from deskapp.sync.link import Away, HttpCentral
from tests.desks import KEY
from tests.faults.killed import ended, forked
from tests.faults.shifts import LATE, NAME, TOKEN, a_desk, a_session, central, decide, serve, settings
from tests.sync.histories import central_rows, differences, folded_from_scratch

PATIENCE = 30.0
"""Seconds in which a central that was started again has decided a few events."""

ROUNDS = 5
"""So many exchanges at most empty a queue."""


def nothing_confirmed_is_lost(folder: Path) -> None:
    """The journal opens as on any morning, with all that was confirmed and no act in part; and all goes on."""
    kinds, sizes = msgspec.json.decode((folder / "acts.json").read_bytes(), type=tuple[list[str], list[int]])
    with a_desk(folder) as desk:
        assert list(desk.journal.faults()) == []
        there = [e.kind for _, e in desk.journal.entries()]
        assert there == kinds[: len(there)]
        assert len(there) in (0, *accumulate(sizes)), (
            f"an act is there in part: {len(there)} of {list(accumulate(sizes))}"
        )
        assert len(there) >= _confirmed(folder), "what was confirmed is lost"
        assert check_value_file(settings(folder).journal).exists(), "nothing tells a wrong key from damage"
        for act in LATE:
            desk.does(*act)
    everything_agrees(folder)


def _confirmed(folder: Path) -> int:
    said = folder / "confirmed"
    return int(said.read_text().split("\n")[-2]) if said.exists() else 0


def everything_agrees(folder: Path) -> None:
    """The queue drains; central has each event of the journal once; copy and records are what the events amount to."""
    with central(folder) as database, a_session(folder, LocalCentral(database, NAME, central_now)) as session:
        for _ in range(ROUNDS):
            session.exchange()
            decide(database, lambda: central_now() + 2 * LEASE, 1000)
            session.exchange()
            if session.decided():
                break
        assert session.decided(), "the queue does not drain"
        with a_desk(folder) as desk:
            desk.desk.refresh()
            assert desk.desk.status().pending == 0
            mine = [e.id for _, e in desk.journal.entries()]
            copied = desk.overlay.cache.bodies()
        records_are_the_fold(database)
        assert differences(copied, central_rows(database)) == {}, "the copy is not central's"
        assert events_of(database, NAME) == mine, "an event is lost or double"


def events_of(database: Database, workstation: str) -> list[object]:
    """The ids of a workstation's events, in the order of arrival."""
    with database.read() as c:
        found = c.execute(select(journal.c.id).where(journal.c.workstation == workstation).order_by(journal.c.position))
        return list(found.scalars())


def records_are_the_fold(database: Database) -> None:
    """Everything is decided, no position is missing, and the records are the fold of the journal from scratch."""
    with database.read() as c:
        rows = c.execute(select(journal).order_by(journal.c.position)).all()
        counted = dict(c.execute(select(counters.c.name, counters.c.value)).all())
        assert c.execute(select(quarantine.c.id)).all() == []
    assert counted["applied"] == counted["position"] == len(rows), "something is not decided"
    assert [r.position for r in rows] == list(range(1, len(rows) + 1))
    assert max(Counter(r.id for r in rows).values()) == 1
    read = [(r, msgspec.json.decode(r.entry, type=Entry)) for r in rows]
    told = [(e, event_of(e, moment(r.at), r.uncertainty)) for r, e in read if r.id == e.id]
    assert differences(central_rows(database), folded_from_scratch(told)) == {}, "the records are not the fold"


def central_was_begun(folder: Path) -> None:
    """A central that died at its first start begins at the second."""
    with closing(Database.sqlite(folder / "new.db", KEY)) as database:
        database.migrate()
        assert check_value_file(folder / "new.db").exists()
        with database.read() as c:
            assert c.execute(select(counters.c.name)).all()


def another_applier_goes_on(folder: Path) -> None:
    """On PostgreSQL: it takes over when the lease of the dead one has ended."""
    url = (folder / "url").read_text()
    with closing(Database.postgresql(url)) as database:
        decide(database, lambda: central_now() + 2 * LEASE, 1000)
        records_are_the_fold(database)
    server = (folder / "postgresql").read_text().split()[0]
    with closing(psycopg.connect(server, autocommit=True)) as connection:
        connection.execute(f"DROP DATABASE {url.rpartition('/')[2]} WITH (FORCE)".encode())


def served_until_all_is_told(folder: Path, at: int) -> bool:
    """A workstation exchanges over HTTP, while central is killed once and started again; whether it was killed."""
    server, killed = forked(serve, folder, at), False
    until = time.monotonic() + PATIENCE
    try:
        while not _told(folder):
            assert time.monotonic() < until, "the queue does not drain"
            server.join(0.02)
            if not server.is_alive():
                killed = ended(server) or killed
                (folder / "url").unlink(missing_ok=True)
                server = forked(serve, folder, 0, 2 * LEASE)
    finally:
        (folder / "over").touch()
        server.join(10)
    return killed


def _told(folder: Path) -> bool:
    """Whether central answered, and has decided everything."""
    try:
        with closing(HttpCentral(_url(folder), TOKEN, NAME)) as link, a_session(folder, link) as session:
            session.exchange()
            return session.decided()
    except (Away, FileNotFoundError):
        return False


def _url(folder: Path) -> str:
    return (folder / "url").read_text()
