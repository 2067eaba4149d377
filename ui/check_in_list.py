"""What went over the check-in page in this session, the last on top; and what may be put right about a line."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from deskapp.domain.values import ItemId, PatronId
from ui import style
from ui.check_in_board import Look
from ui.table import Cell, CellsModel, selected, table_view

_KEPT = 200


@dataclass(frozen=True, slots=True)
class Line:
    """One scan and what came of it."""

    item: ItemId | None
    title: str
    barcode: str
    where: str
    look: Look
    remarks: str = ""
    patron: PatronId | None = None  # whose loan it ended
    parts: str = ""


class CheckInList(QWidget):
    """The table and three buttons for the selected line, else for the last."""

    backdate = Signal(object)  # Line
    parts_missing = Signal(object)  # Line
    open_item = Signal(object)  # ItemId

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: deque[Line] = deque(maxlen=_KEPT)
        headers = (self.tr("Title"), self.tr("Barcode"), self.tr("Goes to"), self.tr("Remarks"))
        self.model = CellsModel(headers, self)
        self._view = table_view(self.model, (0, 135, 228, 310), self.tr("Returns of this session"))
        self._view.setSelectionMode(self._view.SelectionMode.SingleSelection)
        self._earlier = QPushButton(style.icon("calendar-arrow-left"), self.tr("Returned &earlier…"))
        self._missing = QPushButton(style.icon("puzzle-outline"), self.tr("&Parts missing…"))
        self._page = QPushButton(style.icon("book-outline"), self.tr("Item pa&ge"))
        self._earlier.clicked.connect(lambda: self._tell(self.backdate))
        self._missing.clicked.connect(lambda: self._tell(self.parts_missing))
        self._page.clicked.connect(self._open)
        self._view.selectionModel().selectionChanged.connect(self._show_selection)
        self._view.doubleClicked.connect(self._open)
        self._arrange()
        self._show_selection()

    def _arrange(self) -> None:
        heading = QLabel(self.tr("Returns of this session"))
        style.sized(heading, 11, bold=True)
        top = QHBoxLayout()
        top.addWidget(heading, 1)
        for button in (self._earlier, self._missing, self._page):
            button.setAutoDefault(False)
            top.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(top)
        column.addWidget(self._view, 1)

    def add(self, line: Line) -> None:
        self._lines.appendleft(line)
        self._fill()

    def take_over(self, lines: Sequence[Line]) -> None:
        self._lines.extend(lines)
        self._fill()

    def lines(self) -> tuple[Line, ...]:
        return tuple(self._lines)

    def forget(self, item: ItemId) -> bool:
        """Take the last line of this item away; whether there was one."""
        gone = next((line for line in self._lines if line.item == item), None)
        if gone is None:
            return False
        self._lines.remove(gone)
        self._fill()
        return True

    def correct(self, before: Line, now: Line) -> None:
        """Something else became of a line of the list."""
        if before in self._lines:
            self._lines[self._lines.index(before)] = now
            self._fill()

    def _fill(self) -> None:
        self.model.set_rows([(line, _cells(line)) for line in self._lines])
        self._show_selection()

    def chosen(self) -> Line | None:
        """The selected line, else the last."""
        found = next((row for row in selected(self._view) if isinstance(row, Line)), None)
        return found or next(iter(self._lines), None)

    def _show_selection(self) -> None:
        line = self.chosen()
        for button in (self._earlier, self._missing, self._page):  # what cannot be done, the desk says
            button.setEnabled(line is not None and line.item is not None)

    def _tell(self, signal: SignalInstance) -> None:
        if (line := self.chosen()) is not None:
            signal.emit(line)

    def _open(self) -> None:
        if (line := self.chosen()) is not None and line.item is not None:
            self.open_item.emit(line.item)


def _cells(line: Line) -> list[Cell]:
    return [
        Cell(line.title),
        Cell(line.barcode),
        Cell(line.where, style.icon(line.look.icon, line.look.colour)),
        Cell(line.remarks),
    ]
