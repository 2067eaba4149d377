"""Backups of central: pg_dump's own format for PostgreSQL, an encrypted copy for an embedded one.

pg_dump and not pg_basebackup: one file that any newer server can take, of this database alone, without the rights over
a whole server; and each row is read while it is made. Standbys and point-in-time recovery use pg_basebackup.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import select

from deskapp.central import pg_tools
from deskapp.central.database import Database, moment
from deskapp.central.erased_since import note
from deskapp.central.schema import counters, settings
from deskapp.central.status import BACKED_UP, BACKED_UP_IN, BACKED_UP_TO, Backup
from deskapp.central.whole_file import whole
from deskapp.store.cipher import write_check_value


class BackupExists(Exception):
    """A file of that name is there, and is not replaced."""

    def sentence(self, language: str) -> str:
        return {
            "es": f"Ya existe {self}. No se ha tocado. Indique otro nombre, o una carpeta: allí cada copia recibe su "
            "fecha.",
            "en": f"{self} exists already. It was not touched. Name another file, or a folder: there each backup gets "
            "its date.",
        }[language]


def named(target: Path, suffix: str, now: int) -> Path:
    """The file itself; in a folder that is there, one named by the moment, in UTC. Raises `BackupExists`."""
    path = target / f"central-{moment(now):%Y%m%dT%H%M%SZ}.{suffix}" if target.is_dir() else target
    if path.exists():
        raise BackupExists(path)
    return path


def back_up(database: Database, now: int, write: Callable[[Path], None], path: Path) -> Backup:
    """Make the file, whole or not at all, and then remember at central how far it reaches; the list of erased patrons
    is written beside it."""
    with database.read() as c:
        position = c.execute(select(counters.c.value).where(counters.c.name == "position")).scalar_one()
    with whole(path) as unfinished:
        write(unfinished)
    with database.write() as c:
        for name, value in ((BACKED_UP, now), (BACKED_UP_TO, position), (BACKED_UP_IN, path.parent.resolve())):
            c.execute(database.upsert(settings, "name"), {"name": name, "value": str(value)})
    note(database, path.parent)
    return Backup(moment(now), position)


def dump(url: str) -> Callable[[Path], None]:
    """Write PostgreSQL's custom format, and read its contents once."""

    def write(path: Path) -> None:
        pg_tools.run("pg_dump", url, "--format=custom", "--exclude-table-data=public.ready*", f"--file={path}")
        pg_tools.contents(path)

    return write


def copy(database: Database, key: str) -> Callable[[Path], None]:
    """Write a copy of the SQLite file under the same key, while the service goes on."""

    def write(path: Path) -> None:
        with database.engine.connect() as c:
            c.exec_driver_sql("VACUUM INTO ?", (str(path),))
        write_check_value(path.with_suffix(""), key)

    return write
