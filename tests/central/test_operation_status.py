"""What administrators and their monitoring are told of central: how far it has come, who decides, who was heard of."""

from __future__ import annotations

import socket
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import update

from deskapp import __version__
from deskapp.central.applier import LEASE
from deskapp.central.database import SCHEMA, Database
from deskapp.central.metrics import AddressTaken, measuring
from deskapp.central.schema import workstations
from deskapp.central.status import OlderSchema, status_of
from tests.central.centrals import Anywhere, Desk, OnPostgresql, an_applier, now
from tests.desks import KEY, a_patron
from tests.postgresql import Cluster, private_cluster


@pytest.fixture
def on_postgresql(postgresql: Cluster) -> Iterator[OnPostgresql]:
    made = OnPostgresql(postgresql)
    yield made
    made.close()


def test_it_says_how_many_events_wait_and_since_when(on_postgresql: OnPostgresql, tmp_path: Path) -> None:
    desk, database = Desk(on_postgresql, tmp_path, "near"), on_postgresql.database
    began = now()
    desk.push(*desk.write(a_patron("P1")[1], a_patron("P2")[1]))
    desk.push(*desk.write(a_patron("P3")[1]))
    waiting = status_of(database, began + 60_000_000)
    assert (waiting.stored, waiting.decided, waiting.lag) == (3, 0, 3)
    assert 50 < waiting.waiting <= 60, "seconds since the first of them arrived"
    applier = an_applier(database)
    applier.run(limit=2)
    assert status_of(database, now()).lag == 1
    applier.release()
    on_postgresql.decide()
    an_end = status_of(database, now() + 60_000_000)
    assert (an_end.lag, an_end.waiting, an_end.quarantined) == (0, 0, 0)


def test_what_could_not_be_read_is_counted(on_postgresql: OnPostgresql, tmp_path: Path) -> None:
    desk = Desk(on_postgresql, tmp_path, "near")
    good = desk.write(a_patron("P1")[1])
    desk.push(msgspec.structs.replace(good[0], body=msgspec.Raw(b'{"patron": 1}')))
    on_postgresql.decide()
    assert status_of(on_postgresql.database, now()).quarantined == 1


def test_it_names_the_versions_the_epoch_and_the_records_if_asked(central: Anywhere, tmp_path: Path) -> None:
    desk = Desk(central, tmp_path, "near")
    desk.push(*desk.write(a_patron("P1")[1]))
    central.decide()
    found = status_of(central.database, now(), count=True)
    assert (found.versions.program, found.versions.schema) == (__version__, SCHEMA)
    assert found.epoch == desk.link.hello()["epoch"]
    assert found.records["patron"] == 1
    assert status_of(central.database, now()).records == {}, "counting millions of records is not for every minute"


def test_it_says_whether_somebody_decides(on_postgresql: OnPostgresql) -> None:
    database = on_postgresql.database
    assert status_of(database, now()).lease is None
    an_applier(database)
    held = status_of(database, now()).lease
    assert held is not None
    assert (held.held, held.generation) == (True, 1)
    later = status_of(database, now() + LEASE + 1).lease
    assert later is not None
    assert not later.held, "whoever held it was not heard of again"


def test_it_names_the_desks_their_last_contact_and_their_program(central: Anywhere, tmp_path: Path) -> None:
    near, far = Desk(central, tmp_path, "near"), Desk(central, tmp_path, "far")
    near.link.hello()
    far.link.hello()
    with central.database.write() as c:
        c.execute(update(workstations).where(workstations.c.name == far.name).values(revoked=1))
    seen = {desk.name: desk for desk in status_of(central.database, now()).desks}
    assert not seen[near.name].revoked
    assert seen[far.name].revoked
    contact = seen[near.name].last_contact
    assert contact is not None
    assert abs(contact.timestamp() * 1_000_000 - now()) < 10_000_000
    assert seen[near.name].version == __version__


def test_a_database_that_was_never_begun_is_said_to_be_one(tmp_path: Path) -> None:
    database = Database.sqlite(tmp_path / "central.db", KEY)
    with pytest.raises(OlderSchema):
        status_of(database, now())
    database.close()


# --- Prometheus ----------------------------------------------------------------------------------------


def a_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def measured(port: int) -> dict[str, float]:
    """Each sample with its labels, as Prometheus reads it."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=10) as answer:
        lines = answer.read().decode().splitlines()
    return {name: float(value) for name, _, value in (x.rpartition(" ") for x in lines if not x.startswith("#"))}


def test_prometheus_is_told_what_waits_who_decides_and_which_desk_fell_silent(
    on_postgresql: OnPostgresql, tmp_path: Path
) -> None:
    desk, port = Desk(on_postgresql, tmp_path, "near"), a_port()
    with measuring(on_postgresql.database, now, "127.0.0.1", port):
        desk.link.hello()
        desk.push(*desk.write(a_patron("P1")[1], a_patron("P2")[1]))
        before = measured(port)
        on_postgresql.decide()
        after = measured(port)
    assert before["deskapp_central_up"] == 1
    assert (before["deskapp_central_events_stored"], before["deskapp_central_events_waiting"]) == (2, 2)
    assert before["deskapp_central_oldest_waiting_seconds"] > 0
    assert before["deskapp_central_lease_held"] == 0
    assert (after["deskapp_central_events_decided"], after["deskapp_central_events_waiting"]) == (2, 0)
    assert after["deskapp_central_lease_generation"] == 1
    contact = f'deskapp_central_workstation_contact_timestamp_seconds{{workstation="{desk.name}"}}'
    assert abs(after[contact] - now() / 1_000_000) < 10
    with pytest.raises(urllib.error.URLError):
        measured(port)


def test_prometheus_is_told_when_the_database_is_away() -> None:
    port = a_port()
    with private_cluster() as cluster:
        central = OnPostgresql(cluster)
        with measuring(central.database, now, "127.0.0.1", port):
            assert measured(port)["deskapp_central_up"] == 1
            cluster.lose_power()
            assert measured(port) == {"deskapp_central_up": 0}
        central.close()


def test_a_port_that_is_taken_is_named(on_postgresql: OnPostgresql) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port: int = taken.getsockname()[1]
        with pytest.raises(AddressTaken, match=str(port)), measuring(on_postgresql.database, now, "127.0.0.1", port):
            pass
