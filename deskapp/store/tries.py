"""Passwords, PINs and codes that were wrong while central was away, and how long the next try waits; in a sealed file.

What passes is counted by the machine's clock since boot, which nobody can set.
"""

from __future__ import annotations

from contextlib import suppress

import msgspec

from deskapp.store.clock import Clock
from deskapp.store.sealed import Sealed

FREE_TRIES = 3
"""From this failure in a row on, the next try waits."""

LONGEST_WAIT = 900
"""Seconds to wait after the eleventh failure, and each one after it."""


def wait_after(count: int) -> int:
    """Seconds until the next try after so many failures in a row: 4, 8, 16, ... up to a quarter of an hour."""
    return 0 if count < FREE_TRIES else min(LONGEST_WAIT, 2 ** min(count - 1, 20))


class _Failed(msgspec.Struct, frozen=True, array_like=True):
    """`count` in a row, the last at `since`: microseconds since that boot."""

    count: int
    boot: str
    since: int


class Tries:
    """One workstation's, by name. A start of the program forgets nothing; after one of the machine the wait begins
    anew, for the time that it was off could only be read from a clock that can be set.
    """

    def __init__(self, sealed: Sealed, clock: Clock) -> None:
        self._sealed, self._clock = sealed, clock
        kept: dict[str, _Failed] = sealed.read(dict[str, _Failed]) or {}
        self._failed = {n: f if f.boot == clock.boot else self._now(f.count) for n, f in kept.items()}

    def wait(self, name: str) -> int:
        """Seconds until the next try."""
        failed = self._failed.get(name)
        if failed is None:
            return 0
        passed = (self._clock.monotonic() - failed.since) // 1_000_000
        return max(0, wait_after(failed.count) - passed)

    def failed(self, name: str) -> int:
        """Count a failure; seconds until the next try."""
        count = (self._failed[name].count if name in self._failed else 0) + 1
        self._failed[name] = self._now(count)
        self._keep()
        return wait_after(count)

    def right(self, name: str) -> None:
        """Forget what failed before."""
        if self._failed.pop(name, None):
            self._keep()

    def _now(self, count: int) -> _Failed:
        return _Failed(count, self._clock.boot, self._clock.monotonic())

    def _keep(self) -> None:
        with suppress(OSError):  # on a full disk it is counted until the program ends, and staff get in
            self._sealed.write(self._failed)
