"""Placing, changing and cancelling requests, and recalling an item for one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from deskapp.domain.block import Standing, patron_blocks
from deskapp.domain.calendar import Calendar, today
from deskapp.domain.check_out import Copy, fits
from deskapp.domain.due_date import due_date
from deskapp.domain.events import (
    FeeCharged,
    HoldCancelled,
    HoldMoved,
    HoldPlaced,
    HoldResumed,
    HoldSuspended,
    LoanRecalled,
    PickupChanged,
)
from deskapp.domain.outcome import Block, Blocked, Done, Outcome, Override, Permission, Refused, fact, settle
from deskapp.domain.period import Period
from deskapp.domain.policy import Case, Pickup, RequestWhen, Terms, Use, is_lent
from deskapp.domain.queue import moved, turn_of
from deskapp.domain.records import OPEN_HOLD, Hold, HoldState, Item
from deskapp.domain.rules import Action, Branch, Library
from deskapp.domain.values import FeeId, FeeKind, HoldId, ItemId, ItemState, Line, TitleId


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for: any copy of the title, one copy, or one volume; where it will be fetched; until when."""

    title: TitleId
    pickup: str
    item: ItemId | None = None
    volume: str = ""
    expires: date | None = None

    @property
    def level(self) -> str:
        return "copy" if self.item else "volume" if self.volume else "title"


def place(
    wanted: Wanted,
    queue: Sequence[Hold],
    items: Sequence[Item],
    standing: Standing,
    library: Library,
    branch: Branch,
    now: datetime,
    new_hold: HoldId,
    new_fee: FeeId | None = None,
    override: Override | None = None,
) -> Outcome:
    """Queue the patron for a title, for a volume, or for one copy. One open request for the same is enough."""
    mine = [h for h in queue if standing.is_own(h.patron) and h.state in OPEN_HOLD]
    if any((h.wanted, h.volume) == (wanted.item, wanted.volume) or wanted.level == "title" for h in mine):
        return Refused((Block(Blocked.ALREADY_REQUESTED),))
    day = today(library.calendar(branch.code), now)
    terms = request_terms(wanted, items, standing, library, branch, day)
    expires = wanted.expires or (day + timedelta(days=terms.request_days) if terms.request_days is not None else None)
    stalled = day + timedelta(days=terms.stalling_days) if terms.stalling_days else None
    placed = HoldPlaced(
        new_hold,
        wanted.title,
        standing.patron.id,
        wanted.pickup,
        wanted.item,
        wanted.volume,
        expires,
        terms.request_priority,
        stalled,
    )
    facts = [fact(placed, (Line.TITLE, wanted.title), (Line.PATRON, standing.patron.id))]
    if terms.request_fee and new_fee is not None:
        account = standing.account.id
        fee = FeeCharged(account, new_fee, terms.request_fee, library.currency_of(branch.code), "", FeeKind.REQUEST)
        facts.append(fact(fee, (Line.ACCOUNT, account)))
    blocks = patron_blocks(standing, library, branch, now, Action.REQUEST)
    lent = [i for i in items if _may_fetch(_terms(i, standing, library, branch, day), wanted)]
    blocks += request_blocks(wanted, lent, standing, terms, branch, library)
    return settle(blocks, override, tuple(facts))


def request_terms(
    wanted: Wanted, items: Sequence[Item], standing: Standing, library: Library, branch: Branch, day: date
) -> Terms:
    """The terms of the copy asked for; of the most lenient of the copies when any will do."""
    found = [_terms(i, standing, library, branch, day) for i in items if _eligible(wanted, i)]
    allowing = [t for t in found if t.requests]
    return next(iter(allowing or found), library.terms(Case(standing.patron.fields.category, "", branch.code), day))


def _terms(item: Item, standing: Standing, library: Library, branch: Branch, day: date) -> Terms:
    fields = item.fields
    case = Case(
        standing.patron.fields.category,
        fields.type if fields else "",
        branch.code,
        fields.home if fields else "",
        fields.collection if fields else "",
    )
    return library.terms(case, day)


def _eligible(wanted: Wanted, item: Item) -> bool:
    if wanted.item is not None:
        return item.id == wanted.item
    return not wanted.volume or (item.fields is not None and item.fields.volume == wanted.volume)


def _may_fetch(terms: Terms, wanted: Wanted) -> bool:
    """Whether a copy counts at all for the request: a reference copy on its shelf serves nobody who wants to borrow."""
    return wanted.item is not None or (terms.requests and is_lent(terms))


def request_blocks(
    wanted: Wanted, items: Sequence[Item], standing: Standing, terms: Terms, branch: Branch, library: Library
) -> list[Block]:
    """What policy says against this request."""
    blocks = []
    if not terms.requests:
        blocks.append(_block(Blocked.REQUEST_NOT_ALLOWED))
    if wanted.level not in terms.request_levels:
        blocks.append(_block(Blocked.LEVEL_NOT_ALLOWED, level=wanted.level))
    if terms.max_requests is not None and standing.requests >= terms.max_requests:
        blocks.append(_block(Blocked.TOO_MANY_REQUESTS, limit=terms.max_requests))
    there = [i for i in items if _eligible(wanted, i) and i.place.state is ItemState.AVAILABLE]
    here = [i for i in there if (i.place.branch or (i.fields.home if i.fields else "")) == branch.code]
    stands = {RequestWhen.NONE_AVAILABLE: there, RequestWhen.NONE_HERE: here}.get(terms.request_when, [])
    if stands:
        blocks.append(_block(Blocked.COPY_AVAILABLE, barcode=stands[0].barcode))
    if not may_fetch_at(wanted, items, standing, terms, branch, library):
        blocks.append(_block(Blocked.PICKUP_NOT_ALLOWED, branch=wanted.pickup))
    return blocks


def may_fetch_at(
    wanted: Wanted, items: Sequence[Item], standing: Standing, terms: Terms, branch: Branch, library: Library
) -> bool:
    """Whether there is such a branch, and policy lets the request be fetched there."""
    if library.branches and wanted.pickup not in {b.code for b in library.branches}:
        return False
    if terms.pickup_at and wanted.pickup not in terms.pickup_at:
        return False
    match terms.pickup:
        case Pickup.OWNER:
            return wanted.pickup in {i.fields.home for i in items if i.fields and _eligible(wanted, i)}
        case Pickup.PATRONS_BRANCH:
            return wanted.pickup == standing.patron.fields.branch
        case Pickup.LENDING_BRANCH:
            return wanted.pickup == branch.code
        case Pickup.ANYWHERE:
            return True


def _block(code: Blocked, **facts: object) -> Block:
    return Block(code, Permission.OVERRIDE_REQUEST, tuple((k, str(v)) for k, v in facts.items()))


# --- changing a request -------------------------------------------------------------------------------


def cancel(hold: Hold, reason: str = "") -> Outcome:
    """Cancel an open request; a copy kept for it is free again."""
    if hold.state not in OPEN_HOLD:
        return Refused((Block(Blocked.HOLD_CLOSED),))
    cancelled = HoldCancelled(hold.id, hold.title, hold.item, reason=reason)
    return Done((fact(cancelled, (Line.TITLE, hold.title), (Line.ITEM, hold.item)),))


def suspend(hold: Hold, until: date | None) -> Outcome:
    """Let others go before, keeping the place in the queue, until a day or until resumed."""
    if hold.state is not HoldState.WAITING:
        return Refused((Block(Blocked.HOLD_NOT_WAITING),))
    return Done((fact(HoldSuspended(hold.id, hold.title, until), (Line.TITLE, hold.title)),))


def resume(hold: Hold) -> Outcome:
    if hold.state is not HoldState.WAITING or not hold.suspended:
        return Refused((Block(Blocked.HOLD_NOT_WAITING),))
    return Done((fact(HoldResumed(hold.id, hold.title), (Line.TITLE, hold.title)),))


def change_pickup(hold: Hold, pickup: str) -> Outcome:
    """Fetch it elsewhere; a copy on a shelf or on its way goes on when it is next scanned."""
    if hold.state not in OPEN_HOLD or hold.pickup == pickup:
        return Refused((Block(Blocked.HOLD_CLOSED if hold.state not in OPEN_HOLD else Blocked.NOTHING_CHANGED),))
    return Done((fact(PickupChanged(hold.id, hold.title, pickup, hold.pickup), (Line.TITLE, hold.title)),))


def move(hold: Hold, queue: Sequence[Hold], to: int, reason: str) -> Outcome:
    """Move a request to a position in its queue, counted from 1, with a reason."""
    if not reason.strip():
        return Refused((Block(Blocked.REASON_MISSING),))
    if hold.state not in OPEN_HOLD:
        return Refused((Block(Blocked.HOLD_CLOSED),))
    turns = [(h, turn) for h, turn in moved(hold, queue, to) if turn != turn_of(h)]
    if not turns:
        return Refused((Block(Blocked.NOTHING_CHANGED),))
    bodies = [HoldMoved(h.id, h.title, turn, turn_of(h), reason.strip()) for h, turn in turns]
    return Done(tuple(fact(body, (Line.TITLE, hold.title)) for body in bodies))


def lapse(hold: Hold) -> Outcome:
    """An unfilled request whose last day has passed."""
    return cancel(hold, "expired")


# --- recalling ----------------------------------------------------------------------------------------


def nothing_to_recall() -> Block:
    """The item is not out, or its loan has been recalled already, or ends soon enough."""
    return Block(Blocked.NOTHING_TO_RECALL)


def recall(
    hold: Hold | None,
    copy: Copy,
    standing: Standing,
    library: Library,
    branch: Branch,
    now: datetime,
    override: Override | None = None,
) -> Outcome:
    """Bring the due date of a loan forward because somebody needs the item. `standing` is the borrower's.

    The borrower keeps it at least for the guaranteed time from check-out, and has at least the recall's notice.
    """
    loan = copy.loan
    if loan is None or loan.stopped is not None or loan.recalled is not None:
        return Refused((nothing_to_recall(),))
    if hold is not None and not fits(hold, copy.item):
        return Refused((nothing_to_recall(),))
    calendar = library.calendar(loan.branch)
    terms = _terms(copy.item, standing, library, library.branch(loan.branch), today(calendar, now))
    blocks = [] if terms.recallable else [Block(Blocked.NOT_RECALLABLE, Permission.OVERRIDE_REQUEST)]
    plain = replace(terms, hard_due=None, fixed_term="", use=Use.LOAN)
    guaranteed = _end_of(terms.recall_guaranteed, plain, calendar, loan.out)
    notice = _end_of(terms.recall_within, plain, calendar, now)
    due = max(guaranteed, notice)
    if due >= loan.due:
        blocks.append(nothing_to_recall())
    body = LoanRecalled(loan.id, copy.item.id, hold.id if hold else None, due, loan.due, terms.recall_fee_per_day)
    return settle(blocks, override, (fact(body, (Line.ITEM, copy.item.id)),))


def _end_of(period: Period, terms: Terms, calendar: Calendar, start: datetime) -> datetime:
    """When a period from a moment is over; nothing is over at once."""
    return start if period.is_nothing else due_date(terms, calendar, start, period=period).at
