"""The check-in page: items only. How they are taken back, the board with the last answer, and those before it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from deskapp.desk.answers import NextStop
from deskapp.domain.values import ItemId
from ui.check_in_board import NOTHING, STOPS, Answer, Board
from ui.check_in_list import CheckInList, Line
from ui.check_in_modes import Mode, ModeBar
from ui.item_forms import BackdateForm, PartsForm
from ui.item_words import next_stop

if TYPE_CHECKING:
    from deskapp.desk.desk import Desk


class CheckInPage(QWidget):
    """Shows what `TakingBack` did. Leaving the page brings the normal mode back, and hides the names."""

    said = Signal(object)  # Message
    acted = Signal()  # something was recorded: worth telling central at once
    open_item = Signal(object)  # ItemId

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._last: ItemId | None = None
        self._incomplete: Line | None = None
        self.modes = ModeBar(desk.branch.zone, desk.now, desk.last_closing)
        self.board = Board()
        self.list = CheckInList()
        self._backdate, self._parts = BackdateForm(desk), PartsForm(desk)
        self._forms = (self._parts, self._backdate)
        self._arrange()
        self.modes.changed.connect(self.show_nothing)
        self.list.backdate.connect(self.returned_earlier)
        self.list.parts_missing.connect(self.parts_missing)
        self.list.open_item.connect(self.open_item)
        for form in self._forms:
            form.said.connect(self.said)
            form.done.connect(self.acted)
        self._parts.missing.connect(self._stays)
        self.show_nothing()

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 12)
        column.setSpacing(8)
        column.addWidget(self.modes)
        column.addWidget(self.board)
        for form in self._forms:
            column.addWidget(form)
        column.addWidget(self.list, 1)

    def mode(self) -> Mode:
        return self.modes.mode()

    def show_answer(self, answer: Answer, line: Line | None = None) -> None:
        """Show what came of a scan, with names hidden again; `line` is to be kept in the list."""
        self._last = line.item if line else None
        self.board.show_answer(answer)
        if line is not None:
            self.list.add(line)

    def show_nothing(self) -> None:
        """Ready for a scan, and saying of which kind."""
        self._last = None
        self.board.show_answer(Answer(self._invitation(), NOTHING))

    def forget(self, item: ItemId) -> None:
        """What was said last of this item was undone: it no longer counts, and is not shown as if it did."""
        if self.list.forget(item) and self._last == item:
            self.show_nothing()

    def returned_earlier(self, line: Line) -> None:
        if line.item is not None:
            self._parts.leave()
            self._backdate.ask(line.item, line.title, line.barcode, line.patron)

    def parts_missing(self, line: Line) -> None:
        if line.item is not None:
            self._backdate.leave()
            self._incomplete = line
            self._parts.ask(line.item, line.title, line.barcode, line.parts)

    def _stays(self, missing: str) -> None:
        """Parts of the item are missing: it stays at the desk, wherever it was to go before."""
        line, self._incomplete = self._incomplete, None
        if line is None:
            return
        where, look = next_stop(NextStop.STAYS, ""), STOPS[NextStop.STAYS]
        remarks = " · ".join(part for part in (line.remarks, missing) if part)
        self.list.correct(line, replace(line, where=where, look=look, remarks=remarks))
        if self._last == line.item:
            answer = self.board.answer()
            kept = line.look in (STOPS[NextStop.HOLD_SHELF], STOPS[NextStop.TRANSIT_FOR_HOLD])
            private = "" if kept else answer.private  # it is kept for nobody any more
            self.board.show_answer(replace(answer, where=where, look=look, lines=(missing,), private=private))

    def escape(self) -> bool:
        """The nearest thing first: an open form, then the unusual mode; whether there was either."""
        if not self.isVisible():
            return False
        for form in self._forms:
            if form.isVisible():
                form.leave()
                return True
        unusual = self.mode() is not Mode.NORMAL
        self.modes.turn_to(Mode.NORMAL)
        return unusual

    def reveal(self, yes: bool) -> None:
        """The privacy key went down, or up."""
        self.board.reveal(yes)

    def take_over(self, before: CheckInPage) -> None:
        """Stand in for an older page: the same mode, the same list."""
        self.modes.take_over(before.modes)
        self.list.take_over(before.list.lines())

    def hideEvent(self, event: QHideEvent) -> None:
        if not event.spontaneous():  # hidden by turning to another page, not by the system
            self.modes.turn_to(Mode.NORMAL)
            self.board.reveal(False)
            for form in self._forms:
                form.hide()
        super().hideEvent(event)

    def _invitation(self) -> str:
        return {
            Mode.SORT: self.tr("Scan items to see where they belong"),
            Mode.INVENTORY: self.tr("Scan the items on the shelf"),
            Mode.IN_HOUSE: self.tr("Scan the items that were used here"),
        }.get(self.mode(), self.tr("Scan the items that come back"))
