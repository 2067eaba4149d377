"""`deskapp diagnose` tells support what they need to know of a workstation, and nothing about anybody."""

import json
import logging
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import pytest

from deskapp.app.files import locked, open_cache
from deskapp.app.workstation import open_workstation
from deskapp.cli import main
from deskapp.commands.demo import make
from deskapp.commands.sync import note
from deskapp.commands.window import log_to
from deskapp.diagnosis import LINES, Part, diagnose, without_secrets
from deskapp.settings import Settings, save
from deskapp.sync.checking import Comparison, remember
from deskapp.wording.diagnosis_words import diagnosis_text
from deskapp.wording.sentences import Language

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A workstation with the demonstration's library, where something came back that central does not know of yet."""
    home = tmp_path_factory.mktemp("demo")
    settings = Settings(home, "desk-1", insecure_key_file=True, demo=True, staff="Remedios Buendía")
    make(settings)
    assert main(["--home", str(home), "--insecure-key-file", "sync", "rebuild"]) == 0
    workstation = open_workstation(settings)
    found = workstation.desk.find("31234000000289").hits
    workstation.desk.check_in(cast(Any, found[0]).id)
    workstation.close()
    return settings


def everything_personal(settings: Settings) -> set[str]:
    """Every patron's name and card, every barcode, every title that the workstation knows."""
    from contextlib import closing

    with closing(open_cache(settings, writer=False, notices=[])) as cache:
        bodies = cache.bodies()
    told: set[str] = set()
    for (kind, _), body in bodies.items():
        fields = json.loads(body).get("fields") or {}
        if kind == "patron":
            name = fields["name"]
            told |= {f"{name['given']} {name['surname']}".strip(), name["surname"], *fields["cards"]}
            told |= set(fields.get("emails", ())) | set(fields.get("phones", ()))
        elif kind == "item":
            told.add(fields.get("barcode", ""))
        elif kind == "title":
            told.add(fields["text"])
    return {text for text in told if len(text) > 3}


def text_of(settings: Settings, language: Language = "en") -> str:
    return diagnosis_text(diagnose(settings, NOW), language)


def test_no_patron_card_barcode_or_title_is_in_it(demo: Settings) -> None:
    personal = everything_personal(demo)
    assert len(personal) > 50
    said = text_of(demo) + json.dumps(diagnose(demo, NOW), ensure_ascii=False)
    assert [each for each in personal if each in said] == []


def test_who_is_at_the_desk_and_whose_machine_it_is_is_not_in_it(demo: Settings) -> None:
    said = text_of(demo)
    assert "Remedios" not in said
    assert str(demo.home) not in said


def test_the_versions_that_support_asks_for_are_in_it(demo: Settings) -> None:
    program = diagnose(demo, NOW)["program"]
    asked = ("deskapp", "python", "qt", "sqlalchemy", "sqlite", "sqlcipher", "journal_schema", "copy_schema", "system")
    assert all(program[name] not in ("", "?", None) for name in asked)


def test_what_waits_and_how_old_the_copy_is_is_in_it(demo: Settings) -> None:
    found = diagnose(demo, NOW)
    assert found["journal"]["pending"] == 1
    assert found["journal"]["seq"] == 1
    assert isinstance(found["copy"]["rev"], int)
    assert found["copy"]["rev"] > 100
    assert found["copy"]["epoch"]
    assert found["copy"]["heard"] is not None
    assert isinstance(found["disk"]["free_mb"], int)


def test_the_last_comparison_with_central_is_in_it(demo: Settings) -> None:
    assert diagnose(demo, NOW)["copy"]["comparison"] is None
    remember(note(demo), Comparison(NOW, "differs", 128, ("hold", "loan")))
    assert diagnose(demo, NOW)["copy"]["comparison"] == "differs hold loan"
    note(demo).unlink()


def test_what_is_running_is_in_it(demo: Settings) -> None:
    assert diagnose(demo, NOW)["running"] == {"window": False, "sync": False, "central": False}
    with locked(demo.home / "desk.lock"):
        assert diagnose(demo, NOW)["running"] == {"window": True, "sync": False, "central": False}


def test_it_is_made_while_the_window_is_open(demo: Settings) -> None:
    workstation = open_workstation(demo)
    found = diagnose(demo, NOW)
    workstation.close()
    assert "fault" not in [name for part in found.values() for name in part]


def test_the_end_of_the_log_is_in_it_with_every_long_number_and_address_out_of_sight(demo: Settings) -> None:
    log_to(demo)
    for n in range(LINES):
        logging.info("pull %d", n)
    logging.info("no patron has 21234000000018, ana@example.org; see postgresql://desk:hush@db/x?password=hush2")
    logging.error("duplicate: Key (code)=(Ana García) already exists")
    logging.shutdown()
    lines = diagnose(demo, NOW)["log"]["lines"]
    assert isinstance(lines, list)
    assert len(lines) == LINES
    said = "\n".join(lines)
    assert f"pull {LINES - 1}" in said
    assert not any(secret in said for secret in ("21234", "ana@", "hush", "García"))


def test_ids_and_times_in_the_log_can_be_read(demo: Settings) -> None:
    log_to(demo)
    logging.info("event 0190b2f0-1234-7000-8000-123456789012 waits")
    logging.shutdown()
    lines = diagnose(demo, NOW)["log"]["lines"]
    assert isinstance(lines, list)
    assert "0190b2f0-1234-7000-8000-123456789012" in lines[-1]
    assert "***" not in lines[-1]


def test_the_last_faults_tell_their_places(demo: Settings) -> None:
    reports = demo.home / "reports"
    reports.mkdir(exist_ok=True)
    for n in range(8):
        text = f"2026-11-23 10:0{n}:00Z\nValueError\n  {Path.home()}/deskapp/desk/look.py:{n} panel\n"
        (reports / f"fault-20261123-100{n}00.txt").write_text(text, encoding="utf-8")
    faults = diagnose(demo, NOW)["faults"]
    lines = faults["lines"]
    assert isinstance(lines, list)
    assert faults["reports"] == 5
    assert lines[-1] == "  ~/deskapp/desk/look.py:7 panel"
    assert not any("look.py:2" in line for line in lines)


def test_a_file_that_cannot_be_opened_is_named_and_the_rest_is_told(demo: Settings, tmp_path: Path) -> None:
    settings = replace(demo, home=tmp_path)
    (tmp_path / "journal.db").write_bytes(b"not a journal" * 1000)
    (tmp_path / "cache.db").write_bytes(b"not a cache" * 1000)
    found = diagnose(settings, NOW)
    assert "fault" in found["journal"]
    assert "fault" in found["copy"]
    assert found["program"]["deskapp"]
    assert (tmp_path / "cache.db").read_bytes().startswith(b"not a cache")  # nothing was put aside
    assert "cannot be read" in diagnosis_text(found, "en")


def test_a_workstation_that_was_never_opened_gets_no_files_from_it(tmp_path: Path) -> None:
    found = diagnose(Settings(tmp_path, "desk-1", insecure_key_file=True), NOW)
    assert (found["journal"], found["copy"]) == ({"there": False}, {"there": False})
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("postgresql://desk-1:hush@db.example.org/library", "postgresql://desk-1:***@db.example.org/library"),
        ("postgresql://desk-1@a,b/library?sslmode=verify-full", "postgresql://desk-1@a,b/library?sslmode=verify-full"),
        ("postgresql://db/library?user=x&password=hush&sslmode=require",
         "postgresql://db/library?user=x&password=***&sslmode=require"),
        ("embedded", "embedded"),
    ],
)  # fmt: skip
def test_the_address_of_central_is_told_without_its_password(tmp_path: Path, url: str, told: str) -> None:
    assert without_secrets(url) == told
    assert diagnose(Settings(tmp_path, "desk-1", central=url), NOW)["settings"]["central"] == told


@pytest.mark.parametrize("language", ["es", "en"])
def test_every_part_and_name_has_words_or_is_a_name_itself(demo: Settings, language: Language) -> None:
    said = text_of(demo, language)
    assert ("PROGRAMA" in said) == (language == "es")
    assert not any(name in said for name in ("oldest_pending", "clock_offset_ms", "free_mb", "age_seconds", "True"))


def test_the_command_prints_a_text_or_json(demo: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    home = ["--home", str(demo.home), "--insecure-key-file", "--language", "es"]
    assert main([*home, "diagnose"]) == 0
    assert "Copia local de los registros".upper() in capsys.readouterr().out
    assert main([*home, "diagnose", "--json"]) == 0
    found: dict[str, Part] = json.loads(capsys.readouterr().out)
    assert set(found) == {"program", "settings", "journal", "copy", "running", "disk", "faults", "log"}


def test_settings_that_cannot_be_read_are_told_as_by_every_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    save(Settings(tmp_path, "desk-1"))
    (tmp_path / "settings.toml").write_text("colour = 3\n", encoding="utf-8")
    assert main(["--home", str(tmp_path), "--language", "en", "diagnose"]) == 1
    assert "colour is not a setting" in capsys.readouterr().err
