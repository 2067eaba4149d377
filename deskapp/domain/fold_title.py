"""The fold of a title's timeline: its description and the queue of requests for it."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from deskapp.domain.discrepancy import close_discrepancy, disagree, settled
from deskapp.domain.events import (
    CheckOutUndone,
    DiscrepancyClosed,
    Event,
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
    MarkUndone,
    PickupChanged,
    TitleCatalogued,
    TransitStarted,
)
from deskapp.domain.frozen import replace
from deskapp.domain.records import OPEN_HOLD, Code, Hold, HoldState, Timeline, Title, Was
from deskapp.domain.values import ActId, HoldId, ItemId

CHANGES_KEPT = 4
_KEPT = (HoldState.IN_TRANSIT, HoldState.ON_SHELF)
_ABOUT_ITEM = (
    Code.RETURNED_WHILE_REQUESTED,
    Code.TRAPPED_FOR_CLOSED_HOLD,
    Code.TRAPPED_TWICE,
    Code.CANCELLED_WHILE_ON_SHELF,
)


def fold_title(timeline: Timeline, event: Event) -> Timeline:
    """The title's timeline after the event."""
    match event.body:
        case TitleCatalogued() as body:
            return _seen(replace(timeline, head=replace(_head(timeline), fields=body.fields)), event)
        case HoldPlaced() as body if body.hold not in timeline.parts:
            return _with(timeline, event, _placed(event, body))
        case HoldCancelled() as body:
            return _cancelled(timeline, event, body)
        case HoldTrapped() as body:
            return _kept(timeline, event, body.hold, body)
        case TransitStarted() as body if body.hold is not None:
            return _kept(timeline, event, body.hold, body)
        case ItemCheckedOut() as body:
            return _lent(timeline, event, body)
        case ItemCheckedIn() as body:
            return _returned(timeline, event, body)
        case ItemMarked() as body:
            return _gone(timeline, event, body)
        case HoldSuspended() as body:
            return _with_changes(timeline, event, body.hold, suspended=True, suspended_until=body.until)
        case HoldResumed() as body:
            return _with_changes(timeline, event, body.hold, suspended=False, suspended_until=None)
        case HoldMoved() as body:
            return _with_changes(timeline, event, body.hold, turn=body.turn)
        case PickupChanged() as body:
            return _with_changes(timeline, event, body.hold, pickup=body.pickup)
        case CheckOutUndone() | MarkUndone() as body:
            return _act_undone(timeline, event, body)
        case HoldReinstated() as body:
            return _reinstated(timeline, event, body)
        case DiscrepancyClosed() as body:
            return close_discrepancy(timeline, event, body)
        case _:
            return timeline


def _head(timeline: Timeline) -> Title:
    return cast(Title, timeline.head)


def _hold(timeline: Timeline, id: HoldId) -> Hold | None:
    return cast("Hold | None", timeline.parts.get(id))


def _seen(timeline: Timeline, event: Event) -> Timeline:
    return replace(timeline, head=replace(_head(timeline), last=event.stamp))


def _with(timeline: Timeline, event: Event, hold: Hold) -> Timeline:
    return _seen(replace(timeline, parts={**timeline.parts, hold.id: hold}), event)


def _placed(event: Event, body: HoldPlaced) -> Hold:
    return Hold(
        body.hold,
        body.title,
        body.patron,
        body.pickup,
        placed=event.stamp,
        wanted=body.item,
        volume=body.volume,
        expires=body.expires,
        priority=body.priority,
        stalled_until=body.stalled_until,
    )


def _with_changes(timeline: Timeline, event: Event, id: HoldId, **changes: object) -> Timeline:
    """The request with other particulars; its state stays."""
    hold = _hold(timeline, id)
    if hold is None:
        return timeline
    return _with(timeline, event, replace(hold, **changes))  # type: ignore[arg-type]  # names checked by tests


def _in_queue(timeline: Timeline) -> list[Hold]:
    return sorted(cast("list[Hold]", list(timeline.parts.values())), key=lambda h: h.placed)


def _changed(
    timeline: Timeline,
    event: Event,
    hold: Hold,
    state: HoldState,
    item: ItemId | None = None,
    until: datetime | None = None,
) -> Timeline:
    """The request in another state, remembering what this change replaced."""
    was = Was(event.act, hold.state, hold.item, hold.until)
    changed = replace(hold, state=state, item=item, until=until, was=(*hold.was, was)[-CHANGES_KEPT:])
    return _with(timeline, event, changed)


def _cancelled(timeline: Timeline, event: Event, body: HoldCancelled) -> Timeline:
    hold = _hold(timeline, body.hold)
    if hold is None or hold.state not in OPEN_HOLD:
        return timeline
    if hold.item is not None and hold.item != body.item:
        timeline = disagree(
            timeline, event, Code.CANCELLED_WHILE_ON_SHELF, item=hold.item, title=hold.title, patron=hold.patron
        )
    ended = {"expired": HoldState.EXPIRED, "unfetched": HoldState.UNFETCHED}.get(body.reason, HoldState.CANCELLED)
    return _changed(timeline, event, replace(hold, reason=body.reason), ended)


def _kept(timeline: Timeline, event: Event, id: HoldId, body: HoldTrapped | TransitStarted) -> Timeline:
    """A copy is put aside for a request. A second copy for the same one, or one for nobody, is listed."""
    hold = _hold(timeline, id)
    timeline = settled(timeline, event, (Code.RETURNED_WHILE_REQUESTED,), body.item)
    if hold is None or hold.state not in OPEN_HOLD:
        patron = hold.patron if hold else None
        return disagree(timeline, event, Code.TRAPPED_FOR_CLOSED_HOLD, item=body.item, title=timeline.id, patron=patron)
    if hold.item not in (None, body.item):
        return disagree(timeline, event, Code.TRAPPED_TWICE, item=body.item, title=timeline.id, patron=hold.patron)
    if isinstance(body, HoldTrapped):
        return _changed(timeline, event, hold, HoldState.ON_SHELF, body.item, body.until)
    return _changed(timeline, event, hold, HoldState.IN_TRANSIT, body.item)


def _lent(timeline: Timeline, event: Event, body: ItemCheckedOut) -> Timeline:
    """The request that the loan fills is done; one for which that very copy was kept waits again in its place."""
    timeline = settled(timeline, event, _ABOUT_ITEM, body.item)
    for hold in _in_queue(timeline):
        if hold.id == body.hold and hold.state is not HoldState.FILLED:
            timeline = _changed(timeline, event, hold, HoldState.FILLED, body.item)
        elif hold.id != body.hold and hold.item == body.item and hold.state in _KEPT:
            timeline = _changed(timeline, event, hold, HoldState.WAITING)
    return timeline


def _returned(timeline: Timeline, event: Event, body: ItemCheckedIn) -> Timeline:
    """The desk that took the copy back did not know that somebody waits for it: it lies on a shelf meanwhile."""
    timeline = settled(timeline, event, _ABOUT_ITEM, body.item)
    unknown = [h for h in _in_queue(timeline) if h.id not in body.aware and _could_have(h, body.item, event)]
    if not unknown:
        return timeline
    first = unknown[0]
    return disagree(
        timeline, event, Code.RETURNED_WHILE_REQUESTED, item=body.item, title=first.title, patron=first.patron
    )


def _could_have(hold: Hold, item: ItemId, event: Event) -> bool:
    lapsed = hold.expires is not None and hold.expires < event.stamp.at.date()
    waits = hold.state is HoldState.WAITING and not hold.suspended and not lapsed and not hold.volume
    return waits and hold.wanted in (None, item)


def _gone(timeline: Timeline, event: Event, body: ItemMarked) -> Timeline:
    """The copy that was kept for a request cannot be fetched: the request waits again in its place."""
    for hold in _in_queue(timeline):
        if hold.item == body.item and hold.state in _KEPT:
            timeline = _changed(timeline, event, hold, HoldState.WAITING)
    return timeline


def _act_undone(timeline: Timeline, event: Event, body: CheckOutUndone | MarkUndone) -> Timeline:
    """Every request that the act changed, and nothing has changed since, is what it was."""
    for hold in _in_queue(timeline):
        timeline = _restored(timeline, event, hold, body.of)
    return timeline


def _reinstated(timeline: Timeline, event: Event, body: HoldReinstated) -> Timeline:
    hold = _hold(timeline, body.hold)
    return timeline if hold is None else _restored(timeline, event, hold, body.of)


def _restored(timeline: Timeline, event: Event, hold: Hold, act: ActId) -> Timeline:
    """What the act replaced comes back, if nobody has changed the request since."""
    if not hold.was or hold.was[-1].act != act:
        return timeline
    *earlier, was = hold.was
    restored = replace(hold, state=was.state, item=was.item, until=was.until, was=tuple(earlier))
    return _with(timeline, event, restored)
