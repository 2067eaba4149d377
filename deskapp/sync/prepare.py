"""Preparing to go offline: everything fetched, everything sent and decided, and the copy found right."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime

import msgspec
from sqlalchemy.exc import DatabaseError

from deskapp.store.cache import Cache
from deskapp.store.journal import Journal
from deskapp.sync.checking import compare
from deskapp.sync.link import Away, Central, NotAdmitted, OtherVersion
from deskapp.sync.session import Contested

PATIENCE = 60.0
"""Seconds to wait for central to decide what was sent."""

PAUSE = 0.1


class Prepared(msgspec.Struct, frozen=True):
    """`missing` says what is not as it should be: `away`, `refused`, `other_version`, `contested`, `pending`,
    `differs`, `busy`, `damaged`. `counts`: rows of each kind on this workstation. `at`: aware UTC.
    """

    at: datetime
    complete: bool
    missing: tuple[str, ...]
    rev: int
    counts: dict[str, int]


def prepare(central: Central, journal: Journal, cache: Cache, exchange: Callable[[], object]) -> Prepared:
    """Exchange until everything is decided, then look at all of it. `exchange` may also wait for one done elsewhere."""
    missing, rev, counts = list[str](), 0, dict[str, int]()
    try:
        missing += _exchanged(journal, cache, exchange)
        found = compare(central, cache, lambda: _once(exchange))
        rev, counts = found.rev, found.counts
        missing += [found.result] if found.result != "same" else []
    except Away:
        missing.append("away")
    except NotAdmitted:
        missing.append("refused")
    except OtherVersion:
        missing.append("other_version")
    except Contested:
        missing.append("contested")
    if "damaged" not in missing and not cache.is_sound():
        missing.append("damaged")
    return Prepared(datetime.now(UTC), not missing, tuple(missing), rev, counts)


def _exchanged(journal: Journal, cache: Cache, exchange: Callable[[], object]) -> list[str]:
    """Until the journal is decided whole; what is missing when that does not come."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            exchange()
            cache.reopen_if_replaced()
            if not journal.pending(cache.decided(journal.workstation), limit=1):
                return []
        except DatabaseError:
            return ["damaged"]
        time.sleep(PAUSE)
    return ["pending"]


def _once(exchange: Callable[[], object]) -> None:
    exchange()
    time.sleep(PAUSE)
