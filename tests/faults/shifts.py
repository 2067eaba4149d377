"""What the processes do that are killed: a desk's acts, exchanges, an embedded central, an applier.

Everything is real: the files with their keys, the programs' own parts, HTTP. What was confirmed is noted on the disk
the moment it was.
"""

from __future__ import annotations

import os
import shutil
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec
import psycopg

from deskapp.app.central import central_now
from deskapp.app.files import open_cache, open_journal
from deskapp.app.workstation import Workstation, open_workstation
from deskapp.central.applier import Applier
from deskapp.central.database import Database
from deskapp.central.local import LocalCentral, applied
from deskapp.central.server import Server
from deskapp.desk.record import Ballast, Recorder
from deskapp.domain.outcome import Done
from deskapp.settings import Settings
from deskapp.store.clock import SystemClock
from deskapp.sync.link import Central
from deskapp.sync.session import Session
from tests.desks import KEY, FakeClock, a_place
from tests.faults.killed import dies_at_byte, dies_at_statement, dies_at_write
from tests.postgresql import Cluster
from tests.sync.histories import Acts, Step

NAME = "desk-1"
TOKEN = "a good token"
ACTS = (("check_out", 0, 0), ("pay", 0, 1), ("lend_unknown", 1, 0), ("check_in", 0, 0), ("unknown_card", 0, 3))
LATE = (("check_out", 2, 4), ("charge", 1, 1))


class At:
    """An open workstation, as the acts of random histories want it."""

    def __init__(self, station: Workstation) -> None:
        self.desk = station.desk
        self.overlay, self.recorder = station.desk._overlay, station.desk._recorder
        self.journal = self.recorder._journal

    def item(self, barcode: str) -> Any:
        return self._found("item", barcode)

    def patron(self, card: str) -> Any:
        return self._found("patron", card)

    def _found(self, kind: str, code: str) -> UUID:
        with self.overlay.reading():
            return next(id for k, id in self.overlay.by_code(code) if k == kind)

    def does(self, what: str, a: int, b: int) -> None:
        getattr(Acts(), what)(Step(0, what, a, b), self)


def settings(folder: Path) -> Settings:
    return Settings(folder / NAME, NAME, insecure_key_file=True)


@contextmanager
def a_desk(folder: Path, here: Settings | None = None) -> Iterator[At]:
    with closing(open_workstation(here or settings(folder))) as station:
        yield At(station)


@contextmanager
def central(folder: Path) -> Iterator[Database]:
    with closing(Database.sqlite(folder / "central.db", KEY)) as database:
        yield database


@contextmanager
def a_session(folder: Path, link: Central, in_place: int = 20_000) -> Iterator[Session]:
    """The sync process's parts, as `open_session` joins them."""
    with ExitStack() as files:
        here = settings(folder)
        journal = files.enter_context(closing(open_journal(here, writer=not here.journal.exists())))
        cache = files.enter_context(closing(open_cache(here, writer=True, notices=[])))
        yield Session(link, journal, cache, SystemClock(), in_place=in_place)


# --- before -------------------------------------------------------------------------------------------------


def a_library(folder: Path) -> None:
    """A central with the small library, and a workstation that knows it and has recorded nothing."""
    folder.mkdir()
    with closing(a_place(folder, FakeClock(datetime.now(UTC) - timedelta(hours=1))).database) as database:
        shutil.rmtree(folder / "setup")
        with a_session(folder, LocalCentral(database, NAME, central_now)) as session:
            session.exchange()
    for file in (folder / NAME).glob("journal.db*"):
        file.unlink()
    Ballast(folder / NAME / "ballast").load()


def a_library_with_a_plan(folder: Path) -> None:
    """The same, and what the acts of the day come to when nothing goes wrong."""
    a_library(folder)
    undisturbed = folder.with_name("undisturbed")
    shutil.copytree(folder, undisturbed)
    with a_desk(undisturbed) as desk:
        for act in ACTS:
            desk.does(*act)
        there = [e for _, e in desk.journal.entries()]
    sizes = list(Counter(e.act for e in there).values())
    (folder / "acts.json").write_bytes(msgspec.json.encode(([e.kind for e in there], sizes)))
    shutil.rmtree(undisturbed)


def a_library_at_work(folder: Path) -> None:
    """The same, and the workstation's acts wait to be sent."""
    a_library(folder)
    with a_desk(folder) as desk:
        for act in ACTS:
            desk.does(*act)


def a_library_without_copies(folder: Path) -> None:
    """The same, and the workstation has lost its copy."""
    a_library_at_work(folder)
    for file in (folder / NAME).glob("cache.db*"):
        file.unlink()


def a_library_told(folder: Path) -> None:
    """The same, and central has it all and has decided nothing of it."""
    a_library_at_work(folder)
    with central(folder) as database, a_session(folder, LocalCentral(database, NAME, central_now)) as session:
        session.exchange()


def a_library_on_postgresql(folder: Path, cluster: Cluster) -> None:
    """A central there, with the small library and acts of a desk of which nothing is decided."""
    folder.mkdir()
    base = cluster.new_database()
    with closing(Database.postgresql(cluster.url(base))) as database:
        desk = a_place(folder, FakeClock(datetime.now(UTC) - timedelta(hours=1)), database).workstation(NAME)
        desk.session.exchange()
        for act in ACTS:
            getattr(Acts(), act[0])(Step(0, *act), desk)
        desk.session.exchange()
        for file in (desk.journal, desk.writer, desk.overlay.cache):
            file.close()
    shutil.rmtree(folder)
    folder.mkdir()
    (folder / "postgresql").write_text(f"{cluster.url('postgres')} {base}")


def nothing(folder: Path) -> None:
    folder.mkdir()


# --- what is done, until it is killed -------------------------------------------------------------------------


def staff_work(folder: Path, at: int) -> None:
    """Acts at the desk; the journal is made first."""
    dies_at_write(at, "journal.db")
    _staff_work(folder)


def staff_work_until_a_byte(folder: Path, at: int) -> None:
    dies_at_byte(at)
    _staff_work(folder)


def _staff_work(folder: Path) -> None:
    with a_desk(folder) as desk:
        for act in ACTS:
            desk.does(*act)
            confirm(folder, desk.journal.seq)


def staff_are_told_too_soon(folder: Path, at: int) -> None:
    """Built wrongly: success sounds before the disk has it."""
    dies_at_write(at, "journal.db")
    with a_desk(folder) as desk:
        for act in ACTS:
            confirm(folder, desk.journal.seq + 1)
            desk.does(*act)


def staff_work_event_by_event(folder: Path, at: int) -> None:
    """Built wrongly: an act of several events is written in several transactions."""
    whole = Recorder.record

    def in_parts(self: Recorder, done: Done, *rest: Any) -> Any:
        return [whole(self, Done((one,), done.overrides), *rest) for one in done.facts][-1]

    setattr(Recorder, "record", in_parts)  # noqa: B010  # in this process alone
    staff_work(folder, at)


def exchange(folder: Path, at: int) -> None:
    """Everything goes to central, central decides, a whole copy is fetched, and more is pulled into it."""
    dies_at_write(at, "cache.")
    _exchange(folder)


def exchange_until_a_byte(folder: Path, at: int) -> None:
    """The same; what is written at central counts too, and central has its own death then."""
    dies_at_byte(at)
    _exchange(folder)


def _exchange(folder: Path) -> None:
    with central(folder) as database:
        link = LocalCentral(database, NAME, central_now)
        with a_session(folder, link) as session:
            session.exchange()
            applied(database, central_now)
            session.exchange()
            session.copy_anew()
            session.exchange()


def serve(folder: Path, at: int, ahead: int = 0) -> None:
    """An embedded central answers and applies, until it is killed or the folder says that it is over.

    Its clock is so many microseconds ahead: one that is started again need not wait for the lease of the dead one.
    """
    dies_at_write(at, "central.db")
    with central(folder) as database:
        server = Server(database, TOKEN, lambda: central_now() + ahead)
        server.start()
        (folder / "url.new").write_text(server.url)
        (folder / "url.new").rename(folder / "url")
        while not (folder / "over").exists():
            threading.Event().wait(0.005)
        server.stop()


def begin_central(folder: Path, at: int) -> None:
    """The schema of a new central."""
    dies_at_write(at, "new.db")
    with closing(Database.sqlite(folder / "new.db", KEY)) as database:
        database.migrate()


def apply_on_sqlite(folder: Path, at: int) -> None:
    dies_at_write(at, "central.db")
    with central(folder) as database:
        decide(database, central_now, 4)


def apply_on_postgresql(folder: Path, at: int) -> None:
    server, template = (folder / "postgresql").read_text().split()
    with closing(psycopg.connect(server, autocommit=True)) as connection:
        connection.execute(f"CREATE DATABASE {template}_{at} TEMPLATE {template}".encode())
    (folder / "url").write_text(f"{server.rpartition('/')[0]}/{template}_{at}")
    dies_at_statement(at)
    with closing(Database.postgresql((folder / "url").read_text())) as database:
        decide(database, central_now, 4)


def decide(database: Database, now: Callable[[], int], limit: int) -> None:
    """Everything there is, a few events at a time."""
    applier = Applier(database, now)
    assert applier.acquire()
    while applier.run(limit).events:
        pass


def confirm(folder: Path, seq: int) -> None:
    """Say what is safe: on the disk, as a receipt is on paper."""
    file = os.open(folder / "confirmed", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.write(file, f"{seq}\n".encode())
    os.fsync(file)
    os.close(file)
