"""What the records are after a rehearsal: by barcode and card, in a stable order."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import select

from deskapp.central.database import Database
from deskapp.central.schema import records
from deskapp.domain.fee import charges, loan_charges, owes
from deskapp.domain.queue import position
from deskapp.domain.records import Account, Discrepancy, Hold, HoldState, Item, Loan, Patron, Record, Title
from deskapp.domain.rules import Library
from deskapp.domain.suspension import suspensions
from deskapp.domain.values import LIBRARY, FeeKind
from deskapp.store.codec import read_record

Records = dict[tuple[str, UUID], Any]


def records_of(database: Database) -> Records:
    """Every record that central has."""
    with database.read() as c:
        found = c.execute(select(records.c.kind, records.c.id, records.c.body).where(records.c.body != ""))
        return {(kind, id): read_record(kind, body) for kind, id, body in found}


def raw(found: Records) -> list[dict[str, Any]]:
    """The records as they lie there, ordered by kind and id."""
    ordered = sorted(found.items(), key=lambda kv: (kv[0][0], kv[0][1].bytes))
    return [{"kind": kind, **msgspec.to_builtins(record)} for (kind, _), record in ordered]


class Report:
    """The records with names instead of ids."""

    def __init__(self, found: Records) -> None:
        self._found = found
        set_up = found.get(("library", LIBRARY))
        self._library: Library = set_up.library if set_up else Library()

    def as_json(self) -> dict[str, Any]:
        return {
            "items": self._by(Item, self._item, lambda i: i.barcode),
            "patrons": self._by(Patron, self._patron, lambda p: self._card(p.id)),
            "titles": self._by(Title, self._title, lambda t: t.fields.text if t.fields else str(t.id)),
            "discrepancies": [self._discrepancy(d) for d in self._discrepancies()],
        }

    def _all(self, kind: type[Record]) -> list[Any]:
        return [r for r in self._found.values() if isinstance(r, kind)]

    def _by(self, kind: type[Record], tell: Any, name: Any) -> dict[str, Any]:
        known = [r for r in self._all(kind) if getattr(r, "same_as", None) is None]
        return {name(r): tell(r) for r in sorted(known, key=lambda r: (name(r), r.id.bytes))}

    def _item(self, item: Item) -> dict[str, Any]:
        loans = [loan for loan in self._all(Loan) if loan.item == item.id]
        place = item.place
        return {
            "title": self._text(item.fields.title) if item.fields else None,
            "state": place.state,
            "branch": place.branch,
            "to": place.to,
            "kept_for": self._kept_for(place.hold) if place.hold else None,
            "stub": item.fields is None,
            "note": item.note,
            "in_house": item.in_house,
            "loans": [self._loan(loan) for loan in sorted(loans, key=lambda loan: (loan.out, loan.id.bytes))],
        }

    def _kept_for(self, id: UUID) -> str | None:
        hold = self._found.get(("hold", id))
        return self._card(hold.patron) if hold else None

    def _loan(self, loan: Loan) -> dict[str, Any]:
        calendar = self._library.calendar_of(loan.terms.calendar, loan.branch)
        costs = {c.kind: c.amount for c in loan_charges(loan, calendar)}
        return {
            "patron": self._card(loan.patron),
            "out": loan.out.isoformat(),
            "due": loan.due.isoformat(),
            "renewals": loan.renewals,
            "closed": loan.closed.isoformat() if loan.closed else None,
            "end": loan.end,
            "fee": costs.get(FeeKind.OVERDUE, 0),
            "rental": costs.get(FeeKind.RENTAL, 0),
            "replacement": costs.get(FeeKind.REPLACEMENT, 0),
            "processing": costs.get(FeeKind.PROCESSING, 0),
            "stop": loan.stop,
            "recalled": loan.recalled is not None,
            "on_site": loan.on_site,
            "taken_by": self._card(loan.handed_to) if loan.handed_to else None,
            "why": [{"code": code, **dict(facts)} for code, facts in loan.decided.reasons],
        }

    def _patron(self, patron: Patron) -> dict[str, Any]:
        same = {patron.id} | {p.id for p in self._all(Patron) if p.same_as == patron.id}
        loans = [loan for loan in self._all(Loan) if loan.patron in same]
        account = self._found.get(("account", patron.id), Account(patron.id))
        ended = [loan for loan in loans if loan.closed is not None]
        brought = suspensions(ended, account, self._library)
        open_loans = sorted((self._barcode(loan.item), loan.due.isoformat()) for loan in loans if loan.closed is None)
        return {
            "name": f"{patron.fields.name.given} {patron.fields.name.surname}".strip(),
            "category": patron.fields.category,
            "emails": patron.fields.emails,
            "phones": patron.fields.phones,
            "stub": patron.stub,
            "loans": [{"item": item, "due": due} for item, due in open_loans],
            "owed": owes(account, loans, self._library),
            "fees": [
                {"kind": c.kind, "amount": c.amount, "waived": c.waived, "left": c.left, "note": c.note}
                for c in charges(account, loans, self._library)
            ],
            "payments": [
                {"kind": p.kind, "amount": p.amount, "receipt": p.receipt, "reason": p.reason, "voided": p.voided}
                for p in account.payments
            ],
            "suspensions": [
                {"first": s.first.isoformat(), "last": s.last.isoformat(), "days": s.days, "lifted": s.lifted}
                for s in brought
            ],
            "blocks": [b.note for b in patron.blocks],
        }

    def _title(self, title: Title) -> dict[str, Any]:
        holds = sorted((h for h in self._all(Hold) if h.title == title.id), key=lambda h: h.placed)
        return {"requests": [self._hold(h) for h in holds]}

    def _hold(self, hold: Hold) -> dict[str, Any]:
        return {
            "patron": self._card(hold.patron),
            "state": HoldState(hold.state),
            "pickup": hold.pickup,
            "item": self._barcode(hold.item) if hold.item else None,
            "until": hold.until.isoformat() if hold.until else None,
            "position": position(hold, [h for h in self._all(Hold) if h.title == hold.title]),
            "volume": hold.volume,
            "suspended": hold.suspended,
            "expires": hold.expires.isoformat() if hold.expires else None,
            "reason": hold.reason,
        }

    def _discrepancies(self) -> list[Discrepancy]:
        found: list[Discrepancy] = self._all(Discrepancy)
        return sorted(found, key=lambda d: (d.at, d.code, d.id.bytes))

    def _discrepancy(self, found: Discrepancy) -> dict[str, Any]:
        return {
            "code": found.code,
            "at": found.at.isoformat(),
            "desk": found.desk,
            "other_desk": found.other_desk,
            "item": self._barcode(found.item) if found.item else None,
            "patron": self._card(found.patron) if found.patron else None,
            "other_patron": self._card(found.other_patron) if found.other_patron else None,
            "detail": dict(found.detail),
            "closed": found.closed,
            "closed_by": found.closed_by,
        }

    def _card(self, id: UUID) -> str:
        patron = self._found.get(("patron", id))
        return next(iter(patron.fields.cards), str(id)) if patron else str(id)

    def _barcode(self, id: UUID) -> str:
        item = self._found.get(("item", id))
        return item.barcode or str(id) if item else str(id)

    def _text(self, id: UUID) -> str | None:
        title = self._found.get(("title", id))
        return title.fields.text if title and title.fields else None
