"""Writing entries: numbering them, and chaining each to the one before by its hash."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

import msgspec

from deskapp.domain.outcome import Done
from deskapp.store.clock import Clock
from deskapp.store.codec import VERSION, Entry, ReliedOn, encode

FIRST = "0" * 64
"""What the first entry of a journal carries as the hash of the entry before."""


def chained(entry: Entry) -> str:
    """The hash that the next entry carries: of everything but body and salt, for which the digest stands."""
    envelope = encode(msgspec.structs.replace(entry, salt="", body=msgspec.Raw(b"null")))
    return hashlib.sha256(envelope).hexdigest()


def digest_of(salt: str, body: bytes) -> str:
    return hashlib.sha256(bytes.fromhex(salt) + body).hexdigest()


@dataclass(slots=True)
class Scribe:
    """The pen of one journal: which incarnation, the last number given, the hash of the last entry."""

    workstation: str
    clock: Clock
    new_id: Callable[[], UUID]
    incarnation: UUID
    seq: int = 0
    prev: str = FIRST

    def write(
        self,
        done: Done,
        staff: str,
        desk: str,
        relied_on: ReliedOn,
        verified_by: str = "cached",
        act: UUID | None = None,
    ) -> list[Entry]:
        """The entries of one act, numbered on from the last."""
        relied_on = msgspec.structs.replace(relied_on, overrides=tuple(str(o) for o in done.overrides))
        act, made = act or self.new_id(), []
        for n, fact in enumerate(done.facts):
            body, salt = encode(fact.body), secrets.token_hex(16)
            self.seq += 1
            entry = Entry(
                id=act if n == 0 else self.new_id(),
                act=act,
                workstation=self.workstation,
                incarnation=self.incarnation,
                seq=self.seq,
                staff=staff,
                verified_by=verified_by,
                desk=desk,
                wall=self.clock.now(),
                boot=self.clock.boot,
                monotonic=self.clock.monotonic(),
                kind=type(fact.body).__name__,
                version=VERSION,
                touches=fact.touches,
                relied_on=relied_on,
                digest=digest_of(salt, body),
                prev=self.prev,
                salt=salt,
                body=msgspec.Raw(body),
            )
            self.prev = chained(entry)
            made.append(entry)
        return made

    def again(self, entry: Entry) -> Entry:
        """The same event under the next number of this incarnation: what it says, and when, stays."""
        self.seq += 1
        entry = msgspec.structs.replace(entry, incarnation=self.incarnation, seq=self.seq, prev=self.prev)
        self.prev = chained(entry)
        return entry
