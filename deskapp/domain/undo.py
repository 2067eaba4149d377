"""Taking an act back, by a further act. Money, print and mail are facts and stay."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from uuid import UUID

from deskapp.domain.events import (
    BlockLifted,
    BlockPlaced,
    Body,
    CheckInUndone,
    CheckOutUndone,
    CreditGranted,
    FeeCharged,
    FeeReversed,
    FeeWaived,
    HoldCancelled,
    HoldMoved,
    HoldPlaced,
    HoldReinstated,
    HoldResumed,
    HoldSuspended,
    HoldTrapped,
    ItemCheckedIn,
    ItemCheckedOut,
    ItemMarked,
    ItemUsedInHouse,
    LoanRecalled,
    LoanRenewed,
    MarkUndone,
    PatronEdited,
    PaymentVoided,
    PickupChanged,
    RecallUndone,
    RenewalUndone,
    SuspensionLifted,
    TransitStarted,
)
from deskapp.domain.outcome import Block, Blocked, Done, Fact, Outcome, Refused, fact
from deskapp.domain.records import Hold, Item, Patron
from deskapp.domain.values import ActId, Line, PaymentId

UNDONE = "undone"
"""The reason of a waiver or a credit that was undone."""

Undone = Mapping[ActId, Mapping[UUID, ActId | None]]
"""For each act that undid another: the last act of each record before the one that was undone."""


def undo(
    act: ActId,
    bodies: Sequence[Body],
    items: Mapping[UUID, Item],
    before: Mapping[UUID, Hold],
    patrons: Sequence[Patron] = (),
    holds: Sequence[tuple[Hold, Hold | None]] = (),
    undone: Undone = MappingProxyType({}),
) -> Outcome:
    """Undo one act, its events last to first; refused when something else has happened to its records since.

    `items` and `patrons` are those it touched as they are now; `before` the requests it touched as they were before
    it, `holds` the same as it left them and as they are now. `undone` are the undoings so far: a record whose last
    act is one of them is again as the act before left it.
    """
    heads: list[Item | Patron] = [*items.values(), *patrons]
    for head in heads:
        if _last(head, undone) != act:
            acts = head.acts if isinstance(head, Item) else ()
            by = (("kind", acts[-1].kind if acts else ""), ("desk", head.last_desk))
            return Refused((Block(Blocked.SOMETHING_CAME_AFTER, None, by),))
    if any(now is None or (now.state, now.item) != (left.state, left.item) for left, now in holds):
        return Refused((Block(Blocked.SOMETHING_CAME_AFTER, None, (("kind", ""), ("desk", ""))),))
    if any(isinstance(body, SuspensionLifted) for body in bodies):
        return Refused((Block(Blocked.NOTHING_TO_UNDO),))
    facts = [f for body in reversed(bodies) for f in _undone(act, body, items, before)]
    return Done(tuple(facts)) if facts else Refused((Block(Blocked.NOTHING_TO_UNDO),))


def _last(head: Item | Patron, undone: Undone) -> ActId | None:
    """The last act that still holds."""
    last = head.last_act
    while last is not None and last in undone:
        last = undone[last].get(head.id)
    return last


def _undone(act: ActId, body: Body, items: Mapping[UUID, Item], before: Mapping[UUID, Hold]) -> list[Fact]:
    match body:
        case ItemCheckedOut():
            item = items.get(body.item)
            undone = CheckOutUndone(act, body.item, body.loan, body.hold, body.previous, _after(act, item))
            return [fact(undone, (Line.ITEM, body.item), (Line.TITLE, _title(item)))]
        case ItemCheckedIn():
            out = CheckInUndone(act, body.item, body.loan, body.previous, _after(act, items.get(body.item)))
            return [fact(out, (Line.ITEM, body.item))]
        case LoanRenewed():
            after = _after(act, items.get(body.item))
            shorter = RenewalUndone(act, body.item, body.loan, body.previous_due, after, body.rental)
            return [fact(shorter, (Line.ITEM, body.item))]
        case LoanRecalled():
            later = RecallUndone(act, body.item, body.loan, body.previous_due, _after(act, items.get(body.item)))
            return [fact(later, (Line.ITEM, body.item))]
        case ItemMarked():
            item = items.get(body.item)
            unmarked = MarkUndone(act, body.item, body.loan, body.previous, _after(act, item))
            return [fact(unmarked, (Line.ITEM, body.item), (Line.TITLE, _title(item)))]
        case ItemUsedInHouse():
            return [fact(ItemUsedInHouse(body.item, body.branch, -body.times), (Line.ITEM, body.item))]
        case FeeCharged():
            return [fact(FeeReversed(body.patron, body.fee), (Line.ACCOUNT, body.patron))]
        case HoldSuspended():
            return [_suspended_as_before(body, before)]
        case HoldResumed():
            return [_suspended_as_before(body, before)]
        case HoldMoved():
            back = HoldMoved(body.hold, body.title, body.previous, body.turn, body.reason)
            return [fact(back, (Line.TITLE, body.title))]
        case PickupChanged():
            return [fact(PickupChanged(body.hold, body.title, body.previous, body.pickup), (Line.TITLE, body.title))]
        case HoldPlaced():
            return [fact(HoldCancelled(body.hold, body.title, None, undo=True), (Line.TITLE, body.title))]
        case HoldTrapped() | TransitStarted() | HoldCancelled():
            hold = before.get(body.hold) if body.hold else None
            return [_reinstated(act, hold)] if hold else []
        case PatronEdited():
            edited = PatronEdited(body.patron, body.groups, body.after, body.before)
            return [fact(edited, (Line.PATRON, body.patron))]
        case BlockLifted() if body.was is not None:
            return [fact(body.was, (Line.PATRON, body.patron))]
        case FeeWaived():  # its movement of money carries the act's own id
            return [fact(PaymentVoided(body.patron, PaymentId(act), UNDONE), (Line.ACCOUNT, body.patron))]
        case CreditGranted():
            return [fact(PaymentVoided(body.patron, body.payment, UNDONE), (Line.ACCOUNT, body.patron))]
        case BlockPlaced():
            return [fact(BlockLifted(body.patron, body.block), (Line.PATRON, body.patron))]
        case _:
            return []


def _suspended_as_before(body: HoldSuspended | HoldResumed, before: Mapping[UUID, Hold]) -> Fact:
    was = before.get(body.hold)
    suspended = was.suspended if was else isinstance(body, HoldResumed)
    until = was.suspended_until if was else None
    again = HoldSuspended(body.hold, body.title, until) if suspended else HoldResumed(body.hold, body.title)
    return fact(again, (Line.TITLE, body.title))


def _after(act: ActId, item: Item | None) -> ActId | None:
    """What the item's last act must still be when the undo arrives, if it is not the act itself."""
    return item.last_act if item and item.last_act != act else None


def _reinstated(act: ActId, hold: Hold) -> Fact:
    """The request as it was; a copy that lay on the hold shelf for it lies there again."""
    again = HoldReinstated(act, hold.id, hold.title, hold.state, hold.item, hold.until)
    return fact(again, (Line.TITLE, hold.title), (Line.ITEM, hold.item))


def _title(item: Item | None) -> UUID | None:
    return item.fields.title if item and item.fields else None
