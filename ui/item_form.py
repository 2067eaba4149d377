"""The frame of a small form that stands below an item: it asks without interrupting, and Esc leaves it."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from deskapp.desk.answers import Declined, Recorded
from ui import style
from ui.amounts import AmountProblem, read_amount, typed
from ui.lane import Message, refusal

if TYPE_CHECKING:
    from deskapp.desk.desk import Desk


class ItemForm(QFrame):
    """A heading that names the item, a row of inputs, one button that does it and one that leaves it."""

    said = Signal(object)  # Message
    done = Signal()  # something was recorded

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._before: QWidget | None = None
        self._heading, self._complaint = QLabel(), QLabel()
        self.row = QHBoxLayout()
        self.row.setSpacing(8)
        self.does, self._leave = QPushButton(), QPushButton(self.tr("Leave it (Esc)"))
        self.does.clicked.connect(self.submit)
        self._leave.clicked.connect(self.leave)
        self._arrange()
        self.hide()

    def _arrange(self) -> None:
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        style.tint(self, back=style.CALM_SOFT)
        style.sized(self._heading, 11, bold=True)
        style.tint(self._complaint, text=style.BAD)
        for label in (self._heading, self._complaint):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        for button in (self.does, self._leave):
            button.setAutoDefault(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 10)
        column.setSpacing(6)
        column.addWidget(self._heading)
        column.addLayout(self.row)
        column.addWidget(self._complaint)
        self._complaint.hide()

    def add(self, label: str, widget: QWidget, stretch: int = 0) -> None:
        """Put an input at the end of the row, with its label as name for screen readers."""
        words = QLabel(label)
        words.setBuddy(widget)
        widget.setAccessibleName(label)
        self.row.addWidget(words)
        self.row.addWidget(widget, stretch)

    def finish(self) -> None:
        """Put the buttons behind the inputs."""
        self.row.addWidget(self.does)
        self.row.addWidget(self._leave)

    def open(self, heading: str, focus: QWidget) -> None:
        """Show it, ready to type; what had the focus gets it back."""
        if not self.isVisible():
            self._before = QApplication.focusWidget()
        self._heading.setText(heading)
        self.complain("")
        self.show()
        focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        self.hide()
        if self._before is not None and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)

    def complain(self, text: str) -> None:
        self._complaint.setText(text)
        style.reveal(self._complaint, bool(text))

    @abstractmethod
    def submit(self) -> None:
        """Do it; each form says how."""

    def tell(self, answer: Recorded | Declined, message: Message) -> None:
        """Say that it was done, and go; or why not, and stay."""
        if isinstance(answer, Declined):
            self.complain(" ".join(part for part in (refusal(answer).text, *refusal(answer).lines) if part))
            self.said.emit(refusal(answer))
            return
        self.leave()
        self.said.emit(message)
        self.done.emit()

    def event(self, event: QEvent) -> bool:
        """Esc is the form's while the focus is in it, and not the window's."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        button = self.focusWidget()
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(button, QPushButton):
            button.click()
        else:
            super().keyPressEvent(event)

    def minimumSizeHint(self) -> QSize:
        return QSize(300, super().minimumSizeHint().height())


class AmountLine(QLineEdit):
    """An amount of money, which may be nothing at all."""

    def __init__(self, currency: str) -> None:
        super().__init__()
        self._currency = currency
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setFixedWidth(90)

    def put(self, amount: int) -> None:
        self.setText(typed(amount, self._currency) if amount else "")

    def amount(self) -> int | None:
        """Minor units; None when it cannot be read."""
        found = read_amount(self.text(), self._currency)
        if found is AmountProblem.EMPTY:
            return 0
        return None if isinstance(found, AmountProblem) else found
