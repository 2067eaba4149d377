"""Requests: placing, changing, moving and cancelling them; recalling what is out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from deskapp.desk.acts import Acts, NotFound
from deskapp.desk.answers import Declined, Recorded
from deskapp.desk.look import title_text
from deskapp.domain import hold_request
from deskapp.domain.hold_request import Wanted
from deskapp.domain.outcome import Outcome, Permission, Refused
from deskapp.domain.records import Hold, Patron
from deskapp.domain.values import FeeId, HoldId, ItemId, PatronId, TitleId

Decide = Callable[[Hold], Outcome]


class Requesting(Acts):
    """The queue of a title, as a patron asks for it."""

    def request(
        self,
        patron: PatronId,
        title: TitleId,
        pickup: str,
        item: ItemId | None = None,
        reason: str | None = None,
        *,
        volume: str = "",
        expires: date | None = None,
    ) -> Recorded | Declined:
        """Queue the patron for a title, for one volume of it, or for one copy."""
        with self._overlay.reading():
            standing = self._standing(patron)
            outcome = hold_request.place(
                Wanted(title, pickup, item, volume, expires),
                self._overlay.queue(title),
                self._overlay.items_of(title),
                standing,
                self.library,
                self.branch,
                self._now(),
                HoldId(self._new_id()),
                FeeId(self._new_id()),
                self._override(reason),
            )
            return self._answer(outcome, title_text(self._overlay.title(title)), standing.patron, reason)

    def volumes(self, title: TitleId) -> tuple[str, ...]:
        """The volumes of which there are copies."""
        with self._overlay.reading():
            found = (i.fields.volume for i in self._overlay.items_of(title) if i.fields)
            return tuple(sorted({volume for volume in found if volume}))

    def cancel_request(self, hold: HoldId, reason: str = "") -> Recorded | Declined:
        return self._change(hold, lambda found: hold_request.cancel(found, reason))

    def suspend_request(self, hold: HoldId, until: date | None = None) -> Recorded | Declined:
        """Others go before; its place in the queue stays. `until` is the first day on which it counts again."""
        return self._change(hold, lambda found: hold_request.suspend(found, until))

    def resume_request(self, hold: HoldId) -> Recorded | Declined:
        return self._change(hold, hold_request.resume)

    def change_pickup(self, hold: HoldId, pickup: str) -> Recorded | Declined:
        """Fetch it at another branch."""
        return self._change(hold, lambda found: hold_request.change_pickup(found, pickup))

    def move_request(self, hold: HoldId, to: int, reason: str) -> Recorded | Declined:
        """Move a request to a position in its queue, from 1, with a reason."""
        if missing := self._missing(Permission.REORDER_QUEUE):
            return missing
        with self._overlay.reading():
            found, title, patron = self._hold(hold)
            outcome = hold_request.move(found, self._overlay.queue(found.title), to, reason)
            return self._answer(outcome, title, patron, reason)

    def recall(self, item: ItemId, hold: HoldId | None = None, reason: str | None = None) -> Recorded | Declined:
        """Bring the due date of a loan forward because somebody needs the item."""
        with self._overlay.reading():
            copy = self._copy(item)
            if copy.loan is None:
                return self._declined(Refused((hold_request.nothing_to_recall(),)), copy)
            standing = self._standing(copy.loan.patron)
            wanted = self._overlay.hold(hold) if hold else None
            outcome = hold_request.recall(
                wanted, copy, standing, self.library, self.branch, self._now(), self._override(reason)
            )
            return self._answer(outcome, self._title_of(copy.item), standing.patron, reason, items=(copy.item.id,))

    def _change(self, hold: HoldId, decide: Decide) -> Recorded | Declined:
        with self._overlay.reading():
            found, title, patron = self._hold(hold)
            return self._answer(decide(found), title, patron, holds={found.id: found})

    def _hold(self, id: HoldId) -> tuple[Hold, str, Patron | None]:
        found = self._overlay.hold(id)
        if found is None:
            raise NotFound(str(id))
        return found, title_text(self._overlay.title(found.title)), self._overlay.patron(found.patron)
