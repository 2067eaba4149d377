"""A workstation's own files: each opened with its key from the keyring, and held by one program at a time."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

from deskapp.app.ids import new_id
from deskapp.credentials import KeyLost, Secrets, key_for, secrets_of
from deskapp.settings import Settings

if TYPE_CHECKING:  # SQLAlchemy costs 0.3 s: the window is shown before it is imported
    from deskapp.store.cache import Cache
    from deskapp.store.journal import Journal
    from deskapp.store.redactions import RedactionFile
    from deskapp.store.sealed import Sealed
    from deskapp.store.staff_known import StaffFile


class InUse(Exception):
    """Another program has this workstation's files open."""


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


def staff_file(settings: Settings) -> StaffFile:
    """What central last said of the staff; of use to nobody without its key, and fetched anew."""
    from deskapp.store.staff_known import StaffFile

    return StaffFile(sealed_file(settings, "staff.sealed"))


def redaction_file(settings: Settings) -> RedactionFile:
    """What central had erased of this workstation's entries and its journal has not taken up yet."""
    from deskapp.store.redactions import RedactionFile

    return RedactionFile(sealed_file(settings, "redactions.sealed"))


def sealed_file(settings: Settings, name: str) -> Sealed:
    """A small encrypted file in the home folder; one whose key is lost is of no use any more, and begun anew."""
    from deskapp.store.sealed import Sealed

    path, secrets_ = settings.home / name, secrets_for(settings)
    try:
        return Sealed(path, key_for(path, secrets_))
    except KeyLost:
        path.unlink()
        return Sealed(path, key_for(path, secrets_))
