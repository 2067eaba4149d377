"""Undo at the desk: each act, what came after it elsewhere, and money, which stays."""

from dataclasses import replace
from datetime import date

import pytest

from deskapp.desk.answers import Recorded
from deskapp.desk.record import Staff
from deskapp.domain.records import HoldState
from deskapp.domain.values import BlockKind, ItemState
from tests.desk.steps import ask, codes, kinds, lend, loans, page, panel, refused, take_back
from tests.desks import Place, Workstation, sync


def undo(one: Workstation) -> None:
    answer = one.desk.undo()
    assert isinstance(answer, Recorded), answer


def test_undo_names_the_act_before_it_is_done(main: Workstation) -> None:
    assert main.desk.undo_offer() is None
    assert refused(main.desk.undo()) == ["nothing_to_undo"]
    lend(main, "P1", "I1")
    offer = main.desk.undo_offer()
    assert offer is not None
    assert (offer.kind, offer.title, offer.patron_name) == (
        "ItemCheckedOut",
        "Cien años de soledad",
        "Ana García Núñez",
    )


def test_an_undone_lending_is_gone_here_and_at_central(place: Place, main: Workstation, east: Workstation) -> None:
    lend(main, "P1", "I1")
    undo(main)
    sync(place, main, east)
    for one in (main, east):
        assert loans(one, "P1") == []
        assert page(one, "I1").state is ItemState.AVAILABLE
    assert codes(main) == []
    assert kinds(main) == ["ItemCheckedOut", "CheckOutUndone"], "a further event, nothing is erased"


def test_an_undone_return_is_on_loan_until_the_same_day_and_costs_nothing(place: Place, main: Workstation) -> None:
    due = lend(main, "P1", "I1").due
    main.clock.pass_(days=20)
    assert take_back(main, "I1").late_fee > 0
    undo(main)
    for _ in range(2):
        (row,) = panel(main, "P1").loans
        assert (row.barcode, row.due, panel(main, "P1").fees) == ("I1", due, ())
        sync(place, main)


def test_an_undone_renewal_is_due_on_the_old_day(place: Place, main: Workstation) -> None:
    due = lend(main, "P1", "I1").due
    main.clock.pass_(days=5)
    main.desk.renew_item(main.item("I1"))
    undo(main)
    for _ in range(2):
        (row,) = panel(main, "P1").loans
        assert (row.due, row.renewals) == (due, 0)
        sync(place, main)


def test_an_undone_return_that_trapped_a_request_lets_it_wait_again(place: Place, main: Workstation) -> None:
    lend(main, "P1", "I1")
    ask(main, "P2", "I1")
    take_back(main, "I1")
    undo(main)
    for _ in range(2):
        assert loans(main, "P1") == ["I1"]
        (row,) = panel(main, "P2").holds
        assert (row.state, row.barcode, row.until) == (HoldState.WAITING, "", None)
        assert page(main, "I1").kept_for is None
        sync(place, main)
    assert codes(main) == []
    assert take_back(main, "I1").kept_for_name == "Luis Pérez"


def test_an_undone_arrival_travels_on(place: Place, main: Workstation, east: Workstation) -> None:
    ask(main, "P2", "I1", pickup="EAST")
    take_back(main, "I1")
    sync(place, main, east)
    take_back(east, "I1")
    undo(east)
    for _ in range(2):
        shown = page(east, "I1")
        assert (shown.state, shown.to, shown.kept_for_name) == (ItemState.IN_TRANSIT, "Este", "Luis Pérez")
        assert panel(east, "P2").holds[0].state is HoldState.IN_TRANSIT
        sync(place, east)
    assert codes(east) == []


def test_an_undone_lending_from_the_hold_shelf_lies_there_until_the_same_day(place: Place, main: Workstation) -> None:
    ask(main, "P2", "I1")
    take_back(main, "I1")
    before = panel(main, "P2").holds
    lend(main, "P2", "I1")
    undo(main)
    sync(place, main)
    assert panel(main, "P2").holds == tuple(replace(row, doubt=type(row.doubt).NONE) for row in before)
    assert page(main, "I1").kept_for_name == "Luis Pérez"


def test_an_undone_lending_of_anothers_copy_keeps_it_for_them_again(place: Place, main: Workstation) -> None:
    ask(main, "P2", "I1")
    take_back(main, "I1")
    lend(main, "P3", "I1", reason="mistake")
    undo(main)
    for _ in range(2):
        assert page(main, "I1").state is ItemState.HOLD_SHELF
        assert [(r.state, r.barcode) for r in panel(main, "P2").holds] == [(HoldState.ON_SHELF, "I1")]
        sync(place, main)


def test_an_undone_lending_over_anothers_loan_gives_it_back_to_them(place: Place, main: Workstation) -> None:
    lend(main, "P1", "I1")
    lend(main, "P2", "I1", reason="mistake")
    undo(main)
    for _ in range(2):
        assert (loans(main, "P1"), loans(main, "P2")) == (["I1"], [])
        sync(place, main)
    assert codes(main) == []


def test_an_undone_request_is_gone_and_an_undone_cancelling_is_back(place: Place, main: Workstation) -> None:
    hold = ask(main, "P2", "I1")
    undo(main)
    assert panel(main, "P2").holds == ()
    hold = ask(main, "P2", "I1")
    main.desk.cancel_request(hold)
    undo(main)
    sync(place, main)
    assert [r.state for r in panel(main, "P2").holds] == [HoldState.WAITING]


def test_an_undone_cancelling_has_its_copy_on_the_hold_shelf_again(place: Place, main: Workstation) -> None:
    hold = ask(main, "P2", "I1")
    take_back(main, "I1")
    before = panel(main, "P2").holds[0]
    main.desk.cancel_request(hold)
    undo(main)
    for _ in range(2):
        row = panel(main, "P2").holds[0]
        assert (row.state, row.barcode, row.until) == (HoldState.ON_SHELF, "I1", before.until)
        assert page(main, "I1").state is ItemState.HOLD_SHELF
        sync(place, main)
    assert codes(main) == []


def test_an_undone_cancelling_of_a_travelling_copy_has_it_for_the_patron_again(place: Place, main: Workstation) -> None:
    hold = ask(main, "P2", "I1", pickup="EAST")
    take_back(main, "I1")
    main.desk.cancel_request(hold)
    undo(main)
    sync(place, main)
    assert page(main, "I1").kept_for_name == "Luis Pérez"


def test_an_undone_edit_leaves_the_patron_as_before(place: Place, main: Workstation) -> None:
    before = panel(main, "P1").fields
    main.desk.edit(main.patron("P1"), replace(before, notes=("moved",)))
    undo(main)
    sync(place, main)
    assert panel(main, "P1").fields == before
    assert codes(main) == []


def test_an_undone_block_stands_against_nothing(place: Place, main: Workstation) -> None:
    main.desk.place_block(main.patron("P1"), "wet books")
    undo(main)
    sync(place, main)
    assert panel(main, "P1").blocks == ()


def test_two_acts_on_one_patron_are_undone_one_after_the_other(main: Workstation) -> None:
    """What came after the first act is only the second and its undoing, both of this desk."""
    before = panel(main, "P1").fields
    main.desk.edit(main.patron("P1"), replace(before, notes=("moved",)))
    main.desk.place_block(main.patron("P1"), "wet books")
    undo(main)
    undo(main)
    assert panel(main, "P1").fields == before


def test_two_acts_on_one_item_are_undone_one_after_the_other(place: Place, main: Workstation) -> None:
    lend(main, "P1", "I1")
    take_back(main, "I1")
    undo(main)
    undo(main)
    for _ in range(2):
        assert loans(main, "P1") == []
        assert page(main, "I1").state is ItemState.AVAILABLE
        sync(place, main)
    assert codes(main) == []


def test_acts_are_undone_one_after_the_other_latest_first(main: Workstation) -> None:
    lend(main, "P1", "I1")
    lend(main, "P1", "I3")
    lend(main, "P1", "I4")
    for left in (["I1", "I3"], ["I1"], []):
        undo(main)
        assert sorted(loans(main, "P1")) == left
    assert main.desk.undo_offer() is None


# --- what came after --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("act", ["check_out", "check_in", "renew"])
def test_undo_says_what_another_desk_did_since_and_changes_nothing(
    place: Place, main: Workstation, east: Workstation, act: str
) -> None:
    lend(main, "P1", "I1")
    if act == "check_in":
        take_back(main, "I1")
    if act == "renew":
        main.clock.pass_(days=5)
        main.desk.renew_item(main.item("I1"))
    sync(place, main, east)
    take_back(east, "I1")
    sync(place, east, main)
    before, state = kinds(main), page(main, "I1")
    answer = main.desk.undo()
    assert refused(answer) == ["something_came_after"]
    assert dict(answer.blocks[0].facts)["desk"] == "EAST"  # type: ignore[union-attr]
    assert (kinds(main), page(main, "I1")) == (before, state)


def test_an_undo_apart_from_what_came_after_is_listed_and_the_book_is_where_it_is(
    place: Place, main: Workstation, east: Workstation
) -> None:
    lend(main, "P1", "I1")
    sync(place, main, east)
    take_back(east, "I1")
    undo(main)
    sync(place, east, main)
    sync(place, east, main)
    for one in (main, east):
        assert codes(one) == ["undone_too_late"]
        assert page(one, "I1").state is ItemState.IN_TRANSIT
        assert loans(one, "P1") == []


def test_a_request_that_another_desk_served_is_not_undone(place: Place, main: Workstation, east: Workstation) -> None:
    ask(main, "P2", "I1", pickup="EAST")
    sync(place, main, east)
    take_back(east, "I1")
    sync(place, east, main)
    assert panel(main, "P2").holds[0].state is HoldState.ON_SHELF
    assert refused(main.desk.undo()) == ["something_came_after"]
    sync(place, main)
    assert codes(main) == []


def test_an_edit_that_another_desk_followed_with_its_own_is_not_undone(
    place: Place, main: Workstation, east: Workstation
) -> None:
    for one, note in ((main, "first"), (east, "second")):
        sync(place, one)
        one.desk.edit(one.patron("P1"), replace(panel(one, "P1").fields, notes=(note,)))
        sync(place, one)
    sync(place, main)
    assert refused(main.desk.undo()) == ["something_came_after"]
    assert panel(main, "P1").fields.notes == ("second",)


def test_a_trapped_request_that_its_patron_cancelled_elsewhere_stays_cancelled(
    place: Place, main: Workstation, east: Workstation
) -> None:
    lend(main, "P1", "I1")
    hold = ask(main, "P2", "I1")
    sync(place, main, east)
    take_back(main, "I1")
    east.desk.cancel_request(hold)
    sync(place, main, east)
    sync(place, main, east)
    assert codes(main) == ["cancelled_while_on_shelf"]
    main.desk.undo()
    sync(place, main)
    assert panel(main, "P2").holds == ()


def test_nobody_takes_back_what_a_colleague_did_at_the_same_desk(main: Workstation) -> None:
    lend(main, "P1", "I1")
    main.recorder.staff = Staff("luis")
    assert main.desk.undo_offer() is None
    assert refused(main.desk.undo()) == ["nothing_to_undo"]
    assert loans(main, "P1") == ["I1"]


# --- money --------------------------------------------------------------------------------------------------------


def owing(one: Workstation) -> None:
    lend(one, "P1", "I1")
    one.clock.pass_(days=20)
    take_back(one, "I1")


def test_undo_never_touches_money(place: Place, main: Workstation) -> None:
    owing(main)
    owed = panel(main, "P1").owed
    main.desk.pay(main.patron("P1"), owed)
    assert refused(main.desk.undo()) == ["money_is_voided"]
    (payment,) = panel(main, "P1").payments
    main.desk.void_payment(main.patron("P1"), payment.payment, "wrong patron")
    assert refused(main.desk.undo()) == ["money_is_voided"]
    sync(place, main)
    assert panel(main, "P1").owed == owed


def test_money_paid_for_a_return_that_was_undone_becomes_credit(
    place: Place, main: Workstation, east: Workstation
) -> None:
    owing(main)
    owed = panel(main, "P1").owed
    sync(place, main, east)
    east.desk.pay(east.patron("P1"), owed)
    undo(main)
    sync(place, main, east)
    sync(place, main, east)
    for one in (main, east):
        assert panel(one, "P1").owed == -owed


def test_what_cannot_be_undone_says_so(main: Workstation) -> None:
    main.desk.take_inventory("I1")  # it was seen, and stays seen
    assert refused(main.desk.undo()) == ["nothing_to_undo"]
    assert page(main, "I1").seen is not None


def test_a_block_that_was_lifted_by_mistake_stands_again_as_it_was(main: Workstation) -> None:
    ana = main.patron("P1")
    main.desk.place_block(ana, "wet books", date(2027, 1, 31), BlockKind.BARRED, ("check_out",))
    before = panel(main, "P1").manual_blocks
    main.desk.lift_block(ana, before[0].block)
    assert panel(main, "P1").manual_blocks == ()
    assert isinstance(main.desk.undo(), Recorded)
    (again,) = panel(main, "P1").manual_blocks
    assert replace(again, since=before[0].since) == before[0]


def test_a_waiver_and_a_credit_are_undone_but_not_what_changed_hands(main: Workstation) -> None:
    ana = main.patron("P1")
    main.desk.charge(ana, 300, "a torn page")
    main.desk.waive(ana, panel(main, "P1").fees[0].fee, "kindness")
    assert panel(main, "P1").owed == 0
    assert isinstance(main.desk.undo(), Recorded)
    assert panel(main, "P1").owed == 300
    main.desk.credit(ana, 100, "broken copier")
    assert isinstance(main.desk.undo(), Recorded)
    assert panel(main, "P1").owed == 300
    main.desk.pay(ana, 300)
    assert refused(main.desk.undo()) == ["money_is_voided"]
