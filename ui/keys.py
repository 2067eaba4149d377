"""The keys that work in the whole window, in one list: F1 shows it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ui import style

translate = QCoreApplication.translate


def groups() -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """What the keys are for: each group's name, its keys and what they do. Two keys for one deed are both named."""
    return (
        (
            translate("keys", "Everywhere"),
            (
                ("F1", translate("keys", "This list")),
                ("F3, Ctrl+L", translate("keys", "To the scan field")),
                ("Ctrl+1", translate("keys", "Patron services")),
                ("Ctrl+2", translate("keys", "Check in")),
                ("Ctrl+3", translate("keys", "Renew")),
                ("Ctrl+4", translate("keys", "Discrepancies")),
                ("Ctrl+5", translate("keys", "Shelves")),
                ("Ctrl+6", translate("keys", "Settings")),
                ("Ctrl+7", translate("keys", "What waits to be sent")),
                ("Ctrl+8", translate("keys", "Diagnostics, to send to support")),
                ("Ctrl+9", translate("keys", "Your own password and PIN")),
                ("Ctrl+0", translate("keys", "Lock the desk, or sign in as somebody else")),
                ("F8", translate("keys", "Do what the newest message offers")),
                ("Ctrl+Z", translate("keys", "Undo the last act; in a text field, the typing")),
                ("F9", translate("keys", "Show what is private, while it is held")),
                ("Shift+F1", translate("keys", "Explain what is selected, or the answer shown")),
                ("Ctrl+Q", translate("keys", "Close the window")),
            ),
        ),
        (
            translate("keys", "With a patron"),
            (
                ("Esc", translate("keys", "Finish the patron; first, close what is open")),
                ("F7", translate("keys", "Print the last slip")),
                ("F2", translate("keys", "Make the patron looked at the active one")),
                ("Ctrl+Tab", translate("keys", "Next tab")),
                ("Ctrl+Shift+Tab", translate("keys", "Previous tab")),
                ("Ctrl+W", translate("keys", "Close the tab")),
                ("Alt+1", translate("keys", "Loans")),
                ("Alt+2", translate("keys", "Requests")),
                ("Alt+3", translate("keys", "Quick user management")),
                ("Ctrl+Return, F10", translate("keys", "Update user, in quick user management")),
                ("F4", translate("keys", "Fees and payments")),
                ("F5", translate("keys", "Send requests report")),
            ),
        ),
        (
            translate("keys", "Lending and loans"),
            (
                ("Ctrl+D", translate("keys", "Type a due date for what is lent next")),
                ("F11", translate("keys", "Lend on-site; on the renew page, without the item")),
                ("F12", translate("keys", "Somebody else takes the items away")),
                ("Ctrl+A", translate("keys", "Select all loans")),
                ("F6", translate("keys", "Renew the selected loans")),
                ("Ctrl+Shift+L", translate("keys", "The selected loan is lost")),
                ("Ctrl+Shift+D", translate("keys", "The patron claims to have returned it")),
                ("Ctrl+Shift+N", translate("keys", "The patron claims never to have had it")),
                ("Ctrl+Shift+R", translate("keys", "Recall the selected loan")),
            ),
        ),
        (
            translate("keys", "Requests, in their table"),
            (
                ("Del", translate("keys", "Cancel the selected requests")),
                ("Shift+Del", translate("keys", "Cancel them with a reason")),
                ("Ctrl+S", translate("keys", "Suspend them")),
                ("Ctrl+R", translate("keys", "Resume them")),
                ("Ctrl+P", translate("keys", "Change where they are picked up")),
                ("Ctrl+Up, Ctrl+Down", translate("keys", "Move the request up, down in its queue")),
                ("Ctrl+M", translate("keys", "Move the request to a position")),
            ),
        ),
        (
            translate("keys", "Shelves"),
            (("Return", translate("keys", "Check the selected items in, or open the page of the item")),),
        ),
        (
            translate("keys", "Settings"),
            (
                ("Ctrl+S", translate("keys", "Save")),
                ("Ctrl+PgUp, Ctrl+PgDown", translate("keys", "Previous, next part of the settings")),
                ("Ins", translate("keys", "Add a row")),
                ("Del", translate("keys", "Remove the row")),
            ),
        ),
    )


_SAID_WIDTH = 265  # pixels; three columns fit on a screen of 1366
_COLUMNS = ((0, 4), (1, 5), (2, 3))
"""Which groups stand below each other."""


class KeysDialog(QDialog):
    """The list, to look at and close."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(translate("keys", "Keys"))
        close = QPushButton(translate("keys", "&Close"))
        close.clicked.connect(self.accept)
        columns, bottom, whole = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        columns.setSpacing(30)
        listed = groups()
        for numbers in _COLUMNS:
            column = QVBoxLayout()
            column.setSpacing(14)
            for number in numbers:
                column.addLayout(_group(*listed[number]))
            column.addStretch()
            columns.addLayout(column)
        bottom.addStretch()
        bottom.addWidget(close)
        whole.setContentsMargins(18, 14, 18, 12)
        whole.addLayout(columns)
        whole.addLayout(bottom)


def _group(name: str, keys: tuple[tuple[str, str], ...]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(6)
    heading = QLabel(name)
    style.sized(heading, 12, bold=True)
    grid.addWidget(heading, 0, 0, 1, 2)
    for row, (key, what) in enumerate(keys, 1):
        label = QLabel(_written(key))
        style.sized(label, 10.5, bold=True)
        style.tint(label, text=style.CALM)
        grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
        said = QLabel(what)
        said.setWordWrap(True)
        said.setFixedWidth(_SAID_WIDTH)
        said.setFixedHeight(said.heightForWidth(_SAID_WIDTH))
        grid.addWidget(said, row, 1, Qt.AlignmentFlag.AlignTop)
    return grid


def _written(key: str) -> str:
    """A key as it is printed on the language's keyboards."""
    printed = {
        "Return": translate("keys", "Enter"),
        "Shift": translate("keys", "Shift"),
        "Tab": translate("keys", "Tab"),
        "Del": translate("keys", "Del"),
        "Ins": translate("keys", "Ins"),
        "Up": "↑",
        "Down": "↓",
        "PgUp": translate("keys", "PgUp"),
        "PgDown": translate("keys", "PgDown"),
    }
    return ", ".join("+".join(printed.get(part, part) for part in each.split("+")) for each in key.split(", "))
