"""The fold of a title's timeline: its description and the queue of requests for it."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from deskapp.domain.discrepancy import close_discrepancy, disagree
from deskapp.domain.events import (
    CheckOutUndone,
    DiscrepancyClosed,
    Event,
    HoldCancelled,
    HoldId,
    HoldPlaced,
    HoldReinstated,
    HoldTrapped,
    ItemCheckedOut,
    TitleCatalogued,
    TransitStarted,
)
from deskapp.domain.records import OPEN_HOLD, Code, Hold, HoldState, Timeline, Title

_KEPT = (HoldState.IN_TRANSIT, HoldState.ON_SHELF)


def fold_title(timeline: Timeline, event: Event) -> Timeline:
    """The title's timeline after the event."""
    match event.body:
        case TitleCatalogued() as body:
            return _seen(replace(timeline, head=replace(_head(timeline), fields=body.fields)), event)
        case HoldPlaced() as body if body.hold not in timeline.parts:
            hold = Hold(body.hold, body.title, body.patron, body.pickup, placed=event.stamp, wanted=body.item)
            return _with(timeline, event, hold)
        case HoldCancelled() as body:
            return _cancelled(timeline, event, body)
        case HoldTrapped() as body:
            return _kept(timeline, event, body.hold, body)
        case TransitStarted() as body if body.hold is not None:
            return _kept(timeline, event, body.hold, body)
        case ItemCheckedOut() as body:
            return _lent(timeline, event, body)
        case CheckOutUndone() as body if body.hold is not None:
            return _lending_undone(timeline, event, body)
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


def _cancelled(timeline: Timeline, event: Event, body: HoldCancelled) -> Timeline:
    hold = _hold(timeline, body.hold)
    if hold is None or hold.state not in OPEN_HOLD:
        return timeline
    if hold.item is not None and hold.item != body.item:
        timeline = disagree(
            timeline,
            event,
            Code.CANCELLED_WHILE_ON_SHELF,
            item=hold.item,
            title=hold.title,
            patron=hold.patron,
        )
    return _with(timeline, event, replace(hold, state=HoldState.CANCELLED, item=None, until=None))


def _kept(timeline: Timeline, event: Event, id: HoldId, body: HoldTrapped | TransitStarted) -> Timeline:
    """A copy is put aside for a request. A second copy for the same one, or one for nobody, is listed."""
    hold = _hold(timeline, id)
    if hold is None or hold.state not in OPEN_HOLD:
        return disagree(
            timeline,
            event,
            Code.TRAPPED_FOR_CLOSED_HOLD,
            item=body.item,
            title=timeline.id,
            patron=hold.patron if hold else None,
        )
    if hold.item not in (None, body.item):
        return disagree(timeline, event, Code.TRAPPED_TWICE, item=body.item, title=timeline.id, patron=hold.patron)
    if isinstance(body, HoldTrapped):
        kept = replace(hold, state=HoldState.ON_SHELF, item=body.item, until=body.until)
    else:
        kept = replace(hold, state=HoldState.IN_TRANSIT, item=body.item, until=None)
    return _with(timeline, event, kept)


def _lent(timeline: Timeline, event: Event, body: ItemCheckedOut) -> Timeline:
    """The request that the loan fills is done; one for which that very copy was kept waits again in its place."""
    for hold in sorted(cast("list[Hold]", list(timeline.parts.values())), key=lambda h: h.placed):
        if hold.id == body.hold and hold.state is not HoldState.FILLED:
            timeline = _with(timeline, event, replace(hold, state=HoldState.FILLED, item=body.item, until=None))
        elif hold.id != body.hold and hold.item == body.item and hold.state in _KEPT:
            timeline = _with(timeline, event, replace(hold, state=HoldState.WAITING, item=None, until=None))
    return timeline


def _lending_undone(timeline: Timeline, event: Event, body: CheckOutUndone) -> Timeline:
    hold = _hold(timeline, cast(HoldId, body.hold))
    if hold is None or hold.state is not HoldState.FILLED:
        return timeline
    if body.restores.hold == hold.id:
        return _with(timeline, event, replace(hold, state=HoldState.ON_SHELF, item=body.item))
    return _with(timeline, event, replace(hold, state=HoldState.WAITING, item=None))


def _reinstated(timeline: Timeline, event: Event, body: HoldReinstated) -> Timeline:
    hold = _hold(timeline, body.hold)
    if hold is None or hold.state is HoldState.FILLED:
        return timeline
    state = HoldState(body.state) if body.state in set(HoldState) else HoldState.WAITING
    return _with(timeline, event, replace(hold, state=state, item=body.item, until=body.until))
