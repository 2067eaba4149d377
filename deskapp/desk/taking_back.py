"""What the check-in page says of an item just taken back: where it goes, and what taking it back put right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING
from uuid import UUID

from deskapp.desk.answers import CheckedIn, NextStop, Settled
from deskapp.desk.look import spoken_name, standing_of, title_text
from deskapp.domain.calendar import today
from deskapp.domain.check_in import STAYS_MARKED, Return, unfetched_by
from deskapp.domain.check_out import Copy, fits
from deskapp.domain.fee import billed, loan_charges
from deskapp.domain.queue import KEPT, is_active, is_passed_over
from deskapp.domain.records import Item, Loan, Patron
from deskapp.domain.suspension import suspended_days
from deskapp.domain.values import FeeKind, ItemState, Line
from deskapp.store.overlay import Overlay

if TYPE_CHECKING:
    from deskapp.desk.acts import Acts

Told = tuple[Settled, tuple[tuple[str, str], ...]]
_ENDED = {
    ItemState.MISSING: Settled.WAS_MISSING,
    ItemState.IN_REPAIR: Settled.BACK_FROM_REPAIR,
    ItemState.ON_ORDER: Settled.RECEIVED,
}


def told_of(
    desk: Acts, overlay: Overlay, before: Copy, waiting: Mapping[UUID, Patron], how: Return, *, repeated: bool
) -> CheckedIn:
    """What is said of an item, given how it was before it was taken back."""
    item = overlay.item(before.item.id) or before.item
    place, library, here = item.place, desk.library, desk.branch.code
    loan = overlay.loan(item, before.loan.id) if before.loan else None
    hold = overlay.hold(place.hold) if place.hold else None
    kept_for = _patron(overlay, hold.patron) if hold else None
    returned_by = _patron(overlay, loan.patron) if loan else None
    title = overlay.title(item.fields.title) if item.fields else None
    return CheckedIn(
        item=item.id,
        barcode=item.barcode,
        title=title_text(title, item.barcode),
        next=_next(item),
        to=library.branch(place.to or place.branch or here).name,
        repeated=repeated,
        was_on_loan=before.elsewhere is not None or (before.loan is not None and before.loan.stopped is None),
        returned_by=returned_by.id if returned_by else None,
        returned_by_name=spoken_name(returned_by),
        late_fee=_late_fee(desk, loan) if loan else 0,
        currency=loan.terms.currency if loan else library.currency_of(here),
        kept_for=kept_for.id if kept_for else None,
        kept_for_name=spoken_name(kept_for),
        kept_until=hold.until if hold else None,
        settled=() if repeated else tuple(_settled(desk, overlay, before, item, loan, waiting, how)),
        loan=loan.id if loan else None,
    )


def _patron(overlay: Overlay, id: UUID) -> Patron | None:
    return overlay.patron(overlay.canonical(Line.PATRON, id))


def _next(item: Item) -> NextStop:
    match item.place.state:
        case ItemState.HOLD_SHELF:
            return NextStop.HOLD_SHELF
        case ItemState.IN_TRANSIT:
            return NextStop.TRANSIT_FOR_HOLD if item.place.hold else NextStop.TRANSIT
        case state if state in STAYS_MARKED:
            return NextStop.STAYS
        case _:
            return NextStop.SHELF


def _late_fee(desk: Acts, loan: Loan) -> int:
    calendar = desk.library.calendar_of(loan.terms.calendar, loan.branch)
    return sum(c.amount for c in loan_charges(loan, calendar) if c.kind is FeeKind.OVERDUE)


def _settled(
    desk: Acts,
    overlay: Overlay,
    before: Copy,
    item: Item,
    loan: Loan | None,
    waiting: Mapping[UUID, Patron],
    how: Return,
) -> Iterator[Told]:
    state = before.item.place.state
    if loan is not None:
        yield from _of_the_loan(desk, overlay, loan, how)
    if before.elsewhere is not None:
        yield Settled.LOAN_ELSEWHERE, ()
    if state in _ENDED:
        yield _ENDED[state], ()
    if state in STAYS_MARKED:
        yield Settled.STILL_MARKED, (("state", str(state)), ("note", item.note))
    if state is ItemState.IN_TRANSIT and before.item.place.to == desk.branch.code:
        yield Settled.TRANSIT_ENDED, ()
    if (unfetched := unfetched_by(before, desk.now())) is not None:
        yield Settled.UNFETCHED, (("patron", spoken_name(_patron(overlay, unfetched.patron))),)
    yield from _of_the_queue(desk, before, item, waiting)
    if item.fields and item.fields.parts:
        yield Settled.COUNT_PARTS, (("parts", item.fields.parts),)


def _of_the_loan(desk: Acts, overlay: Overlay, loan: Loan, how: Return) -> Iterator[Told]:
    library = desk.library
    calendar = library.calendar_of(loan.terms.calendar, loan.branch)
    if loan.stop is ItemState.LOST and loan.bill is not None:
        kept = sum(billed(loan))
        refunded = loan.bill.replacement + loan.bill.processing - kept
        facts = (("refunded", str(refunded)), ("kept", str(kept)), ("currency", loan.bill.currency))
        yield Settled.WAS_LOST, facts
    elif loan.stop is not None:
        yield Settled.CLAIM_CLOSED, (("state", str(loan.stop)),)
    if how.amnesty:
        yield Settled.AMNESTY, ()
    if how.effective is not None and loan.closed is not None:
        yield Settled.EFFECTIVE, (("at", loan.closed.isoformat()),)
    patron = _patron(overlay, loan.patron)
    if patron is not None and suspended_days(loan, calendar)[0]:
        ends = [s.last for s in standing_of(overlay, patron, desk.branch.code).suspensions if s.loan == loan.id]
        if ends and max(ends) >= today(calendar, desk.now()):
            yield Settled.SUSPENDED, (("date", max(ends).isoformat()),)


def _of_the_queue(desk: Acts, before: Copy, item: Item, waiting: Mapping[UUID, Patron]) -> Iterator[Told]:
    """Those who wait and were passed over; or that another copy is kept for a request of the title."""
    day = today(desk.library.calendar(desk.branch.code), desk.now())
    ready = [h for h in before.queue if is_active(h, day) and fits(h, before.item)]
    over = [h for h in ready if is_passed_over(waiting.get(h.patron), day)]
    if over:
        yield Settled.PASSED_OVER, (("count", str(len(over))),)
    others = [h for h in before.queue if h.state in KEPT and h.item not in (None, before.item.id)]
    if others and item.place.hold is None:
        yield Settled.OTHER_COPY, (("count", str(len(others))),)
