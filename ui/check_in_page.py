"""The check-in page: items only. In big letters where the item goes next; names and money behind the privacy key."""

from __future__ import annotations

from collections import deque

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from deskapp.desk.views import CheckedIn, NextStop
from deskapp.domain.events import ItemId
from ui import style, words
from ui.patron_header import ElidedLabel
from ui.table import Cell, CellsModel, table_view

_KEPT = 200
_LOOKS = {
    NextStop.SHELF: ("bookshelf", style.GOOD, style.GOOD_SOFT),
    NextStop.HOLD_SHELF: ("bookmark-check", style.WARN, style.WARN_SOFT),
    NextStop.TRANSIT: ("truck", style.CALM, style.CALM_SOFT),
    NextStop.TRANSIT_FOR_HOLD: ("truck-fast", style.CALM, style.CALM_SOFT),
}


class CheckInPage(QWidget):
    """Shows the last return large, and those of this session below."""

    def __init__(self, zone: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zone = zone
        self._last: CheckedIn | None = None
        self._returns: deque[CheckedIn] = deque(maxlen=_KEPT)
        self._board = QFrame()
        self._icon, self._where = QLabel(), QLabel()
        self._title, self._barcode = ElidedLabel(), QLabel()
        self._private = QLabel()
        self._private.setWordWrap(True)
        self._private.setTextFormat(Qt.TextFormat.PlainText)
        self._show_private = QPushButton(style.icon("eye-outline"), self.tr("Show names (hold F9)"))
        self._show_private.setCheckable(True)
        self._show_private.toggled.connect(self._show_names)
        self._model = CellsModel((self.tr("Title"), self.tr("Barcode"), self.tr("Goes to"), self.tr("Remarks")), self)
        self._table = table_view(self._model, (0, 150, 250, 220), self.tr("Returns of this session"))
        self._where.setWordWrap(True)
        self._where.setAccessibleName(self.tr("Where the item goes next"))
        style.sized(self._where, 34, bold=True)
        style.sized(self._title, 15, bold=True)
        self._arrange()
        self._show_nothing()

    def _arrange(self) -> None:
        texts = QVBoxLayout()
        for widget in (self._where, self._title, self._barcode):
            texts.addWidget(widget)
        hidden = QHBoxLayout()
        hidden.addWidget(self._private, 1)
        hidden.addWidget(self._show_private)
        texts.addLayout(hidden)
        row = QHBoxLayout(self._board)
        row.setContentsMargins(24, 18, 18, 14)
        row.setSpacing(20)
        row.addWidget(self._icon, alignment=Qt.AlignmentFlag.AlignTop)
        row.addLayout(texts, 1)
        self._board.setMinimumHeight(210)
        heading = QLabel(self.tr("Returns of this session"))
        style.sized(heading, 11, bold=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addWidget(self._board)
        column.addWidget(heading)
        column.addWidget(self._table, 1)

    def show_return(self, returned: CheckedIn) -> None:
        """Show where this item goes. Names are hidden again at each item; a repeat makes no second line."""
        self._last = returned
        self._show_private.setChecked(False)
        icon, colour, back = _LOOKS[returned.next]
        style.tint(self._board, back=back)
        style.tint(self._where, text=colour)
        self._icon.setPixmap(style.pixmap(icon, colour, 84))
        self._where.setText(words.next_stop(returned.next, returned.to))
        self._title.put(returned.title)
        self._barcode.setText(self.tr("{barcode} · again: nothing new").format(barcode=returned.barcode)
                              if returned.repeated else returned.barcode)  # fmt: skip
        self._show_names()
        if not returned.repeated:
            self._returns.appendleft(returned)
            self._model.set_rows([(each, self._cells(each)) for each in self._returns])

    def forget(self, item: ItemId) -> None:
        """What was said last of this item was undone: it no longer counts, and is not shown as if it did."""
        gone = next((each for each in self._returns if each.item == item), None)
        if gone is None:
            return
        self._returns.remove(gone)
        self._model.set_rows([(each, self._cells(each)) for each in self._returns])
        if self._last is not None and self._last.item == item:
            self._show_nothing()

    def reveal(self, yes: bool) -> None:
        """The privacy key went down, or up."""
        self._show_private.setChecked(yes)

    def private_words(self) -> str:
        """For whom the item is kept, who brought it, and what the return cost."""
        last = self._last
        if last is None:
            return ""
        parts = []
        if last.kept_for_name:
            parts.append(self.tr("Kept for {name}").format(name=last.kept_for_name))
            if last.kept_until is not None:
                parts.append(self.tr("until {date}").format(date=words.due(last.kept_until, self._zone)))
        if last.returned_by_name:
            parts.append(self.tr("Returned by {name}").format(name=last.returned_by_name))
        if last.late_fee:
            fee = words.money(last.late_fee, last.currency)
            parts.append(self.tr("overdue fee {amount}").format(amount=fee))
        return " · ".join(parts)

    def _show_names(self) -> None:
        said = self.private_words()
        style.put(self._private, said if self._show_private.isChecked() else "•••••" if said else "")
        self._show_private.setEnabled(bool(said))

    def _show_nothing(self) -> None:
        self._last = None
        self._show_private.setChecked(False)
        self._title.put("")
        self._barcode.clear()
        style.tint(self._board, back="#ffffff")
        style.tint(self._where, text=style.QUIET)
        self._icon.setPixmap(style.pixmap("barcode-scan", style.QUIET, 84))
        self._where.setText(self.tr("Scan the items that come back"))
        self._show_names()

    def _cells(self, returned: CheckedIn) -> list[Cell]:
        icon, colour, _ = _LOOKS[returned.next]
        remarks = self.tr("was on loan") if returned.was_on_loan else self.tr("was not on loan")
        return [
            Cell(returned.title),
            Cell(returned.barcode),
            Cell(words.next_stop(returned.next, returned.to), style.icon(icon, colour)),
            Cell(remarks),
        ]
