"""What this desk recorded and central has not decided yet: when, who, what, of which item and patron."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from deskapp.desk.views import PendingRow
from ui import style, words
from ui.connection_words import explanation
from ui.item_words import act
from ui.link import LinkState
from ui.rows_page import HIDDEN, RowsPage

if TYPE_CHECKING:
    from deskapp.desk.desk import Desk

MOST = 10_000
"""So many are listed, the oldest first; nobody reads more."""


class PendingPage(RowsPage[PendingRow]):
    """The events, the oldest first, and what there is to know of them. Names are private, as everywhere."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._make_table(
            (
                self.tr("When"),
                self.tr("What"),
                self.tr("Who"),
                self.tr("Barcode"),
                self.tr("Title"),
                self.tr("Patron"),
            ),
            (143, 240, 90, 133, 0, 160),
            self.tr("Events that wait"),
        )
        self.view.activated.connect(lambda: self._item.click())
        self._heading, self._safe, self._none = QLabel(), QLabel(), QLabel(self.tr("Everything was sent."))
        self._anew = QPushButton(style.icon("refresh"), self.tr("Read &anew"))
        self._anew.setAutoDefault(False)
        self._anew.clicked.connect(self.reload)
        self._arrange()
        self.show_state(LinkState.OFFLINE)
        self._show_chosen()

    def _arrange(self) -> None:
        style.sized(self._heading, 15, bold=True)
        style.sized(self._none, 13)
        self._none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._none.setMinimumHeight(120)
        self._safe.setWordWrap(True)
        self._safe.setContentsMargins(10, 6, 10, 6)
        style.tint(self._safe, back=style.CALM_SOFT)
        top, deeds = QHBoxLayout(), QHBoxLayout()
        top.addWidget(self._heading, 1)
        top.addWidget(self._names)
        top.addWidget(self._anew)
        deeds.addWidget(self._item)
        deeds.addWidget(self._patron)
        deeds.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(10)
        column.addLayout(top)
        column.addWidget(self._safe)
        column.addWidget(self._none, 1)
        column.addWidget(self.view, 1)
        column.addLayout(deeds)

    # What the window asks

    def reload(self) -> None:
        """Ask the desk again; the selected one stays selected, or else the oldest is."""
        self._pause.stop()
        chosen = self._chosen()
        rows = self._desk.pending(MOST)
        self.model.set_rows(rows)
        self._show_count(len(rows))
        style.reveal(self._none, not rows)
        style.reveal(self.view, bool(rows))
        number = next((n for n, row in enumerate(rows) if chosen is not None and row.event == chosen.event), 0)
        if rows:
            self._choose(number)
        self._show_chosen()

    def show_state(self, state: LinkState) -> None:
        """How the connection stands, and so what becomes of what waits."""
        style.put(self._safe, "\n".join(explanation(state)))

    # Underneath

    def _show_count(self, listed: int) -> None:
        waiting = max(self._desk.status().pending, listed)
        if waiting > listed:
            text = self.tr("Waiting for central: the oldest {listed} of {count}")
        else:
            text = self.tr("Waiting for central: {count}")
        locale = QLocale()
        style.put(self._heading, text.format(listed=locale.toString(listed), count=locale.toString(waiting)))

    def _words(self, row: PendingRow) -> tuple[str, ...]:
        name = row.patron_name if self._names.isChecked() else HIDDEN
        at = words.moment(row.at, self._desk.branch.zone)
        return at, act(row.kind), row.staff, row.barcode, row.title, name if row.patron_name else ""

    def _show_chosen(self) -> None:
        row = self._chosen()
        self._item.setEnabled(row is not None and row.item is not None)
        self._patron.setEnabled(row is not None and row.patron is not None)
