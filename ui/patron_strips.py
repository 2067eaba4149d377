"""Below the head of a patron's tab: what staff should say to the patron, suspensions, and how things are lent now."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import QDate, QLocale, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from deskapp.desk.views import PatronPanel
from ui import style, words
from ui.strips import Strip

if TYPE_CHECKING:
    from deskapp.desk.desk import Desk


class PatronStrips(QWidget):
    """Each strip takes room only while it has something to say."""

    why_suspended = Signal()
    clear_modes = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.suspended = Strip("calendar-remove-outline", style.BAD, style.BAD_SOFT)
        self.warnings = Strip("bullhorn-outline", style.CALM, style.CALM_SOFT)
        self.modes = Strip("tune-variant", style.WARN, style.WARN_SOFT)
        for strip in (self.suspended, self.warnings, self.modes):
            strip.flatten()
        for strip, text, signal in (
            (self.suspended, self.tr("Why?"), self.why_suspended),
            (self.modes, self.tr("Lend normally"), self.clear_modes),
        ):
            button = strip.button(text)
            button.setAutoDefault(False)
            style.sized(button, 9)
            button.clicked.connect(signal)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for strip in (self.suspended, self.warnings, self.modes):
            column.addWidget(strip)
        self.hide()

    def show_panel(self, panel: PatronPanel) -> None:
        self.warnings.words.setText("   ·   ".join(words.block(block, panel.currency) for block in panel.warnings))
        style.reveal(self.warnings, bool(panel.warnings))
        self.suspended.words.setText(self._suspended_words(panel))
        style.reveal(self.suspended, bool(panel.suspensions))
        self._fit()

    def show_modes(self, said: Sequence[str]) -> None:
        """How the next items are lent; nothing: as policy says."""
        text = self.tr("Check-outs now: {modes}").format(modes="   ·   ".join(said)) if said else ""
        style.put(self.modes.words, text)
        style.reveal(self.modes, bool(said))
        self._fit()

    def _fit(self) -> None:
        style.reveal(self, not all(strip.isHidden() for strip in (self.suspended, self.warnings, self.modes)))

    def _suspended_words(self, panel: PatronPanel) -> str:
        if not panel.suspensions:
            return ""
        until = max(one.last for one in panel.suspensions)
        loans = words.plurals.loans(len(panel.suspensions))
        return self.tr("Suspended until {date} ({loans})").format(date=self._day(until), loans=loans)

    def _day(self, value: date) -> str:
        """A day as it is spoken; the year only when it is another one."""
        this_year = self._desk.now().astimezone(ZoneInfo(self._desk.branch.zone)).year
        form = self.tr("d MMMM", "a day of this year") if value.year == this_year else self.tr("d MMMM yyyy")
        return QLocale().toString(QDate(value.year, value.month, value.day), form)
