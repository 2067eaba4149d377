"""Who looked at a patron's record is noted: once, and as nothing that staff did."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from deskapp.central.audit import Trace, traces
from deskapp.desk.record import Staff
from tests.desks import Place, Workstation, a_place, sync


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return a_place(tmp_path)


@pytest.fixture
def one(place: Place) -> Workstation:
    made = place.workstation("desk-1")
    sync(place, made)
    return made


def looks(place: Place, one: Workstation, card: str = "P1") -> list[tuple[str, str, str]]:
    with place.database.read() as c:
        found: list[Trace] = traces(c, one.patron(card))
    return [(t.staff, t.workstation, t.facts["what"]) for t in found if t.kind == "PatronViewed"]


def test_a_look_is_found_at_central_with_who_and_where(place: Place, one: Workstation) -> None:
    one.desk.saw(one.patron("P1"), "panel")
    one.desk.saw(one.patron("P2"), "full")
    sync(place, one)
    assert looks(place, one) == [("maria", "desk-1", "panel")]
    assert looks(place, one, "P2") == [("maria", "desk-1", "full")]


def test_looking_again_within_ten_minutes_is_the_same_look(place: Place, one: Workstation) -> None:
    ana = one.patron("P1")
    for minutes in (0, 5, 4):
        one.clock.pass_(minutes=minutes)
        one.desk.saw(ana, "panel")
    sync(place, one)
    assert looks(place, one) == [("maria", "desk-1", "panel")]
    one.clock.pass_(minutes=2)
    one.desk.saw(ana, "panel")
    sync(place, one)
    assert len(looks(place, one)) == 2


def test_somebody_else_at_the_same_desk_is_noted_for_themselves(place: Place, one: Workstation) -> None:
    ana = one.patron("P1")
    one.desk.saw(ana, "panel")
    one.recorder.staff = replace(one.recorder.staff, name="luis")
    assert isinstance(one.recorder.staff, Staff)
    one.desk.saw(ana, "panel")
    one.desk.saw(ana, "full")
    sync(place, one)
    assert looks(place, one) == [("maria", "desk-1", "panel"), ("luis", "desk-1", "panel"), ("luis", "desk-1", "full")]


def test_a_look_is_not_counted_listed_undone_or_shown_as_doubtful(place: Place, one: Workstation) -> None:
    ana, heard = one.patron("P1"), []
    one.desk.changed.append(heard.append)
    one.desk.saw(ana, "panel")
    assert (one.desk.status().pending, one.desk.pending(10), one.desk.undo_offer(), heard) == (0, (), None, [])
    assert one.desk.panel(ana).doubt == ""
    assert len(one.recorder.pending()) == 1, "it travels all the same"


def test_behind_many_looks_what_staff_did_is_still_listed(place: Place, one: Workstation) -> None:
    for _ in range(30):
        one.clock.pass_(minutes=11)
        one.desk.saw(one.patron("P1"), "panel")
    one.desk.check_out(one.patron("P1"), one.item("I1"))
    assert [row.kind for row in one.desk.pending(3)] == ["ItemCheckedOut"]
    offer = one.desk.undo_offer()
    assert offer is not None
    assert offer.kind == "ItemCheckedOut"


def test_a_look_changes_no_record_at_central_nor_anywhere_else(place: Place, one: Workstation) -> None:
    before = one.writer.bodies()
    one.desk.saw(one.patron("P1"), "panel")
    sync(place, one)
    assert one.writer.bodies() == before


def test_a_look_at_a_full_disk_spends_no_reserve(one: Workstation, monkeypatch: pytest.MonkeyPatch) -> None:
    from deskapp.store.cipher import FileProblem

    ballast = one.folder / "ballast"
    ballast.write_bytes(b"x")

    def full(*_: object) -> None:
        raise FileProblem("full", one.journal.path)

    monkeypatch.setattr(one.journal, "record", full)
    one.desk.saw(one.patron("P1"), "panel")
    assert ballast.exists()
