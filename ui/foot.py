"""The foot of the window: connection, age of the data, acts waiting to be sent. Always in sight."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QWidget

from deskapp.desk.views import Status
from ui import style, words
from ui.link import LinkState, LinkStatus

_LOOKS = {
    LinkState.CONNECTING: ("lan-pending", style.WARN, style.WARN_SOFT),
    LinkState.ONLINE: ("lan-connect", style.GOOD, style.WINDOW),
    LinkState.OFFLINE: ("lan-disconnect", style.BAD, style.BAD_SOFT),
    LinkState.COPYING: ("database-sync", style.CALM, style.CALM_SOFT),
    LinkState.REFUSED: ("lan-disconnect", style.BAD, style.BAD_SOFT),
    LinkState.OTHER_VERSION: ("alert", style.BAD, style.BAD_SOFT),
}


class Foot(QFrame):
    """One line. Offline colours it whole."""

    muted = Signal(bool)
    keys_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon, self._link = QLabel(), QLabel()
        self._age, self._pending, self._where = QLabel(), QLabel(), QLabel()
        self._keys = QToolButton(autoRaise=True)
        self._keys.setText(self.tr("Keys (F1)"))
        self._keys.clicked.connect(self.keys_wanted)
        self._mute = QToolButton()
        self._mute.setAutoRaise(True)
        self._mute.setCheckable(True)
        self._mute.setAccessibleName(self.tr("Sounds off"))
        self._mute.setToolTip(self.tr("Sounds on or off"))
        self._mute.toggled.connect(self._show_mute)
        self._mute.toggled.connect(self.muted)
        style.sized(self._link, 10, bold=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 2, 10, 2)
        row.setSpacing(8)
        row.addWidget(self._icon)
        row.addWidget(self._link)
        for label in (self._age, self._pending):
            row.addSpacing(14)
            row.addWidget(label)
        row.addStretch()
        row.addWidget(self._where)
        row.addWidget(self._keys)
        row.addWidget(self._mute)
        self.setFixedHeight(32)
        self._shown: LinkState | None = None
        self._show_mute(False)
        self.show_link(LinkStatus())

    def show_link(self, status: LinkStatus) -> None:
        icon, colour, back = _LOOKS[status.state]
        if status.state is not self._shown:
            self._shown = status.state
            self._icon.setPixmap(style.pixmap(icon, colour, 20))
            style.tint(self._link, text=colour)
            style.tint(self, back=back)
        style.put(self._link, self._link_words(status))
        self._link.setToolTip(status.detail)

    def show_status(self, status: Status, now: datetime) -> None:
        """How old the local copy is, and what this desk has done that central has not yet."""
        style.put(self._age, self.tr("Data: {age}").format(age=words.age(status.data_at, now)))
        style.put(self._pending, words.plurals.pending(status.pending) if status.pending else self.tr("All sent"))
        style.tint(self._pending, text=style.WARN if status.pending else style.QUIET)

    def mute(self, off: bool) -> None:
        self._mute.setChecked(off)

    def show_place(self, branch: str, staff: str) -> None:
        style.put(self._where, f"{branch}  ·  {staff}")

    def _link_words(self, status: LinkStatus) -> str:
        match status.state:
            case LinkState.ONLINE:
                return self.tr("Online")
            case LinkState.OFFLINE:
                return self.tr("OFFLINE: everything goes on from the local copy")
            case LinkState.CONNECTING:
                return self.tr("Connecting…")
            case LinkState.COPYING:
                done = f" {100 * status.done // status.total} %" if status.total else ""
                return self.tr("Copying records") + done
            case LinkState.REFUSED:
                return self.tr("Central refuses this workstation: everything is kept here")
            case LinkState.OTHER_VERSION:
                return self.tr("Central has another version: update this program; everything is kept here")

    def _show_mute(self, off: bool) -> None:
        self._mute.setIcon(style.icon("volume-off" if off else "volume-high", style.QUIET))
