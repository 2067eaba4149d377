"""Follows the desk and central for the window: how things stand is shown at each report, and each second."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from ui.connection import Connection
from ui.link import Link, LinkState, LinkStatus
from ui.scan_flow import Page

if TYPE_CHECKING:
    from deskapp.desk.desk import Desk
    from ui.window import MainWindow

_COMING = (LinkState.CONNECTING, LinkState.COPYING, LinkState.ONLINE)


class Following(QObject):
    """From the opening of the desk until the window is closed. Without a link there is no central to hear of."""

    def __init__(self, window: MainWindow, desk: Desk, link: Link | None) -> None:
        super().__init__(window)
        self._window, self._desk, self._link = window, desk, link
        self._tick = QTimer(self, interval=1000)
        self._tick.timeout.connect(self.show_status)

    def begin(self) -> None:
        """Show the pages as soon as there are records, and listen to central."""
        window, link = self._window, self._link
        if self._desk.status().data_at is not None or link is None:
            window.show_work()
        else:
            window.opening.work_wanted.connect(window.show_work)
            window.opening.show_link(link.status, self._nobody_known())
        if link is not None:
            Connection(self._desk, link, window.lane.say, self)
            window.foot.copy_wanted.connect(link.copy)
            link.reported.connect(self.linked)
            link.start()
        self.show_status()
        self._tick.start()

    def end(self) -> None:
        self._tick.stop()

    def linked(self, status: LinkStatus) -> None:
        """Central reported: show what is new. On another set-up of the library the pages are built anew."""
        window = self._window
        window.foot.show_link(status)
        fresh, work = self._desk.refresh(), window.work
        if work is None:
            self._show_progress(status)
        else:
            work.show_link(status)
            if fresh and work.outdated() and not work.unsaved():
                window.show_work()
            elif fresh:
                work.refresh()
        self.show_status()

    def _show_progress(self, status: LinkStatus) -> None:
        """At the very first start there are no records; without central the desk starts with none.

        Where staff sign in and a central of an earlier version does not tell of them first, nobody is known before
        the records are here: a copy that was stopped is waited for too.
        """
        staffed = self._nobody_known()
        coming = status.state in _COMING or (staffed and status.state is LinkState.STOPPED)
        if self._desk.status().data_at is not None or not coming:
            self._window.show_work()
        else:
            self._window.opening.show_link(status, staffed)

    def _nobody_known(self) -> bool:
        """Whether staff sign in here, and none of them is known yet."""
        return self._desk.asks_who and not self._desk.members()

    def show_status(self) -> None:
        """How old the local copy is, what waits to be sent, what disagrees; and whether staff may go on."""
        self._window.look_at_the_door()
        status = self._desk.status()
        self._window.foot.show_status(status)
        self._window.rail.show_count(Page.DISCREPANCIES, status.discrepancies)
