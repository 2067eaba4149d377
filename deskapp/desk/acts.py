"""What every act at the desk stands on: the records it concerns, recording it, and remembering it for undo."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from deskapp.desk import views as v
from deskapp.desk.answers import Declined, Lent, Recorded
from deskapp.desk.look import Look, copy_of, spoken_name, standing_of, title_text
from deskapp.desk.record import Changes, Recorder
from deskapp.domain.block import Standing
from deskapp.domain.calendar import today
from deskapp.domain.check_out import Copy, is_cut_off
from deskapp.domain.events import Body, HoldPlaced, LibrarySetUp, StubMade
from deskapp.domain.outcome import Block, Blocked, Done, Fact, Outcome, Override, Permission, Refused, fact
from deskapp.domain.permission import favours, is_household, needed
from deskapp.domain.records import Hold, Item, Patron
from deskapp.domain.rules import Branch, Library
from deskapp.domain.values import ActId, ItemId, Line, LoanId, PatronId
from deskapp.store.overlay import Overlay

HEAD = 40
"""How many of a queue are looked at when a copy is taken back."""


@dataclass(frozen=True, slots=True)
class Act:
    """An act of this session, with what undoing it needs."""

    id: ActId
    staff: str
    bodies: tuple[Body, ...]
    items: tuple[UUID, ...]
    holds: dict[UUID, Hold]  # as they were before
    left: tuple[Hold, ...]  # as the act left them
    before: dict[UUID, ActId | None]  # the last act of each record before this one
    title: str
    patron_name: str
    at: datetime


class NotPermitted(Exception):
    """An act got as far as recording that whoever is at the desk may not do; nothing was recorded."""


class NotFound(Exception):
    """A record that the screen still shows is not known any more."""


class Acts:
    """One desk at one branch. Nothing in here opens central: it reads the overlay and writes the journal."""

    def __init__(
        self, overlay: Overlay, recorder: Recorder, branch: str, now: Callable[[], datetime], new_id: Callable[[], UUID]
    ) -> None:
        self._overlay, self._recorder, self._code = overlay, recorder, branch
        self._now, self._new_id = now, new_id
        self._look = Look(overlay, lambda: self.branch, now)
        self._acts: list[Act] = []
        self._before: dict[UUID, ActId | None] = {}
        self._undone: dict[ActId, dict[UUID, ActId | None]] = {}
        self._library: tuple[int, Library] = (-2, Library())
        self._session: dict[UUID, list[Lent]] = {}
        self._looks: dict[tuple[str, PatronId, str], datetime] = {}

    @property
    def library(self) -> Library:
        """The library's set-up as the cache has it."""
        if self._library[0] != self._overlay.known.pulls:
            with self._overlay.reading():
                self._library = (self._overlay.known.pulls, self._overlay.library())
        return self._library[1]

    @property
    def branch(self) -> Branch:
        return self.library.branch(self._code)

    def now(self) -> datetime:
        """The workstation's clock, aware UTC."""
        return self._now()

    @property
    def staff(self) -> str:
        return self._recorder.staff.name

    @property
    def permissions(self) -> frozenset[Permission]:
        return self._recorder.staff.permissions

    @property
    def changed(self) -> list[Callable[[Changes], None]]:
        """Called after each act with what it touched."""
        return self._recorder.listeners

    @property
    def on_last_reserve(self) -> Callable[[], None] | None:
        """Called when the disk was full and the held-back space was spent on the last act."""
        return self._recorder.on_last_reserve

    @on_last_reserve.setter
    def on_last_reserve(self, call: Callable[[], None]) -> None:
        self._recorder.on_last_reserve = call

    def refresh(self) -> bool:
        """Whether central's records have changed since the last look. What was erased there is erased here too."""
        self._recorder.take_redactions()
        return self._overlay.refresh()

    def status(self) -> v.Status:
        with self._overlay.reading():
            known = self._overlay.known
            return v.Status(self._overlay.pending, known.at, known.rev, len(self._overlay.discrepancies()))

    @property
    def cut_off(self) -> bool:
        """Whether central has not been heard for so long that the library counts this desk as on its own."""
        return is_cut_off(self.library, self._overlay.known.at, self._now())

    # --- underneath -----------------------------------------------------------------------------------

    def _item(self, id: UUID) -> Item:
        item = self._overlay.item(self._overlay.canonical(Line.ITEM, id))
        if item is None:
            raise NotFound(str(id))
        return item

    def _patron(self, id: UUID) -> Patron:
        patron = self._overlay.patron(self._overlay.canonical(Line.PATRON, id))
        if patron is None:
            raise NotFound(str(id))
        return patron

    def _copy(self, item: UUID) -> Copy:
        return copy_of(self._overlay, self._item(item))

    def _standing(self, patron: UUID) -> Standing:
        return standing_of(self._overlay, self._patron(patron), self._code)

    @property
    def _day(self) -> date:
        """The day it is at this branch."""
        return today(self.library.calendar(self._code), self._now())

    @property
    def _currency(self) -> str:
        return self.library.currency_of(self._code)

    def _waiting_patrons(self, copy: Copy) -> dict[UUID, Patron]:
        """Those at the head of the queue, whose records decide whose turn it is."""
        found = {
            h.patron: self._overlay.patron(self._overlay.canonical(Line.PATRON, h.patron)) for h in copy.queue[:HEAD]
        }
        return {id: patron for id, patron in found.items() if patron is not None}

    def _stub_item(self, barcode: str) -> tuple[ItemId, tuple[Fact, ...]]:
        """The item of a barcode that no record has: known here as a stub already, or the fact that makes one."""
        for kind, id in self._overlay.by_code(barcode):
            if kind == Line.ITEM:
                return ItemId(id), ()
        item = ItemId(self._new_id())
        return item, (fact(StubMade(item, Line.ITEM, barcode), (Line.ITEM, item)),)

    def _title_of(self, item: Item) -> str:
        title = self._overlay.title(item.fields.title) if item.fields else None
        return title_text(title, item.barcode)

    def _lent(self, loan: LoanId, due: datetime, copy: Copy, patron: Patron) -> Lent:
        item = copy.item
        parts = item.fields.parts if item.fields else ""
        return Lent(loan, item.id, item.barcode, self._title_of(item), due, patron.id, spoken_name(patron), parts=parts)

    def _override(self, reason: str | None) -> Override | None:
        return Override(reason, self.permissions) if reason else None

    def _declined(self, refused: Refused, copy: Copy) -> Declined:
        overridable = all(b.permission in self.permissions for b in refused.blocks)
        return Declined(refused.blocks, overridable, self._title_of(copy.item), copy.item.barcode)

    def _missing(self, permission: Permission) -> Declined | None:
        if permission in self.permissions:
            return None
        return Declined((_lacked(permission),))

    def _permitted(self, outcome: Outcome) -> Outcome:
        """The outcome, or its refusal where whoever is at the desk may not do that: at all, or for themselves."""
        if isinstance(outcome, Refused):
            return outcome
        needs = frozenset[Permission]().union(*(needed(f.body, outcome.overrides) for f in outcome.facts))
        blocks = [_lacked(p) for p in sorted(needs - self.permissions)]
        if any(self._is_own(favours(f.body)) for f in outcome.facts):
            blocks.append(Block(Blocked.OWN_ACCOUNT))
        return Refused(tuple(blocks)) if blocks else outcome

    def _is_own(self, patron: PatronId | None) -> bool:
        """Whether a patron is whoever is at the desk, or of their household."""
        own = self._recorder.staff.patron
        if patron is None or own is None:
            return False
        return is_household(self._overlay.patron(self._overlay.canonical(Line.PATRON, own)), self._patron(patron))

    def _answer(
        self,
        outcome: Outcome,
        title: str,
        patron: Patron | None,
        reason: str | None = None,
        holds: dict[UUID, Hold] | None = None,
        items: tuple[UUID, ...] = (),
    ) -> Recorded | Declined:
        outcome = self._permitted(outcome)
        if isinstance(outcome, Refused):
            overridable = all(b.permission in self.permissions for b in outcome.blocks)
            return Declined(outcome.blocks, overridable, title)
        items = (*items, *(h.item for h in (holds or {}).values() if h.item))
        self._remember(outcome, self._save(outcome, reason), items, holds or {}, title, spoken_name(patron))
        receipt = getattr(outcome.facts[0].body, "receipt", "")
        return Recorded(type(outcome.facts[0].body).__name__, receipt)

    def _record(self, done: Done, copy: Copy, patron: Patron | None, reason: str | None = None) -> None:
        """Record an act on one item, and remember it for undo."""
        named = {getattr(f.body, "hold", None) for f in done.facts}
        holds: dict[UUID, Hold] = {h.id: h for h in copy.queue if h.id in named or h.item == copy.item.id}
        act = self._save(done, reason)
        self._remember(done, act, (copy.item.id,), holds, self._title_of(copy.item), spoken_name(patron))

    def _save(self, done: Done, reason: str | None = None) -> ActId:
        if isinstance(refused := self._permitted(done), Refused):
            raise NotPermitted(", ".join(b.code for b in refused.blocks))
        known = self._overlay.known
        age = int((self._now() - known.at).total_seconds()) if known.at else 0
        if any(isinstance(f.body, LibrarySetUp) for f in done.facts):
            self._library = (-2, Library())  # read anew
        heads = [id for f in done.facts for line, id in f.touches if line in (Line.ITEM, Line.PATRON)]
        self._before = {id: self._last_act(id) for id in heads}
        return self._recorder.record(done, reason or "", max(age, 0))

    def _last_act(self, id: UUID) -> ActId | None:
        head = self._overlay.item(id) or self._overlay.patron(id)
        return head.last_act if head else None

    def _remember(
        self, done: Done, act: ActId, items: tuple[UUID, ...], holds: dict[UUID, Hold], title: str, patron: str
    ) -> None:
        bodies = tuple(f.body for f in done.facts)
        named = {*holds, *(b.hold for b in bodies if isinstance(b, HoldPlaced))}
        left = tuple(h for h in (self._overlay.hold(id) for id in sorted(named)) if h is not None)
        one = Act(act, self.staff, bodies, items, holds, left, self._before, title, patron, self._now())
        self._acts.append(one)


def _lacked(permission: Permission) -> Block:
    return Block(Blocked.PERMISSION_MISSING, None, (("permission", permission),))
