"""The queue of requests for a title: its order, whose turn it is, and moving within it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta

from deskapp.domain.check_out import fits
from deskapp.domain.records import OPEN_HOLD, Hold, HoldState, Item, Patron
from deskapp.domain.rules import Action

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_ROOM = 1000  # sort keys between two requests placed a microsecond apart
KEPT = (HoldState.IN_TRANSIT, HoldState.ON_SHELF)


def turn_of(hold: Hold) -> int:
    """The sort key of a request within its priority: when it was placed, unless staff moved it."""
    return hold.turn or (hold.placed.at - _EPOCH) // timedelta(microseconds=1) * _ROOM


def in_order(queue: Sequence[Hold]) -> list[Hold]:
    """The open requests: higher priority first, then by turn, then as they were placed."""
    open_holds = [h for h in queue if h.state in OPEN_HOLD]
    return sorted(open_holds, key=lambda h: (-h.priority, turn_of(h), h.placed))


def position(hold: Hold, queue: Sequence[Hold]) -> int:
    """The place in the queue, from 1, counting every open request, those on the hold shelf included."""
    return next((n for n, h in enumerate(in_order(queue), 1) if h.id == hold.id), 0)


def is_active(hold: Hold, day: date) -> bool:
    """Whether a waiting request may be filled on that day: neither suspended nor lapsed."""
    suspended = hold.suspended and (hold.suspended_until is None or hold.suspended_until > day)
    return hold.state is HoldState.WAITING and not suspended and not is_lapsed(hold, day)


def is_lapsed(hold: Hold, day: date) -> bool:
    return hold.state is HoldState.WAITING and hold.expires is not None and hold.expires < day


def is_stalled(hold: Hold, branch: str, day: date) -> bool:
    """For its first days a request waits for a copy that comes back where it will be fetched."""
    return hold.stalled_until is not None and day <= hold.stalled_until and hold.pickup != branch


def is_passed_over(patron: Patron | None, day: date) -> bool:
    """Whether the one who waits may not have it now: barred, expired, or the account is closed."""
    if patron is None:
        return False
    stops = [b for b in patron.blocks if b.expires is None or b.expires >= day]
    barred = any(not b.actions or Action.REQUEST in b.actions for b in stops)
    expired = patron.fields.expires is not None and patron.fields.expires < day
    return barred or expired or not patron.fields.active


def wanted_by(
    item: Item, queue: Sequence[Hold], branch: str, day: date, may_have: Callable[[Hold], bool]
) -> Hold | None:
    """The request this copy is for: the one it already travels for, else the first whose turn it is and who
    `may_have` it."""
    for hold in in_order(queue):
        if hold.item == item.id and hold.state in KEPT:
            return hold
    waiting = (h for h in in_order(queue) if is_active(h, day) and fits(h, item) and not is_stalled(h, branch, day))
    return next((h for h in waiting if may_have(h)), None)


def moved(hold: Hold, queue: Sequence[Hold], to: int) -> list[tuple[Hold, int]]:
    """The new sort keys that bring a request to a position (from 1) among those of its priority.

    Where two neighbours leave no room between them, the whole queue gets new keys.
    """
    others = [h for h in in_order(queue) if h.priority == hold.priority and h.id != hold.id]
    at = max(0, min(to - 1 - _ahead(hold, queue), len(others)))
    before = turn_of(others[at - 1]) if at > 0 else None
    after = turn_of(others[at]) if at < len(others) else None
    if before is None and after is None:
        return []
    if before is None or after is None:
        step = _ROOM * 1_000_000
        return [(hold, (after or 0) - step if before is None else before + step)]
    if after - before >= 2:
        return [(hold, (before + after) // 2)]
    others.insert(at, hold)
    first = turn_of(others[0])
    return [(h, first + n * _ROOM * 1_000_000) for n, h in enumerate(others)]


def _ahead(hold: Hold, queue: Sequence[Hold]) -> int:
    """How many requests of a higher priority stand before."""
    return sum(h.priority > hold.priority for h in in_order(queue))
