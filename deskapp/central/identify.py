"""What central alone can see, said as events of its own: that a stub is a known record, that one code is on two, that
desks, apart, lent more than a limit."""

from __future__ import annotations

from collections import Counter
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, select

from deskapp.central.own_journal import append
from deskapp.central.schema import codes, records
from deskapp.domain.events import CodeShared, Identified, LimitExceeded
from deskapp.domain.outcome import fact
from deskapp.domain.records import Item, Loan, Patron
from deskapp.domain.values import Line
from deskapp.store.codec import read_record
from deskapp.store.rows import row_of


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
                append(c, fact(Identified(stub.id, known[0].id, Line(kind)), *about), now)
        for other in known[1:]:
            about = ((Line(kind), known[0].id), (Line(kind), other.id))
            append(c, fact(CodeShared(code, Line(kind), known[0].id, other.id), *about), now)


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
            append(c, fact(told, (Line.ITEM, loan.item), (Line.PATRON, loan.patron)), now)


def _is_stub(record: Item | Patron) -> bool:
    return record.stub if isinstance(record, Patron) else record.fields is None
