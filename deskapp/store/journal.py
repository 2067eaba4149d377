"""The journal of one workstation: append-only, hash-chained, durable before anybody is told of success."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

import msgspec
import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Column, Connection, Engine, Integer, LargeBinary, MetaData, String, Table, insert, select, text
from sqlalchemy.exc import DatabaseError

from deskapp.domain.outcome import Done
from deskapp.store.cipher import FileProblem, encrypted_engine, problem_of, write_check_value
from deskapp.store.clock import Clock
from deskapp.store.codec import Entry, ReliedOn, encode
from deskapp.store.migrate import Newer, bring_up
from deskapp.store.scribe import FIRST, Scribe, chained, digest_of

SCHEMA = "0001"
_MIGRATIONS = Path(__file__).parent / "migrations"
_metadata = MetaData()
_entries = Table(
    "journal",
    _metadata,
    Column("n", Integer, primary_key=True, autoincrement=True),
    Column("incarnation", LargeBinary, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("entry", LargeBinary, nullable=False),
    Column("hash", String(64), nullable=False),
    sqlite_autoincrement=True,
)
_INSERT = insert(_entries)
_NEWEST_RECEIPT = text("SELECT entry FROM journal WHERE instr(entry, CAST(:said AS BLOB)) > 0 ORDER BY n DESC LIMIT 1")
_decoder = msgspec.json.Decoder(Entry)


class Journal:
    """One writer; the sync process reads. Opening makes the file if there is none."""

    def __init__(
        self, path: Path, key: str, workstation: str, clock: Clock, new_id: Callable[[], UUID], *, writer: bool = True
    ) -> None:
        self.path, self.workstation, self._new_id, self._key = path, workstation, new_id, key
        fresh = not path.exists()
        self._engine: Engine = encrypted_engine(path, key, synchronous="FULL", checkpoint=writer)
        self._connection: Connection = self._open(key, fresh, writer)
        self._scribe = self._take_up(clock, new_id)

    def _open(self, key: str, fresh: bool, writer: bool) -> Connection:
        try:
            connection = self._engine.connect()
            if writer:
                connection.exec_driver_sql("BEGIN IMMEDIATE")
                made = bring_up(connection, _MIGRATIONS, SCHEMA)
                connection.exec_driver_sql("COMMIT")
                if made or fresh:
                    write_check_value(self.path, key)
        except Newer as fault:
            raise FileProblem("newer", self.path) from fault
        except DatabaseError as fault:
            raise problem_of(self.path, key, fault.orig or fault) from fault
        return connection

    def _take_up(self, clock: Clock, new_id: Callable[[], UUID]) -> Scribe:
        """Go on after the last entry, or begin the first incarnation."""
        last = self._connection.execute(select(_entries.c.entry).order_by(_entries.c.n.desc()).limit(1)).scalar()
        if last is None:
            return Scribe(self.workstation, clock, new_id, new_id())
        try:
            entry = _decoder.decode(last)
        except (msgspec.MsgspecError, UnicodeDecodeError) as fault:
            raise FileProblem("damaged", self.path) from fault
        return Scribe(self.workstation, clock, new_id, entry.incarnation, entry.seq, chained(entry))

    def begin_incarnation(self) -> None:
        """After a clone or a restored file: the numbers that were given may have been used elsewhere."""
        self._scribe.incarnation, self._scribe.seq = self._new_id(), 0

    @property
    def incarnation(self) -> UUID:
        return self._scribe.incarnation

    @property
    def seq(self) -> int:
        """The last number given in this incarnation."""
        return self._scribe.seq

    def record(
        self, done: Done, staff: str, desk: str, relied_on: ReliedOn, verified_by: str = "cached"
    ) -> list[Entry]:
        """Append one act, all of its events or none, and return when they are on the disk.

        Raises `FileProblem("full")` or another when the file cannot be written: then nothing happened.
        """
        with self.transaction():
            return self.append(done, staff, desk, relied_on, verified_by)

    @contextmanager
    def transaction(self, keep: bool = True) -> Iterator[None]:
        """What is appended inside is durable at the end, as a whole; `keep=False` rehearses and rolls it back."""
        before = (self._scribe.seq, self._scribe.prev)
        connection = self._connection
        try:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            yield
            connection.exec_driver_sql("COMMIT" if keep else "ROLLBACK")
            if not keep:
                self._scribe.seq, self._scribe.prev = before
        except BaseException as fault:
            self._scribe.seq, self._scribe.prev = before
            if _in_transaction(connection):
                connection.exec_driver_sql("ROLLBACK")
            if isinstance(fault, DatabaseError):
                raise problem_of(self.path, self._key, fault.orig or fault) from fault
            raise

    def append(
        self, done: Done, staff: str, desk: str, relied_on: ReliedOn, verified_by: str = "cached"
    ) -> list[Entry]:
        """The entries of one act, written inside the open transaction."""
        made = self._scribe.write(done, staff, desk, relied_on, verified_by)
        rows = [
            {"incarnation": e.incarnation.bytes, "seq": e.seq, "entry": encode(e), "hash": chained(e)} for e in made
        ]
        self._connection.execute(_INSERT, rows)
        return made

    def next_receipt(self, year: int) -> str:
        """WORKSTATION/YEAR/000001 and so on: the number after the newest in the file, so that none is ever left out.

        A restored or copied file goes on in a series of its own, named after its incarnation.
        """
        first = self._connection.execute(select(_entries.c.incarnation).order_by(_entries.c.n).limit(1)).scalar()
        own = first in (None, self.incarnation.bytes)
        series = self.workstation if own else f"{self.workstation}-{self.incarnation.hex[-4:].upper()}"
        prefix = f"{series}/{year}/"
        found = self._connection.execute(_NEWEST_RECEIPT, {"said": f'"receipt":{json.dumps(prefix)[:-1]}'}).scalar()
        last = 0
        if found is not None:
            body = msgspec.json.decode(_decoder.decode(found).body)
            last = int(body["receipt"].removeprefix(prefix))
        return f"{prefix}{last + 1:06d}"

    def entries(self, above: int = 0) -> Iterator[tuple[int, Entry]]:
        """Every entry whose row number is above the given one, in the order of recording."""
        found = self._connection.execute(
            select(_entries.c.n, _entries.c.entry).where(_entries.c.n > above).order_by(_entries.c.n)
        )
        return ((n, _decoder.decode(entry)) for n, entry in found)

    def pending(self, decided: Mapping[UUID, int], limit: int | None = None) -> list[Entry]:
        """The entries that central has not decided yet: above the watermark of their incarnation."""
        statement = select(_entries.c.entry).order_by(_entries.c.n)
        clause = [(_entries.c.incarnation != inc.bytes) | (_entries.c.seq > seq) for inc, seq in decided.items()]
        found = self._connection.execute(statement.where(*clause).limit(limit)).scalars()
        return [_decoder.decode(entry) for entry in found]

    def broken_at(self) -> int | None:
        """The row number where the chain breaks: an entry altered, lost or put in; None when all is well."""
        prev: str = FIRST
        last: int = 0
        for row in self._connection.execute(select(_entries).order_by(_entries.c.n)):
            last = row.n
            try:
                entry = _decoder.decode(row.entry)
            except (msgspec.MsgspecError, UnicodeDecodeError):
                return last
            told = (entry.incarnation.bytes, entry.seq, chained(entry))
            if entry.prev != prev or told != (row.incarnation, row.seq, row.hash) or _altered(entry):
                return last
            prev = row.hash
        given = self._connection.exec_driver_sql("SELECT max(seq) FROM sqlite_sequence WHERE name = 'journal'").scalar()
        return None if (given or 0) <= last else last + 1

    def close(self) -> None:
        self._connection.close()
        self._engine.dispose()


def _altered(entry: Entry) -> bool:
    """Whether the body is another than was written. A redaction takes body and salt away together."""
    body = bytes(entry.body)
    return digest_of(entry.salt, body) != entry.digest if entry.salt else body != b"null"


def _in_transaction(connection: Connection) -> bool:
    driver = connection.connection.driver_connection
    return isinstance(driver, sqlcipher.Connection) and driver.in_transaction
