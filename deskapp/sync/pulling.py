"""Pulling: every page until the head, visible in a cache all at once, with the watermark of the last call."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from deskapp.store.cache import Cache, Known
from deskapp.store.pulled import Page
from deskapp.sync.link import Away, Central

PAGE = 5000
IN_PLACE = 20_000
"""So many revisions are pulled into an empty cache; for more a whole copy is several times as fast."""


class CopyNeeded(Exception):
    """Pulling does not bring this cache to central's state; a whole copy does."""


class OtherEpoch(Away):
    """Central's history became another one between two questions: the next exchange begins with a hello."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a pull comes from and for whom: central, the epoch it must be of, and the workstation's own name."""

    central: Central
    epoch: str
    workstation: str


def pull(
    source: Source,
    cache: Cache,
    known: Known,
    settled: Mapping[UUID, int],
    heard: Callable[[Known], Known],
    progress: Callable[[int, int], None],
    at_once: int,
) -> tuple[Known, int]:
    """Bring the cache up from `known`: what is known then, and how many rows came.

    `settled`: how far central is known to have what this journal has. It may have more numbers, of a journal that was
    put back since: they must hide nothing that is recorded under them now. `heard` puts in when central was heard.
    Raises `CopyNeeded`, `OtherEpoch`, `Away`, with nothing changed.
    """
    count, rev = 0, known.rev
    with cache.pulling():
        if not rev:
            cache.clear()
        while True:
            page = source.central.pull(rev, PAGE)
            if page.epoch != source.epoch:
                raise OtherEpoch("another history")
            if not known.rev and page.head > at_once:
                raise CopyNeeded
            rows = page.pulled()
            cache.put(rows)
            count += len(rows)
            rev = rows[-1].rev if rows else rev
            if rev >= page.head or not rows:
                break
            progress(rev, page.head)
        marks = _marks(page, source.workstation, settled)
        news = count > 0 or marks != cache.decided(source.workstation)  # only then staff would see a difference
        known = heard(replace(known, epoch=source.epoch, rev=rev, pulls=known.pulls + news))
        cache.set_known(known, marks, source.workstation)
    return known, count


def _marks(page: Page, workstation: str, settled: Mapping[UUID, int]) -> dict[UUID, int]:
    marks = {incarnation: seq for name, incarnation, seq in page.decided if name == workstation}
    return {incarnation: min(seq, settled.get(incarnation, 0)) for incarnation, seq in marks.items()}
