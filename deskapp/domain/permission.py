"""Who may do what: roles, the permissions that each holds, and what an event needs.

The same rules at the desk, which refuses, and at central, which lists what was recorded all the same.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from uuid import UUID, uuid5

from deskapp.domain.events import (
    BlockLifted,
    BlockPlaced,
    Body,
    CheckInBackdated,
    CreditGranted,
    DiscrepancyClosed,
    FeeCharged,
    FeeWaived,
    HoldCancelled,
    HoldMoved,
    HoldPlaced,
    ItemCatalogued,
    ItemCheckedIn,
    ItemCheckedOut,
    ItemMarked,
    LibrarySetUp,
    LoanRecalled,
    LoanRenewed,
    PatronEdited,
    PatronRegistered,
    PaymentReceived,
    PaymentVoided,
    RefundPaid,
    RolesChanged,
    StaffAdded,
    StaffEdited,
    StubMade,
    SuspensionLifted,
    TitleCatalogued,
)
from deskapp.domain.outcome import Blocked, Permission
from deskapp.domain.records import Held, Member, Patron
from deskapp.domain.values import Line, MemberId, PatronId

_SPACE = UUID("5c9c0d5c-4b1e-4f0a-8a5b-6f0e6a9d4c21")


class Role(StrEnum):
    """What a member of staff is at a branch, or at all of them; the words are those of library systems."""

    OPERATOR_LIMITED = "operator_limited"
    OPERATOR = "operator"
    MANAGER = "manager"
    USER_MANAGER = "user_manager"
    USER_ADMINISTRATOR = "user_administrator"
    SYSTEM_ADMINISTRATOR = "system_administrator"


_LIMITED = frozenset({Permission.CIRCULATE, Permission.TAKE_MONEY})
_OPERATOR = _LIMITED | {
    Permission.EDIT_PATRON,
    Permission.MARK_ITEM,
    Permission.CATALOGUE,
    Permission.CLOSE_DISCREPANCY,
    Permission.OVERRIDE_EXPIRY,
    Permission.OVERRIDE_RENEWALS,
    Permission.OVERRIDE_REQUEST,
    Permission.OVERRIDE_ITEM_STATE,
    Permission.OVERRIDE_OFFLINE,
}
_MANAGER = _OPERATOR | {
    Permission.BACKDATE,
    Permission.GRANT_AMNESTY,
    Permission.WAIVE,
    Permission.REFUND,
    Permission.LIFT_SUSPENSION,
    Permission.REORDER_QUEUE,
    Permission.SET_POLICY,
    *(p for p in Permission if p.name.startswith("OVERRIDE_")),
}
_USER_MANAGER = frozenset({Permission.EDIT_PATRON, Permission.CLOSE_DISCREPANCY, Permission.SEE_ACCESS})

ROLES: dict[Role, frozenset[Permission]] = {
    Role.OPERATOR_LIMITED: _LIMITED,
    Role.OPERATOR: _OPERATOR,
    Role.MANAGER: _MANAGER,
    Role.USER_MANAGER: _USER_MANAGER,
    Role.USER_ADMINISTRATOR: _USER_MANAGER | {Permission.MANAGE_STAFF, Permission.ERASE_PATRON},
    Role.SYSTEM_ADMINISTRATOR: frozenset(Permission),
}

JOBS: dict[str, frozenset[Permission]] = {
    "import": frozenset({Permission.CATALOGUE, Permission.EDIT_PATRON}),
    "overnight": frozenset({Permission.CIRCULATE, Permission.MARK_ITEM, Permission.TAKE_MONEY}),
}
"""What the jobs of a workstation may record, under their own names."""

OVERRIDES: dict[Blocked, Permission] = {
    Blocked.PATRON_BLOCKED: Permission.OVERRIDE_PATRON_BLOCK,
    Blocked.PATRON_BARRED: Permission.OVERRIDE_PATRON_BLOCK,
    Blocked.ADDRESS_INVALID: Permission.OVERRIDE_PATRON_BLOCK,
    Blocked.CARD_LOST: Permission.OVERRIDE_PATRON_BLOCK,
    Blocked.PATRON_INACTIVE: Permission.OVERRIDE_PATRON_BLOCK,
    Blocked.NOT_A_PROXY: Permission.OVERRIDE_PATRON_BLOCK,
    Blocked.PATRON_EXPIRED: Permission.OVERRIDE_EXPIRY,
    Blocked.SUSPENDED: Permission.OVERRIDE_SUSPENSION,
    Blocked.OWES_TOO_MUCH: Permission.OVERRIDE_DEBT,
    Blocked.TOO_MANY_LOANS: Permission.OVERRIDE_LIMIT,
    Blocked.TOO_MANY_OF_TYPE: Permission.OVERRIDE_LIMIT,
    Blocked.TOO_MANY_AT_BRANCH: Permission.OVERRIDE_LIMIT,
    Blocked.TOO_MANY_OF_TITLE: Permission.OVERRIDE_LIMIT,
    Blocked.TOO_MANY_ON_SITE: Permission.OVERRIDE_LIMIT,
    Blocked.TOO_MANY_OVERDUE: Permission.OVERRIDE_LIMIT,
    Blocked.TOO_MANY_LOST: Permission.OVERRIDE_LIMIT,
    Blocked.TOO_MANY_CLAIMS: Permission.OVERRIDE_LIMIT,
    Blocked.RECALL_OVERDUE: Permission.OVERRIDE_LIMIT,
    Blocked.LONG_OVERDUE: Permission.OVERRIDE_LIMIT,
    Blocked.ON_LOAN_TO_OTHER: Permission.OVERRIDE_HOLD,
    Blocked.HELD_FOR_OTHER: Permission.OVERRIDE_HOLD,
    Blocked.REQUESTED_BY_OTHER: Permission.OVERRIDE_HOLD,
    Blocked.NOT_FOR_LOAN: Permission.OVERRIDE_NOT_FOR_LOAN,
    Blocked.IN_HOUSE_ONLY: Permission.OVERRIDE_NOT_FOR_LOAN,
    Blocked.ITEM_MARKED: Permission.OVERRIDE_ITEM_STATE,
    Blocked.NOT_WHILE_OFFLINE: Permission.OVERRIDE_OFFLINE,
}
"""The permission that lifts a block; blocks of renewals and of requests that are not named have one for all."""


def member_id(name: str) -> MemberId:
    """The id of whoever signs in with a name: the same wherever the name is typed, however it is capitalised."""
    return MemberId(uuid5(_SPACE, name.strip().casefold()))


def permissions(roles: Iterable[Held], branch: str, at: datetime) -> frozenset[Permission]:
    """What the roles allow at a branch and a moment. A role that this program does not know allows nothing."""
    held = frozenset((r.role, r.branch) for r in roles if r.since <= at and (r.until is None or at < r.until))
    return _allowed(held, branch)


def permissions_now(member: Member | None, branch: str) -> frozenset[Permission]:
    """What somebody may do at a branch now; nothing without an open account. Asks no clock: a desk's may be wrong."""
    return _allowed(roles_now(member), branch) if member is not None and member.active else frozenset()


@lru_cache(1000)  # central asks it of each event, and few different things
def _allowed(roles: frozenset[tuple[str, str]], branch: str) -> frozenset[Permission]:
    here = (role for role, at in roles if at in ("", branch) and role in set(Role))
    return frozenset().union(*(ROLES[Role(role)] for role in here))


def roles_now(member: Member) -> frozenset[tuple[str, str]]:
    """The roles that hold now, each with its branch."""
    return frozenset((r.role, r.branch) for r in member.roles if r.until is None)


def may_give(giver: Member, roles: Collection[tuple[str, str]]) -> bool:
    """Whether each role is one that the giver holds there, or that a system administrator of that place gives."""
    own = roles_now(giver)
    admin = Role.SYSTEM_ADMINISTRATOR
    return all(
        (role, branch) in own or (role, "") in own or (admin, "") in own or (admin, branch) in own
        for role, branch in roles
    )


def needed(body: Body, overrides: Iterable[str] = ()) -> frozenset[Permission]:
    """What recording an event takes beyond standing at a desk."""
    lifted = {OVERRIDES[Blocked(code)] for code in overrides if code in OVERRIDES}
    return frozenset(lifted | _of(body))


def _of(body: Body) -> set[Permission]:
    match body:
        case ItemCheckedIn() if body.amnesty:
            return {Permission.CIRCULATE, Permission.GRANT_AMNESTY}
        case ItemCheckedIn() | ItemCheckedOut() | LoanRenewed() | LoanRecalled() | HoldPlaced() | HoldCancelled():
            return {Permission.CIRCULATE}
        case StubMade() if body.line is Line.PATRON:
            return {Permission.CIRCULATE}
        case CheckInBackdated():
            return {Permission.BACKDATE}
        case ItemMarked():
            return {Permission.MARK_ITEM}
        case PaymentReceived() | PaymentVoided() | FeeCharged():
            return {Permission.TAKE_MONEY}
        case RefundPaid() | CreditGranted():
            return {Permission.REFUND}
        case FeeWaived():
            return {Permission.WAIVE}
        case SuspensionLifted():
            return {Permission.LIFT_SUSPENSION}
        case HoldMoved():
            return {Permission.REORDER_QUEUE}
        case PatronEdited() | PatronRegistered() | BlockPlaced() | BlockLifted():
            return {Permission.EDIT_PATRON}
        case TitleCatalogued() | ItemCatalogued():
            return {Permission.CATALOGUE}
        case LibrarySetUp():
            return {Permission.SET_POLICY}
        case StaffAdded() | StaffEdited() | RolesChanged():
            return {Permission.MANAGE_STAFF}
        case DiscrepancyClosed():
            return {Permission.CLOSE_DISCREPANCY}
        case _:
            return set()


# --- one's own account --------------------------------------------------------------------------------------

_LIMITS = ("category", "expires", "active", "account_type", "record_type")


def favours(body: Body) -> PatronId | None:
    """The patron whom an event lets off something; nobody records such a thing for their own household."""
    match body:
        case FeeWaived() | SuspensionLifted() | RefundPaid() | CreditGranted() | BlockLifted():
            return body.patron
        case PatronEdited() if any(group in _LIMITS for group in body.groups):
            return body.patron
        case _:
            return None


def is_household(own: Patron | None, other: Patron) -> bool:
    """Whether two records are one person's, or those of people who answer for one another."""
    if own is None:
        return False
    return own.id == other.id or _names(own, other) or _names(other, own)


def _names(one: Patron, other: Patron) -> bool:
    """Whether a record names a card of the other as its guarantor or proxy."""
    named = {one.fields.guarantor, *one.fields.proxies} - {""}
    return any(card in named for card in other.fields.cards)
