"""A patron's requests: those on the hold shelf first. Place one; change, suspend, move, cancel those that are open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QPoint, Qt, Signal
from PySide6.QtGui import QColor, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from deskapp.desk.views import Doubt, HoldRow, PatronPanel
from deskapp.domain.outcome import Permission
from deskapp.domain.records import HoldState
from ui import request_menu as menu
from ui import request_words, style, words
from ui.choose import ask_override
from ui.explanation import show_explanation, spoken
from ui.request_deeds import AskReason, RequestDeeds
from ui.request_line import RequestLine, Wanted
from ui.request_menu import Deed, RequestMenu
from ui.request_strip import Ask, RequestStrip
from ui.table import Cell, CellsModel, selected, table_view

if TYPE_CHECKING:
    from deskapp.desk.desk import Desk

_SELECT_ROW = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
_GO_ALONE = QItemSelectionModel.SelectionFlag.NoUpdate
_WIDTHS = (0, 142, 226, 68, 70, 150, 100)
_PRIORITY = 4  # the column
_ICONS = {
    HoldState.ON_SHELF: ("bookmark-check", style.GOOD),
    HoldState.IN_TRANSIT: ("truck-outline", style.CALM),
    HoldState.WAITING: ("clock-outline", style.QUIET),
}
_SUSPENDED = ("pause-circle-outline", style.WARN)
_CLOSED = ("close", style.QUIET)


class RequestsTab(QWidget):
    """Shows the requests of one patron. What happens is told through `said`, for the message lane."""

    said = Signal(object)  # Message
    report = Signal()  # wanted, of all requests that are open

    def __init__(self, desk: Desk, parent: QWidget | None = None, ask_reason: AskReason = ask_override) -> None:
        super().__init__(parent)
        self._desk = desk
        self._panel: PatronPanel | None = None
        self._filled: tuple[HoldRow, ...] = ()  # what the table shows
        self._deeds = RequestDeeds(desk, ask_reason, self)
        self._deeds.said.connect(self.said)
        self._model = CellsModel(self._headers(), self)
        self._view = table_view(self._model, _WIDTHS, self.tr("Requests of the patron"))
        self._menu = RequestMenu(self._listed_deeds(), self._view, self)
        self._line, self._strip = RequestLine(desk), RequestStrip(desk.library.branches)
        self.setFocusProxy(self._line)
        self._line.wanted.connect(self._place)
        self._line.said.connect(self.said)
        self._strip.answered.connect(self._deeds.answered)
        self._strip.left.connect(lambda: self._view.setFocus(Qt.FocusReason.OtherFocusReason))
        self._view.selectionModel().selectionChanged.connect(self._show_selection)
        self._view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._view.customContextMenuRequested.connect(self._show_menu)
        self._make_buttons()
        self._arrange()
        self._show_selection()

    def show_panel(self, panel: PatronPanel) -> None:
        """Show a patron's requests, at once or, out of sight, when they come into sight: a scan must not wait."""
        if self._panel is None or self._panel.id != panel.id:
            self._line.clear()
            self._strip.hide()
            self._view.clearSelection()
        self._panel = panel
        if self.isVisible():
            self._fill(panel)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._panel is not None:
            self._fill(self._panel)

    def _fill(self, panel: PatronPanel) -> None:
        """Set the rows anew, if any is different; what is still there stays selected, and keeps the arrow keys."""
        if panel.holds == self._filled:
            return
        at, selection = self._view.currentIndex().row(), self._view.selectionModel()
        current = self._filled[at].hold if at >= 0 else None
        before, self._filled = {row.hold for row in self._selected()}, panel.holds
        self._report.setEnabled(bool(panel.holds))
        self._model.set_rows([(row, hold_cells(self._desk, row)) for row in panel.holds])
        self._view.setColumnHidden(_PRIORITY, not any(row.priority for row in panel.holds))
        for number, row in enumerate(panel.holds):
            if row.hold == current:
                selection.setCurrentIndex(self._model.index(number, 0), _GO_ALONE)
            if row.hold in before:
                selection.select(self._model.index(number, 0), _SELECT_ROW)
        self._show_selection()

    def _headers(self) -> tuple[str, ...]:
        return (
            self.tr("Title"),
            self.tr("Copy"),
            self.tr("State"),
            self.tr("Position"),
            self.tr("Priority"),
            self.tr("Pickup at"),
            self.tr("Until"),
        )

    def _listed_deeds(self) -> tuple[Deed, ...]:
        """What can be done to requests, each with its key on the table."""
        ask = self._ask
        return (
            Deed(self.tr("Cancel"), "bookmark-remove-outline", "Del", menu.any_of, self._cancel_selected),
            Deed(self.tr("Cancel with a reason…"), "close", "Shift+Del", menu.any_of, lambda: ask(Ask.CANCEL)),
            Deed(self.tr("Suspend…"), "pause", "Ctrl+S", menu.waiting, lambda: ask(Ask.SUSPEND)),
            Deed(self.tr("Resume"), "play", "Ctrl+R", menu.suspended, self._resume_selected),
            Deed(self.tr("Change pickup…"), "map-marker-outline", "Ctrl+P", menu.any_of, lambda: ask(Ask.PICKUP)),
            Deed(self.tr("Move up…"), "arrow-up", "Ctrl+Up", self._may_rise, lambda: self._ask_to_move(-1)),
            Deed(self.tr("Move down…"), "arrow-down", "Ctrl+Down", self._may_move, lambda: self._ask_to_move(1)),
            Deed(
                self.tr("Move to a position…"), "sort-variant", "Ctrl+M", self._may_move, lambda: self._ask_to_move(0)
            ),
            Deed(self.tr("Explain the position"), "help-circle-outline", "Shift+F1", menu.one, self._explain),
        )

    def _make_buttons(self) -> None:
        self._cancel = QPushButton(style.icon("bookmark-remove-outline"), self.tr("&Cancel request"))
        self._cancel.setToolTip(self.tr("Cancels the selected requests (Del)"))
        self._cancel.clicked.connect(self._cancel_selected)
        self._more = QPushButton(style.icon("dots-horizontal"), self.tr("&More"))
        self._more.setToolTip(self.tr("What else can be done with the selected requests"))
        self._more.setMenu(self._menu)
        self._report = QPushButton(style.icon("email-outline"), self.tr("Send requests report"))
        self._report.setToolTip(self.tr("Prints all open requests for the patron (F5)"))
        self._report.setEnabled(False)
        self._report.clicked.connect(self.report)
        for button in (self._cancel, self._more, self._report):
            button.setAutoDefault(False)

    def _arrange(self) -> None:
        bottom = QHBoxLayout()
        bottom.addWidget(self._cancel)
        bottom.addWidget(self._more)
        bottom.addWidget(self._report)
        bottom.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 10, 10, 10)
        layout.setSpacing(8)
        layout.addWidget(self._line)
        layout.addWidget(self._view, 1)
        layout.addWidget(self._strip)
        layout.addLayout(bottom)

    # What is selected

    def _selected(self) -> list[HoldRow]:
        return [row for row in selected(self._view) if isinstance(row, HoldRow)]

    def _show_selection(self) -> None:
        rows = self._selected()
        self._cancel.setEnabled(bool(rows))
        self._more.setEnabled(bool(rows))
        self._menu.offer(rows)

    def _show_menu(self, at: QPoint) -> None:
        if self._selected():
            self._menu.popup(self._view.viewport().mapToGlobal(at))

    def _may_move(self, rows: menu.Rows) -> bool:
        return menu.one(rows) and Permission.REORDER_QUEUE in self._desk.permissions

    def _may_rise(self, rows: menu.Rows) -> bool:
        return self._may_move(rows) and rows[0].position > 1

    # What is done

    def _place(self, wanted: Wanted) -> None:
        if self._panel is not None and self._deeds.place(self._panel.id, wanted):
            self._line.clear()

    def _cancel_selected(self) -> None:
        self._deeds.cancel(self._selected())

    def _resume_selected(self) -> None:
        self._deeds.resume(self._selected())

    def _ask(self, what: Ask) -> None:
        if rows := self._selected():
            self._strip.ask(what, rows)

    def _explain(self) -> None:
        if rows := self._selected():
            lines = spoken(self._desk, self._desk.explain_position(rows[0].hold))
            show_explanation(self, rows[0].title, lines)

    def _ask_to_move(self, by: int) -> None:
        if rows := self._selected():
            self._strip.ask(Ask.MOVE, rows[:1], rows[0].position + by)


def hold_cells(desk: Desk, row: HoldRow) -> list[Cell]:
    """A request's cells. What this desk has done and central has not yet seen says so."""
    name, colour = _SUSPENDED if row.suspended else _ICONS.get(row.state, _CLOSED)
    on_shelf = row.state is HoldState.ON_SHELF
    state, doubt = request_words.hold_state(row), words.doubt(row.doubt)
    return [
        Cell(row.title, bold=on_shelf),
        Cell(request_words.wanted(row)),
        Cell(
            f"{state} *" if row.doubt is not Doubt.NONE else state,
            style.icon(name, colour),
            QColor(colour) if on_shelf or row.suspended else None,
            tip=f"{state}, {doubt}" if doubt else state,
        ),
        Cell(str(row.position) if row.position and not on_shelf else ""),
        Cell(str(row.priority) if row.priority else ""),
        Cell(row.pickup),
        _until(desk, row),
    ]


def _until(desk: Desk, row: HoldRow) -> Cell:
    """The last day: on the hold shelf, or of waiting."""
    if row.until is not None:
        said = words.due(row.until, desk.branch.zone)
        return Cell(said, tip=request_words.fetch_until(said))
    if row.expires is not None:
        said = words.day(row.expires)
        return Cell(said, tip=request_words.waits_until(said))
    return Cell()
