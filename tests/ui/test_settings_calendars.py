"""A calendar's week, closures, exceptional days and public holidays are written here, and the due date follows."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, Qt
from pytestqt.qtbot import QtBot

from deskapp.domain.calendar import Calendar, Closure, Opening
from tests.desks import a_library
from tests.ui.screen import texts
from tests.ui.settings import Open, Settings, opening
from tests.ui.test_settings_lists import pick, write

WEEK = (("09:00-14:00",),) * 6 + ((),)


@pytest.fixture
def open_page(qtbot: QtBot, tmp_path: Path) -> Iterator[Open]:
    QLocale.setDefault(QLocale("en"))
    yield from opening(qtbot, tmp_path)


@pytest.fixture
def one(open_page: Open) -> Settings:
    """The branch MAIN goes by the calendar Town."""
    library = a_library()
    main, *others = library.branches
    branches = (replace(main, calendar="Town"), *others)
    library = replace(library, calendars=(Calendar("Town", hours=WEEK),), branches=branches)
    return open_page(library)


def town(one: Settings) -> Calendar:
    return next(c for c in one.library.calendars if c.name == "Town")


def test_a_day_has_several_spans(one: Settings, qtbot: QtBot) -> None:
    one.page.show_tab(one.page.calendars)
    line = one.page.calendars.week.lines[0]
    qtbot.keyClicks(line, ", 16:00 - 20:00")
    assert town(one).hours[0] == ("09:00-14:00", "16:00-20:00")
    assert one.troubles() == []
    one.page.calendars.week.lines[5].clear()
    one.page.calendars.week.lines[5].textEdited.emit("")
    assert town(one).hours[5] == ()


def test_hours_that_are_none_are_told_and_a_click_goes_to_the_day(one: Settings, qtbot: QtBot) -> None:
    one.page.show_tab(one.page.calendars)
    qtbot.keyClicks(one.page.calendars.week.lines[2], ", 20 to 22")
    assert "Calendar Town" in one.troubles()[0]
    assert not one.page.save_button.isEnabled()
    one.page.show_tab(one.page.general)
    one.page.problems.list.itemClicked.emit(one.page.problems.list.item(0))
    assert one.page.focusWidget() is one.page.calendars.week.lines[2]


def test_closures_move_the_due_date_in_the_preview(one: Settings) -> None:
    one.page.preview.ask(category="ADULT", item_type="DVD", branch="MAIN")
    assert "due Mon 30 Nov 2026" in one.preview()
    closures = one.page.calendars.closures
    closures.add()
    for column, typed in enumerate(("30/11/2026", "1/12/2026", "Works")):
        write(closures, 0, column, typed)
    assert town(one).closures == (Closure(date(2026, 11, 30), date(2026, 12, 1), "Works"),)
    assert "due Wed 2 Dec 2026" in one.preview()
    closures.table.item(0, 3).setCheckState(Qt.CheckState.Checked)
    assert town(one).closures[0].yearly


def test_an_exceptional_day_is_open_whatever_else_is_said(one: Settings) -> None:
    openings = one.page.calendars.openings
    openings.add()
    write(openings, 0, 0, "29/11/2026")
    write(openings, 0, 1, "10:00-13:00")
    assert town(one).openings == (Opening(date(2026, 11, 29), ("10:00-13:00",)),)


def test_the_public_holidays_of_a_region_are_written_out(one: Settings) -> None:
    form = one.page.calendars.holidays
    form.rows.add()
    days = {c.first for c in town(one).public_days}
    assert date(2026, 12, 25) in days
    assert date(2027, 5, 2) not in days
    pick(form.rows, 0, 1, "MD")
    days = {c.first for c in town(one).public_days}
    assert date(2028, 5, 2) in days
    listed = [form.days.item(n).text() for n in range(form.days.count())]
    assert any(text.startswith("Fri 25 Dec 2026") for text in listed)


def test_another_country_takes_the_region_away(one: Settings) -> None:
    form = one.page.calendars.holidays
    form.rows.add()
    pick(form.rows, 0, 1, "MD")
    pick(form.rows, 0, 0, "PT")
    assert (town(one).holidays[0].country, town(one).holidays[0].region) == ("PT", "")
    assert date(2027, 6, 10) in {c.first for c in town(one).public_days}
    assert one.troubles() == []


def test_a_holiday_without_its_mark_is_open(one: Settings) -> None:
    form = one.page.calendars.holidays
    form.rows.add()
    row = next(n for n in range(form.days.count()) if form.days.item(n).text().startswith("Tue 8 Dec 2026"))
    form.days.item(row).setCheckState(Qt.CheckState.Unchecked)
    assert town(one).holidays[0].open == (date(2026, 12, 8),)
    assert date(2026, 12, 8) not in {c.first for c in town(one).public_days}
    form.days.item(row).setCheckState(Qt.CheckState.Checked)
    assert town(one).holidays[0].open == ()
    assert date(2026, 12, 8) in {c.first for c in town(one).public_days}


def test_the_days_go_with_the_last_declaration(one: Settings) -> None:
    form = one.page.calendars.holidays
    form.rows.add()
    form.rows.remove()
    assert town(one).public_days == ()


def test_a_renamed_calendar_stays_with_its_branches(one: Settings, qtbot: QtBot) -> None:
    one.page.show_tab(one.page.calendars)
    name = one.page.calendars._name
    name.setFocus()
    name.selectAll()
    qtbot.keyClicks(name, "City")
    assert one.library.calendars[0].name == "City"
    assert one.library.branches[0].calendar == "City"
    assert "Goes for: Central" in texts(one.page)


def test_calendars_are_added_chosen_and_removed(one: Settings) -> None:
    page = one.page.calendars
    one.page.show_tab(page)
    page.add()
    assert page._name.text() == "New calendar"
    assert "No branch goes by it: choose it under Branches." in texts(page)
    page._which.setCurrentIndex(0)
    assert page._name.text() == "Town"
    page._which.setCurrentIndex(1)
    page.remove()
    assert [c.name for c in one.library.calendars] == ["Town"]
    page.remove()
    assert one.library.calendars == ()
    assert not page.parts.isEnabled()
    assert any("Town" in trouble for trouble in one.troubles())


def test_what_was_saved_holds_with_its_holidays(one: Settings) -> None:
    one.page.calendars.holidays.rows.add()
    one.page.save_button.click()
    assert date(2026, 12, 25) in {c.first for c in one.held().calendars[0].public_days}
