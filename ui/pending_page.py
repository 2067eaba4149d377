"""What this desk recorded and central has not decided yet: when, who, what, of which item and patron."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QLocale, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from deskapp.desk.views import PendingRow
from ui import style, words
from ui.connection_words import explanation
from ui.item_words import act
from ui.lazy_table import LazyModel
from ui.link import LinkState
from ui.table import table_view

if TYPE_CHECKING:
    from deskapp.desk.desk import Desk

MOST = 10_000
"""So many are listed, the oldest first; nobody reads more."""

_HIDDEN = "•••••"
_PAUSE_MS = 400


class PendingPage(QWidget):
    """The events, the oldest first, and what there is to know of them. Names are private, as everywhere."""

    open_patron = Signal(object)  # PatronId
    open_item = Signal(object)  # ItemId

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._pause = QTimer(self, interval=_PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self.reload)
        self.model: LazyModel[PendingRow] = LazyModel(
            (
                self.tr("When"),
                self.tr("What"),
                self.tr("Who"),
                self.tr("Barcode"),
                self.tr("Title"),
                self.tr("Patron"),
            ),
            self._words,
            self,
        )
        self.view = table_view(self.model, (150, 200, 110, 140, 0, 190), self.tr("Events that wait"))
        self.view.setSelectionMode(self.view.SelectionMode.SingleSelection)
        self.view.selectionModel().selectionChanged.connect(self._show_chosen)
        self.view.doubleClicked.connect(lambda: self._item.click())
        self._heading, self._safe, self._none = QLabel(), QLabel(), QLabel(self.tr("Everything was sent."))
        self._make_buttons()
        self._arrange()
        self.show_state(LinkState.OFFLINE)
        self._show_chosen()

    def _make_buttons(self) -> None:
        self._names = QPushButton(style.icon("eye-outline"), self.tr("Show &names (hold F9)"))
        self._names.setCheckable(True)
        self._names.toggled.connect(self.model.say_anew)
        self._anew = QPushButton(style.icon("refresh"), self.tr("Read &anew"))
        self._anew.clicked.connect(self.reload)
        self._item = QPushButton(style.icon("book-outline"), self.tr("Page of the &item"))
        self._item.clicked.connect(self._go_to_item)
        self._patron = QPushButton(style.icon("account-outline"), self.tr("&Open the patron"))
        self._patron.clicked.connect(self._go_to_patron)
        for button in (self._names, self._anew, self._item, self._patron):
            button.setAutoDefault(False)

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
        """Ask the desk again; the selected one stays selected."""
        self._pause.stop()
        chosen = self._chosen()
        rows = self._desk.pending(MOST)
        self.model.set_rows(rows)
        self._show_count(len(rows))
        style.reveal(self._none, not rows)
        style.reveal(self.view, bool(rows))
        number = next((n for n, row in enumerate(rows) if chosen is not None and row.event == chosen.event), -1)
        if number >= 0:
            flags = QItemSelectionModel.SelectionFlag
            self.view.selectionModel().setCurrentIndex(self.model.index(number, 0), flags.ClearAndSelect | flags.Rows)
        self._show_chosen()

    def show_state(self, state: LinkState) -> None:
        """How the connection stands, and so what becomes of what waits."""
        style.put(self._safe, "\n".join(explanation(state)))

    def touched(self) -> None:
        """Something was recorded, or sent: read anew when nothing more comes for a moment."""
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
        name = row.patron_name if self._names.isChecked() else _HIDDEN
        at = words.moment(row.at, self._desk.branch.zone)
        return at, act(row.kind), row.staff, row.barcode, row.title, name if row.patron_name else ""

    def _chosen(self) -> PendingRow | None:
        chosen = self.view.selectionModel().selectedRows()
        return self.model.row(chosen[0].row()) if chosen else None

    def _show_chosen(self) -> None:
        row = self._chosen()
        self._item.setEnabled(row is not None and row.item is not None)
        self._patron.setEnabled(row is not None and row.patron is not None)

    def _go_to_item(self) -> None:
        if (row := self._chosen()) is not None and row.item is not None:
            self.open_item.emit(row.item)

    def _go_to_patron(self) -> None:
        if (row := self._chosen()) is not None and row.patron is not None:
            self.open_patron.emit(row.patron)
