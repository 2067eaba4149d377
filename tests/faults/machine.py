"""A workstation of the simulator: real files in a folder, and the window and the sync process over them.

Each of the two dies alone; a power cut takes both. The files are kept, put back, and copied to a second machine.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import Connection

from deskapp.app.workstation import begin_anew_if_rewound
from deskapp.central.database import moment
from deskapp.desk.desk import Desk
from deskapp.desk.record import Ballast, Recorder, Staff
from deskapp.domain.values import ItemId, PatronId
from deskapp.store.cache import Cache
from deskapp.store.codec import Entry
from deskapp.store.journal import Journal
from deskapp.store.overlay import Overlay
from deskapp.sync.link import Central
from deskapp.sync.session import Session
from tests.desks import KEY, FakeClock, new_id
from tests.faults.death import Program, running
from tests.sync.histories import DeskClock

Files = Literal["journal", "cache", "both"]
_WHICH: dict[Files, tuple[str, ...]] = {
    "journal": ("journal.db",),
    "cache": ("cache.db",),
    "both": ("journal.db", "cache.db"),
}
DEAD_CLOCKS = (moment(0), moment(946_684_800_000_000))
"""What a machine believes whose battery is empty: 1970, or 2000."""


class MachineClock(DeskClock):
    """The clocks of one machine; no two boots have one name."""

    def __init__(self, true: FakeClock, machine: str) -> None:
        super().__init__(true)
        self._machine = machine

    @property
    def boot(self) -> str:
        return f"{self._machine}-{super().boot}"

    def forgets_the_date(self, which: int) -> None:
        """The machine starts with an empty battery."""
        self.reboot()
        self.skew = DEAD_CLOCKS[which % 2] - self._true.at

    def jumps(self, minutes: int) -> None:
        self.skew += timedelta(minutes=minutes)


class Machine:
    """A workstation. `ledger` is what it promised: every entry that was durable here and not destroyed since."""

    def __init__(
        self,
        folder: Path,
        name: str,
        branch: str,
        clock: MachineClock,
        link: Central,
        session: Callable[..., Session] = Session,
        cache: Callable[..., Cache] = Cache,
    ) -> None:
        self.folder, self.name, self.branch, self.clock, self._link = folder, name, branch, clock, link
        self._make_session, self._make_cache = session, cache
        self.ledger: dict[UUID, Entry] = {}
        self._read = 0
        self.start()

    @property
    def label(self) -> str:
        return self.folder.name

    # --- programs ---------------------------------------------------------------------------------------

    def start(self) -> None:
        self.start_window()
        self.start_sync()

    def start_window(self) -> None:
        """As `app.open_workstation` does."""
        self.window = Program()
        self.journal = Journal(self.folder / "journal.db", KEY, self.name, self.clock, new_id)
        self.cache = Cache(self.folder / "cache.db", KEY, writer=False)
        self.overlay = Overlay(self.cache, self.journal)
        begin_anew_if_rewound(self.journal, self.cache)
        self.recorder = Recorder(
            self.journal, self.overlay, Staff("maria"), self.branch, Ballast(self.folder / "ballast")
        )
        self.recorder.listeners.append(lambda changes: self.note())
        self.desk = Desk(self.overlay, self.recorder, self.branch, self.clock.now, new_id)
        self.note(opened=True)

    def start_sync(self) -> None:
        """As `app.open_session` does."""
        self.sync = Program()
        self._sent_from = Journal(self.folder / "journal.db", KEY, self.name, self.clock, new_id, writer=False)
        self.writer = self._make_cache(self.folder / "cache.db", KEY, writer=True)
        self.session = self._make_session(self._link, self._sent_from, self.writer, self.clock)

    def reissue(self, incarnation: UUID, seq: int) -> None:
        """Numbers that central contests are given anew, as `ui.connection` has it done."""
        with running(self.window):
            self.desk.reissue(incarnation, seq)
        self.note()

    def refresh(self) -> None:
        """The window hears that the sync process has brought something."""
        with running(self.window):
            self.desk.refresh()

    def stop_window(self) -> None:
        _let_go(self.journal._connection, self.cache._connection)

    def stop_sync(self) -> None:
        _let_go(self._sent_from._connection, self.writer._connection)

    def stop(self) -> None:
        self.stop_window()
        self.stop_sync()

    # --- what staff need ----------------------------------------------------------------------------------

    def item(self, barcode: str) -> ItemId:
        return ItemId(self._found("item", barcode))

    def patron(self, card: str) -> PatronId:
        return PatronId(self._found("patron", card))

    def _found(self, kind: str, code: str) -> UUID:
        with self.overlay.reading():
            return next(id for k, id in self.overlay.by_code(code) if k == kind)

    # --- what is promised -----------------------------------------------------------------------------------

    def note(self, opened: bool = False) -> None:
        """Whatever is in the file now was durable; when the file is opened anew, it has all that was promised."""
        with running(None):
            if opened:
                there = {e.id for _, e in self.journal.entries()}
                assert self.ledger.keys() <= there, f"the journal of {self.label} has lost what was promised"
            for n, entry in self.journal.entries(self._read):
                self.ledger[entry.id] = entry
                self._read = n

    # --- files ------------------------------------------------------------------------------------------------

    def power_cut(self, cache_behind: bool) -> None:
        """Both programs end at once. The cache's newest commits may be lost with it: it is not synchronised."""
        kept = self.folder.parent / f"{self.label}.cut"
        self._copy_to(kept)
        self.stop()
        self._take_from(kept, "both")
        if cache_behind:
            (self.folder / "cache.db-wal").unlink(missing_ok=True)
        shutil.rmtree(kept)

    def keep_copy(self) -> None:
        """Yesterday's copy."""
        self._copy_to(self._kept)

    @property
    def _kept(self) -> Path:
        return self.folder.parent / f"{self.label}.kept"

    def has_copy(self) -> bool:
        return self._kept.exists()

    def restore(self, which: Files) -> list[UUID]:
        """Put yesterday's files back; the events that were destroyed with today's."""
        self.stop()
        self._take_from(self._kept, which)
        before = dict(self.ledger)
        if which != "cache":
            self.ledger, self._read = {}, 0
        self.start()
        return [id for id in before if id not in self.ledger]

    def lose_cache(self) -> None:
        """The cache is put aside: a new one begins empty."""
        self.stop()
        _remove(self.folder, "cache.db")
        self.start()

    def clone(self, folder: Path, clock: MachineClock, link: Central) -> Machine:
        """A second machine with the same files and the same name."""
        self._copy_to(folder)
        return Machine(folder, self.name, self.branch, clock, link, self._make_session, self._make_cache)

    def _copy_to(self, folder: Path) -> None:
        if folder.exists():
            shutil.rmtree(folder)
        folder.mkdir()
        for path in self.folder.iterdir():
            if not path.name.endswith("-shm"):
                shutil.copy(path, folder)

    def _take_from(self, folder: Path, which: Files) -> None:
        for name in _WHICH[which]:
            _remove(self.folder, name)
            for path in folder.glob(f"{name}*"):
                shutil.copy(path, self.folder)


def _remove(folder: Path, name: str) -> None:
    for suffix in ("", "-wal", "-shm"):
        (folder / f"{name}{suffix}").unlink(missing_ok=True)


def _let_go(*connections: Connection) -> None:
    """As the end of a process does: no commit, no farewell."""
    for connection in connections:
        with suppress(Exception), running(None):
            connection.detach()
            driver: Any = connection.connection.driver_connection
            driver.close()
        connection.engine.dispose()
