"""Two patrons registered apart with one card are a discrepancy, not a crash; so are two items with one barcode."""

from __future__ import annotations

from pathlib import Path

from deskapp.desk.answers import PatronHit
from deskapp.domain.records import Code
from tests.desks import a_patron, a_place, a_title, an_item, sync


def test_two_patrons_with_one_card_are_listed_once_and_a_scan_asks_which(tmp_path: Path) -> None:
    place = a_place(tmp_path)
    one = place.workstation("desk-1")
    place.tell(a_patron("P9", "Eva", "Ruiz")[1], workstation="east")
    place.tell(a_patron("P9", "Iris", "Soto")[1], workstation="west")
    sync(place, one)
    (listed,) = one.desk.discrepancies()
    assert listed.code is Code.CODE_SHARED
    assert {listed.patron_name, listed.other_patron_name} == {"Eva Ruiz", "Iris Soto"}
    assert dict(listed.detail) == {"number": "P9"}
    assert sorted(h.name for h in one.desk.find("P9").hits if isinstance(h, PatronHit)) == ["Eva Ruiz", "Iris Soto"]
    place.tell(a_patron("P10")[1])
    sync(place, one)
    assert len(one.desk.discrepancies()) == 1


def test_two_items_with_one_barcode_are_listed(tmp_path: Path) -> None:
    place = a_place(tmp_path)
    one = place.workstation("desk-1")
    title, told = a_title("Rayuela")
    place.tell(told, an_item(title, "I1")[1])
    sync(place, one)
    assert [d.code for d in one.desk.discrepancies()] == [Code.CODE_SHARED]
