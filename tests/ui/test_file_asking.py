"""Staff are asked for files in their own folder and in their own language."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from ui.file_asking import new_file, old_file


def while_asked(answer: Callable[[QFileDialog], None]) -> list[str]:
    """Answer the dialog that comes next; what its labels said then."""
    said: list[str] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QFileDialog)
        said.extend(label.text() for label in dialog.findChildren(QLabel))
        answer(dialog)

    QTimer.singleShot(0, look)
    return said


def test_a_new_file_lies_in_the_home_folder_unless_staff_go_elsewhere(qtbot: QtBot, home: Path) -> None:
    while_asked(lambda dialog: dialog.accept())
    assert Path(new_file(None, "Save", "diagnosis.txt", "*.txt")) == home / "diagnosis.txt"


def test_whoever_thinks_better_of_it_gives_no_file(qtbot: QtBot) -> None:
    while_asked(lambda dialog: dialog.reject())
    assert new_file(None, "Save", "diagnosis.txt", "*.txt") == ""


def test_a_file_that_is_there_is_found_in_the_home_folder(qtbot: QtBot, home: Path) -> None:
    (home / "library.toml").write_text("")
    while_asked(lambda dialog: (dialog.selectFile("library.toml"), dialog.accept())[0])
    assert Path(old_file(None, "Read", "*.toml")) == home / "library.toml"


def test_the_dialog_speaks_spanish_where_the_window_does(qtbot: QtBot, spanish: None) -> None:
    said = while_asked(lambda dialog: dialog.reject())
    old_file(None, "Leer", "*.toml")
    assert {"Buscar en:", "Tipo de archivos:"} <= set(said)
