"""Setting the circulation state of an item by hand or by a job: lost, claimed, missing, damaged, withdrawn."""

from __future__ import annotations

from datetime import datetime, timedelta

from deskapp.domain.block import Standing
from deskapp.domain.check_out import Copy
from deskapp.domain.events import FeeCharged, ItemMarked
from deskapp.domain.loan_policy import loan_policy, price_of
from deskapp.domain.outcome import Block, Blocked, Done, Outcome, Refused, fact
from deskapp.domain.policy import Terms
from deskapp.domain.records import Item, Loan
from deskapp.domain.rules import Branch, Library
from deskapp.domain.values import GONE_WITH_LOAN, FeeId, FeeKind, ItemState, Line, LostBill

BY_HAND = (
    ItemState.AVAILABLE,
    ItemState.LOST,
    ItemState.CLAIMED_RETURNED,
    ItemState.CLAIMED_NEVER_HAD,
    ItemState.MISSING,
    ItemState.DAMAGED,
    ItemState.IN_REPAIR,
    ItemState.ON_ORDER,
    ItemState.WITHDRAWN,
)
"""The states that staff set; the others follow from lending, taking back and sending."""


def possible(item: Item, loan: Loan | None) -> tuple[ItemState, ...]:
    """The states that an item can be given now. Claims need a loan; an item that is out comes back first, unless it
    is lost; a lost one may be given up."""
    if loan is None:
        return tuple(s for s in BY_HAND if s not in GONE_WITH_LOAN[1:] and s is not item.place.state)
    if loan.stopped is None:
        return GONE_WITH_LOAN
    return tuple(s for s in (*GONE_WITH_LOAN, ItemState.WITHDRAWN) if s is not item.place.state)


def mark(
    copy: Copy,
    state: ItemState,
    note: str,
    standing: Standing | None,
    library: Library,
    branch: Branch,
    now: datetime,
    damage_fee: int = 0,
    new_fee: FeeId | None = None,
) -> Outcome:
    """Set the state. A loan of a lost or claimed item stands still; a lost one is billed by policy.

    `standing` is the borrower's, or of the one who had it last when damage is charged (`damage_fee`, minor units).
    """
    item, loan = copy.item, copy.loan
    if copy.elsewhere is not None:
        return Refused((Block(Blocked.LOAN_ELSEWHERE),))
    if state not in possible(item, loan):
        return Refused((Block(Blocked.STATE_NOT_POSSIBLE, None, (("state", str(item.place.state)),)),))
    bill = None
    if state is ItemState.LOST and loan is not None and standing is not None:
        policy = loan_policy(library, standing, item, library.branch(loan.branch), now)
        bill = lost_bill(item, policy.terms, loan.terms.currency, now)
    marked = ItemMarked(item.id, state, branch.code, loan.id if loan else None, note.strip(), bill, item.place)
    facts = [fact(marked, (Line.ITEM, item.id), (Line.TITLE, item.fields.title if item.fields else None))]
    if damage_fee and standing is not None and new_fee is not None:
        account, currency = standing.account.id, library.currency_of(branch.code)
        fee = FeeCharged(account, new_fee, damage_fee, currency, note.strip(), FeeKind.DAMAGE, item.id)
        facts.append(fact(fee, (Line.ACCOUNT, account)))
    return Done(tuple(facts))


def lost_bill(item: Item, terms: Terms, currency: str, now: datetime) -> LostBill:
    """What losing the item costs, and what of it comes back when it is found; minor units."""
    until = None if terms.refund_within_days is None else now + timedelta(days=terms.refund_within_days)
    return LostBill(
        price_of(item, terms),
        terms.processing,
        currency,
        str(terms.refund),
        terms.refund_percent,
        until,
        terms.lost_keeps_fee,
        terms.found_charges_fee,
    )


def is_long_overdue(loan: Loan, terms: Terms, now: datetime) -> bool:
    """Whether policy makes a lost item of it: late for more days than it allows."""
    days = terms.overdue_lost_days
    return loan.stopped is None and days is not None and now - loan.due > timedelta(days=days)
