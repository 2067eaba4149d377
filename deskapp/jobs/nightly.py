"""When the night's work is due, for a central that runs on a workstation and has no timer of its own."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path

AT = time(3)
"""Local time of the machine. Where it slept then, the work is done as soon as it is awake."""


class Nightly:
    """Remembers in a file which night was the last. A new library begins with the night to come."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def is_due(self, now: datetime) -> bool:
        """Whether a night has come since the last; `now` is the machine's local time."""
        last = self._last()
        if last is None:
            self.done(now)
            return False
        return last < night_of(now)

    def done(self, now: datetime) -> None:
        self._path.write_text(night_of(now).isoformat(), encoding="ascii")

    def _last(self) -> date | None:
        try:
            return date.fromisoformat(self._path.read_text(encoding="ascii").strip())
        except (OSError, ValueError):
            return None


def night_of(now: datetime) -> date:
    """The newest night whose hour has come."""
    return now.date() if now.time() >= AT else now.date() - timedelta(days=1)
