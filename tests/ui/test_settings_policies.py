"""The lines of the policy table: whom each is for, and for each term whether it or a less specific line says it."""

from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QLabel
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from deskapp.domain.due_date import FixedTerm
from deskapp.domain.policy import DEFAULT, KINDS, Policy, Terms, policy, read_term
from deskapp.wording.term_words import term
from tests.desks import a_library
from tests.ui.screen import column
from tests.ui.settings import Open, Settings, opening
from ui.settings_help import SECTIONS, help_for
from ui.settings_term import editor_for


@pytest.fixture
def open_page(qtbot: QtBot, tmp_path: Path) -> Iterator[Open]:
    QLocale.setDefault(QLocale("en"))
    yield from opening(qtbot, tmp_path)


@pytest.fixture
def one(open_page: Open) -> Settings:
    return open_page()


def origin(one: Settings, name: str) -> str:
    return one.term(name)._origin.text()


def test_every_term_stands_in_one_section_with_a_label_and_a_sentence() -> None:
    listed = [name for section in SECTIONS.values() for name in section]
    assert sorted(listed) == sorted(field.name for field in fields(Terms))
    for name in listed:
        assert help_for(name).endswith("."), name
        assert "_" not in term(name, "en") + term(name, "es")


@pytest.mark.parametrize("name", list(KINDS))
def test_every_term_can_be_written_and_comes_back_as_it_was(qtbot: QtBot, name: str) -> None:
    editor = editor_for(name, replace(a_library(), fixed_terms=(FixedTerm("Summer", ()),)))
    qtbot.addWidget(editor)
    others = {"hard_due": date(2027, 6, 30), "fixed_term": "Summer", "due_at": "20:30", "pickup_at": ("EAST", "PORT")}
    for value in (getattr(DEFAULT, name), others.get(name, getattr(DEFAULT, name))):
        editor.put(value)
        assert read_term(name, editor.said()) == value


def test_the_lines_are_listed_with_what_they_mainly_say(one: Settings, qtmodeltester: ModelTester) -> None:
    view = one.page.policies.view
    assert column(view, 2) == ["–", "DVD", "Reference"]
    assert column(view, 5)[1:] == ["7 days", "not for loan"]
    assert column(view, 6)[1] == "1"
    qtmodeltester.check(view.model())


def test_a_line_says_where_and_since_when_it_holds(open_page: Open) -> None:
    line = replace(policy(branch="EAST", owner="PORT", collection="LOCAL", fee_per_day=5), since=date(2026, 12, 1))
    view = open_page(replace(a_library(), policies=(line,))).page.policies.view
    assert (column(view, 3), column(view, 4)) == (["Este · of Puerto · LOCAL"], ["1 Dec 2026 – …"])
    assert column(view, 7) == ["0.05"]


def test_a_term_that_the_line_leaves_open_shows_what_holds_and_which_line_says_it(open_page: Open) -> None:
    lines = (policy(loan="21 days"), policy(category="CHILD", loan="5 days"), policy(category="CHILD", item_type="DVD"))
    one = open_page(replace(a_library(), policies=lines))
    one.page.policies.choose(2)
    assert one.term("loan").editor.said() == "5 days"
    assert not one.term("loan").editor.isEnabled()
    assert origin(one, "loan") == "as line 2 says: Child"
    assert origin(one, "fee_per_day") == "as usual"
    assert origin(one, "max_owed") == "as for the whole library, under General"
    one.page.policies.choose(1)
    one.term("loan")._set.click()
    assert one.term("loan").editor.said() == "21 days"
    assert origin(one, "loan") == "as line 1 says: all patrons and items"


def test_a_term_is_set_here_and_left_open_again(one: Settings, qtbot: QtBot) -> None:
    one.page.policies.choose(1)
    row = one.term("renewals")
    row.editor._box.setValue(4)
    assert one.library.policies[1].says["renewals"] == 4
    qtbot.keyClick(row._set, Qt.Key.Key_Space)
    assert "renewals" not in one.library.policies[1].says
    assert row.editor.said() == DEFAULT.renewals


def test_no_limit_is_reached_by_the_arrow_and_left_by_a_digit(one: Settings, qtbot: QtBot) -> None:
    row = one.term("max_loans")
    qtbot.keyClick(row._set, Qt.Key.Key_Space)
    box = row.editor._box
    box.setValue(0)
    qtbot.keyClick(box, Qt.Key.Key_Down)
    assert one.library.policies[0].says["max_loans"] is None
    assert box.text() == "no limit"
    box.lineEdit().deselect()
    qtbot.keyClicks(box, "12")
    assert one.library.policies[0].says["max_loans"] == 12


def test_periods_have_a_number_and_a_unit(one: Settings) -> None:
    row = one.term("loan")
    row._set.click()
    row.editor._box.setValue(1)
    row.editor._unit.setCurrentIndex(4)
    assert one.library.policies[0].says["loan"] == "1 month"


def test_what_is_typed_and_is_no_day_is_told_and_keeps_it_from_being_saved(one: Settings, qtbot: QtBot) -> None:
    row = one.term("hard_due")
    row._set.click()
    qtbot.keyClicks(row.editor._line, "31/2/2027")
    assert any("fixed date" in trouble for trouble in one.troubles())
    assert not one.page.save_button.isEnabled()
    row.editor._line.clear()
    qtbot.keyClicks(row.editor._line, "28/2/2027")
    assert one.troubles() == []
    assert one.library.policies[0].says["hard_due"] == "2027-02-28"


def test_a_first_day_that_is_none_is_told_until_another_line_is_chosen(one: Settings, qtbot: QtBot) -> None:
    since = one.page.policies.form.criteria._of["since"]
    qtbot.keyClicks(since._line, "40/1/2027")
    assert one.troubles() == ["Line 1: not a day; write day/month/year."]
    assert not one.page.save_button.isEnabled()
    one.page.policies.choose(1)
    assert one.troubles() == []
    one.page.policies.choose(0)
    qtbot.keyClicks(since._line, "4/1/2027")
    assert one.library.policies[0].since == date(2027, 1, 4)


def test_whom_a_line_is_for_is_chosen_from_the_librarys_lists(one: Settings) -> None:
    one.page.policies.add()
    of = one.page.policies.form.criteria._of
    of["category"]._box.setCurrentIndex(2)
    of["collection"]._line.textEdited.emit(of["collection"]._line.setText("LOCAL") or "LOCAL")
    assert one.library.policies[3] == Policy(category="CHILD", collection="LOCAL")
    assert column(one.page.policies.view, 1)[3] == "Child"


def test_lines_are_doubled_moved_and_removed(one: Settings) -> None:
    page = one.page.policies
    before = one.library.policies
    page.choose(1)
    page.double()
    assert one.library.policies == (before[0], before[1], before[1], before[2])
    assert page.view.currentIndex().row() == 2
    page._up.click()
    page._up.click()
    assert page.view.currentIndex().row() == 0
    page._remove.click()
    assert one.library.policies == before


def test_the_last_line_may_go_too(open_page: Open) -> None:
    one = open_page(replace(a_library(), policies=(policy(),)))
    one.page.policies.remove()
    assert one.library.policies == ()
    assert not one.page.policies.form.isEnabled()
    one.page.policies.remove()
    one.page.policies.double()
    assert one.library.policies == ()


def test_sorting_puts_the_general_lines_first_and_keeps_the_chosen_one(open_page: Open) -> None:
    lines = (policy(category="CHILD", item_type="DVD"), policy(item_type="DVD"), policy(), policy(category="ADULT"))
    one = open_page(replace(a_library(), policies=lines))
    one.page.policies.sort()
    assert one.library.policies == (lines[2], lines[1], lines[3], lines[0])
    assert one.page.policies.view.currentIndex().row() == 3


def test_a_new_fixed_term_can_be_chosen_at_once(one: Settings) -> None:
    assert one.term("fixed_term").editor._box.count() == 1
    one.page.draft.put(replace(one.library, fixed_terms=(FixedTerm("Summer", ()),)))
    assert one.term("fixed_term").editor._box.itemText(1) == "Summer"


def test_screen_readers_hear_what_each_input_is_for(one: Settings) -> None:
    row = one.term("fee_cap")
    (box,) = row.editor.inputs()
    assert box.accessibleName() == "Cap on the fine"
    assert "0 means no cap" in box.accessibleDescription()
    assert row._set.accessibleName() == "Set here: Cap on the fine"
    assert all(label.text() for label in row.findChildren(QLabel))
