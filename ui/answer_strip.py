"""The answer to the last item taken back from a list: in large letters where it goes."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from deskapp.desk.answers import CheckedIn, NextStop
from deskapp.domain.values import ItemId
from ui import item_words, style
from ui.patron_header import ElidedLabel

_LOOKS = {
    NextStop.SHELF: ("bookshelf", style.GOOD, style.GOOD_SOFT),
    NextStop.STAYS: ("archive-outline", style.QUIET, "#eceef1"),
    NextStop.HOLD_SHELF: ("bookmark-check", style.WARN, style.WARN_SOFT),
    NextStop.TRANSIT: ("truck", style.CALM, style.CALM_SOFT),
    NextStop.TRANSIT_FOR_HOLD: ("truck-fast", style.CALM, style.CALM_SOFT),
}


class AnswerStrip(QFrame):
    """Hidden until there is an answer."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.item: ItemId | None = None
        self._icon, self._where, self._title = QLabel(), QLabel(), ElidedLabel()
        self._where.setTextFormat(Qt.TextFormat.PlainText)
        style.sized(self._where, 20, bold=True)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(self._where)
        texts.addWidget(self._title)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 6, 14, 6)
        row.setSpacing(14)
        row.addWidget(self._icon)
        row.addLayout(texts, 1)
        self.hide()

    def show_answer(self, answer: CheckedIn) -> None:
        self.item = answer.item
        icon, colour, back = _LOOKS[answer.next]
        style.tint(self, back=back)
        style.tint(self._where, text=colour)
        self._icon.setPixmap(style.pixmap(icon, colour, 40))
        self._where.setText(item_words.next_stop(answer.next, answer.to))
        self._title.put(f"{answer.title}  ·  {answer.barcode}")
        self.show()
