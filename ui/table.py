"""Tables of ready-made cells: every string, icon and colour is computed once, when the rows are set.

A view asks its model some two thousand times for one panel; asking Python each time took half a frame.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QAbstractItemModel, QObject, Qt
from PySide6.QtGui import QColor, QFont, QIcon, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

ROW_HEIGHT = 27
_FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


class Cell(NamedTuple):
    """What one cell shows. A missing tip shows the text, so that an elided one can be read whole."""

    text: str = ""
    icon: QIcon | None = None
    colour: QColor | None = None
    right: bool = False
    bold: bool = False
    tip: str = ""


class CellsModel(QStandardItemModel):
    """Rows of cells, replaced as a whole; each row stands for the object given with it.

    Qt's own items answer the view's questions without entering Python, and are kept from one patron to the next.
    """

    def __init__(self, headers: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(0, len(headers), parent)
        self._of: list[object] = []
        self._cells: list[list[Cell]] = []  # as they stand
        self._items: list[list[QStandardItem]] = []
        self._bold = QFont()
        self._bold.setBold(True)
        self.set_headers(headers)

    def set_headers(self, headers: Sequence[str]) -> None:
        self.setColumnCount(len(headers))
        self.setHorizontalHeaderLabels(headers)
        for column in range(len(headers)):
            self.setHeaderData(column, Qt.Orientation.Horizontal, _LEFT, Qt.ItemDataRole.TextAlignmentRole)

    def set_rows(self, rows: Sequence[tuple[object, Sequence[Cell]]]) -> None:
        """Each row: what it stands for, and its cells. One reset, whatever changed."""
        self.beginResetModel()
        self.blockSignals(True)
        self.setRowCount(len(rows))
        for number, (_, cells) in enumerate(rows):
            if number == len(self._items):
                self._items.append([self._new_item(number, column) for column in range(len(cells))])
                self._cells.append([Cell()] * len(cells))
            for column, cell in enumerate(cells):
                self._fill(self._items[number][column], self._cells[number][column], cell)
            self._cells[number] = list(cells)
        del self._items[len(rows) :], self._cells[len(rows) :]
        self._of = [of for of, _ in rows]
        self.blockSignals(False)
        self.endResetModel()

    def of(self, row: int) -> object:
        """What the row stands for."""
        return self._of[row]

    def _new_item(self, row: int, column: int) -> QStandardItem:
        item = QStandardItem()
        item.setFlags(_FLAGS)
        item.setData(_LEFT, Qt.ItemDataRole.TextAlignmentRole)
        self.setItem(row, column, item)
        return item

    def _fill(self, item: QStandardItem, before: Cell, cell: Cell) -> None:
        """Change of an item what differs."""
        if cell.text != before.text or cell.tip != before.tip:
            item.setText(cell.text)
            item.setData((cell.tip or cell.text) or None, Qt.ItemDataRole.ToolTipRole)
        if cell.right is not before.right:
            item.setData(_RIGHT if cell.right else _LEFT, Qt.ItemDataRole.TextAlignmentRole)
        if cell.icon is not before.icon:
            item.setData(cell.icon, Qt.ItemDataRole.DecorationRole)
        if cell.colour is not before.colour:
            item.setData(cell.colour, Qt.ItemDataRole.ForegroundRole)
        if cell.bold is not before.bold:
            item.setData(self._bold if cell.bold else None, Qt.ItemDataRole.FontRole)


def table_view(
    model: QAbstractItemModel, widths: Sequence[int], name: str, parent: QWidget | None = None
) -> QTableView:
    """A table of whole rows with steady widths; a width of 0 takes the room that is left."""
    view = QTableView(parent)
    view.setModel(model)
    view.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
    view.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
    view.setTabKeyNavigation(False)
    view.setShowGrid(False)
    view.setAlternatingRowColors(True)
    view.setWordWrap(False)
    view.setCornerButtonEnabled(False)
    view.verticalHeader().hide()
    view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    view.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
    view.setAccessibleName(name)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    header = view.horizontalHeader()
    header.setHighlightSections(False)
    header.setFixedHeight(ROW_HEIGHT)
    for column, width in enumerate(widths):
        if width:
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            view.setColumnWidth(column, width)
        else:
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
    return view


def selected(view: QTableView) -> list[object]:
    """What the selected rows stand for, from top to bottom."""
    model = view.model()
    assert isinstance(model, CellsModel)
    return [model.of(index.row()) for index in sorted(view.selectionModel().selectedRows())]
