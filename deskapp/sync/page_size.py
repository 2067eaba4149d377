"""How much to ask for at once: more while it comes quickly, so that also over a slow line each page comes in time."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

K = TypeVar("K")
R = TypeVar("R")

_QUICK, _SLOW = 1.0, 4.0
"""Seconds."""


class PageSize:
    """Between one and `largest`, beginning with `first`. `spent`: seconds that all questions took."""

    def __init__(self, first: int, largest: int) -> None:
        self._rows, self._largest, self.spent = first, largest, 0.0

    def timed(self, ask: Callable[[K, int], list[R]], after: K) -> list[R]:
        began = time.monotonic()
        rows = ask(after, self._rows)
        took = time.monotonic() - began
        self.spent += took
        if took < _QUICK:
            self._rows = min(self._rows * 2, self._largest)
        elif took > _SLOW:
            self._rows = max(self._rows // 2, 1)
        return rows
