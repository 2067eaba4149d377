"""The fold of a title: its description, the queue of requests, and what is told when two desks contradict."""

from datetime import timedelta
from typing import Any

import pytest

from deskapp.domain.events import CheckOutUndone, HoldReinstated, TitleCatalogued
from deskapp.domain.fold import fold
from deskapp.domain.records import Code, HoldState
from deskapp.domain.values import ItemState, Line, Place, TitleFields
from tests.domain.builders import (
    ANA,
    DUE,
    EMMA,
    H1,
    H2,
    ITEM,
    L1,
    LUIS,
    ON_SHELF,
    OTHER_ITEM,
    TITLE,
    an_act,
    an_event,
    cancelled,
    found,
    hold_of,
    lent,
    requested,
    sent,
    title_after,
    trapped,
)

KEPT = Place(ItemState.HOLD_SHELF, "MAIN", hold=H1)


def state(*bodies: Any) -> tuple[HoldState, Any]:
    hold = hold_of(title_after(*bodies))
    return hold.state, hold.item


def test_a_catalogued_title_has_its_description_the_latest_one_holds() -> None:
    first, second = TitleFields("Cien años"), TitleFields("Cien años de soledad", "García Márquez")
    assert title_after(TitleCatalogued(TITLE, first), TitleCatalogued(TITLE, second)).head.fields == second  # type: ignore[union-attr]


def test_a_request_waits_in_the_place_its_moment_gives_it() -> None:
    event = an_event(requested(H1, ANA, OTHER_ITEM))
    hold = hold_of(title_after(event))
    assert (hold.state, hold.patron, hold.wanted, hold.placed) == (HoldState.WAITING, ANA, OTHER_ITEM, event.stamp)


def test_the_same_request_told_twice_keeps_its_first_place() -> None:
    first, again = an_event(requested()), an_event(requested(patron=LUIS))
    assert title_after(first, again) == title_after(first)


def test_a_request_goes_by_way_of_transit_to_the_shelf_and_is_filled() -> None:
    assert state(requested(), sent("EAST", H1)) == (HoldState.IN_TRANSIT, ITEM)
    assert state(requested(), sent("EAST", H1), trapped()) == (HoldState.ON_SHELF, ITEM)
    assert state(requested(), trapped(), lent(hold=H1)) == (HoldState.FILLED, ITEM)
    assert hold_of(title_after(requested(), trapped())).until == DUE
    assert found(title_after(requested(), sent("EAST", H1), trapped(), lent(hold=H1))) == []


def test_an_item_sent_home_concerns_no_request() -> None:
    assert state(requested(), sent("EAST")) == (HoldState.WAITING, None)


def test_a_cancelled_request_keeps_no_copy_and_stays_cancelled() -> None:
    assert state(requested(), trapped(), cancelled(item=ITEM)) == (HoldState.CANCELLED, None)
    assert state(requested(), cancelled(), requested()) == (HoldState.CANCELLED, None)
    assert found(title_after(requested(), trapped(), cancelled(item=ITEM))) == []
    assert found(title_after(requested(), cancelled(), cancelled())) == []


def test_a_filled_request_cannot_be_cancelled_any_more() -> None:
    assert state(requested(), lent(hold=H1), cancelled()) == (HoldState.FILLED, ITEM)


def test_a_request_whose_copy_was_lent_to_another_waits_again_in_its_place() -> None:
    placed = an_event(requested())
    after = title_after(placed, requested(H2, LUIS), trapped(), lent(patron=EMMA))
    assert (hold_of(after).state, hold_of(after).item, hold_of(after).until) == (HoldState.WAITING, None, None)
    assert hold_of(after).placed == placed.stamp
    assert hold_of(after, H2).state is HoldState.WAITING


def test_an_undone_lending_puts_the_request_back_where_it_was() -> None:
    out = an_event(lent(hold=H1, previous=KEPT), act=an_act())
    kept = title_after(requested(), trapped(), out, CheckOutUndone(out.act, ITEM, L1, H1, KEPT))
    assert (hold_of(kept).state, hold_of(kept).item) == (HoldState.ON_SHELF, ITEM)
    out = an_event(lent(hold=H1), act=an_act())
    assert state(requested(), out, CheckOutUndone(out.act, ITEM, L1, H1, ON_SHELF)) == (HoldState.WAITING, None)


def test_an_undone_lending_from_the_hold_shelf_is_kept_until_the_same_day_again() -> None:
    out = an_event(lent(hold=H1, previous=KEPT), act=an_act())
    after = title_after(requested(), trapped(), out, CheckOutUndone(out.act, ITEM, L1, H1, KEPT))
    assert hold_of(after).until == DUE


def test_an_undone_lending_of_a_travelling_copy_lets_the_request_travel_again() -> None:
    travelling = Place(ItemState.IN_TRANSIT, "MAIN", hold=H1, to="EAST")
    out = an_event(lent(hold=H1, previous=travelling), act=an_act())
    after = title_after(requested(), sent("EAST", H1), out, CheckOutUndone(out.act, ITEM, L1, H1, travelling))
    assert hold_of(after).state is HoldState.IN_TRANSIT


def test_an_undone_lending_of_anothers_kept_copy_keeps_it_for_them_again() -> None:
    out = an_event(lent(patron=EMMA, previous=KEPT), act=an_act(), overrides=("held_for_other",))
    after = title_after(requested(), trapped(), out, CheckOutUndone(out.act, ITEM, L1, None, KEPT))
    assert (hold_of(after).state, hold_of(after).item) == (HoldState.ON_SHELF, ITEM)


@pytest.mark.parametrize(
    ("steps", "was"),
    [
        ([], (HoldState.WAITING, None)),
        ([sent("EAST", H1)], (HoldState.IN_TRANSIT, ITEM)),
        ([trapped()], (HoldState.ON_SHELF, ITEM)),
    ],
)
def test_a_reinstated_request_is_what_it_was(steps: list[Any], was: tuple[HoldState, Any]) -> None:
    until = DUE if was[0] is HoldState.ON_SHELF else None
    away = an_event(cancelled(item=was[1]), act=an_act())
    again = HoldReinstated(away.act, H1, TITLE, was[0], was[1], until)
    assert state(requested(), *steps, away, again) == was
    assert hold_of(title_after(requested(), *steps, away, again)).until == until


def test_a_state_that_the_request_never_had_is_not_restored() -> None:
    odd = HoldReinstated(an_act(), H1, TITLE, "levitating", None, None)
    assert state(requested(), trapped(), odd)[0] in (HoldState.ON_SHELF, HoldState.WAITING)


def test_a_filled_request_is_not_reinstated() -> None:
    again = HoldReinstated(an_act(), H1, TITLE, "waiting", None, None)
    assert state(requested(), lent(hold=H1), again)[0] is HoldState.FILLED


# --- discrepancies --------------------------------------------------------------------------------------------


def test_trapped_twice_the_first_copy_is_kept() -> None:
    after = title_after(requested(), trapped(), an_event(trapped(item=OTHER_ITEM), by="B"))
    assert found(after) == [Code.TRAPPED_TWICE]
    assert hold_of(after).item == ITEM
    (listed,) = after.discrepancies.values()
    assert (listed.item, listed.patron) == (OTHER_ITEM, ANA)


def test_the_same_copy_trapped_again_is_no_discrepancy() -> None:
    assert found(title_after(requested(), trapped(), an_event(trapped(), by="B"))) == []


@pytest.mark.parametrize("end", [cancelled(), lent(hold=H1)], ids=["cancelled", "filled"])
@pytest.mark.parametrize("body", [trapped(item=OTHER_ITEM), sent("EAST", H1)], ids=["trapped", "sent"])
def test_trapped_for_a_closed_request_is_listed_and_the_request_stays_closed(body: Any, end: Any) -> None:
    before = [an_event(requested()), an_event(end)]
    after = title_after(*before, an_event(body, by="B"))
    assert found(after) == [Code.TRAPPED_FOR_CLOSED_HOLD]
    assert hold_of(after) == hold_of(title_after(*before))


def test_trapped_for_a_request_nobody_knows_is_listed() -> None:
    assert found(title_after(trapped())) == [Code.TRAPPED_FOR_CLOSED_HOLD]


def test_cancelled_while_on_the_shelf_says_which_copy_to_fetch() -> None:
    after = title_after(requested(), trapped(), an_event(cancelled(), by="B"))
    assert found(after) == [Code.CANCELLED_WHILE_ON_SHELF]
    (listed,) = after.discrepancies.values()
    assert (listed.item, listed.patron) == (ITEM, ANA)
    assert hold_of(after).state is HoldState.CANCELLED


def test_a_late_undo_does_not_bring_a_request_back_that_its_patron_cancelled() -> None:
    """Trapped here; cancelled at another desk, which did not know; then the trapping is undone here."""
    kept = an_event(trapped(), act=an_act())
    again = HoldReinstated(kept.act, H1, TITLE, HoldState.WAITING, None, None)
    after = title_after(requested(), kept, an_event(cancelled(), by="B"), an_event(again))
    assert hold_of(after).state is HoldState.CANCELLED


def test_undoing_a_trapping_that_came_too_late_leaves_the_request_cancelled() -> None:
    """Cancelled at another desk; trapped here, which did not know; then the trapping is undone here."""
    kept = an_event(trapped(), act=an_act())
    again = HoldReinstated(kept.act, H1, TITLE, HoldState.WAITING, None, None)
    after = title_after(requested(), an_event(cancelled(), by="B"), kept, again)
    assert hold_of(after).state is HoldState.CANCELLED


def test_the_queue_is_in_the_order_of_the_requests_not_of_their_arrival() -> None:
    late = an_event(requested(H2, LUIS))
    early = an_event(requested(H1, ANA), at=late.stamp.at - timedelta(hours=1))
    holds = fold(Line.TITLE, TITLE, [late, early]).parts.values()
    assert [h.id for h in sorted(holds, key=lambda h: h.placed)] == [H1, H2]  # type: ignore[union-attr]
