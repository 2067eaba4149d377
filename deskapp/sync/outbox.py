"""Sending: what the journal has and central has not decided, in order, a bounded number at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from deskapp.store.codec import Entry, encode
from deskapp.store.journal import Journal
from deskapp.sync.link import Central, Reading

AT_ONCE = 500
_SETTLED = ("new", "duplicate", "quarantined", "known")
_ALL = 2**62


@dataclass(frozen=True, slots=True)
class Contest:
    """Central holds other content under a number or an id of this journal, or a number before it is missing there;
    or, `foreign`, the entry is of another workstation than the login's.
    """

    incarnation: UUID
    seq: int
    fate: str
    workstation: str


class Outbox:
    """Remembers what central has acknowledged, and which incarnations it contests."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._acknowledged: dict[UUID, int] = {}
        self._contests: dict[UUID, Contest] = {}

    @property
    def contest(self) -> Contest | None:
        """The first contest that is open."""
        return next(iter(self._contests.values()), None)

    def send_all_again(self) -> None:
        """Central's history is another one: nothing that it said before counts."""
        self._acknowledged.clear()
        self._contests.clear()

    def send(self, central: Central, decided: Mapping[UUID, int], reading: Callable[[], Reading], room: int) -> int:
        """Offer what is above the watermarks until central has `room` more; how many. What is contested waits.

        An answer that was lost is asked for again: no harm. What was contested is offered anew each time: the window
        may have written it again under other numbers meanwhile.
        """
        self._contests.clear()
        count = 0
        while part := self._journal.pending(self._above(decided), limit=min(AT_ONCE, room)):
            fates = central.push(reading(), [encode(e).decode() for e in part])
            room -= self._settle(part, fates)
            count += len(part)
        return count

    def _above(self, decided: Mapping[UUID, int]) -> dict[UUID, int]:
        return self.settled(decided) | dict.fromkeys(self._contests, _ALL)

    def undecided(self, decided: Mapping[UUID, int]) -> int:
        """How many entries central has acknowledged and not decided."""
        return sum(max(0, seq - decided.get(incarnation, 0)) for incarnation, seq in self._acknowledged.items())

    def has_more(self, decided: Mapping[UUID, int]) -> bool:
        """Whether something can be sent that central has not acknowledged."""
        return bool(self._journal.pending(self._above(decided), limit=1))

    def settled(self, decided: Mapping[UUID, int]) -> dict[UUID, int]:
        """Up to which number of each incarnation central is known to have just what the journal has."""
        settled = dict(decided)
        for incarnation, seq in self._acknowledged.items():
            settled[incarnation] = max(seq, settled.get(incarnation, 0))
        return settled

    def _settle(self, entries: Sequence[Entry], fates: Sequence[str]) -> int:
        """Note what central answered; how many it has acknowledged."""
        count = 0
        for entry, fate in zip(entries, fates, strict=True):
            incarnation = entry.incarnation
            if incarnation in self._contests:
                continue
            if fate in _SETTLED:
                self._acknowledged[incarnation] = entry.seq
                count += 1
            else:
                self._contests[incarnation] = Contest(incarnation, entry.seq, fate, entry.workstation)
        return count
