"""Starts the window: Qt first, so that something is seen at once; the desk and its database behind it."""

from __future__ import annotations

import gc
import platform
import sys
import time
import traceback
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEventLoop, QLibraryInfo, QLocale, QObject, QTimer, QTranslator, qVersion
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication
from shiboken6 import delete

from ui import style
from ui.diagnostics import Support
from ui.first_run import FirstRun, Ways
from ui.link import Link
from ui.scan import ScanQueue
from ui.scan_pace import Scanner
from ui.session import ActivePatron
from ui.sound import Sounds, player
from ui.window import Hints, MainWindow

if TYPE_CHECKING:
    from deskapp.desk.desk import Desk

RESOURCES = Path(__file__).resolve().parent.parent / "resources"
LANGUAGES = ("en", "es")
_TIDY_MS = 5000

translate = QCoreApplication.translate


def speak(application: QApplication, language: str) -> None:
    """Load a language's words and its way to write dates and money; an unknown language is English."""
    chosen = language[:2] if language[:2] in LANGUAGES else "en"
    QLocale.setDefault(QLocale(language if language[:2] == chosen else chosen))
    for earlier in application.findChildren(QTranslator):
        application.removeTranslator(earlier)
        earlier.deleteLater()
    for catalogue, folder in (
        (f"deskapp_{chosen}", RESOURCES / "translations"),
        (f"qtbase_{chosen}", _qt_translations()),
    ):
        translator = QTranslator(application)
        if translator.load(catalogue, str(folder)):
            application.installTranslator(translator)


def _qt_translations() -> Path:
    return Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))


def make_window(
    application: QApplication, idle_minutes: float = 3, hints: Hints = (), scanner: Scanner | None = None
) -> MainWindow:
    """Build the window, not yet with a desk."""
    style.dress(application)
    application.setWindowIcon(_own_icon())
    scans = ScanQueue(application, scanner)
    active = ActivePatron(time.monotonic, idle_minutes, application)
    sounds = Sounds(RESOURCES / "sounds", player(), application)
    return MainWindow(scans, active, sounds, lambda: datetime.now(UTC), hints)


def first_run(ways: Ways, language: str) -> object:
    """Show the first page of a fresh installation; what it came to, or None when it was closed."""
    application = _application()
    speak(application, language)
    style.dress(application)
    application.setQuitOnLastWindowClosed(False)
    page, loop, found = FirstRun(ways, language), QEventLoop(), list[object]()
    page.setWindowIcon(_own_icon())
    page.language_chosen.connect(lambda code: speak(application, code))
    page.chosen.connect(found.append)
    page.chosen.connect(loop.quit)
    page.closed.connect(loop.quit)
    page.show()
    loop.exec()
    page.hide()
    delete(page)
    application.setQuitOnLastWindowClosed(True)
    return found[0] if found else None


def _application() -> QApplication:
    there = QApplication.instance()
    application = there if isinstance(there, QApplication) else QApplication(sys.argv[:1])
    application.setApplicationName("deskapp")
    return application


def _own_icon() -> QIcon:
    return QIcon(str(RESOURCES / "icons" / "deskapp.svg"))


def run(
    open_desk: Callable[[], Desk],
    sync_command: list[str] | None,
    *,
    language: str = "",
    idle_minutes: float = 3,
    scan_gap_ms: int = 60,
    scan_prefix: str = "",
    scan_suffix: str = "",
    sound: bool = True,
    hints: Hints = (),
    notices: Callable[[], Sequence[str]] = tuple,
    say_fault: Callable[[BaseException], str] = lambda fault: "",
    reports: Path | None = None,
    support: Support | None = None,
) -> int:
    """Show the window, open the desk behind it, and stay until it is closed. The exit status.

    `notices` are codes of what is to be told once the desk is open; `say_fault` knows the sentence for some faults.
    """
    application = _application()
    speak(application, language or QLocale.system().name())
    scanner = Scanner(gap_ms=scan_gap_ms, prefix=scan_prefix, suffix=scan_suffix)
    window = make_window(application, idle_minutes, hints, scanner)
    window.foot.mute(not sound)
    window.support = support
    faults = Faults(window, say_fault, reports)
    sys.excepthook = faults.hook
    window.showMaximized()  # the smallest screens have no room to spare

    def begin() -> None:
        try:
            desk = open_desk()
        except Exception as fault:
            window.opening_failed(faults.words(fault))
            faults.write(fault)
            return
        link = Link(sync_command, window) if sync_command else None
        window.begin(desk, link)
        window.tell(notices())

    QTimer.singleShot(0, begin)
    tidy = tidying(application)
    tidy.start()
    status = application.exec()
    delete(window)  # while the application lives: the order of Python's own clearing up is nobody's to say
    return status


def tidying(parent: QObject) -> QTimer:
    """Collect cyclic garbage between scans: Python's own moment for it would be in the middle of one."""
    gc.disable()
    timer = QTimer(parent, interval=_TIDY_MS)
    timer.timeout.connect(gc.collect)
    QTimer.singleShot(_TIDY_MS // 2, timer, gc.freeze)  # what the start made stays for good
    return timer


class Faults(QObject):
    """What nobody caught: the window says so and goes on; the report names places in the program, no persons."""

    def __init__(self, window: MainWindow, say_fault: Callable[[BaseException], str], reports: Path | None) -> None:
        super().__init__(window)
        self._window, self._say, self._reports = window, say_fault, reports

    def hook(self, kind: type[BaseException], fault: BaseException, where: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QCoreApplication.quit()
            return
        report = self.write(fault)
        self._window.fault(self.words(fault), report)

    def words(self, fault: BaseException) -> str:
        """What happened, what is safe, what to do."""
        known = self._say(fault)
        if known:
            return known
        return translate(
            "Faults",
            "Something went wrong in the program ({name}). Everything that was confirmed is recorded and safe. "
            "Look whether your last act was done; if this happens again, close the window and start it anew.",
        ).format(name=type(fault).__name__)

    def write(self, fault: BaseException) -> str:
        """Keep the report in a file, and return it. Messages of exceptions may name persons: they stay out."""
        frames = traceback.extract_tb(fault.__traceback__)
        lines = [f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
        versions = f"Python {platform.python_version()}, Qt {qVersion()}, {platform.platform()}"
        report = "\n".join([f"{datetime.now(UTC):%Y-%m-%d %H:%M:%SZ}", versions, type(fault).__name__, *lines, ""])
        print(report, file=sys.stderr)
        if self._reports is not None:
            self._reports.mkdir(parents=True, exist_ok=True)
            (self._reports / f"fault-{datetime.now(UTC):%Y%m%d-%H%M%S}.txt").write_text(report, encoding="utf-8")
        return report
