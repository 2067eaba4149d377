"""What is written in the settings holds only once saved; until then it is tried, given up, or kept in a file."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QDateTimeEdit
from pytestqt.qtbot import QtBot

from deskapp.domain.outcome import Permission
from deskapp.domain.policy import policy
from deskapp.set_up.library_file import read_library
from tests.desks import a_library
from tests.ui.screen import texts
from tests.ui.settings import Open, opening
from ui.settings_asking import Leaving
from ui.settings_page import SettingsPage


@pytest.fixture
def open_page(qtbot: QtBot, tmp_path: Path) -> Iterator[Open]:
    QLocale.setDefault(QLocale("en"))
    yield from opening(qtbot, tmp_path)


def test_a_change_holds_only_once_it_is_saved(open_page: Open, qtbot: QtBot) -> None:
    one = open_page()
    one.page.policies.add()
    assert "Unsaved changes" in texts(one.page)
    assert len(one.held().policies) == 3
    with qtbot.waitSignal(one.page.acted):
        one.page.save_button.click()
    assert "Unsaved changes" not in texts(one.page)
    assert one.said().startswith("Settings saved")
    assert len(one.held().policies) == 4


def test_saving_is_one_act(open_page: Open) -> None:
    one = open_page()
    before = one.desk.status().pending
    one.page.policies.add()
    one.page.categories.rows.remove()
    one.page.save_button.click()
    assert one.desk.status().pending == before + 1


def test_discarding_brings_back_what_holds(open_page: Open) -> None:
    one = open_page()
    one.page.policies.remove()
    assert len(one.library.policies) == 2
    one.page.discard_button.click()
    assert one.library == one.desk.library
    assert not one.page.unsaved()
    assert not one.page.save_button.isEnabled()


def test_what_cannot_be_right_keeps_it_from_being_saved_and_a_click_goes_there(open_page: Open) -> None:
    one = open_page()
    one.page.draft.put(replace(one.library, policies=(*one.library.policies, policy(fixed_term="Summer"))))
    assert any("Summer" in text for text in one.troubles())
    assert not one.page.save_button.isEnabled()
    one.page.show_tab(one.page.general)
    one.page.problems.list.itemClicked.emit(one.page.problems.list.item(0))
    assert one.page.policies.isVisible()
    assert one.page.policies.view.currentIndex().row() == 3
    assert one.page.policies.form.rows["fixed_term"].isAncestorOf(one.page.focusWidget())


def test_a_warning_does_not_keep_it_from_being_saved(open_page: Open) -> None:
    one = open_page()
    one.page.draft.put(replace(one.library, policies=(*one.library.policies, policy(category="NOBODY"))))
    assert any("NOBODY" in text for text in one.troubles())
    assert one.page.save_button.isEnabled()


def test_without_the_permission_everything_can_be_read_and_nothing_written(open_page: Open) -> None:
    one = open_page(may=frozenset(Permission) - {Permission.SET_POLICY})
    assert any("permission to set policies" in text for text in texts(one.page))
    loan = one.term("loan")
    loan._set.click()
    assert not loan.editor.isEnabled()
    for button in (*one.page.policies.buttons, one.page.import_button, one.page.save_button):
        assert not button.isEnabled()
    assert one.page.export_button.isEnabled()
    assert not one.page.unsaved()


def test_a_file_comes_in_the_place_of_the_draft_and_not_of_the_library(open_page: Open, tmp_path: Path) -> None:
    one = open_page()
    file = tmp_path / "other.toml"
    file.write_text('name = "Otra"\n[[branches]]\ncode = "MAIN"\nname = "Una"\n[[policies]]\nloan = "3 weeks"\n')
    one.file = str(file)
    one.page.import_button.click()
    assert one.library.name == "Otra"
    assert "Nothing of it holds yet" in one.said()
    assert one.held().name == "Biblioteca de prueba"
    one.page.save_button.click()
    assert one.held().name == "Otra"


@pytest.mark.parametrize(
    ("name", "text", "where"),
    [
        ("a.toml", "[[policies]]\nloan = [3]\nnam = 2\n[[branches]]\nnaem = 1", "branches[1].naem"),
        ("a.toml", "name = \n", "line 1"),
        ("a.json", '{"branches": 3}', "branches"),
        ("a.ods", "", ".ods"),
    ],
)
def test_an_unreadable_file_says_where_and_changes_nothing(
    open_page: Open, tmp_path: Path, name: str, text: str, where: str
) -> None:
    one = open_page()
    before = one.library
    (tmp_path / name).write_text(text)
    one.file = str(tmp_path / name)
    one.page.import_button.click()
    assert one.said().startswith(f"Not imported: {name}")
    assert where in one.said()
    assert one.library == before
    assert not one.page.unsaved()


@pytest.mark.parametrize(("term", "told"), [('use = "borrow"', "Line 1 · use"), ("lone = 3", "loan")])
def test_a_file_that_says_what_cannot_be_shows_where_and_cannot_be_saved(
    open_page: Open, tmp_path: Path, term: str, told: str
) -> None:
    one = open_page()
    one.file = str(tmp_path / "a.toml")
    Path(one.file).write_text(f'[[branches]]\ncode = "MAIN"\nname = "Una"\n[[policies]]\n{term}\n')
    one.page.import_button.click()
    assert any(told in trouble for trouble in one.troubles())
    assert not one.page.save_button.isEnabled()
    one.page.discard_button.click()
    assert one.troubles() == []


def test_a_file_that_is_not_there_is_told(open_page: Open, tmp_path: Path) -> None:
    one = open_page()
    one.file = str(tmp_path / "gone.toml")
    one.page.import_button.click()
    assert one.said().startswith("Not imported: gone.toml")


@pytest.mark.parametrize("name", ["out.toml", "out.json"])
def test_what_is_exported_can_be_imported_again(open_page: Open, tmp_path: Path, name: str) -> None:
    one = open_page()
    one.page.policies.add()
    one.file = str(tmp_path / name)
    one.page.export_button.click()
    assert one.said().startswith(f"Exported: {name}")
    assert replace(read_library(tmp_path / name), revision=one.library.revision, past=one.library.past) == one.library


def test_a_file_without_an_ending_is_written_as_toml(open_page: Open, tmp_path: Path) -> None:
    one = open_page()
    one.file = str(tmp_path / "mine")
    one.page.export_button.click()
    assert read_library(tmp_path / "mine.toml").name == "Biblioteca de prueba"


def test_a_folder_that_cannot_be_written_to_is_told(open_page: Open, tmp_path: Path) -> None:
    one = open_page()
    one.file = str(tmp_path / "nowhere" / "mine.toml")
    one.page.export_button.click()
    assert one.said().startswith("Not exported: mine.toml")


def test_leaving_with_nothing_written_asks_nothing(open_page: Open) -> None:
    one = open_page()
    assert one.page.may_leave()


@pytest.mark.parametrize(
    ("answer", "may", "lines"), [(Leaving.SAVE, True, 4), (Leaving.DISCARD, True, 3), (Leaving.STAY, False, 3)]
)
def test_leaving_asks_what_becomes_of_what_is_written(open_page: Open, answer: Leaving, may: bool, lines: int) -> None:
    one = open_page()
    one.page.policies.add()
    one.leaving = answer
    assert one.page.may_leave() is may
    assert one.page.unsaved() is (answer is Leaving.STAY)
    assert len(one.held().policies) == lines


def test_the_preview_follows_what_is_written(open_page: Open) -> None:
    one = open_page()
    one.page.preview.ask(category="ADULT", item_type="DVD", branch="MAIN")
    assert "Adult · DVD: due Mon 30 Nov 2026; 3 days late: €0.30" in one.preview()
    one.page.policies.choose(1)
    one.term("fee_per_day")._set.click()
    one.term("fee_per_day").editor._box.setValue(0.20)
    assert "3 days late: €0.60" in one.preview()
    assert "0.60 EUR" in one.preview()


def test_the_preview_lends_now_on_the_clocks_of_the_branch(open_page: Open) -> None:
    one = open_page()
    shown = one.page.preview.findChildren(QDateTimeEdit)[0].dateTime().toString("HH:mm")
    there = one.workstation.clock.at.astimezone(ZoneInfo("Europe/Madrid"))
    assert shown == f"{there:%H:%M}"


def test_the_preview_says_what_is_not_for_loan(open_page: Open) -> None:
    one = open_page()
    one.page.preview.ask(category="ADULT", item_type="REF", branch="MAIN")
    assert "Adult · Reference: not for loan" in one.preview()


def test_the_preview_comes_by_itself(open_page: Open, qtbot: QtBot) -> None:
    one = open_page()
    one.page.preview.ask(category="ADULT", item_type="DVD", branch="MAIN")
    one.page.policies.choose(1)
    one.term("loan").editor._box.setValue(10)
    qtbot.waitUntil(lambda: "Thu 3 Dec 2026" in one.page.preview.text())


def test_the_parts_and_saving_are_reached_by_keys(open_page: Open) -> None:
    one = open_page()
    one.page.policies.add()
    one.press(one.page, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert one.page.calendars.isVisible()
    one.press(one.page, Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    assert one.page.policies.isVisible()
    one.press(one.page, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert not one.page.unsaved()


def test_what_central_passed_on_is_shown_unless_something_is_written(open_page: Open) -> None:
    one = open_page()
    one.page.hide()
    newer = replace(a_library(), name="Nueva", revision="2026-11-23T10:00:00+00:00")
    one.workstation.desk.set_up(newer)
    one.held()
    one.page.show()
    assert one.library.name == "Nueva"
    one.page.policies.add()
    one.page.hide()
    one.workstation.desk.set_up(replace(newer, name="Otra"))
    one.held()
    one.page.show()
    assert one.library.name == "Nueva"
    assert one.page.unsaved()


def test_the_page_speaks_spanish(open_page: Open, spanish: None) -> None:
    one = open_page()
    one.page.preview.ask(category="ADULT", item_type="DVD", branch="MAIN")
    assert "Adulto · DVD: devolución lun 30 nov 2026; 3 días de atraso: 0,30\xa0€" in one.preview()
    one.page.policies.add()
    assert "Cambios sin guardar" in texts(one.page)


def test_a_page_that_stands_in_for_another_keeps_what_is_written_and_what_is_shown(open_page: Open) -> None:
    one = open_page()
    one.page.policies.choose(1)
    one.term("loan").editor._box.setValue(9)
    one.page.preview.ask(category="CHILD", item_type="DVD", branch="EAST")
    after = SettingsPage(one.workstation)
    one.bot.addWidget(after)
    after.take_over(one.page)
    assert after.draft.library == one.library
    assert after.unsaved()
    assert after.policies.view.currentIndex().row() == 1
    assert after.policies.form.rows["loan"].editor.said() == "9 days"
    assert after.preview._case() == one.page.preview._case()


def test_tab_leads_from_the_sections_into_the_terms(open_page: Open) -> None:
    one = open_page()
    loan = one.term("loan")
    sections = one.page.policies.form._sections
    sections.setFocus()
    one.press(sections, Qt.Key.Key_Tab)
    assert one.page.focusWidget() is loan._set
    one.press(loan._set, Qt.Key.Key_Space)
    assert one.page.focusWidget() is loan.editor._box


def test_an_exported_file_replaces_an_older_one_whole(open_page: Open, tmp_path: Path) -> None:
    one = open_page()
    one.file = str(tmp_path / "mine.json")
    Path(one.file).write_text("older" * 9999)
    one.page.export_button.click()
    assert read_library(Path(one.file)).name == "Biblioteca de prueba"
    assert "older" not in Path(one.file).read_text()
