"""What a scenario's library owns and whom it serves, as the events that say so."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

import msgspec

from deskapp.domain.barcode import isbn13
from deskapp.domain.events import ItemCatalogued, PatronRegistered, TitleCatalogued
from deskapp.domain.outcome import Fact, fact
from deskapp.domain.values import ItemFields, ItemId, Line, PatronFields, PatronId, TitleFields, TitleId
from deskapp.rehearsal.scenario import BadScenario, Scenario


def holdings_of(scenario: Scenario, new_id: Callable[[], UUID]) -> Iterator[Fact]:
    """Titles and items, then patrons."""
    titles: dict[str, TitleId] = {}
    for said in scenario.items:
        text = said.get("title") or said["barcode"]
        if text not in titles:
            titles[text] = TitleId(new_id())
            isbn = isbn13(said.get("isbn", ""))
            fields = TitleFields(text, said.get("author", ""), (isbn,) if isbn else (), year=said.get("year", ""))
            yield fact(TitleCatalogued(titles[text], fields), (Line.TITLE, titles[text]))
        item = ItemId(new_id())
        branch = said.get("branch", scenario.library.branches[0].code)
        about = ItemFields(
            titles[text],
            said["barcode"],
            said.get("type", "BOOK"),
            branch,
            said.get("call_number", ""),
            said.get("collection", ""),
            volume=said.get("volume", ""),
            parts=said.get("parts", ""),
            price=said.get("price", 0),
        )
        yield fact(ItemCatalogued(item, about), (Line.ITEM, item))
    for said in scenario.patrons:
        patron = PatronId(new_id())
        yield fact(PatronRegistered(patron, patron_fields(said)), (Line.PATRON, patron))


def patron_fields(said: dict[str, Any]) -> PatronFields:
    """A patron's fields from a scenario's words: card, given, surname, and the names of `PatronFields`."""
    rest = {k: v for k, v in said.items() if k not in ("card", "given", "surname", "comment")}
    name = {"given": said.get("given", ""), "surname": said.get("surname", "")}
    cards = [said["card"]] if "card" in said else []
    try:
        return msgspec.convert({"name": name, "cards": cards, **rest}, PatronFields, strict=False)
    except msgspec.ValidationError as fault:
        raise BadScenario("", f"patron {said.get('card')!r}: {fault}") from fault
