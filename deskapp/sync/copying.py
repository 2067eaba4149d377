"""A whole copy of central's records into a file beside the cache, gone on with after any interruption.

It comes either ready, as a file that central keeps for all workstations, or page by page.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import closing

from deskapp.store.unfinished import CodeRow, RecordKey, RecordRow, Unfinished
from deskapp.sync.ahead import ahead
from deskapp.sync.link import Central
from deskapp.sync.page_size import PageSize
from deskapp.sync.ready import take_ready

FIRST_PAGE = 500
LARGEST_PAGE = 5000
"""Rows."""

Page = tuple[list[RecordRow], None] | tuple[None, list[CodeRow]]
"""A page of records, or one of codes; an empty one is their end."""


class Stopped(Exception):
    """The copying was cancelled. What has come stays, and the next copying goes on from there."""


def fetch(
    central: Central, file: Unfinished, between: Callable[[], None], progress: Callable[[int, int], None]
) -> None:
    """Bring all that the file does not have yet, and finish it.

    After each page or part `between` is called, which may raise `Stopped`, and `progress` with rows done and in all.
    """
    if not file.done:
        take_ready(central, file, between, progress)
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
    size = PageSize(FIRST_PAGE, LARGEST_PAGE)
    with closing(central.apart()) as link:
        while record is not None:
            records: list[RecordRow] = size.timed(link.copy_records, record)
            record = records[-1][:2] if records else None
            yield records, None
        while code is not None:
            codes = size.timed(link.copy_codes, code)
            code = codes[-1] if codes else None
            yield None, codes
