"""`deskapp import`: what is good arrives, refusals are named, a second run or a rehearsal changes nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from deskapp.cli import main
from tests.exchange.marc_files import a_field, a_record, in_utf8

HEADER = "cardnumber,surname,firstname,branchcode,categorycode,email,dateexpiry\n"
GOOD = "P1,García,Ana,MAIN,ADULT,ana@example.org,2028-01-31\nP2,Wilson,Emma,EAST,STUDENT,,2027-06-30\n"


class Home:
    """A workstation's home folder, and the commands typed there."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self._capsys = folder, capsys

    def run(self, *words: str, language: str = "en") -> tuple[int, str, str]:
        flags = ["--home", str(self.folder / "home"), "--insecure-key-file", "--language", language]
        status = main([*flags, *words])
        out, err = self._capsys.readouterr()
        return status, out, err

    def asked(self, *words: str) -> Any:
        status, out, err = self.run(*words, "--json")
        assert status == 0, err
        return json.loads(out)

    def file(self, name: str, text: str) -> str:
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return str(path)


@pytest.fixture
def home(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Home:
    return Home(tmp_path, capsys)


def test_patrons_are_created_once_and_a_second_run_changes_nothing(home: Home) -> None:
    file = home.file("patrons.csv", HEADER + GOOD)
    first, second = home.asked("import", "patrons", file), home.asked("import", "patrons", file)
    assert (first["created"], first["updated"], first["unchanged"], first["refused"]) == (2, 0, 0, [])
    assert (second["created"], second["updated"], second["unchanged"], second["refused"]) == (0, 0, 2, [])
    assert home.asked("central", "status", "--records")["records"]["patron"] == 2


def test_what_differs_is_updated_and_an_empty_cell_leaves_what_is_there(home: Home) -> None:
    home.asked("import", "patrons", home.file("one.csv", HEADER + GOOD))
    moved = GOOD.replace("MAIN", "PORT").replace("ana@example.org", "")
    assert home.asked("import", "patrons", home.file("two.csv", HEADER + moved))["updated"] == 1
    again = home.asked("import", "patrons", home.file("three.csv", HEADER + GOOD.replace("MAIN", "PORT")))
    assert (again["updated"], again["unchanged"]) == (0, 2)


def test_each_refusal_names_record_line_and_reason_and_the_good_ones_arrive(home: Home) -> None:
    bad = 'P3,,Luis,MAIN,ADULT,,\n"P4","Two\nlines",Eva,MAIN,ADULT,,\nP5,Ruiz,Eva,NOWHERE,ADULT,,\n'
    said = home.asked("import", "patrons", home.file("patrons.csv", HEADER + GOOD + bad))
    assert said["created"] == 3
    assert [(r["record"], r["line"]) for r in said["refused"]] == [(3, 4), (5, 7)]
    assert "surname" in said["refused"][0]["reason"]
    assert "NOWHERE" in said["refused"][1]["reason"]


def test_a_rehearsal_says_the_same_and_keeps_nothing(home: Home) -> None:
    file = home.file("patrons.csv", HEADER + GOOD)
    assert home.asked("import", "patrons", file, "--dry-run")["created"] == 2
    assert "patron" not in home.asked("central", "status", "--records")["records"]
    assert home.asked("import", "patrons", file)["created"] == 2


def test_titles_arrive_with_their_items_and_a_second_run_changes_nothing(home: Home, tmp_path: Path) -> None:
    one = a_record("c1", "Middlemarch /", a_field("949", i="I1", a="823 ELI", t="BOOK", m="MAIN"))
    two = a_record("c2", "Nada /", a_field("949", i="I2", m="EAST"), a_field("949", i="I1", m="EAST"))
    path = tmp_path / "titles.mrc"
    path.write_bytes(in_utf8(one) + in_utf8(two))
    file = str(path)
    first, second = home.asked("import", "marc", file), home.asked("import", "marc", file)
    assert (first["created"], first["items"]["created"]) == (2, 2)
    assert [r["codes"] for r in first["refused"]] == [["barcode_used_twice"]]
    assert (second["created"], second["updated"], second["unchanged"]) == (0, 0, 2)
    assert home.asked("central", "status", "--records")["records"]["item"] == 2


@pytest.mark.parametrize(
    ("language", "told"), [("en", "nothing was changed"), ("es", "no se ha importado ni cambiado nada")]
)
def test_a_foreign_file_is_refused_whole_in_the_language_of_the_user(home: Home, language: str, told: str) -> None:
    status, out, err = home.run("import", "marc", home.file("letter.pdf", "%PDF-1.7\n"), language=language)
    assert (status, out) == (1, "")
    assert told in err.lower()


def test_a_layout_that_cannot_be_read_is_a_usage_error(home: Home) -> None:
    status, _, err = home.run("import", "marc", "titles.mrc", "--items", "949:colour=i")
    assert status == 2
    assert "colour" in err
