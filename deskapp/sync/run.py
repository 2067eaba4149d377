"""The sync process: exchanges with central as long as the window lives, and says how it stands, a line at a time.

Each line is an object of JSON with `state`:

    connecting                        it starts
    online      rev, pulled           an exchange was done; `contested` true as long as a contest lasts
    copying     done, total           a whole copy is fetched, or many pages pulled; rows
    stopped     rev, pulled           as online, but a whole copy is needed and was cancelled
    contested   incarnation, seq, fate    once: central holds other content under a number of this journal
    offline | refused | other_version     detail: no exchange; the journal waits
    file        detail                the local copy cannot be written: `full`, `read_only`, ...
    checked     result                a check found it the `same`, or could not tell: `busy`, `away`
    differs     kinds                 a check found another content than central's: it is fetched anew

The window says a word a line: `kick`, something was recorded; `copy`, begin or resume a whole copy; `cancel`, stop
one and go on with what there is; `check`, compare with central. The end of the stream is the end.
"""

from __future__ import annotations

import json
import logging
import threading
import time
from collections.abc import Callable
from typing import IO, Any

from sqlalchemy.exc import DatabaseError

from deskapp.store.cipher import FileProblem
from deskapp.sync.link import Away, Central, NotAdmitted, OtherVersion
from deskapp.sync.outbox import Contest
from deskapp.sync.session import Contested, Exchanged, NotOwnName, Session

BACKSTOP = 20.0
"""Seconds after which central is asked even if nothing was announced."""

RETRY = (0.5, 1.0, 2.0, 5.0)
UNDECIDED = (0.15, 0.15, 0.25, 0.5, 1.0)
"""Seconds between looks for a decision where none is announced: one that is made is announced sooner than this."""

GATHER = (0.03, 1.0)
"""Seconds from one announcement to the next that is heeded, at least and at most."""

EASE = 2.0
"""So many times as long as its last exchange took a desk leaves central alone after an announcement: when central is
slow, all desks ask it less often, and none waits for the others' questions.
"""

_log = logging.getLogger(__name__)


class Loop:
    """Exchange whenever the window or central has news. `say` gets each report, `copied` hears of each new copy.

    `give_up_after` so many failures in a row the loop ends, for whoever started it to start everything anew.
    """

    def __init__(
        self,
        session: Session,
        listener: Central,
        say: Callable[[dict[str, Any]], None],
        give_up_after: int | None = None,
        copied: Callable[[], None] = lambda: None,
    ) -> None:
        self._session, self._listener, self._say, self._copied = session, listener, say, copied
        self._give_up_after = give_up_after
        self._news, self._stopping = threading.Event(), False
        self._failures, self._looks = 0, 0
        self._rev, self._took = 0, 0.0
        self._contest: Contest | None = None

    def kick(self) -> None:
        """There is something to push."""
        self._news.set()

    def copy(self) -> None:
        """Begin a whole copy, or resume the one that was cancelled."""
        self._session.may_copy = True
        self._session.copy_anew()
        self._news.set()

    def cancel(self) -> None:
        """Stop a whole copy; what has come of it stays for a later one."""
        self._session.may_copy = False
        self._news.set()

    def stop(self) -> None:
        self._stopping = True
        self.cancel()

    def run(self) -> None:
        """Until `stop()`."""
        threading.Thread(target=self._listen, daemon=True).start()
        while not self._stopping:
            self._news.clear()
            self._news.wait(self._once())

    def _once(self) -> float:
        """One exchange; how long to wait for news before the next."""
        try:
            return self._exchanged()
        except Away as fault:
            return self._failed("offline", type(fault).__name__)
        except (NotAdmitted, NotOwnName) as fault:
            return self._failed("refused", type(fault).__name__)
        except OtherVersion as fault:
            return self._failed("other_version", type(fault).__name__)
        except FileProblem as fault:
            return self._failed("file", fault.code)
        except DatabaseError as fault:
            return self._failed("file", type(fault).__name__)

    def _exchanged(self) -> float:
        contest, began = None, time.monotonic()
        try:
            done = self._session.exchange()
        except NotOwnName:
            raise  # other numbers would not help
        except Contested as fault:
            done, contest = fault.done, fault.contest
        self._failures, self._rev, self._took = 0, done.rev, time.monotonic() - began
        self._tell(done, contest)
        return self._pause(done)

    def _tell(self, done: Exchanged, contest: Contest | None) -> None:
        if contest is not None and contest != self._contest:
            _log.error("contested: %s at %s", contest.fate, contest.seq)
            about = {"incarnation": str(contest.incarnation), "seq": contest.seq, "fate": contest.fate}
            self._say({"state": "contested", **about})
        self._contest = contest
        report: dict[str, Any] = {"state": "stopped" if done.waiting else "online", "detail": ""}
        report |= {"rev": done.rev, "pulled": done.pulled}
        self._say(report | ({"contested": True} if contest is not None else {}))
        if done.copied:
            self._copied()

    def _pause(self, done: Exchanged) -> float:
        if self._session.may_send():
            return 0.0
        if self._contest is not None or done.waiting or self._session.decided():
            self._looks = 0
            return BACKSTOP
        self._looks = 0 if done.pushed else min(self._looks + 1, len(UNDECIDED) - 1)
        return UNDECIDED[self._looks]

    def _failed(self, state: str, detail: str) -> float:
        wait = RETRY[min(self._failures, len(RETRY) - 1)]
        self._failures += 1
        if self._give_up_after is not None and self._failures >= self._give_up_after:
            self._stopping = True
        _log.info("%s: %s", state, detail)
        self._say({"state": state, "detail": detail})
        return wait

    def _listen(self) -> None:
        """Hear central's news on a connection of its own."""
        while not self._stopping:
            try:
                self._listener.wait(self._rev, BACKSTOP)
                self._news.set()
                time.sleep(gather(self._took))
            except (Away, NotAdmitted, OtherVersion):
                time.sleep(RETRY[1])


def gather(took: float) -> float:
    """Seconds to gather announcements after one, where the last exchange took so many."""
    least, most = GATHER
    return min(max(least, EASE * took), most)


def hear(stream: IO[str], loop: Loop, check: Callable[[], None]) -> None:
    """What the window says, until the end of the stream."""
    for line in stream:
        match line.strip():
            case "cancel":
                loop.cancel()
            case "copy":
                loop.copy()
            case "check":
                check()
            case _:
                loop.kick()
    loop.stop()


def say_to(stream: IO[str]) -> Callable[[dict[str, Any]], None]:
    """Reports as lines of JSON, from any thread."""
    guard = threading.Lock()

    def say(report: dict[str, Any]) -> None:
        with guard:
            stream.write(json.dumps(report) + "\n")
            stream.flush()

    return say
