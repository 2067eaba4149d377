"""The applier on histories made by hand: what came late, what turned out to be known, who may write."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError

from deskapp.central.applier import Applier, LeaseLost
from deskapp.central.database import Database
from deskapp.central.schema import counters, journal, pushes, quarantine, records, watermarks
from deskapp.desk.answers import Recorded
from deskapp.domain.events import FeeCharged, Identified
from deskapp.domain.outcome import Done, fact
from deskapp.domain.values import FeeId, ItemId, Line, PatronId
from tests.benchmarks.apply import Feed, pushed_locally, real_now
from tests.desks import KEY, FakeClock, Place, Workstation, a_patron, a_place, an_item, new_id, sync
from tests.postgresql import Cluster
from tests.sync.histories import central_rows, differences, fold_from_scratch


def agrees(place: Place) -> None:
    assert differences(central_rows(place.database), fold_from_scratch(place.database)) == {}


def item_row(place: Place, id: ItemId) -> str:
    return central_rows(place.database)["item", id]


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return a_place(tmp_path)


@pytest.fixture
def desks(place: Place) -> tuple[Workstation, Workstation]:
    one, two = place.workstation("desk-1"), place.workstation("desk-2", "EAST")
    sync(place, one, two)
    return one, two


def test_a_fee_leaves_its_patron_where_they_are(place: Place, desks: tuple[Workstation, Workstation]) -> None:
    """An event that touches the account alone says nothing about the patron's own record."""
    one, _ = desks
    patron = one.patron("P1")
    with one.overlay.reading():
        charged = FeeCharged(patron, FeeId(new_id()), 500, "EUR", "a lost cover")
        one.recorder.record(Done((fact(charged, (Line.ACCOUNT, patron)),)))
    sync(place, *desks)
    assert ("patron", patron) in central_rows(place.database)
    assert one.desk.panel(patron).owed == 500
    agrees(place)


def test_paying_leaves_the_patron_at_every_desk(place: Place, desks: tuple[Workstation, Workstation]) -> None:
    one, two = desks
    one.desk.check_out(one.patron("P1"), one.item("I1"))
    place.clock.pass_(days=30)
    one.desk.check_in(one.item("I1"))
    sync(place, *desks)
    one.desk.pay(one.patron("P1"), 100)
    sync(place, *desks)
    assert two.desk.find("P1").hits
    agrees(place)


def test_a_check_out_that_arrives_after_the_check_in_that_followed_it_is_a_closed_loan(
    place: Place, desks: tuple[Workstation, Workstation]
) -> None:
    one, two = desks
    item = one.item("I1")
    one.desk.check_out(one.patron("P1"), item)
    place.clock.pass_(hours=2)
    two.desk.check_in(item)
    sync(place, two)
    sync(place, one)
    loans = [body for (kind, _), body in central_rows(place.database).items() if kind == "loan"]
    assert len(loans) == 1
    assert '"end":"returned"' in loans[0]
    agrees(place)


def test_an_event_later_than_the_known_record_but_earlier_than_its_stubs_is_late(place: Place) -> None:
    """Desk 1, cut off, goes on using a stub that is identified by now; desk 2's act falls between."""
    one, two, three = (place.workstation(f"desk-{n}") for n in (1, 2, 3))
    sync(place, one, two, three)
    one.desk.check_out_unknown(one.patron("P1"), "I9")
    one.session.exchange()
    title = three.desk.find("I4").hits[0].id
    page = three.desk.item_page(title)  # type: ignore[arg-type]  # an item's
    with three.overlay.reading():
        three.recorder.record(Done((an_item(page.title_id, "I9")[1],)))  # type: ignore[arg-type]  # it has a title
    sync(place, three, two)
    sync(place, three, two)
    # identified by now; desk 1 has not heard
    place.clock.pass_(hours=1)
    between = place.clock.at
    place.clock.pass_(hours=1)
    one.desk.check_in_unknown("I9")
    one.session.push()
    place.apply()
    # desk 2 lent the known item in between, and is heard last
    place.clock.at, now = between, place.clock.at
    two.desk.check_out(two.patron("P2"), two.item("I9"), reason="it is in hand")
    place.clock.at = now
    place.clock.pass_(hours=1)
    sync(place, two)
    agrees(place)


def test_two_events_of_one_batch_in_the_wrong_order_take_nothing_from_what_the_items_stub_had(place: Place) -> None:
    one, two = place.workstation("desk-1"), place.workstation("desk-2")
    sync(place, one, two)
    one.desk.check_in_unknown("I9")
    sync(place, one)
    page = one.desk.item_page(one.item("I4"))
    with one.overlay.reading():
        one.recorder.record(Done((an_item(page.title_id, "I9")[1],)))  # type: ignore[arg-type]  # it has a title
    for _ in range(2):
        sync(place, one, two)
    place.clock.pass_(hours=1)
    one.desk.check_out(one.patron("P1"), one.item("I9"))
    place.clock.pass_(hours=1)
    two.desk.check_in(two.item("I9"))
    two.session.push()
    one.session.push()
    place.apply()
    agrees(place)


def test_two_patrons_merged_after_a_stub_became_one_of_them_keep_everything(place: Place) -> None:
    """A pointer to a pointer: what the stub did belongs to the record at the end of the chain."""
    one, two = place.workstation("desk-1"), place.workstation("desk-2")
    sync(place, one, two)
    stub = one.desk.accept_unknown_card("X1")
    with one.overlay.reading():
        charged = FeeCharged(stub, FeeId(new_id()), 500, "EUR", "a lost cover")
        one.recorder.record(Done((fact(charged, (Line.ACCOUNT, stub)),)))
    sync(place, one, two)
    second, told = a_patron("X1", "Nadia", "Nueva")
    place.tell(told)
    sync(place, one, two)
    place.clock.pass_(hours=1)
    with two.overlay.reading():  # late: recorded now, heard at the end
        known = two.patron("P1")
        fee = FeeCharged(known, FeeId(new_id()), 70, "EUR", "a card")
        two.recorder.record(Done((fact(fee, (Line.ACCOUNT, known)),)))
    place.clock.pass_(hours=1)
    merged = Identified(second, known, Line.PATRON)
    place.tell(fact(merged, (Line.PATRON, second), (Line.PATRON, known)))
    sync(place, one)
    assert isinstance(one.desk.pay(known, 20), Recorded)
    sync(place, one)
    sync(place, two, one)
    agrees(place)
    assert one.desk.panel(PatronId(known)).owed == 550


def test_a_merge_that_also_mentions_a_third_patron_takes_nothing_from_what_their_stub_owed(place: Place) -> None:
    one = place.workstation("desk-1")
    sync(place, one)
    stub, other = one.desk.accept_unknown_card("X1"), one.desk.accept_unknown_card("X2")
    with one.overlay.reading():
        charged = FeeCharged(stub, FeeId(new_id()), 500, "EUR", "a lost cover")
        one.recorder.record(Done((fact(charged, (Line.ACCOUNT, stub)),)))
    sync(place, one)
    third, told = a_patron("X1", "Nadia", "Nueva")
    place.tell(told)
    sync(place, one)
    with one.overlay.reading():
        known = one.patron("P1")
    place.clock.pass_(hours=1)
    merged = Identified(other, known, Line.PATRON)
    place.tell(fact(merged, (Line.PATRON, other), (Line.PATRON, known), (Line.ACCOUNT, third)))
    sync(place, one)
    agrees(place)
    assert one.desk.panel(PatronId(third)).owed == 500


def test_a_batch_of_one_and_a_batch_of_all_give_the_same(tmp_path: Path) -> None:
    rows = []
    for limit in (1, 1000):
        folder = tmp_path / str(limit)
        folder.mkdir()
        place = a_place(folder, FakeClock())
        one = place.workstation("desk-1")
        sync(place, one)
        for barcode in ("I1", "I2", "I3"):
            one.desk.check_out(one.patron("P1"), one.item(barcode))
            place.clock.pass_(hours=1)
            one.desk.check_in(one.item(barcode))
        one.session.push()
        applier = Applier(place.database, place.now)
        assert applier.acquire()
        while applier.run(limit).events:
            pass
        agrees(place)
        rows.append(sorted((k, b.count("ItemChecked")) for (k, _), b in central_rows(place.database).items()))
    assert rows[0] == rows[1]


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    if request.param == "sqlite":
        made = Database.sqlite(tmp_path / "other.db", KEY)
    else:
        cluster: Cluster = request.getfixturevalue("postgresql")
        made = Database.postgresql(cluster.url(cluster.new_database()))
    made.migrate()
    yield made
    made.close()


@pytest.mark.parametrize("seed", range(3))
def test_in_batches_of_whatever_size_the_records_are_those_of_a_fold_from_scratch(
    database: Database, seed: int
) -> None:
    """Four desks at work and one that is heard late, in batches that end anywhere; byte for byte."""
    r, feed = random.Random(seed), Feed(seed, titles=20, items=60, patrons=15)
    applier = Applier(database, real_now)
    assert applier.acquire()
    for push in (*feed.library(), *feed.events(700)):
        pushed_locally(database, [push])
        applier.run(r.choice((1, 7, 60, 400, 1000)))
    while applier.run(r.choice((1, 3, 20, 150))).events:
        pass
    assert differences(central_rows(database), fold_from_scratch(database)) == {}


@pytest.mark.parametrize("last", ["records", "watermarks", "touches", "journal", "counters"])
def test_a_database_that_cannot_write_puts_no_event_into_quarantine(database: Database, last: str) -> None:
    """A full disk is no fault of what the desks sent: it is tried again, and nothing is half done."""
    applier = Applier(database, real_now)
    assert applier.acquire()
    for push in Feed(1, titles=20, items=60, patrons=15).library():
        pushed_locally(database, [push])
    with database.write() as c:
        for statement in _full_disk(database, last):
            c.exec_driver_sql(statement)
    with pytest.raises(DBAPIError):
        applier.run()
    with database.write() as c:
        assert not c.execute(select(quarantine)).all()
        assert not c.execute(select(journal).where(journal.c.at.is_not(None))).all()
        c.exec_driver_sql("DROP TRIGGER full_disk" + (f" ON {last}" if database.is_postgresql else ""))
    assert applier.run_all().events == 96
    with database.read() as c:
        assert not c.execute(select(quarantine)).all()
    assert differences(central_rows(database), fold_from_scratch(database)) == {}


def _full_disk(database: Database, table: str) -> list[str]:
    written = "UPDATE" if table in ("journal", "counters") else "INSERT"
    if not database.is_postgresql:
        return [f"CREATE TRIGGER full_disk BEFORE {written} ON {table} BEGIN SELECT RAISE(ABORT, 'disk full'); END"]
    raises = "BEGIN RAISE EXCEPTION 'disk full' USING ERRCODE = '53100'; END"
    return [
        f"CREATE OR REPLACE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ {raises} $$",
        f"CREATE TRIGGER full_disk BEFORE {written} ON {table} FOR EACH ROW EXECUTE FUNCTION full_disk()",
    ]


def test_what_was_exchanged_with_an_event_is_forgotten_once_it_is_decided(database: Database) -> None:
    """Else a row stays for ever of every push that any desk ever made."""
    feed, applier = Feed(1, titles=20, items=60, patrons=15), Applier(database, real_now)
    assert applier.acquire()
    for push in (*feed.library(), *feed.events(300)):
        pushed_locally(database, [replace(push, entries=push.entries[n : n + 20]) for n in range(0, 500, 20)])
    applier.run(100)
    with database.read() as c:
        kept = set(c.execute(select(pushes.c.id)).scalars())
        undecided = c.execute(select(journal.c.push).where(journal.c.at.is_(None))).scalars()
        assert set(undecided) <= kept
    applier.run_all()
    with database.read() as c:
        newest = c.execute(select(func.max(journal.c.push))).scalar_one()
        assert min(c.execute(select(pushes.c.id)).scalars()) == newest


# --- the lease -------------------------------------------------------------------------------------


def state(place: Place) -> list[Any]:
    with place.database.read() as c:
        return [
            c.execute(select(records).order_by(records.c.id, records.c.kind)).all(),
            c.execute(select(counters).order_by(counters.c.name)).all(),
            c.execute(select(watermarks)).all(),
            c.execute(select(journal.c.at).order_by(journal.c.position)).all(),
        ]


def test_an_applier_whose_lease_was_taken_over_writes_nothing(
    place: Place, desks: tuple[Workstation, Workstation]
) -> None:
    stale, fresh = Applier(place.database, place.now), Applier(place.database, place.now)
    assert stale.acquire()
    assert not fresh.acquire()
    place.clock.pass_(minutes=1)  # it slept: its lease ran out
    assert fresh.acquire()
    desks[0].desk.check_in(desks[0].item("I1"))
    desks[0].session.push()
    before = state(place)
    with pytest.raises(LeaseLost):
        stale.run()
    assert state(place) == before
    assert fresh.run().events == 1


def test_a_lease_that_was_given_back_is_free_at_once(place: Place) -> None:
    one, two = Applier(place.database, place.now), Applier(place.database, place.now)
    assert one.acquire()
    one.release()
    assert two.acquire()
    with pytest.raises(LeaseLost):
        one.run()


def test_a_lease_that_a_dead_process_left_is_taken_at_once_by_whoever_knows_that_it_is_dead(place: Place) -> None:
    dead = Applier(place.database, place.now)
    assert dead.acquire()
    alive = Applier(place.database, place.now)
    assert not alive.acquire()
    assert alive.acquire(alone=True)
    with pytest.raises(LeaseLost):
        dead.run()


def test_a_lease_is_renewed_by_running(place: Place) -> None:
    one, two = Applier(place.database, place.now), Applier(place.database, place.now)
    assert one.acquire()
    for _ in range(10):
        place.clock.pass_(seconds=6)
        one.run()
    assert not two.acquire()


def test_giving_back_a_lease_that_another_holds_changes_nothing(place: Place) -> None:
    one, two, three = (Applier(place.database, place.now) for _ in range(3))
    assert one.acquire()
    place.clock.pass_(minutes=1)
    assert two.acquire()
    one.release()
    assert not three.acquire()


@pytest.mark.parametrize("last", ["records", "watermarks", "counters", "touches", "latest"])
def test_an_applier_that_breaks_off_has_written_nothing_and_the_next_one_does_it_all(
    place: Place, desks: tuple[Workstation, Workstation], last: str
) -> None:
    """Rows, revisions, stamps, watermarks and the position reached: all of them, or none."""
    desks[0].desk.check_out(desks[0].patron("P1"), desks[0].item("I1"))
    desks[0].session.push()
    before = state(place)
    with place.database.write() as c:
        for event in ("INSERT", "UPDATE"):
            c.exec_driver_sql(
                f"CREATE TRIGGER stop_{event} BEFORE {event} ON {last} BEGIN SELECT RAISE(ABORT, 'power cut'); END"
            )
    applier = Applier(place.database, place.now)
    assert applier.acquire()
    with pytest.raises(DBAPIError):
        applier.run()
    assert state(place) == before
    with place.database.write() as c:
        for event in ("INSERT", "UPDATE"):
            c.exec_driver_sql(f"DROP TRIGGER stop_{event}")
    assert applier.run().events > 0
    agrees(place)
