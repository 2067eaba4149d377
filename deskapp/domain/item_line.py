"""An item's timeline in the hand of its fold: the item, its place, its loans, and what is noted of it."""

from __future__ import annotations

from datetime import datetime
from typing import cast
from uuid import UUID

from deskapp.domain.events import (
    Event,
)
from deskapp.domain.frozen import replace
from deskapp.domain.records import Item, Loan, LoanEnd, Noted, Timeline
from deskapp.domain.values import ActId, Place


def item_of(timeline: Timeline) -> Item:
    return cast(Item, timeline.head)


def with_item(timeline: Timeline, **changes: object) -> Timeline:
    return replace(timeline, head=replace(item_of(timeline), **changes))  # type: ignore[arg-type]  # names checked by tests


def placed(timeline: Timeline, place: Place) -> Timeline:
    return with_item(timeline, place=place)


def loan_in(timeline: Timeline, id: UUID | None) -> Loan | None:
    return cast("Loan | None", timeline.parts.get(id)) if id else None


def with_loan(timeline: Timeline, loan: Loan) -> Timeline:
    return replace(timeline, parts={**timeline.parts, loan.id: loan})


def noted(timeline: Timeline, event: Event, **changes: object) -> Timeline:
    """Change what is noted of the item, remembering what an undo of the act restores."""
    item = item_of(timeline)
    if item.noted is not None and item.noted.act == event.act:
        return with_item(timeline, **changes)
    return with_item(timeline, noted=Noted(event.act, item.note, item.marked, item.last_patron), **changes)


def noted_again(timeline: Timeline, act: ActId) -> Timeline:
    """What was noted before the act that is undone."""
    was = item_of(timeline).noted
    if was is None or was.act != act:
        return timeline
    return with_item(timeline, note=was.note, marked=was.marked, last_patron=was.last_patron, noted=None)


def ended(timeline: Timeline, loan: Loan, at: datetime, end: LoanEnd, *, amnesty: bool = False) -> Timeline:
    return with_loan(timeline, replace(loan, closed=at, end=end, amnesty=amnesty))
