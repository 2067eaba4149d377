"""The applier as a service on PostgreSQL: it outlives the database's absences, and stands by for another one's end."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

from sqlalchemy.exc import DBAPIError

from deskapp.central.applier import Applier, LeaseLost
from deskapp.central.database import Database

LOOK_EVERY = 1.0
"""Seconds between two looks at what there is to decide, at the lease, and at whether the end has come."""

APART = 0.1
"""Seconds between the beginnings of two batches. Each wakes every desk, and two hundred desks cost more to wake and to
answer than a few events to decide; one that comes after a pause is decided at once.
"""

_log = logging.getLogger(__name__)


class Service:
    """Decides what arrives as long as it holds the lease; without it, it waits to take over."""

    def __init__(self, database: Database, now: Callable[[], int]) -> None:
        self._database, self._applier = database, Applier(database, now)
        self.holding = self._failing = False

    def run(self, stop: threading.Event) -> None:
        """Until `stop`; then another one may take over at once."""
        while not stop.is_set():
            try:
                with self._database.pushes() as wait:
                    while not stop.is_set():
                        self._once(stop, wait)
            except LeaseLost:
                _log.warning("another applier has taken over; this one waits")
                self.holding = False
            except Exception as fault:
                self._failed(fault)
                stop.wait(LOOK_EVERY)
        self._let_go()

    def _once(self, stop: threading.Event, wait: Callable[[float], None]) -> None:
        """Decide, or wait for something to decide, or for the lease."""
        if not self.holding:
            self.holding = self._applier.acquire()
            if not self.holding:
                stop.wait(LOOK_EVERY)
            else:
                _log.info("this applier decides from now on")
        else:
            began = time.monotonic()
            if self._applier.run().events:
                stop.wait(max(0.0, began + APART - time.monotonic()))
            else:
                self._failing = False
                wait(LOOK_EVERY)

    def _failed(self, fault: Exception) -> None:
        """Begin anew; of a row of failures the first is told."""
        if not self._failing:
            away = isinstance(fault, DBAPIError)  # its message may hold what was to be written: persons
            said = type(fault).__name__ if away else "the applier failed"
            _log.error("%s: what was sent is stored, and it tries again every second", said, exc_info=not away)
        self.holding, self._failing = False, True
        self._database.close()  # among several servers, another one may be the right one now

    def _let_go(self) -> None:
        if not self.holding:
            return
        try:
            self._applier.release()
        except DBAPIError:
            _log.warning("the database is away: the lease ends by itself")
        self.holding = False
