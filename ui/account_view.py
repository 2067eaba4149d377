"""What a patron owes and has paid, line by line; a payment is voided here, with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from deskapp.desk.views import Declined, FeeRow, PatronPanel, PaymentRow
from deskapp.domain.outcome import Permission
from ui import style, words
from ui.lane import Message, Tone, refusal
from ui.table import ROW_HEIGHT, Cell, CellsModel, selected, table_view

if TYPE_CHECKING:
    from deskapp.desk.desk import Desk


class AccountView(QWidget):
    """Fees above, payments below, so many rows of each in sight."""

    said = Signal(object)  # Message
    changed = Signal()  # a payment was voided here

    def __init__(self, desk: Desk, rows: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._panel: PatronPanel | None = None
        self._fees = CellsModel((self.tr("Fee"), self.tr("Amount"), self.tr("Left to pay")), self)
        self._fees_view = table_view(self._fees, (0, 84, 110), self.tr("Fees"))
        self._payments = CellsModel((self.tr("When"), self.tr("Amount"), self.tr("Voided because")), self)
        self._payments_view = table_view(self._payments, (145, 84, 0), self.tr("Payments"))
        for view in (self._fees_view, self._payments_view):
            view.setFixedHeight(ROW_HEIGHT * (rows + 1) + 2)
        self._reason = QLineEdit()
        self._reason.setAccessibleName(self.tr("Why the payment is voided"))
        self._reason.setPlaceholderText(self.tr("Why the selected payment is voided"))
        self._void = QPushButton(style.icon("cash-remove"), self.tr("&Void payment"))
        self._void.setAutoDefault(False)
        self._arrange()
        self._reason.textChanged.connect(self._offer)
        self._payments_view.selectionModel().selectionChanged.connect(self._offer)
        self._void.clicked.connect(self._void_selected)

    def show_panel(self, panel: PatronPanel) -> None:
        self._panel = panel
        self._fees.set_rows([(fee, self._fee_cells(fee)) for fee in panel.fees])
        self._payments.set_rows([(payment, self._payment_cells(payment)) for payment in panel.payments])
        self._offer()

    def _arrange(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self._reason, 1)
        row.addWidget(self._void)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for title, view in ((self.tr("Fees"), self._fees_view), (self.tr("Payments"), self._payments_view)):
            heading = QLabel(title)
            style.sized(heading, 10.5, bold=True)
            column.addWidget(heading)
            column.addWidget(view)
        column.addLayout(row)

    def _fee_cells(self, fee: FeeRow) -> list[Cell]:
        return [
            Cell(self.tr("Overdue: {title}").format(title=fee.note) if fee.overdue else fee.note),
            Cell(words.money(fee.amount, fee.currency), right=True),
            Cell(words.money(fee.left, fee.currency), right=True, bold=fee.left > 0),
        ]

    def _payment_cells(self, payment: PaymentRow) -> list[Cell]:
        colour = QColor(style.QUIET) if payment.voided else None
        return [
            Cell(words.moment(payment.at, self._desk.branch.zone), colour=colour),
            Cell(words.money(payment.amount, payment.currency), colour=colour, right=True),
            Cell(payment.voided, colour=colour),
        ]

    def _payment(self) -> PaymentRow | None:
        """The payment that would be voided."""
        rows = [row for row in selected(self._payments_view) if isinstance(row, PaymentRow) and not row.voided]
        return rows[0] if len(rows) == 1 else None

    def _offer(self) -> None:
        may = Permission.TAKE_MONEY in self._desk.permissions
        self._reason.setEnabled(may and self._payment() is not None)
        self._void.setEnabled(self._reason.isEnabled() and bool(self._reason.text().strip()))

    def _void_selected(self) -> None:
        payment = self._payment()
        if self._panel is None or payment is None:
            return
        self._void.setEnabled(False)  # a second click must not find it
        outcome = self._desk.void_payment(self._panel.id, payment.payment, self._reason.text().strip())
        if isinstance(outcome, Declined):
            self.said.emit(refusal(outcome))
            return
        self._reason.clear()
        amount = words.money(payment.amount, payment.currency)
        self.said.emit(Message(Tone.DONE, self.tr("Payment of {amount} voided").format(amount=amount)))
        self.changed.emit()
