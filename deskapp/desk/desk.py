"""The desk: what staff do. Each act opens the records, decides, and records; each look is read-only."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from deskapp.desk import views as v
from deskapp.desk.look import Look, copy_of, spoken_name, standing_of, title_text
from deskapp.desk.record import Changes, Recorder
from deskapp.domain import check_in as checking_in
from deskapp.domain import hold_request, registration
from deskapp.domain.block import Standing
from deskapp.domain.check_out import Copy, check_out
from deskapp.domain.due_date import end_of
from deskapp.domain.events import (
    ActId,
    BlockId,
    BlockLifted,
    BlockPlaced,
    Body,
    DiscrepancyClosed,
    DiscrepancyId,
    FeeCharged,
    FeeId,
    HoldId,
    HoldTrapped,
    ItemCatalogued,
    ItemCheckedOut,
    ItemFields,
    ItemId,
    ItemState,
    Line,
    LoanId,
    LoanRenewed,
    PatronFields,
    PatronId,
    PaymentId,
    PaymentReceived,
    PaymentVoided,
    StubMade,
    TitleCatalogued,
    TitleFields,
    TitleId,
    TransitStarted,
)
from deskapp.domain.fee import charges
from deskapp.domain.outcome import Block, Blocked, Done, Outcome, Override, Permission, Refused, fact
from deskapp.domain.records import Hold, Item, Patron
from deskapp.domain.renew import renew
from deskapp.domain.rules import Branch, Library
from deskapp.domain.undo import undo
from deskapp.store.overlay import Overlay


@dataclass(frozen=True, slots=True)
class _Act:
    """An act of this session, with what undoing it needs."""

    id: ActId
    bodies: tuple[Body, ...]
    items: tuple[UUID, ...]
    holds: dict[UUID, Hold]
    title: str
    patron_name: str
    at: datetime


class NotFound(Exception):
    """A record that the screen still shows is not known any more."""


class Desk:
    """One desk at one branch. Nothing in here opens central: it reads the overlay and writes the journal."""

    def __init__(
        self, overlay: Overlay, recorder: Recorder, branch: str, now: Callable[[], datetime], new_id: Callable[[], UUID]
    ) -> None:
        self._overlay, self._recorder, self._code = overlay, recorder, branch
        self._now, self._new_id = now, new_id
        self._look = Look(overlay, lambda: self.branch, now)
        self._acts: list[_Act] = []
        self._library: tuple[int, Library] = (-2, Library())
        self._session: dict[UUID, list[v.Lent]] = {}

    # --- what the desk is -----------------------------------------------------------------------------

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
        """Whether central's records have changed since the last look."""
        return self._overlay.refresh()

    def status(self) -> v.Status:
        with self._overlay.reading():
            known = self._overlay.known
            return v.Status(self._overlay.pending, known.at, known.rev, len(self._overlay.discrepancies()))

    # --- looking --------------------------------------------------------------------------------------

    def find(self, text: str) -> v.Found:
        """What a scan, or typed text with Enter, stands for."""
        with self._overlay.reading():
            return self._look.find(text)

    def search(self, text: str, limit: int = 12) -> tuple[v.Hit, ...]:
        """Patrons and titles as one types; accents and case ignored."""
        with self._overlay.reading():
            return self._look.search(text, limit)

    def panel(self, patron: PatronId) -> v.PatronPanel:
        with self._overlay.reading():
            return self._look.panel(self._patron(patron))

    def item_page(self, item: ItemId) -> v.ItemPage:
        with self._overlay.reading():
            return self._look.item_page(self._item(item))

    def discrepancies(self) -> tuple[v.DiscrepancyRow, ...]:
        with self._overlay.reading():
            return tuple(self._look.discrepancy(d) for d in self._overlay.discrepancies())

    # --- lending --------------------------------------------------------------------------------------

    def check_out(
        self, patron: PatronId, item: ItemId, due: date | None = None, reason: str | None = None
    ) -> v.Lent | v.Declined:
        """Lend the item. `due` is a day that staff typed; `reason` insists, as far as permissions go."""
        with self._overlay.reading():
            standing, copy = self._standing(patron), self._copy(item)
            outcome = check_out(
                copy,
                standing,
                self.library,
                self.branch,
                self._now(),
                LoanId(self._new_id()),
                end_of(due, self.branch) if due else None,
                self._override(reason),
            )
            if isinstance(outcome, Refused):
                return self._declined(outcome, copy)
            self._record(outcome, copy, standing.patron, reason)
            out = next(f.body for f in outcome.facts if isinstance(f.body, ItemCheckedOut))
            lent = self._lent(out.loan, out.due, copy, standing.patron)
            self._session.setdefault(standing.patron.id, []).append(lent)
            return lent

    def check_out_unknown(self, patron: PatronId, barcode: str) -> v.Lent | v.Declined:
        """Lend an item whose barcode nobody knows: a stub, settled when central is reached."""
        return self.check_out(patron, self._stub_item(barcode))

    def accept_unknown_card(self, card: str) -> PatronId:
        """A patron whose card nobody knows: a stub, who borrows little and briefly."""
        with self._overlay.reading():
            id = PatronId(self._new_id())
            self._save(Done((fact(StubMade(id, Line.PATRON, card), (Line.PATRON, id)),)))
            return id

    def quick_add(self, barcode: str, title: str, item_type: str) -> ItemId | v.Declined:
        """Catalogue an item in a hurry: a title and a type, marked "to be catalogued"."""
        if missing := self._missing(Permission.CATALOGUE):
            return missing
        with self._overlay.reading():
            title_id, item = TitleId(self._new_id()), ItemId(self._new_id())
            fields = ItemFields(title_id, barcode, item_type, self._code)
            facts = (
                fact(TitleCatalogued(title_id, TitleFields(title)), (Line.TITLE, title_id)),
                fact(ItemCatalogued(item, fields, to_be_catalogued=True), (Line.ITEM, item)),
            )
            self._save(Done(facts))
            return item

    def finish(self, patron: PatronId) -> v.Finished:
        """End a patron's visit: what the slip says."""
        with self._overlay.reading():
            standing = self._standing(patron)
            lent = tuple(self._session.pop(standing.patron.id, ()))
            card = next(iter(standing.patron.fields.cards), "")
            currency = self.library.policy("", "").currency
            return v.Finished(spoken_name(standing.patron), card, lent, 0, currency, standing.owed)

    # --- taking back ------------------------------------------------------------------------------------

    def check_in(self, item: ItemId) -> v.CheckedIn:
        """Take the item back and say where it goes next; the same item again repeats the first answer."""
        with self._overlay.reading():
            copy = self._copy(item)
            repeated = checking_in.repeats(copy, self.branch)
            if not repeated:
                done = checking_in.check_in(copy, self.library, self.branch, self._now())
                borrower = self._overlay.patron(copy.loan.patron) if copy.loan else None
                self._record(done, copy, borrower)
            return self._checked_in(copy, repeated)

    def check_in_unknown(self, barcode: str) -> v.CheckedIn:
        """Take back an item whose barcode nobody knows."""
        return self.check_in(self._stub_item(barcode))

    def _checked_in(self, before: Copy, repeated: bool) -> v.CheckedIn:
        item = self._item(ItemId(before.item.id))
        place, library = item.place, self.library
        loan = self._overlay.loan(item, before.loan.id) if before.loan else None
        hold = next((h for h in self._copy(item.id).queue if h.id == place.hold), None) if place.hold else None
        kept_for = self._overlay.patron(self._overlay.canonical(Line.PATRON, hold.patron)) if hold else None
        returned_by = self._overlay.patron(self._overlay.canonical(Line.PATRON, loan.patron)) if loan else None
        match place.state:
            case ItemState.HOLD_SHELF:
                stop = v.NextStop.HOLD_SHELF
            case ItemState.IN_TRANSIT:
                stop = v.NextStop.TRANSIT_FOR_HOLD if place.hold else v.NextStop.TRANSIT
            case _:
                stop = v.NextStop.SHELF
        return v.CheckedIn(
            item=item.id,
            barcode=item.barcode,
            title=self._title_of(item),
            next=stop,
            to=library.branch(place.to or place.branch or self._code).name,
            repeated=repeated,
            was_on_loan=before.loan is not None,
            returned_by=returned_by.id if returned_by else None,
            returned_by_name=spoken_name(returned_by),
            late_fee=loan.fee if loan else 0,
            currency=loan.terms.currency if loan else library.policy("", "").currency,
            kept_for=kept_for.id if kept_for else None,
            kept_for_name=spoken_name(kept_for),
            kept_until=hold.until if hold else None,
        )

    # --- renewing -----------------------------------------------------------------------------------------

    def renew(
        self, items: Sequence[ItemId], due: date | None = None, reason: str | None = None
    ) -> tuple[v.Lent | v.Declined, ...]:
        """Renew the loans of these items one by one, each with its own answer."""
        return tuple(self.renew_item(item, due, reason) for item in items)

    def renew_item(self, item: ItemId, due: date | None = None, reason: str | None = None) -> v.Lent | v.Declined:
        """Renew whatever loan the item has: the patron may be on the telephone."""
        with self._overlay.reading():
            copy = self._copy(item)
            if copy.loan is None:
                return self._declined(Refused((Block(Blocked.NOT_ON_LOAN),)), copy)
            standing = self._standing(copy.loan.patron)
            when = end_of(due, self.branch) if due else None
            outcome = renew(copy, standing, self.library, self.branch, self._now(), when, self._override(reason))
            if isinstance(outcome, Refused):
                return self._declined(outcome, copy)
            self._record(outcome, copy, standing.patron, reason)
            renewed = outcome.facts[0].body
            assert isinstance(renewed, LoanRenewed)
            return replace(self._lent(renewed.loan, renewed.due, copy, standing.patron), renewed=True)

    # --- requests -----------------------------------------------------------------------------------------

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

    # --- the patron's record ------------------------------------------------------------------------------

    def edit(self, patron: PatronId, fields: PatronFields) -> v.Recorded | v.Declined:
        """Record what differs from the record as it is now."""
        if missing := self._missing(Permission.EDIT_PATRON):
            return missing
        with self._overlay.reading():
            found = self._patron(patron)
            return self._answer(registration.edit(found, fields, self.library), "", found)

    def check_fields(self, patron: PatronId, fields: PatronFields) -> tuple[Block, ...]:
        """What is wrong with the fields as typed so far."""
        return tuple(registration.problems(fields, self.library))

    def owned_elsewhere(self, patron: PatronId) -> tuple[str, ...]:
        """The groups of an external account that the registrar's system owns."""
        with self._overlay.reading():
            external = self._patron(patron).fields.account_type == "external"
            return registration.REGISTRARS if external else ()

    def place_block(self, patron: PatronId, note: str, expires: date | None = None) -> v.Recorded | v.Declined:
        if missing := self._missing(Permission.EDIT_PATRON):
            return missing
        with self._overlay.reading():
            found = self._patron(patron)
            body = BlockPlaced(found.id, BlockId(self._new_id()), note, expires)
            return self._answer(Done((fact(body, (Line.PATRON, found.id)),)), "", found)

    def lift_block(self, patron: PatronId, block: BlockId) -> v.Recorded | v.Declined:
        if missing := self._missing(Permission.EDIT_PATRON):
            return missing
        with self._overlay.reading():
            found = self._patron(patron)
            return self._answer(Done((fact(BlockLifted(found.id, block), (Line.PATRON, found.id)),)), "", found)

    # --- money --------------------------------------------------------------------------------------------

    def pay(self, patron: PatronId, amount: int) -> v.Recorded | v.Declined:
        """Take cash, in minor units; the oldest fee is paid first, and what is over becomes credit."""
        if missing := self._missing(Permission.TAKE_MONEY):
            return missing
        with self._overlay.reading():
            standing = self._standing(patron)
            if standing.owed <= 0 or amount <= 0:
                return v.Declined((Block(Blocked.NOTHING_OWED),))
            id = standing.account.id
            currency = self.library.policy("", "").currency
            paid = PaymentReceived(id, PaymentId(self._new_id()), amount, currency, tuple(_parts(standing, amount)))
            return self._answer(Done((fact(paid, (Line.ACCOUNT, id)),)), "", standing.patron)

    def charge(self, patron: PatronId, amount: int, note: str) -> v.Recorded | v.Declined:
        """A manual fee, in minor units."""
        if missing := self._missing(Permission.TAKE_MONEY):
            return missing
        with self._overlay.reading():
            standing = self._standing(patron)
            id, currency = standing.account.id, self.library.policy("", "").currency
            body = FeeCharged(id, FeeId(self._new_id()), amount, currency, note)
            return self._answer(Done((fact(body, (Line.ACCOUNT, id)),)), "", standing.patron)

    def void_payment(self, patron: PatronId, payment: PaymentId, reason: str) -> v.Recorded | v.Declined:
        """Money is never undone: a payment is voided, with a reason."""
        if missing := self._missing(Permission.TAKE_MONEY):
            return missing
        with self._overlay.reading():
            standing = self._standing(patron)
            id = standing.account.id
            return self._answer(
                Done((fact(PaymentVoided(id, payment, reason), (Line.ACCOUNT, id)),)), "", standing.patron
            )

    # --- undo ---------------------------------------------------------------------------------------------

    def undo_offer(self) -> v.UndoOffer | None:
        """The last act of this member of staff at this desk, named before it is taken back."""
        if not self._acts:
            return None
        act = self._acts[-1]
        return v.UndoOffer(type(act.bodies[0]).__name__, act.title, act.patron_name, act.at)

    def undo(self) -> v.Recorded | v.Declined:
        """Take the last act back by a further one; money stays, and what came after is told."""
        if not self._acts:
            return v.Declined((Block(Blocked.NOTHING_TO_UNDO),))
        act = self._acts[-1]
        if any(isinstance(b, PaymentReceived | PaymentVoided) for b in act.bodies):
            return v.Declined((Block(Blocked.MONEY_IS_VOIDED),))
        with self._overlay.reading():
            items = {id: self._item(ItemId(id)) for id in act.items}
            outcome = undo(act.id, act.bodies, items, act.holds)
            if isinstance(outcome, Refused):
                return v.Declined(outcome.blocks, title=act.title)
            self._recorder.record(outcome)
            self._acts.pop()
            self._forget_lent(act.bodies)
            return v.Recorded("Undone")

    def _forget_lent(self, bodies: Sequence[Body]) -> None:
        loans = {b.loan for b in bodies if isinstance(b, ItemCheckedOut)}
        for patron, lent in self._session.items():
            self._session[patron] = [one for one in lent if one.loan not in loans]

    # --- discrepancies --------------------------------------------------------------------------------------

    def close_discrepancy(self, id: DiscrepancyId, note: str = "") -> v.Recorded:
        """A person has dealt with it."""
        with self._overlay.reading():
            found = next((d for d in self._overlay.discrepancies() if d.id == id), None)
            if found is None:
                raise NotFound(str(id))
            self._save(Done((fact(DiscrepancyClosed(id, note), (found.line, found.of)),)))
            return v.Recorded("DiscrepancyClosed")

    # --- underneath -----------------------------------------------------------------------------------------

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
        return standing_of(self._overlay, self._patron(patron))

    def _stub_item(self, barcode: str) -> ItemId:
        with self._overlay.reading():
            for kind, id in self._overlay.by_code(barcode):
                if kind == Line.ITEM:
                    return ItemId(id)
            item = ItemId(self._new_id())
            self._save(Done((fact(StubMade(item, Line.ITEM, barcode), (Line.ITEM, item)),)))
            return item

    def _title_of(self, item: Item) -> str:
        title = self._overlay.title(item.fields.title) if item.fields else None
        return title_text(title, item.barcode)

    def _lent(self, loan: LoanId, due: datetime, copy: Copy, patron: Patron) -> v.Lent:
        item = copy.item
        return v.Lent(loan, item.id, item.barcode, self._title_of(item), due, patron.id, spoken_name(patron))

    def _override(self, reason: str | None) -> Override | None:
        return Override(reason, self.permissions) if reason else None

    def _declined(self, refused: Refused, copy: Copy) -> v.Declined:
        overridable = all(b.permission in self.permissions for b in refused.blocks)
        return v.Declined(refused.blocks, overridable, self._title_of(copy.item), copy.item.barcode)

    def _missing(self, permission: Permission) -> v.Declined | None:
        if permission in self.permissions:
            return None
        return v.Declined((Block(Blocked.PERMISSION_MISSING, None, (("permission", permission),)),))

    def _answer(
        self,
        outcome: Outcome,
        title: str,
        patron: Patron | None,
        reason: str | None = None,
        holds: dict[UUID, Hold] | None = None,
    ) -> v.Recorded | v.Declined:
        if isinstance(outcome, Refused):
            overridable = all(b.permission in self.permissions for b in outcome.blocks)
            return v.Declined(outcome.blocks, overridable, title)
        items = tuple(h.item for h in (holds or {}).values() if h.item)
        self._remember(outcome, self._save(outcome, reason), items, holds or {}, title, spoken_name(patron))
        return v.Recorded(type(outcome.facts[0].body).__name__)

    def _record(self, done: Done, copy: Copy, patron: Patron | None, reason: str | None = None) -> None:
        """Record an act on one item, and remember it for undo."""
        named = {f.body.hold for f in done.facts if isinstance(f.body, HoldTrapped | TransitStarted)}
        holds: dict[UUID, Hold] = {h.id: h for h in copy.queue if h.id in named}
        act = self._save(done, reason)
        self._remember(done, act, (copy.item.id,), holds, self._title_of(copy.item), spoken_name(patron))

    def _save(self, done: Done, reason: str | None = None) -> ActId:
        known = self._overlay.known
        age = int((self._now() - known.at).total_seconds()) if known.at else 0
        return self._recorder.record(done, reason or "", max(age, 0))

    def _remember(
        self,
        done: Done,
        act: ActId,
        items: tuple[UUID, ...],
        holds: dict[UUID, Hold],
        title: str,
        patron: str,
    ) -> None:
        bodies = tuple(f.body for f in done.facts)
        self._acts.append(_Act(act, bodies, items, holds, title, patron, self._now()))


def _parts(standing: Standing, amount: int) -> Iterator[tuple[FeeId, int]]:
    """The amount spread over what is owed, in the order of the fees."""
    for fee, left in charges(standing.account, standing.ended_owing).items():
        part = min(left, amount)
        if part > 0:
            amount -= part
            yield fee, part
