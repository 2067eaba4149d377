"""The scans that were made while the desk was locked: shown after unlocking, and dealt with only when staff say so."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QDeadlineTimer, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from deskapp.desk.answers import Hit, ItemHit, PatronHit
from ui import style, words
from ui.scan import Scanned
from ui.sign_in_form import badge_holder
from ui.sign_in_words import plurals

if TYPE_CHECKING:
    from deskapp.desk.desk import Desk

_ROWS = 5
_WIDTH, _LEFT, _MARGIN, _BELOW = 965, 112, 20, 62  # pixels; right of the rail, and not over the messages


class HeldScans(QFrame):
    """Hidden while there are none. Scans that come while it is shown join the end: their order counts."""

    processed = Signal(object)  # list[Scanned]
    emptied = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scans: list[Scanned] = []
        self._resting = QDeadlineTimer()
        self._said = QLabel()
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Scans that wait"))
        self.process = QPushButton(style.icon("play"), self.tr("&Process them (Enter)"))
        self.discard = QPushButton(self.tr("Discard the selec&ted one (Del)"))
        self.discard_all = QPushButton(self.tr("Discard &all (Shift+Del)"))
        self.process.clicked.connect(self._process)
        self.discard.clicked.connect(self._drop)
        self.discard_all.clicked.connect(self._drop_all)
        for keys, deed in (("Del", self._drop), ("Shift+Del", self._drop_all)):
            QShortcut(QKeySequence(keys), self, deed, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.list.itemSelectionChanged.connect(lambda: self.discard.setEnabled(bool(self.list.selectedItems())))
        self._arrange()
        self.hide()

    def _arrange(self) -> None:
        self.setFrameShape(QFrame.Shape.StyledPanel)
        style.tint(self, back=style.WARN_SOFT)
        style.sized(self._said, 11.5, bold=True)
        style.tint(self._said, text=style.WARN)
        self._said.setWordWrap(True)
        self.discard.setEnabled(False)
        buttons, row, column = QVBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        for button in (self.process, self.discard, self.discard_all):
            button.setAutoDefault(True)  # Enter presses the one that has the focus
            buttons.addWidget(button)
        buttons.addStretch()
        row.addWidget(self.list, 1)
        row.addLayout(buttons)
        column.setContentsMargins(12, 6, 8, 6)
        column.addWidget(self._said)
        column.addLayout(row)

    def hold(self, scan: Scanned) -> None:
        """Keep a scan; nothing is done with it, and what it is is not looked up yet."""
        self._scans.append(scan)

    def count(self) -> int:
        return len(self._scans)

    def show_scans(self, desk: Desk) -> None:
        """Say what they are, and ask. The Enter that unlocked the desk may bounce, and does not answer."""
        self.list.clear()
        for scan in self._scans:
            what = self._what(desk, scan.raw)
            item = QListWidgetItem(f"{scan.raw}   {what}")
            item.setToolTip(item.text())
            self.list.addItem(item)
        rows = max(1, min(len(self._scans), _ROWS))
        height = rows * max(self.list.sizeHintForRow(0), 20) + 2 * self.list.frameWidth() + 2
        self.list.setFixedHeight(max(height, self.process.sizeHint().height() * 3 + 14))
        self.list.setCurrentRow(0)
        self._count()
        self._lie_over()
        self._resting = QDeadlineTimer(QApplication.doubleClickInterval())
        self.process.setFocus(Qt.FocusReason.OtherFocusReason)

    def _what(self, desk: Desk, raw: str) -> str:
        """What a scan would be taken for, but for its number."""
        holder = badge_holder(desk, raw)
        if holder is not None:
            return self.tr("badge of {name}").format(name=holder)
        hits = desk.find(raw).hits
        return words.hit(_without(raw, hits[0])) if hits else self.tr("not known here")

    def _lie_over(self) -> None:
        """Over the page, below the scan field."""
        parent = self.parentWidget()
        if parent is not None:
            width = min(_WIDTH, parent.width() - _LEFT - _MARGIN)
            self.setGeometry(_LEFT, _BELOW, width, self.sizeHint().height())
        self.raise_()

    def _process(self) -> None:
        if self._resting.hasExpired():
            scans, self._scans = self._scans, []
            self._count()
            self.processed.emit(scans)

    def _drop(self) -> None:
        row = self.list.currentRow()
        if row >= 0:
            self.list.takeItem(row)
            del self._scans[row]
            self._count()
            self.list.setCurrentRow(min(row, len(self._scans) - 1))

    def _drop_all(self) -> None:
        self._scans.clear()
        self._count()

    def _count(self) -> None:
        self._said.setText(plurals.scans_held(len(self._scans)))
        self.setVisible(bool(self._scans))
        if not self._scans:
            self.list.clear()
            self.emptied.emit()


def is_code(desk: Desk, raw: str) -> bool:
    """Whether what a machine typed is a number of the library's, rather than a password."""
    found = desk.find(raw)
    codes = {hit.barcode if isinstance(hit, ItemHit) else hit.card for hit in found.hits if isinstance(hit, _CODED)}
    return found.isbn or found.text.isdecimal() or found.text in codes


_CODED = (ItemHit, PatronHit)


def _without(number: str, hit: Hit) -> Hit:
    """What was found, without the number if it is the one that stands beside it."""
    match hit:
        case ItemHit(barcode=found) if found == number:
            return replace(hit, barcode="")
        case PatronHit(card=found) if found == number:
            return replace(hit, card="")
        case _:
            return hit
