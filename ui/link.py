"""The sync process: started with the window, listened to line by line, nudged after each act, restarted if it ends."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QObject, QProcess, QTimer, Signal

_FIRST_WAIT_MS = 500
_LONGEST_WAIT_MS = 30_000
_END_MS = 2_000


class LinkState(StrEnum):
    """How the connection to central stands."""

    CONNECTING = "connecting"
    ONLINE = "online"
    OFFLINE = "offline"
    COPYING = "copying"
    REFUSED = "refused"
    OTHER_VERSION = "other_version"


@dataclass(frozen=True, slots=True)
class LinkStatus:
    """What the sync process said last. `done` of `total` records were copied, while copying."""

    state: LinkState = LinkState.CONNECTING
    detail: str = ""
    done: int = 0
    total: int = 0


class Link(QObject):
    """Runs the command. Each line it writes is news of central's records."""

    reported = Signal(object)  # LinkStatus

    def __init__(self, command: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._command = list(command)
        self._wait = _FIRST_WAIT_MS
        self._ending = False
        self._rest = b""
        self.status = LinkStatus()
        self._process = QProcess(self)
        self._process.readyReadStandardOutput.connect(self._read)
        self._process.finished.connect(self._ended)
        self._process.errorOccurred.connect(self._failed)
        self._process.setProcessChannelMode(QProcess.ProcessChannelMode.SeparateChannels)
        self._process.readyReadStandardError.connect(self._process.readAllStandardError)  # it has a log of its own
        self._again = QTimer(self, singleShot=True)
        self._again.timeout.connect(self.start)

    def start(self) -> None:
        if self._process.state() == QProcess.ProcessState.NotRunning and not self._ending:
            self._rest = b""
            self._process.start(self._command[0], self._command[1:])

    def kick(self) -> None:
        """Something was recorded: send it now."""
        if self._process.state() == QProcess.ProcessState.Running:
            self._process.write(b"kick\n")

    def end(self) -> None:
        """Let the process finish what it writes; an idle one ends at once when its input closes."""
        self._ending = True
        self._again.stop()
        if self._process.state() == QProcess.ProcessState.NotRunning:
            return
        self._process.closeWriteChannel()
        self._process.terminate()
        if not self._process.waitForFinished(_END_MS):
            self._process.kill()
            self._process.waitForFinished(_END_MS)

    def online(self) -> bool:
        return self.status.state is LinkState.ONLINE

    def _read(self) -> None:
        self._rest += self._process.readAllStandardOutput().data()
        *lines, self._rest = self._rest.split(b"\n")
        for line in lines:
            if (status := read_status(line)) is not None:
                self._wait = _FIRST_WAIT_MS
                self._report(status)

    def _report(self, status: LinkStatus) -> None:
        self.status = status
        self.reported.emit(status)

    def _failed(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self._ended()

    def _ended(self) -> None:
        """It died, which stops no desk: start it again, each time after a longer wait."""
        if self._ending:
            return
        self._report(LinkStatus(LinkState.OFFLINE, "ended"))
        self._again.start(self._wait)
        self._wait = min(self._wait * 2, _LONGEST_WAIT_MS)


def read_status(line: bytes) -> LinkStatus | None:
    """One line of the sync process; None for what is not one."""
    try:
        said = json.loads(line)
        return LinkStatus(
            LinkState(said["state"]),
            str(said.get("detail") or ""),
            int(said.get("done") or 0),
            int(said.get("total") or 0),
        )
    except (ValueError, KeyError, TypeError):
        return None
