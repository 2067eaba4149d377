"""One exchange: an event travels with one question, clocks may be set meanwhile, a contest holds up nothing else."""

from __future__ import annotations

import threading
from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from deskapp.central.database import micros
from deskapp.central.schema import journal
from deskapp.sync.run import Loop
from deskapp.sync.session import Contested, Session
from tests.central.centrals import eventually
from tests.desks import FakeClock, Place, Workstation, a_place, sync


class Asked:
    """A link that counts the questions."""

    def __init__(self, link: Any) -> None:
        self._link, self.count = link, Counter[str]()

    def __getattr__(self, name: str) -> Any:
        self.count[name] += 1
        return getattr(self._link, name)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return a_place(tmp_path)


@pytest.fixture
def one(place: Place) -> Workstation:
    made = place.workstation("desk-1")
    sync(place, made)
    return made


def lend(one: Workstation, card: str, barcode: str) -> None:
    one.desk.check_out(one.patron(card), one.item(barcode))


def test_an_event_travels_with_one_question_and_comes_back_with_one(place: Place, one: Workstation) -> None:
    one.session._central = asked = Asked(place.link("desk-1"))
    lend(one, "P1", "I1")
    one.session.exchange()
    assert asked.count == {"push": 1, "pull": 1}


def test_clocks_are_compared_again_after_a_minute_and_after_a_restart(place: Place, one: Workstation) -> None:
    one.session._central = asked = Asked(place.link("desk-1"))
    place.clock.pass_(seconds=61)
    one.session.exchange()
    assert asked.count["hello"] == 3
    place.clock.boot = "boot-2"
    one.session.exchange()
    assert asked.count["hello"] == 6


def test_a_wall_clock_set_since_clocks_were_compared_moves_no_event(place: Place) -> None:
    clock = FakeClock()
    place.clock = clock
    one = place.workstation("desk-1", clock=clock)
    sync(place, one)
    clock.skew = -timedelta(hours=3)
    lend(one, "P1", "I1")
    true = micros(clock.at)
    one.session.exchange()
    place.apply()
    with place.database.read() as c:
        at = c.execute(select(journal.c.at).order_by(journal.c.position.desc())).scalar()
    assert abs(at - true) < 1_000_000


# --- a contest -----------------------------------------------------------------------------------------


@pytest.fixture
def copied(place: Place, one: Workstation) -> Workstation:
    """The same workstation twice: the other one has used the next numbers."""
    twin = place.workstation("twin")
    twin.journal.workstation = twin.journal._scribe.workstation = "desk-1"
    twin.journal._scribe.incarnation, twin.journal._scribe.seq = one.journal.incarnation, one.journal.seq
    twin.session = Session(place.link("desk-1"), twin.journal, twin.writer, place.clock)
    twin.session.pull()
    lend(twin, "P2", "I4")
    sync(place, twin)
    lend(one, "P1", "I1")
    return one


def test_a_contested_desk_goes_on_pulling_and_settles_when_its_events_are_written_again(
    place: Place, copied: Workstation
) -> None:
    with pytest.raises(Contested) as told:
        copied.session.exchange()
    contest = told.value.contest
    assert (contest.incarnation, contest.fate) == (copied.journal.incarnation, "number_taken")
    assert len(copied.desk.panel(copied.patron("P2")).loans) == 1, "it pulled"
    copied.journal.reissue(contest.incarnation, contest.seq)
    copied.session.exchange()
    place.apply()
    copied.session.exchange()
    assert copied.session.decided()
    assert [loan.barcode for loan in copied.desk.panel(copied.patron("P1")).loans] == ["I1"]


def test_a_contest_is_reported_once_and_the_loop_goes_on(place: Place, copied: Workstation) -> None:
    said: list[dict[str, Any]] = []
    loop = Loop(copied.session, place.link("desk-1"), said.append)
    thread = threading.Thread(target=loop.run)
    thread.start()
    for n in range(3):
        eventually(lambda n=n: sum(report["state"] == "online" for report in said) > n)
        loop.kick()
    loop.stop()
    thread.join(10)
    contests = [report for report in said if report["state"] == "contested"]
    assert [(report["seq"], report["fate"]) for report in contests] == [(copied.journal.seq, "number_taken")]
    assert all(report["contested"] for report in said if report["state"] == "online")
