"""Asking for a title, a volume or a copy; changing a request; and recalling an item for one."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from deskapp.domain import hold_request
from deskapp.domain.check_out import Copy
from deskapp.domain.events import FeeCharged, HoldPlaced, HoldResumed, HoldSuspended, LoanRecalled, PickupChanged
from deskapp.domain.hold_request import Wanted, place, recall
from deskapp.domain.outcome import Blocked, Done, Outcome, Override, Permission, Refused
from deskapp.domain.policy import Policy, policy
from deskapp.domain.records import OPEN_HOLD, Hold, HoldState, Item
from deskapp.domain.rules import Library
from deskapp.domain.values import FeeId, FeeKind, ItemId, ItemState, Place
from tests.domain.builders import (
    ANA,
    DUE,
    EAST,
    H1,
    H2,
    H3,
    ITEM,
    L1,
    LIBRARY,
    LUIS,
    MAIN,
    MONDAY,
    OTHER_ITEM,
    TITLE,
    a_hold,
    an_event,
    an_item,
    hold_of,
    item_after,
    lent,
    loan_of,
    moment,
    on_loan,
    requested,
    standing,
    title_after,
)

P = Permission
FEE = FeeId(UUID(int=6))
ASKED = Wanted(TITLE, "MAIN")
AWAY = Place(ItemState.ON_LOAN, "MAIN", loan=L1)


def library(*lines: Policy) -> Library:
    return replace(LIBRARY, policies=lines)


def a_copy(id: ItemId = ITEM, volume: str = "", state: ItemState = ItemState.AVAILABLE, **more: Any) -> Item:
    item = an_item(more.pop("place", Place(state, more.pop("at", "MAIN"))), **more)
    assert item.fields is not None
    return replace(item, id=id, fields=replace(item.fields, volume=volume))


def ask(wanted: Wanted = ASKED, items: Any = None, rules: Library = LIBRARY, **more: Any) -> Outcome:
    who, queue = more.pop("who", standing(branch="EAST")), more.pop("queue", ())
    at = more.pop("branch", MAIN)
    return place(wanted, queue, [a_copy()] if items is None else items, who, rules, at, MONDAY, H3, **more)


def bodies(outcome: Outcome) -> list[Any]:
    assert isinstance(outcome, Done), outcome
    return [f.body for f in outcome.facts]


def codes(outcome: Outcome) -> list[str]:
    return [b.code for b in outcome.blocks] if isinstance(outcome, Refused) else []


# --- what policy says of a request --------------------------------------------------------------------------

VOLUME, COPY = replace(ASKED, volume="2"), replace(ASKED, item=ITEM)
EASTERN = replace(ASKED, pickup="EAST")
OUT = [a_copy(state=ItemState.ON_LOAN)]
ASKING: dict[str, tuple[dict[str, Any], Wanted, Any, Blocked | None]] = {
    "allowed": ({}, ASKED, None, None),
    "not allowed at all": ({"requests": False}, ASKED, None, Blocked.REQUEST_NOT_ALLOWED),
    "copies only": ({"request_levels": ["copy"]}, ASKED, None, Blocked.LEVEL_NOT_ALLOWED),
    "copies only, and it is one": ({"request_levels": ["copy"]}, COPY, None, None),
    "titles only": ({"request_levels": ["title"]}, COPY, None, Blocked.LEVEL_NOT_ALLOWED),
    "no volumes": ({"request_levels": ["title", "copy"]}, VOLUME, [a_copy(volume="2")], Blocked.LEVEL_NOT_ALLOWED),
    "one stands on a shelf": ({"request_when": "none_available"}, ASKED, None, Blocked.COPY_AVAILABLE),
    "one stands elsewhere": (
        {"request_when": "none_available"},
        ASKED,
        [a_copy(at="EAST")],
        Blocked.COPY_AVAILABLE,
    ),
    "all are out": ({"request_when": "none_available"}, ASKED, OUT, None),
    "the other volume stands on a shelf": (
        {"request_when": "none_available"},
        VOLUME,
        [a_copy(volume="1"), a_copy(OTHER_ITEM, "2", ItemState.ON_LOAN)],
        None,
    ),
    "the other copy stands on a shelf": (
        {"request_when": "none_available"},
        COPY,
        [a_copy(state=ItemState.ON_LOAN), a_copy(OTHER_ITEM)],
        None,
    ),
    "one stands on this shelf": ({"request_when": "none_here"}, ASKED, None, Blocked.COPY_AVAILABLE),
    "none on this shelf": ({"request_when": "none_here"}, ASKED, [a_copy(at="EAST")], None),
    "never moved, at home here": (
        {"request_when": "none_here"},
        ASKED,
        [a_copy(place=Place())],
        Blocked.COPY_AVAILABLE,
    ),
    "fetched at the owner's": ({"pickup": "owner"}, EASTERN, [a_copy(home="EAST")], None),
    "fetched elsewhere than at the owner's": ({"pickup": "owner"}, EASTERN, None, Blocked.PICKUP_NOT_ALLOWED),
    "fetched at one's own branch": ({"pickup": "patrons_branch"}, EASTERN, None, None),
    "fetched elsewhere than there": ({"pickup": "patrons_branch"}, ASKED, None, Blocked.PICKUP_NOT_ALLOWED),
    "fetched where one asks": ({"pickup": "lending_branch"}, ASKED, None, None),
    "fetched elsewhere than where one asks": ({"pickup": "lending_branch"}, EASTERN, None, Blocked.PICKUP_NOT_ALLOWED),
    "fetched at a branch that is named": ({"pickup_at": ["EAST"]}, EASTERN, None, None),
    "fetched at one that is not": ({"pickup_at": ["EAST"]}, ASKED, None, Blocked.PICKUP_NOT_ALLOWED),
}


@pytest.mark.parametrize("case", ASKING)
def test_a_request_is_taken_or_refused_as_policy_says_and_staff_may_insist(case: str) -> None:
    says, wanted, items, code = ASKING[case]
    rules = library(policy(**says))
    outcome = ask(wanted, items, rules)
    assert codes(outcome) == ([code] if code else [])
    if isinstance(outcome, Refused):
        assert outcome.blocks[0].permission is P.OVERRIDE_REQUEST
        assert codes(ask(wanted, items, rules, override=Override("exam", frozenset({P.OVERRIDE_REQUEST})))) == []


def test_a_reference_copy_on_its_shelf_is_no_reason_to_refuse_a_request_for_the_others() -> None:
    rules = library(policy(request_when="none_available"), policy(item_type="REF", use="reference"))
    items = [a_copy(state=ItemState.ON_LOAN), a_copy(OTHER_ITEM, type="REF")]
    assert codes(ask(items=items, rules=rules)) == []


def test_one_copy_that_may_be_asked_for_is_enough() -> None:
    rules = library(policy(item_type="DVD", requests=False))
    assert codes(ask(items=[a_copy(type="DVD"), a_copy(OTHER_ITEM)], rules=rules)) == []
    assert codes(ask(COPY, [a_copy(type="DVD"), a_copy(OTHER_ITEM)], rules)) == [Blocked.REQUEST_NOT_ALLOWED]


@pytest.mark.parametrize(("has", "code"), [(2, []), (3, [Blocked.TOO_MANY_REQUESTS])])
def test_so_many_open_requests_are_enough(has: int, code: list[Blocked]) -> None:
    rules = library(policy(max_requests=3))
    assert codes(ask(rules=rules, who=replace(standing(), requests=has))) == code


def test_a_request_carries_when_it_lapses_how_it_ranks_and_how_long_it_stalls() -> None:
    rules = library(policy(request_days=90, request_priority=2, stalling_days=3))
    (placed,) = bodies(ask(rules=rules))
    assert placed == HoldPlaced(
        H3, TITLE, ANA, "MAIN", None, "", date(2027, 2, 21), priority=2, stalled_until=date(2026, 11, 26)
    )
    sooner = replace(ASKED, expires=date(2026, 12, 1))
    assert bodies(ask(sooner, rules=rules))[0].expires == date(2026, 12, 1)


def test_a_request_may_cost_something() -> None:
    rules = library(policy(request_fee=50))
    _, fee = bodies(ask(rules=rules, new_fee=FEE))
    assert fee == FeeCharged(ANA, FEE, 50, "EUR", "", FeeKind.REQUEST)
    assert len(bodies(ask(new_fee=FEE))) == 1


MINE: dict[str, tuple[Hold, Wanted, bool]] = {
    "the title again": (a_hold(H1), ASKED, True),
    "the same copy": (a_hold(H1, wanted=ITEM), COPY, True),
    "another copy": (a_hold(H1, wanted=OTHER_ITEM), COPY, False),
    "the same volume": (a_hold(H1, volume="2"), VOLUME, True),
    "another volume": (a_hold(H1, volume="1"), VOLUME, False),
    "any copy, having asked for one": (a_hold(H1, wanted=ITEM), ASKED, True),
    "what was filled": (a_hold(H1, state=HoldState.FILLED), ASKED, False),
    "what another asked for": (a_hold(H1, LUIS), ASKED, False),
}


@pytest.mark.parametrize("case", MINE)
def test_one_open_request_for_the_same_is_enough(case: str) -> None:
    hold, wanted, refused = MINE[case]
    items = [a_copy(volume="2")]
    assert codes(ask(wanted, items, queue=[hold])) == ([Blocked.ALREADY_REQUESTED] if refused else [])


# --- changing -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", HoldState)
def test_a_request_is_suspended_while_it_waits_and_fetched_elsewhere_while_it_is_open(state: HoldState) -> None:
    hold = a_hold(state=state)
    waits, is_open = state is HoldState.WAITING, state in OPEN_HOLD
    until = date(2026, 12, 1)
    assert codes(hold_request.suspend(hold, until)) == ([] if waits else [Blocked.HOLD_NOT_WAITING])
    assert codes(hold_request.resume(replace(hold, suspended=True))) == ([] if waits else [Blocked.HOLD_NOT_WAITING])
    assert codes(hold_request.change_pickup(hold, "EAST")) == ([] if is_open else [Blocked.HOLD_CLOSED])


def test_changes_are_recorded_with_what_they_replace_and_folded() -> None:
    until = date(2026, 12, 1)
    assert bodies(hold_request.suspend(a_hold(), until)) == [HoldSuspended(H1, TITLE, until)]
    assert bodies(hold_request.resume(a_hold(suspended=True))) == [HoldResumed(H1, TITLE)]
    assert bodies(hold_request.change_pickup(a_hold(), "EAST")) == [PickupChanged(H1, TITLE, "EAST", "MAIN")]
    assert codes(hold_request.resume(a_hold())) == [Blocked.HOLD_NOT_WAITING]
    assert codes(hold_request.change_pickup(a_hold(), "MAIN")) == [Blocked.NOTHING_CHANGED]
    changed = hold_of(title_after(requested(), HoldSuspended(H1, TITLE, until), PickupChanged(H1, TITLE, "EAST", "")))
    assert (changed.suspended, changed.suspended_until, changed.pickup) == (True, until, "EAST")
    resumed = hold_of(title_after(requested(), HoldSuspended(H1, TITLE, until), HoldResumed(H1, TITLE)))
    assert (resumed.suspended, resumed.suspended_until) == (False, None)


def test_a_request_that_ended_says_how() -> None:
    for reason, state in (
        ("expired", HoldState.EXPIRED),
        ("unfetched", HoldState.UNFETCHED),
        ("x", HoldState.CANCELLED),
    ):
        (body,) = bodies(hold_request.cancel(a_hold(), reason))
        ended = hold_of(title_after(requested(), body))
        assert (ended.state, ended.reason) == (state, reason)


# --- recalling ----------------------------------------------------------------------------------------------

RECALLABLE = policy(recallable=True, recall_guaranteed="7 days", recall_within="3 days", recall_fee_per_day=100)


def call_back(copy: Copy, now: Any = MONDAY + timedelta(days=2), rules: Any = None, **more: Any) -> Outcome:
    hold = more.pop("hold", a_hold(H2, LUIS))
    return recall(hold, copy, standing(), rules or library(RECALLABLE), more.pop("at", EAST), now, **more)


@pytest.mark.parametrize(
    ("now", "due"),
    [
        ("2026-11-24 10:00", "2026-11-30 23:59:59"),  # the week it is guaranteed
        ("2026-11-28 10:00", "2026-12-01 23:59:59"),  # three days from now
        ("2026-11-26 10:00", "2026-11-30 23:59:59"),  # three days would be a Sunday: the Monday after
    ],
)
def test_a_recalled_loan_is_due_after_what_is_guaranteed_and_after_its_notice(now: str, due: str) -> None:
    (body,) = bodies(call_back(on_loan(), moment(now)))
    assert body == LoanRecalled(L1, ITEM, H2, moment(due), DUE, 100)


NOT_RECALLED: dict[str, tuple[Outcome, Blocked, Permission | None]] = {
    "it is in": (call_back(Copy(an_item())), Blocked.NOTHING_TO_RECALL, None),
    "it is lost": (call_back(on_loan(stopped=MONDAY)), Blocked.NOTHING_TO_RECALL, None),
    "it was recalled": (call_back(on_loan(recalled=DUE)), Blocked.NOTHING_TO_RECALL, None),
    "for another copy": (call_back(on_loan(), hold=a_hold(wanted=OTHER_ITEM)), Blocked.NOTHING_TO_RECALL, None),
    "due sooner anyway": (
        call_back(on_loan(due=MONDAY + timedelta(days=3))),
        Blocked.NOTHING_TO_RECALL,
        None,
    ),
    "not recallable": (
        call_back(on_loan(), rules=library(replace(RECALLABLE, says={**RECALLABLE.says, "recallable": False}))),
        Blocked.NOT_RECALLABLE,
        P.OVERRIDE_REQUEST,
    ),
}


@pytest.mark.parametrize("case", NOT_RECALLED)
def test_what_cannot_be_called_back_is_not(case: str) -> None:
    outcome, code, permission = NOT_RECALLED[case]
    assert isinstance(outcome, Refused)
    assert [(b.code, b.permission) for b in outcome.blocks] == [(code, permission)]


def test_a_recall_brings_the_due_date_forward_and_never_back() -> None:
    body = LoanRecalled(L1, ITEM, H2, MONDAY + timedelta(days=7), DUE, 100)
    loan = loan_of(item_after(lent(), an_event(body)))
    assert (loan.due, loan.recalled, loan.recall_per_day) == (body.due, DUE, 100)
    later = replace(body, due=DUE + timedelta(days=1))
    assert (loan_of(item_after(lent(), later)).due, loan_of(item_after(lent(), later)).recalled) == (DUE, None)


def test_a_recall_may_be_by_policy_of_where_it_was_lent_wherever_it_is_asked() -> None:
    rules = library(replace(RECALLABLE, branch="MAIN"))
    assert codes(call_back(on_loan(), rules=rules, at=EAST)) == []
    assert codes(call_back(on_loan(branch="EAST"), rules=rules, at=MAIN)) == [Blocked.NOT_RECALLABLE]
