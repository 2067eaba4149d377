"""The fold of an item: where it is, whose loan it is, and what is told when two desks contradict each other."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from deskapp.domain.events import (
    CheckInUndone,
    CheckOutUndone,
    DiscrepancyClosed,
    Event,
    HoldReinstated,
    Identified,
    ItemCatalogued,
    RenewalUndone,
    StubMade,
    Unreadable,
)
from deskapp.domain.fee import loan_charges
from deskapp.domain.fold import fold
from deskapp.domain.records import Code, LoanEnd, Timeline
from deskapp.domain.values import DiscrepancyId, ItemFields, ItemState, Line, Place
from tests.domain.builders import (
    DUE,
    EMMA,
    H1,
    H2,
    ITEM,
    L1,
    L2,
    LIBRARY,
    LUIS,
    MONDAY,
    ON_SHELF,
    OTHER_ITEM,
    TITLE,
    an_act,
    an_event,
    cancelled,
    cost,
    found,
    item_after,
    lent,
    loan_of,
    renewed,
    requested,
    returned,
    sent,
    trapped,
)

KEPT = Place(ItemState.HOLD_SHELF, "MAIN", hold=H1)


def place_of(timeline: Timeline) -> Any:
    return timeline.head.place  # type: ignore[union-attr]  # an item's


# --- each kind of event ---------------------------------------------------------------------------------


def test_a_catalogued_item_has_its_description_and_barcode() -> None:
    fields = ItemFields(TITLE, "I1", "BOOK", "MAIN")
    head: Any = item_after(ItemCatalogued(ITEM, fields, to_be_catalogued=True)).head
    assert (head.fields, head.barcode, head.to_be_catalogued) == (fields, "I1", True)


def test_cataloguing_an_item_again_corrects_it_and_leaves_its_loan_alone() -> None:
    fields = ItemFields(TITLE, "I1-NEW", "DVD", "EAST")
    after = item_after(lent(), ItemCatalogued(ITEM, fields))
    assert after.head.barcode == "I1-NEW"  # type: ignore[union-attr]
    assert place_of(after).loan == L1


def test_a_stub_carries_its_barcode_until_the_item_is_catalogued() -> None:
    stub = StubMade(ITEM, Line.ITEM, "I9")
    catalogued = ItemCatalogued(ITEM, ItemFields(TITLE, "I1", "BOOK", "MAIN"))
    assert item_after(stub).head.barcode == "I9"  # type: ignore[union-attr]
    assert item_after(stub).head.fields is None  # type: ignore[union-attr]
    assert item_after(catalogued, stub).head.barcode == "I1"  # type: ignore[union-attr]


def test_an_identified_stub_points_to_the_item_it_turned_out_to_be() -> None:
    assert item_after(Identified(ITEM, OTHER_ITEM, Line.ITEM)).head.same_as == OTHER_ITEM  # type: ignore[union-attr]
    assert item_after(Identified(OTHER_ITEM, ITEM, Line.ITEM)).head.same_as is None  # type: ignore[union-attr]


def test_a_lent_item_is_with_its_borrower_on_the_terms_of_the_day() -> None:
    event = an_event(lent())
    after = item_after(event)
    loan = loan_of(after)
    assert place_of(after) == Place(ItemState.ON_LOAN, "MAIN", loan=L1)
    assert (loan.out, loan.due, loan.terms, loan.closed, loan.desk) == (
        event.stamp.at,
        DUE,
        lent().terms,
        None,
        "desk-A",
    )
    assert not after.discrepancies


def test_a_returned_item_lies_where_it_was_returned_and_its_loan_ends() -> None:
    back = an_event(returned(branch="EAST"))
    after = item_after(an_event(lent(), at=MONDAY), back)
    assert place_of(after) == Place(ItemState.AVAILABLE, "EAST")
    assert (loan_of(after).closed, loan_of(after).end) == (back.stamp.at, LoanEnd.RETURNED)
    assert cost(loan_of(after)) == 0
    assert not after.discrepancies


def test_a_late_return_costs_what_the_check_out_said() -> None:
    late = item_after(lent(), an_event(returned(), at=DUE + timedelta(days=2, minutes=1)))
    assert cost(loan_of(late)) == 30


def test_a_book_drop_emptied_on_monday_counts_from_the_day_it_was_closed() -> None:
    emptied = an_event(returned(effective=DUE - timedelta(hours=1)), at=DUE + timedelta(days=2))
    assert cost(loan_of(item_after(lent(), emptied))) == 0


def test_an_effective_return_lies_between_the_lending_and_the_return_itself() -> None:
    out = an_event(lent())
    before = an_event(returned(effective=MONDAY - timedelta(days=9)))
    after = an_event(returned(effective=DUE + timedelta(days=99)))
    assert loan_of(item_after(out, before)).closed == out.stamp.at
    assert loan_of(item_after(out, after)).closed == after.stamp.at


def test_an_item_without_a_loan_is_simply_seen_where_it_was_returned() -> None:
    after = item_after(returned(None, branch="EAST"))
    assert place_of(after) == Place(ItemState.AVAILABLE, "EAST")
    assert not after.parts


def test_a_trapped_item_lies_on_the_hold_shelf() -> None:
    assert place_of(item_after(lent(), returned(), trapped())) == KEPT


def test_an_item_sent_away_travels_for_its_request() -> None:
    after = item_after(lent(), returned(), sent("EAST", H1))
    assert place_of(after) == Place(ItemState.IN_TRANSIT, "MAIN", hold=H1, to="EAST")


def test_a_renewal_moves_the_due_date_and_is_counted() -> None:
    loan = loan_of(item_after(lent(), renewed(days=7), renewed(days=10)))
    assert (loan.due, loan.renewals) == (DUE + timedelta(days=10), 2)


def test_of_two_renewals_apart_the_longer_one_stands() -> None:
    assert loan_of(item_after(lent(), renewed(days=10), renewed(days=7))).due == DUE + timedelta(days=10)


def test_cancelling_a_request_frees_the_copy_on_the_hold_shelf() -> None:
    after = item_after(returned(None), trapped(), cancelled(item=ITEM))
    assert place_of(after) == ON_SHELF


def test_cancelling_a_request_leaves_its_copy_travelling_for_nobody() -> None:
    after = item_after(returned(None), sent("EAST", H1), cancelled(item=ITEM))
    assert place_of(after) == Place(ItemState.IN_TRANSIT, "MAIN", to="EAST")


def test_cancelling_another_request_leaves_the_copy_where_it_is() -> None:
    assert place_of(item_after(returned(None), trapped(), cancelled(H2, ITEM))) == KEPT


def test_a_reinstated_request_has_its_copy_on_the_shelf_again() -> None:
    again = HoldReinstated(an_act(), H1, TITLE, "on_shelf", ITEM, DUE)
    assert place_of(item_after(returned(None), trapped(), cancelled(item=ITEM), again)) == KEPT


def test_a_reinstated_request_does_not_take_the_copy_from_a_borrower() -> None:
    again = HoldReinstated(an_act(), H1, TITLE, "on_shelf", ITEM, DUE)
    after = item_after(returned(None), trapped(), cancelled(item=ITEM), lent(), again)
    assert place_of(after).loan == L1


def test_the_last_acts_are_kept_and_never_say_to_whom() -> None:
    after: Any = item_after(*[e for _ in range(6) for e in (returned(None), trapped())]).head
    assert [a.kind for a in after.acts] == ["ItemCheckedIn", "HoldTrapped"] * 4
    assert {a.staff for a in after.acts} == {"staff-A"}


def test_an_event_of_a_newer_program_is_kept_and_said() -> None:
    after = item_after(lent(), Unreadable("ItemTeleported", 7))
    assert after.head.needs_newer
    assert place_of(after).loan == L1


def test_a_request_for_the_title_leaves_no_trace_on_the_item() -> None:
    event = an_event(lent())
    assert item_after(event, requested()) == item_after(event)


# --- undo -----------------------------------------------------------------------------------------------


def done(body: Any, act: Any = None) -> Event:
    return an_event(body, act=act or an_act())


def test_an_undone_check_out_puts_the_item_back_and_costs_nothing() -> None:
    out = done(lent())
    after = item_after(out, CheckOutUndone(out.act, ITEM, L1, None, ON_SHELF))
    assert place_of(after) == ON_SHELF
    assert (loan_of(after).end, cost(loan_of(after))) == (LoanEnd.UNDONE, 0)
    assert not after.discrepancies


def test_an_undone_check_out_from_the_hold_shelf_lies_there_again() -> None:
    out = done(lent(hold=H1, previous=KEPT))
    after = item_after(returned(None), trapped(), out, CheckOutUndone(out.act, ITEM, L1, H1, KEPT))
    assert place_of(after) == KEPT


def test_an_undone_check_in_is_the_same_loan_again_without_its_fee() -> None:
    back = an_event(returned(), at=DUE + timedelta(days=3))
    undone = an_event(CheckInUndone(back.act, ITEM, L1, Place()), at=DUE + timedelta(days=3, minutes=1))
    after = item_after(lent(), back, undone)
    loan = loan_of(after)
    assert (loan.closed, loan.end, loan_charges(loan, LIBRARY.calendar("MAIN")), loan.due) == (None, None, [], DUE)
    assert place_of(after) == Place(ItemState.ON_LOAN, "MAIN", loan=L1)


def test_an_undone_check_in_of_an_item_without_a_loan_restores_its_place() -> None:
    travelling = Place(ItemState.IN_TRANSIT, "MAIN", hold=H1, to="EAST")
    back = done(returned(None, "EAST", previous=travelling))
    after = item_after(returned(None), sent("EAST", H1), back, CheckInUndone(back.act, ITEM, None, travelling))
    assert place_of(after) == travelling


def test_an_undone_renewal_has_its_old_date_and_count() -> None:
    longer = done(renewed())
    loan = loan_of(item_after(lent(), longer, RenewalUndone(longer.act, ITEM, L1, DUE)))
    assert (loan.due, loan.renewals) == (DUE, 0)


def test_undoing_a_lending_over_an_open_loan_gives_the_first_borrower_the_item_back() -> None:
    act, undo = an_act(), an_act()
    over = [done(returned(L1), act), done(lent(L2, LUIS), act)]
    back = [
        done(CheckOutUndone(act, ITEM, L2, None, Place(ItemState.ON_LOAN, "MAIN", L1)), undo),
        done(CheckInUndone(act, ITEM, L1, Place()), undo),
    ]
    after = item_after(lent(), *over, *back)
    assert place_of(after).loan == L1
    assert loan_of(after, L1).closed is None
    assert loan_of(after, L2).end is LoanEnd.UNDONE
    assert not after.discrepancies


@pytest.mark.parametrize("undone", ["check_out", "check_in", "renewal"])
def test_an_undo_after_another_desks_act_changes_nothing_and_is_listed(undone: str) -> None:
    out, back, longer = done(lent()), done(returned()), done(renewed())
    cases: dict[str, tuple[Event, Any]] = {
        "check_out": (out, CheckOutUndone(out.act, ITEM, L1, None, ON_SHELF)),
        "check_in": (back, CheckInUndone(back.act, ITEM, L1, Place())),
        "renewal": (longer, RenewalUndone(longer.act, ITEM, L1, DUE)),
    }
    act, undo = cases[undone]
    first = [] if act is out else [out]
    other = an_event(returned(None, branch="EAST"), by="B")
    after = item_after(*first, act, other, undo)
    untouched = item_after(*first, act, other)
    assert found(after) == [Code.UNDONE_TOO_LATE]
    assert (after.parts, place_of(after)) == (untouched.parts, place_of(untouched))
    (listed,) = after.discrepancies.values()
    assert listed.other_desk == "desk-B"


def test_an_undo_that_is_too_late_is_too_late_with_all_its_events() -> None:
    """Between a lending over an open loan and its undo another desk took the item back: it lies there."""
    act, undo = an_act(), an_act()
    over = [done(returned(L1), act), done(lent(L2, LUIS), act)]
    elsewhere = an_event(returned(L2, branch="EAST"), by="B")
    back = [
        done(CheckOutUndone(act, ITEM, L2, None, Place(ItemState.ON_LOAN, "MAIN", L1)), undo),
        done(CheckInUndone(act, ITEM, L1, Place()), undo),
    ]
    after = item_after(lent(), *over, elsewhere, *back)
    assert place_of(after) == Place(ItemState.AVAILABLE, "EAST")
    assert loan_of(after, L1).end is LoanEnd.RETURNED
    assert set(found(after)) == {Code.UNDONE_TOO_LATE}


def test_undoing_an_arrival_that_another_desk_followed_with_a_lending_leaves_the_loan() -> None:
    act, undo = an_act(), an_act()
    travelling = Place(ItemState.IN_TRANSIT, "MAIN", hold=H1, to="EAST")
    arrival = [done(returned(None, "EAST", previous=travelling), act), done(trapped(branch="EAST"), act)]
    elsewhere = an_event(lent(L1, EMMA, hold=H1), by="B")
    back = [
        done(HoldReinstated(act, H1, TITLE, "in_transit", ITEM, None), undo),
        done(CheckInUndone(act, ITEM, None, travelling), undo),
    ]
    after = item_after(returned(None), sent("EAST", H1), *arrival, elsewhere, *back)
    assert place_of(after).loan == L1
    assert found(after) == [Code.UNDONE_TOO_LATE]


# --- discrepancies: each arises exactly when its rule says --------------------------------------------------


def test_lent_while_on_loan_the_newer_borrower_has_it_and_the_older_loan_ends_free() -> None:
    after = item_after(lent(), an_event(lent(L2, LUIS), by="B", at=DUE + timedelta(days=9)))
    assert found(after) == [Code.LENT_WHILE_ON_LOAN]
    assert place_of(after).loan == L2
    assert (loan_of(after).end, cost(loan_of(after))) == (LoanEnd.SUPERSEDED, 0)
    (listed,) = after.discrepancies.values()
    assert (listed.patron, listed.other_patron, listed.desk, listed.other_desk) == (
        LUIS,
        loan_of(after).patron,
        "desk-B",
        "desk-A",
    )


def test_the_same_lending_told_twice_is_one_loan() -> None:
    after = item_after(lent(), an_event(lent()))
    assert found(after) == []
    assert list(after.parts) == [L1]


def test_a_lending_told_again_after_the_return_does_not_open_the_loan() -> None:
    after = item_after(lent(), returned(), lent())
    assert loan_of(after).closed
    assert place_of(after) == ON_SHELF


def test_lent_while_held_for_another_is_listed() -> None:
    assert found(item_after(returned(None), trapped(), lent())) == [Code.LENT_WHILE_HELD]


@pytest.mark.parametrize(
    "out",
    [an_event(lent(hold=H1)), an_event(lent(previous=KEPT), overrides=("held_for_other",))],
    ids=["by the patron it was kept for", "by staff who saw the block and insisted"],
)
def test_lending_a_kept_copy_is_no_discrepancy(out: Event) -> None:
    first = [an_event(b, at=out.stamp.at - timedelta(minutes=m)) for m, b in ((2, returned(None)), (1, trapped()))]
    assert found(item_after(*first, out)) == []


def test_returned_other_loan_is_listed_with_the_patron_whose_loan_ended() -> None:
    after = item_after(lent(), lent(L2, LUIS), an_event(returned(L1), by="B"))
    assert found(after) == [Code.LENT_WHILE_ON_LOAN, Code.RETURNED_OTHER_LOAN]
    (listed,) = (d for d in after.discrepancies.values() if d.code is Code.RETURNED_OTHER_LOAN)
    assert listed.patron == LUIS
    assert loan_of(after, L2).end is LoanEnd.RETURNED


def test_a_return_that_knew_of_no_loan_ends_it_without_a_word() -> None:
    after = item_after(lent(), returned(None))
    assert found(after) == []
    assert loan_of(after).end is LoanEnd.RETURNED


def test_returned_unaware_of_hold_leaves_the_copy_on_the_hold_shelf() -> None:
    after = item_after(lent(), returned(), trapped(), an_event(returned(None), by="B"))
    assert found(after) == [Code.RETURNED_UNAWARE_OF_HOLD]
    assert place_of(after) == KEPT


def test_a_return_aware_of_the_hold_is_no_discrepancy() -> None:
    after = item_after(lent(), returned(), trapped(), returned(None, previous=KEPT), trapped())
    assert found(after) == []
    assert place_of(after) == KEPT


@pytest.mark.parametrize("body", [trapped(), sent("EAST", H1), sent("EAST")])
def test_trapped_while_on_loan_the_borrower_has_the_item(body: Any) -> None:
    after = item_after(lent(), an_event(body, by="B"))
    assert found(after) == [Code.TRAPPED_WHILE_ON_LOAN]
    assert place_of(after).loan == L1


def test_trapped_twice_the_later_request_has_the_copy() -> None:
    after = item_after(returned(None), trapped(H1), an_event(trapped(H2), by="B"))
    assert found(after) == [Code.TRAPPED_TWICE]
    assert place_of(after).hold == H2


def test_renewed_after_return_the_loan_stays_ended() -> None:
    after = item_after(lent(), returned(), an_event(renewed(), by="B"))
    assert found(after) == [Code.RENEWED_AFTER_RETURN]
    assert (loan_of(after).due, loan_of(after).renewals) == (DUE, 0)


def test_a_renewal_of_a_loan_nobody_knows_is_listed() -> None:
    assert found(item_after(renewed())) == [Code.RENEWED_AFTER_RETURN]


UNCERTAIN = timedelta(seconds=30)


@pytest.mark.parametrize(
    ("apart", "by", "listed"),
    [
        (timedelta(seconds=29), "B", [Code.ORDER_UNCERTAIN]),
        (timedelta(seconds=30), "B", []),
        (timedelta(seconds=29), "A", []),
    ],
)
def test_two_movements_nearer_than_the_clocks_can_tell_are_listed(apart: timedelta, by: str, listed: list[str]) -> None:
    first = an_event(lent())
    second = an_event(returned(), by=by, at=first.stamp.at + apart, uncertainty=UNCERTAIN)
    assert found(item_after(first, second)) == listed


def test_the_uncertain_clock_of_the_earlier_desk_counts_as_much() -> None:
    first = an_event(lent(), uncertainty=UNCERTAIN)
    second = an_event(returned(), by="B", at=first.stamp.at + timedelta(seconds=29))
    assert found(item_after(first, second)) == [Code.ORDER_UNCERTAIN]


def test_a_description_is_no_movement_and_its_order_does_not_matter() -> None:
    first = an_event(lent())
    fields = ItemCatalogued(ITEM, ItemFields(TITLE, "I1", "BOOK", "MAIN"))
    second = an_event(fields, by="B", at=first.stamp.at + timedelta(seconds=1), uncertainty=UNCERTAIN)
    assert found(item_after(first, second)) == []
    assert found(item_after(replace(second, stamp=replace(second.stamp, at=MONDAY)), first)) == []


def test_a_movement_just_after_another_desks_description_is_in_no_doubt() -> None:
    first = an_event(ItemCatalogued(ITEM, ItemFields(TITLE, "I1", "BOOK", "MAIN")))
    second = an_event(lent(), by="B", at=first.stamp.at + timedelta(seconds=1), uncertainty=UNCERTAIN)
    assert found(item_after(first, second)) == []


def test_a_discrepancy_dealt_with_is_closed_by_name_and_others_stay() -> None:
    before = [an_event(b) for b in (lent(), lent(L2, LUIS), renewed(L1))]
    first = next(d for d in item_after(*before).discrepancies.values() if d.code is Code.LENT_WHILE_ON_LOAN)
    after = item_after(*before, DiscrepancyClosed(first.id, "found on the shelf"))
    assert after.discrepancies[first.id].closed_by == "staff-A"
    assert [d.code for d in after.discrepancies.values() if not d.closed] == [Code.RENEWED_AFTER_RETURN]
    assert item_after(*before, DiscrepancyClosed(DiscrepancyId(UUID(int=5)))).discrepancies.keys() == {
        d.id for d in item_after(*before).discrepancies.values()
    }


def test_folding_again_finds_the_same_discrepancies_by_the_same_ids() -> None:
    events = [an_event(b) for b in (lent(), lent(L2, LUIS), returned(L1), trapped(), renewed(L1))]
    assert fold(Line.ITEM, ITEM, events).discrepancies == fold(Line.ITEM, ITEM, reversed(events)).discrepancies
    assert len(fold(Line.ITEM, ITEM, events).discrepancies) == 3
