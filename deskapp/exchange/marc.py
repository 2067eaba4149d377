"""Reading titles and their items from a MARC 21 file: ISO 2709 (MARC-8, UTF-8, and what pretends to be) or MARCXML.

Streams: the whole file is never in memory. Whatever the bytes, the result is titles and refusals; only a file that
is no MARC at all, or cannot be opened or read, raises UnreadableFile, before the first title if it can be known.
"""

from collections.abc import Iterable, Iterator
from itertools import chain, islice
from pathlib import Path

from deskapp.exchange import title_fields
from deskapp.exchange.charset import Charset, Charsets, decoder, warnings_of
from deskapp.exchange.codes import RefusalCode
from deskapp.exchange.foreign import Expected, Kind, open_expecting
from deskapp.exchange.iso2709 import SUBFIELD, Damage, RawRecord, raw_records
from deskapp.exchange.item_fields import items
from deskapp.exchange.item_layout import ItemLayout
from deskapp.exchange.marc8 import ESCAPE
from deskapp.exchange.marc_record import Field, MarcRecord
from deskapp.exchange.marcxml import xml_records
from deskapp.exchange.reading import Reading, Source
from deskapp.exchange.refusal import Reason, Refusal
from deskapp.exchange.title_in import ItemIn, TitleIn, TitleWarning

NOT_BIBLIOGRAPHIC = {"z": "authority", "u": "holdings", "v": "holdings", "x": "holdings", "y": "holdings",
                     "w": "classification", "q": "community"}  # fmt: skip
LOOK_AHEAD = 500  # records that tell what the file is written in before the first is decided
GOOD_INDICATORS = frozenset("0123456789abcdefghijklmnopqrstuvwxyz |#")


def read_marc(path: Path | str, layout: ItemLayout) -> Reading[TitleIn]:
    """Titles with their items, and refusals, in file order; `bytes_read` of `size` tells how far it is."""
    source, kind = open_expecting(Expected.MARC, Path(path))
    wanted = title_fields.TAGS | {layout.tag}
    records = xml_records(source) if kind is Kind.MARCXML else _iso2709_records(source, wanted)
    return Reading(source, _titles(records, layout))


def _titles(records: Iterable[MarcRecord | Refusal], layout: ItemLayout) -> Iterator[TitleIn | Refusal]:
    for record in records:
        if isinstance(record, Refusal):
            yield record
        elif reason := _reason_to_refuse(record):
            yield Refusal(record.record, (reason,), title_fields.control_number(record), offset=record.offset)
        else:
            yield from _title(record, layout)


def _title(record: MarcRecord, layout: ItemLayout) -> Iterator[TitleIn | Refusal]:
    """The title, then a refusal for each of its items that has no barcode."""
    found = list(items(record.all(layout.tag), layout))
    isbns, isbn_not_valid = title_fields.isbns(record)
    warnings = [*record.warnings, *(value for value in found if isinstance(value, TitleWarning))]
    warnings += [TitleWarning.ISBN_NOT_VALID] if isbn_not_valid else []
    control_number = title_fields.control_number(record)
    yield TitleIn(
        record.record,
        control_number,
        title_fields.title(record),
        title_original=title_fields.title_original(record),
        author=title_fields.author(record),
        author_original=title_fields.author_original(record),
        isbns=isbns,
        publisher=title_fields.publisher(record),
        year=title_fields.year(record),
        language=title_fields.language(record),
        edition=title_fields.edition(record),
        record_type=title_fields.record_type(record),
        items=tuple(item for item in found if isinstance(item, ItemIn)),
        warnings=tuple(dict.fromkeys(warnings)),
    )
    for reason in found:
        if isinstance(reason, Reason):
            yield Refusal(record.record, (reason,), control_number, offset=record.offset)


def _reason_to_refuse(record: MarcRecord) -> Reason | None:
    """Why a record that could be read is still no title to import."""
    if record.leader[5:6] == "d":
        return Reason(RefusalCode.RECORD_DELETED)
    if kind := NOT_BIBLIOGRAPHIC.get(record.leader[6:7]):
        return Reason(RefusalCode.NOT_BIBLIOGRAPHIC, {"kind": kind})
    if title_fields.title(record):
        return None
    unimarc = record.first("200")
    return Reason(RefusalCode.UNIMARC if unimarc and unimarc.first("a") else RefusalCode.NO_TITLE)


def _iso2709_records(source: Source, wanted: frozenset[str]) -> Iterator[MarcRecord | Refusal]:
    charsets, outcomes = Charsets(), raw_records(source)
    first = list(islice(outcomes, LOOK_AHEAD))
    for outcome in first:
        if isinstance(outcome, RawRecord):
            charsets.learn(_strange_values(outcome))
    for number, outcome in enumerate(chain(first, outcomes), start=1):
        if isinstance(outcome, Damage):
            detail = {"said": str(outcome.said), "found": str(outcome.found)}
            yield Refusal(number, (Reason(outcome.code, detail),), outcome.control_number, offset=outcome.offset)
        else:
            yield _decoded(number, outcome, wanted, charsets.of(_strange_values(outcome)))


def _strange_values(raw: RawRecord) -> list[bytes]:
    """The values that are more than ASCII, of all fields: the evidence for the record's charset."""
    strange = (data for _, data in raw.fields if not data.isascii() or ESCAPE in data)
    return [value for data in strange for value in data.split(SUBFIELD)]


def _decoded(number: int, raw: RawRecord, wanted: frozenset[str], charset: Charset) -> MarcRecord:
    text = decoder(charset)
    fields, warnings = [], list(warnings_of(charset, raw.leader[9]))
    for tag, data in raw.fields:
        if tag in wanted:
            head, *subfields = [text(value) for value in data.split(SUBFIELD)]
            fields.append(_field(tag, head[0], [value for value, _ in subfields]))
            if any(lost for _, lost in (head, *subfields)):
                warnings.append(TitleWarning.CHARACTERS_LOST)
            if not tag.startswith("00") and not _good_indicators(head[0]):
                warnings.append(TitleWarning.INDICATORS_REPAIRED)
    return MarcRecord(number, raw.leader, tuple(fields), raw.offset, tuple(dict.fromkeys(warnings)))


def _field(tag: str, head: str, subfields: list[str]) -> Field:
    """Indicators that are missing become blanks and what is too much is left out: the subfields are clear anyway."""
    if tag.startswith("00"):
        return Field(tag, text=head)
    pairs = tuple((value[:1], value[1:]) for value in subfields if value)
    return Field(tag, indicators=head[:2].ljust(2), subfields=pairs)


def _good_indicators(head: str) -> bool:
    return len(head) == 2 and GOOD_INDICATORS.issuperset(head)
