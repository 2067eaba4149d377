"""Where two desks contradicted each other while apart: what happened, and what to do with the book in hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from deskapp.desk.views import DiscrepancyRow
from ui import style, words
from ui.discrepancy_advice import changed_apart, what_to_do
from ui.discrepancy_words import order, title
from ui.lane import Message, Tone
from ui.table import Cell, CellsModel, selected, table_view

if TYPE_CHECKING:
    from deskapp.desk.desk import Desk

_HIDDEN = "•••••"


class DiscrepanciesPage(QWidget):
    """The open ones. F9 shows and hides the names; closing one takes a note."""

    said = Signal(object)  # Message
    open_patron = Signal(object)  # PatronId
    open_item = Signal(object)  # ItemId

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._rows: tuple[DiscrepancyRow, ...] = ()
        self._model = CellsModel(
            (self.tr("When"), self.tr("What"), self.tr("Barcode"), self.tr("Title"), self.tr("Patrons")), self
        )
        self._view = table_view(self._model, (150, 265, 140, 0, 200), self.tr("Discrepancies"))
        self._view.setSelectionMode(self._view.SelectionMode.SingleSelection)
        self._none = QLabel(self.tr("No discrepancies: the desks agree."))
        self._called, self._happened, self._changed, self._do = _text(12.5, bold=True), _text(), _text(), _text(12)
        self._make_buttons()
        self._arrange()
        self._view.selectionModel().selectionChanged.connect(self._show_selected)
        QShortcut(QKeySequence("F9"), self, self._names.click, context=Qt.ShortcutContext.WindowShortcut)
        self._show_selected()

    def reload(self) -> None:
        """Ask the desk again; the selected one stays selected, or the next takes its place."""
        chosen, row = self._chosen(), self._view.currentIndex().row()
        self._rows = self._desk.discrepancies()
        self._fill()
        ids = [each.id for each in self._rows]
        if chosen is not None and chosen.id in ids:
            row = ids.index(chosen.id)
        if self._rows:
            self._view.selectRow(max(0, min(row, len(self._rows) - 1)))
        self._show_selected()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.reload()

    def hideEvent(self, event: QHideEvent) -> None:
        self._names.setChecked(False)
        super().hideEvent(event)

    def _make_buttons(self) -> None:
        self._names = QPushButton(style.icon("eye-outline"), self.tr("Show &names (F9)"))
        self._names.setCheckable(True)
        self._names.toggled.connect(self._show_names)
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
        self._model.set_rows([(row, self._cells(row)) for row in self._rows])
        self._none.setVisible(not self._rows)
        self._view.setVisible(bool(self._rows))

    def _cells(self, row: DiscrepancyRow) -> list[Cell]:
        people = [name for name in (row.patron_name, row.other_patron_name) if name]
        shown = self._names.isChecked()
        return [
            Cell(words.moment(row.at, self._desk.branch.zone)),
            Cell(title(row.code)),
            Cell(row.barcode),
            Cell(row.title),
            Cell(" · ".join(people if shown else [_HIDDEN] * len(people))),
        ]

    def _show_names(self, shown: bool) -> None:
        self._names.setText(self.tr("Hide &names (F9)") if shown else self.tr("Show &names (F9)"))
        row = self._view.currentIndex().row()
        self._fill()
        if row >= 0:
            self._view.selectRow(row)

    def _chosen(self) -> DiscrepancyRow | None:
        return next((row for row in selected(self._view) if isinstance(row, DiscrepancyRow)), None)

    def _show_selected(self) -> None:
        row = self._chosen()
        self._detail.setVisible(row is not None)
        if row is None:
            return
        named, currency = self._names.isChecked(), self._desk.library.currency_of(self._desk.branch.code)
        told = order(row, named, currency)
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
        self._desk.close_discrepancy(row.id, self._note.text().strip())
        self._note.clear()
        self.said.emit(Message(Tone.DONE, self.tr("Discrepancy closed: {title}").format(title=row.title)))
        self.reload()


def _text(points: float = 10.5, bold: bool = False) -> QLabel:
    label = QLabel()
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    style.sized(label, points, bold=bold)
    return label
