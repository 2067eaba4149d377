"""Whatever desks, network, clocks, disks and central go through: once healed, all is there once, and all agree."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.broken import BROKEN, RememberingApplier
from tests.faults.simulator import Failed, told
from tests.faults.town import Parts
from tests.faults.workshop import a_workshop

FRESH = 16
"""Histories that no run before has tried; `sh packaging/test --faults --seeds 3000` lives more."""

ENOUGH = 60
"""So many histories at most find out what is built wrongly."""

BASIC = ("network", "crash", "appliers", "clock")


@pytest.fixture(scope="module")
def workshop() -> Iterator[Path]:
    with a_workshop() as folder:
        yield folder


@pytest.mark.parametrize("part", range(4))
def test_whatever_goes_wrong_everything_is_there_once_and_everybody_agrees(workshop: Path, part: int) -> None:
    first = random.SystemRandom().randrange(10**9)  # not `random`: pytest-randomly seeds it
    print(f"seeds {first} to {first + FRESH // 4 - 1}")
    for seed in range(first, first + FRESH // 4):
        told(seed, workshop)


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_built_wrongly_is_found_out(workshop: Path, name: str) -> None:
    for seed in range(ENOUGH):
        try:
            told(seed, workshop, BROKEN[name], BASIC)
        except Failed:
            told(seed, workshop, faults=BASIC)  # the same history, and nothing is built wrongly
            return
    pytest.fail(f"{name}: {ENOUGH} histories did not find it out")


def test_an_applier_that_looks_at_its_lease_may_remember(workshop: Path) -> None:
    """What is found out in the careless one is that it does not look, and nothing else."""
    for seed in range(3):
        told(seed, workshop, Parts(applier=RememberingApplier), BASIC)


def test_the_same_seed_tells_the_same_history_act_by_act() -> None:
    stories = [_story(seed=5, hashing=hashing) for hashing in ("1", "2")]
    assert stories[0] == stories[1]
    assert len(stories[0]) > 60


def _story(seed: int, hashing: str) -> list[str]:
    """What another process says of it; sets and dictionaries of text lie in another order there."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults", "--seeds", "1", "--from", str(seed), "--story"],
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[2],
        env={**os.environ, "PYTHONHASHSEED": hashing},
        check=False,
        timeout=120,
    )
    return [line for line in done.stdout.splitlines() if " histories in " not in line]
