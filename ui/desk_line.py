"""A line to type in that, while it is empty, leaves the keys of the desk to the desk."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit


class DeskLine(QLineEdit):
    """Ctrl+Z and Ctrl+A are text undo and select all only where there is text."""

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and not self.text():
            keys = QKeySequence.StandardKey
            if event.matches(keys.Undo) or event.matches(keys.SelectAll):
                event.ignore()
                return False
        return super().event(event)
