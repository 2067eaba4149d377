"""Taking back: whom the item is for, what was not fetched, what stays where it is, and corrections of the moment."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from deskapp.domain.calendar import Calendar, last_closing
from deskapp.domain.check_in import Return, backdate, check_in, repeats, unfetched_by, used_in_house
from deskapp.domain.check_out import Copy
from deskapp.domain.events import (
    CheckInBackdated,
    FeeCharged,
    HoldCancelled,
    HoldTrapped,
    ItemCheckedIn,
    ItemMarked,
    ItemSeen,
    ItemUsedInHouse,
    TransitStarted,
)
from deskapp.domain.outcome import Blocked, Done, Outcome, Refused
from deskapp.domain.policy import policy
from deskapp.domain.records import Block, Hold, HoldState, LoanEnd, Patron
from deskapp.domain.rules import Branch, Library
from deskapp.domain.values import BlockId, FeeId, FeeKind, ItemState, Place
from tests.domain.builders import (
    ANA,
    DUE,
    EAST,
    EMMA,
    H1,
    H2,
    H3,
    ITEM,
    L1,
    LIBRARY,
    LUIS,
    MAIN,
    MONDAY,
    ON_SHELF,
    OTHER_ITEM,
    TITLE,
    a_hold,
    a_loan,
    an_item,
    fields,
    item_after,
    moment,
    on_loan,
    returned,
)

S = ItemState
FEE = FeeId(UUID(int=5))
TODAY = date(2026, 11, 23)
DAY = timedelta(days=1)


def bodies(outcome: Outcome) -> list[Any]:
    assert isinstance(outcome, Done), outcome
    return [f.body for f in outcome.facts]


def back(copy: Copy, branch: Branch = MAIN, library: Library = LIBRARY, **more: Any) -> list[Any]:
    return bodies(check_in(copy, library, branch, more.pop("now", MONDAY), more.pop("how", Return()), **more))


def goes_to(copy: Copy, branch: Branch = MAIN, **more: Any) -> Any:
    """For which request it is put aside or sent; None: to nobody."""
    last = back(copy, branch, **more)[-1]
    return last.hold if isinstance(last, HoldTrapped | TransitStarted) else None


def wanted_by(*queue: Hold) -> Copy:
    return replace(on_loan(), queue=queue)


# --- whose turn it is ---------------------------------------------------------------------------------------

PASSED_OVER: dict[str, Hold] = {
    "suspended": a_hold(H1, LUIS, suspended=True),
    "suspended until tomorrow": a_hold(H1, LUIS, suspended=True, suspended_until=TODAY + DAY),
    "lapsed yesterday": a_hold(H1, LUIS, expires=TODAY - DAY),
    "stalled for its own branch": a_hold(H1, LUIS, pickup="EAST", stalled_until=TODAY),
    "for the other volume": a_hold(H1, LUIS, volume="2"),
    "for another copy": a_hold(H1, LUIS, wanted=OTHER_ITEM),
    "of somebody barred": a_hold(H1, EMMA),
}
TURNS: dict[str, Hold] = {
    "suspended until today": a_hold(H1, LUIS, suspended=True, suspended_until=TODAY),
    "lapses today": a_hold(H1, LUIS, expires=TODAY),
    "stalled until yesterday": a_hold(H1, LUIS, pickup="EAST", stalled_until=TODAY - DAY),
    "stalled, fetched here": a_hold(H1, LUIS, stalled_until=TODAY + DAY),
    "for this volume": a_hold(H1, LUIS, volume="1"),
    "for this copy": a_hold(H1, LUIS, wanted=ITEM),
}
BARRED = {EMMA: Patron(EMMA, fields(), blocks=(Block(BlockId(UUID(int=1)), "", MONDAY),))}


def first_volume(*queue: Hold) -> Copy:
    copy = wanted_by(*queue)
    assert copy.item.fields is not None
    return replace(copy, item=replace(copy.item, fields=replace(copy.item.fields, volume="1")))


@pytest.mark.parametrize("case", PASSED_OVER)
def test_a_request_that_cannot_have_it_now_is_passed_over(case: str) -> None:
    next_one = a_hold(H2, ANA)
    assert goes_to(first_volume(PASSED_OVER[case], next_one), patrons=BARRED) == H2
    assert goes_to(first_volume(PASSED_OVER[case]), patrons=BARRED) is None


@pytest.mark.parametrize("case", TURNS)
def test_a_request_whose_turn_it_is_gets_it(case: str) -> None:
    assert goes_to(first_volume(TURNS[case], a_hold(H2, ANA)), patrons=BARRED) == H1


@pytest.mark.parametrize(
    ("patron", "passed"),
    [
        (Patron(LUIS, fields()), False),
        (Patron(LUIS, fields(active=False)), True),
        (Patron(LUIS, fields(expires=TODAY - DAY)), True),
        (Patron(LUIS, fields(expires=TODAY)), False),
        (Patron(LUIS, fields(), blocks=(Block(BlockId(UUID(int=1)), "", MONDAY, TODAY - DAY),)), False),
        (Patron(LUIS, fields(), blocks=(Block(BlockId(UUID(int=1)), "", MONDAY, actions=("check_out",)),)), False),
        (Patron(LUIS, fields(), blocks=(Block(BlockId(UUID(int=1)), "", MONDAY, actions=("request",)),)), True),
    ],
    ids=["in order", "closed", "expired", "expires today", "block of yesterday", "no loans", "no requests"],
)
def test_whoever_may_not_have_it_now_is_passed_over(patron: Patron, passed: bool) -> None:
    queue = wanted_by(a_hold(H1, LUIS), a_hold(H2, ANA))
    assert goes_to(queue, patrons={LUIS: patron}) == (H2 if passed else H1)


def test_a_higher_priority_goes_first_then_the_turn_that_staff_gave() -> None:
    assert goes_to(wanted_by(a_hold(H1), a_hold(H2, priority=1))) == H2
    assert goes_to(wanted_by(a_hold(H1), a_hold(H2, turn=1))) == H2


def test_a_copy_that_is_not_for_loan_is_put_aside_for_nobody() -> None:
    for says in ({"use": "reference"}, {"requests": False}):
        rules = replace(LIBRARY, policies=(policy(item_type="REF", **says),))
        copy = Copy(an_item(type="REF"), None, (a_hold(H1, LUIS),))
        assert goes_to(copy, library=rules) is None


def test_it_lies_on_the_hold_shelf_for_as_many_days_as_policy_says_for_whom_it_is() -> None:
    rules = replace(LIBRARY, policies=(policy("CHILD", shelf_days=2), policy(shelf_days=5)))
    child = {LUIS: Patron(LUIS, fields(category="CHILD"))}
    copy = wanted_by(a_hold(H1, LUIS))
    assert back(copy, library=rules, patrons=child)[-1].until == moment("2026-11-25 23:59:59")
    assert back(copy, library=rules)[-1].until == moment("2026-11-28 23:59:59")


# --- what was not fetched -----------------------------------------------------------------------------------

SHELF = Place(S.HOLD_SHELF, "MAIN", hold=H1)


def on_shelf(until: Any, *others: Hold) -> Copy:
    kept = a_hold(H1, LUIS, state=HoldState.ON_SHELF, item=ITEM, until=until)
    return Copy(an_item(SHELF), None, (kept, *others))


def test_a_request_that_was_not_fetched_ends_and_the_copy_goes_to_the_next() -> None:
    found = back(on_shelf(MONDAY - DAY, a_hold(H2, ANA)))
    assert [type(b) for b in found] == [ItemCheckedIn, HoldCancelled, HoldTrapped]
    assert found[1] == HoldCancelled(H1, TITLE, ITEM, reason="unfetched")
    assert found[2].hold == H2


def test_or_home_or_to_the_shelf() -> None:
    assert [type(b) for b in back(on_shelf(MONDAY - DAY))] == [ItemCheckedIn, HoldCancelled]
    away = replace(on_shelf(MONDAY - DAY), item=an_item(SHELF, home="EAST"))
    assert back(away)[-1] == TransitStarted(ITEM, "EAST")


@pytest.mark.parametrize("until", [None, MONDAY, MONDAY + DAY])
def test_a_request_still_in_time_keeps_its_copy(until: Any) -> None:
    copy = on_shelf(until)
    assert unfetched_by(copy, MONDAY) is None
    assert [type(b) for b in back(copy)] == [ItemCheckedIn, HoldTrapped]


def test_not_fetching_may_cost_something_and_not_only_once_asked() -> None:
    rules = replace(LIBRARY, policies=(policy(shelf_fee=75),))
    assert back(on_shelf(MONDAY - DAY), library=rules, new_fee=FEE)[-1] == FeeCharged(
        LUIS, FEE, 75, "EUR", "", FeeKind.UNFETCHED, ITEM
    )
    assert all(not isinstance(b, FeeCharged) for b in back(on_shelf(MONDAY - DAY), new_fee=FEE))


# --- states -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", [S.DAMAGED, S.WITHDRAWN])
def test_what_is_damaged_or_withdrawn_goes_nowhere_and_stays_so(state: ItemState) -> None:
    copy = Copy(an_item(Place(state, "MAIN"), home="EAST"), None, (a_hold(H1, LUIS),))
    assert [type(b) for b in back(copy)] == [ItemCheckedIn]
    after: Any = item_after(marked(state), returned(None, "EAST")).head
    assert after.place == Place(state, "EAST")


@pytest.mark.parametrize("state", [S.MISSING, S.IN_REPAIR, S.ON_ORDER, S.LOST])
def test_whatever_else_was_said_of_it_an_item_in_hand_is_there(state: ItemState) -> None:
    copy = Copy(an_item(Place(state, "MAIN")), None, (a_hold(H1, LUIS),))
    assert [type(b) for b in back(copy)] == [ItemCheckedIn, HoldTrapped]
    after: Any = item_after(marked(state), returned(None)).head
    assert (after.place, after.note, after.marked) == (ON_SHELF, "", None)


def test_a_missing_item_seen_on_its_shelf_is_found_and_no_other_state_ends_so() -> None:
    for state in (S.MISSING, S.DAMAGED, S.IN_REPAIR, S.WITHDRAWN, S.ON_ORDER, S.LOST):
        after: Any = item_after(marked(state), ItemSeen(ITEM, "MAIN")).head
        assert after.place.state is (S.AVAILABLE if state is S.MISSING else state)
        assert after.seen is not None


def marked(state: ItemState) -> Any:
    return ItemMarked(ITEM, state, "MAIN", note="shelf check")


def test_a_use_in_the_reading_room_is_counted() -> None:
    assert bodies(used_in_house(an_item(), MAIN, 3)) == [ItemUsedInHouse(ITEM, "MAIN", 3)]
    counted: Any = item_after(ItemUsedInHouse(ITEM, "MAIN", 3), ItemUsedInHouse(ITEM, "MAIN")).head
    assert (counted.in_house, counted.place) == (4, Place())


# --- scanned again ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", [HoldState.ON_SHELF, HoldState.IN_TRANSIT])
def test_a_copy_whose_request_is_now_fetched_elsewhere_goes_on_at_the_next_scan(state: HoldState) -> None:
    shelf = state is HoldState.ON_SHELF
    place = SHELF if shelf else Place(S.IN_TRANSIT, "MAIN", hold=H1, to="EAST")
    elsewhere = a_hold(H1, LUIS, pickup="EAST" if shelf else "MAIN", state=state, item=ITEM, until=DUE)
    copy = Copy(an_item(place), None, (elsewhere,))
    assert not repeats(copy, LIBRARY, MAIN, MONDAY)
    last = back(copy)[-1]
    assert isinstance(last, TransitStarted) if shelf else isinstance(last, HoldTrapped)


def test_a_copy_on_its_way_is_sent_anew_when_its_request_is_fetched_at_a_third_place() -> None:
    place = Place(S.IN_TRANSIT, "MAIN", hold=H1, to="EAST")
    west = a_hold(H1, LUIS, pickup="WEST", state=HoldState.IN_TRANSIT, item=ITEM)
    copy = Copy(an_item(place), None, (west,))
    assert back(copy)[-1] == TransitStarted(ITEM, "WEST", H1)
    assert not repeats(copy, LIBRARY, MAIN, MONDAY)


def test_a_copy_that_was_not_fetched_is_no_repeated_scan() -> None:
    assert not repeats(on_shelf(MONDAY - DAY), LIBRARY, MAIN, MONDAY)
    assert repeats(on_shelf(MONDAY), LIBRARY, MAIN, MONDAY)


# --- when it came back --------------------------------------------------------------------------------------


def test_what_lay_in_the_drop_counts_from_when_the_branch_last_closed() -> None:
    shop = Calendar("shop", hours=(("09:00-20:00",),) * 5 + (("10:00-14:00",), ()))
    rules = Library(branches=(replace(MAIN, calendar="shop"),), calendars=(shop,))
    assert last_closing(rules.calendar("MAIN"), moment("2026-11-23 08:30")) == moment("2026-11-21 14:00")
    assert last_closing(rules.calendar("MAIN"), moment("2026-11-24 08:30")) == moment("2026-11-23 20:00")


def test_a_return_carries_when_it_was_whether_it_is_forgiven_and_whom_the_desk_knew_to_wait() -> None:
    how = Return(MONDAY - DAY, amnesty=True)
    (only, *_) = back(wanted_by(a_hold(H1, LUIS), a_hold(H2, ANA)), how=how)
    assert only == ItemCheckedIn(ITEM, "MAIN", L1, MONDAY - DAY, on_loan().item.place, True, (H1, H2))


def correct(effective: Any, loan: Any = None, now: Any = DUE + 5 * DAY) -> Outcome:
    ended = a_loan(closed=DUE + 3 * DAY, end=LoanEnd.RETURNED)
    return backdate(an_item(), loan or ended, effective, now, LIBRARY.calendar("MAIN"))


def test_a_return_is_backdated_to_between_the_lending_and_what_was_recorded() -> None:
    assert bodies(correct(DUE)) == [CheckInBackdated(ITEM, L1, DUE, DUE + 3 * DAY)]
    assert bodies(correct(MONDAY)) == [CheckInBackdated(ITEM, L1, MONDAY, DUE + 3 * DAY)]


NOT_BACKDATED: dict[str, tuple[Any, Any, Blocked]] = {
    "before it was lent": (MONDAY - timedelta(seconds=1), None, Blocked.NOT_EARLIER),
    "the same moment": (DUE + 3 * DAY, None, Blocked.NOT_EARLIER),
    "later": (DUE + 4 * DAY, None, Blocked.NOT_EARLIER),
    "still out": (DUE, a_loan(), Blocked.NOT_RETURNED),
    "undone": (DUE, a_loan(closed=DUE + DAY, end=LoanEnd.UNDONE), Blocked.NOT_RETURNED),
    "written off": (DUE, a_loan(closed=DUE + DAY, end=LoanEnd.WRITTEN_OFF), Blocked.NOT_RETURNED),
}


@pytest.mark.parametrize("case", NOT_BACKDATED)
def test_what_cannot_be_is_not_backdated(case: str) -> None:
    effective, loan, code = NOT_BACKDATED[case]
    outcome = correct(effective, loan)
    assert isinstance(outcome, Refused)
    assert [b.code for b in outcome.blocks] == [code]


def test_a_request_is_filled_by_any_of_three_in_the_order_they_asked() -> None:
    queue = [a_hold(H3, ANA), a_hold(H1, LUIS), a_hold(H2, EMMA)]
    served = []
    while queue:
        served.append(goes_to(wanted_by(*queue), EAST if len(queue) == 2 else MAIN))
        queue = [h for h in queue if h.id != served[-1]]
    assert served == [H1, H2, H3]
