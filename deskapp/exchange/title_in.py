"""What a bibliographic record of another system says, as plain values: nothing is stored, nothing decided."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class RecordType(StrEnum):
    """What the thing seems to be, from the leader and field 007: a suggestion for the item type, no more."""

    BOOK = "book"
    PERIODICAL = "periodical"
    SCORE = "score"
    MAP = "map"
    DVD = "dvd"
    BLURAY = "bluray"
    VIDEO = "video"
    AUDIOBOOK = "audiobook"
    CD = "cd"
    RECORDING = "recording"
    PICTURE = "picture"
    ELECTRONIC = "electronic"
    KIT = "kit"
    OBJECT = "object"
    MANUSCRIPT = "manuscript"
    OTHER = "other"


class TitleWarning(StrEnum):
    """The record was read, but something in it was not as the standard says."""

    MARC8_LEADER_BUT_UTF8 = "marc8_leader_but_utf8"
    UTF8_LEADER_BUT_MARC8 = "utf8_leader_but_marc8"
    READ_AS_WESTERN = "read_as_western"
    CHARACTERS_LOST = "characters_lost"
    INDICATORS_REPAIRED = "indicators_repaired"
    ISBN_NOT_VALID = "isbn_not_valid"
    PRICE_NOT_UNDERSTOOD = "price_not_understood"


@dataclass(frozen=True, slots=True)
class ItemIn:
    """One item out of a holdings field. Codes (type, library, location) are the other system's own words."""

    barcode: str
    call_number: str = ""
    item_type: str = ""
    library: str = ""
    holding_library: str = ""
    location: str = ""
    copy: str = ""
    volume: str = ""
    price: Decimal | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TitleIn:
    """One MARC 21 bibliographic record with the items that could be read; `record` counts from 1 in the file."""

    record: int
    control_number: str
    title: str
    title_original: str = ""
    author: str = ""
    author_original: str = ""
    isbns: tuple[str, ...] = ()
    publisher: str = ""
    year: str = ""
    language: str = ""
    edition: str = ""
    record_type: RecordType = RecordType.OTHER
    items: tuple[ItemIn, ...] = ()
    warnings: tuple[TitleWarning, ...] = ()
