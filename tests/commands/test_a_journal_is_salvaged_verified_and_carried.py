"""A desk whose journal is damaged works on; administrators verify a journal, and carry one home."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from deskapp.app.files import open_cache, open_journal, secrets_for
from deskapp.app.workstation import Workstation, open_workstation
from deskapp.cli import main
from deskapp.credentials import key_for
from deskapp.domain.events import LibrarySetUp
from deskapp.domain.outcome import Done, fact
from deskapp.domain.values import LIBRARY, Line
from deskapp.set_up.library_file import starting_library
from deskapp.settings import Settings, load, save
from deskapp.store.carried import read_carried
from deskapp.store.cipher import FileProblem, damage_mark
from deskapp.store.codec import ReliedOn
from deskapp.store.pages import PAGE
from deskapp.store.recovery import make_recovery_keys, write_recovery
from tests.desks import a_patron

PUBLIC, PRIVATE = make_recovery_keys()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    made = replace(load(tmp_path / "home"), insecure_key_file=True, workstation="desk-1", language="en")
    save(made)
    return made


@pytest.fixture
def written(settings: Settings) -> Settings:
    """The set-up and a hundred patrons, recorded here, never sent."""
    with closing(open_journal(settings, writer=True)) as journal, journal.transaction():
        journal.append(
            Done((fact(LibrarySetUp(starting_library()), (Line.LIBRARY, LIBRARY)),)), "m", "MAIN", ReliedOn()
        )
        for n in range(100):
            journal.append(Done((a_patron(f"C{n}", "Ana", "García")[1],)), "m", "MAIN", ReliedOn())
    return settings


def key_of(settings: Settings) -> str:
    return key_for(settings.journal, secrets_for(settings))


def hurt(settings: Settings, page: int) -> None:
    with settings.journal.open("r+b") as file:
        file.seek((page - 1) * PAGE)
        file.write(os.urandom(PAGE))


def tamper(settings: Settings, sql: str) -> None:
    connection = sqlcipher.connect(str(settings.journal), isolation_level=None)
    connection.execute(f"PRAGMA key = \"x'{key_of(settings)}'\"")
    connection.execute(sql)
    connection.close()


@pytest.fixture
def station(written: Settings) -> Iterator[Workstation]:
    hurt(written, 14)
    one = open_workstation(written)
    yield one
    one.close()


# --- the desk works on ------------------------------------------------------------------------------------------


def test_a_desk_whose_journal_is_damaged_in_the_middle_opens_tells_it_and_works_on(
    station: Workstation, written: Settings
) -> None:
    (notice,) = station.notices
    code, kept, lost, again = notice.split(":")
    assert (code, int(kept) + int(lost)) == ("journal_salvaged", 101)
    assert 1 <= int(lost) <= 7
    assert 0 < int(again) < 101
    station.desk.accept_unknown_card("N1")
    assert station.desk.status().pending == int(kept) + 2  # the new card, and what was lost
    assert len(list(written.home.glob("journal-damaged-*.db"))) == 1
    station.close()
    second = open_workstation(written)
    assert second.notices == []
    assert second.desk.status().pending == int(kept) + 2
    second.close()
    assert main(["--home", str(written.home), "journal", "verify"]) == 0


def test_a_desk_whose_journal_is_no_journal_any_more_begins_a_new_one_and_keeps_the_old(written: Settings) -> None:
    written.journal.write_bytes(b"x" * 9000)
    station = open_workstation(written)
    assert station.notices == ["journal_salvaged:0:0:0"]
    station.desk.accept_unknown_card("N1")
    station.close()
    (aside,) = written.home.glob("journal-damaged-*.db")
    assert aside.read_bytes() == b"x" * 9000


def test_damage_that_was_met_while_working_is_mended_at_the_next_start(written: Settings) -> None:
    open_workstation(written).close()
    damage_mark(written.journal).touch()
    station = open_workstation(written)
    assert station.notices == ["journal_salvaged:101:0:0"]
    station.close()
    again = open_workstation(written)
    assert again.notices == []
    again.close()


def test_a_keyring_with_another_key_is_not_damage(written: Settings) -> None:
    secrets_for(written).put("key:journal.db", "a1" * 32)
    before = written.journal.read_bytes()
    with pytest.raises(FileProblem, match="wrong_key"):
        open_workstation(written)
    assert written.journal.read_bytes() == before
    assert not list(written.home.glob("journal-damaged-*"))


# --- verify ------------------------------------------------------------------------------------------------------


def said(capsys: pytest.CaptureFixture[str], settings: Settings, *words: str, language: str = "en") -> tuple[int, str]:
    status = main(["--home", str(settings.home), "--language", language, "journal", *words])
    return status, capsys.readouterr().out


def test_a_whole_journal_is_said_to_be_whole(written: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, written, "verify") == (0, "The journal is whole: 101 entries.\n")
    assert said(capsys, written, "verify", language="es")[1] == "El diario está entero: 101 anotaciones.\n"
    status, told = said(capsys, written, "verify", "--json")
    assert (status, json.loads(told)) == (0, {"entries": 101, "broken_at": None, "faults": []})


@pytest.mark.parametrize(
    ("sql", "kind", "english", "spanish"),
    [
        (
            'UPDATE journal SET entry = CAST(replace(entry, \'"staff":"m"\', \'"staff":"x"\') AS BLOB) WHERE n = 40',
            "altered",
            "Entry 40 (row 40) was altered",
            "La anotación 40 (fila 40) se cambió",
        ),
        (
            "DELETE FROM journal WHERE n BETWEEN 40 AND 42",
            "missing",
            "Entries are missing, from 40 to 42: 3 in all",
            "Faltan anotaciones, de la 40 a la 42: 3 en total",
        ),
        (
            "UPDATE journal SET n = CASE n WHEN 40 THEN -41 ELSE -40 END WHERE n IN (40, 41)",
            "out_of_order",
            "",
            "",
        ),
    ],
)
def test_what_was_done_to_a_journal_is_named_in_both_languages(
    written: Settings, capsys: pytest.CaptureFixture[str], sql: str, kind: str, english: str, spanish: str
) -> None:
    tamper(written, sql)
    if kind == "out_of_order":
        tamper(written, "UPDATE journal SET n = -n WHERE n < 0")
        english, spanish = "Entry 41 (row 40) is not in its place", "La anotación 41 (fila 40) no está en su sitio"
    status, told = said(capsys, written, "verify", "--json")
    first = json.loads(told)["faults"][0]
    assert (status, first["kind"], first["n"]) == (1, kind, 40 if kind != "missing" else 43)
    assert english in said(capsys, written, "verify")[1]
    told = said(capsys, written, "verify", language="es")[1]
    assert spanish in told
    assert "El archivo no se ha tocado" in told
    assert first["incarnation"] in told


# --- carried home --------------------------------------------------------------------------------------------------


def test_what_central_has_not_decided_is_carried_home(
    written: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_recovery(written.journal, key_of(written), PUBLIC)
    path = tmp_path / "bus.carried"
    status, told = said(capsys, written, "carry", "--to", str(path), "--json")
    assert (status, json.loads(told)) == (0, {"entries": 101, "file": str(path)})
    with closing(open_journal(written, writer=False)) as journal:
        assert list(read_carried(path, PRIVATE)) == [e for _, e in journal.entries()]


def test_what_central_has_decided_is_carried_only_when_all_is_asked_for(
    written: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    public = tmp_path / "public"
    public.write_text(PUBLIC + "\n")
    with closing(open_journal(written, writer=True)) as journal:
        incarnation = journal.incarnation
    with closing(open_cache(written, writer=True, notices=[])) as cache, cache.pulling():
        cache.set_known(cache.known(), {incarnation: 90}, written.workstation)
    for words, count in (((), 11), (("--all",), 101)):
        path = tmp_path / "f"
        status, _ = said(capsys, written, "carry", "--to", str(path), "--recovery-key", str(public), *words)
        assert status == 0
        assert len(list(read_carried(path, PRIVATE))) == count


def test_without_a_recovery_key_nothing_is_carried_and_that_is_said(
    written: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "f"
    assert main(["--home", str(written.home), "--language", "en", "journal", "carry", "--to", str(path)]) == 1
    assert "has no recovery key" in capsys.readouterr().err
    words = ["journal", "carry", "--to", str(path), "--recovery-key", str(tmp_path / "nowhere")]
    assert main(["--home", str(written.home), "--language", "es", *words]) == 1
    assert "No se pudo leer" in capsys.readouterr().err
    assert not path.exists()
