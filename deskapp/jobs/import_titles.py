"""Taking titles and their items in from MARC: new ones are catalogued, what differs is catalogued again."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from deskapp.domain.events import ItemCatalogued, TitleCatalogued
from deskapp.domain.outcome import Done, Fact, fact
from deskapp.domain.records import Item
from deskapp.domain.rules import Library
from deskapp.domain.values import ItemFields, ItemId, Line, TitleFields, TitleId
from deskapp.exchange.codes import RefusalCode
from deskapp.exchange.refusal import Reason, Refusal
from deskapp.exchange.title_in import ItemIn, TitleIn
from deskapp.jobs.job import Job, Tally


class TitleImport:
    """One import of titles. Items of a branch the library does not know go to `branch`."""

    def __init__(self, job: Job, library: Library, branch: str, new_id: Callable[[], UUID], tally: Tally) -> None:
        self._job, self._branch, self._new_id, self._tally = job, branch, new_id, tally
        self._branches = {b.code.casefold(): b.code for b in library.branches}
        self._types = {t.code.casefold(): t.code for t in library.item_types}
        self._seen: dict[str, int] = {}

    def take(self, read: TitleIn) -> tuple[str, list[Refusal]]:
        """Record what the file says of one title: `created`, `updated` or `unchanged`, and the items refused.

        A title is known again by its control number, else by the first of its items that is known.
        """
        items, refused = self._fresh_items(read)
        title = self._known(read, items)
        created = title is None
        title = title or TitleId(self._new_id())
        facts = self._title(title, read)
        for item in items:
            facts += self._item(title, item)
        if facts:
            self._job.add(Done(tuple(facts)))
        if created:
            return "created", refused
        return ("updated" if facts else "unchanged"), refused

    def _fresh_items(self, read: TitleIn) -> tuple[list[ItemIn], list[Refusal]]:
        """A barcode counts once in a file: the first record that has it keeps it."""
        items: list[ItemIn] = []
        refused: list[Refusal] = []
        for item in read.items:
            first = self._seen.setdefault(item.barcode, read.record)
            if first == read.record and all(i.barcode != item.barcode for i in items):
                items.append(item)
            else:
                detail = {"barcode": item.barcode, "record": str(first)}
                reason = Reason(RefusalCode.BARCODE_USED_TWICE, detail)
                refused.append(Refusal(read.record, (reason,), read.control_number))
        return items, refused

    def _known(self, read: TitleIn, items: list[ItemIn]) -> TitleId | None:
        if read.control_number:
            for kind, id in self._job.overlay.by_code(f"001:{read.control_number}"):
                if kind == Line.TITLE:
                    return TitleId(id)
        for item in items:
            known = self._known_item(item.barcode)
            if known is not None and known.fields is not None:
                return known.fields.title
        return None

    def _known_item(self, barcode: str) -> Item | None:
        for kind, id in self._job.overlay.by_code(barcode):
            if kind == Line.ITEM:
                return self._job.overlay.item(id)
        return None

    def _title(self, id: TitleId, read: TitleIn) -> list[Fact]:
        known = self._job.overlay.title(id)
        text = read.title if not read.title_original else f"{read.title} / {read.title_original}"
        told = TitleFields(text, read.author, read.isbns, read.control_number, read.year, read.language)
        outcome = _outcome(known.fields if known else None, told)
        self._tally.count("titles", outcome)
        return [] if outcome == "unchanged" else [fact(TitleCatalogued(id, told), (Line.TITLE, id))]

    def _item(self, title: TitleId, read: ItemIn) -> list[Fact]:
        known = self._known_item(read.barcode)
        home = self._branches.get(read.library.casefold())
        if home is None:
            self._tally.warn("unknown_branch")
        kind = self._types.get(read.item_type.casefold(), read.item_type)
        told = ItemFields(
            title,
            read.barcode,
            kind,
            home or self._branch,
            " ".join(p for p in (read.call_number, read.volume) if p),
            read.location,
            "; ".join(read.notes),
        )
        outcome = _outcome(known.fields if known else None, told)
        self._tally.count("items", outcome)
        if outcome == "unchanged":
            return []
        id = known.id if known else ItemId(self._new_id())
        return [fact(ItemCatalogued(id, told), (Line.ITEM, id))]


def _outcome(known: object, told: object) -> str:
    if known is None:
        return "created"
    return "unchanged" if known == told else "updated"
