"""One exchange with central: push, pull; or, where pulling is not enough, a whole copy beside the cache."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from uuid import UUID

from sqlalchemy.exc import DatabaseError

from deskapp.store.cache import Cache, Known
from deskapp.store.clock import Clock
from deskapp.store.journal import Journal
from deskapp.store.unfinished import remove
from deskapp.sync.central_clock import CentralClock, moment_of
from deskapp.sync.copying import Stopped, fetch
from deskapp.sync.link import Away, Central, Reading
from deskapp.sync.outbox import Contest, Outbox
from deskapp.sync.pace import NO_LIMIT, Pace
from deskapp.sync.pulling import IN_PLACE, CopyNeeded, OtherEpoch, Source, pull


@dataclass(frozen=True, slots=True)
class Exchanged:
    """What one exchange did. `copied`: all was fetched into a new file; `waiting`: that is needed, but cancelled."""

    pushed: int
    pulled: int
    rev: int
    copied: bool = False
    waiting: bool = False


class Contested(Exception):
    """Central holds other content under a number or id of this journal: a copy of this workstation exists.

    Everything else was exchanged: `done` says how much.
    """

    def __init__(self, contest: Contest, done: Exchanged) -> None:
        super().__init__(f"{contest.fate}: {contest.incarnation} {contest.seq}")
        self.contest, self.done = contest, done


class NotOwnName(Contested):
    """What was recorded under `name` is not taken: the login is not that workstation's."""

    @property
    def name(self) -> str:
        return self.contest.workstation.partition("/")[0]


class Session:
    """The sync process's side: reads the journal, writes the cache.

    `progress` hears of rows done and rows in all while much is fetched. An empty cache is filled in place up to
    `in_place` revisions, beyond that by a whole copy. Without a `pace` one exchange sends all that is pending.
    """

    def __init__(
        self,
        central: Central,
        journal: Journal,
        cache: Cache,
        clock: Clock,
        progress: Callable[[int, int], None] = lambda done, total: None,
        in_place: int = IN_PLACE,
        pace: Pace | None = None,
    ) -> None:
        self._central, self._journal, self._cache, self._clock = central, journal, cache, clock
        self._progress, self._in_place = progress, in_place
        self._known = cache.known()
        self._time = CentralClock(clock, self._known)
        self._outbox, self._pace = Outbox(journal), pace
        self._epoch = ""
        self._copy_needed = False
        self.may_copy = True

    # --- one exchange ---------------------------------------------------------------------------------

    def exchange(self) -> Exchanged:
        """Push what is pending, as far as the pace allows, then bring the cache to central's state.

        Raises `Away`, `NotAdmitted`, `OtherVersion`, `FileProblem`; and `Contested`, when all the rest is done.
        """
        try:
            try:
                done = self._exchange()
            except OtherEpoch:
                self._time.forget()
                done = self._exchange()
        except Away:
            self._time.forget()
            raise
        except DatabaseError as fault:
            raise self._cache.problem(fault) from fault
        if (contest := self._outbox.contest) is not None:
            raise (NotOwnName if contest.fate == "foreign" else Contested)(contest, done)
        return done

    def _exchange(self) -> Exchanged:
        if self._cache.reopen_if_replaced():  # the window put a damaged one aside
            self._known = self._cache.known()
        self._copy_needed = self._copy_needed or self._cache.is_damaged
        pushed = self.push()
        pulled = 0
        if not self._copy_needed:
            with suppress(CopyNeeded):
                pulled = self.pull()
                return Exchanged(pushed, pulled, self._known.rev)
            self._copy_needed = True
        with suppress(Stopped):
            rows = self._copy()
            return Exchanged(pushed, rows, self._known.rev, copied=True)
        return Exchanged(pushed, self._keep_up(), self._known.rev, waiting=True)

    def _meet(self) -> None:
        """Compare clocks and epochs, unless that was done not long ago."""
        if not self._time.is_fresh():
            self._is_another()

    def _is_another(self) -> bool:
        """Ask central who it is: whether its history is another one than when it was last asked."""
        epoch = self._time.compare(self._central)
        another = epoch != self._epoch
        if another:
            self._outbox.send_all_again()
        self._epoch = epoch
        self._copy_needed = self._copy_needed or self._is_elsewhere()
        return another

    def _is_elsewhere(self) -> bool:
        """Whether the cache is of another history than central is now: it still serves, but cannot be pulled into."""
        return self._known.epoch not in ("", self._epoch)

    # --- pushing --------------------------------------------------------------------------------------

    def push(self) -> int:
        """Offer what central has not decided, in order; on another history everything, for it may have lost some."""
        self._meet()
        before = self._outbox.contest
        count = self._send()
        if before is None and self._outbox.contest is not None and self._is_another():
            count += self._send()  # it looked like a contest: central was restored a moment ago
        return count

    def _send(self) -> int:
        decided = self._watermarks()
        return self._outbox.send(self._central, decided, self._reading, self._room(decided))

    def _room(self, decided: Mapping[UUID, int]) -> int:
        """How many entries may be sent now, of however many there are."""
        if self._pace is None:
            return NO_LIMIT
        now = self._clock.monotonic()
        self._pace.heard(self._known.pulls, now)
        return self._pace.room(self._outbox.undecided(decided), now)

    def _watermarks(self) -> Mapping[UUID, int]:
        unknown = self._is_elsewhere() or self._cache.is_damaged
        return {} if unknown else self._cache.decided(self._journal.workstation)

    def _reading(self) -> Reading:
        return self._time.reading()

    # --- pulling --------------------------------------------------------------------------------------

    def pull(self) -> int:
        """Every page until the head; all of it becomes visible at once, with the watermark of the last call."""
        self._meet()
        if self._is_elsewhere():
            raise CopyNeeded
        self._known, count = self._pulled(self._cache, self._known)
        return count

    def _pulled(self, cache: Cache, known: Known) -> tuple[Known, int]:
        source = Source(self._central, self._epoch, self._journal.workstation)
        settled = self._outbox.settled(self._watermarks())
        return pull(source, cache, known, settled, self._heard, self._progress, self._in_place)

    def _heard(self, known: Known) -> Known:
        """With when central was heard, by every clock of this workstation."""
        reading = self._reading()
        return replace(
            known,
            at=moment_of(reading.wall),
            offset=reading.offset,
            uncertainty=reading.uncertainty,
            boot=reading.boot,
            monotonic=reading.monotonic,
        )

    # --- a whole copy -----------------------------------------------------------------------------------

    def copy_anew(self) -> None:
        """From the next exchange on, fetch everything into a new file; the old one serves until then."""
        self._copy_needed = True

    def _copy(self) -> int:
        """Copy everything beside, pull what changed meanwhile, and go over to the new file. Raises `Stopped`."""
        if not self.may_copy:
            raise Stopped
        head = self._central.copy_head()
        self._must_be(head["epoch"])
        file = self._cache.unfinished(head, self._clock.boot)
        try:
            fetch(self._central, file, partial(self._go_on, head["epoch"]), self._progress)
        finally:
            file.close()
        fresh = self._cache.finished()
        try:
            known = replace(fresh.known(), pulls=self._known.pulls + 1)
            known, count = self._pulled(fresh, known)
        except CopyNeeded:
            remove(self._cache.beside)
            raise OtherEpoch("what went since the copy began is no longer told: it begins anew") from None
        finally:
            fresh.close()
        self._cache.replace_by_copy()
        self._known, self._copy_needed = known, False
        return file.standing.rows + count

    def _must_be(self, epoch: str) -> None:
        if epoch != self._epoch:
            raise OtherEpoch("another history")

    def _go_on(self, epoch: str) -> None:
        """What goes on while much is fetched: this desk's events travel, and its old file is kept up."""
        if not self.may_copy:
            raise Stopped
        self.push()
        self._keep_up()
        self._must_be(epoch)

    def _keep_up(self) -> int:
        """Pull into the old file as long as it is whole and of central's history; a first copy has no old file."""
        if self._known.rev and not self._is_elsewhere() and not self._cache.is_damaged:
            with suppress(CopyNeeded):
                return self.pull()
        return 0

    # --- how it stands ----------------------------------------------------------------------------------

    def decided(self) -> bool:
        """Whether central has decided everything in the journal."""
        return not self._journal.pending(self._cache.decided(self._journal.workstation), limit=1)

    def may_send(self) -> bool:
        """Whether something waits that central would get at once."""
        decided = self._watermarks()
        return self._room(decided) > 0 and self._outbox.has_more(decided)

    def close(self) -> None:
        """Hang up, and let go of the journal."""
        self._central.close()
        self._journal.close()

    def wait(self, seconds: float) -> None:
        """Until central may have news."""
        self._central.wait(self._known.rev, seconds)
