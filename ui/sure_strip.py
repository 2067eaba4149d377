"""A question below a list that interrupts nothing: yes, or leave it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from ui import style


class AskingStrip(QFrame):
    """A strip that staff leave by Esc, which then finishes no patron."""

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        style.tint(self, back=style.CALM_SOFT)
        self.hide()

    def leave(self) -> None:
        self.hide()
        self.left.emit()

    def event(self, event: QEvent) -> bool:
        override = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if override and event.key() == Qt.Key.Key_Escape:  # type: ignore[attr-defined]  # it is a QKeyEvent
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
            return
        super().keyPressEvent(event)


class SureStrip(AskingStrip):
    """Asks once whether something shall be done to many."""

    sure = Signal()

    def __init__(self, yes: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._question, self._yes, self._no = QLabel(), QPushButton(yes), QPushButton(self.tr("&Do not"))
        style.sized(self._question, 11, bold=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 12, 6)
        row.addWidget(self._question, 1)
        for button in (self._yes, self._no):
            button.setAutoDefault(False)
            row.addWidget(button)
        self._yes.clicked.connect(self._do)
        self._no.clicked.connect(self.leave)

    def ask(self, question: str) -> None:
        self._question.setText(question)
        self.show()
        self._yes.setFocus(Qt.FocusReason.OtherFocusReason)

    def _do(self) -> None:
        self.hide()
        self.sure.emit()
