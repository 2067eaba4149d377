"""What the keys of the whole window do. `ui.keys` says it in words."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence, QShortcut

from ui import words
from ui.keys import KeysDialog
from ui.scan_flow import Page
from ui.work import Work

if TYPE_CHECKING:
    from ui.window import MainWindow

_ALWAYS = ("F1", "Ctrl+Q")
"""What also works while the desk is locked."""


class Shortcuts(QObject):
    """Makes the keys, each with its deed. Those of the work do nothing before the desk is open."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._of_work: list[QShortcut] = []
        self._make()

    def _make(self) -> None:
        window, with_work = self._window, self._window.with_work
        for keys, deed in (
            ("F1", self.show_list),
            ("Esc", self.escape),
            ("F2", with_work(Work.make_active)),
            ("F3", window.to_scan_field),
            ("Ctrl+L", window.to_scan_field),
            ("F4", with_work(Work.money)),
            ("F5", with_work(Work.report_requests)),
            ("F6", self._renew),
            ("F7", with_work(lambda work: work.slips.print_last())),
            ("F8", lambda: window.lane.act("F8")),
            ("Ctrl+Z", self.undo),
            ("Ctrl+A", with_work(Work.select_all)),
            ("Ctrl+W", with_work(lambda work: work.services.close_current())),
            ("Ctrl+Tab", with_work(lambda work: work.services.step(1))),
            ("Ctrl+Shift+Tab", with_work(lambda work: work.services.step(-1))),
            ("Ctrl+9", window.change_own),
            ("Ctrl+0", window.leave),
            ("Ctrl+Q", window.close),
        ):
            self._key(keys, deed)
        for number, page in enumerate(Page, 1):
            self._key(f"Ctrl+{number}", partial(window.turn, page))
        for number in range(3):
            turn = with_work(lambda work, number=number: work.show_subtab(number))  # type: ignore[misc]
            self._key(f"Alt+{number + 1}", turn)

    def _key(self, keys: str, deed: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self._window, deed)
        if keys not in _ALWAYS:
            self._of_work.append(shortcut)

    def enable(self, on: bool) -> None:
        """Whether the keys of the work do anything: not while the desk is locked."""
        for shortcut in self._of_work:
            shortcut.setEnabled(on)

    def show_list(self) -> None:
        """All keys, in words."""
        KeysDialog(self._window).open()

    def escape(self) -> None:
        """The nearest thing first: the undo question, the list, the typed text; then the patron is finished."""
        window = self._window
        if window.undo_strip.isVisible():
            window.undo_strip.hide()
            window.to_scan_field()
        elif not window.top.field.dismiss() and window.work is not None:
            if not window.work.check_in.escape():
                window.work.serving.finish()
            window.to_scan_field()

    def undo(self) -> None:
        """Ask whether the last act is taken back; the same key again says yes."""
        window = self._window
        if window.work is None:
            return
        if window.undo_strip.isVisible():
            window.undo_strip.confirm()
            window.to_scan_field()
            return
        offer = window.work.desk.undo_offer()
        if offer is None:
            window.lane.say(window.work.nothing_to_undo())
        else:
            window.undo_strip.offer(words.undo_question(offer, window.work.desk.branch.zone))

    def _renew(self) -> None:
        if not self._window.lane.act("F6") and self._window.work is not None:
            self._window.work.renew_selected()
