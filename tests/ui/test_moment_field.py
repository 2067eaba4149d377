"""A day and a time of day, typed as staff type them, in the branch's own time."""

from datetime import UTC, datetime, time

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.ui.screen import line
from ui.moment_field import MomentField, read_time

NOW = datetime(2026, 7, 10, 12, 0, tzinfo=UTC)


def a_field(qtbot: QtBot) -> MomentField:
    field = MomentField("Europe/Madrid", lambda: NOW, "Returned on")
    qtbot.addWidget(field)
    return field


def typed(field: MomentField, day: str, clock: str) -> MomentField:
    line(field, "Day").setText(day)
    line(field, "Time of day").setText(clock)
    return field


def test_a_moment_is_that_of_the_branch_in_summer_and_in_winter(qtbot: QtBot) -> None:
    field = a_field(qtbot)
    assert typed(field, "3/7/2026", "19:30").value() == datetime(2026, 7, 3, 17, 30, tzinfo=UTC)
    assert typed(field, "3/2/2026", "19:30").value() == datetime(2026, 2, 3, 18, 30, tzinfo=UTC)


def test_a_moment_that_is_shown_is_the_moment_that_is_read(qtbot: QtBot) -> None:
    field, at = a_field(qtbot), datetime(2026, 3, 28, 22, 15, tzinfo=UTC)
    field.put(at)
    assert field.value() == at
    assert field.problem() == ""


@pytest.mark.parametrize(
    ("day", "clock"),
    [("", ""), ("3/7/2026", ""), ("", "19:30"), ("31/6/2026", "10:00"), ("3/7/26", "10:00"), ("3/7/2026", "25:00")],
)
def test_what_is_no_moment_is_none_and_says_how_to_type_one(qtbot: QtBot, day: str, clock: str) -> None:
    field = typed(a_field(qtbot), day, clock)
    assert field.value() is None
    assert "24/12/2025" in field.problem()


def test_a_moment_still_to_come_is_none_and_says_so(qtbot: QtBot) -> None:
    field = typed(a_field(qtbot), "10/07/2026", "14:01")
    assert field.value() is None
    assert field.problem() == "That moment is still to come."
    assert typed(field, "10/07/2026", "14:00").value() == NOW


@pytest.mark.parametrize(
    ("text", "read"), [("19:30", time(19, 30)), ("7.05", time(7, 5)), ("1930", time(19, 30)), (" 0:00 ", time(0))]
)
def test_a_time_of_day_is_read_as_staff_write_it(text: str, read: time) -> None:
    assert read_time(text) == read


def test_typing_replaces_what_was_proposed(qtbot: QtBot) -> None:
    field = a_field(qtbot)
    field.put(datetime(2026, 3, 28, 22, 15, tzinfo=UTC))
    field.show()
    field.activateWindow()
    qtbot.waitUntil(field.isActiveWindow)  # without it nothing gets the focus
    line(field, "Time of day").setFocus(Qt.FocusReason.OtherFocusReason)
    field.setFocus(Qt.FocusReason.OtherFocusReason)
    qtbot.keyClicks(line(field, "Day"), "3/7/2026")
    line(field, "Time of day").setFocus(Qt.FocusReason.OtherFocusReason)
    qtbot.keyClicks(line(field, "Time of day"), "1930")
    assert field.value() == datetime(2026, 7, 3, 17, 30, tzinfo=UTC)


def test_what_is_proposed_anew_is_replaced_too(qtbot: QtBot) -> None:
    field = a_field(qtbot)
    field.show()
    field.activateWindow()
    qtbot.waitUntil(field.isActiveWindow)
    field.setFocus(Qt.FocusReason.OtherFocusReason)
    field.put(datetime(2026, 3, 28, 22, 15, tzinfo=UTC))
    qtbot.keyClicks(line(field, "Day"), "3/7/2026")
    assert line(field, "Day").text() == "3/7/2026"
