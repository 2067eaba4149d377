"""`deskapp replay`: each commented example comes out as it says, in whatever order the journals arrive."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from deskapp.cli import main

SCENARIOS = sorted((Path(__file__).parent.parent / "scenarios").glob("*.json"))


def expected(path: Path) -> Any:
    lines = path.read_text(encoding="utf-8").splitlines()
    return json.loads("\n".join(line for line in lines if not line.lstrip().startswith("//")))["expect"]


def replayed(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    assert main(["replay", *arguments]) == 0
    return json.loads(capsys.readouterr().out)


def check(said: Any, expected: Any, where: str = "") -> None:
    """Every member that is expected is there, and lists are as long as expected."""
    if isinstance(expected, dict):
        for name, value in expected.items():
            assert name in said, f"{where}.{name} is missing"
            check(said[name], value, f"{where}.{name}")
    elif isinstance(expected, list):
        assert len(said) == len(expected), f"{where}: {said}"
        for n, value in enumerate(expected):
            check(said[n], value, f"{where}[{n}]")
    else:
        assert said == expected, where


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda p: p.stem)
def test_a_scenario_comes_out_as_it_says(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    check(replayed(capsys, str(path)), expected(path))


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
