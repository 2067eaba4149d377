"""What central alone can see, said as events of its own: that a stub is a known record, that one code is on two, that
desks, apart, lent more than a limit."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4, uuid5

import msgspec
from sqlalchemy import Connection, func, insert, select, update

from deskapp.central.database import epoch_of, moment
from deskapp.central.schema import codes, counters, journal, pushes, records
from deskapp.domain.events import CodeShared, Identified, LimitExceeded
from deskapp.domain.outcome import Done, Fact, fact
from deskapp.domain.records import Item, Loan, Patron
from deskapp.domain.values import Line
from deskapp.store.codec import Entry, ReliedOn, encode, read_record
from deskapp.store.rows import row_of
from deskapp.store.scribe import Scribe, chained

CENTRAL = "central"
_SPACE = UUID("b6f5a0c9-3d0f-4d0c-8c39-2d5a1b9f77e1")


def identified(c: Connection, touched: dict[tuple[str, UUID], Any], now: int) -> None:
    """Append `Identified` for each stub whose code one known record carries, `CodeShared` where several do."""
    candidates = [r for r in touched.values() if isinstance(r, Item | Patron) and r.same_as is None]
    wanted = {code for r in candidates for code in row_of(r).codes}
    if not wanted:
        return
    found = c.execute(
        select(codes.c.code, records.c.kind, records.c.body)
        .join(records, (records.c.id == codes.c.id) & (records.c.kind == codes.c.kind))
        .where(codes.c.code.in_(wanted), codes.c.kind.in_(("item", "patron")))
    )
    by_code: dict[tuple[str, str], dict[UUID, Any]] = {}
    for code, kind, body in found:
        if body:
            record = read_record(kind, body)
            by_code.setdefault((kind, code), {})[record.id] = record
    for (kind, code), carriers in sorted(by_code.items()):
        own = sorted((r for r in carriers.values() if r.same_as is None), key=lambda r: r.id.bytes)
        known, stubs = [r for r in own if not _is_stub(r)], [r for r in own if _is_stub(r)]
        if len(known) == 1:
            for stub in stubs:
                about = ((Line(kind), stub.id), (Line(kind), known[0].id))
                _append(c, fact(Identified(stub.id, known[0].id, Line(kind)), *about), now)
        for other in known[1:]:
            about = ((Line(kind), known[0].id), (Line(kind), other.id))
            _append(c, fact(CodeShared(code, Line(kind), known[0].id, other.id), *about), now)


def limits_exceeded(c: Connection, lent: list[Loan], now: int) -> None:
    """Append `LimitExceeded` for each new loan that makes more than its desk would have lent to that patron."""
    patrons = {loan.patron for loan in lent if loan.limit is not None and loan.closed is None}
    if not patrons:
        return
    where = (records.c.owner.in_(patrons), records.c.kind == "loan", records.c.live.is_(True))
    found = [read_record("loan", body) for body in c.execute(select(records.c.body).where(*where)).scalars()]
    out = Counter(loan.patron for loan in found if loan.closed is None)
    for loan in sorted(lent, key=lambda x: x.id.bytes):
        count = out[loan.patron]
        if loan.limit is not None and loan.closed is None and count > loan.limit:
            told = LimitExceeded(loan.patron, loan.item, loan.id, count, loan.limit)
            _append(c, fact(told, (Line.ITEM, loan.item), (Line.PATRON, loan.patron)), now)


def _is_stub(record: Item | Patron) -> bool:
    return record.stub if isinstance(record, Patron) else record.fields is None


def _append(c: Connection, told: Fact, now: int) -> None:
    """One event in central's own journal; its id is derived, so that it is said once."""
    id = uuid5(_SPACE, repr(told.body))
    if c.execute(select(journal.c.id).where(journal.c.id == id)).first():
        return
    position = (
        c.execute(select(counters.c.value).where(counters.c.name == "position").with_for_update()).scalar_one() + 1
    )
    entry = _scribe(c, now).write(Done((told,)), CENTRAL, CENTRAL, ReliedOn(), CENTRAL, act=id)[0]
    _store(c, entry, position, now)


@dataclass(frozen=True, slots=True)
class _Now:
    """Central's own clock, at one moment."""

    micros: int
    boot: str = CENTRAL

    def now(self) -> datetime:
        return moment(self.micros)

    def monotonic(self) -> int:
        return self.micros


def _scribe(c: Connection, now: int) -> Scribe:
    """Central's own pen, going on after its last entry."""
    incarnation = UUID(epoch_of(c))
    last = c.execute(
        select(journal.c.seq, journal.c.entry)
        .where(journal.c.workstation == CENTRAL, journal.c.incarnation == incarnation)
        .order_by(journal.c.seq.desc())
        .limit(1)
    ).first()
    if last is None:
        return Scribe(CENTRAL, _Now(now), uuid4, incarnation)
    return Scribe(
        CENTRAL, _Now(now), uuid4, incarnation, last.seq, chained(msgspec.json.decode(last.entry, type=Entry))
    )


def _store(c: Connection, entry: Entry, position: int, now: int) -> None:
    push = (c.execute(select(func.max(pushes.c.id))).scalar() or 0) + 1
    clock = {"id": push, "workstation": CENTRAL, "received": now, "wall": now, "boot": CENTRAL, "monotonic": now}
    c.execute(insert(pushes), {**clock, "clock_offset": 0, "uncertainty": 0})
    c.execute(
        insert(journal),
        {
            "position": position,
            "id": entry.id,
            "workstation": CENTRAL,
            "incarnation": entry.incarnation,
            "seq": entry.seq,
            "push": push,
            "uncertainty": 0,
            "entry": encode(entry).decode(),
        },
    )
    for name, value in (("position", position), ("push", push)):
        c.execute(update(counters).where(counters.c.name == name).values(value=value))
