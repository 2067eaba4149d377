"""The acts on the requests that are selected, as one menu: below a button, by right click, and by key on the table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QTableView, QWidget

from deskapp.desk.views import HoldRow
from deskapp.domain.records import HoldState
from ui import style

Rows = Sequence[HoldRow]
Fits = Callable[[Rows], bool]


@dataclass(frozen=True, slots=True)
class Deed:
    """One act: its words and key, the requests it fits, and what it does."""

    text: str
    icon: str
    key: str
    fits: Fits
    do: Callable[[], None]


class RequestMenu(QMenu):
    """Offers of the acts what fits the selection."""

    def __init__(self, deeds: Sequence[Deed], table: QTableView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._deeds: list[tuple[Deed, QAction]] = []
        self._rows: tuple[HoldRow, ...] = ()
        for deed in deeds:
            action = QAction(style.icon(deed.icon), deed.text, self)
            action.triggered.connect(deed.do)
            action.setShortcut(QKeySequence(deed.key))  # shown beside the words; the table itself takes the key
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            action.setShortcutVisibleInContextMenu(True)
            self.addAction(action)
            key = QShortcut(QKeySequence(deed.key), table, lambda deed=deed: self._by_key(deed))
            key.setContext(Qt.ShortcutContext.WidgetShortcut)
            self._deeds.append((deed, action))
        self.offer(())

    def offer(self, rows: Rows) -> None:
        """Enable what fits these requests."""
        self._rows = tuple(rows)
        for deed, action in self._deeds:
            action.setEnabled(bool(rows) and deed.fits(rows))

    def _by_key(self, deed: Deed) -> None:
        if self._rows and deed.fits(self._rows):
            deed.do()


def any_of(rows: Rows) -> bool:
    return bool(rows)


def one(rows: Rows) -> bool:
    return len(rows) == 1


def waiting(rows: Rows) -> bool:
    return all(row.state is HoldState.WAITING for row in rows)


def suspended(rows: Rows) -> bool:
    return all(row.suspended and row.state is HoldState.WAITING for row in rows)
