"""A job under another workstation's name is told so before anything is recorded; then it is simply done again."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from deskapp.app.central import set_up_library
from deskapp.app.program import CENTRAL_VARIABLE
from deskapp.cli import main
from deskapp.jobs.upkeep import keep_up
from deskapp.set_up.library_file import starting_library
from deskapp.settings import Settings
from tests.central.centrals import OnPostgresql
from tests.postgresql import Cluster

PATRONS = "cardnumber,surname,firstname,branchcode,categorycode\nP1,García,Ana,MAIN,ADULT\n"


@pytest.fixture
def central(postgresql: Cluster) -> Iterator[OnPostgresql]:
    made = OnPostgresql(postgresql)
    set_up_library(made.database, starting_library(), replace=False)
    yield made
    made.close()


@contextmanager
def served(central: OnPostgresql) -> Iterator[None]:
    """As by `deskapp central serve`."""
    stop = threading.Event()

    def decide() -> None:
        while not stop.wait(0.02):
            central.decide()

    thread = threading.Thread(target=decide)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(10)


class Import:
    """One import, typed in a home folder, by the login of `desk`."""

    def __init__(self, central: OnPostgresql, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.home, self.url, self._capsys = folder / "home", central.url("desk"), capsys
        self._file = folder / "patrons.csv"
        self._file.write_text(PATRONS, encoding="utf-8")

    def run(self, name: str, language: str = "en") -> tuple[int, str]:
        flags = ["--home", str(self.home), "--insecure-key-file", "--language", language]
        status = main([*flags, "--central", self.url, "--workstation", name, "import", "patrons", str(self._file)])
        return status, self._capsys.readouterr().err


@pytest.fixture
def typed(
    central: OnPostgresql, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Import:
    monkeypatch.setenv(CENTRAL_VARIABLE, "")  # a command leaves it set for its children
    return Import(central, tmp_path, capsys)


@pytest.mark.parametrize(("language", "nothing"), [("en", "Nothing was recorded"), ("es", "No se ha anotado")])
def test_both_names_and_what_to_type_are_told(
    central: OnPostgresql, typed: Import, language: str, nothing: str
) -> None:
    status, told = typed.run("library", language)
    assert status == 1
    assert "library" in told
    assert f"--workstation {central.name('desk')}" in told
    assert nothing in told
    assert "Traceback" not in told


def test_done_again_under_the_right_name_it_arrives(central: OnPostgresql, typed: Import) -> None:
    assert typed.run("library")[0] == 1
    with served(central):
        assert typed.run(central.name("desk")) == (0, "")
    with central.database.read() as c:
        assert c.exec_driver_sql("SELECT code FROM codes WHERE kind = 'patron'").scalars().all() == ["P1"]


def test_the_daily_upkeep_of_job_files_goes_on_to_the_next(
    central: OnPostgresql, typed: Import, caplog: pytest.LogCaptureFixture
) -> None:
    typed.run("library")
    (typed.home / "other-journal.db").write_bytes(b"no journal")
    keep_up(Settings(typed.home, "library", central=typed.url, insecure_key_file=True))
    assert caplog.text.count("wait to be kept up") == 2
