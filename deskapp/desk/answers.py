"""What the desk answers, to a scan and to an act: plain frozen values. Money in minor units, moments in UTC."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from deskapp.domain.outcome import Block
from deskapp.domain.values import ItemId, ItemState, LoanId, PatronId, TitleId

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


# --- what an act came to ----------------------------------------------------------------------------


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


@dataclass(frozen=True, slots=True)
class UndoOffer:
    """The act that Ctrl+Z would take back, named before it is done."""

    kind: str  # the first event's name
    title: str
    patron_name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Finished:
    """What finishing a patron says: the count of the session, and what the slip prints."""

    patron_name: str
    given_name: str  # all of the name that a slip may show
    card: str
    lent: tuple[Lent, ...]
    currency: str
    owed: int
