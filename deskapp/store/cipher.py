"""Encrypted SQLite files (SQLCipher): engines, pragmas, and telling a wrong key from a damaged file."""

from __future__ import annotations

import hashlib
import os
import threading
import time
from collections.abc import Callable
from pathlib import Path
from shutil import disk_usage
from typing import Literal

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Engine, create_engine
from sqlalchemy.pool import QueuePool

OLDEST_SAFE = (3, 51, 3)
"""SQLite 3.7.0 to 3.51.2 can corrupt a WAL file that two connections write or checkpoint."""


LEAST_ROOM = 1024 * 1024
"""A disk with less room than this, in bytes, is full."""

WAIT = 10
"""Seconds to wait for another process that writes."""


class FileProblem(Exception):
    """A file of the workstation cannot be used. `code` says why: see `deskapp.wording.sentences`."""

    def __init__(
        self, code: Literal["wrong_key", "damaged", "newer", "read_only", "full", "disk", "busy"], path: Path
    ) -> None:
        super().__init__(f"{code}: {path}")
        self.code, self.path = code, path


def assert_safe_sqlite() -> None:
    version = tuple(int(n) for n in sqlcipher.sqlite_version.split("."))
    if version < OLDEST_SAFE:
        raise RuntimeError(f"SQLite {sqlcipher.sqlite_version} can corrupt a file in WAL mode; {OLDEST_SAFE} is needed")


def encrypted_engine(path: Path, key: str, *, synchronous: Literal["FULL", "NORMAL"], checkpoint: bool) -> Engine:
    """An engine on an encrypted file. `key` is 64 hex digits; only the process that writes checkpoints.

    Connections are in autocommit: transactions are said explicitly, with BEGIN.
    """
    assert_safe_sqlite()
    return create_engine(
        "sqlite://",
        module=sqlcipher,
        creator=_creator(path, key, synchronous, checkpoint),
        poolclass=QueuePool,
        pool_size=4,
        isolation_level="AUTOCOMMIT",
        hide_parameters=True,  # an error's message must not name a person in the log
    )


def _creator(path: Path, key: str, synchronous: str, checkpoint: bool) -> Callable[[], object]:
    def connect() -> object:
        connection = sqlcipher.connect(str(path), timeout=WAIT, isolation_level=None, check_same_thread=False)
        connection.execute(f"PRAGMA key = \"x'{key}'\"")
        connection.execute("PRAGMA temp_store = MEMORY")  # temporary files would not be encrypted
        try:
            _into_wal(connection)
        except sqlcipher.DatabaseError as fault:
            connection.close()
            raise problem_of(path, key, fault) from fault
        connection.execute(f"PRAGMA synchronous = {synchronous}")
        connection.execute("PRAGMA cache_size = -131072")
        if not checkpoint:
            connection.execute("PRAGMA wal_autocheckpoint = 0")
        return connection

    return connect


def _into_wal(connection: sqlcipher.Connection) -> None:
    """Another process may be at the same change of a new file, and SQLite does not wait for that by itself."""
    until = time.monotonic() + WAIT
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlcipher.OperationalError as fault:
            if "locked" not in str(fault) or time.monotonic() > until:
                raise
            time.sleep(0.01)


def check_value_file(path: Path) -> Path:
    return path.with_suffix(path.suffix + ".check")


def write_check_value(path: Path, key: str) -> None:
    """Leave beside the file what tells a wrong key from damage; it gives the key away to nobody."""
    new = path.with_suffix(f"{path.suffix}.check.{os.getpid()}-{threading.get_ident()}")  # others may be at it too
    new.write_text(_check_value(key), encoding="ascii")
    new.replace(check_value_file(path))


def keep_check_value(path: Path, key: str) -> None:
    """Leave it beside a file that this key has opened, unless it is there: a crash came before it at the first time."""
    if not holds_check_value(path, key):
        write_check_value(path, key)


def holds_check_value(path: Path, key: str) -> bool | None:
    """Whether this is the key that the file was made with; None when nothing beside the file says so."""
    kept = check_value_file(path)
    return kept.read_bytes().strip() == _check_value(key).encode() if kept.exists() else None


def _check_value(key: str) -> str:
    return hashlib.sha256(b"deskapp check value" + bytes.fromhex(key)).hexdigest()


def damage_mark(path: Path) -> Path:
    """The file that says: a part of it could not be read. A journal is salvaged at the next start, a cache renewed."""
    return path.with_suffix(path.suffix + ".damaged")


def problem_of(path: Path, key: str, fault: Exception) -> FileProblem:
    """What a database error means: no right to write, no room, a disk that fails, the wrong key, or damage.

    `disk`: the operating system did not read or write (EIO), or a limit is reached (EDQUOT, EFBIG). That says nothing
    against what the file holds: SQLCipher answers otherwise for a page that is not as it was written. SQLite says
    the same where the index of a log finds no room.
    """
    said = str(fault).lower()
    if "readonly" in said or "read-only" in said or "unable to open" in said:
        return FileProblem("read_only", path)
    if "locked" in said or "busy" in said:
        return FileProblem("busy", path)
    if "full" in said:
        return FileProblem("full", path)
    if "disk i/o" in said:
        return FileProblem("full" if disk_usage(path.parent).free < LEAST_ROOM else "disk", path)
    return FileProblem("wrong_key" if holds_check_value(path, key) is False else "damaged", path)
