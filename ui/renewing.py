"""Renewing: one loan, several, or an item by its barcode alone; each with its own answer in words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from deskapp.desk.answers import Declined, Lent
from deskapp.desk.views import LoanRow
from deskapp.domain.values import ItemId
from ui import words
from ui.asking import Asking
from ui.due_words import why_due
from ui.explanation import show_explanation, spoken
from ui.lane import Action, Message, Tone, reasons
from ui.renew_page import RenewPage

if TYPE_CHECKING:
    from deskapp.desk.desk import Desk


Due = date | datetime | None


class Renewing(QObject):
    """Renews, says how it went, and offers to insist."""

    acted = Signal()  # something was recorded: worth telling central at once

    def __init__(
        self, desk: Desk, page: RenewPage, say: Callable[[Message], None], asking: Asking, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._page, self._say, self._ask = desk, page, say, asking
        page.explain.connect(self.explain)

    def renew_scanned(self, item: ItemId) -> None:
        """Renew on the page for it, whose toggle says whether the item is in hand."""
        self.renew_item(item, unseen=self._page.unseen())

    def renew_item(self, item: ItemId, due: Due = None, reason: str | None = None, *, unseen: bool = False) -> None:
        """Renew the loan that an item has, until `due` if staff typed it; `reason` insists against a block."""
        answer = self._desk.renew_item(item, due, reason, unseen=unseen)
        self._page.show_answer(answer, item)
        self._renewed(answer, item, due, unseen)

    def renew_loans(self, loans: list[LoanRow], due: Due = None, unseen: bool = False) -> None:
        """Renew one loan or several, and say of each how it went."""
        if not loans:
            self._say(Message(Tone.NOTE, self.tr("Select loans first; Ctrl+A selects all.")))
            return
        answers = self._desk.renew([loan.item for loan in loans], due, unseen=unseen)
        if len(answers) == 1:
            self._renewed(answers[0], loans[0].item, due, unseen)
            return
        done = [answer for answer in answers if isinstance(answer, Lent)]
        text = words.plurals.renewed(len(done))
        if len(done) < len(answers):
            text += ", " + words.plurals.not_renewed(len(answers) - len(done))
        tone = Tone.DONE if len(done) == len(answers) else Tone.REFUSED
        self._say(Message(tone, text, tuple(map(self._renewal_line, answers))))
        if done:
            self.acted.emit()

    def explain(self, item: ItemId, answer: Lent | Declined) -> None:
        """Say why the loan is due then, or what makes up each reason against renewing it."""
        if isinstance(answer, Lent):
            explanation = self._desk.explain_due(item)
            lines = spoken(self._desk, explanation) if explanation else [self.tr("It is not on loan any more.")]
            show_explanation(self._ask.parent, answer.title, lines)
            return
        borrower = self._desk.item_page(item).borrower
        lines = list(reasons(answer))
        if borrower is not None:
            told = (self._desk.explain_block(borrower, block, item) for block in answer.blocks)
            lines = [line for explanation in told for line in ("", *spoken(self._desk, explanation))][1:]
        show_explanation(self._ask.parent, answer.title, lines, answer_last=False)

    def _renewed(self, answer: Lent | Declined, item: ItemId, due: Due, unseen: bool) -> None:
        if isinstance(answer, Lent):
            self._say(Message(Tone.DONE, answer.title, self._renewed_lines(answer, unseen)))
            self.acted.emit()
        else:
            text = self.tr("Not renewed: {title}").format(title=answer.title or answer.barcode)
            action = None
            if answer.overridable:
                action = Action(self.tr("Override…"), "F8", lambda: self._override(answer, item, due, unseen))
            self._say(Message(Tone.REFUSED, text, reasons(answer), action))

    def _renewed_lines(self, answer: Lent, unseen: bool) -> tuple[str, ...]:
        until = words.due_spoken(answer.due, self._desk.branch.zone)
        why = why_due(answer.why)
        lines = (
            self.tr("Renewed until {date}").format(date=until) + (f" ({why})" if why else ""),
            self.tr("Without the item") if unseen else "",
            self.tr("Loan fee {amount}").format(amount=words.money(answer.rental, answer.currency))
            if answer.rental
            else "",
        )
        return tuple(line for line in lines if line)

    def _override(self, declined: Declined, item: ItemId, due: Due, unseen: bool) -> None:
        reason = self._ask.reason(self._ask.parent, declined)
        if reason:
            self.renew_item(item, due, reason, unseen=unseen)

    def _renewal_line(self, answer: Lent | Declined) -> str:
        if isinstance(answer, Lent):
            return f"✓ {words.due(answer.due, self._desk.branch.zone)}   {answer.title}"
        return f"✗ {answer.title}: {' '.join(words.block(block) for block in answer.blocks)}"
