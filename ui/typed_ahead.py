"""A person's keys that came while a scan before them was still to be answered, as after a stall: they follow the scan.

What opened meanwhile was seen by nobody who typed them: they may fill a line there, and answer nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from shiboken6 import isValid

from ui.scan_trace import Trace, can_be_removed


@dataclass(frozen=True, eq=False, slots=True)
class Typed:
    """A key pressed or let go; `focus` had the focus then, `trace` is that of the burst it may belong to."""

    window: QWindow
    event: QKeyEvent
    focus: QWidget | None
    trace: Trace

    def would_show_a_secret(self) -> bool:
        """Whether it was typed where nobody can read it, and would now go where everybody can: rather is it lost."""
        return is_secret(self.focus) and not is_secret(self._focus_now())

    def may_be_fed(self) -> bool:
        """Whether it may go to what has the focus now: where it was typed, or a text field that has it since.

        A button, a list or a table would act on it.
        """
        now = self._focus_now()
        return not self.would_show_a_secret() and (now is self.focus or can_be_removed(now))

    def target(self) -> QWindow:
        """The window of what has the focus now."""
        now = self._focus_now()
        return self.window if now is None else now.window().windowHandle()

    def _focus_now(self) -> QWidget | None:
        """What has the focus, or will have it when the window that had the keys is in front again."""
        now = QApplication.focusWidget()
        if now is None and self.focus is not None and isValid(self.focus) and self.focus.isVisible():
            return self.focus.window().focusWidget()
        return now


def is_secret(widget: QWidget | None) -> bool:
    """Whether nobody can read what is typed there."""
    return isinstance(widget, QLineEdit) and isValid(widget) and widget.echoMode() != QLineEdit.EchoMode.Normal
