"""One thing to do with money: its fields, its button, and beside it what is still missing or stands in the way."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QDeadlineTimer, Qt, Signal
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from deskapp.desk.answers import Declined, Recorded
from deskapp.desk.views import FeeRow, PatronPanel
from deskapp.domain.outcome import Permission
from ui import amounts, money_words, style, words
from ui.amounts import AmountProblem, read_amount
from ui.lane import Message, Tone

if TYPE_CHECKING:
    from deskapp.desk.desk import Desk


class AmountEdit(QLineEdit):
    """An amount in the branch's currency, written as people write it."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.currency = ""
        self.setAccessibleName(name)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setFixedWidth(116)

    def put(self, amount: int) -> None:
        self.setText(amounts.typed(amount, self.currency) if amount > 0 else "")

    def amount(self) -> int | None:
        """Minor units; None when there is no amount that could be meant."""
        read = read_amount(self.text(), self.currency)
        return None if isinstance(read, AmountProblem) else read

    def redden(self, why: str) -> None:
        """What is written cannot be meant, for this reason; for none, it can."""
        colours = QPalette()
        if why:
            colours.setColor(QPalette.ColorRole.Base, QColor("#ffe3e3"))
        self.setPalette(colours)
        self.setAccessibleDescription(why)
        self.setToolTip(why)

    def problem(self) -> str:
        """What is wrong with what is written; nothing is wrong with an empty field."""
        read = read_amount(self.text(), self.currency)
        return money_words.amount_problem(read, self.currency) if isinstance(read, AmountProblem) else ""


class MoneyForm(QWidget):
    """It does its thing once however often it is pressed: what was typed goes with the first that succeeds.

    What is refused, or cannot be recorded, leaves everything as it was typed.
    """

    said = Signal(object)  # Message
    recorded = Signal()

    def __init__(self, desk: Desk, permission: Permission, icon: str) -> None:
        super().__init__()
        self.desk, self._permission = desk, permission
        self.panel: PatronPanel | None = None
        self.chosen: tuple[FeeRow, ...] = ()
        self._resting = QDeadlineTimer()
        self.amount = AmountEdit(self.tr("Amount"))
        self.reason = QLineEdit()
        self.reason.setAccessibleName(self.tr("Reason"))
        self.button = QPushButton(style.icon(icon), "")
        self.button.setAutoDefault(False)
        self.hint = QLabel()
        self.hint.setWordWrap(True)
        self.hint.setMinimumHeight(self.hint.fontMetrics().height())
        for field in (self.amount, self.reason):
            field.textChanged.connect(self.offer)
            field.returnPressed.connect(self._enter)
        self.button.clicked.connect(self.press)

    def arrange(self, *fields: tuple[str, QWidget]) -> None:
        """Lay the fields out in one row, each after its label, then the button; the hint comes below."""
        row = QHBoxLayout()
        row.setSpacing(8)
        for text, field in fields:
            label = QLabel(text)
            label.setBuddy(field)
            row.addWidget(label)
            row.addWidget(field, 1 if isinstance(field, QLineEdit) and field is not self.amount else 0)
        row.addWidget(self.button)
        if all(field is not self.reason for _, field in fields):
            row.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 10, 10, 6)
        column.setSpacing(6)
        column.addLayout(row)
        column.addWidget(self.hint)
        column.addStretch()

    def show_panel(self, panel: PatronPanel) -> None:
        """Show how the account is now; what was chosen is chosen no longer."""
        self.panel, self.chosen = panel, ()
        self.amount.currency = panel.currency
        self.offer()

    def choose(self, fees: Sequence[FeeRow]) -> None:
        """Staff chose these fees in the table."""
        self.chosen = tuple(fees)
        self.offer()

    def offer(self) -> None:
        """Offer the button when nothing is missing; say what is, or what follows."""
        may = self._permission in self.desk.permissions
        why = self.problem() if may else words_without(self._permission)
        self.button.setEnabled(may and not why and self.complete())
        style.put(self.hint, why or self.consequence())
        self.amount.redden(why if may and self.amount.text() else "")
        style.tint(self.hint, text=style.BAD if why else style.QUIET)
        self.button.setToolTip("" if self.button.isEnabled() else why or self.missing())

    def ready(self, *, resting: bool = False) -> None:
        """Focus the amount. `resting`: the Enter that did something elsewhere may bounce, and is ignored."""
        if resting:
            self._resting = QDeadlineTimer(QApplication.doubleClickInterval())
        self.amount.setFocus()
        self.amount.selectAll()

    def _enter(self) -> None:
        if self._resting.hasExpired():
            self.press()

    def press(self) -> None:
        if self.panel is None or not self.button.isEnabled():
            return
        self.button.setEnabled(False)  # before anything else: a second press must not find it
        try:
            answer = self.do(self.panel)
            if isinstance(answer, Declined):
                self.said.emit(refused(answer, self.panel.currency))
                return
            news = self.news(self.panel, answer)
            self.clear()
            self.said.emit(news)
            self.after(answer)
            self.recorded.emit()
        finally:
            self.offer()

    def clear(self) -> None:
        for field in (self.amount, self.reason):
            field.clear()

    # What each form says of itself

    @abstractmethod
    def do(self, panel: PatronPanel) -> Recorded | Declined:
        """Have the desk do it."""

    @abstractmethod
    def news(self, panel: PatronPanel, done: Recorded) -> Message:
        """What is said when it was done."""

    def after(self, done: Recorded) -> None:
        """What else follows, once it was said."""

    def complete(self) -> bool:
        """Whether everything is there to press the button."""
        return bool(self.amount.amount()) and bool(self.reason.text().strip())

    def problem(self) -> str:
        """What is wrong with what is there."""
        return self.amount.problem()

    def missing(self) -> str:
        """What is still to be filled in."""
        return self.tr("Fill in the amount and the reason.")

    def consequence(self) -> str:
        """What pressing the button will do beyond what it says."""
        return ""

    def money(self, amount: int) -> str:
        return words.money(amount, self.panel.currency if self.panel else "EUR")


def words_without(permission: Permission) -> str:
    """Why a button is off for whoever lacks this permission."""
    return money_words.no_permission().get(permission, "")


def refused(answer: Declined, currency: str) -> Message:
    """Why the desk refused, amounts in the branch's currency."""
    first, *more = [words.block(block, currency) for block in answer.blocks]
    return Message(Tone.REFUSED, first, tuple(more))
