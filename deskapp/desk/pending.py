"""What this workstation has recorded and central has not decided yet, as a screen lists it."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

import msgspec

from deskapp.desk import views as v
from deskapp.desk.acts import Acts
from deskapp.desk.look import spoken_name, title_text
from deskapp.domain.records import Item, Patron, Title
from deskapp.domain.values import EventId, ItemId, Line, PatronId
from deskapp.store.codec import Entry
from deskapp.store.pending import is_a_look


class _Named(msgspec.Struct, frozen=True):
    """The records that an event names; every other thing that it says is passed over."""

    item: UUID | None = None
    title: UUID | None = None
    patron: UUID | None = None
    loan: UUID | None = None
    hold: UUID | None = None


_named = msgspec.json.Decoder(_Named)


class Pending(Acts):
    """Looks at the journal above central's watermark. Nothing in here changes anything."""

    def pending(self, limit: int) -> tuple[v.PendingRow, ...]:
        """The oldest events that central has not decided, at most `limit`, in the order of recording.

        Those of a kind that a newer program wrote are among them; `at` is by this workstation's own clock.
        """
        with self._overlay.reading():
            entries = self._acts_pending(limit)
            told = [self._whole(entry, _about(entry)) for entry in entries]
            items = self._overlay.items({n.item for n in told if n.item})
            titles = self._overlay.titles({t for n in told if (t := _title(n, items))})
            patrons = self._overlay.patrons({n.patron for n in told if n.patron})
        rows = zip(entries, told, strict=True)
        return tuple(_row(entry, named, items, titles, patrons) for entry, named in rows)

    def _acts_pending(self, limit: int) -> list[Entry]:
        """The oldest of what staff did; having looked at a record is not among it."""
        asked = limit
        while True:
            found = self._recorder.pending(asked)
            acts = [entry for entry in found if not is_a_look(entry)]
            if len(acts) >= limit or len(found) < asked:
                return acts[:limit]
            asked *= 4

    def _whole(self, entry: Entry, named: _Named) -> _Named:
        """With the patron of the loan or the request that is named, and with what the event touches."""
        touched = dict(reversed(entry.touches))  # the first of a line is the one that it is about
        item, title = named.item or touched.get(Line.ITEM), named.title or touched.get(Line.TITLE)
        patron = named.patron or touched.get(Line.PATRON) or touched.get(Line.ACCOUNT)
        if patron is None and named.hold is not None and (hold := self._overlay.hold(named.hold)) is not None:
            patron = hold.patron
        if patron is None and named.loan is not None and item is not None:
            loan = self._overlay.loan(Item(ItemId(item)), named.loan)
            patron = loan.patron if loan else None
        return _Named(item, title, patron)


def _about(entry: Entry) -> _Named:
    try:
        return _named.decode(entry.body)
    except (msgspec.DecodeError, msgspec.ValidationError):
        return _Named()  # erased, or written by a newer program: what it touches is known all the same


def _title(named: _Named, items: Mapping[UUID, Item]) -> UUID | None:
    item = items.get(named.item) if named.item else None
    return item.fields.title if item is not None and item.fields else named.title


def _row(
    entry: Entry,
    named: _Named,
    items: Mapping[UUID, Item],
    titles: Mapping[UUID, Title],
    patrons: Mapping[UUID, Patron],
) -> v.PendingRow:
    item = items.get(named.item) if named.item else None
    patron = patrons.get(named.patron) if named.patron else None
    title, barcode = _title(named, items), item.barcode if item else ""
    return v.PendingRow(
        EventId(entry.id),
        entry.wall,
        entry.kind,
        entry.staff,
        entry.desk,
        item.id if item else None,
        barcode,
        title_text(titles.get(title) if title else None, barcode),
        PatronId(patron.id) if patron else None,
        spoken_name(patron),
    )
