"""The shelves page: what to pull, what waits to be fetched, what was not fetched, what travels, and what is marked."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from deskapp.desk.answers import CheckedIn
from deskapp.desk.views import Shelf, ShelfRow
from deskapp.domain.values import ItemId
from ui import request_words, style
from ui.answer_strip import AnswerStrip
from ui.desk_line import DeskLine
from ui.request_words import DeskList
from ui.shelf_view import ShelfView
from ui.sure_strip import SureStrip

if TYPE_CHECKING:
    from deskapp.desk.desk import Desk

_LISTS = tuple(DeskList)
_TAKES_BACK = (DeskList.TO_PULL, DeskList.EXPIRED, DeskList.TRANSIT)
_PAUSE_MS = 400
"""After so long without an act the lists are read anew: not between two scans."""
_QUICK = 0.25
"""Seconds. A list that takes longer to read is read when it is turned to, or asked for, and not after each act."""


class ShelvesPage(QWidget):
    """Shows one list at a time. An item taken back leaves it at once; the lists are read anew in the next pause."""

    take_back = Signal(list)  # of ItemId: check these in, one by one
    print_list = Signal(object, object)  # DeskList, rows as they are shown
    open_patron = Signal(object)  # PatronId
    open_item = Signal(object)  # ItemId

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._took: dict[DeskList, float] = {}
        self._stale: set[DeskList] = set(_LISTS)
        self._pause = QTimer(self, interval=_PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self._read_next)
        self._next = QTimer(self, interval=0, singleShot=True)
        self._next.timeout.connect(self._read_next)
        self.tabs = QTabBar(expanding=False, drawBase=False)
        self.tabs.setAccessibleName(self.tr("Lists"))
        self._stack, self._views = QStackedWidget(), {which: ShelfView(which, desk.branch.zone) for which in _LISTS}
        for which, view in self._views.items():
            self.tabs.addTab(request_words.list_name(which))
            self._stack.addWidget(view)
            view.chosen.connect(self._show_chosen)
            view.entered.connect(self._enter)
        self._hint, self._count, self.answer, self._sure = (
            QLabel(),
            QLabel(),
            AnswerStrip(),
            SureStrip(self.tr("Check &them in")),
        )
        self._make_controls()
        self._arrange()
        self.tabs.currentChanged.connect(self._turn)
        self._turn()

    def _make_controls(self) -> None:
        self._filter = DeskLine()
        self._filter.setAccessibleName(self.tr("Words to find on the list"))
        self._filter.setPlaceholderText(self.tr("Find on the list"))
        self._filter.setClearButtonEnabled(True)
        self._filter.addAction(style.icon("filter-outline", style.QUIET), DeskLine.ActionPosition.LeadingPosition)
        self._filter.textChanged.connect(self._find)
        self._names = QPushButton(style.icon("eye-outline"), self.tr("Show &names (hold F9)"))
        self._names.setCheckable(True)
        self._names.toggled.connect(self._show_names)
        self._anew = QPushButton(style.icon("refresh"), self.tr("Read &anew"))
        self._anew.clicked.connect(self.reload)
        self._check_in = QPushButton(style.icon("tray-arrow-down"), self.tr("&Check in"))
        self._check_in.setToolTip(self.tr("Checks the selected items in, one by one (Enter)"))
        self._check_in.clicked.connect(lambda: self.take_back.emit(self._items()))
        self._clear = QPushButton(style.icon("broom"), self.tr("Clear a&ll…"))
        self._clear.setToolTip(self.tr("Checks in everything on the list, one by one"))
        self._clear.clicked.connect(self._ask_to_clear)
        self._sure.sure.connect(lambda: self.take_back.emit([row.item for row in self.view().model.shown()]))
        self._item = QPushButton(style.icon("book-outline"), self.tr("Page of the &item"))
        self._item.clicked.connect(lambda: self.open_item.emit(self.view().rows()[0].item))
        self._patron = QPushButton(style.icon("account-outline"), self.tr("&Open the patron"))
        self._patron.clicked.connect(lambda: self.open_patron.emit(self.view().rows()[0].patron))
        self._print = QPushButton(style.icon("printer-outline"), self.tr("&Print list"))
        self._print.setToolTip(self.tr("Prints the rows in sight, in their order"))
        self._print.clicked.connect(lambda: self.print_list.emit(self.current(), self.view().model.shown()))
        for button in (
            self._names, self._anew, self._check_in, self._clear, self._item, self._patron, self._print
        ):  # fmt: skip
            button.setAutoDefault(False)

    def _arrange(self) -> None:
        style.tint(self._hint, text=style.QUIET)
        style.tint(self._count, text=style.QUIET)
        self._hint.setWordWrap(True)
        finding, deeds = QHBoxLayout(), QHBoxLayout()
        finding.addWidget(self._filter, 1)
        finding.addWidget(self._count)
        finding.addWidget(self._names)
        finding.addWidget(self._anew)
        for widget in (self._check_in, self._clear, self._item, self._patron):
            deeds.addWidget(widget)
        deeds.addStretch()
        deeds.addWidget(self._print)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 12)
        column.setSpacing(8)
        column.addWidget(self.tabs)
        column.addWidget(self._hint)
        column.addLayout(finding)
        column.addWidget(self.answer)
        column.addWidget(self._stack, 1)
        column.addWidget(self._sure)
        column.addLayout(deeds)

    # What is shown

    def current(self) -> DeskList:
        return _LISTS[self.tabs.currentIndex()]

    def turn_to(self, which: DeskList) -> None:
        self.tabs.setCurrentIndex(_LISTS.index(which))

    def view(self) -> ShelfView:
        """The list in front."""
        return self._views[self.current()]

    def takes_back(self) -> bool:
        """Whether an item scanned at this list is checked in."""
        return self.current() in _TAKES_BACK

    def go_to(self, item: ItemId) -> bool:
        """Put an item's line in front; whether the list has it."""
        self._filter.clear()
        return self.view().go_to(item)

    def show_answer(self, answer: CheckedIn) -> None:
        """Say where an item goes that was taken back here, and take its line out."""
        self.answer.show_answer(answer)
        self.view().take_out([answer.item])
        self._show_count(self.current())

    def forget(self, item: ItemId) -> None:
        """What was said last of this item was undone."""
        if self.answer.item == item:
            self.answer.hide()

    def reveal(self, yes: bool) -> None:
        """The privacy key went down, or up."""
        self._names.setChecked(yes)

    # Keeping what is shown true

    def reload(self) -> None:
        """Read the lists anew: the one in front at once, the others each in a turn of its own."""
        self._stale = set(_LISTS)
        if self.isVisible():
            self._read(self.current())
            self._next.start()

    def touched(self) -> None:
        """Something was done: the lists are read anew when nothing more comes for a moment."""
        self._stale = set(_LISTS)
        if self.isVisible():
            self._pause.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.reload()

    def hideEvent(self, event: QHideEvent) -> None:
        self._names.setChecked(False)
        self.answer.hide()
        self._pause.stop()
        super().hideEvent(event)

    def _read_next(self) -> None:
        """One of those that are read quickly; the rest stays as it was, less what was taken out, until turned to."""
        quick = [which for which in _LISTS if which in self._stale and self._took.get(which, 0) <= _QUICK]
        if quick and self.isVisible():
            self._read(self.current() if self.current() in quick else quick[0])
            self._next.start()

    def _read(self, which: DeskList) -> None:
        began = perf_counter()
        rows = self._rows(which)
        self._took[which] = perf_counter() - began
        self._stale.discard(which)
        self._views[which].set_rows(rows)
        self._show_count(which)

    def _rows(self, which: DeskList) -> tuple[ShelfRow, ...]:
        return self._desk.marked_items() if which is DeskList.MARKED else self._desk.shelf(Shelf(which))

    # Underneath

    def _turn(self) -> None:
        which = self.current()
        self._stack.setCurrentWidget(self.view())
        style.put(self._hint, request_words.list_hint(which))
        self.answer.hide()
        self._sure.hide()
        self._check_in.setVisible(self.takes_back())
        self._clear.setVisible(which is DeskList.EXPIRED)  # elsewhere not everything is in hand
        self._find(self._filter.text())
        if which in self._stale and self.isVisible():
            self._read(which)
        self._show_chosen()

    def _find(self, text: str) -> None:
        self.view().filter(text)
        self._show_count(self.current())

    def _show_names(self, yes: bool) -> None:
        for view in self._views.values():
            view.model.show_names(yes)

    def _show_count(self, which: DeskList) -> None:
        model = self._views[which].model
        total, shown = model.total(), len(model.shown())
        name = request_words.list_name(which)
        self.tabs.setTabText(_LISTS.index(which), f"{name} ({total})" if total else name)
        if which is self.current():
            style.put(self._count, f"{shown} / {total}" if shown != total else "")
            self._clear.setEnabled(shown > 0)
            self._print.setEnabled(shown > 0)

    def _show_chosen(self) -> None:
        rows = self.view().rows()
        self._check_in.setEnabled(bool(rows))
        self._item.setEnabled(len(rows) == 1)
        self._patron.setEnabled(len(rows) == 1 and rows[0].patron is not None)

    def _items(self) -> list[ItemId]:
        return [row.item for row in self.view().rows()]

    def _enter(self) -> None:
        if self.takes_back():
            self.take_back.emit(self._items())
        elif items := self._items():
            self.open_item.emit(items[0])

    def _ask_to_clear(self) -> None:
        count = len(self.view().model.shown())
        self._sure.ask(request_words.plurals.clear(count))
