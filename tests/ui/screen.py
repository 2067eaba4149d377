"""Finds what is on a screen as staff and screen readers do: by name and by words."""

from PySide6.QtCore import QItemSelectionModel
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QTableView, QWidget


def line(screen: QWidget, name: str) -> QLineEdit:
    return next(each for each in screen.findChildren(QLineEdit) if each.accessibleName() == name)


def box(screen: QWidget, name: str) -> QPlainTextEdit:
    return next(each for each in screen.findChildren(QPlainTextEdit) if each.accessibleName() == name)


def combo(screen: QWidget, name: str) -> QComboBox:
    return next(each for each in screen.findChildren(QComboBox) if each.accessibleName() == name)


def table(screen: QWidget, name: str) -> QTableView:
    return next(each for each in screen.findChildren(QTableView) if each.accessibleName() == name)


def button(screen: QWidget, text: str) -> QPushButton:
    return next(each for each in screen.findChildren(QPushButton) if each.text().replace("&", "") == text)


def texts(screen: QWidget) -> list[str]:
    """What the visible labels say."""
    return [label.text() for label in screen.findChildren(QLabel) if label.isVisibleTo(screen)]


def column(view: QTableView, number: int) -> list[str]:
    """What a column of a table says, from top to bottom."""
    model = view.model()
    return [str(model.index(row, number).data()) for row in range(model.rowCount())]


def choose_row(view: QTableView, number: int) -> None:
    """Select one row, whatever keys Qt takes for held: those of the last simulated press."""
    flags = QItemSelectionModel.SelectionFlag
    view.selectionModel().setCurrentIndex(view.model().index(number, 0), flags.ClearAndSelect | flags.Rows)
