"""A cache that is being copied: a file beside the one in use, filled in the order of keys, that keeps where it stands.

Not synchronised while it grows: a killed program leaves it whole, a power cut does not, so that in another boot of the
machine it is begun anew.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing, suppress
from itertools import chain
from pathlib import Path
from typing import Any

import msgspec
import sqlcipher3.dbapi2 as sqlcipher

from deskapp.store.cipher import FileProblem, problem_of
from deskapp.store.layout import LAST, SCHEMA, TABLES
from deskapp.store.rows import patron_words, title_words

RecordKey = tuple[bytes, str]
"""Id (16 bytes) and kind: the order in which records are copied."""

RecordRow = tuple[bytes, str, int, bytes | None, bytes | None, bool, str]
"""Id, kind, revision, parent, owner, live, body: the columns of `records`."""

CodeRow = tuple[str, str, bytes]
"""Code, kind, id: the columns of `codes`, all of which are its key."""

PART = 1024 * 1024
"""Bytes of a part of a finished copy that central has ready; the last part may be shorter."""

FAR_BEHIND = 10
"""A finished copy is of use as long as it is behind by no more than this part of its rows: each that has changed since
costs as much to pull as several cost to copy."""

NO_BOOT = ""
"""Where a copy is from that was not begun on this workstation: no machine goes on with it."""

_COMMITTED = 40_000  # rows: each commit encrypts again every page of an index that it touched
_PAGE = 4096  # bytes: SQLCipher's
_STEP = 4 * PART  # so much is taken over before somebody else has a turn
_TOGETHER = 50  # rows to a statement: each statement costs Python more than a row costs SQLite


class _Name(msgspec.Struct):
    given: str = ""
    surname: str = ""
    other: str = ""


class _Fields(msgspec.Struct):
    name: _Name = msgspec.field(default_factory=_Name)
    text: str = ""
    author: str = ""


class _Body(msgspec.Struct):
    """What of a body is searched; decoding no more of it is ten times as fast."""

    fields: _Fields | None = None


_bodies = msgspec.json.Decoder(_Body)


class Standing(msgspec.Struct):
    """How far the copy has come. `records` and `codes`: the last key that is there, None when all are."""

    epoch: str
    boot: str
    schema: int
    rev: int  # central's revision before the first page: what changed since is pulled at the end
    total: int
    rows: int = 0
    codes_done: int = 0
    records: RecordKey | None = (bytes(16), "")
    codes: CodeRow | None = ("", "", bytes(16))


def _of(standing: Standing) -> tuple[str, int]:
    return standing.epoch, standing.schema


def record_row(said: Sequence[Any]) -> RecordRow:
    """A row as JSON has it, with ids as hexadecimal text."""
    id, kind, rev, parent, owner, live, body = said
    return bytes.fromhex(id), kind, rev, _bytes(parent), _bytes(owner), live, body


def code_row(said: Sequence[str]) -> CodeRow:
    code, kind, id = said
    return code, kind, bytes.fromhex(id)


def _bytes(id: str | None) -> bytes | None:
    return None if id is None else bytes.fromhex(id)


def remove(path: Path) -> None:
    """Delete a copy that leads nowhere."""
    for suffix in ("", "-wal", "-shm", "-journal"):
        Path(f"{path}{suffix}").unlink(missing_ok=True)


class Unfinished:
    """Goes on with the file that is there, if it is of the same history, boot and layout; otherwise begins one.

    `head` is what central's `copy_head` said. Raises `FileProblem`.
    """

    def __init__(self, path: Path, key: str, head: Mapping[str, Any], boot: str) -> None:
        self._path, self._key = path, key
        anew = Standing(head["epoch"], boot, SCHEMA, head["rev"], head["records"] + head["codes"])
        try:
            found = self._found(anew)
            if found is None:
                self._begin(anew)
        except sqlcipher.DatabaseError as fault:
            raise problem_of(path, key, fault) from fault
        self.standing = found or anew
        self._uncommitted, self._is_even = 0, True

    def _found(self, anew: Standing) -> Standing | None:
        """How far the file that is there has come, if it can be gone on with."""
        if not self._path.exists():
            return None
        try:
            self._connection = _opened(self._path, self._key)
        except sqlcipher.DatabaseError:
            return None
        found = self._noted()
        if found and found.boot == anew.boot and _of(found) == _of(anew):
            return found
        self._connection.close()
        return None

    def _noted(self) -> Standing | None:
        try:
            said = self._connection.execute("SELECT value FROM settings WHERE name = 'copy'").fetchone()
            return msgspec.json.decode(said[0], type=Standing) if said else None
        except (sqlcipher.DatabaseError, msgspec.MsgspecError):
            return None

    def _begin(self, standing: Standing) -> None:
        remove(self._path)
        self._connection = _opened(self._path, self._key)
        self._connection.execute("BEGIN")
        for statement in TABLES:
            self._connection.execute(statement)
        self._note(standing)
        self._connection.execute("COMMIT")

    def _note(self, standing: Standing) -> None:
        said = msgspec.json.encode(standing).decode()
        self._connection.execute("INSERT OR REPLACE INTO settings VALUES ('copy', ?)", (said,))

    @property
    def done(self) -> int:
        return self.standing.rows + self.standing.codes_done

    @property
    def total(self) -> int:
        """Rows to come in all, as counted before the first page."""
        return max(self.standing.total, self.done)

    @property
    def parts(self) -> Path:
        """Where the parts of a finished copy are gathered, beside this file."""
        return self._path.with_suffix(".ready")

    def take(self, key: str, needs: Callable[[int], None]) -> None:
        """Become the copy in `parts`, which is encrypted under another key. Only an empty one can.

        `parts` has its whole length from the start. Before any of it is read, `needs` is called with the byte up to
        which it must be there; it may bring the bytes, and may raise whatever ends this. Raises `FileProblem` for what
        cannot be used. However it ends early, this file is as empty then as before.
        """
        needs(_STEP)
        try:
            self._take_pages(key, needs)
            noted = self._noted()
            if noted is None or _of(noted) != _of(self.standing):
                raise FileProblem("damaged", self.parts)
            self.standing = msgspec.structs.replace(noted, boot=self.standing.boot)
            self._note(self.standing)  # from here on it is gone on with
        except (sqlcipher.DatabaseError, FileProblem) as fault:
            self._connection.close()
            self._begin(self.standing)
            raise FileProblem("damaged", self.parts) from fault

    def _take_pages(self, key: str, needs: Callable[[int], None]) -> None:
        with closing(sqlcipher.connect(str(self.parts), isolation_level=None)) as made:
            made.execute(f"PRAGMA key = \"x'{key}'\"")
            made.execute("PRAGMA cache_size = 10")
            made.backup(
                self._connection,
                pages=_STEP // _PAGE,
                progress=lambda _, left, pages: needs((pages - left) * _PAGE + _STEP),
            )
            # a backup takes zeros for a page that cannot be decrypted; SQLCipher then reads no other page either
            made.execute("SELECT value FROM settings WHERE name = 'copy'").fetchone()

    def put_records(self, rows: Sequence[RecordRow]) -> None:
        """Write a page and how far it leads, together; an empty page is the end of the records."""
        at = self.standing
        words = _words(rows, at.rows + 1)
        last = rows[-1][:2] if rows else None
        self._put("records", 7, rows, msgspec.structs.replace(at, rows=at.rows + len(rows), records=last), words)

    def put_codes(self, rows: Sequence[CodeRow]) -> None:
        """Write a page and how far it leads, together; an empty page is the end of the codes."""
        at = self.standing
        last = rows[-1] if rows else None
        self._put("codes", 3, rows, msgspec.structs.replace(at, codes_done=at.codes_done + len(rows), codes=last), ())

    def _put(
        self,
        table: str,
        columns: int,
        rows: Sequence[tuple[object, ...]],
        standing: Standing,
        words: Iterable[tuple[int, str, str]],
    ) -> None:
        try:
            if not self._connection.in_transaction:
                self._connection.execute("BEGIN")
            self._is_even = False
            _insert(self._connection, table, columns, rows)
            self._connection.executemany("INSERT INTO words (rowid, patron, title) VALUES (?, ?, ?)", words)
            self._is_even = True
            self._uncommitted += len(rows)
            self.standing = standing
            if self._uncommitted >= _COMMITTED:
                self._commit()
        except sqlcipher.DatabaseError as fault:
            raise problem_of(self._path, self._key, fault) from fault

    def _commit(self) -> None:
        self._note(self.standing)
        self._connection.execute("COMMIT")
        self._uncommitted = 0

    def finish(self) -> None:
        """Make the last index, say what the file holds, and bring all of it to the disk. It is closed then."""
        try:
            if not self._connection.in_transaction:
                self._connection.execute("BEGIN")
            for statement in LAST:
                self._connection.execute(statement)
            for name, value in (("epoch", self.standing.epoch), ("rev", str(self.standing.rev))):
                self._connection.execute("INSERT OR IGNORE INTO settings VALUES (?, ?)", (name, value))
            self._connection.execute(f"PRAGMA user_version = {SCHEMA}")
            self._commit()
        except sqlcipher.DatabaseError as fault:
            raise problem_of(self._path, self._key, fault) from fault
        finally:
            self.close()
        self.parts.unlink(missing_ok=True)
        _to_disk(self._path)
        _to_disk(self._path.parent)

    def close(self) -> None:
        """Keep what has come, whole pages alone."""
        with suppress(sqlcipher.DatabaseError):  # closed already, or a disk that is full: the last commit stands
            if self._is_even and self._connection.in_transaction:
                self._commit()
        self._connection.close()


def _opened(path: Path, key: str) -> sqlcipher.Connection:
    """Nobody else reads the file, so it needs no write-ahead log, and no waiting for the disk."""
    try:
        connection = sqlcipher.connect(str(path), isolation_level=None, check_same_thread=False)
    except sqlcipher.OperationalError as fault:
        raise FileProblem("read_only", path) from fault
    connection.execute(f"PRAGMA key = \"x'{key}'\"")
    connection.execute("PRAGMA temp_store = MEMORY")  # temporary files would not be encrypted
    try:
        connection.execute("PRAGMA journal_mode = TRUNCATE")
    except sqlcipher.DatabaseError:
        connection.close()
        raise
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("PRAGMA cache_size = -131072")
    return connection


def _insert(c: sqlcipher.Connection, table: str, columns: int, rows: Sequence[tuple[object, ...]]) -> None:
    one, whole = f"({', '.join('?' * columns)})", len(rows) // _TOGETHER * _TOGETHER
    together = ", ".join([one] * _TOGETHER)
    parts = (rows[n : n + _TOGETHER] for n in range(0, whole, _TOGETHER))
    c.executemany(f"INSERT INTO {table} VALUES {together}", (tuple(chain.from_iterable(part)) for part in parts))
    c.executemany(f"INSERT INTO {table} VALUES {one}", rows[whole:])


def _words(rows: Sequence[RecordRow], first: int) -> Iterable[tuple[int, str, str]]:
    """What a search looks in, by row number: of patrons and titles alone."""
    for n, row in enumerate(rows, first):
        if row[1] not in ("patron", "title") or (fields := _bodies.decode(row[6]).fields) is None:
            continue
        if row[1] == "patron":
            yield n, patron_words(fields.name.given, fields.name.surname, fields.name.other), ""
        else:
            yield n, "", title_words(fields.text, fields.author)


def _to_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
