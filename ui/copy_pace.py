"""How long copying the records may still take, by how fast it went so far."""

from __future__ import annotations

from datetime import datetime, timedelta

_SURE = timedelta(seconds=3)
"""Before that a guess would be worth nothing."""


class Pace:
    """Told how many are done, and when. A copy that goes on after a pause, or begins again, is timed anew."""

    def __init__(self) -> None:
        self._began: tuple[datetime, int] | None = None
        self._last = 0
        self._left: timedelta | None = None

    def note(self, done: int, total: int, now: datetime) -> None:
        if self._began is None or done < self._last:
            self._began, self._left = (now, done), None
        self._last = done
        began, first = self._began
        if now - began >= _SURE and done > first:
            self._left = (now - began) / (done - first) * max(total - done, 0)

    def stop(self) -> None:
        """Nothing is copied now."""
        self._began, self._last, self._left = None, 0, None

    def left(self) -> timedelta | None:
        return self._left
