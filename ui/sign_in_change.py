"""A password of one's own in the place of one that somebody else set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from deskapp.desk.entering import What, Why
from deskapp.store.verifier import SHORTEST_PASSWORD
from ui import style
from ui.announcing import announce
from ui.secret_line import SecretLine
from ui.sign_in_words import not_set, plurals
from ui.thinking import Thinking

if TYPE_CHECKING:
    from deskapp.desk.desk import Desk


class ChangeForm(QWidget):
    """Asked before anything else of the desk is seen; only central can do it."""

    changed = Signal()
    left = Signal()
    away = Signal()  # central cannot be asked: it has to wait

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._own = desk, ""
        self._thinking = Thinking(self)
        self._thinking.answered.connect(self._answered)
        self._thinking.ended.connect(self._offer)
        self.first = SecretLine(self.tr("New password"), takes_scans=True)
        self.again = SecretLine(self.tr("New password once more"), takes_scans=True)
        self.button = QPushButton(style.icon("check"), self.tr("&Change it and go on"))
        self.back = QPushButton(self.tr("Bac&k"))
        for button in (self.back, self.button):
            button.setAutoDefault(True)
        self.back.clicked.connect(self.left)
        self._about, self._said = QLabel(), QLabel()
        self._arrange()
        for line in (self.first, self.again):
            line.textChanged.connect(self._offer)
        self.first.returnPressed.connect(self._to_second)
        self.again.returnPressed.connect(self._submit)
        self.button.clicked.connect(self._submit)

    def _arrange(self) -> None:
        self._about.setText(
            self.tr(
                "Somebody else set your password. Choose one of your own, that nobody else knows, before you go on."
            )
        )
        for label in (self._about, self._said):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._said.setMinimumHeight(self._said.fontMetrics().height() * 2)
        fields, buttons, column = QFormLayout(), QHBoxLayout(), QVBoxLayout(self)
        fields.addRow(self.tr("&New password"), self.first)
        fields.addRow(self.tr("&Once more"), self.again)
        buttons.addWidget(self.back)
        buttons.addStretch()
        buttons.addWidget(self.button)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._about)
        column.addLayout(fields)
        column.addLayout(buttons)
        column.addWidget(self._said)
        column.addStretch()

    def begin(self, own: str) -> None:
        """`own` is the password that was just given."""
        self._own = own
        for line in (self.first, self.again):
            line.clear()
        self._offer()
        self.first.setFocus()

    def typed_by_machine(self, text: str) -> bool:
        """What went the way of a scan is a password after all: whether there is a line for it."""
        line = next((each for each in (self.first, self.again) if each.hasFocus()), None)
        if line is not None:
            line.setText(text)
            line.returnPressed.emit()
        return line is not None

    def _to_second(self) -> None:
        """Enter goes on when the first line is good; otherwise why it is not has to be read."""
        if self._fault():
            announce(self, self._said.text())
        else:
            self.again.setFocus()

    def _fault(self) -> str:
        """Why what is in the first line cannot be the password."""
        if len(self.first.text()) < SHORTEST_PASSWORD:
            return plurals.letters(SHORTEST_PASSWORD)
        if self.first.text() == self._own:
            return self.tr("That is the password you have: choose another.")
        return ""

    def _offer(self) -> None:
        first, again = self.first.text(), self.again.text()
        hint = self._fault()
        if not hint and again and again != first:
            hint = self.tr("The two are not the same.")
        self._tell(hint, style.QUIET)
        self.button.setEnabled(not hint and again == first and not self._thinking.busy)

    def _submit(self) -> None:
        if self.button.isEnabled():
            own, name, new = self._own, self._desk.staff, self.first.text()
            self._thinking.ask(lambda: self._desk.set_secret(own, name, What.PASSWORD, new))
            self.button.setEnabled(False)

    def _answered(self, why: object) -> None:
        if why is None:
            self._own = ""
            self.changed.emit()
        elif why is Why.AWAY:
            self._own = ""
            self.away.emit()
        else:
            self._tell(not_set(Why(str(why)), What.PASSWORD), style.BAD)
            announce(self, self._said.text())

    def _tell(self, text: str, colour: str) -> None:
        self._said.setText(text)
        style.tint(self._said, text=colour)
