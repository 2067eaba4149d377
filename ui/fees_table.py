"""The open fees of a patron, line by line: when, what for, how much, and what is left to pay."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractItemView, QVBoxLayout, QWidget

from deskapp.desk.views import FeeRow, PatronPanel
from ui import money_words, words
from ui.table import Cell, CellsModel, selected, table_view

if TYPE_CHECKING:
    from deskapp.desk.desk import Desk


class FeesTable(QWidget):
    """Some of them can be chosen, with Ctrl, Shift or Ctrl+A, to be paid or waived."""

    chosen = Signal(list)  # of FeeRow: staff chose, or chose no longer

    def __init__(self, desk: Desk, parent: QWidget | None = None, *, narrow: bool = False) -> None:
        super().__init__(parent)
        self._desk, self._narrow = desk, narrow
        headers = (
            self.tr("Date"),
            self.tr("Kind"),
            self.tr("What for"),
            self.tr("Amount"),
            self.tr("Waived"),
            self.tr("Left to pay"),
        )
        self._model = CellsModel(headers, self)
        self.view = table_view(self._model, (104, 150, 0, 96, 96, 104), self.tr("Fees"))
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        for number in (0, 1, 4) if narrow else ():
            self.view.hideColumn(number)
        self.setFocusProxy(self.view)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)
        self.view.selectionModel().selectionChanged.connect(lambda: self.chosen.emit(self.rows_chosen()))

    def show_panel(self, panel: PatronPanel) -> None:
        """Show what is open now; nothing is chosen."""
        self._model.set_rows([(fee, self._cells(fee)) for fee in panel.fees])

    def rows_chosen(self) -> list[FeeRow]:
        return [row for row in selected(self.view) if isinstance(row, FeeRow)]

    def _cells(self, fee: FeeRow) -> list[Cell]:
        what, zone = money_words.fee_line(fee), self._desk.branch.zone
        return [
            Cell(words.day(fee.at.astimezone(ZoneInfo(zone)).date()), tip=words.moment(fee.at, zone)),
            Cell(money_words.fee_kind(fee.kind)),
            Cell(what if self._narrow else fee.note, tip=what),
            Cell(words.money(fee.amount, fee.currency), right=True),
            Cell(words.money(fee.waived, fee.currency) if fee.waived else "", right=True),
            Cell(words.money(fee.left, fee.currency), right=True, bold=True),
        ]
