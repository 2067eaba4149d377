"""Renewing a loan."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from deskapp.domain.block import Standing, patron_blocks
from deskapp.domain.calendar import today
from deskapp.domain.check_out import Copy, fits
from deskapp.domain.due_date import due_date
from deskapp.domain.due_reason import Due
from deskapp.domain.events import LoanRenewed
from deskapp.domain.loan_policy import LoanPolicy, decided, loan_policy, rental, typed_moment
from deskapp.domain.outcome import Block, Blocked, Outcome, Override, Permission, Refused, fact, settle
from deskapp.domain.policy import IfRequested, RenewFrom, Use
from deskapp.domain.queue import is_active
from deskapp.domain.records import Loan
from deskapp.domain.rules import Action, Branch, Library
from deskapp.domain.values import Line


@dataclass(frozen=True, slots=True)
class Renewing:
    """How staff renew: a date they typed, whether they have the item in hand, or a job does it by itself."""

    due: datetime | None = None
    unseen: bool = False
    automatic: bool = False


def renew(
    copy: Copy,
    standing: Standing,
    library: Library,
    branch: Branch,
    now: datetime,
    how: Renewing = Renewing(),
    override: Override | None = None,
) -> Outcome:
    """Give the loan a new period, unless somebody waits, a limit is reached, or nothing is gained.

    The time that the loan was late until now is kept with it, and costs what it costs.
    """
    loan = copy.loan
    if loan is None or loan.stopped is not None:
        return Refused((Block(Blocked.NOT_ON_LOAN),))
    policy = loan_policy(library, standing, copy.item, branch, now)
    requested = is_requested_by_other(copy, standing, library, branch, now)
    due = renewal_due(loan, standing, library, policy, now, how, requested=requested)
    blocks = patron_blocks(standing, library, branch, now, Action.RENEW)
    blocks += renewal_blocks(loan, policy, now, how, requested=requested)
    if due.at <= now:
        blocks.append(Block(Blocked.DUE_IN_PAST))
    elif due.at <= loan.due:
        blocks.append(Block(Blocked.RENEWAL_NOT_LATER))
    cost = rental(policy.terms, policy.calendar, max(now, loan.due), due.at)
    renewed = LoanRenewed(
        loan.id,
        copy.item.id,
        due.at,
        loan.due,
        how.unseen,
        how.automatic,
        cost,
        policy.terms.renewal_forgives_fee,
        decided(policy, library, due),
    )
    return settle(blocks, override, (fact(renewed, (Line.ITEM, copy.item.id)),))


def is_requested_by_other(copy: Copy, standing: Standing, library: Library, branch: Branch, now: datetime) -> bool:
    day = today(library.calendar(branch.code), now)
    waiting = (h for h in copy.queue if is_active(h, day) and fits(h, copy.item))
    return any(not standing.is_own(h.patron) for h in waiting)


def renewal_due(
    loan: Loan,
    standing: Standing,
    library: Library,
    policy: LoanPolicy,
    now: datetime,
    how: Renewing = Renewing(),
    *,
    requested: bool = False,
) -> Due:
    """The new due date, and why; counted from today or from the old one, as policy says."""
    if how.due is not None:
        return typed_moment(how.due, policy.calendar)
    terms = policy.terms
    shorten = requested and terms.renewal_if_requested is IfRequested.SHORTEN
    start = loan.due if terms.renewal_from is RenewFrom.DUE and loan.due > now else None
    return due_date(
        replace(terms, loan=terms.renewal or terms.loan, use=Use.IN_HOUSE if loan.on_site else terms.use),
        policy.calendar,
        now,
        expires=standing.patron.fields.expires,
        fixed_terms=library.fixed_terms,
        requested=shorten,
        start=start,
        out=loan.out,
    )


def renewal_blocks(loan: Loan, policy: LoanPolicy, now: datetime, how: Renewing, *, requested: bool) -> list[Block]:
    """What stands against renewing this loan, whoever has it."""
    terms, blocks = policy.terms, list[Block]()
    if terms.renewals is not None and loan.renewals >= terms.renewals:
        blocks.append(_block(Blocked.TOO_MANY_RENEWALS, limit=terms.renewals))
    if how.unseen and terms.unseen_renewals is not None and loan.unseen >= terms.unseen_renewals:
        blocks.append(_block(Blocked.TOO_MANY_UNSEEN, limit=terms.unseen_renewals))
    if terms.renewal_not_before_days is not None:
        first = today(policy.calendar, loan.due) - timedelta(days=terms.renewal_not_before_days)
        if today(policy.calendar, now) < first:
            blocks.append(_block(Blocked.TOO_EARLY_TO_RENEW, date=first.isoformat()))
    if not terms.renewal_while_overdue and loan.due < now:
        blocks.append(_block(Blocked.OVERDUE_NOT_RENEWED))
    recalled = loan.recalled is not None
    if recalled or (requested and terms.renewal_if_requested is IfRequested.BLOCK):
        blocks.append(Block(Blocked.REQUESTED_BY_OTHER, Permission.OVERRIDE_HOLD))
    return blocks


def _block(code: Blocked, **facts: object) -> Block:
    return Block(code, Permission.OVERRIDE_RENEWALS, tuple((k, str(v)) for k, v in facts.items()))
