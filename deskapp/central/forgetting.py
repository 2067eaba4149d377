"""Loan history without whose it was: loans and requests that ended long ago are parted from their patron.

The item keeps its history, the account its sums; nothing leads from one to the other any more.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID, uuid4

import msgspec
from sqlalchemy import Connection

from deskapp.central.database import Database, moment
from deskapp.central.own_journal import append
from deskapp.central.patron_file import PatronFile, group
from deskapp.central.redaction import Change, Stored, redact, stored_of
from deskapp.domain.events import FeeKept
from deskapp.domain.fee import Charge, charges
from deskapp.domain.outcome import fact
from deskapp.domain.records import OPEN_HOLD, Account, Fee, Hold, Loan
from deskapp.domain.suspension import standing_suspensions, suspensions
from deskapp.domain.values import FeeId, Line, LoanId, Touch
from deskapp.store.codec import encode
from deskapp.store.redacted import redacted

AT_ONCE = 100
"""Loans of one patron in one transaction, during which no applier runs."""

Swap = dict[UUID, UUID]


@dataclass(slots=True)
class _Plan:
    """What is to be forgotten. `stands_for`: of each loan and request, the number in the patron's place."""

    file: PatronFile
    loans: list[Loan]
    holds: list[Hold]
    stands_for: Swap = field(default_factory=dict)
    fees: Swap = field(default_factory=dict)
    kept: list[FeeKept] = field(default_factory=list)

    def swap(self, of: UUID) -> Swap:
        new = self.stands_for.setdefault(of, uuid4())
        return dict.fromkeys(self.file.ids, new)


def forget(database: Database, c: Connection, file: PatronFile, until: datetime, now: int) -> int:
    """Part from the patron what ended before `until` and about which nothing is open; how many loans and requests.

    Call it after `hold`, in the same transaction. At most `AT_ONCE` loans: what is left is for the next call.
    """
    plan = _Plan(file, _loans(file, until, moment(now)), _holds(file, until))
    _keep_sums(plan)
    if not plan.loans and not plan.holds:
        return 0
    for kept in plan.kept:
        append(c, fact(kept, (Line.ACCOUNT, kept.patron)), now)
    found = _Changes()
    for loan in plan.loans:
        _forget_loan(c, plan, loan, found)
    skipped = 0
    for one in plan.holds:
        skipped += not _forget_hold(c, plan, one, found)
    _forget_in_account(c, plan, found)
    redact(database, c, found.all(), "dissociated", now)
    return len(plan.loans) + len(plan.holds) - skipped


# --- which ----------------------------------------------------------------------------------------------------


def _loans(file: PatronFile, until: datetime, now: datetime) -> list[Loan]:
    """The loans that ended before `until`, on which nothing is owed, and that suspend nobody any more."""
    left = [charge for charge in file.charges if charge.left]
    owing, items = {charge.loan for charge in left}, {charge.item for charge in left if charge.loan is None}
    standing = {
        s.loan
        for s in suspensions(file.loans, file.account, file.library)
        if standing_suspensions([s], file.day(file.patron.fields.branch, now))
    }
    ended = (loan for loan in file.loans if loan.closed is not None and loan.closed < until)
    free = [x for x in ended if x.id not in owing and x.id not in standing and x.item not in items]
    return sorted(free, key=lambda x: (x.closed or x.out, x.id.bytes))[:AT_ONCE]


def _holds(file: PatronFile, until: datetime) -> list[Hold]:
    """The requests that are over and were placed before `until`."""
    return [h for h in file.holds if h.state not in OPEN_HOLD and h.placed.at < until][:AT_ONCE]


def _keep_sums(plan: _Plan) -> None:
    """What the loans cost stays on the account, under other numbers; where a sum would change, they stay for now."""
    file, chosen = plan.file, {loan.id for loan in plan.loans}
    mine = [charge for charge in file.charges if charge.loan in chosen]
    plan.fees = {charge.id: uuid4() for charge in mine}
    plan.kept = [_kept(plan, charge) for charge in mine]
    others = [loan for loan in file.loans if loan.id not in chosen]
    after = charges(_with(file.account, plan), others, file.library)
    if _sums(after, {}) != _sums(file.charges, plan.fees):
        plan.loans, plan.fees, plan.kept = [loan for loan in plan.loans if not _costs(mine, loan)], {}, []


def _costs(mine: Iterable[Charge], loan: Loan) -> bool:
    return any(charge.loan == loan.id for charge in mine)


def _kept(plan: _Plan, charge: Charge) -> FeeKept:
    day: date = charge.at.date()
    at = datetime.combine(day, time(), UTC)
    return FeeKept(plan.file.account.id, FeeId(plan.fees[charge.id]), charge.amount, charge.currency, charge.kind, at)


def _with(account: Account, plan: _Plan) -> Account:
    """The account as it will be."""
    fees = tuple(Fee(k.fee, k.amount, k.currency, "", k.at, k.kind) for k in plan.kept)
    payments = tuple(
        replace(p, parts=tuple((FeeId(plan.fees.get(fee, fee)), amount) for fee, amount in p.parts))
        for p in account.payments
    )
    return replace(account, fees=(*account.fees, *fees), payments=payments)


def _sums(found: Sequence[Charge], swap: Swap) -> dict[UUID, tuple[int, int, int]]:
    return {swap.get(x.id, x.id): (x.amount, x.left, x.waived) for x in found}


# --- how ------------------------------------------------------------------------------------------------------


class _Changes:
    """The entries that change, each once; a second change is made on top of the first."""

    def __init__(self) -> None:
        self._found: dict[int, Change] = {}

    def take(self, stored: Stored, swap: Swap, *, words: bool = True) -> None:
        before = self._found.get(stored.position)
        entry = before.entry if before else stored.entry
        after = redacted(entry, swap, words=words)
        if _said(after) != _said(entry):
            self._found[stored.position] = Change(stored, after)

    def put(self, change: Change) -> None:
        self._found[change.stored.position] = change

    def all(self) -> list[Change]:
        return [self._found[position] for position in sorted(self._found)]


def _said(entry: Any) -> tuple[Any, Any, Any]:
    return msgspec.json.decode(entry.body), entry.touches, entry.relied_on


def body_of(stored: Stored) -> dict[str, Any]:
    body = msgspec.json.decode(stored.entry.body)
    return body if isinstance(body, dict) else {}


def _forget_loan(c: Connection, plan: _Plan, loan: Loan, found: _Changes) -> None:
    swap = plan.swap(loan.id)
    entries = stored_of(c, [Touch(Line.ITEM, id) for id in group(c, "item", loan.item)])
    _forget_about(entries, "loan", loan.id, swap, found)


def _forget_hold(c: Connection, plan: _Plan, one: Hold, found: _Changes) -> bool:
    """False when the request was filled by a loan that is still the patron's."""
    entries = stored_of(c, [Touch(Line.TITLE, one.title)])
    filled = {UUID(b["loan"]) for b in map(body_of, entries) if b.get("hold") == str(one.id) and b.get("loan")}
    kept = {loan.id for loan in plan.file.loans} - {loan.id for loan in plan.loans}
    if filled & kept:
        return False
    loan = next(iter(filled & {x.id for x in plan.loans}), None)
    if loan is not None:
        plan.stands_for.setdefault(one.id, plan.stands_for[loan])
    _forget_about(entries, "hold", one.id, plan.swap(one.id), found)
    return True


def _forget_about(entries: Sequence[Stored], name: str, id: UUID, swap: Swap, found: _Changes) -> None:
    """The entries about one loan or request, and what central said of them."""
    mine = [s for s in entries if body_of(s).get(name) == str(id)]
    ids = {str(s.entry.id) for s in mine}
    for stored in (*mine, *(s for s in entries if body_of(s).get("event") in ids)):
        found.take(stored, swap)


def _forget_in_account(c: Connection, plan: _Plan, found: _Changes) -> None:
    """Payments for the fees of these loans are for other numbers now, and no fee names their items."""
    swap = plan.fees | {LoanId(loan.id): uuid4() for loan in plan.loans}
    items = {str(loan.item) for loan in plan.loans} - {
        str(loan.item) for loan in plan.file.loans if loan not in plan.loans
    }
    for stored in stored_of(c, [Touch(Line.ACCOUNT, id) for id in plan.file.ids]):
        body = body_of(stored)
        if any(str(id) in stored.raw for id in swap):
            found.take(stored, swap, words=False)
        elif body.get("item") in items:
            without = redacted(stored.entry, {}, words=False)
            body["item"] = None
            found.put(Change(stored, msgspec.structs.replace(without, body=msgspec.Raw(encode(body)))))
