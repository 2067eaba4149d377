"""A whole copy that central has ready: its parts come into a file beside, and are taken over under our own key.

The file goes on where it was cut, also in another boot of the machine: what is there already is told by its sums.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from shutil import disk_usage
from typing import BinaryIO

from deskapp.store.cipher import LEAST_ROOM, FileProblem
from deskapp.store.layout import SCHEMA
from deskapp.store.unfinished import FAR_BEHIND, PART, Unfinished
from deskapp.sync.ahead import ahead
from deskapp.sync.link import Away, Central
from deskapp.sync.page_size import PageSize

LARGEST_PAGE = 8
"""Parts to a question."""

WORTH = 30_000_000
"""Bytes a second. By a slower line the rows alone are here before the file, which is half as large again."""

JUDGED = 16
"""Parts after which a line is judged; or earlier, after `_ENOUGH`."""

_ENOUGH = 2.0
"""Seconds."""

TRIES = 2
"""Central may make another file meanwhile: that one is fetched then, but not a third."""


class _Unusable(Exception):
    """The parts that come are not what was offered, or come too slowly."""


class _Replaced(Exception):
    """Central has another file ready than the one that was offered."""


@dataclass(frozen=True, slots=True)
class _Offer:
    """What `ready_head` says. `sums`: the SHA-256 of each part."""

    number: int
    rev: int
    layout: int
    rows: int
    bytes: int
    sums: list[str]
    key: str = field(repr=False)


def take_ready(
    central: Central, file: Unfinished, between: Callable[[], None], progress: Callable[[int, int], None]
) -> None:
    """Fill an empty copy with what central has ready, if that is of use; otherwise it stays empty.

    Between parts `between` is called, which may raise, and `progress` with rows done and rows in all. What has come is
    kept when the line breaks, or when `between` raises.
    """
    try:
        for _ in range(TRIES):
            if (offer := _offered(central, file)) is None:
                break
            with suppress(_Replaced):
                _take(central, file, offer, between, progress)
                break
    except (_Unusable, FileProblem, OSError):
        pass  # by pages, then
    file.parts.unlink(missing_ok=True)


def _offered(central: Central, file: Unfinished) -> _Offer | None:
    """What is ready, if this program reads it, it is not far behind, and the disk has room for it twice."""
    said = central.ready_head()
    offer = _Offer(**said) if said else None
    if offer is None or offer.layout != SCHEMA or (file.standing.rev - offer.rev) * FAR_BEHIND > offer.rows:
        return None
    there = file.parts.stat().st_blocks * 512 if file.parts.exists() else 0
    return offer if disk_usage(file.parts.parent).free + there > 2 * offer.bytes + LEAST_ROOM else None


def _take(
    central: Central,
    file: Unfinished,
    offer: _Offer,
    between: Callable[[], None],
    progress: Callable[[int, int], None],
) -> None:
    with _opened(file.parts) as parts:
        have = _whole(parts, offer.sums)
        parts.truncate(offer.bytes)
        parts.seek(have * PART)
        with closing(ahead(lambda: _coming(central, offer, have))) as coming:

            def needs(upto: int) -> None:
                """Bring the bytes up to there."""
                between()
                progress(min(upto, offer.bytes) * file.total // offer.bytes, file.total)
                while parts.tell() < min(upto, offer.bytes):
                    if (part := next(coming, None)) is None:
                        raise _Unusable
                    parts.write(part)
                parts.flush()

            file.take(offer.key, needs)


def _opened(path: Path) -> BinaryIO:
    return os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+b")


def _whole(parts: BinaryIO, sums: Sequence[str]) -> int:
    """How many parts are there already, from the first on, as they should be."""
    for n, sum in enumerate(sums):
        if sha256(parts.read(PART)).hexdigest() != sum:
            return n
    return len(sums)


def _coming(central: Central, offer: _Offer, have: int) -> Generator[bytes, None, None]:
    """The parts behind those that are there, on a connection of its own."""
    size, first = PageSize(1, LARGEST_PAGE), have
    with closing(central.apart()) as link:
        while have < len(offer.sums):
            try:
                came = size.timed(lambda after, page: link.ready_parts(offer.number, after, page), have)
            except Away:
                if have:
                    raise
                raise _Unusable from None  # a line so slow that not one part came in time brings rows
            if not came:
                raise _Replaced
            for part in came:
                if sha256(part).hexdigest() != offer.sums[have]:
                    raise _Unusable
                have += 1
                yield part
            if _is_slow(have - first, size.spent):
                raise _Unusable


def _is_slow(parts: int, seconds: float) -> bool:
    """Whether the line is too slow, as far as that can be told; only at the beginning, when little would be lost."""
    told = parts >= JUDGED or seconds > _ENOUGH
    return told and parts < 2 * JUDGED and parts * PART < WORTH * seconds
