"""What staff recorded beyond their permissions: central keeps it, for it happened, and lists it with why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from deskapp.domain.events import (
    BlockLifted,
    BreakGlassUsed,
    CheckInBackdated,
    FeeCharged,
    FeeWaived,
    ItemCheckedOut,
    LibrarySetUp,
    RolesChanged,
    StaffEdited,
    StubMade,
)
from deskapp.domain.outcome import Done, Fact, fact
from deskapp.domain.permission import member_id
from deskapp.domain.records import Code, Discrepancy
from deskapp.domain.values import LIBRARY, BlockId, FeeId, FeeTerms, Line, LoanId, PatronId
from deskapp.store.codec import ReliedOn
from tests.desks import Place, Workstation, a_library, a_patron, a_place, new_id, sync
from tests.staff import SEALED, a_member, kept, the_staff

MISSING, OWN, LACKED = (("manage_staff", why) for why in ("missing", "own_account", "role_lacked"))
MARTA, LUIS = member_id("marta"), member_id("luis")


@pytest.fixture
def place(tmp_path: Path) -> Place:
    made = a_place(tmp_path)
    own, told = a_patron("M1", "Marta", "Vidal")
    made.own = own  # type: ignore[attr-defined]  # Marta's record as a reader
    made.tell(told, *the_staff(marta=own))
    return made


@pytest.fixture
def desk(place: Place) -> Iterator[Workstation]:
    one = place.workstation("desk-1")
    sync(place, one)
    yield one
    one.journal.close()


def record(place: Place, one: Workstation, staff: str, *facts: Fact, overrides: tuple[str, ...] = ()) -> None:
    """As a desk would that lets everybody do everything."""
    place.clock.pass_(minutes=1)
    one.journal.record(Done(facts, overrides), staff, "MAIN", ReliedOn())  # type: ignore[arg-type]
    sync(place, one)
    sync(place, one)


def listed(one: Workstation) -> list[tuple[str, str, str]]:
    one.desk.refresh()
    with one.overlay.reading():
        found: list[Discrepancy] = [d for d in one.overlay.discrepancies() if d.code is Code.BEYOND_PERMISSION]
    return sorted((dict(d.detail)["kind"], dict(d.detail)["permission"], dict(d.detail)["why"]) for d in found)


def waived(patron: PatronId, amount: int = 100, second: str = "") -> Fact:
    return fact(FeeWaived(patron, FeeId(new_id()), amount, "EUR", "x", second), (Line.ACCOUNT, patron))


def test_a_waiver_by_somebody_who_may_not_waive_is_listed_and_kept(place: Place, desk: Workstation) -> None:
    patron = desk.patron("P1")
    record(place, desk, "luis", waived(patron))
    assert listed(desk) == [("FeeWaived", "waive", "missing")]
    with desk.overlay.reading():
        assert len(desk.overlay.account(patron).payments) == 1
    record(place, desk, "marta", waived(patron))
    assert len(listed(desk)) == 1


def test_nobody_of_that_name_is_said(place: Place, desk: Workstation) -> None:
    record(place, desk, "mallory", waived(desk.patron("P1")))
    assert listed(desk) == [("FeeWaived", "waive", "unknown")]


def test_what_was_overridden_without_the_permission_is_listed(place: Place, desk: Workstation) -> None:
    patron, item = desk.patron("P1"), desk.item("I1")
    out = ItemCheckedOut(LoanId(new_id()), item, patron, place.clock.at, FeeTerms(), "MAIN")
    touches = ((Line.ITEM, item), (Line.PATRON, patron))
    record(place, desk, "luis", fact(out, *touches), overrides=("owes_too_much",))
    assert listed(desk) == [("ItemCheckedOut", "override_debt", "missing")]


def test_an_unknown_card_accepted_by_who_may_not_lend_is_listed(place: Place, desk: Workstation) -> None:
    place.tell(*a_member("nora", ("user_manager", "MAIN")))
    record(place, desk, "nora", a_stub("X-77"))
    assert listed(desk) == [("StubMade", "circulate", "missing")]
    record(place, desk, "luis", a_stub("X-78"))
    assert len(listed(desk)) == 1


def a_stub(card: str) -> Fact:
    id = PatronId(new_id())
    return fact(StubMade(id, Line.PATRON, card), (Line.PATRON, id))


def test_a_role_of_one_branch_allows_nothing_at_another(place: Place, desk: Workstation) -> None:
    patron = desk.patron("P1")
    place.clock.pass_(minutes=1)
    desk.journal.record(Done((waived(patron),)), "marta", "EAST", ReliedOn())
    sync(place, desk)
    sync(place, desk)
    assert listed(desk) == [("FeeWaived", "waive", "missing")]


def test_what_was_done_before_a_role_was_withdrawn_was_permitted_even_if_it_arrives_later(
    place: Place, desk: Workstation
) -> None:
    place.clock.pass_(minutes=5)
    desk.journal.record(Done((waived(desk.patron("P1")),)), "marta", "MAIN", ReliedOn())
    place.clock.pass_(minutes=5)
    place.tell(fact(RolesChanged(MARTA, (), (("manager", "MAIN"),)), (Line.STAFF, MARTA)), workstation="setup")
    sync(place, desk)
    sync(place, desk)
    assert listed(desk) == []
    record(place, desk, "marta", waived(desk.patron("P1")))
    assert listed(desk) == [("FeeWaived", "waive", "missing")]


def test_nobody_lets_themselves_or_their_household_off(place: Place, desk: Workstation) -> None:
    own: PatronId = place.own  # type: ignore[attr-defined]
    child, told = a_patron("C1", "Nico", "Vidal", guarantor="M1")
    place.tell(told)
    record(place, desk, "marta", waived(own), fact(BlockLifted(child, BlockId(new_id())), (Line.PATRON, child)))
    assert listed(desk) == [("BlockLifted", "edit_patron", "own_account"), ("FeeWaived", "waive", "own_account")]


def test_a_waiver_above_what_one_may_alone_needs_a_second_member_who_may_waive(place: Place, desk: Workstation) -> None:
    set_up = LibrarySetUp(replace(a_library(), waive_alone=500))
    place.tell(fact(set_up, (Line.LIBRARY, LIBRARY)))
    patron = desk.patron("P1")
    record(place, desk, "marta", waived(patron, 500), waived(patron, 501, "olga"))
    assert listed(desk) == []
    record(place, desk, "marta", waived(patron, 501), waived(patron, 502, "luis"), waived(patron, 503, "Marta"))
    assert listed(desk) == [("FeeWaived", "waive", "alone")] * 3


@pytest.mark.parametrize(
    ("staff", "body", "told"),
    [
        ("olga", RolesChanged(LUIS, (("operator", "MAIN"),)), []),
        ("olga", RolesChanged(member_id("olga"), (("manager", "MAIN"),)), [OWN]),
        ("olga", StaffEdited(member_id("olga"), "O", None, "B"), [OWN]),
        (
            "luis",
            RolesChanged(LUIS, (("manager", "MAIN"),)),
            [MISSING, OWN],
        ),
        (
            "marta",
            RolesChanged(LUIS, (("operator", "EAST"),)),
            [MISSING, LACKED],
        ),
        (
            "marta",
            StaffEdited(member_id("olga"), "Olga", None, "", active=False),
            [MISSING, LACKED],
        ),
    ],
    ids=[
        "given by whom may",
        "to oneself",
        "one's own record",
        "by whom may not, to oneself",
        "what one lacks",
        "closing an account that holds more",
    ],
)
def test_roles_are_given_by_whom_may_and_holds_them(
    place: Place, desk: Workstation, staff: str, body: Any, told: list[tuple[str, str]]
) -> None:
    record(place, desk, staff, fact(body, (Line.STAFF, body.member)))
    assert [(permission, why) for _, permission, why in listed(desk)] == told


def test_a_job_records_what_it_is_for_under_its_own_name(place: Place, desk: Workstation) -> None:
    job = place.workstation("desk-1/overnight", link=place.link("desk-1"))
    patron, item = desk.patron("P1"), desk.item("I1")
    charged = fact(FeeCharged(patron, FeeId(new_id()), 50, "EUR", ""), (Line.ACCOUNT, patron))
    record(place, job, "overnight", charged)
    assert listed(desk) == []
    backdated = CheckInBackdated(item, LoanId(new_id()), place.clock.at, place.clock.at)
    record(place, job, "overnight", fact(backdated, (Line.ITEM, item)))
    record(place, desk, "overnight", charged)  # the name alone is not the job
    assert listed(desk) == [("CheckInBackdated", "backdate", "missing"), ("FeeCharged", "take_money", "unknown")]
    job.journal.close()


def test_a_sealed_code_is_reported_and_lends_but_forgives_nothing(place: Place, desk: Workstation) -> None:
    from deskapp.central.staff_secrets import put_sealed_codes

    with place.database.write() as c:
        put_sealed_codes(c, "desk-1", [kept(SEALED)])
    patron = desk.patron("P1")
    record(place, desk, "break-glass/1", fact(BreakGlassUsed("desk-1", 1, "Luis", ""), (Line.LIBRARY, LIBRARY)))
    charged = fact(FeeCharged(patron, FeeId(new_id()), 50, "EUR", ""), (Line.ACCOUNT, patron))
    record(place, desk, "break-glass/1", charged, waived(patron))
    record(place, desk, "break-glass/2", charged)  # of which nothing was ever used
    assert listed(desk) == [("FeeCharged", "take_money", "unknown"), ("FeeWaived", "waive", "missing")]
    assert [d.code for d in desk.desk.discrepancies() if d.code is Code.BREAK_GLASS_USED] == [Code.BREAK_GLASS_USED]
    assert place.link("desk-1").ask("verifiers")["codes"] == []


def test_a_library_without_staff_lists_nothing(tmp_path: Path) -> None:
    place = a_place(tmp_path)
    one = place.workstation("desk-1")
    sync(place, one)
    record(place, one, "anybody", waived(one.patron("P1")))
    assert listed(one) == []
    one.journal.close()


def test_the_same_is_said_once_however_often_it_is_applied(place: Place, desk: Workstation) -> None:
    record(place, desk, "luis", waived(desk.patron("P1")))
    desk.session._outbox.send_all_again()
    sync(place, desk)
    assert len(listed(desk)) == 1
