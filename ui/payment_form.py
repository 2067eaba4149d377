"""Taking money: for the chosen fees, else for all; in part too."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox

from deskapp.desk.answers import Declined, Recorded
from deskapp.desk.views import FeeRow, PatronPanel
from deskapp.domain.outcome import Permission
from ui import money_words
from ui.lane import Message, Tone
from ui.money_form import MoneyForm

if TYPE_CHECKING:
    from deskapp.desk.desk import Desk


class MethodBox(QComboBox):
    """How money changes hands; it stays as it was set last."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        for code in money_words.METHODS:
            self.addItem(money_words.method(code), code)

    def method(self) -> str:
        return str(self.currentData())


class PaymentForm(MoneyForm):
    """What is owed is offered, and offered anew when it changes, unless staff typed another amount; never after
    a payment: a second press would pay what is left."""

    moved = Signal(int, str, str)  # amount, method, number of the receipt

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, Permission.TAKE_MONEY, "cash-plus")
        self.button.setText(self.tr("&Take payment"))
        self.amount.setAccessibleName(self.tr("Amount taken"))
        self._method = MethodBox(self.tr("Method of payment"))
        self._offered = ""  # the amount that was filled in here
        self._paid = False  # just now, by this form
        self._taken: tuple[int, str] = (0, "")
        self.arrange((self.tr("&Amount"), self.amount), (self.tr("&Method"), self._method))

    def show_panel(self, panel: PatronPanel) -> None:
        super().show_panel(panel)
        if self.amount.text() == self._offered and not self._paid:
            self._fill()
        self._paid = False

    def choose(self, fees: Sequence[FeeRow]) -> None:
        super().choose(fees)
        self._fill()

    def _wanted(self) -> int:
        """What the chosen fees, or all, come to; a credit stands against them."""
        if self.panel is None:
            return 0
        owed = max(self.panel.owed, 0)
        return min(owed, sum(fee.left for fee in self.chosen)) if self.chosen else owed

    def _fill(self) -> None:
        self.amount.put(self._wanted())
        self._offered = self.amount.text()
        self.amount.selectAll()

    def complete(self) -> bool:
        return bool(self.amount.amount()) and self.panel is not None and bool(self.panel.fees)

    def problem(self) -> str:
        if self.panel is not None and not self.panel.fees and self.amount.text():
            return self.tr("There is no open fee to pay.")
        return super().problem()

    def missing(self) -> str:
        return self.tr("Fill in the amount, or choose fees above.")

    def consequence(self) -> str:
        if self.panel is None or not self.panel.fees:
            return ""
        if self.panel.owed <= 0:
            return self.tr("Nothing more is owed: the credit covers the open fees.")
        amount, wanted = self.amount.amount(), self._wanted()
        if self.chosen:
            what = money_words.plurals.chosen(len(self.chosen))
        else:
            what = self.tr("All open fees, the oldest first; choose some above to pay only those.")
        if not amount or amount == wanted:
            return what
        if amount > wanted:
            return self.tr("{money} more than that: it becomes credit.").format(money=self.money(amount - wanted))
        return self.tr("In part: {money} stays open.").format(money=self.money(wanted - amount))

    def do(self, panel: PatronPanel) -> Recorded | Declined:
        amount, method = self.amount.amount() or 0, self._method.method()
        self._taken = (amount, method)
        return self.desk.pay(panel.id, amount, [fee.fee for fee in self.chosen], method)

    def news(self, panel: PatronPanel, done: Recorded) -> Message:
        amount, method = self._taken
        text = self.tr("{amount} taken: {method}").format(
            amount=self.money(amount), method=money_words.method(method).lower()
        )
        lines = (self.tr("Receipt {number}").format(number=done.receipt),) if done.receipt else ()
        return Message(Tone.DONE, text, lines)

    def after(self, done: Recorded) -> None:
        self._offered, self._paid = "", True
        self.moved.emit(*self._taken, done.receipt)
