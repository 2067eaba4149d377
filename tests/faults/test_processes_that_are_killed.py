"""kill -9 at any write of any program: what was confirmed is there, nothing is double, and everything goes on."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.faults.deaths import BROKEN, DEATHS, on_postgresql
from tests.postgresql import Cluster


@pytest.mark.parametrize("name", DEATHS)
def test_what_is_killed_at_any_write_has_lost_nothing_and_goes_on(tmp_path: Path, name: str) -> None:
    assert DEATHS[name].die(tmp_path, seldom=True) > 1, "nothing was killed"


def test_an_applier_that_is_killed_on_postgresql_has_done_all_of_a_batch_or_nothing(
    tmp_path: Path, postgresql: Cluster
) -> None:
    assert on_postgresql(postgresql).die(tmp_path, seldom=True) > 1, "nothing was killed"


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_built_wrongly_is_found_out(tmp_path: Path, name: str) -> None:
    with pytest.raises(AssertionError, match=r"what was confirmed is lost|an act is there in part"):
        replace(BROKEN[name], seldom=2, first=30).die(tmp_path, seldom=True)
