"""`deskapp central publish`."""

from __future__ import annotations

import argparse
import os
from contextlib import closing
from dataclasses import asdict

from deskapp.app.central import NotForEmbedded, central_now, open_central
from deskapp.settings import Settings
from deskapp.wording.sentences import language_of

_SAID = {
    "es": "Los puestos que empiezan pueden traer ya una copia de {rows} filas ({megabytes} MB) con todo hasta la "
    "revisión {rev}.",
    "en": "Workstations that begin can fetch a copy of {rows} rows ({megabytes} MB) now, with everything up to "
    "revision {rev}.",
}


def publish(settings: Settings, said: argparse.Namespace) -> int:
    """Make the copy that workstations fetch first, in place of the one before; desks and the applier come first."""
    import msgspec

    from deskapp.central import ready

    if not settings.central.startswith("postgres"):
        raise NotForEmbedded
    os.nice(10)
    settings.home.mkdir(parents=True, exist_ok=True)
    with closing(open_central(settings)) as database:
        done = ready.publish(database, settings.home / "ready.db", central_now)
    if said.json:
        print(msgspec.json.encode(done, order="sorted").decode())
    else:
        about = asdict(done) | {"megabytes": round(done.bytes / 1e6)}
        print(_SAID[language_of(settings.language)].format(**about))
    return 0
