"""The night's work for privacy: history parted from its patrons after the library's time, late arrivals erased."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, and_, func, literal_column, or_, select
from sqlalchemy.orm import aliased

from deskapp.central.database import Database, moment
from deskapp.central.erasure import erase_late_arrivals
from deskapp.central.forgetting import forget
from deskapp.central.patron_file import canonical, file_of, record
from deskapp.central.redaction import hold
from deskapp.central.schema import records
from deskapp.domain.rules import Library
from deskapp.domain.values import LIBRARY

SETTLED_AFTER = 500
"""Loans and requests after which central first decides what that brought: desks feel nothing of it."""


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What a night did: loans and requests parted from their patrons, entries of erased patrons redacted."""

    dissociated: int = 0
    erased: int = 0


def forget_history(database: Database, settle: Callable[[], None], now: Callable[[], int]) -> Forgotten:
    """Part what ended longer ago than the library's `history_days` from its patrons; broken off, it goes on tomorrow.

    Nothing is parted while something is owed on it. Without that setting history stays.
    """
    with database.read() as c:
        found = record(c, "library", LIBRARY)
        days = (found.library if found else Library()).history_days
        patrons = _with_old_history(database, c, now() - days * 86_400_000_000) if days is not None else []
    done = since = 0
    for patron in patrons:
        while count := _forget(database, patron, days or 0, now()):
            done, since = done + count, since + count
            if since >= SETTLED_AFTER:
                settle()
                since = 0
    settle()
    return Forgotten(done, erase_late_arrivals(database, now()))


def _forget(database: Database, patron: UUID, days: int, now: int) -> int:
    with database.write() as c:
        hold(c)
        return forget(database, c, file_of(c, canonical(c, patron)), moment(now) - timedelta(days=days), now)


def _with_old_history(database: Database, c: Connection, until: int) -> list[UUID]:
    """The patrons, or their stubs, with a loan or a closed request from before a moment, in microseconds.

    What was parted from its patron belongs to nobody who is there, and is passed over.
    """
    owners = aliased(records, name="owners")
    before = moment(until).strftime("%Y-%m-%dT%H:%M:%S")
    r = records.c
    old = or_(
        and_(r.kind == "loan", _in_body(database, "closed") < before),
        and_(r.kind == "hold", r.live.is_(False), _in_body(database, "placed", "at") < before),
    )
    there = and_(owners.c.id == r.owner, owners.c.kind == "patron", owners.c.body != "")
    found = select(func.coalesce(owners.c.owner, owners.c.id)).join(owners, there).where(r.body != "", old).distinct()
    return sorted(c.execute(found).scalars())


def _in_body(database: Database, *path: str) -> ColumnElement[str]:
    """A value in a record's JSON, as text."""
    if database.is_postgresql:
        return literal_column(f"records.body::json #>> '{{{','.join(path)}}}'")
    return func.json_extract(records.c.body, "$." + ".".join(path))
