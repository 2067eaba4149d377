"""Where two desks contradicted each other while apart: what happened, and what to do with the book in hand."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from deskapp.desk.answers import Declined
from deskapp.desk.views import DiscrepancyRow
from ui import style, words
from ui.discrepancy_advice import changed_apart, what_to_do
from ui.discrepancy_filter import DiscrepancyFilter
from ui.discrepancy_words import order, title
from ui.lane import Message, Tone, refusal
from ui.rows_page import HIDDEN, RowsPage

if TYPE_CHECKING:
    from deskapp.desk.desk import Desk


class DiscrepanciesPage(RowsPage[DiscrepancyRow]):
    """The open ones, by kind and desk. Names are private, as everywhere; closing one takes a note."""

    said = Signal(object)  # Message
    acted = Signal()  # something was recorded: worth telling central at once

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._rows: tuple[DiscrepancyRow, ...] = ()
        self._make_table(
            (self.tr("When"), self.tr("What"), self.tr("Barcode"), self.tr("Title"), self.tr("Patrons")),
            (143, 283, 133, 0, 190),
            self.tr("Discrepancies"),
        )
        self._filter = DiscrepancyFilter()
        self._filter.changed.connect(self._fill)
        self._none = QLabel(self.tr("No discrepancies: the desks agree."))
        self._called, self._happened, self._changed, self._do = _text(12.5, bold=True), _text(), _text(), _text(12)
        self._make_note()
        self._arrange()
        self._show_chosen()

    def reload(self) -> None:
        """Ask the desk again."""
        self._pause.stop()
        self._rows = tuple(self._at_branches(row) for row in self._desk.discrepancies())
        self._fill()

    def _make_note(self) -> None:
        self._note = QLineEdit()
        self._note.setAccessibleName(self.tr("Note on what was done"))
        self._note.setPlaceholderText(self.tr("What was done (optional)"))
        self._close = QPushButton(style.icon("check"), self.tr("&Dealt with"))
        self._close.clicked.connect(self._close_chosen)
        self._close.setAutoDefault(False)

    def _arrange(self) -> None:
        self._none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._none.setMinimumHeight(120)
        style.sized(self._none, 13)
        top = QHBoxLayout()
        heading = QLabel(self.tr("Discrepancies"))
        style.sized(heading, 15, bold=True)
        top.addWidget(heading, 1)
        top.addWidget(self._names)
        self._detail = QFrame()
        self._detail.setFrameShape(QFrame.Shape.StyledPanel)
        style.tint(self._detail, back=style.CALM_SOFT)
        inside = QVBoxLayout(self._detail)
        inside.setContentsMargins(16, 12, 16, 12)
        inside.setSpacing(8)
        to_do = QLabel(self.tr("What to do with the book in hand"))
        style.tint(to_do, text=style.QUIET)
        for widget in (self._called, self._happened, self._changed, to_do, self._do):
            inside.addWidget(widget)
        inside.addLayout(self._actions())
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(10)
        column.addLayout(top)
        column.addWidget(self._filter)
        column.addWidget(self._none)
        column.addWidget(self.view, 1)
        column.addWidget(self._detail)

    def _actions(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._item)
        row.addWidget(self._patron)
        row.addSpacing(16)
        row.addWidget(self._note, 1)
        row.addWidget(self._close)
        return row

    def _fill(self) -> None:
        """Show those that are wanted; the selected one stays selected, or the next takes its place."""
        chosen, row = self._chosen(), self.view.currentIndex().row()
        self._filter.offer(self._rows)
        shown = self._filter.choose(self._rows)
        self.model.set_rows(shown)
        self._none.setVisible(not self._rows)
        self._filter.setVisible(bool(self._rows))
        self.view.setVisible(bool(self._rows))
        ids = [each.id for each in shown]
        if chosen is not None and chosen.id in ids:
            row = ids.index(chosen.id)
        if shown:
            self._choose(max(0, min(row, len(shown) - 1)))
        self._show_chosen()

    def _at_branches(self, row: DiscrepancyRow) -> DiscrepancyRow:
        """The same, with the names of the branches for their codes."""
        branch = self._desk.library.branch
        return replace(row, desk=branch(row.desk).name, other_desk=branch(row.other_desk).name)

    def _words(self, row: DiscrepancyRow) -> tuple[str, ...]:
        people = [name for name in (row.patron_name, row.other_patron_name) if name]
        shown = people if self._names.isChecked() else [HIDDEN] * len(people)
        at = words.moment(row.at, self._desk.branch.zone)
        return at, title(row.code), row.barcode, row.title, " · ".join(shown)

    def _show_chosen(self) -> None:
        row = self._chosen()
        self._detail.setVisible(row is not None)
        if row is None:
            return
        named, branch = self._names.isChecked(), self._desk.branch
        told = order(row, named, self._desk.library.currency_of(branch.code), branch.zone)
        self._called.setText(title(row.code))
        self._happened.setText("\n".join(f"{number}.  {line}" for number, line in enumerate(told, 1)))
        self._do.setText(what_to_do(row.code))
        changed = changed_apart(dict(row.detail)) if named else ""
        self._changed.setText(changed)
        self._changed.setVisible(bool(changed))
        self._item.setVisible(row.item is not None)
        self._patron.setVisible(row.patron is not None)
        self._keep_in_sight()

    def _keep_in_sight(self) -> None:
        """What is said of a row may need more lines than what was said of the one before, and cover it."""
        for layout in (self._detail.layout(), self.layout()):
            if layout is not None:
                layout.activate()
        self.view.scrollTo(self.view.currentIndex())

    def _close_chosen(self) -> None:
        row = self._chosen()
        if row is None:
            return
        answer = self._desk.close_discrepancy(row.id, self._note.text().strip())
        if isinstance(answer, Declined):
            self.said.emit(refusal(answer))
            return
        self._note.clear()
        about = row.title or title(row.code)
        self.said.emit(Message(Tone.DONE, self.tr("Discrepancy closed: {title}").format(title=about)))
        self.acted.emit()
        self.reload()


def _text(points: float = 10.5, bold: bool = False) -> QLabel:
    label = QLabel()
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    style.sized(label, points, bold=bold)
    return label
