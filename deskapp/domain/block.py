"""What stands against a patron now. Automatic blocks change with time alone: computed at reading, never stored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from deskapp.domain.due_date import today
from deskapp.domain.fee import owes
from deskapp.domain.outcome import Block, Blocked, Permission
from deskapp.domain.records import Account, Loan, Patron
from deskapp.domain.rules import Branch, Library


@dataclass(frozen=True, slots=True)
class Standing:
    """A patron with all that deciding needs: the open loans, those that ended owing, and the account."""

    patron: Patron
    loans: Sequence[Loan]
    ended_owing: Sequence[Loan]
    account: Account
    same: frozenset[UUID] = frozenset()  # the stubs that turned out to be this patron

    def is_own(self, patron: UUID) -> bool:
        """Whether a loan or a request in this id's name is the patron's own."""
        return patron == self.patron.id or patron in self.same

    @property
    def owed(self) -> int:
        """Minor units; negative is a credit."""
        return owes(self.account, self.ended_owing)

    def overdue(self, now: datetime) -> int:
        return sum(loan.due < now for loan in self.loans)


def patron_blocks(standing: Standing, library: Library, branch: Branch, now: datetime) -> list[Block]:
    """Everything that stands against lending to this patron and renewing for them, with what lifts it."""
    patron, fields = standing.patron, standing.patron.fields
    day = today(branch, now)
    blocks = [
        Block(Blocked.PATRON_BLOCKED, Permission.OVERRIDE_PATRON_BLOCK, (("note", b.note),))
        for b in patron.blocks
        if b.expires is None or b.expires >= day
    ]
    if not fields.active:
        blocks.append(Block(Blocked.PATRON_INACTIVE, Permission.OVERRIDE_PATRON_BLOCK))
    if fields.expires is not None and fields.expires < day:
        since = (("date", fields.expires.isoformat()),)
        blocks.append(Block(Blocked.PATRON_EXPIRED, Permission.OVERRIDE_EXPIRY, since))
    if standing.owed > library.max_owed:
        facts = (("owed", str(standing.owed)), ("limit", str(library.max_owed)))
        blocks.append(Block(Blocked.OWES_TOO_MUCH, Permission.OVERRIDE_DEBT, facts))
    if standing.overdue(now) > library.max_overdue:
        facts = (("count", str(standing.overdue(now))), ("limit", str(library.max_overdue)))
        blocks.append(Block(Blocked.TOO_MANY_OVERDUE, Permission.OVERRIDE_LIMIT, facts))
    return blocks
