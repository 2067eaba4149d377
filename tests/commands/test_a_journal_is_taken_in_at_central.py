"""What a workstation recorded where no network reaches, or before it was lost, gets to central in a file."""

from __future__ import annotations

import io
import json
import re
import shutil
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from deskapp.app.central import open_central
from deskapp.app.files import open_journal
from deskapp.cli import main
from deskapp.domain.outcome import Done
from deskapp.settings import Settings, load, save
from deskapp.store.codec import ReliedOn
from tests.desks import a_patron


@pytest.fixture
def private(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """A central of its own, and the library's recovery key as it was printed."""
    assert at_central(tmp_path, "central", "init") == 0
    found = re.search(r"deskapp-private-[A-Z0-9-]+", capsys.readouterr().out)
    assert found
    return found.group()


@pytest.fixture
def bus(tmp_path: Path, private: str) -> Settings:
    """A bookmobile that has recorded three patrons and has never met central."""
    from deskapp.central.enrolment import recovery_key

    with closing(open_central(load_central(tmp_path))) as database:
        public = recovery_key(database)
    made = replace(load(tmp_path / "bus"), insecure_key_file=True, workstation="bus", recovery=public)
    save(made)
    with closing(open_journal(made, writer=True)) as journal:
        for n in range(3):
            journal.record(Done((a_patron(f"B{n}", "Ana", "García")[1],)), "m", "MAIN", ReliedOn())
    return made


def load_central(folder: Path) -> Settings:
    return replace(load(folder / "central"), insecure_key_file=True)


def at_central(folder: Path, *words: str) -> int:
    return main(["--home", str(folder / "central"), "--insecure-key-file", "--language", "en", *words])


def carried(bus: Settings, to: Path) -> Path:
    assert main(["--home", str(bus.home), "--insecure-key-file", "journal", "carry", "--to", str(to)]) == 0
    return to


def cards_at_central(folder: Path) -> list[str]:
    with closing(open_central(load_central(folder))) as database, database.read() as c:
        return sorted(c.exec_driver_sql("SELECT code FROM codes WHERE kind = 'patron'").scalars())


def test_a_journal_that_is_carried_home_is_taken_in_once(
    bus: Settings,
    private: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    file = carried(bus, tmp_path / "bus.carried")
    assert b"Garc" not in file.read_bytes()
    for told in ("3 events new, 0 known", "0 events new, 3 known"):
        monkeypatch.setattr("sys.stdin", io.StringIO(private + "\n"))
        assert at_central(tmp_path, "central", "take-in", str(file), "--workstation-name", "bus") == 0
        assert told in capsys.readouterr().out
    assert cards_at_central(tmp_path) == ["B0", "B1", "B2"]


def test_the_journal_of_a_workstation_whose_keyring_is_lost_is_taken_in_from_a_copy(
    bus: Settings, private: str, tmp_path: Path
) -> None:
    (tmp_path / "disk").mkdir()
    for one in bus.home.glob("journal.db*"):
        shutil.copy(one, tmp_path / "disk")
    key = tmp_path / "key.txt"
    key.write_text(private)
    copy = str(tmp_path / "disk" / "journal.db")
    assert (
        at_central(tmp_path, "central", "take-in", copy, "--workstation-name", "bus", "--recovery-key", str(key)) == 0
    )
    assert cards_at_central(tmp_path) == ["B0", "B1", "B2"]


def test_under_the_name_of_another_workstation_nothing_is_taken_in(
    bus: Settings, private: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, key = carried(bus, tmp_path / "bus.carried"), tmp_path / "key.txt"
    key.write_text(private)
    words = ("central", "take-in", str(file), "--workstation-name", "desk-1", "--recovery-key", str(key))
    assert at_central(tmp_path, *words) == 1
    assert "journal of the workstation bus" in capsys.readouterr().err
    assert cards_at_central(tmp_path) == []


def test_with_another_key_nothing_is_taken_in_and_it_is_said(
    bus: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from deskapp.store.recovery import make_recovery_keys

    file, key = carried(bus, tmp_path / "bus.carried"), tmp_path / "key.txt"
    key.write_text(make_recovery_keys()[1])
    words = ("central", "take-in", str(file), "--workstation-name", "bus", "--recovery-key", str(key))
    assert at_central(tmp_path, *words) == 1
    assert "another recovery key" in capsys.readouterr().err
    assert cards_at_central(tmp_path) == []


def test_the_recovery_key_is_shown_once(private: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert at_central(tmp_path, "central", "init") == 0
    assert "deskapp-private" not in capsys.readouterr().out


# --- staff at the command line ----------------------------------------------------------------------------------


def test_the_first_member_of_staff_must_be_able_to_let_others_in(
    private: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert at_central(tmp_path, "central", "staff", "add", "luis", "--role", "operator") == 1
    assert "system administrator" in capsys.readouterr().err
    assert at_central(tmp_path, "central", "staff", "add", "olga", "--role", "system_administrator") == 0
    assert at_central(tmp_path, "central", "staff", "add", "luis", "--role", "operator@MAIN") == 0
    assert at_central(tmp_path, "central", "staff", "roles", "luis", "--role", "manager@EAST") == 0
    capsys.readouterr()
    assert at_central(tmp_path, "central", "staff", "list", "--json") == 0
    told = {one["name"]: one["roles"] for one in json.loads(capsys.readouterr().out)}
    assert told == {"luis": [["manager", "EAST"]], "olga": [["system_administrator", ""]]}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("add", "olga", "--role", "boss"), "boss is no role"),
        (("roles", "nobody", "--role", "manager"), "Nobody signs in as nobody"),
        (("password", "nobody"), "Nobody signs in as nobody"),
    ],
)
def test_what_cannot_be_done_is_said(
    private: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], said: str
) -> None:
    assert at_central(tmp_path, "central", "staff", *words) == 1
    assert said in capsys.readouterr().err
