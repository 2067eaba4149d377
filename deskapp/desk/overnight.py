"""What a library does by itself, once a night: renew, let requests lapse, make lost what is long overdue.

Each is decided by the same rules as at a desk and recorded as an event of its own; run twice, the second finds nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from deskapp.desk.answers import Lent
from deskapp.desk.circulation import Circulation
from deskapp.desk.look import copy_of
from deskapp.domain import hold_request
from deskapp.domain.block import loan_terms
from deskapp.domain.item_state import is_long_overdue, mark
from deskapp.domain.outcome import Done
from deskapp.domain.policy import Terms
from deskapp.domain.queue import is_lapsed
from deskapp.domain.records import Loan
from deskapp.domain.values import ItemId, ItemState, Line

AHEAD = timedelta(days=1)
"""How long before its due date a loan is renewed by itself."""


@dataclass(slots=True)
class Night:
    """What was done."""

    renewed: int = 0
    lapsed: int = 0
    lost: int = 0

    @property
    def acts(self) -> int:
        return self.renewed + self.lapsed + self.lost


class Overnight(Circulation):
    """The acts of a night, for a job; a desk in a rehearsal does them too."""

    def overnight(self, limit: int | None = None) -> Night:
        """Go through the open requests and loans; stop after so many acts, if a limit is given."""
        night = Night()
        with self._overlay.reading():
            self._let_lapse(night)
            for go_over in (self._lose_if_long_overdue, self._renew_if_due):  # what is lost may stop what is renewed
                for loan in self._overlay.open_loans():
                    if limit is not None and night.acts >= limit:
                        return night
                    go_over(loan, night)
        return night

    def _let_lapse(self, night: Night) -> None:
        for hold in self._overlay.holds():
            if is_lapsed(hold, self._day):
                done = hold_request.lapse(hold)
                night.lapsed += isinstance(done, Done) and bool(self._save(done))

    def _lose_if_long_overdue(self, loan: Loan, night: Night) -> None:
        if (terms := self._terms(loan)) and is_long_overdue(loan, terms, self._now()):
            night.lost += self._lose(loan)

    def _renew_if_due(self, loan: Loan, night: Night) -> None:
        if self._now() <= loan.due <= self._now() + AHEAD and (terms := self._terms(loan)) and terms.automatic_renewal:
            night.renewed += isinstance(self.renew_item(ItemId(loan.item), unseen=True, automatic=True), Lent)

    def _terms(self, loan: Loan) -> Terms | None:
        """By what the loan goes on; None for one that stands still, or that is nobody's."""
        patron = self._overlay.patron(self._overlay.canonical(Line.PATRON, loan.patron))
        if patron is None or loan.stopped is not None:
            return None
        return loan_terms(loan, self._standing(loan.patron), self.library, self._now())

    def _lose(self, loan: Loan) -> bool:
        copy = copy_of(self._overlay, self._item(loan.item))
        standing, branch = self._standing(loan.patron), self.library.branch(loan.branch)
        done = mark(copy, ItemState.LOST, "long_overdue", standing, self.library, branch, self._now())
        return isinstance(done, Done) and bool(self._save(done))
