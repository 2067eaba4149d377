"""A desk that comes back with a long queue leaves central time for the others, as long as central decides."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select, update

from deskapp.central.applier import Applier
from deskapp.central.database import Database
from deskapp.central.schema import counters, journal, settings
from deskapp.domain.outcome import Done
from deskapp.sync.pace import MOST, STANDSTILL, Pace
from deskapp.sync.run import Loop
from deskapp.sync.session import Contested, Session
from tests.central.centrals import eventually
from tests.desks import Place, Workstation, a_patron, a_place, new_id, sync
from tests.postgresql import Cluster

UNSENT = 3 * MOST + 50
ALMOST = STANDSTILL / 1e6 - 1


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    if request.param == "sqlite":
        yield a_place(tmp_path)
        return
    cluster: Cluster = request.getfixturevalue("postgresql")
    made = a_place(tmp_path, database=Database.postgresql(cluster.url(cluster.new_database())))
    yield made
    made.database.close()


@pytest.fixture
def back(place: Place) -> Workstation:
    """A desk that was away all day."""
    return one_that_was_away(place, "desk-1")


def at_work(place: Place, name: str) -> Workstation:
    one = place.workstation(name)
    one.session = paced(place, one)
    sync(place, one)
    return one


def paced(place: Place, one: Workstation) -> Session:
    return Session(place.link(one.name), one.journal, one.writer, place.clock, pace=Pace())


def one_that_was_away(place: Place, name: str) -> Workstation:
    one = at_work(place, name)
    record(one, UNSENT)
    return one


def record(one: Workstation, count: int) -> None:
    facts = tuple(a_patron(f"{one.name}.{n}")[1] for n in range(count))
    with one.overlay.reading():
        one.recorder.record(Done(facts))


def stored(place: Place, name: str) -> list[int]:
    """The numbers that central has of a desk's journal, in the order of arrival."""
    with place.database.read() as c:
        of_it = select(journal.c.seq).where(journal.c.workstation == name).order_by(journal.c.position)
        return list(c.execute(of_it).scalars())


def waiting_at_central(place: Place) -> int:
    with place.database.read() as c:
        found = {r.name: r.value for r in c.execute(select(counters))}
    return int(found["position"] - found["applied"])


def decide(place: Place, events: int) -> int:
    applier = Applier(place.database, place.now)
    assert applier.acquire()
    done = applier.run(limit=events).events
    applier.release()
    return done


def pending(one: Workstation) -> int:
    one.desk.refresh()
    return one.desk.status().pending


def test_what_a_desk_at_work_does_waits_behind_a_part_of_what_others_bring(place: Place) -> None:
    away = [one_that_was_away(place, name) for name in ("desk-1", "desk-2")]
    busy = at_work(place, "desk-3")
    acts = 0
    while waiting_at_central(place) or not acts:
        for one in away:
            one.session.exchange()
        record(busy, 1)
        acts += 1
        busy.session.exchange()
        assert waiting_at_central(place) <= 2 * MOST + 2
        decide(place, MOST)
        if all(one.session.decided() for one in away):
            break
    assert acts >= 2 * UNSENT / MOST
    sync(place, *away, busy)
    for one, count in ((away[0], UNSENT), (away[1], UNSENT), (busy, acts)):
        assert stored(place, one.name) == list(range(1, count + 1)), "in order, each once"
        assert one.session.decided()


def test_the_window_says_how_many_events_wait_while_a_part_after_the_other_goes(
    place: Place, back: Workstation
) -> None:
    back.session.exchange()
    assert pending(back) == UNSENT
    decide(place, 60)
    back.session.exchange()
    assert pending(back) == UNSENT - 60
    assert len(stored(place, "desk-1")) == MOST, "the room that became free is used from the next exchange on"
    assert back.session.may_send()
    back.session.exchange()
    assert len(stored(place, "desk-1")) == MOST + 60
    assert not back.session.may_send()


def test_all_is_stored_at_central_although_its_applier_is_stopped(place: Place, back: Workstation) -> None:
    back.session.exchange()
    place.clock.pass_(seconds=ALMOST)
    back.session.exchange()
    assert len(stored(place, "desk-1")) == MOST
    place.clock.pass_(seconds=2)
    back.session.exchange()
    assert stored(place, "desk-1") == list(range(1, UNSENT + 1))
    record(back, 1)
    back.session.exchange()
    assert len(stored(place, "desk-1")) == UNSENT + 1, "what is done then is stored at once too"
    assert pending(back) == UNSENT + 1


def test_an_applier_that_is_slow_is_waited_for(place: Place, back: Workstation) -> None:
    back.session.exchange()
    for part in range(1, 6):
        place.clock.pass_(seconds=ALMOST)
        decide(place, 1)
        back.session.exchange()
        back.session.exchange()
        assert len(stored(place, "desk-1")) == MOST + part


def test_an_applier_that_decides_what_others_sent_before_is_waited_for(place: Place) -> None:
    other, back = at_work(place, "other"), one_that_was_away(place, "desk-1")
    other.session = Session(place.link("other"), other.journal, other.writer, place.clock)  # an older program
    record(other, 3 * MOST)
    other.session.exchange()
    for _ in range(5):
        back.session.exchange()
        place.clock.pass_(seconds=ALMOST)
        decide(place, 20)
        back.session.exchange()
        assert len(stored(place, "desk-1")) == MOST


def test_after_a_quiet_night_a_desk_that_comes_back_waits_as_well(place: Place) -> None:
    one = at_work(place, "desk-1")
    place.clock.pass_(hours=9)
    record(one, UNSENT)
    one.session.exchange()
    assert len(stored(place, "desk-1")) == MOST


def test_a_program_that_ends_in_the_middle_goes_on_at_its_next_start(place: Place, back: Workstation) -> None:
    back.session.exchange()
    decide(place, 30)
    back.session = paced(place, back)  # it remembers nothing of what it sent
    for _ in range(20):
        back.session.exchange()
        decide(place, MOST)
    assert stored(place, "desk-1") == list(range(1, UNSENT + 1))
    back.session.exchange()
    assert pending(back) == 0


def test_all_is_stored_at_a_central_of_another_history_though_no_copy_may_be_fetched(
    place: Place, back: Workstation
) -> None:
    with place.database.write() as c:
        c.execute(update(settings).where(settings.c.name == "epoch").values(value=str(new_id())))
    back.session.may_copy = False
    assert back.session.exchange().waiting
    place.clock.pass_(seconds=ALMOST + 2)
    back.session.exchange()
    assert stored(place, "desk-1") == list(range(1, UNSENT + 1))


def test_numbers_that_central_contests_take_no_room_from_others(place: Place, back: Workstation) -> None:
    twin = place.workstation("twin")
    twin.journal.workstation = twin.journal._scribe.workstation = "desk-1"
    twin.journal._scribe.incarnation, twin.journal._scribe.seq = back.journal.incarnation, 0
    twin.session = Session(place.link("desk-1"), twin.journal, twin.writer, place.clock)
    with twin.overlay.reading():
        twin.recorder.record(Done((a_patron("T")[1],)))
    twin.session.push()
    back.journal.begin_incarnation()
    record(back, 5)
    for _ in range(2):
        with pytest.raises(Contested):
            back.session.exchange()
        assert len(stored(place, "desk-1")) == MOST + 5
        assert not back.session.may_send(), "it would ask again and again"


def test_a_desk_that_comes_back_sends_all_by_itself_and_can_be_ended_at_any_time(
    place: Place, back: Workstation
) -> None:
    said: list[dict[str, object]] = []
    over = threading.Event()

    def applier() -> None:
        while not over.wait(0.02):
            decide(place, 70)

    worker = threading.Thread(target=applier)
    worker.start()
    try:
        first = ran(place, back, said, lambda: len(stored(place, "desk-1")) >= MOST)
        assert 0 < first < UNSENT, "it was ended in the middle"
        back.session = paced(place, back)
        assert ran(place, back, said, back.session.decided) == UNSENT
    finally:
        over.set()
        worker.join()
    assert {report["state"] for report in said} == {"online"}
    assert stored(place, "desk-1") == list(range(1, UNSENT + 1))
    assert pending(back) == 0


def ran(place: Place, one: Workstation, said: list[dict[str, object]], until: object) -> int:
    """Let its sync process work until then; how much central has after it."""
    loop = Loop(one.session, place.link(one.name), said.append)
    thread = threading.Thread(target=loop.run)
    thread.start()
    try:
        eventually(until)  # type: ignore[arg-type]  # a question
    finally:
        loop.stop()
        thread.join(10)
    assert not thread.is_alive()
    return len(stored(place, one.name))
