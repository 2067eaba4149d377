"""What a desk recorded and central has not decided is listed: when, who, what, of which item and patron."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from deskapp.desk.views import PendingRow
from deskapp.domain.events import ItemSeen
from deskapp.domain.outcome import Done, fact
from deskapp.domain.values import ItemId, Line
from deskapp.store.codec import ReliedOn
from tests.desk.steps import queries
from tests.desks import MONDAY, Place, Workstation, a_patron, a_place, a_title, an_item, sync

ALL = 10_000


def a_desk_alone(folder: Path) -> tuple[Place, Workstation]:
    place = a_place(folder)
    one = place.workstation("desk-1")
    sync(place, one)
    return place, one


def told(rows: tuple[PendingRow, ...]) -> list[tuple[str, str, str, str]]:
    return [(row.kind, row.barcode, row.title, row.patron_name) for row in rows]


def test_nothing_waits_once_central_has_decided_everything(tmp_path: Path) -> None:
    place, one = a_desk_alone(tmp_path)
    one.desk.check_out(one.patron("P1"), one.item("I1"))
    assert len(one.desk.pending(ALL)) == 1
    sync(place, one)
    one.desk.refresh()
    assert one.desk.pending(ALL) == ()


def test_loans_returns_and_renewals_name_the_item_and_the_patron_the_oldest_first(tmp_path: Path) -> None:
    _, one = a_desk_alone(tmp_path)
    one.desk.check_out(one.patron("P1"), one.item("I1"))
    one.clock.pass_(days=3)
    one.desk.renew_item(one.item("I1"))
    one.clock.pass_(days=1)
    one.desk.check_in(one.item("I1"))
    assert told(one.desk.pending(ALL)) == [
        ("ItemCheckedOut", "I1", "Cien años de soledad", "Ana García Núñez"),
        ("LoanRenewed", "I1", "Cien años de soledad", "Ana García Núñez"),
        ("ItemCheckedIn", "I1", "Cien años de soledad", "Ana García Núñez"),
    ]


def test_each_says_when_and_by_whom_and_where_it_was_recorded(tmp_path: Path) -> None:
    _, one = a_desk_alone(tmp_path)
    one.desk.check_out(one.patron("P1"), one.item("I1"))
    (row,) = one.desk.pending(ALL)
    assert (row.staff, row.desk, row.item, row.patron) == ("maria", "MAIN", one.item("I1"), one.patron("P1"))
    assert (row.at - MONDAY).total_seconds() < 60


def test_requests_money_and_edits_name_title_and_patron(tmp_path: Path) -> None:
    _, one = a_desk_alone(tmp_path)
    patron, page = one.patron("P2"), one.desk.item_page(one.item("I4"))
    assert page.title_id is not None
    one.desk.request(patron, page.title_id, "MAIN")
    one.desk.cancel_request(one.desk.panel(patron).holds[0].hold)
    one.desk.charge(patron, 250, "new card")
    one.desk.place_block(patron, "ask for the address")
    assert told(one.desk.pending(ALL)) == [
        ("HoldPlaced", "", "Middlemarch", "Luis Pérez"),
        ("HoldCancelled", "", "Middlemarch", "Luis Pérez"),
        ("FeeCharged", "", "", "Luis Pérez"),
        ("BlockPlaced", "", "", "Luis Pérez"),
    ]


def test_what_is_unknown_everywhere_else_is_listed_by_its_number(tmp_path: Path) -> None:
    _, one = a_desk_alone(tmp_path)
    one.desk.check_in_unknown("31234000000999")
    rows = one.desk.pending(ALL)
    assert {row.barcode for row in rows} == {"31234000000999"}
    assert rows[0].kind == "StubMade"


@dataclass(frozen=True)
class ItemPolished:
    """A kind of event that no program of today knows, and whose `patron` is something else."""

    patron: int = 3


def test_what_a_newer_program_recorded_is_listed_by_what_it_touches(tmp_path: Path) -> None:
    _, one = a_desk_alone(tmp_path)
    polished: Any = ItemPolished()
    one.journal.record(Done((fact(polished, (Line.ITEM, one.item("I3"))),)), "maria", "MAIN", ReliedOn())
    assert told(one.desk.pending(ALL)) == [("ItemPolished", "I3", "Kind of blue", "")]


def test_no_more_than_asked_for_are_listed(tmp_path: Path) -> None:
    _, one = a_desk_alone(tmp_path)
    for barcode in ("I1", "I3", "I4"):
        one.desk.check_out(one.patron("P1"), one.item(barcode))
    assert [row.barcode for row in one.desk.pending(2)] == ["I1", "I3"]


def test_ten_thousand_are_listed_by_a_few_queries(tmp_path: Path) -> None:
    place, one = a_desk_alone(tmp_path)
    title, told_ = a_title("Una novela")
    made = [an_item(title, f"B{n}") for n in range(ALL // 2)]
    place.tell(told_, *(each for _, each in made))
    sync(place, one)
    one.desk.refresh()
    one.journal.record(Done(tuple(a_patron(f"C{n}")[1] for n in range(ALL // 2))), "maria", "MAIN", ReliedOn())
    seen = (fact(ItemSeen(ItemId(item), "MAIN"), (Line.ITEM, item)) for item, _ in made)
    one.journal.record(Done(tuple(seen)), "maria", "MAIN", ReliedOn())
    one.overlay.known = place.workstation("desk-2").overlay.known  # read the journal anew, as after a pull
    one.desk.status()
    with queries(one) as asked:
        rows = one.desk.pending(ALL)
    assert len(asked) < 20  # some 0.4 s; with a query for each it takes ten times as long
    assert len(rows) == ALL
    assert (rows[0].patron_name, rows[-1].title) == ("Ana García", "Una novela")
