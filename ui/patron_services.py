"""The patron services page: a tab for each patron that is open, one for the item last looked at, and who is active.

Tabs of patrons are reused, the one longest unused first: making one anew would take a frame of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QTabBar, QToolButton, QVBoxLayout, QWidget

from deskapp.domain.values import ItemId, PatronId
from ui import style
from ui.item_page import ItemPageView
from ui.patron_tab import PatronTab
from ui.scan import ScanQueue
from ui.session import ActivePatron

if TYPE_CHECKING:
    from deskapp.desk.desk import Desk
    from deskapp.desk.record import Changes

_MOST_TABS = 6
AFTER_PAINT_MS = 80
"""Until a patron is surely painted, and what is said of the one before."""


class PatronServices(QWidget):
    """Holds the tabs. Looking at another tab never changes who is active."""

    opened = Signal(object)  # PatronTab, newly made: whoever listens connects it
    closing = Signal(object)  # PatronId of the tab that staff close

    def __init__(self, desk: Desk, active: ActivePatron, scans: ScanQueue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._active, self._scans = desk, active, scans
        self._bar = QTabBar(documentMode=True, expanding=False, drawBase=False)
        self._bar.setElideMode(Qt.TextElideMode.ElideRight)
        self._bar.setUsesScrollButtons(True)
        self._bar.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._bar.setAccessibleName(self.tr("Open patrons"))
        self._bar.currentChanged.connect(self._show_current)
        self._close = QToolButton()
        self._close.setAutoRaise(True)
        self._close.setToolTip(self.tr("Close this tab (Ctrl+W)"))
        self._close.setIcon(style.icon("close", style.QUIET))
        self._close.setAccessibleName(self.tr("Close this tab"))
        self._close.clicked.connect(self.close_current)
        self._stack = QStackedWidget()
        self._welcome = QLabel(self.tr("Scan a patron's card to begin,\nor type a name in the field above."))
        self._welcome.setAlignment(Qt.AlignmentFlag.AlignCenter)
        style.sized(self._welcome, 14)
        style.tint(self._welcome, text=style.QUIET)
        self._stack.addWidget(self._welcome)
        self._used: list[PatronTab] = []  # the longest unused first
        self._spare: list[PatronTab] = []
        self.item_view = ItemPageView(desk, active)
        self._stack.addWidget(self.item_view)
        self._arrange()
        active.changed.connect(self._show_active)
        self._show_current()

    def _arrange(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(6, 4, 6, 0)
        top.addWidget(self._bar, 1)
        top.addWidget(self._close)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self._stack, 1)

    # What is open

    def current(self) -> QWidget | None:
        """The widget of the tab in front."""
        page = self._bar.tabData(self._bar.currentIndex()) if self._bar.count() else None
        return page if isinstance(page, QWidget) else None

    def current_patron_tab(self) -> PatronTab | None:
        page = self.current()
        return page if isinstance(page, PatronTab) else None

    def patron_tab(self, patron: PatronId) -> PatronTab | None:
        return next((tab for tab in self.patron_tabs() if tab.patron() == patron), None)

    def patron_tabs(self) -> Iterator[PatronTab]:
        pages = (self._bar.tabData(index) for index in range(self._bar.count()))
        return (page for page in pages if isinstance(page, PatronTab))

    # Opening and closing

    def open_patron(self, patron: PatronId) -> PatronTab:
        """Open the patron's tab, or return to it in the state it was left."""
        tab = self.patron_tab(patron) or self._free_tab()
        tab.show_patron(patron)
        self._front(tab, tab.panel.name if tab.panel else "")
        if tab in self._used:
            self._used.remove(tab)
        self._used.append(tab)
        self._show_active_on(tab)
        QTimer.singleShot(AFTER_PAINT_MS, self, lambda: self._desk.saw(patron, "panel"))
        return tab

    def open_item(self, item: ItemId) -> None:
        """Show an item's page in the one tab for that."""
        page = self._desk.item_page(item)
        self.item_view.show_page(page)
        self._front(self.item_view, page.title)
        self._bar.setTabIcon(self._index(self.item_view), style.icon("book-open-variant", style.CALM))

    def close_current(self) -> None:
        """Close the tab in front; the patron in it is finished, if active."""
        page = self.current()
        if isinstance(page, PatronTab):
            self.closing.emit(page.patron())
            self._used.remove(page)
            self._spare.append(page)
        if page is not None:
            self._bar.removeTab(self._bar.currentIndex())

    def prepare(self) -> None:
        """Make a tab ready for the next patron, while nobody waits."""
        if not self._spare and len(self._used) < _MOST_TABS:
            self._spare.append(self._made_tab())

    def step(self, by: int) -> None:
        """Look at a neighbouring tab."""
        if self._bar.count():
            self._bar.setCurrentIndex((self._bar.currentIndex() + by) % self._bar.count())

    # Keeping what is shown true

    def reload(self, changes: Changes | None = None) -> None:
        """Show again what an act touched, or everything; tabs behind wait until they are looked at."""
        current = self.current()
        for tab in self.patron_tabs():
            tab.stale = tab.stale or changes is None or tab.shows_any(changes)
            if tab is current and tab.stale and self.isVisible():
                self._reload_tab(tab)
        if current is self.item_view:
            self._reload_item(changes)

    def _reload_item(self, changes: Changes | None) -> None:
        page = self.item_view.page()
        if page is not None and (changes is None or page.id in changes.items or page.title_id in changes.titles):
            self.item_view.show_page(self._desk.item_page(page.id))

    def showEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        super().showEvent(event)
        self._show_current()

    # Underneath

    def _front(self, page: QWidget, title: str) -> None:
        index = self._index(page)
        if index < 0:
            self._bar.blockSignals(True)
            index = self._bar.addTab(title)
            self._bar.setTabData(index, page)
            self._bar.blockSignals(False)
        if self._bar.tabText(index) != title:
            self._bar.setTabText(index, title)
        self._bar.setTabToolTip(index, title)
        self._bar.setCurrentIndex(index)
        self._show_current()

    def _index(self, page: QWidget) -> int:
        return next((index for index in range(self._bar.count()) if self._bar.tabData(index) is page), -1)

    def _show_current(self) -> None:
        page = self.current()
        self._stack.setCurrentWidget(page or self._welcome)
        style.reveal(self._bar, page is not None)
        style.reveal(self._close, page is not None)
        if isinstance(page, PatronTab) and page.stale and self.isVisible():
            self._reload_tab(page)
        if page is self.item_view and self.isVisible():
            self._reload_item(None)

    def _reload_tab(self, tab: PatronTab) -> None:
        """Show the patron as they are now, also on the tab and beside the scan field: they may have a new name."""
        tab.reload()
        panel = tab.panel
        if panel is None:
            return
        index = self._index(tab)
        if self._bar.tabText(index) != panel.name:
            self._bar.setTabText(index, panel.name)
            self._bar.setTabToolTip(index, panel.name)
        if panel.id == self._active.id:
            self._active.call(panel.name, panel.card)

    def _free_tab(self) -> PatronTab:
        if self._spare:
            return self._spare.pop()
        free = (tab for tab in self._used if tab.patron() != self._active.id and not tab.unsaved())
        if len(self._used) >= _MOST_TABS and (tab := next(free, None)):
            self._bar.blockSignals(True)
            self._bar.moveTab(self._index(tab), self._bar.count() - 1)
            self._bar.blockSignals(False)
            return tab
        return self._made_tab()

    def _made_tab(self) -> PatronTab:
        tab = PatronTab(self._desk, self._scans)
        self._stack.addWidget(tab)
        self.opened.emit(tab)
        return tab

    def _show_active(self) -> None:
        """Colour the active patron's tab, and tell every head who is active."""
        for tab in self.patron_tabs():
            self._show_active_on(tab)

    def _show_active_on(self, tab: PatronTab) -> None:
        index, is_active = self._index(tab), tab.patron() == self._active.id
        colour = QColor(style.ACTIVE if is_active else style.TEXT)
        if self._bar.tabTextColor(index) != colour:
            self._bar.setTabTextColor(index, colour)
            self._bar.setTabIcon(index, style.icon(*(_ACTIVE_ICON if is_active else _OTHER_ICON)))
        tab.header.show_active(is_active, self._active.name)


_ACTIVE_ICON = ("account-check", style.ACTIVE)
_OTHER_ICON = ("account-outline", style.QUIET)
