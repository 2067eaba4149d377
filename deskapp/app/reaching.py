"""How a workstation reaches central: where it answers, the link to it, and an embedded one served meanwhile."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from deskapp.app.files import open_cache, open_journal, secrets_for
from deskapp.app.program import command
from deskapp.credentials import token_for
from deskapp.settings import EMBEDDED, Settings

if TYPE_CHECKING:  # SQLAlchemy costs 0.3 s: the window is shown before it is imported
    from deskapp.desk.door import Ask
    from deskapp.store.cache import Cache
    from deskapp.sync.link import Central
    from deskapp.sync.session import Session

CENTRAL_PASSWORD = "central-password"
"""The keyring's name for what this workstation signs in to PostgreSQL with."""

START_UP = 20.0
"""Seconds that an embedded central may take to answer."""


class NoCentral(Exception):
    """The embedded central did not start; `said` is what it said."""

    def __init__(self, said: str) -> None:
        super().__init__(said)
        self.said = said


def link_to(settings: Settings, url: str, workstation: str | None = None) -> Central:
    """The link to central for this workstation."""
    from deskapp.sync.link import central_at

    secrets_, root = secrets_for(settings), settings.root_certificate
    embedded = url.startswith("http://")
    secret = token_for("central-token", secrets_) if embedded else secrets_.get(CENTRAL_PASSWORD) or ""
    return central_at(url, secret, workstation or settings.workstation, root if root.exists() else None)


def open_session(
    settings: Settings, url: str, progress: Callable[[int, int], None] = lambda done, total: None
) -> tuple[Session, Cache]:
    """The sync process's parts: the journal to read, the cache to write, and the link.

    `progress` hears of rows done and rows in all while much is fetched.
    """
    from deskapp.store.clock import SystemClock
    from deskapp.sync.pace import Pace
    from deskapp.sync.session import Session

    journal = open_journal(settings, writer=not settings.journal.exists())
    cache = open_cache(settings, writer=True, notices=[])
    return Session(link_to(settings, url), journal, cache, SystemClock(), progress, pace=Pace()), cache


def asking_central(settings: Settings) -> Ask:
    """Central's answer to one question, over a connection of its own; `ConnectionError` where there is none."""

    def ask(what: str, words: dict[str, Any]) -> Any:
        from deskapp.sync.link import Away, NotAdmitted, OtherVersion

        embedded = settings.central == EMBEDDED
        if embedded and not _serving(settings).exists():
            raise ConnectionError
        url = _serving(settings).read_text(encoding="ascii") if embedded else settings.central
        try:
            with closing(link_to(settings, url)) as link:
                return link.ask(what, **words)
        except (Away, NotAdmitted, OtherVersion) as fault:
            raise ConnectionError from fault

    return ask


def announce(settings: Settings, url: str) -> None:
    """Leave word in the home folder where the embedded central answers."""
    temporary = settings.home / "central.url.tmp"
    temporary.write_text(url, encoding="ascii")
    temporary.replace(_serving(settings))


@contextmanager
def central_running(settings: Settings) -> Iterator[str]:
    """The URL of central; an embedded one that is not running yet is served by a child process meanwhile."""
    if settings.central != EMBEDDED:
        yield settings.central
        return
    if _answers(settings):
        yield _serving(settings).read_text(encoding="ascii")
        return
    child = subprocess.Popen(
        [*command(settings), "central", "serve"],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    try:
        yield _await_url(settings, child)
    finally:
        child.communicate()  # closing its standard input ends it


def _await_url(settings: Settings, child: subprocess.Popen[bytes]) -> str:
    until = time.monotonic() + START_UP
    while time.monotonic() < until:
        if _answers(settings):
            return _serving(settings).read_text(encoding="ascii")
        if child.poll() is not None:
            said = child.stderr.read().decode(errors="replace") if child.stderr else ""
            raise NoCentral(said.strip())
        time.sleep(0.02)
    raise NoCentral(f"{START_UP:.0f} s")


def _answers(settings: Settings) -> bool:
    from deskapp.sync.link import Away, HttpCentral, NotAdmitted

    path = _serving(settings)
    if not path.exists():
        return False
    link = HttpCentral(path.read_text(encoding="ascii"), token_for("central-token", secrets_for(settings)), "probe")
    try:
        link.hello()
    except (Away, NotAdmitted):
        return False
    finally:
        link.close()
    return True


def _serving(settings: Settings) -> Path:
    return settings.home / "central.url"
