"""What stands in the place of the pages until the desk is open and has records, or says why it cannot be opened."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from ui import style
from ui.announcing import announce
from ui.link import LinkState, LinkStatus

_WIDTH = 720  # pixels


class Opening(QWidget):
    """How far the first copy of the records is. Where no staff sign in, nobody has to wait for it."""

    work_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._said, self._about = QLabel(self.tr("Opening the desk…")), QLabel()
        self.bar, self.start = QProgressBar(), QPushButton(self.tr("&Start working now"))
        self.bar.setAccessibleName(self.tr("Copied so far"))
        self.start.setAutoDefault(True)
        self.start.clicked.connect(self.work_wanted)
        style.sized(self._said, 16)
        style.tint(self._about, text=style.QUIET)
        middle = QWidget()
        middle.setFixedWidth(_WIDTH)
        inside, across, whole = QVBoxLayout(middle), QHBoxLayout(), QVBoxLayout(self)
        inside.setSpacing(14)
        for part in (self._said, self.bar, self._about):
            inside.addWidget(part)
        inside.addWidget(self.start, 0, Qt.AlignmentFlag.AlignHCenter)
        across.addStretch()
        across.addWidget(middle)
        across.addStretch()
        whole.addStretch()
        whole.addLayout(across)
        whole.addStretch()
        for label in (self._said, self._about):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(True)
        for widget in (self.bar, self._about, self.start):
            widget.hide()

    def said(self) -> str:
        return self._said.text()

    def show_link(self, link: LinkStatus, staffed: bool) -> None:
        """The desk is open, and has no records yet: how far the copying is. `staffed`: staff have to sign in first."""
        text = self.tr("Waiting for the first records from central…")
        if link.state is LinkState.STOPPED:
            text = self.tr("Copying was stopped")
        elif link.state is LinkState.COPYING and link.total:
            locale = QLocale()
            text = self.tr("Copying the library's records: {done} of {total}")
            text = text.format(done=locale.toString(link.done), total=locale.toString(link.total))
            self.bar.setRange(0, 1000)
            self.bar.setValue(1000 * link.done // link.total)
            self.bar.show()
        style.put(self._said, text)
        connected = link.state is not LinkState.CONNECTING  # before that, it is not known whether staff sign in
        style.put(self._about, self._what_meanwhile(staffed))
        style.reveal(self._about, connected)
        style.reveal(self.start, connected and not staffed)

    def _what_meanwhile(self, staffed: bool) -> str:
        if staffed:
            return self.tr("Staff can sign in as soon as all of them are here.")
        return self.tr("You need not wait. Until all of them are here, some cards and items are not known yet.")

    def fail(self, said: str) -> None:
        """The desk cannot be opened: why, and what to do."""
        style.tint(self._said, text=style.BAD)
        self._said.setText(said)
        announce(self, said)
