"""How far central has come, for administrators."""

from __future__ import annotations

from sqlalchemy import func, select

from deskapp.central.database import Database, epoch_of
from deskapp.central.schema import counters, quarantine, records


def status_of(database: Database) -> dict[str, int | str]:
    """Events stored, decided and in quarantine; the newest revision; records by kind."""
    with database.read() as c:
        counted = dict(c.execute(select(counters.c.name, counters.c.value)).all())
        held = c.execute(select(func.count()).select_from(quarantine)).scalar_one()
        kinds = select(records.c.kind, func.count()).where(records.c.body != "").group_by(records.c.kind)
        found: dict[str, int] = dict(c.execute(kinds.order_by(records.c.kind)).all())
        return {
            "epoch": epoch_of(c),
            "stored": counted["position"],
            "decided": counted["applied"],
            "quarantined": held,
            "rev": counted["rev"],
            **found,
        }
