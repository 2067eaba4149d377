"""Builders for the rules alone: ids with names, events that follow one another by the minute, records at hand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from deskapp.domain.block import Standing
from deskapp.domain.check_out import Copy
from deskapp.domain.events import (
    Body,
    Event,
    HoldCancelled,
    HoldPlaced,
    HoldTrapped,
    ItemCheckedIn,
    ItemCheckedOut,
    LoanRenewed,
    Stamp,
    TransitStarted,
    rank,
)
from deskapp.domain.fee import accrued
from deskapp.domain.fold import fold
from deskapp.domain.records import Account, Hold, HoldState, Item, Loan, LoanEnd, Patron, Timeline
from deskapp.domain.rules import Branch, Library
from deskapp.domain.values import (
    ActId,
    EventId,
    FeeTerms,
    HoldId,
    ItemFields,
    ItemId,
    ItemState,
    Line,
    LoanId,
    Name,
    PatronFields,
    PatronId,
    Place,
    TitleId,
)

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
DUE = MONDAY + timedelta(days=14)
MAIN, EAST = Branch("MAIN", "Central"), Branch("EAST", "Este")
LIBRARY = Library(branches=(MAIN, EAST))

ITEM, OTHER_ITEM = ItemId(UUID(int=101)), ItemId(UUID(int=102))
TITLE = TitleId(UUID(int=201))
ANA, LUIS, EMMA = (PatronId(UUID(int=n)) for n in (301, 302, 303))
L1, L2, L3 = (LoanId(UUID(int=n)) for n in (401, 402, 403))
H1, H2, H3 = (HoldId(UUID(int=n)) for n in (501, 502, 503))

TEN_A_DAY = FeeTerms(per_day=10, grace_days=0, cap=500)
ON_SHELF = Place(ItemState.AVAILABLE, "MAIN")

_count = count(1)


def an_act() -> ActId:
    return ActId(UUID(int=10_000_000 + next(_count)))


def an_event(
    body: Body,
    *,
    by: str = "A",
    at: datetime | None = None,
    act: ActId | None = None,
    uncertainty: timedelta = timedelta(),
    overrides: tuple[str, ...] = (),
) -> Event:
    """A fact recorded by a workstation; made later means happened a moment later, unless `at` says when."""
    n = next(_count)
    stamp = Stamp(at or MONDAY + timedelta(milliseconds=n), rank(body), by, UUID(int=1), n)
    apart = uncertainty // timedelta(microseconds=1)
    return Event(EventId(UUID(int=n)), act or an_act(), stamp, f"staff-{by}", f"desk-{by}", body, apart, overrides)


def moment(wall: str, zone: str = "Europe/Madrid") -> datetime:
    """A moment as clocks show it there: "2026-11-23 10:00"."""
    return datetime.fromisoformat(wall).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def lent(loan: LoanId = L1, patron: PatronId = ANA, **more: Any) -> ItemCheckedOut:
    values: dict[str, Any] = {"due": DUE, "terms": TEN_A_DAY, "branch": "MAIN", **more}
    return ItemCheckedOut(loan, ITEM, patron, **values)


def returned(loan: LoanId | None = L1, branch: str = "MAIN", **more: Any) -> ItemCheckedIn:
    return ItemCheckedIn(ITEM, branch, loan, **more)


def trapped(hold: HoldId = H1, item: ItemId = ITEM, branch: str = "MAIN") -> HoldTrapped:
    return HoldTrapped(hold, TITLE, item, branch, DUE)


def sent(to: str = "EAST", hold: HoldId | None = None) -> TransitStarted:
    return TransitStarted(ITEM, to, hold)


def renewed(loan: LoanId = L1, days: int = 7) -> LoanRenewed:
    return LoanRenewed(loan, ITEM, DUE + timedelta(days=days), DUE)


def requested(hold: HoldId = H1, patron: PatronId = ANA, item: ItemId | None = None) -> HoldPlaced:
    return HoldPlaced(hold, TITLE, patron, "MAIN", item)


def cancelled(hold: HoldId = H1, item: ItemId | None = None) -> HoldCancelled:
    return HoldCancelled(hold, TITLE, item)


def happened(line: Line, id: UUID, bodies: Iterable[Body | Event]) -> Timeline:
    """The timeline when these things happened one after the other: an event made too early is moved behind."""
    events: list[Event] = []
    for body in bodies:
        event = body if isinstance(body, Event) else an_event(body)
        if events and event.stamp.at <= events[-1].stamp.at:
            later = events[-1].stamp.at + timedelta(minutes=1)
            event = replace(event, stamp=replace(event.stamp, at=later))
        events.append(event)
    return fold(line, id, events)


def item_after(*bodies: Body | Event) -> Timeline:
    return happened(Line.ITEM, ITEM, bodies)


def title_after(*bodies: Body | Event) -> Timeline:
    return happened(Line.TITLE, TITLE, bodies)


def patron_after(*bodies: Body | Event) -> Timeline:
    return happened(Line.PATRON, ANA, bodies)


def account_after(*bodies: Body | Event) -> Any:
    return happened(Line.ACCOUNT, ANA, bodies).head


def found(timeline: Timeline) -> list[str]:
    """The codes of the discrepancies, sorted."""
    return sorted(d.code for d in timeline.discrepancies.values())


def loan_of(timeline: Timeline, id: LoanId = L1) -> Any:
    return timeline.parts[id]


def hold_of(timeline: Timeline, id: HoldId = H1) -> Any:
    return timeline.parts[id]


# --- records for deciding ---------------------------------------------------------------------------


def an_item(place: Place = ON_SHELF, home: str = "MAIN", type: str = "BOOK", **more: Any) -> Item:
    return Item(ITEM, ItemFields(TITLE, "I1", type, home), "I1", place, **more)


def a_loan(loan: LoanId = L1, patron: PatronId = ANA, item: ItemId = ITEM, **more: Any) -> Loan:
    values: dict[str, Any] = {"out": MONDAY, "due": DUE, "terms": TEN_A_DAY, "branch": "MAIN", "desk": "MAIN", **more}
    return Loan(loan, item, patron, **values)


def came_late(fee: int = 10, loan: LoanId = L1, **more: Any) -> Loan:
    """A loan that came back on Monday, an hour late, and costs so much."""
    late = {"due": MONDAY - timedelta(hours=1), "closed": MONDAY, "end": LoanEnd.RETURNED}
    terms = FeeTerms(per_day=fee)
    return a_loan(loan, **{"out": MONDAY - timedelta(days=15), "terms": terms, **late, **more})


def cost(loan: Loan, now: datetime | None = None, library: Library = LIBRARY) -> int:
    """The overdue fee, of a loan that is out as it stands at `now`."""
    calendar = library.calendar_of(loan.terms.calendar, loan.branch)
    return accrued(loan, calendar, loan.closed or now or loan.due)


def on_loan(patron: PatronId = ANA, **more: Any) -> Copy:
    return Copy(an_item(Place(ItemState.ON_LOAN, "MAIN", loan=L1)), a_loan(patron=patron, **more))


def a_hold(hold: HoldId = H1, patron: PatronId = ANA, pickup: str = "MAIN", **more: Any) -> Hold:
    placed = Stamp(MONDAY + timedelta(minutes=hold.int), 0, "A", UUID(int=1), hold.int)
    return Hold(hold, TITLE, patron, pickup, placed, **more)


def on_hold_shelf(hold: HoldId = H1, patron: PatronId = ANA, *others: Hold) -> Copy:
    kept = a_hold(hold, patron, state=HoldState.ON_SHELF, item=ITEM)
    return Copy(an_item(Place(ItemState.HOLD_SHELF, "MAIN", hold=hold)), None, (kept, *others))


def fields(**changes: Any) -> PatronFields:
    values: dict[str, Any] = {"category": "ADULT", "branch": "MAIN", "expires": date(2028, 1, 1), **changes}
    return PatronFields(values.pop("name", Name("García", "Ana")), **values)


def standing(
    patron: PatronId = ANA,
    loans: Iterable[Loan] = (),
    ended: Iterable[Loan] = (),
    account: Account | None = None,
    stub: bool = False,
    blocks: tuple[Any, ...] = (),
    **changes: Any,
) -> Standing:
    record = Patron(patron, fields(**changes), stub=stub, blocks=blocks)
    return Standing(record, list(loans), list(ended), account or Account(patron))
