"""Requests: placing and cancelling them."""

from __future__ import annotations

from deskapp.desk import views as v
from deskapp.desk.acts import Acts, NotFound
from deskapp.desk.look import title_text
from deskapp.domain import hold_request
from deskapp.domain.events import (
    HoldId,
    ItemId,
    PatronId,
    TitleId,
)
from deskapp.domain.records import Hold, Patron


class Requesting(Acts):
    """The queue of a title, as a patron asks for it."""

    def request(
        self,
        patron: PatronId,
        title: TitleId,
        pickup: str,
        item: ItemId | None = None,
        reason: str | None = None,
    ) -> v.Recorded | v.Declined:
        """Queue the patron for a title, or for one copy."""
        with self._overlay.reading():
            standing, queue = self._standing(patron), self._overlay.queue(title)
            outcome = hold_request.place(
                title,
                queue,
                standing,
                pickup,
                self.library,
                self.branch,
                self._now(),
                HoldId(self._new_id()),
                item,
                self._override(reason),
            )
            return self._answer(outcome, title_text(self._overlay.title(title)), standing.patron, reason)

    def cancel_request(self, hold: HoldId) -> v.Recorded | v.Declined:
        with self._overlay.reading():
            found, title, patron = self._hold(hold)
            return self._answer(hold_request.cancel(found), title, patron, holds={found.id: found})

    def _hold(self, id: HoldId) -> tuple[Hold, str, Patron | None]:
        found = self._overlay.hold(id)
        if found is None:
            raise NotFound(str(id))
        return found, title_text(self._overlay.title(found.title)), self._overlay.patron(found.patron)
