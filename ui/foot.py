"""The foot of the window: how the connection stands, what waits to be sent, where this is. Always in sight."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QWidget

from deskapp.desk.views import Status
from ui import connection_words, style, words
from ui.connection_words import sentence, state_now
from ui.copy_pace import Pace
from ui.link import LinkState, LinkStatus
from ui.patron_header import ElidedLabel

_LOOKS = {
    LinkState.CONNECTING: ("lan-pending", style.WARN, style.WARN_SOFT),
    LinkState.ONLINE: ("lan-connect", style.GOOD, style.WINDOW),
    LinkState.OFFLINE: ("lan-disconnect", style.BAD, style.BAD_SOFT),
    LinkState.COPYING: ("database-sync", style.CALM, style.CALM_SOFT),
    LinkState.STOPPED: ("database-off-outline", style.WARN, style.WARN_SOFT),
    LinkState.REFUSED: ("lan-disconnect", style.BAD, style.BAD_SOFT),
    LinkState.OTHER_VERSION: ("alert", style.BAD, style.BAD_SOFT),
    LinkState.CONTESTED: ("content-copy", style.WARN, style.WARN_SOFT),
    LinkState.DIFFERS: ("database-sync", style.WARN, style.WARN_SOFT),
    LinkState.FILE: ("database-alert", style.BAD, style.BAD_SOFT),
}
_SAYS_AGE = (LinkState.ONLINE, LinkState.OFFLINE, LinkState.CONNECTING)
"""What is said in these states tells how old the local copy is; in the others that stands beside it."""


class Foot(QFrame):
    """One line. What is not as it should be colours it whole."""

    muted = Signal(bool)
    keys_wanted = Signal()
    pending_wanted = Signal()
    diagnostics_wanted = Signal()
    own_wanted = Signal()  # to change one's own password or PIN
    copy_wanted = Signal(bool)  # go on copying; or stop

    def __init__(self, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self._link = LinkStatus()
        self._status: Status | None = None
        self._pace = Pace()
        self._shown: LinkState | None = None
        self._locked = False
        self._make_parts()
        self._arrange()
        self._show_mute(False)
        self._show()

    def _make_parts(self) -> None:
        self._icon, self._said, self._age, self._where = QLabel(), ElidedLabel(), QLabel(), QLabel()
        style.sized(self._said, 10, bold=True)
        self._copy = self._button(self.tr("Stop copying"), "")
        self._copy.clicked.connect(lambda: self.copy_wanted.emit(self._link.state is LinkState.STOPPED))
        self._pending = self._button(self.tr("All sent"), self.tr("What central has not decided yet (Ctrl+7)"))
        self._pending.clicked.connect(self.pending_wanted)
        self._diagnostics = self._button("", self.tr("Diagnostics, to send to support (Ctrl+8)"))
        self._diagnostics.setIcon(style.icon("stethoscope", style.QUIET))
        self._diagnostics.setAccessibleName(self.tr("Diagnostics"))
        self._diagnostics.clicked.connect(self.diagnostics_wanted)
        self._who = self._button("", self.tr("Who works here. Password and PIN (Ctrl+9); lock the desk (Ctrl+0)"))
        self._who.clicked.connect(self.own_wanted)
        self._keys = self._button(self.tr("Keys (F1)"), "")
        self._keys.clicked.connect(self.keys_wanted)
        self._mute = self._button("", self.tr("Sounds on or off"))
        self._mute.setCheckable(True)
        self._mute.setAccessibleName(self.tr("Sounds off"))
        self._mute.toggled.connect(self._show_mute)
        self._mute.toggled.connect(self.muted)

    def _button(self, text: str, tip: str) -> QToolButton:
        button = QToolButton()
        button.setAutoRaise(True)
        button.setText(text)
        button.setToolTip(tip)
        return button

    def _arrange(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 2, 10, 2)
        row.setSpacing(8)
        row.addWidget(self._icon)
        row.addWidget(self._said, 1)
        for widget in (
            self._age,
            self._copy,
            self._pending,
            self._where,
            self._who,
            self._keys,
            self._diagnostics,
            self._mute,
        ):
            row.addWidget(widget)
        self._pending.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._pending.setIcon(style.icon("tray-full", style.QUIET))
        style.tint(self._age, text=style.QUIET)
        self.setFixedHeight(32)

    def show_link(self, link: LinkStatus) -> None:
        """What the sync process said last."""
        self._link = link
        if link.state is LinkState.COPYING and link.total:
            self._pace.note(link.done, link.total, self._now())
        else:
            self._pace.stop()
        self._show()

    def show_status(self, status: Status) -> None:
        """How old the local copy is, and what this desk has done that central has not yet."""
        self._status = status
        self._show()

    def mute(self, off: bool) -> None:
        self._mute.setChecked(off)

    def show_place(self, branch: str, staff: str) -> None:
        style.put(self._where, branch)
        self._who.setText(staff)
        style.reveal(self._who, bool(staff))

    def show_locked(self, locked: bool) -> None:
        """While the desk is locked, nobody works here, and the pages cannot be turned to."""
        self._locked = locked
        for button in (self._who, self._pending, self._diagnostics):
            button.setEnabled(not locked)
        self._show_copy(state_now(self._link, self._status, self._now()))

    def said(self) -> str:
        """The sentence, whole."""
        return self._said.whole()

    def _show(self) -> None:
        link, status, now = self._link, self._status, self._now()
        state = state_now(link, status, now)
        if state is not self._shown:
            self._shown = state
            icon, colour, back = _LOOKS[state]
            self._icon.setPixmap(style.pixmap(icon, colour, 20))
            style.tint(self._said, text=colour)
            style.tint(self, back=back)
        self._said.put(sentence(link, status, now, self._pace.left()))
        self._said.setToolTip("\n".join((self._said.whole(), *connection_words.explanation(state))))
        self._show_copy(state)
        if status is not None:
            style.put(self._age, self.tr("Data: {age}").format(age=words.age(status.data_at, now)))
            self._show_pending(status.pending)
        style.reveal(self._age, status is not None and state not in _SAYS_AGE)

    def _show_copy(self, state: LinkState) -> None:
        stopped = state is LinkState.STOPPED
        text = self.tr("Go on copying") if stopped else self.tr("Stop copying")
        if self._copy.text() != text:
            self._copy.setText(text)
        style.reveal(self._copy, stopped or state is LinkState.COPYING)
        self._copy.setEnabled(stopped or not self._locked)  # whoever passes by may let it go on, and not stop it

    def _show_pending(self, count: int) -> None:
        text = self.tr("To send: {count}").format(count=QLocale().toString(count)) if count else self.tr("All sent")
        if self._pending.text() != text:
            self._pending.setText(text)
            style.tint(self._pending, text=style.WARN if count else style.QUIET)

    def _show_mute(self, off: bool) -> None:
        self._mute.setIcon(style.icon("volume-off" if off else "volume-high", style.QUIET))
