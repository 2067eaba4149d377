"""Histories from a seed: desks and central in one process, on real files, under a virtual clock and a faulty network.

`told(seed)` lives one history and checks it. The same seed gives the same history, act by act.
"""

from __future__ import annotations

import random
import shutil
import traceback
from dataclasses import dataclass
from pathlib import Path

from tests.desks import ids_from
from tests.faults.death import steps_counted
from tests.faults.misfortunes import FAULTS
from tests.faults.story import Story
from tests.faults.town import Parts
from tests.faults.workshop import Ids, one_thread


class Failed(AssertionError):
    """A history in which something does not hold."""

    def __init__(self, seed: int, why: str, transcript: list[str]) -> None:
        super().__init__(f"seed {seed}: {why}\n" + "\n".join(transcript[-90:]))
        self.seed, self.why, self.transcript = seed, why, transcript


@dataclass(frozen=True)
class Lived:
    """What a history came to."""

    seed: int
    acts: int
    events: int
    transcript: list[str]


def told(seed: int, workshop: Path, parts: Parts | None = None, faults: tuple[str, ...] | None = None) -> Lived:
    """Live the history of this seed and check it; raises `Failed`."""
    folder = workshop / f"seed-{seed}"
    shutil.copytree(workshop / "prepared", folder)
    transcript: list[str] = []
    try:
        with ids_from(Ids(seed, 0x019B_0000_0000)), steps_counted(), one_thread():
            story = Story(random.Random(seed), folder, parts or Parts(), faults or FAULTS, transcript)
            try:
                return Lived(seed, story.live(), story.end(), transcript)
            finally:
                story.close()
    except Exception as fault:
        why = f"{type(fault).__name__}: {fault}"
        where = "".join(traceback.format_exception(fault)[-12:])
        raise Failed(seed, why, [*transcript, where]) from fault
    finally:
        shutil.rmtree(folder)
