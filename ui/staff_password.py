"""A first password for somebody else: central takes it when it knows them, and they change it when they come in."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from deskapp.desk.entering import What, Why
from deskapp.store.verifier import SHORTEST_PASSWORD
from ui import style
from ui.lane import Message, Tone
from ui.secret_line import SecretLine
from ui.sign_in_words import not_set, too_short
from ui.sure_strip import AskingStrip
from ui.thinking import Thinking

if TYPE_CHECKING:
    from deskapp.desk.desk import Desk
    from deskapp.domain.records import Member

_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"  # none that are taken for one another
_LOOK_MS = 500


class FirstPassword(AskingStrip):
    """The giver's own password is asked for: a desk left open must not give passwords away."""

    said = Signal(object)  # Message

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._member: Member | None = None
        self._thinking = Thinking(self)
        self._thinking.answered.connect(self._answered)
        self._thinking.ended.connect(self._offer)
        self._look = QTimer(self, interval=_LOOK_MS)
        self._look.timeout.connect(self._offer)
        self.given, self.own = QLineEdit(), SecretLine(self.tr("Your own password"))
        self.given.setAccessibleName(self.tr("First password"))
        self.button = QPushButton(style.icon("key-plus"), self.tr("S&et it"))
        self._close = QPushButton(self.tr("C&lose"))
        self._heading, self._state = QLabel(), QLabel()
        self._arrange()
        for line in (self.given, self.own):
            line.textChanged.connect(self._offer)
        self.own.returnPressed.connect(self._submit)
        self.button.clicked.connect(self._submit)
        self._close.clicked.connect(self.leave)

    def _arrange(self) -> None:
        style.sized(self._heading, 11, bold=True)
        for label in (self._heading, self._state):
            label.setWordWrap(True)
        self._state.setMinimumHeight(self._state.fontMetrics().height() * 2)
        fields, buttons, column = QFormLayout(), QHBoxLayout(), QVBoxLayout(self)
        fields.addRow(self.tr("&First password"), self.given)
        fields.addRow(self.tr("Your &own password"), self.own)
        buttons.addWidget(self._state, 1)
        for button in (self._close, self.button):
            button.setAutoDefault(True)
            buttons.addWidget(button)
        column.addWidget(self._heading)
        column.addLayout(fields)
        column.addLayout(buttons)

    def ask(self, member: Member) -> None:
        """Offer a password for somebody, to be handed over and changed when they first sign in."""
        self._member = member
        text = self.tr("A password for {name}, to be handed over: it has to be changed at the first sign-in.")
        self._heading.setText(text.format(name=member.spoken or member.name))
        self.given.setText("-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(3)))
        self.own.clear()
        self.show()
        self._look.start()
        self._offer()
        self.own.setFocus()

    def leave(self) -> None:
        self._look.stop()
        self.given.clear()
        self.own.clear()
        super().leave()

    def _offer(self) -> None:
        """Only central takes it, and only for somebody whom it knows already."""
        if self._member is None or self._thinking.busy:
            return
        known = self._desk.is_with_central(self._member.id)
        short = len(self.given.text()) < SHORTEST_PASSWORD
        if known:
            self._look.stop()
            self._tell(too_short(What.PASSWORD) if short else "", style.QUIET)
        else:
            self._tell(self.tr("Central has to hear of them first. One moment…"), style.WARN)
        self.button.setEnabled(known and not short and bool(self.own.text()))

    def _submit(self) -> None:
        member = self._member
        if member is not None and self.button.isEnabled():
            own, given = self.own.text(), self.given.text()
            self._thinking.ask(lambda: self._desk.set_secret(own, member.name, What.PASSWORD, given))
            self.button.setEnabled(False)

    def _answered(self, why: object) -> None:
        assert self._member is not None
        if why is None:
            text = self.tr("The password of {name} is set").format(name=self._member.spoken or self._member.name)
            self.said.emit(Message(Tone.DONE, text, (self.tr("They choose another at their first sign-in."),)))
            self.leave()
        else:
            self._tell(not_set(Why(str(why)), What.PASSWORD), style.BAD)
            self.own.setFocus()
            self.own.selectAll()

    def _tell(self, text: str, colour: str) -> None:
        self._state.setText(text)
        style.tint(self._state, text=colour)
