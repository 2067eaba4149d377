"""Central's clock as this workstation knows it: compared by hellos, kept by the clock that nobody sets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from deskapp.store.cache import Known
from deskapp.store.clock import Clock
from deskapp.sync.link import Central, Reading

HELLOS = 3
KEPT = 60_000_000
"""Microseconds for which a comparison is good enough; a quartz clock drifts by 3 in that time."""

_ZERO = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class _Compared:
    """`ahead`: central's clock less the monotonic clock of this boot; microseconds throughout."""

    boot: str
    monotonic: int
    ahead: int
    uncertainty: int


class CentralClock:
    """Until the first comparison it goes by the offset that the cache remembers."""

    def __init__(self, clock: Clock, known: Known) -> None:
        self._clock, self._known = clock, known
        self._compared: _Compared | None = None

    def is_fresh(self) -> bool:
        """Whether central was compared with not long ago, on this very boot."""
        found = self._compared
        if found is None or found.boot != self._clock.boot:
            return False
        return 0 <= self._clock.monotonic() - found.monotonic < KEPT

    def forget(self) -> None:
        """The connection broke: whoever answers next is asked who it is."""
        self._compared = None

    def compare(self, central: Central) -> str:
        """By the quickest of several hellos; half its round trip is the uncertainty. Gives central's epoch."""
        best: _Compared | None = None
        epoch = ""
        for _ in range(HELLOS):
            before = self._clock.monotonic()
            answer = central.hello()
            after = self._clock.monotonic()
            half = (after - before) // 2
            epoch = answer["epoch"]
            if best is None or half < best.uncertainty:
                best = _Compared(self._clock.boot, after, answer["now"] - (before + half), half)
        self._compared = best
        return epoch

    def reading(self) -> Reading:
        """This workstation's clocks now. A wall clock that was set since the comparison does no harm."""
        wall, monotonic = _micros(self._clock.now()), self._clock.monotonic()
        found = self._compared
        if found is None or found.boot != self._clock.boot:
            return Reading(wall, self._clock.boot, monotonic, self._known.offset, self._known.uncertainty)
        return Reading(wall, self._clock.boot, monotonic, monotonic + found.ahead - wall, found.uncertainty)


def _micros(moment: datetime) -> int:
    return (moment - _ZERO) // timedelta(microseconds=1)


def moment_of(wall: int) -> datetime:
    """Microseconds since 1970 as a moment, aware UTC."""
    return _ZERO + timedelta(microseconds=wall)
