"""Patrons who are erased, and history that is nobody's any more: gone everywhere, and every chain still holds."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from sqlalchemy import select

from deskapp.central.audit import traces
from deskapp.central.database import Database
from deskapp.central.erasure import NotErasable, erase, erase_late_arrivals
from deskapp.central.history import forget_history
from deskapp.central.patron_export import export
from deskapp.central.patron_file import NoSuchPatron, patron_with
from deskapp.central.schema import journal, records, redactions, touches
from deskapp.central.verifying import verify
from deskapp.desk.answers import Recorded
from deskapp.domain.events import PatronEdited, PatronRegistered, StaffAdded
from deskapp.domain.outcome import fact
from deskapp.domain.permission import member_id
from deskapp.domain.policy import policy
from deskapp.domain.values import Line, Name, PatronFields, PatronId
from deskapp.store.codec import Entry, encode, read_record
from deskapp.store.redactions import Redaction
from deskapp.store.scribe import chained
from deskapp.sync.redaction_keeper import redactions_behind
from tests.central.centrals import reading
from tests.desks import Place, Workstation, a_library, a_patron, a_small_library, new_id, sync, the_set_up
from tests.postgresql import Cluster

NAMES = ("García Núñez", '"P1"')


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    database = None
    if request.param == "postgresql":
        cluster: Cluster = request.getfixturevalue("postgresql")
        database = Database.postgresql(cluster.url(cluster.new_database()))
    made = Place(tmp_path, database=database)
    a_small_library(made)
    yield made
    made.database.close()


@pytest.fixture
def one(place: Place) -> Workstation:
    made = place.workstation("desk-1")
    sync(place, made)
    return made


@pytest.fixture
def other(place: Place) -> Workstation:
    made = place.workstation("desk-2", "EAST")
    sync(place, made)
    return made


def erased(place: Place, card: str = "P1") -> None:
    erase(place.database, card, "asked in writing", place.apply, place.now)
    place.apply()


def take_redactions(place: Place, *workstations: Workstation) -> int:
    """What sync process and window do between them."""
    done = 0
    for each in workstations:
        for page in redactions_behind(place.link(each.name), each.journal):
            done += each.journal.redact([Redaction(*told) for told in page])
    return done


def said_at_central(place: Place) -> str:
    with place.database.read() as c:
        bodies = c.execute(select(records.c.body)).scalars().all()
        return "\n".join([*c.execute(select(journal.c.entry)).scalars().all(), *bodies])


def said_at(one: Workstation) -> str:
    entries = [json.dumps(str(bytes(e.body)) + str(e.touches), ensure_ascii=False) for _, e in one.journal.entries()]
    return "\n".join([*entries, *one.writer.bodies().values()])


def must_verify(place: Place, *workstations: Workstation) -> None:
    assert verify(place.database).faults == []
    for each in workstations:
        assert list(each.journal.faults()) == []


def lent_and_returned(one: Workstation, card: str = "P1", barcode: str = "I1", days: float = 1) -> None:
    one.desk.check_out(one.patron(card), one.item(barcode))
    one.clock.pass_(days=days)
    one.desk.check_in(one.item(barcode))


def a_busy_patron(place: Place, one: Workstation, other: Workstation) -> None:
    """Ana borrows, pays a fine, is blocked, edited, requests and is looked at, at two desks."""
    ana = one.patron("P1")
    lent_and_returned(one, days=30)
    one.desk.pay(ana, one.desk.panel(ana).owed)
    one.desk.place_block(ana, "García Núñez owes an apology")
    one.desk.check_out(ana, one.item("I3"), reason="García Núñez insists")
    one.desk.check_in(one.item("I3"))
    fields = one.desk.panel(ana).fields
    one.desk.edit(ana, replace(fields, emails=("ana.garcia@example.org",)))
    one.desk.saw(ana, "panel")
    sync(place, one, other)
    other.desk.lift_block(ana, other.desk.panel(ana).manual_blocks[0].block)
    lent_and_returned(other, barcode="I4")
    sync(place, one, other)


# --- erasing --------------------------------------------------------------------------------------------------


def test_after_an_erasure_nothing_names_the_patron_anywhere(place: Place, one: Workstation, other: Workstation) -> None:
    ana = str(one.patron("P1"))
    a_busy_patron(place, one, other)
    assert all(name in said_at_central(place) for name in NAMES)
    erased(place)
    sync(place, one, other)
    assert take_redactions(place, one, other) == 8
    for said in (said_at_central(place), said_at(one), said_at(other)):
        assert not any(word in said for word in (*NAMES, ana, "ana.garcia", "apology"))
        assert "Pérez" in said_at_central(place)
    assert [h for h in one.desk.search("garcia") if type(h).__name__ == "PatronHit"] == []
    must_verify(place, one, other)


def test_the_records_that_are_left_are_the_same_everywhere_and_as_a_fold_from_scratch(
    place: Place, one: Workstation, other: Workstation
) -> None:
    a_busy_patron(place, one, other)
    erased(place)
    sync(place, one, other)
    assert one.writer.bodies() == other.writer.bodies()
    with place.database.read() as c:
        rows = c.execute(select(records.c.kind, records.c.id, records.c.body).where(records.c.body != ""))
        assert {(kind, id): body for kind, id, body in rows} == one.writer.bodies()


def test_the_item_keeps_its_history_and_the_till_its_money(place: Place, one: Workstation, other: Workstation) -> None:
    a_busy_patron(place, one, other)
    before = place_records(place)
    erased(place)
    after = place_records(place)
    assert [(x.item, x.out, x.due, x.closed, x.end) for x in after["loan"]] == [
        (x.item, x.out, x.due, x.closed, x.end) for x in before["loan"]
    ]
    assert len({x.patron for x in after["loan"]}) == 3, "nothing says that the loans were one person's"
    assert all(i.last_patron is None for i in after["item"])
    assert money(after) == money(before) == [(160, "desk-1/2026/000001")]


def place_records(place: Place) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    with place.database.read() as c:
        for kind, body in c.execute(select(records.c.kind, records.c.body).order_by(records.c.id)):
            if body:
                found.setdefault(kind, []).append(read_record(kind, body))
    return found


def money(found: dict[str, list[Any]]) -> list[tuple[int, str]]:
    return [(p.amount, p.receipt) for account in found["account"] for p in account.payments]


def test_what_is_open_is_in_the_way_and_nothing_is_erased(place: Place, one: Workstation) -> None:
    ana = one.patron("P1")
    one.desk.check_out(ana, one.item("I1"))
    sync(place, one)
    refused(place, "loans")
    one.clock.pass_(days=30)
    one.desk.check_in(one.item("I1"))
    sync(place, one)
    refused(place, "owed")
    one.desk.pay(ana, 500)
    sync(place, one)
    refused(place, "credit")
    assert NAMES[0] in said_at_central(place)
    one.desk.refund(ana, 340, "back")
    sync(place, one)
    erased(place)


def refused(place: Place, why: str) -> None:
    with pytest.raises(NotErasable) as fault:
        erased(place)
    assert fault.value.why == why
    assert all(fault.value.sentence(language) for language in ("es", "en"))


def test_a_copy_on_the_hold_shelf_is_in_the_way_and_a_request_that_waits_is_cancelled(
    place: Place, one: Workstation
) -> None:
    ana, luis = one.patron("P1"), one.patron("P2")
    one.desk.check_out(luis, one.item("I3"))
    title = one.desk.item_page(one.item("I3")).title_id
    assert isinstance(one.desk.request(ana, title, "MAIN"), Recorded)
    sync(place, one)
    erased(place)
    sync(place, one)
    (request,) = place_records(place)["hold"]
    assert request.state == "cancelled"
    assert request.patron != ana
    one.desk.check_in(one.item("I3"))
    assert one.desk.item_page(one.item("I3")).kept_for is None


def test_a_card_that_nobody_has_erases_nobody(place: Place, one: Workstation) -> None:
    before = said_at_central(place)
    with pytest.raises(NoSuchPatron):
        erased(place, "P77")
    assert said_at_central(place) == before


def test_a_stub_that_was_recognised_is_erased_with_the_patron(place: Place, one: Workstation) -> None:
    stub = one.desk.accept_unknown_card("K-555", "passport XK8817")
    one.desk.check_out(stub, one.item("I4"))
    one.clock.pass_(days=1)
    one.desk.check_in(one.item("I4"))

    place.tell(a_patron("K-555", "Rosa", "Luna")[1])
    sync(place, one)
    erased(place, "K-555")
    sync(place, one)
    take_redactions(place, one)
    for said in (said_at_central(place), said_at(one)):
        assert not any(word in said for word in ("K-555", "XK8817", "Rosa", str(stub)))
    must_verify(place, one)


def test_for_whom_they_borrowed_is_forgotten_in_the_other_patrons_record(place: Place, one: Workstation) -> None:
    luis = one.patron("P2")
    before = one.desk.panel(luis).fields
    after = replace(before, proxies=("P1", "P3"), guarantor="P1")
    edited = PatronEdited(luis, ("proxies", "guarantor"), before, after)
    place.tell(fact(edited, (Line.PATRON, luis)))
    erased(place)
    sync(place, one)
    fields = one.desk.panel(luis).fields
    assert (fields.proxies, fields.guarantor, fields.cards, fields.name.surname) == (("P3",), "", ("P2",), "Pérez")
    assert '"P1"' not in said_at_central(place)


def test_a_member_of_staff_keeps_their_account_and_is_no_reader_any_more(place: Place, one: Workstation) -> None:
    id = member_id("ana")
    place.tell(fact(StaffAdded(id, "ana", "Ana at the desk", one.patron("P1")), (Line.STAFF, id)))
    erased(place)
    (member,) = place_records(place)["staff"]
    assert (member.name, member.spoken, member.patron) == ("ana", "Ana at the desk", None)


def test_a_barcode_that_is_like_the_card_stays(place: Place, one: Workstation) -> None:

    place.tell(a_patron("I1", "Rosa", "Luna")[1])
    erased(place, "I1")
    sync(place, one)
    assert one.desk.item_page(one.item("I1")).barcode == "I1"


def test_what_a_desk_that_was_cut_off_sends_later_is_erased_as_well(place: Place, one: Workstation) -> None:
    ana = one.patron("P1")
    one.desk.edit(ana, replace(one.desk.panel(ana).fields, name=Name("García Núñez", "Anita")))
    one.desk.saw(ana, "panel")
    erased(place)
    sync(place, one)
    assert "Anita" in said_at_central(place)
    assert erase_late_arrivals(place.database, place.now()) == 2
    assert erase_late_arrivals(place.database, place.now()) == 0
    sync(place, one)
    take_redactions(place, one)
    for said in (said_at_central(place), said_at(one)):
        assert not any(word in said for word in ("Anita", str(ana)))
    must_verify(place, one)


def test_an_entry_sent_a_second_time_brings_nothing_back(place: Place, one: Workstation) -> None:
    """A workstation restored from before the erasure offers what it still has."""
    ana = one.patron("P1")
    one.desk.edit(ana, replace(one.desk.panel(ana).fields, notes=("secret",)))
    sync(place, one)
    (again,) = [entry for _, entry in one.journal.entries()]
    erased(place)

    assert place.link("desk-1").push(reading(), [encode(again).decode()]) == ["duplicate"]
    place.apply()
    assert "secret" not in said_at_central(place)


def test_an_erasure_that_was_broken_off_goes_on(place: Place, one: Workstation, other: Workstation) -> None:
    a_busy_patron(place, one, other)
    calls = 0

    def dies() -> None:
        nonlocal calls
        calls += 1
        place.apply()
        if calls == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        erase(place.database, "P1", "asked", dies, place.now)
    erased(place)
    assert not any(name in said_at_central(place) for name in NAMES)
    must_verify(place)


# --- history --------------------------------------------------------------------------------------------------


def remembering(place: Place, days: int | None) -> None:
    fee = policy(fee_per_day=10)
    place.tell(the_set_up(replace(a_library(), history_days=days, policies=(fee,))))


def night(place: Place) -> int:
    done = forget_history(place.database, place.apply, place.now).dissociated
    place.apply()
    return done


def test_without_the_setting_history_stays(place: Place, one: Workstation) -> None:
    lent_and_returned(one)
    sync(place, one)
    place.clock.pass_(days=4000)
    assert night(place) == 0
    assert str(one.patron("P1")) in [str(x.patron) for x in place_records(place)["loan"]]


def test_a_loan_is_parted_from_its_patron_after_the_time_and_not_before(place: Place, one: Workstation) -> None:
    remembering(place, 30)
    lent_and_returned(one)
    sync(place, one)
    place.clock.pass_(days=29)
    assert night(place) == 0
    place.clock.pass_(days=2)
    assert night(place) == 1
    assert night(place) == 0
    sync(place, one)
    (loan,), ana = place_records(place)["loan"], one.patron("P1")
    assert loan.patron != ana
    assert one.desk.item_page(one.item("I1")).last_patron is None
    assert one.desk.panel(ana).name == "Ana García Núñez"
    take_redactions(place, one)
    assert str(ana) not in "".join(str(bytes(e.body)) for _, e in one.journal.entries())
    must_verify(place, one)


def test_never_while_something_is_owed_on_it(place: Place, one: Workstation) -> None:
    remembering(place, 30)
    lent_and_returned(one, days=40)
    sync(place, one)
    ana = one.patron("P1")
    place.clock.pass_(days=400)
    assert one.desk.panel(ana).owed > 0
    assert night(place) == 0
    one.desk.pay(ana, one.desk.panel(ana).owed)
    sync(place, one)
    assert night(place) == 1
    sync(place, one)
    panel = one.desk.panel(ana)
    assert (panel.owed, panel.fees) == (0, ()), "what was paid has not become a credit"
    assert len(panel.payments) == 1
    must_verify(place, one)


def test_nothing_leads_from_the_payment_to_the_loan(place: Place, one: Workstation) -> None:
    remembering(place, 30)
    lent_and_returned(one, days=40)
    ana = one.patron("P1")
    one.desk.pay(ana, one.desk.panel(ana).owed)
    sync(place, one)
    ((fee, _),) = [part for a in place_records(place)["account"] for p in a.payments for part in p.parts]
    (loan,) = place_records(place)["loan"]
    place.clock.pass_(days=400)
    night(place)
    said = said_at_central(place)
    assert str(fee) not in said
    assert str(loan.id) in said
    (account,) = place_records(place)["account"]
    assert account.id == ana
    assert account.fees[0].at.time().isoformat() == "00:00:00"
    assert account.fees[0].item is None


def test_an_open_loan_and_a_newer_one_of_the_same_item_stay(place: Place, one: Workstation) -> None:
    remembering(place, 30)
    lent_and_returned(one, barcode="I1")
    sync(place, one)
    place.clock.pass_(days=29)
    one.desk.check_out(one.patron("P1"), one.item("I1"))
    one.desk.check_out(one.patron("P2"), one.item("I4"))
    sync(place, one)
    place.clock.pass_(days=3)
    assert night(place) == 1
    sync(place, one)
    assert [row.barcode for row in one.desk.panel(one.patron("P1")).loans] == ["I1"]
    assert [row.barcode for row in one.desk.panel(one.patron("P2")).loans] == ["I4"]
    must_verify(place, one)


def test_the_request_that_a_loan_filled_goes_with_it(place: Place, one: Workstation) -> None:
    remembering(place, 30)
    ana, luis = one.patron("P1"), one.patron("P2")
    one.desk.check_out(luis, one.item("I3"))
    one.desk.request(ana, one.desk.item_page(one.item("I3")).title_id, "MAIN")
    one.desk.check_in(one.item("I3"))
    lent_and_returned(one, barcode="I3")
    sync(place, one)
    place.clock.pass_(days=31)
    assert night(place) == 3
    found = place_records(place)
    assert ana not in {h.patron for h in found["hold"]} | {x.patron for x in found["loan"]}
    (request,) = found["hold"]
    assert request.state == "filled"
    must_verify(place, one)


def test_a_history_without_its_patrons_folds_to_the_same_but_for_them(place: Place, one: Workstation) -> None:
    remembering(place, 30)
    for barcode in ("I1", "I4", "I1"):
        lent_and_returned(one, barcode=barcode)
    one.desk.check_out(one.patron("P2"), one.item("I1"))
    one.desk.renew_item(one.item("I1"))
    one.desk.check_in(one.item("I1"))
    sync(place, one)
    before = place_records(place)
    place.clock.pass_(days=31)
    assert night(place) == 4
    after = place_records(place)
    nobody = before["loan"][0].patron
    assert [replace(x, patron=nobody) for x in after["loan"]] == [replace(x, patron=nobody) for x in before["loan"]]
    blank = {"last_patron": None, "noted": None}
    assert [replace(i, **blank) for i in after["item"]] == [replace(i, **blank) for i in before["item"]]
    assert after["patron"] == [
        replace(p, last=q.last, last_act=q.last_act, last_desk=q.last_desk)
        for p, q in zip(before["patron"], after["patron"], strict=True)
    ]


# --- who saw, and all of one's data -----------------------------------------------------------------------------


def test_who_saw_and_who_changed_a_record_is_listed_with_what_from_what(
    place: Place, one: Workstation, other: Workstation
) -> None:
    ana = one.patron("P1")
    one.desk.saw(ana, "full")
    one.clock.pass_(hours=1)
    fields = one.desk.panel(ana).fields
    one.desk.edit(ana, replace(fields, phones=("600 100 200",)))
    sync(place, one, other)
    one.clock.pass_(days=1)
    other.desk.saw(ana, "panel")
    lent_and_returned(other)
    sync(place, one, other)
    with place.database.read() as c:
        found = traces(c, patron_with(c, "P1"))
        later = traces(c, patron_with(c, "P1"), place.clock.at.date())
    kinds = ["PatronRegistered", "PatronViewed", "PatronEdited", "PatronViewed", "ItemCheckedOut", "ItemCheckedIn"]
    assert [t.kind for t in found] == kinds
    assert [t.kind for t in later] == ["ItemCheckedIn"]
    assert found[2].changed == {"phones": [[], ["600 100 200"]]}
    assert (found[3].workstation, found[3].desk, found[1].staff) == ("desk-2", "EAST", "maria")
    assert found[1].at.utcoffset() == timedelta(hours=1), "the library's winter"


def test_another_patrons_doings_are_not_listed(place: Place, one: Workstation) -> None:
    lent_and_returned(one, "P2", "I1")
    lent_and_returned(one, "P1", "I1")
    one.desk.saw(one.patron("P2"), "panel")
    sync(place, one)
    with place.database.read() as c:
        found = traces(c, patron_with(c, "P1"))
    assert [t.kind for t in found] == ["PatronRegistered", "ItemCheckedOut", "ItemCheckedIn"]


def test_the_export_holds_everything_of_the_patron_and_nothing_of_others(
    place: Place, one: Workstation, other: Workstation
) -> None:
    a_busy_patron(place, one, other)
    with place.database.read() as c:
        found = json.loads(json.dumps(export(c, patron_with(c, "P1"), place.clock.at)))
    assert found["record"]["name"] == {"surname": "García Núñez", "given": "Ana", "other": ""}
    assert found["identifiers"] == {"ids": [str(one.patron("P1"))], "cards": ["P1"]}
    assert [(x["barcode"], x["title_text"]) for x in found["loans"]] == [
        ("I1", "Cien años de soledad"),
        ("I3", "Kind of blue"),
        ("I4", "Middlemarch"),
    ]
    assert [p["amount"] for p in found["payments"]] == [160]
    assert [f["amount"] for f in found["fees"]] == [160]
    assert found["balance"] == {"EUR": 0}
    assert len(found["seen_by"]) == 1
    assert "PatronEdited" in [h["kind"] for h in found["history"]]
    assert not any(name in json.dumps(found, ensure_ascii=False) for name in ("Pérez", "Wilson"))


# --- verifying ----------------------------------------------------------------------------------------------------


def changed(place: Place, statement: str) -> None:
    with place.database.write() as c:
        assert c.exec_driver_sql(statement).rowcount == 1


def faults(place: Place) -> set[tuple[str, str, int | None]]:
    return {(str(f.kind), f.workstation, f.seq) for f in verify(place.database).faults}


@pytest.fixture
def worked(place: Place, one: Workstation, other: Workstation) -> Place:
    a_busy_patron(place, one, other)
    erased(place)
    must_verify(place)
    return place


def test_an_altered_entry_is_named(worked: Place) -> None:
    changed(
        worked, "UPDATE journal SET entry = replace(entry, 'maria', 'mario') WHERE workstation = 'desk-2' AND seq = 1"
    )
    assert faults(worked) == {("altered", "desk-2", 1)}


def test_a_redacted_entry_that_was_altered_afterwards_is_named(worked: Place) -> None:
    paid = "UPDATE journal SET entry = replace(entry, '\"amount\":160', '\"amount\":100')"
    changed(worked, paid + " WHERE workstation = 'desk-1' AND seq = 3")
    assert ("altered", "desk-1", 3) in faults(worked)


def test_a_removed_entry_is_named_and_so_is_the_last_of_a_journal(worked: Place) -> None:
    changed(worked, "DELETE FROM journal WHERE workstation = 'desk-1' AND seq = 2")
    assert ("missing", "desk-1", 2) in faults(worked)
    changed(worked, "DELETE FROM journal WHERE workstation = 'desk-2' AND seq = 3")
    assert ("missing", "desk-2", 3) in faults(worked)
    with worked.database.read() as c:
        there = c.execute(select(journal.c.position).order_by(journal.c.position)).scalars().all()
    gaps = {f.position for f in verify(worked.database).faults if not f.workstation}
    assert gaps == set(range(1, there[-1] + 1)) - set(there)


def test_two_entries_that_changed_places_are_named(worked: Place) -> None:
    for seq, to in ((1, 1000), (2, 1), (1000, 2)):
        changed(worked, f"UPDATE journal SET seq = {to} WHERE workstation = 'desk-2' AND seq = {seq}")
    assert any(workstation == "desk-2" for _, workstation, _ in faults(worked))


def test_a_redaction_that_central_never_stated_is_named(worked: Place) -> None:
    """Somebody who knows the tables alters an entry and vouches for it."""

    with worked.database.read() as c:
        row = c.execute(
            select(journal.c.position, journal.c.id, journal.c.entry).where(
                journal.c.workstation == "setup", journal.c.seq == 2
            )
        ).one()

    entry = row.entry.replace("Pérez", "Gómez").replace("Luis", "Juan").replace("García", "Gil")
    with worked.database.write() as c:
        c.execute(journal.update().where(journal.c.position == row.position).values(entry=entry))
        c.execute(redactions.delete().where(redactions.c.id == row.id))
        told = {"n": 9999, "id": row.id, "workstation": "setup"}
        told |= {"hash": chained(msgspec.json.decode(row.entry, type=Entry))}
        c.execute(redactions.insert(), told | {"digest": hashlib.sha256(entry.encode()).hexdigest()})
    assert ("not_stated", "setup", 2) in faults(worked)


def test_a_time_that_was_moved_is_named(worked: Place) -> None:
    changed(worked, "UPDATE journal SET at = at - 864000000000 WHERE workstation = 'desk-1' AND seq = 3")
    assert faults(worked) == {("out_of_order", "desk-1", 3)}


def test_what_belonged_to_nobody_is_not_folded_after_a_redaction(place: Place, one: Workstation) -> None:
    """An entry in quarantine that names the patron loses what it says, and stays there."""
    ana = one.patron("P1")
    one.desk.edit(ana, replace(one.desk.panel(ana).fields, notes=("quarantined note",)))
    one.session.exchange()
    with place.database.write() as c:
        row = c.execute(select(journal.c.position, journal.c.entry).order_by(journal.c.position.desc())).first()
        assert row is not None
        broken = row.entry.replace('"groups":["notes"]', '"groups":"notes"')
        assert broken != row.entry
        c.execute(journal.update().where(journal.c.position == row.position).values(entry=broken))
    place.apply()
    erased(place)
    with place.database.read() as c:
        assert c.execute(select(touches.c.id).where(touches.c.position == row.position)).first() is None
    assert "quarantined note" not in said_at_central(place)


def test_fields_of_a_patron_are_all_gone(place: Place) -> None:
    every = PatronFields(
        Name("Roldán", "Eva", "Evita"), ("C-9",), "ADULT", "MAIN", language="es", emails=("eva@example.org",),
        phones=("600",), notes=("alta",), user_name="eroldan", guarantor="Pepa", statistics=("zz9",),
    )  # fmt: skip

    id = PatronId(new_id())
    place.tell(fact(PatronRegistered(id, every), (Line.PATRON, id)))
    erased(place, "C-9")
    words = ("Roldán", "Eva", "C-9", "eva@", '"600"', "alta", "eroldan", "Pepa", "zz9", str(id))
    assert [word for word in words if word in said_at_central(place)] == []
