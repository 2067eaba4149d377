"""The questions of the settings page, gathered so that a test can answer in staff's place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum, auto

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMessageBox, QWidget

from ui import file_asking

translate = QCoreApplication.translate


class Leaving(StrEnum):
    """What becomes of unsaved changes when staff go elsewhere."""

    SAVE = auto()
    DISCARD = auto()
    STAY = auto()


def _filters() -> str:
    return translate("settings", "Library set-up (*.toml *.json)")


def which_file(parent: QWidget | None) -> str:
    """The file to import; empty when staff thought better of it."""
    return file_asking.old_file(parent, translate("settings", "Import a set-up"), _filters())


def new_file(parent: QWidget | None) -> str:
    """The file to export to."""
    title, filters = translate("settings", "Export the set-up"), _filters()
    return file_asking.new_file(parent, title, "library.toml", filters)


def leaving(parent: QWidget | None, may_save: bool) -> Leaving:
    """Unsaved changes must be saved or given up before the window closes."""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Question)
    box.setWindowTitle(translate("settings", "Unsaved changes"))
    box.setText(translate("settings", "The settings have changes that are not saved."))
    save = box.addButton(translate("settings", "&Save"), QMessageBox.ButtonRole.AcceptRole)
    discard = box.addButton(translate("settings", "D&iscard"), QMessageBox.ButtonRole.DestructiveRole)
    stay = box.addButton(translate("settings", "Stay &here"), QMessageBox.ButtonRole.RejectRole)
    save.setEnabled(may_save)
    if not may_save:
        box.setInformativeText(translate("settings", "They cannot be saved as they are: see the problems."))
    box.setDefaultButton(stay)
    box.exec()
    return {save: Leaving.SAVE, discard: Leaving.DISCARD}.get(box.clickedButton(), Leaving.STAY)  # type: ignore[call-overload, no-any-return]


@dataclass(slots=True)
class SettingsAsking:
    """Each asks staff and returns their answer."""

    which_file: Callable[[QWidget | None], str] = which_file
    new_file: Callable[[QWidget | None], str] = new_file
    leaving: Callable[[QWidget | None, bool], Leaving] = leaving
