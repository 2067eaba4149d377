"""Whoever rewrote a whole journal left no break in its chain: what central holds of it tells."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import pytest
from sqlalchemy import delete, func, select, update

from deskapp.app.central import central_database, open_central
from deskapp.app.files import open_journal, secrets_for
from deskapp.app.reaching import central_running, open_session
from deskapp.central.schema import counters, journal
from deskapp.central.schema import settings as kept
from deskapp.cli import main
from deskapp.domain.outcome import Done
from deskapp.settings import Settings, load, save
from deskapp.store.codec import Entry, ReliedOn, encode
from tests.desks import a_patron


@pytest.fixture
def settings(tmp_path: Path) -> Iterator[Settings]:
    """A workstation of an embedded central, which has everything that was done here: five entries."""
    made = replace(load(tmp_path / "home"), insecure_key_file=True, workstation="desk-1", language="en")
    save(made)
    open_central(made).close()
    with closing(open_journal(made, writer=True)) as here, here.transaction():
        for n in range(5):
            here.append(Done((a_patron(f"C{n}")[1],)), "m", "MAIN", ReliedOn())
    with central_running(made) as url:
        session, cache = open_session(made, url)
        session.exchange()
        while not session.decided():
            session.exchange()
        session.close()
        cache.close()
        yield made


def verify(settings: Settings, *words: str) -> int:
    return main(["--home", str(settings.home), "journal", "verify", *words])


def at_central(settings: Settings, seq: int, **changes: Any) -> None:
    """Alter an entry there."""
    with closing(central_database(settings)) as database, database.write() as c:
        where = (journal.c.workstation == "desk-1", journal.c.seq == seq)
        entry = msgspec.json.decode(c.execute(select(journal.c.entry).where(*where)).scalar_one(), type=Entry)
        c.execute(
            update(journal).where(*where).values(entry=encode(msgspec.structs.replace(entry, **changes)).decode())
        )


def test_what_is_the_same_at_central_is_said_to_be(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    assert verify(settings, "--central") == 0
    assert capsys.readouterr().out == "The journal is whole: 5 entries.\nCentral has the same: 5.\n"
    assert verify(settings, "--central", "--json") == 0
    assert json.loads(capsys.readouterr().out)["central"] == {"entries": 5, "differs": None}


def test_what_is_not_sent_yet_is_no_difference(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    with closing(open_journal(settings, writer=True)) as here, here.transaction():
        here.append(Done((a_patron("C9")[1],)), "m", "MAIN", ReliedOn())
    assert verify(settings, "--central") == 0
    assert "whole: 6 entries.\nCentral has the same: 5." in capsys.readouterr().out


def test_the_first_entry_that_central_has_otherwise_is_named(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    at_central(settings, 3, staff="somebody else")
    at_central(settings, 5, staff="somebody else")
    assert verify(settings) == 0
    capsys.readouterr()
    assert verify(settings, "--central") == 1
    told = capsys.readouterr().out
    assert "Central has entry 3 with other content" in told
    assert "The file was not touched" in told
    assert verify(settings, "--central", "--json") == 1
    found = json.loads(capsys.readouterr().out)["central"]
    assert (found["entries"], found["differs"]["seq"], found["differs"]["fate"]) == (2, 3, "other_content")


def test_what_central_lost_is_named_and_it_has_it_again(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    with closing(central_database(settings)) as database, database.write() as c:
        c.execute(delete(journal).where(journal.c.workstation == "desk-1", journal.c.seq >= 4))
        last = select(func.max(journal.c.position)).scalar_subquery()
        c.execute(update(counters).where(counters.c.name.in_(("position", "applied"))).values(value=last))
    assert verify(settings, "--central") == 1
    assert "Central lacked entry 4; now it has it again" in capsys.readouterr().out
    assert verify(settings, "--central") == 0


def test_a_central_with_another_history_is_not_compared(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    with closing(central_database(settings)) as database, database.write() as c:
        c.execute(update(kept).where(kept.c.name == "epoch").values(value="7f6bb9ba-3a05-4f14-8d77-0f5a27cbbf0e"))
    assert verify(settings, "--central") == 1
    assert "Central has another history" in capsys.readouterr().err


def test_a_journal_that_is_broken_itself_is_not_compared(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    import sqlcipher3.dbapi2 as sqlcipher

    from deskapp.credentials import key_for

    connection = sqlcipher.connect(str(settings.journal), isolation_level=None)
    connection.execute(f"PRAGMA key = \"x'{key_for(settings.journal, secrets_for(settings))}'\"")
    connection.execute("DELETE FROM journal WHERE seq = 2")
    connection.close()
    assert verify(settings, "--central", "--json") == 1
    found = json.loads(capsys.readouterr().out)
    assert (found["faults"][0]["kind"], found["central"]) == ("missing", None)
