"""The loans of a patron as rows of ready-made cells."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import cache

from PySide6.QtCore import QObject
from PySide6.QtGui import QColor, QIcon

from deskapp.desk.views import Doubt, LoanRow
from deskapp.domain.events import LoanId
from ui import style, words
from ui.table import Cell, CellsModel

WIDTHS = (0, 134, 72, 108, 76, 74, 222)


class LoanModel(CellsModel):
    """Each row stands for a LoanRow; the loans just made are bold."""

    def __init__(self, zone: str, type_name: Callable[[str], str], parent: QObject | None = None) -> None:
        super().__init__((), parent)
        headers = (
            self.tr("Title"),
            self.tr("Barcode"),
            self.tr("Type"),
            self.tr("Due"),
            self.tr("Renewals"),
            self.tr("Fee so far"),
            self.tr("Remarks"),
        )
        self.set_headers(headers)
        self._zone = zone
        self._type_name = type_name

    def show_loans(self, loans: Sequence[LoanRow], currency: str, fresh: Collection[LoanId] = ()) -> None:
        self.set_rows([(loan, self._cells_of(loan, currency, loan.loan in fresh)) for loan in loans])

    def loan(self, row: int) -> LoanRow:
        found = self.of(row)
        assert isinstance(found, LoanRow)
        return found

    def row_of(self, loan: LoanId) -> int | None:
        return next((row for row in range(self.rowCount()) if self.loan(row).loan == loan), None)

    def _cells_of(self, loan: LoanRow, currency: str, fresh: bool) -> tuple[Cell, ...]:
        late = _colour(style.BAD) if loan.overdue else None
        return (
            Cell(loan.title, bold=fresh),
            Cell(loan.barcode),
            Cell(self._type_name(loan.item_type)),
            Cell(words.due(loan.due, self._zone), colour=late, bold=loan.overdue),
            Cell(str(loan.renewals) if loan.renewals else "", right=True),
            Cell(words.money(loan.accrued, currency) if loan.accrued else "", colour=late, right=True),
            Cell(_remarks(loan), _icon(loan), late),
        )


def _remarks(loan: LoanRow) -> str:
    return ", ".join(text for text in words.loan_remarks(loan.overdue, loan.requested, loan.doubt) if text)


def _icon(loan: LoanRow) -> QIcon | None:
    if loan.overdue:
        return style.icon("alert-circle-outline", style.BAD)
    if loan.requested:
        return style.icon("account-clock-outline", style.WARN)
    return style.icon("progress-upload", style.QUIET) if loan.doubt is not Doubt.NONE else None


@cache
def _colour(name: str) -> QColor:
    return QColor(name)
