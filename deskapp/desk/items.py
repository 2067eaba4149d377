"""The state of items, set by hand; and the lists that a desk works through."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from uuid import UUID

from deskapp.desk import views as v
from deskapp.desk.acts import Acts
from deskapp.desk.answers import Declined, Recorded
from deskapp.desk.look import spoken_name, title_text
from deskapp.domain import item_state
from deskapp.domain.check_in import may_fill
from deskapp.domain.check_out import fits
from deskapp.domain.loan_policy import loan_policy
from deskapp.domain.outcome import Permission
from deskapp.domain.queue import in_order, is_active, is_passed_over, is_stalled
from deskapp.domain.records import OPEN_HOLD, Hold, HoldState, Item, Patron, Title
from deskapp.domain.values import FeeId, ItemId, ItemState

Listed = tuple[Item, Hold | None, datetime | None, str]


class Items(Acts):
    """Marks on items, and what lies on shelves for somebody."""

    def mark_item(self, item: ItemId, state: ItemState, note: str = "", damage_fee: int = 0) -> Recorded | Declined:
        """Set the circulation state. `damage_fee`, minor units, is charged to the borrower, else to the last one."""
        if missing := self._missing(Permission.MARK_ITEM):
            return missing
        with self._overlay.reading():
            copy = self._copy(item)
            owner = copy.loan.patron if copy.loan else copy.item.last_patron
            standing = self._standing(owner) if owner else None
            fee = FeeId(self._new_id())
            outcome = item_state.mark(
                copy, state, note, standing, self.library, self.branch, self._now(), damage_fee, fee
            )
            holds: dict[UUID, Hold] = {h.id: h for h in copy.queue if h.item == copy.item.id}
            patron = standing.patron if standing else None
            title = self._title_of(copy.item)
            return self._answer(outcome, title, patron, note or None, holds=holds, items=(copy.item.id,))

    def damage_fee(self, item: ItemId) -> int:
        """What policy asks for damage to this item; minor units."""
        with self._overlay.reading():
            copy = self._copy(item)
            owner = copy.loan.patron if copy.loan else copy.item.last_patron
            if owner is None:
                return 0
            return loan_policy(self.library, self._standing(owner), copy.item, self.branch, self._now()).terms.damage

    # --- lists ----------------------------------------------------------------------------------------

    def shelf(self, which: v.Shelf) -> tuple[v.ShelfRow, ...]:
        """One of the lists of this branch: what to pull, what waits to be fetched, what was not, what travels."""
        with self._overlay.reading():
            match which:
                case v.Shelf.TO_PULL:
                    return tuple(self._to_pull())
                case v.Shelf.HOLD_SHELF:
                    return tuple(self._on_hold_shelf(expired=False))
                case v.Shelf.EXPIRED:
                    return tuple(self._on_hold_shelf(expired=True))
                case v.Shelf.TRANSIT:
                    return tuple(self._in_transit())

    def _to_pull(self) -> list[v.ShelfRow]:
        """The copies on this branch's shelves that waiting requests could have: each copy once, first come first."""
        by_title: dict[UUID, list[Hold]] = {}
        for hold in self._overlay.holds():
            by_title.setdefault(hold.title, []).append(hold)
        waiting = {t: q for t, q in by_title.items() if any(h.state is HoldState.WAITING for h in q)}
        requesters = self._requesters(h for queue in waiting.values() for h in queue)
        found = []
        for title, items in self._overlay.items_of_titles(waiting).items():
            free = [i for i in items if self._stands_here(i)]
            for hold in in_order(waiting[title]) if free else ():
                copy = next((i for i in free if self._may_have(hold, i, requesters)), None)
                if copy is not None:
                    free.remove(copy)
                    found.append((copy, hold, hold.placed.at, self.library.branch(hold.pickup).name))
        return sorted(self._rows(found), key=lambda r: (r.call_number, r.title))

    def _stands_here(self, item: Item) -> bool:
        at = item.place.branch or (item.fields.home if item.fields else "")
        return item.place.state is ItemState.AVAILABLE and at == self._code and item.same_as is None

    def _may_have(self, hold: Hold, item: Item, requesters: dict[UUID, Patron]) -> bool:
        ready = is_active(hold, self._day) and fits(hold, item) and not is_stalled(hold, self._code, self._day)
        if not ready or is_passed_over(requesters.get(hold.patron), self._day):
            return False
        return may_fill(item, hold, self.library, self.branch, self._day, requesters)

    def _requesters(self, holds: Iterable[Hold]) -> dict[UUID, Patron]:
        return self._overlay.patrons(h.patron for h in holds)

    def _on_hold_shelf(self, *, expired: bool) -> list[v.ShelfRow]:
        now, here = self._now(), self.branch.name
        lying = [h for h in self._overlay.holds() if h.state is HoldState.ON_SHELF and h.pickup == self._code]
        wanted = [h for h in lying if (h.until is not None and h.until < now) == expired]
        items = self._overlay.items(h.item for h in wanted if h.item)
        found: list[Listed] = [(items[h.item], h, h.until, here) for h in wanted if h.item in items]
        found += [(item, None, None, here) for item in self._left_behind()] if expired else []
        return sorted(self._rows(found), key=lambda r: (r.at or now, r.patron_name))

    def _left_behind(self) -> Iterator[Item]:
        """What lies on this hold shelf for a request that has ended: another copy filled it, or it was cancelled."""
        for item in self._overlay.items_away():
            place = item.place
            if place.state is ItemState.HOLD_SHELF and place.branch == self._code:
                hold = self._overlay.hold(place.hold) if place.hold else None
                if hold is None or hold.state not in OPEN_HOLD or hold.item != item.id:
                    yield item

    def _in_transit(self) -> list[v.ShelfRow]:
        """What travels from here, and what travels here."""
        found: list[Listed] = []
        for item in self._overlay.items_away():
            place = item.place
            if place.state is ItemState.IN_TRANSIT and self._code in (place.to, place.branch):
                hold = self._overlay.hold(place.hold) if place.hold else None
                since = item.moved.at if item.moved else None
                found.append((item, hold, since, self.library.branch(place.to or "").name))
        return sorted(self._rows(found), key=lambda r: (r.to, r.at or self._now()))

    def marked_items(self) -> tuple[v.ShelfRow, ...]:
        """The items that are lost, claimed, missing, damaged, in repair, on order or withdrawn."""
        with self._overlay.reading():
            moving = (ItemState.HOLD_SHELF, ItemState.IN_TRANSIT)
            away = [i for i in self._overlay.items_away() if i.place.state not in moving]
            return tuple(self._rows([(i, None, i.marked, str(i.place.state)) for i in away]))

    def _rows(self, found: Sequence[Listed]) -> list[v.ShelfRow]:
        """The lines of a list, their titles and patrons read at once."""
        titles = self._overlay.titles(i.fields.title for i, *_ in found if i.fields)
        patrons = self._requesters(hold for _, hold, *_ in found if hold)
        rows = []
        for item, hold, at, to in found:
            title = titles.get(item.fields.title) if item.fields else None
            patron = patrons.get(hold.patron) if hold else None
            rows.append(self._row(item, title, hold, patron, at, to))
        return rows

    def _row(
        self, item: Item, title: Title | None, hold: Hold | None, patron: Patron | None, at: datetime | None, to: str
    ) -> v.ShelfRow:
        return v.ShelfRow(
            item=item.id,
            barcode=item.barcode,
            title=title_text(title, item.barcode),
            author=title.fields.author if title and title.fields else "",
            call_number=item.fields.call_number if item.fields else "",
            branch=self.library.branch(item.place.branch or (item.fields.home if item.fields else "")).name,
            to=to,
            hold=hold.id if hold else None,
            patron=patron.id if patron else None,
            patron_name=spoken_name(patron),
            card=next(iter(patron.fields.cards), "") if patron else "",
            at=at,
            passed_over=is_passed_over(patron, self._day),
        )
