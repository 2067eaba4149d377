"""The network fails in every way, a process is killed, a journal was copied: nothing is lost or doubled."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update

from deskapp.central.applier import LEASE, Applier, LeaseLost
from deskapp.central.database import Database
from deskapp.central.schema import counters, journal, settings
from deskapp.domain.outcome import Done, Fact
from deskapp.store.codec import ReliedOn, encode
from deskapp.store.journal import Journal
from deskapp.sync.link import Away
from deskapp.sync.session import Contested
from tests.central.centrals import CLOCK, Anywhere, OnPostgresql, OnSqlite, in_background
from tests.desks import KEY, FakeClock, Place, Workstation, a_patron, a_place, a_small_library, new_id, sync
from tests.postgresql import Cluster
from tests.proxy import Proxy, Road, a_proxy
from tests.sync.histories import central_rows, differences, fold_from_scratch, stamped_journal


class Town:
    """A central of either kind with the small library, and a desk that reaches it through a proxy."""

    def __init__(self, central: Anywhere, proxy: Proxy, folder: Path) -> None:
        self.central, self.proxy, self._folder = central, proxy, folder
        self._all: list[Workstation] = []
        a_small_library(self)  # type: ignore[arg-type]  # it only tells
        self.near = self.workstation("near")
        self.far = self.workstation("far", through_proxy=True)
        self.sync(self.near, self.far)

    def workstation(self, name: str, through_proxy: bool = False) -> Workstation:
        address = ("127.0.0.1", self.proxy.port) if through_proxy else None
        link = self.central.link(name, address=address)
        one = Workstation(self._folder / name, self.central.name(name), "MAIN", CLOCK, link)  # type: ignore[arg-type]
        self._all.append(one)
        return one

    def tell(self, *facts: Fact) -> None:
        one = self.workstation("setup")
        one.journal.record(Done(facts), "setup", "MAIN", ReliedOn())
        self.sync(one)

    def sync(self, *workstations: Workstation) -> None:
        for one in workstations:
            one.session.exchange()
        self.central.decide()
        for one in workstations:
            one.session.exchange()

    def close(self) -> None:
        for one in self._all:
            one.journal.close()
            one.writer.close()
            one.overlay.cache.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def town(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Town]:
    central: Anywhere
    central = OnSqlite(tmp_path) if request.param == "sqlite" else OnPostgresql(request.getfixturevalue("postgresql"))
    with a_proxy(*central.address) as proxy:
        made = Town(central, proxy, tmp_path)
        yield made
        made.close()
        central.close()


def lend(one: Workstation, card: str, barcode: str) -> None:
    one.desk.check_out(one.patron(card), one.item(barcode))


def loans(one: Workstation, card: str) -> list[str]:
    return sorted(loan.barcode for loan in one.desk.panel(one.patron(card)).loans)


def nothing_lost_or_doubled(town: Town) -> None:
    told = stamped_journal(town.central.database)
    for one in (town.near, town.far):
        mine = [encode(e) for _, e in one.journal.entries()]
        assert [encode(e) for _, e, _ in told if e.workstation == one.name] == mine
        one.overlay.refresh()
        assert one.desk.status().pending == 0
        with one.overlay.reading():
            assert differences(one.overlay.cache.bodies(), central_rows(town.central.database)) == {}
    assert differences(central_rows(town.central.database), fold_from_scratch(town.central.database)) == {}


def test_a_desk_lends_on_while_central_is_away_and_nothing_is_typed_twice(town: Town) -> None:
    town.proxy.becomes(Road.REFUSES)
    lend(town.far, "P1", "I1")
    with pytest.raises(Away):
        town.far.session.exchange()
    lend(town.far, "P1", "I3")
    assert loans(town.far, "P1") == ["I1", "I3"]
    assert town.far.desk.status().pending > 0
    town.proxy.becomes(Road.OPEN)
    town.sync(town.far, town.near)
    assert loans(town.near, "P1") == ["I1", "I3"]
    nothing_lost_or_doubled(town)


def test_a_push_whose_answer_was_cut_off_is_not_stored_twice(town: Town) -> None:
    lend(town.far, "P1", "I1")
    town.far.session.exchange()
    lend(town.far, "P1", "I3")
    town.proxy.becomes(Road.MUTE)
    with pytest.raises(Away):
        town.far.session.push()
    assert len(stored(town.central.database, town.far.name)) == len(list(town.far.journal.entries()))
    town.proxy.becomes(Road.OPEN)
    town.sync(town.far, town.near)
    nothing_lost_or_doubled(town)


def stored(database: Database, workstation: str) -> list[int]:
    with database.read() as c:
        found = c.execute(select(journal.c.position).where(journal.c.workstation == workstation))
        return [r.position for r in found]


def test_the_desk_answers_at_once_while_the_connection_hangs(town: Town) -> None:
    town.proxy.becomes(Road.HANGS)
    thread, said = in_background(town.far.session.exchange)
    start = time.monotonic()
    lend(town.far, "P1", "I1")
    assert loans(town.far, "P1") == ["I1"]
    assert time.monotonic() - start < 1
    assert thread.is_alive()
    town.proxy.cut()
    thread.join(10)
    assert isinstance(said[0], Away)
    town.proxy.becomes(Road.OPEN)
    town.sync(town.far, town.near)
    assert loans(town.near, "P1") == ["I1"]
    nothing_lost_or_doubled(town)


def test_a_connection_that_is_cut_again_and_again_still_brings_everything(town: Town) -> None:
    stop = threading.Event()

    def cut() -> None:
        while not stop.wait(0.02):
            town.proxy.cut()

    thread = threading.Thread(target=cut)
    thread.start()
    for barcode in ("I1", "I3", "I4", "I5"):
        lend(town.far, "P1", barcode)
        for _ in range(3):
            with contextlib.suppress(Away):
                town.far.session.exchange()
    stop.set()
    thread.join()
    with contextlib.suppress(Away):
        town.far.session.exchange()  # finds out that the last cut hit its connection
    town.sync(town.far, town.near)
    assert loans(town.near, "P1") == ["I1", "I3", "I4", "I5"]
    nothing_lost_or_doubled(town)


def test_a_slow_connection_brings_the_same(town: Town) -> None:
    town.proxy.becomes(Road.SLOW)
    lend(town.far, "P1", "I1")
    town.far.session.exchange()
    town.proxy.becomes(Road.OPEN)
    town.sync(town.far, town.near)
    nothing_lost_or_doubled(town)


def test_on_another_history_of_central_the_desk_offers_all_again_and_fetches_all_again(town: Town) -> None:
    lend(town.far, "P1", "I1")
    town.sync(town.far, town.near)
    with town.central.database.write() as c:
        c.execute(update(settings).where(settings.c.name == "epoch").values(value=str(new_id())))
    lend(town.far, "P1", "I3")
    assert town.far.session.push() >= 1
    exchanged = town.far.session.exchange()
    assert exchanged.pushed == len(list(town.far.journal.entries()))
    assert exchanged.copied
    town.sync(town.far, town.near)
    nothing_lost_or_doubled(town)


def test_a_copied_workstation_is_found_out_and_overwrites_nothing(town: Town, tmp_path: Path) -> None:
    lend(town.far, "P1", "I1")
    town.sync(town.far)
    town.far.journal._connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    (tmp_path / "copy").mkdir()
    for path in (tmp_path / "far").glob("journal.db*"):
        shutil.copy(path, tmp_path / "copy")
    copy = Workstation(
        tmp_path / "copy",
        town.far.name,
        "MAIN",
        CLOCK,  # type: ignore[arg-type]  # a clock
        town.central.link("far"),
    )
    copy.session.pull()
    lend(town.far, "P1", "I3")
    lend(copy, "P2", "I4")
    town.sync(town.far)
    with pytest.raises(Contested) as told:
        copy.session.exchange()
    assert told.value.contest.fate == "number_taken"
    with copy.overlay.reading():
        assert differences(copy.overlay.cache.bodies(), central_rows(town.central.database)) == {}
    for file in (copy.journal, copy.writer, copy.overlay.cache):
        file.close()
    nothing_lost_or_doubled_at(town.far, town.central.database)


def nothing_lost_or_doubled_at(one: Workstation, database: Database) -> None:
    told = [encode(e) for _, e, _ in stamped_journal(database) if e.workstation == one.name]
    assert told == [encode(e) for _, e in one.journal.entries()]


# --- a process that is killed ------------------------------------------------------------------------

_SCRIBBLE = """
import sys
from pathlib import Path
from deskapp.domain.outcome import Done
from deskapp.store.codec import ReliedOn
from deskapp.store.journal import Journal
from tests.desks import KEY, FakeClock, a_patron, new_id
journal = Journal(Path(sys.argv[1]), KEY, "desk-1", FakeClock(), new_id)
while True:
    made = journal.record(Done((a_patron("c")[1], a_patron("d")[1])), "maria", "MAIN", ReliedOn())
    print(made[-1].seq, flush=True)
"""


@pytest.mark.parametrize("acknowledged", [1, 7, 40])
def test_a_process_killed_while_it_writes_loses_nothing_that_was_acknowledged(
    tmp_path: Path, acknowledged: int
) -> None:
    path = tmp_path / "journal.db"
    process = subprocess.Popen(
        [sys.executable, "-c", _SCRIBBLE, str(path)], stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2]
    )
    assert process.stdout
    with process.stdout:
        told = [int(process.stdout.readline()) for _ in range(acknowledged)]
        os.kill(process.pid, signal.SIGKILL)
        told += [int(line) for line in process.stdout if line.endswith("\n")]
    process.wait()
    again = Journal(path, KEY, "desk-1", FakeClock(), new_id)
    seqs = [e.seq for _, e in again.entries()]
    assert seqs == list(range(1, len(seqs) + 1))
    assert len(seqs) >= max(told)
    assert len(seqs) % 2 == 0, "half an act"
    assert again.broken_at() is None
    assert again.record(Done((a_patron("e")[1],)), "maria", "MAIN", ReliedOn())[0].seq == len(seqs) + 1
    again.close()


# --- two appliers at once ------------------------------------------------------------------------------


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    if request.param == "sqlite":
        yield a_place(tmp_path)
        return
    cluster: Cluster = request.getfixturevalue("postgresql")
    made = Place(tmp_path, database=Database.postgresql(cluster.url(cluster.new_database())))
    a_small_library(made)
    yield made
    made.database.close()


def test_two_appliers_that_take_the_lease_from_each_other_decide_everything_once(place: Place) -> None:
    one, two = place.workstation("desk-1"), place.workstation("desk-2", "EAST")
    sync(place, one, two)
    for n, barcode in enumerate(("I1", "I2", "I3", "I4", "I5") * 4):
        desk = (one, two)[n % 2]
        desk.desk.check_out(desk.patron("P1"), desk.item(barcode), reason="so")
        desk.desk.check_in(desk.item(barcode))
        place.clock.pass_(minutes=1)
    one.session.push()
    two.session.push()
    decided: list[int] = []
    moments = [place.now()]
    guard = threading.Lock()

    def hurried() -> int:
        """A clock by which every lease has run out at the next look."""
        with guard:
            moments[0] += LEASE
            return moments[0]

    def work() -> Any:
        applier, lost = Applier(place.database, hurried), 0
        for _ in range(200):
            if all_decided(place.database):
                break
            applier.acquire()
            try:
                decided.append(applier.run(limit=3).events)
            except LeaseLost:
                lost += 1
        return lost

    threads = [in_background(work) for _ in range(2)]
    for thread, _ in threads:
        thread.join(60)
    assert all(isinstance(said[0], int) for _, said in threads), threads
    assert all_decided(place.database)
    pushed = len(list(one.journal.entries())) + len(list(two.journal.entries()))
    assert sum(decided) >= pushed
    assert differences(central_rows(place.database), fold_from_scratch(place.database)) == {}


def all_decided(database: Database) -> bool:
    with database.read() as c:
        found = {r.name: r.value for r in c.execute(select(counters))}
    return bool(found["applied"] == found["position"])
