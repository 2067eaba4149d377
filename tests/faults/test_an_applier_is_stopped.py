"""An applier that is stopped in the middle of a transaction: another takes over, and the woken one writes nothing."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from deskapp.central.applier import Applier
from deskapp.central.batch import Batch
from deskapp.central.database import Database
from deskapp.central.schema import counters, lease
from deskapp.central.service import Service
from tests.central.centrals import Desk, OnPostgresql, now
from tests.desks import a_patron
from tests.faults.afterwards import records_are_the_fold
from tests.faults.killed import forked
from tests.postgresql import Cluster
from tests.programs import until
from tests.sync.histories import central_rows

PATIENCE = 25.0
"""Seconds; the lease, and what PostgreSQL allows a silent transaction, are ten each."""

PATIENT = "options=-c%20statement_timeout%3D12s"
"""So that this test fails, and does not wait for ever, where nothing ends the silent transaction."""


def serve_and_stop(url: str, folder: Path) -> None:
    """The service, in a process that stops when a batch is folded: the counters and the lease are locked then."""
    fold = Batch.fold

    def stopped(self: Batch) -> None:
        (folder / "stopped").touch()
        os.kill(os.getpid(), signal.SIGSTOP)
        (folder / "woken").touch()
        fold(self)

    Batch.fold = stopped  # type: ignore[method-assign]  # in this process alone
    ran = Applier.run

    def run(self: Applier, *words: Any) -> Any:
        try:
            return ran(self, *words)
        except BaseException as fault:
            (folder / "failed").write_text(type(fault).__name__)
            raise

    setattr(Applier, "run", run)  # noqa: B010  # in this process alone
    with closing(Database.postgresql(url)) as database:
        Service(database, now).run(Event())


@pytest.fixture
def central(postgresql: Cluster) -> Iterator[OnPostgresql]:
    made = OnPostgresql(postgresql)
    yield made
    made.close()


def test_another_applier_takes_over_from_one_that_is_stopped_and_the_woken_one_writes_nothing(
    central: OnPostgresql, tmp_path: Path
) -> None:
    desk = Desk(central, tmp_path, "far")
    first = forked(serve_and_stop, central._cluster.url(central._base), tmp_path)
    assert first.pid
    try:
        desk.push(*(e for n in range(5) for e in desk.write(a_patron(f"P{n}")[1])))
        until((tmp_path / "stopped").exists, 20)
        assert desk.push(*desk.write(a_patron("P6")[1])) == ["new"], "desks feel nothing"
        began = time.monotonic()
        with closing(Database.postgresql(f"{central._cluster.url(central._base)}?{PATIENT}")) as other:
            until(lambda: took_over(other), PATIENCE)
        print(f"{time.monotonic() - began:.1f} s until another applier had decided everything")
        before, holder = central_rows(central.database), held(central.database)
        os.kill(first.pid, signal.SIGCONT)
        until((tmp_path / "failed").exists, 10)
        assert (tmp_path / "woken").exists()
        assert central_rows(central.database) == before
        assert held(central.database) == holder
        records_are_the_fold(central.database)
    finally:
        first.kill()
        first.join()
        desk.journal.close()


def took_over(database: Database) -> bool:
    """As another service does: ask for the lease, and decide."""
    other = Applier(database, now)
    try:
        if not other.acquire():
            return False
        other.run_all()
    except DBAPIError:  # it has waited for too long, and asks again
        return False
    with database.read() as c:
        found: dict[str, int] = dict(c.execute(select(counters.c.name, counters.c.value)).all())
    return found["applied"] == found["position"]


def held(database: Database) -> tuple[Any, ...]:
    with database.read() as c:
        return tuple(c.execute(select(lease.c.holder, lease.c.generation)).one())
