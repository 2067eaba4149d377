"""The Loans tab: what a patron has out, renewing it, and a due date typed for what comes next."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QDate, QItemSelection, QItemSelectionModel, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDateEdit,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from deskapp.desk.views import LoanRow, PatronPanel
from deskapp.domain.events import LoanId
from ui import style, words
from ui.loan_model import WIDTHS, LoanModel
from ui.table import selected, table_view


class DueDate(QFrame):
    """A due date that staff typed: it holds for every check-out and renewal until it is cleared, and says so."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = QLabel(self.tr("&Due date"))
        self._edit = QDateEdit()
        self._edit.setCalendarPopup(True)
        self._edit.setDisplayFormat("d MMM yyyy")
        self._edit.setAccessibleName(self.tr("Due date for the next check-outs and renewals"))
        self._edit.setMinimumWidth(130)
        self._label.setBuddy(self._edit)
        self._said = QLabel()
        self._clear = QPushButton(style.icon("close"), self.tr("C&lear"))
        self._clear.clicked.connect(self.clear)
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 3, 6, 3)
        for widget in (self._label, self._edit, self._said, self._clear):
            row.addWidget(widget)
        self._value: date | None = None
        self._edit.setDate(QDate.currentDate().addDays(14))
        self._edit.dateChanged.connect(self._typed)
        self._show()

    def value(self) -> date | None:
        return self._value

    def clear(self) -> None:
        """Let policy decide again."""
        self.put(None)

    def put(self, value: date | None) -> None:
        self._value = value
        self._edit.blockSignals(True)
        shown = QDate.currentDate().addDays(14) if value is None else QDate(value.year, value.month, value.day)
        self._edit.setDate(shown)
        self._edit.blockSignals(False)
        self._show()
        self.changed.emit()

    def _typed(self, chosen: QDate) -> None:
        self._value = date(chosen.year(), chosen.month(), chosen.day())
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        kept = self._value is not None
        style.reveal(self._clear, kept)
        style.put(self._said, self.tr("kept until cleared") if kept else self.tr("by policy"))
        style.tint(self, back=style.WARN_SOFT if kept else style.WINDOW)
        style.tint(self._said, text=style.WARN if kept else style.QUIET)
        style.sized(self._said, 10, bold=kept)


class LoansTab(QWidget):
    """Shows a patron's loans and keeps the selection when they are shown again."""

    renew = Signal(list, object)  # of LoanRow, and the due date typed: date or None

    def __init__(self, zone: str, type_name: Callable[[str], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.due = DueDate()
        self.model = LoanModel(zone, type_name, self)
        self.table = table_view(self.model, WIDTHS, self.tr("Loans"))
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setFocusProxy(self.table)
        self._count = QLabel()
        self._renew = QPushButton(style.icon("autorenew"), self.tr("&Renew selected (F6)"))
        self._all = QPushButton(style.icon("refresh"), self.tr("Renew &all"))
        self._renew.clicked.connect(self.renew_chosen)
        self._all.clicked.connect(self.renew_all)
        self.table.selectionModel().selectionChanged.connect(self._show_buttons)
        self._fresh: set[LoanId] = set()
        self._panel: PatronPanel | None = None
        self._arrange()

    def _arrange(self) -> None:
        bar = QHBoxLayout()
        for widget in (self._renew, self._all):
            bar.addWidget(widget)
        bar.addSpacing(8)
        bar.addWidget(self._count)
        bar.addStretch()
        bar.addWidget(self.due)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.addLayout(bar)
        column.addWidget(self.table)

    def show_panel(self, panel: PatronPanel) -> None:
        """Show the loans. For the same patron the selection stays, and loans made meanwhile are marked and in view."""
        before, self._panel = self._panel, panel
        kept: set[LoanId] = set()
        new: set[LoanId] = set()
        if before is not None and before.id == panel.id:
            kept = set(self.chosen())
            new = {loan.loan for loan in panel.loans} - {loan.loan for loan in before.loans}
            self._fresh |= new
        else:
            self._fresh = set()
            self.due.clear()
        self.model.show_loans(panel.loans, panel.currency, self._fresh)
        self._select(kept)
        self._bring_into_view(new)
        self._show_buttons()
        style.put(self._count, self._count_words(panel))

    def chosen(self) -> list[LoanId]:
        return [row.loan for row in self.rows_chosen()]

    def rows_chosen(self) -> list[LoanRow]:
        return [row for row in selected(self.table) if isinstance(row, LoanRow)]

    def select_all(self) -> None:
        self.table.selectAll()

    def renew_chosen(self) -> None:
        self.renew.emit(self.rows_chosen(), self.due.value())

    def renew_all(self) -> None:
        if self._panel is not None:
            self.renew.emit(list(self._panel.loans), self.due.value())

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

    def _show_buttons(self) -> None:
        self._renew.setEnabled(self.table.selectionModel().hasSelection())
        self._all.setEnabled(self.model.rowCount() > 0)

    def _count_words(self, panel: PatronPanel) -> str:
        late = sum(loan.overdue for loan in panel.loans)
        count = words.plurals.loans(len(panel.loans))
        return f"{count}, {words.plurals.overdue(late)}" if late else count
