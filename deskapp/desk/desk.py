"""The desk: what staff do. Each act opens the records, decides, and records; each look is read-only."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from deskapp.desk import views as v
from deskapp.desk.acts import Act, NotFound
from deskapp.desk.answers import Declined, Found, Hit, Recorded, UndoOffer
from deskapp.desk.explaining import Explaining
from deskapp.desk.items import Items
from deskapp.desk.money import Money
from deskapp.desk.overnight import Overnight
from deskapp.desk.patrons import Patrons
from deskapp.desk.pending import Pending
from deskapp.desk.requesting import Requesting
from deskapp.desk.seen import Seen
from deskapp.desk.staffing import Staffing
from deskapp.domain.events import (
    BlockLifted,
    BlockPlaced,
    Body,
    DiscrepancyClosed,
    LibrarySetUp,
    PatronEdited,
    PaymentReceived,
    PaymentVoided,
    RefundPaid,
    StubMade,
)
from deskapp.domain.outcome import Block, Blocked, Done, Permission, Refused, fact
from deskapp.domain.rules import Library
from deskapp.domain.set_up import problems
from deskapp.domain.undo import undo
from deskapp.domain.values import LIBRARY, DiscrepancyId, ItemId, Line, PatronId

__all__ = ["Desk", "NotFound"]


class Desk(Overnight, Requesting, Patrons, Items, Money, Explaining, Staffing, Pending, Seen):
    """Everything that a window may ask of one desk."""

    # --- looking --------------------------------------------------------------------------------------

    def find(self, text: str) -> Found:
        """What a scan, or typed text with Enter, stands for."""
        with self._overlay.reading():
            return self._look.find(text)

    def search(self, text: str, limit: int = 12) -> tuple[Hit, ...]:
        """Patrons and titles as one types; accents and case ignored."""
        with self._overlay.reading():
            return self._look.search(text, limit)

    def panel(self, patron: PatronId) -> v.PatronPanel:
        with self._overlay.reading():
            return self._look.panel(self._patron(patron))

    def item_page(self, item: ItemId) -> v.ItemPage:
        with self._overlay.reading():
            found = self._item(item)
            ended = self._last_loan(found)
            return replace(self._look.item_page(found), last_return=ended.closed if ended else None)

    def discrepancies(self) -> tuple[v.DiscrepancyRow, ...]:
        with self._overlay.reading():
            return self._look.discrepancies(self._overlay.discrepancies())

    # --- undo -----------------------------------------------------------------------------------------

    def undo_offer(self) -> UndoOffer | None:
        """The last act of this member of staff at this desk, named before it is taken back."""
        act = self._last_own_act()
        if act is None:
            return None
        return UndoOffer(type(_named(act.bodies)).__name__, act.title, act.patron_name, act.at)

    def undo(self) -> Recorded | Declined:
        """Take the last act back by a further one; money stays, and what came after is told."""
        act = self._last_own_act()
        if act is None:
            return Declined((Block(Blocked.NOTHING_TO_UNDO),))
        if any(isinstance(b, _MONEY) for b in act.bodies):
            return Declined((Block(Blocked.MONEY_IS_VOIDED),))
        with self._overlay.reading():
            items = {id: self._item(ItemId(id)) for id in act.items}
            edited = [b.patron for b in act.bodies if isinstance(b, PatronEdited | BlockPlaced | BlockLifted)]
            patrons = [self._patron(id) for id in dict.fromkeys(edited)]
            holds = [(left, self._overlay.hold(left.id)) for left in act.left]
            outcome = undo(act.id, act.bodies, items, act.holds, patrons, holds, self._undone)
            if isinstance(outcome, Refused):
                return Declined(outcome.blocks, title=act.title)
            self._undone[self._recorder.record(outcome)] = act.before
            self._acts.remove(act)
            self._forget_lent(act.bodies)
            return Recorded("Undone")

    def _last_own_act(self) -> Act | None:
        """Only what this member of staff did, at this desk, since the program started."""
        return next((act for act in reversed(self._acts) if act.staff == self.staff), None)

    # --- the library's set-up -------------------------------------------------------------------------

    def set_up(self, library: Library) -> Recorded | Declined:
        """From now on the library goes by this; refused when something in it cannot be right."""
        if missing := self._missing(Permission.SET_POLICY):
            return missing
        wrong = [p for p in problems(library) if p.fatal]
        if wrong:
            facts = [(("where", p.where), ("why", str(p.code)), *p.facts) for p in wrong]
            return Declined(tuple(Block(Blocked.POLICY_INVALID, None, one) for one in facts))
        named = replace(library, past={}, revision=self._now().isoformat(timespec="seconds"))
        with self._overlay.reading():
            self._save(Done((fact(LibrarySetUp(named), (Line.LIBRARY, LIBRARY)),)))
        return Recorded("LibrarySetUp")

    # --- the journal ------------------------------------------------------------------------------------

    def reissue(self, incarnation: UUID, seq: int) -> int:
        """What waits for central from this number on is written again under new ones: the files had been copied, or
        restored, and the numbers are taken. How many entries; nothing happens twice, for each keeps its id."""
        return self._recorder.reissue(incarnation, seq)

    # --- discrepancies --------------------------------------------------------------------------------

    def close_discrepancy(self, id: DiscrepancyId, note: str = "") -> Recorded | Declined:
        """A person has dealt with it."""
        if missing := self._missing(Permission.CLOSE_DISCREPANCY):
            return missing
        with self._overlay.reading():
            found = next((d for d in self._overlay.discrepancies() if d.id == id), None)
            if found is None:
                raise NotFound(str(id))
            self._save(Done((fact(DiscrepancyClosed(id, note), (found.line, found.of)),)))
            return Recorded("DiscrepancyClosed")


_MONEY = PaymentReceived | PaymentVoided | RefundPaid


def _named(bodies: tuple[Body, ...]) -> Body:
    """The event that names an act: its first that is more than the making of a stub."""
    return next((b for b in bodies if not isinstance(b, StubMade)), bodies[0])
