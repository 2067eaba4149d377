"""Where another system keeps its items in a MARC 21 record: a field, and what each of its subfields means."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class ItemPart(StrEnum):
    """What a subfield can mean; the words an administrator types."""

    BARCODE = "barcode"
    CALL_NUMBER = "call_number"
    TYPE = "type"
    BRANCH = "branch"
    HOLDING_BRANCH = "holding_branch"
    COLLECTION = "collection"
    COPY = "copy"
    VOLUME = "volume"
    PRICE = "price"
    NOTE = "note"


class LayoutNotUnderstood(ValueError):
    """What was typed is neither a preset nor "949:barcode=i,call_number=a"; `part` is the piece that is wrong."""

    def __init__(self, text: str, part: str) -> None:
        """Keep what was typed and the piece of it that means nothing."""
        super().__init__(text, part)
        self.text = text
        self.part = part


@dataclass(frozen=True, slots=True)
class ItemLayout:
    """The field's tag, and for each part its subfield codes in the order in which their values are joined."""

    tag: str
    subfields: Mapping[ItemPart, str]

    @classmethod
    def parse(cls, text: str) -> "ItemLayout":
        """A preset's name ("949"), or "949:barcode=i,call_number=hi,type=t,branch=m,collection=l"."""
        if text.strip() in PRESETS:
            return PRESETS[text.strip()]
        tag, colon, rest = (piece.strip() for piece in text.partition(":"))
        if not colon or len(tag) != 3 or not (tag.isascii() and tag.isalnum()):
            raise LayoutNotUnderstood(text, tag or text)
        subfields = dict(_assignment(text, piece) for piece in rest.split(","))
        if ItemPart.BARCODE not in subfields:
            raise LayoutNotUnderstood(text, ItemPart.BARCODE)
        return cls(tag, MappingProxyType(subfields))


def _assignment(text: str, piece: str) -> tuple[ItemPart, str]:
    name, _, codes = (side.strip() for side in piece.partition("="))
    good_codes = codes.isascii() and codes.isalnum() and codes == codes.lower()
    if name not in ItemPart.__members__.values() or not good_codes:
        raise LayoutNotUnderstood(text, piece.strip())
    return ItemPart(name), codes


SIRSI = MappingProxyType({
    ItemPart.BARCODE: "i", ItemPart.CALL_NUMBER: "a", ItemPart.TYPE: "t", ItemPart.BRANCH: "m",
    ItemPart.COLLECTION: "l", ItemPart.COPY: "c", ItemPart.VOLUME: "v", ItemPart.PRICE: "p", ItemPart.NOTE: "o",
})  # fmt: skip
KOHA = MappingProxyType({
    ItemPart.BARCODE: "p", ItemPart.CALL_NUMBER: "o", ItemPart.TYPE: "y", ItemPart.BRANCH: "a",
    ItemPart.HOLDING_BRANCH: "b", ItemPart.COLLECTION: "c", ItemPart.COPY: "t", ItemPart.VOLUME: "h",
    ItemPart.PRICE: "g", ItemPart.NOTE: "zx",
})  # fmt: skip
MARC_HOLDINGS = MappingProxyType({
    ItemPart.BARCODE: "p", ItemPart.CALL_NUMBER: "khijm", ItemPart.BRANCH: "ba", ItemPart.COLLECTION: "c",
    ItemPart.COPY: "t", ItemPart.NOTE: "zx",
})  # fmt: skip

PRESETS: Mapping[str, ItemLayout] = MappingProxyType({
    "949": ItemLayout("949", SIRSI),  # Sirsi Unicorn and Symphony, field chosen by the site
    "999": ItemLayout("999", SIRSI),  # the same systems' default field
    "952": ItemLayout("952", KOHA),  # Koha
    "852": ItemLayout("852", MARC_HOLDINGS),  # MARC 21 holdings, embedded in the bibliographic record
})  # fmt: skip
