"""What screens and slips show: plain frozen values, with ids to act on. Money in minor units, moments in UTC."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from deskapp.domain.outcome import Block
from deskapp.domain.records import Code, HoldState, Money
from deskapp.domain.values import (
    BlockId,
    BlockKind,
    DiscrepancyId,
    EventId,
    FeeId,
    FeeKind,
    HoldId,
    ItemId,
    ItemState,
    LoanId,
    PatronFields,
    PatronId,
    PaymentId,
    TitleId,
)


class Doubt(StrEnum):
    """What is uncertain about a row until central has decided."""

    NONE = ""
    PENDING = "pending"  # done at this desk, not yet at central
    WAITING = "waiting"  # older than what central already says; central will put it in its place


@dataclass(frozen=True, slots=True)
class LoanRow:
    """One line of the Loans tab."""

    loan: LoanId
    item: ItemId
    barcode: str
    title: str
    item_type: str
    due: datetime
    out: datetime
    overdue: bool
    renewals: int
    accrued: int  # the overdue fee so far
    requested: bool  # somebody waits for the title
    doubt: Doubt = Doubt.NONE
    stop: ItemState | None = None  # lost, or claimed: the loan stands still
    recalled: bool = False
    on_site: bool = False
    taken_by: str = ""  # the proxy's name


@dataclass(frozen=True, slots=True)
class HoldRow:
    """One line of the Requests tab; those on the hold shelf come first."""

    hold: HoldId
    title_id: TitleId
    title: str
    barcode: str  # of the copy that is kept or wanted
    copy_wanted: bool
    state: HoldState
    position: int
    pickup: str
    until: datetime | None
    doubt: Doubt = Doubt.NONE
    volume: str = ""
    suspended: bool = False
    suspended_until: date | None = None
    expires: date | None = None
    priority: int = 0
    queue: int = 0  # how many wait in all
    patron: PatronId | None = None
    patron_name: str = ""
    passed_over: bool = False  # barred or expired meanwhile


@dataclass(frozen=True, slots=True)
class FeeRow:
    fee: FeeId
    kind: FeeKind
    note: str  # what a manual fee says; the title of what was lent
    amount: int
    left: int
    currency: str
    at: datetime
    waived: int = 0
    loan: LoanId | None = None


@dataclass(frozen=True, slots=True)
class SuspensionRow:
    """Days without borrowing that a late return brought."""

    loan: LoanId
    title: str
    first: date
    last: date
    days: int
    late: int
    price: int | None  # minor units for what is left of it; None: cannot be exchanged


@dataclass(frozen=True, slots=True)
class PaymentRow:
    payment: PaymentId
    amount: int
    currency: str
    at: datetime
    voided: str
    kind: Money = Money.PAYMENT
    reason: str = ""
    receipt: str = ""
    staff: str = ""
    method: str = ""
    desk: str = ""


@dataclass(frozen=True, slots=True)
class ManualBlock:
    block: BlockId
    note: str
    since: datetime
    expires: date | None
    kind: BlockKind = BlockKind.NOTE
    actions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PatronPanel:
    """All that a patron's tab shows."""

    id: PatronId
    name: str  # given name and surname, as spoken; the card for a stub
    card: str
    fields: PatronFields
    category_name: tuple[str, str]  # Spanish, English
    branch_name: str
    stub: bool  # an unknown card, accepted offline
    expired: bool
    blocks: tuple[Block, ...]  # everything that stands against lending now, automatic ones included
    manual_blocks: tuple[ManualBlock, ...]
    owed: int
    currency: str
    fees: tuple[FeeRow, ...]
    payments: tuple[PaymentRow, ...]
    loans: tuple[LoanRow, ...]
    holds: tuple[HoldRow, ...]
    doubt: Doubt = Doubt.NONE
    needs_newer: bool = False
    warnings: tuple[Block, ...] = ()  # what staff should say, and what stops nothing
    suspensions: tuple[SuspensionRow, ...] = ()  # those that stand
    document: str = ""  # what an unknown patron showed
    elsewhere: bool = False  # of another library than this workstation serves: no more than name and card is known


@dataclass(frozen=True, slots=True)
class ActRow:
    at: datetime
    kind: str  # the name of the event: ItemCheckedOut, ...
    staff: str
    desk: str


@dataclass(frozen=True, slots=True)
class ItemPage:
    """An item scanned with no active patron. The borrower's name is shown only on asking."""

    id: ItemId
    barcode: str
    title_id: TitleId | None
    title: str
    author: str
    item_type: str
    call_number: str
    home: str
    stub: bool
    to_be_catalogued: bool
    state: ItemState
    branch: str  # where it is, or was last seen
    to: str | None  # where it travels
    due: datetime | None
    overdue: bool
    borrower: PatronId | None
    borrower_name: str
    kept_for: PatronId | None
    kept_for_name: str
    holds: tuple[HoldRow, ...]
    acts: tuple[ActRow, ...]
    doubt: Doubt = Doubt.NONE
    needs_newer: bool = False
    loan: LoanId | None = None
    volume: str = ""
    parts: str = ""
    collection: str = ""
    price: int = 0
    note: str = ""  # why it is marked
    in_house: int = 0
    seen: datetime | None = None
    recalled: bool = False
    last_patron: PatronId | None = None
    last_patron_name: str = ""
    states: tuple[ItemState, ...] = ()  # those that it can be given now
    last_return: datetime | None = None  # of the loan that ended last, if it may owe; it can be backdated
    marked: datetime | None = None  # since when it is


class NextStop(StrEnum):
    """Where a returned item goes."""

    SHELF = "shelf"
    STAYS = "stays"  # withdrawn or damaged: to the desk's own shelf
    HOLD_SHELF = "hold_shelf"
    TRANSIT = "transit"
    TRANSIT_FOR_HOLD = "transit_for_hold"


class Settled(StrEnum):
    """What taking an item back put right; `facts` carry what the sentence needs."""

    WAS_LOST = "was_lost"  # refunded, kept: minor units
    CLAIM_CLOSED = "claim_closed"  # state
    WAS_MISSING = "was_missing"
    BACK_FROM_REPAIR = "back_from_repair"
    RECEIVED = "received"
    TRANSIT_ENDED = "transit_ended"
    STILL_MARKED = "still_marked"  # state, note
    UNFETCHED = "unfetched"  # patron
    COUNT_PARTS = "count_parts"  # parts
    SUSPENDED = "suspended"  # date
    AMNESTY = "amnesty"
    EFFECTIVE = "effective"  # date
    OTHER_COPY = "other_copy"  # the title's own request is kept for another copy
    LOAN_ELSEWHERE = "loan_elsewhere"  # of another library than this workstation serves
    PASSED_OVER = "passed_over"  # count: waiting patrons who may not have it now


@dataclass(frozen=True, slots=True)
class CheckedIn:
    """What the check-in page says. `patron_name` and `owed` are hidden behind the privacy key."""

    item: ItemId
    barcode: str
    title: str
    next: NextStop
    to: str  # name of the branch where it goes, or stays
    repeated: bool  # the same item again: the first answer, nothing recorded
    was_on_loan: bool
    returned_by: PatronId | None
    returned_by_name: str
    late_fee: int  # what this return cost; minor units
    currency: str
    kept_for: PatronId | None
    kept_for_name: str
    kept_until: datetime | None
    settled: tuple[tuple[Settled, tuple[tuple[str, str], ...]], ...] = ()
    loan: LoanId | None = None


@dataclass(frozen=True, slots=True)
class Sorted:
    """Where an item belongs, with nothing recorded but, in an inventory, that it was seen."""

    item: ItemId | None
    barcode: str
    title: str
    call_number: str
    next: NextStop
    to: str
    state: ItemState | None  # None: nobody knows the barcode
    misplaced: bool = False  # it should not be here: lent, on its way, of another branch, lost
    found: bool = False  # it had been missing


@dataclass(frozen=True, slots=True)
class Lent:
    """An item was lent or renewed."""

    loan: LoanId
    item: ItemId
    barcode: str
    title: str
    due: datetime
    patron: PatronId
    patron_name: str
    renewed: bool = False
    parts: str = ""
    on_site: bool = False
    rental: int = 0
    currency: str = ""
    taken_by: str = ""
    left_on_shelf: str = ""  # the barcode of another copy that lies on the hold shelf for the request this loan filled
    why: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()  # the reasons of the due date


@dataclass(frozen=True, slots=True)
class Declined:
    """The desk refused, and says why; nothing was recorded. `overridable`: this member of staff may insist."""

    blocks: tuple[Block, ...]
    overridable: bool = False
    title: str = ""
    barcode: str = ""


@dataclass(frozen=True, slots=True)
class Recorded:
    """Something else was recorded: an edit, a request, a payment, an undo."""

    kind: str
    receipt: str = ""  # of money that changed hands


class Shelf(StrEnum):
    """The lists that a desk works through."""

    TO_PULL = "to_pull"
    HOLD_SHELF = "hold_shelf"
    EXPIRED = "expired"
    TRANSIT = "transit"


@dataclass(frozen=True, slots=True)
class ShelfRow:
    """One line of such a list: an item, for whom, and until or since when."""

    item: ItemId
    barcode: str
    title: str
    author: str
    call_number: str
    branch: str  # where it is
    to: str  # where it goes, or will be fetched
    hold: HoldId | None
    patron: PatronId | None
    patron_name: str
    card: str
    at: datetime | None  # hold shelf: last day; transit: since when; to pull: when it was asked for
    passed_over: bool = False


# --- what a scan, or typed text, turns out to be ----------------------------------------------------


@dataclass(frozen=True, slots=True)
class PatronHit:
    id: PatronId
    name: str
    card: str
    category: str
    birth_date: date | None = None


@dataclass(frozen=True, slots=True)
class ItemHit:
    id: ItemId
    barcode: str
    title: str
    state: ItemState


@dataclass(frozen=True, slots=True)
class TitleHit:
    id: TitleId
    title: str
    author: str
    items: tuple[ItemHit, ...]


Hit = PatronHit | ItemHit | TitleHit


@dataclass(frozen=True, slots=True)
class Found:
    """What is known under the text. One hit opens; several ask; none: `unknown`, or `bad` with its problem."""

    text: str
    hits: tuple[Hit, ...] = ()
    problem: str = ""  # a ScanProblem code when the scan itself is no good
    isbn: bool = False


# --- the rest ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class DiscrepancyRow:
    id: DiscrepancyId
    code: Code
    at: datetime
    desk: str
    other_desk: str
    item: ItemId | None
    barcode: str
    title: str
    patron: PatronId | None
    patron_name: str
    other_patron: PatronId | None
    other_patron_name: str
    detail: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class PendingRow:
    """One event that central has not decided yet; `at` by this workstation's clock, UTC."""

    event: EventId
    at: datetime
    kind: str  # the name of the event: ItemCheckedOut, ...
    staff: str
    desk: str
    item: ItemId | None
    barcode: str
    title: str
    patron: PatronId | None
    patron_name: str


@dataclass(frozen=True, slots=True)
class UndoOffer:
    """The act that Ctrl+Z would take back, named before it is done."""

    kind: str  # the first event's name
    title: str
    patron_name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Status:
    """The foot of the window: always in sight."""

    pending: int
    data_at: datetime | None  # when the cache last heard central; None: never
    records: int
    discrepancies: int


@dataclass(frozen=True, slots=True)
class Finished:
    """What finishing a patron says: the count of the session, and what the slip prints."""

    patron_name: str
    given_name: str  # all of the name that a slip may show
    card: str
    lent: tuple[Lent, ...]
    currency: str
    owed: int
