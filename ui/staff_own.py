"""One's own password and PIN: everybody changes theirs, with the password they have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFormLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from deskapp.desk.entering import What, Why
from deskapp.store.verifier import SHORTEST_PASSWORD, SHORTEST_PIN
from ui import style
from ui.lane import Message, Tone
from ui.secret_line import SecretLine
from ui.sign_in_words import not_set, too_short
from ui.thinking import Thinking

if TYPE_CHECKING:
    from deskapp.desk.desk import Desk


class OwnSecrets(QDialog):
    """What is filled in is changed: the password, the PIN, or both."""

    said = Signal(object)  # Message

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._thinking = Thinking(self)
        self._thinking.answered.connect(self._answered)
        self._thinking.ended.connect(self._offer)
        self.own = SecretLine(self.tr("Your password now"))
        self.password = SecretLine(self.tr("New password"))
        self.password_again = SecretLine(self.tr("New password once more"))
        self.pin = SecretLine(self.tr("New PIN"))
        self.pin_again = SecretLine(self.tr("New PIN once more"))
        self.button = QPushButton(style.icon("check"), self.tr("&Change"))
        self._close = QPushButton(self.tr("C&lose"))
        self._said = QLabel()
        self.setWindowTitle(self.tr("Password and PIN of {name}").format(name=desk.who.spoken or desk.staff))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._arrange()
        self.button.clicked.connect(self._submit)
        self._close.clicked.connect(self.reject)
        self._offer()

    def _arrange(self) -> None:
        about = QLabel(
            self.tr("The PIN, with your badge, is enough at a desk for 12 hours after you gave your password there.")
        )
        self._said.setMinimumHeight(self._said.fontMetrics().height() * 2)
        for label in (about, self._said):
            label.setWordWrap(True)
        style.tint(about, text=style.QUIET)
        fields, buttons, column = QFormLayout(), QHBoxLayout(), QVBoxLayout(self)
        fields.addRow(self.tr("&Your password now"), self.own)
        fields.addRow(self.tr("&New password"), self.password)
        fields.addRow(self.tr("once &more"), self.password_again)
        fields.addRow(self.tr("New &PIN"), self.pin)
        fields.addRow(self.tr("&once more"), self.pin_again)
        for line in (self.own, self.password, self.password_again, self.pin, self.pin_again):
            line.textChanged.connect(self._offer)
            line.setMinimumWidth(240)
        buttons.addStretch()
        buttons.addWidget(self._close)
        buttons.addWidget(self.button)
        self.button.setDefault(True)
        column.setContentsMargins(18, 14, 18, 12)
        column.addWidget(about)
        column.addLayout(fields)
        column.addWidget(self._said)
        column.addLayout(buttons)

    def _wrong(self) -> str:
        password, pin = self.password.text(), self.pin.text()
        if password and len(password) < SHORTEST_PASSWORD:
            return too_short(What.PASSWORD)
        if pin and (len(pin) < SHORTEST_PIN or not pin.isdecimal()):
            return too_short(What.PIN)
        if self.password_again.text() != password or self.pin_again.text() != pin:
            return self.tr("The two are not the same.")
        return ""

    def _offer(self) -> None:
        wrong = self._wrong()
        self._tell(wrong, style.QUIET)
        something = bool(self.password.text() or self.pin.text())
        self.button.setEnabled(bool(self.own.text()) and something and not wrong and not self._thinking.busy)

    def _submit(self) -> None:
        own, name, password, pin = self.own.text(), self._desk.staff, self.password.text(), self.pin.text()

        def change() -> tuple[Why | None, What]:
            """The PIN first: after the other, the password that was given is not the right one any more."""
            for what, secret in ((What.PIN, pin), (What.PASSWORD, password)):
                if secret and (why := self._desk.set_secret(own, name, what, secret)) is not None:
                    return why, what
            return None, What.PASSWORD

        self._thinking.ask(change)
        self.button.setEnabled(False)

    def _answered(self, answer: tuple[Why | None, What]) -> None:
        why, what = answer
        if why is None:
            self.said.emit(Message(Tone.DONE, self.tr("Changed. It holds at every desk from now on.")))
            self.accept()
            return
        self._tell(not_set(why, what), style.BAD)
        self.own.setFocus()
        self.own.selectAll()

    def _tell(self, text: str, colour: str) -> None:
        self._said.setText(text)
        style.tint(self._said, text=colour)
