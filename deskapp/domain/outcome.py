"""What deciding returns: it is done, by these events; or refused, by these blocks."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from deskapp.domain.events import Body
from deskapp.domain.values import Line, Touch


class Permission(StrEnum):
    """What a member of staff may do beyond the everyday. A block names the one that overrides it."""

    OVERRIDE_PATRON_BLOCK = "override_patron_block"
    OVERRIDE_EXPIRY = "override_expiry"
    OVERRIDE_DEBT = "override_debt"
    OVERRIDE_LIMIT = "override_limit"
    OVERRIDE_HOLD = "override_hold"
    OVERRIDE_NOT_FOR_LOAN = "override_not_for_loan"
    OVERRIDE_RENEWALS = "override_renewals"
    OVERRIDE_REQUEST = "override_request"
    OVERRIDE_ITEM_STATE = "override_item_state"
    OVERRIDE_OFFLINE = "override_offline"
    OVERRIDE_SUSPENSION = "override_suspension"
    BACKDATE = "backdate"
    GRANT_AMNESTY = "grant_amnesty"
    WAIVE = "waive"
    REFUND = "refund"
    LIFT_SUSPENSION = "lift_suspension"
    MARK_ITEM = "mark_item"
    REORDER_QUEUE = "reorder_queue"
    SET_POLICY = "set_policy"
    EDIT_PATRON = "edit_patron"
    TAKE_MONEY = "take_money"
    CATALOGUE = "catalogue"
    CIRCULATE = "circulate"
    CLOSE_DISCREPANCY = "close_discrepancy"
    MANAGE_STAFF = "manage_staff"
    SEE_ACCESS = "see_access"
    ERASE_PATRON = "erase_patron"


class Blocked(StrEnum):
    """Why the desk refuses; `ui/words.py` says it in words."""

    PATRON_BLOCKED = "patron_blocked"
    PATRON_EXPIRED = "patron_expired"
    PATRON_INACTIVE = "patron_inactive"
    OWES_TOO_MUCH = "owes_too_much"
    TOO_MANY_LOANS = "too_many_loans"
    TOO_MANY_OVERDUE = "too_many_overdue"
    NOT_FOR_LOAN = "not_for_loan"
    ALREADY_ON_LOAN_TO_PATRON = "already_on_loan_to_patron"
    ON_LOAN_TO_OTHER = "on_loan_to_other"
    HELD_FOR_OTHER = "held_for_other"
    STUB_LIMIT = "stub_limit"
    NOT_ON_LOAN = "not_on_loan"
    TOO_MANY_RENEWALS = "too_many_renewals"
    REQUESTED_BY_OTHER = "requested_by_other"
    RENEWAL_NOT_LATER = "renewal_not_later"
    ALREADY_REQUESTED = "already_requested"
    HOLD_CLOSED = "hold_closed"
    NOT_OWNED_HERE = "not_owned_here"  # the registrar's system owns the field
    FIELD_INVALID = "field_invalid"
    NOTHING_CHANGED = "nothing_changed"
    PERMISSION_MISSING = "permission_missing"
    NOTHING_OWED = "nothing_owed"
    NOTHING_TO_VOID = "nothing_to_void"  # no such payment, voided already, or no reason given
    DUE_IN_PAST = "due_in_past"
    SOMETHING_CAME_AFTER = "something_came_after"
    MONEY_IS_VOIDED = "money_is_voided"
    NOTHING_TO_UNDO = "nothing_to_undo"
    PATRON_BARRED = "patron_barred"
    ADDRESS_INVALID = "address_invalid"
    CARD_LOST = "card_lost"
    SUSPENDED = "suspended"
    LONG_OVERDUE = "long_overdue"
    TOO_MANY_LOST = "too_many_lost"
    TOO_MANY_CLAIMS = "too_many_claims"
    RECALL_OVERDUE = "recall_overdue"
    EXPIRES_SOON = "expires_soon"  # a warning alone
    LONG_OVERDUE_SOON = "long_overdue_soon"  # a warning alone
    REFERRED = "referred"  # a warning alone
    TOO_MANY_OF_TYPE = "too_many_of_type"
    TOO_MANY_AT_BRANCH = "too_many_at_branch"
    TOO_MANY_OF_TITLE = "too_many_of_title"
    TOO_MANY_ON_SITE = "too_many_on_site"
    IN_HOUSE_ONLY = "in_house_only"
    ITEM_MARKED = "item_marked"  # lost, withdrawn, in repair, ...: `state` says which
    NOT_WHILE_OFFLINE = "not_while_offline"
    NOT_A_PROXY = "not_a_proxy"
    TOO_EARLY_TO_RENEW = "too_early_to_renew"
    OVERDUE_NOT_RENEWED = "overdue_not_renewed"
    OWN_ACCOUNT = "own_account"  # nobody does this for themselves or their household
    SECOND_PERSON = "second_person"  # `limit`: what one may waive alone
    ROLE_LACKED = "role_lacked"  # nobody gives or takes a role that they do not hold
    TOO_MUCH_APART = "too_much_apart"  # `limit`: what may be waived or given back in a day while central is away
    NAME_TAKEN = "name_taken"
    LOAN_ELSEWHERE = "loan_elsewhere"  # this workstation serves other libraries: it knows that it is lent, and no more
    PATRON_ELSEWHERE = "patron_elsewhere"  # the same of a patron, of whom it has the name and the card
    FIRST_AT_CENTRAL = "first_at_central"  # a desk adds no member of staff before there is one
    TOO_MANY_UNSEEN = "too_many_unseen"
    REQUEST_NOT_ALLOWED = "request_not_allowed"
    TOO_MANY_REQUESTS = "too_many_requests"
    COPY_AVAILABLE = "copy_available"
    LEVEL_NOT_ALLOWED = "level_not_allowed"
    PICKUP_NOT_ALLOWED = "pickup_not_allowed"
    NOT_RECALLABLE = "not_recallable"
    NOTHING_TO_RECALL = "nothing_to_recall"
    NOT_RETURNED = "not_returned"
    NOT_LATE = "not_late"
    NOT_EARLIER = "not_earlier"
    STATE_NOT_POSSIBLE = "state_not_possible"
    REASON_MISSING = "reason_missing"
    AMOUNT_TOO_LARGE = "amount_too_large"
    NO_CREDIT = "no_credit"
    NOT_SUSPENDED = "not_suspended"
    NOT_EXCHANGEABLE = "not_exchangeable"
    HOLD_NOT_WAITING = "hold_not_waiting"
    POLICY_INVALID = "policy_invalid"


@dataclass(frozen=True, slots=True)
class Block:
    """One reason for a refusal. `permission` lifts it; None: nobody may. `facts` are what the sentence needs."""

    code: Blocked
    permission: Permission | None = None
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """An event about to be recorded: its body and the timelines it touches."""

    body: Body
    touches: tuple[Touch, ...]


@dataclass(frozen=True, slots=True)
class Done:
    facts: tuple[Fact, ...]
    overrides: tuple[Blocked, ...] = ()


@dataclass(frozen=True, slots=True)
class Refused:
    blocks: tuple[Block, ...]


Outcome = Done | Refused


@dataclass(frozen=True, slots=True)
class Override:
    """Staff insist, with a reason, and hold these permissions."""

    reason: str
    permissions: frozenset[Permission]


def settle(blocks: list[Block], override: Override | None, facts: tuple[Fact, ...]) -> Outcome:
    """Done if nothing blocks, or if each block is one that the override may lift."""
    if not blocks:
        return Done(facts)
    if override is None or any(b.permission not in override.permissions for b in blocks):
        return Refused(tuple(blocks))
    return Done(facts, tuple(b.code for b in blocks))


def fact(body: Body, *touches: tuple[Line, UUID | None]) -> Fact:
    """A fact touching these timelines; None where the desk knows of none."""
    return Fact(body, tuple(Touch(line, id) for line, id in touches if id is not None))
