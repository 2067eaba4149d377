"""Why it is so: an explanation in sentences that staff can read out, in a window that Esc closes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from deskapp.wording.explain_words import sentences
from ui import style

if TYPE_CHECKING:
    from deskapp.desk.desk import Desk
    from deskapp.domain.told import Explanation

_WIDTH = 620
_TALLEST = 460
_GAP = 7


def show_explanation(
    parent: QWidget | None, title: str, lines: Sequence[str], *, answer_last: bool = True
) -> ExplanationDialog:
    """Show sentences under a heading. Esc or Enter closes it, and scans wait until then."""
    dialog = ExplanationDialog(parent, title, lines, answer_last=answer_last)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.resize(dialog.sizeHint())
    dialog.open()
    return dialog


def spoken(desk: Desk, explanation: Explanation) -> list[str]:
    """An explanation in the language of the window."""
    spanish = QLocale().language() == QLocale.Language.Spanish
    return sentences(explanation, "es" if spanish else "en", desk.names_in(explanation))


class ExplanationDialog(QDialog):
    """The steps one below the other; in bold the answer, or, of several, what each begins with."""

    def __init__(self, parent: QWidget | None, title: str, lines: Sequence[str], *, answer_last: bool = True) -> None:
        super().__init__(parent)
        self.lines = tuple(lines)
        self._answer = len(lines) - 1 if answer_last else -1
        self.setWindowTitle(self.tr("Why?"))
        heading = QLabel(title)
        heading.setWordWrap(True)
        heading.setTextFormat(Qt.TextFormat.PlainText)
        style.sized(heading, 13, bold=True)
        self._copy = QPushButton(style.icon("content-copy"), self.tr("C&opy"))
        self._copy.setAutoDefault(False)
        self._copy.clicked.connect(self._copy_all)
        close = QPushButton(self.tr("&Close"))
        close.setDefault(True)
        close.clicked.connect(self.accept)
        bottom = QHBoxLayout()
        bottom.addStretch()
        bottom.addWidget(self._copy)
        bottom.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(10)
        column.addWidget(heading)
        column.addWidget(self._steps(), 1)
        column.addLayout(bottom)
        self._title = title
        close.setFocus()
        self._rest = heading.heightForWidth(_WIDTH) + close.sizeHint().height() + 52  # margins and spaces

    def sizeHint(self) -> QSize:
        return QSize(_WIDTH + 40, self._height + self._rest)

    def _steps(self) -> QScrollArea:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(_GAP)
        grid.setColumnStretch(1, 1)
        height = 0
        for row, text in enumerate(self.lines):
            number, said = QLabel("•" if text else ""), QLabel(text)
            style.tint(number, text=style.QUIET)
            said.setWordWrap(True)
            said.setTextFormat(Qt.TextFormat.PlainText)
            said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            if row == self._answer or (self._answer < 0 and (not row or not self.lines[row - 1])):
                style.sized(said, 11.5, bold=True)
            grid.addWidget(number, row, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
            grid.addWidget(said, row, 1)
            height += said.heightForWidth(_WIDTH - 50) + _GAP
        grid.setRowStretch(len(self.lines), 1)
        body, area = QWidget(), QScrollArea()
        body.setLayout(grid)
        body.setAccessibleName(self.tr("Explanation"))
        body.setAccessibleDescription("\n".join(self.lines))
        area.setWidget(body)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setMinimumSize(_WIDTH, 60)
        self._height = min(_TALLEST, height + _GAP)
        return area

    def _copy_all(self) -> None:
        QGuiApplication.clipboard().setText("\n".join((self._title, *self.lines)))
