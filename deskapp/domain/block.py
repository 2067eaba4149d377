"""What stands against a patron now. Automatic blocks change with time alone: computed at reading, never stored."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from uuid import UUID

from deskapp.domain.calendar import today
from deskapp.domain.fee import Charge, balance, charges
from deskapp.domain.outcome import Block, Blocked, Permission
from deskapp.domain.policy import Case, Terms
from deskapp.domain.records import Account, Loan, Patron
from deskapp.domain.records import Block as PlacedBlock
from deskapp.domain.rules import ACTIONS, Action, BlockRule, Branch, Library
from deskapp.domain.suspension import Suspension, standing_suspensions, suspensions
from deskapp.domain.values import BlockKind, ItemState


@dataclass(frozen=True)  # no slots: what is worked out is kept
class Standing:
    """A patron with all that deciding needs: the open loans, those that ended owing, and the account."""

    patron: Patron
    loans: Sequence[Loan]
    ended_owing: Sequence[Loan]
    account: Account
    same: frozenset[UUID] = frozenset()  # the stubs that turned out to be this patron
    library: Library = field(default_factory=Library)
    requests: int = 0  # how many are open
    currency: str = "EUR"  # of the branch where the patron stands

    def is_own(self, patron: UUID) -> bool:
        """Whether a loan or a request in this id's name is the patron's own."""
        return patron == self.patron.id or patron in self.same

    @cached_property
    def charges(self) -> list[Charge]:
        """Every fee, oldest first, with what is left to pay."""
        return charges(self.account, (*self.ended_owing, *self.loans), self.library)

    @property
    def owed(self) -> int:
        """Minor units; negative is a credit."""
        return balance(self.charges, self.account, self.currency)

    @property
    def running(self) -> list[Loan]:
        """The loans whose items are out and awaited; lost and claimed ones stand still."""
        return [loan for loan in self.loans if loan.stopped is None]

    def overdue(self, now: datetime) -> int:
        return sum(loan.due < now for loan in self.running)

    def stopped(self, *states: ItemState) -> int:
        """How many loans stand still for one of these reasons; a lost one that is paid for does not count."""
        unpaid = {c.loan for c in self.charges if c.left and c.loan}
        return sum(
            loan.stop in states and (loan.stop is not ItemState.LOST or loan.id in unpaid or loan.bill is None)
            for loan in self.loans
        )

    @cached_property
    def suspensions(self) -> list[Suspension]:
        return suspensions(self.ended_owing, self.account, self.library)

    def terms(self, branch: Branch, now: datetime) -> Terms:
        """What holds for the patron whatever the item."""
        case = Case(self.patron.fields.category, "", branch.code)
        return self.library.terms(case, today(self.library.calendar(branch.code), now))


_KINDS = {
    BlockKind.NOTE: Blocked.PATRON_BLOCKED,
    BlockKind.BARRED: Blocked.PATRON_BARRED,
    BlockKind.ADDRESS_INVALID: Blocked.ADDRESS_INVALID,
    BlockKind.CARD_LOST: Blocked.CARD_LOST,
}


def patron_blocks(
    standing: Standing, library: Library, branch: Branch, now: datetime, action: Action | None = None
) -> list[Block]:
    """Everything that stands against an action for this patron, or against any, with the permission that lifts it."""
    found = [(block, ACTIONS) for block in _automatic(standing, library, branch, now)]
    manual = [(_manual(b), _hindered(b)) for b in standing_blocks(standing, now)]
    rules = {rule.code: rule for rule in library.block_rules}
    ruled = [_ruled(block, actions, rules.get(str(block.code))) for block, actions in (*manual, *found)]
    return [block for block, actions in ruled if action is None or action in actions]


def _hindered(placed: PlacedBlock) -> tuple[Action, ...]:
    return tuple(a for a in ACTIONS if a in placed.actions) if placed.actions else ACTIONS


def standing_blocks(standing: Standing, now: datetime) -> list[PlacedBlock]:
    """The blocks that a person placed and that have not run out."""
    day = today(standing.library.calendar(standing.patron.fields.branch), now)
    return [b for b in standing.patron.blocks if b.expires is None or b.expires >= day]


def _ruled(block: Block, actions: tuple[Action, ...], rule: BlockRule | None) -> tuple[Block, tuple[Action, ...]]:
    """The block as the library's rules for its code have it."""
    if rule is None:
        return block, actions
    permission = block.permission
    if rule.permission is not None:
        permission = Permission(rule.permission) if rule.permission in set(Permission) else None
    return Block(block.code, permission, block.facts), tuple(a for a in actions if a in rule.actions)


def _manual(placed: PlacedBlock) -> Block:
    lifts = placed.permission if placed.permission in set(Permission) else Permission.OVERRIDE_PATRON_BLOCK
    return Block(_KINDS[placed.kind], Permission(lifts), (("note", placed.note),))


def _automatic(standing: Standing, library: Library, branch: Branch, now: datetime) -> Iterator[Block]:
    fields = standing.patron.fields
    day = today(library.calendar(branch.code), now)
    terms = standing.terms(branch, now)
    if not fields.active:
        yield Block(Blocked.PATRON_INACTIVE, Permission.OVERRIDE_PATRON_BLOCK)
    if fields.expires is not None and fields.expires < day:
        yield Block(Blocked.PATRON_EXPIRED, Permission.OVERRIDE_EXPIRY, (("date", fields.expires.isoformat()),))
    if standing_now := standing_suspensions(standing.suspensions, day):
        until = max(s.last for s in standing_now)
        facts = (("date", until.isoformat()), ("count", str(len(standing_now))))
        yield Block(Blocked.SUSPENDED, Permission.OVERRIDE_SUSPENSION, facts)
    counted = (
        (Blocked.OWES_TOO_MUCH, Permission.OVERRIDE_DEBT, "owed", standing.owed, terms.max_owed),
        (Blocked.TOO_MANY_OVERDUE, Permission.OVERRIDE_LIMIT, "count", standing.overdue(now), terms.max_overdue),
        (Blocked.TOO_MANY_LOST, Permission.OVERRIDE_LIMIT, "count", standing.stopped(ItemState.LOST), terms.max_lost),
        (Blocked.TOO_MANY_CLAIMS, Permission.OVERRIDE_LIMIT, "count", _claims(standing), terms.max_claims),
        (
            Blocked.RECALL_OVERDUE,
            Permission.OVERRIDE_LIMIT,
            "count",
            _recalls(standing, now),
            terms.max_recalls_overdue,
        ),
    )
    for code, permission, name, found, limit in counted:
        if limit is not None and found > limit:
            yield Block(code, permission, ((name, str(found)), ("limit", str(limit))))
    for loan in _long_overdue(standing, library, now):
        facts = (("date", today(library.calendar(loan.branch), loan.due).isoformat()), ("loan", str(loan.id)))
        yield Block(Blocked.LONG_OVERDUE, Permission.OVERRIDE_LIMIT, facts)
        return  # one is enough


def _claims(standing: Standing) -> int:
    return standing.stopped(ItemState.CLAIMED_RETURNED, ItemState.CLAIMED_NEVER_HAD)


def _recalls(standing: Standing, now: datetime) -> int:
    return sum(loan.recalled is not None and loan.due < now for loan in standing.running)


def _long_overdue(standing: Standing, library: Library, now: datetime) -> list[Loan]:
    """The loans that have been late for more days than their policy lets pass."""
    late = late_loans(standing, library, now)
    return [loan for loan, terms in late if _late_beyond(loan, terms.overdue_block_days, now)]


def late_loans(standing: Standing, library: Library, now: datetime) -> list[tuple[Loan, Terms]]:
    """The loans that are late, each with what policy says today of its item type and branch."""
    late = [loan for loan in standing.running if loan.due < now]
    one_of_each = {_alike(x): x for x in late}
    terms = {alike: loan_terms(x, standing, library, now) for alike, x in one_of_each.items()}
    return [(loan, terms[_alike(loan)]) for loan in late]


def _alike(loan: Loan) -> tuple[str, ...]:
    """What policy is asked about a loan: those with the same answer are asked about once."""
    return (loan.item_type, loan.branch, loan.owner, loan.collection)


def _late_beyond(loan: Loan, days: int | None, now: datetime) -> bool:
    return days is not None and now - loan.due > timedelta(days=days)


def loan_terms(loan: Loan, standing: Standing, library: Library, now: datetime) -> Terms:
    """What policy says today of a loan that is out."""
    case = Case(standing.patron.fields.category, loan.item_type, loan.branch, loan.owner, loan.collection)
    return library.terms(case, today(library.calendar(loan.branch), now))


def warnings(standing: Standing, library: Library, branch: Branch, now: datetime) -> list[Block]:
    """What staff should say to the patron, and what stands in the way of nothing."""
    found = []
    day, expires = today(library.calendar(branch.code), now), standing.patron.fields.expires
    if expires is not None and day <= expires <= day + timedelta(days=library.expiry_warning_days):
        found.append(Block(Blocked.EXPIRES_SOON, None, (("date", expires.isoformat()),)))
    late = late_loans(standing, library, now)
    for code, days in (
        (Blocked.LONG_OVERDUE_SOON, [_late_beyond(x, t.overdue_warn_days, now) for x, t in late]),
        (Blocked.REFERRED, [_late_beyond(x, t.overdue_refer_days, now) for x, t in late]),
    ):
        if any(days):
            found.append(Block(code, None, (("count", str(sum(days))),)))
    return found
