"""The night's work goes over every loan once, however many there are and whatever this desk has not sent yet."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from deskapp.desk.answers import Lent
from deskapp.domain.policy import policy
from tests.desks import Place, Workstation, a_library, a_place, a_title, an_item, sync, the_set_up

BARCODES = [f"B{n}" for n in range(7)]


@pytest.fixture
def place(tmp_path: Path) -> Place:
    made = a_place(tmp_path)
    title, titled = a_title("Pedro Páramo")
    made.tell(titled, *(an_item(title, code)[1] for code in BARCODES))
    return made


@pytest.fixture
def one(place: Place) -> Workstation:
    made = place.workstation("desk-1")
    sync(place, made)
    return made


def lend(one: Workstation, *barcodes: str) -> None:
    for code in barcodes:
        assert isinstance(one.desk.check_out(one.patron("P1"), one.item(code), reason="a test"), Lent)


@pytest.mark.parametrize("at_once", [1, 2, 3, 1000])
def test_each_open_loan_is_met_once(place: Place, one: Workstation, at_once: int) -> None:
    lend(one, *BARCODES[:5])
    one.desk.check_in(one.item("B1"))
    sync(place, one)
    one.desk.refresh()
    lend(one, "B5", "B6")
    one.desk.check_in(one.item("B2"))
    one.desk.check_in(one.item("B5"))
    with one.overlay.reading():
        met = [loan.item for loan in one.overlay.open_loans(at_once)]
    assert sorted(met) == sorted(one.item(code) for code in ("B0", "B3", "B4", "B6"))


def test_what_is_long_overdue_is_lost_before_anything_is_renewed(place: Place, one: Workstation) -> None:
    """Whoever has lost more than the library allows is renewed nothing in the same night, whichever loan is older."""
    terms = policy(loan=10, renewals=5, automatic_renewal=True, overdue_lost_days=30, max_lost=0)
    place.tell(the_set_up(replace(a_library(), policies=(terms,))))
    sync(place, one)
    one.desk.refresh()
    later = (one.clock.now() + timedelta(days=45)).date()
    assert isinstance(one.desk.check_out(one.patron("P1"), one.item("B0"), later, "a test"), Lent)
    lend(one, "B1")
    assert isinstance(one.desk.check_out(one.patron("P2"), one.item("B2"), later, "a test"), Lent)
    sync(place, one)
    one.desk.refresh()
    one.clock.pass_(days=45)
    night = one.desk.overnight()
    assert (night.lost, night.renewed) == (1, 1), "that of the other patron"


def test_a_night_in_parts_does_what_a_night_at_once_does(place: Place, one: Workstation) -> None:
    terms = policy(loan=10, renewals=5, automatic_renewal=True)
    place.tell(the_set_up(replace(a_library(), policies=(terms,))))
    sync(place, one)
    one.desk.refresh()
    lend(one, *BARCODES[:5])
    sync(place, one)
    one.clock.pass_(days=10)
    done = []
    while (part := one.desk.overnight(2)).acts:
        done.append(part.renewed)
        sync(place, one)
        one.desk.refresh()
    assert done == [2, 2, 1]
