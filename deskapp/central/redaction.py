"""Erasing what entries say of a person, in central's journal and from there in every workstation's; the chain holds.

Central states each redaction in its own journal, in the transaction that makes it. Workstations ask for those of
their own entries, on PostgreSQL by a function, of an embedded central by a method of the same name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import Connection, delete, func, insert, select, text, update

from deskapp.central.applier import Applier
from deskapp.central.database import Database
from deskapp.central.own_journal import CENTRAL, append
from deskapp.central.schema import counters, journal, redactions, touches
from deskapp.central.stamping import Arrived
from deskapp.domain.events import EntriesRedacted
from deskapp.domain.outcome import fact
from deskapp.domain.values import EventId, Touch
from deskapp.store.chain import digest_of_bytes
from deskapp.store.codec import Entry, encode
from deskapp.store.redacted import in_its_place
from deskapp.store.scribe import chained

STATED_AT_ONCE = 200
"""How many entries one `EntriesRedacted` names."""

AT_ONCE = 500
_COLUMNS = (journal.c.position, journal.c.id, journal.c.at, journal.c.entry)
_ID = func.substr(journal.c.entry, len('{"id":"') + 1, 36)
"""The id that an entry itself gives, which is what it begins with."""

_decoder = msgspec.json.Decoder(Entry)


@dataclass(frozen=True, slots=True)
class Stored:
    """An entry as it lies in central's journal; `at` is None while the applier has not decided it.

    `id` is the row's: another than the entry's own where the event is there a second time, under another number.
    """

    position: int
    id: UUID
    at: int | None
    entry: Entry
    raw: str


@dataclass(frozen=True, slots=True)
class Change:
    """An entry, and what it becomes."""

    stored: Stored
    entry: Entry


def hold(c: Connection) -> None:
    """Let no applier run, nor another redaction, until the end of the transaction."""
    at = select(counters.c.value).where(counters.c.name.in_(("rev", "applied"))).with_for_update()
    c.execute(at).all()


def newest(c: Connection) -> int:
    """The newest revision."""
    found: int = c.execute(select(counters.c.value).where(counters.c.name == "rev")).scalar_one()
    return found


def stored_of(c: Connection, touched: Sequence[Touch]) -> list[Stored]:
    """The entries of some timelines, in the order of their positions, each once."""
    found: dict[int, Stored] = {}
    for line, id in touched:
        rows = (
            select(*_COLUMNS)
            .join(touches, touches.c.position == journal.c.position)
            .where(touches.c.line == str(line), touches.c.id == id)
        )
        found |= {stored.position: stored for stored in _readable(c.execute(rows).all())}
    return [found[position] for position in sorted(found)]


def undecided(c: Connection) -> list[Stored]:
    """The entries that no applier has decided."""
    applied = c.execute(select(counters.c.value).where(counters.c.name == "applied")).scalar_one()
    rows = select(*_COLUMNS).where(journal.c.position > applied)
    return _readable(c.execute(rows).all())


def stored_at(c: Connection, positions: Sequence[int]) -> list[Stored]:
    """The entries at some positions that can be read."""
    found = list[Stored]()
    for part in _parts(positions, AT_ONCE):
        rows = select(*_COLUMNS).where(journal.c.position.in_(part))
        found += _readable(c.execute(rows).all())
    return found


def _readable(rows: Sequence[Any]) -> list[Stored]:
    found = []
    for position, id, at, raw in rows:
        with suppress(msgspec.MsgspecError, UnicodeDecodeError):
            found.append(Stored(position, id, at, _decoder.decode(raw), raw))
    return found


def redact(database: Database, c: Connection, changes: Sequence[Change], why: str, now: int) -> int:
    """Put each entry in the place of the old one, state it, and fold anew what it touched; how many there were.

    Call it after `hold`, in the same transaction. An entry that was redacted before keeps the hash it had at first.
    """
    changes = [*changes, *_elsewhere(c, changes)]
    rows = _rows(c, changes, now)
    for part in _parts(rows, STATED_AT_ONCE):
        named = tuple((EventId(r["id"]), str(r["hash"]), str(r["digest"])) for r in part)
        append(c, fact(EntriesRedacted(named, why)), now)
    for change in changes:
        position, entry = change.stored.position, encode(change.entry).decode()
        c.execute(update(journal).where(journal.c.position == position).values(entry=entry))
        _touch(c, change)
    for part in _parts(rows, AT_ONCE):
        c.execute(delete(redactions).where(redactions.c.id.in_([r["id"] for r in part])))
        c.execute(insert(redactions), part)
    if changes:
        Applier(database, lambda: now).fold_again(c, [_arrived(change) for change in changes])
        if database.is_postgresql:
            c.execute(text("SELECT pg_notify('deskapp_records', '')"))
    return len(changes)


def state_again(database: Database, told: Sequence[tuple[UUID, str, str, str]], now: int) -> None:
    """In a central restored from a backup: state what the former had redacted of entries that desks send again, as far
    as it is not here. Each is an entry's id, its workstation, its hash in the chain, and the digest of what is left.
    """
    for part in _parts(told, STATED_AT_ONCE):
        with database.write() as c:
            hold(c)
            ids = [id for id, *_ in part]
            here = set(c.execute(select(journal.c.id).where(journal.c.id.in_(ids))).scalars())
            last: int = c.execute(select(func.max(redactions.c.n))).scalar() or 0
            rows = [
                {"n": n, "id": id, "workstation": workstation, "hash": hash, "digest": digest}
                for n, (id, workstation, hash, digest) in enumerate(part, max(last, now) + 1)
                if id not in here
            ]
            if rows:
                named = tuple((EventId(r["id"]), str(r["hash"]), str(r["digest"])) for r in rows)
                append(c, fact(EntriesRedacted(named, "before central was restored")), now)
                c.execute(insert(redactions), rows)


def _elsewhere(c: Connection, changes: Sequence[Change]) -> Iterator[Change]:
    """The same events where a workstation wrote them again under other numbers: the rows of its other journals are
    looked through, which only a workstation that was restored, copied or salvaged has."""
    done = {change.stored.position for change in changes}
    by_id = {str(change.entry.id): change.entry for change in changes}
    for workstation in sorted({change.entry.workstation for change in changes} - {CENTRAL}):
        journals = select(journal.c.incarnation).where(journal.c.workstation == workstation).distinct().limit(2)
        if len(c.execute(journals).all()) < 2:
            continue
        for part in _parts(list(by_id), AT_ONCE):
            rows = select(*_COLUMNS).where(journal.c.workstation == workstation, _ID.in_(part))
            for stored in _readable(c.execute(rows).all()):
                if stored.position not in done:
                    yield Change(stored, in_its_place(stored.entry, by_id[str(stored.entry.id)]))


def _rows(c: Connection, changes: Sequence[Change], now: int) -> list[dict[str, Any]]:
    """Numbered on from the clock, so that a central restored from a backup uses no number a second time."""
    last: int = c.execute(select(func.max(redactions.c.n))).scalar() or 0
    kept: dict[UUID, str] = {}
    for part in _parts([change.stored.id for change in changes], AT_ONCE):
        kept |= dict(c.execute(select(redactions.c.id, redactions.c.hash).where(redactions.c.id.in_(part))).all())
    return [
        {
            "n": n,
            "id": change.stored.id,
            "workstation": change.entry.workstation,
            "hash": kept.get(change.stored.id) or chained(change.stored.entry),
            "digest": digest_of_bytes(encode(change.entry)),
        }
        for n, change in enumerate(changes, max(last, now) + 1)
    ]


def _touch(c: Connection, change: Change) -> None:
    """The entry belongs to the timelines that it names now; one that belonged to none, such as one that is not decided
    yet, lies in quarantine, or is here a second time, still belongs to none."""
    had = c.execute(delete(touches).where(touches.c.position == change.stored.position)).rowcount
    about = {"position": change.stored.position, "at": change.stored.at}
    rows = [about | {"id": id, "line": str(line)} for line, id in dict.fromkeys(change.entry.touches)]
    if rows and had:
        c.execute(insert(touches), rows)


def _arrived(change: Change) -> Arrived:
    entry, stored = change.entry, change.stored
    touched = tuple(t for t in dict.fromkeys((*stored.entry.touches, *entry.touches)) if t.line != "seen")
    about = (stored.position, entry.id, entry.workstation, entry.incarnation, entry.seq)
    return Arrived(*about, stored.at or 0, 0, touched, None)


def _parts(rows: Sequence[Any], size: int) -> Iterator[list[Any]]:
    left = iter(rows)
    while part := list(islice(left, size)):
        yield part


# --- what a workstation asks --------------------------------------------------------------------------------

PAGE = 200

POSTGRESQL = (
    f"""
CREATE OR REPLACE FUNCTION redactions(since bigint, job text) RETURNS jsonb LANGUAGE sql STABLE
SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT coalesce(jsonb_agg(jsonb_build_array(r.n, r.hash, r.digest, j.entry) ORDER BY r.n), '[]'::jsonb)
    FROM (
        SELECT * FROM redactions x
        WHERE x.n > since AND x.workstation = session_user || job AND (job = '' OR starts_with(job, '/'))
        ORDER BY x.n LIMIT {PAGE}
    ) r JOIN journal j ON j.id = r.id
$$
""",
)
SIGNATURES = ("redactions(bigint, text)",)


class Redactions:
    """For one workstation of an embedded central."""

    def __init__(self, database: Database, workstation: str) -> None:
        self._database, self._workstation = database, workstation

    def redactions(self, since: int, job: str) -> list[list[Any]]:
        """Number, hash in the chain, digest and entry of each redaction behind a number, of the entries of one of its
        journals: its own (empty), or a job's, as in `/import`."""
        if job and not job.startswith("/"):
            return []
        r, own = redactions.c, redactions.c.workstation == f"{self._workstation}{job}"
        found = (
            select(r.n, r.hash, r.digest, journal.c.entry)
            .join(journal, journal.c.id == r.id)
            .where(r.n > since, own)
            .order_by(r.n)
            .limit(PAGE)
        )
        with self._database.read() as c:
            return [list(row) for row in c.execute(found)]
