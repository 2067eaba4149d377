"""Waiving, giving money back, granting credit, and charging by hand: each asks for what the desk wants to know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox

from deskapp.desk.answers import Declined, Recorded
from deskapp.desk.views import FeeRow, PatronPanel
from deskapp.domain.outcome import Blocked, Permission
from deskapp.domain.values import FeeKind
from ui import money_words
from ui.lane import Message, Tone
from ui.money_form import MoneyForm, refused
from ui.payment_form import MethodBox

if TYPE_CHECKING:
    from deskapp.desk.desk import Desk
    from deskapp.desk.record import Staff

_BY_HAND = (FeeKind.MANUAL, FeeKind.DAMAGE, FeeKind.CARD, FeeKind.PROCESSING, FeeKind.REQUEST)


class WaiveForm(MoneyForm):
    """Forgives what is left of the chosen fees, or a part of one, with a reason."""

    second_wanted = Signal(str)  # why a second member of staff has to sign

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, Permission.WAIVE, "hand-coin-outline")
        self._second: Staff | None = None
        self.button.setText(self.tr("Waive &it"))
        self.amount.setAccessibleName(self.tr("Amount to waive"))
        self.reason.setAccessibleName(self.tr("Why it is waived"))
        self.arrange((self.tr("&Amount"), self.amount), (self.tr("Reaso&n"), self.reason))
        self._waived: list[int] = []

    def _fees(self) -> tuple[FeeRow, ...]:
        """The chosen ones, or the only one."""
        every = self.panel.fees if self.panel else ()
        return self.chosen or (every if len(every) == 1 else ())

    def offer(self) -> None:
        self.amount.setEnabled(len(self._fees()) <= 1)
        self.amount.setPlaceholderText(self.tr("all of it"))
        if len(self._fees()) > 1 and self.amount.text():
            self.amount.clear()  # several are waived whole
        super().offer()

    def complete(self) -> bool:
        return bool(self._fees()) and bool(self.reason.text().strip())

    def missing(self) -> str:
        return self.tr("Choose the fee above, and say why it is waived.")

    def problem(self) -> str:
        if self.amount.text() and not self.amount.amount():
            return super().problem() or self.tr("The amount is nothing.")
        return ""

    def consequence(self) -> str:
        if not self._fees():
            return self.missing()
        left = sum(fee.left for fee in self._fees())
        amount = self.amount.amount() or left
        return self.tr("{amount} of {left} is forgiven.").format(amount=self.money(amount), left=self.money(left))

    def do(self, panel: PatronPanel) -> Recorded | Declined:
        """Each fee on its own; what was waived before one is refused stays waived, and is said."""
        self._waived = []
        reason, part = self.reason.text().strip(), self.amount.amount()
        answer: Recorded | Declined = Recorded("")
        for fee in self._fees():
            answer = self.desk.waive(panel.id, fee.fee, reason, part, self._second)
            if isinstance(answer, Declined):
                break
            self._waived.append(part or fee.left)
        if isinstance(answer, Declined) and self._waived:
            self.recorded.emit()
        if isinstance(answer, Declined) and [block.code for block in answer.blocks] == [Blocked.SECOND_PERSON]:
            self.second_wanted.emit(refused(answer, panel.currency).text)
        self._second = None
        return answer

    def sign(self, second: Staff) -> None:
        """Waive it, now that a second member of staff has signed."""
        self._second = second
        self.press()

    def news(self, panel: PatronPanel, done: Recorded) -> Message:
        amount, reason = self.money(sum(self._waived)), self.reason.text().strip()
        return Message(Tone.DONE, self.tr("{amount} waived").format(amount=amount), (reason,))


class RefundForm(MoneyForm):
    """Gives money back out of the credit, with a reason and a receipt."""

    moved = Signal(int, str, str)  # amount, method, number of the receipt

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, Permission.REFUND, "cash-minus")
        self.button.setText(self.tr("Pay bac&k"))
        self.amount.setAccessibleName(self.tr("Amount given back"))
        self.reason.setAccessibleName(self.tr("Why it is given back"))
        self._method = MethodBox(self.tr("How it is given back"))
        self._given: tuple[int, str] = (0, "")
        self.arrange(
            (self.tr("&Amount"), self.amount),
            (self.tr("&Method"), self._method),
            (self.tr("Reaso&n"), self.reason),
        )

    def problem(self) -> str:
        if self.panel is not None and self.panel.owed >= 0:
            return self.tr("There is no credit to give back.") if self.amount.text() else ""
        if self.panel is not None and (self.amount.amount() or 0) > -self.panel.owed:
            return self._at_most()
        return super().problem()

    def consequence(self) -> str:
        return self._at_most()

    def _at_most(self) -> str:
        if self.panel is None or self.panel.owed >= 0:
            return self.tr("There is no credit to give back.")
        return self.tr("At most {amount}: the credit of this account.").format(amount=self.money(-self.panel.owed))

    def do(self, panel: PatronPanel) -> Recorded | Declined:
        amount, method = self.amount.amount() or 0, self._method.method()
        self._given = (amount, method)
        return self.desk.refund(panel.id, amount, self.reason.text().strip(), method)

    def news(self, panel: PatronPanel, done: Recorded) -> Message:
        amount, method = self._given
        text = self.tr("{amount} given back: {method}").format(
            amount=self.money(amount), method=money_words.method(method).lower()
        )
        return Message(Tone.DONE, text, (self.tr("Receipt {number}").format(number=done.receipt),))

    def after(self, done: Recorded) -> None:
        self.moved.emit(*self._given, done.receipt)


class CreditForm(MoneyForm):
    """Grants a credit that no payment explains, with a reason."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, Permission.REFUND, "gift-outline")
        self.button.setText(self.tr("&Grant credit"))
        self.amount.setAccessibleName(self.tr("Credit"))
        self.reason.setAccessibleName(self.tr("Why it is granted"))
        self.arrange((self.tr("&Amount"), self.amount), (self.tr("Reaso&n"), self.reason))
        self._granted = 0

    def consequence(self) -> str:
        return self.tr("No money changes hands: the account is better off by it.")

    def do(self, panel: PatronPanel) -> Recorded | Declined:
        self._granted = self.amount.amount() or 0
        return self.desk.credit(panel.id, self._granted, self.reason.text().strip())

    def news(self, panel: PatronPanel, done: Recorded) -> Message:
        text = self.tr("Credit of {amount} granted").format(amount=self.money(self._granted))
        return Message(Tone.DONE, text, (self.reason.text().strip(),))


class ChargeForm(MoneyForm):
    """A fee charged by hand. The price of a new card is the category's."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, Permission.TAKE_MONEY, "cash-register")
        self.button.setText(self.tr("Add &fee"))
        self.amount.setAccessibleName(self.tr("Amount charged"))
        self.reason.setAccessibleName(self.tr("What the fee is for"))
        self._kind = QComboBox()
        self._kind.setAccessibleName(self.tr("Kind of fee"))
        for kind in _BY_HAND:
            self._kind.addItem(money_words.fee_kind(kind), kind)
        self._kind.currentIndexChanged.connect(self._price)
        self._priced = ""  # the amount that was filled in here
        self._charged = 0
        self.arrange((self.tr("&Kind"), self._kind), (self.tr("&Amount"), self.amount), (self.tr("No&te"), self.reason))

    def _chosen_kind(self) -> FeeKind:
        return FeeKind(self._kind.currentData())

    def _price(self) -> None:
        """Fill in what a new card costs, and take it away again; what staff typed stays."""
        if self.panel is None or self.amount.text() not in ("", self._priced):
            return
        self.amount.put(self.desk.card_fee(self.panel.id) if self._chosen_kind() is FeeKind.CARD else 0)
        self._priced = self.amount.text()

    def complete(self) -> bool:
        return bool(self.amount.amount())

    def missing(self) -> str:
        return self.tr("Fill in the amount.")

    def clear(self) -> None:
        super().clear()
        self._priced = ""
        self._kind.setCurrentIndex(0)

    def do(self, panel: PatronPanel) -> Recorded | Declined:
        self._charged = self.amount.amount() or 0
        return self.desk.charge(panel.id, self._charged, self.reason.text().strip(), self._chosen_kind())

    def news(self, panel: PatronPanel, done: Recorded) -> Message:
        note = self.reason.text().strip()
        kind = money_words.fee_kind(self._chosen_kind())
        text = self.tr("{amount} charged").format(amount=self.money(self._charged))
        return Message(Tone.DONE, text, (f"{kind}: {note}" if note else kind,))
