"""The fold of an item's timeline: where the item is, its loans, and what they cost when they end.

What physically happened is always taken as true; what it contradicts is settled by rule and listed.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import cast
from uuid import UUID

from deskapp.domain.discrepancy import close_discrepancy, disagree
from deskapp.domain.events import (
    ActId,
    CheckInUndone,
    CheckOutUndone,
    CodeShared,
    DiscrepancyClosed,
    Event,
    HoldCancelled,
    HoldReinstated,
    HoldTrapped,
    Identified,
    ItemCatalogued,
    ItemCheckedIn,
    ItemCheckedOut,
    ItemId,
    ItemState,
    LoanRenewed,
    Place,
    RenewalUndone,
    StubMade,
    TransitStarted,
)
from deskapp.domain.fee import overdue_fee
from deskapp.domain.records import Act, Code, HoldState, Item, Loan, LoanEnd, Timeline

ACTS_KEPT = 8
_MOVES = ItemCheckedOut | ItemCheckedIn | HoldTrapped | TransitStarted
_UNDOS = CheckOutUndone | CheckInUndone | RenewalUndone


def fold_item(timeline: Timeline, event: Event) -> Timeline:
    """The item's timeline after the event."""
    timeline = _order_uncertain(timeline, event)
    before = timeline
    match event.body:
        case ItemCatalogued() as body:
            timeline = _item(
                timeline, fields=body.fields, barcode=body.fields.barcode, to_be_catalogued=body.to_be_catalogued
            )
        case StubMade() as body:
            timeline = timeline if _head(timeline).barcode else _item(timeline, barcode=body.barcode)
        case Identified() as body if timeline.id == body.stub:
            timeline = _item(timeline, same_as=ItemId(body.id))
        case ItemCheckedOut() as body:
            timeline = _checked_out(timeline, event, body)
        case ItemCheckedIn() as body:
            timeline = _checked_in(timeline, event, body)
        case HoldTrapped() as body:
            timeline = _trapped(timeline, event, body)
        case TransitStarted() as body:
            timeline = _sent(timeline, event, body)
        case LoanRenewed() as body:
            timeline = _renewed(timeline, event, body)
        case HoldCancelled() as body:
            timeline = _released(timeline, body)
        case HoldReinstated() as body:
            timeline = _kept_again(timeline, body)
        case CheckOutUndone() as body:
            timeline = _check_out_undone(timeline, event, body)
        case CheckInUndone() as body:
            timeline = _check_in_undone(timeline, event, body)
        case RenewalUndone() as body:
            timeline = _renewal_undone(timeline, event, body)
        case CodeShared() as body if body.first == timeline.id:
            return disagree(timeline, event, Code.CODE_SHARED, item=timeline.id, number=body.code)
        case DiscrepancyClosed() as body:
            return close_discrepancy(timeline, event, body)
        case _:
            return before
    too_late = len(timeline.discrepancies) > len(before.discrepancies) and isinstance(event.body, _UNDOS)
    return _seen(timeline, event, None if too_late or isinstance(event.body, HoldReinstated) else event.act)


def _head(timeline: Timeline) -> Item:
    return cast(Item, timeline.head)


def _item(timeline: Timeline, **changes: object) -> Timeline:
    return replace(timeline, head=replace(_head(timeline), **changes))  # type: ignore[arg-type]  # names checked by tests


def _place(timeline: Timeline, place: Place) -> Timeline:
    return _item(timeline, place=place)


def _loan(timeline: Timeline, id: UUID | None) -> Loan | None:
    return cast("Loan | None", timeline.parts.get(id)) if id else None


def _with(timeline: Timeline, loan: Loan) -> Timeline:
    return replace(timeline, parts={**timeline.parts, loan.id: loan})


def _seen(timeline: Timeline, event: Event, act: ActId | None) -> Timeline:
    """Note the event on the item. An undo that is too late, or is not the item's, leaves the last act as it was."""
    item = _head(timeline)
    told = Act(event.stamp.at, type(event.body).__name__, event.staff, event.desk)
    moves = isinstance(event.body, _MOVES)
    return _item(
        timeline,
        last=event.stamp,
        last_act=item.last_act if act is None else act,
        last_desk=event.desk,
        moved=event.stamp if moves else item.moved,
        moved_uncertainty=event.uncertainty if moves else item.moved_uncertainty,
        acts=(*item.acts, told)[-ACTS_KEPT:],
    )


def _order_uncertain(timeline: Timeline, event: Event) -> Timeline:
    """Two desks' clocks were too close to tell which of two movements came first."""
    item = _head(timeline)
    if item.moved is None or item.moved.workstation == event.stamp.workstation or not isinstance(event.body, _MOVES):
        return timeline
    apart: timedelta = event.stamp.at - item.moved.at
    if apart >= timedelta(microseconds=event.uncertainty + item.moved_uncertainty):
        return timeline
    return disagree(timeline, event, Code.ORDER_UNCERTAIN, item=item.id, other_desk=item.last_desk)


def _end(timeline: Timeline, loan: Loan, at: datetime, end: LoanEnd, fee: int = 0) -> Timeline:
    return _with(timeline, replace(loan, closed=at, end=end, fee=fee))


def _checked_out(timeline: Timeline, event: Event, body: ItemCheckedOut) -> Timeline:
    """The item is with the newer borrower. An earlier loan that nobody saw end is closed without a fee."""
    item = _head(timeline)
    if body.loan in timeline.parts:
        return timeline
    open_loan = _loan(timeline, item.place.loan)
    if open_loan is not None:
        timeline = _end(timeline, open_loan, event.stamp.at, LoanEnd.SUPERSEDED)
        timeline = disagree(
            timeline,
            event,
            Code.LENT_WHILE_ON_LOAN,
            item=item.id,
            patron=body.patron,
            other_patron=open_loan.patron,
            other_desk=open_loan.desk,
        )
    elif item.place.hold not in (None, body.hold, body.previous.hold) and "held_for_other" not in event.overrides:
        timeline = disagree(
            timeline, event, Code.LENT_WHILE_HELD, item=item.id, patron=body.patron, other_desk=item.last_desk
        )
    loan = Loan(body.loan, item.id, body.patron, event.stamp.at, body.due, body.terms, body.branch, desk=event.desk)
    return _place(_with(timeline, loan), Place(ItemState.ON_LOAN, body.branch, loan=body.loan))


def _checked_in(timeline: Timeline, event: Event, body: ItemCheckedIn) -> Timeline:
    """The item in hand is always right: whatever loan was open ends here, at the effective moment."""
    item = _head(timeline)
    loan = _loan(timeline, item.place.loan)
    if loan is not None:
        returned = max(min(body.effective or event.stamp.at, event.stamp.at), loan.out)
        timeline = _end(timeline, loan, returned, LoanEnd.RETURNED, overdue_fee(loan.terms, loan.due, returned))
        if body.loan not in (None, loan.id):
            timeline = disagree(
                timeline,
                event,
                Code.RETURNED_OTHER_LOAN,
                item=item.id,
                patron=loan.patron,
                other_desk=loan.desk,
            )
    elif item.place.state is ItemState.HOLD_SHELF and item.place.hold != body.previous.hold:
        return disagree(timeline, event, Code.RETURNED_UNAWARE_OF_HOLD, item=item.id, other_desk=item.last_desk)
    return _place(timeline, Place(ItemState.AVAILABLE, body.branch))


def _trapped(timeline: Timeline, event: Event, body: HoldTrapped) -> Timeline:
    item = _head(timeline)
    if item.place.loan is not None:
        return disagree(timeline, event, Code.TRAPPED_WHILE_ON_LOAN, item=item.id, other_desk=item.last_desk)
    if item.place.hold not in (None, body.hold):
        timeline = disagree(timeline, event, Code.TRAPPED_TWICE, item=item.id, other_desk=item.last_desk)
    return _place(timeline, Place(ItemState.HOLD_SHELF, body.branch, hold=body.hold))


def _sent(timeline: Timeline, event: Event, body: TransitStarted) -> Timeline:
    item = _head(timeline)
    if item.place.loan is not None:
        return disagree(timeline, event, Code.TRAPPED_WHILE_ON_LOAN, item=item.id, other_desk=item.last_desk)
    return _place(timeline, Place(ItemState.IN_TRANSIT, item.place.branch, hold=body.hold, to=body.to))


def _renewed(timeline: Timeline, event: Event, body: LoanRenewed) -> Timeline:
    loan = _loan(timeline, body.loan)
    if loan is None or loan.closed is not None:
        return disagree(
            timeline, event, Code.RENEWED_AFTER_RETURN, item=timeline.id, patron=loan.patron if loan else None
        )
    return _with(timeline, replace(loan, due=max(body.due, loan.due), renewals=loan.renewals + 1))


def _released(timeline: Timeline, body: HoldCancelled) -> Timeline:
    """The item that was kept for a cancelled request is free again, where it lies."""
    place = _head(timeline).place
    if place.hold != body.hold:
        return timeline
    if place.state is ItemState.IN_TRANSIT:
        return _place(timeline, replace(place, hold=None))
    return _place(timeline, Place(ItemState.AVAILABLE, place.branch))


def _kept_again(timeline: Timeline, body: HoldReinstated) -> Timeline:
    """The copy that was kept, or travelled, for the request before it was cancelled is for it again."""
    place = _head(timeline).place
    if body.item != timeline.id or place.hold is not None:
        return timeline
    if body.state == HoldState.ON_SHELF and place.state is ItemState.AVAILABLE:
        return _place(timeline, Place(ItemState.HOLD_SHELF, place.branch, hold=body.hold))
    if body.state == HoldState.IN_TRANSIT and place.state is ItemState.IN_TRANSIT:
        return _place(timeline, replace(place, hold=body.hold))
    return timeline


def _too_late(timeline: Timeline, event: Event) -> Timeline:
    return disagree(timeline, event, Code.UNDONE_TOO_LATE, item=timeline.id, other_desk=_head(timeline).last_desk)


def _check_out_undone(timeline: Timeline, event: Event, body: CheckOutUndone) -> Timeline:
    loan = _loan(timeline, body.loan)
    if loan is None or _head(timeline).last_act not in (body.after or body.of, event.act):
        return _too_late(timeline, event)
    return _place(_end(timeline, loan, event.stamp.at, LoanEnd.UNDONE), _without_loan(body.restores))


def _without_loan(place: Place) -> Place:
    """A place to go back to that claims no loan: a loan is reopened only by undoing the check-in that ended it."""
    if place.state is ItemState.ON_LOAN:
        return Place(ItemState.AVAILABLE, place.branch)
    return replace(place, loan=None)


def _check_in_undone(timeline: Timeline, event: Event, body: CheckInUndone) -> Timeline:
    loan = _loan(timeline, body.loan)
    item = _head(timeline)
    if item.place.loan is not None or item.last_act not in (body.after or body.of, event.act):
        return _too_late(timeline, event)
    if loan is None or loan.end is not LoanEnd.RETURNED:
        return _place(timeline, _without_loan(body.restores))
    timeline = _with(timeline, replace(loan, closed=None, end=None, fee=0))
    return _place(timeline, Place(ItemState.ON_LOAN, loan.branch, loan=loan.id))


def _renewal_undone(timeline: Timeline, event: Event, body: RenewalUndone) -> Timeline:
    loan = _loan(timeline, body.loan)
    if loan is None or loan.closed is not None or _head(timeline).last_act not in (body.after or body.of, event.act):
        return _too_late(timeline, event)
    return _with(timeline, replace(loan, due=body.restores, renewals=max(0, loan.renewals - 1)))
