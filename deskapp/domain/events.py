"""What can happen: each event is one fact that a desk or a job recorded, frozen and in the past tense.

An event is never changed and never deleted; a mistake is corrected by a further event.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple, NewType
from uuid import UUID

from deskapp.domain.rules import Library

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

LIBRARY = UUID(int=0)
"""The one library record of a central: its branches, categories and policies."""


class Line(StrEnum):
    """The timelines: each record is the fold of the events that touch its timeline."""

    ITEM = "item"  # gives the item, its loans and their overdue fees
    TITLE = "title"  # gives the title and its queue of requests
    PATRON = "patron"  # gives the patron: edits and blocks
    ACCOUNT = "account"  # gives the money: manual fees and payments
    LIBRARY = "library"  # gives the library's set-up


class Touch(NamedTuple):
    """A timeline that an event belongs to, as the desk resolved it; never derived again."""

    line: Line
    id: UUID


# --- values that events carry ---------------------------------------------------------------------


class ItemState(StrEnum):
    AVAILABLE = "available"
    ON_LOAN = "on_loan"
    HOLD_SHELF = "hold_shelf"
    IN_TRANSIT = "in_transit"


@dataclass(frozen=True, slots=True)
class Place:
    """Where an item is, and for whom."""

    state: ItemState = ItemState.AVAILABLE
    branch: str = ""
    loan: LoanId | None = None
    hold: HoldId | None = None
    to: str | None = None


@dataclass(frozen=True, slots=True)
class FeeTerms:
    """The overdue fee as policy fixed it at check-out: minor units of `currency` per started day late."""

    per_day: int = 0
    grace_days: int = 0
    cap: int = 0  # 0: no cap
    currency: str = "EUR"
    calendar: str = ""  # revision of the calendar that gave the due date


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


@dataclass(frozen=True, slots=True)
class TitleFields:
    """The catalogue's description of a title, as far as a desk needs it. ISBNs have 13 digits."""

    text: str
    author: str = ""
    isbns: tuple[str, ...] = ()
    control_number: str = ""
    year: str = ""
    language: str = ""


# --- physical facts: never refused by central -----------------------------------------------------


@dataclass(frozen=True, slots=True)
class ItemCheckedOut:
    """An item left with a patron. Due date and fee terms are what policy decided at the desk."""

    loan: LoanId
    item: ItemId
    patron: PatronId
    due: datetime
    terms: FeeTerms
    branch: str
    hold: HoldId | None = None
    previous: Place = Place()


@dataclass(frozen=True, slots=True)
class ItemCheckedIn:
    """An item came back, or was seen at a desk. `previous` is where the desk believed it to be."""

    item: ItemId
    branch: str
    loan: LoanId | None = None
    effective: datetime | None = None  # None: the moment of the event
    previous: Place = Place()


@dataclass(frozen=True, slots=True)
class HoldTrapped:
    """A returned item was put on the hold shelf for the request it satisfies."""

    hold: HoldId
    title: TitleId
    item: ItemId
    branch: str
    until: datetime


@dataclass(frozen=True, slots=True)
class TransitStarted:
    """An item was sent to another branch: home, or to the pickup shelf of a request."""

    item: ItemId
    to: str
    hold: HoldId | None = None


@dataclass(frozen=True, slots=True)
class LoanRenewed:
    loan: LoanId
    item: ItemId
    due: datetime
    previous_due: datetime


@dataclass(frozen=True, slots=True)
class PaymentReceived:
    """Money was taken. Amounts in minor units; `parts` says how much goes to which fee."""

    patron: PatronId
    payment: PaymentId
    amount: int
    currency: str
    parts: tuple[tuple[FeeId, int], ...] = ()
    method: str = "cash"


@dataclass(frozen=True, slots=True)
class PaymentVoided:
    patron: PatronId
    payment: PaymentId
    reason: str


# --- intentions: merged ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class LibrarySetUp:
    library: Library


@dataclass(frozen=True, slots=True)
class TitleCatalogued:
    title: TitleId
    fields: TitleFields


@dataclass(frozen=True, slots=True)
class ItemCatalogued:
    item: ItemId
    fields: ItemFields
    to_be_catalogued: bool = False  # added in a hurry at a desk


@dataclass(frozen=True, slots=True)
class StubMade:
    """An unknown card or barcode was accepted while central could not be asked."""

    id: UUID
    line: Line
    barcode: str


@dataclass(frozen=True, slots=True)
class Identified:
    """A stub turned out to be a known record. Folds and views follow the pointer; nothing is rewritten."""

    stub: UUID
    id: UUID
    line: Line


@dataclass(frozen=True, slots=True)
class CodeShared:
    """Central found one card, or one barcode, on two known records."""

    code: str
    line: Line
    first: UUID
    second: UUID


@dataclass(frozen=True, slots=True)
class PatronRegistered:
    patron: PatronId
    fields: PatronFields


@dataclass(frozen=True, slots=True)
class PatronEdited:
    """Groups of a patron's fields were changed; `before` and `after` carry those groups alone."""

    patron: PatronId
    groups: tuple[str, ...]
    before: PatronFields
    after: PatronFields


@dataclass(frozen=True, slots=True)
class BlockPlaced:
    patron: PatronId
    block: BlockId
    note: str
    expires: date | None = None


@dataclass(frozen=True, slots=True)
class BlockLifted:
    patron: PatronId
    block: BlockId


@dataclass(frozen=True, slots=True)
class FeeCharged:
    patron: PatronId
    fee: FeeId
    amount: int
    currency: str
    note: str


@dataclass(frozen=True, slots=True)
class HoldPlaced:
    """A patron asked for a title, or for one copy of it."""

    hold: HoldId
    title: TitleId
    patron: PatronId
    pickup: str
    item: ItemId | None = None


@dataclass(frozen=True, slots=True)
class HoldCancelled:
    hold: HoldId
    title: TitleId
    item: ItemId | None = None  # the item that was kept for it, as the desk knew
    undo: bool = False


# --- undo: a further event that says what it restores ---------------------------------------------
# `of` is the act being undone, `after` the item's last act then (None: the same). Had anything else come after it on
# the same item, the undo is too late.


@dataclass(frozen=True, slots=True)
class CheckOutUndone:
    of: ActId
    item: ItemId
    loan: LoanId
    hold: HoldId | None
    restores: Place
    after: ActId | None = None


@dataclass(frozen=True, slots=True)
class CheckInUndone:
    of: ActId
    item: ItemId
    loan: LoanId | None
    restores: Place
    after: ActId | None = None


@dataclass(frozen=True, slots=True)
class RenewalUndone:
    of: ActId
    item: ItemId
    loan: LoanId
    restores: datetime
    after: ActId | None = None


@dataclass(frozen=True, slots=True)
class HoldReinstated:
    """A request is again what it was: `state` and `item` are what the undone act had changed."""

    of: ActId
    hold: HoldId
    title: TitleId
    state: str
    item: ItemId | None
    until: datetime | None


@dataclass(frozen=True, slots=True)
class DiscrepancyClosed:
    discrepancy: DiscrepancyId
    note: str = ""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Stands for an event of a kind, or a version, that this program is too old to read."""

    kind: str
    version: int


Body = (
    ItemCheckedOut
    | ItemCheckedIn
    | HoldTrapped
    | TransitStarted
    | LoanRenewed
    | PaymentReceived
    | PaymentVoided
    | LibrarySetUp
    | TitleCatalogued
    | ItemCatalogued
    | StubMade
    | Identified
    | CodeShared
    | PatronRegistered
    | PatronEdited
    | BlockPlaced
    | BlockLifted
    | FeeCharged
    | HoldPlaced
    | HoldCancelled
    | CheckOutUndone
    | CheckInUndone
    | RenewalUndone
    | HoldReinstated
    | DiscrepancyClosed
    | Unreadable
)


# --- order ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, order=True)
class Stamp:
    """Where an event stands in the true order of things. The order of arrival plays no part in it."""

    at: datetime  # corrected time, aware UTC
    rank: int  # leaving before returning
    workstation: str
    incarnation: UUID
    seq: int


def rank(body: Body) -> int:
    """At the same instant on two desks, what describes comes first, then leaving, then returning, then the rest."""
    match body:
        case LibrarySetUp() | TitleCatalogued() | ItemCatalogued() | PatronRegistered() | StubMade() | HoldPlaced():
            return 0
        case ItemCheckedOut() | LoanRenewed():
            return 1
        case ItemCheckedIn():
            return 2
        case _:
            return 3


@dataclass(frozen=True, slots=True)
class Event:
    """One event as the fold sees it: stamped, its body read."""

    id: EventId
    act: ActId  # the events of one act are recorded, and undone, together
    stamp: Stamp
    staff: str
    desk: str
    body: Body
    uncertainty: int = 0  # microseconds: how far `stamp.at` may be off
    overrides: tuple[str, ...] = field(default=())  # codes of the blocks that were overridden
