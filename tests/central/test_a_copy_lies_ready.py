"""The copy that central keeps ready for workstations: when it is made, by whom, and what is left of it where."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, select, text, update

from deskapp.central.database import micros
from deskapp.central.ready import AtIt, is_due, publish
from deskapp.central.schema import counters, erased, ready, ready_parts
from deskapp.central.schema import settings as kept
from deskapp.store.layout import SCHEMA
from tests.central.centrals import Desk, OnPostgresql, now
from tests.desks import a_patron, new_id
from tests.postgresql import Cluster
from tests.programs import answered, running, until

NIGHT = micros(datetime(2026, 12, 4, 3, tzinfo=UTC))
NOON = micros(datetime(2026, 12, 4, 12, tzinfo=UTC))
HOUR = 3_600_000_000


@pytest.fixture
def central(postgresql: Cluster, tmp_path: Path) -> Iterator[OnPostgresql]:
    made = OnPostgresql(postgresql)
    desk = Desk(made, tmp_path / "desk", "near")
    desk.push(*desk.write(*(a_patron(f"C{n}", "Ana", f"Quiroga{n}")[1] for n in range(20))))
    made.decide()
    yield made
    made.close()


def admin_url(central: OnPostgresql) -> str:
    return central._cluster.url(central._base)


def revisions(central: OnPostgresql, value: int) -> None:
    """Let so much have happened at central."""
    with central.database.write() as c:
        c.execute(update(counters).where(counters.c.name == "rev").values(value=value))


def lies_there(central: OnPostgresql, **facts: Any) -> None:
    """A ready file, of which this is said."""
    with central.database.write() as c:
        c.execute(ready.delete())
        about = {"number": 1, "rev": 100_000, "layout": SCHEMA, "rows": 100_000, "key": "", "bytes": 1, "erased": 0}
        epoch = c.execute(text("SELECT epoch()")).scalar_one()
        c.execute(insert(ready), about | {"epoch": epoch, "made": NIGHT + HOUR} | facts)


def heads(central: OnPostgresql) -> list[tuple[int, int]]:
    with central.database.read() as c:
        return [tuple(row) for row in c.execute(select(ready.c.number, ready.c.rev))]


@pytest.mark.parametrize(
    ("rev", "facts", "due"),
    [
        (20_000, None, False),  # each workstation pulls so much as quickly
        (20_001, None, True),
        (100_000, {}, False),
        (100_000, {"made": NIGHT - 900 * HOUR}, False),  # nothing has changed since
        (100_001, {}, False),
        (100_001, {"made": NIGHT - 1}, True),  # a night has come since
        (100_001, {"made": NIGHT}, False),
        (110_000, {}, False),
        (110_001, {}, True),  # no workstation would take it any more
        (110_001, {"made": NOON - HOUR + 1}, False),  # but an import that goes on is waited for
        (100_000, {"layout": SCHEMA - 1}, True),
        (100_000, {"epoch": "another"}, True),
        (100_000, {"erased": 1}, True),
    ],
)
def test_it_is_due_when_there_is_none_of_use_or_a_night_has_brought_changes(
    central: OnPostgresql, rev: int, facts: dict[str, Any] | None, due: bool
) -> None:
    revisions(central, rev)
    if facts is not None:
        lies_there(central, **facts)
    assert is_due(central.database, NIGHT, NOON) is due


def test_the_new_one_takes_the_place_of_the_one_before(central: OnPostgresql, tmp_path: Path) -> None:
    first = publish(central.database, tmp_path / "ready.db", now)
    revisions(central, first.rev + 5)
    second = publish(central.database, tmp_path / "ready.db", now)
    assert second.rev == first.rev + 5
    assert heads(central) == [(2, second.rev)]
    with central.database.read() as c:
        found = c.execute(select(ready_parts.c.number, ready_parts.c.part)).all()
        assert {number for number, _ in found} == {2}
        assert sum(len(part) for _, part in found) == second.bytes
        assert not any(b"Quiroga" in part for _, part in found)
        storage = "SELECT attstorage FROM pg_attribute WHERE attrelid = 'ready_parts'::regclass AND attname = 'part'"
        assert c.execute(text(storage)).scalar() == "e", "what is encrypted is not to be compressed"


def test_somebody_who_is_erased_makes_it_due_and_is_not_in_the_next(central: OnPostgresql, tmp_path: Path) -> None:
    link = central.link("near")
    publish(central.database, tmp_path / "ready.db", now)
    assert link.ready_head()
    with central.database.write() as c:
        c.execute(insert(erased), {"id": new_id(), "at": now()})
    assert link.ready_head() is None
    revisions(central, 30_000)
    assert is_due(central.database, 0, now())
    publish(central.database, tmp_path / "ready.db", now)
    assert link.ready_head()


def test_of_another_history_it_is_given_to_nobody(central: OnPostgresql, tmp_path: Path) -> None:
    link = central.link("near")
    publish(central.database, tmp_path / "ready.db", now)
    assert link.ready_head()
    with central.database.write() as c:
        c.execute(update(kept).where(kept.c.name == "epoch").values(value="restored"))
    assert link.ready_head() is None


def test_two_that_make_it_at_once_do_not_disturb_each_other(
    central: OnPostgresql, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from deskapp.central import ready as module

    path, fill = tmp_path / "ready.db", module._fill

    def meanwhile(*words: Any) -> None:
        with pytest.raises(AtIt):
            publish(central.database, path, now)
        assert path.exists()
        fill(*words)

    monkeypatch.setattr(module, "_fill", meanwhile)
    publish(central.database, path, now)
    monkeypatch.undo()
    publish(central.database, path, now)
    assert [number for number, _ in heads(central)] == [2]


def test_nothing_is_left_of_it_on_the_disk_even_after_a_crash(
    central: OnPostgresql, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from deskapp.central import ready as module

    path = tmp_path / "home" / "ready.db"
    path.parent.mkdir()
    held = []

    def crashes(*words: Any) -> None:
        held.append(path.read_bytes())
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(module, "_store", crashes)
        with pytest.raises(KeyboardInterrupt):
            publish(central.database, path, now)
    assert len(held[0]) > 20_000
    assert b"Quiroga" not in held[0]
    assert list(path.parent.iterdir()) == []
    for name in ("ready.db", "ready.db-journal"):  # what one leaves that was killed
        (path.parent / name).write_bytes(held[0])
    publish(central.database, path, now)
    assert list(path.parent.iterdir()) == []
    assert [number for number, _ in heads(central)] == [1]


def test_an_administrator_can_have_it_made(central: OnPostgresql, tmp_path: Path) -> None:
    said = answered(tmp_path / "home", admin_url(central), "central", "publish")
    assert heads(central) == [(1, said["rev"])]
    assert said["rows"] == 40
    assert not (tmp_path / "home" / "ready.db").exists()


def test_an_embedded_central_has_nobody_to_make_it_for(tmp_path: Path) -> None:
    with running(tmp_path / "home", "embedded", "central", "publish") as program:
        assert program.process.wait(20) == 1
        assert "Traceback" not in program.said()
        assert program.said()


def test_the_service_makes_it_by_itself_and_decides_meanwhile(central: OnPostgresql, tmp_path: Path) -> None:
    revisions(central, 30_000)
    desk = Desk(central, tmp_path / "second", "other")
    with running(tmp_path / "server", admin_url(central), "central", "serve") as service:
        until(lambda: heads(central) != [], 30, service.log)
        desk.push(*desk.write(a_patron("NEW")[1]))
        until(lambda: decided(central), 20, service.log)
        assert service.end() == 0
    assert heads(central) == [(1, 30_000)]
    assert "Traceback" not in service.log()
    assert not (tmp_path / "server" / "ready.db").exists()


def decided(central: OnPostgresql) -> bool:
    with central.database.read() as c:
        found = dict(c.execute(select(counters.c.name, counters.c.value)).all())
    return bool(found["applied"] == found["position"])


def test_a_backup_does_not_carry_it(central: OnPostgresql, tmp_path: Path) -> None:
    publish(central.database, tmp_path / "ready.db", now)
    answered(tmp_path / "home", admin_url(central), "central", "backup", str(tmp_path / "one.dump"))
    from deskapp.central.pg_tools import _found

    command = [_found("pg_restore"), "--list", str(tmp_path / "one.dump")]
    listed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "TABLE DATA public records" in listed
    assert "TABLE public ready_parts" in listed
    assert "TABLE DATA public ready" not in listed
