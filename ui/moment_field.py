"""A day and a time of day as staff type them, in the branch's own time."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFocusEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from ui import style
from ui.fields import read_date, written_date

_CLOCK = re.compile(r"(\d{1,2})[:.h ]?(\d{2})")


class ReplacedLine(QLineEdit):
    """An input with something proposed: getting the focus selects all of it, and typing replaces it."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() == Qt.FocusReason.MouseFocusReason:
            QTimer.singleShot(0, self, self.selectAll)  # the click itself still places the cursor
        elif event.reason() not in (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason):
            self.selectAll()


class MomentField(QWidget):
    """Two inputs. `value` is a moment in UTC that is past, or None; below stands nothing: `problem` says why not."""

    entered = Signal()  # Enter in either

    def __init__(self, zone: str, now: Callable[[], datetime], label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zone, self._now = ZoneInfo(zone), now
        self._label, self._day, self._clock = QLabel(label), ReplacedLine(), ReplacedLine()
        self._label.setBuddy(self._day)
        self._day.setAccessibleName(self.tr("Day"))
        self._day.setPlaceholderText(self.tr("day/month/year"))
        self._day.setFixedWidth(110)
        self._clock.setAccessibleName(self.tr("Time of day"))
        self._clock.setPlaceholderText(self.tr("hh:mm"))
        self._clock.setFixedWidth(64)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for widget in (self._label, self._day, self._clock):
            row.addWidget(widget)
        for line in (self._day, self._clock):
            line.textChanged.connect(self._colour)
            line.returnPressed.connect(self.entered)
        self.setFocusProxy(self._day)

    def put(self, at: datetime | None) -> None:
        """Show a moment, or none."""
        local = at.astimezone(self._zone) if at else None
        self._day.setText(written_date(local.date()) if local else "")
        self._clock.setText(f"{local:%H:%M}" if local else "")
        for line in (self._day, self._clock):
            if line.hasFocus():
                line.selectAll()

    def take_over(self, before: MomentField) -> None:
        self._day.setText(before._day.text())
        self._clock.setText(before._clock.text())

    def value(self) -> datetime | None:
        """The moment in UTC; None when it cannot be read, or is still to come."""
        at = self._typed()
        return at if at is not None and at <= self._now() else None

    def problem(self) -> str:
        """What is wrong with what is typed, in words."""
        if self._typed() is None:
            return self.tr("Type a day and a time, such as 24/12/2025 and 19:30.")
        return "" if self.value() else self.tr("That moment is still to come.")

    def on_dark(self) -> None:
        """It stands on a dark band: the label is white."""
        style.tint(self._label, text="#ffffff")

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.EnabledChange:
            self._colour()
        super().changeEvent(event)

    def _typed(self) -> datetime | None:
        day, clock = read_date(self._day.text()), read_time(self._clock.text())
        if day is None or clock is None:
            return None
        return datetime.combine(day, clock, self._zone).astimezone(UTC)

    def _colour(self) -> None:
        wrong = bool(self._day.text() or self._clock.text()) and self.value() is None
        for line in (self._day, self._clock):
            colours = QPalette()
            if wrong:
                colours.setColor(QPalette.ColorRole.Base, QColor("#ffe3e3"))
            line.setPalette(colours)
            line.setAccessibleDescription(self.problem() if wrong else "")
            line.setToolTip(self.problem() if wrong else "")


def read_time(text: str) -> time | None:
    """A time of day such as 19:30, 19.30, 1930 or 7:05."""
    found = _CLOCK.fullmatch(text.strip())
    try:
        return time(int(found[1]), int(found[2])) if found else None
    except ValueError:
        return None
