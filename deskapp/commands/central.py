"""`deskapp central init | serve | status | enroll`."""

from __future__ import annotations

import argparse
import json
import logging
import secrets
import signal
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

from deskapp import app
from deskapp.settings import EMBEDDED, Settings

LOOK_EVERY = 60.0
"""Seconds between two looks at the clock for the night's work."""


def add_to(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("central", help="the library's central database").add_subparsers(
        required=True, metavar="WHAT"
    )
    init = parser.add_parser("init", help="make the schema, and the library's set-up if there is none")
    init.add_argument(
        "--library", type=Path, metavar="FILE", help="the set-up, TOML or JSON: branches, calendars, policies, ..."
    )
    init.set_defaults(run=initialise)
    serve_ = parser.add_parser("serve", help="decide what the desks send; an embedded central also answers them")
    serve_.set_defaults(run=serve)
    status_ = parser.add_parser("status", help="how far central has come")
    status_.add_argument("--json", action="store_true")
    status_.set_defaults(run=status)
    night = parser.add_parser(
        "overnight",
        help="renew what renews itself, end requests that lapsed, make lost what is long overdue; once a night",
    )
    night.add_argument("--json", action="store_true")
    night.set_defaults(run=overnight)
    enroll_ = parser.add_parser("enroll", help="make a workstation's login at PostgreSQL")
    enroll_.add_argument("name")
    enroll_.set_defaults(run=enroll)


def initialise(settings: Settings, said: argparse.Namespace) -> int:
    """Make the schema; give a library without a set-up the one in the file, or a small one to begin with."""
    from deskapp.commands.policy import to_hold
    from deskapp.set_up.library_file import starting_library

    library = to_hold(said.library, datetime.now(UTC)) if said.library else None
    database = app.open_central(settings)
    try:
        app.set_up_library(database, library or starting_library(), replace=library is not None)
    finally:
        database.close()
    return 0


def serve(settings: Settings, said: argparse.Namespace) -> int:
    """Serve until a signal, or until the program that started it closes its standard input."""
    from deskapp.commands.window import log_to

    log_to(settings)
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    if not sys.stdin.isatty():
        threading.Thread(target=_until_closed, args=(stop,), daemon=True).start()
    if settings.central == EMBEDDED:
        return _serve_embedded(settings, stop)
    return _serve_postgresql(settings, stop)


def _until_closed(stop: threading.Event) -> None:
    if sys.stdin.read() == "":
        stop.set()


def _serve_embedded(settings: Settings, stop: threading.Event) -> int:
    from deskapp.central.server import Server
    from deskapp.credentials import token_for
    from deskapp.set_up.library_file import starting_library

    with app.locked(settings.home / "central.lock"):
        database = app.open_central(settings)
        app.set_up_library(database, starting_library(), replace=False)
        token = token_for("central-token", app.secrets_for(settings))
        server = Server(database, token, app.central_now)
        server.start()
        app.announce(settings, server.url)
        _every_night(settings, stop)
        server.stop()
        database.close()
    return 0


def _every_night(settings: Settings, stop: threading.Event) -> None:
    """Until the end: do the night's work when it is due, in a process of its own."""
    from deskapp.jobs.nightly import Nightly

    nightly = Nightly(settings.home / "overnight.last")
    while True:
        now = datetime.now().astimezone()
        if nightly.is_due(now):
            done = subprocess.run([*app.command(settings), "central", "overnight"], capture_output=True, check=False)
            if done.returncode == 0:
                nightly.done(now)
            else:
                logging.warning("the night's work failed: %s", done.stderr.decode(errors="replace").strip())
        if stop.wait(LOOK_EVERY):
            return


def _serve_postgresql(settings: Settings, stop: threading.Event) -> int:
    """Apply what arrives, as the one applier that holds the lease; another one waits to take over."""
    from sqlalchemy.exc import OperationalError

    from deskapp.central.applier import Applier, LeaseLost

    database = app.open_central(settings)
    applier = Applier(database, app.central_now)
    holding = False
    while not stop.is_set():
        try:
            holding = holding or applier.acquire()
            if holding and not applier.run().events:
                database.wait_for_pushes(1.0)
            elif not holding:
                stop.wait(1.0)
        except LeaseLost:
            holding = False
        except OperationalError:
            logging.exception("central is away")
            holding = False
            time.sleep(1.0)
    if holding:
        applier.release()
    database.close()
    return 0


def status(settings: Settings, said: argparse.Namespace) -> int:
    """What central holds: stored, decided, quarantined."""
    from deskapp.central.status import status_of

    database = app.open_central(settings)
    try:
        found = status_of(database)
    finally:
        database.close()
    if said.json:
        print(json.dumps(found, sort_keys=True))
    else:
        for name, value in found.items():
            print(f"{name:>12}  {value}")
    return 0


def overnight(settings: Settings, said: argparse.Namespace) -> int:
    """The night's work, for a timer to call; a second run finds nothing left to do."""
    from dataclasses import asdict

    from deskapp.jobs.overnight import work_overnight

    done = asdict(work_overnight(settings))
    if said.json:
        print(json.dumps(done, sort_keys=True))
    else:
        for name, count in done.items():
            print(f"{name:>12}  {count}")
    return 0


def enroll(settings: Settings, said: argparse.Namespace) -> int:
    """Make the login role of a workstation, and print its password once."""
    from deskapp.central.functions import enrolment

    if settings.central == EMBEDDED:
        raise app.NotForEmbedded
    password = secrets.token_urlsafe(24)
    database = app.open_central(settings)
    try:
        with database.write() as connection:
            for statement in enrolment(said.name, password):
                connection.exec_driver_sql(statement)
    finally:
        database.close()
    print(password)
    return 0
