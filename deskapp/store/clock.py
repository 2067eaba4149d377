"""The clocks of a workstation: wall time, and time since boot, which counts through sleep."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol
from uuid import uuid4


class Clock(Protocol):
    """What the program asks for the time. Tests and rehearsals bring their own."""

    @property
    def boot(self) -> str:
        """Which boot of the machine this is."""
        ...

    def now(self) -> datetime:
        """Aware UTC, microseconds."""
        ...

    def monotonic(self) -> int:
        """Microseconds since boot; never goes backwards."""
        ...


class SystemClock:
    """The machine's own clocks."""

    def __init__(self) -> None:
        kernel = Path("/proc/sys/kernel/random/boot_id")
        self.boot = kernel.read_text(encoding="ascii").strip() if kernel.exists() else str(uuid4())
        self._source = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)

    def now(self) -> datetime:
        return datetime.now(UTC)

    def monotonic(self) -> int:
        return time.clock_gettime_ns(self._source) // 1000
