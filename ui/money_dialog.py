"""Fees and payments of one patron: what is open, what can be done about it, what was done, and suspensions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QTabWidget, QVBoxLayout, QWidget

from deskapp.desk.views import PatronPanel
from deskapp.domain.outcome import Permission
from ui import money_words, style, words
from ui.explanation import show_explanation, spoken
from ui.fees_table import FeesTable
from ui.lane import Message, Tone
from ui.money_forms import ChargeForm, CreditForm, RefundForm, WaiveForm
from ui.money_history import History
from ui.payment_form import PaymentForm
from ui.receipt import receipt_of
from ui.scan import ScanQueue
from ui.sign_in_second import SecondPerson
from ui.suspensions_view import SuspensionsView
from ui.table import ROW_HEIGHT

if TYPE_CHECKING:
    from deskapp.desk.desk import Desk

_TINTS = {Tone.DONE: style.GOOD, Tone.REFUSED: style.BAD, Tone.ATTENTION: style.WARN}


class MoneyDialog(QDialog):
    """What happened is said here, where staff are looking, and in the lane."""

    said = Signal(object)  # Message
    receipt = Signal(object)  # Receipt, to be printed
    print_last = Signal()

    def __init__(
        self, desk: Desk, panel: PatronPanel, parent: QWidget | None = None, scans: ScanQueue | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._panel = desk, panel
        self._owed, self._news = QLabel(), QLabel()
        self._fees = FeesTable(desk)
        self._pay, self._refund = PaymentForm(desk), RefundForm(desk)
        self._waive, self._second = WaiveForm(desk), SecondPerson(desk, Permission.WAIVE, scans, self)
        self._forms = (self._pay, self._waive, ChargeForm(desk), self._refund, CreditForm(desk))
        self._history, self._suspensions = History(desk), SuspensionsView(desk)
        self._acts, self._below = QTabWidget(), QTabWidget()
        self._why = QPushButton(style.icon("help-circle-outline"), self.tr("&Explain (Shift+F1)"))
        self._close = QPushButton(self.tr("&Close"))
        self.setWindowTitle(self.tr("Fees and payments of {name}").format(name=panel.name))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(920, 640)
        self._arrange()
        self._connect()
        self._show_panel(panel)
        if panel.suspensions and not panel.fees:
            self._below.setCurrentWidget(self._suspensions)
        self._pay.ready()

    def _arrange(self) -> None:
        style.sized(self._owed, 15, bold=True)
        self._news.setWordWrap(True)
        self._news.setTextFormat(Qt.TextFormat.PlainText)
        self._news.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        titles = (self.tr("&Pay"), self.tr("&Waive"), self.tr("C&harge"), self.tr("&Refund"), self.tr("Cre&dit"))
        for form, title in zip(self._forms, titles, strict=True):
            self._acts.addTab(form, title)
        self._acts.setFixedHeight(self._acts.sizeHint().height())
        self._below.addTab(self._history, self.tr("Histor&y"))
        self._below.addTab(self._suspensions, self.tr("&Suspensions"))
        self._fees.setMinimumHeight(ROW_HEIGHT * 4 + 2)
        top, bottom = QHBoxLayout(), QHBoxLayout()
        top.addWidget(self._owed)
        top.addWidget(self._news, 1)
        bottom.addWidget(self._why)
        bottom.addStretch()
        bottom.addWidget(self._close)
        for button in (self._why, self._close):
            button.setAutoDefault(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self._fees, 5)
        column.addWidget(self._acts)
        column.addWidget(self._second)
        column.addWidget(self._below, 6)
        column.addLayout(bottom)

    def _connect(self) -> None:
        for form in self._forms:
            self._fees.chosen.connect(form.choose)
            form.said.connect(self._tell)
            form.recorded.connect(self._reload)
            form.recorded.connect(form.ready)
        for view in (self._history, self._suspensions):
            view.said.connect(self._tell)
            view.changed.connect(self._reload)
            view.changed.connect(self._ready_to_pay)
        for money in (self._pay, self._refund):
            money.moved.connect(self._give_receipt)
        self._waive.second_wanted.connect(self._second.ask)
        self._second.signed.connect(self._waive.sign)
        self._acts.currentChanged.connect(self._second.hide)
        self._why.clicked.connect(self._explain)
        self._close.clicked.connect(self.reject)
        QShortcut(QKeySequence("Shift+F1"), self, self._explain)
        QShortcut(QKeySequence("F7"), self, self.print_last.emit)

    def _reload(self) -> None:
        self._show_panel(self._desk.panel(self._panel.id))

    def _ready_to_pay(self) -> None:
        """What is owed changed below the forms: it can be paid now."""
        self._acts.setCurrentWidget(self._pay)
        self._pay.ready(resting=True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the focus; no button is the default of the whole window."""
        button = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(button, QPushButton):
            if not event.isAutoRepeat():
                button.click()
            return
        super().keyPressEvent(event)

    def _show_panel(self, panel: PatronPanel) -> None:
        self._panel = panel
        self._owed.setText(self._owed_words(panel))
        style.tint(self._owed, text=style.BAD if panel.owed > 0 else style.TEXT)
        self._fees.show_panel(panel)
        for part in (*self._forms, self._history, self._suspensions):
            part.show_panel(panel)
        count = len(panel.suspensions)
        title = self.tr("&Suspensions")
        self._below.setTabText(1, f"{title} ({count})" if count else title)
        self._why.setEnabled(bool(panel.fees or panel.suspensions))

    def _owed_words(self, panel: PatronPanel) -> str:
        """The balance; where a credit stands against open fees, both."""
        amount = words.money(abs(panel.owed), panel.currency)
        open_fees = sum(fee.left for fee in panel.fees)
        if panel.owed < 0:
            said = self.tr("In credit: {amount}").format(amount=amount)
        else:
            said = self.tr("Owes {amount}").format(amount=amount) if panel.owed else self.tr("Owes nothing")
        if not open_fees or open_fees <= panel.owed:
            return said
        credit = words.money(open_fees - panel.owed, panel.currency)
        counted = self.tr("a credit of {amount} counted").format(amount=credit)
        return f"{said}  ({counted})"

    def _tell(self, message: Message) -> None:
        self._news.setText("  ·  ".join((message.text, *message.lines)))
        style.tint(self._news, text=_TINTS.get(message.tone, style.TEXT))
        self.said.emit(message)

    def _give_receipt(self, amount: int, method: str, number: str) -> None:
        after = self._desk.panel(self._panel.id)
        self.receipt.emit(receipt_of(self._panel, after, amount, method, number, self._desk.now()))

    def _explain(self) -> None:
        """Explain the suspensions when they are in front and no fee is chosen; else the fee chosen, or the first."""
        chosen = self._fees.rows_chosen() or list(self._panel.fees[:1])
        in_front = self._below.currentWidget() is self._suspensions and not self._fees.rows_chosen()
        if self._panel.suspensions and (in_front or not chosen):
            lines = spoken(self._desk, self._desk.explain_suspension(self._panel.id))
            show_explanation(self, self.tr("Suspensions"), lines)
        elif chosen:
            lines = spoken(self._desk, self._desk.explain_fee(chosen[0].fee, self._panel.id))
            show_explanation(self, money_words.fee_line(chosen[0]), lines)
