"""What screens and slips show: plain frozen values, with ids to act on. Money in minor units, moments in UTC."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from deskapp.domain.events import (
    BlockId,
    DiscrepancyId,
    FeeId,
    HoldId,
    ItemId,
    ItemState,
    LoanId,
    PatronFields,
    PatronId,
    PaymentId,
    TitleId,
)
from deskapp.domain.outcome import Block
from deskapp.domain.records import Code, HoldState


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


@dataclass(frozen=True, slots=True)
class FeeRow:
    fee: FeeId
    note: str  # what a manual fee says; the title for an overdue fee
    overdue: bool  # an overdue fee; otherwise a manual one
    amount: int
    left: int
    currency: str


@dataclass(frozen=True, slots=True)
class PaymentRow:
    payment: PaymentId
    amount: int
    currency: str
    at: datetime
    voided: str


@dataclass(frozen=True, slots=True)
class ManualBlock:
    block: BlockId
    note: str
    since: datetime
    expires: date | None


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


class NextStop(StrEnum):
    """Where a returned item goes."""

    SHELF = "shelf"
    HOLD_SHELF = "hold_shelf"
    TRANSIT = "transit"
    TRANSIT_FOR_HOLD = "transit_for_hold"


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
