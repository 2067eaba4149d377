"""A second member of staff signs for something in place; whoever works at the desk goes on working there."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from deskapp.desk.entering import Entered
from deskapp.domain.outcome import Permission
from ui import style
from ui.lock_scans import is_code
from ui.scan import Scanned, ScanQueue
from ui.sign_in_form import SignInForm, badge_holder
from ui.sure_strip import AskingStrip

if TYPE_CHECKING:
    from deskapp.desk.desk import Desk


class SecondPerson(AskingStrip):
    """By badge and PIN, or name and password. Other scans wait until it is over."""

    signed = Signal(object)  # Staff

    def __init__(self, desk: Desk, permission: Permission, scans: ScanQueue | None, parent: QWidget) -> None:
        self._capture = ExitStack()
        self._put_by: list[Scanned] = []
        self._scans = scans
        super().__init__(parent)  # which hides it
        self._desk, self._permission = desk, permission
        self._why = QLabel()
        self._why.setWordWrap(True)
        style.sized(self._why, 11, bold=True)
        self.form = SignInForm(desk, desk.known_as, self.tr("Si&gn"), self)
        self.form.entered.connect(self._known)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.addWidget(self._why)
        column.addWidget(self.form)

    def ask(self, why: str) -> None:
        """Ask for somebody who signs; `why` says for what."""
        self._why.setText(why)
        if not self.isVisible() and self._scans is not None:
            self._capture.enter_context(self._scans.capture(self._scanned, self.window()))
        self.show()
        self.form.begin()

    def hideEvent(self, event: QHideEvent) -> None:
        """Scans go their usual way again, those that were put by first."""
        super().hideEvent(event)
        self._capture.close()
        waiting, self._put_by = self._put_by, []
        if self._scans is not None and waiting:
            self._scans.give_back(waiting)

    def _known(self, entered: Entered, secret: str) -> None:
        if entered.staff.name == self._desk.staff:
            self.form.begin()
            self.form.tell(self.tr("That is who works here: somebody else has to sign."))
        elif self._permission not in entered.staff.permissions:
            self.form.begin()
            self.form.tell(self.tr("{name} may not do this either.").format(name=entered.staff.spoken))
        else:
            self.hide()
            self.signed.emit(entered.staff)

    def _scanned(self, scan: Scanned) -> None:
        if badge_holder(self._desk, scan.raw) is not None:
            self.form.badge(scan.raw)
        elif self.form.secret.hasFocus() and not is_code(self._desk, scan.raw):
            self.form.typed_by_machine(scan.raw)
        else:
            self._put_by.append(scan)
