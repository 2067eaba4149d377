"""The cache is disposable: damaged, foreign or newer, it is put aside and fetched anew."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from deskapp.app.files import open_journal
from deskapp.app.reaching import central_running, open_session
from deskapp.app.workstation import Workstation, open_workstation
from deskapp.desk.answers import PatronHit
from deskapp.domain.events import LibrarySetUp
from deskapp.domain.outcome import Done, fact
from deskapp.domain.values import LIBRARY, Line
from deskapp.set_up.library_file import starting_library
from deskapp.settings import Settings, load
from deskapp.store.codec import ReliedOn
from tests.desks import a_patron


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return replace(load(tmp_path / "home"), insecure_key_file=True, workstation="desk-1")


@pytest.fixture
def central(settings: Settings) -> Iterator[str]:
    with central_running(settings) as url:
        yield url


def names(station: Workstation, text: str) -> list[str]:
    return [h.name for h in station.desk.search(text) if isinstance(h, PatronHit)]


def registered(settings: Settings, url: str) -> None:
    """Ana García, card P1, recorded here, sent, decided and fetched."""
    journal = open_journal(settings, writer=True)
    facts = (fact(LibrarySetUp(starting_library()), (Line.LIBRARY, LIBRARY)), a_patron("P1")[1])
    journal.record(Done(facts), "maria", "MAIN", ReliedOn())
    journal.close()
    exchanged(settings, url)


def exchanged(settings: Settings, url: str) -> None:
    session, cache = open_session(settings, url)
    while True:
        session.exchange()
        if session.decided():
            break
    session.close()
    cache.close()


def test_a_copy_rebuilt_beside_is_swapped_in_while_the_desk_works_on(settings: Settings, central: str) -> None:
    registered(settings, central)
    station = open_workstation(settings)
    assert names(station, "garcia") == ["Ana García"]
    card = station.desk.accept_unknown_card("N1")
    session, cache = open_session(settings, central)
    session.copy_anew()
    assert session.exchange().copied
    session.close()
    cache.close()
    assert station.desk.refresh()
    assert names(station, "garcia") == ["Ana García"]
    assert station.desk.panel(card).card == "N1"
    station.close()


@pytest.mark.parametrize("content", [b"", b"not a database at all" * 500])
def test_a_damaged_copy_is_put_aside_told_and_fetched_anew(settings: Settings, central: str, content: bytes) -> None:
    registered(settings, central)
    settings.cache.write_bytes(content)
    for suffix in ("-wal", "-shm"):
        Path(f"{settings.cache}{suffix}").unlink(missing_ok=True)
    station = open_workstation(settings)
    assert (station.notices == ["cache_rebuilt"]) == bool(content)
    assert names(station, "garcia") == ["Ana García"]  # the journal still says so
    exchanged(settings, central)
    assert station.desk.refresh()
    assert names(station, "garcia") == ["Ana García"]
    assert station.desk.status().pending == 0
    station.close()
