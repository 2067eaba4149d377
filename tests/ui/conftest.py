"""What screen tests share: catalogues that are compiled, and windows that leave nothing behind."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, Qt, QTranslator
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.windows import Prepare, Serving, serving

TRANSLATIONS = Path(__file__).parents[2] / "resources" / "translations"


@pytest.fixture(scope="session", autouse=True)
def catalogues() -> Path:
    """Compile the translations, as the set-up does; each worker the same, into place at once."""
    for source in TRANSLATIONS.glob("*.ts"):
        compiled = source.with_suffix(".qm")
        if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
            fresh = source.with_suffix(f".{id(source)}.qm")
            command = [str(Path(sys.executable).parent / "pyside6-lrelease"), str(source), "-qm", str(fresh)]
            subprocess.run(command, check=True, capture_output=True)
            fresh.replace(compiled)
    return TRANSLATIONS


@pytest.fixture(scope="session", autouse=True)
def application(qapp: QApplication) -> QApplication:
    """Be there before any test: a document painted without an application, even to a PDF, ends the whole worker."""
    return qapp


@pytest.fixture(autouse=True)
def no_key_held(application: QApplication) -> None:
    """Let go of all keys: Qt takes Shift for held after a simulated Shift+Del, and then `selectRow` selects nothing."""
    if application.keyboardModifiers() != Qt.KeyboardModifier.NoModifier:
        QTest.keyRelease(QWidget(), Qt.Key.Key_Shift)


@pytest.fixture
def serve(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Callable[..., Serving]]:
    """Open windows on desks of their own, and take them away completely."""
    opened: list[Serving] = []
    QLocale.setDefault(QLocale("en"))

    def open_one(prepare: Prepare | None = None) -> Serving:
        opened.append(serving(qapp, qtbot, tmp_path, prepare))
        return opened[-1]

    yield open_one
    for one in opened:
        qapp.removeEventFilter(one.scans)
        one.window.close()
        one.scans.deleteLater()


@pytest.fixture
def spanish(qapp: QApplication, catalogues: Path) -> Iterator[None]:
    """Speak Spanish for a while."""
    translator = QTranslator()
    assert translator.load("deskapp_es", str(catalogues))
    qapp.installTranslator(translator)
    QLocale.setDefault(QLocale("es"))
    yield
    QLocale.setDefault(QLocale("en"))
    qapp.removeTranslator(translator)


@pytest.fixture
def english_catalogue(qapp: QApplication, catalogues: Path) -> Iterator[None]:
    """Speak English with its plurals, which the words in the source do not have."""
    translator = QTranslator()
    assert translator.load("deskapp_en", str(catalogues))
    qapp.installTranslator(translator)
    yield
    qapp.removeTranslator(translator)


@pytest.fixture(params=["en", "es"])
def language(request: pytest.FixtureRequest, qapp: QApplication, catalogues: Path) -> Iterator[str]:
    """Speak one language, then the other."""
    spoken: str = request.param
    translator = QTranslator()
    assert translator.load(f"deskapp_{spoken}", str(catalogues))
    qapp.installTranslator(translator)
    QLocale.setDefault(QLocale(spoken))
    yield spoken
    QLocale.setDefault(QLocale("en"))
    qapp.removeTranslator(translator)
