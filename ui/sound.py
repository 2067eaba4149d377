"""The sounds: a short one for each tone, of simultaneous ones only the first, and none when muted."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, QTimer
from PySide6.QtWidgets import QApplication

from ui.lane import Tone

_PLAYERS = (("pw-play",), ("paplay",), ("aplay", "-q"))
_SIMULTANEOUS_MS = 120

Play = Callable[[Path], None]


def player() -> Play:
    """What plays a file on this machine: one of the usual programs, else the system's beep."""
    for program, *options in _PLAYERS:
        if found := shutil.which(program):
            return lambda file: _start(found, [*options, str(file)])
    return lambda file: QApplication.beep()


def _start(program: str, arguments: list[str]) -> None:
    QProcess.startDetached(program, arguments)


class Sounds(QObject):
    """Plays the sound of a tone, a moment later: what it belongs to is painted first."""

    def __init__(self, folder: Path, play: Play, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.muted = False
        self._folder = folder
        self._play = play
        self._next: Tone | None = None
        self._soon = QTimer(self, singleShot=True, interval=15)
        self._soon.timeout.connect(self._sound)
        self._quiet = QTimer(self, singleShot=True, interval=_SIMULTANEOUS_MS)

    def sound(self, tone: Tone) -> None:
        if self.muted or tone is Tone.NOTE or self._soon.isActive() or self._quiet.isActive():
            return
        self._next = tone
        self._soon.start()

    def _sound(self) -> None:
        file = self._folder / f"{self._next}.wav"
        self._quiet.start()
        self._play(file)
