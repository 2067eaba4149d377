"""Who takes the items away when it is not the patron: a proxy, or somebody with the family's card."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from deskapp.desk.answers import Hit, PatronHit
from deskapp.domain.values import PatronId
from ui import style
from ui.choose import choose_hit
from ui.desk_line import DeskLine
from ui.lane import Message, Tone
from ui.scan import Scanned, ScanQueue

if TYPE_CHECKING:
    from deskapp.desk.desk import Desk


class TakenBy(QFrame):
    """A card is scanned, or a card or name typed, into it. It stays until it is cleared or the patron is finished."""

    changed = Signal()
    said = Signal(object)  # Message

    def __init__(
        self,
        desk: Desk,
        scans: ScanQueue | None,
        parent: QWidget | None = None,
        choose: Callable[[QWidget | None, Sequence[Hit]], Hit | None] = choose_hit,
    ) -> None:
        super().__init__(parent)
        self._desk, self._scans, self._choose = desk, scans, choose
        self._capturing = ExitStack()
        self._taker: PatronId | None = None
        self._label = QLabel(self.tr("Ta&ken by (F12)"))
        self._edit = DeskLine()
        self._edit.setAccessibleName(self.tr("Who takes the items away"))
        self._edit.setPlaceholderText(self.tr("scan their card"))
        self._edit.setClearButtonEnabled(True)
        self._edit.setMinimumWidth(110)
        self._label.setBuddy(self._edit)
        self.setFocusProxy(self._edit)
        self._edit.installEventFilter(self)
        self._edit.textChanged.connect(self._edited)
        self._edit.returnPressed.connect(self._entered)
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 3, 6, 3)
        row.addWidget(self._label)
        row.addWidget(self._edit, 1)

    def value(self) -> PatronId | None:
        return self._taker

    def name(self) -> str:
        """Who it is; nothing where it is the patron."""
        return self._edit.text() if self._taker is not None else ""

    def clear(self) -> None:
        self._edit.clear()

    def put(self, taker: PatronHit) -> None:
        """From now on this person takes what the patron borrows."""
        self._edit.setText(taker.name)
        self._edit.setCursorPosition(0)
        self._taker = taker.id
        self._show()
        self.changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        match event.type():
            case QEvent.Type.FocusIn:
                self._listen(True)
            case QEvent.Type.FocusOut:
                self._listen(False)
                self._left()
            case QEvent.Type.ShortcutOverride | QEvent.Type.KeyPress if isinstance(event, QKeyEvent):
                return self._key(event)
        return False

    def _key(self, event: QKeyEvent) -> bool:
        """Esc in here clears it; only then does it finish the patron."""
        if event.key() != Qt.Key.Key_Escape or not self._edit.text():
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
        else:
            self.clear()
        return True

    def _listen(self, yes: bool) -> None:
        """While the field has the keyboard, and nobody is in it yet, a scan is the taker's card."""
        self._capturing.close()
        if yes and self._taker is None and self._scans is not None:
            self._capturing.enter_context(self._scans.capture(self._scanned))

    def _scanned(self, scan: Scanned) -> None:
        self._find(scan.raw, asking=True)

    def _entered(self) -> None:
        if self._taker is None and self._edit.text().strip():
            self._find(self._edit.text(), asking=True)

    def _left(self) -> None:
        """What was typed and never looked up is nobody: it must not look as if it held."""
        if self._taker is None and self._edit.text().strip():
            self._find(self._edit.text(), asking=False)

    def _find(self, text: str, *, asking: bool) -> None:
        hits = [hit for hit in self._desk.find(text).hits if isinstance(hit, PatronHit)]
        found = hits[0] if len(hits) == 1 else self._choose(self, hits) if hits and asking else None
        if isinstance(found, PatronHit):
            self._listen(False)
            self.put(found)
            return
        self.clear()
        lines = (self.tr("Scan or type the card of whoever takes the items, or leave the field empty."),)
        self.said.emit(Message(Tone.ATTENTION, self.tr("Nobody is entered as the taker."), lines))

    def _edited(self) -> None:
        """A name that is changed is nobody until it is looked up again."""
        if self._taker is not None:
            self._taker = None
            self._show()
            self.changed.emit()
        if not self._edit.text() and self._edit.hasFocus():
            self._listen(True)

    def _show(self) -> None:
        kept = self._taker is not None
        style.tint(self, back=style.WARN_SOFT if kept else style.WINDOW)
        style.tint(self._label, text=style.WARN if kept else style.TEXT)
        style.sized(self._label, 10.5, bold=kept)
