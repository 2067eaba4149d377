"""An entry without what it says of a person: the fold still reads it, and its place in the chain stays.

The body's salt goes, the digest and the hash of the entry before stay. What was said of an item, a sum or a due date
stays; whose it was becomes a number that leads to nobody.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

import msgspec

from deskapp.domain.values import GONE_WITH_LOAN, Line, Touch
from deskapp.store.codec import VERSION, Entry, encode, is_known

_KEPT_OF_A_PATRON = ("category", "branch")
"""What statistics need of a registration or an edit; it names nobody."""

_FREE_TEXT = ("note", "reason", "document", "name")
"""What staff typed, in whatever event."""

_SAID_BY_JOBS = ("expired", "unfetched")
"""Reasons that the fold goes by."""

_PERSONS = (Line.PATRON, Line.SEEN)


def redacted(entry: Entry, ids: Mapping[UUID, UUID], cards: Collection[str] = (), *, words: bool = True) -> Entry:
    """The entry with each id of `ids` exchanged, and no card of `cards` among those who borrow for somebody.

    `words`: what staff typed goes as well. An entry belongs no more to the timeline of a patron who is exchanged, nor
    to those that say who looked at them; of a kind that this program cannot read the whole body goes.
    """
    body = _body(entry, {str(id) for id in ids}, cards, words=words)
    for old, new in ids.items():
        body = body.replace(str(old).encode(), str(new).encode())
    touches = [Touch(line, ids.get(id, id)) for line, id in entry.touches if not (line in _PERSONS and id in ids)]
    relied_on = msgspec.structs.replace(entry.relied_on, reason="") if words else entry.relied_on
    return msgspec.structs.replace(
        entry, touches=tuple(dict.fromkeys(touches)), relied_on=relied_on, salt="", body=msgspec.Raw(body)
    )


def in_its_place(old: Entry, redacted: Entry) -> Entry:
    """The same event as it stands under another number, redacted as this one was."""
    return msgspec.structs.replace(
        old, touches=redacted.touches, relied_on=redacted.relied_on, salt=redacted.salt, body=redacted.body
    )


def names_card(entry: Entry, cards: Collection[str]) -> bool:
    """Whether one of the cards borrows, or answers, for the patron whom the entry is about."""
    body = msgspec.json.decode(entry.body) if is_known(entry.kind) else None
    return isinstance(body, dict) and any(_named(fields) & set(cards) for fields in _all_fields(body))


def _body(entry: Entry, persons: set[str], cards: Collection[str], *, words: bool) -> bytes:
    if entry.version > VERSION or not is_known(entry.kind):
        return b"null"
    body = msgspec.json.decode(entry.body)
    if not isinstance(body, dict):
        return b"null"
    _without_patron(entry.kind, body, persons)
    for fields in _all_fields(body):
        _without_cards(fields, cards)
    if words:
        _without_words(entry.kind, body)
    return encode(body)


def _without_patron(kind: str, body: dict[str, Any], persons: set[str]) -> None:
    """Where no number may stand for the patron, there is nobody."""
    if kind == "ItemCheckedOut":
        if body["patron"] in persons:
            body["dissociated"], body["handed_to"] = True, None
        elif body.get("handed_to") in persons:
            body["handed_to"] = None
    if kind in ("StaffAdded", "StaffEdited") and body.get("patron") in persons:
        body["patron"] = None


def _all_fields(body: dict[str, Any]) -> list[dict[str, Any]]:
    """A patron's fields, wherever an event carries them."""
    return [body[name] for name in ("fields", "before", "after") if isinstance(body.get(name), dict)]


def _named(fields: dict[str, Any]) -> set[str]:
    return {*fields.get("proxies", ()), fields.get("guarantor", "")}


def _without_cards(fields: dict[str, Any], cards: Collection[str]) -> None:
    if _named(fields) & set(cards):
        fields["proxies"] = [card for card in fields.get("proxies", ()) if card not in cards]
        fields["guarantor"] = "" if fields.get("guarantor") in cards else fields.get("guarantor", "")


def _without_words(kind: str, body: dict[str, Any]) -> None:
    match kind:
        case "PatronRegistered":
            body["fields"] = _statistical(body["fields"])
        case "PatronEdited":
            body["before"], body["after"] = _statistical(body["before"]), _statistical(body["after"])
        case "StubMade":
            body["barcode"] = body["document"] = ""
        case "CodeShared":
            body["code"] = ""
        case "ItemMarked" if body["state"] not in GONE_WITH_LOAN:
            pass  # what is missing of an item is said of the item
        case "StaffAdded" | "LibrarySetUp":
            pass  # a member of staff signs in with that name; the library has its own
        case _:
            _without_typed(body)


def _without_typed(body: dict[str, Any]) -> None:
    for name in _FREE_TEXT:
        if isinstance(body.get(name), str) and body[name] not in _SAID_BY_JOBS:
            body[name] = ""
    if isinstance(body.get("was"), dict):
        _without_typed(body["was"])


def _statistical(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: fields[name] for name in _KEPT_OF_A_PATRON if name in fields}
