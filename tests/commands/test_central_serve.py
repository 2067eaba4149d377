"""`deskapp central serve` on PostgreSQL: it outlives the database's absence, takes over, and ends when told."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from deskapp.central.schema import counters, journal
from deskapp.central.schema import settings as kept
from deskapp.central.status import LAST_NIGHT
from deskapp.domain.events import ItemCheckedOut
from deskapp.domain.outcome import fact
from deskapp.domain.policy import policy
from deskapp.domain.values import FeeTerms, Line, LoanId, Place
from tests.central.centrals import Desk, OnPostgresql
from tests.desks import a_library, a_patron, a_title, an_item, new_id, the_set_up
from tests.postgresql import Cluster, private_cluster
from tests.programs import Program, answered, running, until


@pytest.fixture
def central(postgresql: Cluster) -> Iterator[OnPostgresql]:
    made = OnPostgresql(postgresql)
    yield made
    made.close()


def admin_url(central: OnPostgresql) -> str:
    return central._cluster.url(central._base)


def decided(central: OnPostgresql, desk: Desk, service: Program) -> float:
    """Push one event; how long it took until it was decided."""
    desk.push(*desk.write(a_patron(str(new_id()))[1]))
    return until(lambda: counted(central)["applied"] == counted(central)["position"], 20, service.log)


def counted(central: OnPostgresql) -> dict[str, int]:
    with central.database.read() as c:
        return dict(c.execute(select(counters.c.name, counters.c.value)).all())


def test_what_is_pushed_is_decided_at_once_and_the_service_ends_cleanly(central: OnPostgresql, tmp_path: Path) -> None:
    desk = Desk(central, tmp_path, "near")
    with running(tmp_path / "server", admin_url(central), "central", "serve") as service:
        decided(central, desk, service)
        assert max(decided(central, desk, service) for _ in range(20)) < 0.9, "one was not heard, but found by looking"
        assert service.end() == 0
    assert service.said() == ""
    assert "Traceback" not in service.log()
    assert not status(central, tmp_path)["lease"]["held"], "another service may begin at once"


def status(central: OnPostgresql, folder: Path) -> Any:
    return answered(folder / "asking", admin_url(central), "central", "status")


def test_it_ends_with_the_program_that_started_it(central: OnPostgresql, tmp_path: Path) -> None:
    with running(tmp_path / "server", admin_url(central), "central", "serve", piped=True) as service:
        until(lambda: "decides from now on" in service.log(), 15)
        assert service.process.stdin
        service.process.stdin.close()
        assert service.process.wait(10) == 0


def test_it_goes_on_by_itself_when_the_database_was_away(tmp_path: Path) -> None:
    with private_cluster(durable=True) as cluster:
        central = OnPostgresql(cluster)
        desk = Desk(central, tmp_path, "near")
        with running(tmp_path / "server", admin_url(central), "central", "serve") as service:
            decided(central, desk, service)
            cluster.lose_power()
            until(lambda: "it tries again" in service.log(), 10)
            cluster.start_again()
            central.database.close()
            desk.link.close()
            assert decided(central, desk, service) < 10
            assert service.log().count("it tries again") == 1, "once, not every second"
            assert service.end() == 0
        central.close()


def test_of_two_services_one_decides_and_the_other_takes_over_when_it_is_killed(
    central: OnPostgresql, tmp_path: Path
) -> None:
    desk = Desk(central, tmp_path, "near")
    with running(tmp_path / "one", admin_url(central), "central", "serve") as one:
        until(lambda: "decides from now on" in one.log(), 15)
        with running(tmp_path / "two", admin_url(central), "central", "serve") as two:
            decided(central, desk, one)
            first = status(central, tmp_path)["lease"]["generation"]
            assert "decides from now on" not in two.log()
            one.process.kill()
            assert decided(central, desk, two) < 15
            assert "decides from now on" in two.log()
            later = status(central, tmp_path)["lease"]
            assert (later["generation"], later["held"]) == (first + 1, True)


def test_a_database_that_is_not_there_is_said_at_the_start(tmp_path: Path) -> None:
    with running(tmp_path / "server", "postgresql://nobody@127.0.0.1:1/x", "central", "serve") as service:
        assert service.process.wait(15) == 1
        assert "Central's database does not answer" in service.said()
        assert "Traceback" not in service.said()


# --- the night's work --------------------------------------------------------------------------------


def lent_until_tomorrow(central: OnPostgresql, desk: Desk) -> None:
    """A loan that renews itself, due in less than a day, in a library whose last night was long ago."""
    patron, registered = a_patron("P1")
    title, catalogued = a_title("Middlemarch")
    item, bought = an_item(title, "I1")
    due = datetime.now(UTC) + timedelta(hours=20)
    out = ItemCheckedOut(LoanId(new_id()), item, patron, due, FeeTerms(), "MAIN", None, Place(branch="MAIN"))
    lent = fact(out, (Line.ITEM, item), (Line.TITLE, title), (Line.PATRON, patron))
    library = replace(a_library(), policies=(policy(automatic_renewal=True, renewals=9),))
    desk.push(*desk.write(the_set_up(library), registered, catalogued, bought, lent))
    central.decide()
    the_last_night_was(central, date(2026, 1, 1))


def the_last_night_was(central: OnPostgresql, day: date) -> None:
    with central.database.write() as c:
        c.execute(central.database.upsert(kept, "name"), {"name": LAST_NIGHT, "value": day.isoformat()})


def last_night(central: OnPostgresql) -> date:
    with central.database.read() as c:
        return date.fromisoformat(c.execute(select(kept.c.value).where(kept.c.name == LAST_NIGHT)).scalar_one())


def renewals(central: OnPostgresql) -> int:
    with central.database.read() as c:
        return sum('"kind":"LoanRenewed"' in entry for entry in c.execute(select(journal.c.entry)).scalars())


def test_the_nights_work_is_done_once_by_the_service_that_decides(central: OnPostgresql, tmp_path: Path) -> None:
    lent_until_tomorrow(central, Desk(central, tmp_path, "near"))
    url = admin_url(central)
    with running(tmp_path / "one", url, "central", "serve") as one, running(tmp_path / "two", url, "central", "serve"):
        until(lambda: last_night(central) > date(2026, 1, 1), 30, one.log)
        assert renewals(central) == 1
        assert not (tmp_path / "one" / "overnight").exists(), "a copy of the records is left behind"
    assert not (tmp_path / "two" / "overnight").exists()


def test_a_night_that_was_cut_off_is_finished_by_another_and_nothing_is_done_twice(
    central: OnPostgresql, tmp_path: Path
) -> None:
    lent_until_tomorrow(central, Desk(central, tmp_path, "near"))
    central.database.close()
    with running(tmp_path / "one", admin_url(central), "central", "overnight", "--json") as first:
        until(lambda: renewals(central) == 1, 20, first.said)  # stored; nobody decides it yet
        first.process.kill()
    with running(tmp_path / "two", admin_url(central), "central", "overnight", "--json") as second:
        until(lambda: others(central, "pg_locks WHERE locktype = 'advisory'") > 0, 20, second.said)
        time.sleep(1)
        assert not (tmp_path / "two" / "overnight" / "journal.db").exists(), "it does not wait for what is undecided"
        central.decide()
        assert second.process.wait(20) == 0
        assert second.reports.get(timeout=5) == {"dissociated": 0, "erased": 0, "lapsed": 0, "lost": 0, "renewed": 0}
    assert renewals(central) == 1


def others(central: OnPostgresql, what: str) -> int:
    with central.database.read() as c:
        found: int = c.exec_driver_sql(f"SELECT count(*) FROM {what}").scalar_one()
    return found


def test_while_one_does_the_nights_work_another_says_so_and_does_nothing(central: OnPostgresql, tmp_path: Path) -> None:
    lent_until_tomorrow(central, Desk(central, tmp_path, "near"))
    with running(tmp_path / "one", admin_url(central), "central", "overnight", "--json") as first:
        until(lambda: renewals(central) == 1, 20, first.said)
        with running(tmp_path / "two", admin_url(central), "central", "overnight") as second:
            assert second.process.wait(15) == 1
            assert "Another process is doing the night's work" in second.said()
        central.decide()
        assert first.process.wait(15) == 0
        assert first.reports.get(timeout=5) == {"dissociated": 0, "erased": 0, "lapsed": 0, "lost": 0, "renewed": 1}
    assert renewals(central) == 1
