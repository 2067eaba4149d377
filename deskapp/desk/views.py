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
class Status:
    """The foot of the window: always in sight."""

    pending: int
    data_at: datetime | None  # when the cache last heard central; None: never
    records: int
    discrepancies: int
