"""The suspensions that stand: days without borrowing, for which late return; ended early, or exchanged for money."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from deskapp.desk.answers import Declined, Recorded
from deskapp.desk.views import PatronPanel, SuspensionRow
from deskapp.domain.outcome import Permission
from deskapp.domain.values import PatronId
from ui import money_words, style, words
from ui.lane import Message, Tone
from ui.money_form import refused, words_without
from ui.table import Cell, CellsModel, selected, table_view

if TYPE_CHECKING:
    from deskapp.desk.desk import Desk


class SuspensionsView(QWidget):
    """They are ended all together: they run one after another, or side by side."""

    said = Signal(object)  # Message
    changed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._panel: PatronPanel | None = None
        headers = (self.tr("From"), self.tr("To"), self.tr("Days"), self.tr("For"), self.tr("Late"), self.tr("Price"))
        self._model = CellsModel(headers, self)
        self.view = table_view(self._model, (108, 108, 64, 0, 110, 110), self.tr("Suspensions"))
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._reason = QLineEdit()
        self._reason.setAccessibleName(self.tr("Why the suspension is ended"))
        self._reason.setPlaceholderText(self.tr("Why the suspension ends early, or is exchanged"))
        self._lift = QPushButton(style.icon("calendar-remove-outline"), self.tr("Lift ear&ly"))
        self._exchange = QPushButton(style.icon("swap-horizontal"), self.tr("E&xchange for money"))
        self._reason.textChanged.connect(self._offer)
        self._lift.clicked.connect(self._lift_all)
        self._exchange.clicked.connect(self._exchange_all)
        self._arrange()

    def show_panel(self, panel: PatronPanel) -> None:
        self._panel = panel
        self._model.set_rows([(row, self._cells(row)) for row in panel.suspensions])
        self._offer()

    def chosen(self) -> SuspensionRow | None:
        """The one that is selected, or the only one."""
        rows = [row for row in selected(self.view) if isinstance(row, SuspensionRow)]
        every = self._panel.suspensions if self._panel else ()
        return rows[0] if rows else every[0] if len(every) == 1 else None

    def _arrange(self) -> None:
        label = QLabel(self.tr("Reas&on"))
        label.setBuddy(self._reason)
        row = QHBoxLayout()
        row.addWidget(label)
        row.addWidget(self._reason, 1)
        for button in (self._lift, self._exchange):
            button.setAutoDefault(False)
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(6)
        column.addWidget(self.view, 1)
        column.addLayout(row)

    def _cells(self, row: SuspensionRow) -> list[Cell]:
        currency = self._panel.currency if self._panel else "EUR"
        price = "" if row.price is None else words.money(row.price, currency)
        return [
            Cell(words.day(row.first)),
            Cell(words.day(row.last), bold=True),
            Cell(str(row.days)),
            Cell(row.title),
            Cell(money_words.plurals.late(row.late)),
            Cell(price, right=True),
        ]

    def _price(self) -> int | None:
        """What exchanging them all costs; None when one of them cannot be."""
        prices = [row.price for row in self._panel.suspensions] if self._panel else []
        return sum(p for p in prices if p is not None) if prices and None not in prices else None

    def _offer(self) -> None:
        may, price = Permission.LIFT_SUSPENSION in self._desk.permissions, self._price()
        some = self._panel is not None and bool(self._panel.suspensions)
        ready = may and some and bool(self._reason.text().strip())
        self._reason.setEnabled(may and some)
        self._lift.setEnabled(ready)
        self._exchange.setEnabled(ready and price is not None)
        why = self.tr("Say why.") if may else words_without(Permission.LIFT_SUSPENSION)
        self._lift.setToolTip("" if ready else why)
        if price is None:
            why = self.tr("The policy sets no price for these days.") if may else why
            self._exchange.setText(self.tr("E&xchange for money"))
        else:
            currency = self._panel.currency if self._panel else "EUR"
            self._exchange.setText(self.tr("E&xchange for {amount}").format(amount=words.money(price, currency)))
        self._exchange.setToolTip("" if self._exchange.isEnabled() else why)

    def _lift_all(self) -> None:
        self._end(self._desk.lift_suspensions, self.tr("Suspension lifted"))

    def _exchange_all(self) -> None:
        self._end(self._desk.exchange_suspensions, self.tr("Suspension exchanged for a fee: it can be paid now"))

    def _end(self, end: Callable[[PatronId, str], Recorded | Declined], said: str) -> None:
        if self._panel is None:
            return
        for button in (self._lift, self._exchange):
            button.setEnabled(False)  # a second press must not find them
        reason = self._reason.text().strip()
        try:
            answer = end(self._panel.id, reason)
        finally:
            self._offer()
        if isinstance(answer, Declined):
            self.said.emit(refused(answer, self._panel.currency))
            return
        self._reason.clear()
        self.said.emit(Message(Tone.DONE, said, (reason,)))
        self.changed.emit()
