"""The sync process: exchanges with central as long as the window lives, and says how it stands, a line at a time."""

from __future__ import annotations

import json
import logging
import threading
import time
from collections.abc import Callable
from typing import IO, Any

from deskapp.sync.link import Away, Central, NotAdmitted, OtherVersion
from deskapp.sync.session import Contested, Session

BACKSTOP = 20.0
"""Seconds after which central is asked even if nothing was announced."""

RETRY = (0.5, 1.0, 2.0, 5.0)
UNDECIDED = 0.03
_log = logging.getLogger(__name__)


class Loop:
    """Exchange whenever the window or central has news. `say` gets each report.

    `give_up_after` so many failures in a row the loop ends, for whoever started it to start everything anew.
    """

    def __init__(
        self,
        session: Session,
        listener: Central,
        say: Callable[[dict[str, Any]], None],
        give_up_after: int | None = None,
    ) -> None:
        self._session, self._listener, self._say = session, listener, say
        self._give_up_after = give_up_after
        self._news, self._stopping = threading.Event(), False
        self._failures = 0
        self._rev = 0
        self._renew: Callable[[], Session] | None = None

    def kick(self) -> None:
        """There is something to push."""
        self._news.set()

    def rebuild(self, renew: Callable[[], Session]) -> None:
        """Go on with the session that `renew` gives, at the next turn."""
        self._renew = renew
        self._news.set()

    def stop(self) -> None:
        self._stopping = True
        self._news.set()

    def run(self) -> None:
        """Until `stop()`."""
        threading.Thread(target=self._listen, daemon=True).start()
        while not self._stopping:
            self._news.clear()
            self._news.wait(self._once())

    def _once(self) -> float:
        """One exchange; how long to wait for news before the next."""
        try:
            if self._renew is not None:
                self._session, self._renew = self._renew(), None
            done = self._session.exchange()
        except Away as fault:
            return self._failed("offline", fault)
        except NotAdmitted as fault:
            return self._failed("refused", fault)
        except OtherVersion as fault:
            return self._failed("other_version", fault)
        except Contested as fault:
            return self._failed("refused", fault)
        self._failures, self._rev = 0, done.rev
        self._say({"state": "online", "detail": "", "rev": done.rev, "pulled": done.pulled})
        return BACKSTOP if self._session.decided() else UNDECIDED

    def _failed(self, state: str, fault: Exception) -> float:
        wait = RETRY[min(self._failures, len(RETRY) - 1)]
        self._failures += 1
        if self._give_up_after is not None and self._failures >= self._give_up_after:
            self._stopping = True
        _log.info("%s: %s", state, type(fault).__name__)
        self._say({"state": state, "detail": type(fault).__name__})
        return wait

    def _listen(self) -> None:
        """Hear central's news on a connection of its own."""
        while not self._stopping:
            try:
                self._listener.wait(self._rev, BACKSTOP)
                self._news.set()
                time.sleep(UNDECIDED)
            except (Away, NotAdmitted, OtherVersion):
                time.sleep(RETRY[1])


def hear(stream: IO[str], loop: Loop) -> None:
    """Each line from the window is a kick; the end of the stream is the end."""
    for _ in stream:
        loop.kick()
    loop.stop()


def say_to(stream: IO[str]) -> Callable[[dict[str, Any]], None]:
    """Reports as lines of JSON."""

    def say(report: dict[str, Any]) -> None:
        stream.write(json.dumps(report) + "\n")
        stream.flush()

    return say
