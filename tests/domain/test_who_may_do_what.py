"""Roles and their permissions: what each may do, what nobody does for themselves, what nobody gives away."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from deskapp.domain.events import (
    BlockLifted,
    FeeWaived,
    ItemCheckedIn,
    ItemCheckedOut,
    PatronEdited,
    RolesChanged,
    StaffAdded,
    StaffEdited,
)
from deskapp.domain.fold import fold
from deskapp.domain.outcome import Blocked, Permission
from deskapp.domain.permission import (
    OVERRIDES,
    ROLES,
    Role,
    favours,
    is_household,
    may_give,
    member_id,
    needed,
    permissions,
    roles_now,
)
from deskapp.domain.records import Held, Member, Patron
from deskapp.domain.values import BlockId, FeeId, Line, PatronFields, PatronId
from tests.domain.builders import ANA, LUIS, MONDAY, an_event, lent, returned

MARIA = member_id("maria")
DAY = timedelta(days=1)


def member(*bodies: Any) -> Member:
    head: Any = fold(Line.STAFF, MARIA, [an_event(body, at=MONDAY + n * DAY) for n, body in enumerate(bodies)]).head
    assert isinstance(head, Member)
    return head


def test_a_name_is_one_person_however_it_is_capitalised() -> None:
    assert member_id(" Maria ") == member_id("maria") != member_id("mario")


def test_every_role_has_permissions_and_each_greater_one_includes_the_lesser() -> None:
    assert set(ROLES) == set(Role)
    assert ROLES[Role.OPERATOR_LIMITED] < ROLES[Role.OPERATOR] < ROLES[Role.MANAGER]
    assert ROLES[Role.USER_MANAGER] < ROLES[Role.USER_ADMINISTRATOR] < ROLES[Role.SYSTEM_ADMINISTRATOR]
    assert ROLES[Role.SYSTEM_ADMINISTRATOR] == frozenset(Permission)


@pytest.mark.parametrize("role", [Role.OPERATOR_LIMITED, Role.OPERATOR, Role.MANAGER, Role.USER_MANAGER])
def test_staff_are_managed_by_administrators_alone(role: Role) -> None:
    assert not ROLES[role] & {Permission.MANAGE_STAFF, Permission.ERASE_PATRON}


def test_the_limited_operator_lends_and_takes_money_and_overrides_nothing() -> None:
    assert ROLES[Role.OPERATOR_LIMITED] == {Permission.CIRCULATE, Permission.TAKE_MONEY}


def test_a_role_holds_at_its_branch_and_from_when_until_when_it_was_held() -> None:
    held = (Held("manager", "EAST", MONDAY, MONDAY + DAY), Held("operator_limited", "", MONDAY))
    limited, manager = ROLES[Role.OPERATOR_LIMITED], ROLES[Role.MANAGER]
    assert permissions(held, "EAST", MONDAY) == manager
    assert permissions(held, "MAIN", MONDAY) == limited
    assert permissions(held, "EAST", MONDAY + DAY) == limited
    assert permissions(held, "EAST", MONDAY - DAY) == frozenset()


def test_a_role_of_a_newer_program_allows_nothing_here() -> None:
    assert permissions((Held("head_of_everything", "", MONDAY),), "MAIN", MONDAY) == frozenset()


def test_roles_that_were_withdrawn_are_kept_for_what_was_done_under_them() -> None:
    added = StaffAdded(MARIA, "maria", "María")
    one = member(
        added,
        RolesChanged(MARIA, (("operator", "MAIN"), ("manager", "MAIN"))),
        RolesChanged(MARIA, (), (("manager", "MAIN"),)),
    )
    assert roles_now(one) == {("operator", "MAIN")}
    assert Permission.WAIVE in permissions(one.roles, "MAIN", MONDAY + DAY)
    assert Permission.WAIVE not in permissions(one.roles, "MAIN", MONDAY + 2 * DAY)


def test_a_role_given_twice_is_held_once_and_a_name_given_once_stays() -> None:
    twice = RolesChanged(MARIA, (("operator", ""),))
    one = member(StaffAdded(MARIA, "maria", "María"), twice, twice, StaffAdded(MARIA, "MARIA", "Otra"))
    assert (one.name, one.spoken, len(one.roles)) == ("maria", "María", 1)


def test_an_account_is_closed_and_keeps_its_roles_for_when_it_is_opened_again() -> None:
    one = member(
        StaffAdded(MARIA, "maria", "María"),
        RolesChanged(MARIA, (("operator", ""),)),
        StaffEdited(MARIA, "María L.", ANA, "B7", False),
    )
    assert (one.active, one.patron, one.badge, roles_now(one)) == (False, ANA, "B7", {("operator", "")})


# --- giving roles -------------------------------------------------------------------------------------------


def with_roles(*roles: tuple[str, str]) -> Member:
    return Member(MARIA, "maria", roles=tuple(Held(role, branch, MONDAY) for role, branch in roles))


@pytest.mark.parametrize(
    ("own", "given", "may"),
    [
        (("user_administrator", ""), ("user_administrator", "MAIN"), True),
        (("user_administrator", "MAIN"), ("user_administrator", "EAST"), False),
        (("user_administrator", ""), ("manager", "MAIN"), False),
        (("system_administrator", ""), ("manager", "MAIN"), True),
        (("system_administrator", "MAIN"), ("manager", "MAIN"), True),
        (("system_administrator", "MAIN"), ("manager", "EAST"), False),
        (("system_administrator", "MAIN"), ("manager", ""), False),
    ],
)
def test_nobody_gives_a_role_that_they_lack(own: tuple[str, str], given: tuple[str, str], may: bool) -> None:
    assert may_give(with_roles(own), [given]) is may


# --- what an event needs ------------------------------------------------------------------------------------


def test_lending_and_taking_back_need_the_desk_alone() -> None:
    assert isinstance(lent(), ItemCheckedOut)
    assert needed(lent()) == needed(returned()) == {Permission.CIRCULATE}


def test_an_amnesty_and_each_block_that_was_overridden_need_a_permission_of_their_own() -> None:
    back = returned()
    assert isinstance(back, ItemCheckedIn)
    assert Permission.GRANT_AMNESTY in needed(replace(back, amnesty=True))
    told = needed(lent(), ["owes_too_much", "item_marked", "of a newer program"])
    assert told == {Permission.CIRCULATE, Permission.OVERRIDE_DEBT, Permission.OVERRIDE_ITEM_STATE}


def test_the_permissions_that_lift_blocks_are_permissions_to_override() -> None:
    assert all(p.name.startswith("OVERRIDE_") for p in OVERRIDES.values())
    assert all(isinstance(code, Blocked) for code in OVERRIDES)


# --- one's own account --------------------------------------------------------------------------------------


def patron(id: PatronId, *cards: str, **fields: Any) -> Patron:
    return Patron(id, PatronFields(cards=cards, **fields), stub=False)


def test_the_household_is_oneself_and_whoever_answers_for_whom() -> None:
    own, child, proxied = patron(ANA, "A1"), patron(LUIS, "L1", guarantor="A1"), patron(LUIS, "L1", proxies=("A1",))
    stranger = patron(LUIS, "L1", guarantor="X9")
    assert is_household(own, own)
    assert is_household(own, child)
    assert is_household(child, own)
    assert is_household(own, proxied)
    assert not is_household(own, stranger)
    assert not is_household(None, own)
    assert not is_household(patron(ANA), patron(LUIS))


def test_what_lets_a_patron_off_something_is_told_from_what_serves_them() -> None:
    assert favours(FeeWaived(ANA, FeeId(UUID(int=1)), 5, "EUR", "x")) == ANA
    assert favours(BlockLifted(ANA, BlockId(UUID(int=1)))) == ANA
    fields = PatronFields()
    assert favours(PatronEdited(ANA, ("category",), fields, fields)) == ANA
    assert favours(PatronEdited(ANA, ("phones",), fields, fields)) is None
    assert favours(lent()) is None
