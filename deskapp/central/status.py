"""How central stands, for administrators and for what watches over it. Cheap, unless the records are counted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select, text

from deskapp import __version__
from deskapp.central.database import SCHEMA, VERSION, Database, epoch_of, moment
from deskapp.central.schema import counters, journal, lease, pushes, quarantine, records, settings, workstations
from deskapp.store.migrate import schema_of

BACKED_UP, BACKED_UP_TO, BACKED_UP_IN = "backed_up", "backed_up_to", "backed_up_in"
"""Settings: when the last finished backup began, in microseconds, the newest position that it holds, and its folder."""

LAST_NIGHT = "overnight"
"""Setting: the newest night whose work was done, as a date."""


class OlderSchema(Exception):
    """The database has no schema yet, or one from before this program."""

    def __init__(self, schema: str | None) -> None:
        super().__init__(schema or "-")

    def sentence(self, language: str) -> str:
        return {
            "es": f"La base de datos todavía no tiene el esquema de este programa ({SCHEMA}; tiene: {self}). No se ha "
            "cambiado nada. Ejecute «deskapp central init», o reinicie «deskapp central serve» con este programa.",
            "en": f"The database does not have this program's schema yet ({SCHEMA}; it has: {self}). Nothing was "
            "changed. Run `deskapp central init`, or restart `deskapp central serve` with this program.",
        }[language]


@dataclass(frozen=True, slots=True)
class Versions:
    """Of the program that answers, of the schema it found, and of what desks and central say to each other."""

    program: str
    schema: str
    speaks: int


@dataclass(frozen=True, slots=True)
class Lease:
    """Of the applier. `generation` grows each time that one begins; `held` while one is at work."""

    generation: int
    held: bool
    until: datetime


@dataclass(frozen=True, slots=True)
class Backup:
    """The last one that was finished: when it began, and the newest position that it holds for certain."""

    at: datetime
    position: int


@dataclass(frozen=True, slots=True)
class Seen:
    """A workstation: when it last asked anything, its program's version, and whether it was revoked."""

    name: str
    last_contact: datetime | None
    version: str
    revoked: bool


@dataclass(frozen=True, slots=True)
class Status:
    """`lag`: events stored and not decided; `waiting`: seconds since the oldest of them arrived, else 0."""

    epoch: str
    versions: Versions
    stored: int
    decided: int
    lag: int
    waiting: float
    quarantined: int
    rev: int
    lease: Lease | None
    backup: Backup | None
    desks: tuple[Seen, ...]
    records: Mapping[str, int] = field(default_factory=dict)


def status_of(database: Database, now: int, *, count: bool = False) -> Status:
    """`now` in microseconds; `count` looks at every record there is. Raises `OlderSchema`."""
    with database.read() as c:
        schema = schema_of(c)
        if schema is None or schema < SCHEMA:
            raise OlderSchema(schema)
        counted: dict[str, int] = dict(c.execute(select(counters.c.name, counters.c.value)).all())
        stored, decided = counted["position"], counted["applied"]
        return Status(
            epoch=_epoch(database, c),
            versions=Versions(__version__, schema, VERSION),
            stored=stored,
            decided=decided,
            lag=stored - decided,
            waiting=_waiting(c, decided, now),
            quarantined=c.execute(select(func.count()).select_from(quarantine)).scalar_one(),
            rev=counted["rev"],
            lease=_lease(c, now),
            backup=_backup(c),
            desks=_desks(c),
            records=_records(c) if count else {},
        )


def _epoch(database: Database, c: Connection) -> str:
    """As desks are told it."""
    return str(c.execute(text("SELECT epoch()")).scalar_one()) if database.is_postgresql else epoch_of(c)


def _waiting(c: Connection, decided: int, now: int) -> float:
    """Since the oldest undecided event arrived, in seconds."""
    oldest = select(journal.c.push).where(journal.c.position > decided).order_by(journal.c.position).limit(1)
    received = c.execute(select(pushes.c.received).where(pushes.c.id == oldest.scalar_subquery())).scalar()
    return 0.0 if received is None else max(0, now - received) / 1_000_000


def _lease(c: Connection, now: int) -> Lease | None:
    held = c.execute(select(lease).where(lease.c.name == "applier")).first()
    return Lease(held.generation, held.until > now, moment(held.until)) if held else None


def _backup(c: Connection) -> Backup | None:
    told = select(settings.c.name, settings.c.value).where(settings.c.name.in_((BACKED_UP, BACKED_UP_TO)))
    found: dict[str, Any] = dict(c.execute(told).all())
    return Backup(moment(int(found[BACKED_UP])), int(found[BACKED_UP_TO])) if found else None


def _desks(c: Connection) -> tuple[Seen, ...]:
    found = c.execute(select(workstations).order_by(workstations.c.name))
    return tuple(
        Seen(r.name, None if r.last_contact is None else moment(r.last_contact), r.version, r.revoked is not None)
        for r in found
    )


def _records(c: Connection) -> dict[str, int]:
    kinds = select(records.c.kind, func.count()).where(records.c.body != "").group_by(records.c.kind)
    return dict(c.execute(kinds.order_by(records.c.kind)).all())
