"""The one place where the parts of a workstation are joined."""

from __future__ import annotations

import fcntl
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any
from uuid import UUID

from deskapp.credentials import KeyLost, Secrets, key_for, secrets_of, token_for
from deskapp.settings import EMBEDDED, Settings

if TYPE_CHECKING:  # SQLAlchemy costs 0.3 s: the window is shown before it is imported
    from deskapp.central.database import Database
    from deskapp.desk.desk import Desk
    from deskapp.desk.door import Ask
    from deskapp.desk.record import Ballast
    from deskapp.domain.outcome import Fact
    from deskapp.domain.rules import Library
    from deskapp.store.cache import Cache
    from deskapp.store.journal import Journal
    from deskapp.store.overlay import Overlay
    from deskapp.store.redactions import RedactionFile
    from deskapp.store.sealed import Sealed
    from deskapp.store.staff_known import StaffFile
    from deskapp.sync.link import Central
    from deskapp.sync.session import Session

CENTRAL_PASSWORD = "central-password"
"""The keyring's name for what this workstation signs in to PostgreSQL with."""

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
    """Open journal and cache. An unusable cache is put aside and pulled anew; a damaged journal is salvaged.

    On a full disk the reserve makes room. Raises `InUse`, `FileProblem` (the journal's), `KeyLost`, `NoKeyring`.
    """
    from deskapp.desk.record import Ballast
    from deskapp.store.cipher import FileProblem

    ballast = Ballast(settings.home / "ballast")
    try:
        return _opened_workstation(settings, ballast)
    except FileProblem as problem:
        if problem.code != "full" or not ballast.drop():
            raise
        return _opened_workstation(settings, ballast)


def _opened_workstation(settings: Settings, ballast: Ballast) -> Workstation:
    from deskapp.desk.desk import Desk
    from deskapp.desk.record import Recorder, Staff
    from deskapp.store.clock import SystemClock
    from deskapp.store.tries import Tries

    clock, notices = SystemClock(), list[str]()
    with ExitStack() as files:
        files.enter_context(locked(settings.home / "desk.lock"))
        cache = files.enter_context(closing(open_cache(settings, writer=False, notices=notices)))
        journal, overlay = sound_journal(settings, cache, notices)
        files.enter_context(closing(journal))
        begin_anew_if_rewound(journal, cache)
        ballast.load()
        recorder = Recorder(journal, overlay, Staff(settings.staff), settings.branch, ballast)
        desk = Desk(overlay, recorder, settings.branch, clock.now, new_id)
        recorder.redactions = redaction_file(settings)
        desk.hang_door(staff_file(settings), _asks_central(settings), Tries(_sealed(settings, "tries.sealed"), clock))
        return Workstation(settings, desk, notices, files.pop_all())


def sound_journal(settings: Settings, cache: Cache, notices: list[str]) -> tuple[Journal, Overlay]:
    """The journal, and what is seen through it. A damaged one is salvaged first: the desk works on, and is told.

    The notice is `journal_salvaged:KEPT:LOST:AGAIN`, all counts of entries: kept, lost for all that is known here,
    and written again for central. Raises `FileProblem` with nothing touched when the journal cannot be salvaged.
    """
    from deskapp.store.cipher import FileProblem, damage_mark
    from deskapp.store.clock import SystemClock
    from deskapp.store.salvage import finish, salvage

    finish(settings.journal)
    try:
        journal, overlay = _read_through(settings, cache)
        if not damage_mark(settings.journal).exists():
            return journal, overlay
        journal.close()
    except FileProblem as problem:
        if problem.code != "damaged":
            raise
    key, decided = key_for(settings.journal, secrets_for(settings)), cache.decided(settings.workstation)
    done = salvage(settings.journal, key, settings.workstation, SystemClock(), new_id, decided)
    notices.append(f"journal_salvaged:{done.kept}:{done.lost}:{done.again}")
    return _read_through(settings, cache)


def _read_through(settings: Settings, cache: Cache) -> tuple[Journal, Overlay]:
    """Open the journal and read what central has not decided, which is what the desk lives on."""
    from deskapp.store.overlay import Overlay

    with ExitStack() as files:
        journal = files.enter_context(closing(open_journal(settings, writer=True)))
        overlay = Overlay(cache, journal)
        overlay.refresh()
        files.pop_all()
        return journal, overlay


def staff_file(settings: Settings) -> StaffFile:
    """What central last said of the staff; of use to nobody without its key, and fetched anew."""
    from deskapp.store.staff_known import StaffFile

    return StaffFile(_sealed(settings, "staff.sealed"))


def redaction_file(settings: Settings) -> RedactionFile:
    """What central had erased of this workstation's entries and its journal has not taken up yet."""
    from deskapp.store.redactions import RedactionFile

    return RedactionFile(_sealed(settings, "redactions.sealed"))


def _sealed(settings: Settings, name: str) -> Sealed:
    from deskapp.store.sealed import Sealed

    path, secrets_ = settings.home / name, secrets_for(settings)
    try:
        return Sealed(path, key_for(path, secrets_))
    except KeyLost:
        path.unlink()
        return Sealed(path, key_for(path, secrets_))


def _asks_central(settings: Settings) -> Ask:
    """Central's answer to one question, over a connection of its own; `ConnectionError` where there is none."""

    def ask(what: str, words: dict[str, Any]) -> Any:
        from deskapp.sync.link import Away, NotAdmitted, OtherVersion

        embedded = settings.central == EMBEDDED
        if embedded and not _serving(settings).exists():
            raise ConnectionError
        url = _serving(settings).read_text(encoding="ascii") if embedded else settings.central
        try:
            with closing(link_to(settings, url)) as link:
                return link.ask(what, **words)
        except (Away, NotAdmitted, OtherVersion) as fault:
            raise ConnectionError from fault

    return ask


def open_journal(settings: Settings, *, writer: bool) -> Journal:
    from deskapp.store.clock import SystemClock
    from deskapp.store.journal import Journal
    from deskapp.store.recovery import write_recovery

    key = key_for(settings.journal, secrets_for(settings))
    journal = Journal(settings.journal, key, settings.workstation, SystemClock(), new_id, writer=writer)
    if writer and settings.recovery:
        write_recovery(settings.journal, key, settings.recovery)
    return journal


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


def existing_central(settings: Settings) -> Database:
    """Central's database as it is; raises `OlderSchema` where an embedded one was never begun."""
    from deskapp.central.status import OlderSchema

    if not settings.central.startswith("postgres") and not settings.embedded_central.exists():
        raise OlderSchema(None)
    return central_database(settings)


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

    secrets_, root = secrets_for(settings), settings.root_certificate
    embedded = url.startswith("http://")
    secret = token_for("central-token", secrets_) if embedded else secrets_.get(CENTRAL_PASSWORD) or ""
    return central_at(url, secret, workstation or settings.workstation, root if root.exists() else None)


def open_session(
    settings: Settings, url: str, progress: Callable[[int, int], None] = lambda done, total: None
) -> tuple[Session, Cache]:
    """The sync process's parts: the journal to read, the cache to write, and the link.

    `progress` hears of rows done and rows in all while much is fetched.
    """
    from deskapp.store.clock import SystemClock
    from deskapp.sync.pace import Pace
    from deskapp.sync.session import Session

    journal = open_journal(settings, writer=not settings.journal.exists())
    cache = open_cache(settings, writer=True, notices=[])
    return Session(link_to(settings, url), journal, cache, SystemClock(), progress, pace=Pace()), cache


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

    from deskapp.central.schema import records
    from deskapp.domain.events import LibrarySetUp
    from deskapp.domain.outcome import fact
    from deskapp.domain.values import LIBRARY, Line

    with database.read() as c:
        there = c.execute(select(records.c.rev).where(records.c.id == LIBRARY)).first()
    if replace or not there:
        tell_central(database, fact(LibrarySetUp(library), (Line.LIBRARY, LIBRARY)))


def tell_central(database: Database, *facts: Fact) -> None:
    """Record what an administrator says at central itself, and have it decided if nobody else is deciding."""
    from deskapp.central.database import micros
    from deskapp.central.local import LocalCentral, applied
    from deskapp.domain.outcome import Done
    from deskapp.store.clock import SystemClock
    from deskapp.store.codec import ReliedOn, encode
    from deskapp.store.scribe import Scribe
    from deskapp.sync.link import Reading

    clock = SystemClock()
    entries = Scribe("setup", clock, new_id, new_id()).write(Done(facts), "setup", "setup", ReliedOn())
    reading = Reading(micros(clock.now()), clock.boot, clock.monotonic(), 0, 0)
    LocalCentral(database, "setup", central_now).push(reading, [encode(e).decode() for e in entries])
    applied(database, central_now)


def resources() -> Path:
    """The folder of icons, translations and the demonstration's library."""
    return source_folder() / "resources"
