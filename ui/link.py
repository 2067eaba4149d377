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
    STOPPED = "stopped"  # copying was stopped here, and can go on
    REFUSED = "refused"
    OTHER_VERSION = "other_version"
    CONTESTED = "contested"  # central holds others under the numbers of this journal
    DIFFERS = "differs"  # the local copy was not what central has, and is fetched anew
    FILE = "file"  # the local copy cannot be written


@dataclass(frozen=True, slots=True)
class LinkStatus:
    """What the sync process said last. `done` of `total` records were copied, while copying.

    `incarnation` and `seq`: where the numbers that are contested begin.
    """

    state: LinkState = LinkState.CONNECTING
    detail: str = ""
    done: int = 0
    total: int = 0
    incarnation: str = ""
    seq: int = 0


_ANSWERED = (
    LinkState.ONLINE,
    LinkState.COPYING,
    LinkState.STOPPED,
    LinkState.CONTESTED,
    LinkState.DIFFERS,
    LinkState.FILE,
)


class Link(QObject):
    """Runs the command. Each line it writes is news of central's records."""

    reported = Signal(object)  # LinkStatus
    checked = Signal(str)  # how the comparison went that was asked for: same, busy, away

    def __init__(self, command: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._command = list(command)
        self._wait = _FIRST_WAIT_MS
        self._ending = self._asked = False
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
        self._tell(b"kick\n")

    def copy(self, wanted: bool) -> None:
        """Go on copying the library's records; or stop. What is there already stays."""
        self._tell(b"copy\n" if wanted else b"cancel\n")

    def check(self) -> None:
        """Have the local copy compared with central's records; one that differs is fetched anew."""
        self._asked = True
        self._tell(b"check\n")

    def _tell(self, line: bytes) -> None:
        if self._process.state() == QProcess.ProcessState.Running:
            self._process.write(line)

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

    def answers(self) -> bool:
        """Whether central answers, whatever it and this workstation are busy with."""
        return self.status.state in _ANSWERED

    def _read(self) -> None:
        self._rest += self._process.readAllStandardOutput().data()
        *lines, self._rest = self._rest.split(b"\n")
        for line in lines:
            self._take(line)

    def _take(self, line: bytes) -> None:
        if (result := read_check(line)) is not None and self._asked:
            self._asked = False  # of the nightly ones nobody is told
            self.checked.emit(result)
        if (status := read_status(line)) is not None:
            self._wait = _FIRST_WAIT_MS
            self._report(status)

    def _report(self, status: LinkStatus) -> None:
        self.status = status
        self._asked &= status.state is not LinkState.DIFFERS
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
            str(said.get("incarnation") or ""),
            int(said.get("seq") or 0),
        )
    except (ValueError, KeyError, TypeError):
        return None


def read_check(line: bytes) -> str | None:
    """How a comparison of the local copy with central went; None for a line that is about something else."""
    try:
        said = json.loads(line)
        return str(said["result"]) if said["state"] == "checked" else None
    except (ValueError, KeyError, TypeError):
        return None
