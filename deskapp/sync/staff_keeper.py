"""Keeps what a desk goes by to let its staff in while central is away: asks central every minute whether it changed."""

from __future__ import annotations

import threading
from collections.abc import Callable

from deskapp.store.staff_known import StaffFile
from deskapp.sync.link import Away, Central, NotAdmitted, OtherVersion

EVERY = 60.0
"""Seconds between two questions."""


class StaffKeeper:
    """`now`: microseconds since 1970, UTC."""

    def __init__(self, central: Central, file: StaffFile, now: Callable[[], int]) -> None:
        self._central, self._file, self._now = central, file, now

    def run(self, stop: threading.Event) -> None:
        """Until `stop` is set."""
        while not stop.is_set():
            self.look()
            stop.wait(EVERY)

    def look(self) -> None:
        """Fetch what has changed. Nothing happens while central is away: the file says how old it is."""
        try:
            at = self._central.hello()["secrets"]
            known = self._file.read()
            if at != known.at or known.lacks_members:
                said = self._central.ask("verifiers")
                self._file.keep(said["at"], said["staff"], said["codes"], self._now(), said.get("members", ()))
            else:
                self._file.confirm(self._now())
        except (Away, NotAdmitted, OtherVersion):
            return
        finally:
            self._central.close()
