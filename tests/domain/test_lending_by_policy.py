"""Lending: what an item's use and state say, who may take it, what may go out while central is away, and limits."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from deskapp.domain.check_out import Copy, Lending, check_out, is_cut_off, may_take
from deskapp.domain.events import BlockPlaced, ItemCheckedOut
from deskapp.domain.outcome import Block, Blocked, Done, Outcome, Override, Permission, Refused
from deskapp.domain.policy import Policy, policy
from deskapp.domain.records import Item, Loan, Patron
from deskapp.domain.rules import ItemType, Library, Offline
from deskapp.domain.values import BlockId, ItemState, Place
from tests.domain.builders import (
    ANA,
    EAST,
    EMMA,
    H1,
    H2,
    ITEM,
    L1,
    L2,
    L3,
    LIBRARY,
    LUIS,
    MAIN,
    MONDAY,
    OTHER_ITEM,
    TITLE,
    a_hold,
    a_loan,
    an_event,
    an_item,
    fields,
    found,
    moment,
    patron_after,
    standing,
)

P = Permission
FREE = Copy(an_item())


def library(*lines: Policy, **more: Any) -> Library:
    return replace(LIBRARY, policies=lines, **more)


def lend(copy: Copy = FREE, who: Any = None, rules: Library = LIBRARY, **more: Any) -> Outcome:
    at, now = more.pop("at", MAIN), more.pop("now", MONDAY)
    override = more.pop("override", None)
    return check_out(copy, who or standing(), rules, at, now, L2, Lending(**more), override)


def blocks(outcome: Outcome) -> list[tuple[str, Permission | None]]:
    return [(b.code, b.permission) for b in outcome.blocks] if isinstance(outcome, Refused) else []


def out(outcome: Outcome) -> ItemCheckedOut:
    assert isinstance(outcome, Done), outcome
    body: Any = outcome.facts[-1].body
    return body  # type: ignore[no-any-return]


def at(state: ItemState, **more: Any) -> Copy:
    return Copy(an_item(Place(state, "MAIN"), **more))


# --- use ----------------------------------------------------------------------------------------------------

NOT_FOR_LOAN = [(Blocked.NOT_FOR_LOAN, P.OVERRIDE_NOT_FOR_LOAN)]
IN_HOUSE_ONLY = [(Blocked.IN_HOUSE_ONLY, P.OVERRIDE_NOT_FOR_LOAN)]


@pytest.mark.parametrize(
    ("says", "on_site", "refused"),
    [
        ({"use": "reference"}, False, NOT_FOR_LOAN),
        ({"use": "reference"}, True, NOT_FOR_LOAN),
        ({"loan": 0}, False, NOT_FOR_LOAN),
        ({"use": "in_house"}, False, IN_HOUSE_ONLY),
        ({"use": "in_house"}, True, []),
        ({"use": "in_house", "loan": 0}, True, []),
        ({}, True, []),
    ],
)
def test_an_item_is_lent_as_its_use_says(says: dict[str, Any], on_site: bool, refused: list[Any]) -> None:
    assert blocks(lend(rules=library(policy(**says)), on_site=on_site)) == refused


def test_what_is_lent_on_site_is_due_when_the_branch_closes() -> None:
    for outcome in (lend(on_site=True), lend(rules=library(policy(use="in_house")), on_site=True)):
        assert (out(outcome).on_site, out(outcome).due) == (True, moment("2026-11-23 23:59:59"))
    home = lend(rules=library(policy(use="in_house")), override=Override("exhibition", frozenset(P)))
    assert out(home).on_site
    assert not out(lend()).on_site


# --- state --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", ItemState)
def test_a_marked_item_is_lent_only_if_staff_insist_and_a_missing_one_in_hand_is_simply_found(state: ItemState) -> None:
    S = ItemState
    free = (S.AVAILABLE, S.MISSING, S.HOLD_SHELF, S.IN_TRANSIT, S.ON_LOAN)
    outcome = lend(at(state, note="no cover"))
    assert blocks(outcome) == ([] if state in free else [(Blocked.ITEM_MARKED, P.OVERRIDE_ITEM_STATE)])
    if isinstance(outcome, Refused):
        assert dict(outcome.blocks[0].facts) == {"state": state.value, "note": "no cover"}


def test_a_lost_item_in_hand_may_be_lent_again_and_its_old_loan_ends_first() -> None:
    copy = Copy(an_item(Place(ItemState.LOST, "MAIN", loan=L1)), a_loan(patron=LUIS, stopped=MONDAY, stop="lost"))
    assert blocks(lend(copy)) == [(Blocked.ITEM_MARKED, P.OVERRIDE_ITEM_STATE)]
    outcome = lend(copy, override=Override("here it is", frozenset({P.OVERRIDE_ITEM_STATE})))
    assert isinstance(outcome, Done)
    assert [type(f.body).__name__ for f in outcome.facts] == ["ItemCheckedIn", "ItemCheckedOut"]


# --- while central is away ----------------------------------------------------------------------------------

OFFLINE = library(item_types=tuple(ItemType(o.upper(), o, o, o) for o in Offline))
CUT_OFF = [(Blocked.NOT_WHILE_OFFLINE, P.OVERRIDE_OFFLINE)]


@pytest.mark.parametrize(
    ("type", "stub", "refused"),
    [
        ("ANYBODY", True, []),
        ("KNOWN", False, []),
        ("KNOWN", True, CUT_OFF),
        ("NOBODY", False, CUT_OFF),
        ("NOBODY", True, CUT_OFF),
        ("UNHEARD_OF", True, []),
    ],
)
def test_what_must_not_go_out_unseen_stays_while_central_is_away(type: str, stub: bool, refused: list[Any]) -> None:
    copy, who = Copy(an_item(type=type)), standing(stub=stub)
    assert blocks(lend(copy, who, OFFLINE, cut_off=True)) == refused
    assert blocks(lend(copy, who, OFFLINE)) == []


@pytest.mark.parametrize(
    ("heard", "away"),
    [(None, True), (timedelta(minutes=15), False), (timedelta(minutes=15, seconds=1), True), (timedelta(), False)],
)
def test_central_is_away_when_it_was_not_heard_for_longer_than_the_library_allows(heard: Any, away: bool) -> None:
    assert is_cut_off(LIBRARY, None if heard is None else MONDAY - heard, MONDAY) is away


# --- who takes it -------------------------------------------------------------------------------------------


def someone(id: Any = LUIS, **more: Any) -> Patron:
    return Patron(id, fields(**more), stub=False)


TAKERS: dict[str, tuple[Patron, Patron, bool]] = {
    "the patron": (someone(ANA), someone(ANA), True),
    "a proxy": (someone(cards=("L1", "L2")), someone(ANA, proxies=("L2",)), True),
    "the guarantor": (someone(cards=("L1",)), someone(ANA, guarantor="L1"), True),
    "a child of the same guarantor": (someone(guarantor="G1"), someone(ANA, guarantor="G1"), True),
    "a child of the patron": (someone(guarantor="A1"), someone(ANA, cards=("A1",)), True),
    "anybody": (someone(cards=("L1",)), someone(ANA, cards=("A1",), proxies=("X",), guarantor="G1"), False),
    "two without a guarantor": (someone(), someone(ANA), False),
    "whom the patron is proxy for": (someone(cards=("L1",), proxies=("A1",)), someone(ANA, cards=("A1",)), False),
}


@pytest.mark.parametrize("case", TAKERS)
def test_who_may_borrow_on_a_patrons_account(case: str) -> None:
    taker, patron, allowed = TAKERS[case]
    assert may_take(taker, patron) is allowed
    outcome = lend(who=replace(standing(), patron=patron), taken_by=taker)
    assert blocks(outcome) == ([] if allowed else [(Blocked.NOT_A_PROXY, P.OVERRIDE_PATRON_BLOCK)])
    if allowed:
        assert (out(outcome).patron, out(outcome).handed_to) == (ANA, taker.id)


# --- limits -------------------------------------------------------------------------------------------------


def has(*loans: tuple[str, str, UUID | None]) -> list[Loan]:
    """Open loans: the item's type, the branch, the title."""
    return [a_loan(L3, item=OTHER_ITEM, item_type=type, branch=branch, title=title) for type, branch, title in loans]


LIMITED: dict[str, tuple[dict[str, Any], list[Loan], str]] = {
    "in all": ({"max_loans": 2}, has(("DVD", "EAST", None), ("DVD", "EAST", None)), Blocked.TOO_MANY_LOANS),
    "of the type": ({"max_loans_of_type": 1}, has(("BOOK", "EAST", None)), Blocked.TOO_MANY_OF_TYPE),
    "at the branch": ({"max_loans_at_branch": 1}, has(("DVD", "MAIN", None)), Blocked.TOO_MANY_AT_BRANCH),
    "of the title": ({"max_loans_of_title": 1}, has(("DVD", "EAST", TITLE)), Blocked.TOO_MANY_OF_TITLE),
    "none at all": ({"max_loans": 0}, [], Blocked.TOO_MANY_LOANS),
}


@pytest.mark.parametrize("case", LIMITED)
def test_one_loan_more_than_a_limit_is_refused(case: str) -> None:
    says, loans, code = LIMITED[case]
    outcome = lend(who=standing(loans=loans), rules=library(policy(**says)))
    assert blocks(outcome) == [(code, P.OVERRIDE_LIMIT)]
    assert isinstance(outcome, Refused)
    assert dict(outcome.blocks[0].facts) == {"limit": str(next(iter(says.values())))}
    one_more = policy(**{name: limit + 1 for name, limit in says.items()})
    assert blocks(lend(who=standing(loans=loans), rules=library(one_more))) == []


@pytest.mark.parametrize("case", ["of the type", "at the branch", "of the title"])
def test_loans_of_another_kind_do_not_count(case: str) -> None:
    says, _, _ = LIMITED[case]
    others = has(("DVD", "EAST", H1), ("", "", None), ("GAME", "WEST", None))
    assert blocks(lend(who=standing(loans=others), rules=library(policy(**says)))) == []


def test_an_item_that_nobody_catalogued_counts_to_no_title() -> None:
    rules = library(policy(max_loans_of_title=1))
    assert blocks(lend(Copy(Item(ITEM, barcode="I9")), standing(loans=has(("", "", None))), rules)) == []


def test_the_limits_are_those_of_the_lending_branch_and_the_items_type() -> None:
    rules = library(policy(item_type="BOOK", max_loans=1), policy(branch="EAST", max_loans=5))
    who = standing(loans=has(("DVD", "MAIN", None)))
    assert blocks(lend(who=who, rules=rules)) == [(Blocked.TOO_MANY_LOANS, P.OVERRIDE_LIMIT)]
    assert blocks(lend(Copy(an_item(type="DVD")), who, rules, at=EAST)) == []


# --- what is written into the loan --------------------------------------------------------------------------


def test_the_loan_keeps_what_it_was_decided_by() -> None:
    rules = library(policy(loan=21, max_loans=7), policy(item_type="BOOK", fee_per_day=30, rental=50, rental_per_day=2))
    body = out(lend(rules=rules))
    assert (body.terms.per_day, body.terms.rental, body.item_type, body.title) == (30, 50 + 2 * 21, "BOOK", TITLE)
    book = "* × BOOK × * × * × *"
    assert dict(body.decided.lines) == {"loan": "* × * × * × * × *", "fee_per_day": book, "rental": book}
    assert [code for code, _ in body.decided.reasons] == ["period"]
    assert (body.decided.revision, body.limit) == (rules.revision, 7)


def test_a_loan_is_shorter_while_somebody_else_waits_for_the_title() -> None:
    rules = library(policy(loan=21, loan_if_requested=7))
    week, three_weeks = moment("2026-11-30 23:59:59"), moment("2026-12-14 23:59:59")
    waits = {
        "another": (a_hold(H1, LUIS), week),
        "oneself": (a_hold(H1, ANA), three_weeks),
        "for another copy": (a_hold(H1, LUIS, wanted=OTHER_ITEM), three_weeks),
        "suspended": (a_hold(H1, LUIS, suspended=True), three_weeks),
        "for the other volume": (a_hold(H1, LUIS, volume="2"), three_weeks),
    }
    for hold, due in waits.values():
        assert out(lend(Copy(an_item(), None, (hold,)), rules=rules)).due == due
    both = Copy(an_item(), None, (a_hold(H1, ANA), a_hold(H2, EMMA)))
    assert out(lend(both, rules=rules)).due == week
    when_two_wait = library(policy(loan=21, loan_if_requested=7, loan_if_requests=2))
    assert out(lend(both, rules=when_two_wait)).due == three_weeks
    two = Copy(an_item(), None, (a_hold(H1, LUIS), a_hold(H2, EMMA)))
    assert out(lend(two, rules=when_two_wait)).due == week


def test_what_is_used_on_site_has_a_limit_of_its_own() -> None:
    rules = library(policy(max_on_site=1))
    who = standing(loans=[a_loan(L3, item=OTHER_ITEM, on_site=True)])
    assert blocks(lend(who=who, rules=rules, on_site=True)) == [(Blocked.TOO_MANY_ON_SITE, P.OVERRIDE_LIMIT)]
    assert blocks(lend(who=who, rules=rules)) == []


def test_a_loan_is_due_in_the_past_only_if_nothing_else_can_be() -> None:
    assert blocks(lend(due=MONDAY)) == [(Blocked.DUE_IN_PAST, None)]


def test_a_desk_that_knew_of_a_block_leaves_no_discrepancy_whether_it_had_run_out_or_not() -> None:
    """Just past midnight where the branch is, it is still the block's last day by universal time."""
    night = moment("2026-11-24 00:30")
    placed = BlockPlaced(ANA, BlockId(UUID(int=1)), "wet books", date(2026, 11, 23))
    head: Any = patron_after(an_event(placed, at=MONDAY)).head
    outcome = lend(who=standing(blocks=head.blocks), now=night)
    assert found(patron_after(an_event(placed, at=MONDAY), an_event(out(outcome), at=night))) == []


def test_every_block_carries_what_its_sentence_needs() -> None:
    outcome = lend(at(ItemState.LOST), rules=library(policy(max_loans=0)))
    assert isinstance(outcome, Refused)
    assert list(outcome.blocks) == [
        Block(Blocked.ITEM_MARKED, P.OVERRIDE_ITEM_STATE, (("state", "lost"), ("note", ""))),
        Block(Blocked.TOO_MANY_LOANS, P.OVERRIDE_LIMIT, (("limit", "0"),)),
    ]
