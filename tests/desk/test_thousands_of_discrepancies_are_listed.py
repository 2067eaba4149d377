"""After a long outage there may be thousands of discrepancies: they are listed and counted without a wait."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest

from deskapp.domain.records import Code, Discrepancy
from deskapp.domain.values import DiscrepancyId, ItemId, Line, PatronId
from deskapp.store.cache import Pulled
from deskapp.store.codec import encode
from tests.desk.steps import queries
from tests.desks import MONDAY, Place, Workstation, a_patron, a_place, a_title, an_item, new_id, sync


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return a_place(tmp_path)


@pytest.fixture
def one(place: Place) -> Workstation:
    workstation = place.workstation("desk-1")
    sync(place, workstation)
    return workstation


def a_discrepancy(code: Code, line: Line, of: UUID) -> Discrepancy:
    return Discrepancy(DiscrepancyId(new_id()), code, line, of, MONDAY, "MAIN", "EAST")


def found(one: Workstation, discrepancies: Iterable[Discrepancy]) -> None:
    """Let central have found these."""
    known = one.writer.known()
    with one.writer.pulling():
        one.writer.put([Pulled("discrepancy", d.id, known.rev, encode(d).decode()) for d in discrepancies])
        one.writer.set_known(replace(known, pulls=known.pulls + 1), {}, one.name)
    one.desk.refresh()


def test_five_thousand_are_listed_with_their_items_and_patrons(place: Place, one: Workstation) -> None:
    title, told = a_title("Una novela")
    items, patrons = ([an_item(title, f"B{n}") for n in range(5000)], [a_patron(f"C{n}") for n in range(5000)])
    place.tell(told, *(f for _, f in items), *(f for _, f in patrons))
    sync(place, one)
    of_all = zip(items, patrons, strict=True)
    found(one, (about(item, patron) for (item, _), (patron, _) in of_all))
    with queries(one) as asked:
        rows = one.desk.discrepancies()
    assert len(asked) < 20  # some 0.3 s; with a query for each it takes ten times as long
    assert len(rows) == 5000
    assert {row.title for row in rows} == {"Una novela"}
    assert {row.barcode for row in rows} == {f"B{n}" for n in range(5000)}
    assert {row.patron_name for row in rows} == {"Ana García"}


def about(item: ItemId, patron: PatronId) -> Discrepancy:
    return replace(a_discrepancy(Code.LENT_WHILE_ON_LOAN, Line.ITEM, item), item=item, patron=patron)


def test_counting_them_each_second_does_not_read_them_each_second(one: Workstation) -> None:
    found(one, (a_discrepancy(Code.ORDER_UNCERTAIN, Line.ITEM, one.item("I1")) for _ in range(5000)))
    assert one.desk.status().discrepancies == 5000
    with queries(one) as asked:
        for _ in range(20):
            assert one.desk.status().discrepancies == 5000
    assert not [statement for statement in asked if "kind = ?" in statement]  # of the records nothing is read


def test_the_count_follows_what_is_closed_here_and_what_central_finds(one: Workstation) -> None:
    found(one, [a_discrepancy(Code.ORDER_UNCERTAIN, Line.ITEM, one.item(i)) for i in ("I1", "I3", "I4")])
    one.desk.close_discrepancy(one.desk.discrepancies()[0].id)
    assert one.desk.status().discrepancies == 2
    found(one, [a_discrepancy(Code.ORDER_UNCERTAIN, Line.ITEM, one.item("I5"))])
    assert one.desk.status().discrepancies == 3


def test_one_that_names_no_record_is_about_that_of_its_own_line(one: Workstation) -> None:
    page = one.desk.item_page(one.item("I4"))
    assert page.title_id is not None
    code = Code.BEYOND_PERMISSION
    lines = ((Line.ITEM, page.id), (Line.TITLE, page.title_id), (Line.ACCOUNT, one.patron("P2")))
    found(one, [a_discrepancy(code, line, of) for line, of in lines])
    told = {(row.barcode, row.title, row.patron_name) for row in one.desk.discrepancies()}
    assert told == {("I4", "Middlemarch", ""), ("", "Middlemarch", ""), ("", "", "Luis Pérez")}


def test_one_about_a_book_that_was_unknown_names_the_book_it_turned_out_to_be(place: Place, one: Workstation) -> None:
    one.desk.check_in_unknown("31234000000999")
    stub = one.item("31234000000999")
    sync(place, one)
    title, told = a_title("Nada")
    item, made = an_item(title, "31234000000999")
    place.tell(told, made)
    sync(place, one)
    found(one, [a_discrepancy(Code.RETURNED_OTHER_LOAN, Line.ITEM, stub)])
    (row,) = (row for row in one.desk.discrepancies() if row.code is Code.RETURNED_OTHER_LOAN)
    assert (row.item, row.title) == (item, "Nada")
