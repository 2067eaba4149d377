"""`deskapp sync run | status | rebuild`."""

from __future__ import annotations

import argparse
import json
import logging
import re
import sys
import threading
from collections.abc import Callable
from contextlib import ExitStack, closing
from functools import partial
from typing import TYPE_CHECKING

from deskapp import app
from deskapp.settings import EMBEDDED, Settings

if TYPE_CHECKING:
    from deskapp.store.cache import Cache
    from deskapp.store.journal import Journal
    from deskapp.sync.run import Loop
    from deskapp.sync.session import Session

EMBEDDED_TRIES = 3


def add_to(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("sync", help="the exchange with central").add_subparsers(
        required=True, metavar="WHAT"
    )
    run_ = parser.add_parser("run", help="push and pull until standard input closes (the window starts this)")
    run_.set_defaults(run=run)
    status_ = parser.add_parser("status", help="how far this workstation has come")
    status_.add_argument("--json", action="store_true")
    status_.set_defaults(run=status)
    rebuild_ = parser.add_parser("rebuild", help="put the local copy aside and fetch it anew")
    rebuild_.set_defaults(run=rebuild)


def run(settings: Settings, said: argparse.Namespace) -> int:
    """Keep exchanging; reports go to standard output, kicks come by standard input."""
    from deskapp.commands.window import log_to
    from deskapp.sync.run import Loop, hear, say_to

    log_to(settings)
    say = say_to(sys.stdout)
    with ExitStack() as stack:
        stack.enter_context(app.locked(settings.home / "sync.lock"))
        say({"state": "connecting", "detail": ""})
        url = stack.enter_context(app.central_running(settings))
        session, cache = app.open_session(settings, url)
        give_up = EMBEDDED_TRIES if settings.central == EMBEDDED else None  # the next start serves it anew
        loop = Loop(session, app.link_to(settings, url), say, give_up)
        renew = partial(app.rebuilt_session, settings, url, cache)
        threading.Thread(target=_check, args=(settings, loop, renew), daemon=True).start()
        threading.Thread(target=hear, args=(sys.stdin, loop), daemon=True).start()
        loop.run()
    return 0


def _check(settings: Settings, loop: Loop, renew: Callable[[], Session]) -> None:
    """Look the local copy over in the background; a damaged one is fetched anew while the desk works on."""
    cache = app.open_cache(settings, writer=False, notices=[])
    if not cache.is_sound():
        logging.error("the local copy is damaged: it is fetched anew")
        loop.rebuild(renew)
    cache.close()


def status(settings: Settings, said: argparse.Namespace) -> int:
    """What waits to be sent, and how old the local copy is."""
    journal = app.open_journal(settings, writer=not settings.journal.exists())
    cache = app.open_cache(settings, writer=False, notices=[])
    with closing(journal), closing(cache):
        found = _status(settings, journal, cache)
    if said.json:
        print(json.dumps(found, sort_keys=True))
    else:
        for name, value in found.items():
            print(f"{name:>16}  {value}")
    return 0


def _status(settings: Settings, journal: Journal, cache: Cache) -> dict[str, str | int | None]:
    known = cache.known()
    return {
        "workstation": settings.workstation,
        "central": re.sub(r"(//[^:/@]+):[^@]*@", r"\1:***@", settings.central),
        "pending": len(journal.pending(cache.decided(settings.workstation))),
        "rev": known.rev,
        "epoch": known.epoch,
        "heard": known.at.isoformat() if known.at else None,
        "clock_offset_us": known.offset,
    }


def rebuild(settings: Settings, said: argparse.Namespace) -> int:
    """Put the cache aside; the next exchange fetches it anew. Nothing of it is only here."""
    from deskapp.store.cache import discard

    with app.locked(settings.home / "desk.lock"), app.locked(settings.home / "sync.lock"):
        discard(settings.cache)
        with app.central_running(settings) as url:
            session, cache = app.open_session(settings, url)
            session.exchange()
            session.close()
            cache.close()
    return 0
