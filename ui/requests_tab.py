"""A patron's requests: those on the hold shelf first; place one, cancel the selected ones, print a report."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QColor, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from deskapp.desk.views import Declined, Doubt, HoldRow, PatronPanel, Recorded
from deskapp.domain.events import HoldId
from deskapp.domain.records import HoldState
from ui import style, words
from ui.choose import ask_override
from ui.lane import Message, Tone, refusal
from ui.request_line import RequestLine, Wanted
from ui.table import Cell, CellsModel, selected, table_view

if TYPE_CHECKING:
    from deskapp.desk.desk import Desk

_SELECT_ROW = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
_ICONS = {
    HoldState.ON_SHELF: ("bookmark-check", style.GOOD),
    HoldState.IN_TRANSIT: ("truck-outline", style.CALM),
    HoldState.WAITING: ("clock-outline", style.QUIET),
    HoldState.FILLED: ("check", style.QUIET),
    HoldState.CANCELLED: ("close", style.QUIET),
}


class RequestsTab(QWidget):
    """Shows the requests of one patron. What happens is told through `said`, for the message lane."""

    said = Signal(object)  # Message
    report = Signal()  # wanted, of all requests that are open

    def __init__(
        self,
        desk: Desk,
        parent: QWidget | None = None,
        ask_reason: Callable[[QWidget | None, Declined], str | None] = ask_override,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._ask_reason = ask_reason
        self._panel: PatronPanel | None = None
        self._filled: tuple[HoldRow, ...] = ()  # what the table shows
        self._model = CellsModel(self._headers(), self)
        self._view = table_view(self._model, (0, 145, 210, 80, 160, 110), self.tr("Requests of the patron"))
        self._cancel = QPushButton(style.icon("bookmark-remove-outline"), self.tr("&Cancel request"))
        self._cancel.setToolTip(self.tr("Cancels the selected requests (Del)"))
        self._cancel.setAutoDefault(False)
        self._cancel.clicked.connect(self._cancel_selected)
        self._report = QPushButton(style.icon("email-outline"), self.tr("Send requests report"))
        self._report.setToolTip(self.tr("Prints all open requests for the patron (F5)"))
        self._report.setAutoDefault(False)
        self._report.setEnabled(False)
        self._report.clicked.connect(self.report)
        self._line = RequestLine(desk)
        self.setFocusProxy(self._line)
        self._line.wanted.connect(self._place)
        self._line.said.connect(self.said)
        self._view.selectionModel().selectionChanged.connect(self._show_selection)
        delete = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self._view, self._cancel_selected)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        self._arrange()
        self._show_selection()

    def show_panel(self, panel: PatronPanel) -> None:
        """Show a patron's requests, at once or, out of sight, when they come into sight: a scan must not wait."""
        if self._panel is None or self._panel.id != panel.id:
            self._line.clear()
            self._view.clearSelection()
        self._panel = panel
        if self.isVisible():
            self._fill(panel)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._panel is not None:
            self._fill(self._panel)

    def _fill(self, panel: PatronPanel) -> None:
        """Set the rows anew, if any is different; what was selected and is still there stays selected."""
        if panel.holds == self._filled:
            return
        before, self._filled = {row.hold for row in self._selected()}, panel.holds
        self._report.setEnabled(bool(panel.holds))
        self._model.set_rows([(row, hold_cells(self._desk, row)) for row in panel.holds])
        for number, row in enumerate(panel.holds):
            if row.hold in before:
                self._view.selectionModel().select(self._model.index(number, 0), _SELECT_ROW)
        self._show_selection()

    def _headers(self) -> tuple[str, ...]:
        return (
            self.tr("Title"),
            self.tr("Copy"),
            self.tr("State"),
            self.tr("Position"),
            self.tr("Pickup at"),
            self.tr("Until"),
        )

    def _arrange(self) -> None:
        bottom = QHBoxLayout()
        bottom.addWidget(self._cancel)
        bottom.addWidget(self._report)
        bottom.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 10, 10, 10)
        layout.setSpacing(8)
        layout.addWidget(self._line)
        layout.addWidget(self._view, 1)
        layout.addLayout(bottom)

    def _selected(self) -> list[HoldRow]:
        return [row for row in selected(self._view) if isinstance(row, HoldRow)]

    def _show_selection(self) -> None:
        self._cancel.setEnabled(bool(self._selected()))

    def _place(self, wanted: Wanted) -> None:
        """Place the request; where only a permission stands between, ask for the reason."""
        if self._panel is None:
            return
        patron = self._panel.id
        outcome = self._desk.request(patron, wanted.title, wanted.pickup, wanted.item)
        if isinstance(outcome, Declined) and outcome.overridable:
            reason = self._ask_reason(self, outcome)
            if reason is None:
                return
            outcome = self._desk.request(patron, wanted.title, wanted.pickup, wanted.item, reason)
        if isinstance(outcome, Recorded):
            self.said.emit(Message(Tone.DONE, self.tr("Requested: {title}").format(title=wanted.words)))
            self._line.clear()
        else:
            self.said.emit(refusal(outcome))

    def _cancel_selected(self) -> None:
        for row in self._selected():
            self._cancel_one(row.hold, row.title)

    def _cancel_one(self, hold: HoldId, title: str) -> None:
        outcome = self._desk.cancel_request(hold)
        if isinstance(outcome, Declined):
            self.said.emit(refusal(outcome))
        else:
            self.said.emit(Message(Tone.DONE, self.tr("Request cancelled: {title}").format(title=title)))


def hold_cells(desk: Desk, row: HoldRow) -> list[Cell]:
    """A request's cells. What this desk has done and central has not yet seen says so."""
    name, colour = _ICONS[row.state]
    on_shelf = row.state is HoldState.ON_SHELF
    state, doubt = words.hold_state(row.state), words.doubt(row.doubt)
    return [
        Cell(row.title, bold=on_shelf),
        Cell(words.wanted_copy(row)),
        Cell(
            f"{state} *" if row.doubt is not Doubt.NONE else state,
            style.icon(name, colour),
            QColor(colour) if on_shelf else None,
            tip=f"{state}, {doubt}" if doubt else state,
        ),
        Cell(str(row.position) if row.position and not on_shelf else ""),
        Cell(desk.library.branch(row.pickup).name),
        Cell(words.due(row.until, desk.branch.zone) if row.until else ""),
    ]
