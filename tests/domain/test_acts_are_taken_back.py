"""Taking an act back leaves all that can be seen as it was before it: shown at a desk that does anything at all."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskapp.domain import hold_request
from deskapp.domain.check_in import Return, check_in, used_in_house
from deskapp.domain.check_out import Copy, Lending, check_out
from deskapp.domain.events import Event, ItemCatalogued
from deskapp.domain.fee import owes
from deskapp.domain.fold import fold
from deskapp.domain.hold_request import Wanted
from deskapp.domain.item_state import mark
from deskapp.domain.outcome import Done, Fact, Outcome, Override, Permission, Refused, fact
from deskapp.domain.policy import policy
from deskapp.domain.queue import turn_of
from deskapp.domain.records import OPEN_HOLD, Hold, LoanEnd
from deskapp.domain.renew import Renewing, renew
from deskapp.domain.undo import undo
from deskapp.domain.values import ActId, FeeId, HoldId, ItemFields, ItemState, Line, LoanId, Touch
from tests.domain.builders import (
    ANA,
    ITEM,
    LIBRARY,
    LUIS,
    MAIN,
    MONDAY,
    TITLE,
    an_act,
    an_event,
    standing,
)

RULES = replace(
    LIBRARY,
    policies=(
        policy(
            recallable=True,
            recall_guaranteed=1,
            recall_within=1,
            recall_fee_per_day=50,
            rental=20,
            shelf_days=1,
            shelf_fee=30,
            request_fee=5,
            replacement=900,
            renewals=None,
            refund="part",
        ),
    ),
)
INSIST = Override("it must be", frozenset(Permission))
S = ItemState


@dataclass
class Desk:
    """One item, one title, two patrons; every act is decided as at a desk and folded into what it touches alone."""

    told: list[tuple[Event, tuple[Touch, ...]]] = field(default_factory=list)
    now: datetime = MONDAY
    made: int = 0

    def __post_init__(self) -> None:
        known = ItemCatalogued(ITEM, ItemFields(TITLE, "I1", "BOOK", "MAIN"))
        self.record([fact(known, (Line.ITEM, ITEM), (Line.TITLE, TITLE))])

    def record(self, facts: Sequence[Fact]) -> ActId:
        act = an_act()
        for f in facts:
            self.now += timedelta(microseconds=1)
            self.told.append((an_event(f.body, at=self.now, act=act), f.touches))
        return act

    def fold(self, line: Line, id: UUID) -> Any:
        return fold(line, id, [e for e, touches in self.told if Touch(line, id) in touches])

    @property
    def copy(self) -> Copy:
        item = self.fold(Line.ITEM, ITEM)
        return Copy(item.head, item.parts.get(item.head.place.loan), tuple(self.queue))

    @property
    def queue(self) -> list[Hold]:
        return [h for h in self.fold(Line.TITLE, TITLE).parts.values() if h.state in OPEN_HOLD]

    def new(self) -> UUID:
        self.made += 1
        return UUID(int=90_000 + self.made)

    def seen(self) -> dict[str, Any]:
        """All that anybody can see of these records."""
        item = self.fold(Line.ITEM, ITEM)
        loans = [loan for loan in item.parts.values() if loan.end is not LoanEnd.UNDONE]
        accounts = {who: self.fold(Line.ACCOUNT, who).head for who in (ANA, LUIS)}
        return {
            "place": item.head.place,
            "in house": item.head.in_house,
            "loans": {loan.id: replace(loan, decided=None) for loan in loans},
            "queue": {h.id: replace(h, was=(), turn=turn_of(h), reason="") for h in self.queue},
            "owed": {w: owes(a, [x for x in loans if x.patron == w], RULES) for w, a in accounts.items()},
        }

    def do(self, act: str, n: int, who: Any = ANA) -> Outcome:
        """`n` picks among what there is: a request, a state, a day."""
        copy, at = self.copy, self.now
        borrower = copy.loan.patron if copy.loan else who
        someone = standing(who)
        hold = self.queue[n % len(self.queue)] if self.queue else None
        match act:
            case "lend":
                return check_out(copy, someone, RULES, MAIN, at, LoanId(self.new()), Lending(), INSIST)
            case "back":
                how = Return(at - timedelta(days=n) if n else None, amnesty=n == 1)
                return check_in(copy, RULES, MAIN, at, how, new_fee=FeeId(self.new()))
            case "renew":
                return renew(copy, standing(borrower), RULES, MAIN, at, Renewing(unseen=n % 2 == 0), INSIST)
            case "recall":
                return hold_request.recall(None, copy, standing(borrower), RULES, MAIN, at)
            case "mark":
                state = list(S)[n % len(S)]
                return mark(copy, state, "so", standing(borrower), RULES, MAIN, at, n, FeeId(self.new()))
            case "use":
                return used_in_house(copy.item, MAIN, n)
            case "ask":
                wanted = Wanted(TITLE, ("MAIN", "EAST")[n % 2])
                new = HoldId(self.new()), FeeId(self.new())
                return hold_request.place(wanted, self.queue, [copy.item], someone, RULES, MAIN, at, *new, INSIST)
        return Refused(()) if hold is None else self.change(act, hold, n)

    def change(self, act: str, hold: Hold, n: int) -> Outcome:
        day = self.now.date() + timedelta(days=n)
        match act:
            case "cancel":
                return hold_request.cancel(hold)
            case "suspend":
                return hold_request.suspend(hold, day if n else None)
            case "resume":
                return hold_request.resume(hold)
            case "move":
                return hold_request.move(hold, self.queue, n, "exam")
            case _:
                return hold_request.change_pickup(hold, ("MAIN", "EAST")[n % 2])

    def take_back(self, act: ActId, facts: Sequence[Fact], before: dict[UUID, Hold]) -> Outcome:
        touches_item = any(t.line is Line.ITEM for f in facts for t in f.touches)
        items: dict[UUID, Any] = {ITEM: self.copy.item} if touches_item else {}
        outcome = undo(act, [f.body for f in facts], items, before)
        if isinstance(outcome, Done):
            self.record(outcome.facts)
        return outcome


ACTS = ["lend", "back", "renew", "recall", "mark", "use", "ask", "cancel", "suspend", "resume", "move", "pickup"]


def then_undone(desk: Desk, act: str, n: int, who: Any = ANA) -> bool:
    """Do it, take it back, and look; whether it could be done at all."""
    before, queue = desk.seen(), {h.id: h for h in desk.queue}
    outcome = desk.do(act, n, who)
    if isinstance(outcome, Refused):
        return False
    done = desk.record(outcome.facts)
    assert isinstance(desk.take_back(done, outcome.facts, queue), Done)  # type: ignore[arg-type]  # ids are UUIDs
    assert desk.seen() == before
    return True


STEP = st.tuples(st.sampled_from(ACTS), st.integers(0, 12), st.sampled_from([ANA, LUIS]), st.integers(1, 200))


@given(st.lists(STEP, max_size=8), STEP)
def test_whatever_came_before_an_act_taken_back_leaves_what_was(
    steps: list[tuple[str, int, Any, int]], last: tuple[str, int, Any, int]
) -> None:
    desk = Desk()
    for act, n, who, hours in steps:
        desk.now += timedelta(hours=hours)
        outcome = desk.do(act, n, who)
        if isinstance(outcome, Done):
            desk.record(outcome.facts)
    desk.now += timedelta(hours=last[3])
    then_undone(desk, *last[:3])


HISTORIES: dict[str, list[tuple[str, int, int]]] = {  # the act, its number, the hours before it
    "lent": [("lend", 0, 1)],
    "lent and late": [("lend", 0, 1), ("use", 1, 24 * 20)],
    "asked for": [("ask", 0, 1)],
    "asked for by two": [("ask", 0, 1), ("ask for Luis", 0, 1)],
    "waits on the hold shelf": [("ask", 0, 1), ("back", 0, 1)],
    "was not fetched": [("ask", 0, 1), ("back", 0, 1), ("use", 1, 24 * 5)],
    "travels": [("ask", 1, 1), ("back", 0, 1)],
    "renewed unseen": [("lend", 0, 1), ("renew", 0, 24), ("renew", 2, 24)],
    "recalled": [("lend", 0, 1), ("recall", 0, 24)],
    "renewed when late": [("lend", 0, 1), ("renew", 1, 24 * 20)],
    "lost": [("lend", 0, 1), ("mark", list(S).index(S.LOST), 24 * 20)],
    "claimed": [("lend", 0, 1), ("mark", list(S).index(S.CLAIMED_RETURNED), 24 * 20)],
    "damaged": [("mark", list(S).index(S.DAMAGED), 1)],
    "suspended until a day": [("ask", 0, 1), ("suspend", 9, 1)],
}


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("history", HISTORIES)
def test_each_act_on_each_kind_of_item_can_be_taken_back(history: str, act: str) -> None:
    for n in range(12) if act == "mark" else (0, 1, 2):
        desk = Desk()
        for step, which, hours in HISTORIES[history]:
            desk.now += timedelta(hours=hours)
            outcome = desk.do(step.removesuffix(" for Luis"), which, LUIS if step.endswith("Luis") else ANA)
            assert isinstance(outcome, Done), (step, outcome)
            desk.record(outcome.facts)
        desk.now += timedelta(hours=25)
        then_undone(desk, act, n, LUIS)


# --- what is told of the item -------------------------------------------------------------------------------


@pytest.mark.parametrize("act", ["lend", "back", "mark"])
def test_why_an_item_is_marked_and_who_had_it_last_are_told_again(act: str) -> None:
    desk = Desk()
    for step, n in (("lend", 0), ("back", 0), ("mark", list(S).index(S.IN_REPAIR))):
        desk.now += timedelta(hours=1)
        outcome = desk.do(step, n)
        assert isinstance(outcome, Done)
        desk.record(outcome.facts)
    before = desk.copy.item
    assert (before.note, before.last_patron) == ("so", ANA)
    assert then_undone(desk, act, list(S).index(S.MISSING) if act == "mark" else 0, LUIS)
    after = desk.copy.item
    assert (after.note, after.marked, after.last_patron) == (before.note, before.marked, before.last_patron)


# --- what changed nothing -----------------------------------------------------------------------------------


def test_undoing_a_mark_that_came_too_late_does_not_open_the_loan_again() -> None:
    """Lent here and marked lost here; but another desk had taken it back before, as it turns out."""
    desk = Desk()
    for step in ("lend", "back"):
        desk.now += timedelta(hours=1)
        outcome = desk.do(step, 0)
        assert isinstance(outcome, Done)
        desk.record(outcome.facts)
    loan = next(iter(desk.fold(Line.ITEM, ITEM).parts.values()))
    apart = Copy(replace(desk.copy.item, place=replace(desk.copy.item.place, state=S.ON_LOAN, loan=loan.id)), loan)
    running = replace(apart, loan=replace(loan, closed=None, end=None))
    lost = mark(running, S.LOST, "", standing(), RULES, MAIN, desk.now)
    assert isinstance(lost, Done)
    act = desk.record(lost.facts)
    before = desk.seen()
    desk.take_back(act, lost.facts, {})
    assert desk.seen() == before


def test_undoing_a_return_that_did_not_know_of_the_hold_leaves_the_copy_on_the_hold_shelf() -> None:
    desk = Desk()
    for step in ("ask", "back"):
        desk.now += timedelta(hours=1)
        outcome = desk.do(step, 0)
        assert isinstance(outcome, Done)
        desk.record(outcome.facts)
    unaware = Copy(replace(desk.copy.item, place=replace(desk.copy.item.place, state=S.AVAILABLE, hold=None)))
    back = check_in(unaware, RULES, MAIN, desk.now)
    act = desk.record(back.facts)
    before = desk.seen()
    assert before["place"].state is S.HOLD_SHELF
    desk.take_back(act, back.facts, {})
    assert desk.seen() == before
