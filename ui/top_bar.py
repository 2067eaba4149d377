"""The top bar: the scan field, and beside it in the accent colour the one patron that items go to."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ui import style
from ui.patron_header import ElidedLabel
from ui.scan_field import ScanField
from ui.session import ActivePatron


class ActiveChip(QFrame):
    """Who is active; a click goes to their tab."""

    clicked = Signal()
    finish = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon, self._caption, self._name = QLabel(), QLabel(), ElidedLabel()
        self._finish = QPushButton(self.tr("Finish (Esc)"))
        self._finish.setPalette(style.palette())  # not the chip's colours
        self._finish.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._finish.clicked.connect(self.finish)
        style.sized(self._caption, 9)
        style.sized(self._name, 14, bold=True)
        lines = QVBoxLayout()
        lines.setSpacing(0)
        lines.addWidget(self._caption)
        lines.addWidget(self._name)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 8, 4)
        row.setSpacing(10)
        row.addWidget(self._icon)
        row.addLayout(lines, 1)
        row.addWidget(self._finish)
        self.setMinimumWidth(380)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_active(self, active: ActivePatron, lends: bool) -> None:
        busy = active.id is not None
        colour = "#ffffff" if busy else style.QUIET
        style.tint(self, back=style.ACTIVE if busy else "#e6e8eb")
        for label in (self._caption, self._name):
            style.tint(label, text=colour)
        self._icon.setPixmap(style.pixmap("account-check" if busy else "account-off-outline", colour, 30))
        caption = self._caption_words(busy, lends)
        style.put(self._caption, f"{caption}   {active.card}" if busy else caption)
        self._name.put(active.name if busy else self.tr("No active patron"))
        style.reveal(self._finish, busy)
        self.setAccessibleName(f"{self._caption.text()}: {self._name.whole()}")

    def _caption_words(self, busy: bool, lends: bool) -> str:
        if not lends:
            return self.tr("Active, but this page lends nothing") if busy else self.tr("This page lends nothing")
        return self.tr("Items go to") if busy else self.tr("Items are shown, not lent")

    def mousePressEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        self.clicked.emit()
        super().mousePressEvent(event)


class TopBar(QWidget):
    """Scan field and chip, in sight on every page."""

    def __init__(self, active: ActivePatron, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = ScanField()
        self.field.setMinimumHeight(44)
        self.chip = ActiveChip()
        self._waiting = QLabel()
        style.tint(self._waiting, text=style.WARN)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 8, 10, 8)
        row.setSpacing(10)
        row.addWidget(self.field, 1)
        row.addWidget(self._waiting)
        row.addWidget(self.chip, 1)
        self._active = active
        self._lends = True
        active.changed.connect(self._show)
        self._waiting.hide()
        self._show()

    def show_waiting(self, text: str) -> None:
        """How many scans wait, if any do."""
        style.put(self._waiting, text)
        style.reveal(self._waiting, bool(text))

    def show_lends(self, yes: bool) -> None:
        """Whether items scanned on the page in front go to the active patron."""
        self._lends = yes
        self._show()

    def _show(self) -> None:
        self.chip.show_active(self._active, self._lends)
