"""Which roles somebody holds where: a grid of roles and branches; below it, what the role that is looked at may do."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHeaderView, QLabel, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from deskapp.domain.permission import Role, may_give
from ui import style
from ui.staff_words import role_name, role_says
from ui.table import ROW_HEIGHT

if TYPE_CHECKING:
    from deskapp.desk.desk import Desk
    from deskapp.domain.records import Member

Granted = tuple[str, str]
_BRANCH_WIDTH = 84
_WRAPPED = Qt.AlignmentFlag(int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap))


class RolesGrid(QWidget):
    """Space gives or takes a role. What the giver may not give can only be looked at."""

    changed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._branches: tuple[str, ...] = ()
        self.table, self._says = QTableWidget(), QLabel()
        self.table.setAccessibleName(self.tr("Roles at each branch"))
        self.table.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.table.verticalHeader().setHighlightSections(False)
        self.table.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        self.table.setTabKeyNavigation(False)
        self.table.itemChanged.connect(self.changed)
        self.table.currentCellChanged.connect(self._tell)
        self._says.setWordWrap(True)
        self._says.setMinimumHeight(self._says.fontMetrics().height() * 2)
        style.tint(self._says, text=style.QUIET)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table)
        column.addWidget(self._says)

    def show_roles(self, held: Collection[Granted], giver: Member | None, *, locked: bool) -> None:
        """Show which roles are held; `giver` is who may give and take."""
        self.table.blockSignals(True)
        self._branches = ("", *(branch.code for branch in self._desk.library.branches))
        names = {branch.code: branch.name for branch in self._desk.library.branches} | {"": self.tr("Everywhere")}
        self.table.setRowCount(len(Role))
        self.table.setColumnCount(len(self._branches))
        self.table.setHorizontalHeaderLabels([names[code] for code in self._branches])
        for row, role in enumerate(Role):
            self.table.setVerticalHeaderItem(row, _name(role))
            for column, branch in enumerate(self._branches):
                may = not locked and (giver is None or may_give(giver, [(role, branch)]))
                self.table.setItem(row, column, self._cell((role, branch), (role, branch) in held, may))
        self._fit()
        self.table.blockSignals(False)
        self.table.setCurrentCell(0, 0)
        self._tell()

    def roles(self) -> frozenset[Granted]:
        """What is ticked."""
        return frozenset(
            (str(role), branch)
            for row, role in enumerate(Role)
            for column, branch in enumerate(self._branches)
            if (item := self.table.item(row, column)) is not None and item.checkState() is Qt.CheckState.Checked
        )

    def _cell(self, granted: Granted, held: bool, may: bool) -> QTableWidgetItem:
        item = QTableWidgetItem()
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        item.setFlags(flags | Qt.ItemFlag.ItemIsUserCheckable if may else Qt.ItemFlag.ItemIsSelectable)
        item.setCheckState(Qt.CheckState.Checked if held else Qt.CheckState.Unchecked)
        where = granted[1] or self.tr("Everywhere")
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{role_name(granted[0])}, {where}")
        if not may:
            item.setToolTip(self.tr("You do not hold this role there, so you neither give nor take it."))
        return item

    def _fit(self) -> None:
        header = self.table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(_WRAPPED)
        header.setFixedHeight(header.fontMetrics().height() * 2 + 8)
        for column in range(self.table.columnCount()):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            self.table.setColumnWidth(column, _BRANCH_WIDTH)
        rows = self.table.rowCount() * ROW_HEIGHT + header.height()
        self.table.setFixedHeight(rows + self.table.horizontalScrollBar().sizeHint().height() + 4)

    def _tell(self) -> None:
        row = max(self.table.currentRow(), 0)
        role = list(Role)[row]
        self._says.setText(f"{role_name(role).capitalize()}: {role_says(role)}")


def _name(role: Role) -> QTableWidgetItem:
    item = QTableWidgetItem(role_name(role))
    item.setToolTip(role_says(role))
    return item
