"""The journal of one workstation: append-only, hash-chained, durable before anybody is told of success."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import msgspec
import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine, insert, select, text
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.exc import DatabaseError

from deskapp.domain.outcome import Done
from deskapp.store import chain, redactions
from deskapp.store.chain import Fault, Statements, Written
from deskapp.store.cipher import FileProblem, damage_mark, encrypted_engine, keep_check_value, problem_of
from deskapp.store.clock import Clock
from deskapp.store.codec import Entry, ReliedOn, encode
from deskapp.store.entries import (
    begin_numbers_above,
    count_undecided,
    journal,
    last_given,
    marks,
    not_superseded,
    superseded,
    undecided,
    written,
)
from deskapp.store.migrate import Newer, bring_up
from deskapp.store.pages import log_is_whole
from deskapp.store.redactions import Redaction
from deskapp.store.reissue import false_marks
from deskapp.store.scribe import Scribe, chained

SCHEMA = "0003"
AT_ONCE = 500
"""How many entries are written again before the next are read."""

LOOKS = 3
"""How often a broken write-ahead log is looked at: another process may be writing it just then."""

_MIGRATIONS = Path(__file__).parent / "migrations"
_INSERT = insert(journal)
_MARK = upsert(superseded)
_NEWEST_RECEIPT = text("SELECT entry FROM journal WHERE instr(entry, CAST(:said AS BLOB)) > 0 ORDER BY n DESC LIMIT 1")
_decoder = msgspec.json.Decoder(Entry)


class Journal:
    """One writer; the sync process reads. Opening makes the file if there is none."""

    def __init__(
        self, path: Path, key: str, workstation: str, clock: Clock, new_id: Callable[[], UUID], *, writer: bool = True
    ) -> None:
        self.path, self.workstation, self._new_id, self._key = path, workstation, new_id, key
        if not any(log_is_whole(path) for _ in range(LOOKS)):
            raise FileProblem("damaged", path)  # before SQLite drops what it does not read
        self._engine: Engine = encrypted_engine(path, key, synchronous="FULL", checkpoint=writer)
        self._connection: Connection = self._open(key, writer)
        self._scribe = self._take_up(clock, new_id)

    def _open(self, key: str, writer: bool) -> Connection:
        try:
            connection = self._engine.connect()
            if writer:
                connection.exec_driver_sql("BEGIN IMMEDIATE")
                bring_up(connection, _MIGRATIONS, SCHEMA)
                connection.exec_driver_sql("COMMIT")
                keep_check_value(self.path, key)
        except Newer as fault:
            raise FileProblem("newer", self.path) from fault
        except DatabaseError as fault:
            raise problem_of(self.path, key, fault.orig or fault) from fault
        return connection

    def _take_up(self, clock: Clock, new_id: Callable[[], UUID]) -> Scribe:
        """Go on after the last entry, or begin the first incarnation."""
        newest = select(journal.c.entry, journal.c.hash).order_by(journal.c.n.desc()).limit(1)
        with self._reading():
            last, marked = self._connection.execute(newest).first(), marks(self._connection)
            if last is None:
                return Scribe(self.workstation, clock, new_id, new_id())
            entry = _decoder.decode(last.entry)
        if entry.incarnation in marked:
            return Scribe(self.workstation, clock, new_id, new_id(), prev=last.hash)
        return Scribe(self.workstation, clock, new_id, entry.incarnation, entry.seq, last.hash)

    @contextmanager
    def _reading(self) -> Iterator[None]:
        """A fault while reading is a `FileProblem`; damage is remembered beside the file for the next start."""
        try:
            yield
        except (DatabaseError, msgspec.MsgspecError, UnicodeDecodeError) as fault:
            raise self._problem(fault) from fault

    def _problem(self, fault: Exception) -> FileProblem:
        problem = FileProblem("damaged", self.path)
        if isinstance(fault, DatabaseError):
            problem = problem_of(self.path, self._key, fault.orig or fault)
        if problem.code == "damaged":
            with suppress(OSError):
                damage_mark(self.path).touch()
            self._connect_anew()
        return problem

    def _connect_anew(self) -> None:
        """After one bad page SQLCipher refuses every write on a connection, and the desk works on."""
        with suppress(DatabaseError, FileProblem):
            self._connection.invalidate()
            self._connection.close()
            self._connection = self._engine.connect()

    def begin_incarnation(self) -> None:
        """After a clone or a restored file: the numbers that were given may have been used elsewhere."""
        self._scribe.incarnation, self._scribe.seq = self._new_id(), 0

    def reissue(self, incarnation: UUID, from_seq: int) -> int:
        """Write again, in a new incarnation, what stands under numbers that central will not take; how many.

        Everything of that incarnation from the number on, whether or not a watermark covers it: the watermark is
        another's. Each event keeps its id, its body and its clocks, so that central knows it again wherever it has
        it: an entry with an id that central has is settled by central's copy if the digest of the body is the same.
        The old rows stay, and are superseded. As a whole or not at all; a second time nothing happens.
        """
        with self.transaction():
            return self.reissue_inside(incarnation, from_seq)

    def reissue_inside(self, incarnation: UUID, from_seq: int) -> int:
        """`reissue` inside the open transaction."""
        until = marks(self._connection).get(incarnation)
        if until is not None and until <= from_seq:
            return 0
        if incarnation == self.incarnation:
            self.begin_incarnation()
        self.supersede(incarnation, from_seq)
        rows = select(journal.c.entry).where(journal.c.incarnation == incarnation.bytes).order_by(journal.c.seq)
        if until is not None:
            rows = rows.where(journal.c.seq < until)
        count, reached = 0, from_seq - 1
        while found := self._connection.execute(rows.where(journal.c.seq > reached).limit(AT_ONCE)).scalars().all():
            entries = [_decoder.decode(entry) for entry in found]
            self.write_again(entries)
            count, reached = count + len(entries), entries[-1].seq
        return count

    def supersede(self, incarnation: UUID, from_seq: int) -> None:
        """Mark the entries of an incarnation from a number on as written again, inside the open transaction."""
        mark = _MARK.values(incarnation=incarnation.bytes, from_seq=from_seq)
        known = mark.on_conflict_do_update(index_elements=["incarnation"], set_={"from_seq": from_seq})
        self._connection.execute(known)

    def write_again(self, entries: Iterable[Entry]) -> None:
        """The same events under the next numbers, inside the open transaction."""
        made = [self._scribe.again(entry) for entry in entries]
        if made:
            self._insert(made)

    def put_verbatim(self, rows: Iterable[Written], given: int) -> None:
        """Rows of another file of this journal, as they lie there, into an empty one; numbers go on above `given`."""
        with self.transaction():
            for r in rows:
                row = {"n": r.n, "incarnation": r.incarnation.bytes, "seq": r.seq, "entry": r.entry, "hash": r.hash}
                self._connection.execute(_INSERT, row)
            begin_numbers_above(self._connection, given)

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
        before = replace(self._scribe)
        connection = self._connection
        try:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            yield
            connection.exec_driver_sql("COMMIT" if keep else "ROLLBACK")
            if not keep:
                self._scribe = before
        except BaseException as fault:
            self._scribe = before
            if _in_transaction(self._connection):  # it may be another one since: see _connect_anew
                self._connection.exec_driver_sql("ROLLBACK")
            if isinstance(fault, DatabaseError | msgspec.MsgspecError | UnicodeDecodeError):
                raise self._problem(fault) from fault
            raise

    def append(
        self, done: Done, staff: str, desk: str, relied_on: ReliedOn, verified_by: str = "cached"
    ) -> list[Entry]:
        """The entries of one act, written inside the open transaction."""
        made = self._scribe.write(done, staff, desk, relied_on, verified_by)
        self._insert(made)
        return made

    def _insert(self, entries: list[Entry]) -> None:
        rows = [
            {"incarnation": e.incarnation.bytes, "seq": e.seq, "entry": encode(e), "hash": chained(e)} for e in entries
        ]
        self._connection.execute(_INSERT, rows)

    def next_receipt(self, year: int) -> str:
        """WORKSTATION/YEAR/000001 and so on: the number after the newest in the file, so that none is ever left out.

        A restored or copied file goes on in a series of its own, named after its incarnation.
        """
        with self._reading():
            return self._receipt_after_the_newest(year)

    def _receipt_after_the_newest(self, year: int) -> str:
        first = self._connection.execute(select(journal.c.incarnation).order_by(journal.c.n).limit(1)).scalar()
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
        """Every event once, in the order of recording, whose row number is above the given one."""
        with self._reading():
            rows = select(journal.c.n, journal.c.entry).where(
                journal.c.n > above, *not_superseded(marks(self._connection))
            )
            for n, entry in self._connection.execute(rows.order_by(journal.c.n)):
                yield n, _decoder.decode(entry)

    def pending(self, decided: Mapping[UUID, int], limit: int | None = None) -> list[Entry]:
        """The first entries, at most `limit`, that central has not decided: above their incarnation's watermark."""
        with self._reading():
            return [_decoder.decode(entry) for entry in undecided(self._connection, decided, limit)]

    def count_pending(self, decided: Mapping[UUID, int]) -> int:
        """How many entries `pending` would give."""
        with self._reading():
            return count_undecided(self._connection, decided)

    def redact(self, found: Iterable[Redaction]) -> int:
        """Erase what central had erased of these entries; how many rows were written."""
        with self.transaction():
            return redactions.put(self._connection, found)

    @property
    def redacted_up_to(self) -> int:
        """Central's number of the last redaction that was taken up here."""
        with self._reading():
            return redactions.taken_up_to(self._connection)

    def faults(self, statements: Statements | None = None) -> Iterator[Fault]:
        """What was done to the file behind the journal's back, in the order of its rows."""
        with self._reading():
            connection, stated = self._connection, dict(statements or {})
            rows = _with_statements(connection, stated)
            found = list(chain.faults(rows, stated, given=last_given(connection)))
            known = {(f.incarnation, f.seq) for f in found}
            hidden = false_marks(written(connection), marks(connection))
            found += [f for f in hidden if (f.incarnation, f.seq) not in known]
        return iter(sorted(found, key=lambda f: (f.n, f.seq)))

    def broken_at(self) -> int | None:
        """The row number where the chain breaks: an entry altered, lost or put in; None when all is well."""
        return next((fault.n for fault in self.faults()), None)

    def close(self) -> None:
        self._connection.close()
        self._engine.dispose()


def _with_statements(connection: Connection, stated: dict[UUID, tuple[str, str]]) -> Iterator[Written]:
    """Every row; while one is looked at, `stated` says what is known of its redaction. One event may have two rows."""
    known = redactions.statements(connection)
    for row in written(connection):
        if row.n in known:
            id, hash, digest = known[row.n]
            stated[id] = (hash, digest)
        yield row


def _in_transaction(connection: Connection) -> bool:
    driver = connection.connection.driver_connection
    return isinstance(driver, sqlcipher.Connection) and driver.in_transaction
