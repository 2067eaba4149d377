"""From the start of the program to ready to scan, and the memory then, beside a bare window of Qt.

As a program this file is what is started: `deskapp` itself, or the bare window, which reports and closes.
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from tests.benchmarks.library import built
from tests.benchmarks.measure import Result, Setting, times
from tests.benchmarks.screen import a_home

RUNS = 15


def start(setting: Setting) -> list[Result]:
    """Program and bare window in turn, with the made-up library's cache; files as the system has them in memory."""
    library = built(setting.scale, setting.folder, setting.say)
    ours: list[tuple[float, float]] = []
    bare: list[tuple[float, float]] = []
    with a_home(library) as settings:
        _one("program", str(settings.home))  # makes the journal
        for _ in range(RUNS):
            bare.append(_one("bare"))
            ours.append(_one("program", str(settings.home)))
    note = "floor: a bare PySide6 window"
    return [
        times("start", [ms for ms, _ in ours], [ms for ms, _ in bare], note),
        times("start.memory", [mb for _, mb in ours], [mb for _, mb in bare], "resident when ready", "MB"),
    ]


def _program(home: str) -> None:
    """`deskapp` as it is; when scans are let through and the event loop is idle, it says so and ends."""
    from PySide6.QtCore import QTimer

    from ui.window import MainWindow

    begin = MainWindow.begin

    def begun(window: MainWindow, *given: object) -> None:
        begin(window, *given)  # type: ignore[arg-type]
        QTimer.singleShot(0, window, lambda: _ready(window))

    MainWindow.begin = begun  # type: ignore[method-assign, assignment]
    from deskapp.cli import main

    sys.exit(main(["--home", home, "--insecure-key-file", "--workstation", "bench", "--central", "http://127.0.0.1:9"]))


def _ready(window: object) -> None:
    now = time.monotonic_ns()
    from tests.benchmarks.measure import resident_mb

    field = window.top.field  # type: ignore[attr-defined]
    assert window.work is not None  # type: ignore[attr-defined]
    assert field.isEnabled()
    assert field.isVisible()
    print(now, resident_mb(), flush=True)
    window.close()  # type: ignore[attr-defined]


def _bare() -> None:
    """A window with a text field, and nothing of ours."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow

    application = QApplication(sys.argv[:1])
    window = QMainWindow()
    window.setCentralWidget(QLineEdit())
    window.resize(1366, 768)
    window.show()

    def ready() -> None:
        now = time.monotonic_ns()
        status = Path("/proc/self/status").read_text().split("VmRSS:")[1]
        print(now, int(status.split()[0]) / 1024, flush=True)
        window.close()

    QTimer.singleShot(0, window, ready)
    application.exec()


def _one(*arguments: str) -> tuple[float, float]:
    """Milliseconds until ready, and megabytes."""
    began = time.monotonic_ns()
    command = [sys.executable, "-m", "tests.benchmarks.start", *arguments]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    at, memory = done.stdout.split()
    return (int(at) - began) / 1e6, float(memory)


if __name__ == "__main__":
    _program(sys.argv[2]) if sys.argv[1] == "program" else _bare()
