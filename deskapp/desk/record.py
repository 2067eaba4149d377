"""Recording an act: into the journal first, then into what is seen, then said to whoever listens."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from deskapp.domain.outcome import Done, Permission
from deskapp.domain.values import ActId, Line, MemberId, PatronId
from deskapp.store.cipher import FileProblem
from deskapp.store.codec import Entry, ReliedOn
from deskapp.store.journal import Journal
from deskapp.store.overlay import Overlay
from deskapp.store.redactions import RedactionFile

_GIVING = ("FeeWaived", "RefundPaid", "CreditGranted")


@dataclass(frozen=True, slots=True)
class Staff:
    """Who is at the desk, what they may do, and who made sure of it: central, a cached verifier, a sealed code.

    Where nobody has an account yet, anybody may do everything.
    """

    name: str
    permissions: frozenset[Permission] = frozenset(Permission)
    verified_by: str = "nobody"  # central, cached, break_glass, nobody
    member: MemberId | None = None
    patron: PatronId | None = None  # their own record as a reader
    spoken: str = ""


@dataclass(frozen=True, slots=True)
class Changes:
    """The patrons and items that an act touched: pages that show them reload."""

    patrons: frozenset[UUID]
    items: frozenset[UUID]
    titles: frozenset[UUID]


class Ballast:
    """A file that holds a little of the disk back, so that a shift can be finished when the disk is full."""

    SIZE = 4 * 1024 * 1024

    def __init__(self, path: Path) -> None:
        self._path = path

    def load(self) -> None:
        """Take the space, if it can be had."""
        if not self._path.exists() or self._path.stat().st_size < self.SIZE:
            try:
                self._path.write_bytes(b"\0" * self.SIZE)
            except OSError:
                self._path.unlink(missing_ok=True)

    def drop(self) -> bool:
        """Give the space back; False when it was already gone."""
        if not self._path.exists():
            return False
        self._path.unlink()
        return True


class Recorder:
    """Appends acts to the journal for one member of staff at one desk."""

    def __init__(self, journal: Journal, overlay: Overlay, staff: Staff, desk: str, ballast: Ballast) -> None:
        self._journal, self._overlay, self.staff, self._desk, self._ballast = journal, overlay, staff, desk, ballast
        self.listeners: list[Callable[[Changes], None]] = []
        self.on_last_reserve: Callable[[], None] | None = None
        self.redactions: RedactionFile | None = None

    def take_redactions(self) -> None:
        """Erase in the journal what central had erased; what cannot be written now is taken at the next start."""
        if self.redactions is not None and (found := self.redactions.news()):
            with suppress(FileProblem):
                self._journal.redact(found)
                self._overlay.read_anew()

    def record(self, done: Done, reason: str = "", now_age: int = 0) -> ActId:
        """Durable first. Raises `FileProblem` when it cannot be written: then nothing happened."""
        relied_on = ReliedOn(self._overlay.known.rev, now_age, reason=reason)
        try:
            entries = self._append(done, relied_on)
        except FileProblem as problem:
            if problem.code != "full" or not self._ballast.drop():
                raise
            entries = self._append(done, relied_on)
            if self.on_last_reserve is not None:
                self.on_last_reserve()
        self._overlay.add(entries)
        changes = changes_of(entries)
        for listener in self.listeners:
            listener(changes)
        return ActId(entries[0].act)

    def note(self, done: Done) -> None:
        """Append what changes no record: nothing is shown anew, and no reserve is spent. Raises `FileProblem`."""
        self._append(done, ReliedOn(self._overlay.known.rev))

    def pending(self, limit: int | None = None) -> list[Entry]:
        """What central has not decided yet, in the order of recording."""
        return self._journal.pending(self._overlay.cache.decided(self._journal.workstation), limit)

    def given_away(self, since: datetime) -> int:
        """What was waived and given back here since a moment and central has not seen yet; minor units."""
        made = (e for e in self.pending() if e.kind in _GIVING and e.wall >= since)
        return sum(json.loads(bytes(e.body))["amount"] for e in made)

    def reissue(self, incarnation: UUID, from_seq: int) -> int:
        """Write again, under new numbers, what central could not take under these; how many entries."""
        again = self._journal.reissue(incarnation, from_seq)
        self._overlay.read_anew()
        return again

    @property
    def workstation(self) -> str:
        return self._journal.workstation

    def opened_with(self, number: int) -> datetime | None:
        """When a sealed code opened this desk, by its own clock, as long as central does not know it."""
        used = (e for e in self.pending() if e.kind == "BreakGlassUsed")
        return next((e.wall for e in used if json.loads(bytes(e.body))["number"] == number), None)

    def next_receipt(self, year: int) -> str:
        """The number that the next receipt of this workstation carries."""
        return self._journal.next_receipt(year)

    def _append(self, done: Done, relied_on: ReliedOn) -> list[Entry]:
        return self._journal.record(done, self.staff.name, self._desk, relied_on, self.staff.verified_by)


def changes_of(entries: list[Entry]) -> Changes:
    touched = {line: frozenset(id for e in entries for at, id in e.touches if at == line) for line in Line}
    patrons = touched[Line.PATRON] | touched[Line.ACCOUNT]
    return Changes(patrons, touched[Line.ITEM], touched[Line.TITLE])
