"""How fast a desk sends: one that comes back with thousands of events leaves central time for the desks at work."""

from __future__ import annotations

MOST = 100
"""Events of one desk that lie at central undecided, as long as central decides; a desk at work has one or two.

Central decides in the order of arrival: what ten desks sent at once, everybody else's next act waits behind.
"""

STANDSTILL = 15_000_000
"""Microseconds without anything new from central, after which everything is stored there without waiting.

A batch of a thousand late events takes a busy machine five seconds; a standby takes over after ten.
"""

NO_LIMIT = 2**62


class Pace:
    """Leaves room for others as long as central shows that it decides; that everything is stored matters more."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._heard, self._since = -1, 0

    def heard(self, pulls: int, now: int) -> None:
        """How many pulls have brought news; `now` by a clock that nobody sets, microseconds."""
        if pulls != self._heard:
            self._heard, self._since = pulls, now

    def room(self, undecided: int, now: int) -> int:
        """How many more events central is to get now, when it has so many that it has not decided."""
        if not undecided:
            self._since = now  # a quiet night is no standstill
        if now - self._since > STANDSTILL:
            return NO_LIMIT
        return max(0, self._most - undecided)
