"""Tells a screen reader what appears beside the focus, where it would otherwise go unread."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent


def announce(where: QObject, text: str) -> None:
    """Have a text read out now; nothing, when there is none."""
    if text:
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(where, text))
