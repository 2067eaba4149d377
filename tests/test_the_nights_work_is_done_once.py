"""Central's service does the night's work once a night, late if it slept, and not on the first day."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from deskapp.central.database import Database
from deskapp.central.schema import settings as kept
from deskapp.central.status import LAST_NIGHT
from deskapp.domain.rules import Branch
from deskapp.jobs.nightly import Nightly, every_night, library_time
from deskapp.settings import Settings
from tests.desks import KEY, Place, a_library, the_set_up


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    made = Database.sqlite(tmp_path / "central.db", KEY)
    made.migrate()
    yield made
    made.close()


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("now", "due"),
    [
        ("2026-03-02T18:00", False),  # the same day
        ("2026-03-03T02:59", False),  # the night has not come
        ("2026-03-03T03:00", True),
        ("2026-03-03T09:00", True),  # the machine slept
        ("2026-03-09T09:00", True),  # over the holidays
    ],
)
def test_the_work_is_due_once_the_hour_has_come(database: Database, now: str, due: bool) -> None:
    nightly = Nightly(database)
    assert not nightly.is_due(at("2026-03-02T10:00")), "a new library begins with the night to come"
    assert nightly.is_due(at(now)) == due


def test_what_was_done_is_not_due_again_before_the_next_night(database: Database) -> None:
    nightly = Nightly(database)
    nightly.done(at("2026-03-02T10:00"))
    nightly.done(at("2026-03-03T09:00"))
    again = Nightly(database)  # the program was started anew, or another one took over
    assert not again.is_due(at("2026-03-03T23:59"))
    assert again.is_due(at("2026-03-04T03:00"))


def test_a_service_that_only_waits_leaves_the_night_to_the_one_that_decides(database: Database, tmp_path: Path) -> None:
    def nights_seen(ours: bool) -> int:
        stop = threading.Event()
        settings = Settings(tmp_path / "home", "server", insecure_key_file=True)
        work = threading.Thread(target=every_night, args=(settings, database, lambda: ours, stop))
        work.start()
        time.sleep(0.3)
        stop.set()
        work.join()
        with database.read() as c:
            return len(c.execute(select(kept.c.value).where(kept.c.name == LAST_NIGHT)).all())

    assert nights_seen(ours=False) == 0
    assert nights_seen(ours=True) == 1


def test_the_hour_is_the_librarys_wherever_the_server_stands(tmp_path: Path) -> None:
    place, evening = Place(tmp_path), datetime(2026, 3, 3, 4, 0, tzinfo=UTC)
    assert library_time(place.database, evening) == evening
    place.tell(the_set_up(replace(a_library(), branches=(Branch("MAIN", "Central", zone="America/Bogota"),))))
    there = library_time(place.database, evening)
    assert (there.day, there.hour) == (2, 23), "the library is still open in the evening before"
    place.database.close()
