"""Lending, taking back, renewing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from deskapp.desk import views as v
from deskapp.desk.acts import Acts
from deskapp.desk.look import spoken_name
from deskapp.domain import check_in as checking_in
from deskapp.domain.check_out import Copy, check_out
from deskapp.domain.due_date import end_of
from deskapp.domain.events import (
    Body,
    ItemCatalogued,
    ItemCheckedOut,
    ItemFields,
    ItemId,
    ItemState,
    Line,
    LoanId,
    LoanRenewed,
    PatronId,
    StubMade,
    TitleCatalogued,
    TitleFields,
    TitleId,
)
from deskapp.domain.outcome import Block, Blocked, Done, Fact, Permission, Refused, fact
from deskapp.domain.records import Item
from deskapp.domain.renew import renew


class Circulation(Acts):
    """What happens to an item at the desk."""

    # --- lending --------------------------------------------------------------------------------------

    def check_out(
        self, patron: PatronId, item: ItemId, due: date | None = None, reason: str | None = None
    ) -> v.Lent | v.Declined:
        """Lend the item. `due` is a day that staff typed; `reason` insists, as far as permissions go."""
        with self._overlay.reading():
            return self._lend(patron, self._copy(item), due, reason)

    def check_out_unknown(self, patron: PatronId, barcode: str, due: date | None = None) -> v.Lent | v.Declined:
        """Lend an item whose barcode nobody knows: a stub, settled when central is reached."""
        with self._overlay.reading():
            item, made = self._stub_item(barcode)
            copy = self._copy(item) if not made else Copy(Item(item, barcode=barcode))
            return self._lend(patron, copy, due, None, made)

    def _lend(
        self, patron: PatronId, copy: Copy, due: date | None, reason: str | None, made: tuple[Fact, ...] = ()
    ) -> v.Lent | v.Declined:
        standing = self._standing(patron)
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
        self._record(replace(outcome, facts=(*made, *outcome.facts)), copy, standing.patron, reason)
        out = next(f.body for f in outcome.facts if isinstance(f.body, ItemCheckedOut))
        lent = self._lent(out.loan, out.due, copy, standing.patron)
        self._session.setdefault(standing.patron.id, []).append(lent)
        return lent

    def accept_unknown_card(self, card: str) -> PatronId:
        """A patron whose card nobody knows: a stub, who borrows little and briefly. The same card is the same stub."""
        with self._overlay.reading():
            for kind, known in self._overlay.by_code(card):
                if kind == Line.PATRON:
                    return PatronId(known)
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
            own = (standing.patron.id, *standing.same)
            lent = tuple(one for id in dict.fromkeys(own) for one in self._session.pop(id, ()))
            card = next(iter(standing.patron.fields.cards), "")
            currency = self.library.policy("", "").currency
            name = standing.patron.fields.name
            return v.Finished(spoken_name(standing.patron), name.given, card, lent, currency, standing.owed)

    # --- taking back ------------------------------------------------------------------------------------

    def check_in(self, item: ItemId) -> v.CheckedIn:
        """Take the item back and say where it goes next; the same item again repeats the first answer."""
        with self._overlay.reading():
            return self._take_back(self._copy(item))

    def check_in_unknown(self, barcode: str) -> v.CheckedIn:
        """Take back an item whose barcode nobody knows."""
        with self._overlay.reading():
            item, made = self._stub_item(barcode)
            copy = self._copy(item) if not made else Copy(Item(item, barcode=barcode))
            return self._take_back(copy, made)

    def _take_back(self, copy: Copy, made: tuple[Fact, ...] = ()) -> v.CheckedIn:
        repeated = checking_in.repeats(copy, self.branch)
        if not repeated:
            done = checking_in.check_in(copy, self.library, self.branch, self._now())
            borrower = self._overlay.patron(copy.loan.patron) if copy.loan else None
            self._record(replace(done, facts=(*made, *done.facts)), copy, borrower)
        return self._checked_in(copy, repeated)

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

    def _forget_lent(self, bodies: Sequence[Body]) -> None:
        loans = {b.loan for b in bodies if isinstance(b, ItemCheckedOut)}
        for patron, lent in self._session.items():
            self._session[patron] = [one for one in lent if one.loan not in loans]
