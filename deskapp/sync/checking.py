"""Comparing the local copy with central: a checksum of each kind of record, at the same revision."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import msgspec
from sqlalchemy.exc import DatabaseError

from deskapp.store.cache import Cache
from deskapp.store.checksums import Sums
from deskapp.sync.link import Central

TRIES = 20
PAUSE = 0.25
"""Seconds between two tries, in which the sync process brings the copy to central's newest revision."""


class Comparison(msgspec.Struct, frozen=True):
    """What a check found. `at`: aware UTC. `kinds` differ; `counts` are the rows of each kind here.

    `busy`: central and the copy were never at the same revision. `damaged`: the copy cannot be read.
    """

    at: datetime
    result: Literal["same", "differs", "busy", "damaged"]
    rev: int = 0
    kinds: tuple[str, ...] = ()
    counts: dict[str, int] = {}


def compare(central: Central, cache: Cache, bring_up: Callable[[], None] = lambda: time.sleep(PAUSE)) -> Comparison:
    """Compare at equal revisions; `bring_up` is called when the copy is behind. Raises `Away` and its like.

    Central answers at once when its newest revision is another one, and reads every row when it is the same.
    """
    for _ in range(TRIES):
        cache.reopen_if_replaced()
        try:
            with cache.snapshot():
                known = cache.known()
                answer = central.checksums(known.rev)
                if answer["epoch"] == known.epoch and answer["sums"] is not None:
                    return _compared(known.rev, answer["sums"], cache.sums())
        except DatabaseError:
            return Comparison(datetime.now(UTC), "damaged")
        bring_up()
    return Comparison(datetime.now(UTC), "busy")


def _compared(rev: int, there: Sums, here: Sums) -> Comparison:
    kinds = tuple(sorted(kind for kind in there.keys() | here.keys() if there.get(kind) != here.get(kind)))
    counts = {kind: rows for kind, (rows, _) in sorted(here.items())}
    return Comparison(datetime.now(UTC), "differs" if kinds else "same", rev, kinds, counts)


def remember(path: Path, found: Comparison) -> None:
    """Leave word of the last check beside the files, for `sync status`."""
    temporary = path.with_suffix(".tmp")
    temporary.write_bytes(msgspec.json.encode(found))
    temporary.replace(path)


def remembered(path: Path) -> Comparison | None:
    """The last check, if there was one."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Comparison)
    except (OSError, msgspec.MsgspecError):
        return None
