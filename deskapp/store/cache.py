"""The cache: a workstation's replica of central's records. Disposable; written by the sync process alone."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, bindparam, delete, select, text
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.exc import DatabaseError

from deskapp.store.checksums import Sums, sums_of
from deskapp.store.cipher import (
    FileProblem,
    check_value_file,
    damage_mark,
    encrypted_engine,
    keep_check_value,
    problem_of,
)
from deskapp.store.codec import read_record
from deskapp.store.layout import LAST, SCHEMA, TABLES
from deskapp.store.pulled import Pulled as Pulled
from deskapp.store.putting import put
from deskapp.store.tables import LISTED, codes, records, settings, watermarks
from deskapp.store.unfinished import Unfinished


class CopyDamaged(FileProblem):
    """A part of the cache cannot be read. The next exchange fetches it anew, into another file."""

    def __init__(self, path: Path) -> None:
        super().__init__("damaged", path)


Version = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Known:
    """How far the cache has come: central's history and revision, and when that was heard (aware UTC).

    `offset` is central's clock less this workstation's, microseconds.
    """

    epoch: str = ""
    rev: int = 0
    at: datetime | None = None
    offset: int = 0
    uncertainty: int = 0
    pulls: int = 0  # grows with every pull that wrote something
    boot: str = ""  # the workstation's boot, and its clock since then, when central was heard
    monotonic: int = 0


_HEAD = select(records.c.body).where(records.c.id == bindparam("id"), records.c.kind == bindparam("kind"))
_PARTS = select(records.c.kind, records.c.body).where(
    records.c.parent == bindparam("id"), records.c.kind == bindparam("kind"), records.c.live.is_(True)
)
_OWNED = select(records.c.body).where(
    records.c.owner == bindparam("id"), records.c.kind == bindparam("kind"), records.c.live.is_(True)
)
_MANY = text("SELECT body FROM records WHERE kind = :kind AND id IN (SELECT unhex(value) FROM json_each(:ids))")
_PARENTS = text(
    "SELECT DISTINCT parent FROM records WHERE kind = :kind AND live "
    "AND parent IN (SELECT unhex(value) FROM json_each(:ids))"
)
_CHILDREN = text("SELECT body FROM records WHERE kind = :kind AND parent IN (SELECT unhex(value) FROM json_each(:ids))")
_STUBS = select(records.c.id).where(records.c.owner == bindparam("id"), records.c.kind == bindparam("kind"))
_VERSIONS = text(
    "SELECT id, sum(rev), count(*) FROM ("
    "SELECT id, rev FROM records WHERE id IN (SELECT unhex(value) FROM json_each(:ids)) "
    "UNION ALL SELECT parent, rev FROM records WHERE parent IN (SELECT unhex(value) FROM json_each(:ids)) "
    "AND kind IN ('discrepancy', 'hold', 'loan') AND live) GROUP BY id"
)
_ANY_STUB = text(
    "SELECT 1 FROM records WHERE id IN (SELECT unhex(value) FROM json_each(:ids)) "
    "AND kind IN ('item', 'patron') AND owner IS NOT NULL LIMIT 1"
)
_SETTINGS = select(settings.c.name, settings.c.value)
_CODES = select(codes.c.kind, codes.c.id).where(codes.c.code == bindparam("code"))
_LISTED = text(f"SELECT body FROM records WHERE {LISTED} AND kind = :kind")  # in the words of its index
_LOANS = text("SELECT body FROM records WHERE live AND kind = 'loan' AND id > :after ORDER BY id LIMIT :at_once")
_SEARCH = text(
    "SELECT r.kind, r.body FROM words w JOIN records r ON r.rowid = w.rowid WHERE words MATCH :match LIMIT :limit"
)


class Cache:
    """Reads for the desk; `pulling()` for the sync process."""

    def __init__(self, path: Path, key: str, *, writer: bool) -> None:
        self.path, self._key, self._writer = path, key, writer
        self._open()

    def _open(self) -> None:
        path, key = self.path, self._key
        self._engine = encrypted_engine(path, key, synchronous="NORMAL", checkpoint=self._writer)
        try:
            self._connection: Connection = self._engine.connect()
            version = self._connection.exec_driver_sql("PRAGMA user_version").scalar_one()
            if version > SCHEMA:
                raise FileProblem("newer", path)
            if version == 0:
                self._create()
            keep_check_value(path, key)
        except DatabaseError as fault:
            raise problem_of(path, key, fault.orig or fault) from fault
        self._file = path.stat().st_ino

    def reopen_if_replaced(self) -> bool:
        """Go over to the file that the sync process rebuilt and swapped in; whether there was one."""
        try:
            if self.path.stat().st_ino == self._file:
                return False
        except FileNotFoundError:
            return False  # between taking the old one away and putting the new one there
        self.close()
        self._open()
        return True

    def _create(self) -> None:
        """Make the tables; the window and the sync process may both be at it."""
        with self.pulling():
            if self._connection.exec_driver_sql("PRAGMA user_version").scalar_one() == 0:
                for statement in (*TABLES, *LAST):
                    self._connection.exec_driver_sql(statement)
                self._connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA}")

    # --- reading ------------------------------------------------------------------------------------

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """All reads inside see one state of the file. Raises `FileProblem`; `CopyDamaged` for what cannot be read."""
        try:
            self._connection.exec_driver_sql("BEGIN")
            try:
                yield
            finally:
                self._connection.exec_driver_sql("COMMIT")
        except DatabaseError as fault:
            raise self.problem(fault) from fault

    def problem(self, fault: DatabaseError) -> FileProblem:
        """What a fault of this file means. Damage is remembered beside it, for the sync process to fetch it anew."""
        found = problem_of(self.path, self._key, fault.orig or fault)
        if found.code != "damaged":
            return found
        with suppress(OSError):
            damage_mark(self.path).touch()
        return CopyDamaged(self.path)

    @property
    def is_damaged(self) -> bool:
        """Whether the window or the sync process has met a part that cannot be read."""
        return damage_mark(self.path).exists()

    def known(self) -> Known:
        found = dict(self._connection.execute(_SETTINGS).all())
        at = datetime.fromisoformat(found["at"]) if found.get("at") else None
        return Known(
            found.get("epoch", ""),
            int(found.get("rev", 0)),
            at,
            int(found.get("offset", 0)),
            int(found.get("uncertainty", 0)),
            int(found.get("pulls", 0)),
            found.get("boot", ""),
            int(found.get("monotonic", 0)),
        )

    def decided(self, workstation: str) -> dict[UUID, int]:
        """The watermark of each incarnation of a workstation: up to which `seq` central has decided."""
        found = select(watermarks.c.incarnation, watermarks.c.seq).where(watermarks.c.workstation == workstation)
        return dict(self._connection.execute(found).all())

    def get(self, kind: str, id: UUID) -> Any:
        """The record, or None."""
        body = self._connection.execute(_HEAD, {"id": id, "kind": kind}).scalar()
        return None if body is None else read_record(kind, body)

    def many(self, kind: str, ids: Iterable[UUID]) -> dict[UUID, Any]:
        """Those of the records that there are."""
        ids = list(ids)
        if not ids:
            return {}
        found = self._connection.execute(_MANY, {"kind": kind, "ids": _listed(ids)}).scalars()
        return {r.id: r for r in (read_record(kind, body) for body in found)}

    def versions(self, ids: Iterable[UUID]) -> dict[UUID, Version]:
        """For each id what is another as soon as a record of that id, or an open part of it, is: revisions only grow.

        Their sum and number: what changed or came has a greater revision than all before, and what went is counted.
        """
        versions: dict[UUID, Version] = dict.fromkeys(ids, (0, 0))
        if versions:
            found = self._connection.execute(_VERSIONS, {"ids": _listed(versions)})
            versions |= {UUID(bytes=id): (revs, count) for id, revs, count in found}
        return versions

    def any_stub(self, ids: Iterable[UUID]) -> bool:
        """Whether one of them is an item or a patron that turned out to be another."""
        return self._connection.execute(_ANY_STUB, {"ids": _listed(ids)}).first() is not None

    def with_live_parts(self, kind: str, parents: Iterable[UUID]) -> set[UUID]:
        """Those of the heads that have an open part of that kind."""
        parents = list(parents)
        if not parents:
            return set()
        found = self._connection.execute(_PARENTS, {"kind": kind, "ids": _listed(parents)}).scalars()
        return {UUID(bytes=parent) for parent in found}

    def live_parts(self, kind: str, parent: UUID) -> list[Any]:
        """The open parts of a timeline's head: an item's open loan, a title's open requests."""
        found = self._connection.execute(_PARTS, {"id": parent, "kind": kind})
        return [read_record(kind, body) for _, body in found]

    def owned(self, kind: str, patron: UUID) -> list[Any]:
        """A patron's loans (open, or ended with a fee) or open requests."""
        return [read_record(kind, b) for b in self._connection.execute(_OWNED, {"id": patron, "kind": kind}).scalars()]

    def children(self, kind: str, parents: Iterable[UUID]) -> list[Any]:
        """Records of a kind that point to one of these parents, such as the items of some titles."""
        found = self._connection.execute(_CHILDREN, {"kind": kind, "ids": _listed(parents)}).scalars()
        return [read_record(kind, b) for b in found]

    def stubs_of(self, kind: str, id: UUID) -> list[UUID]:
        """The stubs that were identified as this record."""
        return list(self._connection.execute(_STUBS, {"id": id, "kind": kind}).scalars())

    def by_code(self, code: str) -> list[tuple[str, UUID]]:
        return [(k, i) for k, i in self._connection.execute(_CODES, {"code": code})]

    def discrepancies(self) -> list[Any]:
        """Those that nobody has closed."""
        return self.listed("discrepancy")

    def listed(self, kind: str) -> list[Any]:
        """Every live record of a kind: open requests, discrepancies, items away."""
        found = self._connection.execute(_LISTED, {"kind": kind})
        return [read_record(kind, b) for b in found.scalars()]

    def loans(self, at_once: int) -> Iterator[list[Any]]:
        """Every loan that is open or may owe, so many at a time, by id; goes through the whole table: for jobs."""
        after = b""
        while found := self._connection.execute(_LOANS, {"after": after, "at_once": at_once}).scalars().all():
            page = [read_record("loan", body) for body in found]
            yield page
            after = page[-1].id.bytes

    def search(self, match: str, limit: int) -> list[Any]:
        """Patrons and titles by an FTS5 query."""
        found = self._connection.execute(_SEARCH, {"match": match, "limit": limit})
        return [read_record(kind, body) for kind, body in found]

    def count(self, kind: str) -> int:
        found = text("SELECT count(*) FROM records WHERE kind = :kind AND live")
        count: int = self._connection.execute(found, {"kind": kind}).scalar_one()
        return count

    def bodies(self) -> dict[tuple[str, UUID], str]:
        """Every record as it lies there: what must be the same everywhere."""
        found = select(records.c.kind, records.c.id, records.c.body)
        return {(k, i): b for k, i, b in self._connection.execute(found)}

    def sums(self) -> Sums:
        """Checksums by kind, inside `snapshot()`; reads every row."""
        return sums_of(self._connection)

    # --- a whole copy beside --------------------------------------------------------------------------

    @property
    def beside(self) -> Path:
        """The file that a whole copy is made in."""
        return self.path.with_suffix(".new")

    def unfinished(self, head: Mapping[str, Any], boot: str) -> Unfinished:
        """Begin a whole copy beside this cache, or go on with the one that is there."""
        return Unfinished(self.beside, self._key, head, boot)

    def finished(self) -> Cache:
        """The whole copy that lies beside."""
        return Cache(self.beside, self._key, writer=True)

    def replace_by_copy(self) -> None:
        """Put the copy in the place of this file and go on with it; readers follow by `reopen_if_replaced`."""
        with suppress(DatabaseError):  # it may be replaced because it is damaged
            self._connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        self.close()
        swap(self.beside, self.path)
        damage_mark(self.path).unlink(missing_ok=True)
        self._open()

    # --- writing --------------------------------------------------------------------------------------

    @contextmanager
    def pulling(self) -> Iterator[None]:
        """All pages of a pull, its cursor and its watermark become visible together, or not at all."""
        self._connection.exec_driver_sql("BEGIN IMMEDIATE")
        try:
            yield
            self._connection.exec_driver_sql("COMMIT")
        except BaseException:
            with suppress(DatabaseError):  # a full disk has already ended it
                self._connection.exec_driver_sql("ROLLBACK")
            raise

    def put(self, pulled: Sequence[Pulled]) -> None:
        """Write rows inside `pulling()`."""
        put(self._connection, pulled)

    def clear(self) -> None:
        """Forget every row, inside `pulling()`: central's history is another one."""
        for table in (records, codes, watermarks):
            self._connection.execute(delete(table))
        self._connection.exec_driver_sql("DELETE FROM words")

    def set_known(self, known: Known, decided: Mapping[UUID, int], workstation: str) -> None:
        """Move the cursor and the watermark; the last thing inside `pulling()`."""
        values = {
            "epoch": known.epoch,
            "rev": str(known.rev),
            "at": known.at.isoformat() if known.at else "",
            "offset": str(known.offset),
            "uncertainty": str(known.uncertainty),
            "pulls": str(known.pulls),
            "boot": known.boot,
            "monotonic": str(known.monotonic),
        }
        statement = upsert(settings)
        self._connection.execute(
            statement.on_conflict_do_update(index_elements=["name"], set_={"value": statement.excluded.value}),
            [{"name": n, "value": v} for n, v in values.items()],
        )
        mark = upsert(watermarks)
        rows = [{"workstation": workstation, "incarnation": i, "seq": s} for i, s in decided.items()]
        if rows:
            self._connection.execute(
                mark.on_conflict_do_update(
                    index_elements=["workstation", "incarnation"], set_={"seq": mark.excluded.seq}
                ),
                rows,
            )

    def is_sound(self) -> bool:
        """SQLite's own quick check."""
        try:
            return bool(self._connection.exec_driver_sql("PRAGMA quick_check").scalar() == "ok")
        except DatabaseError:
            return False

    def close(self) -> None:
        self._connection.close()
        self._engine.dispose()


def _listed(ids: Iterable[UUID]) -> str:
    return "[" + ",".join(f'"{id.hex}"' for id in ids) + "]"


def swap(new: Path, path: Path) -> None:
    """Put a closed, complete cache in the place of another, whose write-ahead log must not be taken for its own."""
    for suffix in ("-wal", "-shm"):
        Path(f"{path}{suffix}").unlink(missing_ok=True)
    new.replace(path)
    check_value_file(new).unlink(missing_ok=True)  # the one beside `path` says the same


def discard(path: Path) -> None:
    """Put a cache that cannot be used out of the way; a new one is made and pulled."""
    for suffix in ("", "-wal", "-shm"):
        old = Path(f"{path}{suffix}")
        if old.exists():
            shutil.move(old, Path(f"{path}.unusable{suffix}"))
