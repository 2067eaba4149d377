"""Where two desks disagreed, staff are told what happened and what to do with the book in hand."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from deskapp.desk.desk import Desk
from deskapp.desk.views import DiscrepancyRow
from deskapp.domain.records import Code
from deskapp.domain.values import DiscrepancyId, ItemId, PatronId
from tests.desks import MONDAY, Place, Workstation, a_place, new_id, sync
from tests.ui.screen import button, column, line, table, texts
from ui.discrepancies_page import DiscrepanciesPage
from ui.discrepancy_advice import changed_apart, what_to_do
from ui.discrepancy_words import order, title


def a_desk_after_lending_twice(folder: Path) -> Desk:
    return a_book_lent_twice(folder)[1].desk


def a_book_lent_twice(folder: Path) -> tuple[Place, Workstation]:
    """Two desks lent I1 to different people while they were apart."""
    place = a_place(folder)
    here, there = place.workstation("desk-1"), place.workstation("desk-2", "EAST")
    sync(place, here, there)
    here.desk.check_out(here.patron("P1"), here.item("I1"))
    place.clock.pass_(minutes=5)
    there.desk.check_out(there.patron("P2"), there.item("I1"))
    place.clock.pass_(minutes=5)
    sync(place, here, there)
    return place, here


def an_open_page(qtbot: QtBot, desk: Desk) -> DiscrepanciesPage:
    page = DiscrepanciesPage(desk)
    qtbot.addWidget(page)
    page.resize(1010, 640)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    return page


def test_a_book_lent_twice_is_listed_with_what_to_do(qtbot: QtBot, tmp_path: Path, qtmodeltester: ModelTester) -> None:
    page = an_open_page(qtbot, a_desk_after_lending_twice(tmp_path))
    view = table(page, "Discrepancies")
    assert (column(view, 2), column(view, 3)) == (["I1"], ["Cien años de soledad"])
    assert "Lent twice" in texts(page)
    (happened,) = (text for text in texts(page) if text.startswith("1.  "))
    assert [line[4:] for line in happened.splitlines()] == [
        "At desk MAIN it was lent to another patron.",
        "At desk EAST it was lent to a patron; nobody had seen it come back.",
        "The newer loan stands; the earlier one was closed without a fee.",
    ]
    assert what_to_do(Code.LENT_WHILE_ON_LOAN) in texts(page)
    qtmodeltester.check(view.model())


def test_the_people_are_hidden_behind_the_privacy_key(qtbot: QtBot, tmp_path: Path) -> None:
    page = an_open_page(qtbot, a_desk_after_lending_twice(tmp_path))
    view = table(page, "Discrepancies")
    assert column(view, 4) == ["••••• · •••••"]
    qtbot.keyClick(page, Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: column(view, 4) == ["Luis Pérez · Ana García Núñez"])
    page.hide()
    page.show()
    assert column(view, 4) == ["••••• · •••••"]


def test_one_that_is_dealt_with_leaves_the_list(qtbot: QtBot, tmp_path: Path) -> None:
    desk = a_desk_after_lending_twice(tmp_path)
    page = an_open_page(qtbot, desk)
    line(page, "Note on what was done").setText("The book is with Luis.")
    button(page, "Dealt with").click()
    assert desk.discrepancies() == ()
    assert "No discrepancies: the desks agree." in texts(page)


def test_patron_and_item_open_from_the_list(qtbot: QtBot, tmp_path: Path) -> None:
    desk = a_desk_after_lending_twice(tmp_path)
    page = an_open_page(qtbot, desk)
    (row,) = desk.discrepancies()
    with qtbot.waitSignal(page.open_item) as item:
        button(page, "Page of the item").click()
    with qtbot.waitSignal(page.open_patron) as patron:
        button(page, "Open the patron").click()
    assert (item.args, patron.args) == ([row.item], [row.patron])


def test_the_order_of_events_names_the_people_once_names_are_shown(qtbot: QtBot, tmp_path: Path) -> None:
    page = an_open_page(qtbot, a_desk_after_lending_twice(tmp_path))
    assert not any("Luis" in text for text in texts(page))
    button(page, "Show names (F9)").click()
    assert any("it was lent to Luis Pérez; nobody had seen it come back" in text for text in texts(page))


def test_one_that_a_later_return_puts_right_goes_by_itself(qtbot: QtBot, tmp_path: Path) -> None:
    place, here = a_book_lent_twice(tmp_path)
    page = an_open_page(qtbot, here.desk)
    here.desk.check_in(here.item("I1"))
    sync(place, here)
    here.desk.refresh()
    page.reload()
    assert "No discrepancies: the desks agree." in texts(page)


FACTS = {
    "state": "missing", "note": "owes a book to another library", "amount": "250", "count": "4", "limit": "3",
    "number": "31234000000017", "group": "emails", "kept": "('a@example.org',)", "other": "()",
}  # fmt: skip


def a_row(code: Code, item: ItemId | None, patron: PatronId | None) -> DiscrepancyRow:
    facts = tuple(FACTS.items())
    return DiscrepancyRow(
        DiscrepancyId(new_id()), code, MONDAY, "desk-1", "desk-2", item, "31234000000017", "Cien años de soledad",
        patron, "Ana García", None, "Luis Pérez", facts,
    )  # fmt: skip


@pytest.mark.parametrize("code", Code)
def test_every_contradiction_has_a_title_an_order_of_events_and_what_to_do(language: str, code: Code) -> None:
    told = [title(code), *order(a_row(code, None, None), True, "EUR"), what_to_do(code)]
    assert len(told) >= 5
    assert all(text and text != code and "{" not in text for text in told)


def test_no_two_contradictions_are_told_alike(language: str) -> None:
    told = [tuple(order(a_row(code, None, None), True, "EUR")) for code in Code]
    assert len(set(told)) == len({title(code) for code in Code}) == len(Code)


@pytest.mark.parametrize("code", Code)
def test_no_name_note_or_amount_is_told_before_names_are_shown(code: Code) -> None:
    told = " ".join(order(a_row(code, None, None), False, "EUR"))
    assert not any(secret in told for secret in ("Ana", "Luis", "owes a book", "2.50"))


def test_spanish_calls_no_claim_a_reclamacion(spanish: None) -> None:
    told = [*(title(c) for c in Code), *(what_to_do(c) for c in Code)]
    told += [line for c in Code for line in order(a_row(c, None, None), True, "EUR")]
    assert not any("reclama" in text.lower() for text in told)


def test_an_edit_made_twice_names_the_data_in_plain_words() -> None:
    detail = {"group": "emails", "kept": "('a@example.org', 'b@example.org')", "other": "()"}
    assert changed_apart(detail) == "E-mail: now “a@example.org, b@example.org”, the other desk had “–”."
