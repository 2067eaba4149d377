"""One exchange with central: hello, push, wait until decided, pull. The cursor moves last."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from deskapp.store.cache import Cache, Known, Pulled
from deskapp.store.clock import Clock
from deskapp.store.codec import Entry, encode
from deskapp.store.journal import Journal
from deskapp.sync.link import Central, Reading

PUSH_AT_ONCE = 500
PAGE = 5000
HELLOS = 3
_SETTLED = ("new", "duplicate", "quarantined")
_ZERO = datetime(1970, 1, 1, tzinfo=UTC)


class Contested(Exception):
    """Central holds other content under a number or id of this journal: a copy of this workstation exists."""


@dataclass(frozen=True, slots=True)
class Exchanged:
    """What one exchange did."""

    pushed: int
    pulled: int
    rev: int


class Session:
    """The sync process's side: reads the journal, writes the cache."""

    def __init__(
        self,
        central: Central,
        journal: Journal,
        cache: Cache,
        clock: Clock,
        progress: Callable[[int, int], None] = lambda done, total: None,
    ) -> None:
        self._central, self._journal, self._cache, self._clock = central, journal, cache, clock
        self._progress = progress
        self._known = cache.known()
        self._acknowledged: dict[UUID, int] = {}

    def exchange(self) -> Exchanged:
        """Push everything pending, then pull to the head."""
        self._measure()
        pushed = self.push()
        pulled = self.pull()
        return Exchanged(pushed, pulled, self._known.rev)

    def _measure(self) -> None:
        """Central's clock less ours, by the quickest of several hellos; half its round trip is the uncertainty."""
        best: tuple[int, int, str] | None = None
        for _ in range(HELLOS):
            before = self._clock.monotonic()
            wall = _micros(self._clock.now())
            answer = self._central.hello()
            trip = self._clock.monotonic() - before
            if best is None or trip < best[0]:
                best = (trip, answer["now"] - (wall + trip // 2), answer["epoch"])
        assert best is not None
        trip, offset, epoch = best
        if self._known.epoch and epoch != self._known.epoch:
            self._start_again()
        self._known = replace(self._known, epoch=epoch, offset=offset, uncertainty=trip // 2)

    def _start_again(self) -> None:
        """Central's history is another one (restored, or failed over): offer everything, fetch everything."""
        self._known = Known(pulls=self._known.pulls)
        self._acknowledged = {}

    def push(self) -> int:
        """Offer what central has not decided, in order. An answer that was lost is asked for again: no harm."""
        decided = self._cache.decided(self._journal.workstation) if self._known.rev else {}
        above = {i: max(s, self._acknowledged.get(i, 0)) for i, s in decided.items()} | {
            i: s for i, s in self._acknowledged.items() if i not in decided
        }
        pending = self._journal.pending(above)
        for start in range(0, len(pending), PUSH_AT_ONCE):
            part = pending[start : start + PUSH_AT_ONCE]
            fates = self._central.push(self._reading(), [encode(e).decode() for e in part])
            self._acknowledge(part, fates)
        return len(pending)

    def _acknowledge(self, entries: list[Entry], fates: list[str]) -> None:
        for entry, fate in zip(entries, fates, strict=True):
            if fate not in _SETTLED:
                raise Contested(f"{fate}: {entry.incarnation} {entry.seq}")
            self._acknowledged[entry.incarnation] = entry.seq

    def _reading(self) -> Reading:
        known = self._known
        wall, monotonic = _micros(self._clock.now()), self._clock.monotonic()
        return Reading(wall, self._clock.boot, monotonic, known.offset, known.uncertainty)

    def pull(self) -> int:
        """Every page until the head; all of it becomes visible at once, with the watermark of the last call."""
        count = 0
        rev = self._known.rev
        with self._cache.pulling():
            if not rev:
                self._cache.clear()
            while True:
                answer = self._central.pull(self._known.epoch, rev, PAGE)
                rows = [Pulled(kind, UUID(id), r, body) for kind, id, r, body in answer["rows"]]
                self._cache.put(rows)
                count += len(rows)
                rev = rows[-1].rev if rows else rev
                if rev >= answer["head"] or not rows:
                    break
                self._progress(rev, answer["head"])
            self._known = self._heard(answer, rev, count)
            self._cache.set_known(self._known, self._marks(answer), self._journal.workstation)
        return count

    def _heard(self, answer: Mapping[str, Any], rev: int, count: int) -> Known:
        """The cursor after a pull; `pulls` grows only if staff would see a difference."""
        news = count > 0 or self._marks(answer) != self._cache.decided(self._journal.workstation)
        return replace(
            self._known,
            rev=rev,
            pulls=self._known.pulls + news,
            at=self._clock.now(),
            boot=self._clock.boot,
            monotonic=self._clock.monotonic(),
        )

    def _marks(self, answer: Mapping[str, Any]) -> dict[UUID, int]:
        own = self._journal.workstation
        return {UUID(incarnation): seq for name, incarnation, seq in answer["decided"] if name == own}

    def decided(self) -> bool:
        """Whether central has decided everything in the journal."""
        return not self._journal.pending(self._cache.decided(self._journal.workstation), limit=1)

    def close(self) -> None:
        """Hang up, and let go of the journal."""
        self._central.close()
        self._journal.close()

    def wait(self, seconds: float) -> None:
        """Until central may have news."""
        self._central.wait(self._known.rev, seconds)


def _micros(moment: datetime) -> int:
    return (moment - _ZERO) // timedelta(microseconds=1)
