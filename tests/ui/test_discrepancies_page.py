"""Where two desks disagreed, staff are told what happened and what to do with the book in hand."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from deskapp.desk.desk import Desk
from deskapp.desk.record import Staff
from deskapp.desk.views import DiscrepancyRow
from deskapp.domain.outcome import Permission
from deskapp.domain.records import Code
from deskapp.domain.values import DiscrepancyId, ItemId, PatronId
from tests.desks import MONDAY, Place, Workstation, a_place, new_id, sync
from tests.ui.screen import button, choose_row, column, combo, line, table, texts
from tests.ui.windows import Serving
from ui import words
from ui.discrepancies_page import DiscrepanciesPage
from ui.discrepancy_advice import changed_apart, what_to_do
from ui.discrepancy_words import order, title
from ui.scan_flow import Page


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
        "At desk Central it was lent to a patron.",
        "At desk Este it was lent to another patron; nobody had seen it come back.",
        "The newer loan stands; the earlier one was closed without a fee.",
    ]
    assert what_to_do(Code.LENT_WHILE_ON_LOAN) in texts(page)
    qtmodeltester.check(view.model())


def test_the_people_are_hidden_behind_the_privacy_key(qtbot: QtBot, tmp_path: Path) -> None:
    page = an_open_page(qtbot, a_desk_after_lending_twice(tmp_path))
    view = table(page, "Discrepancies")
    assert column(view, 4) == ["••••• · •••••"]
    page.reveal(True)
    assert column(view, 4) == ["Luis Pérez · Ana García Núñez"]
    page.reveal(False)
    assert column(view, 4) == ["••••• · •••••"]
    button(page, "Show names (hold F9)").click()
    page.hide()
    page.show()
    assert column(view, 4) == ["••••• · •••••"]


def test_f9_shows_the_people_for_as_long_as_it_is_held(serve: Callable[..., Serving]) -> None:
    desk = serve()
    desk.turn(Page.DISCREPANCIES)
    names = button(desk.work.discrepancies, "Show names (hold F9)")
    QTest.keyPress(desk.window, Qt.Key.Key_F9)
    assert names.isChecked()
    QTest.keyRelease(desk.window, Qt.Key.Key_F9)
    assert not names.isChecked()


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
    button(page, "Show names (hold F9)").click()
    assert any("it was lent to Luis Pérez; nobody had seen it come back" in text for text in texts(page))


def test_one_that_a_later_return_puts_right_goes_by_itself(qtbot: QtBot, tmp_path: Path) -> None:
    place, here = a_book_lent_twice(tmp_path)
    page = an_open_page(qtbot, here.desk)
    here.desk.check_in(here.item("I1"))
    sync(place, here)
    here.desk.refresh()
    page.reload()
    assert "No discrepancies: the desks agree." in texts(page)


ZONE = "Europe/Madrid"
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
    told = [title(code), *order(a_row(code, None, None), True, "EUR", ZONE), what_to_do(code)]
    assert len(told) >= 5
    assert all(text and text != code and "{" not in text for text in told)


def test_no_two_contradictions_are_told_alike(language: str) -> None:
    told = [tuple(order(a_row(code, None, None), True, "EUR", ZONE)) for code in Code]
    assert len(set(told)) == len({title(code) for code in Code}) == len(Code)


@pytest.mark.parametrize("code", Code)
def test_no_name_note_or_amount_is_told_before_names_are_shown(code: Code) -> None:
    told = " ".join(order(a_row(code, None, None), False, "EUR", ZONE))
    assert not any(secret in told for secret in ("Ana", "Luis", "owes a book", "2.50"))


def test_spanish_calls_no_claim_a_reclamacion(spanish: None) -> None:
    told = [*(title(c) for c in Code), *(what_to_do(c) for c in Code)]
    told += [line for c in Code for line in order(a_row(c, None, None), True, "EUR", ZONE)]
    assert not any("reclama" in text.lower() for text in told)


def test_an_edit_made_twice_names_the_data_in_plain_words() -> None:
    detail = {"group": "emails", "kept": "('a@example.org', 'b@example.org')", "other": "()"}
    assert changed_apart(detail) == "E-mail: now “a@example.org, b@example.org”, the other desk had “–”."


# The right to do things, sealed codes, journals that were damaged


def told_of(code: Code, **detail: str) -> str:
    row = replace(a_row(code, None, None), detail=tuple(detail.items()), other_desk="EAST")
    return " ".join(order(row, True, "EUR", ZONE))


@pytest.mark.parametrize(
    ("why", "said"),
    [
        ("missing", "takes the permission “waive fees”, which they did not have"),
        ("unknown", "under the name maria: fee waived"),
        ("own_account", "favours maria or somebody of the same household"),
        ("alone", "a second member of staff has to sign"),
        ("role_lacked", "gave or took a role that they did not hold"),
    ],
)
def test_an_act_beyond_somebodys_rights_says_who_did_what_where_and_why_it_was_not_allowed(why: str, said: str) -> None:
    told = told_of(Code.BEYOND_PERMISSION, why=why, kind="FeeWaived", staff="maria", permission="waive")
    assert said in told
    assert "At desk EAST" in told
    assert "maria" in told


def test_a_permission_or_an_event_of_a_newer_program_is_named_as_it_is() -> None:
    told = told_of(Code.BEYOND_PERMISSION, why="missing", kind="ItemSold", staff="maria", permission="sell_items")
    assert "ItemSold" in told
    assert "sell_items" in told


def test_a_sealed_code_that_was_used_says_where_by_whom_and_why(language: str) -> None:
    told = told_of(Code.BREAK_GLASS_USED, workstation="bus-1", number="7", name="Ana R.", note="no network up there")
    assert all(fact in told for fact in ("bus-1", "7", "Ana R.", "no network up there"))


def test_lost_entries_of_a_journal_say_how_many_and_when_they_were_made() -> None:
    told = told_of(
        Code.ENTRIES_LOST, workstation="desk-7", count="3",
        after="2026-11-23T09:00:00+00:00", before="2026-11-23T09:30:00+00:00",
    )  # fmt: skip
    assert "3 of its entries" in told
    assert "between 23 Nov 2026 10:00 and 23 Nov 2026 10:30" in told


def test_lost_entries_at_the_end_of_a_journal_have_no_end_that_is_known(language: str) -> None:
    told = told_of(Code.ENTRIES_LOST, workstation="desk-7", count="3", after="2026-11-23T09:00:00+00:00", before="")
    assert words.moment(MONDAY, ZONE) in told
    assert "{" not in told


# Many of them


def many(page: DiscrepanciesPage, count: int) -> list[DiscrepancyRow]:
    """Let the desk have found so many, of three kinds at three desks."""
    kinds = (Code.LENT_WHILE_HELD, Code.PAID_TWICE, Code.LENT_WHILE_HELD)
    desks = ("MAIN", "EAST", "PORT")
    rows = [
        replace(a_row(kinds[n % 3], None, None), desk=desks[n % 3], other_desk="", barcode=f"B{n}")
        for n in range(count)
    ]
    page._rows = tuple(rows)
    page._fill()
    return rows


def test_one_kind_or_one_desk_alone_is_shown_with_how_many_there_are(qtbot: QtBot, tmp_path: Path) -> None:
    page = an_open_page(qtbot, a_desk_after_lending_twice(tmp_path))
    many(page, 6)
    view, kind, desk = table(page, "Discrepancies"), combo(page, "Which kind of discrepancy"), combo(page, "Which desk")
    assert [kind.itemText(n) for n in range(kind.count())] == [
        "All kinds (6)", "Lent although kept for a request (4)", "One fee paid twice (2)",
    ]  # fmt: skip
    kind.setCurrentIndex(1)
    assert column(view, 2) == ["B0", "B2", "B3", "B5"]
    assert "4 / 6" in texts(page)
    desk.setCurrentIndex(desk.findData("PORT"))
    assert column(view, 2) == ["B2", "B5"]
    kind.setCurrentIndex(0)
    desk.setCurrentIndex(0)
    assert len(column(view, 2)) == 6


def test_one_between_two_desks_is_found_under_either(qtbot: QtBot, tmp_path: Path) -> None:
    page = an_open_page(qtbot, a_desk_after_lending_twice(tmp_path))
    desk = combo(page, "Which desk")
    for name in ("Central", "Este"):
        desk.setCurrentText(f"{name} (1)")
        assert desk.currentData() == name
        assert column(table(page, "Discrepancies"), 2) == ["I1"]


def test_what_was_chosen_stays_chosen_when_the_list_is_read_anew(qtbot: QtBot, tmp_path: Path) -> None:
    page = an_open_page(qtbot, a_desk_after_lending_twice(tmp_path))
    rows = many(page, 6)
    combo(page, "Which kind of discrepancy").setCurrentIndex(1)
    choose_row(table(page, "Discrepancies"), 2)
    page._rows = tuple(rows[2:])
    page._fill()
    chosen = page._chosen()
    assert chosen is not None
    assert chosen.barcode == "B3"
    assert column(table(page, "Discrepancies"), 2) == ["B2", "B3", "B5"]


def test_a_kind_of_which_nothing_is_left_gives_way_to_all(qtbot: QtBot, tmp_path: Path) -> None:
    page = an_open_page(qtbot, a_desk_after_lending_twice(tmp_path))
    rows = many(page, 6)
    combo(page, "Which kind of discrepancy").setCurrentIndex(2)
    page._rows = tuple(row for row in rows if row.code is not Code.PAID_TWICE)
    page._fill()
    assert len(column(table(page, "Discrepancies"), 2)) == 4


def test_the_chosen_one_stays_in_sight_however_much_is_said_of_it(qtbot: QtBot, tmp_path: Path) -> None:
    page = an_open_page(qtbot, a_desk_after_lending_twice(tmp_path))
    page.resize(964, 610)
    detail = (("group", "notes"), ("kept", "much was written " * 20), ("other", "at both desks " * 20))
    rows = enumerate(many(page, 40))
    page._rows = tuple(replace(r, code=Code.EDITED_APART, detail=detail) if n % 2 else r for n, r in rows)
    page._fill()
    page.reveal(True)
    view = table(page, "Discrepancies")
    view.setFocus()
    for _ in page._rows[1:]:
        qtbot.keyClick(view, Qt.Key.Key_Down)
        QApplication.processEvents()
        assert view.viewport().rect().contains(view.visualRect(view.currentIndex()))


def test_of_five_thousand_only_those_in_sight_are_put_into_words(qtbot: QtBot, tmp_path: Path) -> None:
    page = an_open_page(qtbot, a_desk_after_lending_twice(tmp_path))
    many(page, 5000)
    page.grab()
    assert len(page.model._words) < 100


def test_who_may_not_close_one_is_told_so_and_it_stays(qtbot: QtBot, tmp_path: Path) -> None:
    _, here = a_book_lent_twice(tmp_path)
    here.recorder.staff = Staff("eva", frozenset({Permission.CIRCULATE}))
    page = an_open_page(qtbot, here.desk)
    with qtbot.waitSignal(page.said) as said:
        button(page, "Dealt with").click()
    assert "close discrepancies" in said.args[0].text
    assert len(here.desk.discrepancies()) == 1
