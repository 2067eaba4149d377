"""Sealed codes are made for a workstation that central knows: codes for a mistyped name would open nothing."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import select

from deskapp.app.central import open_central
from deskapp.app.program import CENTRAL_VARIABLE
from deskapp.central.database import Database
from deskapp.central.enrolment import enrolled
from deskapp.central.schema import sealed_codes
from deskapp.cli import main
from deskapp.settings import Settings
from tests.central.centrals import now
from tests.postgresql import Cluster

Typed = Callable[..., tuple[int, str, str]]


@pytest.fixture
def typed(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Typed:
    """What a command of the workstation `till-1` ends with, and what it says."""
    monkeypatch.setenv(CENTRAL_VARIABLE, "")  # a command leaves it set for its children

    def run(*words: str, language: str = "en") -> tuple[int, str, str]:
        flags = ["--home", str(tmp_path), "--insecure-key-file", "--workstation", "till-1", "--language", language]
        status = main([*flags, *words])
        out, err = capsys.readouterr()
        return status, out, err

    return run


def codes_of(settings: Settings) -> list[str]:
    with closing(open_central(settings)) as database, database.read() as c:
        return list(c.execute(select(sealed_codes.c.workstation)).scalars())


def test_a_name_that_nobody_enrolled_gets_none_and_is_told_in_both_languages(postgresql: Cluster, typed: Typed) -> None:
    url = postgresql.url(postgresql.new_database())
    assert typed("--central", url, "central", "init")[0] == 0
    for language, told in (("en", "There is no workstation desk-9"), ("es", "No hay ningún puesto desk-9")):
        status, out, err = typed("--central", url, "central", "sealed-codes", "desk-9", language=language)
        assert (status, out) == (1, "")
        assert told in err
    assert codes_of(Settings(Path(), "till-1", central=url)) == []


def test_an_enrolled_workstation_gets_them(postgresql: Cluster, typed: Typed) -> None:
    base = postgresql.new_database()
    url, name = postgresql.url(base), f"desk-{base.rpartition('_')[2]}"
    with closing(Database.postgresql(url)) as database:
        database.migrate()
        enrolled(database, name, (), now())
    status, out, err = typed("--central", url, "central", "sealed-codes", name, "--count", "2")
    assert (status, err) == (0, "")
    assert len(out.splitlines()) == 3
    assert codes_of(Settings(Path(), "till-1", central=url)) == [name, name]


def test_an_embedded_central_makes_them_for_its_one_desk(tmp_path: Path, typed: Typed) -> None:
    assert typed("central", "init")[0] == 0
    status, out, err = typed("central", "sealed-codes", "till-2", "--count", "1")
    assert (status, out) == (1, "")
    assert "There is no workstation till-2" in err
    assert typed("central", "sealed-codes", "till-1", "--count", "1")[0] == 0
    assert codes_of(Settings(tmp_path, "till-1", insecure_key_file=True)) == ["till-1"]
