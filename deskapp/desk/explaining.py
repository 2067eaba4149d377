"""Explaining at the desk: the reasons behind a due date, a fee, a suspension, a block, a place in a queue."""

from __future__ import annotations

from uuid import UUID

from deskapp.desk.acts import Acts, NotFound
from deskapp.domain.block import Standing, patron_blocks
from deskapp.domain.explain import (
    Explanation,
    explain_block,
    explain_charge,
    explain_due,
    explain_fee,
    explain_position,
    explain_suspension,
)
from deskapp.domain.item_state import lost_bill
from deskapp.domain.loan_policy import loan_policy
from deskapp.domain.outcome import Block, Blocked
from deskapp.domain.records import Loan
from deskapp.domain.values import BlockId, BlockKind, FeeId, HoldId, ItemId, LoanId, LostBill, PatronId

_PLACED = {
    BlockKind.NOTE: Blocked.PATRON_BLOCKED,
    BlockKind.BARRED: Blocked.PATRON_BARRED,
    BlockKind.ADDRESS_INVALID: Blocked.ADDRESS_INVALID,
    BlockKind.CARD_LOST: Blocked.CARD_LOST,
}


class Explaining(Acts):
    """Why it is so. Nothing is recorded."""

    def explain_due(self, item: ItemId) -> Explanation | None:
        """Why the loan that the item has is due when it is; None when it has none."""
        with self._overlay.reading():
            loan = self._copy(item).loan
            return None if loan is None else explain_due(loan, self.library)

    def explain_fee(self, fee: FeeId, patron: PatronId) -> Explanation:
        """What a fee is made of, and what was paid of it; of a loan, all that the loan costs."""
        with self._overlay.reading():
            standing = self._standing(patron)
            charge = next((c for c in standing.charges if c.id == fee), None)
            if charge is None:
                raise NotFound(str(fee))
            if charge.loan is not None and (loan := _loan(standing, LoanId(charge.loan))) is not None:
                return self._cost(standing, loan)
            return explain_charge(charge, self.library, standing.account, standing.patron.fields.branch)

    def explain_cost(self, loan: LoanId, patron: PatronId) -> Explanation:
        """What a loan costs; of one still out, what it would if it came back now."""
        with self._overlay.reading():
            standing = self._standing(patron)
            found = _loan(standing, loan)
            if found is None:
                raise NotFound(str(loan))
            return self._cost(standing, found)

    def explain_suspension(self, patron: PatronId) -> Explanation:
        with self._overlay.reading():
            return explain_suspension(self._standing(patron), self._now())

    def explain_block(self, patron: PatronId, block: Block, item: ItemId | None = None) -> Explanation:
        """What makes up a block; `item` is the one that was asked for, where the item mattered."""
        with self._overlay.reading():
            standing, library, now = self._standing(patron), self.library, self._now()
            case = loan_policy(library, standing, self._item(item), self.branch, now).case if item else None
            return explain_block(block, standing, library, self.branch, now, case)

    def explain_placed_block(self, patron: PatronId, block: BlockId) -> Explanation:
        """The same for a block that a person placed."""
        with self._overlay.reading():
            standing = self._standing(patron)
            placed = next((b for b in standing.patron.blocks if b.id == block), None)
            if placed is None:
                raise NotFound(str(block))
            code, now = _PLACED[placed.kind], self._now()
            standing_now = patron_blocks(standing, self.library, self.branch, now)
            same = (b for b in standing_now if b.code is code and ("note", placed.note) in b.facts)
            found = next(same, Block(code, None, (("note", placed.note),)))
            return explain_block(found, standing, self.library, self.branch, now)

    def explain_position(self, hold: HoldId) -> Explanation:
        """Why a request stands where it does in its queue."""
        with self._overlay.reading():
            found = self._overlay.hold(hold)
            if found is None:
                raise NotFound(str(hold))
            return explain_position(found, self._overlay.queue(found.title), self._day, self.library)

    def names_in(self, explanation: Explanation) -> dict[str, str]:
        """The words for the items that an explanation names by their ids: title and barcode."""
        ids = {line.fact("item") for line in explanation.lines} - {""}
        with self._overlay.reading():
            items = self._overlay.items(ItemId(UUID(id)) for id in ids)
            return {str(id): f"{self._title_of(item)} ({item.barcode})" for id, item in items.items()}

    def cost_of_loss(self, item: ItemId) -> LostBill | None:
        """What the borrower would be billed if the item were marked lost now; None when nobody has it."""
        with self._overlay.reading():
            copy = self._copy(item)
            if copy.loan is None:
                return None
            standing, now = self._standing(copy.loan.patron), self._now()
            at = self.library.branch(copy.loan.branch)
            terms = loan_policy(self.library, standing, copy.item, at, now).terms
            return lost_bill(copy.item, terms, copy.loan.terms.currency, now)

    def _cost(self, standing: Standing, loan: Loan) -> Explanation:
        others = (*standing.loans, *standing.ended_owing)
        return explain_fee(loan, self.library, standing.account, self._now(), others)


def _loan(standing: Standing, loan: LoanId) -> Loan | None:
    return next((x for x in (*standing.loans, *standing.ended_owing) if x.id == loan), None)
