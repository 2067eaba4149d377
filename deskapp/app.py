"""The one place where the parts of a workstation are joined."""

from __future__ import annotations

import fcntl
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING
from uuid import UUID

from deskapp.credentials import KeyLost, Secrets, key_for, secrets_of, token_for
from deskapp.settings import EMBEDDED, Settings

if TYPE_CHECKING:  # SQLAlchemy costs 0.3 s: the window is shown before it is imported
    from deskapp.central.database import Database
    from deskapp.desk.desk import Desk
    from deskapp.domain.rules import Library
    from deskapp.store.cache import Cache
    from deskapp.store.journal import Journal
    from deskapp.sync.link import Central
    from deskapp.sync.session import Session

START_UP = 20.0
"""Seconds that an embedded central may take to answer."""


class InUse(Exception):
    """Another program has this workstation's files open."""


class NoCentral(Exception):
    """The embedded central did not start; `said` is what it said."""

    def __init__(self, said: str) -> None:
        super().__init__(said)
        self.said = said


def new_id() -> UUID:
    """A UUIDv7: it sorts by the time it was made."""
    from uuid_utils.compat import uuid7

    return uuid7()


def secrets_for(settings: Settings) -> Secrets:
    return secrets_of(settings.home, settings.insecure_key_file)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold a file for this process alone; raises `InUse` at once when another has it."""
    file = _held(path)
    try:
        yield
    finally:
        file.close()


def _held(path: Path) -> IO[str]:
    """The file, locked until it is closed; raises `InUse`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    file = path.open("w")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as fault:
        file.close()
        raise InUse(path.name) from fault
    return file


# --- the desk ----------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Workstation:
    """An open workstation: its desk, and what is to be told at start. `close()` when done."""

    settings: Settings
    desk: Desk
    notices: list[str]
    _files: ExitStack

    def close(self) -> None:
        self._files.close()


def open_workstation(settings: Settings) -> Workstation:
    """Open journal and cache. An unusable cache is put aside and pulled anew; an unusable journal stops everything.

    Raises `InUse`, `FileProblem` (the journal's), `KeyLost`, `NoKeyring`.
    """
    from deskapp.desk.desk import Desk
    from deskapp.desk.record import Ballast, Recorder, Staff
    from deskapp.store.clock import SystemClock
    from deskapp.store.overlay import Overlay

    clock, notices = SystemClock(), list[str]()
    with ExitStack() as files:
        files.enter_context(locked(settings.home / "desk.lock"))
        journal = files.enter_context(closing(open_journal(settings, writer=True)))
        cache = files.enter_context(closing(open_cache(settings, writer=False, notices=notices)))
        overlay = Overlay(cache, journal)
        begin_anew_if_rewound(journal, cache)
        ballast = Ballast(settings.home / "ballast")
        ballast.load()
        recorder = Recorder(journal, overlay, Staff(settings.staff), settings.branch, ballast)
        desk = Desk(overlay, recorder, settings.branch, clock.now, new_id)
        return Workstation(settings, desk, notices, files.pop_all())


def open_journal(settings: Settings, *, writer: bool) -> Journal:
    from deskapp.store.clock import SystemClock
    from deskapp.store.journal import Journal

    key = key_for(settings.journal, secrets_for(settings))
    return Journal(settings.journal, key, settings.workstation, SystemClock(), new_id, writer=writer)


def open_cache(settings: Settings, *, writer: bool, notices: list[str]) -> Cache:
    """The cache; one that cannot be used is put aside, for it holds nothing that central does not have."""
    from deskapp.store.cache import Cache, discard
    from deskapp.store.cipher import FileProblem

    secrets_ = secrets_for(settings)
    try:
        return Cache(settings.cache, key_for(settings.cache, secrets_), writer=writer)
    except (FileProblem, KeyLost) as problem:
        if isinstance(problem, FileProblem) and problem.code in ("read_only", "full"):
            raise
        discard(settings.cache)
        notices.append("cache_rebuilt")
        return Cache(settings.cache, key_for(settings.cache, secrets_), writer=writer)


def begin_anew_if_rewound(journal: Journal, cache: Cache) -> None:
    """A journal that central has seen further than it reaches was restored or copied: new numbers begin."""
    if cache.decided(journal.workstation).get(journal.incarnation, 0) > journal.seq:
        journal.begin_incarnation()


# --- central -----------------------------------------------------------------------------------------------


def open_central(settings: Settings) -> Database:
    """The database that `central` commands work on, its schema brought up to date. For administrators alone."""
    database = central_database(settings)
    try:
        database.migrate()
    except BaseException:
        database.close()
        raise
    return database


def central_database(settings: Settings) -> Database:
    """Central's database as it is."""
    from deskapp.central.database import Database

    if settings.central == EMBEDDED or settings.central.startswith("http://"):
        settings.home.mkdir(parents=True, exist_ok=True)
        key = key_for(settings.embedded_central, secrets_for(settings))
        return Database.sqlite(settings.embedded_central, key)
    return Database.postgresql(settings.central)


def _serving(settings: Settings) -> Path:
    return settings.home / "central.url"


@contextmanager
def central_running(settings: Settings) -> Iterator[str]:
    """The URL of central; an embedded one that is not running yet is served by a child process meanwhile."""
    if settings.central != EMBEDDED:
        yield settings.central
        return
    if _answers(settings):
        yield _serving(settings).read_text(encoding="ascii")
        return
    child = subprocess.Popen(
        [*command(settings), "central", "serve"],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    try:
        yield _await_url(settings, child)
    finally:
        child.communicate()  # closing its standard input ends it


def _await_url(settings: Settings, child: subprocess.Popen[bytes]) -> str:
    until = time.monotonic() + START_UP
    while time.monotonic() < until:
        if _answers(settings):
            return _serving(settings).read_text(encoding="ascii")
        if child.poll() is not None:
            said = child.stderr.read().decode(errors="replace") if child.stderr else ""
            raise NoCentral(said.strip())
        time.sleep(0.02)
    raise NoCentral(f"{START_UP:.0f} s")


def _answers(settings: Settings) -> bool:
    from deskapp.sync.link import Away, HttpCentral, NotAdmitted

    path = _serving(settings)
    if not path.exists():
        return False
    link = HttpCentral(path.read_text(encoding="ascii"), token_for("central-token", secrets_for(settings)), "probe")
    try:
        link.hello()
    except (Away, NotAdmitted):
        return False
    finally:
        link.close()
    return True


def link_to(settings: Settings, url: str, workstation: str | None = None) -> Central:
    """The link to central for this workstation."""
    from deskapp.sync.link import central_at

    token = token_for("central-token", secrets_for(settings)) if url.startswith("http://") else ""
    return central_at(url, token, workstation or settings.workstation)


def open_session(settings: Settings, url: str) -> tuple[Session, Cache]:
    """The sync process's parts: the journal to read, the cache to write, and the link."""
    from deskapp.store.clock import SystemClock
    from deskapp.sync.session import Session

    journal = open_journal(settings, writer=not settings.journal.exists())
    cache = open_cache(settings, writer=True, notices=[])
    return Session(link_to(settings, url), journal, cache, SystemClock(), _progress), cache


def rebuilt_session(settings: Settings, url: str, old: Cache) -> Session:
    """Fetch every record into a new file and swap it in; the desk works on with the old one until then."""
    from deskapp.store.cache import Cache, discard, swap
    from deskapp.store.clock import SystemClock
    from deskapp.sync.session import Session

    fresh, key = settings.home / "cache.new", key_for(settings.cache, secrets_for(settings))
    discard(fresh)
    journal, link, clock = open_journal(settings, writer=False), link_to(settings, url), SystemClock()
    cache = Cache(fresh, key, writer=True)
    Session(link, journal, cache, clock, _progress).exchange()
    cache.close()
    old.close()
    swap(fresh, settings.cache)
    return Session(link, journal, Cache(settings.cache, key, writer=True), clock, _progress)


def _progress(done: int, total: int) -> None:
    sys.stdout.write(json.dumps({"state": "copying", "done": done, "total": total}) + "\n")
    sys.stdout.flush()


CENTRAL_VARIABLE = "DESKAPP_CENTRAL"
"""Names central to child processes: a URL may hold a secret, and command lines can be read by everybody."""


# --- child processes -----------------------------------------------------------------------------------------


def command(settings: Settings) -> list[str]:
    """How to call this very program again, for the same workstation; central's URL goes by the environment."""
    flags = ["--home", str(settings.home), "--workstation", settings.workstation]
    if settings.insecure_key_file:
        flags.append("--insecure-key-file")
    return [sys.executable, "-m", "deskapp", *flags]


def sync_command(settings: Settings) -> list[str]:
    """The child process that the window keeps running."""
    return [*command(settings), "sync", "run"]


def source_folder() -> Path:
    """The folder that holds `deskapp`, `ui` and `resources`."""
    return Path(__file__).resolve().parent.parent


class NotForEmbedded(Exception):
    """The command is for a central on PostgreSQL."""


def central_now() -> int:
    """Central's clock: microseconds since 1970, UTC."""
    return time.time_ns() // 1000


def announce(settings: Settings, url: str) -> None:
    """Leave word in the home folder where the embedded central answers."""
    temporary = settings.home / "central.url.tmp"
    temporary.write_text(url, encoding="ascii")
    temporary.replace(_serving(settings))


def set_up_library(database: Database, library: Library, *, replace: bool) -> None:
    """Record the library's set-up as an event of central's; one that is there stays unless `replace`."""
    from sqlalchemy import select

    from deskapp.central.database import micros
    from deskapp.central.local import LocalCentral, applied
    from deskapp.central.schema import records
    from deskapp.domain.events import LibrarySetUp
    from deskapp.domain.outcome import Done, fact
    from deskapp.domain.values import LIBRARY, Line
    from deskapp.store.clock import SystemClock
    from deskapp.store.codec import ReliedOn, encode
    from deskapp.store.scribe import Scribe
    from deskapp.sync.link import Reading

    with database.read() as c:
        there = c.execute(select(records.c.rev).where(records.c.id == LIBRARY)).first()
    if there and not replace:
        return
    clock = SystemClock()
    scribe = Scribe("setup", clock, new_id, new_id())
    done = Done((fact(LibrarySetUp(library), (Line.LIBRARY, LIBRARY)),))
    entries = scribe.write(done, "setup", "setup", ReliedOn())
    reading = Reading(micros(clock.now()), clock.boot, clock.monotonic(), 0, 0)
    LocalCentral(database, "setup", central_now).push(reading, [encode(e).decode() for e in entries])
    applied(database, central_now)


def resources() -> Path:
    """The folder of icons, translations and the demonstration's library."""
    return source_folder() / "resources"
