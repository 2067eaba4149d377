"""Renewing: each rule that policy may have, what it costs, and what a renewal makes of the loan."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from deskapp.domain.check_out import Copy
from deskapp.domain.events import LoanRecalled, LoanRenewed
from deskapp.domain.fee import loan_charges
from deskapp.domain.outcome import Blocked, Done, Outcome, Override, Permission, Refused
from deskapp.domain.policy import policy
from deskapp.domain.records import LateSpan
from deskapp.domain.renew import Renewing, renew
from deskapp.domain.rules import BlockRule
from tests.domain.builders import (
    DUE,
    H1,
    ITEM,
    L1,
    LIBRARY,
    LUIS,
    MAIN,
    MONDAY,
    a_hold,
    an_event,
    an_item,
    cost,
    item_after,
    lent,
    loan_of,
    moment,
    on_loan,
    renewed,
    returned,
    standing,
)

P = Permission
DAY = timedelta(days=1)
NOW = MONDAY + 5 * DAY
TODAY = date(2026, 11, 28)
WAITS = (a_hold(H1, LUIS),)


def again(says: dict[str, Any], now: Any = NOW, queue: Any = (), **more: Any) -> Outcome:
    how = more.pop("how", Renewing())
    who, override = more.pop("who", None), more.pop("override", None)
    copy = replace(on_loan(**more), queue=queue)
    assert copy.loan is not None
    rules = replace(LIBRARY, policies=(policy(**says),))
    return renew(copy, who or standing(loans=[copy.loan]), rules, MAIN, now, how, override)


def body(outcome: Outcome) -> LoanRenewed:
    assert isinstance(outcome, Done), outcome
    (only,) = outcome.facts
    assert isinstance(only.body, LoanRenewed)
    return only.body


UNSEEN = {"how": Renewing(unseen=True)}
RULES: dict[str, tuple[dict[str, Any], dict[str, Any], Blocked | None]] = {
    "the last renewal": ({"renewals": 2}, {"renewals": 1}, None),
    "one too many": ({"renewals": 2}, {"renewals": 2}, Blocked.TOO_MANY_RENEWALS),
    "none allowed": ({"renewals": 0}, {}, Blocked.TOO_MANY_RENEWALS),
    "no limit": ({"renewals": None}, {"renewals": 99}, None),
    "the last unseen one": ({"unseen_renewals": 1}, {**UNSEEN}, None),
    "unseen too often": ({"unseen_renewals": 1}, {"unseen": 1, **UNSEEN}, Blocked.TOO_MANY_UNSEEN),
    "unseen too often, now seen": ({"unseen_renewals": 1}, {"unseen": 1}, None),
    "too early": ({"renewal_not_before_days": 8}, {}, Blocked.TOO_EARLY_TO_RENEW),
    "on the first day it may be": ({"renewal_not_before_days": 9}, {}, None),
    "overdue, which is allowed": ({}, {"due": NOW - DAY}, None),
    "overdue, which is not": ({"renewal_while_overdue": False}, {"due": NOW - DAY}, Blocked.OVERDUE_NOT_RENEWED),
    "not overdue yet": ({"renewal_while_overdue": False}, {"due": NOW}, None),
    "longer than the longest loan": ({"longest_loan_days": 13}, {}, Blocked.RENEWAL_NOT_LATER),
    "not beyond the longest loan": ({"longest_loan_days": 14}, {}, None),
}


@pytest.mark.parametrize("case", RULES)
def test_a_rule_allows_a_renewal_or_refuses_it(case: str) -> None:
    says, more, code = RULES[case]
    outcome = again(says, **more)
    if code is None:
        body(outcome)
        return
    assert isinstance(outcome, Refused)
    lifts = None if code is Blocked.RENEWAL_NOT_LATER else P.OVERRIDE_RENEWALS
    assert [(b.code, b.permission) for b in outcome.blocks] == [(code, lifts)]


@pytest.mark.parametrize(
    ("says", "due"),
    [
        ({}, "2026-12-12 23:59:59"),
        ({"renewal": "10 days"}, "2026-12-08 23:59:59"),
        ({"renewal_from": "due"}, "2026-12-21 23:59:59"),
        ({"renewal_from": "due", "renewal": "3 days"}, "2026-12-10 23:59:59"),
        ({"longest_loan_days": 16}, "2026-12-09 23:59:59"),
    ],
)
def test_a_renewal_counts_from_today_or_from_the_due_date_as_policy_says(says: dict[str, Any], due: str) -> None:
    assert body(again(says)).due == moment(due)


def test_a_renewal_from_a_due_date_that_is_past_counts_from_today() -> None:
    assert body(again({"renewal_from": "due"}, due=NOW - DAY)).due == moment("2026-12-12 23:59:59")


def test_a_request_by_another_blocks_a_renewal_shortens_it_or_does_not_matter() -> None:
    blocked = again({}, queue=WAITS)
    assert isinstance(blocked, Refused)
    assert [(b.code, b.permission) for b in blocked.blocks] == [(Blocked.REQUESTED_BY_OTHER, P.OVERRIDE_HOLD)]
    short = {"renewal_if_requested": "shorten", "loan_if_requested": "10 days", "loan": "28 days"}
    assert body(again(short, queue=WAITS)).due == moment("2026-12-08 23:59:59")
    assert body(again({"renewal_if_requested": "allow"}, queue=WAITS)).due == moment("2026-12-12 23:59:59")


@pytest.mark.parametrize(
    "hold",
    [
        a_hold(H1, LUIS, suspended=True),
        a_hold(H1, LUIS, suspended=True, suspended_until=TODAY + DAY),
        a_hold(H1, LUIS, expires=TODAY - DAY),
        a_hold(H1, LUIS, volume="2"),
    ],
    ids=["suspended", "suspended until tomorrow", "lapsed", "for the other volume"],
)
def test_a_request_that_does_not_wait_for_this_now_does_not_stop_a_renewal(hold: Any) -> None:
    body(again({}, queue=(hold,)))


def test_a_recalled_loan_is_not_renewed_whether_or_not_the_request_still_waits() -> None:
    outcome = again({"renewal_if_requested": "allow"}, recalled=DUE)
    assert isinstance(outcome, Refused)
    assert [(b.code, b.permission) for b in outcome.blocks] == [(Blocked.REQUESTED_BY_OTHER, P.OVERRIDE_HOLD)]


def test_a_loan_that_stands_still_is_not_renewed() -> None:
    outcome = again({}, stopped=MONDAY, stop="lost")
    assert isinstance(outcome, Refused)
    assert [b.code for b in outcome.blocks] == [Blocked.NOT_ON_LOAN]


def test_a_renewal_that_would_be_over_already_is_refused_whoever_insists() -> None:
    """Typed, or under a ceiling that has passed: the loan would be late from the day before yesterday on."""
    typed = again({}, due=NOW - 9 * DAY, how=Renewing(due=NOW - 2 * DAY))
    assert isinstance(typed, Refused)
    assert [(b.code, b.permission) for b in typed.blocks] == [(Blocked.DUE_IN_PAST, None)]
    expired = standing(expires=TODAY - 2 * DAY)
    over = again({"within_expiry": True}, due=NOW - 9 * DAY, who=expired, override=Override("x", frozenset(P)))
    assert isinstance(over, Refused)
    assert Blocked.DUE_IN_PAST in [b.code for b in over.blocks]


def test_what_is_used_on_site_stays_on_site_when_it_is_renewed() -> None:
    """It was lent for the reading room: a renewal does not send it home for a fortnight."""
    out = {"on_site": True, "out": NOW - DAY, "due": NOW - timedelta(hours=12)}
    assert body(again({}, **out)).due == moment("2026-11-28 23:59:59")


def test_a_renewal_costs_what_lending_costs_for_the_days_it_adds() -> None:
    assert body(again({"rental": 50, "rental_per_day": 10})).rental == 50 + 10 * 5
    assert body(again({"rental": 50, "rental_per_day": 10}, due=NOW - 9 * DAY)).rental == 50 + 10 * 14
    assert body(again({})).rental == 0


def test_blocks_that_the_library_lets_renew_do_not_stop_a_renewal() -> None:
    copy = on_loan()
    who = standing(loans=[copy.loan] if copy.loan else [], expires=TODAY - DAY)
    stops = renew(copy, who, LIBRARY, MAIN, NOW)
    assert isinstance(stops, Refused)
    rules = replace(LIBRARY, block_rules=(BlockRule("patron_expired", ()),))
    assert isinstance(renew(copy, who, rules, MAIN, NOW), Done)


def test_how_it_was_renewed_is_recorded() -> None:
    job = body(again({}, how=Renewing(unseen=True, automatic=True)))
    assert (job.unseen, job.automatic, job.previous_due) == (True, True, DUE)
    assert [code for code, _ in job.decided.reasons] == ["period"]
    typed = body(again({}, how=Renewing(due=DUE + DAY)))
    assert (typed.due, [code for code, _ in typed.decided.reasons]) == (DUE + DAY, ["typed"])


# --- folded -------------------------------------------------------------------------------------------------


def renewal(days: int, at: Any, **more: Any) -> Any:
    return an_event(replace(renewed(days=days), **more), at=at)


def test_unseen_renewals_are_counted_in_a_row() -> None:
    unseen, seen = {"unseen": True}, {"unseen": False}
    steps = [unseen, unseen, seen, unseen]
    loan = loan_of(item_after(lent(), *(renewal(7 + n, MONDAY + n * DAY, **s) for n, s in enumerate(steps, 1))))
    assert (loan.unseen, loan.renewals) == (1, 4)
    assert loan_of(item_after(lent(), *(renewal(9, DUE - DAY, **s) for s in steps[:2]))).unseen == 2


def test_what_renewals_cost_adds_up_on_the_loan() -> None:
    out = lent(terms=replace(lent().terms, rental=50))
    loan = loan_of(item_after(out, renewal(7, DUE - DAY, rental=20), renewal(14, DUE, rental=30)))
    assert [(c.kind, c.amount) for c in loan_charges(loan, LIBRARY.calendar("MAIN"))] == [("rental", 100)]


def test_the_time_late_until_a_renewal_is_kept_with_the_rate_it_had() -> None:
    assert loan_of(item_after(lent(), renewal(9, DUE + DAY))).late == (LateSpan(DUE, DUE + DAY),)
    assert loan_of(item_after(lent(), renewal(9, DUE))).late == ()
    called = LoanRecalled(L1, ITEM, H1, DUE - 5 * DAY, DUE, 100)
    loan = loan_of(item_after(lent(), an_event(called, at=MONDAY + DAY), renewal(9, DUE - 3 * DAY)))
    assert loan.late == (LateSpan(DUE - 5 * DAY, DUE - 3 * DAY, 100),)
    assert (loan.recalled, loan.recall_per_day) == (None, 0)


def test_no_day_is_charged_twice_when_a_renewal_left_the_loan_late() -> None:
    """A date in the past that an older program let staff type."""
    half = LoanRenewed(L1, ITEM, DUE + 2 * DAY, DUE)
    back = an_event(returned(), at=DUE + 6 * DAY)
    assert cost(loan_of(item_after(lent(), an_event(half, at=DUE + 4 * DAY), back))) <= 60


def test_a_copy_that_is_in_cannot_be_renewed() -> None:
    outcome = renew(Copy(an_item()), standing(), LIBRARY, MAIN, NOW)
    assert isinstance(outcome, Refused)
    assert [b.code for b in outcome.blocks] == [Blocked.NOT_ON_LOAN]
