"""A page of one table: each row concerns an item and a patron, names stay hidden, and it is read anew in a pause."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from PySide6.QtCore import QItemSelectionModel, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QPushButton, QWidget

from deskapp.domain.values import ItemId, PatronId
from ui import style
from ui.lazy_table import LazyModel
from ui.table import table_view

if TYPE_CHECKING:
    from deskapp.desk.desk import Desk

HIDDEN = "•••••"
"""What stands for a name that is not shown."""

_PAUSE_MS = 400
"""After so long without an act the list is read anew: not between two scans."""


class Concerning(Protocol):
    """What a row is about; either may be missing."""

    @property
    def item(self) -> ItemId | None: ...
    @property
    def patron(self) -> PatronId | None: ...


Row = TypeVar("Row", bound=Concerning)


class RowsPage(QWidget, Generic[Row]):
    """What such pages share. One row is selected at a time, and leads to the page of its item and to its patron."""

    open_patron = Signal(object)  # PatronId
    open_item = Signal(object)  # ItemId

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._pause = QTimer(self, interval=_PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self.reload)
        self._names = QPushButton(style.icon("eye-outline"), self.tr("Show &names (hold F9)"))
        self._names.setCheckable(True)
        self._names.toggled.connect(self._name_people)
        self._item = QPushButton(style.icon("book-outline"), self.tr("Page of the &item"))
        self._item.clicked.connect(self._go_to_item)
        self._patron = QPushButton(style.icon("account-outline"), self.tr("&Open the patron"))
        self._patron.clicked.connect(self._go_to_patron)
        for button in (self._names, self._item, self._patron):
            button.setAutoDefault(False)

    def _make_table(self, headers: Sequence[str], widths: Sequence[int], called: str) -> None:
        self.model: LazyModel[Row] = LazyModel(headers, self._words, self)
        self.view = table_view(self.model, widths, called)
        self.view.setSelectionMode(self.view.SelectionMode.SingleSelection)
        self.view.selectionModel().selectionChanged.connect(self._show_chosen)

    @abstractmethod
    def reload(self) -> None:
        """Ask the desk again."""

    @abstractmethod
    def _words(self, row: Row) -> Sequence[str]:
        """What stands in each column of a row."""

    @abstractmethod
    def _show_chosen(self) -> None:
        """Another row is selected, or its names are shown or hidden."""

    def touched(self) -> None:
        """Something was done: the list is read anew when nothing more comes for a moment."""
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

    def _name_people(self) -> None:
        self.model.say_anew()
        self._show_chosen()

    def _chosen(self) -> Row | None:
        chosen = self.view.selectionModel().selectedRows()
        return self.model.row(chosen[0].row()) if chosen else None

    def _choose(self, number: int) -> None:
        flags = QItemSelectionModel.SelectionFlag
        self.view.selectionModel().setCurrentIndex(self.model.index(number, 0), flags.ClearAndSelect | flags.Rows)

    def _go_to_item(self) -> None:
        if (row := self._chosen()) is not None and row.item is not None:
            self.open_item.emit(row.item)

    def _go_to_patron(self) -> None:
        if (row := self._chosen()) is not None and row.patron is not None:
            self.open_patron.emit(row.patron)
