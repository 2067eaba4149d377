"""Placing and cancelling requests."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from deskapp.domain.block import Standing, patron_blocks
from deskapp.domain.events import HoldCancelled, HoldId, HoldPlaced, ItemId, Line, TitleId
from deskapp.domain.outcome import Block, Blocked, Done, Outcome, Override, Refused, fact, settle
from deskapp.domain.records import OPEN_HOLD, Hold
from deskapp.domain.rules import Branch, Library


def place(
    title: TitleId,
    queue: Sequence[Hold],
    standing: Standing,
    pickup: str,
    library: Library,
    branch: Branch,
    now: datetime,
    new_hold: HoldId,
    item: ItemId | None = None,
    override: Override | None = None,
) -> Outcome:
    """Queue the patron for a title, or for one copy of it. One open request for a title is enough."""
    if any(standing.is_own(h.patron) and h.state in OPEN_HOLD for h in queue):
        return Refused((Block(Blocked.ALREADY_REQUESTED),))
    placed = HoldPlaced(new_hold, title, standing.patron.id, pickup, item)
    facts = (fact(placed, (Line.TITLE, title), (Line.PATRON, standing.patron.id)),)
    return settle(patron_blocks(standing, library, branch, now), override, facts)


def cancel(hold: Hold) -> Outcome:
    """Cancel an open request; a copy kept for it is free again."""
    if hold.state not in OPEN_HOLD:
        return Refused((Block(Blocked.HOLD_CLOSED),))
    cancelled = HoldCancelled(hold.id, hold.title, hold.item)
    return Done((fact(cancelled, (Line.TITLE, hold.title), (Line.ITEM, hold.item)),))


def position(hold: Hold, queue: Sequence[Hold]) -> int:
    """The place in the queue, from 1, counting every open request, those on the hold shelf included."""
    open_holds = sorted((h for h in queue if h.state in OPEN_HOLD), key=lambda h: h.placed)
    return next((n for n, h in enumerate(open_holds, 1) if h.id == hold.id), 0)
