"""Where two desks contradicted each other while apart: what happened, and what to do with the book in hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from deskapp.desk.views import Declined, DiscrepancyRow
from ui import style, words
from ui.discrepancy_advice import changed_apart, what_to_do
from ui.discrepancy_filter import DiscrepancyFilter
from ui.discrepancy_words import order, title
from ui.lane import Message, Tone, refusal
from ui.lazy_table import LazyModel
from ui.table import table_view

if TYPE_CHECKING:
    from deskapp.desk.desk import Desk

_HIDDEN = "•••••"
_PAUSE_MS = 400
"""After so long without an act the list is read anew: not between two scans."""


class DiscrepanciesPage(QWidget):
    """The open ones, by kind and desk. Names are private, as everywhere; closing one takes a note."""

    said = Signal(object)  # Message
    acted = Signal()  # something was recorded: worth telling central at once
    open_patron = Signal(object)  # PatronId
    open_item = Signal(object)  # ItemId

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._rows: tuple[DiscrepancyRow, ...] = ()
        self._model: LazyModel[DiscrepancyRow] = LazyModel(
            (self.tr("When"), self.tr("What"), self.tr("Barcode"), self.tr("Title"), self.tr("Patrons")),
            self._words,
            self,
        )
        self._filter = DiscrepancyFilter()
        self._filter.changed.connect(self._fill)
        self._pause = QTimer(self, interval=_PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self.reload)
        self._view = table_view(self._model, (150, 265, 140, 0, 200), self.tr("Discrepancies"))
        self._view.setSelectionMode(self._view.SelectionMode.SingleSelection)
        self._none = QLabel(self.tr("No discrepancies: the desks agree."))
        self._called, self._happened, self._changed, self._do = _text(12.5, bold=True), _text(), _text(), _text(12)
        self._make_buttons()
        self._arrange()
        self._view.selectionModel().selectionChanged.connect(self._show_selected)
        self._show_selected()

    def reload(self) -> None:
        """Ask the desk again."""
        self._pause.stop()
        self._rows = self._desk.discrepancies()
        self._fill()

    def touched(self) -> None:
        """Something was done: the list is read anew when nothing more comes for a moment."""
        if self.isVisible():
            self._pause.start()

    def reveal(self, yes: bool) -> None:
        """The privacy key went down, or up."""
        self._names.setChecked(yes)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.reload()

    def hideEvent(self, event: QHideEvent) -> None:
        self._pause.stop()
        self._names.setChecked(False)
        super().hideEvent(event)

    def _make_buttons(self) -> None:
        self._names = QPushButton(style.icon("eye-outline"), self.tr("Show &names (hold F9)"))
        self._names.setCheckable(True)
        self._names.toggled.connect(self._name_people)
        self._open_item = QPushButton(style.icon("book-outline"), self.tr("Page of the &item"))
        self._open_item.clicked.connect(self._go_to_item)
        self._open_patron = QPushButton(style.icon("account-outline"), self.tr("&Open the patron"))
        self._open_patron.clicked.connect(self._go_to_patron)
        self._note = QLineEdit()
        self._note.setAccessibleName(self.tr("Note on what was done"))
        self._note.setPlaceholderText(self.tr("What was done (optional)"))
        self._close = QPushButton(style.icon("check"), self.tr("&Dealt with"))
        self._close.clicked.connect(self._close_chosen)
        for button in (self._names, self._open_item, self._open_patron, self._close):
            button.setAutoDefault(False)

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
        column.addWidget(self._view, 1)
        column.addWidget(self._detail)

    def _actions(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._open_item)
        row.addWidget(self._open_patron)
        row.addSpacing(16)
        row.addWidget(self._note, 1)
        row.addWidget(self._close)
        return row

    def _fill(self) -> None:
        """Show those that are wanted; the selected one stays selected, or the next takes its place."""
        chosen, row = self._chosen(), self._view.currentIndex().row()
        self._filter.offer(self._rows)
        shown = self._filter.choose(self._rows)
        self._model.set_rows(shown)
        self._none.setVisible(not self._rows)
        self._filter.setVisible(bool(self._rows))
        self._view.setVisible(bool(self._rows))
        ids = [each.id for each in shown]
        if chosen is not None and chosen.id in ids:
            row = ids.index(chosen.id)
        if shown:
            flags = QItemSelectionModel.SelectionFlag
            index = self._model.index(max(0, min(row, len(shown) - 1)), 0)
            self._view.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self._show_selected()

    def _words(self, row: DiscrepancyRow) -> tuple[str, ...]:
        people = [name for name in (row.patron_name, row.other_patron_name) if name]
        shown = people if self._names.isChecked() else [_HIDDEN] * len(people)
        at = words.moment(row.at, self._desk.branch.zone)
        return at, title(row.code), row.barcode, row.title, " · ".join(shown)

    def _name_people(self) -> None:
        self._model.say_anew()
        self._show_selected()

    def _chosen(self) -> DiscrepancyRow | None:
        chosen = self._view.selectionModel().selectedRows()
        return self._model.row(chosen[0].row()) if chosen else None

    def _show_selected(self) -> None:
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
        self._open_item.setVisible(row.item is not None)
        self._open_patron.setVisible(row.patron is not None)

    def _go_to_item(self) -> None:
        if (row := self._chosen()) is not None and row.item is not None:
            self.open_item.emit(row.item)

    def _go_to_patron(self) -> None:
        if (row := self._chosen()) is not None and row.patron is not None:
            self.open_patron.emit(row.patron)

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
