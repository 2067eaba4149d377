"""Running an import: read, take record by record, send a few hundred at a time, report every refusal."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from deskapp.app.ids import new_id
from deskapp.domain.rules import Library
from deskapp.exchange.item_layout import ItemLayout
from deskapp.exchange.marc import read_marc
from deskapp.exchange.patron_csv import read_patrons
from deskapp.exchange.patron_mapping import load_mapping
from deskapp.exchange.reading import Reading
from deskapp.exchange.refusal import Language, Refusal, reason_words
from deskapp.jobs.import_patrons import take_patron
from deskapp.jobs.import_titles import TitleImport
from deskapp.jobs.job import AT_ONCE, Job, Tally, open_job
from deskapp.settings import Settings

Progress = Callable[[int, int], None]
Take = Callable[[Any], tuple[str, list[Refusal]]]


def import_marc(
    settings: Settings, path: Path, layout: ItemLayout, dry_run: bool, language: Language, progress: Progress
) -> Tally:
    """Titles and items. Raises `UnreadableFile` for a file that is none of MARC's, with nothing changed."""
    tally = Tally()
    reading = read_marc(path, layout)
    with open_job(settings, "import") as job:
        library = _library(job)
        branch = settings.branch if settings.branch in _codes(library) else library.branches[0].code
        titles = TitleImport(job, library, branch, new_id, tally)
        _run(job, reading, titles.take, tally, dry_run, language, progress)
    return tally


def import_patrons(
    settings: Settings, path: Path, mapping: Path | None, dry_run: bool, language: Language, progress: Progress
) -> Tally:
    """Patrons. Raises `UnreadableFile`, with nothing changed."""
    tally = Tally()
    chosen = load_mapping(mapping) if mapping else None
    with open_job(settings, "import") as job:
        library = _library(job)
        categories = [c.code for c in library.categories]
        today = datetime.now(UTC).date()
        reading = read_patrons(path, chosen, _codes(library), categories, today)
        take = _take_patrons(job)
        _run(job, reading, take, tally, dry_run, language, progress)
    return tally


def _take_patrons(job: Job) -> Take:
    return lambda read: (take_patron(job, read, new_id), [])


def _library(job: Job) -> Library:
    with job.overlay.reading():
        return job.overlay.library()


def _codes(library: Library) -> list[str]:
    return [b.code for b in library.branches]


def _run(
    job: Job,
    reading: Reading[Any],
    take: Take,
    tally: Tally,
    dry_run: bool,
    language: Language,
    progress: Progress,
) -> None:
    """A rehearsal takes the whole file in one transaction and rolls it back; else each part is sent and decided."""
    try:
        if dry_run:
            with job.writing(keep=False):
                _take_all(reading, take, tally, language, lambda: progress(reading.bytes_read, reading.size))
            return
        values = iter(reading)
        while part := list(islice(values, AT_ONCE)):
            with job.writing(keep=True):
                _take_all(part, take, tally, language)
            job.catch_up()
            progress(reading.bytes_read, reading.size)
    finally:
        reading.close()


def _take_all(
    values: Iterable[Any], take: Take, tally: Tally, language: Language, tick: Callable[[], None] = lambda: None
) -> None:
    for number, value in enumerate(values):
        if isinstance(value, Refusal):
            tally.refused.append(_told(value, language))
            continue
        outcome, refused = take(value)
        setattr(tally, outcome, getattr(tally, outcome) + 1)
        tally.refused += [_told(r, language) for r in refused]
        for warning in getattr(value, "warnings", ()):
            tally.warn(str(warning))
        if number % AT_ONCE == 0:
            tick()


def _told(refusal: Refusal, language: Language) -> dict[str, Any]:
    """A refusal as the report has it: record, line, reason; and the byte where a MARC record begins."""
    told: dict[str, Any] = {
        "record": refusal.record,
        "line": refusal.line,
        "reason": "; ".join(reason_words(r, language) for r in refusal.reasons),
        "codes": [str(r.code) for r in refusal.reasons],
        "key": refusal.key,
    }
    return told if refusal.offset is None else told | {"offset": refusal.offset}
