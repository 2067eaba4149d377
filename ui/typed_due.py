"""A due date that staff typed, a day or a moment: it holds for every check-out and renewal until it is cleared."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QDate, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPalette
from PySide6.QtWidgets import QDateEdit, QFrame, QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from ui import style
from ui.moment_field import read_time

_LATER = 14  # days on, that the calendar starts from


class DueDate(QFrame):
    """A day, and a time of day that may be left out; it says that it holds."""

    changed = Signal()

    def __init__(self, zone: str, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zone, self._now = ZoneInfo(zone), now
        self._value: date | datetime | None = None
        self._label = QLabel(self.tr("&Due date"))
        self._edit, self._clock = QDateEdit(), QLineEdit()
        self._edit.setCalendarPopup(True)
        self._edit.setDisplayFormat("d MMM yyyy")
        self._edit.setAccessibleName(self.tr("Due date for the next check-outs and renewals"))
        self._edit.setFixedWidth(124)
        self._clock.setAccessibleName(self.tr("Time of day, or nothing for the whole day"))
        self._clock.setToolTip(self.tr("Time of day, or nothing for the whole day"))
        self._clock.setPlaceholderText(self.tr("hh:mm"))
        self._clock.setFixedWidth(58)
        self._label.setBuddy(self._edit)
        self.setFocusProxy(self._edit)
        self._said = QLabel()
        self._clear = QToolButton()
        self._clear.setIcon(style.icon("close"))
        self._clear.setToolTip(self.tr("Clear the due date (Esc in it)"))
        self._clear.setAccessibleName(self.tr("Clear the due date (Esc in it)"))
        self._clear.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._clear.clicked.connect(self.clear)
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 3, 6, 3)
        for widget in (self._label, self._edit, self._clock, self._said, self._clear):
            row.addWidget(widget)
        self._edit.dateChanged.connect(self._typed)
        self._clock.textEdited.connect(self._timed)
        for widget in (self._edit, self._clock):
            widget.installEventFilter(self)
        self.put(None)

    def value(self) -> date | datetime | None:
        """The day, or the moment in UTC; None lets policy decide."""
        return self._value

    def clear(self) -> None:
        """Let policy decide again."""
        self.put(None)

    def put(self, value: date | datetime | None) -> None:
        self._value = value
        local = value.astimezone(self._zone) if isinstance(value, datetime) else None
        day = local.date() if local else value
        shown = self._today().addDays(_LATER) if day is None else QDate(day.year, day.month, day.day)
        self._edit.blockSignals(True)
        self._edit.setDate(shown)
        self._edit.blockSignals(False)
        self._clock.setText(f"{local:%H:%M}" if local else "")
        self._show()
        self.changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc in here lets policy decide again; only then does it finish the patron."""
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape and self._value is not None:
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
            elif event.type() == QEvent.Type.KeyPress:
                self.clear()
            return True
        return False

    def _today(self) -> QDate:
        day = self._now().astimezone(self._zone).date()
        return QDate(day.year, day.month, day.day)

    def _timed(self) -> None:
        """A time of day without a day is today's."""
        if self._value is None and read_time(self._clock.text()) is not None:
            self._edit.blockSignals(True)
            self._edit.setDate(self._today())
            self._edit.blockSignals(False)
        self._typed(self._edit.date())

    def _typed(self, chosen: QDate) -> None:
        day, text = date(chosen.year(), chosen.month(), chosen.day()), self._clock.text().strip()
        at = read_time(text)
        if at is not None:
            self._value = datetime.combine(day, at, self._zone).astimezone(UTC)
        elif not text or self._value is not None:
            self._value = day
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        kept = self._value is not None
        style.reveal(self._clear, kept)
        style.put(self._said, self.tr("kept until cleared") if kept else self.tr("by policy"))
        style.tint(self, back=style.WARN_SOFT if kept else style.WINDOW)
        style.tint(self._said, text=style.WARN if kept else style.QUIET)
        style.sized(self._said, 10, bold=kept)
        colours = QPalette()
        if self._clock.text().strip() and read_time(self._clock.text()) is None:
            colours.setColor(QPalette.ColorRole.Base, QColor("#ffe3e3"))
        self._clock.setPalette(colours)
