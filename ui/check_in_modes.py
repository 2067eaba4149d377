"""How items are taken back: a row of buttons in sight all the time, and a coloured band that says an unusual way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum, auto
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ui import style
from ui.moment_field import MomentField


class Mode(StrEnum):
    """What a scan on the check-in page does."""

    NORMAL = auto()
    BOOK_DROP = auto()  # taken back, as of the last closing or of the moment typed
    AMNESTY = auto()  # taken back, and being late costs nothing
    SORT = auto()  # where it belongs; nothing is recorded
    INVENTORY = auto()  # it was seen on its shelf
    IN_HOUSE = auto()  # it was used in the reading room


class _Look(NamedTuple):
    icon: str
    back: str


_LOOKS = {
    Mode.NORMAL: _Look("tray-arrow-down", style.GOOD),
    Mode.BOOK_DROP: _Look("mailbox-open-outline", style.CALM),
    Mode.AMNESTY: _Look("hand-heart-outline", "#8a3b00"),
    Mode.SORT: _Look("sort-variant", "#4a4f57"),
    Mode.INVENTORY: _Look("clipboard-check-outline", "#0b5f66"),
    Mode.IN_HOUSE: _Look("book-open-page-variant-outline", "#6b5600"),
}


class ModeBar(QWidget):
    """The buttons, a key each; below them the band, in every mode but the normal one."""

    changed = Signal(Mode)

    def __init__(
        self,
        zone: str,
        now: Callable[[], datetime],
        last_closing: Callable[[], datetime | None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._last_closing = last_closing
        self._mode = Mode.NORMAL
        self.dropped = MomentField(zone, now, self.tr("Returned on"))
        self._band, self._icon, self._said, self._hint = QFrame(), QLabel(), QLabel(), QLabel()
        self._group = QButtonGroup(self)
        self._buttons: dict[Mode, QPushButton] = {}
        self._arrange()
        self._show()

    def mode(self) -> Mode:
        return self._mode

    def turn_to(self, mode: Mode) -> None:
        """From now on scans are taken so. The book drop counts from the last closing until another moment is typed."""
        self._buttons[mode].setChecked(True)
        if mode is self._mode:
            return
        self._mode = mode
        if mode is Mode.BOOK_DROP:
            self.dropped.put(self._last_closing())
        self._show()
        self.changed.emit(mode)

    def take_over(self, before: ModeBar) -> None:
        """The way that was set on an older page stays: a trolley may be half scanned."""
        self.turn_to(before.mode())
        self.dropped.take_over(before.dropped)

    def _arrange(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(6)
        for mode, (text, tip) in self._texts().items():
            buttons.addWidget(self._button(mode, text, tip))
        buttons.addStretch()
        style.sized(self._said, 13, bold=True)
        self._said.setTextFormat(Qt.TextFormat.PlainText)
        self._said.setWordWrap(True)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        for label in (self._said, self._hint):
            style.tint(label, text="#ffffff")
            texts.addWidget(label)
        band = QHBoxLayout(self._band)
        band.setContentsMargins(14, 6, 14, 6)
        band.setSpacing(12)
        band.addWidget(self._icon)
        band.addLayout(texts, 1)
        band.addWidget(self.dropped)
        self.dropped.setPalette(style.palette())  # not the band's colours
        self.dropped.on_dark()
        self._hint.setText(self.tr("Esc: back to normal"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(buttons)
        column.addWidget(self._band)

    def _button(self, mode: Mode, text: str, tip: str) -> QPushButton:
        button = QPushButton(style.icon(_LOOKS[mode].icon), text)
        button.setCheckable(True)
        button.setAutoDefault(False)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the scan field where it is
        button.setToolTip(tip)
        button.setAccessibleDescription(tip)
        button.clicked.connect(lambda: self.turn_to(mode))
        self._group.addButton(button)
        self._buttons[mode] = button
        return button

    def _texts(self) -> dict[Mode, tuple[str, str]]:
        return {
            Mode.NORMAL: (self.tr("&Normal"), self.tr("Items are taken back now.")),
            Mode.BOOK_DROP: (
                self.tr("&Book drop"),
                self.tr("Items are taken back as of the last closing, or of the moment that you type."),
            ),
            Mode.AMNESTY: (self.tr("No-fee &amnesty"), self.tr("Items are taken back; being late costs nothing.")),
            Mode.SORT: (self.tr("&Sort only"), self.tr("Says where an item belongs; nothing is recorded.")),
            Mode.INVENTORY: (self.tr("&Inventory"), self.tr("Items are seen on their shelf; what is wrong is told.")),
            Mode.IN_HOUSE: (self.tr("In-&house use"), self.tr("Uses in the reading room are counted.")),
        }

    def band_words(self) -> str:
        """What scanning does now, for the band; nothing in the normal mode."""
        return {
            Mode.NORMAL: "",
            Mode.BOOK_DROP: self.tr("BOOK DROP: what you scan counts as returned at that time"),
            Mode.AMNESTY: self.tr("AMNESTY: everything scanned is taken back without overdue fees"),
            Mode.SORT: self.tr("SORT ONLY: nothing scanned is taken back, nothing is recorded"),
            Mode.INVENTORY: self.tr("INVENTORY: everything scanned is seen on its shelf; nothing is taken back"),
            Mode.IN_HOUSE: self.tr("IN-HOUSE USE: everything scanned is counted as used here; nothing is taken back"),
        }[self._mode]

    def _show(self) -> None:
        look = _LOOKS[self._mode]
        self._buttons[self._mode].setChecked(True)
        self._band.setVisible(self._mode is not Mode.NORMAL)
        self.dropped.setVisible(self._mode is Mode.BOOK_DROP)
        style.tint(self._band, back=look.back)
        self._icon.setPixmap(style.pixmap(look.icon, "#ffffff", 32))
        self._said.setText(self.band_words())
        self._band.setAccessibleName(self.band_words())
