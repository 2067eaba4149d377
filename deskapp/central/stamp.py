"""Corrected time: when an event truly happened, by the clock readings that came with it. Microseconds throughout."""

from __future__ import annotations

from dataclasses import dataclass

DRIFT = 50e-6
"""How far a quartz clock may drift: 50 parts in a million."""

UNMEASURED = 60_000_000
"""The uncertainty of a wall clock that was never compared with central's: a minute."""


EARLIEST = 0
"""No stamp is earlier than 1970, whatever a desk's clocks say: every moment can be reckoned with."""

LEAST_CERTAIN = 3_155_760_000_000_000
"""No stamp is more uncertain than this: a hundred years."""

_FAR = 2**62
"""Farther than any clock goes, and still a number that both databases keep."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A workstation's clocks at one moment. `offset`: central's clock less its wall clock, as last measured."""

    wall: int
    boot: str
    monotonic: int
    offset: int
    uncertainty: int


@dataclass(frozen=True, slots=True)
class Boot:
    """What is known of a boot: when it started in central's time, and the offset last measured in it."""

    started: int
    offset: int
    uncertainty: int


def started(exchange: Reading) -> int:
    """When the boot of an exchange began, in central's time."""
    return _within(exchange.wall + exchange.offset - exchange.monotonic, -_FAR, _FAR)


def _within(value: int, least: int, most: int) -> int:
    return max(least, min(value, most))


def _drifted(apart: int) -> int:
    """How far a clock may have drifted in a time as long as this."""
    return int(min(abs(apart), _FAR) * DRIFT)


def corrected(
    wall: int, boot: str, monotonic: int, exchange: Reading, boots: dict[str, Boot], received: int, last: int | None
) -> tuple[int, int]:
    """The corrected time and its uncertainty.

    Same boot as the exchange: the time of the exchange less the monotonic difference. An earlier boot: wall
    time plus the offset last measured in it, at most the start of the boot of the exchange. Never later than it
    was received nor before 1970, always later than the workstation's event before.
    """
    if boot == exchange.boot:
        ago = exchange.monotonic - monotonic
        at = exchange.wall + exchange.offset - ago
        uncertainty = exchange.uncertainty + _drifted(ago)
    else:
        measured = boots.get(boot)
        at = wall + (measured.offset if measured else exchange.offset)
        at = min(at, started(exchange))
        uncertainty = measured.uncertainty + _drifted(received - at) if measured else UNMEASURED
    at = max(EARLIEST, min(at, received))
    uncertainty = _within(uncertainty, 0, LEAST_CERTAIN)
    return (at if last is None else max(at, last + 1)), uncertainty
