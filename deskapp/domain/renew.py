"""Renewing a loan."""

from __future__ import annotations

from datetime import datetime

from deskapp.domain.block import Standing, patron_blocks
from deskapp.domain.check_out import Copy, loan_policy
from deskapp.domain.due_date import due_date
from deskapp.domain.events import Line, LoanRenewed
from deskapp.domain.outcome import Block, Blocked, Outcome, Override, Permission, Refused, fact, settle
from deskapp.domain.records import HoldState
from deskapp.domain.rules import Branch, Library


def renew(
    copy: Copy,
    standing: Standing,
    library: Library,
    branch: Branch,
    now: datetime,
    due: datetime | None = None,
    override: Override | None = None,
) -> Outcome:
    """Give the loan a new period from today, unless somebody waits, the limit is reached, or nothing is gained."""
    loan = copy.loan
    if loan is None:
        return Refused((Block(Blocked.NOT_ON_LOAN),))
    policy = loan_policy(library, standing, copy.item)
    when = due or due_date(branch, now, policy.loan_days)
    blocks = patron_blocks(standing, library, branch, now)
    if loan.renewals >= policy.renewals:
        facts = (("limit", str(policy.renewals)),)
        blocks.append(Block(Blocked.TOO_MANY_RENEWALS, Permission.OVERRIDE_RENEWALS, facts))
    others = [h for h in copy.queue if h.state is HoldState.WAITING and h.wanted in (None, copy.item.id)]
    if any(not standing.is_own(h.patron) for h in others):
        blocks.append(Block(Blocked.REQUESTED_BY_OTHER, Permission.OVERRIDE_HOLD))
    if when <= loan.due:
        blocks.append(Block(Blocked.RENEWAL_NOT_LATER))
    renewed = LoanRenewed(loan.id, copy.item.id, when, loan.due)
    return settle(blocks, override, (fact(renewed, (Line.ITEM, copy.item.id)),))
