"""Where two desks disagreed, staff are told what happened and what to do with the book in hand."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from deskapp.desk.desk import Desk
from deskapp.domain.records import Code
from tests.desks import a_place, sync
from tests.ui.screen import button, column, line, table, texts
from ui import words
from ui.discrepancies_page import DiscrepanciesPage


def a_desk_after_lending_twice(folder: Path) -> Desk:
    """Two desks lent I1 to different people while they were apart."""
    place = a_place(folder)
    here, there = place.workstation("desk-1"), place.workstation("desk-2", "EAST")
    sync(place, here, there)
    here.desk.check_out(here.patron("P1"), here.item("I1"))
    place.clock.pass_(minutes=5)
    there.desk.check_out(there.patron("P2"), there.item("I1"))
    place.clock.pass_(minutes=5)
    sync(place, here, there)
    return here.desk


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
    assert words.discrepancy(Code.LENT_WHILE_ON_LOAN) in texts(page)
    assert words.what_to_do(Code.LENT_WHILE_ON_LOAN) in texts(page)
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


@pytest.mark.parametrize("code", Code)
def test_every_contradiction_has_words_and_says_what_to_do(code: Code) -> None:
    assert words.discrepancy(code) != str(code)
    assert words.what_to_do(code)


def test_an_edit_made_twice_names_the_data_in_plain_words() -> None:
    detail = {"group": "emails", "kept": "('a@example.org', 'b@example.org')", "other": "()"}
    assert words.changed_apart(detail) == "E-mail: now “a@example.org, b@example.org”, the other desk had “–”."
