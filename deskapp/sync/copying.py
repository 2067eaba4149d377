"""A whole copy of central's records into a file beside the cache, page by page, gone on with after any interruption."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator
from contextlib import closing
from typing import TypeVar

from deskapp.store.unfinished import CodeRow, RecordKey, RecordRow, Unfinished
from deskapp.sync.ahead import ahead
from deskapp.sync.link import Central

K = TypeVar("K")
R = TypeVar("R")
FIRST_PAGE = 500
LARGEST_PAGE = 5000
"""Rows. A page grows while it comes quickly, so that also over a slow line each comes in time."""

_QUICK, _SLOW = 1.0, 4.0
"""Seconds."""

Page = tuple[list[RecordRow], None] | tuple[None, list[CodeRow]]
"""A page of records, or one of codes; an empty one is their end."""


class Stopped(Exception):
    """The copying was cancelled. What has come stays, and the next copying goes on from there."""


def fetch(
    central: Central, file: Unfinished, between: Callable[[], None], progress: Callable[[int, int], None]
) -> None:
    """Bring every page that the file does not have yet, and finish it.

    After each page `between` is called, which may raise `Stopped`, and `progress` with rows done and rows in all.
    """
    standing = file.standing
    with closing(ahead(lambda: _pages(central, standing.records, standing.codes))) as pages:
        progress(file.done, file.total)
        for records, codes in pages:
            if records is not None:
                file.put_records(records)
            elif codes is not None:
                file.put_codes(codes)
            progress(file.done, file.total)
            between()
    file.finish()


def _pages(central: Central, record: RecordKey | None, code: CodeRow | None) -> Generator[Page, None, None]:
    """Every page behind the keys, on a connection of its own; None: all of these are there."""
    size = _Size()
    with closing(central.apart()) as link:
        while record is not None:
            records: list[RecordRow] = size.timed(link.copy_records, record)
            record = records[-1][:2] if records else None
            yield records, None
        while code is not None:
            codes = size.timed(link.copy_codes, code)
            code = codes[-1] if codes else None
            yield None, codes


class _Size:
    """How many rows to ask for."""

    def __init__(self) -> None:
        self._rows = FIRST_PAGE

    def timed(self, ask: Callable[[K, int], list[R]], after: K) -> list[R]:
        began = time.monotonic()
        rows = ask(after, self._rows)
        took = time.monotonic() - began
        if took < _QUICK:
            self._rows = min(self._rows * 2, LARGEST_PAGE)
        elif took > _SLOW:
            self._rows = max(self._rows // 2, 1)
        return rows
