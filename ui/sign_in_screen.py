"""The page in front of everything while nobody is let in: sign-in, the sealed code, a password of one's own."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from deskapp.desk.entering import Entered, Why
from ui import style
from ui.sign_in_change import ChangeForm
from ui.sign_in_form import SignInForm
from ui.sign_in_sealed import SealedForm
from ui.sign_in_words import plurals

if TYPE_CHECKING:
    from deskapp.desk.desk import Desk

_WIDTH, _LINE, _ABOVE = 560, 36, 84  # pixels


class SignInScreen(QWidget):
    """Names the library, the branch and staff; nothing of any patron."""

    let_in = Signal(object)  # Entered
    put_off = Signal()  # the password had to be changed, and central cannot be asked now

    def __init__(self, desk: Desk, online: Callable[[], bool], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._online = desk, online
        self._entered: Entered | None = None
        self.form = SignInForm(desk, desk.enter, self.tr("Sign &in"))
        self.sealed, self.change = SealedForm(desk), ChangeForm(desk)
        self.break_glass = QPushButton(style.icon("email-seal-outline"), self.tr("Use a sealed co&de…"))
        self._title = self.tr("Sign in")
        self._heading, self._place, self._away, self._waiting = QLabel(), QLabel(), QLabel(), QLabel()
        self._forms = QStackedWidget()
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        style.sized(self._heading, 20, bold=True)
        style.tint(self._place, text=style.QUIET)
        style.tint(self._away, text=style.WARN)
        style.sized(self._waiting, 13, bold=True)
        style.tint(self._waiting, text=style.WARN)
        for label in (self._place, self._away):
            label.setWordWrap(True)
        first = QWidget()
        column = QVBoxLayout(first)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.form)
        column.addWidget(self.break_glass, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch()
        for form in (first, self.sealed, self.change):
            self._forms.addWidget(form)
            for line in form.findChildren(QLineEdit):
                line.setMinimumHeight(_LINE)
                style.sized(line, 13)
            for label in form.findChildren(QLabel):
                if label.buddy() is not None:
                    label.setMinimumHeight(_LINE)  # on the middle of its line
        self.break_glass.hide()
        self.break_glass.setAutoDefault(True)
        card = QFrame()
        card.setFrameShape(QFrame.Shape.StyledPanel)
        card.setAutoFillBackground(True)
        style.tint(card, back="#ffffff")
        card.setFixedWidth(_WIDTH)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(32, 24, 32, 20)
        inside.setSpacing(10)
        for widget in (self._heading, self._place, self._away, self._forms, self._waiting):
            inside.addWidget(widget)
        across, whole = QHBoxLayout(), QVBoxLayout(self)
        across.addStretch()
        across.addWidget(card)
        across.addStretch()
        whole.addSpacing(_ABOVE)  # fixed: when more is said, what is being typed into stays where it is
        whole.addLayout(across)
        whole.addStretch()

    def _connect(self) -> None:
        self.form.entered.connect(self._first_step)
        self.form.not_entered.connect(self._refused)
        self.break_glass.clicked.connect(lambda: self._turn(self.sealed))
        self.sealed.entered.connect(self.let_in)
        self.sealed.left.connect(self.begin)
        self.change.changed.connect(self._go_on)
        self.change.away.connect(self._go_on_as_before)
        self.change.left.connect(self.begin)

    def begin(self, name: str = "", *, locked: bool = False) -> None:
        """Ask who is there. `locked`: somebody was, and may come back."""
        if locked:
            self._title = self.tr("Locked")
        style.put(self._place, "  ·  ".join(p for p in (self._desk.library.name, self._desk.branch.name) if p))
        self.break_glass.hide()
        self._turn(None)
        self.form.begin(name)

    def show_link(self) -> None:
        """Say by what staff are let in while central does not answer."""
        text = self.tr(
            "Central cannot be asked now. You are let in by what it said last; everything else works as usual."
        )
        style.put(self._away, text)
        known = self._forms.currentIndex() == 0 and self.break_glass.isHidden()
        style.reveal(self._away, known and not self._online())

    def show_waiting(self, count: int) -> None:
        """How many scans wait until the desk is unlocked."""
        style.put(self._waiting, plurals.scans_wait(count) if count else "")
        style.reveal(self._waiting, bool(count))

    def badge(self, raw: str) -> None:
        """A badge was scanned: its holder is asked for the PIN, or the password."""
        if self._forms.currentIndex() == 0:
            self.form.badge(raw)

    def takes(self, text: str) -> bool:
        """Whether what a machine typed is for the field with the focus: a password manager's name or password."""
        if self._forms.currentWidget() is self.change:
            return self.change.typed_by_machine(text)
        if self._forms.currentIndex() == 0 and self.form.secret.hasFocus():
            self.form.typed_by_machine(text)
            return True
        named = self._forms.currentIndex() == 0 and self.form.is_name(text)
        if named:
            self.form.begin(text)
        return named

    def change_first(self, entered: Entered, own: str) -> None:
        """Have a password changed before the desk is opened."""
        self._entered = entered
        self._turn(self.change)
        self.change.begin(own)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to the name and the password."""
        if event.key() == Qt.Key.Key_Escape and self._forms.currentIndex() != 0:
            self.begin()
            return
        super().keyPressEvent(event)

    def _turn(self, form: QWidget | None) -> None:
        self._forms.setCurrentIndex(0 if form is None else self._forms.indexOf(form))
        title = self._title
        if form is self.sealed:
            title = self.tr("Sealed code")
            self.sealed.begin()
        elif form is self.change:
            title = self.tr("A password of your own")
        style.put(self._heading, title)
        self.show_link()

    def _refused(self, why: Why) -> None:
        self.break_glass.setVisible(why is Why.TOO_OLD)
        self.show_link()
        if why is Why.TOO_OLD:
            self.break_glass.setFocus()

    def _first_step(self, entered: Entered, secret: str) -> None:
        if entered.must_change:
            self.change_first(entered, secret)
        else:
            self.let_in.emit(entered)

    def _go_on(self) -> None:
        entered, self._entered = self._entered, None
        self.let_in.emit(entered)

    def _go_on_as_before(self) -> None:
        self._go_on()
        self.put_off.emit()
