"""The journal of one workstation: append-only, hash-chained, durable before anybody is told of success."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

import msgspec
import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Column, Connection, Engine, Integer, LargeBinary, MetaData, Table, insert, select
from sqlalchemy.exc import DatabaseError

from deskapp.domain.outcome import Done
from deskapp.store.cipher import FileProblem, encrypted_engine, problem_of, write_check_value
from deskapp.store.clock import Clock
from deskapp.store.codec import VERSION, Entry, ReliedOn, encode

SCHEMA = 1
_metadata = MetaData()
_entries = Table(
    "journal",
    _metadata,
    Column("n", Integer, primary_key=True, autoincrement=True),
    Column("incarnation", LargeBinary, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("entry", LargeBinary, nullable=False),
    sqlite_autoincrement=True,
)
_INSERT = insert(_entries)
_decoder = msgspec.json.Decoder(Entry)
FIRST = "0" * 64


def chained(entry: Entry) -> str:
    """The hash that the next entry carries: of everything but body and salt, for which the digest stands."""
    envelope = encode(msgspec.structs.replace(entry, salt="", body=msgspec.Raw(b"null")))
    return hashlib.sha256(envelope).hexdigest()


def digest_of(salt: str, body: bytes) -> str:
    return hashlib.sha256(bytes.fromhex(salt) + body).hexdigest()


class Journal:
    """One writer; the sync process reads. Opening makes the file if there is none."""

    def __init__(
        self, path: Path, key: str, workstation: str, clock: Clock, new_id: Callable[[], UUID], *, writer: bool = True
    ) -> None:
        self.path, self.workstation, self._clock, self._new_id = path, workstation, clock, new_id
        fresh = not path.exists()
        self._engine: Engine = encrypted_engine(path, key, synchronous="FULL", checkpoint=writer)
        self._connection: Connection = self._open(key, fresh, writer)
        self.incarnation, self._seq, self._prev = self._end()
        if self.incarnation is None:
            self.incarnation = new_id()

    def _open(self, key: str, fresh: bool, writer: bool) -> Connection:
        try:
            connection = self._engine.connect()
            version = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
            if version > SCHEMA:
                raise FileProblem("newer", self.path)
            if writer and version == 0:
                _metadata.create_all(connection)
                connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA}")
                if fresh:
                    write_check_value(self.path, key)
        except DatabaseError as fault:
            raise problem_of(self.path, key, fault.orig or fault) from fault
        return connection

    def _end(self) -> tuple[UUID | None, int, str]:
        last = self._connection.execute(select(_entries.c.entry).order_by(_entries.c.n.desc()).limit(1)).scalar()
        if last is None:
            return None, 0, FIRST
        entry = _decoder.decode(last)
        return entry.incarnation, entry.seq, chained(entry)

    def begin_incarnation(self) -> None:
        """After a clone or a restored file: the numbers that were given may have been used elsewhere."""
        self.incarnation, self._seq = self._new_id(), 0

    @property
    def seq(self) -> int:
        """The last number given in this incarnation."""
        return self._seq

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
        before = (self._seq, self._prev)
        connection = self._connection
        try:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            yield
            connection.exec_driver_sql("COMMIT" if keep else "ROLLBACK")
            if not keep:
                self._seq, self._prev = before
        except BaseException as fault:
            self._seq, self._prev = before
            if _in_transaction(connection):
                connection.exec_driver_sql("ROLLBACK")
            if isinstance(fault, DatabaseError):
                raise problem_of(self.path, "00", fault.orig or fault) from fault
            raise

    def append(
        self, done: Done, staff: str, desk: str, relied_on: ReliedOn, verified_by: str = "cached"
    ) -> list[Entry]:
        """The entries of one act, written inside the open transaction."""
        assert self.incarnation is not None
        relied_on = msgspec.structs.replace(relied_on, overrides=tuple(str(o) for o in done.overrides))
        act, made = self._new_id(), []
        for n, fact in enumerate(done.facts):
            body, salt = encode(fact.body), secrets.token_hex(16)
            self._seq += 1
            entry = Entry(
                id=act if n == 0 else self._new_id(),
                act=act,
                workstation=self.workstation,
                incarnation=self.incarnation,
                seq=self._seq,
                staff=staff,
                verified_by=verified_by,
                desk=desk,
                wall=self._clock.now(),
                boot=self._clock.boot,
                monotonic=self._clock.monotonic(),
                kind=type(fact.body).__name__,
                version=VERSION,
                touches=fact.touches,
                relied_on=relied_on,
                digest=digest_of(salt, body),
                prev=self._prev,
                salt=salt,
                body=msgspec.Raw(body),
            )
            self._prev = chained(entry)
            made.append(entry)
        rows = [{"incarnation": e.incarnation.bytes, "seq": e.seq, "entry": encode(e)} for e in made]
        self._connection.execute(_INSERT, rows)
        return made

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
        prev: str | None = FIRST
        for n, entry in self.entries():
            altered = entry.salt and digest_of(entry.salt, bytes(entry.body)) != entry.digest
            if entry.prev != prev or altered:
                return n
            prev = chained(entry)
        return None

    def close(self) -> None:
        self._connection.close()
        self._engine.dispose()


def _in_transaction(connection: Connection) -> bool:
    driver = connection.connection.driver_connection
    return isinstance(driver, sqlcipher.Connection) and driver.in_transaction


def entries_from(lines: Iterable[bytes]) -> Iterator[Entry]:
    """Entries from an export: one JSON object a line."""
    return (_decoder.decode(line) for line in lines if line.strip())
