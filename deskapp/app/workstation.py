"""Putting up a workstation: its journal, its cache and its desk. What is damaged is mended on the way, and told."""

from __future__ import annotations

from contextlib import ExitStack, closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from deskapp.app.files import locked, open_cache, open_journal, redaction_file, sealed_file, secrets_for, staff_file
from deskapp.app.ids import new_id
from deskapp.app.reaching import asking_central
from deskapp.credentials import key_for
from deskapp.settings import Settings

if TYPE_CHECKING:  # SQLAlchemy costs 0.3 s: the window is shown before it is imported
    from deskapp.desk.desk import Desk
    from deskapp.desk.record import Ballast
    from deskapp.store.cache import Cache
    from deskapp.store.journal import Journal
    from deskapp.store.overlay import Overlay


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
        tries = Tries(sealed_file(settings, "tries.sealed"), clock)
        desk.hang_door(staff_file(settings), asking_central(settings), tries)
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


def begin_anew_if_rewound(journal: Journal, cache: Cache) -> None:
    """A journal that central has seen further than it reaches was restored or copied: new numbers begin."""
    if cache.decided(journal.workstation).get(journal.incarnation, 0) > journal.seq:
        journal.begin_incarnation()
