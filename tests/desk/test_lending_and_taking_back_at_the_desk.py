"""Lending, renewing and taking back through a real desk: what is shown, what is recorded, where the book goes."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from deskapp.desk.answers import Lent, NextStop
from deskapp.desk.record import Changes, Staff
from deskapp.domain.outcome import Permission
from deskapp.domain.records import HoldState
from deskapp.domain.values import ItemState
from tests.desk.steps import ask, codes, kinds, lend, loans, page, panel, recorded, refused, take_back, title_of
from tests.desks import Place, Workstation, an_item, sync

# --- lending ----------------------------------------------------------------------------------------------


def test_a_lent_item_is_in_the_patrons_panel_at_once_and_after_central_agreed(place: Place, main: Workstation) -> None:
    lent = lend(main, "P1", "I1")
    assert (lent.barcode, lent.title, lent.patron_name) == ("I1", "Cien años de soledad", "Ana García Núñez")
    assert lent.due == datetime(2026, 12, 7, 22, 59, 59, tzinfo=UTC)
    for doubt in ("pending", ""):
        (row,) = panel(main, "P1").loans
        assert (row.barcode, row.due, row.overdue, row.accrued, row.doubt) == ("I1", lent.due, False, 0, doubt)
        assert page(main, "I1").state is ItemState.ON_LOAN
        assert page(main, "I1").borrower_name == "Ana García Núñez"
        sync(place, main)


def test_the_item_type_and_a_typed_date_make_the_due_date(main: Workstation) -> None:
    assert lend(main, "P1", "I3").due.date() == date(2026, 11, 30)
    assert lend(main, "P1", "I1", due=date(2026, 12, 24)).due == datetime(2026, 12, 24, 22, 59, 59, tzinfo=UTC)


def test_a_refusal_records_nothing_and_says_who_may_insist(main: Workstation) -> None:
    answer = main.desk.check_out(main.patron("P1"), main.item("I6"))
    assert refused(answer) == ["not_for_loan"]
    assert answer.overridable  # type: ignore[union-attr]
    assert kinds(main) == []
    main.recorder.staff = Staff("novice", frozenset({Permission.OVERRIDE_DEBT}))
    assert not main.desk.check_out(main.patron("P1"), main.item("I6")).overridable  # type: ignore[union-attr]
    assert refused(main.desk.check_out(main.patron("P1"), main.item("I6"), reason="please")) == ["not_for_loan"]
    assert kinds(main) == []


def test_an_override_is_recorded_with_what_was_overridden_and_why(main: Workstation) -> None:
    lend(main, "P1", "I6", reason="for the reading room")
    (entry,) = recorded(main)
    assert (entry.relied_on.overrides, entry.relied_on.reason) == (("not_for_loan",), "for the reading room")
    assert entry.staff == "maria"
    assert entry.relied_on.rev == main.overlay.known.rev > 0


def test_what_a_decision_relied_on_says_how_old_the_records_were(main: Workstation) -> None:
    main.clock.pass_(hours=3)
    lend(main, "P1", "I1")
    assert 3 * 3600 <= recorded(main)[0].relied_on.age_seconds <= 3 * 3600 + 2


def test_an_item_lent_to_another_is_taken_back_first_when_staff_insist(place: Place, main: Workstation) -> None:
    lend(main, "P1", "I1")
    assert refused(main.desk.check_out(main.patron("P2"), main.item("I1"))) == ["on_loan_to_other"]
    lend(main, "P2", "I1", reason="she gave it to him")
    for _ in range(2):
        assert (loans(main, "P1"), loans(main, "P2")) == ([], ["I1"])
        sync(place, main)
    assert codes(main) == []


def test_the_same_item_is_not_lent_twice_to_one_patron(main: Workstation) -> None:
    lend(main, "P1", "I1")
    assert refused(main.desk.check_out(main.patron("P1"), main.item("I1"))) == ["already_on_loan_to_patron"]


def test_a_block_stands_against_lending_until_it_is_lifted(main: Workstation) -> None:
    ana = main.patron("P1")
    main.desk.place_block(ana, "wet books")
    assert refused(main.desk.check_out(ana, main.item("I1"))) == ["patron_blocked"]
    (block,) = panel(main, "P1").manual_blocks
    assert block.note == "wet books"
    main.desk.lift_block(ana, block.block)
    assert panel(main, "P1").blocks == ()
    lend(main, "P1", "I1")


def test_finishing_a_visit_counts_what_was_lent_in_it(main: Workstation) -> None:
    for barcode in ("I1", "I3", "I4"):
        lend(main, "P1", barcode)
    main.desk.undo()
    lend(main, "P2", "I5")
    finished = main.desk.finish(main.patron("P1"))
    assert (finished.patron_name, finished.given_name) == ("Ana García Núñez", "Ana")
    assert (finished.card, finished.owed) == ("P1", 0)
    assert [one.barcode for one in finished.lent] == ["I1", "I3"]
    assert main.desk.finish(main.patron("P1")).lent == ()
    assert [one.barcode for one in main.desk.finish(main.patron("P2")).lent] == ["I5"]


def test_each_act_announces_whom_and_what_it_touched(main: Workstation) -> None:
    told: list[Changes] = []
    main.desk.changed.append(told.append)
    ana, first, title = main.patron("P1"), main.item("I1"), title_of(main, "I1")
    lend(main, "P1", "I1")
    take_back(main, "I1")
    ask(main, "P1", "I1")
    main.desk.place_block(ana, "x")
    assert [(ana in c.patrons, first in c.items, title in c.titles) for c in told] == [
        (True, True, True),
        (False, True, True),
        (True, False, True),
        (True, False, False),
    ]
    main.desk.check_out(ana, main.item("I6"))
    assert len(told) == 4, "a refusal changes nothing"


# --- renewing ---------------------------------------------------------------------------------------------------


def test_each_renewal_has_its_own_answer(main: Workstation) -> None:
    lend(main, "P1", "I1")
    main.clock.pass_(days=3)
    lend(main, "P1", "I4")
    renewed, same_day, not_lent = main.desk.renew([main.item(b) for b in ("I1", "I4", "I3")])
    assert isinstance(renewed, Lent)
    assert renewed.renewed
    assert refused(same_day) == ["renewal_not_later"]
    assert refused(not_lent) == ["not_on_loan"]
    assert {r.barcode: r.renewals for r in panel(main, "P1").loans} == {"I1": 1, "I4": 0}


def test_a_third_renewal_needs_a_reason(main: Workstation) -> None:
    lend(main, "P1", "I1")
    for _ in range(2):
        main.clock.pass_(days=3)
        assert isinstance(main.desk.renew_item(main.item("I1")), Lent)
    main.clock.pass_(days=3)
    assert refused(main.desk.renew_item(main.item("I1"))) == ["too_many_renewals"]
    assert isinstance(main.desk.renew_item(main.item("I1"), reason="ill"), Lent)


def test_a_requested_title_is_not_renewed(main: Workstation) -> None:
    lend(main, "P1", "I1")
    main.clock.pass_(days=3)
    ask(main, "P2", "I1")
    assert refused(main.desk.renew_item(main.item("I1"))) == ["requested_by_other"]


# --- taking back ---------------------------------------------------------------------------------------------------


def test_a_returned_item_goes_to_the_shelf_and_out_of_the_panel(place: Place, main: Workstation) -> None:
    lend(main, "P1", "I1")
    back = take_back(main, "I1")
    assert (back.next, back.to, back.was_on_loan, back.returned_by_name, back.late_fee) == (
        NextStop.SHELF,
        "Central",
        True,
        "Ana García Núñez",
        0,
    )
    for _ in range(2):
        assert loans(main, "P1") == []
        assert page(main, "I1").state is ItemState.AVAILABLE
        sync(place, main)


def test_the_second_check_in_repeats_the_first_answer_and_records_nothing(place: Place, main: Workstation) -> None:
    lend(main, "P1", "I1")
    first = take_back(main, "I1")
    before = kinds(main)
    for _ in range(2):
        again = take_back(main, "I1")
        assert (again.next, again.to, again.repeated) == (first.next, first.to, True)
        sync(place, main)
    assert kinds(main) == before
    assert not first.repeated


def test_the_second_check_in_traps_no_second_request(place: Place, main: Workstation) -> None:
    lend(main, "P1", "I1")
    ask(main, "P2", "I1")
    ask(main, "P3", "I1")
    first, before = take_back(main, "I1"), kinds(main)
    for _ in range(2):
        again = take_back(main, "I1")
        assert (again.next, again.kept_for_name, again.repeated) == (first.next, "Luis Pérez", True)
        assert [panel(main, card).holds[0].state for card in ("P2", "P3")] == [HoldState.ON_SHELF, HoldState.WAITING]
        sync(place, main)
    assert kinds(main) == before


def test_a_returned_copy_goes_to_the_hold_shelf_for_the_first_who_asked(place: Place, main: Workstation) -> None:
    lend(main, "P1", "I1")
    ask(main, "P3", "I1")
    main.clock.pass_(minutes=1)
    ask(main, "P2", "I1")
    back = take_back(main, "I1")
    assert (back.next, back.to, back.kept_for_name) == (NextStop.HOLD_SHELF, "Central", "Emma Wilson")
    assert back.kept_until is not None
    assert back.kept_until.date() == date(2026, 11, 30)
    for _ in range(2):
        (row,) = panel(main, "P3").holds
        assert (row.state, row.barcode, row.pickup, row.until) == (
            HoldState.ON_SHELF,
            "I1",
            "Central",
            back.kept_until,
        )
        assert page(main, "I1").kept_for_name == "Emma Wilson"
        sync(place, main)
    assert codes(main) == []


def test_a_copy_travels_to_its_pickup_branch_and_is_kept_there(
    place: Place, main: Workstation, east: Workstation
) -> None:
    lend(main, "P1", "I1")
    ask(main, "P2", "I1", pickup="EAST")
    back = take_back(main, "I1")
    assert (back.next, back.to) == (NextStop.TRANSIT_FOR_HOLD, "Este")
    assert take_back(main, "I1").repeated
    sync(place, main, east)
    arrived = take_back(east, "I1")
    assert (arrived.next, arrived.to, arrived.kept_for_name) == (NextStop.HOLD_SHELF, "Este", "Luis Pérez")
    sync(place, east, main)
    assert page(main, "I1").state is ItemState.HOLD_SHELF
    lend(east, "P2", "I1")
    sync(place, east, main)
    assert panel(main, "P2").holds == ()
    assert codes(main) == []


def test_an_item_of_another_branch_goes_home_and_arrives(place: Place, main: Workstation, east: Workstation) -> None:
    lend(main, "P1", "I1")
    sync(place, main, east)
    back = take_back(east, "I1")
    assert (back.next, back.to) == (NextStop.TRANSIT, "Central")
    sync(place, east, main)
    home = take_back(main, "I1")
    assert (home.next, home.to, home.repeated) == (NextStop.SHELF, "Central", False)


def test_borrowing_ones_own_requested_copy_fills_the_request(place: Place, main: Workstation) -> None:
    lend(main, "P1", "I1")
    ask(main, "P2", "I1")
    take_back(main, "I1")
    lend(main, "P2", "I1")
    for _ in range(2):
        assert panel(main, "P2").holds == ()
        assert loans(main, "P2") == ["I1"]
        sync(place, main)
    assert codes(main) == []


def test_a_copy_kept_for_a_request_that_another_copy_filled_is_lent_without_a_word(
    place: Place, main: Workstation
) -> None:
    ask(main, "P2", "I1")
    take_back(main, "I1")
    lend(main, "P2", "I2")
    lend(main, "P3", "I1")
    sync(place, main)
    assert codes(main) == []


def test_a_copy_kept_for_another_is_lent_only_with_a_reason_and_then_waits_again(
    place: Place, main: Workstation
) -> None:
    ask(main, "P2", "I1")
    take_back(main, "I1")
    assert refused(main.desk.check_out(main.patron("P3"), main.item("I1"))) == ["held_for_other"]
    lend(main, "P3", "I1", reason="he telephoned")
    for _ in range(2):
        assert panel(main, "P2").holds[0].state is HoldState.WAITING
        sync(place, main)
    assert codes(main) == []


def test_a_late_return_says_what_it_costs_and_the_patron_owes_it(place: Place, main: Workstation) -> None:
    lend(main, "P1", "I1")
    main.clock.pass_(days=17)
    assert panel(main, "P1").loans[0].overdue
    assert panel(main, "P1").loans[0].accrued == 30
    assert take_back(main, "I1").late_fee == 30
    for _ in range(2):
        shown = panel(main, "P1")
        assert (shown.owed, shown.currency) == (30, "EUR")
        assert [(f.kind, f.amount, f.left, f.note) for f in shown.fees] == [("overdue", 30, 30, "Cien años de soledad")]
        sync(place, main)


# --- requests ---------------------------------------------------------------------------------------------------------


def test_cancelling_frees_the_copy_and_the_next_check_in_gives_it_to_the_next(place: Place, main: Workstation) -> None:
    hold = ask(main, "P2", "I1")
    ask(main, "P3", "I1")
    take_back(main, "I1")
    main.desk.cancel_request(hold)
    for _ in range(2):
        assert page(main, "I1").state is ItemState.AVAILABLE
        assert panel(main, "P2").holds == ()
        sync(place, main)
    assert take_back(main, "I1").kept_for_name == "Emma Wilson"
    sync(place, main)
    assert codes(main) == []


def test_a_request_shows_its_position_and_those_on_the_shelf_come_first(main: Workstation) -> None:
    ask(main, "P1", "I4")
    ask(main, "P2", "I1")
    ask(main, "P1", "I1", item=main.item("I2"))
    take_back(main, "I2")  # P2 asked for any copy, and first
    assert panel(main, "P2").holds[0].barcode == "I2"
    waiting = panel(main, "P1").holds
    assert [(r.title, r.state, r.copy_wanted) for r in waiting] == [
        ("Middlemarch", HoldState.WAITING, False),
        ("Cien años de soledad", HoldState.WAITING, True),
    ]
    take_back(main, "I4")
    assert [r.state for r in panel(main, "P1").holds] == [HoldState.ON_SHELF, HoldState.WAITING]


def test_the_same_title_is_not_requested_twice(main: Workstation) -> None:
    ask(main, "P1", "I1")
    assert refused(main.desk.request(main.patron("P1"), title_of(main, "I1"), "MAIN")) == ["already_requested"]


# --- in a hurry ------------------------------------------------------------------------------------------------


def test_a_quickly_added_item_can_be_lent_and_is_marked_for_the_cataloguers(place: Place, main: Workstation) -> None:
    added = main.desk.quick_add("NEW-1", "Un libro sin ficha", "BOOK")
    lend(main, "P1", "NEW-1")
    for _ in range(2):
        shown = page(main, "NEW-1")
        assert (shown.id, shown.title, shown.to_be_catalogued, shown.home) == (
            added,
            "Un libro sin ficha",
            True,
            "Central",
        )
        assert [type(h).__name__ for h in main.desk.find("libro ficha").hits] == ["TitleHit"]
        sync(place, main)


def test_without_the_permission_nothing_is_added_edited_or_paid(main: Workstation) -> None:
    main.recorder.staff = Staff("novice", frozenset())
    ana = main.patron("P1")
    answers: list[Any] = [
        main.desk.quick_add("N", "T", "BOOK"),
        main.desk.edit(ana, panel(main, "P1").fields),
        main.desk.place_block(ana, "x"),
        main.desk.pay(ana, 100),
    ]
    assert [refused(a) for a in answers] == [["permission_missing"]] * 4
    assert kinds(main) == []


def test_the_items_page_tells_the_last_acts_latest_first(main: Workstation) -> None:
    lend(main, "P1", "I1")
    take_back(main, "I1")
    assert [a.kind for a in page(main, "I1").acts] == ["ItemCheckedIn", "ItemCheckedOut", "ItemCatalogued"]


@pytest.mark.parametrize("days", [1, 40])
def test_an_item_nobody_lent_is_simply_seen(main: Workstation, days: int) -> None:
    main.clock.at += timedelta(days=days)
    back = take_back(main, "I1")
    assert (back.next, back.was_on_loan, back.returned_by_name) == (NextStop.SHELF, False, "")


def test_homes_elsewhere_are_learned_from_central(place: Place, main: Workstation) -> None:
    place.tell(an_item(title_of(main, "I1"), "I9", home="PORT")[1])
    sync(place, main)
    assert (take_back(main, "I9").next, take_back(main, "I9").to) == (NextStop.TRANSIT, "Puerto")
