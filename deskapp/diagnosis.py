"""What support needs to know of a workstation. Nothing in it is about a person: no name, no card, no barcode.

Each part is looked at by itself: what cannot be read says why, and the rest is told all the same.
"""

from __future__ import annotations

import platform
import re
import shutil
from collections.abc import Callable
from contextlib import closing
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from deskapp import __version__
from deskapp.app.files import InUse, locked, open_journal, secrets_for
from deskapp.credentials import key_for
from deskapp.settings import Settings

if TYPE_CHECKING:
    from deskapp.store.cache import Cache

Said = str | int | bool | None | list[str]
Part = dict[str, Said]

LINES = 60
"""So many of the log's last lines are told."""

REPORTS = 5
"""So many of the last reports of faults."""

_PRIVATE = ("home", "staff")
"""Settings that may name a person."""

_PASSWORD = re.compile(r"(//[^:/@]*):[^@]*@|((?:password|token)=)[^&\s]*", re.IGNORECASE)
_NUMBERS = re.compile(r"(?<![\w.-])\d{6,}(?![\w-])")  # may be a card or a barcode; ids and times are written otherwise
_EMAIL = re.compile(r"\S+@\S+\.\w+")
_QUOTED = re.compile(r"DETAIL:.*|Key \(.*")  # PostgreSQL quotes what was in a row


def diagnose(settings: Settings, now: datetime) -> dict[str, Part]:
    """Every part by its name, in the order in which it is read."""
    parts: dict[str, Callable[[Settings, datetime], Part]] = {
        "program": _program,
        "settings": _settings,
        "journal": _journal,
        "copy": _copy,
        "running": _running,
        "disk": _disk,
        "faults": _faults,
        "log": _log,
    }
    return {name: _looked_at(part, settings, now) for name, part in parts.items()}


def _looked_at(part: Callable[[Settings, datetime], Part], settings: Settings, now: datetime) -> Part:
    try:
        return part(settings, now)
    except Exception as fault:  # whatever is broken here is what support is asked about
        code = getattr(fault, "code", "")
        return {"fault": f"{type(fault).__name__}:{code}" if isinstance(code, str) and code else type(fault).__name__}


def without_secrets(url: str) -> str:
    """An address with its passwords out of sight."""
    return _PASSWORD.sub(lambda found: f"{found[1]}:***@" if found[1] is not None else f"{found[2]}***", url)


def _program(settings: Settings, now: datetime) -> Part:
    from sqlcipher3 import dbapi2 as sqlcipher

    from deskapp.store import journal, layout
    from deskapp.store.codec import VERSION

    with closing(sqlcipher.connect(":memory:")) as connection:
        (cipher,) = connection.execute("PRAGMA cipher_version").fetchone() or ("?",)
    return {
        "at": now.isoformat(timespec="seconds"),
        "deskapp": __version__,
        "python": platform.python_version(),
        "qt": _version_of("PySide6-Essentials"),
        "sqlalchemy": _version_of("SQLAlchemy"),
        "sqlite": sqlcipher.sqlite_version,
        "sqlcipher": str(cipher),
        "journal_schema": journal.SCHEMA,
        "copy_schema": layout.SCHEMA,
        "event_version": VERSION,
        "system": platform.platform(),
    }


def _version_of(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "?"


def _settings(settings: Settings, now: datetime) -> Part:
    said: Part = {name: value for name, value in asdict(settings).items() if name not in _PRIVATE}
    return said | {"central": without_secrets(settings.central)}


def _journal(settings: Settings, now: datetime) -> Part:
    """How far it has come, and how much of it central has not decided."""
    if not settings.journal.exists():
        return {"there": False}
    with closing(open_journal(settings, writer=False)) as journal:
        found: Part = {"incarnation": str(journal.incarnation), "seq": journal.seq}
        with closing(_open_copy(settings)) as cache:
            pending = journal.pending(cache.decided(journal.workstation))
    oldest = pending[0].wall.isoformat(timespec="seconds") if pending else None
    return found | {"pending": len(pending), "oldest_pending": oldest, "bytes": _size(settings.journal)}


def _copy(settings: Settings, now: datetime) -> Part:
    """The local copy of central's records: of which history, how far, how old, and how the clocks differ."""
    from deskapp.sync.checking import remembered

    if not settings.cache.exists():
        return {"there": False}
    compared = remembered(settings.home / "checked.json")
    with closing(_open_copy(settings)) as cache:
        known, discrepancies = cache.known(), len(cache.discrepancies())
    return {
        "epoch": known.epoch,
        "rev": known.rev,
        "heard": known.at.isoformat(timespec="seconds") if known.at else None,
        "age_seconds": int((now - known.at).total_seconds()) if known.at else None,
        "clock_offset_ms": round(known.offset / 1000),
        "clock_uncertainty_ms": round(known.uncertainty / 1000),
        "compared": compared.at.isoformat(timespec="seconds") if compared else None,
        "comparison": " ".join((compared.result, *compared.kinds)) if compared else None,
        "discrepancies": discrepancies,
        "bytes": _size(settings.cache),
    }


def _open_copy(settings: Settings) -> Cache:
    """The copy as it is: one that cannot be used is put aside when the desk opens it, not by who looks."""
    from deskapp.store.cache import Cache

    return Cache(settings.cache, key_for(settings.cache, secrets_for(settings)), writer=False)


def _running(settings: Settings, now: datetime) -> Part:
    names = {"window": "desk.lock", "sync": "sync.lock", "central": "central.lock"}
    return {name: _is_held(settings.home / lock) for name, lock in names.items()}


def _is_held(path: Path) -> bool:
    if not path.exists():
        return False
    try:
        with locked(path):
            return False
    except InUse:
        return True


def _disk(settings: Settings, now: datetime) -> Part:
    space = shutil.disk_usage(settings.home)
    return {"free_mb": space.free // 1_000_000, "total_mb": space.total // 1_000_000}


def _faults(settings: Settings, now: datetime) -> Part:
    """The last reports: when, which versions, and where in the program; they hold no messages."""
    found = sorted((settings.home / "reports").glob("fault-*.txt"))[-REPORTS:]
    lines = [line for path in found for line in path.read_text(encoding="utf-8", errors="replace").splitlines()]
    return {"reports": len(found), "lines": [_masked(line) for line in lines]}


def _log(settings: Settings, now: datetime) -> Part:
    """The end of the log, which names no person; what might be a number of one is put out of sight all the same."""
    if not settings.log.exists():
        return {"lines": []}
    lines = settings.log.read_text(encoding="utf-8", errors="replace").splitlines()[-LINES:]
    return {"lines": [_masked(line) for line in lines]}


def _masked(line: str) -> str:
    home = str(Path.home())
    line = line.replace(home, "~") if len(home) > 1 else line
    for pattern in (_QUOTED, _EMAIL, _NUMBERS):
        line = pattern.sub("***", without_secrets(line))
    return line


def _size(path: Path) -> int:
    """With the part that is not merged into the file yet."""
    return sum(each.stat().st_size for each in (path, Path(f"{path}-wal")) if each.exists())


def now_utc() -> datetime:
    return datetime.now(UTC)
