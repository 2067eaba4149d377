"""`python -m tests.faults [--seeds N] [--from SEED]`: kills each program at every write, then lives so many histories.

It prints each death and each history that fails. `--from SEED --seeds 1` tells one history again, act by act, and
kills nothing; `--story` prints it also when all is well.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import sys
import time
from concurrent.futures import ProcessPoolExecutor

from tests.faults.deaths import DEATHS, ON_POSTGRESQL, at_every_write
from tests.faults.many import many
from tests.faults.misfortunes import FAULTS
from tests.faults.simulator import Failed


def main() -> int:
    parser = argparse.ArgumentParser(prog="packaging/test --faults", description=__doc__)
    parser.add_argument("--seeds", type=int, default=1000, help="how many histories (1000)")
    parser.add_argument("--from", dest="first", type=int, help="the first seed; without it, one that was never tried")
    parser.add_argument("--story", action="store_true", help="print what happened in each history")
    parser.add_argument("--faults", help=f"only these, by commas, of: {', '.join(FAULTS)}")
    said = parser.parse_args()
    first = random.SystemRandom().randrange(10**9) if said.first is None else said.first
    faults = tuple(said.faults.split(",")) if said.faults else None
    failed = _kill() if said.first is None else 0
    return 1 if failed + _live(range(first, first + said.seeds), faults, story=said.story) else 0


def _kill() -> int:
    """Each program at each write; how many of them fail."""
    names, failed = [*DEATHS, ON_POSTGRESQL], 0
    with ProcessPoolExecutor(os.cpu_count(), multiprocessing.get_context("spawn")) as pool:
        for name, (deaths, fault) in zip(names, pool.map(at_every_write, names), strict=True):
            failed += bool(fault)
            print(f"killed: {name}: {fault or f'{deaths} deaths, nothing lost and nothing double'}", flush=True)
    return failed


def _live(seeds: range, faults: tuple[str, ...] | None, *, story: bool) -> int:
    """So many histories; how many fail."""
    print(f"seeds {seeds.start} to {seeds.stop - 1}", flush=True)
    start, failed, acts, events = time.monotonic(), 0, 0, 0
    for lived in many(seeds, faults):
        if isinstance(lived, Failed):
            failed += 1
            print(lived, flush=True)
            continue
        acts, events = acts + lived.acts, events + lived.events
        if story:
            print("\n".join(lived.transcript), flush=True)
    seconds = time.monotonic() - start
    print(
        f"{len(seeds)} histories in {seconds:.0f} s ({len(seeds) / seconds:.1f} a second), "
        f"{acts} acts, {events} events at central; {failed} failed",
        flush=True,
    )
    return failed


if __name__ == "__main__":
    sys.exit(main())
