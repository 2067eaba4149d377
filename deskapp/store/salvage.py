"""A damaged journal: every row that can still be read goes into a new file, and what is lost is said in it.

The damaged file is kept beside, never deleted. A crash at any moment leaves either the old file or the whole new one.
"""

from __future__ import annotations

import os
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import msgspec

from deskapp.domain.events import EntriesLost
from deskapp.domain.outcome import Done, Fact, fact
from deskapp.domain.values import LIBRARY, Line
from deskapp.store import chain
from deskapp.store.chain import Fault, FaultKind, Written, is_as_written
from deskapp.store.cipher import (
    FileProblem,
    check_value_file,
    damage_mark,
    holds_check_value,
    write_check_value,
)
from deskapp.store.clock import Clock
from deskapp.store.codec import Entry, ReliedOn, encode
from deskapp.store.journal import Journal
from deskapp.store.pages import Found, Pages
from deskapp.store.reissue import marks_of
from deskapp.store.scribe import chained

STAFF = "salvage"
"""Who records what is lost: nobody at the desk."""

_LOGS = ("-wal", "-shm")
_decoder = msgspec.json.Decoder(Entry)


@dataclass(frozen=True, slots=True)
class Salvaged:
    """How many entries were kept, lost, and written again for central; where the damaged file lies now."""

    kept: int
    lost: int
    again: int
    aside: Path


@dataclass(frozen=True, slots=True)
class Readable:
    """What could be read of a journal: its rows by number, and the last row number that was given (0: not known)."""

    rows: dict[int, Written]
    given: int

    def in_order(self) -> list[Written]:
        return [self.rows[n] for n in sorted(self.rows)]


def salvage(
    path: Path,
    key: str,
    workstation: str,
    clock: Clock,
    new_id: Callable[[], UUID],
    decided: Mapping[UUID, int] | None = None,
) -> Salvaged:
    """Make a new journal of what can be read of this one, and put it in its place.

    `decided` is the watermark of each incarnation: what central has needs no new number. Raises `FileProblem`, with
    nothing touched: `wrong_key`, `damaged` when nothing shows that the key is right, or `full`.
    """
    found = _readable_or_refuse(path, key)
    new = _beside(path, "new")
    _remove(new)
    try:
        lost, again = _write(lambda: Journal(new, key, workstation, clock, new_id), found, decided or {})
        if Path(f"{new}-wal").exists():
            raise FileProblem("full", path)  # the last of it did not go over into the file
        _make_durable(new)
        new.replace(_beside(path, "salvaged"))
        _make_durable(path.parent)
    except FileProblem as problem:
        raise FileProblem(problem.code, path) from problem
    except OSError as fault:
        raise FileProblem("full", path) from fault
    finally:
        _remove(new)
    write_check_value(path, key)
    return Salvaged(len(found.rows), lost, again, finish(path) or path)


def finish(path: Path) -> Path | None:
    """Put a whole salvaged journal in the place of the damaged one; also when a crash came in between.

    Where the damaged one lies now, or None when there was nothing to do.
    """
    ready = _beside(path, "salvaged")
    if not ready.exists():
        return None
    made = datetime.fromtimestamp(ready.stat().st_mtime, UTC)
    aside = path.with_name(f"{path.stem}-damaged-{made:%Y%m%d-%H%M%S-%f}{path.suffix}")
    for suffix in (*_LOGS, ""):
        old = Path(f"{path}{suffix}")
        if old.exists():
            old.replace(f"{aside}{suffix}")
    ready.replace(path)
    damage_mark(path).unlink(missing_ok=True)
    _make_durable(path.parent)
    return aside


def readable(path: Path, key: str) -> Readable:
    """Every row of a journal that can still be read; of two that claim one place, the one that proves itself."""
    rows: dict[int, Written] = {}
    doubtful: list[Written] = []
    given = 0
    with closing(Pages(path, key)) as pages:
        for found in pages.rows():
            given = max(given, _given_in(found))
            row = _row_in(found)
            if row is None:
                continue
            if not found.sound:
                doubtful.append(row)
            elif row.n not in rows or _rank(row) >= _rank(rows[row.n]):
                rows[row.n] = row
    _fill_in(rows, doubtful)
    return Readable(rows, given)


# --- reading ---------------------------------------------------------------------------------------------------


def _readable_or_refuse(path: Path, key: str) -> Readable:
    right = holds_check_value(path, key)
    if right is False:
        raise FileProblem("wrong_key", path)
    try:
        found = readable(path, key)
    except OSError as fault:
        raise FileProblem("read_only", path) from fault
    if right is None and not found.rows:
        raise FileProblem("damaged", path)
    return found


def _row_in(found: Found) -> Written | None:
    """The entry that a row of some table is; None when it is none, or cannot be read."""
    match found.values:
        case (None, bytes(incarnation), int(seq), bytes(entry), str(hash)) if len(incarnation) == 16:
            row = Written(found.rowid, UUID(bytes=incarnation), seq, entry, hash)
        case _:
            return None
    try:
        said = _decoder.decode(entry)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None
    if found.sound:
        return row
    whole = chained(said) == hash and is_as_written(said) and encode(said) == entry
    return row if whole and (said.incarnation, said.seq) == (row.incarnation, row.seq) else None


def _given_in(found: Found) -> int:
    """The last row number given, where this row is SQLite's own note of it."""
    match found.values:
        case ("journal", int(seq)) if found.sound:
            return seq
        case _:
            return 0


def _rank(row: Written) -> int:
    """A redacted row before a whole one: what was erased must not come back from a page that was freed."""
    entry = _decoder.decode(row.entry)
    return 2 if not entry.salt else 1 if is_as_written(entry) and chained(entry) == row.hash else 0


def _fill_in(rows: dict[int, Written], doubtful: Iterable[Written]) -> None:
    """Add whole entries from broken pages, where nothing else stands.

    Their row numbers are covered by no hash: an incarnation's entries lie in one run, so the others say where.
    """
    doubtful = [row for row in doubtful if row.n not in rows]
    offsets: dict[UUID, Counter[int]] = {}
    for row in rows.values() if rows else doubtful:
        offsets.setdefault(row.incarnation, Counter())[row.n - row.seq] += 1
    for row in doubtful:
        known = offsets.get(row.incarnation)
        if known is None or known.most_common(1)[0][0] == row.n - row.seq:
            rows.setdefault(row.n, row)


# --- writing ---------------------------------------------------------------------------------------------------


def _write(make: Callable[[], Journal], found: Readable, decided: Mapping[UUID, int]) -> tuple[int, int]:
    """Fill the new file; how many entries are lost for all that is known, and how many were written again."""
    rows = found.in_order()
    with closing(make()) as journal:
        journal.put_verbatim(rows, found.given)
    missing = [f for f in chain.faults(rows, given=found.given) if f.kind is FaultKind.MISSING]
    with closing(make()) as journal, journal.transaction():
        journal.supersede(journal.incarnation, journal.seq + 1)  # no number of it is given any more
        journal.begin_incarnation()
        again = _again(journal, found, missing, decided)
        told = [told for one in missing for told in _told(one, rows, decided)]
        if told:
            # After what was written again: central's times rise with the numbers, and what is lost is found out now.
            journal.append(Done(tuple(told)), STAFF, journal.workstation, ReliedOn())
    return sum(lost_above(one, decided) for one in missing), again


def _again(journal: Journal, found: Readable, missing: Sequence[Fault], decided: Mapping[UUID, int]) -> int:
    """Give new numbers to what stands behind a hole that central may have, too: it takes numbers without gaps."""
    marked, alone = marks_of(found.in_order())
    for incarnation, seq in marked.items():
        journal.supersede(incarnation, seq)
    journal.write_again(_decoder.decode(found.rows[n].entry) for n in alone)
    again = len(alone)
    reached = {row.incarnation: row.seq for row in found.in_order()}
    for one in missing:
        if lost_above(one, decided) and reached.get(one.incarnation, 0) >= one.seq + one.count:
            again += journal.reissue_inside(one.incarnation, one.seq + one.count)
    return again


def lost_above(one: Fault, decided: Mapping[UUID, int]) -> int:
    """How many of the missing entries central is not known to have."""
    return max(0, min(one.count, one.seq + one.count - 1 - decided.get(one.incarnation, 0)))


def _told(one: Fault, rows: Sequence[Written], decided: Mapping[UUID, int]) -> Iterator[Fact]:
    """What the journal says of a hole. What central has is lost to this file alone: that concerns nobody else."""
    at = bisect_left(rows, one.n, key=lambda row: row.n)
    after = _decoder.decode(rows[at - 1].entry).wall if at else None
    before = _decoder.decode(rows[at].entry).wall if at < len(rows) else None
    last, lost = one.seq + one.count - 1, lost_above(one, decided)
    if lost < one.count:
        yield fact(EntriesLost(one.incarnation, one.seq, last - lost, after, before))
    if lost:
        body = EntriesLost(one.incarnation, last - lost + 1, last, after, before)
        yield fact(body, (Line.LIBRARY, LIBRARY))


# --- files -----------------------------------------------------------------------------------------------------


def _beside(path: Path, word: str) -> Path:
    return path.with_suffix(f"{path.suffix}.{word}")


def _remove(new: Path) -> None:
    """Whatever an earlier try left; only ever a copy."""
    for one in (new, *(Path(f"{new}{suffix}") for suffix in _LOGS), check_value_file(new), damage_mark(new)):
        one.unlink(missing_ok=True)


def _make_durable(path: Path) -> None:
    """Have a file, or a folder's names, on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
