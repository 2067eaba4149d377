"""What a backup still holds of patrons who were erased after it: listed beside the backups, erased again by a restore.

The former central, where it can still be read, knows the same and more: what is left of each entry.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import msgspec
from sqlalchemy import func, inspect, select
from sqlalchemy.exc import DBAPIError

from deskapp.central.database import Database
from deskapp.central.erasure import erase_again
from deskapp.central.local import applied
from deskapp.central.redaction import state_again
from deskapp.central.schema import erased, redactions, settings
from deskapp.central.status import BACKED_UP_IN
from deskapp.central.whole_file import whole

LIST = "erased.json"

Told = tuple[UUID, str, str, str]
"""Of an entry that was redacted: its id, its workstation, its hash in the chain, the digest of what is left of it."""


class ListDamaged(Exception):
    """The list beside the backups cannot be read."""

    def sentence(self, language: str) -> str:
        return {
            "es": f"La lista de usuarios borrados {self} no se puede leer. La central sigue como estaba. Aparte ese "
            "archivo, o traiga uno que se pueda leer de otra copia, y repita.",
            "en": f"The list of erased patrons {self} cannot be read. Central is as it was. Move that file away, or "
            "fetch a readable one from another backup, and try again.",
        }[language]


@dataclass(frozen=True, slots=True)
class Since:
    """What was erased after a backup, as far as it is known. `patrons`: ids, each with its moment, microseconds."""

    patrons: dict[UUID, int]
    entries: Sequence[Told] = ()


def note(database: Database, folder: Path) -> Path:
    """Write the list of all who were ever erased: ids alone, which lead to nobody but in an older backup.

    Who stands in a list that is there already stays. Raises `ListDamaged`, `OSError`.
    """
    path = folder / LIST
    found = _listed(folder) | _erased_in(database)
    with whole(path) as unfinished:
        unfinished.write_bytes(msgspec.json.encode(found))
    return path


def note_beside_backups(database: Database) -> Path | None:
    """The same where the last backup was written to; None where that is not on this machine, or cannot be written."""
    with database.read() as c:
        folder = c.execute(select(settings.c.value).where(settings.c.name == BACKED_UP_IN)).scalar()
    if folder is None or not Path(folder).is_dir():
        return None
    with suppress(OSError, ListDamaged):
        return note(database, Path(folder))
    return None


def erased_since(restored: Database, former: Database | None, folder: Path) -> Since:
    """By the list in the backup's folder and by the former central, which may be past reading. Raises `ListDamaged`."""
    patrons = _listed(folder)
    if former is None:
        return Since(patrons)
    with restored.read() as c:
        last = c.execute(select(func.max(redactions.c.n))).scalar() or 0
    try:
        return Since(patrons | _erased_in(former), _redacted_in(former, last))
    except DBAPIError:
        return Since(patrons)


def do_again(restored: Database, since: Since, now: int) -> int:
    """Before any desk reaches it: how many patrons were there and are erased again."""
    done = erase_again(restored, since.patrons, lambda: applied(restored, lambda: now), now)
    state_again(restored, since.entries, now)
    return done


def _listed(folder: Path) -> dict[UUID, int]:
    path = folder / LIST
    try:
        return msgspec.json.decode(path.read_bytes(), type=dict[UUID, int])
    except FileNotFoundError:
        return {}
    except msgspec.MsgspecError as fault:
        raise ListDamaged(path) from fault


def _erased_in(database: Database) -> dict[UUID, int]:
    if not inspect(database.engine).has_table(erased.name):
        return {}
    with database.read() as c:
        return dict(c.execute(select(erased.c.id, erased.c.at)).all())


def _redacted_in(database: Database, above: int) -> list[Told]:
    r = redactions.c
    if not inspect(database.engine).has_table(redactions.name):
        return []
    with database.read() as c:
        return [tuple(row) for row in c.execute(select(r.id, r.workstation, r.hash, r.digest).where(r.n > above))]
