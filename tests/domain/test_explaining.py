"""Explain: from a result to the rule, its version, what happened and the arithmetic; and the arithmetic adds up."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest

from deskapp.domain.due_date import FixedTerm, TermSpan
from deskapp.domain.events import ItemCheckedOut, LoanRecalled, LoanRenewed, RenewalUndone
from deskapp.domain.explain import (
    Explanation,
    Line,
    Told,
    explain_block,
    explain_case,
    explain_charge,
    explain_due,
    explain_fee,
    explain_position,
    explain_suspension,
)
from deskapp.domain.fee import accrued, charges
from deskapp.domain.outcome import Block, Blocked
from deskapp.domain.policy import Policy, policy
from deskapp.domain.records import Account, Fee, HoldState, LateSpan, Loan, LoanEnd, Money, Payment
from deskapp.domain.records import Block as PlacedBlock
from deskapp.domain.values import BlockKind, Decided, FeeId, FeeTerms, ItemState, LoanId, PaymentId, SuspensionTerms
from tests.domain.builders import ANA, H1, H2, H3, L1, L2, a_hold, a_loan, an_event, item_after, standing
from tests.domain.explained import (
    ADULT,
    DAY,
    DUE,
    DVDS,
    FOUR,
    LATER,
    MAIN,
    SHOP,
    THE_15TH,
    at,
    back,
    blocked,
    codes,
    facts,
    lent,
    library,
    lost,
    money,
    placed,
    the,
)

# Due dates


def test_a_due_date_is_told_with_the_line_of_the_table_the_closed_days_and_the_move() -> None:
    found = explain_due(lent(library(DVDS), at("03T10:00")), library(DVDS))
    assert found.result == "2026-12-07T22:59:59+00:00"
    assert found.about == "due"
    line = next(f for f in facts(found, Told.POLICY_LINE) if f["term"] == "loan")
    assert line == {"term": "loan", "value": "3 days", "line": "Films", "since": "2026-01-01"}
    assert the(found, Told.REVISION)["revision"] == "7"
    assert the(found, Told.PERIOD) == {"period": "3 days", "from": "2026-12-03", "date": "2026-12-06"}
    closed = {"date": "2026-12-06", "weekday": "6", "why": "weekday", "name": ""}
    assert the(found, Told.CLOSED_DAY) == closed
    assert the(found, Told.MOVED)["date"] == "2026-12-07"
    assert found.lines[-1] == Line(Told.DUE, (("at", "2026-12-07T23:59:59+01:00"),))


def test_a_public_holiday_is_named() -> None:
    set_up = library(policy(item_type="DVD", loan="1 day"))
    found = explain_due(lent(set_up, at("07T10:00")), set_up)
    assert the(found, Told.CLOSED_DAY)["why"] == "public_holiday"
    assert the(found, Told.CLOSED_DAY)["name"] == "Inmaculada Concepción"


def test_hours_are_told_with_the_branchs_offset() -> None:
    set_up = library(policy(item_type="DVD", loan="2 hours"))
    found = explain_due(lent(set_up, at("03T10:00")), set_up)
    period = {"period": "2 hours", "from": "2026-12-03T10:00:00+01:00", "date": "2026-12-03T12:00:00+01:00"}
    assert the(found, Told.PERIOD) == period


def test_the_second_of_two_equal_hours_is_told_with_its_own_offset() -> None:
    always = replace(SHOP, hours=(("00:00-24:00",),) * 7)
    set_up = library(policy(item_type="DVD", loan="2 hours"), calendars=(always,))
    found = explain_due(lent(set_up, datetime(2026, 10, 24, 23, 30, tzinfo=UTC)), set_up)  # 01:30 summer time
    assert the(found, Told.PERIOD)["date"] == "2026-10-25T02:30:00+01:00"
    assert found.result == "2026-10-25T01:30:00+00:00"


@pytest.mark.parametrize(
    ("says", "patron", "code", "told"),
    [
        ({"hard_due": "2026-12-04"}, {}, Told.HARD_DUE, {"rule": "latest", "date": "2026-12-04"}),
        ({"within_expiry": True}, {"expires": date(2026, 12, 4)}, Told.EXPIRY, {"date": "2026-12-04"}),
        ({"closed": "keep"}, {}, Told.KEPT, {"why": "policy", "date": "2026-12-06"}),
        ({"use": "in_house"}, {}, Told.ON_SITE, {"date": "2026-12-03"}),
        ({"fixed_term": "Christmas"}, {}, Told.FIXED_TERM, {"name": "Christmas", "date": "2027-01-11"}),
    ],
)
def test_each_rule_that_bounds_a_due_date_is_told(
    says: dict[str, Any], patron: dict[str, Any], code: Told, told: dict[str, str]
) -> None:
    christmas = FixedTerm("Christmas", (TermSpan(date(2026, 12, 1), date(2026, 12, 31), date(2027, 1, 11)),))
    set_up = library(policy(item_type="DVD", **({"loan": "3 days"} | says)), fixed_terms=(christmas,))
    found = explain_case(set_up, ADULT, at("03T10:00"), expires=patron.get("expires"))
    assert told.items() <= the(found, code).items()


def test_a_loan_that_kept_no_reasons_says_so() -> None:
    found = explain_due(a_loan(), library())
    assert codes(found) == ["lent", "revision", "not_kept", "due"]


def test_a_date_that_staff_typed_is_told_as_such() -> None:
    loan = a_loan(decided=Decided("7", (), (("typed", ()),)))
    assert "typed" in codes(explain_due(loan, library()))


def test_of_another_revision_the_line_is_named_and_what_it_said_is_not_guessed() -> None:
    loan = lent(library(DVDS), at("03T10:00"))
    found = explain_due(loan, replace(library(DVDS), revision="8"))
    line = next(f for f in facts(found, Told.POLICY_LINE) if f["term"] == "loan")
    assert line == {"term": "loan", "line": "Films", "since": "2026-01-01"}


def test_a_recall_is_told_after_the_reasons_of_the_earlier_date() -> None:
    loan = lent(library(DVDS), at("03T10:00"))
    body = LoanRecalled(L1, loan.item, H1, at("05T14:00"), loan.due)
    recalled = replace(loan, due=body.due, recalled=body.previous_due)
    found = explain_due(recalled, library(DVDS))
    assert found.result == "2026-12-05T13:00:00+00:00"
    assert the(found, Told.RECALLED)["before"] == "2026-12-07T23:59:59+01:00"
    assert "changed_since" not in codes(found)


def test_after_a_renewal_was_undone_its_reasons_are_said_to_hold_no_more() -> None:
    loan = lent(library(DVDS), at("03T10:00"))
    out = an_event(ItemCheckedOut(L1, loan.item, ANA, loan.due, loan.terms, "MAIN", decided=loan.decided), at=loan.out)
    longer = Decided("7", (), (("period", (("period", "9 days"), ("from", "2026-12-04"), ("date", "2026-12-13"))),))
    renewal = an_event(LoanRenewed(L1, loan.item, loan.due + 6 * DAY, loan.due, decided=longer), at=at("04T10:00"))
    undone = an_event(RenewalUndone(renewal.act, loan.item, L1, loan.due, renewal.act), at=at("04T10:05"))
    again: Any = item_after(out, renewal, undone).parts[L1]
    assert again.due == loan.due
    found = explain_due(again, library(DVDS))
    kept = [f["date"] for f in facts(found, Told.PERIOD)]
    assert kept == ["2026-12-06"] or the(found, Told.CHANGED_SINCE)["date"] == "2026-12-07"


def test_a_renewed_loan_says_how_often() -> None:
    assert the(explain_due(a_loan(renewals=2), library()), Told.RENEWED) == {"count": "2"}


# Fees


def fee_of(loan: Loan, account: Account | None = None, now: datetime = LATER) -> Explanation:
    return explain_fee(loan, library(), account or Account(ANA), now)


def test_a_fee_is_days_late_by_rate_less_the_days_on_which_the_branch_was_closed() -> None:
    terms = replace(FOUR, skips_closed=True)
    found = fee_of(back(a_loan(due=DUE, terms=terms), at("14T10:00")))
    assert found.result == "100"
    assert the(found, Told.LATE_SPAN)["days"] == "7"
    assert [f["date"] for f in facts(found, Told.CLOSED_DAY)] == ["2026-12-08", "2026-12-13"]
    assert the(found, Told.CLOSED_DAYS_NOT_COUNTED) == {"days": "2", "left": "5"}
    rate = {"units": "5", "unit": "day", "rate": "20", "amount": "100", "currency": "EUR"}
    assert the(found, Told.RATE) == rate
    assert the(found, Told.SUM)["amount"] == the(found, Told.LEFT)["amount"] == "100"


@pytest.mark.parametrize(
    ("terms", "costs", "effect", "units"),
    [
        ({"grace_days": 3}, 0, "within", "0"),
        ({"grace_days": 2}, 60, "passed", "3"),
        ({"grace_days": 2, "after_grace": True}, 20, "deducted", "1"),
        ({"per_hour": 5, "grace_minutes": 30}, 5 * 59, "passed", "59"),
        ({"per_hour": 5, "grace_minutes": 59, "after_grace": True}, 5 * 58, "deducted", "58"),
        ({"grace_minutes": 9999}, 0, "within", "0"),
    ],
)
def test_grace_is_told_with_what_it_did(terms: dict[str, Any], costs: int, effect: str, units: str) -> None:
    found = fee_of(back(a_loan(due=DUE, terms=replace(FOUR, **terms)), at("10T10:01")))
    assert (found.result, the(found, Told.GRACE)["effect"], the(found, Told.RATE)["units"]) == (
        str(costs),
        effect,
        units,
    )


def test_hours_when_the_branch_was_closed_are_told_in_minutes() -> None:
    terms = replace(FOUR, per_hour=5, skips_closed=True)
    found = fee_of(back(a_loan(due=at("09T13:00"), terms=terms), at("09T17:00")))
    assert the(found, Told.LATE_SPAN)["minutes"] == "240"
    assert the(found, Told.CLOSED_TIME_NOT_COUNTED) == {"minutes": "120"}
    assert (the(found, Told.RATE)["units"], found.result) == ("2", "10")


def test_each_time_that_it_was_late_is_told_and_then_all_together() -> None:
    before = LateSpan(at("01T23:59"), at("02T10:00"))
    found = fee_of(back(a_loan(due=DUE, terms=FOUR, late=(before,), renewals=1), at("09T10:00")))
    assert [f["amount"] for f in facts(found, Told.RATE)] == ["20", "40"]
    assert the(found, Told.SPANS)["amount"] == found.result == "60"


def test_a_recalled_loan_says_its_dearer_rate() -> None:
    found = fee_of(back(a_loan(due=DUE, terms=FOUR, recalled=DUE + DAY, recall_per_day=100), at("09T10:00")))
    assert (the(found, Told.RECALL_RATE)["rate"], found.result) == ("100", "200")


def test_a_cap_is_told() -> None:
    found = fee_of(back(a_loan(due=DUE, terms=replace(FOUR, cap=30)), at("12T10:00")))
    assert (the(found, Told.CAP)["cap"], found.result) == ("30", "30")


def test_a_cap_that_is_the_items_price_is_told_as_such() -> None:
    set_up = library(policy(item_type="DVD", loan="3 days", fee_per_day=200, fee_cap_price=True, replacement=350))
    loan = back(lent(set_up, at("03T10:00")), at("12T10:00"))
    found = explain_fee(loan, set_up, Account(ANA), at("20T10:00"))
    assert (the(found, Told.PRICE_CAP)["cap"], found.result) == ("350", "350")


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"amnesty": True}, Told.AMNESTY),
        ({"end": LoanEnd.SUPERSEDED}, Told.NO_FEE),
        ({"end": LoanEnd.UNDONE}, Told.NO_FEE),
        ({"closed": at("05T10:00")}, Told.NOT_LATE),
        ({"terms": FeeTerms(0)}, Told.NO_RATE),
    ],
)
def test_why_a_loan_costs_nothing_is_told(more: dict[str, Any], code: Told) -> None:
    found = fee_of(replace(back(a_loan(due=DUE, terms=FOUR), at("09T10:00")), **more))
    assert (found.result, the(found, Told.LEFT)["amount"]) == ("0", "0")
    assert code in codes(found)


def test_of_a_loan_still_out_the_fee_is_what_it_would_cost_now() -> None:
    loan = a_loan(due=DUE, terms=FOUR)
    found = fee_of(loan, now=at("10T10:00"))
    assert found.result == str(accrued(loan, library().calendar("MAIN"), at("10T10:00"))) == "60"
    assert the(found, Told.AS_OF)["at"] == "2026-12-10T10:00:00+01:00"


@pytest.mark.parametrize(
    ("loan", "result", "code"),
    [
        (lost(), 2360, Told.STOPPED),
        (lost(keeps_fee=False), 2300, Told.FEE_DROPPED),
        (back(lost(), at("15T10:00")), 60, Told.REFUND),
        (back(lost(refund="replacement"), at("15T10:00")), 360, Told.REFUND),
        (back(lost(refund="part"), at("15T10:00")), 1360, Told.REFUND),
        (back(lost(refund="none"), at("15T10:00")), 2360, Told.NO_REFUND),
        (back(lost(refund_until=at("12T10:00")), at("15T10:00")), 2360, Told.REFUND_TOO_LATE),
        (back(lost(found_charges_fee=True), at("15T10:00")), 160, Told.REFUND),
    ],
)
def test_a_lost_item_is_told_with_its_bill_and_what_is_given_back(loan: Loan, result: int, code: Told) -> None:
    found = fee_of(loan)
    assert (found.result, code in codes(found)) == (str(result), True)
    assert the(found, Told.LEFT)["amount"] == str(result)


def test_what_was_waived_and_paid_is_told_and_what_is_left() -> None:
    account = Account(ANA, payments=(money(1, 30), money(2, 20, Money.WAIVER), money(3, 5, voided="typed twice")))
    found = fee_of(back(a_loan(due=DUE, terms=FOUR), at("12T10:00")), account)
    amounts = {code: the(found, code)["amount"] for code in (Told.SUM, Told.WAIVED, Told.PAID, Told.LEFT)}
    assert amounts == {Told.SUM: "100", Told.WAIVED: "20", Told.PAID: "30", Told.LEFT: "50"}


def test_what_was_paid_beyond_a_fee_that_became_smaller_is_told_as_credit() -> None:
    found = fee_of(back(a_loan(due=DUE, terms=FOUR), at("08T10:00")), Account(ANA, payments=(money(1, 50),)))
    assert (the(found, Told.OVERPAID)["amount"], the(found, Told.LEFT)["amount"]) == ("30", "0")


def test_the_cap_on_all_unpaid_fines_is_told_with_what_is_charged_under_it() -> None:
    terms = replace(FOUR, account_cap=150)
    first = back(a_loan(due=DUE, terms=terms), at("12T10:00"))
    second = back(a_loan(L2, due=DUE, terms=terms), at("13T10:00"))
    found = explain_fee(second, library(), Account(ANA), at("20T10:00"), (first, second))
    assert found.result == "50"
    assert the(found, Told.ACCOUNT_CAP) == {"cap": "150", "amount": "50", "currency": "EUR"}


def test_a_fee_that_no_loan_brought_is_told_with_its_kind_and_note() -> None:
    fee = Fee(FeeId(UUID(int=9)), 400, "EUR", "torn cover", at("10T10:00"))
    account = Account(ANA, (fee,), (money(1, 100, fee=fee.id),))
    found = explain_charge(charges(account, (), library())[0], library(), account, "MAIN")
    assert found.result == "400"
    assert the(found, Told.CHARGED)["note"] == "torn cover"
    assert the(found, Told.LEFT)["amount"] == "300"


# Suspensions

TWO_EACH = SuspensionTerms(2)


def suspended(*loans: Loan, now: datetime = THE_15TH, account: Account | None = None) -> Explanation:
    return explain_suspension(replace(standing(ended=loans, account=account), library=library()), now)


def test_a_suspension_is_days_late_by_days_from_the_day_after_the_return() -> None:
    found = suspended(back(a_loan(due=DUE, terms=replace(FOUR, suspension=TWO_EACH)), at("14T10:00")))
    assert found.result == "2026-12-28"
    days = {"late": "7", "per_days": "1", "groups": "7", "each": "2", "days": "14"}
    assert the(found, Told.SUSPENSION_DAYS) == days
    assert the(found, Told.SUSPENSION_STARTS) == {"date": "2026-12-15"}
    assert the(found, Told.SUSPENSION_ENDS) == {"first": "2026-12-15", "last": "2026-12-28", "days": "14"}


def test_a_second_suspension_begins_when_the_first_ends() -> None:
    terms = replace(FOUR, suspension=TWO_EACH)
    first = back(a_loan(due=DUE, terms=terms), at("12T10:00"))
    second = back(a_loan(L2, due=DUE, terms=terms), at("14T10:00"))
    found = suspended(first, second)
    assert the(found, Told.SUSPENSION_STARTS_AFTER) == {"date": "2026-12-23", "after": "2026-12-22"}
    assert found.result == "2027-01-05"


def test_the_longest_suspension_and_days_served_when_open_are_told() -> None:
    terms = SuspensionTerms(2, cap_days=5, serves_open=True, price_per_day=50)
    found = suspended(back(a_loan(due=DUE, terms=replace(FOUR, suspension=terms)), at("18T10:00")), now=at("18T12:00"))
    assert the(found, Told.SUSPENSION_CAP) == {"days": "5"}
    assert the(found, Told.SUSPENSION_SERVES_OPEN) == {"closed": "1"}
    assert the(found, Told.SUSPENSION_PRICE)["price"] == "250"
    assert found.result == "2026-12-24"


def test_a_suspension_that_is_over_is_none() -> None:
    loan = back(a_loan(due=DUE, terms=replace(FOUR, suspension=TWO_EACH)), at("08T10:00"))
    found = suspended(loan, now=at("28T10:00"))
    assert (found.result, codes(found)) == ("", ["not_suspended"])


def test_a_suspension_that_was_lifted_is_told_with_the_reason() -> None:
    from deskapp.domain.records import Lifted

    loan = back(a_loan(due=DUE, terms=replace(FOUR, suspension=TWO_EACH)), at("14T10:00"))
    account = Account(ANA, lifted=(Lifted(L1, at("14T11:00"), "ill", "staff"),))
    found = suspended(loan, account=account)
    assert found.result == ""
    assert the(found, Told.SUSPENSION_LIFTED)["reason"] == "ill"
    assert codes(found)[-1] == "not_suspended"


# Blocks


def test_a_debt_is_told_with_its_limit_the_line_that_sets_it_and_each_fee() -> None:
    line = Policy(category="ADULT", name="Adults", says={"max_owed": 50})
    account = Account(ANA, (Fee(FeeId(UUID(int=9)), 40, "EUR", "torn", at("10T10:00")),))
    loan = back(a_loan(due=DUE, terms=FOUR), at("10T10:00"))
    found = blocked(library(line), standing(ended=[loan], account=account))["owes_too_much"]
    assert the(found, Told.POLICY_LINE)["line"] == "Adults"
    assert [(f["kind"], f["left"]) for f in facts(found, Told.BLOCK_FEE)] == [("manual", "40"), ("overdue", "60")]
    assert the(found, Told.BLOCK_OWED) == {"owed": "100", "limit": "50", "currency": "EUR"}
    assert the(found, Told.OVERRIDE) == {"permission": "override_debt"}


def test_credit_is_taken_off_what_is_left_of_fees() -> None:
    account = Account(
        ANA,
        (Fee(FeeId(UUID(int=9)), 400, "EUR", "", at("10T10:00")),),
        (Payment(PaymentId(UUID(int=1)), 100, "EUR", (), "", at("11T10:00"), "desk", kind=Money.CREDIT),),
    )
    found = blocked(library(policy(max_owed=50)), standing(account=account))["owes_too_much"]
    assert (the(found, Told.BLOCK_FEE)["left"], the(found, Told.BLOCK_OWED)["owed"]) == ("300", "300")


@pytest.mark.parametrize(
    ("code", "says", "loans"),
    [
        ("too_many_overdue", {"max_overdue": 1}, [{}, {}]),
        ("too_many_lost", {"max_lost": 0}, [{"stopped": at("10T10:00"), "stop": ItemState.LOST}]),
        ("too_many_claims", {"max_claims": 0}, [{"stopped": DUE, "stop": ItemState.CLAIMED_RETURNED}]),
        ("recall_overdue", {"max_recalls_overdue": 0}, [{"recalled": at("19T10:00")}]),
        ("long_overdue", {"overdue_block_days": 7}, [{}]),
    ],
)
def test_a_limit_is_told_with_each_loan_that_it_counts(
    code: str, says: dict[str, Any], loans: list[dict[str, Any]]
) -> None:
    made = [a_loan(LoanId(UUID(int=n)), due=DUE, terms=FeeTerms(0), **more) for n, more in enumerate(loans, 1)]
    found = blocked(library(policy(**says)), standing(loans=made))[code]
    assert found.result == code
    assert the(found, Told.POLICY_LINE)["term"] == next(iter(says))
    assert [f["loan"] for f in facts(found, Told.BLOCK_LOAN)] == [str(loan.id) for loan in made]


def test_a_suspension_is_told_within_its_block() -> None:
    loan = back(a_loan(due=DUE, terms=replace(FOUR, suspension=TWO_EACH)), at("19T10:00"))
    found = blocked(library(), standing(ended=[loan]))["suspended"]
    assert the(found, Told.SUSPENSION_ENDS)["first"] == "2026-12-20"


def test_a_block_that_staff_placed_is_told_with_its_note() -> None:
    from deskapp.domain.values import BlockId

    placed = PlacedBlock(BlockId(UUID(int=1)), "ask for the ID", at("01T10:00"), kind=BlockKind.BARRED)
    found = blocked(library(), standing(blocks=(placed,)))["patron_barred"]
    assert the(found, Told.BLOCK_NOTE) == {"note": "ask for the ID", "since": "2026-12-01T10:00:00+01:00"}


def test_a_block_that_nobody_may_lift_says_so() -> None:
    who = standing()
    found = explain_block(Block(Blocked.DUE_IN_PAST), who, library(), MAIN, at("20T10:00"))
    assert codes(found) == ["block", "no_override"]


def test_a_limit_that_depends_on_the_item_is_told_by_the_case_that_was_asked_for() -> None:
    line = Policy(item_type="DVD", name="Films", says={"max_loans_of_type": 2})
    block = Block(Blocked.TOO_MANY_OF_TYPE, None, (("limit", "2"),))
    found = explain_block(block, standing(), library(line), MAIN, at("20T10:00"), ADULT)
    assert the(found, Told.POLICY_LINE)["line"] == "Films"


# Queues


def test_a_place_in_a_queue_is_those_of_higher_priority_and_those_earlier() -> None:
    queue = [placed(a_hold(H1), 1), placed(a_hold(H2), 2), placed(a_hold(H3), 3, priority=5)]
    found = explain_position(queue[1], queue, date(2026, 12, 10), library())
    assert found.result == "3"
    assert the(found, Told.QUEUE_PRIORITY) == {"priority": "0", "before": "1", "after": "0"}
    assert the(found, Told.QUEUE_TURN) == {"before": "1"}
    assert the(found, Told.QUEUE_PLACED)["at"] == "2026-12-02T10:00:00+01:00"
    assert the(found, Told.QUEUE_POSITION) == {"position": "3", "of": "3"}


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"suspended": True}, Told.QUEUE_SUSPENDED),
        ({"suspended": True, "suspended_until": date(2026, 12, 20)}, Told.QUEUE_SUSPENDED),
        ({"expires": date(2026, 12, 5)}, Told.QUEUE_LAPSED),
        ({"expires": date(2026, 12, 20)}, Told.QUEUE_LAPSES),
        ({"stalled_until": date(2026, 12, 20)}, Told.QUEUE_STALLED),
        ({"state": HoldState.ON_SHELF, "until": at("20T14:00")}, Told.QUEUE_ON_SHELF),
        ({"state": HoldState.IN_TRANSIT}, Told.QUEUE_IN_TRANSIT),
        ({"turn": 1}, Told.QUEUE_MOVED),
        ({"state": HoldState.FILLED}, Told.QUEUE_CLOSED),
    ],
)
def test_what_keeps_a_request_or_serves_it_is_told(more: dict[str, Any], code: Told) -> None:
    hold = placed(a_hold(H1), 1, **more)
    assert code in codes(explain_position(hold, [hold], date(2026, 12, 10)))


def test_of_those_before_it_is_told_only_how_many_cannot_be_served_now() -> None:
    queue = [placed(a_hold(H1), 1, suspended=True), placed(a_hold(H2), 2)]
    found = explain_position(queue[1], queue, date(2026, 12, 10))
    assert the(found, Told.QUEUE_WAITS) == {"count": "1"}
    assert str(ANA) not in str(found)


# A case that nobody has borrowed yet


def test_a_case_tells_every_term_with_the_line_that_says_it_and_the_due_date() -> None:
    found = explain_case(library(DVDS), ADULT, at("03T10:00"))
    assert found.result == "2026-12-07T22:59:59+00:00"
    by_line = {f["term"]: (f["value"], f["line"]) for f in facts(found, Told.POLICY_LINE)}
    assert by_line == {"loan": ("3 days", "Films"), "fee_per_day": ("20", "Films")}
    by_default = {f["term"]: f["value"] for f in facts(found, Told.DEFAULT_TERM)}
    assert (by_default["renewals"], by_default["hard_due"], by_default["requests"]) == ("2", "none", "true")


def test_a_case_tells_the_fee_and_the_suspension_that_a_late_return_would_bring() -> None:
    set_up = library(replace(DVDS, says=DVDS.says | {"suspension_days": 1, "rental": 50}))
    found = explain_case(set_up, ADULT, at("03T10:00"), returned=at("10T10:00"))
    assert the(found, Told.RATE)["amount"] == "60"
    assert the(found, Told.SUM)["amount"] == "110"
    assert the(found, Told.SUSPENSION_ENDS)["last"] == "2026-12-13"
    assert Told.LEFT not in codes(found)


def test_a_case_within_the_grace_of_a_suspension_says_so() -> None:
    set_up = library(replace(DVDS, says=DVDS.says | {"suspension_days": 1, "suspension_grace_days": 3}))
    found = explain_case(set_up, ADULT, at("03T10:00"), returned=at("10T10:00"))
    assert the(found, Told.SUSPENSION_GRACE) == {"late": "3", "days": "3"}
    assert codes(found)[-1] == "not_suspended"


@pytest.mark.parametrize("says", [{"use": "reference"}, {"loan": 0}])
def test_what_is_not_for_loan_has_no_due_date(says: dict[str, Any]) -> None:
    found = explain_case(library(policy(item_type="DVD", **says)), ADULT, at("03T10:00"), returned=at("10T10:00"))
    assert (found.result, codes(found)[-1]) == ("", "not_for_loan")


def test_a_due_date_that_is_past_already_is_told() -> None:
    set_up = library(policy(item_type="DVD", hard_due="2026-12-01"))
    assert Told.DUE_PAST in codes(explain_case(set_up, ADULT, at("03T10:00")))
