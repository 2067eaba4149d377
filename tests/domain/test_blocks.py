"""What stands against a patron: each block inside its limit and past it, what it hinders, and what is only said."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from deskapp.domain.block import Standing, patron_blocks, warnings
from deskapp.domain.events import BlockPlaced
from deskapp.domain.outcome import Block, Blocked, Permission
from deskapp.domain.policy import policy
from deskapp.domain.records import Account, Fee, Loan, Money, Payment
from deskapp.domain.records import Block as Placed
from deskapp.domain.rules import Action, BlockRule, Branch, Library
from deskapp.domain.values import BlockId, BlockKind, FeeId, ItemState, LoanId, LostBill
from tests.domain.builders import (
    ANA,
    EAST,
    LIBRARY,
    MAIN,
    MONDAY,
    a_loan,
    came_late,
    moment,
    patron_after,
    standing,
)

P = Permission
DAY = timedelta(days=1)
TODAY = date(2026, 11, 23)
RULES = replace(
    LIBRARY,
    policies=(
        policy(
            max_owed=1000,
            max_overdue=2,
            max_lost=0,
            max_claims=1,
            max_recalls_overdue=0,
            overdue_block_days=30,
            overdue_warn_days=15,
            overdue_refer_days=60,
        ),
    ),
)


def loans(count: int, **more: Any) -> list[Loan]:
    return [a_loan(LoanId(UUID(int=900 + n)), **more) for n in range(count)]


def owing(amount: int) -> Account:
    return Account(ANA, (Fee(FeeId(UUID(int=1)), amount, "EUR", "card", MONDAY),))


def blocks(who: Standing, action: Action | None = None, library: Library = RULES, **more: Any) -> list[Block]:
    return patron_blocks(replace(who, library=library), library, more.get("at", MAIN), more.get("now", MONDAY), action)


def codes(*about: Any, **more: Any) -> list[str]:
    return [b.code for b in blocks(*about, **more)]


LATE: dict[str, Any] = {"due": MONDAY - DAY}
LOST: dict[str, Any] = {"stopped": MONDAY - DAY, "stop": ItemState.LOST, "bill": LostBill(100, 0, "EUR")}
CLAIMED: dict[str, Any] = {"stopped": MONDAY - DAY, "stop": ItemState.CLAIMED_RETURNED}
NEVER_HAD: dict[str, Any] = {"stopped": MONDAY - DAY, "stop": ItemState.CLAIMED_NEVER_HAD}
RECALLED: dict[str, Any] = {"recalled": MONDAY + 9 * DAY}

LIMITS: dict[str, tuple[Standing, Standing, Blocked, Permission, dict[str, str]]] = {
    "active": (standing(), standing(active=False), Blocked.PATRON_INACTIVE, P.OVERRIDE_PATRON_BLOCK, {}),
    "expiry": (
        standing(expires=TODAY),
        standing(expires=TODAY - DAY),
        Blocked.PATRON_EXPIRED,
        P.OVERRIDE_EXPIRY,
        {"date": "2026-11-22"},
    ),
    "money": (
        standing(account=owing(1000)),
        standing(account=owing(1001)),
        Blocked.OWES_TOO_MUCH,
        P.OVERRIDE_DEBT,
        {"owed": "1001", "limit": "1000"},
    ),
    "money for late loans": (
        standing(ended=[came_late(1000)]),
        standing(ended=[came_late(1001)]),
        Blocked.OWES_TOO_MUCH,
        P.OVERRIDE_DEBT,
        {"owed": "1001", "limit": "1000"},
    ),
    "overdue loans": (
        standing(loans=loans(2, **LATE)),
        standing(loans=loans(3, **LATE)),
        Blocked.TOO_MANY_OVERDUE,
        P.OVERRIDE_LIMIT,
        {"count": "3", "limit": "2"},
    ),
    "lost items": (
        standing(loans=loans(9)),
        standing(loans=loans(1, **LOST)),
        Blocked.TOO_MANY_LOST,
        P.OVERRIDE_LIMIT,
        {"count": "1", "limit": "0"},
    ),
    "claims of both kinds": (
        standing(loans=loans(1, **CLAIMED)),
        standing(loans=[*loans(1, **CLAIMED), a_loan(**NEVER_HAD)]),
        Blocked.TOO_MANY_CLAIMS,
        P.OVERRIDE_LIMIT,
        {"count": "2", "limit": "1"},
    ),
    "a recall": (
        standing(loans=loans(1, due=MONDAY, **RECALLED)),
        standing(loans=loans(1, due=MONDAY - timedelta(seconds=1), **RECALLED)),
        Blocked.RECALL_OVERDUE,
        P.OVERRIDE_LIMIT,
        {"count": "1", "limit": "0"},
    ),
    "a loan long overdue": (
        standing(loans=loans(2, due=MONDAY - 30 * DAY)),
        standing(loans=loans(2, due=MONDAY - 30 * DAY - timedelta(seconds=1))),
        Blocked.LONG_OVERDUE,
        P.OVERRIDE_LIMIT,
        {"date": "2026-10-24", "loan": str(loans(1)[0].id)},
    ),
}


@pytest.mark.parametrize("case", LIMITS)
def test_at_its_limit_nothing_blocks_and_past_it_this_does(case: str) -> None:
    inside, past, code, permission, facts = LIMITS[case]
    assert blocks(inside) == []
    assert [(b.code, b.permission, dict(b.facts)) for b in blocks(past)] == [(code, permission, facts)]


@pytest.mark.parametrize("case", [c for c in LIMITS if c not in ("active", "expiry")])
def test_a_library_without_that_limit_does_not_block(case: str) -> None:
    open_terms = policy(
        max_owed=None,
        max_overdue=None,
        max_lost=None,
        max_claims=None,
        max_recalls_overdue=None,
        overdue_block_days=None,
    )
    assert blocks(LIMITS[case][1], library=replace(LIBRARY, policies=(open_terms,))) == []


def test_limits_are_those_of_the_patrons_category_at_this_branch() -> None:
    rules = replace(LIBRARY, policies=(policy("CHILD", max_owed=0), policy(branch="EAST", max_owed=50)))
    assert codes(standing(account=owing(60)), library=rules) == []
    assert codes(standing(account=owing(60)), library=rules, at=EAST) == [Blocked.OWES_TOO_MUCH]
    assert codes(standing(account=owing(1), category="CHILD"), library=rules) == [Blocked.OWES_TOO_MUCH]


def test_a_lost_item_that_is_paid_for_blocks_no_more() -> None:
    (loan,) = loans(1, **LOST)
    who = standing(loans=[loan])
    (charge,) = who.charges
    payment = Payment(UUID(int=1), 100, "EUR", ((charge.id, 100),), "cash", MONDAY, "MAIN", kind=Money.PAYMENT)  # type: ignore[arg-type]
    assert codes(standing(loans=[loan], account=Account(ANA, payments=(payment,)))) == []
    partly = replace(payment, amount=99, parts=((charge.id, 99),))
    assert codes(standing(loans=[loan], account=Account(ANA, payments=(partly,)))) == [Blocked.TOO_MANY_LOST]


def test_a_loan_that_stands_still_is_not_overdue_however_late() -> None:
    claimed = a_loan(**{**CLAIMED, "due": MONDAY - 90 * DAY})
    assert codes(standing(loans=[claimed])) == []
    assert warnings(standing(loans=[claimed]), RULES, MAIN, MONDAY) == []


def test_long_overdue_is_by_the_policy_of_the_items_type() -> None:
    rules = replace(LIBRARY, policies=(policy(item_type="DVD", overdue_block_days=3),))
    late = MONDAY - 4 * DAY
    assert codes(standing(loans=[a_loan(due=late, item_type="DVD")]), library=rules) == [Blocked.LONG_OVERDUE]
    assert codes(standing(loans=[a_loan(due=late, item_type="BOOK")]), library=rules) == []


# --- blocks that a person placed ----------------------------------------------------------------------------


def placed(kind: BlockKind = BlockKind.NOTE, **more: Any) -> Placed:
    return Placed(BlockId(UUID(int=1)), "wet books", MONDAY, kind=kind, **more)


def blocked_by(**more: Any) -> Standing:
    return standing(blocks=(placed(**more),))


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (BlockKind.NOTE, Blocked.PATRON_BLOCKED),
        (BlockKind.BARRED, Blocked.PATRON_BARRED),
        (BlockKind.ADDRESS_INVALID, Blocked.ADDRESS_INVALID),
        (BlockKind.CARD_LOST, Blocked.CARD_LOST),
    ],
)
def test_a_placed_block_says_what_it_is_and_why(kind: BlockKind, code: Blocked) -> None:
    assert blocks(blocked_by(kind=kind)) == [Block(code, P.OVERRIDE_PATRON_BLOCK, (("note", "wet books"),))]


@pytest.mark.parametrize(("expires", "stands"), [(None, True), (TODAY, True), (TODAY - DAY, False)])
def test_a_placed_block_stands_to_the_end_of_its_last_day(expires: date | None, stands: bool) -> None:
    assert bool(blocks(blocked_by(expires=expires))) is stands


def test_the_last_day_of_a_block_ends_where_the_branch_is() -> None:
    evening = moment("2026-11-23 23:30", "America/Mexico_City")
    rules = replace(RULES, branches=(Branch("MAIN", "Centro", "America/Mexico_City"),))
    assert blocks(blocked_by(expires=TODAY), library=rules, now=evening) != []
    assert blocks(blocked_by(expires=TODAY), library=rules, now=evening + timedelta(hours=1)) == []


@pytest.mark.parametrize("action", Action)
def test_a_placed_block_hinders_what_it_names_and_nothing_else(action: Action) -> None:
    assert blocks(blocked_by(actions=(action.value,)), action) != []
    assert all(blocks(blocked_by(actions=(action.value,)), a) == [] for a in Action if a is not action)
    assert blocks(blocked_by(), action) != []
    assert blocks(blocked_by(actions=(action.value,))) != []  # what stands against any


def test_a_placed_block_may_name_the_permission_that_lifts_it() -> None:
    assert blocks(blocked_by(permission="override_debt"))[0].permission is P.OVERRIDE_DEBT
    assert blocks(blocked_by(permission="of_a_newer_program"))[0].permission is P.OVERRIDE_PATRON_BLOCK


def test_a_block_for_an_action_of_a_newer_program_does_not_stop_the_desk() -> None:
    head: Any = patron_after(BlockPlaced(ANA, BlockId(UUID(int=1)), "x", actions=("check_out", "teleport"))).head
    who = standing(blocks=head.blocks)
    assert codes(who, Action.CHECK_OUT) == [Blocked.PATRON_BLOCKED]
    assert codes(who, Action.RENEW) == []


# --- the library's rules for blocks -------------------------------------------------------------------------


@pytest.mark.parametrize("case", ["money", "overdue loans", "expiry"])
def test_a_library_says_what_a_block_hinders(case: str) -> None:
    code = LIMITS[case][2]
    rules = replace(RULES, block_rules=(BlockRule(str(code), (Action.CHECK_OUT,)),))
    who = LIMITS[case][1]
    assert codes(who, Action.CHECK_OUT, library=rules) == [code]
    assert codes(who, Action.RENEW, library=rules) == codes(who, Action.REQUEST, library=rules) == []
    assert codes(who, library=rules) == [code]


def test_a_placed_block_hinders_only_what_both_itself_and_the_library_say() -> None:
    rules = replace(RULES, block_rules=(BlockRule("patron_barred", (Action.CHECK_OUT, Action.REQUEST)),))
    who = blocked_by(kind=BlockKind.BARRED, actions=("check_out", "renew"))
    assert [a for a in Action if blocks(who, a, rules)] == [Action.CHECK_OUT]


@pytest.mark.parametrize(
    ("said", "lifts"), [(None, P.OVERRIDE_DEBT), ("override_limit", P.OVERRIDE_LIMIT), ("", None), ("no_such", None)]
)
def test_a_library_says_who_may_lift_a_block(said: str | None, lifts: Permission | None) -> None:
    rules = replace(RULES, block_rules=(BlockRule("owes_too_much", permission=said),))
    assert [b.permission for b in blocks(LIMITS["money"][1], library=rules)] == [lifts]


def test_everything_that_stands_is_told_at_once() -> None:
    who = standing(
        loans=loans(3, due=MONDAY - 40 * DAY, **RECALLED),
        account=owing(2000),
        blocks=(placed(),),
        active=False,
        expires=TODAY - DAY,
    )
    assert codes(who) == [
        Blocked.PATRON_BLOCKED,
        Blocked.PATRON_INACTIVE,
        Blocked.PATRON_EXPIRED,
        Blocked.OWES_TOO_MUCH,
        Blocked.TOO_MANY_OVERDUE,
        Blocked.RECALL_OVERDUE,
        Blocked.LONG_OVERDUE,
    ]


# --- what is only said --------------------------------------------------------------------------------------

SAID: dict[str, tuple[Standing, list[tuple[str, dict[str, str]]]]] = {
    "nothing": (standing(), []),
    "expires today": (standing(expires=TODAY), [("expires_soon", {"date": "2026-11-23"})]),
    "expires in thirty days": (standing(expires=TODAY + 30 * DAY), [("expires_soon", {"date": "2026-12-23"})]),
    "expires in thirty-one": (standing(expires=TODAY + 31 * DAY), []),
    "has expired: that blocks": (standing(expires=TODAY - DAY), []),
    "fifteen days late": (standing(loans=loans(1, due=MONDAY - 15 * DAY)), []),
    "sixteen days late": (standing(loans=loans(2, due=MONDAY - 16 * DAY)), [("long_overdue_soon", {"count": "2"})]),
    "referred": (
        standing(loans=[a_loan(due=MONDAY - 61 * DAY)]),
        [("long_overdue_soon", {"count": "1"}), ("referred", {"count": "1"})],
    ),
}


@pytest.mark.parametrize("case", SAID)
def test_a_warning_hinders_nothing_and_nobody_needs_to_lift_it(case: str) -> None:
    who, wanted = SAID[case]
    found = warnings(who, RULES, MAIN, MONDAY)
    assert [(b.code, dict(b.facts)) for b in found] == wanted
    assert all(b.permission is None for b in found)
