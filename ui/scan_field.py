"""The scan field: what is typed there goes the way of a scan; letters of a name bring up a list as they are typed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from deskapp.desk.answers import Hit, ItemHit, PatronHit, TitleHit
from ui import style, words
from ui.desk_line import DeskLine

_ICONS: dict[type, str] = {PatronHit: "account", ItemHit: "barcode", TitleHit: "book-open-variant"}
_ROWS = 10


class ScanField(DeskLine):
    """Takes text with Enter, or a hit picked from the list. The list never takes the focus."""

    entered = Signal(str)
    picked = Signal(object)  # Hit

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._search: Callable[[str], tuple[Hit, ...]] = lambda text: ()
        self.setPlaceholderText(self.tr("Card, barcode, ISBN or name"))
        self.setAccessibleName(self.tr("Scan field"))
        self.setAccessibleDescription(self.tr("A patron's card, an item's barcode, an ISBN or a few letters of a name"))
        self.setClearButtonEnabled(True)
        self.addAction(style.icon("barcode-scan", style.QUIET), QLineEdit.ActionPosition.LeadingPosition)
        style.sized(self, 14)
        self._list = QListWidget()
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setAccessibleName(self.tr("What was found"))
        self._list.itemClicked.connect(self._pick)
        self._list.hide()
        self._soon = QTimer(self, singleShot=True, interval=80)
        self._soon.timeout.connect(self._look)
        self.textEdited.connect(self._edited)
        self.returnPressed.connect(self._enter)

    def search_with(self, search: Callable[[str], tuple[Hit, ...]]) -> None:
        self._search = search

    def dismiss(self) -> bool:
        """Close the list, or empty the field; whether there was anything of the kind."""
        if self._list.isVisible():
            self._list.hide()
            return True
        if self.text():
            self.clear()
            return True
        return False

    def hits(self) -> list[Hit]:
        """What the list offers."""
        if not self._list.isVisible():
            return []
        return [self._list.item(row).data(Qt.ItemDataRole.UserRole) for row in range(self._list.count())]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 5, Qt.Key.Key_PageUp: -5}.get(
            Qt.Key(event.key())
        )
        if step is not None and self._list.isVisible():
            row = max(-1, min(self._list.currentRow() + step, self._list.count() - 1))
            self._list.setCurrentRow(row)
            return
        super().keyPressEvent(event)

    def hideEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        self._list.hide()
        self._list.clear()  # it may lie outside of what is hidden
        super().hideEvent(event)

    def focusOutEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        self._list.hide()
        super().focusOutEvent(event)

    def _edited(self, text: str) -> None:
        if _is_name(text):
            self._soon.start()
        else:
            self._soon.stop()
            self._list.hide()

    def _enter(self) -> None:
        self._soon.stop()
        row = self._list.currentRow() if self._list.isVisible() else -1
        text = self.text()
        if row >= 0:
            self._pick(self._list.item(row))
        elif text.strip():
            self._list.hide()
            self.clear()
            self.entered.emit(text)

    def _pick(self, item: QListWidgetItem) -> None:
        hit = item.data(Qt.ItemDataRole.UserRole)
        self._list.hide()
        self.clear()
        self.picked.emit(hit)

    def _look(self) -> None:
        hits = self._search(self.text()) if _is_name(self.text()) else ()
        self._list.clear()
        for hit in hits:
            item = QListWidgetItem(style.icon(_ICONS[type(hit)], style.QUIET), words.hit(hit))
            item.setData(Qt.ItemDataRole.UserRole, hit)
            item.setToolTip(item.text())
            self._list.addItem(item)
        self._list.setCurrentRow(-1)
        if hits:
            self._place(len(hits))
        else:
            self._list.hide()

    def _place(self, rows: int) -> None:
        """Below the field, over whatever is there, inside the window: a window of its own would take the focus."""
        self._list.setParent(self.window())
        height = min(rows, _ROWS) * self._list.sizeHintForRow(0) + 2 * self._list.frameWidth()
        self._list.setFixedSize(max(self.width(), 560), height)
        self._list.move(self.mapTo(self.window(), QPoint(0, self.height())))
        self._list.show()
        self._list.raise_()


def _is_name(text: str) -> bool:
    """Worth searching while it is typed: two letters or more, and no number being typed in full."""
    text = text.strip()
    return len(text) >= 2 and not (text.isdigit() and len(text) > 3)
