"""Many histories on every core, in the order of their seeds."""

from __future__ import annotations

import multiprocessing
import os
import warnings
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from tests.faults.simulator import Failed, Lived, told
from tests.faults.workshop import a_workshop


def many(seeds: range, faults: tuple[str, ...] | None = None) -> Iterator[Lived | Failed]:
    """What each history came to; a program that dies ends it all with `BrokenProcessPool`."""
    context = multiprocessing.get_context("spawn")
    with a_workshop() as workshop, ProcessPoolExecutor(os.cpu_count(), context) as pool:
        for answer in pool.map(partial(_one, workshop, faults), seeds, chunksize=4):
            yield answer if isinstance(answer, Lived) else Failed(*answer)


def _one(workshop: Path, faults: tuple[str, ...] | None, seed: int) -> Lived | tuple[int, str, list[str]]:
    warnings.simplefilter("error")
    try:
        return told(seed, workshop, faults=faults)
    except Failed as failed:
        return failed.seed, failed.why, failed.transcript
