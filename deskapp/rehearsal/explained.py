"""What a rehearsal's records explain: an item's loans, what stands against a patron, a request's place in its queue."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from deskapp.domain.block import Standing, patron_blocks
from deskapp.domain.calendar import today
from deskapp.domain.explain import (
    Explanation,
    explain_block,
    explain_charge,
    explain_due,
    explain_fee,
    explain_position,
    explain_suspension,
)
from deskapp.domain.records import OPEN_HOLD, Account, Hold, Item, Loan, Patron, Record, Title
from deskapp.domain.rules import Library
from deskapp.domain.values import LIBRARY, PatronId
from deskapp.rehearsal.report import Records

R = TypeVar("R", bound=Record)


class Explained:
    """The records as they are at a moment. `branch` is where a patron stands; the patron's own, if empty."""

    def __init__(self, found: Records, now: datetime, branch: str = "") -> None:
        self._found, self._now, self._branch = found, now, branch
        set_up = found.get(("library", LIBRARY))
        self._library: Library = set_up.library if set_up else Library()

    @property
    def names(self) -> dict[str, str]:
        """What an item is called: its title and its barcode."""
        return {str(i.id): " ".join(filter(None, (self._text(i), i.barcode))) for i in self._all(Item)}

    def loans(self, barcode: str) -> list[Loan] | None:
        """The loans of an item, the first one first; None: there is no such item."""
        item = next((i for i in self._all(Item) if i.barcode == barcode and i.same_as is None), None)
        if item is None:
            return None
        same = {item.id, *(i.id for i in self._all(Item) if i.same_as == item.id)}
        return sorted((x for x in self._all(Loan) if x.item in same), key=lambda x: (x.out, x.id.bytes))

    def loan(self, loan: Loan) -> list[Explanation]:
        """Its due date, and what it costs."""
        standing = self._standing(self._canonical(loan.patron))
        others = (*standing.ended_owing, *standing.loans)
        return [
            explain_due(loan, self._library),
            explain_fee(loan, self._library, standing.account, self._now, others),
        ]

    def patron(self, card: str) -> Patron | None:
        return next((p for p in self._all(Patron) if card in p.fields.cards and p.same_as is None), None)

    def stands(self, patron: Patron) -> list[Explanation]:
        """Each block, the suspension, and each fee of a patron."""
        standing = self._standing(patron)
        branch = self._library.branch(self._branch or patron.fields.branch)
        blocks = patron_blocks(standing, self._library, branch, self._now)
        return [
            *(explain_block(block, standing, self._library, branch, self._now) for block in blocks),
            explain_suspension(standing, self._now),
            *self._fees(standing),
        ]

    def _fees(self, standing: Standing) -> Iterable[Explanation]:
        """What the loans cost, those still out included, the first one first; then every other fee."""
        loans = sorted((*standing.ended_owing, *standing.loans), key=lambda x: (x.out, x.id.bytes))
        for loan in loans:
            cost = explain_fee(loan, self._library, standing.account, self._now, loans)
            if cost.result != "0":
                yield cost
        branch = standing.patron.fields.branch
        for charge in standing.charges:
            if charge.loan is None:
                yield explain_charge(charge, self._library, standing.account, branch)

    def position(self, title: str, patron: Patron) -> Explanation | None:
        """The place of the patron's request for a title: the open one, else the last; None: there is none."""
        titles = {t.id for t in self._all(Title) if t.fields and t.fields.text.casefold() == title.casefold()}
        queue = [h for h in self._all(Hold) if h.title in titles]
        own = [h for h in queue if self._canonical(h.patron).id == patron.id]
        hold = max(own, key=lambda h: (h.state in OPEN_HOLD, h.placed), default=None)
        if hold is None:
            return None
        day = today(self._library.calendar(hold.pickup), self._now)
        return explain_position(hold, [h for h in queue if h.title == hold.title], day, self._library)

    def _standing(self, patron: Patron) -> Standing:
        same = {p.id for p in self._all(Patron) if p.same_as == patron.id}
        loans = [x for x in self._all(Loan) if x.patron in {patron.id, *same}]
        account = self._found.get(("account", patron.id), Account(patron.id))
        requests = sum(h.patron in {patron.id, *same} and h.state in OPEN_HOLD for h in self._all(Hold))
        return Standing(
            patron,
            [x for x in loans if x.closed is None],
            [x for x in loans if x.closed is not None],
            account,
            frozenset(same),
            self._library,
            requests,
        )

    def _canonical(self, id: UUID) -> Patron:
        """The patron of that id; of an unknown card that was identified since, whose it is."""
        found: Patron = self._found.get(("patron", id), Patron(PatronId(id)))
        return self._canonical(found.same_as) if found.same_as not in (None, id) else found

    def _all(self, kind: type[R]) -> list[R]:
        return [r for r in self._found.values() if isinstance(r, kind)]

    def _text(self, item: Item) -> str:
        title: Any = self._found.get(("title", item.fields.title)) if item.fields else None
        return f"«{title.fields.text}»" if title and title.fields else ""
