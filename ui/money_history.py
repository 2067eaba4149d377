"""What was paid, given back, granted and waived; what was declared void is struck through, with its reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from deskapp.desk.answers import Declined
from deskapp.desk.views import PatronPanel, PaymentRow
from deskapp.domain.outcome import Permission
from ui import money_words, style, words
from ui.lane import Message, Tone
from ui.money_form import refused, words_without
from ui.table import Cell, CellsModel, selected, table_view

if TYPE_CHECKING:
    from deskapp.desk.desk import Desk


class HistoryModel(CellsModel):
    """The newest first."""

    def __init__(self, zone: str, parent: QObject | None = None) -> None:
        self._zone = zone
        super().__init__((), parent)
        self.set_headers(
            (
                self.tr("When"),
                self.tr("What"),
                self.tr("Amount"),
                self.tr("Receipt"),
                self.tr("Staff"),
                self.tr("Reason"),
            )
        )
        self._struck = QFont()
        self._struck.setStrikeOut(True)

    def show_payments(self, rows: tuple[PaymentRow, ...]) -> None:
        newest_first = sorted(rows, key=lambda row: row.at, reverse=True)
        self.set_rows([(row, self._row_cells(row)) for row in newest_first])
        for number, row in enumerate(newest_first):
            for column in range(self.columnCount() - 1):  # the reason is read, not struck
                self.item(number, column).setData(self._struck if row.voided else None, Qt.ItemDataRole.FontRole)

    def _row_cells(self, row: PaymentRow) -> list[Cell]:
        colour = QColor(style.QUIET) if row.voided else None
        reason = row.reason
        if row.voided:
            reason = self.tr("VOID: {reason}").format(reason=row.voided)
        texts = (words.moment(row.at, self._zone), money_words.movement(row.kind))
        return [
            *(Cell(text, colour=colour) for text in texts),
            Cell(words.money(row.amount, row.currency), colour=colour, right=True),
            *(Cell(text, colour=colour) for text in (row.receipt, row.staff, reason)),
        ]


class History(QWidget):
    """One of them is chosen to be declared void, with a reason."""

    said = Signal(object)  # Message
    changed = Signal()  # something was declared void here

    def __init__(self, desk: Desk, parent: QWidget | None = None, *, narrow: bool = False) -> None:
        super().__init__(parent)
        self._desk, self._narrow = desk, narrow
        self._panel: PatronPanel | None = None
        self._model = HistoryModel(desk.branch.zone, self)
        self.view = table_view(self._model, (150, 100, 92, 168, 92, 0), self.tr("Payments"))
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        for column in (3, 4) if narrow else ():
            self.view.hideColumn(column)
        self._reason = QLineEdit()
        self._reason.setAccessibleName(self.tr("Why the payment is voided"))
        self._reason.setPlaceholderText(self.tr("Why the selected payment is voided"))
        self._void = QPushButton(style.icon("cash-remove"), self.tr("&Void payment"))
        self._void.setAutoDefault(False)
        self._arrange()
        self._reason.textChanged.connect(self._offer)
        self._reason.returnPressed.connect(self._void_selected)
        self.view.selectionModel().selectionChanged.connect(self._offer)
        self._void.clicked.connect(self._void_selected)

    def show_panel(self, panel: PatronPanel) -> None:
        self._panel = panel
        self._model.show_payments(panel.payments)
        self._offer()

    def _arrange(self) -> None:
        label = QLabel(self.tr("Reas&on"))
        label.setBuddy(self._reason)
        row = QHBoxLayout()
        row.addWidget(label)
        row.addWidget(self._reason, 1)
        row.addWidget(self._void)
        column = QVBoxLayout(self)
        margin = 0 if self._narrow else 8
        column.setContentsMargins(margin, margin, margin, margin)
        column.setSpacing(6)
        column.addWidget(self.view, 1)
        column.addLayout(row)

    def _payment(self) -> PaymentRow | None:
        """What would be declared void."""
        rows = [row for row in selected(self.view) if isinstance(row, PaymentRow) and not row.voided]
        return rows[0] if len(rows) == 1 else None

    def _offer(self) -> None:
        may, payment = Permission.TAKE_MONEY in self._desk.permissions, self._payment()
        self._reason.setEnabled(may and payment is not None)
        self._void.setEnabled(self._reason.isEnabled() and bool(self._reason.text().strip()))
        why = (
            words_without(Permission.TAKE_MONEY) if not may else self.tr("Choose a line above, and say why it is void.")
        )
        self._void.setToolTip("" if self._void.isEnabled() else why)

    def _void_selected(self) -> None:
        payment = self._payment()
        if self._panel is None or payment is None or not self._void.isEnabled():
            return
        self._void.setEnabled(False)  # a second press must not find it
        try:
            answer = self._desk.void_payment(self._panel.id, payment.payment, self._reason.text().strip())
        finally:
            self._offer()
        if isinstance(answer, Declined):
            self.said.emit(refused(answer, self._panel.currency))
            return
        self._reason.clear()
        self.said.emit(Message(Tone.DONE, money_words.voided(payment)))
        self.changed.emit()
