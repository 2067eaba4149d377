"""Taking an act back, by a further act. Money, print and mail are facts and stay."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from deskapp.domain.events import (
    ActId,
    BlockLifted,
    BlockPlaced,
    Body,
    CheckInUndone,
    CheckOutUndone,
    HoldCancelled,
    HoldPlaced,
    HoldReinstated,
    HoldTrapped,
    ItemCheckedIn,
    ItemCheckedOut,
    Line,
    LoanRenewed,
    PatronEdited,
    RenewalUndone,
    TransitStarted,
)
from deskapp.domain.outcome import Block, Blocked, Done, Fact, Outcome, Refused, fact
from deskapp.domain.records import Hold, Item

UNDOABLE = ItemCheckedOut | ItemCheckedIn | LoanRenewed | HoldPlaced | HoldCancelled | PatronEdited | BlockPlaced


def undo(
    act: ActId,
    bodies: Sequence[Body],
    items: Mapping[UUID, Item],
    before: Mapping[UUID, Hold],
) -> Outcome:
    """Undo one act, its events last to first; refused when something else has happened to the item since.

    `items` are those it touched as they are now, `before` the requests it touched as they were before it.
    """
    for item in items.values():
        if item.last_act != act:
            by = (("kind", item.acts[-1].kind if item.acts else ""), ("desk", item.last_desk))
            return Refused((Block(Blocked.SOMETHING_CAME_AFTER, None, by),))
    facts = [f for body in reversed(bodies) for f in _undone(act, body, items, before)]
    return Done(tuple(facts)) if facts else Refused((Block(Blocked.NOTHING_TO_UNDO),))


def _undone(act: ActId, body: Body, items: Mapping[UUID, Item], before: Mapping[UUID, Hold]) -> list[Fact]:
    match body:
        case ItemCheckedOut():
            back = CheckOutUndone(act, body.item, body.loan, body.hold, body.previous)
            return [fact(back, (Line.ITEM, body.item), (Line.TITLE, _title(items.get(body.item))))]
        case ItemCheckedIn():
            out = CheckInUndone(act, body.item, body.loan, body.previous)
            return [fact(out, (Line.ITEM, body.item))]
        case LoanRenewed():
            shorter = RenewalUndone(act, body.item, body.loan, body.previous_due)
            return [fact(shorter, (Line.ITEM, body.item))]
        case HoldPlaced():
            return [fact(HoldCancelled(body.hold, body.title, None, undo=True), (Line.TITLE, body.title))]
        case HoldTrapped() | TransitStarted() | HoldCancelled():
            hold = before.get(body.hold) if body.hold else None
            return [_reinstated(hold)] if hold else []
        case PatronEdited():
            edited = PatronEdited(body.patron, body.groups, body.after, body.before)
            return [fact(edited, (Line.PATRON, body.patron))]
        case BlockPlaced():
            return [fact(BlockLifted(body.patron, body.block), (Line.PATRON, body.patron))]
        case _:
            return []


def _reinstated(hold: Hold) -> Fact:
    """The request as it was; a copy that lay on the hold shelf for it lies there again."""
    again = HoldReinstated(hold.id, hold.title, hold.state, hold.item, hold.until)
    return fact(again, (Line.TITLE, hold.title), (Line.ITEM, hold.item))


def _title(item: Item | None) -> UUID | None:
    return item.fields.title if item and item.fields else None
