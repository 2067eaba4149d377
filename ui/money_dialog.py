"""Taking cash: what is owed line by line, the amount taken, a payment voided with a reason."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from deskapp.desk.views import Declined, PatronPanel
from deskapp.domain.outcome import Permission
from ui import style, words
from ui.account_view import AccountView
from ui.lane import Message, Tone, refusal

if TYPE_CHECKING:
    from deskapp.desk.desk import Desk


class MoneyDialog(QDialog):
    """One patron's account. Cash is taken once however often Enter is pressed: the amount goes with the first."""

    said = Signal(object)  # Message

    def __init__(self, desk: Desk, panel: PatronPanel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._panel = panel
        self._owed, self._hint = QLabel(), QLabel()
        self._account = AccountView(desk, rows=5)
        self._amount = QLineEdit()
        self._take = QPushButton(style.icon("cash-plus"), self.tr("&Take cash"))
        self._close = QPushButton(self.tr("&Close"))
        self.setWindowTitle(self.tr("Payments of {name}").format(name=panel.name))
        self.setMinimumSize(640, 520)
        self._arrange()
        self._amount.textChanged.connect(self._offer)
        self._amount.returnPressed.connect(self._take_cash)
        self._take.clicked.connect(self._take_cash)
        self._close.clicked.connect(self.reject)
        self._account.said.connect(self._tell)
        self._account.changed.connect(self._reload)
        self._show_panel(panel)
        self._amount.setText(_written(panel.owed) if panel.owed > 0 else "")
        self._amount.selectAll()
        self._amount.setFocus()

    def _arrange(self) -> None:
        style.sized(self._owed, 15, bold=True)
        self._amount.setAccessibleName(self.tr("Amount taken in cash"))
        self._amount.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._amount.setMaximumWidth(120)
        self._hint.setWordWrap(True)
        row = QHBoxLayout()
        label = QLabel(self.tr("&Amount, {currency}").format(currency=self._panel.currency))
        label.setBuddy(self._amount)
        for widget in (label, self._amount, self._take):
            row.addWidget(widget)
        row.addWidget(self._hint, 1)
        bottom = QHBoxLayout()
        bottom.addStretch()
        bottom.addWidget(self._close)
        for button in (self._take, self._close):
            button.setAutoDefault(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 12)
        column.setSpacing(10)
        column.addWidget(self._owed)
        column.addLayout(row)
        column.addWidget(self._account, 1)
        column.addLayout(bottom)

    def _reload(self) -> None:
        self._show_panel(self._desk.panel(self._panel.id))

    def _show_panel(self, panel: PatronPanel) -> None:
        self._panel = panel
        self._owed.setText(self._owed_words(panel))
        self._account.show_panel(panel)
        self._offer()

    def _owed_words(self, panel: PatronPanel) -> str:
        amount = words.money(abs(panel.owed), panel.currency)
        if panel.owed < 0:
            return self.tr("In credit: {amount}").format(amount=amount)
        return self.tr("Owes {amount}").format(amount=amount) if panel.owed else self.tr("Owes nothing")

    def _offer(self) -> None:
        """Offer to take the amount if it is one, and no more than is owed."""
        text, amount = self._amount.text().strip(), read_amount(self._amount.text())
        may = Permission.TAKE_MONEY in self._desk.permissions
        self._take.setEnabled(may and amount is not None and 0 < amount <= self._panel.owed)
        hint = ""
        if not may:
            hint = self.tr("You do not have the permission to take money.")
        elif text and amount is None:
            hint = self.tr("Not an amount of money.")
        elif amount is not None and amount > self._panel.owed:
            hint = self.tr("More than is owed.")
        self._hint.setText(hint)
        style.tint(self._hint, text=style.BAD)

    def _take_cash(self) -> None:
        amount = read_amount(self._amount.text())
        if not self._take.isEnabled() or amount is None:
            return
        self._take.setEnabled(False)  # before anything else: a second Enter must not find it
        self._amount.clear()
        outcome = self._desk.pay(self._panel.id, amount)
        self._reload()
        if isinstance(outcome, Declined):
            self._tell(refusal(outcome))
        else:
            taken = words.money(amount, self._panel.currency)
            self._tell(Message(Tone.DONE, self.tr("{amount} taken in cash").format(amount=taken)))

    def _tell(self, message: Message) -> None:
        """Say it here, where staff are looking, and in the lane."""
        self._hint.setText(message.text)
        style.tint(self._hint, text=style.GOOD if message.tone is Tone.DONE else style.BAD)
        self.said.emit(message)


_AMOUNT = re.compile(r"(\d{1,7})(?:[.,](\d{1,2}))?")


def read_amount(text: str) -> int | None:
    """Minor units of an amount written with a comma or a point: 3, 3,5 and 3.50. Anything else is None."""
    found = _AMOUNT.fullmatch(text.strip())
    return int(found[1]) * 100 + int((found[2] or "0").ljust(2, "0")) if found else None


def _written(amount: int) -> str:
    """Minor units as staff would type them, in the language of the window."""
    point = words.decimal_point()
    return f"{amount // 100}{point}{amount % 100:02}"
