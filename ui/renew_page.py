"""The renew page: an item's barcode is enough, for the patron is on the telephone."""

from __future__ import annotations

from collections import deque

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtGui import QColor, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from deskapp.desk.answers import Declined, Lent
from deskapp.domain.values import ItemId
from ui import style, words
from ui.due_words import why_due
from ui.patron_header import ElidedLabel
from ui.table import Cell, CellsModel, table_view

_KEPT = 200


class RenewPage(QWidget):
    """Shows the last answer large, and those of this session below."""

    explain = Signal(object, object)  # ItemId; Lent | Declined

    def __init__(self, zone: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zone = zone
        self._answers: deque[tuple[ItemId, Lent | Declined]] = deque(maxlen=_KEPT)
        self._board = QFrame()
        self._icon, self._answer = QLabel(), QLabel()
        self._title, self._why = ElidedLabel(), QLabel()
        self._why.setWordWrap(True)
        self._answer.setWordWrap(True)
        self._answer.setAccessibleName(self.tr("Result of the renewal"))
        self._model = CellsModel((self.tr("Title"), self.tr("Barcode"), self.tr("Result")), self)
        self._table = table_view(self._model, (0, 150, 420), self.tr("Renewals of this session"))
        self._unseen = QPushButton(style.icon("eye-off-outline"), self.tr("Without the &item (F11)"))
        self._unseen.setCheckable(True)
        self._unseen.setAutoDefault(False)
        self._unseen.setToolTip(self.tr("Renewals are counted as made without the item, as on the telephone"))
        self._unseen.toggled.connect(self._show_unseen)
        self._ask_why = QPushButton(style.icon("help-circle-outline"), self.tr("&Why? (Shift+F1)"))
        self._ask_why.setAutoDefault(False)
        self._ask_why.clicked.connect(self._explain)
        QShortcut(QKeySequence("F11"), self, self._unseen.toggle)
        QShortcut(QKeySequence("Shift+F1"), self, self._explain)
        self._table.activated.connect(self._explain_row)
        style.sized(self._answer, 22, bold=True)
        style.sized(self._title, 14, bold=True)
        self._arrange()
        self._show_nothing()

    def _arrange(self) -> None:
        texts = QVBoxLayout()
        for widget in (self._answer, self._title, self._why):
            texts.addWidget(widget)
        texts.addStretch()
        row = QHBoxLayout(self._board)
        row.setContentsMargins(24, 18, 18, 14)
        row.setSpacing(20)
        row.addWidget(self._icon)
        row.addLayout(texts, 1)
        self._board.setMinimumHeight(160)
        heading = QLabel(self.tr("Renewals of this session"))
        style.sized(heading, 11, bold=True)
        bar = QHBoxLayout()
        bar.addWidget(self._unseen)
        bar.addWidget(self._ask_why)
        bar.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addLayout(bar)
        column.addWidget(self._board)
        column.addWidget(heading)
        column.addWidget(self._table, 1)

    def unseen(self) -> bool:
        """Whether renewals are made without the item."""
        return self._unseen.isChecked()

    def show_answer(self, answer: Lent | Declined, item: ItemId) -> None:
        """Show whether the loan was renewed, until when and why then, or why not."""
        good = isinstance(answer, Lent)
        colour = style.GOOD if good else style.BAD
        style.tint(self._board, back=style.GOOD_SOFT if good else style.BAD_SOFT)
        style.tint(self._answer, text=colour)
        self._icon.setPixmap(style.pixmap("check-circle" if good else "close-octagon", colour, 64))
        self._answer.setText(self._short(answer))
        self._title.put(answer.title)
        self._why.setText(self._reasons(answer))
        self._ask_why.setEnabled(True)
        self._answers.appendleft((item, answer))
        self._model.set_rows([(each, self._cells(each[1])) for each in self._answers])

    def forget(self, item: ItemId) -> None:
        """The last renewal of this item was undone: it is not shown as if it counted."""
        gone = next((each for each in self._answers if isinstance(each[1], Lent) and each[0] == item), None)
        if gone is None:
            return
        shown = self._answers[0] is gone
        self._answers.remove(gone)
        self._model.set_rows([(each, self._cells(each[1])) for each in self._answers])
        if shown:
            self._show_nothing()

    def _explain(self) -> None:
        """Explain the selected answer, else the last one."""
        rows = self._table.selectionModel().selectedRows()
        number = rows[0].row() if rows else 0
        if number < len(self._answers):
            self.explain.emit(*self._answers[number])

    def _explain_row(self, index: QModelIndex) -> None:
        self.explain.emit(*self._answers[index.row()])

    def _show_unseen(self, yes: bool) -> None:
        style.tint(self._unseen, text=style.WARN if yes else style.TEXT, back=style.WARN_SOFT if yes else "#e6e8eb")
        style.sized(self._unseen, 10.5, bold=yes)

    def _reasons(self, answer: Lent | Declined) -> str:
        if isinstance(answer, Lent):
            return why_due(answer.why)
        return "\n".join(map(words.block_with_way_out, answer.blocks))

    def _show_nothing(self) -> None:
        style.tint(self._board, back="#ffffff")
        style.tint(self._answer, text=style.QUIET)
        self._icon.setPixmap(style.pixmap("autorenew", style.QUIET, 64))
        self._answer.setText(self.tr("Scan or type an item's barcode to renew it"))
        self._title.put("")
        self._why.clear()
        self._ask_why.setEnabled(False)

    def _short(self, answer: Lent | Declined) -> str:
        if isinstance(answer, Lent):
            return self.tr("Renewed until {date}").format(date=words.due_spoken(answer.due, self._zone))
        return self.tr("Not renewed")

    def _cells(self, answer: Lent | Declined) -> list[Cell]:
        if isinstance(answer, Lent):
            return [Cell(answer.title), Cell(answer.barcode), Cell(self._short(answer), colour=QColor(style.GOOD))]
        why = " ".join(words.block(block) for block in answer.blocks)
        return [Cell(answer.title), Cell(answer.barcode), Cell(why, colour=QColor(style.BAD))]
