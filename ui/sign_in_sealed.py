"""The sealed code: opens a desk that has not heard from central for too long, and stays in sight while it does."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from deskapp.desk.entering import Answer, Entered, NotEntered, Question, What, Why
from ui import style, words
from ui.announcing import announce
from ui.sign_in_words import not_let_in, plurals, waiting
from ui.strips import Strip
from ui.thinking import Thinking

if TYPE_CHECKING:
    from deskapp.desk.desk import Desk


class SealedForm(QWidget):
    """Says what the code allows before it is broken."""

    entered = Signal(object)  # Entered
    left = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._thinking = Thinking(self)
        self._thinking.answered.connect(self._answered)
        self._thinking.ended.connect(self._offer)
        self.code, self.who = QLineEdit(), QLineEdit()
        self.code.setAccessibleName(self.tr("Sealed code"))
        self.code.setPlaceholderText("XXXX-XXXX-XXXX-XXXX")
        self.who.setAccessibleName(self.tr("Who is here"))
        self.button = QPushButton(style.icon("lock-open-alert-outline"), self.tr("&Open the desk"))
        self.back = QPushButton(self.tr("Bac&k"))
        self._about, self._said = QLabel(), QLabel()
        self._arrange()
        for line in (self.code, self.who):
            line.textChanged.connect(self._offer)
            line.returnPressed.connect(self._enter)
        self.button.clicked.connect(self._submit)
        self.back.clicked.connect(self.left)

    def _arrange(self) -> None:
        for label in (self._about, self._said):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        style.tint(self._said, text=style.BAD)
        self._said.hide()
        fields, buttons, column = QFormLayout(), QHBoxLayout(), QVBoxLayout(self)
        fields.addRow(self.tr("Sealed &code"), self.code)
        fields.addRow(self.tr("&Who is here"), self.who)
        buttons.addWidget(self.back)
        buttons.addStretch()
        buttons.addWidget(self.button)
        for button in (self.back, self.button):
            button.setAutoDefault(True)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._about)
        column.addLayout(fields)
        column.addLayout(buttons)
        column.addWidget(self._said)
        column.addStretch()

    def begin(self) -> None:
        hours = plurals.hours(self._desk.library.break_glass_hours)
        about = self.tr(
            "The code in the sealed envelope opens this desk for {hours}, to lend, take back and take payments alone. "
            "It works once, and the library is told who used it. Afterwards a new envelope is needed."
        )
        self._about.setText(about.format(hours=hours))
        self._tell("")
        self.code.clear()
        self.code.setFocus()
        self._offer()

    def _enter(self) -> None:
        if not self.code.text().strip():
            self.code.setFocus()
        elif not self.who.text().strip():
            self.who.setFocus()
        else:
            self._submit()

    def _submit(self) -> None:
        if self.button.isEnabled():
            question = Question(self.who.text(), What.CODE, self.code.text())
            self._thinking.ask(lambda: self._desk.ask(question))
            self._offer()

    def _offer(self) -> None:
        whole = bool(self.code.text().strip()) and bool(self.who.text().strip())
        self.button.setEnabled(whole and not self._thinking.busy)

    def _answered(self, answer: object) -> None:
        assert isinstance(answer, Answer)
        outcome = self._desk.enter(answer)
        if isinstance(outcome, Entered):
            self.entered.emit(outcome)
        else:
            self._refuse(outcome)

    def _refuse(self, outcome: NotEntered) -> None:
        if outcome.why is Why.WAIT:
            self._tell(waiting(outcome.wait))
        else:
            self._tell(not_let_in(outcome.why, What.CODE, self._desk.library, self._desk.branch.name))
        announce(self, self._said.text())
        self.code.setFocus()
        self.code.selectAll()

    def _tell(self, text: str) -> None:
        self._said.setText(text)
        self._said.setVisible(bool(text))


class SealedStrip(Strip):
    """Until when a sealed code keeps the desk open; in sight all the time."""

    sign_in_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("lock-open-alert-outline", style.BAD, style.BAD_SOFT, parent)
        self._sign_in = self.button(self.tr("Sign in instead (Ctrl+0)"))
        self._sign_in.clicked.connect(self.sign_in_wanted)

    def show_opened(self, who: str, until: datetime, zone: str) -> None:
        text = self.tr(
            "Opened with a sealed code by {who} until {time}: lending, taking back and payments alone. It is reported."
        )
        self.words.setText(text.format(who=who, time=words.moment(until, zone)))
        self.show()
