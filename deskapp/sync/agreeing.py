"""Whether central holds this workstation's journal just as it is here, entry by entry, as far as it has decided it.

It is asked by what a workstation may do anyway: what is pushed a second time is answered by whether it is the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from uuid import UUID

from deskapp.store.cache import Known
from deskapp.store.clock import Clock
from deskapp.store.codec import Entry, encode
from deskapp.store.journal import Journal
from deskapp.sync.central_clock import CentralClock
from deskapp.sync.link import Central

AT_ONCE = 500
_SAME = ("duplicate", "quarantined", "known")


class OtherHistory(Exception):
    """Central was restored, or is another one, since this workstation last heard from it."""

    def sentence(self, language: str) -> str:
        return {
            "es": "La central tiene otra historia que la copia de este puesto, por ejemplo porque se restauró. No se "
            "ha comparado nada. Abra la ventana hasta que la copia esté al día y repita.",
            "en": "Central has another history than this workstation's copy, such as after a restore. Nothing was "
            "compared. Open the window until the copy is up to date, and try again.",
        }[language]


@dataclass(frozen=True, slots=True)
class Agreement:
    """How many entries are the same at central, from the first on, and the one that is not. `fate`: what central says
    of that one; `new` means that it was missing there and is stored again now."""

    entries: int
    differs: Entry | None = None
    fate: str = ""


def agreement(central: Central, journal: Journal, decided: Mapping[UUID, int], known: Known, clock: Clock) -> Agreement:
    """Compare up to the first difference. Raises `OtherHistory`, `Away` and its like."""
    time = CentralClock(clock, known)
    if time.compare(central) != known.epoch:
        raise OtherHistory
    count = 0
    for part in _parts(entry for _, entry in journal.entries() if entry.seq <= decided.get(entry.incarnation, 0)):
        fates = central.push(time.reading(), [encode(entry).decode() for entry in part])
        for entry, fate in zip(part, fates, strict=True):
            if fate not in _SAME:
                return Agreement(count, entry, fate)
            count += 1
    return Agreement(count)


def _parts(entries: Iterator[Entry]) -> Iterator[list[Entry]]:
    while part := list(islice(entries, AT_ONCE)):
        yield part
