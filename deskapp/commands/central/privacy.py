"""`deskapp central verify | audit | export-patron | erase-patron`: what data protection asks of a library."""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from deskapp.app.central import central_now, existing_central, open_central
from deskapp.settings import Settings
from deskapp.wording.sentences import language_of

if TYPE_CHECKING:
    from deskapp.central.audit import Trace
    from deskapp.central.database import Database
    from deskapp.central.verifying import Found

PATIENCE = 120.0
"""Seconds to wait for another process to decide what is there."""

_SAID = {
    "whole": (
        "Los diarios están enteros: {entries} anotaciones, de ellas {redacted} sin datos personales ya.",
        "The journals are whole: {entries} entries, {redacted} of them with their personal data erased.",
    ),
    "altered": (
        "Posición {position}: la anotación {seq} del puesto {workstation} se cambió después de escribirse.",
        "Position {position}: entry {seq} of the workstation {workstation} was altered after it was written.",
    ),
    "missing": (
        "Posición {position}: faltan {count} anotaciones del puesto {workstation}, desde la {seq}.",
        "Position {position}: {count} entries of the workstation {workstation} are missing, from {seq} on.",
    ),
    "gap": (
        "Posición {position}: faltan {count} posiciones del diario de la central.",
        "Position {position}: {count} positions of central's journal are missing.",
    ),
    "out_of_order": (
        "Posición {position}: la anotación {seq} del puesto {workstation} no está en su sitio.",
        "Position {position}: entry {seq} of the workstation {workstation} is not in its place.",
    ),
    "added": (
        "Posición {position}: la anotación {seq} del puesto {workstation} se añadió después.",
        "Position {position}: entry {seq} of the workstation {workstation} was put in afterwards.",
    ),
    "not_stated": (
        "Posición {position}: a la anotación {seq} del puesto {workstation} se le quitaron datos sin que la central lo "
        "haya hecho constar.",
        "Position {position}: entry {seq} of the workstation {workstation} was redacted and central never stated it.",
    ),
    "event": ("   hecho {id}, serie {incarnation}", "   event {id}, series {incarnation}"),
    "safe": (
        "No se ha tocado nada. Guarde una copia de la base tal como está y compárela con la última copia de seguridad.",
        "Nothing was touched. Keep a copy of the database as it is, and compare it with the last backup.",
    ),
    "nobody": ("Nadie lo ha visto ni cambiado desde entonces.", "Nobody has seen or changed it since then."),
    "exported": (
        "Todos los datos del usuario están en {path}. El archivo no está cifrado: entréguelo solo a quien los pidió.",
        "All of the patron's data is in {path}. The file is not encrypted: give it to nobody but who asked for it.",
    ),
    "sure": (
        "Se borrará todo lo que identifica al usuario {card}, en la central y en todos los puestos. No se puede "
        "deshacer.\nEscriba otra vez el carné para confirmarlo: ",
        "Everything that identifies the patron {card} is erased, at central and on all workstations. This cannot be "
        "undone.\nType the card again to confirm it: ",
    ),
    "not_confirmed": (
        "No se ha borrado nada: lo escrito no es ese carné.",
        "Nothing was erased: what was typed is not that card.",
    ),
    "erased": (
        "Borrado. Solicitudes canceladas: {cancelled}; préstamos y solicitudes disociados: {parted}; otras anotaciones "
        "sin datos: {redacted}.\nLos puestos lo borran al conectarse. Las copias de seguridad anteriores aún lo "
        "contienen.",
        "Erased. Requests cancelled: {cancelled}; loans and requests dissociated: {parted}; further entries redacted: "
        "{redacted}.\nWorkstations erase it when they connect. Earlier backups still hold it.",
    ),
    "noted": (
        "Si restaura una, se borra de nuevo por sí solo: queda anotado en {noted}. Guarde esa lista con las copias.",
        "If you restore one, it is erased again by itself: that is noted in {noted}. Keep that list with the backups.",
    ),
    "not_noted": (
        "No se ha podido anotar junto a las copias. Si restaura una sin la central de ahora, repita el borrado.",
        "That could not be noted beside the backups. If you restore one without the central of now, erase again.",
    ),
}


class NotDecided(Exception):
    """Central has entries that no applier has decided for too long."""

    def sentence(self, language: str) -> str:
        return {
            "es": "La central no ha procesado todavía todo lo recibido. No se ha perdido nada. Compruebe que "
            "«deskapp central serve» funciona y repita: seguirá donde quedó.",
            "en": "Central has not processed everything it received yet. Nothing is lost. See that `deskapp central "
            "serve` runs, and repeat: it goes on where it stopped.",
        }[language]


def add_to(parser: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    check = parser.add_parser("verify", help="follow the chain of hashes of every workstation's journal")
    check.add_argument("--json", action="store_true")
    check.set_defaults(run=verify)
    seen = parser.add_parser("audit", help="who saw and who changed a patron's record; tell nobody who may not know")
    seen.add_argument("card")
    seen.add_argument("--since", type=date.fromisoformat, metavar="YYYY-MM-DD")
    seen.add_argument("--json", action="store_true")
    seen.set_defaults(run=audit)
    data = parser.add_parser("export-patron", help="all data of one patron as JSON, for whoever asks for their own")
    data.add_argument("card")
    data.add_argument("--to", type=Path, metavar="FILE", help="default: standard output")
    data.add_argument("--json", action="store_true", help="(the output is always JSON)")
    data.set_defaults(run=export_patron)
    gone = parser.add_parser("erase-patron", help="erase everything that identifies a patron, everywhere")
    gone.add_argument("card")
    gone.add_argument("--reason", required=True, help="kept for ever: name nobody")
    gone.add_argument("--yes", action="store_true", help="do not ask for the card again")
    gone.add_argument("--json", action="store_true")
    gone.set_defaults(run=erase_patron)


def _words(settings: Settings, code: str, **facts: object) -> str:
    return _SAID[code][language_of(settings.language) == "en"].format(**facts)


# --- verify -------------------------------------------------------------------------------------------------


def verify(settings: Settings, said: argparse.Namespace) -> int:
    """Name every entry that was altered, removed, moved or put in. The status is 1 if there is one."""
    import msgspec

    from deskapp.central.verifying import verify as verified

    with closing(existing_central(settings)) as database:
        found = verified(database)
    if said.json:
        print(msgspec.json.encode(found, order="sorted").decode())
    elif found.faults:
        for fault in found.faults:
            print("\n".join(_told(settings, fault)))
        print(_words(settings, "safe"))
    else:
        print(_words(settings, "whole", entries=found.entries, redacted=found.redacted))
    return 1 if found.faults else 0


def _told(settings: Settings, fault: Found) -> Iterator[str]:
    facts = {"position": fault.position or "-", "workstation": fault.workstation, "count": fault.count}
    yield _words(settings, str(fault.kind) if fault.workstation else "gap", seq=fault.seq, **facts)
    if fault.id is not None:
        yield _words(settings, "event", id=fault.id, incarnation=fault.incarnation)


# --- one patron ---------------------------------------------------------------------------------------------


def audit(settings: Settings, said: argparse.Namespace) -> int:
    """List who saw or changed a patron, oldest first, in the library's time."""
    from deskapp.central.audit import as_json, traces
    from deskapp.central.patron_file import patron_with

    with closing(existing_central(settings)) as database, database.read() as c:
        found = traces(c, patron_with(c, said.card), said.since)
    if said.json:
        print(json.dumps(as_json(found), ensure_ascii=False))
        return 0
    for trace in found:
        print("\n".join(_line(settings, trace)))
    if not found:
        print(_words(settings, "nobody"))
    return 0


def _line(settings: Settings, trace: Trace) -> Iterator[str]:
    from deskapp.wording.event_words import event_words

    did = event_words(trace.kind, language_of(settings.language))
    where = f"{trace.desk}, {trace.workstation}"
    yield f"{trace.at:%Y-%m-%d %H:%M:%S}  {trace.staff:<16} {did} ({where})"
    for name, (before, after) in trace.changed.items():
        yield f"{'':21}{name}: {_plain(before)} -> {_plain(after)}"


def _plain(value: object) -> str:
    return "-" if value in (None, "", []) else json.dumps(value, ensure_ascii=False)


def export_patron(settings: Settings, said: argparse.Namespace) -> int:
    """Write all data of one patron; the file can be read by its owner alone."""
    from deskapp.central.patron_export import export
    from deskapp.central.patron_file import patron_with

    with closing(existing_central(settings)) as database, database.read() as c:
        found = json.dumps(export(c, patron_with(c, said.card), datetime.now(UTC)), ensure_ascii=False, indent=2)
    if said.to is None:
        print(found)
        return 0
    descriptor = os.open(said.to, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(found + "\n")
    print(_words(settings, "exported", path=said.to))
    return 0


def erase_patron(settings: Settings, said: argparse.Namespace) -> int:
    """Erase one patron, when whoever types it has said so twice."""
    from dataclasses import asdict

    from deskapp.central.erased_since import note_beside_backups
    from deskapp.central.erasure import erase, must_be_erasable
    from deskapp.central.patron_file import file_of, patron_with

    with closing(open_central(settings)) as database:
        with database.read() as c:
            must_be_erasable(file_of(c, patron_with(c, said.card)))
        if not said.yes and not _confirmed(settings, said.card):
            print(_words(settings, "not_confirmed"), file=sys.stderr)
            return 1
        done = erase(database, said.card, said.reason, settling(database), central_now)
        noted = note_beside_backups(database)
    if said.json:
        print(json.dumps(asdict(done) | {"noted": str(noted) if noted else None}))
        return 0
    print(_words(settings, "erased", **asdict(done)))
    print(_words(settings, "noted" if noted else "not_noted", noted=noted))
    return 0


def _confirmed(settings: Settings, card: str) -> bool:
    print(_words(settings, "sure", card=card), end="", flush=True)
    return sys.stdin.readline().strip() == card


def settling(database: Database) -> Callable[[], None]:
    """What waits until everything is decided: here, if nobody else is at it."""
    from sqlalchemy import select

    from deskapp.central.local import applied
    from deskapp.central.schema import counters

    def settle() -> None:
        until = time.monotonic() + PATIENCE
        while True:
            applied(database, central_now)
            with database.read() as c:
                counted = dict(c.execute(select(counters.c.name, counters.c.value)).all())
            if counted["applied"] >= counted["position"]:
                return
            if time.monotonic() > until:
                raise NotDecided
            time.sleep(0.1)

    return settle
