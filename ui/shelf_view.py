"""One list of the shelves page: a sortable table, with the line that stood in front kept in front."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QStackedLayout, QTableView, QWidget

from deskapp.desk.views import ShelfRow
from deskapp.domain.values import ItemId
from ui import request_words, style
from ui.request_words import DeskList
from ui.shelf_columns import columns
from ui.shelf_model import ShelfModel
from ui.table import table_view


class ShelfView(QWidget):
    """Rows of one list; where there are none, words that say so."""

    chosen = Signal()  # other rows are selected
    entered = Signal()  # Enter was pressed on a row

    def __init__(self, which: DeskList, zone: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.which = which
        shape = columns(which, zone)
        self.model = ShelfModel(shape, self)
        self.table = table_view(self.model, [each.width for each in shape], request_words.list_name(which))
        self.table.setSelectionMode(QTableView.SelectionMode.ExtendedSelection)
        self.table.setSortingEnabled(True)
        self.table.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.table.horizontalHeader().setSortIndicatorClearable(True)
        self._none = QLabel(request_words.list_empty(which))
        self._none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._none.setWordWrap(True)
        style.sized(self._none, 13)
        style.tint(self._none, text=style.QUIET)
        self._layers = QStackedLayout(self)
        self._layers.addWidget(self._none)
        self._layers.addWidget(self.table)
        self.table.selectionModel().selectionChanged.connect(self.chosen)
        self.table.doubleClicked.connect(self.entered)
        for key in ("Return", "Enter"):
            enter = QShortcut(QKeySequence(key), self.table, self.entered.emit)
            enter.setContext(Qt.ShortcutContext.WidgetShortcut)

    def set_rows(self, rows: Iterable[ShelfRow]) -> None:
        """Set the rows anew; the line that was in front stays there, or the next takes its place."""
        item, number = self._current()
        self.model.set_rows(rows)
        self._settle(item, number)

    def take_out(self, items: Iterable[ItemId]) -> None:
        _, number = self._current()
        self.model.take_out(items)
        if not self.rows():
            self._settle(None, number)
        self._layers.setCurrentIndex(1 if self.model.total() else 0)

    def filter(self, text: str) -> None:
        item, number = self._current()
        self.model.filter(text)
        self._settle(item, number)

    def go_to(self, item: ItemId) -> bool:
        """Put an item's line in front; whether it is on the list."""
        number = self.model.row_of(item)
        if number >= 0:
            self.table.selectRow(number)
            self.table.scrollTo(self.model.index(number, 0), QTableView.ScrollHint.PositionAtCenter)
        return number >= 0

    def rows(self) -> list[ShelfRow]:
        """Those selected, from top to bottom."""
        return [self.model.row(index.row()) for index in sorted(self.table.selectionModel().selectedRows())]

    def _current(self) -> tuple[ItemId | None, int]:
        number = self.table.currentIndex().row()
        return (self.model.row(number).item if 0 <= number < self.model.rowCount() else None), number

    def _settle(self, item: ItemId | None, number: int) -> None:
        self._layers.setCurrentIndex(1 if self.model.total() else 0)
        found = self.model.row_of(item) if item is not None else -1
        row = found if found >= 0 else min(number, self.model.rowCount() - 1)
        if row >= 0:
            self.table.selectRow(row)
        self.chosen.emit()
