"""How much of its processors a virtual machine's host took away, second for second: nothing here can hurry then."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")
EVERY = 0.5
"""Seconds between two looks."""

LEFT_ALONE = 0.02
"""At most so much of the processors is taken in a moment that counts as undisturbed."""


class Host:
    """`taken`: seconds of processor in all; `left_alone`: whether it took next to nothing in a stretch of time."""

    def __init__(self) -> None:
        self._looks = [(time.monotonic(), _stolen())]

    @contextmanager
    def watched(self) -> Iterator[Host]:
        over = threading.Event()

        def watch() -> None:
            while not over.wait(EVERY):
                self._looks.append((time.monotonic(), _stolen()))

        watcher = threading.Thread(target=watch)
        watcher.start()
        try:
            yield self
        finally:
            over.set()
            watcher.join()
            self._looks.append((time.monotonic(), _stolen()))

    @property
    def taken(self) -> float:
        return self._looks[-1][1] - self._looks[0][1]

    def left_alone(self, first: float, last: float) -> bool:
        """Whether every look in between, and those just before and after, found the host quiet. Monotonic seconds."""
        for (before, was), (after, now) in zip(self._looks, self._looks[1:], strict=False):
            touches = before <= last + EVERY and after >= first - EVERY
            if touches and now - was > LEFT_ALONE * (after - before) * (os.cpu_count() or 1):
                return False
        return True


def _stolen() -> float:
    """Seconds of processor until now that the machine did not get from its host."""
    return int(Path("/proc/stat").read_text().split("\n", 1)[0].split()[8]) / TICK
