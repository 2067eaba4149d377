"""What a loan costs when it comes back late, and what a patron owes. Integer minor units throughout."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from deskapp.domain.events import FeeId, FeeTerms, LoanId
from deskapp.domain.records import Account, Loan

_SPACE = UUID("0a7f9c5b-3f3f-4d6a-8b6c-4a4f6a6f2f11")


def overdue_fee_id(loan: LoanId) -> FeeId:
    """The one overdue fee of a loan: derived from the loan, so that payments stay attached to it."""
    return FeeId(uuid5(_SPACE, str(loan)))


def overdue_fee(terms: FeeTerms, due: datetime, returned: datetime) -> int:
    """The fee for a return at `returned`: each started 24 hours after `due`, none within the grace, up to the cap."""
    if returned <= due:
        return 0
    days = -((due - returned) // timedelta(days=1))
    if days <= terms.grace_days:
        return 0
    fee = days * terms.per_day
    return min(fee, terms.cap) if terms.cap else fee


def charges(account: Account, loans: Iterable[Loan]) -> dict[FeeId, int]:
    """What is still to be paid of each fee: manual fees and the overdue fees of loans that ended."""
    owed = {fee.id: fee.amount for fee in account.fees}
    owed |= {overdue_fee_id(loan.id): loan.fee for loan in loans if loan.fee}
    for payment in account.payments:
        if payment.voided:
            continue
        for fee, amount in payment.parts:
            owed[fee] = owed.get(fee, 0) - amount
    return owed


def owes(account: Account, loans: Iterable[Loan]) -> int:
    """The balance in minor units; negative is a credit. Money received never vanishes: it becomes credit."""
    fees = sum(fee.amount for fee in account.fees) + sum(loan.fee for loan in loans)
    return fees - sum(p.amount for p in account.payments if not p.voided)
