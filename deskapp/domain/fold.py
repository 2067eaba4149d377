"""The fold: what an event makes of a record. Pure and total: it never raises, reads no clock and no policy."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from deskapp.domain.discrepancy import disagree
from deskapp.domain.events import BeyondPermission, Event, Unreadable
from deskapp.domain.fold_item import fold_item
from deskapp.domain.fold_library import fold_library, fold_staff
from deskapp.domain.fold_patron import fold_account, fold_patron
from deskapp.domain.fold_title import fold_title
from deskapp.domain.frozen import replace
from deskapp.domain.records import Code, Timeline, nothing
from deskapp.domain.values import Line

_FOLDS = {
    Line.ITEM: fold_item,
    Line.TITLE: fold_title,
    Line.PATRON: fold_patron,
    Line.ACCOUNT: fold_account,
    Line.LIBRARY: fold_library,
    Line.STAFF: fold_staff,
}


def apply(timeline: Timeline, event: Event) -> Timeline:
    """The timeline after the event. Events must come in the order of their stamps. Having been seen changes nothing."""
    if timeline.line is Line.SEEN:
        return timeline
    if isinstance(event.body, Unreadable):
        return replace(timeline, head=replace(timeline.head, needs_newer=True))
    if isinstance(event.body, BeyondPermission):
        return _beyond(timeline, event, event.body)
    return _FOLDS[timeline.line](timeline, event)


def _beyond(timeline: Timeline, event: Event, body: BeyondPermission) -> Timeline:
    about = {"kind": body.kind, "staff": body.staff, "permission": body.permission, "why": body.why}
    patron = {"patron": body.patron} if body.patron else {}
    return disagree(timeline, event, Code.BEYOND_PERMISSION, other_desk=body.desk, **about, **patron)


def fold(line: Line, id: UUID, events: Iterable[Event]) -> Timeline:
    """The timeline from nothing, whatever the order in which its events are given."""
    timeline = nothing(line, id)
    for event in sorted(events, key=lambda e: e.stamp):
        timeline = apply(timeline, event)
    return timeline
