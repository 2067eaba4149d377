"""A due date that staff typed, a day or a moment: it holds for every check-out and renewal until it is cleared."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from ui import style
from ui.fields import read_date, written_date
from ui.moment_field import read_time

_YEARS: Final = 5  # ahead; what is further is a slip of the hand
_MARGIN: Final = 18  # frame, cursor and air around a text
_DAY_AND_MONTH = re.compile(r"(\d{1,2})[^\d]+(\d{1,2})")


class DueDate(QFrame):
    """A day, and a time of day that may be left out; it says that it holds, or that it cannot be read."""

    changed = Signal()

    def __init__(self, zone: str, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zone, self._now = ZoneInfo(zone), now
        self._value: date | datetime | None = None
        self._problem = ""
        self._label, self._said = QLabel(self.tr("&Due date")), QLabel()
        self._day = _line(
            self.tr("day/month/year"), "00/00/0000", self.tr("Due date for the next check-outs and renewals")
        )
        self._clock = _line(self.tr("hh:mm"), "00:00", self.tr("Time of day, or nothing for the whole day"))
        self._label.setBuddy(self._day)
        self.setFocusProxy(self._day)
        self._clear = QToolButton()
        self._clear.setIcon(style.icon("close"))
        self._clear.setToolTip(self.tr("Clear the due date (Esc in it)"))
        self._clear.setAccessibleName(self.tr("Clear the due date (Esc in it)"))
        self._clear.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._clear.clicked.connect(self.clear)
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 3, 4, 3)
        row.setSpacing(5)
        for widget in (self._label, self._day, self._clock, self._said, self._clear):
            row.addWidget(widget)
        QWidget.setTabOrder(self._day, self._clock)
        QWidget.setTabOrder(self._clock, self._clear)
        for line in (self._day, self._clock):
            line.textEdited.connect(self._typed)
            line.installEventFilter(self)
        self._day.editingFinished.connect(self._tidy)
        self.put(None)

    def value(self) -> date | datetime | None:
        """The day, or the moment in UTC; None lets policy decide."""
        return self._value

    def problem(self) -> str:
        """What is wrong with what is typed, in words; empty when it holds, or nothing is typed."""
        return self._problem

    def clear(self) -> None:
        """Let policy decide again."""
        self.put(None)

    def put(self, value: date | datetime | None) -> None:
        self._value, self._problem = value, ""
        local = value.astimezone(self._zone) if isinstance(value, datetime) else None
        self._day.setText(written_date(local.date() if local else value))
        self._clock.setText(f"{local:%H:%M}" if local else "")
        self._show()
        self.changed.emit()

    def begin(self) -> None:
        """Go to the day; what is typed next replaces it."""
        self._day.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._day.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc in here lets policy decide again; only then does it finish the patron."""
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape and self._text():
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
            elif event.type() == QEvent.Type.KeyPress:
                self.clear()
            return True
        by_keys = isinstance(event, QFocusEvent) and event.gotFocus() and event.reason() != _MOUSE
        if by_keys and isinstance(watched, QLineEdit):
            watched.selectAll()
        return False

    def _text(self) -> str:
        return f"{self._day.text()}{self._clock.text()}".strip()

    def _typed(self) -> None:
        self._value, self._problem = self._read()
        self._show()
        self.changed.emit()

    def _read(self) -> tuple[date | datetime | None, str]:
        """What is typed, or what is wrong with it. A time of day without a day is today's."""
        typed, clock = self._day.text().strip(), self._clock.text().strip()
        if not typed and not clock:
            return None, ""
        today = self._now().astimezone(self._zone).date()
        day = read_day(typed, today) if typed else today
        if day is None:
            return None, self.tr("Type a day such as 24/12/2026, or 24/12 for the next one.")
        if (day.year, day.month, day.day) > (today.year + _YEARS, today.month, today.day):
            return None, self.tr("That day is more than five years ahead: look at the year.")
        at = read_time(clock)
        if clock and at is None:
            return None, self.tr("Type a time of day such as 19:30, or leave it empty.")
        return (datetime.combine(day, at, self._zone).astimezone(UTC) if at else day), ""

    def _tidy(self) -> None:
        """Show the day that was understood, with its year."""
        day = read_day(self._day.text(), self._now().astimezone(self._zone).date())
        if day is not None:
            self._day.setText(written_date(day))

    def _show(self) -> None:
        kept, wrong = self._value is not None, bool(self._problem)
        style.reveal(self._clear, kept or wrong)
        text, back = style.QUIET, style.WINDOW
        said = self.tr("by policy")
        if wrong:
            said, text, back = self.tr("not understood: policy decides"), style.BAD, style.BAD_SOFT
        elif kept:
            said, text, back = self.tr("kept until cleared"), style.WARN, style.WARN_SOFT
        style.put(self._said, said)
        style.tint(self, back=back)
        style.tint(self._said, text=text)
        style.sized(self._said, 10, bold=kept or wrong)
        colours = QPalette()
        if wrong:
            colours.setColor(QPalette.ColorRole.Base, QColor("#ffe3e3"))
        for line in (self._day, self._clock):
            line.setPalette(colours)
            line.setAccessibleDescription(self._problem)
            line.setToolTip(self._problem or line.accessibleName())


_MOUSE = Qt.FocusReason.MouseFocusReason


def read_day(text: str, today: date) -> date | None:
    """A date as `read_date` takes it, or a day and a month: the next such day, which may be today."""
    found = _DAY_AND_MONTH.fullmatch(text.strip())
    if found is None:
        return read_date(text)
    day, month = int(found[1]), int(found[2])
    for year in range(today.year, today.year + _YEARS):
        try:
            there = date(year, month, day)
        except ValueError:  # 29 February, or no day at all
            continue
        if there >= today:
            return there
    return None


def _line(placeholder: str, widest: str, name: str) -> QLineEdit:
    """An input for a short text, wide enough for it and for the placeholder."""
    line = QLineEdit()
    line.setPlaceholderText(placeholder)
    line.setAccessibleName(name)
    room = line.fontMetrics().horizontalAdvance
    line.setFixedWidth(max(room(placeholder), room(widest)) + _MARGIN)
    return line
