"""The Loans tab: what a patron has out, renewing it and marking it, and how what comes next is lent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from deskapp.desk.views import LoanRow, PatronPanel
from deskapp.domain.values import LoanId, PatronId
from ui import style, words
from ui.lending_modes import LendingModes
from ui.loan_acts import LoanActs
from ui.loan_model import DUE, WIDTHS, LoanModel
from ui.scan import ScanQueue
from ui.table import selected, table_view

if TYPE_CHECKING:
    from deskapp.desk.desk import Desk


class LoansTab(QWidget):
    """Shows a patron's loans and keeps the selection when they are shown again."""

    renew = Signal(list, object, bool)  # of LoanRow; the due date typed: a day, a moment or None; without the item
    said = Signal(object)  # Message

    def __init__(self, desk: Desk, scans: ScanQueue | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.modes = LendingModes(desk, scans)
        self.due = self.modes.due
        self.model = LoanModel(desk.branch.zone, desk.now, lambda code: words.item_type(desk.library, code), self)
        self.table = table_view(self.model, WIDTHS, self.tr("Loans"))
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setFocusProxy(self.table)
        self._count = QLabel()
        self._renew = QPushButton(style.icon("autorenew"), self.tr("&Renew selected (F6)"))
        self._all = QPushButton(style.icon("refresh"), self.tr("Renew &all"))
        self._unseen = QPushButton(style.icon("eye-off-outline"), self.tr("Without the &item"))
        self._more = QPushButton(self.tr("M&ore"))
        self._fresh: list[LoanId] = []  # made in this visit, the newest last
        self._panel: PatronPanel | None = None
        self.acts = LoanActs(desk, self, self.rows_chosen, self.newest, self._patron)
        self._menu = self.acts.menu(self, self.renew_chosen)
        self._make_buttons()
        self._arrange()
        self._connect()

    def _make_buttons(self) -> None:
        for button in (self._renew, self._all, self._unseen, self._more):
            button.setAutoDefault(False)
        self._unseen.setCheckable(True)
        self._unseen.setToolTip(self.tr("Renewals are counted as made without the item, as on the telephone"))
        self._more.setMenu(self._menu)
        self._more.setToolTip(self.tr("Lost, claimed, recalled, explained"))

    def _arrange(self) -> None:
        bar = QHBoxLayout()
        for widget in (self._renew, self._all, self._unseen, self._more):
            bar.addWidget(widget)
        bar.addSpacing(8)
        bar.addWidget(self._count)
        bar.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.addWidget(self.modes)
        column.addLayout(bar)
        column.addWidget(self.table)

    def _connect(self) -> None:
        self._renew.clicked.connect(self.renew_chosen)
        self._all.clicked.connect(self.renew_all)
        self._unseen.toggled.connect(self._show_unseen)
        self.table.selectionModel().selectionChanged.connect(self._show_buttons)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._open_menu)
        self.table.clicked.connect(self._clicked)
        self.table.activated.connect(self._activated)
        self.acts.said.connect(self.said)
        self.modes.said.connect(self.said)

    def show_panel(self, panel: PatronPanel) -> None:
        """Show the loans. For the same patron the selection stays, and loans made meanwhile are marked and in view."""
        before, self._panel = self._panel, panel
        kept: set[LoanId] = set()
        new: set[LoanId] = set()
        if before is not None and before.id == panel.id:
            kept = set(self.chosen())
            known = {loan.loan for loan in before.loans}
            made = sorted((loan for loan in panel.loans if loan.loan not in known), key=lambda loan: loan.out)
            new = {loan.loan for loan in made}
            self._fresh += [loan.loan for loan in made]
        else:
            self._fresh = []
            self.modes.clear()
            self._unseen.setChecked(False)
        self.model.show_loans(panel.loans, panel.currency, self._fresh)
        self._select(kept)
        self._bring_into_view(new)
        self._show_buttons()
        style.put(self._count, self._count_words(panel))

    def end_visit(self, *, cleared: bool = False) -> None:
        """The patron is finished: what held for this visit holds no more. `cleared`: nor does a date that was typed."""
        self.modes.end_visit()
        self._unseen.setChecked(False)
        if cleared:
            self.modes.clear()

    def chosen(self) -> list[LoanId]:
        return [row.loan for row in self.rows_chosen()]

    def rows_chosen(self) -> list[LoanRow]:
        return [row for row in selected(self.table) if isinstance(row, LoanRow)]

    def newest(self) -> LoanRow | None:
        """The last loan that was made in this visit and is still out."""
        rows = (self.model.row_of(loan) for loan in reversed(self._fresh))
        return next((self.model.loan(row) for row in rows if row is not None), None)

    def select_all(self) -> None:
        self.table.selectAll()

    def renew_chosen(self) -> None:
        self.renew.emit(self.rows_chosen(), self.due.value(), self._unseen.isChecked())

    def renew_all(self) -> None:
        if self._panel is not None:
            self.renew.emit(list(self._panel.loans), self.due.value(), self._unseen.isChecked())

    def _patron(self) -> PatronId | None:
        return self._panel.id if self._panel else None

    def _select(self, loans: set[LoanId]) -> None:
        if not loans:
            return
        rows = QItemSelection()
        for row in range(self.model.rowCount()):
            if self.model.loan(row).loan in loans:
                rows.select(self.model.index(row, 0), self.model.index(row, 0))
        flag = QItemSelectionModel.SelectionFlag
        self.table.selectionModel().select(rows, flag.ClearAndSelect | flag.Rows)

    def _bring_into_view(self, loans: set[LoanId]) -> None:
        for loan in loans:
            row = self.model.row_of(loan)
            if row is not None:
                self.table.scrollTo(self.model.index(row, 0))

    def _open_menu(self, at: QPoint) -> None:
        if self.rows_chosen():
            self._menu.popup(self.table.viewport().mapToGlobal(at))

    def _clicked(self, index: QModelIndex) -> None:
        """One click on a due date explains it; with Ctrl or Shift it only selects."""
        if index.column() == DUE and QGuiApplication.keyboardModifiers() == Qt.KeyboardModifier.NoModifier:
            self.acts.explain()

    def _activated(self, index: QModelIndex) -> None:
        """Enter explains the due date; a double click on it has done so already."""
        if QGuiApplication.mouseButtons() == Qt.MouseButton.NoButton and len(self.chosen()) == 1:
            self.acts.explain()

    def _show_unseen(self, yes: bool) -> None:
        style.tint(self._unseen, text=style.WARN if yes else style.TEXT, back=style.WARN_SOFT if yes else "#e6e8eb")
        style.sized(self._unseen, 10.5, bold=yes)

    def _show_buttons(self) -> None:
        chosen = self.table.selectionModel().hasSelection()
        self._renew.setEnabled(chosen)
        self._more.setEnabled(chosen)
        self._all.setEnabled(self.model.rowCount() > 0)

    def _count_words(self, panel: PatronPanel) -> str:
        late = sum(loan.overdue for loan in panel.loans)
        count = words.plurals.loans(len(panel.loans))
        return f"{count}, {words.plurals.overdue(late)}" if late else count
