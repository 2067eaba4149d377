"""The fold is total and indifferent to the order in which events are given: shown on any events at all."""

import random
from dataclasses import replace
from datetime import timedelta
from functools import reduce
from typing import Any, get_args
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from deskapp.domain.events import (
    BeyondPermission,
    BlockLifted,
    BlockPlaced,
    Body,
    BreakGlassUsed,
    CheckInBackdated,
    CheckInUndone,
    CheckOutUndone,
    CodeShared,
    CreditGranted,
    DiscrepancyClosed,
    EntriesLost,
    EntriesRedacted,
    Event,
    FeeCharged,
    FeeKept,
    FeeReversed,
    FeeWaived,
    HoldCancelled,
    HoldMoved,
    HoldPlaced,
    HoldReinstated,
    HoldResumed,
    HoldSuspended,
    HoldTrapped,
    Identified,
    ItemCatalogued,
    ItemCheckedIn,
    ItemCheckedOut,
    ItemMarked,
    ItemSeen,
    ItemUsedInHouse,
    LibrarySetUp,
    LimitExceeded,
    LoanRecalled,
    LoanRenewed,
    MarkUndone,
    PatronEdited,
    PatronRegistered,
    PatronViewed,
    PaymentReceived,
    PaymentVoided,
    PickupChanged,
    RecallUndone,
    RefundPaid,
    RenewalUndone,
    RolesChanged,
    StaffAdded,
    StaffEdited,
    Stamp,
    StubMade,
    SuspensionLifted,
    TitleCatalogued,
    TransitStarted,
    Unreadable,
    rank,
)
from deskapp.domain.fee import loan_charges, may_owe
from deskapp.domain.fold import apply, fold
from deskapp.domain.policy import Refund
from deskapp.domain.records import OPEN_HOLD, Loan, LoanEnd, Timeline, nothing
from deskapp.domain.rules import Library
from deskapp.domain.suspension import suspended_days
from deskapp.domain.values import (
    ActId,
    Address,
    BlockKind,
    EventId,
    FeeKind,
    FeeTerms,
    ItemFields,
    ItemState,
    Line,
    LostBill,
    Name,
    PatronFields,
    Place,
    SuspensionTerms,
    TitleFields,
)
from tests.domain.builders import LIBRARY, MONDAY, an_event, lent, returned

CALENDAR = LIBRARY.calendar("MAIN")

IDS = st.integers(1, 3).map(lambda n: UUID(int=n))  # the same few for everything: they meet, also where they should not
ACTS = st.integers(1, 6).map(lambda n: ActId(UUID(int=n)))
BRANCHES = st.sampled_from(["MAIN", "EAST", ""])
MOMENTS = st.integers(-50, 50).map(lambda hours: MONDAY + timedelta(hours=hours))
PLACES = st.builds(
    Place,
    st.sampled_from(ItemState),
    BRANCHES,
    st.none() | IDS,
    st.none() | IDS,
    st.none() | BRANCHES,
)
WORDS = st.sampled_from(["", "a", "b"])
ROLES = st.lists(st.tuples(st.sampled_from(["operator", "manager"]), BRANCHES), max_size=2).map(tuple)
TIMES = st.just(MONDAY)
MANY = st.lists(WORDS, max_size=2).map(tuple)
PATRONS = st.builds(
    PatronFields,
    name=st.builds(Name, WORDS, WORDS),
    cards=MANY,
    emails=MANY,
    addresses=st.just(()) | st.just((Address(("Calle Mayor 1",)),)),
)
GROUPS = st.lists(st.sampled_from(["name", "cards", "emails", "addresses", "unheard_of"]), max_size=3).map(tuple)
MANY_IDS = st.lists(IDS, max_size=3).map(tuple)
DAYS = st.none() | st.integers(-3, 3).map(lambda days: MONDAY.date() + timedelta(days))
PARTS = st.lists(st.tuples(IDS, st.integers(0, 5)), max_size=2).map(tuple)
SEEN = st.lists(st.tuples(IDS, st.integers(0, 5), st.integers(0, 5)), max_size=2).map(tuple)
BILLS = st.builds(LostBill, st.integers(0, 9), st.integers(0, 9), st.just("EUR"), st.sampled_from(Refund))
SUSPENSION = st.builds(SuspensionTerms, st.integers(1, 3))
TERMS = st.builds(FeeTerms, st.integers(0, 9), st.integers(0, 3), st.integers(0, 30), suspension=st.none() | SUSPENSION)
BODIES: dict[type, st.SearchStrategy[Any]] = {
    ItemCheckedOut: st.builds(
        ItemCheckedOut, IDS, IDS, IDS, MOMENTS, TERMS, BRANCHES, hold=st.none() | IDS, previous=PLACES
    ),
    ItemCheckedIn: st.builds(ItemCheckedIn, IDS, BRANCHES, st.none() | IDS, st.none() | MOMENTS, PLACES),
    HoldTrapped: st.builds(HoldTrapped, IDS, IDS, IDS, BRANCHES, MOMENTS),
    TransitStarted: st.builds(TransitStarted, IDS, BRANCHES, st.none() | IDS),
    LoanRenewed: st.builds(LoanRenewed, IDS, IDS, MOMENTS, MOMENTS),
    LoanRecalled: st.builds(LoanRecalled, IDS, IDS, st.none() | IDS, MOMENTS, MOMENTS, st.integers(0, 9)),
    CheckInBackdated: st.builds(CheckInBackdated, IDS, IDS, MOMENTS, MOMENTS),
    ItemMarked: st.builds(
        ItemMarked, IDS, st.sampled_from(ItemState), BRANCHES, st.none() | IDS, WORDS, st.none() | BILLS, PLACES
    ),
    ItemSeen: st.builds(ItemSeen, IDS, BRANCHES),
    ItemUsedInHouse: st.builds(ItemUsedInHouse, IDS, BRANCHES, st.integers(-2, 2)),
    PaymentReceived: st.builds(PaymentReceived, IDS, IDS, st.integers(-5, 5), st.just("EUR"), parts=PARTS, seen=SEEN),
    RefundPaid: st.builds(RefundPaid, IDS, IDS, st.integers(-5, 5), st.just("EUR"), WORDS),
    CreditGranted: st.builds(CreditGranted, IDS, IDS, st.integers(-5, 5), st.just("EUR"), WORDS),
    FeeWaived: st.builds(FeeWaived, IDS, IDS, st.integers(-5, 5), st.just("EUR"), WORDS),
    FeeReversed: st.builds(FeeReversed, IDS, IDS),
    SuspensionLifted: st.builds(SuspensionLifted, IDS, MANY_IDS, WORDS, st.none() | IDS),
    PaymentVoided: st.builds(PaymentVoided, IDS, IDS, WORDS),
    LibrarySetUp: st.builds(LibrarySetUp, st.builds(Library, WORDS)),
    TitleCatalogued: st.builds(TitleCatalogued, IDS, st.builds(TitleFields, WORDS)),
    ItemCatalogued: st.builds(ItemCatalogued, IDS, st.builds(ItemFields, IDS, WORDS, WORDS, BRANCHES), st.booleans()),
    StubMade: st.builds(StubMade, IDS, st.sampled_from(Line), WORDS),
    Identified: st.builds(Identified, IDS, IDS, st.sampled_from(Line)),
    CodeShared: st.builds(CodeShared, WORDS, st.sampled_from(Line), IDS, IDS),
    PatronRegistered: st.builds(PatronRegistered, IDS, PATRONS),
    PatronEdited: st.builds(PatronEdited, IDS, GROUPS, PATRONS, PATRONS),
    BlockPlaced: st.builds(
        BlockPlaced, IDS, IDS, WORDS, DAYS, st.sampled_from(BlockKind), actions=MANY, permission=WORDS
    ),
    BlockLifted: st.builds(BlockLifted, IDS, IDS),
    FeeCharged: st.builds(FeeCharged, IDS, IDS, st.integers(-5, 5), st.just("EUR"), WORDS),
    HoldPlaced: st.builds(
        HoldPlaced, IDS, IDS, IDS, BRANCHES, st.none() | IDS, WORDS, DAYS, st.integers(0, 2), stalled_until=DAYS
    ),
    HoldSuspended: st.builds(HoldSuspended, IDS, IDS, DAYS),
    HoldResumed: st.builds(HoldResumed, IDS, IDS),
    HoldMoved: st.builds(HoldMoved, IDS, IDS, st.integers(-9, 9), st.integers(-9, 9), WORDS),
    PickupChanged: st.builds(PickupChanged, IDS, IDS, BRANCHES, BRANCHES),
    StaffAdded: st.builds(StaffAdded, IDS, WORDS, WORDS, st.none() | IDS, WORDS),
    StaffEdited: st.builds(StaffEdited, IDS, WORDS, st.none() | IDS, WORDS, st.booleans()),
    RolesChanged: st.builds(RolesChanged, IDS, ROLES, ROLES),
    BreakGlassUsed: st.builds(BreakGlassUsed, WORDS, st.integers(0, 9), WORDS, WORDS),
    BeyondPermission: st.builds(
        BeyondPermission, IDS, st.sampled_from(Line), IDS, WORDS, WORDS, BRANCHES, WORDS, WORDS, st.none() | IDS
    ),
    EntriesLost: st.builds(
        EntriesLost, IDS, st.integers(1, 9), st.integers(1, 9), st.none() | TIMES, st.none() | TIMES
    ),
    PatronViewed: st.builds(PatronViewed, IDS, WORDS),
    FeeKept: st.builds(FeeKept, IDS, IDS, st.integers(-5, 5), st.just("EUR"), st.sampled_from(FeeKind), TIMES),
    EntriesRedacted: st.builds(EntriesRedacted, st.lists(st.tuples(IDS, WORDS, WORDS), max_size=2).map(tuple), WORDS),
    LimitExceeded: st.builds(LimitExceeded, IDS, IDS, IDS, st.integers(0, 9), st.integers(0, 9)),
    HoldCancelled: st.builds(
        HoldCancelled, IDS, IDS, st.none() | IDS, st.booleans(), st.sampled_from(["", "expired", "unfetched"])
    ),
    CheckOutUndone: st.builds(CheckOutUndone, ACTS, IDS, IDS, st.none() | IDS, PLACES),
    CheckInUndone: st.builds(CheckInUndone, ACTS, IDS, st.none() | IDS, PLACES),
    RenewalUndone: st.builds(RenewalUndone, ACTS, IDS, IDS, MOMENTS, rental=st.integers(0, 9)),
    MarkUndone: st.builds(MarkUndone, ACTS, IDS, st.none() | IDS, PLACES),
    RecallUndone: st.builds(RecallUndone, ACTS, IDS, IDS, MOMENTS),
    HoldReinstated: st.builds(
        HoldReinstated,
        ACTS,
        IDS,
        IDS,
        st.sampled_from(["waiting", "on_shelf", "in_transit", "filled", "cancelled", "odd"]),
        st.none() | IDS,
        st.none() | MOMENTS,
    ),
    DiscrepancyClosed: st.builds(DiscrepancyClosed, IDS, WORDS),
    Unreadable: st.builds(Unreadable, WORDS, st.integers(2, 3)),
}


@st.composite
def histories(draw: st.DrawFn) -> list[Event]:
    """Up to 16 events of any kind on two workstations, with moments that may coincide."""
    bodies = draw(st.lists(st.one_of(*BODIES.values()), max_size=16))
    return [_event(draw, n, body) for n, body in enumerate(bodies)]


def _event(draw: st.DrawFn, n: int, body: Body) -> Event:
    stamp = Stamp(draw(MOMENTS), rank(body), draw(st.sampled_from("AB")), UUID(int=1), n)
    overrides = draw(st.sampled_from([(), ("held_for_other",)]))
    return Event(
        EventId(UUID(int=n)), draw(ACTS), stamp, "maria", "MAIN", body, draw(st.sampled_from([0, 10**9])), overrides
    )


LINES = st.sampled_from(Line)


def test_every_kind_of_event_is_tried() -> None:
    assert set(BODIES) == set(get_args(Body))


@given(LINES, IDS, histories())
def test_any_history_gives_a_record_and_never_raises(line: Line, id: UUID, events: list[Event]) -> None:
    after = fold(line, id, events)
    assert isinstance(after, Timeline)
    assert (after.line, after.id, after.head.id) == (line, id, id)


@given(LINES, IDS, histories(), st.randoms())
def test_the_order_in_which_events_are_given_does_not_matter(
    line: Line, id: UUID, events: list[Event], random: random.Random
) -> None:
    shuffled = random.sample(events, len(events))
    assert fold(line, id, shuffled) == fold(line, id, events)


@given(LINES, IDS, histories())
def test_one_event_after_the_other_is_the_same_as_all_at_once(line: Line, id: UUID, events: list[Event]) -> None:
    in_order = sorted(events, key=lambda e: e.stamp)
    assert reduce(apply, in_order, nothing(line, id)) == fold(line, id, events)


@given(LINES, IDS, histories())
def test_in_order_the_open_parts_and_those_an_event_names_are_enough(line: Line, id: UUID, events: list[Event]) -> None:
    """What a desk loads before an event: the head, the open loans or requests, and what the event names."""
    known: Timeline = nothing(line, id)
    for event in sorted(events, key=lambda e: e.stamp):
        loaded = replace(
            known,
            parts={i: p for i, p in known.parts.items() if _is_open(p) or i in _named(event)},
            discrepancies={i: d for i, d in known.discrepancies.items() if not d.closed or i in _named(event)},
        )
        after = apply(loaded, event)
        known = replace(after, parts=known.parts | after.parts, discrepancies=known.discrepancies | after.discrepancies)
    assert known == fold(line, id, events)


def _is_open(part: Any) -> bool:
    return part.closed is None or may_owe(part) if isinstance(part, Loan) else part.state in OPEN_HOLD


def _named(event: Event) -> set[UUID]:
    return {getattr(event.body, name, None) for name in ("loan", "hold", "discrepancy")} - {None}  # type: ignore[return-value]


@given(IDS, histories())
def test_fees_are_never_negative_and_a_loan_that_runs_charges_no_overdue_fee(id: UUID, events: list[Event]) -> None:
    """And only what ended by coming back, stands still, or was renewed when it was late brings one at all."""
    loans = [p for p in fold(Line.ITEM, id, events).parts.values() if isinstance(p, Loan)]
    for loan in loans:
        found = loan_charges(loan, CALENDAR)
        assert all(charge.amount > 0 for charge in found)
        overdue = any(charge.kind is FeeKind.OVERDUE for charge in found)
        assert not overdue or loan.stopped or loan.late or loan.end in (LoanEnd.RETURNED, LoanEnd.WRITTEN_OFF)


@given(IDS, histories())
def test_a_loan_that_a_desk_no_longer_loads_costs_nothing_and_suspends_nobody(id: UUID, events: list[Event]) -> None:
    loans = [p for p in fold(Line.ITEM, id, events).parts.values() if isinstance(p, Loan) and p.closed]
    for loan in loans:
        costs = bool(loan_charges(loan, CALENDAR)) or suspended_days(loan, CALENDAR)[0] > 0
        assert may_owe(loan) or not costs


ONE = st.just(UUID(int=1))
MOVES = st.one_of(
    st.builds(ItemCheckedOut, IDS, ONE, IDS, MOMENTS, TERMS, BRANCHES, hold=st.none() | IDS, previous=PLACES),
    st.builds(ItemCheckedIn, ONE, BRANCHES, st.none() | IDS, st.none() | MOMENTS, PLACES),
    st.builds(ItemMarked, ONE, st.sampled_from(ItemState), BRANCHES, st.none() | IDS, WORDS, st.none() | BILLS, PLACES),
    *(BODIES[kind] for kind in (CheckOutUndone, CheckInUndone, RenewalUndone, LoanRenewed, HoldTrapped)),
    *(BODIES[kind] for kind in (MarkUndone, RecallUndone, LoanRecalled, CheckInBackdated)),
)


@st.composite
def busy_copies(draw: st.DrawFn) -> list[Event]:
    """One copy that is lent, returned and all of it undone, by acts that may name each other wrongly."""
    return [_event(draw, n, body) for n, body in enumerate(draw(st.lists(MOVES, max_size=20)))]


@settings(max_examples=150)
@given(ONE, busy_copies())
def test_a_copy_is_never_out_on_two_open_loans_at_once(id: UUID, events: list[Event]) -> None:
    item: Any = fold(Line.ITEM, id, events)
    still_out = [p.id for p in item.parts.values() if p.closed is None]
    assert still_out == ([item.head.place.loan] if item.head.place.loan else [])


@given(st.permutations([an_event(lent(), at=MONDAY), an_event(returned(), at=MONDAY, by="B")]))
def test_at_one_instant_leaving_comes_before_returning(events: list[Event]) -> None:
    after: Any = fold(Line.ITEM, events[0].body.item, events)  # type: ignore[arg-type,union-attr]
    assert after.head.place.state is ItemState.AVAILABLE
    assert [p.end for p in after.parts.values()] == [LoanEnd.RETURNED]
