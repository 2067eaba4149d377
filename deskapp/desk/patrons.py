"""The patron's record: quick edit and blocks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from deskapp.desk.acts import Acts
from deskapp.desk.answers import Declined, Recorded
from deskapp.domain import registration
from deskapp.domain.events import BlockLifted, BlockPlaced
from deskapp.domain.outcome import Block as Hindrance
from deskapp.domain.outcome import Blocked, Done, Permission, fact
from deskapp.domain.records import Block
from deskapp.domain.values import BlockId, BlockKind, Line, PatronFields, PatronId

_ELSEWHERE = Declined((Hindrance(Blocked.PATRON_ELSEWHERE),))
"""What is not known here cannot be replaced."""


class Patrons(Acts):
    """What staff change of a patron."""

    def edit(
        self, patron: PatronId, fields: PatronFields, opened_with: PatronFields | None = None
    ) -> Recorded | Declined:
        """Record what staff changed: what differs from what the form was `opened_with`, else from the record as it is.

        What another desk has changed since then is merged, field by field.
        """
        if missing := self._missing(Permission.EDIT_PATRON):
            return missing
        with self._overlay.reading():
            found = self._patron(patron)
            if found.elsewhere:
                return _ELSEWHERE
            base = replace(found, fields=opened_with) if opened_with else found
            return self._answer(registration.edit(base, fields, self.library), "", found)

    def check_fields(self, patron: PatronId, fields: PatronFields) -> tuple[Hindrance, ...]:
        """What is wrong with the fields as typed so far."""
        return tuple(registration.problems(fields, self.library))

    def owned_elsewhere(self, patron: PatronId) -> tuple[str, ...]:
        """The groups of an external account that the registrar's system owns."""
        with self._overlay.reading():
            external = self._patron(patron).fields.account_type == "external"
            return registration.REGISTRARS if external else ()

    def place_block(
        self,
        patron: PatronId,
        note: str,
        expires: date | None = None,
        kind: BlockKind = BlockKind.NOTE,
        actions: tuple[str, ...] = (),
    ) -> Recorded | Declined:
        """Stop the patron from what `actions` name (check_out, renew, request; none named: all), with a note."""
        if missing := self._missing(Permission.EDIT_PATRON):
            return missing
        with self._overlay.reading():
            found = self._patron(patron)
            body = BlockPlaced(found.id, BlockId(self._new_id()), note, expires, kind, actions)
            return self._answer(Done((fact(body, (Line.PATRON, found.id)),)), "", found)

    def lift_block(self, patron: PatronId, block: BlockId) -> Recorded | Declined:
        if missing := self._missing(Permission.EDIT_PATRON):
            return missing
        with self._overlay.reading():
            found = self._patron(patron)
            if found.elsewhere:
                return _ELSEWHERE
            placed = next((b for b in found.blocks if b.id == block), None)
            was = None if placed is None else _as_placed(found.id, placed)
            return self._answer(Done((fact(BlockLifted(found.id, block, was), (Line.PATRON, found.id)),)), "", found)


def _as_placed(patron: PatronId, block: Block) -> BlockPlaced:
    """The event that places a block again as it was."""
    return BlockPlaced(patron, block.id, block.note, block.expires, block.kind, block.actions, block.permission)
