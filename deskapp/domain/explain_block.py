"""Why somebody is blocked: the limit, the line of the table that sets it, and what makes it up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from deskapp.domain.block import Standing, standing_blocks
from deskapp.domain.calendar import Calendar, today
from deskapp.domain.explain_due import revision, term_line
from deskapp.domain.explain_suspension import explain_suspension
from deskapp.domain.outcome import Block, Blocked
from deskapp.domain.policy import Case
from deskapp.domain.records import Loan
from deskapp.domain.rules import Branch, Library
from deskapp.domain.told import About, Explanation, Line, Told, at_branch, day_or_none, tell
from deskapp.domain.values import BlockKind, ItemState

TERMS = {
    Blocked.OWES_TOO_MUCH: "max_owed",
    Blocked.TOO_MANY_OVERDUE: "max_overdue",
    Blocked.TOO_MANY_LOST: "max_lost",
    Blocked.TOO_MANY_CLAIMS: "max_claims",
    Blocked.RECALL_OVERDUE: "max_recalls_overdue",
    Blocked.LONG_OVERDUE: "overdue_block_days",
    Blocked.LONG_OVERDUE_SOON: "overdue_warn_days",
    Blocked.REFERRED: "overdue_refer_days",
    Blocked.TOO_MANY_LOANS: "max_loans",
    Blocked.TOO_MANY_OF_TYPE: "max_loans_of_type",
    Blocked.TOO_MANY_AT_BRANCH: "max_loans_at_branch",
    Blocked.TOO_MANY_OF_TITLE: "max_loans_of_title",
    Blocked.TOO_MANY_ON_SITE: "max_on_site",
    Blocked.NOT_FOR_LOAN: "loan",
    Blocked.IN_HOUSE_ONLY: "use",
    Blocked.TOO_MANY_RENEWALS: "renewals",
    Blocked.TOO_MANY_UNSEEN: "unseen_renewals",
    Blocked.TOO_EARLY_TO_RENEW: "renewal_not_before_days",
    Blocked.OVERDUE_NOT_RENEWED: "renewal_while_overdue",
    Blocked.REQUESTED_BY_OTHER: "renewal_if_requested",
    Blocked.REQUEST_NOT_ALLOWED: "requests",
    Blocked.TOO_MANY_REQUESTS: "max_requests",
    Blocked.COPY_AVAILABLE: "request_when",
    Blocked.LEVEL_NOT_ALLOWED: "request_levels",
    Blocked.PICKUP_NOT_ALLOWED: "pickup",
    Blocked.NOT_RECALLABLE: "recallable",
    Blocked.NOT_EXCHANGEABLE: "suspension_price_per_day",
}
"""The term of the policy table that a block comes from."""

_PLACED = {
    Blocked.PATRON_BLOCKED: BlockKind.NOTE,
    Blocked.PATRON_BARRED: BlockKind.BARRED,
    Blocked.ADDRESS_INVALID: BlockKind.ADDRESS_INVALID,
    Blocked.CARD_LOST: BlockKind.CARD_LOST,
}


def explain_block(
    block: Block, standing: Standing, library: Library, branch: Branch, now: datetime, case: Case | None = None
) -> Explanation:
    """What stands in the way. `case` is the one that was asked for where the item mattered; else the patron's own."""
    calendar = library.calendar(branch.code)
    asked = _case(block, standing, branch, case)
    lines = [tell(Told.BLOCK, block=block.code, currency=library.currency_of(branch.code), **dict(block.facts))]
    if block.code in TERMS:
        ruling = library.ruling(asked, today(calendar, now))
        lines += [
            term_line(ruling, TERMS[block.code], library.currency_of(branch.code)),
            revision(library.revision, ""),
        ]
    lines += _what_makes_it(block, standing, library, branch, now)
    lines.append(tell(Told.OVERRIDE, permission=block.permission) if block.permission else tell(Told.NO_OVERRIDE))
    return Explanation(About.BLOCK, str(block.code), tuple(lines))


def _case(block: Block, standing: Standing, branch: Branch, case: Case | None) -> Case:
    loan = next((x for x in standing.loans if str(x.id) == dict(block.facts).get("loan")), None)
    category = standing.patron.fields.category
    if loan is not None:
        return Case(category, loan.item_type, loan.branch)
    return case or Case(category, "", branch.code)


def _what_makes_it(block: Block, standing: Standing, library: Library, branch: Branch, now: datetime) -> Iterator[Line]:
    code = block.code
    if code in _PLACED:
        yield from _placed(block, standing, library.calendar(branch.code), now)
    elif code is Blocked.SUSPENDED:
        yield from explain_suspension(standing, now).lines
    elif code is Blocked.OWES_TOO_MUCH:
        yield from _money(block, standing, library, branch)
    else:
        counted = _counted(block, standing, branch, now)
        yield from (_loan(loan, library) for loan in counted)
        limit = dict(block.facts).get("limit")
        if counted and limit is not None:
            yield tell(Told.BLOCK_COUNT, count=len(counted), limit=limit)


def _placed(block: Block, standing: Standing, calendar: Calendar, now: datetime) -> Iterator[Line]:
    for placed in standing_blocks(standing, now):
        if placed.kind is _PLACED[block.code] and ("note", placed.note) in block.facts:
            since = at_branch(calendar, placed.since)
            yield tell(Told.BLOCK_NOTE, note=placed.note, since=since, expires=day_or_none(placed.expires))


def _money(block: Block, standing: Standing, library: Library, branch: Branch) -> Iterator[Line]:
    """Every fee of which something is left, and what they come to."""
    calendar = library.calendar(branch.code)
    for fee in (c for c in standing.charges if c.left):
        facts = {"kind": fee.kind, "left": fee.left, "amount": fee.amount, "currency": fee.currency}
        yield tell(Told.BLOCK_FEE, **facts, at=at_branch(calendar, fee.at), item=fee.item, note=fee.note)
    currency, owed = library.currency_of(branch.code), standing.owed
    yield tell(Told.BLOCK_OWED, owed=owed, limit=dict(block.facts).get("limit"), currency=currency)


def _counted(block: Block, standing: Standing, branch: Branch, now: datetime) -> list[Loan]:
    """The loans that a limit counts."""
    late = [loan for loan in standing.running if loan.due < now]
    match block.code:
        case Blocked.TOO_MANY_OVERDUE:
            return late
        case Blocked.RECALL_OVERDUE:
            return [loan for loan in late if loan.recalled is not None]
        case Blocked.LONG_OVERDUE:
            return [loan for loan in late if ("loan", str(loan.id)) in block.facts]
        case Blocked.TOO_MANY_LOST:
            unpaid = {c.loan for c in standing.charges if c.left and c.loan}
            lost = [loan for loan in standing.loans if loan.stop is ItemState.LOST]
            return [loan for loan in lost if loan.id in unpaid or loan.bill is None]
        case Blocked.TOO_MANY_CLAIMS:
            claimed = (ItemState.CLAIMED_RETURNED, ItemState.CLAIMED_NEVER_HAD)
            return [loan for loan in standing.loans if loan.stop in claimed]
        case Blocked.TOO_MANY_LOANS | Blocked.STUB_LIMIT:
            return list(standing.loans)
        case Blocked.TOO_MANY_AT_BRANCH:
            return [loan for loan in standing.loans if loan.branch == branch.code]
        case _:
            return []


def _loan(loan: Loan, library: Library) -> Line:
    due = at_branch(library.calendar_of(loan.terms.calendar, loan.branch), loan.due)
    return tell(Told.BLOCK_LOAN, loan=loan.id, item=loan.item, due=due, state=loan.stop or ItemState.ON_LOAN)
