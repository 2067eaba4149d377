"""From holdings fields to items, by the layout of the system that wrote them."""

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from deskapp.exchange.codes import RefusalCode
from deskapp.exchange.item_layout import ItemLayout, ItemPart
from deskapp.exchange.marc_record import Field
from deskapp.exchange.refusal import Reason
from deskapp.exchange.title_in import ItemIn, TitleWarning

SAYS_THERE_IS_AN_ITEM = (ItemPart.CALL_NUMBER, ItemPart.TYPE, ItemPart.BRANCH, ItemPart.COLLECTION)


def items(fields: list[Field], layout: ItemLayout) -> Iterator[ItemIn | Reason | TitleWarning]:
    """The items of one record; a field that describes one without a barcode gives the reason instead.

    A field with two barcodes is two items alike. A field with nothing that describes an item (Koha's 999, which
    holds record numbers) is none.
    """
    for place, field in enumerate(fields, start=1):
        barcodes = field.values(layout.subfields[ItemPart.BARCODE])
        if not barcodes and any(_first(field, layout, part) for part in SAYS_THERE_IS_AN_ITEM):
            yield _without_barcode(field, layout, place)
        for barcode in dict.fromkeys(barcodes):
            yield from _item(barcode, field, layout)


def parsed_price(text: str) -> Decimal | None:
    """The amount in "24.95", "USD25.00", "EUR 1.234,50" or "24,95 EUR"; None where there is none."""
    found = re.search(r"[0-9][0-9.,' ]*", text)
    if found is None:
        return None
    number = re.sub(r"[' ]", "", found[0]).rstrip(".,")
    whole, separator, cents = re.fullmatch(r"(.*?)(?:([.,])([0-9]{1,2}))?", number, re.DOTALL).groups()  # type: ignore[union-attr]
    try:
        return Decimal(re.sub("[.,]", "", whole) + ("." + cents if separator else ""))
    except InvalidOperation:
        return None


def _item(barcode: str, field: Field, layout: ItemLayout) -> Iterator[ItemIn | TitleWarning]:
    written_price = _first(field, layout, ItemPart.PRICE)
    price = parsed_price(written_price)
    if written_price and price is None:
        yield TitleWarning.PRICE_NOT_UNDERSTOOD
    yield ItemIn(
        barcode,
        call_number=_call_number(field, layout),
        item_type=_first(field, layout, ItemPart.TYPE),
        library=_first(field, layout, ItemPart.BRANCH),
        holding_library=_first(field, layout, ItemPart.HOLDING_BRANCH),
        location=_first(field, layout, ItemPart.COLLECTION),
        copy=_first(field, layout, ItemPart.COPY),
        volume=_first(field, layout, ItemPart.VOLUME),
        price=price,
        notes=tuple(field.values(layout.subfields.get(ItemPart.NOTE, ""))),
    )


def _without_barcode(field: Field, layout: ItemLayout, place: int) -> Reason:
    detail = {"field": field.tag, "place": str(place), "call_number": _call_number(field, layout)}
    return Reason(RefusalCode.ITEM_WITHOUT_BARCODE, detail)


def _first(field: Field, layout: ItemLayout, part: ItemPart) -> str:
    return field.first(layout.subfields.get(part, ""))


def _call_number(field: Field, layout: ItemLayout) -> str:
    """All its subfields, in the layout's order (class number before item number)."""
    codes = layout.subfields.get(ItemPart.CALL_NUMBER, "")
    return " ".join(value for code in codes for value in field.values(code))
