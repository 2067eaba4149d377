"""A table whose rows are written in place: each row is a record, each column one of its values."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QCoreApplication, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ui import style
from ui.settings_draft import Draft, Trouble
from ui.table import ROW_HEIGHT

translate = QCoreApplication.translate
_CODE = Qt.ItemDataRole.UserRole
_ON, _OFF = Qt.CheckState.Checked, Qt.CheckState.Unchecked
Index = QModelIndex | QPersistentModelIndex
Choices = Callable[[Any], Sequence[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class Column:
    """One value of the records. `read` raises `ValueError`; `choices` are codes with words, for the record given; a
    width of 0 takes the room that is left."""

    attribute: str
    title: str
    width: int = 0
    show: Callable[[Any], str] = str
    read: Callable[[str], Any] = str.strip
    choices: Choices | None = None
    flag: bool = False
    wrong: str = ""  # the sentence for what cannot be read


class _Choosing(QStyledItemDelegate):
    """Edits a cell that has choices by a list of their words."""

    def __init__(self, rows: Rows) -> None:
        super().__init__(rows)
        self._rows = rows

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        choices = self._rows.choices(index.row(), index.column())
        if choices is None:
            return super().createEditor(parent, option, index)
        box = QComboBox(parent)
        for code, text in choices:
            box.addItem(text, code)
        return box

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(max(0, editor.findData(index.data(_CODE))))
        else:
            super().setEditorData(editor, index)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentData(), _CODE)
        else:
            super().setModelData(editor, model, index)


class Rows(QWidget):
    """The table with its buttons. What cannot be read stays as typed, in red, and keeps the draft from being saved."""

    edited = Signal(object)  # the records
    chosen = Signal(int)

    def __init__(
        self,
        draft: Draft,
        key: str,
        name: str,
        columns: Sequence[Column],
        new: Callable[[], Any],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._draft, self._key, self._name, self._columns, self._new = draft, key, name, tuple(columns), new
        self._records: list[Any] | None = None
        self._wrong: dict[tuple[int, int], str] = {}
        self._filling = self._locked = False
        self.table = QTableWidget(0, len(columns))
        self._add = QPushButton(style.icon("plus"), translate("settings", "Add"))
        self._remove = QPushButton(style.icon("delete-outline"), translate("settings", "Remove"))
        self._prepare()
        row = QHBoxLayout()
        row.addWidget(self._add)
        row.addWidget(self._remove)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.table, 1)
        column.addLayout(row)

    def _prepare(self) -> None:
        table = self.table
        table.setAccessibleName(self._name)
        table.setHorizontalHeaderLabels([column.title for column in self._columns])
        table.setItemDelegate(_Choosing(self))
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setTabKeyNavigation(False)
        table.setAlternatingRowColors(True)
        table.setShowGrid(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        for number, column in enumerate(self._columns):
            if column.width:
                table.setColumnWidth(number, column.width)
            else:
                header.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)
        table.itemChanged.connect(self._changed)
        self._draft.anew.connect(self._forget)
        table.currentCellChanged.connect(lambda row, *_: None if self._filling else self.chosen.emit(row))
        for button, deed in ((self._add, self.add), (self._remove, self.remove)):
            button.setAutoDefault(False)
            button.clicked.connect(deed)
            button.setToolTip(translate("settings", "Key: {key}").format(key="Ins" if button is self._add else "Del"))
        for key, button in (("Ins", self._add), ("Del", self._remove)):
            QShortcut(QKeySequence(key), table, button.click, context=Qt.ShortcutContext.WidgetShortcut)

    def put(self, records: Sequence[Any]) -> None:
        """Show records. Those that are shown already stay as they are typed."""
        if self._records == list(records):
            return
        row, column = self.table.currentRow(), self.table.currentColumn()
        self._records = list(records)
        self._wrong.clear()
        self._filling = True
        self.table.setRowCount(len(self._records))
        for number in range(len(self._records)):
            self._fill(number)
        self._filling = False
        self.table.setCurrentCell(min(max(row, 0), len(self._records) - 1), max(column, 0))
        self._tell_wrong()

    def _forget(self) -> None:
        """What is typed counts no more: the next records are shown whole."""
        self._records = None

    def choices(self, row: int, column: int) -> Sequence[tuple[str, str]] | None:
        found = self._columns[column].choices
        return None if found is None or self._records is None else found(self._records[row])

    def lock(self, locked: bool) -> None:
        self._locked = locked
        none = QAbstractItemView.EditTrigger.NoEditTriggers
        usual = QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.EditKeyPressed
        self.table.setEditTriggers(none if locked else usual | QAbstractItemView.EditTrigger.AnyKeyPressed)
        self._add.setEnabled(not locked)
        self._remove.setEnabled(not locked)
        records, self._records = self._records, None
        self.put(records or ())

    def go(self, row: int, attribute: str = "") -> None:
        """Put the focus on a row, and on one of its values."""
        column = next((n for n, c in enumerate(self._columns) if c.attribute == attribute), 0)
        self.table.setCurrentCell(row, column)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def add(self) -> None:
        """A further row, ready to be written."""
        self.put([*(self._records or ()), self._new()])
        self._say()
        last = self.table.rowCount() - 1
        self.go(last)
        if (item := self.table.item(last, 0)) is not None:
            self.table.editItem(item)

    def remove(self) -> None:
        row = self.table.currentRow()
        if self._records and 0 <= row < len(self._records):
            self.put([*self._records[:row], *self._records[row + 1 :]])
            self._say()

    def _fill(self, row: int) -> None:
        assert self._records is not None
        for number, column in enumerate(self._columns):
            value = getattr(self._records[row], column.attribute)
            item = QTableWidgetItem(self._words(column, row, value))
            flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
            if column.flag:
                item.setText("")
                item.setCheckState(_ON if value else _OFF)
                flags |= Qt.ItemFlag(0) if self._locked else Qt.ItemFlag.ItemIsUserCheckable
            else:
                flags |= Qt.ItemFlag.ItemIsEditable
            if column.choices is not None:
                item.setData(_CODE, value)
            item.setFlags(flags)
            item.setToolTip(item.text())
            self.table.setItem(row, number, item)

    def _words(self, column: Column, row: int, value: Any) -> str:
        if column.choices is None or self._records is None:
            return column.show(value)
        code = "" if value is None else str(value)
        return next((text for each, text in column.choices(self._records[row]) if each == code), column.show(value))

    def _changed(self, item: QTableWidgetItem) -> None:
        if self._filling or self._records is None:
            return
        row, column = item.row(), self._columns[item.column()]
        place = (row, item.column())
        try:
            typed = item.data(_CODE) if column.choices is not None else item.text()
            value = item.checkState() is _ON if column.flag else column.read(str("" if typed is None else typed))
        except ValueError:
            self._wrong[place] = item.text()
            self._filling = True
            item.setBackground(QColor(style.BAD_SOFT))
            item.setToolTip(column.wrong)
            self._filling = False
        else:
            self._wrong.pop(place, None)
            self._records[row] = replace(self._records[row], **{column.attribute: value})
            self._show_again(row)
            self._say()
        self._tell_wrong()

    def _show_again(self, row: int) -> None:
        """The row as its record has it now, but for what cannot be read."""
        assert self._records is not None
        self._filling = True
        for number, column in enumerate(self._columns):
            item = self.table.item(row, number)
            if item is None or (row, number) in self._wrong or column.flag:
                continue
            value = getattr(self._records[row], column.attribute)
            item.setText(self._words(column, row, value))
            item.setData(Qt.ItemDataRole.BackgroundRole, None)
            item.setToolTip(item.text())
        self._filling = False

    def _say(self) -> None:
        self.edited.emit(tuple(self._records or ()))

    def _tell_wrong(self) -> None:
        found = []
        for (row, number), typed in self._wrong.items():
            column = self._columns[number]
            text = f"{self._name} {row + 1} · {column.title}: {column.wrong} “{typed}”"
            found.append(Trouble(f"{self._key}[{row + 1}].{column.attribute}", text))
        self._draft.misread(self._key, found)
