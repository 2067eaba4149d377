"""Whatever three desks did, and however clocks and network failed: in the end all agree, and nothing is lost."""

from __future__ import annotations

import itertools
import random
import shutil
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deskapp.central.database import Database
from deskapp.central.functions import enrolment
from deskapp.sync.link import Central, PostgresCentral
from tests.desks import KEY, FakeClock, Place
from tests.postgresql import Cluster
from tests.sync.histories import (
    History,
    Step,
    central_rows,
    check_all,
    copied,
    delivered_again,
    differences,
    prepare,
    prepare_at,
    steps,
)

_FAST = Path("/dev/shm")  # memory: what is proved here is agreement, not durability


def many(examples: int) -> settings:
    """So many examples in the profile `ci`, and as many times more as another profile has more."""
    more = settings().max_examples / settings.get_profile("ci").max_examples
    return settings(max_examples=max(1, round(examples * more)), suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module")
def prepared() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(dir=_FAST if _FAST.is_dir() else None) as folder:
        yield prepare_in(Path(folder))


def prepare_in(folder: Path) -> Path:
    (folder / "prepared").mkdir()
    blank = Database.sqlite(folder / "blank.db", KEY)
    blank.migrate()
    blank.close()
    prepare(folder / "prepared")
    return folder


_numbers = itertools.count()


@many(60)
@given(told=steps, seed=st.integers(0, 2**32), limit=st.integers(1, 7))
def test_whatever_three_desks_did_everybody_agrees_in_the_end(
    prepared: Path, told: list[Step], seed: int, limit: int
) -> None:
    folder = prepared / f"example-{next(_numbers)}"
    place = copied(prepared / "prepared", folder)
    history = History(place)
    try:
        for step in told:
            history.live(step)
        history.finish()
        check_all(history)
        again = another_arrival(prepared, folder, history, seed, limit)
        assert differences(again, central_rows(place.database)) == {}, "another arrival gives other records"
    finally:
        history.close_files()
        place.database.close()
        shutil.rmtree(folder)


def another_arrival(
    prepared: Path, folder: Path, history: History, seed: int, limit: int
) -> dict[tuple[str, object], str]:
    """The records that the same stamped journals give when they come in another interleaving."""
    shutil.copy(prepared / "blank.db", folder / "again.db")
    target = Database.sqlite(folder / "again.db", KEY)
    try:
        shuffled = random.Random(seed)
        return delivered_again(history.place, target, lambda senders: shuffled.sample(senders, len(senders)), limit)
    finally:
        target.close()


# --- the same on PostgreSQL, each desk with its own login -----------------------------------------------


class OnPostgresql(Place):
    """A library whose desks log in to PostgreSQL."""

    def __init__(self, folder: Path, cluster: Cluster, base: str) -> None:
        self._cluster, self._base = cluster, base
        self._links: list[Central] = []
        super().__init__(folder, FakeClock(datetime.now(UTC)), Database.postgresql(cluster.url(base)))

    def link(self, workstation: str) -> Central:
        link = PostgresCentral(self._cluster.url(self._base, workstation, PASSWORD))
        self._links.append(link)
        return link

    def close(self) -> None:
        for link in self._links:
            link.close()
        self.database.close()


PASSWORD = "a good password"


@pytest.fixture(scope="module")
def model(postgresql: Cluster) -> Iterator[tuple[Cluster, str, Path]]:
    """The prepared library as a database that others are copied from, and its workstations' caches."""
    base = postgresql.new_database()
    database = Database.postgresql(postgresql.url(base))
    database.migrate()
    with database.write() as c:
        for name in ("desk-1", "desk-2", "desk-3", "setup"):
            for statement in enrolment(name, PASSWORD):
                c.exec_driver_sql(statement)
    database.close()
    with tempfile.TemporaryDirectory(dir=_FAST if _FAST.is_dir() else None) as folder:
        (Path(folder) / "prepared").mkdir()
        place = OnPostgresql(Path(folder) / "prepared", postgresql, base)
        prepare_at(place)
        place.close()
        yield postgresql, base, Path(folder)


@many(15)
@given(told=steps)
def test_whatever_three_desks_did_everybody_agrees_in_the_end_on_postgresql(
    model: tuple[Cluster, str, Path], told: list[Step]
) -> None:
    cluster, base, prepared = model
    name, folder = f"{base}_{next(_numbers)}", prepared / f"example-{next(_numbers)}"
    with psycopg.connect(cluster.url("postgres"), autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name} TEMPLATE {base} STRATEGY file_copy".encode())
    shutil.copytree(prepared / "prepared", folder)
    place = OnPostgresql(folder, cluster, name)
    history = History(place)
    try:
        for step in told:
            history.live(step)
        history.finish()
        check_all(history)
    finally:
        history.close_files()
        place.close()
        shutil.rmtree(folder)
        with psycopg.connect(cluster.url("postgres"), autocommit=True) as admin:
            admin.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())
