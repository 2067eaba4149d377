"""What the events amount to: items with their loans, titles with their queues, patrons, accounts."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from deskapp.domain.events import Stamp
from deskapp.domain.rules import Library
from deskapp.domain.values import (
    ActId,
    BlockId,
    BlockKind,
    Decided,
    DiscrepancyId,
    FeeId,
    FeeKind,
    FeeTerms,
    HoldId,
    ItemFields,
    ItemId,
    ItemState,
    Line,
    LoanId,
    LostBill,
    MemberId,
    PatronFields,
    PatronId,
    PaymentId,
    Place,
    TitleFields,
    TitleId,
)


class LoanEnd(StrEnum):
    RETURNED = "returned"
    SUPERSEDED = "superseded"  # the item was lent again and nobody saw it come back
    UNDONE = "undone"
    WRITTEN_OFF = "written_off"  # the item was withdrawn while lost


class HoldState(StrEnum):
    WAITING = "waiting"
    IN_TRANSIT = "in_transit"
    ON_SHELF = "on_shelf"
    FILLED = "filled"
    CANCELLED = "cancelled"
    EXPIRED = "expired"  # nobody could fill it in time
    UNFETCHED = "unfetched"  # it lay on the hold shelf until its last day


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
    RETURNED_WHILE_REQUESTED = "returned_while_requested"
    LENT_WHILE_BLOCKED = "lent_while_blocked"
    LENT_WHILE_MARKED = "lent_while_marked"
    MARKED_AFTER_RETURN = "marked_after_return"
    MARKED_WHILE_ON_LOAN = "marked_while_on_loan"
    BACKDATED_OTHER_LOAN = "backdated_other_loan"
    LIMIT_EXCEEDED = "limit_exceeded"
    PAID_TWICE = "paid_twice"
    UNDONE_TOO_LATE = "undone_too_late"
    EDITED_APART = "edited_apart"
    CODE_SHARED = "code_shared"
    ORDER_UNCERTAIN = "order_uncertain"
    BEYOND_PERMISSION = "beyond_permission"
    BREAK_GLASS_USED = "break_glass_used"
    ENTRIES_LOST = "entries_lost"


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
class Noted:
    """What the last act replaced on an item beside its place, for undoing it."""

    act: ActId
    note: str
    marked: datetime | None
    last_patron: PatronId | None


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
    note: str = ""  # why it is marked: what is missing, what is broken
    marked: datetime | None = None
    seen: datetime | None = None  # last seen on its shelf
    in_house: int = 0  # times used in the reading room
    last_patron: PatronId | None = None  # who had it last
    noted: Noted | None = None
    unmoved: ActId | None = None  # the check-in that changed nothing, for the desk had not known of a request


@dataclass(frozen=True, slots=True)
class LateSpan:
    """A time that the loan was late before a renewal gave it a new due date."""

    due: datetime
    until: datetime
    per_day: int | None = None  # once recalled; None: as the terms say


@dataclass(frozen=True, slots=True)
class Renewed:
    """What a renewal replaced, for undoing it, and what the one before it had replaced."""

    due: datetime
    unseen: int
    recalled: datetime | None
    recall_per_day: int
    decided: Decided
    earlier: Renewed | None = None


@dataclass(frozen=True, slots=True)
class Loan:
    """One lending of an item. What it costs is worked out at reading, from its terms: see `fee.py`."""

    id: LoanId
    item: ItemId
    patron: PatronId
    out: datetime
    due: datetime
    terms: FeeTerms
    branch: str
    desk: str
    renewals: int = 0
    closed: datetime | None = None  # when it came back, which may be before it was recorded
    end: LoanEnd | None = None
    item_type: str = ""
    title: TitleId | None = None
    on_site: bool = False
    handed_to: PatronId | None = None
    decided: Decided = Decided()
    unseen: int = 0  # renewals in a row without the item in hand
    late: tuple[LateSpan, ...] = ()  # times late that renewals ended
    recalled: datetime | None = None
    recall_per_day: int = 0
    stopped: datetime | None = None  # from then on it is lost, or claimed returned or never had
    stop: ItemState | None = None
    bill: LostBill | None = None
    amnesty: bool = False
    rental: int = 0  # renewals included
    renewed: Renewed | None = None
    owner: str = ""  # the branch whose item it is
    collection: str = ""
    limit: int | None = None  # how many the patron might have in all, unless staff insisted


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
    volume: str = ""
    expires: date | None = None
    suspended: bool = False
    suspended_until: date | None = None
    priority: int = 0
    turn: int = 0  # where staff moved it in the queue; see `turn_of`
    stalled_until: date | None = None
    reason: str = ""  # why it was cancelled


@dataclass(frozen=True, slots=True)
class Block:
    id: BlockId
    note: str
    since: datetime
    expires: date | None = None
    kind: BlockKind = BlockKind.NOTE
    actions: tuple[str, ...] = ()
    permission: str = ""


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
    document: str = ""  # what an unknown patron showed
    elsewhere: bool = False  # no more than name and card: their library is not one that this workstation serves


@dataclass(frozen=True, slots=True)
class Fee:
    """A fee that was charged by an act; minor units. What loans cost stands on the loans."""

    id: FeeId
    amount: int
    currency: str
    note: str
    at: datetime
    kind: FeeKind = FeeKind.MANUAL
    item: ItemId | None = None
    reversed: bool = False


class Money(StrEnum):
    """What moved the balance."""

    PAYMENT = "payment"
    REFUND = "refund"  # money given back
    CREDIT = "credit"  # granted without money
    WAIVER = "waiver"


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
    kind: Money = Money.PAYMENT
    reason: str = ""
    receipt: str = ""
    staff: str = ""

    @property
    def credit(self) -> int:
        """What it takes off the balance; negative when money was given back."""
        if self.voided:
            return 0
        return -self.amount if self.kind is Money.REFUND else self.amount


@dataclass(frozen=True, slots=True)
class Lifted:
    """The suspension that a loan brought was lifted."""

    loan: LoanId
    at: datetime
    reason: str
    staff: str


@dataclass(frozen=True, slots=True)
class Account:
    id: PatronId
    fees: tuple[Fee, ...] = ()
    payments: tuple[Payment, ...] = ()
    voids: tuple[tuple[PaymentId, str], ...] = ()  # also of payments that are still to come
    reversed: tuple[FeeId, ...] = ()  # also of fees that are still to come
    lifted: tuple[Lifted, ...] = ()
    last: Stamp | None = None
    needs_newer: bool = False


@dataclass(frozen=True, slots=True)
class LibraryRecord:
    id: UUID
    library: Library = Library()
    last: Stamp | None = None
    needs_newer: bool = False


@dataclass(frozen=True, slots=True)
class Held:
    """A role at a branch (empty: at all), from a moment until it was withdrawn."""

    role: str
    branch: str
    since: datetime
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """A member of staff: who signs in, and with which roles where. Secrets are not in here."""

    id: MemberId
    name: str = ""
    spoken: str = ""
    patron: PatronId | None = None
    badge: str = ""
    active: bool = True
    roles: tuple[Held, ...] = ()  # also those withdrawn: what an event of then was entitled to
    last: Stamp | None = None
    needs_newer: bool = False


Head = Item | Title | Patron | Account | LibraryRecord | Member
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
        case Line.PATRON | Line.SEEN:
            head = Patron(PatronId(id))
        case Line.ACCOUNT:
            head = Account(PatronId(id))
        case Line.LIBRARY:
            head = LibraryRecord(id)
        case Line.STAFF:
            head = Member(MemberId(id))
    return Timeline(line, id, head)
