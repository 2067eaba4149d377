"""Lending, taking back, renewing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from deskapp.desk.acts import Acts
from deskapp.desk.answers import CheckedIn, Declined, Finished, Lent, NextStop, Recorded, Sorted
from deskapp.desk.look import spoken_name
from deskapp.desk.taking_back import told_of
from deskapp.domain import check_in as checking_in
from deskapp.domain.calendar import end_of, last_closing
from deskapp.domain.check_in import Return
from deskapp.domain.check_out import Copy, Lending, check_out
from deskapp.domain.events import Body, ItemCatalogued, ItemCheckedOut, ItemSeen, LoanRenewed, StubMade, TitleCatalogued
from deskapp.domain.outcome import Block, Blocked, Done, Fact, Permission, Refused, fact
from deskapp.domain.records import Item, Loan
from deskapp.domain.renew import Renewing, renew
from deskapp.domain.values import FeeId, ItemFields, ItemId, ItemState, Line, LoanId, PatronId, TitleFields, TitleId

NOW = Return()


class Circulation(Acts):
    """What happens to an item at the desk."""

    # --- lending --------------------------------------------------------------------------------------

    def check_out(
        self,
        patron: PatronId,
        item: ItemId,
        due: date | datetime | None = None,
        reason: str | None = None,
        *,
        on_site: bool = False,
        taken_by: PatronId | None = None,
    ) -> Lent | Declined:
        """Lend the item. `due` is a day, or a moment, that staff typed; `reason` insists, as far as permissions go.

        `on_site`: to be used here, until closing; `taken_by`: the proxy, or the holder of the family's card.
        """
        with self._overlay.reading():
            return self._lend(patron, self._copy(item), self._lending(due, on_site, taken_by), reason)

    def check_out_unknown(
        self,
        patron: PatronId,
        barcode: str,
        due: date | datetime | None = None,
        *,
        on_site: bool = False,
        taken_by: PatronId | None = None,
    ) -> Lent | Declined:
        """Lend an item whose barcode nobody knows: a stub, settled when central is reached."""
        with self._overlay.reading():
            item, made = self._stub_item(barcode)
            copy = self._copy(item) if not made else Copy(Item(item, barcode=barcode))
            return self._lend(patron, copy, self._lending(due, on_site, taken_by), None, made)

    def _lending(
        self, due: date | datetime | None = None, on_site: bool = False, taken_by: PatronId | None = None
    ) -> Lending:
        taker = self._patron(taken_by) if taken_by else None
        return Lending(self._moment(due), on_site, taker, self.cut_off)

    def _moment(self, due: date | datetime | None) -> datetime | None:
        """A day that staff typed is its end, at this branch."""
        if due is None or isinstance(due, datetime):
            return due
        return end_of(due, self.library.calendar(self._code))

    def _lend(
        self, patron: PatronId, copy: Copy, lending: Lending, reason: str | None, made: tuple[Fact, ...] = ()
    ) -> Lent | Declined:
        standing = self._standing(patron)
        outcome = check_out(
            copy,
            standing,
            self.library,
            self.branch,
            self._now(),
            LoanId(self._new_id()),
            lending,
            self._override(reason),
        )
        outcome = self._permitted(outcome)
        if isinstance(outcome, Refused):
            return self._declined(outcome, copy)
        self._record(replace(outcome, facts=(*made, *outcome.facts)), copy, standing.patron, reason)
        out = next(f.body for f in outcome.facts if isinstance(f.body, ItemCheckedOut))
        lent = replace(
            self._lent(out.loan, out.due, copy, standing.patron),
            on_site=out.on_site,
            rental=out.terms.rental,
            currency=out.terms.currency,
            taken_by=spoken_name(lending.taken_by) if lending.taken_by else "",
            left_on_shelf=self._other_copy(copy, out),
            why=out.decided.reasons,
        )
        self._session.setdefault(standing.patron.id, []).append(lent)
        return lent

    def _other_copy(self, copy: Copy, out: ItemCheckedOut) -> str:
        """The copy that was kept for the request which this loan fills, if it is another one."""
        kept = next((h.item for h in copy.queue if h.id == out.hold and h.item not in (None, copy.item.id)), None)
        return self._item(kept).barcode if kept else ""

    def accept_unknown_card(self, card: str, document: str = "") -> PatronId | Declined:
        """A patron whose card nobody knows: a stub, who borrows little and briefly. The same card is the same stub.

        `document` is what they showed to say who they are.
        """
        with self._overlay.reading():
            for kind, known in self._overlay.by_code(card):
                if kind == Line.PATRON:
                    return PatronId(known)
            if missing := self._missing(Permission.CIRCULATE):
                return missing
            id = PatronId(self._new_id())
            self._save(Done((fact(StubMade(id, Line.PATRON, card, document.strip()), (Line.PATRON, id)),)))
            return id

    def quick_add(self, barcode: str, title: str, item_type: str) -> ItemId | Declined:
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

    def finish(self, patron: PatronId) -> Finished:
        """End a patron's visit: what the slip says."""
        with self._overlay.reading():
            standing = self._standing(patron)
            own = (standing.patron.id, *standing.same)
            lent = tuple(one for id in dict.fromkeys(own) for one in self._session.pop(id, ()))
            card = next(iter(standing.patron.fields.cards), "")
            currency = self._currency
            name = standing.patron.fields.name
            return Finished(spoken_name(standing.patron), name.given, card, lent, currency, standing.owed)

    # --- taking back ------------------------------------------------------------------------------------

    def check_in(
        self, item: ItemId, effective: datetime | None = None, *, amnesty: bool = False
    ) -> CheckedIn | Declined:
        """Take the item back and say where it goes next; the same item again repeats the first answer.

        `effective`: when it really came back, as with the book drop; `amnesty`: being late costs nothing this time.
        """
        if missing := self._may_not_take_back(effective, amnesty):
            return missing
        with self._overlay.reading():
            return self._take_back(self._copy(item), how=Return(effective, amnesty))

    def _may_not_take_back(self, effective: datetime | None, amnesty: bool) -> Declined | None:
        """What lay in the book drop at the last closing is nobody's choice of a date."""
        typed = effective is not None and effective != self.last_closing()
        wanted = [Permission.CIRCULATE]
        wanted += [Permission.BACKDATE] if typed else []
        wanted += [Permission.GRANT_AMNESTY] if amnesty else []
        return next((missing for missing in map(self._missing, wanted) if missing), None)

    def check_in_unknown(
        self, barcode: str, effective: datetime | None = None, *, amnesty: bool = False
    ) -> CheckedIn | Declined:
        """Take back an item whose barcode nobody knows."""
        if missing := self._may_not_take_back(effective, amnesty):
            return missing
        with self._overlay.reading():
            item, made = self._stub_item(barcode)
            copy = self._copy(item) if not made else Copy(Item(item, barcode=barcode))
            return self._take_back(copy, made, Return(effective, amnesty))

    def last_closing(self) -> datetime | None:
        """When this branch last closed: what lies in the book drop came back by then."""
        return last_closing(self.library.calendar(self._code), self._now())

    def _take_back(self, copy: Copy, made: tuple[Fact, ...] = (), how: Return = NOW) -> CheckedIn:
        waiting, now = self._waiting_patrons(copy), self._now()
        repeated = checking_in.repeats(copy, self.library, self.branch, now, waiting)
        if not repeated:
            fee = FeeId(self._new_id())
            done = checking_in.check_in(copy, self.library, self.branch, now, how, waiting, fee)
            borrower = self._overlay.patron(copy.loan.patron) if copy.loan else None
            self._record(replace(done, facts=(*made, *done.facts)), copy, borrower)
        return told_of(self, self._overlay, copy, waiting, how, repeated=repeated)

    def backdate(self, item: ItemId, effective: datetime, reason: str) -> Recorded | Declined:
        """The item's last loan had ended earlier than was recorded; what being late cost follows."""
        if missing := self._missing(Permission.BACKDATE):
            return missing
        with self._overlay.reading():
            found = self._item(item)
            loan = self._last_loan(found)
            calendar = self.library.calendar(self._code)
            outcome = checking_in.backdate(found, loan, effective, self._now(), calendar)
            patron = self._overlay.patron(loan.patron) if loan else None
            return self._answer(outcome, self._title_of(found), patron, reason, items=(found.id,))

    def _last_loan(self, item: Item) -> Loan | None:
        """The loan that ended last, as far as this desk knows: one that still matters to an account."""
        if item.last_patron is None:
            return None
        patron = self._overlay.canonical(Line.PATRON, item.last_patron)
        loans = [x for x in self._overlay.loans_of(patron) if x.item == item.id and x.closed is not None]
        return max(loans, key=lambda x: x.closed or x.out, default=None)

    def use_in_house(self, item: ItemId, times: int = 1) -> Recorded | Declined:
        """Count a use in the reading room; an item on loan is not being read here."""
        if missing := self._missing(Permission.CIRCULATE):
            return missing
        with self._overlay.reading():
            copy = self._copy(item)
            if copy.elsewhere is not None or (copy.loan is not None and not copy.loan.on_site):
                return self._declined(Refused((Block(Blocked.ON_LOAN_TO_OTHER),)), copy)
            self._record(checking_in.used_in_house(copy.item, self.branch, times), copy, None)
            return Recorded("ItemUsedInHouse")

    # --- sorting and inventory ------------------------------------------------------------------------

    def sort(self, barcode: str) -> Sorted:
        """Where an item belongs; nothing is recorded."""
        with self._overlay.reading():
            return self._sorted(barcode)

    def take_inventory(self, barcode: str) -> Sorted:
        """The item was seen on its shelf. What should not stand here is told; a missing one is found."""
        with self._overlay.reading():
            told = self._sorted(barcode)
            if told.item is None:
                return told
            copy = self._copy(told.item)
            seen = fact(ItemSeen(told.item, self._code), (Line.ITEM, told.item))
            self._record(Done((seen,)), copy, None)
            return replace(told, found=told.state is ItemState.MISSING)

    def _sorted(self, barcode: str) -> Sorted:
        found = next((id for kind, id in self._overlay.by_code(barcode) if kind == Line.ITEM), None)
        if found is None:
            return Sorted(None, barcode, "", "", NextStop.SHELF, "", None)
        copy, library = self._copy(found), self.library
        item, place = copy.item, copy.item.place
        onward = checking_in.next_stop(copy, library, self.branch, self._now(), self._waiting_patrons(copy))
        to, stop = self._stop_of(onward, item)
        elsewhere = place.state not in (ItemState.AVAILABLE, ItemState.MISSING, ItemState.DAMAGED)
        wrong = elsewhere or checking_in.away_from_home(item, self.branch)
        call_number = item.fields.call_number if item.fields else ""
        return Sorted(item.id, item.barcode, self._title_of(item), call_number, stop, to, place.state, wrong)

    def _stop_of(self, onward: Fact | None, item: Item) -> tuple[str, NextStop]:
        """Where an onward movement leads."""
        library = self.library
        if item.place.state in checking_in.STAYS_MARKED:
            return self.branch.name, NextStop.STAYS
        body = onward.body if onward else None
        to = getattr(body, "to", self._code)
        hold: UUID | None = getattr(body, "hold", None)
        if to != self._code:
            return library.branch(to).name, NextStop.TRANSIT_FOR_HOLD if hold else NextStop.TRANSIT
        return library.branch(self._code).name, NextStop.HOLD_SHELF if hold else NextStop.SHELF

    # --- renewing -----------------------------------------------------------------------------------------

    def renew(
        self,
        items: Sequence[ItemId],
        due: date | datetime | None = None,
        reason: str | None = None,
        *,
        unseen: bool = False,
    ) -> tuple[Lent | Declined, ...]:
        """Renew the loans of these items one by one, each with its own answer."""
        return tuple(self.renew_item(item, due, reason, unseen=unseen) for item in items)

    def renew_item(
        self,
        item: ItemId,
        due: date | datetime | None = None,
        reason: str | None = None,
        *,
        unseen: bool = False,
        automatic: bool = False,
    ) -> Lent | Declined:
        """Renew whatever loan the item has: the patron may be on the telephone, and the item `unseen`."""
        with self._overlay.reading():
            copy = self._copy(item)
            if copy.loan is None:
                code = Blocked.LOAN_ELSEWHERE if copy.elsewhere else Blocked.NOT_ON_LOAN
                return self._declined(Refused((Block(code),)), copy)
            standing = self._standing(copy.loan.patron)
            how = Renewing(self._moment(due), unseen, automatic)
            outcome = renew(copy, standing, self.library, self.branch, self._now(), how, self._override(reason))
            outcome = self._permitted(outcome)
            if isinstance(outcome, Refused):
                return self._declined(outcome, copy)
            self._record(outcome, copy, standing.patron, reason)
            renewed = outcome.facts[0].body
            assert isinstance(renewed, LoanRenewed)
            lent = self._lent(renewed.loan, renewed.due, copy, standing.patron)
            return replace(lent, renewed=True, rental=renewed.rental, why=renewed.decided.reasons)

    def _forget_lent(self, bodies: Sequence[Body]) -> None:
        loans = {b.loan for b in bodies if isinstance(b, ItemCheckedOut)}
        for patron, lent in self._session.items():
            self._session[patron] = [one for one in lent if one.loan not in loans]
