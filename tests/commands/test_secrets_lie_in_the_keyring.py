"""The keys of a workstation's files: in a real Secret Service; refused without one; in a file only when told to."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from deskapp.app.files import InUse
from deskapp.app.workstation import open_workstation
from deskapp.cli import main
from deskapp.credentials import FileSecrets, KeyLost, key_for
from deskapp.settings import load

ROOT = Path(__file__).resolve().parents[2]
OPEN_AND_RECORD = """
import sys
from dataclasses import replace
from pathlib import Path
from deskapp.app.workstation import open_workstation
from deskapp.settings import load
workstation = open_workstation(load(Path(sys.argv[1])))
workstation.desk.accept_unknown_card(sys.argv[2])
print(workstation.desk.find(sys.argv[2]).hits[0].card, workstation.desk.status().pending)
workstation.close()
"""


def in_a_session_with_a_keyring(tmp_path: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a program where a Secret Service, unlocked and empty at first, answers on a bus of its own."""
    runtime = tmp_path / "runtime"
    runtime.mkdir(mode=0o700, exist_ok=True)
    environment = {
        **{k: v for k, v in os.environ.items() if k != "DBUS_SESSION_BUS_ADDRESS"},
        "HOME": str(tmp_path),
        "XDG_DATA_HOME": str(tmp_path / "data"),
        "XDG_RUNTIME_DIR": str(runtime),
        "PYTHONPATH": str(ROOT),
    }
    unlock = "echo -n testpass | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1"
    command = ["dbus-run-session", "--", "sh", "-c", f'{unlock}; "$@"', "sh", sys.executable, *words]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)


def test_the_journal_opens_again_with_the_key_that_a_real_secret_service_kept(tmp_path: Path) -> None:
    home = str(tmp_path / "home")
    first = in_a_session_with_a_keyring(tmp_path, "-c", OPEN_AND_RECORD, home, "21234000009999")
    assert first.stdout.split() == ["21234000009999", "1"], first.stderr
    again = in_a_session_with_a_keyring(tmp_path, "-c", OPEN_AND_RECORD, home, "21234000008888")
    assert again.stdout.split() == ["21234000008888", "2"], again.stderr
    assert not (tmp_path / "home" / "insecure-keys.json").exists()


def test_without_a_keyring_nothing_is_opened_and_the_sentence_says_why(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = tmp_path / "home"
    assert main(["--home", str(home), "--language", "es", "journal", "verify"]) == 1
    assert "No hay ningún llavero seguro" in capsys.readouterr().err
    assert not (home / "journal.db").exists()


def test_a_lost_key_never_costs_the_journal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home = tmp_path / "home"
    flags = ["--home", str(home), "--insecure-key-file", "--language", "en"]
    assert main([*flags, "journal", "verify"]) == 0
    before = (home / "journal.db").read_bytes()
    (home / "insecure-keys.json").unlink()
    assert main([*flags, "journal", "verify"]) == 1
    assert "its key is no longer in the keyring" in capsys.readouterr().err
    assert (home / "journal.db").read_bytes() == before


def test_the_key_file_is_for_its_owner_alone(tmp_path: Path) -> None:
    secrets = FileSecrets(tmp_path)
    key = key_for(tmp_path / "journal.db", secrets)
    assert len(bytes.fromhex(key)) == 32
    assert key_for(tmp_path / "journal.db", secrets) == key
    assert (tmp_path / "insecure-keys.json").stat().st_mode & 0o777 == 0o600


def test_a_file_whose_key_is_gone_is_never_given_a_new_one(tmp_path: Path) -> None:
    (tmp_path / "journal.db").write_bytes(b"x")
    with pytest.raises(KeyLost):
        key_for(tmp_path / "journal.db", FileSecrets(tmp_path))


def test_a_workstation_is_open_once(tmp_path: Path) -> None:

    settings = replace(load(tmp_path / "home"), insecure_key_file=True)
    first = open_workstation(settings)
    with pytest.raises(InUse):
        open_workstation(settings)
    first.close()
    open_workstation(settings).close()
