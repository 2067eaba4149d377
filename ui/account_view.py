"""What a patron owes and has paid, line by line, in a narrow column; a payment can be voided here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from deskapp.desk.views import PatronPanel
from ui import style
from ui.fees_table import FeesTable
from ui.money_history import History
from ui.table import ROW_HEIGHT

if TYPE_CHECKING:
    from deskapp.desk.desk import Desk


class AccountView(QWidget):
    """Fees above, what moved the balance below, so many rows of each in sight."""

    said = Signal(object)  # Message
    changed = Signal()  # a payment was voided here

    def __init__(self, desk: Desk, rows: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fees, self._history = FeesTable(desk, narrow=True), History(desk, narrow=True)
        for view in (self._fees.view, self._history.view):
            view.setFixedHeight(ROW_HEIGHT * (rows + 1) + 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for title, part in ((self.tr("Fees"), self._fees), (self.tr("Payments"), self._history)):
            heading = QLabel(title)
            style.sized(heading, 10.5, bold=True)
            column.addWidget(heading)
            column.addWidget(part)
        self._history.said.connect(self.said)
        self._history.changed.connect(self.changed)

    def show_panel(self, panel: PatronPanel) -> None:
        self._fees.show_panel(panel)
        self._history.show_panel(panel)
