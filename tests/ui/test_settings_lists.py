"""Branches, categories, item types, blocks, fixed terms and general settings are written in their tables and forms."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QComboBox, QTableWidget
from pytestqt.qtbot import QtBot

from deskapp.domain.calendar import Calendar
from deskapp.domain.due_date import FixedTerm, TermSpan
from deskapp.domain.outcome import Blocked, Permission
from deskapp.domain.rules import Action, BlockRule, Offline
from tests.desks import a_library
from tests.ui.settings import Open, Settings, opening
from ui.settings_rows import Rows


@pytest.fixture
def open_page(qtbot: QtBot, tmp_path: Path) -> Iterator[Open]:
    QLocale.setDefault(QLocale("en"))
    yield from opening(qtbot, tmp_path)


@pytest.fixture
def one(open_page: Open) -> Settings:
    return open_page()


def write(rows: Rows, row: int, column: int, text: str) -> None:
    """Write into a cell as typing does."""
    item = rows.table.item(row, column)
    assert item is not None
    item.setText(text)


def pick(rows: Rows, row: int, column: int, code: str) -> None:
    """Choose in a cell that has choices, by its list."""
    table: QTableWidget = rows.table
    index = table.model().index(row, column)
    box = table.itemDelegate().createEditor(table, None, index)
    assert isinstance(box, QComboBox)
    assert box.findData(code) >= 0
    box.setCurrentIndex(box.findData(code))
    table.itemDelegate().setModelData(box, table.model(), index)


def shown(rows: Rows, row: int) -> list[str]:
    return [item.text() for n in range(rows.table.columnCount()) if (item := rows.table.item(row, n)) is not None]


def test_a_category_is_added_by_typing(one: Settings, qtbot: QtBot) -> None:
    one.page.show_tab(one.page.categories)
    rows = one.page.categories.rows
    rows.table.setFocus()
    qtbot.keyClick(rows.table, Qt.Key.Key_Insert)
    assert one.troubles() == ["Category 4: it must not be empty"]
    qtbot.keyClicks(rows.table.focusWidget() or rows.table, "SENIOR")
    rows.table.setFocus()
    write(rows, 3, 1, "Jubilado")
    write(rows, 3, 2, "Senior")
    write(rows, 3, 3, "5")
    write(rows, 3, 4, "2,50")
    made = one.library.categories[3]
    assert (made.name_es, made.name_en, made.years, made.card_fee) == ("Jubilado", "Senior", 5, 250)
    assert shown(rows, 3)[4] == "2.50"


@pytest.mark.parametrize(("column", "typed"), [(3, "three"), (4, "1.2.3"), (4, "-2")])
def test_what_is_no_figure_stays_red_and_keeps_it_from_being_saved(one: Settings, column: int, typed: str) -> None:
    rows = one.page.categories.rows
    before = one.library
    write(rows, 0, column, typed)
    assert one.library == before
    assert len(one.troubles()) == 1
    assert typed in one.troubles()[0]
    assert one.page.unsaved()
    assert not one.page.save_button.isEnabled()
    assert rows.table.item(0, column).text() == typed
    one.page.discard_button.click()
    assert rows.table.item(0, column).text() != typed
    assert one.troubles() == []


def test_a_wrong_figure_is_put_right_by_a_good_one(one: Settings) -> None:
    rows = one.page.categories.rows
    write(rows, 0, 3, "three")
    write(rows, 0, 3, "4")
    assert one.troubles() == []
    assert one.library.categories[0].years == 4


def test_the_same_code_twice_is_told(one: Settings) -> None:
    write(one.page.categories.rows, 1, 0, "ADULT")
    assert any("ADULT" in trouble for trouble in one.troubles())
    assert not one.page.save_button.isEnabled()


def test_a_branch_gets_a_calendar_a_zone_and_weekdays(open_page: Open) -> None:
    one = open_page(replace(a_library(), calendars=(Calendar("Town"),)))
    rows = one.page.branches.rows
    write(rows, 0, 4, "sunday, MON")
    assert one.library.branches[0].closed_weekdays == (0, 6)
    assert shown(rows, 0)[4] == "Mon, Sun"
    write(rows, 0, 4, "day")
    assert "Not weekdays" in one.troubles()[0]
    write(rows, 0, 4, "sun")
    pick(rows, 0, 3, "Town")
    assert one.library.branches[0].calendar == "Town"
    write(rows, 0, 2, "Europe/Madird")
    assert any("Europe/Madrid" in trouble for trouble in one.troubles())


def test_an_item_type_says_whom_it_is_lent_to_offline(one: Settings) -> None:
    pick(one.page.item_types.rows, 1, 3, "nobody")
    assert one.library.item_types[1].offline is Offline.NOBODY
    assert shown(one.page.item_types.rows, 1)[3] == "to nobody"


def test_a_block_stops_what_is_marked_and_is_lifted_with_the_permission_chosen(one: Settings) -> None:
    rows = one.page.blocks.rows
    rows.add()
    pick(rows, 0, 0, Blocked.TOO_MANY_OVERDUE.value)
    rows.table.item(0, 2).setCheckState(Qt.CheckState.Unchecked)
    assert one.library.block_rules == (BlockRule("too_many_overdue", (Action.CHECK_OUT, Action.REQUEST), None),)
    pick(rows, 0, 4, "")
    assert one.library.block_rules[0].permission == ""
    pick(rows, 0, 4, Permission.OVERRIDE_LIMIT.value)
    assert one.library.block_rules[0].permission == "override_limit"
    one.page.save_button.click()
    assert one.held().block_rules == one.library.block_rules


def test_the_next_new_block_is_one_that_has_no_rule_yet(one: Settings) -> None:
    one.page.blocks.rows.add()
    one.page.blocks.rows.add()
    assert len({rule.code for rule in one.library.block_rules}) == 2
    assert one.troubles() == []


def test_rows_are_removed_by_key(one: Settings, qtbot: QtBot) -> None:
    one.page.show_tab(one.page.item_types)
    table = one.page.item_types.rows.table
    table.setFocus()
    table.setCurrentCell(0, 0)
    qtbot.keyClick(table, Qt.Key.Key_Delete)
    assert [t.code for t in one.library.item_types] == ["DVD", "REF"]


def test_a_fixed_term_has_spans(one: Settings) -> None:
    page = one.page.fixed_terms
    page.terms.add()
    write(page.terms, 0, 0, "Course")
    assert "Fixed term Course: it has no dates" in one.troubles()[0]
    page.spans.add()
    for column, typed in enumerate(("1/10/2026", "31/5/2027", "15/6/2027")):
        write(page.spans, 0, column, typed)
    span = TermSpan(date(2026, 10, 1), date(2027, 5, 31), date(2027, 6, 15))
    assert one.library.fixed_terms == (FixedTerm("Course", (span,)),)
    write(page.spans, 0, 2, "soon")
    assert "write day/month/year" in one.troubles()[0]
    write(page.spans, 0, 2, "1/5/2026")
    assert not one.page.save_button.isEnabled()
    one.page.problems.wanted.emit("fixed_terms[Course].spans[1].due")
    assert page.spans.table.currentColumn() == 2


def test_the_spans_are_those_of_the_fixed_term_chosen(open_page: Open) -> None:
    day = date(2027, 1, 1)
    terms = (FixedTerm("A", (TermSpan(day, day, day),)), FixedTerm("B", ()))
    one = open_page(replace(a_library(), fixed_terms=terms))
    page = one.page.fixed_terms
    assert page.spans.table.rowCount() == 1
    page.terms.table.setCurrentCell(1, 0)
    assert page.spans.table.rowCount() == 0
    page.spans.add()
    assert [len(term.spans) for term in one.library.fixed_terms] == [1, 1]


def test_what_holds_for_the_whole_library_is_written_in_a_form(one: Settings, qtbot: QtBot) -> None:
    page = one.page.general
    one.page.show_tab(page)
    page._of["max_owed"]._box.setValue(7.5)
    page._of["max_overdue"]._box.setValue(-1)
    page._of["stub_category"]._box.setCurrentIndex(1)
    assert (one.library.max_owed, one.library.max_overdue, one.library.stub_category) == (750, None, "CHILD")
    line = page._of["currency"]._line
    line.clear()
    qtbot.keyClicks(line, "clp")
    assert one.library.currency == "CLP"
    assert page._of["max_owed"]._box.text() == "750 CLP"
    assert one.library.max_owed == 750


def test_who_may_work_at_a_desk_and_how_much_they_give_away_is_written_there_too(one: Settings) -> None:
    page = one.page.general
    one.page.show_tab(page)
    assert page._of["waive_alone"].said() is None
    for name, value in (("lock_minutes", 5), ("staff_days", 3), ("break_glass_hours", 8)):
        page._of[name]._box.setValue(value)
        assert getattr(one.library, name) == value
    page._of["money_apart"]._box.setValue(20)
    page._of["waive_alone"]._box.setValue(12.5)
    assert (one.library.money_apart, one.library.waive_alone) == (2000, 1250)
    page._of["waive_alone"]._box.setValue(-0.01)
    assert one.library.waive_alone is None


def test_a_rule_about_access_that_protects_nothing_is_told_and_brought_into_sight(one: Settings) -> None:
    page = one.page.general
    one.page.show_tab(page)
    page._of["break_glass_hours"]._box.setValue(1000)
    assert not one.page.save_button.isEnabled()
    one.page.problems.wanted.emit("break_glass_hours")
    field = page._of["break_glass_hours"]._box
    assert one.page.focusWidget() is field
    assert page._scroll.viewport().rect().contains(field.mapTo(page._scroll.viewport(), field.rect().center()))


def test_a_currency_that_is_none_is_told(one: Settings, qtbot: QtBot) -> None:
    one.page.show_tab(one.page.general)
    line = one.page.general._of["currency"]._line
    qtbot.keyClicks(line, "X")
    assert not one.page.save_button.isEnabled()
    one.page.problems.wanted.emit("currency")
    assert one.page.focusWidget() is line


def test_no_input_of_the_general_part_is_cut_off(language: str, one: Settings) -> None:
    page = one.page.general
    one.page.show_tab(page)
    one.page.grab()
    body, seen = page._scroll.widget(), page._scroll.viewport().width()
    for field in (*page._of.values(), page._up):
        assert field.mapTo(body, field.rect().topRight()).x() < seen, field.accessibleName()
    assert page.order.horizontalScrollBar().maximum() == 0
    assert page.order.verticalScrollBar().maximum() == 0


def test_a_criterion_is_given_more_weight(one: Settings) -> None:
    page = one.page.general
    page.order.setCurrentRow(1)
    page._up.click()
    assert one.library.criteria[:2] == ("item_type", "category")
    assert page.order.item(0).text() == "Item type"
    page._up.click()
    assert one.library.criteria[:2] == ("item_type", "category")
