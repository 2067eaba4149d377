"""What the events amount to: items with their loans, titles with their queues, patrons, accounts."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from deskapp.domain.events import (
    ActId,
    BlockId,
    DiscrepancyId,
    FeeId,
    FeeTerms,
    HoldId,
    ItemFields,
    ItemId,
    Line,
    LoanId,
    PatronFields,
    PatronId,
    PaymentId,
    Place,
    Stamp,
    TitleFields,
    TitleId,
)
from deskapp.domain.rules import Library


class LoanEnd(StrEnum):
    RETURNED = "returned"
    SUPERSEDED = "superseded"  # the item was lent again and nobody saw it come back
    UNDONE = "undone"


class HoldState(StrEnum):
    WAITING = "waiting"
    IN_TRANSIT = "in_transit"
    ON_SHELF = "on_shelf"
    FILLED = "filled"
    CANCELLED = "cancelled"


OPEN_HOLD = (HoldState.WAITING, HoldState.IN_TRANSIT, HoldState.ON_SHELF)


class Code(StrEnum):
    """How two desks can contradict each other. Each is settled by rule at once; what to do is told to staff."""

    LENT_WHILE_ON_LOAN = "lent_while_on_loan"
    LENT_WHILE_HELD = "lent_while_held"
    RETURNED_OTHER_LOAN = "returned_other_loan"
    RETURNED_UNAWARE_OF_HOLD = "returned_unaware_of_hold"
    TRAPPED_WHILE_ON_LOAN = "trapped_while_on_loan"
    TRAPPED_TWICE = "trapped_twice"
    TRAPPED_FOR_CLOSED_HOLD = "trapped_for_closed_hold"
    CANCELLED_WHILE_ON_SHELF = "cancelled_while_on_shelf"
    RENEWED_AFTER_RETURN = "renewed_after_return"
    UNDONE_TOO_LATE = "undone_too_late"
    EDITED_APART = "edited_apart"
    CODE_SHARED = "code_shared"
    ORDER_UNCERTAIN = "order_uncertain"


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """Two desks disagreed while apart. `about` names the ids concerned, `detail` what staff are told."""

    id: DiscrepancyId
    code: Code
    line: Line
    of: UUID
    at: datetime
    desk: str
    other_desk: str
    item: ItemId | None = None
    title: TitleId | None = None
    patron: PatronId | None = None
    other_patron: PatronId | None = None
    detail: tuple[tuple[str, str], ...] = ()
    closed: bool = False
    closed_by: str = ""


@dataclass(frozen=True, slots=True)
class Act:
    """One of the last things that happened to an item. Never says to whom."""

    at: datetime
    kind: str
    staff: str
    desk: str


@dataclass(frozen=True, slots=True)
class Item:
    id: ItemId
    fields: ItemFields | None = None  # None: a stub
    barcode: str = ""
    place: Place = Place()
    to_be_catalogued: bool = False
    same_as: ItemId | None = None
    last: Stamp | None = None
    last_act: ActId | None = None
    last_desk: str = ""
    moved: Stamp | None = None  # when it was last lent, taken back, put aside or sent
    moved_uncertainty: int = 0  # microseconds
    acts: tuple[Act, ...] = ()
    needs_newer: bool = False


@dataclass(frozen=True, slots=True)
class Loan:
    """One lending of an item. `fee` is the overdue fee, fixed when the loan ended; minor units."""

    id: LoanId
    item: ItemId
    patron: PatronId
    out: datetime
    due: datetime
    terms: FeeTerms
    branch: str
    desk: str
    renewals: int = 0
    closed: datetime | None = None
    end: LoanEnd | None = None
    fee: int = 0


@dataclass(frozen=True, slots=True)
class Title:
    id: TitleId
    fields: TitleFields | None = None
    last: Stamp | None = None
    needs_newer: bool = False


@dataclass(frozen=True, slots=True)
class Was:
    """What a change of a request replaced, and which act made it; undoing it restores that, unless too late."""

    act: ActId
    state: HoldState
    item: ItemId | None
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Hold:
    id: HoldId
    title: TitleId
    patron: PatronId
    pickup: str
    placed: Stamp  # its place in the queue
    state: HoldState = HoldState.WAITING
    wanted: ItemId | None = None  # a copy-level request
    item: ItemId | None = None  # what is kept, or on its way, for it
    until: datetime | None = None
    was: tuple[Was, ...] = ()  # newest last


@dataclass(frozen=True, slots=True)
class Block:
    id: BlockId
    note: str
    since: datetime
    expires: date | None = None


@dataclass(frozen=True, slots=True)
class Patron:
    id: PatronId
    fields: PatronFields = PatronFields()
    stub: bool = True
    blocks: tuple[Block, ...] = ()
    same_as: PatronId | None = None
    last: Stamp | None = None
    last_act: ActId | None = None
    last_desk: str = ""
    needs_newer: bool = False


@dataclass(frozen=True, slots=True)
class Fee:
    """A manual fee; minor units. Overdue fees stand on their loans."""

    id: FeeId
    amount: int
    currency: str
    note: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Payment:
    id: PaymentId
    amount: int
    currency: str
    parts: tuple[tuple[FeeId, int], ...]
    method: str
    at: datetime
    desk: str
    voided: str = ""  # the reason


@dataclass(frozen=True, slots=True)
class Account:
    id: PatronId
    fees: tuple[Fee, ...] = ()
    payments: tuple[Payment, ...] = ()
    voids: tuple[tuple[PaymentId, str], ...] = ()  # also of payments that are still to come
    last: Stamp | None = None
    needs_newer: bool = False


@dataclass(frozen=True, slots=True)
class LibraryRecord:
    id: UUID
    library: Library = Library()
    last: Stamp | None = None
    needs_newer: bool = False


Head = Item | Title | Patron | Account | LibraryRecord
Part = Loan | Hold
Record = Head | Part | Discrepancy


@dataclass(frozen=True, slots=True)
class Timeline:
    """The state of one timeline: its head record, its parts (loans or requests) and its discrepancies.

    In order, only the parts that the next event can reach need to be present; a refold starts from nothing.
    """

    line: Line
    id: UUID
    head: Head
    parts: dict[UUID, Part] = field(default_factory=dict)
    discrepancies: dict[UUID, Discrepancy] = field(default_factory=dict)


def nothing(line: Line, id: UUID) -> Timeline:
    """A timeline before its first event."""
    head: Head
    match line:
        case Line.ITEM:
            head = Item(ItemId(id))
        case Line.TITLE:
            head = Title(TitleId(id))
        case Line.PATRON:
            head = Patron(PatronId(id))
        case Line.ACCOUNT:
            head = Account(PatronId(id))
        case Line.LIBRARY:
            head = LibraryRecord(id)
    return Timeline(line, id, head)
