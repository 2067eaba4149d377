"""Asks which file to read, or where to save one: at first in the home folder of whoever works here."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

translate = QCoreApplication.translate


def old_file(parent: QWidget | None, title: str, filters: str) -> str:
    """The path of a file to read; empty when staff thought better of it."""
    dialog = _dialog(parent, title, filters)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    return _path(dialog)


def new_file(parent: QWidget | None, title: str, name: str, filters: str) -> str:
    """The path to save at, `name` being proposed; empty when staff thought better of it."""
    dialog = _dialog(parent, title, filters)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.selectFile(name)
    return _path(dialog)


def _dialog(parent: QWidget | None, title: str, filters: str) -> QFileDialog:
    home = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.HomeLocation)
    dialog = QFileDialog(parent, title, home, filters)
    label = QFileDialog.DialogLabel  # Qt's own Spanish catalogue lacks these two
    dialog.setLabelText(label.LookIn, translate("file_asking", "Look in:"))
    dialog.setLabelText(label.FileType, translate("file_asking", "Files of type:"))
    return dialog


def _path(dialog: QFileDialog) -> str:
    chosen = dialog.selectedFiles()[0] if dialog.exec() else ""
    dialog.deleteLater()
    return chosen
