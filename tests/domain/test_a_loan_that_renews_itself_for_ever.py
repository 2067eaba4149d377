"""A loan that is renewed every day for years stays small, and its last renewals can still be taken back."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from deskapp.domain.events import LoanRenewed, RenewalUndone
from deskapp.domain.fold_item import MOST_UNDONE
from deskapp.domain.records import Loan
from deskapp.domain.values import ActId
from deskapp.store.codec import encode, read_record
from tests.domain.builders import DUE, ITEM, L1, an_event, item_after, lent

DAY = timedelta(days=1)


def after(*bodies: Any) -> Loan:
    loan = item_after(lent(), *bodies).parts[L1]
    assert isinstance(loan, Loan)
    return loan


def daily(times: int) -> list[Any]:
    acts = (ActId(UUID(int=9000 + n)) for n in range(times))
    return [an_event(LoanRenewed(L1, ITEM, DUE + (n + 1) * DAY, DUE + n * DAY), act=act) for n, act in enumerate(acts)]


def test_its_record_can_be_written_and_read_after_thousands_of_renewals() -> None:
    loan = after(*daily(3000))
    assert read_record("loan", encode(loan)) == loan
    assert len(encode(loan)) < 10_000
    assert loan.due == DUE + 3000 * DAY


def test_the_last_renewals_are_taken_back_one_by_one() -> None:
    renewals = daily(MOST_UNDONE + 5)
    undone = []
    for n in range(MOST_UNDONE + 5, 5, -1):
        restores = DUE + (n - 1) * DAY
        undone.append(an_event(RenewalUndone(renewals[n - 1].act, ITEM, L1, restores)))
        assert after(*renewals[:n], undone[-1]).due == restores
