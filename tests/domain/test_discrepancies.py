"""What two desks did apart: each contradiction arises as its rule says, and closes by itself when it is over."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from deskapp.domain.events import (
    BlockPlaced,
    CheckInBackdated,
    HoldSuspended,
    ItemMarked,
    LimitExceeded,
    MarkUndone,
    TransitStarted,
)
from deskapp.domain.fold_item import ON_LENDING, ON_RETURN
from deskapp.domain.records import Code, LoanEnd, Timeline
from deskapp.domain.values import BlockId, ItemState, Line, Place
from tests.domain.builders import (
    ANA,
    DUE,
    H1,
    H2,
    ITEM,
    L1,
    L2,
    LUIS,
    MONDAY,
    ON_SHELF,
    OTHER_ITEM,
    TITLE,
    an_act,
    an_event,
    cancelled,
    found,
    happened,
    item_after,
    lent,
    loan_of,
    patron_after,
    renewed,
    requested,
    returned,
    sent,
    title_after,
    trapped,
)

S = ItemState


def there(body: Any, **more: Any) -> Any:
    """Done at another desk."""
    return an_event(body, by="B", **more)


def marked(state: ItemState, loan: Any = None, **more: Any) -> ItemMarked:
    return ItemMarked(ITEM, state, "MAIN", loan, **more)


def is_open(timeline: Timeline) -> list[str]:
    return sorted(d.code for d in timeline.discrepancies.values() if not d.closed)


# --- how they arise -----------------------------------------------------------------------------------------

UNKNOWN = CheckInBackdated(ITEM, L2, MONDAY, DUE)
LISTED: dict[str, tuple[list[Any], list[Code]]] = {
    "lent while set in repair": ([marked(S.IN_REPAIR), there(lent())], [Code.LENT_WHILE_MARKED]),
    "lent while withdrawn": ([marked(S.WITHDRAWN), there(lent())], [Code.LENT_WHILE_MARKED]),
    "lent while damaged": ([marked(S.DAMAGED), there(lent())], [Code.LENT_WHILE_MARKED]),
    "lent while damaged, as the desk knew": (
        [marked(S.DAMAGED), there(lent(previous=Place(S.DAMAGED, "MAIN")))],
        [],
    ),
    "lent while missing: it is found": ([marked(S.MISSING), there(lent())], []),
    "lent while lost: it is found": ([marked(S.LOST), there(lent())], []),
    "marked lost after the return": ([lent(), returned(), there(marked(S.LOST, L1))], [Code.MARKED_AFTER_RETURN]),
    "marked lost with a loan nobody knows": ([there(marked(S.LOST, L2))], [Code.MARKED_AFTER_RETURN]),
    "marked while another has it": ([lent(), there(marked(S.DAMAGED))], [Code.MARKED_WHILE_ON_LOAN]),
    "marked lost on its own loan": ([lent(), marked(S.LOST, L1)], []),
    "marked on its shelf": ([returned(None), marked(S.DAMAGED)], []),
    "backdated while out": ([lent(), CheckInBackdated(ITEM, L1, MONDAY, DUE)], [Code.BACKDATED_OTHER_LOAN]),
    "backdated what nobody knows": ([lent(), returned(), UNKNOWN], [Code.BACKDATED_OTHER_LOAN]),
    "backdated what was superseded": (
        [lent(), there(lent(L2, LUIS)), CheckInBackdated(ITEM, L1, MONDAY, DUE)],
        [Code.BACKDATED_OTHER_LOAN, Code.LENT_WHILE_ON_LOAN],
    ),
    "backdated what came back": ([lent(), returned(), CheckInBackdated(ITEM, L1, MONDAY, DUE)], []),
    "more than the limit": ([lent(), LimitExceeded(ANA, ITEM, L1, 4, 3)], [Code.LIMIT_EXCEEDED]),
}


@pytest.mark.parametrize("case", LISTED)
def test_an_items_contradiction_is_listed_as_its_rule_says(case: str) -> None:
    bodies, wanted = LISTED[case]
    assert found(item_after(*bodies)) == sorted(wanted)


def test_what_contradicts_changes_nothing_of_the_loan_or_the_place() -> None:
    ended = [an_event(lent()), an_event(returned())]
    out = [an_event(lent())]
    for before, body in ((ended, marked(S.LOST, L1)), (out, marked(S.DAMAGED)), (out, UNKNOWN)):
        plain, after = item_after(*before), item_after(*before, there(body))
        assert after.parts == plain.parts
        assert after.head.place == plain.head.place  # type: ignore[union-attr]


def test_what_is_listed_says_what_is_needed_to_settle_it() -> None:
    (one,) = item_after(lent(), returned(), there(marked(S.LOST, L1))).discrepancies.values()
    assert (one.patron, one.desk, one.other_desk, dict(one.detail)) == (ANA, "desk-B", "desk-A", {"state": "lost"})
    (one,) = item_after(lent(), LimitExceeded(ANA, ITEM, L1, 4, 3)).discrepancies.values()
    assert (one.patron, dict(one.detail)) == (ANA, {"count": "4", "limit": "3"})


# --- how an item's close by themselves ----------------------------------------------------------------------

APART: dict[Code, list[Any]] = {
    Code.LENT_WHILE_ON_LOAN: [lent(L2, LUIS), there(lent())],
    Code.LENT_WHILE_HELD: [returned(None), trapped(), there(lent())],
    Code.LENT_WHILE_MARKED: [marked(S.IN_REPAIR), there(lent())],
    Code.TRAPPED_WHILE_ON_LOAN: [lent(), there(trapped())],
    Code.TRAPPED_TWICE: [returned(None), trapped(), there(trapped(H2))],
    Code.RETURNED_UNAWARE_OF_HOLD: [returned(None), trapped(), there(returned(None))],
    Code.MARKED_WHILE_ON_LOAN: [lent(), there(marked(S.DAMAGED))],
    Code.LIMIT_EXCEEDED: [lent(), LimitExceeded(ANA, ITEM, L1, 4, 3)],
    Code.RETURNED_OTHER_LOAN: [lent(L2, LUIS), there(returned(L1))],
    Code.RENEWED_AFTER_RETURN: [lent(), returned(), there(renewed())],
    Code.MARKED_AFTER_RETURN: [lent(), returned(), there(marked(S.LOST, L1))],
    Code.BACKDATED_OTHER_LOAN: [lent(), UNKNOWN],
}
KEPT = Place(S.HOLD_SHELF, "MAIN", hold=H1)
NEXT: dict[str, Any] = {
    "returned": returned(None, previous=KEPT),
    "lent": lent(L2, LUIS, previous=KEPT, hold=H1),
    "renewed": renewed(),
    "marked": marked(S.MISSING),
}


@pytest.mark.parametrize("event", NEXT)
@pytest.mark.parametrize("code", APART)
def test_a_return_or_a_lending_closes_what_is_over_by_it_and_nothing_else_does(code: Code, event: str) -> None:
    before = [b if hasattr(b, "stamp") else an_event(b) for b in APART[code]]
    assert code in is_open(item_after(*before))
    over = {"returned": ON_RETURN, "lent": ON_LENDING}.get(event, ())
    after = item_after(*before, replace(an_event(NEXT[event]), stamp=an_event(NEXT[event], at=DUE).stamp))
    assert (code in is_open(after)) is (code not in over)
    if code in over:
        closed = [d.closed_by for d in after.discrepancies.values() if d.code is code]
        assert closed == ["ItemCheckedIn" if event == "returned" else "ItemCheckedOut"]


def test_movements_too_near_to_be_told_apart_are_over_at_the_next_return() -> None:
    first = an_event(lent())
    near = there(returned(), at=first.stamp.at + timedelta(seconds=1), uncertainty=timedelta(seconds=30))
    after = item_after(first, near)
    assert is_open(after) == [Code.ORDER_UNCERTAIN]  # the return that is in doubt does not settle it itself
    assert is_open(item_after(first, near, an_event(returned(None), at=DUE))) == []


def test_what_staff_must_settle_with_the_patron_stays_until_they_do() -> None:
    stays = set(APART) - set(ON_RETURN)
    assert stays == {
        Code.RETURNED_OTHER_LOAN,
        Code.RENEWED_AFTER_RETURN,
        Code.MARKED_AFTER_RETURN,
        Code.BACKDATED_OTHER_LOAN,
    }


# --- the queue of a title -----------------------------------------------------------------------------------

ASKED = an_event(requested(), at=MONDAY)


def back(*aware: Any, at: Any = DUE) -> Any:
    return there(returned(None, aware=aware), at=at)


def test_a_return_that_did_not_know_somebody_waits_is_listed_for_the_first_who_does() -> None:
    after = title_after(ASKED, an_event(requested(H2, LUIS)), back())
    (one,) = after.discrepancies.values()
    assert (one.code, one.item, one.patron) == (Code.RETURNED_WHILE_REQUESTED, ITEM, ANA)
    assert found(title_after(ASKED, an_event(requested(H2, LUIS)), back(H1))) == [Code.RETURNED_WHILE_REQUESTED]


NOT_LISTED: dict[str, list[Any]] = {
    "the desk knew": [ASKED, back(H1)],
    "suspended": [ASKED, HoldSuspended(H1, TITLE), back()],
    "cancelled": [ASKED, cancelled(), back()],
    "kept another copy": [ASKED, trapped(item=OTHER_ITEM), back()],
    "for another copy": [an_event(requested(item=OTHER_ITEM)), back()],
    "for a volume": [an_event(replace(requested(), volume="2")), back()],
    "lapsed": [an_event(replace(requested(), expires=date(2026, 12, 1))), back()],
    "nobody waits": [back()],
}


@pytest.mark.parametrize("case", NOT_LISTED)
def test_a_return_that_left_nobody_waiting_is_not_listed(case: str) -> None:
    assert found(title_after(*NOT_LISTED[case])) == []


AFTER_IT = DUE + timedelta(hours=1)
QUEUE_APART: dict[Code, list[Any]] = {
    Code.RETURNED_WHILE_REQUESTED: [ASKED, back()],
    Code.TRAPPED_FOR_CLOSED_HOLD: [ASKED, cancelled(), there(trapped(), at=DUE)],
    Code.TRAPPED_TWICE: [ASKED, trapped(item=OTHER_ITEM), there(trapped(), at=DUE)],
    Code.CANCELLED_WHILE_ON_SHELF: [ASKED, trapped(), there(cancelled(), at=DUE)],
}


@pytest.mark.parametrize("next_one", ["returned", "lent"])
@pytest.mark.parametrize("code", QUEUE_APART)
def test_what_a_title_lists_of_a_copy_is_over_when_that_copy_is_taken_back_or_lent(code: Code, next_one: str) -> None:
    assert is_open(title_after(*QUEUE_APART[code])) == [code]
    body: Any = returned(None, aware=(H1,)) if next_one == "returned" else lent(hold=H1)
    assert is_open(title_after(*QUEUE_APART[code], an_event(body, at=AFTER_IT))) == []
    other = replace(body, item=UUID(int=199))
    assert code in is_open(title_after(*QUEUE_APART[code], an_event(other, at=AFTER_IT)))


@pytest.mark.parametrize("body", [trapped(), sent("EAST", H1)])
def test_a_copy_put_aside_at_last_is_no_longer_one_that_somebody_waits_for(body: Any) -> None:
    assert is_open(title_after(ASKED, back(), an_event(body, at=AFTER_IT))) == []
    assert is_open(title_after(ASKED, back(), an_event(TransitStarted(ITEM, "EAST"), at=AFTER_IT))) != []


def test_a_copy_that_is_marked_is_kept_for_nobody_and_is_again_when_that_is_undone() -> None:
    lost = an_event(marked(S.MISSING, previous=KEPT), act=an_act())
    waiting: Any = title_after(requested(), trapped(), lost).parts[H1]
    assert (waiting.state, waiting.item) == ("waiting", None)
    undone = MarkUndone(lost.act, ITEM, None, KEPT)
    kept: Any = title_after(requested(), trapped(), lost, undone).parts[H1]
    assert (kept.state, kept.item, kept.until) == ("on_shelf", ITEM, DUE)


# --- a patron -----------------------------------------------------------------------------------------------

B1 = BlockId(UUID(int=61))
BLOCKED: dict[str, tuple[dict[str, Any], dict[str, Any], bool]] = {
    "blocked meanwhile": ({}, {}, True),
    "the desk knew": ({}, {"aware": (B1,)}, False),
    "no loans": ({"actions": ("check_out",)}, {}, True),
    "no requests: that was none": ({"actions": ("request",)}, {}, False),
    "run out": ({"expires": date(2026, 12, 1)}, {}, False),
    "on its last day": ({"expires": date(2026, 12, 7)}, {}, True),
}


@pytest.mark.parametrize("case", BLOCKED)
def test_lending_to_somebody_blocked_meanwhile_is_listed(case: str) -> None:
    block, out, listed = BLOCKED[case]
    after = patron_after(BlockPlaced(ANA, B1, "wet books", **block), there(lent(**out), at=DUE))
    assert found(after) == ([Code.LENT_WHILE_BLOCKED] if listed else [])
    if listed:
        (one,) = after.discrepancies.values()
        assert (one.item, one.patron, dict(one.detail)) == (ITEM, ANA, {"note": "wet books"})


def test_a_patron_lent_to_as_allowed_is_known_by_it_but_not_changed() -> None:
    head: Any = patron_after(lent()).head
    assert (head.blocks, head.stub) == ((), True)


# --- an end that is no return -------------------------------------------------------------------------------


def test_a_lost_loan_written_off_by_one_desk_and_returned_at_another_stays_written_off() -> None:
    after = item_after(lent(), marked(S.LOST, L1), marked(S.WITHDRAWN, L1), there(returned(L1)))
    assert loan_of(after).end is LoanEnd.WRITTEN_OFF
    head: Any = after.head
    assert head.place == Place(S.WITHDRAWN, "MAIN")
    free: Any = happened(Line.ITEM, ITEM, [marked(S.WITHDRAWN), marked(S.AVAILABLE)]).head
    assert free.place == ON_SHELF
