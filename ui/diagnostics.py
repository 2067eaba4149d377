"""The commands whose answers make up the diagnosis, each a child process: the window waits for none of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, QProcess


@dataclass(frozen=True, slots=True)
class Support:
    """What to call: `diagnose` prints a text, `verify` follows the journal's chain and prints JSON."""

    diagnose: Sequence[str]
    verify: Sequence[str]


class Answer(QObject):
    """Runs one command at a time and hands over what it wrote, whatever its exit status."""

    def __init__(self, tell: Callable[[str], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tell = tell
        self._process = QProcess(self)
        self._process.finished.connect(self._finished)
        self._process.errorOccurred.connect(self._failed)

    def ask(self, command: Sequence[str]) -> None:
        """Start, unless it is running already."""
        if not self.running():
            self._process.start(command[0], list(command[1:]))

    def running(self) -> bool:
        return self._process.state() != QProcess.ProcessState.NotRunning

    def end(self) -> None:
        """Nobody waits for it any more."""
        self._process.finished.disconnect(self._finished)
        self._process.kill()
        self._process.waitForFinished(2_000)

    def _finished(self) -> None:
        self._tell(bytes(self._process.readAllStandardOutput().data()).decode(errors="replace"))

    def _failed(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self._tell("")
