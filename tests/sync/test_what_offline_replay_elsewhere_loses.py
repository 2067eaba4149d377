"""The nine defects of offline replay known from other systems, each as a test that passes here.

Other systems record blind pairs of barcodes and replay them later; here a desk that is cut off decides by the same
rules, and what it did is an event that nobody drops.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from deskapp.central.local import LocalCentral
from deskapp.desk.answers import CheckedIn, NextStop
from deskapp.domain.records import Code, Loan, LoanEnd
from deskapp.domain.values import ItemState
from deskapp.store.codec import encode
from deskapp.store.journal import Journal
from tests.desk.steps import ask, lend, loans, page, panel, take_back
from tests.desks import KEY, FakeClock, Place, Workstation, a_place, new_id, sync


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return a_place(tmp_path)


@pytest.fixture
def pair(place: Place) -> tuple[Workstation, Workstation]:
    """A desk that is in touch, and one that is about to be cut off; both know the library."""
    near, far = place.workstation("near"), place.workstation("far", branch="EAST")
    sync(place, near, far)
    return near, far


def all_loans(one: Workstation, barcode: str) -> list[Loan]:
    rows = [msgspec.json.decode(b, type=Loan) for (kind, _), b in one.writer.bodies().items() if kind == "loan"]
    return sorted((x for x in rows if x.item == one.item(barcode)), key=lambda x: x.out)


def discrepancies(one: Workstation) -> list[Code]:
    return [d.code for d in one.desk.discrepancies()]


def test_1_an_older_loan_that_arrives_after_a_newer_one_is_recorded_to_the_minute(
    place: Place, pair: tuple[Workstation, Workstation]
) -> None:
    """Elsewhere: the same item, newer loan to somebody else: nothing done, nothing reported; days compared."""
    near, far = pair
    lend(far, "P1", "I1")  # cut off, in the morning
    place.clock.pass_(hours=1)
    lend(near, "P2", "I1")  # the same day: the book is here, so it came back somehow
    sync(place, near)
    sync(place, far, near)
    first, second = all_loans(near, "I1")
    assert (first.end, second.end) == (LoanEnd.SUPERSEDED, None)
    assert first.patron == near.patron("P1")
    assert first.closed == second.out
    assert loans(near, "P2") == ["I1"]
    assert discrepancies(near) == [Code.LENT_WHILE_ON_LOAN]


def test_2_what_names_an_unknown_item_or_an_unknown_patron_does_not_vanish(
    place: Place, pair: tuple[Workstation, Workstation]
) -> None:
    """Elsewhere: the row is deleted whatever became of it, and payments had no handler."""
    near, far = pair
    stranger = far.desk.accept_unknown_card("X-77", "passport")
    far.desk.check_out_unknown(stranger, "never-seen")
    far.desk.check_in_unknown("never-seen-either")
    near.desk.charge(near.patron("P1"), 500, "a card")
    sync(place, near, far)
    far.desk.pay(far.patron("P1"), 200)
    sync(place, far, near)
    known = near.patron("X-77")
    assert [row.barcode for row in near.desk.panel(known).loans] == ["never-seen"]
    assert near.desk.panel(known).document == "passport"
    assert page(near, "never-seen-either").state is ItemState.AVAILABLE
    assert panel(near, "P1").owed == 300


def test_3_a_return_while_cut_off_is_a_whole_check_in(place: Place, pair: tuple[Workstation, Workstation]) -> None:
    """Elsewhere: the loan is marked returned; no request is filled, nothing is sent home."""
    near, far = pair
    lend(near, "P1", "I1")
    lend(near, "P1", "I3")
    ask(near, "P2", "I1", pickup="EAST")
    sync(place, near, far)
    kept, home = take_back(far, "I1"), take_back(far, "I3")  # cut off
    assert isinstance(kept, CheckedIn)
    assert (kept.next, kept.kept_for) == (NextStop.HOLD_SHELF, far.patron("P2"))
    assert home.next is NextStop.TRANSIT
    sync(place, far, near)
    assert panel(near, "P2").holds[0].state == "on_shelf"
    assert page(near, "I3").state is ItemState.IN_TRANSIT


def test_3_lending_to_another_does_not_silently_end_a_loan(place: Place, pair: tuple[Workstation, Workstation]) -> None:
    """Elsewhere: an issue to a new patron silently closes the other patron's loan."""
    near, far = pair
    lend(near, "P1", "I1")
    sync(place, near)
    place.clock.pass_(hours=1)
    lend(far, "P2", "I1")  # cut off, and unaware
    sync(place, far, near)
    assert discrepancies(near) == [Code.LENT_WHILE_ON_LOAN]
    found = near.desk.discrepancies()[0]
    assert (found.patron, found.other_patron) == (near.patron("P2"), near.patron("P1"))


def test_4_an_act_of_an_unknown_kind_is_kept_passed_on_and_named(
    place: Place, pair: tuple[Workstation, Workstation]
) -> None:
    """Elsewhere: an unknown command goes to the server's log alone."""
    near, far = pair
    lend(far, "P1", "I1")
    newer = [msgspec.structs.replace(e, kind="ItemLevitated") for e in far.journal.pending({})]
    link = LocalCentral(place.database, "far", place.now)
    link.push(far.session._reading(), [encode(e).decode() for e in newer])
    place.apply()
    sync(place, near)
    assert page(near, "I1").needs_newer


def test_5_a_clock_that_is_an_hour_off_does_not_change_the_order(tmp_path: Path) -> None:
    """Elsewhere: the skew is always sent as nothing, and the server sorts by the workstation's clock."""
    true = FakeClock()
    place = a_place(tmp_path, true)
    fast = FakeClock(true.at, skew=timedelta(hours=1))
    near, far = place.workstation("near"), place.workstation("far", clock=fast)
    sync(place, near, far)
    lend(far, "P1", "I1")  # an hour ahead, by its own clock
    for clock in (true, fast):
        clock.pass_(minutes=10)
    take_back(near, "I1")  # it has not heard of the loan
    sync(place, near)
    sync(place, far, near)
    assert [x.end for x in all_loans(near, "I1")] == [LoanEnd.RETURNED]
    assert page(near, "I1").state is ItemState.AVAILABLE


def test_6_a_scan_survives_the_death_of_the_program(place: Place, pair: tuple[Workstation, Workstation]) -> None:
    """Elsewhere: scans lie in the page's memory until somebody saves."""
    _, far = pair
    lend(far, "P1", "I1")
    again = Journal(far.folder / "journal.db", KEY, "far", place.clock, new_id)  # what a new program would find
    assert [e.kind for e in again.pending({})] == ["ItemCheckedOut"]
    again.close()


def test_7_the_same_upload_twice_counts_once_and_the_same_scan_later_counts_again(
    place: Place, pair: tuple[Workstation, Workstation]
) -> None:
    """Elsewhere: no key for each row; duplicates are guessed by the barcode on the page."""
    near, far = pair
    lend(far, "P1", "I1")
    take_back(far, "I1")
    place.clock.pass_(minutes=5)
    lend(far, "P1", "I1")
    pending = [encode(e).decode() for e in far.journal.pending({})]
    link = LocalCentral(place.database, "far", place.now)
    for _ in range(2):
        link.push(far.session._reading(), pending)
        place.apply()
    sync(place, far, near)
    assert [x.end for x in all_loans(near, "I1")] == [LoanEnd.RETURNED, None]


def test_8_the_age_of_what_the_desk_went_by_is_in_sight_and_kept_with_the_act(
    place: Place, pair: tuple[Workstation, Workstation]
) -> None:
    """Elsewhere: the age of the block list is at best a date in a pop-up."""
    _, far = pair
    heard = far.desk.status().data_at
    place.clock.pass_(hours=3)
    assert far.desk.status().data_at == heard
    assert far.desk.cut_off
    lend(far, "P1", "I1")
    (entry,) = far.journal.pending({})
    assert 3 * 3600 <= entry.relied_on.age_seconds < 3 * 3600 + 60


def test_9_an_act_is_whoever_acted_and_not_whoever_sent_it(place: Place, pair: tuple[Workstation, Workstation]) -> None:
    """Elsewhere: the upload runs under the account of the one who uploads."""
    near, far = pair
    lend(far, "P1", "I1")
    sync(place, far, near)
    assert [(a.kind, a.staff, a.desk) for a in page(near, "I1").acts][:1] == [("ItemCheckedOut", "maria", "EAST")]
