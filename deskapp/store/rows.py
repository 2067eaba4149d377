"""How a record lies in a table: one row a record, its JSON beside the few columns that it is found by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from deskapp.domain.fee import may_owe
from deskapp.domain.records import (
    OPEN_HOLD,
    Account,
    Discrepancy,
    Hold,
    Item,
    LibraryRecord,
    Loan,
    Member,
    Patron,
    Record,
    Timeline,
    Title,
)
from deskapp.domain.values import ItemState
from deskapp.store.codec import encode, kind_of

AT_REST = (ItemState.AVAILABLE, ItemState.ON_LOAN)
"""Where nearly all items are; the others are listed."""

STAFF = "staff:"
"""The code that every member of staff is found by."""

CODED = ("item", "title", "patron", "staff")
"""The kinds that are found by a code: a barcode, an ISBN, a card, a badge."""

PART_KINDS = {"item": "loan", "title": "hold"}
"""The kind of the parts that a timeline's head has."""


@dataclass(frozen=True, slots=True)
class Row:
    """`parent` is the timeline's head, `owner` the patron concerned; `live` rows are those a desk lists: open loans
    and those that may cost something, open requests, discrepancies, items that are neither on a shelf nor lent.

    `codes` are the barcodes, cards and ISBNs it is found by; `words` what a search looks in.
    """

    kind: str
    id: UUID
    body: str
    parent: UUID | None = None
    owner: UUID | None = None
    live: bool = True
    codes: tuple[str, ...] = ()
    words: str = ""


def row_of(record: Record) -> Row:
    """The row of a record; the columns follow from the record alone, at central and in every cache alike."""
    body, kind = encode(record).decode(), kind_of(record)
    match record:
        case Item():
            title = record.fields.title if record.fields else None
            live = record.place.state not in AT_REST
            return Row(kind, record.id, body, title, record.same_as, live, codes=_codes((record.barcode,)))
        case Loan():
            return Row(kind, record.id, body, record.item, record.patron, record.closed is None or may_owe(record))
        case Title():
            fields = record.fields
            if fields is None:
                return Row(kind, record.id, body)
            number = f"001:{fields.control_number}" if fields.control_number else ""  # never taken for a barcode
            codes = (*fields.isbns, number)
            return Row(kind, record.id, body, codes=_codes(codes), words=title_words(fields.text, fields.author))
        case Hold():
            return Row(kind, record.id, body, record.title, record.patron, record.state in OPEN_HOLD)
        case Patron():
            name = record.fields.name
            words = patron_words(name.given, name.surname, name.other)
            return Row(kind, record.id, body, None, record.same_as, codes=_codes(record.fields.cards), words=words)
        case Discrepancy():
            return Row(kind, record.id, body, record.of, record.patron, not record.closed)
        case Member():
            badge = f"badge:{record.badge}" if record.badge else ""  # never taken for a card
            return Row(kind, record.id, body, codes=_codes((STAFF, badge)))
        case Account() | LibraryRecord():
            return Row(kind, record.id, body)


def title_words(text: str, author: str) -> str:
    return f"{text} {author}"


def patron_words(given: str, surname: str, other: str) -> str:
    return f"{given} {surname} {other}".strip()


def _codes(codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(c for c in codes if c)


def columns_of(row: Row, rev: int) -> dict[str, object]:
    """The row as the table `records` takes it."""
    return {
        "id": row.id,
        "kind": row.kind,
        "rev": rev,
        "parent": row.parent,
        "owner": row.owner,
        "live": row.live,
        "body": row.body,
    }


def records_in(timeline: Timeline) -> Iterator[Record]:
    """The records that a timeline gives: its head, its parts, its discrepancies."""
    yield timeline.head
    yield from timeline.parts.values()
    yield from timeline.discrepancies.values()


def keys_of(timeline: Timeline) -> dict[tuple[str, UUID], Any]:
    return {(kind_of(r), r.id): r for r in records_in(timeline)}
