"""Through an outage and back: stubs are settled, edits merge, contradictions are listed, the counts come down."""

from dataclasses import replace
from typing import Any

import pytest

from deskapp.desk.answers import Declined, Lent
from deskapp.desk.desk import NotFound
from deskapp.domain.records import HoldState
from deskapp.domain.values import Address, ItemId, ItemState, Name, PatronId
from tests.desk.steps import ask, codes, know, lend, loans, page, panel, refused, take_back
from tests.desks import Place, Workstation, a_patron, an_item, sync

# --- the foot of the window ------------------------------------------------------------------------------


def test_pending_events_are_counted_until_central_has_decided_them(place: Place, main: Workstation) -> None:
    assert main.desk.status().pending == 0
    lend(main, "P1", "I1")
    lend(main, "P1", "I3")
    take_back(main, "I1")
    assert main.desk.status().pending == 3
    main.session.exchange()  # pushed, and not decided yet
    assert main.desk.status().pending == 3
    assert loans(main, "P1") == ["I3"]
    place.apply()
    main.session.exchange()
    assert main.desk.status().pending == 0
    assert loans(main, "P1") == ["I3"]


def test_the_age_of_the_data_is_when_central_was_last_heard(place: Place, main: Workstation) -> None:
    heard = main.desk.status().data_at
    main.clock.pass_(hours=2)
    assert main.desk.status().data_at == heard
    sync(place, main)
    later = main.desk.status().data_at
    assert heard is not None
    assert later is not None
    assert (later - heard).total_seconds() >= 7200


def test_a_desk_that_never_heard_central_says_so_and_works(place: Place) -> None:
    fresh = place.workstation("fresh", "MAIN")
    status = fresh.desk.status()
    assert (status.data_at, status.records, status.pending) == (None, 0, 0)
    stub = fresh.desk.accept_unknown_card("P1")
    assert isinstance(fresh.desk.check_out_unknown(stub, "I1"), Lent)


def test_refresh_tells_whether_central_had_news(place: Place, main: Workstation, east: Workstation) -> None:
    sync(place, main)
    main.desk.refresh()
    sync(place, main)
    assert not main.desk.refresh()
    lend(east, "P1", "I1")
    sync(place, east, main)
    assert main.desk.refresh()
    assert loans(main, "P1") == ["I1"]


# --- unknown cards and barcodes --------------------------------------------------------------------------------


def test_an_unknown_card_and_an_unknown_barcode_are_lent_offline_and_settled_by_central(
    place: Place, main: Workstation
) -> None:
    title = page(main, "I1").title_id
    assert title is not None
    know(place, a_patron("P9", "Eva", "Nueva")[1], an_item(title, "I9")[1])  # not here yet: the cable is out
    stub = main.desk.accept_unknown_card("P9")
    lent = main.desk.check_out_unknown(stub, "I9")
    assert isinstance(lent, Lent)
    before = panel(main, "P9")
    assert (before.stub, before.name, [r.barcode for r in before.loans]) == (True, "P9", ["I9"])
    assert page(main, "I9").stub
    sync(place, main)
    after = panel(main, "P9")
    assert (after.stub, after.name) == (False, "Eva Nueva")
    assert [(r.barcode, r.title, r.due) for r in after.loans] == [("I9", "Cien años de soledad", lent.due)]
    assert (page(main, "I9").borrower_name, page(main, "I9").stub) == ("Eva Nueva", False)
    assert after.id != stub
    assert main.desk.panel(stub).id == after.id, "the tab that is open shows the real patron"
    assert main.desk.finish(stub).lent == (lent,), "the visit goes on"
    assert take_back(main, "I9").returned_by_name == "Eva Nueva"
    assert codes(main) == []


def test_a_stub_is_settled_also_when_its_patron_is_registered_later(
    place: Place, main: Workstation, east: Workstation
) -> None:
    stub = main.desk.accept_unknown_card("P9")
    main.desk.check_out(stub, main.item("I1"))
    sync(place, main, east)
    assert panel(east, "P9").stub
    know(place, a_patron("P9", "Eva", "Nueva")[1])
    sync(place, main, east)
    for one in (main, east):
        assert (panel(one, "P9").name, loans(one, "P9")) == ("Eva Nueva", ["I1"])


def test_two_desks_stubs_of_one_card_become_the_same_patron(place: Place, main: Workstation, east: Workstation) -> None:
    lent = {"I1": main, "I4": east}
    for barcode, one in lent.items():
        one.desk.check_out(one.desk.accept_unknown_card("P9"), one.item(barcode))
    sync(place, main, east)
    know(place, a_patron("P9", "Eva", "Nueva")[1])
    sync(place, main, east)
    for one in (main, east):
        assert len(one.desk.find("P9").hits) == 1
        assert sorted(loans(one, "P9")) == ["I1", "I4"]
        assert [type(h).__name__ for h in one.desk.search("nueva")] == ["PatronHit"]
    assert codes(main) == []


def test_two_desks_stubs_of_one_barcode_are_one_item(place: Place, main: Workstation, east: Workstation) -> None:
    main.desk.check_out_unknown(main.patron("P1"), "I9")
    sync(place, main)
    east.clock.pass_(minutes=5)
    east.desk.check_in_unknown("I9")
    title = page(main, "I1").title_id
    assert title is not None
    know(place, an_item(title, "I9", home="EAST")[1])
    sync(place, main, east)
    sync(place, main, east)
    for one in (main, east):
        assert (page(one, "I9").stub, page(one, "I9").state) == (False, ItemState.AVAILABLE)
        assert loans(one, "P1") == []


def test_an_unknown_card_borrows_three_items_briefly_and_no_more(main: Workstation) -> None:
    stub = main.desk.accept_unknown_card("P9")
    for barcode in ("I1", "I3"):
        lent = main.desk.check_out(stub, main.item(barcode))
        assert isinstance(lent, Lent)
        assert lent.due.day == 30, "a week, the shortest there is, though a book has two"
    assert isinstance(main.desk.check_out_unknown(stub, "I9"), Lent)
    assert refused(main.desk.check_out(stub, main.item("I4"))) == ["stub_limit"]
    assert refused(main.desk.check_out(stub, main.item("I4"), reason="please")) == ["stub_limit"]


def test_a_refused_unknown_barcode_leaves_nothing_behind(main: Workstation) -> None:
    main.desk.place_block(main.patron("P1"), "wet books")
    before = main.journal.seq
    assert isinstance(main.desk.check_out_unknown(main.patron("P1"), "I9"), Declined)
    assert main.journal.seq == before
    assert main.desk.find("I9").hits == ()


def test_an_unknown_barcode_scanned_again_is_the_same_stub(main: Workstation) -> None:
    lent = main.desk.check_out_unknown(main.patron("P1"), "I9")
    assert isinstance(lent, Lent)
    back = main.desk.check_in_unknown("I9")
    assert (back.item, back.was_on_loan) == (lent.item, True)


def test_an_unknown_card_scanned_again_is_the_same_stub(main: Workstation) -> None:
    assert main.desk.accept_unknown_card("P9") == main.desk.accept_unknown_card("P9")


def test_a_request_made_on_a_stub_is_the_real_patrons_own(place: Place, main: Workstation) -> None:
    stub = main.desk.accept_unknown_card("P9")
    main.desk.request(stub, page(main, "I1").title_id, "MAIN")  # type: ignore[arg-type]
    know(place, a_patron("P9", "Eva", "Nueva")[1])
    sync(place, main)
    assert take_back(main, "I1").kept_for_name == "Eva Nueva"
    eva = main.patron("P9")
    assert refused(main.desk.request(eva, page(main, "I1").title_id, "MAIN")) == [  # type: ignore[arg-type]
        "already_requested"
    ]
    assert isinstance(main.desk.check_out(eva, main.item("I1")), Lent)
    sync(place, main)
    assert panel(main, "P9").holds == ()


# --- edits -------------------------------------------------------------------------------------------------------


def edit(one: Workstation, card: str, **changes: Any) -> None:
    answer = one.desk.edit(one.patron(card), replace(panel(one, card).fields, **changes))
    assert not isinstance(answer, Declined), answer


def test_edits_of_different_fields_at_two_desks_both_stand(place: Place, main: Workstation, east: Workstation) -> None:
    edit(main, "P1", emails=("ana@x.example",))
    edit(east, "P1", addresses=(Address(("Calle Mayor 1",), "Soria"),))
    sync(place, main, east)
    sync(place, main, east)
    for one in (main, east):
        fields = panel(one, "P1").fields
        assert (fields.emails, fields.addresses[0].city) == (("ana@x.example",), "Soria")
        assert codes(one) == []


def test_the_same_fields_edited_apart_list_both_values_and_who_to_ask(
    place: Place, main: Workstation, east: Workstation
) -> None:
    edit(main, "P1", emails=("main@x.example",), phones=("600 000 001",))
    east.clock.pass_(minutes=5)
    edit(east, "P1", emails=("east@x.example",), phones=("600 000 002",))
    sync(place, main, east)
    sync(place, main, east)
    for one in (main, east):
        assert panel(one, "P1").fields.emails == ("east@x.example",)
        rows = {dict(r.detail)["group"]: r for r in one.desk.discrepancies()}
        assert rows.keys() == {"emails", "phones"}
        row = rows["emails"]
        assert (row.code, row.patron_name, row.desk, row.other_desk) == (
            "edited_apart",
            "Ana García Núñez",
            "EAST",
            "MAIN",
        )
        assert "east@x.example" in dict(row.detail)["kept"]
        assert "main@x.example" in dict(row.detail)["other"]


def test_a_discrepancy_dealt_with_at_one_desk_is_gone_at_both(
    place: Place, main: Workstation, east: Workstation
) -> None:
    edit(main, "P1", notes=("one",))
    edit(east, "P1", notes=("two",))
    sync(place, main, east)
    sync(place, main, east)
    assert main.desk.status().discrepancies == 1
    main.desk.close_discrepancy(main.desk.discrepancies()[0].id, "asked her")
    assert main.desk.discrepancies() == ()
    sync(place, main, east)
    sync(place, main, east)
    assert (main.desk.discrepancies(), east.desk.discrepancies()) == ((), ())


def test_an_external_account_refuses_contact_data_and_takes_a_note(place: Place, main: Workstation) -> None:
    know(place, a_patron("X1", "Eva", "Externa", account_type="external", emails=("eva@uni.example",))[1])
    sync(place, main)
    eva, fields = main.patron("X1"), panel(main, "X1").fields
    assert {"emails", "phones", "addresses", "name"} <= set(main.desk.owned_elsewhere(eva))
    assert main.desk.owned_elsewhere(main.patron("P1")) == ()
    answer = main.desk.edit(eva, replace(fields, emails=("other@x.example",), notes=("left-handed",)))
    assert refused(answer) == ["not_owned_here"]
    assert panel(main, "X1").fields == fields
    edit(main, "X1", notes=("left-handed",))


def test_a_wrong_value_is_refused_at_its_field(main: Workstation) -> None:
    ana, fields = main.patron("P1"), panel(main, "P1").fields
    wrong = replace(fields, emails=("nowhere",), name=Name("", "Ana"))
    blocks = main.desk.check_fields(ana, wrong)
    assert {dict(b.facts)["field"] for b in blocks} == {"emails", "name"}
    assert refused(main.desk.edit(ana, wrong)) == ["field_invalid", "field_invalid"]
    assert refused(main.desk.edit(ana, fields)) == ["nothing_changed"]
    assert panel(main, "P1").fields == fields


# --- what contradicted ----------------------------------------------------------------------------------------------


def test_the_same_copy_lent_at_two_desks_is_with_the_later_borrower_and_listed(
    place: Place, main: Workstation, east: Workstation
) -> None:
    lend(main, "P1", "I1")
    east.clock.pass_(minutes=5)
    lend(east, "P2", "I1")
    sync(place, main, east)
    sync(place, main, east)
    for one in (main, east):
        assert (loans(one, "P1"), loans(one, "P2")) == ([], ["I1"])
        (row,) = one.desk.discrepancies()
        assert (row.code, row.barcode, row.patron_name, row.other_patron_name) == (
            "lent_while_on_loan",
            "I1",
            "Luis Pérez",
            "Ana García Núñez",
        )


def test_a_return_reported_after_a_later_lending_still_ended_the_first_loan(
    place: Place, main: Workstation, east: Workstation
) -> None:
    lend(main, "P1", "I1")
    sync(place, main, east)
    take_back(main, "I1")  # and the cable is out
    main.clock.pass_(minutes=5)
    lend(east, "P2", "I1", reason="it lies here")
    sync(place, east)
    sync(place, main)
    sync(place, east, main)
    for one in (main, east):
        assert (loans(one, "P1"), loans(one, "P2")) == ([], ["I1"])


def test_what_was_done_here_before_central_knew_better_is_marked_as_waiting(
    place: Place, main: Workstation, east: Workstation
) -> None:
    lend(main, "P1", "I1")
    main.clock.pass_(minutes=5)
    lend(east, "P2", "I1")
    sync(place, east)
    main.session.pull()
    assert page(main, "I1").doubt == "waiting"
    assert loans(main, "P2") == ["I1"]
    sync(place, main)
    assert page(main, "I1").doubt == ""


def test_a_request_trapped_at_two_desks_is_listed_and_keeps_one_copy(
    place: Place, main: Workstation, east: Workstation
) -> None:
    ask(main, "P2", "I1")
    sync(place, main, east)
    take_back(main, "I1")
    east.clock.pass_(minutes=5)
    take_back(east, "I2")
    sync(place, main, east)
    sync(place, main, east)
    for one in (main, east):
        assert codes(one) == ["trapped_twice"]
        assert [(r.state, r.barcode) for r in panel(one, "P2").holds] == [(HoldState.ON_SHELF, "I1")]


def test_an_id_that_nobody_knows_is_a_clear_fault(main: Workstation) -> None:
    strange: Any = main.journal.incarnation
    with pytest.raises(NotFound):
        main.desk.panel(PatronId(strange))
    with pytest.raises(NotFound):
        main.desk.item_page(ItemId(strange))
