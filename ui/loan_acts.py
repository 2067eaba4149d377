"""What is done with a selected loan besides renewing it: lost, claimed, recalled, explained; by menu and by key."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QWidget

from deskapp.desk.answers import Declined
from deskapp.desk.views import LoanRow
from deskapp.domain.values import ItemId, ItemState, PatronId
from ui import loan_words, style
from ui.choose import ask_override
from ui.explanation import show_explanation, spoken
from ui.lane import Message, Tone, refusal
from ui.loan_dialogs import NoteDialog

if TYPE_CHECKING:
    from deskapp.desk.desk import Desk

_MARKS = (
    (ItemState.LOST, "Ctrl+Shift+L", "book-remove-outline"),
    (ItemState.CLAIMED_RETURNED, "Ctrl+Shift+D", "account-question-outline"),
    (ItemState.CLAIMED_NEVER_HAD, "Ctrl+Shift+N", "account-question-outline"),
)
RECALL, EXPLAIN = "Ctrl+Shift+R", "Shift+F1"


class LoanActs(QObject):
    """Belongs to the tab that shows the loans; `chosen` says which are meant, `newest` which was made last."""

    said = Signal(object)  # Message

    def __init__(
        self,
        desk: Desk,
        parent: QWidget,
        chosen: Callable[[], Sequence[LoanRow]],
        newest: Callable[[], LoanRow | None],
        patron: Callable[[], PatronId | None],
        ask_reason: Callable[[QWidget | None, Declined], str | None] = ask_override,
    ) -> None:
        super().__init__(parent)
        self._desk, self._widget, self._chosen, self._patron = desk, parent, chosen, patron
        self._newest = newest
        self._ask_reason = ask_reason
        for keys, deed in self._keys():
            QShortcut(QKeySequence(keys), parent, deed)

    def menu(self, parent: QWidget, renew: Callable[[], object]) -> QMenu:
        """The menu of a loan; each line names its key."""
        menu = QMenu(parent)
        lines = [
            (self.tr("&Renew"), "F6", "autorenew", renew),
            *((self._mark_words(state), keys, icon, self._marks(state)) for state, keys, icon in _MARKS),
            (self.tr("R&ecall"), RECALL, "bell-ring-outline", self.recall),
            (self.tr("&Why this due date?"), EXPLAIN, "help-circle-outline", self.explain),
            (self.tr("Why this &fee?"), "", "cash", self.explain_cost),
        ]
        for text, keys, icon, deed in lines:
            action = QAction(style.icon(icon), f"{text}\t{QKeySequence(keys).toString(_NATIVE)}", menu)
            action.triggered.connect(lambda _, deed=deed: deed())
            menu.addAction(action)
        return menu

    # Marking

    def mark(self, state: ItemState) -> None:
        """Ask for a note, say what is billed, and mark the selected loan."""
        row = self._one()
        if row is None:
            return
        bill = self._desk.cost_of_loss(row.item) if state is ItemState.LOST else None
        lines = [loan_words.what_marking_does(state)]
        if bill is not None:
            lines += [line for line in (loan_words.bill(bill), loan_words.refund(bill)) if line]
        text = self._mark_words(state).replace("&", "")
        dialog = NoteDialog(self._widget, text, row.title, lines, self.tr("&Note"), self._mark_words(state))
        dialog.accepted.connect(lambda: self._mark(row, state, dialog.text(), lines[1:]))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _mark(self, row: LoanRow, state: ItemState, note: str, bill: Sequence[str]) -> None:
        outcome = self._desk.mark_item(row.item, state, note)
        if isinstance(outcome, Declined):
            self.said.emit(refusal(outcome))
            return
        lines = tuple(line for line in (*bill[:1], note) if line)
        self.said.emit(Message(Tone.DONE, f"{loan_words.marked(state)}: {row.title}", lines))

    def _marks(self, state: ItemState) -> Callable[[], None]:
        return lambda: self.mark(state)

    def _mark_words(self, state: ItemState) -> str:
        return {
            ItemState.LOST: self.tr("&Lost"),
            ItemState.CLAIMED_RETURNED: self.tr("&Claims returned"),
            ItemState.CLAIMED_NEVER_HAD: self.tr("Claims &never checked out"),
        }[state]

    # Recalling

    def recall(self) -> None:
        """Bring the due date of the selected loan forward."""
        row = self._one()
        if row is not None:
            self._recall(row.item, row.title)

    def _recall(self, item: ItemId, title: str) -> None:
        outcome = self._desk.recall(item)
        if isinstance(outcome, Declined) and outcome.overridable:
            reason = self._ask_reason(self._widget, outcome)
            if not reason:
                return
            outcome = self._desk.recall(item, reason=reason)
        if isinstance(outcome, Declined):
            self.said.emit(refusal(outcome))
            return
        lines = (self.tr("It is due earlier now: tell the borrower."),)
        self.said.emit(Message(Tone.DONE, self.tr("Recalled: {title}").format(title=title), lines))

    # Explaining

    def explain(self) -> None:
        """Say why the selected loan is due when it is; with none selected, the one that was made last."""
        row = (None if self._chosen() else self._newest()) or self._one()
        explanation = self._desk.explain_due(row.item) if row is not None else None
        if row is not None and explanation is not None:
            show_explanation(self._widget, row.title, spoken(self._desk, explanation))

    def explain_cost(self) -> None:
        """Say what the selected loan costs so far, and why."""
        row, patron = self._one(), self._patron()
        if row is not None and patron is not None:
            explanation = self._desk.explain_cost(row.loan, patron)
            show_explanation(self._widget, row.title, spoken(self._desk, explanation))

    # Underneath

    def _keys(self) -> tuple[tuple[str, Callable[[], None]], ...]:
        marks = tuple((keys, self._marks(state)) for state, keys, _ in _MARKS)
        return (*marks, (RECALL, self.recall), (EXPLAIN, self.explain))

    def _one(self) -> LoanRow | None:
        """The one loan that is meant; several at once are not marked."""
        rows = self._chosen()
        if len(rows) == 1:
            return rows[0]
        self.said.emit(Message(Tone.NOTE, self.tr("Select one loan first.")))
        return None


_NATIVE = QKeySequence.SequenceFormat.NativeText
