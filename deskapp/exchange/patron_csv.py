"""Reading patrons from a CSV file: Koha's column names, or another system's by a mapping.

Every row becomes a PatronIn or one Refusal with all its reasons. Passwords and permission flags are never read.
"""

import unicodedata
from collections.abc import Collection, Iterator
from datetime import date
from pathlib import Path

from deskapp.exchange.codes import FileTrouble, RefusalCode
from deskapp.exchange.csv_rows import Row, Rows, lines_of
from deskapp.exchange.foreign import Expected, open_expecting
from deskapp.exchange.patron_in import PatronIn
from deskapp.exchange.patron_mapping import KOHA, Mapping
from deskapp.exchange.patron_row import PatronRow, Rules
from deskapp.exchange.reading import Reading, Source
from deskapp.exchange.refusal import Reason, Refusal, UnreadableFile

DELIMITERS = ",;\t|"


def read_patrons(
    path: Path | str,
    mapping: Mapping | None,
    branches: Collection[str],
    categories: Collection[str],
    today: date,
    *,
    keep_early_expiry: bool = False,
) -> Reading[PatronIn]:
    """Patrons and refusals in file order. `keep_early_expiry` takes who expires before enrolling, with a warning."""
    mapping = mapping or KOHA
    source, _ = open_expecting(Expected.PATRONS, Path(path))
    try:
        rows, columns = _table(source, mapping)
    except UnreadableFile:
        source.close()
        raise
    rules = Rules(mapping, _by_folded(branches), _by_folded(categories), today, keep_early_expiry)
    return Reading(source, _patrons(rows, columns, rules))


def _patrons(rows: Iterator[Row], columns: "_Columns", rules: Rules) -> Iterator[PatronIn | Refusal]:
    used: dict[str, int] = {}
    for record, row in enumerate(rows, start=1):
        values = columns.of(row)
        card = values.get("card", "")
        if reason := columns.shape_reason(row):
            yield Refusal(record, (reason,), card if row.trouble is None else "", row.line)
            continue
        patron_row = PatronRow(record, row.line, row.western, values, columns.names, rules)
        first_line = used.setdefault(card.casefold(), row.line) if card else row.line
        yield patron_row.outcome(first_line)


class _Columns:
    """Where each of our fields stands in a row."""

    def __init__(self, header: tuple[str, ...], mapping: Mapping) -> None:
        folded = [_folded(name) for name in header]
        self.width = len(header)
        self.names = {ours: theirs for ours, theirs in mapping.columns.items() if _folded(theirs) in folded}
        self._places = {ours: folded.index(_folded(theirs)) for ours, theirs in self.names.items()}
        self.twice = sorted({theirs for theirs in self.names.values() if folded.count(_folded(theirs)) > 1})

    def of(self, row: Row) -> dict[str, str]:
        """Our fields' values, trimmed, in one Unicode form."""
        last = len(row.values)
        return {ours: _trimmed(row.values[place]) for ours, place in self._places.items() if place < last}

    def shape_reason(self, row: Row) -> Reason | None:
        """Why the row cannot be told apart into columns; empty values too many do no harm."""
        if row.trouble:
            return Reason(row.trouble)
        detail = {"found": str(len(row.values)), "expected": str(self.width)}
        if any(value.strip() for value in row.values[self.width :]):
            return Reason(RefusalCode.TOO_MANY_VALUES, detail)
        return Reason(RefusalCode.TOO_FEW_VALUES, detail) if len(row.values) < self.width else None


def _table(source: Source, mapping: Mapping) -> tuple[Iterator[Row], _Columns]:
    """The rows below the header, and the columns that it names; UnreadableFile when it does not name enough."""
    header, delimiter = _header(source, mapping)
    columns = _Columns(header, mapping)
    if missing := _missing(columns, mapping):
        raise UnreadableFile(
            FileTrouble.COLUMNS_MISSING, str(source.path), columns=", ".join(missing), found=_listed(header)
        )
    if columns.twice:
        raise UnreadableFile(FileTrouble.COLUMNS_TWICE, str(source.path), columns=", ".join(columns.twice))
    source.rewind()
    rows = Rows(lines_of(source, mapping.encoding), delimiter)
    below = iter(rows)
    for row in below:
        if row.values == header:
            break
    rows.expect(columns.width)
    return below, columns


def _header(source: Source, mapping: Mapping) -> tuple[tuple[str, ...], str]:
    """The first row and the delimiter under which it names most of the columns looked for (or Excel's "sep=;")."""
    source.rewind()
    wanted = {_folded(name) for name in mapping.columns.values()}
    best: tuple[int, int, tuple[str, ...], str] = (-1, 0, (), ",")
    for delimiter in mapping.delimiter or DELIMITERS:
        source.rewind()
        row = _first_row(source, mapping, delimiter)
        known = sum(_folded(name) in wanted for name in row)
        best = max(best, (known, len(row), row, delimiter), key=lambda one: one[:2])
    if not best[2]:
        raise UnreadableFile(FileTrouble.EMPTY, str(source.path))
    return best[2], best[3]


def _first_row(source: Source, mapping: Mapping, delimiter: str) -> tuple[str, ...]:
    rows = iter(Rows(lines_of(source, mapping.encoding), delimiter))
    row = next(rows, None)
    if row and "".join(row.values).strip().casefold().startswith("sep="):
        row = next(rows, None)
    return row.values if row else ()


def _missing(columns: _Columns, mapping: Mapping) -> list[str]:
    """The columns without which no patron can be read, by the names that the file should have used."""
    if mapping.strict and (gone := [name for ours, name in mapping.columns.items() if ours not in columns.names]):
        return gone
    given = columns.names.keys() | mapping.defaults.keys()
    groups = (("card", "userid"), ("surname", "full_name"), ("branch",), ("category",))
    return [mapping.columns.get(group[0], group[0]) for group in groups if not given & set(group)]


def _by_folded(codes: Collection[str]) -> dict[str, str]:
    return {code.casefold(): code for code in codes}


def _folded(name: str) -> str:
    return _trimmed(name).casefold()


def _trimmed(value: str) -> str:
    return unicodedata.normalize("NFC", value.strip())


def _listed(header: tuple[str, ...]) -> str:
    return ", ".join(_trimmed(name)[:40] for name in header[:30])
