"""What a late return costs: by the day or the hour, closed times and grace, caps, renewals, recalls, corrections."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from deskapp.domain.calendar import Calendar
from deskapp.domain.check_out import Copy, check_out
from deskapp.domain.events import CheckInBackdated, FeeWaived, LoanRecalled, PaymentReceived, PaymentVoided
from deskapp.domain.fee import charges, loan_charges, overdue_fee_id
from deskapp.domain.outcome import Done
from deskapp.domain.policy import policy
from deskapp.domain.records import Account, Loan, LoanEnd
from deskapp.domain.rules import Branch, Library
from deskapp.domain.values import FeeId, FeeKind, FeeTerms, LoanId, PaymentId
from tests.domain.builders import (
    ANA,
    DUE,
    ITEM,
    L1,
    L2,
    L3,
    LIBRARY,
    MAIN,
    MONDAY,
    a_loan,
    account_after,
    an_event,
    an_item,
    came_late,
    cost,
    item_after,
    lent,
    loan_of,
    moment,
    renewed,
    returned,
    standing,
)

DAY = timedelta(days=1)
SHOP = Library(
    branches=(Branch("MAIN", "Central", calendar="shop"),),
    calendars=(Calendar("shop", hours=(("09:00-14:00", "16:00-20:00"),) * 6 + ((),)),),
)
END = "23:59:59"
TEN = {"per_day": 10}
OPEN = TEN | {"skips_closed": True}
HOURS = {"per_hour": 50}
LATE: dict[str, tuple[str, str, dict[str, Any], int]] = {
    "back on the day": (f"2026-11-20 {END}", f"2026-11-20 {END}", TEN, 0),
    "a second late": (f"2026-11-20 {END}", "2026-11-21 00:00", TEN, 10),
    "the day after": (f"2026-11-20 {END}", "2026-11-21 20:00", TEN, 10),
    "over a closed Sunday that counts": (f"2026-11-21 {END}", "2026-11-23 10:00", TEN, 20),
    "over a closed Sunday that does not": (f"2026-11-21 {END}", "2026-11-23 10:00", OPEN, 10),
    "into the drop on a Sunday that does not count": (f"2026-11-21 {END}", "2026-11-22 18:00", OPEN, 0),
    "from Friday to Monday, open days alone": (f"2026-11-20 {END}", "2026-11-23 10:00", OPEN, 20),
    "two weeks, open days alone": (f"2026-11-20 {END}", "2026-12-04 10:00", OPEN, 120),
    "within the grace": (f"2026-11-20 {END}", "2026-11-22 10:00", TEN | {"grace_days": 2}, 0),
    "past a grace that forgives all": (f"2026-11-20 {END}", "2026-11-23 10:00", TEN | {"grace_days": 2}, 30),
    "past a grace that forgives itself": (
        f"2026-11-20 {END}",
        "2026-11-23 10:00",
        TEN | {"grace_days": 2, "after_grace": True},
        10,
    ),
    "a grace of open days": (f"2026-11-20 {END}", "2026-11-23 10:00", OPEN | {"grace_days": 2}, 0),
    "past a grace of open days": (f"2026-11-20 {END}", "2026-11-24 10:00", OPEN | {"grace_days": 2}, 30),
    "minutes of grace": (f"2026-11-20 {END}", "2026-11-21 00:29:59", TEN | {"grace_minutes": 30}, 0),
    "past minutes of grace": (f"2026-11-20 {END}", "2026-11-21 00:30", TEN | {"grace_minutes": 30}, 10),
    "capped": (f"2026-11-20 {END}", "2026-11-23 10:00", TEN | {"cap": 25}, 25),
    "a cap not reached": (f"2026-11-20 {END}", "2026-11-22 10:00", TEN | {"cap": 25}, 20),
    "nothing charged": (f"2026-11-20 {END}", "2026-12-23 10:00", {}, 0),
    "a started hour": ("2026-11-20 10:00", "2026-11-20 10:00:01", HOURS, 50),
    "whole hours": ("2026-11-20 10:00", "2026-11-20 12:00", HOURS, 100),
    "hours go before days": ("2026-11-20 10:00", "2026-11-20 12:00:01", HOURS | TEN, 150),
    "hours at night": ("2026-11-20 19:00", "2026-11-21 10:00", HOURS, 750),
    "open hours alone": ("2026-11-20 19:00", "2026-11-21 10:00", HOURS | {"skips_closed": True}, 100),
    "open hours over the siesta": ("2026-11-20 13:30", "2026-11-20 16:30", HOURS | {"skips_closed": True}, 50),
    "quarter of an hour of grace": ("2026-11-20 10:00", "2026-11-20 10:15", HOURS | {"grace_minutes": 15}, 0),
    "past it all counts": ("2026-11-20 10:00", "2026-11-20 11:10", HOURS | {"grace_minutes": 15}, 100),
    "past it the rest counts": (
        "2026-11-20 10:00",
        "2026-11-20 11:10",
        HOURS | {"grace_minutes": 15, "after_grace": True},
        50,
    ),
    "capped hours": ("2026-11-20 10:00", "2026-11-20 20:00", HOURS | {"cap": 120}, 120),
    "the evening after clocks went back": (f"2027-10-30 {END}", "2027-10-31 20:00", TEN, 10),
    "the last second of the long day": (f"2027-10-30 {END}", f"2027-10-31 {END}", TEN, 10),
    "the second evening after the long day": (f"2027-10-30 {END}", "2027-11-01 20:00", TEN, 20),
    "the evening after clocks went forward": (f"2027-03-27 {END}", "2027-03-28 20:00", TEN, 10),
    "just past the short day": (f"2027-03-27 {END}", "2027-03-29 00:30", TEN, 20),
    "hours are as long as they are": ("2027-10-31 00:30", "2027-10-31 03:30", HOURS, 200),
}


@pytest.mark.parametrize("case", LATE)
def test_a_late_return_costs(case: str) -> None:
    due, back, terms, costs = LATE[case]
    loan = a_loan(due=moment(due), closed=moment(back), end=LoanEnd.RETURNED, terms=FeeTerms(**terms))
    assert cost(loan, library=SHOP) == costs
    assert cost(replace(loan, closed=None, end=None), moment(back), SHOP) == costs  # and as it stands, while out


@pytest.mark.parametrize("end", [LoanEnd.UNDONE, LoanEnd.SUPERSEDED])
def test_a_loan_that_nobody_saw_end_costs_nothing(end: LoanEnd) -> None:
    assert cost(came_late(100, end=end)) == 0


def test_an_amnesty_forgives_all_of_it_renewed_or_not() -> None:
    late = [an_event(renewed(), at=DUE + 2 * DAY), an_event(returned(amnesty=True), at=DUE + 30 * DAY)]
    assert cost(loan_of(item_after(lent(), *late))) == 0
    assert loan_charges(came_late(100, amnesty=True), LIBRARY.calendar("MAIN")) == []


def test_what_is_late_on_one_clock_is_late_by_the_lending_branchs_clock() -> None:
    canary = Library(branches=(Branch("MAIN", "Tenerife", "Atlantic/Canary"),))
    due = moment(f"2026-11-20 {END}", "Atlantic/Canary")
    loan = a_loan(due=due, closed=due + timedelta(hours=20), terms=FeeTerms(10))
    assert cost(loan, library=canary) == 10


# --- the caps as policy has them ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("says", "price", "cap"),
    [
        ({"fee_cap": 500}, 300, 500),
        ({"fee_cap": 500, "fee_cap_price": True}, 300, 300),
        ({"fee_cap": 100, "fee_cap_price": True}, 300, 100),
        ({"fee_cap": 500, "fee_cap_price": True}, 0, 500),
        ({"fee_cap": 500, "fee_cap_price": True, "replacement": 200}, 0, 200),
        ({"fee_cap": 0, "fee_cap_price": True}, 300, 300),
        ({"fee_cap": None, "fee_cap_price": True}, 300, 300),
        ({"fee_cap": None}, 300, 0),
        ({"fee_cap": 0}, 300, 0),
    ],
)
def test_a_fee_is_capped_by_a_sum_by_the_items_price_or_by_neither(says: dict[str, Any], price: int, cap: int) -> None:
    item = an_item()
    assert item.fields is not None
    copy = Copy(replace(item, fields=replace(item.fields, price=price)))
    outcome = check_out(copy, standing(), replace(LIBRARY, policies=(policy(**says),)), MAIN, MONDAY, L1)
    assert isinstance(outcome, Done)
    body: Any = outcome.facts[0].body
    assert body.terms.cap == cap


# --- renewed, recalled, corrected ---------------------------------------------------------------------------


def late_days_cost(*bodies: Any) -> int:
    return cost(loan_of(item_after(lent(), *bodies)))


def back(days: float, **more: Any) -> Any:
    return an_event(returned(**more), at=DUE + days * DAY)


def test_a_renewal_while_overdue_keeps_the_fee_that_ran() -> None:
    longer = an_event(renewed(days=16), at=DUE + 2 * DAY)
    assert late_days_cost(longer, back(10)) == 20
    assert late_days_cost(longer, back(17)) == 30
    assert late_days_cost(longer, an_event(renewed(days=30), at=DUE + 18 * DAY), back(31)) == 20 + 20 + 10


def test_a_renewal_in_time_keeps_nothing_to_pay() -> None:
    assert late_days_cost(an_event(renewed(days=16), at=DUE - DAY), back(10)) == 0


def test_the_cap_of_a_loan_is_one_for_all_its_late_times() -> None:
    out = lent(terms=FeeTerms(10, cap=25))
    longer = an_event(renewed(days=16), at=DUE + 2 * DAY)
    assert cost(loan_of(item_after(out, longer, back(20)))) == 25


def test_a_return_backdated_to_before_a_renewal_costs_only_until_it_came_back() -> None:
    """It lay in the drop when a job renewed it."""
    longer = an_event(renewed(days=16), at=DUE + 2 * DAY)
    corrected = an_event(CheckInBackdated(ITEM, L1, DUE + DAY, DUE + 5 * DAY), at=DUE + 6 * DAY)
    assert late_days_cost(longer, back(5), corrected) == 10


def test_a_backdated_return_costs_less_and_never_more() -> None:
    for effective, costs in ((-1, 0), (0, 0), (2, 20), (9, 30)):
        corrected = CheckInBackdated(ITEM, L1, DUE + effective * DAY, DUE + 3 * DAY)
        assert late_days_cost(back(3), an_event(corrected, at=DUE + 4 * DAY)) == costs


RECALLED = LoanRecalled(L1, ITEM, None, MONDAY + 7 * DAY, DUE, per_day=100)


def recalled(**more: Any) -> Any:
    return an_event(replace(RECALLED, **more), at=MONDAY + 3 * DAY)


def test_a_recalled_loan_costs_the_recalls_rate_from_its_earlier_date() -> None:
    assert late_days_cost(recalled(), back(-5)) == 200
    assert late_days_cost(recalled(), back(-7)) == 0
    assert late_days_cost(recalled(per_day=0), back(-5)) == 20


def test_a_recalled_loan_renewed_all_the_same_costs_the_recalls_rate_only_until_then() -> None:
    longer = an_event(renewed(), at=DUE - 5 * DAY)
    assert late_days_cost(recalled(), longer, back(8)) == 200 + 10


# --- the cap of an account ----------------------------------------------------------------------------------

FIVE_EUROS = FeeTerms(300, account_cap=500)


def three_euros(loan: LoanId, day: int, **more: Any) -> Loan:
    return came_late(0, loan, terms=FIVE_EUROS, due=MONDAY + day * DAY, closed=MONDAY + (day + 1) * DAY, **more)


THREE = [three_euros(L1, 1), three_euros(L2, 5), three_euros(L3, 9)]
FIRST = overdue_fee_id(L1)


def paid(amount: int, day: int, fee: FeeId = FIRST) -> Any:
    body = PaymentReceived(ANA, PaymentId(LoanId(fee)), amount, "EUR", ((fee, amount),))
    return an_event(body, at=MONDAY + day * DAY)


def waived(amount: int, day: int) -> Any:
    return an_event(FeeWaived(ANA, FIRST, amount, "EUR", "kind"), at=MONDAY + day * DAY)


def amounts(account: Account, loans: list[Loan] = THREE) -> list[int]:
    return [c.amount for c in charges(account, loans, LIBRARY)]


VOID = an_event(PaymentVoided(ANA, PaymentId(LoanId(FIRST)), "typed twice"), at=MONDAY + 20 * DAY)
CAPPED: dict[str, tuple[list[Any], list[int]]] = {
    "nothing paid": ([], [300, 200, 0]),
    "the first paid before the second came": ([paid(300, 3)], [300, 300, 200]),
    "a part of it": ([paid(100, 3)], [300, 300, 0]),
    "paid when all had come": ([paid(300, 15)], [300, 200, 0]),
    "paid between the second and the third": ([paid(300, 8)], [300, 200, 300]),
    "waived before the second came": ([waived(300, 3)], [300, 300, 200]),
    "paid, and the payment voided": ([paid(300, 3), VOID], [300, 200, 0]),
}


@pytest.mark.parametrize("case", CAPPED)
def test_overdue_fees_that_are_unpaid_at_one_time_come_to_no_more_than_the_cap(case: str) -> None:
    money, wanted = CAPPED[case]
    assert amounts(account_after(*money)) == wanted
    assert amounts(account_after(*money), THREE[::-1]) == wanted


def test_a_loan_without_that_cap_fills_it_but_is_not_bound_by_it() -> None:
    free = came_late(400, L2, due=MONDAY + 5 * DAY, closed=MONDAY + 6 * DAY)
    assert amounts(account_after(), [THREE[0], free, THREE[2]]) == [300, 400, 0]


def test_what_is_no_overdue_fee_neither_fills_the_cap_nor_is_bound_by_it() -> None:
    lent_for_money = replace(THREE[0], rental=900)
    found = charges(account_after(), [lent_for_money, THREE[1]], LIBRARY)
    assert [(c.kind, c.amount) for c in found] == [
        (FeeKind.RENTAL, 900),
        (FeeKind.OVERDUE, 300),
        (FeeKind.OVERDUE, 200),
    ]
