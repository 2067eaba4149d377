"""What can happen: each event is one fact that a desk or a job recorded, frozen and in the past tense.

An event is never changed and never deleted; a mistake is corrected by a further event.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from deskapp.domain.rules import Library
from deskapp.domain.values import (
    ActId,
    BlockId,
    BlockKind,
    Decided,
    DiscrepancyId,
    EventId,
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
    item_type: str = ""
    title: TitleId | None = None
    on_site: bool = False
    handed_to: PatronId | None = None  # the proxy, or the holder of the family's card, who took it
    decided: Decided = Decided()
    aware: tuple[BlockId, ...] = ()  # the manual blocks that the desk knew of
    limit: int | None = None  # how many loans the patron may have in all
    owner: str = ""  # the branch whose item it is
    collection: str = ""
    dissociated: bool = False  # who it was is not known any more: `patron` is a number of its own


@dataclass(frozen=True, slots=True)
class ItemCheckedIn:
    """An item came back. `previous` is where the desk believed it to be, `aware` the requests it knew of."""

    item: ItemId
    branch: str
    loan: LoanId | None = None
    effective: datetime | None = None  # None: the moment of the event
    previous: Place = Place()
    amnesty: bool = False  # being late costs nothing this time
    aware: tuple[HoldId, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckInBackdated:
    """The item had come back earlier than was recorded."""

    item: ItemId
    loan: LoanId
    effective: datetime
    previous: datetime


@dataclass(frozen=True, slots=True)
class ItemMarked:
    """An item's circulation state was set by hand or by a job: lost, claimed, missing, damaged, withdrawn, ..."""

    item: ItemId
    state: ItemState
    branch: str
    loan: LoanId | None = None  # the loan that stands still from now on
    note: str = ""
    bill: LostBill | None = None
    previous: Place = Place()


@dataclass(frozen=True, slots=True)
class ItemSeen:
    """An item was seen on its shelf: inventory."""

    item: ItemId
    branch: str


@dataclass(frozen=True, slots=True)
class ItemUsedInHouse:
    """An item was used in the reading room and counted."""

    item: ItemId
    branch: str
    times: int = 1


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
    unseen: bool = False  # without the item in hand
    automatic: bool = False
    rental: int = 0
    forgiven: bool = False  # being late until now costs nothing
    decided: Decided = Decided()


@dataclass(frozen=True, slots=True)
class LoanRecalled:
    """Somebody needs the item sooner: its due date was brought forward."""

    loan: LoanId
    item: ItemId
    hold: HoldId | None
    due: datetime
    previous_due: datetime
    per_day: int = 0  # what being late costs from now on; 0: as before


@dataclass(frozen=True, slots=True)
class PaymentReceived:
    """Money was taken. Amounts in minor units; `parts` says how much goes to which fee."""

    patron: PatronId
    payment: PaymentId
    amount: int
    currency: str
    parts: tuple[tuple[FeeId, int], ...] = ()
    method: str = "cash"
    receipt: str = ""  # gapless for the workstation and the year
    seen: tuple[tuple[FeeId, int, int], ...] = ()  # of each fee, what the desk knew to be paid before, and its amount


@dataclass(frozen=True, slots=True)
class RefundPaid:
    """Money was given back out of a credit."""

    patron: PatronId
    payment: PaymentId
    amount: int
    currency: str
    reason: str
    receipt: str = ""
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
    document: str = ""  # what an unknown patron showed to say who they are


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
class LimitExceeded:
    """Central found that desks, apart, had lent a patron more than any of them would have."""

    patron: PatronId
    item: ItemId
    loan: LoanId
    count: int
    limit: int


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
    kind: BlockKind = BlockKind.NOTE
    actions: tuple[str, ...] = ()  # what it stands in the way of; none named: check-out, renewal and request
    permission: str = ""  # what lifts it; none named: the usual one


@dataclass(frozen=True, slots=True)
class BlockLifted:
    """A block that a person placed was taken away; `was` is what undoing it places again."""

    patron: PatronId
    block: BlockId
    was: BlockPlaced | None = None


@dataclass(frozen=True, slots=True)
class FeeCharged:
    patron: PatronId
    fee: FeeId
    amount: int
    currency: str
    note: str
    kind: FeeKind = FeeKind.MANUAL
    item: ItemId | None = None


@dataclass(frozen=True, slots=True)
class FeeWaived:
    """Some or all of a fee was forgiven."""

    patron: PatronId
    fee: FeeId
    amount: int
    currency: str
    reason: str
    second: str = ""  # the second member of staff, where the library asks for one


@dataclass(frozen=True, slots=True)
class CreditGranted:
    """The library owes the patron something that no payment explains."""

    patron: PatronId
    payment: PaymentId
    amount: int
    currency: str
    reason: str


@dataclass(frozen=True, slots=True)
class SuspensionLifted:
    """The suspensions that these loans brought end now; `fee` is the money they were exchanged for."""

    patron: PatronId
    loans: tuple[LoanId, ...]
    reason: str
    fee: FeeId | None = None


@dataclass(frozen=True, slots=True)
class HoldPlaced:
    """A patron asked for a title, for one volume of it, or for one copy."""

    hold: HoldId
    title: TitleId
    patron: PatronId
    pickup: str
    item: ItemId | None = None
    volume: str = ""
    expires: date | None = None  # unfilled until then, it lapses
    priority: int = 0
    stalled_until: date | None = None  # until then only copies returned at the pickup branch are taken


@dataclass(frozen=True, slots=True)
class HoldCancelled:
    hold: HoldId
    title: TitleId
    item: ItemId | None = None  # the item that was kept for it, as the desk knew
    undo: bool = False
    reason: str = ""  # expired, unfetched, or what staff said


@dataclass(frozen=True, slots=True)
class HoldSuspended:
    hold: HoldId
    title: TitleId
    until: date | None = None  # the first day on which it counts again; None: until resumed


@dataclass(frozen=True, slots=True)
class HoldResumed:
    hold: HoldId
    title: TitleId


@dataclass(frozen=True, slots=True)
class HoldMoved:
    """A request was moved in its queue, with a reason. `turn` is its new sort key."""

    hold: HoldId
    title: TitleId
    turn: int
    previous: int
    reason: str


@dataclass(frozen=True, slots=True)
class PickupChanged:
    hold: HoldId
    title: TitleId
    pickup: str
    previous: str


# --- who may do what, and what happened to journals ------------------------------------------------


@dataclass(frozen=True, slots=True)
class StaffAdded:
    """A person may sign in from now on, with no role yet."""

    member: MemberId
    name: str  # what they sign in with; never given to somebody else
    spoken: str
    patron: PatronId | None = None  # their own record as a reader
    badge: str = ""


@dataclass(frozen=True, slots=True)
class StaffEdited:
    member: MemberId
    spoken: str
    patron: PatronId | None = None
    badge: str = ""
    active: bool = True


@dataclass(frozen=True, slots=True)
class RolesChanged:
    """Roles that a member of staff was given or lost; each is a role and the branch where it holds (empty: all)."""

    member: MemberId
    granted: tuple[tuple[str, str], ...] = ()
    withdrawn: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class BreakGlassUsed:
    """A sealed code opened a desk that had not heard from central for too long."""

    workstation: str
    number: int
    name: str  # who said to be there
    reason: str


@dataclass(frozen=True, slots=True)
class BeyondPermission:
    """Central found that whoever recorded an event might not have done that."""

    event: EventId
    line: Line
    of: UUID
    kind: str
    staff: str
    desk: str
    permission: str
    why: str  # missing, unknown, own_account, alone, role_lacked
    patron: PatronId | None = None


@dataclass(frozen=True, slots=True)
class EntriesLost:
    """Entries of a damaged journal that could not be read any more, first to last; when the ones around were made."""

    incarnation: UUID
    first: int
    last: int
    after: datetime | None = None
    before: datetime | None = None


@dataclass(frozen=True, slots=True)
class PatronViewed:
    """A patron's record was opened on a screen: `panel`, or `full` for everything that is kept of them."""

    patron: PatronId
    what: str


@dataclass(frozen=True, slots=True)
class FeeKept:
    """What a loan had cost whose patron is forgotten: a sum on the account, dated to the day, no loan behind it."""

    patron: PatronId
    fee: FeeId
    amount: int
    currency: str
    kind: FeeKind
    at: datetime


@dataclass(frozen=True, slots=True)
class EntriesRedacted:
    """Entries of which personal data was erased: of each its id, the hash it has in the chain, and the SHA-256 of the
    bytes it has now. By this the chain still verifies."""

    entries: tuple[tuple[EventId, str, str], ...]
    why: str  # dissociated, or erased and the reason


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
    rental: int = 0  # what the renewal had cost


@dataclass(frozen=True, slots=True)
class MarkUndone:
    """A mark is taken back: the item is where it was, and the loan that stood still runs again."""

    of: ActId
    item: ItemId
    loan: LoanId | None
    restores: Place
    after: ActId | None = None


@dataclass(frozen=True, slots=True)
class RecallUndone:
    of: ActId
    item: ItemId
    loan: LoanId
    restores: datetime
    after: ActId | None = None


@dataclass(frozen=True, slots=True)
class FeeReversed:
    """A fee that an act brought with it goes with the act."""

    patron: PatronId
    fee: FeeId


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
    | CheckInBackdated
    | ItemMarked
    | ItemSeen
    | ItemUsedInHouse
    | HoldTrapped
    | TransitStarted
    | LoanRenewed
    | LoanRecalled
    | PaymentReceived
    | RefundPaid
    | PaymentVoided
    | LibrarySetUp
    | TitleCatalogued
    | ItemCatalogued
    | StubMade
    | Identified
    | CodeShared
    | LimitExceeded
    | PatronRegistered
    | PatronEdited
    | BlockPlaced
    | BlockLifted
    | FeeCharged
    | FeeWaived
    | FeeReversed
    | CreditGranted
    | SuspensionLifted
    | HoldPlaced
    | HoldCancelled
    | HoldSuspended
    | HoldResumed
    | HoldMoved
    | PickupChanged
    | CheckOutUndone
    | CheckInUndone
    | RenewalUndone
    | MarkUndone
    | RecallUndone
    | HoldReinstated
    | DiscrepancyClosed
    | StaffAdded
    | StaffEdited
    | RolesChanged
    | BreakGlassUsed
    | BeyondPermission
    | EntriesLost
    | PatronViewed
    | FeeKept
    | EntriesRedacted
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
        case StaffAdded():
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
