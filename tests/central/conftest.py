"""A central of each kind, and a desk's journal with its link to it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.central.centrals import Anywhere, Desk, OnPostgresql, OnSqlite


@pytest.fixture(params=["sqlite", "postgresql"])
def central(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Anywhere]:
    made: Anywhere
    made = OnSqlite(tmp_path) if request.param == "sqlite" else OnPostgresql(request.getfixturevalue("postgresql"))
    yield made
    made.close()


@pytest.fixture
def desk(central: Anywhere, tmp_path: Path) -> Iterator[Desk]:
    one = Desk(central, tmp_path / "desk", "desk")
    yield one
    one.journal.close()
