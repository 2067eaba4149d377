"""The rail at the left: the pages that staff work on, one key each."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QButtonGroup, QToolButton, QVBoxLayout, QWidget

from ui import style
from ui.scan_flow import Page

_ICONS = {
    Page.SERVICES: "account-group",
    Page.CHECK_IN: "tray-arrow-down",
    Page.RENEW: "autorenew",
    Page.DISCREPANCIES: "compare-horizontal",
    Page.SHELVES: "bookshelf",
    Page.SETTINGS: "cog-outline",
}


class Rail(QWidget):
    """Buttons for the pages; the one in front is pressed."""

    chosen = Signal(Page)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names = {
            Page.SERVICES: self.tr("Patron services"),
            Page.CHECK_IN: self.tr("Check in"),
            Page.RENEW: self.tr("Renew"),
            Page.DISCREPANCIES: self.tr("Discrepancies"),
            Page.SHELVES: self.tr("Shelves"),
            Page.SETTINGS: self.tr("Settings"),
        }
        style.tint(self, back=style.RAIL)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 8, 4, 8)
        column.setSpacing(4)
        self._group = group = QButtonGroup(self)
        self._buttons: dict[Page, QToolButton] = {}
        for number, page in enumerate(_ICONS, 1):
            button = self._button(page, number)
            group.addButton(button)
            column.addWidget(button)
            self._buttons[page] = button
        column.addStretch()
        self.setFixedWidth(112)
        self.show_page(Page.SERVICES)

    def _button(self, page: Page, number: int) -> QToolButton:
        button = QToolButton()
        button.setCheckable(True)
        button.setAutoRaise(True)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        button.setIconSize(QSize(28, 28))
        button.setIcon(style.icon(_ICONS[page], "#ffffff"))
        button.setText(_two_lines(self._names[page]))
        button.setToolTip(f"{self._names[page]} (Ctrl+{number})")
        button.setAccessibleName(self._names[page])
        button.setFixedSize(104, 74)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        style.sized(button, 9.5)
        colours = button.palette()
        for role in (QPalette.ColorRole.ButtonText, QPalette.ColorRole.WindowText, QPalette.ColorRole.Text):
            colours.setColor(role, QColor("#ffffff"))
        colours.setColor(QPalette.ColorRole.Button, QColor("#46525f"))
        button.setPalette(colours)
        button.clicked.connect(lambda: self.chosen.emit(page))
        return button

    def show_page(self, page: Page) -> None:
        """Press the page's button; a page that has none leaves them all up."""
        self._group.setExclusive(page in self._buttons)
        for each, button in self._buttons.items():
            button.setChecked(each is page)

    def show_count(self, page: Page, count: int) -> None:
        """Put a number behind a page's name when there is something on it."""
        name = f"{self._names[page]} ({count})" if count else self._names[page]
        text = _two_lines(name)
        if self._buttons[page].text() != text:
            self._buttons[page].setText(text)
            self._buttons[page].setAccessibleName(name)


def _two_lines(name: str) -> str:
    """A long name is broken at the space nearest its middle: the rail is slim."""
    spaces = [place for place, char in enumerate(name) if char == " "]
    if len(name) <= 13 or not spaces:
        return name
    middle = min(spaces, key=lambda place: abs(place - len(name) / 2))
    return f"{name[:middle]}\n{name[middle + 1 :]}"
