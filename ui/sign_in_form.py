"""Name and password, or badge and PIN: asks who somebody is, and says why they are not let in."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QCompleter, QFormLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from deskapp.desk.entering import Answer, Entered, NotEntered, Question, What, Why
from deskapp.domain.barcode import read_scan
from ui import style
from ui.announcing import announce
from ui.secret_line import SecretLine
from ui.sign_in_words import not_let_in, waiting
from ui.thinking import Thinking

if TYPE_CHECKING:
    from deskapp.desk.desk import Desk

LetIn = Callable[[Answer], Entered | NotEntered]


class SignInForm(QWidget):
    """`let_in` takes central's answer: `Desk.enter`, or `Desk.known_as` for somebody who only signs for something.

    What is typed while the answer is awaited is for the next try. Whoever is let in needs none, and it is forgotten: it
    may be a secret, and is shown nowhere.
    """

    entered = Signal(object, str)  # Entered, and the password or PIN that was given
    not_entered = Signal(object)  # Why

    def __init__(self, desk: Desk, let_in: LetIn, verb: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._let_in = desk, let_in
        self._what, self._wait, self._waiting = What.PASSWORD, 0, ""
        self._name_stands = False
        self._next_try = ""  # given with Enter while the answer to the one before is awaited
        self._thinking = Thinking(self)
        self._thinking.answered.connect(self._answered)
        self._thinking.ended.connect(self._show_state)
        self._second = QTimer(self, interval=1000)
        self._second.timeout.connect(self._count_down)
        self.name = QLineEdit()
        self.name.setAccessibleName(self.tr("Name"))
        self.secret = SecretLine("", takes_scans=True)
        self.button = QPushButton(style.icon("login"), verb)
        self._other, self._said, self._caps = QPushButton(), QLabel(), QLabel(self.tr("Caps Lock is on."))
        self._name_label, self._secret_label = QLabel(self.tr("Na&me")), QLabel()
        self._arrange()
        self._connect()
        self._ask_for(What.PASSWORD)

    def _arrange(self) -> None:
        self._name_label.setBuddy(self.name)
        self._secret_label.setBuddy(self.secret)
        for label in (self._said, self._caps):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        style.tint(self._caps, text=style.WARN)
        self._caps.hide()
        self._other.setFlat(True)
        self._other.setAutoDefault(False)
        self.button.setAutoDefault(True)
        fields = QFormLayout()
        fields.setVerticalSpacing(8)
        fields.addRow(self._name_label, self.name)
        fields.addRow(self._secret_label, self.secret)
        fields.addRow("", self._caps)
        buttons = QHBoxLayout()
        buttons.addWidget(self._other)
        buttons.addStretch()
        buttons.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(fields)
        column.addLayout(buttons)
        column.addWidget(self._said)  # below everything: what is said moves neither field nor button

    def _connect(self) -> None:
        self.name.textChanged.connect(self._named)
        self.name.returnPressed.connect(self._to_secret)
        self.secret.returnPressed.connect(self.submit)
        self.secret.caps_lock.connect(self._caps.setVisible)
        self.button.clicked.connect(self.submit)
        self._other.clicked.connect(self._turn)

    # What its owner asks

    def begin(self, name: str = "") -> None:
        """Ask anew, of somebody or of whoever comes."""
        self.tell("")
        names = [member.name for member in self._desk.members() if member.active]
        completer = QCompleter(names, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.name.setCompleter(completer)
        self.name.setText(name)
        self.secret.clear()
        self._next_try = ""
        self._named()
        (self.secret if name else self.name).setFocus(Qt.FocusReason.OtherFocusReason)

    def only(self, yes: bool) -> None:
        """Whether the name stands, and only the secret is asked for."""
        self._name_stands = yes
        for widget in (self.name, self._name_label):
            widget.setVisible(not yes)

    def badge(self, raw: str) -> bool:
        """Whether a scan is a badge: then its holder is asked for the PIN, or the password."""
        name = badge_holder(self._desk, raw)
        if name is not None:
            self.begin(name)
        return name is not None

    def is_name(self, text: str) -> bool:
        """Whether somebody signs in with this name."""
        return any(member.name.casefold() == text.strip().casefold() for member in self._desk.members())

    def typed_by_machine(self, text: str) -> None:
        """What went the way of a scan is a password after all: a password manager typed it."""
        self.secret.setText(text)
        self.submit()

    def submit(self) -> None:
        """Ask whether it is right, in a thread: the window lives on."""
        if not self.name.text().strip():
            self.name.setFocus()
        elif not self.secret.text():
            self.secret.setFocus()
        elif self._thinking.busy:
            self._next_try = self._take_secret()
            self.tell(self.tr("One moment…"), style.QUIET)
        elif not self._wait:
            if not self.secret.text().isdecimal():
                self._ask_for(What.PASSWORD)  # whatever was asked for, a PIN has digits alone
            question = Question(self.name.text(), self._what, self._take_secret())
            self._thinking.ask(lambda: self._desk.ask(question))
            self.tell(self.tr("One moment…"), style.QUIET)
            self._show_state()

    def _take_secret(self) -> str:
        """What was given, leaving the line empty for what is typed next."""
        secret = self.secret.text()
        self.secret.clear()
        return secret

    def tell(self, text: str, colour: str = style.BAD) -> None:
        style.put(self._said, text)
        style.tint(self._said, text=colour)
        style.reveal(self._said, bool(text))

    def said(self) -> str:
        """Why nobody was let in, if so."""
        return self._said.text()

    # Underneath

    def _answered(self, answer: object) -> None:
        assert isinstance(answer, Answer)
        if not self.isVisible():  # whoever was asked has left
            self._next_try = ""
            return
        if answer.question.who == self.name.text():  # nobody else has scanned a badge meanwhile
            outcome = self._let_in(answer)
            if isinstance(outcome, Entered):
                self._enter(outcome, answer.question.secret)
                return
            self._refuse(outcome)
            self.not_entered.emit(outcome.why)
        self._try_next()

    def _enter(self, entered: Entered, secret: str) -> None:
        self.tell("")
        self.secret.clear()
        self._next_try = ""
        self.entered.emit(entered, secret)

    def _try_next(self) -> None:
        """Ask again with what was given meanwhile; what has been typed since then stays in the line."""
        secret, self._next_try = self._next_try, ""
        if secret:
            typed = self._take_secret()
            self.secret.setText(secret)
            self.submit()
            if self._thinking.busy:
                self.secret.setText(typed)

    def _refuse(self, outcome: NotEntered) -> None:
        if outcome.why is Why.WAIT:
            self._wait, self._waiting = outcome.wait, self.name.text()
            self._second.start()
            self.tell(waiting(self._wait))
        else:
            branch = self._desk.branch.name
            self.tell(not_let_in(outcome.why, self._what, self._desk.library, branch, named=self._name_stands))
        announce(self, self.said())
        if outcome.why is Why.PIN_NOT_YET:
            self._ask_for(What.PASSWORD)
        self._show_state()
        self.secret.setFocus()

    def _count_down(self) -> None:
        self._wait -= 1
        if self._wait <= 0:
            self._wait = 0
            self._second.stop()
        self.tell(waiting(self._wait) if self._wait else "")
        self._show_state()

    def _show_state(self) -> None:
        free = not self._thinking.busy
        self.button.setEnabled(free and not self._wait)
        self._other.setEnabled(free)
        self.name.setReadOnly(not free)  # not disabled: the focus stays where it is

    def _named(self) -> None:
        """Whoever gave the password here not long ago is asked for the PIN. Nobody waits for who came before."""
        if self._wait and self.name.text() != self._waiting:
            self._wait = 1
            self._count_down()
        self._ask_for(What.PIN if self._desk.takes_pin(self.name.text()) else What.PASSWORD)

    def _ask_for(self, what: What) -> None:
        self._what = what
        pin = what is What.PIN
        name = self.tr("PIN") if pin else self.tr("Password")
        self.secret.setAccessibleName(name)
        self._secret_label.setText(self.tr("&PIN") if pin else self.tr("&Password"))
        self._other.setText(self.tr("Pass&word instead"))
        style.reveal(self._other, pin)

    def _turn(self) -> None:
        self._ask_for(What.PASSWORD)
        self.secret.clear()
        self.secret.setFocus()

    def _to_secret(self) -> None:
        self.secret.setFocus()


def badge_holder(desk: Desk, raw: str) -> str | None:
    """The name of whoever has the badge that was scanned."""
    return desk.by_badge(raw) or desk.by_badge(read_scan(raw).text)
