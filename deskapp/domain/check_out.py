"""Lending an item to a patron."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from deskapp.domain.block import Standing, patron_blocks
from deskapp.domain.due_reason import Due
from deskapp.domain.events import ItemCheckedIn, ItemCheckedOut
from deskapp.domain.loan_policy import LoanPolicy, decided, decided_due, fee_terms, loan_policy
from deskapp.domain.outcome import Block, Blocked, Outcome, Override, Permission, fact, settle
from deskapp.domain.policy import Use
from deskapp.domain.records import OPEN_HOLD, Hold, HoldState, Item, Loan, Patron
from deskapp.domain.rules import Action, Branch, Library, Offline
from deskapp.domain.values import HoldId, ItemId, ItemState, Line, LoanId

MARKED = (
    ItemState.LOST,
    ItemState.CLAIMED_RETURNED,
    ItemState.CLAIMED_NEVER_HAD,
    ItemState.IN_REPAIR,
    ItemState.ON_ORDER,
    ItemState.WITHDRAWN,
    ItemState.DAMAGED,
)
"""States in which an item is not lent without a thought. A missing one in hand is simply found."""


@dataclass(frozen=True, slots=True)
class Copy:
    """An item with what deciding needs to know of it: the loan that is open, and its title's open requests.

    `elsewhere`: the loan that is open, where nothing more of it is known here; see `LOAN_ELSEWHERE`.
    """

    item: Item
    loan: Loan | None = None
    queue: Sequence[Hold] = ()
    elsewhere: LoanId | None = None

    @property
    def open_loan(self) -> LoanId | None:
        """The loan that the item's coming back ends."""
        return self.loan.id if self.loan else self.elsewhere


@dataclass(frozen=True, slots=True)
class Lending:
    """How staff lend: a date they typed, on-site alone, who takes the item, and whether central is away."""

    due: datetime | None = None
    on_site: bool = False
    taken_by: Patron | None = None
    cut_off: bool = False  # central cannot be asked


def check_out(
    copy: Copy,
    standing: Standing,
    library: Library,
    branch: Branch,
    now: datetime,
    new_loan: LoanId,
    lending: Lending = Lending(),
    override: Override | None = None,
) -> Outcome:
    """Lend the item as policy says. An open loan to somebody else ends first.

    An unknown patron (a stub) borrows by the default category, at most `library.stub_items` items, for its
    shortest period.
    """
    item, patron = copy.item, standing.patron
    policy = loan_policy(library, standing, item, branch, now)
    due = lending_due(copy, standing, library, policy, now, lending)
    hold = filled_hold(copy, standing)
    out = ItemCheckedOut(
        new_loan,
        item.id,
        patron.id,
        due.at,
        fee_terms(policy, library, branch, item, due.at, now),
        branch.code,
        hold,
        item.place,
        item.fields.type if item.fields else "",
        item.fields.title if item.fields else None,
        lending.on_site or policy.terms.use is Use.IN_HOUSE,
        lending.taken_by.id if lending.taken_by else None,
        decided(policy, library, due),
        tuple(b.id for b in patron.blocks),
        policy.terms.max_loans,
        policy.case.owner,
        policy.case.collection,
    )
    facts = [fact(out, (Line.ITEM, item.id), (Line.TITLE, _title(item)), (Line.PATRON, patron.id))]
    if copy.open_loan is not None:
        back = ItemCheckedIn(ItemId(item.id), branch.code, copy.open_loan, previous=item.place)
        facts.insert(0, fact(back, (Line.ITEM, item.id)))
    blocks = [
        *patron_blocks(standing, library, branch, now, Action.CHECK_OUT),
        *item_blocks(copy, standing, policy, library, lending),
        *_limit_blocks(item, standing, policy, branch, on_site=out.on_site),
    ]
    if due.at <= now:
        blocks.append(Block(Blocked.DUE_IN_PAST))
    return settle(blocks, override, tuple(facts))


def lending_due(
    copy: Copy, standing: Standing, library: Library, policy: LoanPolicy, now: datetime, lending: Lending = Lending()
) -> Due:
    """When a loan made now would be due, and why."""
    waiting = sum(_waits(h, copy.item) and not standing.is_own(h.patron) for h in copy.queue)
    requested = waiting >= max(1, policy.terms.loan_if_requests)
    return decided_due(policy, standing, library, now, lending.due, requested=requested, on_site=lending.on_site)


def _waits(hold: Hold, item: Item) -> bool:
    return hold.state is HoldState.WAITING and not hold.suspended and fits(hold, item)


def fits(hold: Hold, item: Item) -> bool:
    """Whether a copy can fill a request: any copy, that very one, or one of the volume."""
    if hold.wanted is not None:
        return hold.wanted == item.id
    return not hold.volume or (item.fields is not None and item.fields.volume == hold.volume)


def filled_hold(copy: Copy, standing: Standing) -> HoldId | None:
    """The patron's own open request that this loan fills: the one the copy is kept for, else the first."""
    own = [h for h in copy.queue if standing.is_own(h.patron) and h.state in OPEN_HOLD and fits(h, copy.item)]
    kept = [h for h in own if h.id == copy.item.place.hold]
    return next((h.id for h in kept or own), None)


def item_blocks(
    copy: Copy, standing: Standing, policy: LoanPolicy, library: Library, lending: Lending = Lending()
) -> list[Block]:
    """What stands against lending this item to this patron, whatever else they have."""
    item, place, terms = copy.item, copy.item.place, policy.terms
    blocks = []
    if copy.loan is not None and copy.loan.stopped is None:
        if standing.is_own(copy.loan.patron):
            return [Block(Blocked.ALREADY_ON_LOAN_TO_PATRON)]
        blocks.append(Block(Blocked.ON_LOAN_TO_OTHER, Permission.OVERRIDE_HOLD))
    if copy.elsewhere is not None and place.state is ItemState.ON_LOAN:
        blocks.append(Block(Blocked.LOAN_ELSEWHERE, Permission.OVERRIDE_HOLD))
    if terms.use is Use.REFERENCE or (terms.loan.is_nothing and terms.use is Use.LOAN):
        blocks.append(Block(Blocked.NOT_FOR_LOAN, Permission.OVERRIDE_NOT_FOR_LOAN))
    elif terms.use is Use.IN_HOUSE and not lending.on_site:
        blocks.append(Block(Blocked.IN_HOUSE_ONLY, Permission.OVERRIDE_NOT_FOR_LOAN))
    if place.state in MARKED:
        facts = (("state", str(place.state)), ("note", item.note))
        blocks.append(Block(Blocked.ITEM_MARKED, Permission.OVERRIDE_ITEM_STATE, facts))
    if place.state in (ItemState.HOLD_SHELF, ItemState.IN_TRANSIT) and place.hold is not None:
        kept = next((h for h in copy.queue if h.id == place.hold and h.state in OPEN_HOLD), None)
        if kept is not None and not standing.is_own(kept.patron):
            blocks.append(Block(Blocked.HELD_FOR_OTHER, Permission.OVERRIDE_HOLD))
    offline = library.item_type(policy.case.item_type).offline
    if lending.cut_off and (offline is Offline.NOBODY or (offline is Offline.KNOWN and standing.patron.stub)):
        blocks.append(Block(Blocked.NOT_WHILE_OFFLINE, Permission.OVERRIDE_OFFLINE))
    if lending.taken_by is not None and not may_take(lending.taken_by, standing.patron):
        blocks.append(Block(Blocked.NOT_A_PROXY, Permission.OVERRIDE_PATRON_BLOCK))
    return blocks


def may_take(taker: Patron, patron: Patron) -> bool:
    """Whether somebody may borrow on a patron's account: a proxy, the guarantor, or one with the same guarantor."""
    cards, fields = taker.fields.cards, patron.fields
    family = {fields.guarantor} - {""}
    return bool(
        taker.id == patron.id
        or set(cards) & {*fields.proxies, *family}
        or (taker.fields.guarantor and taker.fields.guarantor in {*fields.cards, *family})
    )


def _limit_blocks(item: Item, standing: Standing, policy: LoanPolicy, branch: Branch, *, on_site: bool) -> list[Block]:
    """The limits that one more loan would pass: in all, of the type, at the branch, of the title, on-site."""
    terms, loans = policy.terms, standing.loans
    stub = standing.patron.stub
    title = _title(item)
    in_all = Blocked.STUB_LIMIT if stub else Blocked.TOO_MANY_LOANS
    counted = (
        (in_all, len(loans), terms.max_loans),
        (Blocked.TOO_MANY_OF_TYPE, sum(x.item_type == policy.case.item_type for x in loans), terms.max_loans_of_type),
        (Blocked.TOO_MANY_AT_BRANCH, sum(x.branch == branch.code for x in loans), terms.max_loans_at_branch),
        (
            Blocked.TOO_MANY_OF_TITLE,
            sum(x.title == title for x in loans) if title else 0,
            terms.max_loans_of_title,
        ),
        (Blocked.TOO_MANY_ON_SITE, sum(x.on_site for x in loans) if on_site else 0, terms.max_on_site),
    )
    lifts = None if stub else Permission.OVERRIDE_LIMIT
    return [
        Block(code, lifts, (("limit", str(limit)),))
        for code, count, limit in counted
        if limit is not None and count >= limit
    ]


def is_cut_off(library: Library, heard: datetime | None, now: datetime) -> bool:
    """Whether what is known here is too old to go by: central was last heard longer ago than the library allows."""
    return heard is None or (now - heard).total_seconds() > library.offline_minutes * 60


def _title(item: Item) -> UUID | None:
    return item.fields.title if item.fields else None
