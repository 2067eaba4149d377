"""What a workstation goes by to let its staff in while central is away: as central last said it, in a sealed file."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from deskapp.domain.records import Member
from deskapp.domain.values import MemberId
from deskapp.store.codec import read_record
from deskapp.store.sealed import Sealed
from deskapp.store.verifier import Terms, matches

HEARD_EVERY = 50_000_000
"""The moment of the last word from central is written down so often, in microseconds."""


class Kept(msgspec.Struct, frozen=True, array_like=True):
    """What is kept of somebody's password or PIN."""

    name: str
    what: str
    salt: str
    ops: int
    memory: int
    verifier: str
    must_change: bool

    @property
    def terms(self) -> Terms:
        return Terms(self.salt, self.ops, self.memory)

    def fits(self, key: str) -> bool:
        return matches(key, self.verifier)


class Code(msgspec.Struct, frozen=True, array_like=True):
    """What is kept of a sealed code."""

    number: int
    salt: str
    ops: int
    memory: int
    verifier: str

    @property
    def terms(self) -> Terms:
        return Terms(self.salt, self.ops, self.memory)

    def fits(self, key: str) -> bool:
        return matches(key, self.verifier)


class StaffKnown(msgspec.Struct, frozen=True):
    """`at`: which state of central's secrets this is; `heard`: when central last said so, microseconds, UTC.

    `bodies`: the records of the members of staff, as JSON; a central of an earlier version sends none.
    """

    at: int = -1
    heard: int = 0
    staff: tuple[Kept, ...] = ()
    codes: tuple[Code, ...] = ()
    bodies: tuple[str, ...] = ()

    @property
    def lacks_members(self) -> bool:
        """Whether central said who has a password, and not which roles they have."""
        return bool(self.staff) and not self.bodies

    def members(self) -> dict[MemberId, Member]:
        found: list[Member] = [read_record("staff", body) for body in self.bodies]
        return {member.id: member for member in found}

    def of(self, name: str, what: str) -> Kept | None:
        return next((k for k in self.staff if (k.name, k.what) == (name, what)), None)


class StaffFile:
    """The sealed file: the sync process writes it, the window reads it."""

    def __init__(self, sealed: Sealed) -> None:
        self._sealed = sealed

    def read(self) -> StaffKnown:
        found = self._sealed.read(StaffKnown)
        return found if isinstance(found, StaffKnown) else StaffKnown()

    def keep(
        self, at: int, staff: Sequence[object], codes: Sequence[object], heard: int, members: Sequence[str] = ()
    ) -> None:
        """Write what central said, `verifiers()` as it answers."""
        kept, sealed = msgspec.convert(staff, tuple[Kept, ...]), msgspec.convert(codes, tuple[Code, ...])
        self._sealed.write(StaffKnown(at, heard, kept, sealed, tuple(members)))

    def confirm(self, heard: int) -> None:
        """Central still says the same."""
        known = self.read()
        if known.at >= 0 and heard - known.heard >= HEARD_EVERY:
            self._sealed.write(msgspec.structs.replace(known, heard=heard))
