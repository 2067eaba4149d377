"""Everything that is kept of one patron as JSON, for whoever asks for their data.

The General Data Protection Regulation gives that right (article 15) and asks for a common, machine-readable form
(article 20). The keys are documented in `resources/help/privacy.md`.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import Connection, select

from deskapp.central.audit import Trace, as_json, traces
from deskapp.central.patron_file import PatronFile, file_of, record
from deskapp.central.schema import records
from deskapp.domain.records import Loan
from deskapp.store.codec import read_record

FORMAT = 1


def export(c: Connection, patron: UUID, now: datetime) -> dict[str, Any]:
    """The patron's data as it stands, moments with their offset; amounts in minor units of their currency."""
    file = file_of(c, patron)
    found = traces(c, patron)
    titles = _titles(c, {x.title for x in file.loans if x.title} | {h.title for h in file.holds})
    return {
        "format": FORMAT,
        "made": now.isoformat(timespec="seconds"),
        "library": file.library.name,
        "record": _plain(file.patron.fields),
        "identifiers": {"ids": [str(id) for id in file.ids], "cards": list(file.patron.fields.cards)},
        "document": file.patron.document,
        "blocks": _plain(file.patron.blocks),
        "loans": [_loan(c, loan, titles) for loan in file.loans],
        "requests": [{**_plain(h), "title_text": titles.get(h.title, "")} for h in file.holds],
        "fees": [_plain(charge) for charge in file.charges],
        "payments": _plain(file.account.payments),
        "balance": file.balances,
        "discrepancies": _discrepancies(c, file),
        "history": as_json([t for t in found if not _is_a_look(t)]),
        "seen_by": as_json([t for t in found if _is_a_look(t)]),
    }


def _is_a_look(trace: Trace) -> bool:
    return trace.kind == "PatronViewed"


def _plain(value: object) -> Any:
    return msgspec.to_builtins(value)


def _loan(c: Connection, loan: Loan, titles: dict[UUID, str]) -> dict[str, Any]:
    item = record(c, "item", loan.item)
    said = _plain(loan)
    for unasked in ("decided", "renewed"):  # how the program came to a due date: `deskapp policy explain` says it
        del said[unasked]
    title = titles.get(loan.title, "") if loan.title else ""
    return {**said, "barcode": item.barcode if item else "", "title_text": title}


def _titles(c: Connection, ids: set[Any]) -> dict[UUID, str]:
    where = (records.c.kind == "title", records.c.id.in_(ids), records.c.body != "")
    found = [read_record("title", body) for body in c.execute(select(records.c.body).where(*where)).scalars()]
    return {title.id: title.fields.text for title in found if title.fields}


def _discrepancies(c: Connection, file: PatronFile) -> list[dict[str, Any]]:
    where = (records.c.kind == "discrepancy", records.c.owner.in_(file.ids), records.c.body != "")
    bodies = c.execute(select(records.c.body).where(*where).order_by(records.c.id)).scalars()
    return [_plain(read_record("discrepancy", body)) for body in bodies]
