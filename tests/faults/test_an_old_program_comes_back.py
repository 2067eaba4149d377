"""A workstation of the first version comes back with ten thousand unsent events, to a central of the newest."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

import psycopg
from sqlalchemy import select

from deskapp.central.database import Database
from deskapp.central.local import LocalCentral, applied
from deskapp.central.schema import records
from deskapp.store.codec import Entry, encode
from tests.central.centrals import CLOCK, PASSWORD, now
from tests.central.test_operation_migrations import OLD, SCHEMAS, OldDesk
from tests.desks import KEY, Workstation
from tests.faults.afterwards import events_of, records_are_the_fold
from tests.faults.old_program import bring_up_central, unsent
from tests.postgresql import Cluster

EVENTS = 10_000


def test_the_updated_program_sends_all_that_the_old_one_recorded(tmp_path: Path) -> None:
    bring_up_central(tmp_path / "central.db", OLD[0])
    (tmp_path / "far").mkdir()
    entries = unsent(tmp_path / "far" / "journal.db", "far", EVENTS)
    with closing(Database.sqlite(tmp_path / "central.db", KEY)) as database:
        link = LocalCentral(database, "far", now)
        far = Workstation(tmp_path / "far", "far", "MAIN", CLOCK, link)  # type: ignore[arg-type]  # the real clock
        assert far.session.exchange().pushed == EVENTS
        applied(database, now)
        far.session.exchange()
        assert far.session.decided()
        assert list(far.journal.faults()) == []
        all_of_it_is_there(database, "far", entries)
        far.overlay.refresh()
        assert far.desk.status().pending == 0
        assert far.desk.search("Muchas 7")
        for file in (far.journal, far.writer, far.overlay.cache):
            file.close()


def test_the_old_program_itself_sends_all_that_it_recorded(tmp_path: Path, postgresql: Cluster) -> None:
    base = postgresql.new_database()
    name = f"old_{base}"
    with psycopg.connect(postgresql.url(base), autocommit=True) as server:
        server.execute(f"CREATE ROLE {name} LOGIN PASSWORD '{PASSWORD}'".encode())
        server.execute((SCHEMAS / f"{OLD[0]}.postgresql.sql").read_text().replace("{desk}", name).encode())
    with closing(Database.postgresql(postgresql.url(base))) as database:
        database.migrate()
        entries = unsent(tmp_path / "journal.db", name, EVENTS)
        with closing(OldDesk(postgresql.url(base, name, PASSWORD), name)) as desk:
            desk.hello()
            for first in range(0, EVENTS, 500):
                said = [encode(e).decode() for e in entries[first : first + 500]]
                assert set(desk._ask("SELECT push(%s::jsonb, %s)", json.dumps(desk._clock), said)) == {"new"}
            applied(database, now)
            assert [seq for _, _, seq in desk.pull()["decided"]] == [EVENTS]
        all_of_it_is_there(database, name, entries)


def all_of_it_is_there(database: Database, workstation: str, entries: list[Entry]) -> None:
    """Each event once, none in quarantine, and the records are what they amount to."""
    assert events_of(database, workstation) == [e.id for e in entries]
    records_are_the_fold(database)
    with database.read() as c:
        loans = c.execute(select(records.c.id).where(records.c.kind == "loan")).all()
    assert len(loans) == sum(e.kind == "ItemCheckedOut" for e in entries) > EVENTS // 3
