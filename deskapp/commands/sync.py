"""`deskapp sync run | status | check | prepare | rebuild`."""

from __future__ import annotations

import argparse
import json
import re
import sys
import threading
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import timedelta
from pathlib import Path
from time import sleep
from typing import TYPE_CHECKING, Any

from deskapp.app.central import central_now
from deskapp.app.files import InUse, locked, open_cache, open_journal, redaction_file, staff_file
from deskapp.app.reaching import central_running, link_to, open_session
from deskapp.settings import EMBEDDED, Settings
from deskapp.wording.sentences import language_of

if TYPE_CHECKING:
    from deskapp.store.cache import Cache
    from deskapp.store.journal import Journal
    from deskapp.sync.checking import Comparison
    from deskapp.sync.prepare import Prepared
    from deskapp.sync.session import Session

EMBEDDED_TRIES = 3
MOST_DELAY = 60
"""Minutes over which the nightly checks of a library's workstations are spread."""

_CHECKED = {
    "same": (
        "La copia local es igual a la de la central.",
        "The local copy is the same as central's.",
    ),
    "differs": (
        "La copia local no es igual a la de la central ({kinds}). Lo anotado aquí está a salvo; la copia se vuelve a "
        "traer entera, y el mostrador sigue trabajando entretanto.",
        "The local copy is not the same as central's ({kinds}). What was recorded here is safe; the copy is fetched "
        "anew, and the desk works on meanwhile.",
    ),
    "damaged": (
        "La copia local está dañada. Lo anotado aquí está a salvo; la copia se vuelve a traer entera.",
        "The local copy is damaged. What was recorded here is safe; the copy is fetched anew.",
    ),
    "busy": (
        "No se ha podido comparar: la copia local y la central no llegaron a estar al mismo tiempo en la misma "
        "revisión. No se ha cambiado nada. Repítalo cuando haya menos trabajo.",
        "It could not be compared: the local copy and central were never at the same revision together. Nothing was "
        "changed. Try again when there is less to do.",
    ),
}
_PREPARED = (
    "Este puesto está completo para trabajar sin conexión ({at}, revisión {rev}):",
    "This workstation is complete for working offline ({at}, revision {rev}):",
)
_NOT_PREPARED = (
    "Este puesto NO está completo para trabajar sin conexión. Lo anotado en él está a salvo. Falta:",
    "This workstation is NOT complete for working offline. What was recorded on it is safe. Missing:",
)
_MISSING = {
    "away": ("la central no responde: compruebe la red", "central does not answer: check the network"),
    "refused": (
        "la central no admite este puesto: avise a un administrador",
        "central does not admit this workstation: tell an administrator",
    ),
    "other_version": (
        "la central habla otra versión: actualice el programa",
        "central speaks another version: update the program",
    ),
    "contested": (
        "la central tiene otros datos con los números de este diario: avise a un administrador",
        "central holds other content under this journal's numbers: tell an administrator",
    ),
    "pending": (
        "la central no ha procesado todavía todo lo anotado aquí: espere y repita",
        "central has not processed everything recorded here yet: wait and repeat",
    ),
    "differs": (
        "la copia local no es igual a la de la central: «deskapp sync rebuild» la vuelve a traer",
        "the local copy is not the same as central's: `deskapp sync rebuild` fetches it anew",
    ),
    "busy": (
        "no se ha podido comparar con la central: repita cuando haya menos trabajo",
        "it could not be compared with central: repeat when there is less to do",
    ),
    "damaged": (
        "el archivo de la copia local está dañado: «deskapp sync rebuild» la vuelve a traer",
        "the file of the local copy is damaged: `deskapp sync rebuild` fetches it anew",
    ),
}


def add_to(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("sync", help="the exchange with central").add_subparsers(
        required=True, metavar="WHAT"
    )
    run_ = parser.add_parser("run", help="push and pull until standard input closes (the window starts this)")
    run_.set_defaults(run=run)
    status_ = parser.add_parser("status", help="how far this workstation has come")
    check_ = parser.add_parser("check", help="compare the local copy with central; a copy that differs is fetched anew")
    prepare_ = parser.add_parser("prepare", help="fetch and check everything, to go offline; says what is missing")
    for one, what in ((status_, status), (check_, check), (prepare_, prepare)):
        one.add_argument("--json", action="store_true")
        one.set_defaults(run=what)
    rebuild_ = parser.add_parser("rebuild", help="fetch the local copy anew, and put it in the place of the old one")
    rebuild_.set_defaults(run=rebuild)


def note(settings: Settings) -> Path:
    """Where the last check is noted."""
    return settings.home / "checked.json"


def run(settings: Settings, said: argparse.Namespace) -> int:
    """Keep exchanging; reports go to standard output, the window's words come by standard input."""
    from deskapp.commands.window import log_to
    from deskapp.jobs.upkeep import keep_up_daily
    from deskapp.sync.redaction_keeper import RedactionKeeper
    from deskapp.sync.run import Loop, hear, say_to
    from deskapp.sync.staff_keeper import StaffKeeper
    from deskapp.sync.watch import Watch

    log_to(settings)
    say = say_to(sys.stdout)
    with ExitStack() as stack:
        stack.enter_context(locked(settings.home / "sync.lock"))
        say({"state": "connecting", "detail": ""})
        url = stack.enter_context(central_running(settings))
        session, _ = open_session(settings, url, _progress(say))
        give_up = EMBEDDED_TRIES if settings.central == EMBEDDED else None  # the next start serves it anew
        loop = Loop(session, link_to(settings, url), say, give_up, lambda: watch.copied())
        watch = Watch(
            lambda: open_cache(settings, writer=False, notices=[]),
            lambda: link_to(settings, url),
            note(settings),
            say,
            loop.copy,
            timedelta(minutes=zlib.crc32(settings.workstation.encode()) % MOST_DELAY),
        )
        keeper = StaffKeeper(link_to(settings, url), staff_file(settings), central_now)
        threading.Thread(target=keeper.run, args=(threading.Event(),), daemon=True).start()
        eraser = RedactionKeeper(
            link_to(settings, url),
            redaction_file(settings),
            lambda: open_journal(settings, writer=False),
        )
        threading.Thread(target=eraser.run, args=(threading.Event(),), daemon=True).start()
        threading.Thread(target=keep_up_daily, args=(settings, threading.Event()), daemon=True).start()
        threading.Thread(target=watch.run, daemon=True).start()
        threading.Thread(target=hear, args=(sys.stdin, loop, watch.check), daemon=True).start()
        loop.run()
        watch.stop()
    return 0


def _progress(say: Callable[[dict[str, Any]], None]) -> Callable[[int, int], None]:
    return lambda done, total: say({"state": "copying", "done": done, "total": total})


def status(settings: Settings, said: argparse.Namespace) -> int:
    """What waits to be sent, how old the local copy is, and when it was last compared with central's."""
    journal = open_journal(settings, writer=not settings.journal.exists())
    cache = open_cache(settings, writer=False, notices=[])
    with closing(journal), closing(cache):
        found = _status(settings, journal, cache)
    if said.json:
        print(json.dumps(found, sort_keys=True))
    else:
        for name, value in found.items():
            print(f"{name:>16}  {value}")
    return 0


def _status(settings: Settings, journal: Journal, cache: Cache) -> dict[str, Any]:
    from deskapp.sync.checking import remembered

    known, last = cache.known(), remembered(note(settings))
    return {
        "workstation": settings.workstation,
        "central": re.sub(r"(//[^:/@]+):[^@]*@", r"\1:***@", settings.central),
        "pending": journal.count_pending(cache.decided(settings.workstation)),
        "rev": known.rev,
        "epoch": known.epoch,
        "heard": known.at.isoformat() if known.at else None,
        "clock_offset_us": known.offset,
        "checked": last.at.isoformat() if last else None,
        "check": last.result if last else None,
        "differing": list(last.kinds) if last else [],
    }


def check(settings: Settings, said: argparse.Namespace) -> int:
    """Compare with central. A running sync process repairs what differs within a minute; otherwise it is done here."""
    from deskapp.sync.checking import PAUSE, compare, remember

    with ExitStack() as stack:
        alone = _alone(stack, settings)
        url = stack.enter_context(central_running(settings))
        link = stack.enter_context(closing(link_to(settings, url)))
        session = stack.enter_context(_session(settings, url)) if alone else None
        if session is not None:
            session.exchange()
        with closing(open_cache(settings, writer=False, notices=[])) as cache:

            def bring_up() -> None:
                """Central decides what was sent just now, and then its revision is another one."""
                sleep(PAUSE)
                if session is not None:
                    session.exchange()

            found = compare(link, cache, bring_up)
        remember(note(settings), found)
        if session is not None and found.result in ("differs", "damaged"):
            session.copy_anew()
            session.exchange()
    _tell_check(settings, said, found)
    return 0 if found.result == "same" else 1


def _tell_check(settings: Settings, said: argparse.Namespace, found: Comparison) -> None:
    if said.json:
        about = {"at": found.at.isoformat(), "result": found.result, "rev": found.rev, "kinds": list(found.kinds)}
        print(json.dumps(about | {"counts": found.counts}, sort_keys=True))
    else:
        words = _CHECKED[found.result][language_of(settings.language) == "en"]
        print(words.format(kinds=", ".join(found.kinds)))


def prepare(settings: Settings, said: argparse.Namespace) -> int:
    """Make sure that this workstation has everything, beside a running window or without one."""
    from deskapp.sync.prepare import prepare as prepared

    with ExitStack() as stack:
        alone = _alone(stack, settings)
        url = stack.enter_context(central_running(settings))
        link = stack.enter_context(closing(link_to(settings, url)))
        if alone:
            session, cache = open_session(settings, url)
            stack.callback(session.close)
            exchange: Callable[[], object] = session.exchange
        else:
            cache = open_cache(settings, writer=False, notices=[])
            exchange = lambda: sleep(0.5)  # noqa: E731  # the window's sync process exchanges
        stack.enter_context(closing(cache))
        journal = stack.enter_context(closing(open_journal(settings, writer=not settings.journal.exists())))
        found = prepared(link, journal, cache, exchange)
    _tell_prepared(settings, said, found)
    return 0 if found.complete else 1


def _tell_prepared(settings: Settings, said: argparse.Namespace, found: Prepared) -> None:
    english = language_of(settings.language) == "en"
    if said.json:
        about = {"complete": found.complete, "at": found.at.isoformat(), "rev": found.rev}
        print(json.dumps(about | {"missing": list(found.missing), "counts": found.counts}, sort_keys=True))
        return
    if found.complete:
        print(_PREPARED[english].format(at=found.at.astimezone().strftime("%Y-%m-%d %H:%M"), rev=found.rev))
        for kind, count in found.counts.items():
            print(f"{kind:>16}  {count}")
    else:
        print(_NOT_PREPARED[english])
        for code in found.missing:
            print(f"  - {_MISSING[code][english]}")


def rebuild(settings: Settings, said: argparse.Namespace) -> int:
    """Fetch the cache anew into a new file and swap it in. Nothing of it is only here."""
    with (
        locked(settings.home / "desk.lock"),
        locked(settings.home / "sync.lock"),
        central_running(settings) as url,
        _session(settings, url) as session,
    ):
        session.copy_anew()
        session.exchange()
    return 0


def _alone(stack: ExitStack, settings: Settings) -> bool:
    """Whether no sync process runs; if so, none starts until the stack is closed."""
    try:
        stack.enter_context(locked(settings.home / "sync.lock"))
    except InUse:
        return False
    return True


@contextmanager
def _session(settings: Settings, url: str) -> Iterator[Session]:
    session, cache = open_session(settings, url)
    try:
        yield session
    finally:
        session.close()
        cache.close()
