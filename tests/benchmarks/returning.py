"""Ten desks coming back at once, with 5,000 events each that they recorded apart, while another desk works on."""

from __future__ import annotations

import os
import time
from contextlib import ExitStack

from deskapp.sync.pace import MOST
from tests.benchmarks.desks import Central, working
from tests.benchmarks.measure import Result, Setting, peak_mb, times
from tests.benchmarks.visible import PATIENCE

DESKS = 10
AT_A_TIME = (MOST, 250, 500)
"""Events of one desk that may lie at central undecided: what the program sets, and more."""

UNSENT = {"full": 5000, "small": 500, "tiny": 60}
ITEMS = 250
"""What each of them lends: it sees each of its items about seven times in a day of 5,000 scans."""

ALONE = 15.0
"""Seconds for which the other desk works before they come back; its latency then is the floor."""


def returning(setting: Setting) -> list[Result]:
    """All of the last eight hours, on patrons and titles that they have in common: most of it arrives late."""
    return [result for most in AT_A_TIME for result in _returning(setting, most)]


def _returning(setting: Setting, most: int) -> list[Result]:
    unsent, name = UNSENT[setting.scale], f"returning.{most}"
    with ExitStack() as stack:
        central = Central(stack, setting, DESKS, ITEMS)
        real = stack.enter_context(central.real_desks())
        with working(real) as alone:
            time.sleep(ALONE if setting.scale == "full" else ALONE / 5)
        before = central.spent()
        with central.simulated(DESKS, ITEMS, 0.0, 0.0, unsent, most) as told, working(real) as seen:
            began = time.monotonic()
            (tally,) = told()
            took = time.monotonic() - began
        spent = {name: now - before[name] for name, now in central.spent().items()}
        central.must_hold([tally])
        decided = tally["decided_after"]
        rate = DESKS * unsent / decided
        setting.say(f"{name}: load {os.getloadavg()[0]:.1f}; {took:.1f} s until the last report")
        busy = f"of which PostgreSQL worked {spent['postgres']:.1f} and the applier {spent['applier']:.1f}"
        note = f"{DESKS} desks with {unsent:,} events each, from the first push to the last desk that has all; {busy}"
        vain = sum(ms >= PATIENCE * 1000 for ms in seen)
        meanwhile = f"of real workstations meanwhile, {vain} of {len(seen)} longer than {PATIENCE:.0f} s; floor: before"
        return [
            times(f"{name}.decided", [decided], note=note, unit="s"),
            Result(f"{name}.rate", "events/s", rate, rate, note="all ten together, until all have all", rate=True),
            times(f"{name}.visible", seen, alone, meanwhile),
            times(f"{name}.exchange", tally["answered"], note="a push and a pull, or a pull alone"),
            times(f"{name}.applier.memory", [peak_mb(central.applier)], note="at most", unit="MB"),
        ]
