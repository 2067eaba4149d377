"""The loans of a patron as rows of ready-made cells."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo

from PySide6.QtCore import QDate, QLocale, QObject
from PySide6.QtGui import QColor

from deskapp.desk.views import LoanRow
from deskapp.domain.values import LoanId
from ui import loan_words, style, words
from ui.table import Cell, CellsModel

WIDTHS = (0, 136, 70, 164, 76, 76, 236)
DUE = 3
"""The column whose cell explains itself."""
_NEAR: Final = 334  # days, eleven months: the day and month say which year


class LoanModel(CellsModel):
    """Each row stands for a LoanRow; the loans just made are bold."""

    def __init__(
        self, zone: str, now: Callable[[], datetime], type_name: Callable[[str], str], parent: QObject | None = None
    ) -> None:
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
        self._zone, self._now = zone, now
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
        mark = loan_words.mark(loan)
        due = words.due(loan.due, self._zone)
        stands = _colour(style.QUIET) if loan.stop is not None else _colour(style.CALM)
        why = self.tr("{date}: why? A click, Enter, or Shift+F1").format(date=due)
        return (
            Cell(loan.title, bold=fresh),
            Cell(loan.barcode),
            Cell(self._type_name(loan.item_type)),
            Cell(short_due(loan.due, self._now(), self._zone), colour=late or stands, bold=loan.overdue, tip=why),
            Cell(str(loan.renewals) if loan.renewals else "", right=True),
            Cell(words.money(loan.accrued, currency) if loan.accrued else "", colour=late, right=True),
            Cell(
                ", ".join(loan_words.remarks(loan)),
                style.icon(*mark) if mark else None,
                _colour(mark[1]) if mark else None,
                bold=loan.stop is not None,
            ),
        )


def short_due(at: datetime, now: datetime, zone: str) -> str:
    """A due date that fits the column; with its hour, "lun 23 nov, 12:30", unless it lasts to the end of the day."""
    whole, local = words.due(at, zone), at.astimezone(ZoneInfo(zone))
    if whole == words.day(local.date()):
        return whole
    today = now.astimezone(ZoneInfo(zone)).date()
    near = local.year == today.year or abs((local.date() - today).days) <= _NEAR
    spoken = QLocale().toString(QDate(local.year, local.month, local.day), "ddd d MMM")
    return f"{spoken if near else words.day(local.date())}, {words.clock(at, zone)}"


@cache
def _colour(name: str) -> QColor:
    return QColor(name)
