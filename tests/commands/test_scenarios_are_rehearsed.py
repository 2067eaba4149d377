"""`deskapp replay`: each commented example comes out as it says, in whatever order the journals arrive."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from deskapp.cli import main
from deskapp.rehearsal.expected import differences

SCENARIOS = sorted((Path(__file__).parent.parent / "scenarios").glob("*.json"))


def expected(path: Path) -> Any:
    lines = path.read_text(encoding="utf-8").splitlines()
    return json.loads("\n".join(line for line in lines if not line.lstrip().startswith("//")))["expect"]


def replayed(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    assert main(["replay", *arguments]) == 0
    return json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda p: p.stem)
def test_a_scenario_comes_out_as_it_says(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert list(differences(replayed(capsys, str(path)), expected(path))) == []


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("path", SCENARIOS, ids=lambda p: p.stem)
def test_the_order_of_arrival_does_not_matter(path: Path, seed: int, capsys: pytest.CaptureFixture[str]) -> None:
    in_order = replayed(capsys, str(path), "--raw")
    other = replayed(capsys, str(path), "--raw", "--arrival", f"shuffle:{seed}")
    assert other["records"] == in_order["records"]
    assert other["refused"] == in_order["refused"]


def test_another_order_of_arrival_folds_some_events_again(capsys: pytest.CaptureFixture[str]) -> None:
    path = next(p for p in SCENARIOS if p.stem == "two-desks-lend-one-copy")
    assert replayed(capsys, str(path), "--arrival", "shuffle:1")["refolded"] > 0


def test_the_state_at_a_moment_can_be_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    path = next(p for p in SCENARIOS if p.stem.startswith("a-returned-book"))
    said = replayed(capsys, str(path), "--until", "2026-03-04T12:00Z")["records"]
    assert said["items"]["I1"]["state"] == "in_transit"
    assert said["items"]["I1"]["to"] == "EAST"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{", "cannot be understood"),
        ('{"steps": [{"at": "2026-03-02", "desk": "Z", "do": "check_in", "item": "I"}]}', "step 1: there is no desk"),
        ('{"steps": [{"at": "2026-03-02", "desk": "A", "do": "dance"}]}', "step 1: 'dance' is none of"),
        ('{"steps": [{"at": "soon", "desk": "A", "do": "check_in", "item": "I"}]}', "soon"),
        ('{"steps": [{"at": "2026-03-02", "desk": "A", "do": "renew", "item": "I"}]}', "no item 'I' is known"),
        ('{"colour": 1}', "'colour' is not a member"),
        ('{"patrons": [{"card": "P", "expires": "never"}]}', "patron 'P'"),
    ],
)
def test_a_wrong_scenario_is_told_where(
    text: str, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "wrong.json"
    path.write_text(text, encoding="utf-8")
    assert main(["--language", "en", "replay", str(path)]) == 1
    said = capsys.readouterr().err
    assert told in said
    assert "Nothing was changed" in said


AT_TEN = {"at": "2026-03-02T10:00", "desk": "A"}


@pytest.mark.parametrize(
    ("member", "value", "hint"),
    [
        (
            "steps",
            [{**AT_TEN, "do": "check_in", "item": "I1", "amnisty": True}],
            "amnesty",
        ),
        (
            "steps",
            [{**AT_TEN, "do": "void", "patron": "P1", "reason": "x"}],
            "payment to void",
        ),
        (
            "steps",
            [{**AT_TEN, "do": "waive", "patron": "P1", "reason": "x"}],
            "no such fee",
        ),
        ("steps", [{**AT_TEN, "do": "check_in"}], "'item' is missing"),
        ("steps", [{"at": "yesterday", "desk": "A", "do": "undo"}], "step 1: 'yesterday' is no moment"),
        ("items", [{"barcode": "I1", "titel": "Nada"}], "title"),
        ("items", [{"barcode": "I1", "type": "GAME"}], "no type 'GAME'"),
        ("patrons", [{"card": "P1", "category": "KING"}], "no category 'KING'"),
        ("desks", {"A": {"branch": "MOON"}}, "no branch 'MOON'"),
        ("library", {"branches": [{"code": "MAIN", "name": "Main"}], "policies": [{"lone": "7 days"}]}, "lone"),
    ],
)
def test_what_cannot_be_meant_in_a_scenario_is_refused_and_named(
    member: str, value: Any, hint: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = {
        "patrons": [{"card": "P1"}],
        "items": [{"barcode": "I1"}],
        "desks": {"A": {"branch": "MAIN"}},
        member: value,
    }
    path = tmp_path / "scenario.json"
    path.write_text(json.dumps(said))
    assert main(["replay", str(path)]) == 1
    assert hint in capsys.readouterr().err


def test_a_scenario_is_compared_with_what_it_expects(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = next(p for p in SCENARIOS if p.stem.startswith("renewing-an-overdue"))
    assert main(["replay", str(path), "--check"]) == 0
    assert capsys.readouterr().out == "as expected\n"
    wrong = tmp_path / "wrong.json"
    wrong.write_text(path.read_text(encoding="utf-8").replace('"fee": 60', '"fee": 61'), encoding="utf-8")
    assert main(["replay", str(wrong), "--check"]) == 1
    assert "records.items.I1.loans[1].fee: 61 expected, 60 came out" in capsys.readouterr().out
