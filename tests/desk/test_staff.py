"""Adding staff and giving roles: nobody for themselves, nobody what they do not hold, and nobody locked out."""

from dataclasses import replace

import pytest

from deskapp.central.staff_secrets import put_secret
from deskapp.desk.answers import Declined, Recorded
from deskapp.desk.desk import Desk
from deskapp.desk.entering import Entered, What, Why
from deskapp.domain.outcome import Blocked, Permission
from deskapp.domain.permission import member_id, roles_now
from deskapp.domain.records import Member
from deskapp.domain.values import FeeKind
from tests.desks import Place, Workstation, a_library, sync, the_set_up
from tests.staff import PASSWORDS, Entrance, a_member, give_secrets, kept, the_staff

OLGA, MARTA, LUIS = (member_id(name) for name in ("olga", "marta", "luis"))


@pytest.fixture
def door(place: Place, main: Workstation) -> Entrance:
    """Olga is at the desk MAIN."""
    place.tell(*the_staff(), *a_member("ana", ("user_administrator", "")))
    give_secrets(place.database, place.now(), "main-1")
    with place.database.write() as c:
        put_secret(place.database, c, "ana", "password", kept("ana's long word"), place.now(), must_change=False)
    sync(place, main)
    main.desk.refresh()
    one = Entrance(main.desk, main.folder, lambda: place.link("main-1"), place.now, main.clock)
    one.hear()
    assert isinstance(one.enter("olga"), Entered)
    return one


def refused(answer: Recorded | Declined) -> list[Blocked]:
    return [block.code for block in answer.blocks] if isinstance(answer, Declined) else []


def member(desk: Desk, name: str) -> Member:
    return next(m for m in desk.members() if m.name == name)


def test_the_first_member_is_not_added_at_a_desk_where_nobody_could_sign_in_then(main: Workstation) -> None:
    answer = main.desk.add_member("olga", "Olga", [("system_administrator", "")])
    assert refused(answer) == [Blocked.FIRST_AT_CENTRAL]
    assert not main.desk.asks_who


def test_a_further_member_works_with_their_roles_once_a_password_is_set(
    place: Place, main: Workstation, door: Entrance
) -> None:
    desk, id = main.desk, member_id("nora")
    assert refused(desk.add_member("Nora", "Nora Gil", [("operator", "MAIN")], badge="97000009")) == []
    assert not desk.is_with_central(id)
    assert desk.set_secret(PASSWORDS["olga"], "nora", What.PASSWORD, "a first password") is Why.LACKING
    sync(place, main)
    desk.refresh()
    assert desk.is_with_central(id)
    assert desk.set_secret(PASSWORDS["olga"], "nora", What.PASSWORD, "a first password") is None
    entered = door.enter("nora", "a first password")
    assert isinstance(entered, Entered)
    assert entered.must_change
    assert Permission.EDIT_PATRON in desk.permissions
    assert Permission.WAIVE not in desk.permissions


@pytest.mark.parametrize("name", ["Marta", " marta", "MARTA", "", "  "])
def test_a_name_is_never_given_twice(main: Workstation, door: Entrance, name: str) -> None:
    assert refused(main.desk.add_member(name, "Another", [])) == [Blocked.NAME_TAKEN]


def test_a_badge_belongs_to_one_member_also_when_edited(main: Workstation, door: Entrance) -> None:
    desk = main.desk
    assert refused(desk.add_member("nora", "Nora", [], badge="97000001")) == [Blocked.NAME_TAKEN]
    assert refused(desk.edit_member(LUIS, "Luis Soto", None, " 97000001 ", active=True)) == [Blocked.NAME_TAKEN]
    assert refused(desk.edit_member(LUIS, "Luis Soto", None, "97000077", active=True)) == []
    assert desk.by_badge("97000077") == "luis"


def test_an_edit_that_changes_nothing_says_so(main: Workstation, door: Entrance) -> None:
    same = main.desk.edit_member(LUIS, "Luis Soto ", None, "97000002", active=True)
    assert refused(same) == [Blocked.NOTHING_CHANGED]
    assert refused(main.desk.set_roles(LUIS, [("operator_limited", "MAIN")])) == [Blocked.NOTHING_CHANGED]


def test_roles_are_replaced_by_those_that_are_chosen(main: Workstation, door: Entrance) -> None:
    assert refused(main.desk.set_roles(LUIS, [("operator", ""), ("user_manager", "EAST")])) == []
    assert roles_now(member(main.desk, "luis")) == {("operator", ""), ("user_manager", "EAST")}


def test_nobody_changes_their_own_roles_or_account(main: Workstation, door: Entrance) -> None:
    assert refused(main.desk.set_roles(OLGA, [])) == [Blocked.OWN_ACCOUNT]
    assert refused(main.desk.edit_member(OLGA, "Olga", None, "", active=False)) == [Blocked.OWN_ACCOUNT]


def test_nobody_gives_takes_or_closes_what_they_do_not_hold(main: Workstation, door: Entrance) -> None:
    door.enter("ana", "ana's long word")
    desk = main.desk
    assert refused(desk.set_roles(LUIS, [("system_administrator", "")])) == [Blocked.ROLE_LACKED]
    assert refused(desk.set_roles(MARTA, [])) == [Blocked.ROLE_LACKED]
    assert refused(desk.edit_member(OLGA, "Olga Ruiz", None, "", active=False)) == [Blocked.ROLE_LACKED]
    assert refused(desk.edit_member(OLGA, "Olga R.", None, "", active=True)) == []
    assert refused(desk.add_member("nora", "Nora", [("manager", "MAIN")])) == [Blocked.ROLE_LACKED]
    assert refused(desk.add_member("nora", "Nora", [("user_administrator", "MAIN")])) == []


def test_an_unknown_card_is_accepted_by_who_lends_and_by_nobody_else(
    place: Place, main: Workstation, door: Entrance
) -> None:
    desk = main.desk
    door.enter("ana", "ana's long word")
    answer = desk.accept_unknown_card("X-77", "passport")
    assert isinstance(answer, Declined)
    assert refused(answer) == [Blocked.PERMISSION_MISSING]
    assert desk.find("X-77").hits == ()
    assert desk.accept_unknown_card("P1") == main.patron("P1"), "a card that is known needs no accepting"
    door.enter("luis")
    assert desk.accept_unknown_card("X-77", "passport") == main.patron("X-77")


def test_who_may_not_manage_staff_is_told(main: Workstation, door: Entrance) -> None:
    door.enter("marta")
    for answer in (
        main.desk.add_member("nora", "Nora", []),
        main.desk.set_roles(LUIS, []),
        main.desk.edit_member(LUIS, "L", None, "", active=False),
    ):
        assert refused(answer) == [Blocked.PERMISSION_MISSING]


def test_a_closed_account_can_be_opened_again_with_the_same_roles(main: Workstation, door: Entrance) -> None:
    desk = main.desk
    assert refused(desk.edit_member(LUIS, "Luis Soto", None, "97000002", active=False)) == []
    assert not isinstance(door.enter("luis"), Entered)
    assert refused(desk.edit_member(LUIS, "Luis Soto", None, "97000002", active=True)) == []
    assert isinstance(door.enter("luis"), Entered)


def test_a_waiver_above_what_one_may_alone_takes_a_second_person_who_may_waive(place: Place, main: Workstation) -> None:
    reader = main.patron("P1")
    place.tell(
        the_set_up(replace(a_library(), waive_alone=500)), *the_staff(luis=reader), *a_member("ines", ("manager", ""))
    )
    give_secrets(place.database, place.now(), "main-1")
    sync(place, main)
    desk = main.desk
    desk.refresh()
    door = Entrance(desk, main.folder, lambda: place.link("main-1"), place.now, main.clock)
    door.hear()
    door.enter("marta")
    desk.charge(reader, 900, "a torn page", FeeKind.DAMAGE)
    fee = desk.panel(reader).fees[0].fee
    assert refused(desk.waive(reader, fee, "an old page")) == [Blocked.SECOND_PERSON]
    own = desk.known_as(door.try_("marta", PASSWORDS["marta"]))
    lacking = desk.known_as(door.try_("luis", PASSWORDS["luis"]))
    right = desk.known_as(door.try_("olga", PASSWORDS["olga"]))
    assert isinstance(own, Entered)
    assert isinstance(lacking, Entered)
    assert isinstance(right, Entered)
    assert refused(desk.waive(reader, fee, "an old page", second=own.staff)) == [Blocked.SECOND_PERSON]
    assert refused(desk.waive(reader, fee, "an old page", second=lacking.staff)) == [Blocked.SECOND_PERSON]
    assert refused(desk.waive(reader, fee, "an old page", second=right.staff)) == []
    assert desk.panel(reader).owed == 0
