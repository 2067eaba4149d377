"""The applier: the one writer of records.

An event in order is folded onto what is there; a late one refolds each timeline that it touches. Rows,
revisions, watermarks and the position reached are written in one transaction.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, delete, select, text, update
from sqlalchemy.exc import DataError, SQLAlchemyError

from deskapp.central.batch import Batch, Change, RowKey
from deskapp.central.bulk import change, overlapped, put, remove
from deskapp.central.database import Database
from deskapp.central.identify import identified, limits_exceeded
from deskapp.central.limits import tell, to_tell
from deskapp.central.permitted import overstepped
from deskapp.central.schema import codes, counters, journal, lease, pushes, records, watermarks
from deskapp.central.staff_names import keep_names
from deskapp.central.staff_secrets import secrets_changed
from deskapp.central.stamping import Arrived, Stamping, reason_of
from deskapp.store.rows import CODED, Row, columns_of, row_of

BATCH = 1000
PART = 250
"""Records written at a time: the database writes some while the next are encoded."""

LEASE = 10_000_000
"""How long a lease holds without being renewed: ten seconds, in microseconds."""

LONGEST_CODE = 500
"""Characters of a barcode; no scanner reads a longer one, and no index holds one that is much longer."""

_COLUMNS = records.columns.keys()
_IMPATIENT = text(
    "SELECT set_config('idle_in_transaction_session_timeout', :most, true), "
    "set_config('tcp_user_timeout', :most, true), set_config('lock_timeout', :most, true)"
)
_NOTIFY = text("SELECT pg_notify('deskapp_records', '')")


class LeaseLost(Exception):
    """Another applier has taken over: this one must not write any more."""


class Undecidable(Exception):
    """Among the next events, so many, is one that makes the fold raise; `reason` says what and where."""

    def __init__(self, events: int, reason: str) -> None:
        super().__init__(f"{reason}: among {events} events")
        self.events, self.reason = events, reason


@dataclass(frozen=True, slots=True)
class Applied:
    """What a run did: events decided, events folded again, rows written, and the newest revision."""

    events: int = 0
    refolded: int = 0
    rows: int = 0
    rev: int = 0


class Applier:
    """`acquire()` before the first run; one whose lease was taken over writes nothing."""

    def __init__(self, database: Database, now: Callable[[], int], *, identify: bool = True) -> None:
        self._database, self._now, self._identify = database, now, identify
        self._holder, self._generation = str(uuid4()), 0
        self._most = BATCH  # events in a batch: fewer near one that makes the fold raise

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """A transaction whose locks do not outlive the lease.

        PostgreSQL ends one whose program says nothing more, or reads no more, and one that waits for too long.
        """
        with self._database.write() as c:
            if self._database.is_postgresql:
                c.execute(_IMPATIENT, {"most": f"{LEASE // 1000}ms"})
            yield c

    def acquire(self, *, alone: bool = False) -> bool:
        """Take the lease if it is free or has run out; or if whoever asks knows that the holder is no more."""
        with self._writing() as c:
            held = self._held(c)
            others = held is not None and held.holder != self._holder and held.until > self._now()
            if others and not alone:
                return False
            self._generation = (held.generation if held else 0) + 1
            self._renew(c)
        return True

    def release(self) -> None:
        """Let another one take over at once."""
        with self._writing() as c:
            c.execute(update(lease).where(lease.c.holder == self._holder).values(until=0))

    def _held(self, c: Connection) -> Any:
        return c.execute(select(lease).where(lease.c.name == "applier").with_for_update()).first()

    def _renew(self, c: Connection) -> None:
        put(c, lease, [("applier", self._holder, self._generation, self._now() + LEASE)], "name")

    def _check_lease(self, c: Connection) -> None:
        held = self._held(c)
        if held is None or held.generation != self._generation or held.holder != self._holder:
            raise LeaseLost
        if held.until - self._now() < LEASE // 2:
            self._renew(c)

    def run(self, limit: int = BATCH) -> Applied:
        """Decide the next events, at most `limit`. Raises `LeaseLost`, with nothing written.

        An event that makes the fold raise is found by halving the batch and goes to quarantine; all others are decided.
        """
        while True:
            try:
                with _without_collections():
                    done = self._decide(min(limit, self._most))
            except Undecidable as fault:
                if fault.events == 1:
                    return self._decide(1, fault.reason)
                self._most = fault.events // 2
            else:
                self._most = min(2 * self._most, BATCH)
                return done

    def run_all(self) -> Applied:
        """Decide everything there is."""
        total = Applied()
        while (one := self.run()).events:
            total = Applied(total.events + one.events, total.refolded + one.refolded, total.rows + one.rows, one.rev)
        return total

    def fold_again(self, c: Connection, changed: Sequence[Arrived]) -> int:
        """Fold anew every timeline that these events touch, or touched; the newest revision.

        For a redaction, which holds the counters' rows as a run does: neither meets the other half done.
        """
        rev = c.execute(select(counters.c.value).where(counters.c.name == "rev")).scalar_one()
        batch = Batch(c, changed)
        batch.fold_again()
        rev = self._write(c, *batch.outcome(), rev)
        change(c, counters, ("name", "value"), [("rev", rev)])
        return rev

    def _decide(self, limit: int, held: str = "") -> Applied:
        """The next events, in one transaction; `held`: why none of them is to be folded."""
        with self._writing() as c:
            at = select(counters.c.name, counters.c.value).where(counters.c.name.in_(("rev", "applied")))
            counted = dict(c.execute(at.with_for_update()).all())
            self._check_lease(c)
            above = select(journal).where(journal.c.position > counted["applied"])
            rows = c.execute(above.order_by(journal.c.position).limit(limit)).all()
            if not rows:
                return Applied(rev=counted["rev"])
            try:
                return self._applied(c, rows, counted["rev"], held)
            except Exception as fault:
                if _is_of_the_database(fault):
                    raise
                raise Undecidable(len(rows), reason_of(fault)) from fault

    def _applied(self, c: Connection, rows: Sequence[Any], rev: int, held: str) -> Applied:
        stamping = Stamping(c, rows, held)
        batch = Batch(c, stamping.arrived)
        with overlapped(c):
            stamping.write()
            batch.fold()
        batch.refold()
        changes, gone = batch.outcome()
        with overlapped(c):
            newest = self._write(c, changes, gone, rev)
            self._mark(c, rows, newest)
        newest = self._tell(c, stamping.arrived, changes, newest)
        staff = [x for x in changes if x.kind == "staff"]
        keep_names(c, [x.record for x in staff if x.was is None])
        if staff:
            secrets_changed(c)
        if self._identify:
            recoded = {(x.kind, x.record.id): x.record for x in changes if x.kind in ("item", "patron") and x.recoded}
            identified(c, recoded, self._now())
            limits_exceeded(c, [x.record for x in changes if x.kind == "loan" and x.was is None], self._now())
            overstepped(c, stamping.arrived, self._now())
        if self._database.is_postgresql:
            c.execute(_NOTIFY)
        return Applied(len(rows), batch.refolded, newest - rev, newest)

    def _tell(self, c: Connection, arrived: Sequence[Arrived], changes: Sequence[Change], rev: int) -> int:
        """Give anew what workstations that serve some libraries are to get of patrons now, or no more."""
        moved = [x.record.id for x in changes if x.kind == "patron" and _has_moved(x)]
        newest = tell(c, to_tell(c, arrived, moved, self._now()), rev)
        if newest != rev:
            change(c, counters, ("name", "value"), [("rev", newest)])
        return newest

    # --- writing --------------------------------------------------------------------------------------

    def _write(self, c: Connection, changes: Sequence[Change], gone: Sequence[RowKey], rev: int) -> int:
        """Write the records that differ, each with the next revision; what a refold removed becomes a tombstone."""
        recoded: list[Row] = []
        for first in range(0, len(changes), PART):
            part = changes[first : first + PART]
            rows = [row_of(change.record) for change in part]
            rev = self._put(c, rows, rev)
            recoded += [row for row, one in zip(rows, part, strict=True) if one.kind in CODED and one.recoded]
        tombstones = [Row(kind, id, "", live=False) for kind, id in gone]
        self._write_codes(c, recoded + [row for row in tombstones if row.kind in CODED])
        return self._put(c, tombstones, rev)

    def _put(self, c: Connection, rows: Sequence[Row], rev: int) -> int:
        told = [columns_of(row, n) for n, row in enumerate(rows, rev + 1)]
        put(c, records, [[t[name] for name in _COLUMNS] for t in told], "id", "kind")
        return rev + len(rows)

    def _write_codes(self, c: Connection, rows: Sequence[Row]) -> None:
        remove(c, codes, "id", [row.id for row in rows])
        found = [(code, row.kind, row.id) for row in rows for code in dict.fromkeys(row.codes) if _can_be_scanned(code)]
        put(c, codes, found)

    def _mark(self, c: Connection, rows: Sequence[Any], rev: int) -> None:
        """Note how far everything is decided, and forget the exchanges that no event needs any more."""
        marks = {(row.workstation, row.incarnation): row.seq for row in rows}
        put(c, watermarks, [(*journal_, seq) for journal_, seq in marks.items()], "workstation", "incarnation")
        change(c, counters, ("name", "value"), [("rev", rev), ("applied", rows[-1].position)])
        c.execute(delete(pushes).where(pushes.c.id < rows[-1].push))


@contextmanager
def _without_collections() -> Iterator[None]:
    """What a batch makes has no cycles, and looking for some among it takes a sixth of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _has_moved(one: Change) -> bool:
    """Whether a patron belongs to another library than before."""
    return one.was is None or one.was.fields.branch != one.record.fields.branch


def _is_of_the_database(fault: Exception) -> bool:
    """Whether trying again may help: what is wrong is the database or the machine, and not what the events say."""
    if isinstance(fault, SQLAlchemyError):
        return not isinstance(fault, DataError)
    return isinstance(fault, LeaseLost | OSError | MemoryError)


def _can_be_scanned(code: str) -> bool:
    """Whether a code can be looked for; PostgreSQL's texts hold no NUL."""
    return len(code) <= LONGEST_CODE and "\0" not in code
