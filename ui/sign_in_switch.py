"""A badge is scanned while somebody works: asks in passing whether its holder takes over; the patron stays active."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ui import style
from ui.sign_in_form import SignInForm
from ui.sure_strip import AskingStrip

if TYPE_CHECKING:
    from deskapp.desk.desk import Desk

_WIDTH = 380


class SwitchStaff(AskingStrip):
    """Lies over the window below the scan field, and goes with Esc."""

    entered = Signal(object, str)  # Entered, and the secret that was given

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._question = QLabel()
        style.sized(self._question, 13, bold=True)
        self._question.setWordWrap(True)
        self.form = SignInForm(desk, desk.enter, self.tr("S&witch"), self)
        self.form.only(True)
        self.form.entered.connect(self._enter)
        about = QLabel(self.tr("Esc: nobody changes."))
        style.tint(about, text=style.QUIET)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        for widget in (self._question, self.form, about):
            column.addWidget(widget)
        self.setFixedWidth(_WIDTH)

    def ask(self, name: str) -> None:
        """Ask whoever has the badge for the PIN, or the password."""
        spoken = next((m.spoken or m.name for m in self._desk.members() if m.name == name), name)
        self._question.setText(self.tr("Switch to {name}?").format(name=spoken))
        parent = self.parentWidget()
        assert parent is not None
        self.show()
        self.form.begin(name)
        self.move(QPoint((parent.width() - self.width()) // 2, 64))
        self.raise_()

    def event(self, event: QEvent) -> bool:
        """Why somebody is not let in takes lines of its own: the overlay grows with it."""
        if event.type() == QEvent.Type.LayoutRequest:
            wrapped = self.heightForWidth(_WIDTH)  # negative as long as nothing is
            self.setFixedHeight(wrapped if wrapped >= 0 else self.sizeHint().height())
        return super().event(event)

    def _enter(self, entered: object, secret: str) -> None:
        self.hide()
        self.entered.emit(entered, secret)
