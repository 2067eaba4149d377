"""Looking the local copy over in the background: whole at the start and after each copying, right each night."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

from deskapp.store.cache import Cache
from deskapp.sync.checking import Comparison, compare, remember, remembered
from deskapp.sync.link import Away, Central, NotAdmitted, OtherVersion

NIGHT = time(3)
"""This machine's local time. One that slept then is looked over when it is awake."""

LOOK_EVERY = 60.0
_log = logging.getLogger(__name__)


class Watch:
    """`open_cache` and `link` open what is the watch's own, so that exchanges go on meanwhile.

    `note` keeps the last comparison, `say` reports, `fetch_anew` has the copy made anew. `delay` keeps the
    workstations of a library from asking central all at once.
    """

    def __init__(
        self,
        open_cache: Callable[[], Cache],
        link: Callable[[], Central],
        note: Path,
        say: Callable[[dict[str, Any]], None],
        fetch_anew: Callable[[], None],
        delay: timedelta,
    ) -> None:
        self._open_cache, self._link, self._note = open_cache, link, note
        self._say, self._fetch_anew, self._delay = say, fetch_anew, delay
        self._asked, self._over = threading.Event(), threading.Event()
        self._to_compare, self._to_look_over = threading.Event(), threading.Event()
        self._to_look_over.set()
        self._began = datetime.now().astimezone()
        last = remembered(note)
        self._seen = last.at if last else None

    def check(self) -> None:
        """Compare with central now."""
        self._to_compare.set()
        self._asked.set()

    def copied(self) -> None:
        """A new copy is in use: see whether it is whole."""
        self._to_look_over.set()
        self._asked.set()

    def stop(self) -> None:
        self._over.set()
        self._asked.set()

    def run(self) -> None:
        """Until `stop()`."""
        while not self._over.is_set():
            self._asked.clear()
            self.turn()
            self._asked.wait(LOOK_EVERY)

    def turn(self) -> None:
        """Do what was asked for, and what the hour asks for."""
        if self._to_look_over.is_set():
            self._to_look_over.clear()
            self._look_over()
        if self._to_compare.is_set() or self._is_due(datetime.now().astimezone()):
            self._to_compare.clear()
            self._compare()
        self._heed_note()

    def _is_due(self, now: datetime) -> bool:
        """Whether a night has come since the last check, or since the very first start."""
        night = now.replace(hour=NIGHT.hour, minute=NIGHT.minute, second=0, microsecond=0)
        night = night if night <= now else night - timedelta(days=1)
        last = remembered(self._note)
        if now < max(night, self._began) + self._delay:
            return False
        return (last.at if last else self._began) < night

    def _look_over(self) -> None:
        with closing(self._open_cache()) as cache:
            sound = cache.is_sound()
        if not sound:
            _log.error("the local copy is damaged: it is fetched anew")
            self._fetch_anew()

    def _compare(self) -> None:
        try:
            with closing(self._link()) as central, closing(self._open_cache()) as cache:
                found = compare(central, cache)
        except (Away, NotAdmitted, OtherVersion) as fault:
            self._say({"state": "checked", "result": "away", "detail": type(fault).__name__})
            return
        remember(self._note, found)
        if found.result in ("same", "busy"):
            self._say({"state": "checked", "result": found.result, "rev": found.rev})

    def _heed_note(self) -> None:
        """A difference that was found here, or by `deskapp sync check` beside, is repaired once."""
        found = remembered(self._note)
        if found is None or found.at == self._seen:
            return
        self._seen = found.at
        if found.result in ("differs", "damaged"):
            self._repair(found)

    def _repair(self, found: Comparison) -> None:
        _log.error("the local copy is not what central has (%s): it is fetched anew", ", ".join(found.kinds))
        self._say({"state": "differs", "kinds": list(found.kinds)})
        self._fetch_anew()
