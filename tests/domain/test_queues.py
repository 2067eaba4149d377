"""The queue of requests for a title: its order, and moving somebody in it for ever without disturbing the others."""

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskapp.domain.events import HoldMoved
from deskapp.domain.hold_request import move
from deskapp.domain.outcome import Blocked, Done, Refused
from deskapp.domain.queue import in_order, moved, position, turn_of
from deskapp.domain.records import OPEN_HOLD, Hold, HoldState
from deskapp.domain.values import HoldId
from tests.domain.builders import H1, H2, H3, TITLE, a_hold, requested, title_after


def hold(n: int, **more: Any) -> Hold:
    return a_hold(HoldId(UUID(int=n)), **more)


def ids(queue: list[Hold]) -> list[int]:
    return [h.id.int for h in in_order(queue)]


def after(queue: list[Hold], n: int, to: int) -> list[Hold]:
    """The queue when request `n` was moved to a position."""
    one = next(h for h in queue if h.id.int == n)
    turns = {h.id: turn for h, turn in moved(one, queue, to)}
    return [replace(h, turn=turns.get(h.id, h.turn)) for h in queue]


def test_requests_stand_in_the_order_they_were_placed_the_higher_priority_first() -> None:
    queue = [hold(3), hold(1), hold(2), hold(5, priority=2), hold(4, priority=1), hold(6, priority=2)]
    assert ids(queue) == [5, 6, 4, 1, 2, 3]


@pytest.mark.parametrize("state", HoldState)
def test_only_open_requests_stand_in_the_queue(state: HoldState) -> None:
    queue = [hold(1, state=state), hold(2)]
    assert ids(queue) == ([1, 2] if state in OPEN_HOLD else [2])
    assert position(queue[1], queue) == len(ids(queue))
    assert position(queue[0], queue) == (1 if state in OPEN_HOLD else 0)


@pytest.mark.parametrize(
    ("n", "to", "order"),
    [
        (4, 1, [4, 1, 2, 3]),
        (4, 2, [1, 4, 2, 3]),
        (1, 4, [2, 3, 4, 1]),
        (1, 3, [2, 3, 1, 4]),
        (2, 2, [1, 2, 3, 4]),
        (1, 99, [2, 3, 4, 1]),
        (4, -5, [4, 1, 2, 3]),
    ],
)
def test_a_request_is_moved_to_a_position(n: int, to: int, order: list[int]) -> None:
    assert ids(after([hold(i) for i in (1, 2, 3, 4)], n, to)) == order


def test_alone_in_its_priority_a_request_has_nowhere_to_go() -> None:
    queue = [hold(1), hold(2, priority=1)]
    assert moved(queue[0], queue, 1) == []
    outcome = move(queue[0], queue, 1, "exam")
    assert isinstance(outcome, Refused)
    assert [b.code for b in outcome.blocks] == [Blocked.NOTHING_CHANGED]


def test_moving_is_recorded_with_its_reason_and_what_it_replaces() -> None:
    queue = [hold(1), hold(2), hold(3)]
    outcome = move(queue[2], queue, 2, " exam ")
    assert isinstance(outcome, Done)
    (body,) = [f.body for f in outcome.facts]
    assert isinstance(body, HoldMoved)
    assert (body.hold, body.previous, body.reason) == (queue[2].id, turn_of(queue[2]), "exam")
    assert turn_of(queue[0]) < body.turn < turn_of(queue[1])


def test_moving_needs_a_reason_and_an_open_request() -> None:
    queue = [hold(1), hold(2)]
    for outcome, code in (
        (move(queue[1], queue, 1, "  "), Blocked.REASON_MISSING),
        (move(hold(3, state=HoldState.FILLED), queue, 1, "exam"), Blocked.HOLD_CLOSED),
    ):
        assert isinstance(outcome, Refused)
        assert [b.code for b in outcome.blocks] == [code]


def test_what_is_recorded_gives_the_queue_that_was_meant() -> None:
    placed = (requested(H1), requested(H2), requested(H3))
    queue: Any = list(title_after(*placed).parts.values())
    outcome = move(queue[2], queue, 1, "exam")
    assert isinstance(outcome, Done)
    now: Any = list(title_after(*placed, *(f.body for f in outcome.facts)).parts.values())
    assert [h.id for h in in_order(now)] == [H3, H1, H2]
    assert all(h.title == TITLE for h in now)


def test_when_there_is_no_room_left_between_two_the_queue_gets_new_keys_and_its_order_stays() -> None:
    tight = [hold(1, turn=10), hold(2, turn=11), hold(3, turn=12), hold(4, turn=13)]
    assert len(moved(tight[3], tight, 2)) == 4
    assert ids(after(tight, 4, 2)) == [1, 4, 2, 3]
    same = [hold(1, turn=10), hold(2, turn=10), hold(3, turn=10)]
    assert ids(after(same, 3, 2)) == [1, 3, 2]


QUEUES = st.lists(
    st.tuples(st.integers(0, 2), st.sampled_from([0, 0, 1, 2, 3, 10**12]), st.sampled_from(HoldState)),
    min_size=1,
    max_size=8,
).map(lambda drawn: [hold(n, priority=p, turn=t, state=s) for n, (p, t, s) in enumerate(drawn, 1)])


@given(QUEUES, st.data())
def test_after_any_moves_each_stands_where_it_was_put_and_the_others_keep_their_order(
    queue: list[Hold], data: st.DataObject
) -> None:
    open_ids = ids(queue)
    if not open_ids:
        return
    for _ in range(data.draw(st.integers(1, 12))):
        n, to = data.draw(st.sampled_from(open_ids)), data.draw(st.integers(-1, len(queue) + 1))
        one = next(h for h in queue if h.id.int == n)
        before, queue = ids(queue), after(queue, n, to)
        now = ids(queue)
        assert [i for i in now if i != n] == [i for i in before if i != n]
        peers = [h.id.int for h in in_order(queue) if h.priority == one.priority]
        ahead = sum(h.priority > one.priority for h in in_order(queue))
        assert peers.index(n) == max(0, min(to - 1 - ahead, len(peers) - 1))


@pytest.mark.parametrize("to", [1, 2, 3])
def test_somebody_may_be_moved_for_ever(to: int) -> None:
    """Always the last one to the same position: the keys run out of room and are made anew."""
    queue = [hold(n) for n in range(1, 5)]
    for _ in range(300):
        last = ids(queue)[-1]
        wanted = [i for i in ids(queue) if i != last]
        wanted.insert(to - 1, last)
        queue = after(queue, last, to)
        assert ids(queue) == wanted
