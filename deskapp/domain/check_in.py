"""Taking an item back, and saying where it goes next. The item in hand is always right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from types import MappingProxyType
from uuid import UUID

from deskapp.domain.calendar import Calendar, today
from deskapp.domain.check_out import Copy
from deskapp.domain.due_date import shelf_until
from deskapp.domain.events import (
    CheckInBackdated,
    FeeCharged,
    HoldCancelled,
    HoldTrapped,
    ItemCheckedIn,
    ItemUsedInHouse,
    TransitStarted,
)
from deskapp.domain.outcome import Block, Blocked, Done, Fact, Outcome, Refused, fact
from deskapp.domain.policy import Case, is_lent
from deskapp.domain.queue import is_passed_over, wanted_by
from deskapp.domain.records import Hold, HoldState, Item, Loan, LoanEnd, Patron
from deskapp.domain.rules import Branch, Library
from deskapp.domain.values import FeeId, FeeKind, ItemState, Line

STAYS_MARKED = (ItemState.DAMAGED, ItemState.WITHDRAWN)
"""States that coming back does not end."""

Patrons = Mapping[UUID, Patron]
NOBODY: Patrons = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Return:
    """How the item came back: when, if not now; and whether being late costs nothing this time."""

    effective: datetime | None = None
    amnesty: bool = False


def check_in(
    copy: Copy,
    library: Library,
    branch: Branch,
    now: datetime,
    how: Return = Return(),
    patrons: Patrons = NOBODY,
    new_fee: FeeId | None = None,
) -> Done:
    """End whatever loan is open and say where the item goes: hold shelf, transit, or shelf.

    The first waiting request that may have this copy gets it; at another pickup place it travels there. An
    item of another branch travels home. A request that did not fetch its copy in time ends here. What is
    withdrawn or damaged goes nowhere.
    """
    item = copy.item
    aware = tuple(h.id for h in copy.queue)
    back = ItemCheckedIn(item.id, branch.code, copy.open_loan, how.effective, item.place, how.amnesty, aware)
    facts = [fact(back, (Line.ITEM, item.id), (Line.TITLE, _title(item)))]
    unfetched = unfetched_by(copy, now)
    if unfetched is not None:
        facts += _cleared(unfetched, item, library, branch, now, patrons, new_fee)
        copy = replace(copy, queue=[h for h in copy.queue if h.id != unfetched.id])
    onward = None if item.place.state in STAYS_MARKED else next_stop(copy, library, branch, now, patrons)
    return Done(tuple(facts) if onward is None else (*facts, onward))


def unfetched_by(copy: Copy, now: datetime) -> Hold | None:
    """The request for which the copy lay on the hold shelf past its last day."""
    place = copy.item.place
    kept = next((h for h in copy.queue if h.id == place.hold and h.state is HoldState.ON_SHELF), None)
    if place.state is not ItemState.HOLD_SHELF or kept is None or kept.until is None or kept.until >= now:
        return None
    return kept


def _cleared(
    hold: Hold, item: Item, library: Library, branch: Branch, now: datetime, patrons: Patrons, new_fee: FeeId | None
) -> list[Fact]:
    """The request ends; not fetching it may cost something."""
    ended = fact(HoldCancelled(hold.id, hold.title, item.id, reason="unfetched"), (Line.TITLE, hold.title))
    terms = library.terms(hold_case(hold, item, patrons, branch), today(library.calendar(branch.code), now))
    if not terms.shelf_fee or new_fee is None:
        return [ended]
    currency = library.currency_of(branch.code)
    fee = FeeCharged(hold.patron, new_fee, terms.shelf_fee, currency, "", FeeKind.UNFETCHED, item.id)
    return [ended, fact(fee, (Line.ACCOUNT, hold.patron))]


def hold_case(hold: Hold, item: Item, patrons: Patrons, branch: Branch) -> Case:
    """Whom and what policy is asked about for a request that a copy fills."""
    patron, fields = patrons.get(hold.patron), item.fields
    return Case(
        patron.fields.category if patron else "",
        fields.type if fields else "",
        branch.code,
        fields.home if fields else "",
        fields.collection if fields else "",
    )


def repeats(copy: Copy, library: Library, branch: Branch, now: datetime, patrons: Patrons = NOBODY) -> bool:
    """The item lies where the last check-in at this branch left it, and still belongs there: nothing is to be done."""
    item, place = copy.item, copy.item.place
    if copy.open_loan is not None or place.branch != branch.code or unfetched_by(copy, now) is not None:
        return False
    wanted = _wanted_by(copy, library, branch, now, patrons)
    match place.state:
        case ItemState.HOLD_SHELF:
            return wanted is not None and wanted.id == place.hold and wanted.pickup == branch.code
        case ItemState.IN_TRANSIT:
            onward = wanted is None or wanted.pickup == place.to
            return place.to != branch.code and onward and (wanted.id if wanted else None) == place.hold
        case ItemState.AVAILABLE | ItemState.DAMAGED | ItemState.WITHDRAWN:
            seen = bool(item.acts) and item.acts[-1].kind == ItemCheckedIn.__name__
            return seen and (place.state in STAYS_MARKED or (wanted is None and not away_from_home(item, branch)))
        case _:
            return False


def next_stop(copy: Copy, library: Library, branch: Branch, now: datetime, patrons: Patrons = NOBODY) -> Fact | None:
    """The onward movement of an item just returned; None when it belongs on this branch's shelf."""
    item, calendar = copy.item, library.calendar(branch.code)
    lines = ((Line.ITEM, item.id), (Line.TITLE, _title(item)))
    hold = _wanted_by(copy, library, branch, now, patrons)
    if hold is not None and hold.pickup == branch.code:
        days = library.terms(hold_case(hold, item, patrons, branch), today(calendar, now)).shelf_days
        until = shelf_until(calendar, now, days).at
        return fact(HoldTrapped(hold.id, hold.title, item.id, branch.code, until), *lines)
    if hold is not None:
        return fact(TransitStarted(item.id, hold.pickup, hold.id), *lines)
    if away_from_home(item, branch):
        return fact(TransitStarted(item.id, item.fields.home if item.fields else ""), *lines)
    return None


def _wanted_by(copy: Copy, library: Library, branch: Branch, now: datetime, patrons: Patrons) -> Hold | None:
    """The request this copy is for; whoever may not have it now is passed over."""
    day = today(library.calendar(branch.code), now)

    def may_have(hold: Hold) -> bool:
        return not is_passed_over(patrons.get(hold.patron), day) and may_fill(
            copy.item, hold, library, branch, day, patrons
        )

    return wanted_by(copy.item, copy.queue, branch.code, day, may_have)


def may_fill(item: Item, hold: Hold, library: Library, branch: Branch, day: date, patrons: Patrons) -> bool:
    """Whether policy lets this copy be fetched by the one who waits; a copy asked for by itself was judged then."""
    terms = library.terms(hold_case(hold, item, patrons, branch), day)
    return hold.wanted == item.id or (terms.requests and is_lent(terms))


def away_from_home(item: Item, branch: Branch) -> bool:
    return item.fields is not None and item.fields.home not in ("", branch.code)


def backdate(item: Item, loan: Loan | None, effective: datetime, now: datetime, calendar: Calendar) -> Outcome:
    """Correct the moment of a return after the fact; what being late cost follows from it."""
    if loan is None or loan.closed is None or loan.end is not LoanEnd.RETURNED:
        known = item.last_patron is not None and item.place.loan is None
        return Refused((Block(Blocked.NOT_LATE if known else Blocked.NOT_RETURNED),))
    if not loan.out <= effective <= now or effective >= loan.closed:
        return Refused((Block(Blocked.NOT_EARLIER, None, (("date", today(calendar, loan.closed).isoformat()),)),))
    back = CheckInBackdated(item.id, loan.id, effective, loan.closed)
    return Done((fact(back, (Line.ITEM, item.id)),))


def used_in_house(item: Item, branch: Branch, times: int = 1) -> Done:
    """Count a use in the reading room."""
    return Done((fact(ItemUsedInHouse(item.id, branch.code, times), (Line.ITEM, item.id)),))


def _title(item: Item) -> UUID | None:
    return item.fields.title if item.fields else None
