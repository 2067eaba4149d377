"""Tables of thousands of rows: a row's words are made when it first comes into sight."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

Index = QModelIndex | QPersistentModelIndex
Row = TypeVar("Row")
_NOWHERE = QModelIndex()
_ROLE = Qt.ItemDataRole
_SAID = (_ROLE.DisplayRole, _ROLE.ToolTipRole)
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


class LazyModel(QAbstractTableModel, Generic[Row]):
    """Ten thousand rows are no more work than thirty: a view asks only for those that it paints."""

    def __init__(
        self, headers: Sequence[str], words: Callable[[Row], Sequence[str]], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._headers, self._make = tuple(headers), words
        self._rows: tuple[Row, ...] = ()
        self._words: dict[int, Sequence[str]] = {}

    def set_rows(self, rows: Sequence[Row]) -> None:
        self.beginResetModel()
        self._rows = tuple(rows)
        self._words.clear()
        self.endResetModel()

    def say_anew(self) -> None:
        """The words of the same rows are others now: names are shown, or hidden."""
        self._words.clear()
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, len(self._headers) - 1))

    def row(self, number: int) -> Row:
        return self._rows[number]

    def rows(self) -> tuple[Row, ...]:
        return self._rows

    # What a view asks

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._headers)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole) -> object:
        if orientation is Qt.Orientation.Horizontal and role == _ROLE.DisplayRole:
            return self._headers[section]
        if orientation is Qt.Orientation.Horizontal and role == _ROLE.TextAlignmentRole:
            return _LEFT
        return None

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> object:
        if not index.isValid() or role not in _SAID:
            return None
        number = index.row()
        said = self._words.get(number)
        if said is None:
            said = self._words[number] = self._make(self._rows[number])
        return said[index.column()]
