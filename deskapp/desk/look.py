"""What the screens show: read-only views, put together from the overlay."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID

from deskapp.desk import views as v
from deskapp.desk.answers import Found, Hit, ItemHit, PatronHit, TitleHit
from deskapp.domain.barcode import ScanKind, read_scan
from deskapp.domain.block import Standing, patron_blocks, warnings
from deskapp.domain.calendar import today
from deskapp.domain.check_out import Copy
from deskapp.domain.fee import accrued
from deskapp.domain.item_state import possible
from deskapp.domain.payment import price_left
from deskapp.domain.queue import is_passed_over, position
from deskapp.domain.records import Discrepancy, Hold, HoldState, Item, Loan, Money, Patron, Title
from deskapp.domain.rules import Branch, Library
from deskapp.domain.suspension import standing_suspensions
from deskapp.domain.values import FeeKind, ItemId, Line, PatronId, TitleId
from deskapp.store.overlay import Overlay

R = TypeVar("R")
_SHELF_FIRST = (HoldState.ON_SHELF, HoldState.IN_TRANSIT, HoldState.WAITING)


def spoken_name(patron: Patron | None) -> str:
    """Given name and surname; the card where no name is known."""
    if patron is None:
        return ""
    name = patron.fields.name
    return f"{name.given} {name.surname}".strip() or next(iter(patron.fields.cards), "?")


def title_text(title: Title | None, barcode: str = "") -> str:
    return title.fields.text if title and title.fields else barcode


def standing_of(overlay: Overlay, patron: Patron, branch: str, holds: Sequence[Hold] | None = None) -> Standing:
    """A patron with all that deciding needs, at a branch; `holds` are the open requests, if they were read already."""
    library = overlay.library()
    holds = overlay.holds_of(patron.id) if holds is None else holds
    loans = overlay.loans_of(patron.id)
    return Standing(
        patron,
        [loan for loan in loans if loan.closed is None],
        [loan for loan in loans if loan.closed is not None],
        overlay.account(overlay.canonical(Line.ACCOUNT, patron.id)),
        frozenset(overlay.same_patron(patron.id)),
        library,
        len(holds),
        library.currency_of(branch),
    )


def copy_of(overlay: Overlay, item: Item) -> Copy:
    """An item with all that deciding needs."""
    loan = overlay.loan(item, item.place.loan) if item.place.loan else None
    queue = overlay.queue(item.fields.title) if item.fields else []
    elsewhere = item.place.loan if loan is None else None
    return Copy(item, loan if loan and loan.closed is None else None, queue, elsewhere)


class Look:
    """Builds views. Every public method must be called inside `overlay.reading()`."""

    def __init__(self, overlay: Overlay, branch: Callable[[], Branch], now: Callable[[], datetime]) -> None:
        self._overlay, self._branch, self._now = overlay, branch, now

    # --- patrons --------------------------------------------------------------------------------------

    def panel(self, patron: Patron) -> v.PatronPanel:
        library, now = self._overlay.library(), self._now()
        holds = self._overlay.holds_of(patron.id)
        standing = standing_of(self._overlay, patron, self._branch().code, holds)
        branch, fields = self._branch(), patron.fields
        category, day = library.category(fields.category), today(library.calendar(branch.code), now)
        return v.PatronPanel(
            id=patron.id,
            name=spoken_name(patron),
            card=next(iter(fields.cards), ""),
            fields=fields,
            category_name=(category.name_es, category.name_en),
            branch_name=library.branch(fields.branch).name,
            stub=patron.stub,
            expired=fields.expires is not None and fields.expires < day,
            blocks=tuple(patron_blocks(standing, library, branch, now)),
            manual_blocks=tuple(
                v.ManualBlock(b.id, b.note, b.since, b.expires, b.kind, b.actions) for b in patron.blocks
            ),
            owed=standing.owed,
            currency=library.currency_of(branch.code),
            fees=self._fees(standing),
            payments=tuple(
                v.PaymentRow(
                    p.id, p.amount, p.currency, p.at, p.voided, p.kind, p.reason, p.receipt, p.staff, p.method, p.desk
                )
                for p in standing.account.payments
                if p.kind is not Money.WAIVER or p.amount
            ),
            loans=self._loans(standing.loans, now),
            holds=self._holds(holds, library),
            doubt=v.Doubt(self._overlay.doubt(Line.PATRON, patron.id)),
            needs_newer=patron.needs_newer,
            warnings=tuple(warnings(standing, library, branch, now)),
            suspensions=self._suspensions(standing, day),
            document=patron.document,
            elsewhere=patron.elsewhere,
        )

    def _loans(self, loans: Sequence[Loan], now: datetime) -> tuple[v.LoanRow, ...]:
        items = self._overlay.items(loan.item for loan in loans)
        titles = self._overlay.titles(i.fields.title for i in items.values() if i.fields)
        requested = self._awaited(self._overlay.requested(titles), {loan.patron for loan in loans})
        library = self._overlay.library()
        rows = []
        for loan in sorted(loans, key=lambda loan: (loan.due, loan.out)):
            item = items.get(loan.item)
            title = titles.get(item.fields.title) if item and item.fields else None
            barcode = item.barcode if item else ""
            rows.append(
                v.LoanRow(
                    loan.id,
                    loan.item,
                    barcode,
                    title_text(title, barcode),
                    item.fields.type if item and item.fields else "",
                    loan.due,
                    loan.out,
                    loan.due < now and loan.stop is None,
                    loan.renewals,
                    accrued(loan, library.calendar_of(loan.terms.calendar, loan.branch), now) if loan.due < now else 0,
                    title is not None and title.id in requested,
                    v.Doubt(self._overlay.doubt(Line.ITEM, loan.item)),
                    loan.stop,
                    loan.recalled is not None,
                    loan.on_site,
                    spoken_name(self._patron(loan.handed_to)) if loan.handed_to else "",
                )
            )
        return tuple(rows)

    def _awaited(self, titles: Iterable[UUID], own: Collection[UUID]) -> set[UUID]:
        """Those of the titles that somebody else waits for."""
        queues = {title: self._overlay.queue(title) for title in titles}
        return {t for t, q in queues.items() if any(h.state is HoldState.WAITING and h.patron not in own for h in q)}

    def _holds(self, holds: Sequence[Hold], library: Library) -> tuple[v.HoldRow, ...]:
        titles = self._overlay.titles(h.title for h in holds)
        items = self._overlay.items(i for h in holds for i in (h.item, h.wanted) if i is not None)
        queues = {title: self._overlay.queue(title) for title in dict.fromkeys(h.title for h in holds)}
        rows = []
        for hold in sorted(holds, key=lambda h: (_SHELF_FIRST.index(h.state), h.placed)):
            copy = items.get(hold.item or hold.wanted) if hold.item or hold.wanted else None  # type: ignore[arg-type]
            rows.append(
                v.HoldRow(
                    hold.id,
                    hold.title,
                    title_text(titles.get(hold.title)),
                    copy.barcode if copy else "",
                    hold.wanted is not None,
                    hold.state,
                    position(hold, queues[hold.title]),
                    library.branch(hold.pickup).name,
                    hold.until,
                    v.Doubt(self._overlay.doubt(Line.TITLE, hold.title)),
                    hold.volume,
                    hold.suspended,
                    hold.suspended_until,
                    hold.expires,
                    hold.priority,
                    len(queues[hold.title]),
                )
            )
        return tuple(rows)

    def _queue(self, holds: Sequence[Hold], library: Library) -> tuple[v.HoldRow, ...]:
        """The queue of a title, with who waits."""
        day = today(library.calendar(self._branch().code), self._now())
        rows = sorted(self._holds(holds, library), key=lambda r: r.position)
        by_id = {h.id: self._patron(h.patron) for h in holds}
        return tuple(
            replace(
                row,
                patron=patron.id if (patron := by_id[row.hold]) else None,
                patron_name=spoken_name(patron),
                passed_over=row.state is HoldState.WAITING and is_passed_over(patron, day),
            )
            for row in rows
        )

    def _fees(self, standing: Standing) -> tuple[v.FeeRow, ...]:
        charges = [c for c in standing.charges if c.left]
        items = self._overlay.items(ItemId(c.item) for c in charges if c.item)
        titles = self._overlay.titles(i.fields.title for i in items.values() if i.fields)
        rows = []
        for c in charges:
            item = items.get(c.item) if c.item else None
            title = titles.get(item.fields.title) if item and item.fields else None
            note = title_text(title, item.barcode) if item and (c.loan or not c.note) else c.note
            rows.append(v.FeeRow(c.id, FeeKind(c.kind), note, c.amount, c.left, c.currency, c.at, c.waived, c.loan))
        return tuple(rows)

    def _suspensions(self, standing: Standing, day: date) -> tuple[v.SuspensionRow, ...]:
        loans = {loan.id: loan for loan in standing.ended_owing}
        rows = []
        for one in standing_suspensions(standing.suspensions, day):
            item = self._overlay.item(loans[one.loan].item)
            title = self._overlay.title(item.fields.title) if item and item.fields else None
            text = title_text(title, item.barcode if item else "")
            rows.append(v.SuspensionRow(one.loan, text, one.first, one.last, one.days, one.late, price_left(one, day)))
        return tuple(rows)

    # --- items ----------------------------------------------------------------------------------------

    def item_page(self, item: Item) -> v.ItemPage:
        overlay, library = self._overlay, self._overlay.library()
        copy = copy_of(overlay, item)
        title = overlay.title(item.fields.title) if item.fields else None
        kept = next((h for h in copy.queue if h.id == item.place.hold), None)
        borrower = self._patron(copy.loan.patron) if copy.loan else None
        kept_for = self._patron(kept.patron) if kept else None
        return v.ItemPage(
            id=item.id,
            barcode=item.barcode,
            title_id=title.id if title else None,
            title=title_text(title, item.barcode),
            author=title.fields.author if title and title.fields else "",
            item_type=item.fields.type if item.fields else "",
            call_number=item.fields.call_number if item.fields else "",
            home=library.branch(item.fields.home).name if item.fields else "",
            stub=item.fields is None,
            to_be_catalogued=item.to_be_catalogued,
            state=item.place.state,
            branch=library.branch(item.place.branch or (item.fields.home if item.fields else "")).name,
            to=library.branch(item.place.to).name if item.place.to else None,
            due=copy.loan.due if copy.loan else None,
            overdue=copy.loan is not None and copy.loan.stop is None and copy.loan.due < self._now(),
            borrower=borrower.id if borrower else None,
            borrower_name=spoken_name(borrower),
            kept_for=kept_for.id if kept_for else None,
            kept_for_name=spoken_name(kept_for),
            holds=self._queue(list(copy.queue), library),
            acts=tuple(v.ActRow(a.at, a.kind, a.staff, a.desk) for a in reversed(item.acts)),
            doubt=v.Doubt(overlay.doubt(Line.ITEM, item.id)),
            needs_newer=item.needs_newer,
            loan=copy.loan.id if copy.loan else None,
            volume=item.fields.volume if item.fields else "",
            parts=item.fields.parts if item.fields else "",
            collection=item.fields.collection if item.fields else "",
            price=item.fields.price if item.fields else 0,
            note=item.note,
            marked=item.marked,
            in_house=item.in_house,
            seen=item.seen,
            recalled=copy.loan is not None and copy.loan.recalled is not None,
            last_patron=item.last_patron,
            last_patron_name=spoken_name(self._patron(item.last_patron)) if item.last_patron else "",
            states=() if copy.elsewhere else possible(item, copy.loan),
        )

    def _patron(self, id: UUID) -> Patron | None:
        return self._overlay.patron(self._overlay.canonical(Line.PATRON, id))

    # --- finding --------------------------------------------------------------------------------------

    def find(self, raw: str) -> Found:
        """A card, a barcode or an ISBN exactly; failing that, words. The scan's own faults are named."""
        scan = read_scan(raw)
        if not scan.usable:
            return Found(scan.text, problem=str(next((p for p in scan.problems if p.fatal), "")))
        hits = [self._hit(kind, id) for kind, id in self._overlay.by_code(scan.text)]
        if scan.kind is ScanKind.ISBN and scan.isbn:
            hits += [self._hit(kind, id) for kind, id in self._overlay.by_code(scan.isbn)]
            return Found(scan.isbn, tuple(dict.fromkeys(h for h in hits if h)), isbn=True)
        found = tuple(dict.fromkeys(h for h in hits if h))
        if not found and any(c.isalpha() for c in scan.text):
            found = self.search(scan.text)
        return Found(scan.text, found)

    def search(self, text: str, limit: int = 12) -> tuple[Hit, ...]:
        """Patrons and titles by the beginnings of their words."""
        hits = [self._hit_of(record) for record in self._overlay.search(text, limit)]
        return tuple(sorted(hits, key=lambda h: isinstance(h, TitleHit)))

    def _hit(self, kind: str, id: UUID) -> Hit | None:
        record: Item | Patron | Title | None
        match kind:
            case "item":
                record = self._overlay.item(id)
            case "patron":
                record = self._overlay.patron(id)
            case _:
                record = self._overlay.title(id)
        return self._hit_of(record) if record else None

    def _hit_of(self, record: Item | Patron | Title) -> Hit:
        match record:
            case Patron():
                fields = record.fields
                card = next(iter(fields.cards), "")
                return PatronHit(PatronId(record.id), spoken_name(record), card, fields.category, fields.birth_date)
            case Item():
                title = self._overlay.title(record.fields.title) if record.fields else None
                return ItemHit(ItemId(record.id), record.barcode, title_text(title, record.barcode), record.place.state)
            case Title():
                items = tuple(
                    ItemHit(i.id, i.barcode, title_text(record), i.place.state)
                    for i in self._overlay.items_of(record.id)
                )
                author = record.fields.author if record.fields else ""
                return TitleHit(TitleId(record.id), title_text(record), author, items)

    # --- discrepancies ----------------------------------------------------------------------------------

    def discrepancies(self, found: Sequence[Discrepancy]) -> tuple[v.DiscrepancyRow, ...]:
        """With the records that they are about, which are read at once: there may be thousands."""
        overlay = self._overlay
        items = overlay.items(id for d in found if (id := _item_of(d)))
        moved = {id: overlay.canonical(Line.ITEM, id) for id, item in items.items() if item.same_as}
        items |= {id: item for id, to in moved.items() if (item := overlay.item(to)) is not None}
        titles = overlay.titles(id for d in found if (id := _title_of(d, items)))
        patrons = overlay.patrons(id for d in found for id in (_patron_of(d), d.other_patron) if id)
        return tuple(self._discrepancy(d, items, titles, patrons) for d in found)

    def _discrepancy(
        self, found: Discrepancy, items: dict[UUID, Item], titles: dict[UUID, Title], patrons: dict[UUID, Patron]
    ) -> v.DiscrepancyRow:
        item, title = _one(items, _item_of(found)), _one(titles, _title_of(found, items))
        patron, other = _one(patrons, _patron_of(found)), _one(patrons, found.other_patron)
        barcode = item.barcode if item else ""
        return v.DiscrepancyRow(
            found.id,
            found.code,
            found.at,
            found.desk,
            found.other_desk,
            item.id if item else None,
            barcode,
            title_text(title, barcode),
            patron.id if patron else None,
            spoken_name(patron),
            other.id if other else None,
            spoken_name(other),
            found.detail,
        )


def _one(records: dict[UUID, R], id: UUID | None) -> R | None:
    return records.get(id) if id else None


def _item_of(found: Discrepancy) -> UUID | None:
    return found.item or (found.of if found.line is Line.ITEM else None)


def _title_of(found: Discrepancy, items: dict[UUID, Item]) -> UUID | None:
    item = _one(items, _item_of(found))
    own = item.fields.title if item and item.fields else None
    return found.title or own or (found.of if found.line is Line.TITLE else None)


def _patron_of(found: Discrepancy) -> UUID | None:
    return found.patron or (found.of if found.line in (Line.PATRON, Line.ACCOUNT) else None)
