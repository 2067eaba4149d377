"""The rows of one list, sorted and filtered in memory; a row's words are made when it first comes into sight."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from deskapp.desk.views import ShelfRow
from deskapp.domain.values import HoldId, ItemId
from ui import request_words, style
from ui.shelf_columns import Column, plain

HIDDEN = "•••••"
Index = QModelIndex | QPersistentModelIndex
Line = tuple[ItemId, HoldId | None]  # an item may be kept for two requests, by two desks that were apart
_NOWHERE = QModelIndex()
_ROLE = Qt.ItemDataRole


class ShelfModel(QAbstractTableModel):
    """Ten thousand rows are no more work than thirty: a view asks only for those that it paints."""

    def __init__(self, columns: Sequence[Column], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._all: list[ShelfRow] = []  # as they are sorted
        self._shown: list[ShelfRow] = []
        self._words: dict[Line, tuple[str, ...]] = {}
        self._found_by: dict[Line, str] = {}
        self._sorted: tuple[int, Qt.SortOrder] | None = None
        self._filter: tuple[str, ...] = ()
        self._names = False
        self._warning = QColor(style.WARN)

    # What it holds

    def set_rows(self, rows: Iterable[ShelfRow]) -> None:
        self.beginResetModel()
        self._all = list(rows)
        self._words.clear()
        self._found_by.clear()
        self._sort()
        self._choose()
        self.endResetModel()

    def take_out(self, items: Iterable[ItemId]) -> None:
        """These items are dealt with."""
        gone = set(items)
        for at in reversed([n for n, row in enumerate(self._shown) if row.item in gone]):
            self.beginRemoveRows(_NOWHERE, at, at)
            del self._shown[at]
            self.endRemoveRows()
        self._all = [row for row in self._all if row.item not in gone]

    def filter(self, text: str) -> None:
        """Leave in sight the rows in which every word occurs; accents and case ignored."""
        self.beginResetModel()
        self._filter = tuple(plain(text).split())
        self._choose()
        self.endResetModel()

    def show_names(self, yes: bool) -> None:
        self._names = yes
        if self._shown:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._shown) - 1, len(self._columns) - 1))

    def shown(self) -> tuple[ShelfRow, ...]:
        """The rows in sight, in their order."""
        return tuple(self._shown)

    def row(self, number: int) -> ShelfRow:
        return self._shown[number]

    def row_of(self, item: ItemId | None) -> int:
        """Where an item stands; -1: nowhere."""
        return next((n for n, row in enumerate(self._shown) if row.item == item), -1)

    def total(self) -> int:
        return len(self._all)

    # What a view asks

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole) -> object:
        if orientation is Qt.Orientation.Horizontal and role == _ROLE.DisplayRole:
            return self._columns[section].name
        if orientation is Qt.Orientation.Horizontal and role == _ROLE.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        return None

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> object:
        if not index.isValid():
            return None
        column = self._columns[index.column()]
        if role in (_ROLE.DisplayRole, _ROLE.ToolTipRole):
            return self._said(self._shown[index.row()], index.column(), role == _ROLE.ToolTipRole)
        if role == _ROLE.ForegroundRole and column.remark:
            return self._warning
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._sorted = (column, order) if column >= 0 else None
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        stood = [_line(self._shown[index.row()]) for index in before]
        self._sort()
        self._choose()
        place = {_line(row): number for number, row in enumerate(self._shown)}
        after = [self.index(place[line], index.column()) for line, index in zip(stood, before, strict=True)]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    # Underneath

    def _said(self, row: ShelfRow, column: int, tip: bool) -> str:
        if self._columns[column].private and not self._names:
            return HIDDEN if row.patron_name else ""
        if tip and self._columns[column].remark and row.passed_over:
            return request_words.why_passed_over()
        said = self._words.get(_line(row))
        if said is None:
            said = self._words[_line(row)] = tuple(each.text(row) for each in self._columns)
        return said[column]

    def _sort(self) -> None:
        if self._sorted is not None:
            column, order = self._sorted
            self._all.sort(key=self._columns[column].key, reverse=order is Qt.SortOrder.DescendingOrder)

    def _choose(self) -> None:
        wanted = self._filter
        self._shown = [row for row in self._all if all(word in self._haystack(row) for word in wanted)]

    def _haystack(self, row: ShelfRow) -> str:
        found = self._found_by.get(_line(row))
        if found is None:
            texts = (row.title, row.author, row.call_number, row.barcode, row.branch, row.to, row.patron_name, row.card)
            found = self._found_by[_line(row)] = " ".join(map(plain, texts))
        return found


def _line(row: ShelfRow) -> Line:
    return row.item, row.hold
