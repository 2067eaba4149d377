"""A small library with a desk at each of two branches; both have heard central once."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desks import Place, Workstation, a_place, sync

MEMORY = Path("/dev/shm")
"""Where there is one: each act is an fsync, and these tests are about what is recorded, not about how fast."""


@pytest.fixture
def place() -> Iterator[Place]:
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        yield a_place(Path(folder))


def _ready(place: Place, name: str, branch: str) -> Iterator[Workstation]:
    one = place.workstation(name, branch)
    sync(place, one)
    yield one
    for file in (one.journal, one.writer, one.overlay.cache):
        file.close()


@pytest.fixture
def main(place: Place) -> Iterator[Workstation]:
    yield from _ready(place, "main-1", "MAIN")


@pytest.fixture
def east(place: Place) -> Iterator[Workstation]:
    yield from _ready(place, "east-1", "EAST")
