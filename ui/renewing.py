"""Renewing: one loan, several, or an item by its barcode alone; each with its own answer in words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from deskapp.desk.views import Declined, Lent, LoanRow
from deskapp.domain.events import ItemId
from ui import words
from ui.asking import Asking
from ui.lane import Action, Message, Tone, reasons
from ui.renew_page import RenewPage

if TYPE_CHECKING:
    from deskapp.desk.desk import Desk


class Renewing(QObject):
    """Renews, says how it went, and offers to insist."""

    acted = Signal()  # something was recorded: worth telling central at once

    def __init__(
        self, desk: Desk, page: RenewPage, say: Callable[[Message], None], asking: Asking, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._page, self._say, self._ask = desk, page, say, asking

    def renew_item(self, item: ItemId, due: date | None = None, reason: str | None = None) -> None:
        """Renew the loan that an item has, until `due` if staff typed it; `reason` insists against a block."""
        answer = self._desk.renew_item(item, due, reason)
        self._page.show_answer(answer)
        self._renewed(answer, item, due)

    def renew_loans(self, loans: list[LoanRow], due: date | None = None) -> None:
        """Renew one loan or several, and say of each how it went."""
        if not loans:
            self._say(Message(Tone.NOTE, self.tr("Select loans first; Ctrl+A selects all.")))
            return
        answers = self._desk.renew([loan.item for loan in loans], due)
        if len(answers) == 1:
            self._renewed(answers[0], loans[0].item, due)
            return
        done = [answer for answer in answers if isinstance(answer, Lent)]
        text = words.plurals.renewed(len(done))
        if len(done) < len(answers):
            text += ", " + words.plurals.not_renewed(len(answers) - len(done))
        tone = Tone.DONE if len(done) == len(answers) else Tone.REFUSED
        self._say(Message(tone, text, tuple(map(self._renewal_line, answers))))
        if done:
            self.acted.emit()

    def _renewed(self, answer: Lent | Declined, item: ItemId, due: date | None) -> None:
        if isinstance(answer, Lent):
            until = words.due_spoken(answer.due, self._desk.branch.zone)
            lines = (self.tr("Renewed until {date}").format(date=until),)
            self._say(Message(Tone.DONE, answer.title, lines))
            self.acted.emit()
        else:
            text = self.tr("Not renewed: {title}").format(title=answer.title or answer.barcode)
            action = None
            if answer.overridable:
                action = Action(self.tr("Override…"), "F8", lambda: self._override(answer, item, due))
            self._say(Message(Tone.REFUSED, text, reasons(answer), action))

    def _override(self, declined: Declined, item: ItemId, due: date | None) -> None:
        reason = self._ask.reason(self._ask.parent, declined)
        if reason:
            self.renew_item(item, due, reason)

    def _renewal_line(self, answer: Lent | Declined) -> str:
        if isinstance(answer, Lent):
            return f"✓ {words.due(answer.due, self._desk.branch.zone)}   {answer.title}"
        return f"✗ {answer.title}: {' '.join(words.block(block) for block in answer.blocks)}"
