"""The keys that work in the whole window, in one list: F1 shows it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
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
                ("F8", translate("keys", "Do what the newest message offers")),
                ("Ctrl+Z", translate("keys", "Undo the last act; in a text field, the typing")),
                ("F9", translate("keys", "Show what is private, while it is held")),
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
                ("Ctrl+A", translate("keys", "Select all loans")),
                ("F6", translate("keys", "Renew the selected loans")),
                ("Del", translate("keys", "Cancel the selected requests")),
            ),
        ),
    )


class KeysDialog(QDialog):
    """The list, to look at and close."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(translate("keys", "Keys"))
        close = QPushButton(translate("keys", "&Close"))
        close.clicked.connect(self.accept)
        columns, bottom, whole = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        columns.setSpacing(36)
        for name, keys in groups():
            columns.addLayout(_column(name, keys))
        bottom.addStretch()
        bottom.addWidget(close)
        whole.setContentsMargins(18, 14, 18, 12)
        whole.addLayout(columns)
        whole.addLayout(bottom)


def _column(name: str, keys: tuple[tuple[str, str], ...]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(7)
    heading = QLabel(name)
    style.sized(heading, 12, bold=True)
    grid.addWidget(heading, 0, 0, 1, 2)
    for row, (key, what) in enumerate(keys, 1):
        label = QLabel(_written(key))
        style.sized(label, 10.5, bold=True)
        style.tint(label, text=style.CALM)
        grid.addWidget(label, row, 0)
        grid.addWidget(QLabel(what), row, 1)
    grid.setRowStretch(len(keys) + 1, 1)
    return grid


def _written(key: str) -> str:
    """A key as it is printed on the language's keyboards."""
    printed = {
        "Return": translate("keys", "Enter"),
        "Shift": translate("keys", "Shift"),
        "Tab": translate("keys", "Tab"),
        "Del": translate("keys", "Del"),
    }
    return ", ".join("+".join(printed.get(part, part) for part in each.split("+")) for each in key.split(", "))
