"""Who works at the desk: signing in, locking, switching by badge, the sealed code; and where scans go meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from deskapp.desk.entering import Entered
from ui.lane import Message, Tone
from ui.lock import Lock
from ui.lock_scans import HeldScans, is_code
from ui.scan import Scanned, ScanQueue
from ui.sign_in_form import badge_holder
from ui.sign_in_sealed import SealedStrip
from ui.sign_in_switch import SwitchStaff
from ui.staff_own import OwnSecrets

if TYPE_CHECKING:
    from deskapp.desk.desk import Desk


class WhoWorks(QObject):
    """Joins the lock, the switch and the strips that the window has room for."""

    changed = Signal()  # somebody else works here now, or the same one again
    shut = Signal(bool)

    def __init__(
        self,
        desk: Desk,
        room: QVBoxLayout,
        body: QWidget,
        scans: ScanQueue,
        strips: tuple[HeldScans, SealedStrip],
        say: Callable[[Message], None],
        online: Callable[[], bool],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._desk, self._body, self._scans, self._say, self._online = desk, body, scans, say, online
        self.held, self._sealed = strips
        self._put_by: list[Scanned] = []  # while somebody is asked whether they take over
        self.lock = Lock(desk, room, body, scans, self.held, online, self)
        self.switch = SwitchStaff(desk, body)
        self._connect()

    def _connect(self) -> None:
        self.lock.shut.connect(self._shut)
        self.lock.let_in.connect(self._let_in)
        self.lock.interrupted.connect(self._interrupted)
        self.lock.screen.put_off.connect(self._put_off)
        self.switch.entered.connect(self._switched)
        self.switch.left.connect(self._go_on)
        self.held.processed.connect(self._scans.give_back)
        self._sealed.sign_in_wanted.connect(self.leave)

    def name(self) -> str:
        """Whoever works here, as they are called; empty before anybody was let in."""
        who = self._desk.who
        if self._desk.asks_who and who.verified_by == "nobody":
            return ""
        if who.verified_by == "break_glass":
            return self.tr("{name} (sealed code)").format(name=who.spoken)
        return who.spoken or who.name

    def leave(self) -> None:
        """Lock the desk; where nobody has an account, say why that cannot be."""
        if self._desk.asks_who:
            self.lock.lock()
        else:
            text = self.tr("Nobody has an account here, so there is nothing to unlock the desk with.")
            self._say(Message(Tone.ATTENTION, text, (self.tr("Accounts are made in Settings, under Staff."),)))

    def takes(self, scan: Scanned) -> bool:
        """Whether a scan is not for the work: the desk is locked, others wait before it, or it is a badge."""
        if self.lock.locked:
            self.lock.scanned(scan)
        elif self.held.isVisible():
            self.held.hold(scan)
            self.held.show_scans(self._desk)
        elif self.switch.isVisible():
            self._while_switching(scan)
        else:
            return self.takes_badge(scan.raw)
        return True

    def takes_badge(self, text: str) -> bool:
        """Whether it is a badge: then its holder is asked to take over."""
        name = badge_holder(self._desk, text)
        if name is None:
            return False
        if name == self._desk.staff:
            self._scans.drop_typed()  # it may be a PIN
            self._say(Message(Tone.NOTE, self.tr("{name} works here already").format(name=self.name())))
        else:
            self.switch.ask(name)
        return True

    def change_own(self) -> None:
        """Let whoever works here change their password or PIN."""
        if self._desk.who.member is not None and not self.lock.locked:
            dialog = OwnSecrets(self._desk, self._body)
            dialog.said.connect(self._say)
            dialog.open()

    # Underneath

    def _while_switching(self, scan: Scanned) -> None:
        """What is scanned meanwhile is for whoever works here afterwards."""
        name = badge_holder(self._desk, scan.raw)
        if name is not None:
            self.switch.ask(name)
        elif self.switch.form.secret.hasFocus() and not is_code(self._desk, scan.raw):
            self.switch.form.typed_by_machine(scan.raw)
        else:
            self._put_by.append(scan)

    def _go_on(self) -> None:
        waiting, self._put_by = self._put_by, []
        self._scans.give_back(waiting)

    def _shut(self, locked: bool) -> None:
        if locked:
            self.switch.hide()
            for scan in self._put_by:
                self.held.hold(scan)
            self._put_by = []
            self._sealed.hide()
        self.shut.emit(locked)

    def _let_in(self, entered: Entered) -> None:
        if entered.until is not None:
            self._sealed.show_opened(entered.staff.spoken, entered.until, self._desk.branch.zone)
        self.changed.emit()

    def _switched(self, entered: Entered, secret: str) -> None:
        if entered.must_change:
            self.lock.change_password(entered, secret)
            self._go_on()
            return
        self._sealed.hide()
        self._let_in(entered)
        self._say(Message(Tone.NOTE, self.tr("{name} works here now").format(name=self.name())))
        self._go_on()

    def _interrupted(self) -> None:
        text = self.tr("A window that was open was closed when the desk was locked.")
        self._say(Message(Tone.ATTENTION, text, (self.tr("Nothing of it was recorded: open it again if need be."),)))

    def _put_off(self) -> None:
        text = self.tr("Your password has to be changed, which only central can do.")
        self._say(Message(Tone.ATTENTION, text, (self.tr("You are asked again at your next sign-in."),)))
