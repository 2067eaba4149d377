"""The main window: rail, top bar, pages, message lane, foot. It is shown before the desk is open."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QApplication, QMainWindow

from ui import words
from ui.asking import Asking
from ui.diagnostics import Support
from ui.following import Following
from ui.foot import Foot
from ui.frame import Frame
from ui.lane import Lane, Message, Tone
from ui.link import Link
from ui.lock_scans import HeldScans
from ui.notice_words import notice
from ui.opening import Opening
from ui.rail import Rail
from ui.scan import Scanned, ScanQueue
from ui.scan_flow import Page
from ui.session import ActivePatron
from ui.shortcuts import Shortcuts
from ui.sign_in_sealed import SealedStrip
from ui.slips import Printer, print_on_default
from ui.sound import Sounds
from ui.strips import FaultStrip, HintStrip, UndoStrip
from ui.top_bar import TopBar
from ui.who_works import WhoWorks
from ui.work import Work

if TYPE_CHECKING:
    from deskapp.desk.desk import Desk

Hints = Sequence[tuple[str, str, str]]


class MainWindow(QMainWindow):
    """Joins the parts and the keys. Scans wait in the queue until the desk is open."""

    ended = Signal()

    def __init__(
        self,
        scans: ScanQueue,
        active: ActivePatron,
        sounds: Sounds,
        now: Callable[[], datetime],
        hints: Hints = (),
        asking: Asking | None = None,
        printer: Printer = print_on_default,
    ) -> None:
        super().__init__()
        self._scans, self.active, self._now = scans, active, now
        self._asking = asking or Asking()
        self._asking.parent = self
        self._printer = printer
        self._desk: Desk | None = None
        self.work: Work | None = None
        self.link: Link | None = None
        self.who: WhoWorks | None = None
        self.support: Support | None = None
        self.following: Following | None = None
        self.rail, self.lane, self.foot = Rail(), Lane(now), Foot(now)
        self.top = TopBar(active)
        self.undo_strip, self.fault_strip, self.hints = UndoStrip(), FaultStrip(), HintStrip(hints)
        self.held, self.sealed = HeldScans(), SealedStrip()
        self.opening = Opening()
        self._arrange()
        self.shortcuts = Shortcuts(self)
        self._connect(sounds)
        scans.hold()
        self.setWindowTitle("deskapp")
        self.resize(1366, 768)
        self.top.field.setFocus()

    def _arrange(self) -> None:
        above, head = (self.fault_strip, self.sealed), (self.top, self.hints, self.undo_strip)
        self.frame = Frame(above, self.rail, head, self.opening, self.lane, self.foot)
        self.held.setParent(self.frame.body)  # it lies over the page: there may be no room for both
        self.setCentralWidget(self.frame)

    def _connect(self, sounds: Sounds) -> None:
        self._scans.scanned.connect(self._scanned)
        self._scans.waitingChanged.connect(self._show_waiting)
        self.lane.said.connect(sounds.sound)
        self.foot.keys_wanted.connect(self.shortcuts.show_list)
        self.foot.pending_wanted.connect(lambda: self.turn(Page.PENDING))
        self.foot.diagnostics_wanted.connect(lambda: self.turn(Page.DIAGNOSTICS))
        self.foot.own_wanted.connect(self.change_own)
        self.held.emptied.connect(self.to_scan_field)
        self.foot.muted.connect(lambda off: setattr(sounds, "muted", off))
        self.top.field.entered.connect(self._entered)
        self.top.field.picked.connect(lambda hit: self.work.picked(hit) if self.work else None)
        self.top.chip.clicked.connect(self.with_work(Work.show_active))
        self.top.chip.finish.connect(self.with_work(lambda work: work.serving.finish()))
        self.hints.tried.connect(self._entered)
        self.rail.chosen.connect(self.turn)
        self.undo_strip.confirmed.connect(self.with_work(Work.undo))
        self.fault_strip.report_wanted.connect(lambda text: QGuiApplication.clipboard().setText(text))

    def with_work(self, deed: Callable[[Work], None]) -> Callable[[], None]:
        """The deed, once the desk is open."""

        def do() -> None:
            if self.work is not None:
                deed(self.work)

        return do

    # Opening

    def begin(self, desk: Desk, link: Link | None = None) -> None:
        """The desk is open: show the pages as soon as there are records, and listen to central."""
        self._desk, self.link = desk, link
        self.top.field.search_with(desk.search)
        desk.on_last_reserve = self._last_reserve
        answers = link.answers if link is not None else lambda: True
        strips = (self.held, self.sealed)
        self.who = WhoWorks(desk, self.frame.room, self.frame.body, self._scans, strips, self.lane.say, answers, self)
        self.who.shut.connect(self._shut)
        self.who.changed.connect(self._somebody_else)
        self.who.switch.left.connect(self.to_scan_field)
        self.following = Following(self, desk, link)
        self.following.begin()

    def show_work(self) -> None:
        """Build the pages; anew when the library's set-up has changed, with the same patrons open."""
        assert self._desk is not None
        before, link = self.work, self.link
        online = link.online if link is not None else lambda: True
        say, printer = self.lane.say, self._printer
        work = Work(self._desk, self.active, self._scans, say, self._asking, online, printer, self._now)
        self.frame.centre.addWidget(work, 1)
        work.show()
        work.turned.connect(self.rail.show_page)
        work.turned.connect(self._show_where)
        if link is not None:
            work.acted.connect(link.kick)
        self._connect_pages(work)
        self.work = work
        self._show_who()
        if before is None:
            self.opening.hide()
            self._scans.release()
            self.to_scan_field()
            self.look_at_the_door()
        else:
            work.take_over(before)
        QTimer.singleShot(300, work, work.services.prepare)

    def _connect_pages(self, work: Work) -> None:
        """Tell the pages about this workstation how the connection stands, and what to ask for the diagnosis."""
        work.diagnostics.support = self.support
        if self.link is not None:
            work.show_link(self.link.status)
            work.diagnostics.copy_wanted.connect(self.link.copy)
            work.diagnostics.check_wanted.connect(self.link.check)

    # Who works here

    def look_at_the_door(self) -> None:
        """Each second: whether whoever works here may go on."""
        if self.who is not None and self.work is not None:
            self.who.lock.look()

    def _show_who(self) -> None:
        if self._desk is not None and self.who is not None:
            self.foot.show_place(self._desk.branch.name, self.who.name())

    def _somebody_else(self) -> None:
        """What they may do differs; what is open stays open."""
        self.undo_strip.hide()
        self._show_who()
        if self.work is not None:
            self.work.staff_changed()
        self.to_scan_field()

    def _shut(self, locked: bool) -> None:
        self.shortcuts.enable(not locked)
        self.foot.show_locked(locked)
        if self.work is not None:
            self.work.reveal(False)

    def _locked(self) -> bool:
        return self.who is not None and self.who.lock.locked

    def change_own(self) -> None:
        if self.who is not None:
            self.who.change_own()

    def leave(self) -> None:
        if self.who is not None:
            self.who.leave()

    def opening_failed(self, said: str) -> None:
        """The desk cannot be opened: say why, and what to do."""
        self.foot.hide()  # there is no connection of which it could tell
        self.opening.fail(said)

    def tell(self, notices: Sequence[str]) -> None:
        """What opening the desk found worth telling."""
        for code in notices:
            self.lane.say(notice(code))

    def fault(self, said: str, report: str) -> None:
        """A fault of the program: say what is safe, and offer the report."""
        self.fault_strip.tell(said, report)

    # What comes in

    def _scanned(self, scan: Scanned) -> None:
        if self.who is not None and self.who.takes(scan):
            return
        self.undo_strip.hide()
        if self.work is not None:
            self.work.scanned(scan)

    def _entered(self, text: str) -> None:
        self.undo_strip.hide()
        if self.work is not None and not (self.who is not None and self.who.takes_badge(text)):
            self.work.entered(text)

    def _show_waiting(self, count: int) -> None:
        """One scan is on its way at once, unless a dialog keeps it back."""
        told = count > 1 or (count == 1 and QApplication.activeModalWidget() is not None)
        self.top.show_waiting(words.plurals.scans(count) if told else "")

    def _last_reserve(self) -> None:
        text = self.tr("The disk is full.")
        lines = (self.tr("What you did is recorded, in the last reserve. Have space made now."),)
        self.lane.say(Message(Tone.REFUSED, text, lines))

    # Keys

    def turn(self, page: Page) -> None:
        if self.work is not None and not self._locked():
            self.work.turn_to(page)
            self.to_scan_field()

    def _show_where(self, page: Page) -> None:
        """Say beside the active patron whether items really go there on this page."""
        self.top.show_lends(page is Page.SERVICES)

    def to_scan_field(self) -> None:
        self.top.field.setFocus()
        self.top.field.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F9 and not event.isAutoRepeat() and self.work is not None and not self._locked():
            self.work.reveal(True)
        super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F9 and not event.isAutoRepeat() and self.work is not None:
            self.work.reveal(False)
        super().keyReleaseEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.work is not None and not self._may_close(self.work):
            event.ignore()
            return
        if self.following is not None:
            self.following.end()
        if self.work is not None:
            self.work.diagnostics.end()
        if self.who is not None:
            self.who.lock.end()
        if self.link is not None:
            self.link.end()
        self.ended.emit()
        super().closeEvent(event)

    def _may_close(self, work: Work) -> bool:
        """What is not saved is asked about; while the desk is locked, nobody is there who may answer."""
        if self._locked() and self.who is not None and work.unsaved():
            self.who.lock.screen.form.tell(self.tr("Something here is not saved. Sign in before you close the window."))
            return False
        return work.may_close()
