"""Locks the window: takes everything personal out of it until somebody is let in. Scans meanwhile are held."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QKeyCombination, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication, QDialog, QToolTip, QVBoxLayout, QWidget
from shiboken6 import isValid

from deskapp.desk.entering import Entered
from ui.keys import KeysDialog
from ui.lock_scans import HeldScans, is_code
from ui.scan import Scanned, ScanQueue
from ui.sign_in_form import badge_holder
from ui.sign_in_screen import SignInScreen

if TYPE_CHECKING:
    from deskapp.desk.desk import Desk

_MOST_POPUPS = 10
_KEY = QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_0)


class Lock(QObject):
    """Swaps what is in `room`: the body of the window, or the sign-in screen.

    The body has no parent while the desk is locked: what is merely hidden, a screen reader could still be asked for.
    """

    shut = Signal(bool)
    let_in = Signal(object)  # Entered
    interrupted = Signal()  # a dialog was open, and is closed unanswered

    def __init__(
        self,
        desk: Desk,
        room: QVBoxLayout,
        body: QWidget,
        scans: ScanQueue,
        held: HeldScans,
        online: Callable[[], bool],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._desk, self._room, self._body, self._scans, self._held = desk, room, body, scans, held
        self._focus: QWidget | None = None
        self.locked = False
        self.screen = SignInScreen(desk, online)
        self.screen.let_in.connect(self._open)
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.focusWindowChanged.connect(self._listen_to)

    def look(self) -> None:
        """Lock when whoever is at the desk may not go on, or has not touched it for as long as the library allows."""
        if self.locked:
            self.screen.show_link()
        elif not self._desk.is_let_in() or self._is_left_alone():
            self.lock()

    def _is_left_alone(self) -> bool:
        minutes = self._desk.library.lock_minutes
        return minutes > 0 and self._desk.who.verified_by != "nobody" and self._scans.idle() > minutes * 60

    def lock(self) -> None:
        """Hide everything at once. Without accounts there is nothing to unlock it with, and nothing is done."""
        if self.locked or not self._desk.asks_who:
            return
        self.locked = True
        focus = QApplication.focusWidget()
        self._focus = focus if focus is not None and self._body.isAncestorOf(focus) else None
        who = self._desk.who
        self._room.removeWidget(self._body)
        self._body.setParent(None)
        self._room.addWidget(self.screen)
        self.screen.show()
        self.shut.emit(True)
        if self._put_away():
            self.interrupted.emit()
        self.screen.begin(who.name if who.member is not None else "", locked=who.verified_by != "nobody")
        self.screen.break_glass.setVisible(who.verified_by == "break_glass")
        self.screen.show_waiting(self._held.count())

    def _listen_to(self, window: QWindow | None) -> None:
        """A dialog keeps the keys of the main window away; the one that locks has to work all the same."""
        if window is not None and window.modality() is not Qt.WindowModality.NonModal:
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.keyCombination() == _KEY:
            QTimer.singleShot(0, self, self.lock)  # it closes the dialog whose event this is
            return True
        return super().eventFilter(watched, event)

    def end(self) -> None:
        """The window closes: what was taken out of it goes with it."""
        if self._body.parent() is None:
            self._body.setParent(self.screen.window())

    def change_password(self, entered: Entered, own: str) -> None:
        """Somebody has taken over whose password has to be changed first."""
        self.lock()
        self.screen.change_first(entered, own)

    def scanned(self, scan: Scanned) -> None:
        """While the desk is locked: a badge or what a password manager types is for the sign-in, the rest waits."""
        if badge_holder(self._desk, scan.raw) is not None:
            self.screen.badge(scan.raw)
        elif not is_code(self._desk, scan.raw) and self.screen.takes(scan.raw):
            return
        else:
            self._held.hold(scan)
            self.screen.show_waiting(self._held.count())

    def _open(self, entered: Entered) -> None:
        self.locked = False
        self._scans.touch()
        self._room.removeWidget(self.screen)
        self.screen.hide()
        self._room.addWidget(self._body)
        self._body.show()
        self.shut.emit(False)
        self.let_in.emit(entered)
        if self._held.count():
            self._held.show_scans(self._desk)
        elif self._focus is not None and isValid(self._focus) and self._focus.isVisible():
            self._focus.setFocus()

    def _put_away(self) -> bool:
        """Close what lies over the window; whether a dialog was among it that asked something."""
        for _ in range(_MOST_POPUPS):
            popup = QApplication.activePopupWidget()
            if popup is None:
                break
            popup.close()
        QToolTip.hideText()
        dialogs = [w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()]
        for dialog in dialogs:
            dialog.reject()
        return any(not isinstance(dialog, KeysDialog) for dialog in dialogs)
