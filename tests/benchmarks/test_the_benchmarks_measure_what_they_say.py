"""The made-up library is what a workstation would have pulled, and the benchmarks print what was promised."""

import json
import os
import subprocess
import sys
from itertools import islice
from pathlib import Path

import pytest

from deskapp.domain.barcode import check_digit_14, isbn13
from deskapp.domain.values import PatronId
from deskapp.store.cache import Cache
from deskapp.store.codec import read_record
from deskapp.store.rows import row_of
from tests.benchmarks.library import KEY, LOANS_EACH, Built, built, raw_connection
from tests.benchmarks.measure import Result, as_table
from tests.benchmarks.scan import raw_panel
from tests.benchmarks.screen import a_home, open_desk


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("bench")


@pytest.fixture(scope="module")
def library(folder: Path) -> Built:
    return built("tiny", folder, say=lambda text: None)


def test_every_row_is_what_the_program_would_have_written(library: Built) -> None:
    made, cache = library.made, Cache(library.cache, KEY, writer=False)
    records = {(row.kind, row.id): row for row in map(row_of, made.all())}
    assert cache.bodies() == {key: row.body for key, row in records.items()}
    for (kind, id), row in islice(records.items(), 0, None, 50):
        assert row_of(cache.get(kind, id)) == row
        assert all((kind, id) in cache.by_code(code) for code in row.codes)
    assert sorted((c, r.kind, r.id.bytes) for r in records.values() for c in r.codes) == list(made.codes())
    assert len(records) == cache.known().rev
    cache.close()


def test_an_item_knows_its_loan_and_the_loan_its_item(library: Built) -> None:
    cache = Cache(library.cache, KEY, writer=False)
    loans = list(library.made.loans())
    assert all(cache.get("item", loan.item).place.loan == loan.id for loan in loans)
    on_loan = sum(read_record(k, b).place.loan is not None for (k, _), b in cache.bodies().items() if k == "item")
    assert on_loan == len(loans)
    cache.close()


def test_the_panel_of_a_busy_patron_shows_thirty_loans(library: Built) -> None:
    made = library.made
    raw = raw_connection(library.cache)
    with a_home(library) as settings:
        desk, journal = open_desk(settings)
        for patron in made.busy:
            panel = desk.panel(PatronId(made.id("patron", patron)))
            assert len(panel.loans) == raw_panel(raw, made.card(patron)) == LOANS_EACH
            assert panel.card == made.card(patron)
            assert not panel.blocks
        journal.close()
    raw.close()


def test_its_numbers_are_such_as_labels_have(library: Built) -> None:
    made = library.made
    for number in (made.card(7), made.barcode(4711)):
        assert check_digit_14(number[:13]) == number[13]
    assert isbn13(made.isbn(1234)) == made.isbn(1234)


def test_the_library_is_kept_and_found_again(library: Built, folder: Path) -> None:
    again = built("tiny", folder, say=lambda text: pytest.fail(f"built again: {text}"))
    assert again.cache == library.cache


def test_a_benchmark_prints_an_object_a_line(library: Built, folder: Path) -> None:
    command = [sys.executable, "-m", "tests.benchmarks", "search", "--json", "--scale", "tiny", "--folder", str(folder)]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True, env=os.environ | {"DISPLAY": ":0"})
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert {"name", "unit", "p50", "p99", "floor", "ratio"} <= lines[0].keys()
    assert lines[0]["name"] == "search"
    assert lines[0]["ratio"] == pytest.approx(lines[0]["p50"] / lines[0]["floor"], rel=0.01)


def test_a_name_that_no_benchmark_has_is_answered_by_those_that_there_are() -> None:
    command = [sys.executable, "-m", "tests.benchmarks", "sacn"]
    done = subprocess.run(command, stderr=subprocess.PIPE, text=True)
    assert done.returncode == 2
    assert "scan_busy" in done.stderr


def test_of_rates_the_ratio_says_how_much_faster_the_rival_is() -> None:
    rate = Result("apply", "events/s", 2000.0, 1500.0, 90_000.0, rate=True)
    assert rate.ratio == 45
    assert "45.00" in as_table([rate])
