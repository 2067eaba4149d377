"""What a library does by itself, once a night: renew, let requests lapse, make lost what is long overdue.

Each is decided by the same rules as at a desk and recorded as an event of its own; run twice, the second finds nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from deskapp.desk.circulation import Circulation
from deskapp.desk.look import copy_of
from deskapp.desk.views import Lent
from deskapp.domain import hold_request
from deskapp.domain.block import loan_terms
from deskapp.domain.item_state import is_long_overdue, mark
from deskapp.domain.outcome import Done
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
            loans = sorted(self._overlay.open_loans(), key=lambda x: (x.due, x.id.bytes))
            for hold in self._overlay.holds():
                if is_lapsed(hold, self._day):
                    done = hold_request.lapse(hold)
                    night.lapsed += isinstance(done, Done) and bool(self._save(done))
            for loan in loans:
                if limit is not None and night.acts >= limit:
                    break
                self._go_over(loan, night)
        return night

    def _go_over(self, loan: Loan, night: Night) -> None:
        patron = self._overlay.patron(self._overlay.canonical(Line.PATRON, loan.patron))
        if patron is None or loan.stopped is not None:
            return
        terms = loan_terms(loan, self._standing(loan.patron), self.library, self._now())
        if is_long_overdue(loan, terms, self._now()):
            night.lost += self._lose(loan)
        elif terms.automatic_renewal and self._now() <= loan.due <= self._now() + AHEAD:
            night.renewed += isinstance(self.renew_item(ItemId(loan.item), unseen=True, automatic=True), Lent)

    def _lose(self, loan: Loan) -> bool:
        copy = copy_of(self._overlay, self._item(loan.item))
        standing, branch = self._standing(loan.patron), self.library.branch(loan.branch)
        done = mark(copy, ItemState.LOST, "long_overdue", standing, self.library, branch, self._now())
        return isinstance(done, Done) and bool(self._save(done))
