"""Lending an item to a patron."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from deskapp.domain.block import Standing, patron_blocks
from deskapp.domain.due_date import due_date
from deskapp.domain.events import FeeTerms, HoldId, ItemCheckedIn, ItemCheckedOut, ItemId, ItemState, Line, LoanId
from deskapp.domain.outcome import Block, Blocked, Outcome, Override, Permission, fact, settle
from deskapp.domain.records import OPEN_HOLD, Hold, Item, Loan
from deskapp.domain.rules import Branch, Library, Policy


@dataclass(frozen=True, slots=True)
class Copy:
    """An item with what deciding needs to know of it: the loan that is open, and its title's open requests."""

    item: Item
    loan: Loan | None = None
    queue: Sequence[Hold] = ()


def check_out(
    copy: Copy,
    standing: Standing,
    library: Library,
    branch: Branch,
    now: datetime,
    new_loan: LoanId,
    due: datetime | None = None,
    override: Override | None = None,
) -> Outcome:
    """Lend the item; `due` is a date that staff typed, else policy says. An open loan to somebody else ends first.

    An unknown patron (a stub) borrows by the default category, at most `library.stub_items` items, for its
    shortest period.
    """
    item, patron = copy.item, standing.patron
    policy = loan_policy(library, standing, item)
    hold = filled_hold(copy, standing)
    when = due or due_date(branch, now, policy.loan_days)
    out = ItemCheckedOut(new_loan, item.id, patron.id, when, fee_terms(policy, library), branch.code, hold, item.place)
    facts = [fact(out, (Line.ITEM, item.id), (Line.TITLE, _title(item)), (Line.PATRON, patron.id))]
    if copy.loan is not None:
        back = ItemCheckedIn(ItemId(item.id), branch.code, copy.loan.id, previous=item.place)
        facts.insert(0, fact(back, (Line.ITEM, item.id)))
    blocks = patron_blocks(standing, library, branch, now) + item_blocks(copy, standing, policy, library)
    if when <= now:
        blocks.append(Block(Blocked.DUE_IN_PAST))
    return settle(blocks, override, tuple(facts))


def loan_policy(library: Library, standing: Standing, item: Item) -> Policy:
    """The policy line that holds; for an unknown patron, the shortest loan of the default category."""
    kind = item.fields.type if item.fields else ""
    if not standing.patron.stub:
        return library.policy(standing.patron.fields.category, kind)
    line = library.policy(library.stub_category, kind)
    fitting = [p for p in library.policies if p.category in (library.stub_category, "*") and p.loan_days > 0]
    shortest = min((p.loan_days for p in fitting), default=line.loan_days)
    return Policy(
        line.category,
        line.item_type,
        min(line.loan_days, shortest),
        0,
        library.stub_items,
        line.fee_per_day,
        line.fee_grace_days,
        line.fee_cap,
        line.currency,
    )


def fee_terms(policy: Policy, library: Library) -> FeeTerms:
    return FeeTerms(policy.fee_per_day, policy.fee_grace_days, policy.fee_cap, policy.currency, library.revision)


def filled_hold(copy: Copy, standing: Standing) -> HoldId | None:
    """The patron's own open request that this loan fills: the one the copy is kept for, else the first."""
    own = [
        h for h in copy.queue if standing.is_own(h.patron) and h.state in OPEN_HOLD and h.wanted in (None, copy.item.id)
    ]
    kept = [h for h in own if h.id == copy.item.place.hold]
    return next((h.id for h in kept or own), None)


def item_blocks(copy: Copy, standing: Standing, policy: Policy, library: Library) -> list[Block]:
    """What stands against lending this item to this patron."""
    place = copy.item.place
    blocks = []
    if copy.loan is not None:
        if standing.is_own(copy.loan.patron):
            return [Block(Blocked.ALREADY_ON_LOAN_TO_PATRON)]
        blocks.append(Block(Blocked.ON_LOAN_TO_OTHER, Permission.OVERRIDE_HOLD))
    if policy.loan_days <= 0:
        blocks.append(Block(Blocked.NOT_FOR_LOAN, Permission.OVERRIDE_NOT_FOR_LOAN))
    if place.state in (ItemState.HOLD_SHELF, ItemState.IN_TRANSIT) and place.hold is not None:
        kept = next((h for h in copy.queue if h.id == place.hold and h.state in OPEN_HOLD), None)
        if kept is not None and not standing.is_own(kept.patron):
            blocks.append(Block(Blocked.HELD_FOR_OTHER, Permission.OVERRIDE_HOLD))
    if len(standing.loans) >= policy.max_loans:
        code = Blocked.STUB_LIMIT if standing.patron.stub else Blocked.TOO_MANY_LOANS
        lifts = None if standing.patron.stub else Permission.OVERRIDE_LIMIT
        blocks.append(Block(code, lifts, (("limit", str(policy.max_loans)),)))
    return blocks


def _title(item: Item) -> UUID | None:
    return item.fields.title if item.fields else None
