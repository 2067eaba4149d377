"""A line of plain text above a form: something to know, or to mind. Empty, it takes no room."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from ui import style


class NoteLine(QLabel):
    """Says one thing at a time."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setContentsMargins(8, 5, 8, 5)
        self.setWordWrap(True)
        self.hide()

    def nothing(self) -> None:
        self.clear()
        self.hide()

    def tell(self, text: str) -> None:
        self._say(text, style.CALM, style.CALM_SOFT)

    def warn(self, text: str) -> None:
        self._say(text, style.WARN, style.WARN_SOFT)

    def _say(self, text: str, colour: str, back: str) -> None:
        style.tint(self, text=colour, back=back)
        self.setText(text)
        self.show()
