"""The fold of a title's timeline: its description and the queue of requests for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import cast

from deskapp.domain.discrepancy import close_discrepancy, disagree
from deskapp.domain.events import (
    ActId,
    CheckOutUndone,
    DiscrepancyClosed,
    Event,
    HoldCancelled,
    HoldId,
    HoldPlaced,
    HoldReinstated,
    HoldTrapped,
    ItemCheckedOut,
    ItemId,
    TitleCatalogued,
    TransitStarted,
)
from deskapp.domain.records import OPEN_HOLD, Code, Hold, HoldState, Timeline, Title, Was

CHANGES_KEPT = 4
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
        case CheckOutUndone() as body:
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
    return _changed(timeline, event, hold, HoldState.CANCELLED)


def _kept(timeline: Timeline, event: Event, id: HoldId, body: HoldTrapped | TransitStarted) -> Timeline:
    """A copy is put aside for a request. A second copy for the same one, or one for nobody, is listed."""
    hold = _hold(timeline, id)
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
    for hold in sorted(cast("list[Hold]", list(timeline.parts.values())), key=lambda h: h.placed):
        if hold.id == body.hold and hold.state is not HoldState.FILLED:
            timeline = _changed(timeline, event, hold, HoldState.FILLED, body.item)
        elif hold.id != body.hold and hold.item == body.item and hold.state in _KEPT:
            timeline = _changed(timeline, event, hold, HoldState.WAITING)
    return timeline


def _lending_undone(timeline: Timeline, event: Event, body: CheckOutUndone) -> Timeline:
    """Every request that the lending changed, and nothing has changed since, is what it was."""
    for hold in sorted(cast("list[Hold]", list(timeline.parts.values())), key=lambda h: h.placed):
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
