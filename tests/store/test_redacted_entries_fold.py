"""Whatever happened: without its patron it amounts to the same records, but for who it was and what staff typed."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from deskapp.domain.events import Event, Unreadable
from deskapp.domain.fold import fold
from deskapp.domain.records import Item, Loan, Timeline
from deskapp.domain.values import Line, Touch
from deskapp.store.codec import Entry, ReliedOn, encode, read_body
from deskapp.store.redacted import redacted
from deskapp.store.scribe import FIRST
from tests.domain.test_any_history_folds import IDS, histories

OF_PATRONS = ("patron", "handed_to")
BY = {UUID(int=n): UUID(int=900 + n) for n in (1, 2, 3)}
"""Patrons have ids of their own: in a library no patron has the id of an item."""


def apart(event: Event) -> Event:
    body: Any = event.body
    named = {f.name for f in fields(body)} & set(OF_PATRONS)
    return replace(event, body=replace(body, **{name: BY.get(getattr(body, name)) for name in named}))


def as_entry(event: Event, line: Line, id: UUID) -> Entry:
    return Entry(
        event.id, event.act, "A", UUID(int=1), 1, event.staff, "cached", event.desk, datetime(2026, 1, 1, tzinfo=UTC),
        "b", 1, type(event.body).__name__, 1, (Touch(line, id),), ReliedOn(reason="typed"), "d", FIRST, "ab",
        msgspec.Raw(encode(event.body)),
    )  # fmt: skip


def without(event: Event, line: Line, id: UUID, swap: dict[UUID, UUID], *, words: bool) -> Event:
    entry = redacted(as_entry(event, line, id), swap, words=words)
    assert entry.salt == ""
    assert entry.relied_on.reason == ("" if words else "typed")
    return replace(event, body=read_body(entry.kind, entry.version, bytes(entry.body)))


def blank(timeline: Timeline, swap: dict[UUID, UUID]) -> Timeline:
    """Nobody in the place of the last patron, and of who took it; another patron in the place of the one."""
    head: Any = timeline.head
    if isinstance(head, Item):
        noted = replace(head.noted, last_patron=None) if head.noted else None
        head = replace(head, last_patron=None, noted=noted)
    parts = {id: _exchanged(part, swap) for id, part in timeline.parts.items()}
    found = {id: _exchanged(one, swap) for id, one in timeline.discrepancies.items()}
    return replace(timeline, head=head, parts=parts, discrepancies=found)


def _exchanged(record: Any, swap: dict[UUID, UUID]) -> Any:
    names = [n for n in ("patron", "other_patron") if getattr(record, n, None) in swap]
    if isinstance(record, Loan):
        record = replace(record, handed_to=None)
    return replace(record, **{n: swap[getattr(record, n)] for n in names})


LINES = st.sampled_from((Line.ITEM, Line.TITLE, Line.ACCOUNT, Line.LIBRARY))
KNOWN = histories().map(lambda events: [apart(e) for e in events if not isinstance(e.body, Unreadable)])


@given(LINES, IDS, KNOWN, st.sampled_from(sorted(BY.values())))
def test_who_it_was_is_all_that_is_another(line: Line, id: UUID, events: list[Event], patron: UUID) -> None:
    swap = {patron: uuid4()}
    after = fold(line, id, [without(e, line, id, swap, words=False) for e in events])
    assert blank(after, swap) == blank(fold(line, id, events), swap)
    assert str(patron) not in encode([after.head, *after.parts.values(), *after.discrepancies.values()]).decode()


@given(LINES, IDS, KNOWN, st.sampled_from(sorted(BY.values())))
def test_without_the_words_it_folds_and_money_and_places_are_the_same(
    line: Line, id: UUID, events: list[Event], patron: UUID
) -> None:
    swap = {patron: uuid4()}
    after: Any = fold(line, id, [without(e, line, id, swap, words=True) for e in events])
    before: Any = fold(line, id, events)
    if line is Line.ITEM:
        assert (after.head.place, after.head.fields) == (before.head.place, before.head.fields)
        assert blank(after, swap).parts == blank(before, swap).parts
    if line is Line.ACCOUNT:
        assert [(p.amount, p.parts, p.at) for p in after.head.payments] == [
            (p.amount, p.parts, p.at) for p in before.head.payments
        ]
        assert [bool(p.voided) for p in after.head.payments] == [bool(p.voided) for p in before.head.payments]


def test_of_a_kind_that_is_not_known_here_nothing_is_left() -> None:
    patron = UUID(int=901)
    made = msgspec.structs.replace(
        as_entry(Event(*_an_event()), Line.PATRON, patron), kind="FromTomorrow", body=msgspec.Raw(b'{"name":"Ana"}')
    )
    entry = redacted(made, {patron: uuid4()})
    assert (bytes(entry.body), entry.touches) == (b"null", ())


def _an_event() -> tuple[Any, ...]:
    from deskapp.domain.events import ItemSeen
    from tests.domain.builders import an_event

    event = an_event(ItemSeen(UUID(int=1), "MAIN"))  # type: ignore[arg-type]  # an id is an id
    return event.id, event.act, event.stamp, event.staff, event.desk, event.body
