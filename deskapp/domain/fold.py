"""The fold: what an event makes of a record. Pure and total: it never raises, reads no clock and no policy."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from deskapp.domain.events import Event, Unreadable
from deskapp.domain.fold_item import fold_item
from deskapp.domain.fold_patron import fold_account, fold_library, fold_patron
from deskapp.domain.fold_title import fold_title
from deskapp.domain.records import Timeline, nothing
from deskapp.domain.values import Line

_FOLDS = {
    Line.ITEM: fold_item,
    Line.TITLE: fold_title,
    Line.PATRON: fold_patron,
    Line.ACCOUNT: fold_account,
    Line.LIBRARY: fold_library,
}


def apply(timeline: Timeline, event: Event) -> Timeline:
    """The timeline after the event. Events must come in the order of their stamps."""
    if isinstance(event.body, Unreadable):
        return replace(timeline, head=replace(timeline.head, needs_newer=True))
    return _FOLDS[timeline.line](timeline, event)


def fold(line: Line, id: UUID, events: Iterable[Event]) -> Timeline:
    """The timeline from nothing, whatever the order in which its events are given."""
    timeline = nothing(line, id)
    for event in sorted(events, key=lambda e: e.stamp):
        timeline = apply(timeline, event)
    return timeline
