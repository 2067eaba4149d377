"""Taking an item back, and saying where it goes next. The item in hand is always right."""

from __future__ import annotations

from datetime import datetime

from deskapp.domain.check_out import Copy
from deskapp.domain.due_date import due_date
from deskapp.domain.events import HoldTrapped, ItemCheckedIn, ItemState, Line, TitleId, TransitStarted
from deskapp.domain.outcome import Done, Fact, fact
from deskapp.domain.records import Hold, HoldState, Item
from deskapp.domain.rules import Branch, Library


def check_in(copy: Copy, library: Library, branch: Branch, now: datetime) -> Done:
    """End whatever loan is open and say where the item goes: hold shelf, transit, or shelf.

    The first waiting request that may have this copy gets it; at another pickup place it travels there. An
    item of another branch travels home.
    """
    item = copy.item
    loan = copy.loan.id if copy.loan else None
    title = item.fields.title if item.fields else None
    returned = fact(ItemCheckedIn(item.id, branch.code, loan, previous=item.place), (Line.ITEM, item.id))
    onward = next_stop(copy, library, branch, now)
    if onward is None:
        return Done((returned,))
    return Done((returned, _also_title(onward, title)))


def repeats(copy: Copy, branch: Branch) -> bool:
    """The item lies where the last check-in at this branch left it, and still belongs there: nothing is to be done."""
    item, place = copy.item, copy.item.place
    if copy.loan is not None or place.branch != branch.code:
        return False
    wanted = wanted_by(copy)
    match place.state:
        case ItemState.HOLD_SHELF:
            return wanted is not None and wanted.id == place.hold
        case ItemState.IN_TRANSIT:
            return place.to != branch.code and (wanted.id if wanted else None) == place.hold
        case ItemState.AVAILABLE:
            seen = bool(item.acts) and item.acts[-1].kind == ItemCheckedIn.__name__
            return seen and wanted is None and not away_from_home(item, branch)
        case _:
            return False


def next_stop(copy: Copy, library: Library, branch: Branch, now: datetime) -> Fact | None:
    """The onward movement of an item just returned; None when it belongs on this branch's shelf."""
    item = copy.item
    hold = wanted_by(copy)
    if hold is not None and hold.pickup == branch.code:
        until = due_date(branch, now, library.hold_shelf_days)
        return fact(HoldTrapped(hold.id, hold.title, item.id, branch.code, until), (Line.ITEM, item.id))
    if hold is not None:
        return fact(TransitStarted(item.id, hold.pickup, hold.id), (Line.ITEM, item.id))
    if away_from_home(item, branch):
        return fact(TransitStarted(item.id, item.fields.home if item.fields else ""), (Line.ITEM, item.id))
    return None


def away_from_home(item: Item, branch: Branch) -> bool:
    return item.fields is not None and item.fields.home not in ("", branch.code)


def wanted_by(copy: Copy) -> Hold | None:
    """The request this copy is for: the one it already travels for, else the first that waits."""
    item = copy.item
    mine = [h for h in copy.queue if h.item == item.id and h.state in (HoldState.IN_TRANSIT, HoldState.ON_SHELF)]
    waiting = [h for h in copy.queue if h.state is HoldState.WAITING and h.wanted in (None, item.id)]
    return min(mine or waiting, key=lambda h: h.placed, default=None)


def _also_title(onward: Fact, title: TitleId | None) -> Fact:
    return fact(onward.body, *onward.touches, (Line.TITLE, title))
