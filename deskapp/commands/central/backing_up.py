"""`deskapp central backup | restore | new-epoch`."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from contextlib import ExitStack, closing
from pathlib import Path
from typing import TYPE_CHECKING

from deskapp.app.central import central_now, existing_central
from deskapp.app.files import locked, secrets_for
from deskapp.credentials import key_for
from deskapp.settings import Settings
from deskapp.wording.sentences import language_of

if TYPE_CHECKING:
    from deskapp.central.restore import Restored

_SAID = {
    "backed_up": (
        "{file} está completo: contiene todo hasta la posición {position}. Guárdelo en otro equipo, con la lista "
        "erased.json de los usuarios borrados, que está al lado.",
        "{file} is complete: it holds everything up to position {position}. Keep it on another machine, with the list "
        "erased.json of the patrons who were erased, which lies beside it.",
    ),
    "clear": (
        "No está cifrado y contiene datos personales: protéjalo.",
        "It is not encrypted and holds personal data: protect it.",
    ),
    "keyed": (
        "Está cifrado con la clave del llavero de este equipo: sin ese llavero no se puede abrir. Guarde también el "
        "llavero.",
        "It is encrypted with the key in this machine's keyring: without that keyring it cannot be opened. Keep the "
        "keyring too.",
    ),
    "restored": (
        "La copia es ahora la central, con la época {epoch}. Los puestos lo notan solos: vuelven a enviar lo que "
        "conservan y traen una copia nueva.",
        "The backup is central now, under epoch {epoch}. Desks notice by themselves: they send again what they hold "
        "and fetch a new copy.",
    ),
    "former": (
        "La central anterior sigue aparte, con el nombre {former}. Bórrela cuando ya no la necesite.",
        "The former central is kept beside it, named {former}. Remove it when you no longer need it.",
    ),
    "erased_again": (
        "Usuarios borrados después de esa copia, y borrados de nuevo: {erased_again}.",
        "Patrons who were erased after that backup, and are erased again: {erased_again}.",
    ),
    "new_epoch": (
        "La central tiene ahora la época {epoch}. Los puestos lo notan solos: vuelven a enviar lo que conservan y "
        "traen una copia nueva.",
        "Central has epoch {epoch} now. Desks notice by themselves: they send again what they hold and fetch a new "
        "copy.",
    ),
}


def backup(settings: Settings, said: argparse.Namespace) -> int:
    """Write a backup while central goes on; PostgreSQL's by pg_dump, an embedded one encrypted as it is."""
    from deskapp.central.backup import back_up, copy, dump, named

    now, embedded = central_now(), not settings.central.startswith("postgres")
    with closing(existing_central(settings)) as database:
        path = named(said.target, "db" if embedded else "dump", now)
        write = copy(database, _key(settings)) if embedded else dump(settings.central)
        made = back_up(database, now, write, path)
    facts: dict[str, str | int] = {"file": str(path), "position": made.position, "at": made.at.isoformat()}
    _tell(settings, said, facts, "backed_up", "keyed" if embedded else "clear")
    return 0


def restore(settings: Settings, said: argparse.Namespace) -> int:
    """Put a backup in central's place, under another epoch; what was there stays beside it."""
    from deskapp.central.restore import restore_postgresql, restore_sqlite

    source: Path = said.file
    if not source.is_file():
        raise NoSuchBackup(source)
    with ExitStack() as stack:
        done: Restored
        if not settings.central.startswith("postgres"):
            stack.enter_context(locked(settings.home / "central.lock"))
            done = restore_sqlite(settings.embedded_central, _key(settings), source, central_now())
        else:
            done = restore_postgresql(settings.central, source, central_now())
    facts: dict[str, str | int] = {"epoch": done.epoch, "former": done.former, "erased_again": done.erased_again}
    more = [name for name in ("former", "erased_again") if facts[name]]
    _tell(settings, said, facts, "restored", *more)
    return 0


def new_epoch(settings: Settings, said: argparse.Namespace) -> int:
    """For a database that was put back by other means, such as an image of its machine."""
    from deskapp.central.restore import begin_epoch

    with closing(existing_central(settings)) as database:
        epoch = begin_epoch(database)
    _tell(settings, said, {"epoch": epoch}, "new_epoch")
    return 0


class NoSuchBackup(Exception):
    """There is no such file."""

    def sentence(self, language: str) -> str:
        return {
            "es": f"No existe el archivo {self}. No se ha cambiado nada. Compruebe el nombre y la carpeta.",
            "en": f"There is no file {self}. Nothing was changed. Check its name and folder.",
        }[language]


def _key(settings: Settings) -> str:
    return key_for(settings.embedded_central, secrets_for(settings))


def _tell(settings: Settings, said: argparse.Namespace, facts: Mapping[str, str | int], *sentences: str) -> None:
    if said.json:
        print(json.dumps(facts, sort_keys=True))
        return
    for name in sentences:
        print(_SAID[name][language_of(settings.language) == "en"].format_map(facts))
