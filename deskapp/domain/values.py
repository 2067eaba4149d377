"""The values that events and records carry: ids, states, terms, and what is known of patrons, titles and items."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple, NewType
from uuid import UUID

ItemId = NewType("ItemId", UUID)
TitleId = NewType("TitleId", UUID)
LoanId = NewType("LoanId", UUID)
HoldId = NewType("HoldId", UUID)
PatronId = NewType("PatronId", UUID)
FeeId = NewType("FeeId", UUID)
PaymentId = NewType("PaymentId", UUID)
BlockId = NewType("BlockId", UUID)
DiscrepancyId = NewType("DiscrepancyId", UUID)
EventId = NewType("EventId", UUID)
ActId = NewType("ActId", UUID)
MemberId = NewType("MemberId", UUID)

LIBRARY = UUID(int=0)
"""The one library record of a central: its branches, categories and policies."""


class Line(StrEnum):
    """The timelines: each record is the fold of the events that touch its timeline."""

    ITEM = "item"  # gives the item, its loans and their overdue fees
    TITLE = "title"  # gives the title and its queue of requests
    PATRON = "patron"  # gives the patron: edits and blocks
    ACCOUNT = "account"  # gives the money: manual fees and payments
    LIBRARY = "library"  # gives the library's set-up
    STAFF = "staff"  # gives a member of staff: name, badge, roles
    SEEN = "seen"  # gives nothing: by it central finds who looked at a patron's record


class Touch(NamedTuple):
    """A timeline that an event belongs to, as the desk resolved it; never derived again."""

    line: Line
    id: UUID


class ItemState(StrEnum):
    AVAILABLE = "available"
    ON_LOAN = "on_loan"
    HOLD_SHELF = "hold_shelf"
    IN_TRANSIT = "in_transit"
    LOST = "lost"
    CLAIMED_RETURNED = "claimed_returned"
    CLAIMED_NEVER_HAD = "claimed_never_had"
    MISSING = "missing"
    DAMAGED = "damaged"
    IN_REPAIR = "in_repair"
    ON_ORDER = "on_order"
    WITHDRAWN = "withdrawn"


GONE_WITH_LOAN = (ItemState.LOST, ItemState.CLAIMED_RETURNED, ItemState.CLAIMED_NEVER_HAD)
"""States in which a loan stands still: the item is not there, and nobody waits for it to come back in time."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where an item is, and for whom."""

    state: ItemState = ItemState.AVAILABLE
    branch: str = ""
    loan: LoanId | None = None
    hold: HoldId | None = None
    to: str | None = None


@dataclass(frozen=True, slots=True)
class SuspensionTerms:
    """How many days without borrowing a late return brings, as policy fixed it at check-out."""

    days: int  # for each started `per_days` late
    per_days: int = 1
    grace_days: int = 0
    skips_closed: bool = False  # only open days count as late
    serves_open: bool = False  # only open days count as served
    cap_days: int | None = None
    add_up: bool = True  # with other suspensions; otherwise the longest holds
    price_per_day: int | None = None  # minor units; None: cannot be exchanged for money
    whole_only: bool = False  # in proportion to the days late, rounded down
    after_grace: bool = False  # only the days past the grace count


@dataclass(frozen=True, slots=True)
class FeeTerms:
    """What a late return costs, as policy fixed it at check-out: minor units of `currency` per started day or hour."""

    per_day: int = 0
    grace_days: int = 0
    cap: int = 0  # 0: no cap
    currency: str = "EUR"
    calendar: str = ""  # revision of the calendar that gave the due date
    per_hour: int = 0  # instead of `per_day`
    grace_minutes: int = 0
    after_grace: bool = False  # only the time past the grace costs
    skips_closed: bool = False
    every: int = 1  # so many days, or hours, make one that is charged
    whole_only: bool = False  # begun ones are not charged
    account_cap: int | None = None  # on all overdue fees that are unpaid at one time
    rental: int = 0  # charged when it is lent
    suspension: SuspensionTerms | None = None


@dataclass(frozen=True, slots=True)
class LostBill:
    """What a lost item is billed, and what of it is given back when it is found. Minor units."""

    replacement: int
    processing: int
    currency: str
    refund: str = "all"  # all, replacement, part, none
    refund_percent: int = 50
    refund_until: datetime | None = None
    keeps_fee: bool = True  # the overdue fee until it was lost stays
    found_charges_fee: bool = False  # found: the overdue fee runs on to the return


@dataclass(frozen=True, slots=True)
class Decided:
    """Why a due date is what it is: the library's revision, the lines of the policy table, the reasons in order."""

    revision: str = ""
    lines: tuple[tuple[str, str], ...] = ()  # the term, the line that said it
    reasons: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()


class FeeKind(StrEnum):
    MANUAL = "manual"
    OVERDUE = "overdue"
    RENTAL = "rental"
    REPLACEMENT = "replacement"
    PROCESSING = "processing"
    DAMAGE = "damage"
    CARD = "card"
    REQUEST = "request"
    UNFETCHED = "unfetched"
    SUSPENSION = "suspension"  # days of suspension exchanged for money
    GIVEN_BACK = "given_back"  # money that was given back out of a credit that is no more


class BlockKind(StrEnum):
    """What a block that a person placed says."""

    NOTE = "note"
    BARRED = "barred"
    ADDRESS_INVALID = "address_invalid"
    CARD_LOST = "card_lost"


@dataclass(frozen=True, slots=True)
class Name:
    surname: str = ""
    given: str = ""
    other: str = ""


@dataclass(frozen=True, slots=True)
class Address:
    lines: tuple[str, ...] = ()
    city: str = ""
    region: str = ""
    postcode: str = ""
    country: str = ""
    kind: str = "home"


@dataclass(frozen=True, slots=True)
class PatronFields:
    """What staff edit of a patron. Each attribute is one group: it is merged, and conflicts, as a whole."""

    name: Name = Name()
    cards: tuple[str, ...] = ()
    category: str = ""
    branch: str = ""
    birth_date: date | None = None
    enrolled: date | None = None
    expires: date | None = None
    language: str = ""
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    addresses: tuple[Address, ...] = ()
    notes: tuple[str, ...] = ()
    account_type: str = "internal"  # internal, external, internal_external_auth
    record_type: str = "public"  # staff, public, contact
    active: bool = True
    user_name: str = ""
    guarantor: str = ""
    statistics: tuple[str, ...] = ()
    proxies: tuple[str, ...] = ()  # cards of those who may borrow on this patron's account


@dataclass(frozen=True, slots=True)
class ItemFields:
    """The catalogue's description of an item (a copy)."""

    title: TitleId
    barcode: str
    type: str
    home: str
    call_number: str = ""
    collection: str = ""
    note: str = ""
    volume: str = ""
    parts: str = ""  # what belongs to it: "2 discs + booklet"; the desk is asked to count
    price: int = 0  # minor units of the library's currency; 0: not known


@dataclass(frozen=True, slots=True)
class TitleFields:
    """The catalogue's description of a title, as far as a desk needs it. ISBNs have 13 digits."""

    text: str
    author: str = ""
    isbns: tuple[str, ...] = ()
    control_number: str = ""
    year: str = ""
    language: str = ""
