"""What central answers a pull: rows as they lie there, their bodies inside the answer as the JSON that they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import msgspec


@dataclass(frozen=True, slots=True)
class Pulled:
    """One row as central sent it."""

    kind: str
    id: UUID
    rev: int
    body: str  # empty: a tombstone


class Page(msgspec.Struct, frozen=True):
    """Some rows in order of their revision, central's newest revision, and how far the own journals are decided."""

    epoch: str
    head: int
    rows: list[tuple[str, UUID, int, msgspec.Raw]]  # `null` in place of the body: a tombstone
    decided: list[tuple[str, UUID, int]]

    def pulled(self) -> list[Pulled]:
        return [Pulled(kind, id, rev, _text(body)) for kind, id, rev, body in self.rows]


def page_of(epoch: str, head: int, rows: Sequence[Pulled], decided: Sequence[tuple[str, UUID, int]]) -> Page:
    told = [(row.kind, row.id, row.rev, msgspec.Raw(row.body.encode() or b"null")) for row in rows]
    return Page(epoch, head, told, list(decided))


def read_page(text: str | bytes) -> Page:
    """Raises `msgspec.MsgspecError` for what is no page."""
    return _pages.decode(text)


def _text(body: msgspec.Raw) -> str:
    text = str(body, "utf-8")
    return "" if text == "null" else text


_pages = msgspec.json.Decoder(Page)
