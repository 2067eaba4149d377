"""Items set lost, claimed, damaged, withdrawn: what can follow what, what it costs, and what finding gives back."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from deskapp.domain.block import patron_blocks
from deskapp.domain.check_out import Copy
from deskapp.domain.events import CheckInBackdated, FeeCharged, ItemMarked
from deskapp.domain.fee import fee_until, loan_charges, loan_fee_id
from deskapp.domain.item_state import is_long_overdue, mark, possible
from deskapp.domain.outcome import Blocked, Done, Outcome, Refused
from deskapp.domain.policy import Refund, Terms, policy
from deskapp.domain.records import LoanEnd, Timeline
from deskapp.domain.values import FeeId, FeeKind, FeeTerms, ItemState, LostBill, Place
from tests.domain.builders import (
    ANA,
    DUE,
    ITEM,
    L1,
    LIBRARY,
    MAIN,
    MONDAY,
    a_loan,
    an_event,
    an_item,
    item_after,
    lent,
    loan_of,
    on_loan,
    renewed,
    returned,
    standing,
)

S = ItemState
DAY = timedelta(days=1)
HERE = LIBRARY.calendar("MAIN")
TEN_A_DAY = FeeTerms(10)
BILL = LostBill(2000, 300, "EUR")
FEE = FeeId(UUID(int=88))


def marked(state: S, days: float = 10, bill: LostBill | None = None) -> Any:
    """Set so many days after the loan was due."""
    return an_event(ItemMarked(ITEM, state, "MAIN", L1, bill=bill), at=DUE + days * DAY)


def back(days: float, **more: Any) -> Any:
    return an_event(returned(**more), at=DUE + days * DAY)


def costs(*bodies: Any, terms: FeeTerms = TEN_A_DAY) -> dict[str, int]:
    loan = loan_of(item_after(lent(terms=terms), *bodies))
    return {str(c.kind): c.amount for c in loan_charges(loan, HERE)}


# --- what it costs ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", [S.CLAIMED_RETURNED, S.CLAIMED_NEVER_HAD])
def test_the_overdue_fee_of_a_claimed_item_stops_when_it_was_claimed(state: S) -> None:
    assert costs(marked(state)) == {"overdue": 100}
    assert costs(marked(state), back(40)) == {"overdue": 100}
    assert costs(marked(state, -2), back(40)) == {}


def test_a_lost_item_is_billed_and_keeps_the_fee_until_then() -> None:
    assert costs(marked(S.LOST, bill=BILL)) == {"overdue": 100, "replacement": 2000, "processing": 300}
    assert costs(marked(S.LOST, bill=replace(BILL, keeps_fee=False))) == {"replacement": 2000, "processing": 300}
    assert costs(marked(S.LOST)) == {"overdue": 100}


FOUND: dict[str, tuple[dict[str, Any], dict[str, int]]] = {
    "all comes back": ({"refund": Refund.ALL}, {"overdue": 100}),
    "the price alone": ({"refund": Refund.REPLACEMENT}, {"overdue": 100, "processing": 300}),
    "a half of the price": ({"refund": Refund.PART}, {"overdue": 100, "replacement": 1000, "processing": 300}),
    "a third of it": (
        {"refund": Refund.PART, "refund_percent": 33},
        {"overdue": 100, "replacement": 1340, "processing": 300},
    ),
    "nothing": ({"refund": Refund.NONE}, {"overdue": 100, "replacement": 2000, "processing": 300}),
    "in time": ({"refund_until": DUE + 20 * DAY}, {"overdue": 100}),
    "too late": ({"refund_until": DUE + 19 * DAY}, {"overdue": 100, "replacement": 2000, "processing": 300}),
    "the fee runs on to the return": ({"found_charges_fee": True}, {"overdue": 200}),
    "and instead of the one that was let go": ({"found_charges_fee": True, "keeps_fee": False}, {"overdue": 200}),
    "no fee at all": ({"keeps_fee": False}, {}),
}


@pytest.mark.parametrize("case", FOUND)
def test_a_lost_item_that_is_found_gives_back_what_policy_says(case: str) -> None:
    terms, wanted = FOUND[case]
    assert costs(marked(S.LOST, bill=replace(BILL, **terms)), back(20)) == wanted


def test_the_bill_of_a_lost_item_that_was_given_up_stays() -> None:
    after = (marked(S.LOST, bill=BILL), marked(S.WITHDRAWN, 30))
    assert costs(*after) == {"overdue": 100, "replacement": 2000, "processing": 300}
    loan = loan_of(item_after(lent(), *after))
    assert (loan.end, loan.closed) == (LoanEnd.WRITTEN_OFF, DUE + 30 * DAY)


def test_what_had_come_back_before_it_was_marked_costs_only_until_it_came_back() -> None:
    """Set lost by a job while it lay in the drop; or the return is backdated later."""
    effective = DUE + 2 * DAY
    assert costs(marked(S.LOST, bill=BILL), back(12, effective=effective)) == {"overdue": 20}
    corrected = an_event(CheckInBackdated(ITEM, L1, effective, DUE), at=DUE + 13 * DAY)
    assert costs(marked(S.LOST, bill=BILL), back(12), corrected) == {"overdue": 20}
    assert costs(marked(S.CLAIMED_RETURNED), back(12, effective=effective)) == {"overdue": 20}
    assert costs(marked(S.CLAIMED_RETURNED), back(12, effective=DUE)) == {}


def test_the_bill_is_named_after_the_loan_so_that_payments_stay_with_it() -> None:
    ids = [loan_fee_id(L1, kind) for kind in (FeeKind.OVERDUE, FeeKind.REPLACEMENT, FeeKind.PROCESSING)]
    loan = loan_of(item_after(lent(terms=FeeTerms(10)), marked(S.LOST, bill=BILL)))
    assert [c.id for c in loan_charges(loan, HERE)] == ids
    assert len(set(ids)) == 3


# --- the item and its loan ----------------------------------------------------------------------------------


def place(timeline: Timeline) -> Place:
    head: Any = timeline.head
    return head.place  # type: ignore[no-any-return]


@pytest.mark.parametrize("state", [S.LOST, S.CLAIMED_RETURNED, S.CLAIMED_NEVER_HAD])
def test_the_loan_of_a_lost_or_claimed_item_stands_still_and_ends_when_it_comes_back(state: S) -> None:
    after = item_after(lent(), marked(state))
    loan = loan_of(after)
    assert (place(after), loan.stop, loan.closed) == (Place(state, "MAIN", loan=L1), state, None)
    assert fee_until(loan, DUE + 99 * DAY) == DUE + 10 * DAY
    found = item_after(lent(), marked(state), back(20))
    assert (place(found), loan_of(found).end) == (Place(S.AVAILABLE, "MAIN"), LoanEnd.RETURNED)


def test_a_claim_that_turns_into_a_loss_stands_still_from_the_claim() -> None:
    loan = loan_of(item_after(lent(), marked(S.CLAIMED_RETURNED), marked(S.LOST, 40, BILL)))
    assert (loan.stopped, loan.stop, loan.bill) == (DUE + 10 * DAY, S.LOST, BILL)


def test_a_lost_item_that_is_claimed_is_not_billed_any_more() -> None:
    assert costs(marked(S.LOST, bill=BILL), marked(S.CLAIMED_RETURNED, 20)) == {"overdue": 100}


# --- deciding -----------------------------------------------------------------------------------------------


def shelved(state: S) -> Copy:
    return Copy(an_item(Place(state, "MAIN")))


def stopped(state: S) -> Copy:
    return Copy(an_item(Place(state, "MAIN", loan=L1)), a_loan(stopped=DUE, stop=state))


POSSIBLE: dict[str, tuple[Copy, set[S]]] = {
    "on its shelf": (
        shelved(S.AVAILABLE),
        {S.LOST, S.MISSING, S.DAMAGED, S.IN_REPAIR, S.ON_ORDER, S.WITHDRAWN},
    ),
    "missing": (shelved(S.MISSING), {S.AVAILABLE, S.LOST, S.DAMAGED, S.IN_REPAIR, S.ON_ORDER, S.WITHDRAWN}),
    "withdrawn": (shelved(S.WITHDRAWN), {S.AVAILABLE, S.LOST, S.MISSING, S.DAMAGED, S.IN_REPAIR, S.ON_ORDER}),
    "on loan": (on_loan(), {S.LOST, S.CLAIMED_RETURNED, S.CLAIMED_NEVER_HAD}),
    "lost on loan": (stopped(S.LOST), {S.CLAIMED_RETURNED, S.CLAIMED_NEVER_HAD, S.WITHDRAWN}),
    "claimed returned": (stopped(S.CLAIMED_RETURNED), {S.LOST, S.CLAIMED_NEVER_HAD, S.WITHDRAWN}),
}


def set_to(copy: Copy, state: S, library: Any = LIBRARY, **more: Any) -> Outcome:
    who = standing(loans=[copy.loan]) if copy.loan else None
    return mark(copy, state, " note ", more.pop("who", who), library, MAIN, DUE + 10 * DAY, **more)


@pytest.mark.parametrize("case", POSSIBLE)
def test_an_item_can_be_given_these_states_and_no_others(case: str) -> None:
    copy, wanted = POSSIBLE[case]
    assert set(possible(copy.item, copy.loan)) == wanted
    for state in S:
        outcome = set_to(copy, state)
        assert isinstance(outcome, Done) is (state in wanted)
        if isinstance(outcome, Refused):
            (block,) = outcome.blocks
            assert (block.code, block.permission) == (Blocked.STATE_NOT_POSSIBLE, None)


def test_a_mark_says_what_stood_before_which_loan_and_why() -> None:
    outcome = set_to(on_loan(), S.CLAIMED_RETURNED)
    assert isinstance(outcome, Done)
    (only,) = outcome.facts
    assert only.body == ItemMarked(ITEM, S.CLAIMED_RETURNED, "MAIN", L1, "note", None, on_loan().item.place)


def test_a_lost_loan_is_billed_by_policy_at_the_items_own_price_if_it_has_one() -> None:
    rules = replace(LIBRARY, policies=(policy(replacement=1500, processing=250, refund="part", refund_within_days=30),))
    wanted = LostBill(1500, 250, "EUR", "part", 50, DUE + 40 * DAY, True, False)
    copy = on_loan()
    assert bill_of(set_to(copy, S.LOST, rules)) == wanted
    assert copy.item.fields is not None
    dear = replace(copy, item=replace(copy.item, fields=replace(copy.item.fields, price=4200)))
    assert bill_of(set_to(dear, S.LOST, rules)) == replace(wanted, replacement=4200)
    assert bill_of(set_to(shelved(S.AVAILABLE), S.LOST, rules)) is None


def bill_of(outcome: Outcome) -> Any:
    assert isinstance(outcome, Done)
    body: Any = outcome.facts[0].body
    return body.bill


def test_damage_is_charged_to_the_one_who_had_it_last_if_staff_say_how_much() -> None:
    charged = set_to(shelved(S.AVAILABLE), S.DAMAGED, who=standing(), damage_fee=700, new_fee=FEE)
    assert isinstance(charged, Done)
    assert charged.facts[1].body == FeeCharged(ANA, FEE, 700, "EUR", "note", FeeKind.DAMAGE, ITEM)
    free = set_to(shelved(S.AVAILABLE), S.DAMAGED, who=standing(), new_fee=FEE)
    assert isinstance(free, Done)
    assert len(free.facts) == 1


@pytest.mark.parametrize(
    ("lost_after", "late", "lost"),
    [(None, 999 * DAY, False), (30, 30 * DAY, False), (30, 30 * DAY + timedelta(seconds=1), True), (0, -DAY, False)],
    ids=["policy never says so", "on the last day", "past it", "not late"],
)
def test_a_loan_late_for_more_days_than_policy_allows_is_lost(lost_after: Any, late: timedelta, lost: bool) -> None:
    assert is_long_overdue(a_loan(), Terms(overdue_lost_days=lost_after), DUE + late) is lost


def test_what_stands_still_or_was_renewed_is_not_long_overdue() -> None:
    terms, now = Terms(overdue_lost_days=30), DUE + 31 * DAY
    assert not is_long_overdue(a_loan(stopped=DUE, stop=S.CLAIMED_RETURNED), terms, now)
    assert not is_long_overdue(loan_of(item_after(lent(), an_event(renewed(days=25), at=DUE + 20 * DAY))), terms, now)


def test_a_library_without_fees_blocks_who_is_long_overdue_and_bills_what_is_lost() -> None:
    free = policy(fee_per_day=0, overdue_block_days=7, overdue_lost_days=30, replacement=1500, processing=0)
    rules = replace(LIBRARY, policies=(free,))
    out = loan_of(item_after(an_event(lent(terms=FeeTerms(0)), at=MONDAY)))
    copy = Copy(an_item(Place(S.ON_LOAN, "MAIN", loan=L1)), out)
    who = standing(loans=[out])
    assert patron_blocks(who, rules, MAIN, DUE + 7 * DAY) == []
    assert [b.code for b in patron_blocks(who, rules, MAIN, DUE + 8 * DAY)] == [Blocked.LONG_OVERDUE]
    lost = mark(copy, S.LOST, "", who, rules, MAIN, DUE + 31 * DAY)
    assert bill_of(lost) == LostBill(1500, 0, "EUR")
    assert costs(marked(S.LOST, 31, bill_of(lost)), terms=FeeTerms(0)) == {"replacement": 1500}
    assert costs(marked(S.LOST, 31, bill_of(lost)), back(50), terms=FeeTerms(0)) == {}
