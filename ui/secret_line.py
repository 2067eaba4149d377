"""A line for a password or a PIN: nobody reads it, and it says when Caps Lock is on."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.scan import TAKES_SCANS


class SecretLine(QLineEdit):
    """`takes_scans`: what a machine types here may be a badge; whoever gets the scan tells it from a password."""

    caps_lock = Signal(bool)

    def __init__(self, name: str, *, takes_scans: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setAccessibleName(name)
        self.setProperty(TAKES_SCANS, takes_scans)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhHiddenText
            | Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
        )
        self._capital = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt does not say how Caps Lock stands: a capital without Shift tells, or a small letter with it."""
        letter, shift = event.text(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() == Qt.Key.Key_CapsLock and self._capital:
            self._set_capital(False)
        elif len(letter) == 1 and letter.isalpha() and letter.upper() != letter.lower():
            self._set_capital(letter.isupper() is not shift)
        super().keyPressEvent(event)

    def _set_capital(self, on: bool) -> None:
        if on is not self._capital:
            self._capital = on
            self.caps_lock.emit(on)
