"""The desk explains what it shows: due dates, fees, suspensions, blocks, places in a queue. Nothing is recorded."""

from dataclasses import replace
from pathlib import Path

import pytest

from deskapp.desk.desk import NotFound
from deskapp.domain.policy import policy
from deskapp.domain.values import BlockKind, FeeId
from tests.desks import Place, Workstation, a_library, a_place, new_id, sync, the_set_up


def a_workstation(folder: Path) -> tuple[Place, Workstation]:
    place = a_place(folder)
    rules = (policy(suspension_days=2, fee_per_day=10, replacement=2000, processing=500),)
    place.tell(the_set_up(replace(a_library(), policies=rules)))
    one = place.workstation("desk-1")
    sync(place, one)
    return place, one


def test_a_due_date_is_explained_while_the_item_is_out(tmp_path: Path) -> None:
    _, one = a_workstation(tmp_path)
    item = one.item("I4")
    assert one.desk.explain_due(item) is None
    one.desk.check_out(one.patron("P1"), item)
    told = one.desk.explain_due(item)
    assert told is not None
    assert told.result.startswith("2026-12-07")
    assert "Middlemarch (I4)" in one.desk.names_in(told).values() or not one.desk.names_in(told)


def test_fees_suspensions_and_blocks_of_a_late_return_are_explained(tmp_path: Path) -> None:
    place, one = a_workstation(tmp_path)
    patron, item = one.patron("P1"), one.item("I4")
    one.desk.check_out(patron, item)
    place.clock.pass_(days=19)
    row = one.desk.panel(patron).loans[0]
    assert one.desk.explain_cost(row.loan, patron).result == str(row.accrued)
    one.desk.check_in(item)
    panel = one.desk.panel(patron)
    (fee,) = panel.fees
    assert one.desk.explain_fee(fee.fee, patron).result == str(fee.amount)
    (suspended,) = panel.suspensions
    assert one.desk.explain_suspension(patron).result == suspended.last.isoformat()
    (block,) = panel.blocks
    assert one.desk.explain_block(patron, block).result == "suspended"


def test_a_fee_charged_by_hand_is_explained_and_an_unknown_one_is_not(tmp_path: Path) -> None:
    _, one = a_workstation(tmp_path)
    patron = one.patron("P1")
    one.desk.charge(patron, 150, "a new bag")
    (fee,) = one.desk.panel(patron).fees
    assert one.desk.explain_fee(fee.fee, patron).result == "150"
    with pytest.raises(NotFound):
        one.desk.explain_fee(FeeId(new_id()), patron)


def test_a_block_that_staff_placed_says_who_lifts_it(tmp_path: Path) -> None:
    _, one = a_workstation(tmp_path)
    patron = one.patron("P1")
    one.desk.place_block(patron, "wet books", kind=BlockKind.BARRED)
    (placed,) = one.desk.panel(patron).manual_blocks
    told = one.desk.explain_placed_block(patron, placed.block)
    assert told.result == "patron_barred"
    assert "override" in {line.code for line in told.lines}


def test_a_place_in_the_queue_is_explained(tmp_path: Path) -> None:
    _, one = a_workstation(tmp_path)
    title = one.desk.item_page(one.item("I4")).title_id
    assert title is not None
    for card in ("P1", "P2"):
        one.desk.request(one.patron(card), title, "MAIN")
    (hold,) = one.desk.panel(one.patron("P2")).holds
    assert one.desk.explain_position(hold.hold).result == "2"


def test_what_losing_an_item_costs_is_known_before(tmp_path: Path) -> None:
    _, one = a_workstation(tmp_path)
    item = one.item("I4")
    assert one.desk.cost_of_loss(item) is None
    one.desk.check_out(one.patron("P1"), item)
    bill = one.desk.cost_of_loss(item)
    assert bill is not None
    assert (bill.replacement, bill.processing) == (2000, 500)
