"""`deskapp central serve`."""

from __future__ import annotations

import argparse
import logging
import os
import signal
import stat
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import IO, TYPE_CHECKING

from deskapp.app.central import central_now, open_central, set_up_library
from deskapp.app.files import locked, secrets_for
from deskapp.app.reaching import announce
from deskapp.settings import EMBEDDED, Settings

if TYPE_CHECKING:
    from deskapp.central.database import Database

LOOPBACK = "127.0.0.1"


def serve(settings: Settings, said: argparse.Namespace) -> int:
    """Serve until a signal, or until the program that started it closes the pipe to its standard input."""
    from deskapp.commands.window import log_to

    log_to(settings)
    if os.environ.get("JOURNAL_STREAM") == _number_of(sys.stderr):  # `journalctl` tells the same as the file
        logging.getLogger().addHandler(logging.StreamHandler())
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    if stat.S_ISFIFO(os.fstat(sys.stdin.fileno()).st_mode):
        threading.Thread(target=_until_closed, args=(stop,), daemon=True).start()
    if settings.central == EMBEDDED:
        return _serve_embedded(settings, said.metrics, stop)
    return _serve_postgresql(settings, said.metrics, stop)


def _number_of(stream: IO[str]) -> str:
    """Device and inode, as systemd names the stream that it reads."""
    file = os.fstat(stream.fileno())
    return f"{file.st_dev}:{file.st_ino}"


def _until_closed(stop: threading.Event) -> None:
    if sys.stdin.read() == "":
        stop.set()


def metrics_address(said: str) -> tuple[str, int]:
    """PORT, or ADDRESS:PORT; this machine alone unless an address is given. Raises `ValueError`."""
    address, _, port = said.rpartition(":")
    if not 0 < int(port) < 65536:
        raise ValueError(port)
    return address.strip("[]") or LOOPBACK, int(port)


def _serve_embedded(settings: Settings, metrics: tuple[str, int] | None, stop: threading.Event) -> int:
    from deskapp.central.server import Server
    from deskapp.credentials import token_for
    from deskapp.jobs.nightly import every_night
    from deskapp.set_up.library_file import starting_library

    with locked(settings.home / "central.lock"), closing(open_central(settings)) as database:
        set_up_library(database, starting_library(), replace=False)
        with _measured(database, metrics):
            server = Server(database, token_for("central-token", secrets_for(settings)), central_now, alone=True)
            server.start()
            announce(settings, server.url)
            every_night(settings, database, lambda: True, stop)
            server.stop()
    return 0


def _serve_postgresql(settings: Settings, metrics: tuple[str, int] | None, stop: threading.Event) -> int:
    """Apply what arrives, and do the night's work, as the one that holds the lease; another one waits to take over."""
    from deskapp.central.service import Service
    from deskapp.jobs.nightly import every_night

    with closing(open_central(settings)) as database, _measured(database, metrics):
        service = Service(database, central_now)
        nights = threading.Thread(target=every_night, args=(settings, database, lambda: service.holding, stop))
        nights.start()
        service.run(stop)
        nights.join()
    return 0


@contextmanager
def _measured(database: Database, address: tuple[str, int] | None) -> Iterator[None]:
    """Answer Prometheus meanwhile, if that was asked for."""
    if address is None:
        yield
        return
    from deskapp.central.metrics import measuring

    with measuring(database, central_now, *address):
        yield
