"""How the next items are lent: until a date that staff typed, on-site, taken by somebody else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from deskapp.domain.values import PatronId
from ui import style, words
from ui.scan import ScanQueue
from ui.taken_by import TakenBy
from ui.typed_due import DueDate

if TYPE_CHECKING:
    from deskapp.desk.desk import Desk


@dataclass(frozen=True, slots=True)
class Modes:
    """What `Desk.check_out` is told besides patron and item."""

    due: date | datetime | None = None
    on_site: bool = False
    taken_by: PatronId | None = None


class LendingModes(QWidget):
    """One row, a key for each: Ctrl+D, F11, F12."""

    changed = Signal()
    said = Signal(object)  # Message

    def __init__(self, desk: Desk, scans: ScanQueue | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zone = desk.branch.zone
        self.due = DueDate(desk.branch.zone, desk.now)
        self.taker = TakenBy(desk, scans)
        self._on_site = QPushButton(style.icon("seat-outline"), self.tr("On-&site (F11)"))
        self._on_site.setCheckable(True)
        self._on_site.setAutoDefault(False)
        self._on_site.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the scan field where it is
        self._on_site.setToolTip(self.tr("What is lent is used here, until closing"))
        self._on_site.toggled.connect(self._changed)
        self.due.changed.connect(self._changed)
        self.taker.changed.connect(self._changed)
        self.taker.said.connect(self.said)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.due)
        row.addWidget(self._on_site)
        row.addWidget(self.taker, 1)
        for keys, deed in (
            ("Ctrl+D", self.due.begin),
            ("F11", self._on_site.toggle),
            ("F12", self.taker.setFocus),
        ):
            QShortcut(QKeySequence(keys), self, deed)

    def value(self) -> Modes:
        return Modes(self.due.value(), self._on_site.isChecked(), self.taker.value())

    def clear(self) -> None:
        """Lend as policy says, to the patron, to take away."""
        self.due.clear()
        self.end_visit()

    def end_visit(self) -> None:
        """What held for one visit is over; a date that staff typed stays until they clear it."""
        self._on_site.setChecked(False)
        self.taker.clear()

    def said_words(self) -> Sequence[str]:
        """What holds now, in words."""
        due = self.due.value()
        until = words.due(due, self._zone) if isinstance(due, datetime) else due and words.day(due)
        return [
            *([self.tr("due {date}").format(date=until)] if until else []),
            *([self.tr("on-site")] if self._on_site.isChecked() else []),
            *([self.tr("taken by {name}").format(name=self.taker.name())] if self.taker.value() else []),
        ]

    def _changed(self) -> None:
        kept = self._on_site.isChecked()
        style.tint(self._on_site, text=style.WARN if kept else style.TEXT, back=style.WARN_SOFT if kept else "#e6e8eb")
        style.sized(self._on_site, 10.5, bold=kept)
        self.changed.emit()
