"""`deskapp policy`: a set-up in a file is gone over, made to hold, and written out again."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import psycopg
import pytest

from deskapp.app.files import open_cache
from deskapp.app.reaching import central_running, open_session
from deskapp.cli import main
from deskapp.domain.rules import Library
from deskapp.domain.values import LIBRARY
from deskapp.joining import read
from deskapp.set_up.library_file import read_library, starting_library, write_library
from deskapp.settings import Settings, load
from tests.central.centrals import eventually
from tests.postgresql import Cluster

EXAMPLE = Path(__file__).parent.parent.parent / "resources" / "library.example.toml"
WRONG = """
[[branches]]
code = "MAIN"
name = "Main"
calendar = "mian"

[[policies]]
name = "Films"
category = "ADULT"
lona = "7 days"
"""

Command = Callable[..., int]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return replace(load(tmp_path / "home"), insecure_key_file=True, workstation="desk-1", branch="MAIN")


@pytest.fixture
def deskapp(settings: Settings) -> Command:
    """The program, for this workstation."""
    own = ["--home", str(settings.home), "--workstation", "desk-1", "--insecure-key-file", "--language", "en"]
    return lambda *said: main([*own, *map(str, said)])


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    path = tmp_path / "wrong.toml"
    path.write_text(WRONG, encoding="utf-8")
    return path


def exchanged(settings: Settings) -> None:
    """The workstation fetches what central holds."""
    with central_running(settings) as url:
        session, cache = open_session(settings, url)
        session.exchange()
        session.close()
        cache.close()


def held(settings: Settings) -> Library:
    """The set-up that the workstation works by."""
    cache = open_cache(settings, writer=False, notices=[])
    library: Library = cache.get("library", LIBRARY).library
    cache.close()
    return library


def fetched(settings: Settings) -> Library:
    exchanged(settings)
    return held(settings)


# check


def test_a_good_file_is_told_to_be_one(deskapp: Command, capsys: pytest.CaptureFixture[str]) -> None:
    assert deskapp("policy", "check", EXAMPLE) == 0
    assert capsys.readouterr().out == f"{EXAMPLE}: all is well.\n"


def test_every_problem_of_a_file_is_told_with_its_place(
    deskapp: Command, wrong: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert deskapp("policy", "check", wrong) == 1
    assert capsys.readouterr().out.splitlines() == [
        f"{wrong}: errors: 2; warnings: 1.",
        "  branches[MAIN].calendar: there is no calendar “mian”",
        "  (warning) policies[1: Films].category: there is no patron category “ADULT”",
        "  policies[1: Films].lona: policies have no term “lona”; did you mean “loan”?",
    ]


def test_warnings_alone_are_no_failure(deskapp: Command, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "l.toml"
    path.write_text('[[branches]]\ncode = "A"\nname = "A"\n[[policies]]\ncategory = "X"\nloan = 7\n', encoding="utf-8")
    assert deskapp("policy", "check", path) == 0
    assert deskapp("policy", "import", path) == 0
    assert "(warning) policies[1].category" in capsys.readouterr().err


def checked_as_json(deskapp: Command, path: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    assert deskapp("policy", "check", path, "--json") == 1
    return json.loads(capsys.readouterr().out)


def test_problems_can_be_had_as_json(deskapp: Command, wrong: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = checked_as_json(deskapp, wrong, capsys)
    assert (found["errors"], found["warnings"]) == (2, 1)
    assert found["problems"][2] == {
        "where": "policies[1: Films].lona",
        "code": "unknown_term",
        "facts": {"said": "lona", "nearest": "loan"},
        "fatal": True,
        "text": "policies have no term “lona”; did you mean “loan”?",
    }


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("name =", "not_read"),
        ("nmae = 'x'", "unknown_name"),
        (
            "[[branches]]\ncode = 'A'\nname = ''\n[[calendars]]\nname = 'm'\nholidays = [{country = 'XX'}]",
            "unknown_country",
        ),
    ],
)
def test_a_file_that_cannot_be_understood_is_told_in_the_same_way(
    deskapp: Command, text: str, code: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "library.toml"
    path.write_text(text, encoding="utf-8")
    assert [p["code"] for p in checked_as_json(deskapp, path, capsys)["problems"]] == [code]


def test_a_file_that_is_not_there_is_told_so(
    deskapp: Command, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = checked_as_json(deskapp, tmp_path / "missing.toml", capsys)
    assert found["problems"][0]["text"] == "there is no such file"


# import


def test_an_imported_set_up_holds_at_every_desk_under_a_revision_of_its_own(
    deskapp: Command, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    assert deskapp("policy", "import", EXAMPLE) == 0
    exchanged(settings)
    library = held(settings)
    assert library.policies == read_library(EXAMPLE).policies
    assert library.calendars[0].public_days
    assert library.revision.endswith("Z")
    assert f"The set-up {library.revision} is recorded at central" in capsys.readouterr().out


def test_a_later_import_takes_the_place_of_an_earlier_one(deskapp: Command, settings: Settings, tmp_path: Path) -> None:
    assert deskapp("central", "init") == 0
    exchanged(settings)
    assert held(settings).name == "Biblioteca Municipal"
    assert deskapp("policy", "import", EXAMPLE) == 0
    write_library(tmp_path / "later.json", replace(starting_library(), name="Villanueva"))
    assert deskapp("policy", "import", tmp_path / "later.json") == 0
    exchanged(settings)
    assert held(settings).name == "Villanueva"


def test_an_import_while_central_serves_reaches_the_desks(deskapp: Command, settings: Settings) -> None:
    with central_running(settings):
        exchanged(settings)
        assert held(settings).name == "Biblioteca Municipal"
        assert deskapp("policy", "import", EXAMPLE) == 0
        eventually(lambda: fetched(settings).name == "Red de Bibliotecas de Villanueva")


def test_a_rehearsed_import_changes_nothing(
    deskapp: Command, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    assert deskapp("policy", "import", EXAMPLE, "--dry-run") == 0
    assert "Rehearsal: nothing was kept." in capsys.readouterr().out
    assert not settings.embedded_central.exists()


def test_what_is_wrong_is_not_imported(
    deskapp: Command, settings: Settings, wrong: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert deskapp("policy", "import", wrong) == 1
    said = capsys.readouterr().err
    assert "there is no calendar “mian”" in said
    assert "Nothing was changed." in said
    assert not settings.embedded_central.exists()


def test_a_central_is_not_begun_with_what_is_wrong_either(
    deskapp: Command, settings: Settings, wrong: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert deskapp("central", "init", "--library", wrong) == 1
    said = capsys.readouterr().err
    assert f"The library described in {wrong} cannot be understood:" in said
    assert "there is no calendar “mian”" in said
    assert not settings.embedded_central.exists()


# export


def test_what_was_imported_is_exported_again(deskapp: Command, tmp_path: Path) -> None:
    assert deskapp("policy", "import", EXAMPLE) == 0
    for name in ("out.toml", "out.json"):
        assert deskapp("policy", "export", tmp_path / name) == 0
        assert read_library(tmp_path / name) == read_library(EXAMPLE)


def test_without_a_file_the_set_up_goes_to_standard_output(
    deskapp: Command, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert deskapp("central", "init") == 0
    capsys.readouterr()
    assert deskapp("policy", "export") == 0
    (tmp_path / "out.toml").write_text(capsys.readouterr().out, encoding="utf-8")
    assert read_library(tmp_path / "out.toml") == starting_library()


def test_there_may_be_no_set_up_yet(deskapp: Command, settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    assert deskapp("policy", "export") == 1
    assert "holds a library's set-up yet" in capsys.readouterr().err
    assert not settings.embedded_central.exists()
    assert not settings.cache.exists()


def test_the_copy_of_the_workstation_serves_where_central_is_away(
    deskapp: Command, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    assert deskapp("central", "init") == 0
    exchanged(settings)
    settings.embedded_central.rename(settings.home / "elsewhere")
    assert deskapp("policy", "export") == 0
    told = capsys.readouterr()
    assert 'name = "Biblioteca Municipal"' in told.out
    assert "this is the copy that this workstation holds" in told.err


def test_a_file_of_another_kind_is_not_written(deskapp: Command, tmp_path: Path) -> None:
    assert deskapp("central", "init") == 0
    assert deskapp("policy", "export", tmp_path / "out.xml") == 1
    assert not (tmp_path / "out.xml").exists()


# PostgreSQL


@pytest.fixture
def administrator(postgresql: Cluster) -> str:
    """An empty database, as who may do everything there."""
    return postgresql.url(postgresql.new_database())


def test_an_administrator_imports_and_exports_at_postgresql_and_a_workstation_has_its_copy(
    deskapp: Command, administrator: str, settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main_at(deskapp, administrator, "policy", "import", EXAMPLE) == 0
    assert main_at(deskapp, administrator, "policy", "export", tmp_path / "out.toml") == 0
    assert read_library(tmp_path / "out.toml") == read_library(EXAMPLE)
    capsys.readouterr()
    assert main_at(deskapp, administrator, "central", "enroll", "villa-1") == 0  # roles are the whole server's
    workstation = as_workstation(administrator, "villa-1", read(capsys.readouterr().out.split(":", 1)[1]).password)
    assert main_at(deskapp, workstation, "policy", "export") == 1
    exchanged(replace(settings, central=workstation, workstation="villa-1"))
    capsys.readouterr()
    assert main_at(deskapp, workstation, "policy", "export") == 0
    told = capsys.readouterr()
    assert 'name = "Red de Bibliotecas de Villanueva"' in told.out
    assert "Central could not be asked" in told.err


def test_a_name_that_is_taken_is_enrolled_no_second_time_and_no_connection_stays_open(
    deskapp: Command, administrator: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main_at(deskapp, administrator, "central", "enroll", "villa-2") == 0
    with psycopg.connect(administrator, autocommit=True) as own:
        assert main_at(deskapp, administrator, "central", "enroll", "villa-2") == 1
        assert "villa-2" in capsys.readouterr().err
        eventually(lambda: others_at(own) == 0)


def others_at(own: psycopg.Connection[Any]) -> int:
    """How many further connections this database has."""
    question = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    (found,) = own.execute(question).fetchone() or (0,)
    return int(found)


def as_workstation(administrator: str, name: str, password: str) -> str:
    return f"postgresql://{name}:{password}@{administrator.partition('@')[2]}"


def main_at(deskapp: Command, url: str, *said: object) -> int:
    return deskapp("--central", url, *said)
