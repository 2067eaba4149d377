"""What central keeps of the secrets of staff: passwords, PINs and sealed codes as verifiers; and failed tries."""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert, select, update

from deskapp.central.database import Database
from deskapp.central.schema import counters, failures, sealed_codes, secrets

Kept = tuple[str, int, int, str]
"""What is kept of a secret: salt, passes, memory, verifier."""


def put_secret(
    database: Database, c: Connection, who: str, what: str, kept: Kept, now: int, *, must_change: bool
) -> None:
    """Keep what was derived from a password or a PIN, and let every desk fetch it."""
    salt, ops, memory, verifier = kept
    row = {"name": who, "what": what, "salt": salt, "ops": ops, "memory": memory, "verifier": verifier}
    c.execute(database.upsert(secrets, "name", "what"), row | {"must_change": must_change, "changed": now})
    c.execute(delete(failures).where(failures.c.name == who))
    secrets_changed(c)


def secrets_changed(c: Connection) -> None:
    """Desks fetch what they go by anew when this has grown."""
    c.execute(update(counters).where(counters.c.name == "secrets").values(value=counters.c.value + 1))


def put_sealed_codes(c: Connection, workstation: str, kept: list[Kept]) -> int:
    """New codes for a workstation in the place of all earlier ones; the number of the first."""
    last = select(sealed_codes.c.number).where(sealed_codes.c.workstation == workstation)
    first = (max(c.execute(last).scalars(), default=0)) + 1
    c.execute(update(sealed_codes).where(sealed_codes.c.workstation == workstation).values(used=0))
    rows = [
        {"workstation": workstation, "number": n, "salt": s, "ops": o, "memory": m, "verifier": v}
        for n, (s, o, m, v) in enumerate(kept, first)
    ]
    c.execute(insert(sealed_codes), rows)
    secrets_changed(c)
    return first


def forgive_failures(c: Connection, who: str) -> None:
    c.execute(delete(failures).where(failures.c.name == who))
