"""Everything that central's records hold of one patron, the stubs that turned out to be them included."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, select

from deskapp.central.schema import codes, records
from deskapp.domain.barcode import folded
from deskapp.domain.calendar import today
from deskapp.domain.fee import Charge, balance, charges
from deskapp.domain.records import OPEN_HOLD, Account, Hold, HoldState, Loan, Patron
from deskapp.domain.rules import Library
from deskapp.domain.values import LIBRARY, PatronId
from deskapp.store.codec import read_record


class NoSuchPatron(Exception):
    """No patron has that card; or, in `cards`, several have it."""

    def __init__(self, card: str, count: int = 0) -> None:
        super().__init__("no patron" if not count else "several patrons")  # a log names no card
        self.card, self.count = card, count

    def sentence(self, language: str) -> str:
        if self.count:
            return {
                "es": f"El carné {self.card} está en {self.count} registros. No se ha cambiado nada. Corríjalo antes "
                "en la lista de discrepancias de un mostrador.",
                "en": f"The card {self.card} is on {self.count} records. Nothing was changed. Settle that first, in a "
                "desk's list of discrepancies.",
            }[language]
        return {
            "es": f"Ningún usuario tiene el carné {self.card}. No se ha cambiado nada. Compruebe el número.",
            "en": f"No patron has the card {self.card}. Nothing was changed. Check the number.",
        }[language]


@dataclass(frozen=True, slots=True)
class PatronFile:
    """A patron's record and what belongs to it. `ids`: the patron's own first, then those of their stubs."""

    patron: Patron
    ids: tuple[UUID, ...]
    loans: tuple[Loan, ...]
    holds: tuple[Hold, ...]
    account: Account
    library: Library

    @property
    def charges(self) -> list[Charge]:
        return charges(self.account, self.loans, self.library)

    @property
    def balances(self) -> dict[str, int]:
        """What is owed in each currency, minor units; negative is a credit."""
        found = self.charges
        known = {c.currency for c in found} | {p.currency for p in self.account.payments}
        return {currency: balance(found, self.account, currency) for currency in sorted(known)}

    @property
    def open_loans(self) -> list[Loan]:
        return [loan for loan in self.loans if loan.closed is None]

    @property
    def kept_for(self) -> list[Hold]:
        """The requests for which a copy is put aside, or on its way."""
        return [h for h in self.holds if h.state in (HoldState.ON_SHELF, HoldState.IN_TRANSIT)]

    @property
    def waiting(self) -> list[Hold]:
        return [h for h in self.holds if h.state in OPEN_HOLD and h not in self.kept_for]

    def day(self, branch: str, at: Any) -> date:
        return today(self.library.calendar(branch), at)


def patron_with(c: Connection, card: str) -> UUID:
    """The one patron with that card; raises `NoSuchPatron`."""
    where = (codes.c.kind == "patron", codes.c.code.in_({card, card.strip(), folded(card)}))
    found = {canonical(c, id) for id in c.execute(select(codes.c.id).where(*where)).scalars()}
    if len(found) != 1:
        raise NoSuchPatron(card, len(found))
    return found.pop()


def canonical(c: Connection, id: UUID) -> UUID:
    """The patron that a stub turned out to be."""
    seen: set[UUID] = set()
    while id not in seen:
        seen.add(id)
        patron = record(c, "patron", id)
        if patron is None or patron.same_as is None:
            break
        id = patron.same_as
    return id


def file_of(c: Connection, patron: UUID) -> PatronFile:
    """What is kept of a patron."""
    ids = group(c, "patron", patron)
    mine = _owned(c, ids)
    library = record(c, "library", LIBRARY)
    return PatronFile(
        record(c, "patron", patron) or Patron(PatronId(patron)),
        ids,
        tuple(r for r in mine if isinstance(r, Loan)),
        tuple(r for r in mine if isinstance(r, Hold)),
        record(c, "account", patron) or Account(PatronId(patron)),
        library.library if library else Library(),
    )


def group(c: Connection, kind: str, id: UUID) -> tuple[UUID, ...]:
    """A record's id and those of all stubs that lead to it, near and far."""
    found, near = [id], [id]
    while near:
        stubs = select(records.c.id).where(records.c.owner.in_(near), records.c.kind == kind, records.c.body != "")
        near = [stub for stub in c.execute(stubs).scalars() if stub not in found]
        found += near
    return tuple(found)


def _owned(c: Connection, ids: tuple[UUID, ...]) -> list[Any]:
    where = (records.c.owner.in_(ids), records.c.kind.in_(("loan", "hold")), records.c.body != "")
    rows = c.execute(select(records.c.kind, records.c.body).where(*where).order_by(records.c.id))
    return [read_record(kind, body) for kind, body in rows]


def record(c: Connection, kind: str, id: UUID) -> Any:
    where = (records.c.kind == kind, records.c.id == id, records.c.body != "")
    body = c.execute(select(records.c.body).where(*where)).scalar()
    return read_record(kind, body) if body else None
