"""What a workstation goes by to let its staff in while central is away: as central last said it, in a sealed file."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

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
    """`at`: which state of central's secrets this is; `heard`: when central last said so, microseconds, UTC."""

    at: int = -1
    heard: int = 0
    staff: tuple[Kept, ...] = ()
    codes: tuple[Code, ...] = ()

    def of(self, name: str, what: str) -> Kept | None:
        return next((k for k in self.staff if (k.name, k.what) == (name, what)), None)


class StaffFile:
    """The sealed file: the sync process writes it, the window reads it."""

    def __init__(self, sealed: Sealed) -> None:
        self._sealed = sealed

    def read(self) -> StaffKnown:
        found = self._sealed.read(StaffKnown)
        return found if isinstance(found, StaffKnown) else StaffKnown()

    def keep(self, at: int, staff: Sequence[object], codes: Sequence[object], heard: int) -> None:
        """Write what central said, `verifiers()` as it answers."""
        known = StaffKnown(
            at, heard, msgspec.convert(staff, tuple[Kept, ...]), msgspec.convert(codes, tuple[Code, ...])
        )
        self._sealed.write(known)

    def confirm(self, heard: int) -> None:
        """Central still says the same."""
        known = self.read()
        if known.at >= 0 and heard - known.heard >= HEARD_EVERY:
            self._sealed.write(msgspec.structs.replace(known, heard=heard))
