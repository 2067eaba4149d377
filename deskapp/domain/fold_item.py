"""The fold of an item's timeline: where the item is, its loans, and what they cost when they end.

What physically happened is always taken as true; what it contradicts is settled by rule and listed.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from deskapp.domain.discrepancy import close_discrepancy, disagree, settled
from deskapp.domain.events import (
    CheckInBackdated,
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
    ItemMarked,
    ItemSeen,
    ItemUsedInHouse,
    LimitExceeded,
    LoanRecalled,
    LoanRenewed,
    MarkUndone,
    RecallUndone,
    RenewalUndone,
    StubMade,
    TransitStarted,
)
from deskapp.domain.fold_item_undo import check_in_undone, check_out_undone, mark_undone, recall_undone, renewal_undone
from deskapp.domain.frozen import replace
from deskapp.domain.item_line import ended, item_of, loan_in, noted, placed, with_item, with_loan
from deskapp.domain.records import Act, Code, HoldState, LateSpan, Loan, LoanEnd, Renewed, Timeline
from deskapp.domain.values import GONE_WITH_LOAN, ActId, ItemId, ItemState, Place

ACTS_KEPT = 8
_MOVES = ItemCheckedOut | ItemCheckedIn | HoldTrapped | TransitStarted
_UNDOS = CheckOutUndone | CheckInUndone | RenewalUndone | MarkUndone | RecallUndone
_STAYS_MARKED = (ItemState.DAMAGED, ItemState.WITHDRAWN)  # coming back does not end these

_MARKED_AWAY = (ItemState.WITHDRAWN, ItemState.IN_REPAIR, ItemState.DAMAGED)
ON_LENDING = (Code.RETURNED_UNAWARE_OF_HOLD, Code.TRAPPED_FOR_CLOSED_HOLD, Code.TRAPPED_TWICE)
"""What is over once the item has gone to somebody."""
ON_RETURN = (
    Code.LENT_WHILE_ON_LOAN,
    Code.LENT_WHILE_HELD,
    Code.LENT_WHILE_MARKED,
    Code.TRAPPED_WHILE_ON_LOAN,
    Code.TRAPPED_FOR_CLOSED_HOLD,
    Code.TRAPPED_TWICE,
    Code.RETURNED_UNAWARE_OF_HOLD,
    Code.MARKED_WHILE_ON_LOAN,
    Code.ORDER_UNCERTAIN,
    Code.LIMIT_EXCEEDED,
)
"""What is over once the item is in staff's hands again: the desk that takes it knows where it belongs."""


MOST_UNDONE = 20
"""So many renewals of a loan can be taken back, the last ones."""


def fold_item(timeline: Timeline, event: Event) -> Timeline:
    """The item's timeline after the event."""
    timeline = _order_uncertain(timeline, event)
    before = timeline
    match event.body:
        case ItemCatalogued() as body:
            timeline = with_item(
                timeline, fields=body.fields, barcode=body.fields.barcode, to_be_catalogued=body.to_be_catalogued
            )
        case StubMade() as body:
            timeline = timeline if item_of(timeline).barcode else with_item(timeline, barcode=body.barcode)
        case Identified() as body if timeline.id == body.stub:
            timeline = with_item(timeline, same_as=ItemId(body.id))
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
        case LoanRecalled() as body:
            timeline = _recalled(timeline, body)
        case ItemMarked() as body:
            timeline = _marked(timeline, event, body)
        case ItemSeen() as body:
            timeline = _on_its_shelf(timeline, event, body)
        case ItemUsedInHouse() as body:
            timeline = with_item(timeline, in_house=item_of(timeline).in_house + body.times)
        case CheckInBackdated() as body:
            timeline = _backdated(timeline, event, body)
        case HoldCancelled() as body:
            timeline = _released(timeline, body)
        case HoldReinstated() as body:
            timeline = _kept_again(timeline, body)
        case CheckOutUndone() as body:
            timeline = check_out_undone(timeline, event, body)
        case CheckInUndone() as body:
            timeline = check_in_undone(timeline, event, body)
        case RenewalUndone() as body:
            timeline = renewal_undone(timeline, event, body)
        case MarkUndone() as body:
            timeline = mark_undone(timeline, event, body)
        case RecallUndone() as body:
            timeline = recall_undone(timeline, event, body)
        case LimitExceeded() as body:
            counted = {"count": body.count, "limit": body.limit}
            return disagree(timeline, event, Code.LIMIT_EXCEEDED, item=timeline.id, patron=body.patron, **counted)
        case CodeShared() as body if body.first == timeline.id:
            return disagree(timeline, event, Code.CODE_SHARED, item=timeline.id, number=body.code)
        case DiscrepancyClosed() as body:
            return close_discrepancy(timeline, event, body)
        case _:
            return before
    too_late = len(timeline.discrepancies) > len(before.discrepancies) and isinstance(event.body, _UNDOS)
    return _seen(timeline, event, None if too_late or isinstance(event.body, HoldReinstated) else event.act)


def _seen(timeline: Timeline, event: Event, act: ActId | None) -> Timeline:
    """Note the event on the item. An undo that is too late, or is not the item's, leaves the last act as it was."""
    item = item_of(timeline)
    told = Act(event.stamp.at, type(event.body).__name__, event.staff, event.desk)
    moves = isinstance(event.body, _MOVES)
    return with_item(
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
    item = item_of(timeline)
    if item.moved is None or item.moved.workstation == event.stamp.workstation or not isinstance(event.body, _MOVES):
        return timeline
    apart: timedelta = event.stamp.at - item.moved.at
    if apart >= timedelta(microseconds=event.uncertainty + item.moved_uncertainty):
        return timeline
    return disagree(timeline, event, Code.ORDER_UNCERTAIN, item=item.id, other_desk=item.last_desk)


def _checked_out(timeline: Timeline, event: Event, body: ItemCheckedOut) -> Timeline:
    """The item is with the newer borrower. An earlier loan that nobody saw end is closed without a fee."""
    item = item_of(timeline)
    if body.loan in timeline.parts:
        return timeline
    open_loan = loan_in(timeline, item.place.loan)
    if open_loan is not None:
        timeline = ended(timeline, open_loan, event.stamp.at, LoanEnd.SUPERSEDED)
        about = {"item": item.id, "patron": body.patron, "other_patron": open_loan.patron, "other_desk": open_loan.desk}
        timeline = disagree(timeline, event, Code.LENT_WHILE_ON_LOAN, **about)
    elif item.place.hold not in (None, body.hold, body.previous.hold) and "held_for_other" not in event.overrides:
        timeline = disagree(
            timeline, event, Code.LENT_WHILE_HELD, item=item.id, patron=body.patron, other_desk=item.last_desk
        )
    elif item.place.state in _MARKED_AWAY and item.place.state is not body.previous.state:
        timeline = disagree(
            timeline,
            event,
            Code.LENT_WHILE_MARKED,
            item=item.id,
            patron=body.patron,
            other_desk=item.last_desk,
            state=item.place.state,
        )
    loan = Loan(
        body.loan,
        item.id,
        body.patron,
        event.stamp.at,
        body.due,
        body.terms,
        body.branch,
        desk=event.desk,
        item_type=body.item_type,
        title=body.title,
        on_site=body.on_site,
        handed_to=body.handed_to,
        decided=body.decided,
        rental=body.terms.rental,
        owner=body.owner,
        collection=body.collection,
        limit=None if {"too_many_loans", "stub_limit"} & set(event.overrides) else body.limit,
    )
    timeline = settled(timeline, event, ON_LENDING)
    last = None if body.dissociated else body.patron
    place = Place(ItemState.ON_LOAN, body.branch, loan=body.loan)
    return noted(with_loan(timeline, loan), event, note="", marked=None, last_patron=last, place=place)


def _checked_in(timeline: Timeline, event: Event, body: ItemCheckedIn) -> Timeline:
    """The item in hand is always right: whatever loan was open ends here, at the effective moment."""
    item = item_of(timeline)
    timeline = settled(timeline, event, ON_RETURN)
    loan = loan_in(timeline, item.place.loan)
    if loan is not None:
        returned = max(min(body.effective or event.stamp.at, event.stamp.at), loan.out)
        timeline = ended(timeline, loan, returned, LoanEnd.RETURNED, amnesty=body.amnesty)
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
        timeline = with_item(timeline, unmoved=event.act)
        return disagree(timeline, event, Code.RETURNED_UNAWARE_OF_HOLD, item=item.id, other_desk=item.last_desk)
    if item.place.state in _STAYS_MARKED:
        return placed(timeline, Place(item.place.state, body.branch))
    return noted(timeline, event, note="", marked=None, place=Place(ItemState.AVAILABLE, body.branch))


def _trapped(timeline: Timeline, event: Event, body: HoldTrapped) -> Timeline:
    item = item_of(timeline)
    if item.place.loan is not None:
        return disagree(timeline, event, Code.TRAPPED_WHILE_ON_LOAN, item=item.id, other_desk=item.last_desk)
    if item.place.hold not in (None, body.hold):
        timeline = disagree(timeline, event, Code.TRAPPED_TWICE, item=item.id, other_desk=item.last_desk)
    return placed(timeline, Place(ItemState.HOLD_SHELF, body.branch, hold=body.hold))


def _sent(timeline: Timeline, event: Event, body: TransitStarted) -> Timeline:
    item = item_of(timeline)
    if item.place.loan is not None:
        return disagree(timeline, event, Code.TRAPPED_WHILE_ON_LOAN, item=item.id, other_desk=item.last_desk)
    return placed(timeline, Place(ItemState.IN_TRANSIT, item.place.branch, hold=body.hold, to=body.to))


def _renewed(timeline: Timeline, event: Event, body: LoanRenewed) -> Timeline:
    loan = loan_in(timeline, body.loan)
    if loan is None or loan.closed is not None:
        return disagree(
            timeline, event, Code.RENEWED_AFTER_RETURN, item=timeline.id, patron=loan.patron if loan else None
        )
    late = loan.late if body.forgiven else (*loan.late, *_late_until(loan, event.stamp.at))
    renewed = replace(
        loan,
        due=max(body.due, loan.due),
        renewals=loan.renewals + 1,
        unseen=loan.unseen + 1 if body.unseen else 0,
        rental=loan.rental + body.rental,
        late=late,
        recalled=None,
        recall_per_day=0,
        decided=body.decided,
        renewed=_remembered(loan),
    )
    return with_loan(timeline, renewed)


def _remembered(loan: Loan) -> Renewed:
    """What this renewal replaces, and those before it; few, for a loan that renews itself for ever stays small."""
    last: list[Renewed] = []
    earlier = loan.renewed
    while earlier is not None and len(last) < MOST_UNDONE - 1:
        last.append(earlier)
        earlier = earlier.earlier
    kept: Renewed | None = loan.renewed if earlier is None else None
    if earlier is not None:
        for one in reversed(last):
            kept = replace(one, earlier=kept)
    return Renewed(loan.due, loan.unseen, loan.recalled, loan.recall_per_day, loan.decided, kept)


def _late_until(loan: Loan, at: datetime) -> tuple[LateSpan, ...]:
    """The time that a loan was late until it is renewed."""
    return (LateSpan(loan.due, at, loan.recall_per_day or None),) if at > loan.due else ()


def _recalled(timeline: Timeline, body: LoanRecalled) -> Timeline:
    """The due date comes forward; a loan that has ended meanwhile needs no recall."""
    loan = loan_in(timeline, body.loan)
    if loan is None or loan.closed is not None or body.due >= loan.due:
        return timeline
    recalled = replace(loan, due=body.due, recalled=loan.due, recall_per_day=body.per_day)
    return with_loan(timeline, recalled)


def _marked(timeline: Timeline, event: Event, body: ItemMarked) -> Timeline:
    """A loan of a lost or claimed item stands still. What a desk said of a loan that had ended changes nothing."""
    item, loan = item_of(timeline), loan_in(timeline, body.loan)
    if body.loan is not None and (loan is None or loan.closed is not None):
        patron = loan.patron if loan else None
        about = {"item": item.id, "patron": patron, "other_desk": item.last_desk, "state": body.state}
        return disagree(timeline, event, Code.MARKED_AFTER_RETURN, **about)
    if loan is None and item.place.loan is not None:
        about = {"item": item.id, "other_desk": item.last_desk, "state": body.state}
        return disagree(timeline, event, Code.MARKED_WHILE_ON_LOAN, **about)
    told: dict[str, object] = {"note": body.note, "marked": event.stamp.at}
    if loan is not None and body.state in GONE_WITH_LOAN:
        bill = body.bill or loan.bill
        stopped = replace(loan, stopped=loan.stopped or event.stamp.at, stop=body.state, bill=bill)
        place = Place(body.state, item.place.branch, loan=loan.id)
        return placed(noted(with_loan(timeline, stopped), event, **told), place)
    if loan is not None:
        timeline = ended(timeline, loan, event.stamp.at, LoanEnd.WRITTEN_OFF)
    if body.state is ItemState.AVAILABLE:
        told = {"note": "", "marked": None}
    return placed(noted(timeline, event, **told), Place(body.state, body.branch))


def _on_its_shelf(timeline: Timeline, event: Event, body: ItemSeen) -> Timeline:
    """Inventory: a missing item is found by being seen."""
    timeline = with_item(timeline, seen=event.stamp.at)
    if item_of(timeline).place.state is not ItemState.MISSING:
        return timeline
    return placed(with_item(timeline, note="", marked=None), Place(ItemState.AVAILABLE, body.branch))


def _backdated(timeline: Timeline, event: Event, body: CheckInBackdated) -> Timeline:
    loan = loan_in(timeline, body.loan)
    if loan is None or loan.end is not LoanEnd.RETURNED or loan.closed is None:
        return disagree(timeline, event, Code.BACKDATED_OTHER_LOAN, item=timeline.id)
    return with_loan(timeline, replace(loan, closed=max(min(body.effective, loan.closed), loan.out)))


def _released(timeline: Timeline, body: HoldCancelled) -> Timeline:
    """The item that was kept for a cancelled request is free again, where it lies."""
    place = item_of(timeline).place
    if place.hold != body.hold:
        return timeline
    if place.state is ItemState.IN_TRANSIT:
        return placed(timeline, replace(place, hold=None))
    return placed(timeline, Place(ItemState.AVAILABLE, place.branch))


def _kept_again(timeline: Timeline, body: HoldReinstated) -> Timeline:
    """The copy that was kept, or travelled, for the request before it was cancelled is for it again."""
    place = item_of(timeline).place
    if body.item != timeline.id or place.hold is not None:
        return timeline
    if body.state == HoldState.ON_SHELF and place.state is ItemState.AVAILABLE:
        return placed(timeline, Place(ItemState.HOLD_SHELF, place.branch, hold=body.hold))
    if body.state == HoldState.IN_TRANSIT and place.state is ItemState.IN_TRANSIT:
        return placed(timeline, replace(place, hold=body.hold))
    return timeline
