"""The board of the check-in page: in big letters where the item in hand goes; names and money on asking."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from deskapp.desk.answers import NextStop
from ui import style
from ui.patron_header import ElidedLabel

HIDDEN = "•••••"


@dataclass(frozen=True, slots=True)
class Look:
    icon: str
    colour: str
    back: str


STOPS = {
    NextStop.SHELF: Look("bookshelf", style.GOOD, style.GOOD_SOFT),
    NextStop.STAYS: Look("package-variant", style.BAD, style.BAD_SOFT),
    NextStop.HOLD_SHELF: Look("bookmark-check", style.WARN, style.WARN_SOFT),
    NextStop.TRANSIT: Look("truck", style.CALM, style.CALM_SOFT),
    NextStop.TRANSIT_FOR_HOLD: Look("truck-fast", style.CALM, style.CALM_SOFT),
}
REFUSED = Look("close-octagon", style.BAD, style.BAD_SOFT)
ATTENTION = Look("alert", style.WARN, style.WARN_SOFT)
COUNTED = Look("counter", style.GOOD, style.GOOD_SOFT)
NOTHING = Look("barcode-scan", style.QUIET, "#ffffff")


@dataclass(frozen=True, slots=True)
class Answer:
    """What the board says of one scan. `private` is hidden until it is asked for."""

    where: str
    look: Look
    title: str = ""
    barcode: str = ""
    lines: Sequence[str] = ()
    private: str = ""


class Board(QFrame):
    """Shows one answer; the next one hides what is private again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._answer = Answer("", NOTHING)
        self._icon, self.where = QLabel(), QLabel()
        self._title, self._barcode, self.lines = ElidedLabel(), QLabel(), QLabel()
        self.private = QLabel()
        for label in (self.where, self.lines, self.private):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.show_private = QPushButton(style.icon("eye-outline"), self.tr("Show names (hold F9)"))
        self.show_private.setCheckable(True)
        self.show_private.setAutoDefault(False)
        self.show_private.toggled.connect(self._show_names)
        self.where.setAccessibleName(self.tr("Where the item goes next"))
        self.lines.setAccessibleName(self.tr("What taking it back put right"))
        style.sized(self.where, 34, bold=True)
        style.sized(self._title, 15, bold=True)
        style.sized(self.lines, 12, bold=True)
        self.setMinimumHeight(200)
        self._arrange()

    def _arrange(self) -> None:
        texts = QVBoxLayout()
        texts.setSpacing(4)
        for widget in (self.where, self._title, self._barcode, self.lines):
            texts.addWidget(widget)
        texts.addStretch()
        hidden = QHBoxLayout()
        hidden.addWidget(self.private, 1)
        hidden.addWidget(self.show_private)
        texts.addLayout(hidden)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 14, 18, 12)
        row.setSpacing(20)
        row.addWidget(self._icon, alignment=Qt.AlignmentFlag.AlignTop)
        row.addLayout(texts, 1)

    def answer(self) -> Answer:
        """The one that is shown."""
        return self._answer

    def show_answer(self, answer: Answer) -> None:
        self._answer = answer
        self.show_private.setChecked(False)
        style.tint(self, back=answer.look.back)
        style.tint(self.where, text=answer.look.colour)
        self._icon.setPixmap(style.pixmap(answer.look.icon, answer.look.colour, 84))
        self.where.setText(answer.where)
        self._title.put(answer.title)
        style.put(self._barcode, answer.barcode)
        style.put(self.lines, "\n".join(answer.lines))
        style.reveal(self.lines, bool(answer.lines))
        self._show_names()

    def reveal(self, yes: bool) -> None:
        """The privacy key went down, or up."""
        self.show_private.setChecked(yes)

    def _show_names(self) -> None:
        shown, said = self.show_private.isChecked(), self._answer.private
        style.put(self.private, said if shown else HIDDEN if said else "")
        self.show_private.setEnabled(bool(said))
