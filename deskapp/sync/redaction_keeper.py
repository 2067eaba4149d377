"""Fetches what central had erased of this workstation's entries, for the window to erase it in the journal's file."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

from deskapp.store.cipher import FileProblem
from deskapp.store.journal import Journal
from deskapp.store.redactions import RedactionFile
from deskapp.sync.link import Away, Central, NotAdmitted, OtherVersion

EVERY = 60.0
"""Seconds between two questions; while there is more to take, a tenth of it."""


class RedactionKeeper:
    """`opened` opens the journal to read how far it has come."""

    def __init__(self, central: Central, file: RedactionFile, opened: Callable[[], Journal]) -> None:
        self._central, self._file, self._opened = central, file, opened
        self._left: list[Any] = []

    def run(self, stop: threading.Event) -> None:
        """Until `stop` is set."""
        while not stop.is_set():
            stop.wait(EVERY / 10 if self.look() else EVERY)

    def look(self) -> bool:
        """Leave the next redactions in the file; whether there were any. Nothing happens while central is away."""
        try:
            with closing(self._opened()) as journal:
                found = next(redactions_behind(self._central, journal), [])
            if found and found != self._left:
                self._file.keep(found)
                self._left = found
            return bool(found)
        except (Away, NotAdmitted, OtherVersion, FileProblem):
            return False
        finally:
            self._central.close()


def redactions_behind(central: Central, journal: Journal) -> Iterator[list[Any]]:
    """Page by page, what central had erased of a journal's entries and the journal still has."""
    name = journal.workstation
    since, job = journal.redacted_up_to, name[name.find("/") :] if "/" in name else ""
    while found := central.ask("redactions", since=since, job=job):
        yield found
        since = found[-1][0]
