"""From the scanner's last key to a check-out that is durable and painted, beside a bare commit on the same disk."""

from __future__ import annotations

import secrets
import time
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher

from tests.benchmarks.library import KEY, built
from tests.benchmarks.measure import Result, Setting, disk_of, percentile, times
from tests.benchmarks.scan import FRAME, show
from tests.benchmarks.screen import Screen, a_home
from tests.benchmarks.typist import Typist

PATRONS, EACH = 40, 5
ENTRY = 1300
"""Bytes of a check-out in the journal, envelope included."""


def check_out(setting: Setting) -> list[Result]:
    """Patrons who have 30 loans, and borrow some more."""
    library = built(setting.scale, setting.folder, setting.say)
    made = library.made
    painted: list[float] = []
    durable: list[float] = []
    recording: list[float] = []
    floor: list[float] = []
    patrons = made.busy[:PATRONS]
    items = iter(made.free_items(len(patrons) * EACH))
    with a_home(library) as settings:
        disk = disk_of(settings.home)
        screen, typist, bare = Screen(settings), Typist(), BareCommits(settings.home / "bare.db")
        try:
            for patron in patrons:
                show(screen, typist, made.id("patron", patron), made.card(patron))
                for _ in range(EACH):
                    sent = _lent(screen, typist, made.barcode(next(items)))
                    painted.append((screen.painted_at() - sent) / 1e6)
                    durable.append((screen.spent.ended["durable"] - sent) / 1e6)
                    recording.append(screen.spent.ms["durable"])
                    floor.append(bare.commit())
        finally:
            typist.close()
            screen.close()
            bare.close()
    allowed = FRAME + percentile(floor, 0.99)
    over = sum(p > allowed for p in painted)
    note = f"a frame and an fsync: {allowed:.1f} ms; {over} of {len(painted)} over; on {disk}"
    return [
        times("check_out", painted, floor, note),
        times("check_out.durable", durable, floor, "until the journal has it"),
        times("check_out.record", recording, floor, "the journal's part alone"),
    ]


def _lent(screen: Screen, typist: Typist, barcode: str) -> int:
    """Scan an item for the active patron; when the last key was sent."""
    screen.begin_scan()
    typist.type(barcode)
    screen.wait(lambda: "durable" in screen.spent.ended and screen.has_painted())
    return typist.sent()


class BareCommits:
    """A file with one table, encrypted and as durable as the journal; nothing else is done."""

    def __init__(self, path: Path) -> None:
        self._c: Any = sqlcipher.connect(str(path), isolation_level=None)
        self._c.execute(f"PRAGMA key = \"x'{KEY}'\"")
        self._c.execute("PRAGMA journal_mode = WAL")
        self._c.execute("PRAGMA synchronous = FULL")
        self._c.execute("CREATE TABLE bare (n INTEGER PRIMARY KEY AUTOINCREMENT, entry BLOB NOT NULL)")

    def commit(self) -> float:
        """Milliseconds of one row's commit."""
        entry = secrets.token_bytes(ENTRY)
        began = time.perf_counter_ns()
        self._c.execute("BEGIN IMMEDIATE")
        self._c.execute("INSERT INTO bare (entry) VALUES (?)", (entry,))
        self._c.execute("COMMIT")
        return (time.perf_counter_ns() - began) / 1e6

    def close(self) -> None:
        self._c.close()
