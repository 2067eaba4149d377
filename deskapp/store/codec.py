"""Events and records as JSON, byte for byte the same on every machine."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import datetime
from typing import Any, get_args
from uuid import UUID

import msgspec

from deskapp.domain import records
from deskapp.domain.events import Body, LibrarySetUp, Unreadable
from deskapp.domain.rules import Library
from deskapp.domain.values import Touch
from deskapp.domain.written import canonical

VERSION = 1
"""The version of the event bodies that this program writes, and the newest it reads."""

_encoder = msgspec.json.Encoder(order="deterministic")
_BODIES = {kind.__name__: msgspec.json.Decoder(kind) for kind in get_args(Body) if kind is not Unreadable}
_TIMES = {
    kind.__name__: tuple(f.name for f in fields(kind) if "datetime" in str(f.type))
    for kind in get_args(Body)
    if kind is not Unreadable
}
KINDS: dict[str, type] = {
    "item": records.Item,
    "loan": records.Loan,
    "title": records.Title,
    "hold": records.Hold,
    "patron": records.Patron,
    "account": records.Account,
    "library": records.LibraryRecord,
    "staff": records.Member,
    "discrepancy": records.Discrepancy,
}
_RECORDS: dict[str, msgspec.json.Decoder[Any]] = {kind: msgspec.json.Decoder(type_) for kind, type_ in KINDS.items()}
_KIND_OF = {type_: kind for kind, type_ in KINDS.items()}


class BadEvent(Exception):
    """A body that is of a known kind and version, but cannot be read: for quarantine."""


class ReliedOn(msgspec.Struct, frozen=True):
    """What a decision rested on: how far the cache had come, how old it was, and what was overridden."""

    rev: int = 0
    age_seconds: int = 0
    overrides: tuple[str, ...] = ()
    reason: str = ""


class Entry(msgspec.Struct, frozen=True):
    """An event with its envelope, as journals keep it and desks send it.

    `wall` is the workstation's own clock (aware UTC), `monotonic` microseconds since `boot`. `digest` is the
    salted hash of the body; `prev` the hash of the entry before. A redaction erases body and salt, and the
    chain still verifies.
    """

    id: UUID
    act: UUID
    workstation: str
    incarnation: UUID
    seq: int
    staff: str
    verified_by: str
    desk: str
    wall: datetime
    boot: str
    monotonic: int
    kind: str
    version: int
    touches: tuple[Touch, ...]
    relied_on: ReliedOn
    digest: str
    prev: str
    salt: str
    body: msgspec.Raw


def encode(value: object) -> bytes:
    return _encoder.encode(value)


def read_body(kind: str, version: int, body: bytes) -> Body:
    """The body, or `Unreadable` for a kind or version that is too new; raises `BadEvent` on a broken one."""
    decoder = _BODIES.get(kind)
    if decoder is None or version > VERSION:
        return Unreadable(kind, version)
    try:
        if kind == LibrarySetUp.__name__:
            return LibrarySetUp(library_of(msgspec.json.decode(body)["library"]))
        read: Body = decoder.decode(body)
    except (msgspec.DecodeError, msgspec.ValidationError, KeyError, TypeError, ValueError, RecursionError) as fault:
        raise BadEvent(f"{kind}: {fault}") from fault
    for name in _TIMES[kind]:
        moment = getattr(read, name)
        if moment is not None and moment.tzinfo is None:
            raise BadEvent(f"{kind}: {name} has no time zone")
    return read


def is_known(kind: str) -> bool:
    """Whether this program knows events of that kind."""
    return kind in _BODIES


def library_of(said: dict[str, Any]) -> Library:
    """A library's set-up from JSON or TOML, as people write it or as an event keeps it; raises `ValidationError`."""
    return msgspec.convert(canonical(said), Library, strict=False)


def kind_of(record: object) -> str:
    return _KIND_OF[type(record)]


def read_record(kind: str, body: bytes | str) -> Any:
    """A record from its JSON; the type follows from the kind."""
    if kind == "library":
        said = msgspec.json.decode(body)
        head = msgspec.convert(said | {"library": {}}, records.LibraryRecord)
        return replace(head, library=library_of(said["library"]))
    return _RECORDS[kind].decode(body)
