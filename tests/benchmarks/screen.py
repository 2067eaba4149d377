"""The real window on a virtual display, with a desk over the made-up library, and a watch on when it has painted."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from deskapp.app.files import open_cache, open_journal
from deskapp.app.ids import new_id
from deskapp.credentials import FileSecrets
from deskapp.settings import Settings
from tests.benchmarks.library import KEY, TODAY, Built

if TYPE_CHECKING:
    from deskapp.desk.desk import Desk
    from deskapp.store.journal import Journal
    from ui.link import LinkStatus
    from ui.patron_tab import PatronTab

QUIET_MS = 100
"""The panel counts as painted when nothing more was painted for so long."""

PATIENCE = 10.0
"""Seconds."""


@contextmanager
def display() -> Iterator[None]:
    """The display that is there, or one of our own that nobody sees."""
    if os.environ.get("DISPLAY"):
        yield
        return
    reader, writer = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writer), "-screen", "0", "1366x768x24", "-nolisten", "tcp"],
        pass_fds=(writer,),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    os.close(writer)
    try:
        with os.fdopen(reader) as told:
            os.environ["DISPLAY"] = f":{told.readline().strip()}"
        yield
    finally:
        os.environ.pop("DISPLAY", None)
        server.terminate()
        server.wait()


@contextmanager
def a_home(library: Built) -> Iterator[Settings]:
    """A workstation's home folder for one run, its cache the made-up library, its journal new and on the same disk."""
    folder = Path(tempfile.mkdtemp(prefix="home-", dir=library.folder))
    try:
        for name in ("cache.db", "cache.db.check"):
            (folder / name).symlink_to(library.folder / name)
        FileSecrets(folder).put("key:cache.db", KEY)
        yield Settings(folder, "bench", central="http://127.0.0.1:9", language="es", insecure_key_file=True)
    finally:
        shutil.rmtree(folder)


def now() -> datetime:
    """The library's own day, going on."""
    return TODAY + timedelta(seconds=time.monotonic() - _BEGAN)


_BEGAN = time.monotonic()


def open_desk(settings: Settings) -> tuple[Desk, Journal]:
    """As `open_workstation` joins it, with the library's own day for now."""
    from deskapp.desk.desk import Desk
    from deskapp.desk.record import Ballast, Recorder, Staff
    from deskapp.store.overlay import Overlay

    journal = open_journal(settings, writer=True)
    overlay = Overlay(open_cache(settings, writer=False, notices=[]), journal)
    recorder = Recorder(journal, overlay, Staff("bench"), "MAIN", Ballast(settings.home / "ballast"))
    return Desk(overlay, recorder, "MAIN", now, new_id), journal


class Spent:
    """Milliseconds that named parts of the program took since `clear()`."""

    def __init__(self) -> None:
        self.ms: defaultdict[str, float] = defaultdict(float)
        self.queries: defaultdict[str, float] = defaultdict(float)  # of a part's milliseconds, those in the cache
        self.ended: dict[str, int] = {}  # when the part last ended, nanoseconds
        self.begun: dict[str, int] = {}
        self._inside: set[str] = set()

    def clear(self) -> None:
        self.ms.clear()
        self.queries.clear()
        self.ended.clear()
        self.begun.clear()

    def watch(self, of: Any, method: str, part: str) -> None:
        """Time a method of an object or a class; of calls inside each other, only the outermost."""
        real = getattr(of, method)

        def timed(*given: Any, **named: Any) -> Any:
            if part in self._inside:
                return real(*given, **named)
            self._inside.add(part)
            queried, began = self.ms["query"], time.monotonic_ns()
            self.begun.setdefault(part, began)
            try:
                return real(*given, **named)
            finally:
                ended = time.monotonic_ns()
                self.ms[part] += (ended - began) / 1e6
                self.queries[part] += self.ms["query"] - queried
                self.ended[part] = ended
                self._inside.discard(part)

        setattr(of, method, timed)


class Screen:
    """A MainWindow that is shown, whose paints are watched, and whose parts are timed."""

    def __init__(self, settings: Settings, sync_command: list[str] | None = None) -> None:
        from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer
        from PySide6.QtWidgets import QApplication

        import ui.application as program
        from ui.link import Link
        from ui.window import MainWindow

        screen = self
        update = QEvent.Type.UpdateRequest

        class Watched(MainWindow):
            def event(self, event: QEvent) -> bool:
                if event.type() != update:
                    return super().event(event)
                began = time.monotonic_ns()
                screen._panel_painted = False
                done = super().event(event)  # paints whatever is dirty, and hands it to the X server
                screen._painted(began, time.monotonic_ns())
                return done

        class Eye(QObject):
            def eventFilter(self, watched: QObject, event: QEvent) -> bool:
                if event.type() == QEvent.Type.Paint:
                    screen._panel_painted = True
                return False

        self.spent = Spent()
        self._watch_classes()
        there = QApplication.instance()
        self.application = there if isinstance(there, QApplication) else QApplication(sys.argv[:1])
        self.application.setApplicationName("deskapp")
        program.speak(self.application, settings.language)
        setattr(program, "MainWindow", Watched)  # noqa: B010  # it makes its window itself
        self.window = program.make_window(self.application, idle_minutes=1000)
        self._eye = Eye(self.window)
        self._loop = QEventLoop()
        self._quiet = QTimer(singleShot=True, interval=QUIET_MS)
        self._quiet.timeout.connect(self._when_quiet)
        self._late = QTimer(singleShot=True)
        self._late.timeout.connect(self._loop.quit)
        self._done: Callable[[], bool] = lambda: True
        self._panel_painted = False
        self.paints: list[tuple[int, int]] = []  # of the panel since the scan: from, to
        self.refreshed: int | None = None  # when central's news first came since the scan
        self.window.show()
        self.window.activateWindow()
        self.desk, self.journal = open_desk(settings)
        self.window.begin(self.desk, Link(sync_command, self.window) if sync_command else None)
        self._tidy = program.tidying(self.application)
        self._tidy.start()
        assert self.window.work is not None
        self.work = self.window.work
        self._watch_objects()
        self.wait(lambda: self.window.isActiveWindow())

    def _watch_classes(self) -> None:
        from deskapp.store.cache import Cache

        single = ("known", "decided", "get", "by_code")
        for name in (*single, "many", "with_live_parts", "live_parts", "owned", "stubs_of"):
            self.spent.watch(Cache, name, "query")

    def _watch_objects(self) -> None:
        from ui.patron_tab import PatronTab

        self.work.services.opened.connect(self._watch_tab)
        for tab in self.work.services.patron_tabs():
            self._watch_tab(tab)
        self.spent.watch(self.work.scan, "handle", "handle")
        self.spent.watch(self.desk, "find", "find")
        self.spent.watch(self.desk, "panel", "panel")
        self.spent.watch(self.desk, "check_out", "check_out")
        self.spent.watch(PatronTab, "show_patron", "show")
        self.spent.watch(self.journal, "record", "durable")
        news = self.window.following.linked

        def linked(status: LinkStatus) -> None:
            self.refreshed = self.refreshed or time.monotonic_ns()
            news(status)

        if self.window.link is not None:
            self.window.link.reported.disconnect(self.window.following.linked)
            self.window.link.reported.connect(linked)

    def _painted(self, began: int, ended: int) -> None:
        if self._panel_painted:
            self.paints.append((began, ended))
        self._quiet.start()

    def _when_quiet(self) -> None:
        if self._done():
            self._loop.quit()
        else:
            self._quiet.start()

    def wait(self, done: Callable[[], bool], patience: float = PATIENCE) -> None:
        """Let the window work until it is done and nothing more is painted."""
        self._done = done
        self._quiet.start()
        self._late.start(int(patience * 1000))
        self._loop.exec()
        self._late.stop()
        if not done():
            raise TimeoutError(f"not done within {patience:.0f} s; {self._state()}")

    def _state(self) -> str:
        """What the window shows, for whoever must find out why it was not done."""
        from PySide6.QtWidgets import QApplication, QLabel

        said = [label.text() for label in self.window.lane.findChildren(QLabel) if label.text()]
        modal, focus = QApplication.activeModalWidget(), QApplication.focusWidget()
        field = self.window.top.field.text()
        return f"field {field!r}, focus {focus}, modal {modal}, active {self.window.isActiveWindow()}, said {said[:4]}"

    def _watch_tab(self, tab: PatronTab) -> None:
        """Watch the paints of a patron's tab: its head and its table of loans."""
        for widget in (tab.header, tab.loans.table.viewport()):
            widget.installEventFilter(self._eye)

    def begin_scan(self) -> None:
        self.paints.clear()
        self.spent.clear()
        self.refreshed = None

    def has_painted(self) -> bool:
        """Whether the scan was dealt with, and its panel painted since."""
        handled = self.spent.ended.get("handle")
        return handled is not None and any(begin >= handled for begin, _ in self.paints)

    def painted_at(self) -> int:
        """The end of the last paint that belongs to the scan: not one that central's news caused after it."""
        handled = self.spent.ended["handle"]
        mine = [end for begin, end in self.paints if begin >= handled]
        if self.refreshed is not None and self.refreshed > handled:
            mine = [end for end in mine if end <= self.refreshed] or mine[:1]
        return mine[-1]

    def close(self) -> None:
        from shiboken6 import delete

        self.window.close()
        self.journal.close()
        delete(self.window)
