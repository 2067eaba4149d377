"""What a scan on the check-in page does, by the mode that is set; and what the page and the lane say of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from deskapp.desk.answers import CheckedIn, Declined, NextStop, Settled, Sorted
from deskapp.domain.values import ItemId, ItemState
from ui import check_in_board as board
from ui import words
from ui.check_in_board import Answer
from ui.check_in_list import Line
from ui.check_in_modes import Mode
from ui.check_in_page import CheckInPage
from ui.item_words import item_state, next_stop
from ui.lane import Action, Message, Tone, reasons
from ui.settled_words import private_words, sentences

if TYPE_CHECKING:
    from deskapp.desk.desk import Desk

LOOKING = (Mode.SORT, Mode.INVENTORY, Mode.IN_HOUSE)
"""Modes that take nothing back: what nobody knows is not catalogued in them either."""


class TakingBack(QObject):
    """One scan, one answer on the board, one message."""

    acted = Signal()  # something was recorded: worth telling central at once

    def __init__(
        self,
        desk: Desk,
        page: CheckInPage,
        say: Callable[[Message], None],
        keep: Callable[[CheckedIn], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._page, self._say, self._keep = desk, page, say, keep

    def takes_nothing(self) -> bool:
        return self._page.mode() in LOOKING

    def take(self, item: ItemId, *, repeated: bool = False) -> None:
        """The item came over the desk. `repeated`: the same scan a moment ago, which counts no second use."""
        match self._page.mode():
            case Mode.NORMAL:
                self._answer(self._desk.check_in(item))
            case Mode.AMNESTY:
                self._answer(self._desk.check_in(item, amnesty=True))
            case Mode.BOOK_DROP:
                self._from_book_drop(item)
            case Mode.SORT:
                self._sorted(self._desk.sort(self._barcode(item)))
            case Mode.INVENTORY:
                self._seen(self._desk.take_inventory(self._barcode(item)))
            case Mode.IN_HOUSE:
                self._used(item, repeated)

    def unknown(self, barcode: str) -> None:
        """Nobody knows the barcode, and it came twice alike: it is taken back, if anything is at all."""
        if not self.takes_nothing():
            self._answer(self._desk.check_in_unknown(barcode))
            return
        text = self.tr("UNKNOWN")
        lines = (self.tr("No record has this barcode. Put it aside for cataloguing."),)
        self._show(
            Answer(text, board.ATTENTION, "", barcode, lines), Line(None, "", barcode, text, board.ATTENTION, lines[0])
        )
        self._say(Message(Tone.ATTENTION, self.tr("Unknown: {code}").format(code=barcode), lines))

    def told(self, answer: CheckedIn | Declined) -> None:
        """The item was taken back from a list of the shelves page: said, and listed, as if it had been scanned here."""
        self._answer(answer)

    def not_taken(self, said: str) -> None:
        """The scan led to nothing: the answer of the item before must not be taken for this one's."""
        self._show(Answer(self.tr("Nothing was done"), board.NOTHING, "", "", (said,)))

    # Taking back

    def _from_book_drop(self, item: ItemId) -> None:
        at = self._page.modes.dropped.value()
        if at is not None:
            self._answer(self._desk.check_in(item, at))
            return
        problem = self._page.modes.dropped.problem()
        self.not_taken(problem)
        self._say(Message(Tone.REFUSED, self.tr("Not checked in: since when was it in the book drop?"), (problem,)))

    def _answer(self, answer: CheckedIn | Declined) -> None:
        if isinstance(answer, Declined):
            self._declined(answer, self.tr("NOT CHECKED IN"), self.tr("Not checked in: {title}"))
            return
        self._keep(answer)
        where, zone = next_stop(answer.next, answer.to), self._desk.branch.zone
        said, look = sentences(answer, zone), board.STOPS[answer.next]
        barcode = answer.barcode
        if answer.repeated:
            barcode = self.tr("{barcode} · again: nothing new").format(barcode=barcode)
        remarks = said or [self.tr("was on loan") if answer.was_on_loan else self.tr("was not on loan")]
        parts = dict(dict(answer.settled).get(Settled.COUNT_PARTS, ())).get("parts", "")
        line = Line(
            answer.item, answer.title, answer.barcode, where, look, " · ".join(remarks),
            patron=answer.returned_by, parts=parts,
        )  # fmt: skip
        private = private_words(answer, zone)
        self._show(Answer(where, look, answer.title, barcode, said, private), None if answer.repeated else line)
        if answer.repeated:
            lines = (self.tr("Already checked in: the same answer."), where)
            self._say(Message(Tone.REPEATED, answer.title, lines))
            return
        offer = Action(self.tr("Parts missing…"), "F8", lambda: self._page.parts_missing(line)) if parts else None
        self._say(Message(_TONES[answer.next], where, (answer.title, *said), offer))
        self.acted.emit()

    # Looking only

    def _sorted(self, told: Sorted) -> None:
        """Where it belongs; nothing was recorded."""
        where = next_stop(told.next, told.to)
        lines = [self.tr("Nothing was recorded.")]
        if told.state not in (None, ItemState.AVAILABLE):
            lines.insert(0, self._state_words(told))
        self._show(self._sorted_answer(told, where, board.STOPS[told.next], lines))
        self._say(Message(_TONES[told.next], where, (told.title, *lines)))

    def _seen(self, told: Sorted) -> None:
        """It stands here; whether it should."""
        if told.misplaced:
            where, look, tone = self.tr("DOES NOT BELONG HERE"), board.REFUSED, Tone.REFUSED
            lines = [self._why_misplaced(told)]
        elif told.found:
            where, look, tone = self.tr("FOUND"), board.STOPS[NextStop.HOLD_SHELF], Tone.HOLD
            lines = [self.tr("It was missing; it is available again.")]
        else:
            where, look, tone = self.tr("IN ITS PLACE"), board.STOPS[NextStop.SHELF], Tone.DONE
            lines = [] if told.state in (None, ItemState.AVAILABLE) else [self._state_words(told)]
        line = Line(told.item, told.title, told.barcode, where, look, " · ".join(lines))
        self._show(self._sorted_answer(told, where, look, lines), line)
        action = None
        if told.misplaced and told.item is not None:
            item = told.item
            action = Action(self.tr("Check it in"), "F8", lambda: self._answer(self._desk.check_in(item)))
        self._say(Message(tone, where, (told.title, *lines), action))
        self.acted.emit()

    def _used(self, item: ItemId, repeated: bool) -> None:
        if repeated:
            page = self._desk.item_page(item)
            self._say(Message(Tone.REPEATED, page.title, (self.tr("Double scan: not counted again."),)))
            return
        answer = self._desk.use_in_house(item)
        if isinstance(answer, Declined):
            self._declined(answer, self.tr("NOT COUNTED"), self.tr("Not counted: {title}"))
            return
        page = self._desk.item_page(item)
        lines = [self.tr("Used here in all: {count}").format(count=page.in_house)]
        where = self.tr("COUNTED")
        line = Line(item, page.title, page.barcode, where, board.COUNTED, lines[0])
        self._show(Answer(where, board.COUNTED, page.title, page.barcode, lines), line)
        self._say(Message(Tone.DONE, where, (page.title, *lines)))
        self.acted.emit()

    # Underneath

    def _show(self, answer: Answer, line: Line | None = None) -> None:
        self._page.show_answer(answer, line)

    def _declined(self, answer: Declined, where: str, text: str) -> None:
        """The page says it as large as it would have said where the item goes."""
        told = tuple(words.block(block) for block in answer.blocks)
        self._show(Answer(where, board.REFUSED, answer.title, answer.barcode, told))
        if not answer.title:
            self._say(Message(Tone.REFUSED, where, reasons(answer)))
            return
        self._say(Message(Tone.REFUSED, text.format(title=answer.title), reasons(answer)))

    def _sorted_answer(self, told: Sorted, where: str, look: board.Look, lines: list[str]) -> Answer:
        numbers = " · ".join(part for part in (told.barcode, told.call_number) if part)
        return Answer(where, look, told.title, numbers, lines)

    def _state_words(self, told: Sorted) -> str:
        state = item_state(told.state) if told.state else ""
        return self.tr("The records say: {state}.").format(state=state)

    def _why_misplaced(self, told: Sorted) -> str:
        if told.state is not None and told.state is not ItemState.AVAILABLE:
            return self._state_words(told)
        return self.tr("It belongs to {branch}.").format(branch=told.to)

    def _barcode(self, item: ItemId) -> str:
        return self._desk.item_page(item).barcode


_TONES = {
    NextStop.SHELF: Tone.DONE,
    NextStop.STAYS: Tone.ATTENTION,
    NextStop.HOLD_SHELF: Tone.HOLD,
    NextStop.TRANSIT: Tone.TRANSIT,
    NextStop.TRANSIT_FOR_HOLD: Tone.TRANSIT,
}
