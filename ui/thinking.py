"""One question at a time in a thread of its own: the window lives on, and hears the answer."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress

from PySide6.QtCore import QObject, Signal


class Thinking(QObject):
    """What is asked here must touch no widget and no record. Closing the window does not wait for an answer."""

    answered = Signal(object)
    ended = Signal()  # with an answer, before it is told, or with a fault
    _failed = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.busy = False
        self.answered.connect(self._end)
        self._failed.connect(self._raise)

    def ask(self, question: Callable[[], object]) -> None:
        """Answer by `answered`; a fault is raised where the window's own are."""
        self.busy = True
        threading.Thread(target=self._answer, args=(question,), daemon=True).start()

    def _answer(self, question: Callable[[], object]) -> None:
        with suppress(RuntimeError):  # whoever asked is gone meanwhile
            try:
                answer = question()
            except Exception as fault:
                self._failed.emit(fault)
            else:
                self.answered.emit(answer)

    def _end(self) -> None:
        self.busy = False
        self.ended.emit()

    def _raise(self, fault: Exception) -> None:
        self._end()
        raise fault
