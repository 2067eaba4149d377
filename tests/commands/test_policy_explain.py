"""`deskapp policy explain`: a case, or what happened in a scenario, as sentences and as data."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from deskapp.app.files import open_cache, open_journal
from deskapp.central.database import Database
from deskapp.cli import main
from deskapp.domain.events import LibrarySetUp
from deskapp.domain.explain import Told
from deskapp.domain.outcome import Done, fact
from deskapp.domain.values import LIBRARY as LIBRARY_ID
from deskapp.domain.values import Line
from deskapp.rehearsal.explained import Explained
from deskapp.rehearsal.rehearse import KEY, Rehearsal
from deskapp.rehearsal.report import Report, records_of
from deskapp.rehearsal.scenario import read_scenario
from deskapp.set_up.library_file import starting_library
from deskapp.settings import load
from deskapp.store.codec import ReliedOn

SCENARIOS = sorted((Path(__file__).parent.parent / "scenarios").glob("*.json"))

LIBRARY = """
[[branches]]
code = "MAIN"
name = "Central"
calendar = "shop"

[[branches]]
code = "EAST"
name = "Este"
zone = "Atlantic/Canary"
currency = "GBP"

[[calendars]]
name = "shop"
hours = [["09:00-14:00"], ["09:00-14:00"], ["09:00-14:00"], ["09:00-14:00"], ["09:00-14:00"], [], []]

[[calendars.holidays]]
country = "ES"

[[categories]]
code = "ADULT"
name_es = "Adulto"
name_en = "Adult"

[[item_types]]
code = "DVD"
name_es = "Película"
name_en = "Film"

[[item_types]]
code = "REF"
name_es = "Consulta"
name_en = "Reference"

[[policies]]
name = "Films"
item_type = "DVD"
since = 2026-01-01
loan = "4 days"
fee_per_day = 20
fee_skips_closed = true
suspension_days = 1

[[policies]]
item_type = "REF"
use = "reference"

[[policies]]
branch = "EAST"
item_type = "DVD"
loan = "2 hours"
"""

SCENARIO = """{
  "library": {
    "branches": [{"code": "MAIN", "name": "Main", "closed_weekdays": [6]}],
    "item_types": [{"code": "BOOK", "name_es": "Libro", "name_en": "Book"}],
    "categories": [{"code": "ADULT", "name_es": "Adulto", "name_en": "Adult"}],
    "policies": [{"name": "All", "loan": "5 days", "fee_per_day": 50, "max_owed": 60, "suspension_days": 2}]
  },
  "patrons": [{"card": "P1", "surname": "A", "category": "ADULT", "branch": "MAIN", "expires": "2030-01-01"},
              {"card": "P2", "surname": "B", "category": "ADULT", "branch": "MAIN", "expires": "2030-01-01"}],
  "items": [{"barcode": "I1", "title": "Nada", "branch": "MAIN"}, {"barcode": "I2", "title": "Rayuela"}],
  "desks": {"A": {"branch": "MAIN"}},
  "steps": [
    {"at": "2026-03-02T10:00", "desk": "A", "do": "check_out", "patron": "P1", "item": "I1"},
    {"at": "2026-03-03T10:00", "desk": "A", "do": "request", "patron": "P2", "title": "Nada"},
    {"at": "2026-03-04T10:00", "desk": "A", "do": "charge", "patron": "P1", "amount": 30, "note": "card"},
    {"at": "2026-03-09T10:00", "desk": "A", "do": "check_in", "item": "I1"},
    {"at": "2026-03-09T11:00", "desk": "A", "do": "check_out", "patron": "P2", "item": "I1"}
  ]
}"""


@pytest.fixture
def library(tmp_path: Path) -> str:
    path = tmp_path / "library.toml"
    path.write_text(LIBRARY, encoding="utf-8")
    return str(path)


@pytest.fixture
def scenario(tmp_path: Path) -> str:
    path = tmp_path / "scenario.json"
    path.write_text(SCENARIO, encoding="utf-8")
    return str(path)


def said(capsys: pytest.CaptureFixture[str], *words: str, language: str = "en") -> str:
    assert main(["--language", language, "policy", "explain", *words]) == 0
    return capsys.readouterr().out


def data(capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    return json.loads(said(capsys, *words, "--json"))


def case(library: str, *more: str, item_type: str = "DVD") -> tuple[str, ...]:
    words = ("--library", library, "--category", "ADULT", "--item-type", item_type, "--at", "2026-12-02T10:00")
    return (*words, *more)


def facts(told: Any, code: str) -> list[dict[str, str]]:
    return [line["facts"] for line in told["lines"] if line["code"] == code]


# A case


def test_a_case_is_answered_without_a_workstation(library: str, capsys: pytest.CaptureFixture[str]) -> None:
    told = data(capsys, *case(library))
    assert (told["about"], told["result"]) == ("case", "2026-12-07T22:59:59+00:00")
    assert {"term": "loan", "value": "4 days", "line": "Films", "since": "2026-01-01"} in facts(told, "policy_line")
    assert facts(told, "moved")[0]["date"] == "2026-12-07"
    assert told["sentences"][-1] == "Due date: Monday 7 December."
    assert "fee" not in told


@pytest.mark.parametrize(
    ("language", "due", "closed"),
    [
        ("es", "Fecha de devolución: lunes 7 de diciembre.", "Domingo 6 de diciembre: cerrado."),
        ("en", "Due date: Monday 7 December.", "Sunday 6 December: closed."),
    ],
)
def test_a_case_is_told_in_the_language_chosen(
    language: str, due: str, closed: str, library: str, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = said(capsys, *case(library), language=language).splitlines()
    assert lines[-1] == due
    assert closed in lines


def test_the_language_may_be_chosen_behind_the_command_too(library: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert "Fecha de devolución" in said(capsys, *case(library, "--language", "es"))


def test_a_return_brings_the_fee_and_the_last_day_of_the_suspension(
    library: str, capsys: pytest.CaptureFixture[str]
) -> None:
    told = data(capsys, *case(library, "--returned", "2026-12-10T12:00"))
    assert (told["fee"], told["currency"], told["suspension"]) == (40, "EUR", "2026-12-13")
    assert facts(told, "closed_day")[-1]["why"] == "public_holiday"  # 8 December
    assert "2 days late × 0.20 EUR = 0.40 EUR." in told["sentences"]


def test_a_return_in_time_costs_nothing(library: str, capsys: pytest.CaptureFixture[str]) -> None:
    told = data(capsys, *case(library, "--returned", "2026-12-03T12:00"))
    assert (told["fee"], told["suspension"]) == (0, None)


def test_what_is_not_for_loan_has_no_result(library: str, capsys: pytest.CaptureFixture[str]) -> None:
    told = data(capsys, *case(library, "--returned", "2026-12-03T12:00", item_type="REF"))
    assert (told["result"], told["fee"], told["suspension"]) == (None, None, None)
    assert told["sentences"][-1] == "It is not for loan."


def test_another_branch_has_its_own_line_time_zone_and_currency(
    library: str, capsys: pytest.CaptureFixture[str]
) -> None:
    told = data(capsys, *case(library, "--branch", "EAST", "--returned", "2026-12-02T12:01"))
    assert told["result"] == "2026-12-02T12:00:00+00:00"  # 10:00 in the Canaries is 10:00 in UTC
    assert (told["fee"], told["currency"]) == (20, "GBP")


def test_the_card_and_requests_bound_the_case(library: str, capsys: pytest.CaptureFixture[str]) -> None:
    path = Path(library)
    path.write_text(LIBRARY.replace('loan = "4 days"', 'loan = "4 days"\nwithin_expiry = true\nloan_if_requested = 1'))
    assert data(capsys, *case(library, "--expires", "2026-12-04"))["result"].startswith("2026-12-04T22:59:59")
    told = data(capsys, *case(library, "--requested"))
    assert told["result"].startswith("2026-12-03T22:59:59")
    assert facts(told, "shorter_requested") == [{"period": "1 day"}]


def test_this_workstations_own_set_up_is_taken_without_a_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = replace(load(tmp_path / "home"), insecure_key_file=True, workstation="desk-1")
    with closing(open_journal(settings, writer=True)) as journal:
        set_up = LibrarySetUp(replace(starting_library(), revision="17"))
        journal.record(Done((fact(set_up, (Line.LIBRARY, LIBRARY_ID)),)), "maria", "MAIN", ReliedOn())
    open_cache(settings, writer=True, notices=[]).close()
    home = ("--home", str(settings.home), "--workstation", "desk-1", "--insecure-key-file")
    words = ("policy", "explain", "--category", "ADULT", "--item-type", "BOOK", "--at", "2026-12-02T10:00", "--json")
    assert main([*home, *words]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["result"] == "2026-12-16T22:59:59+00:00"
    assert facts(told, "revision")[0]["revision"] == "17"


@pytest.mark.parametrize(
    ("words", "status", "told"),
    [
        ([], 2, "Give --category and --item-type"),
        (["--category", "ADULT"], 2, "Give --category and --item-type"),
        (["--category", "ADULT", "--item-type", "DVD"], 1, "does not have the library's set-up yet"),
        (["--library", "LIBRARY", "--category", "ADLT", "--item-type", "DVD"], 1, "--category “ADLT” is not known"),
        (["--library", "LIBRARY", "--category", "ADULT", "--item-type", "VHS"], 1, "Known are: DVD, REF"),
        (["--library", "LIBRARY", "--category", "ADULT", "--item-type", "DVD", "--branch", "X"], 1, "--branch “X”"),
        (["--library", "LIBRARY", "--category", "ADULT", "--item-type", "DVD", "--at", "soon"], 2, "--at: “soon”"),
        (["--library", "LIBRARY", "--category", "ADULT", "--item-type", "DVD", "--expires", "9"], 2, "--expires: “9”"),
        (["--library", "none.toml", "--category", "ADULT", "--item-type", "DVD"], 1, "none.toml"),
        (["SCENARIO"], 2, "or a scenario with --item"),
        (["SCENARIO", "--item", "I9"], 1, "There is no item “I9”"),
        (["SCENARIO", "--item", "I2"], 1, "“I2” is never lent"),
        (["SCENARIO", "--item", "I1", "--loan", "3"], 1, "has 2 loans"),
        (["SCENARIO", "--patron", "P9"], 1, "There is no patron “P9”"),
        (["SCENARIO", "--request", "Rayuela", "--patron", "P2"], 1, "has no request for “Rayuela”"),
    ],
)
def test_what_cannot_be_explained_says_why(
    words: list[str], status: int, told: str, library: str, scenario: str, capsys: pytest.CaptureFixture[str]
) -> None:
    paths = {"LIBRARY": library, "SCENARIO": scenario}
    assert main(["--language", "en", "policy", "explain", *(paths.get(word, word) for word in words)]) == status
    assert told in capsys.readouterr().err


# A scenario


def test_of_an_item_the_due_date_and_the_fee_are_explained(scenario: str, capsys: pytest.CaptureFixture[str]) -> None:
    due, fee = data(capsys, scenario, "--item", "I1", "--loan", "1")
    assert (due["about"], due["result"]) == ("due", "2026-03-07T22:59:59+00:00")
    assert (fee["about"], fee["result"]) == ("fee", 100)
    assert "2 days late × 0.50 EUR = 1.00 EUR." in fee["sentences"]
    assert fee["sentences"][0].startswith("«Nada» I1: it was lent on Monday 2 March")


def test_the_loan_that_is_open_is_explained_unless_another_is_asked_for(
    scenario: str, capsys: pytest.CaptureFixture[str]
) -> None:
    due, _ = data(capsys, scenario, "--item", "I1")
    assert due["result"] == "2026-03-14T22:59:59+00:00"


def test_the_state_at_an_earlier_moment_can_be_asked_for(scenario: str, capsys: pytest.CaptureFixture[str]) -> None:
    _, fee = data(capsys, scenario, "--item", "I1", "--at", "2026-03-08T10:00")
    assert fee["result"] == 50
    assert facts(fee, "as_of") == [{"at": "2026-03-08T10:00:00+01:00"}]


def test_of_a_patron_blocks_suspension_and_charges_are_explained(
    scenario: str, capsys: pytest.CaptureFixture[str]
) -> None:
    told = data(capsys, scenario, "--patron", "P1")
    assert [(one["about"], one["result"]) for one in told] == [
        ("block", "suspended"),
        ("block", "owes_too_much"),
        ("suspension", "2026-03-13"),
        ("fee", 100),
        ("fee", 30),
    ]
    assert facts(told[1], "block_owed") == [{"owed": "130", "limit": "60", "currency": "EUR"}]
    assert facts(told[1], "policy_line")[0]["line"] == "All"


def test_the_place_of_a_request_is_explained(scenario: str, capsys: pytest.CaptureFixture[str]) -> None:
    words = (scenario, "--request", "nada", "--patron", "P2", "--at", "2026-03-04T10:00")
    told = data(capsys, *words)
    assert (told["about"], told["result"]) == ("position", 1)
    assert said(capsys, *words).splitlines()[-1] == "Position in the queue: 1 of 1."


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda p: p.stem)
def test_in_every_scenario_what_is_explained_is_what_the_records_say(path: Path, tmp_path: Path) -> None:
    central = Database.sqlite(tmp_path / "central.db", KEY)
    central.migrate()
    rehearsal = Rehearsal(read_scenario(path, datetime.now(UTC).date()), tmp_path, central)
    rehearsal.run()
    found = records_of(central)
    central.close()
    report, happened = Report(found).as_json(), Explained(found, rehearsal.now)
    for barcode, item in report["items"].items():
        for loan, shown in zip(happened.loans(barcode) or [], item["loans"], strict=True):
            due, fee = happened.loan(loan)
            assert due.result == shown["due"]
            if shown["closed"] or shown["stop"]:
                costs = sum(shown[kind] for kind in ("fee", "rental", "replacement", "processing"))
                assert int(fee.result) == costs
            assert not [line for line in due.lines if line.code is Told.NOT_KEPT]
    for card, shown in report["patrons"].items():
        patron = happened.patron(card)
        if patron is not None:
            told = happened.stands(patron)
            last = max((s["last"] for s in shown["suspensions"] if not s["lifted"]), default="")
            (suspension,) = (one for one in told if one.about == "suspension")
            assert suspension.result in ("", last)
            left = [int(line.fact("amount")) for one in told for line in one.lines if line.code is Told.LEFT]
            assert sum(left) >= sum(fee["left"] for fee in shown["fees"])
