"""The deaths that are tried, by name: `packaging/test --faults` tries each at every write, the plain run at some."""

from __future__ import annotations

import tempfile
import traceback
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from tests.faults import afterwards, shifts
from tests.faults.killed import at_every, ended, forked
from tests.postgresql import Cluster, private_cluster

Work = Callable[[Path, int], None]
"""What a process does in a folder, and at which write it is killed."""


@dataclass(frozen=True)
class Death:
    """Who dies and when: `often` is the step between two deaths, in writes or bytes, when all are tried."""

    prepare: Callable[[Path], None]
    once: Callable[[Path, int], bool]
    check: Callable[[Path], None]
    seldom: int
    often: int = 1
    first: int = 0

    def die(self, folder: Path, *, seldom: bool) -> int:
        """Prepare in this folder, and die at one write after the other; how many deaths."""
        prepared = folder / "prepared"
        self.prepare(prepared)
        return at_every(self.seldom if seldom else self.often, prepared, self.once, self.check, self.first)


def in_a_fork(work: Work) -> Callable[[Path, int], bool]:
    return lambda folder, at: ended(forked(work, folder, at))


def on_postgresql(cluster: Cluster) -> Death:
    """An applier there; each time on a copy of the whole database."""

    def prepare(folder: Path) -> None:
        shifts.a_library_on_postgresql(folder, cluster)

    return Death(prepare, in_a_fork(shifts.apply_on_postgresql), afterwards.another_applier_goes_on, seldom=19)


DEATHS = {
    "the window, at a write of its journal": Death(
        shifts.a_library_with_a_plan, in_a_fork(shifts.staff_work), afterwards.nothing_confirmed_is_lost, seldom=9
    ),
    "the window, in the middle of a write": Death(
        shifts.a_library_with_a_plan,
        in_a_fork(shifts.staff_work_until_a_byte),
        afterwards.nothing_confirmed_is_lost,
        seldom=9001,
        often=811,
        first=300,
    ),
    "the sync process, at a write of its copy": Death(
        shifts.a_library_without_copies, in_a_fork(shifts.exchange), afterwards.everything_agrees, seldom=17
    ),
    "the sync process and central, in the middle of a write": Death(
        shifts.a_library_without_copies,
        in_a_fork(shifts.exchange_until_a_byte),
        afterwards.everything_agrees,
        seldom=17_001,
        often=1511,
        first=300,
    ),
    "an applier on SQLite": Death(
        shifts.a_library_told, in_a_fork(shifts.apply_on_sqlite), afterwards.everything_agrees, seldom=15
    ),
    "an embedded central that is asked": Death(
        shifts.a_library_at_work, afterwards.served_until_all_is_told, afterwards.everything_agrees, seldom=47
    ),
    "an embedded central at its first start": Death(
        shifts.nothing, in_a_fork(shifts.begin_central), afterwards.central_was_begun, seldom=23
    ),
}

ON_POSTGRESQL = "an applier on PostgreSQL"


def at_every_write(name: str) -> tuple[int, str]:
    """Try one of these at every write: how many deaths, and what does not hold after one."""
    try:
        with tempfile.TemporaryDirectory(prefix="deaths-") as folder:
            if name != ON_POSTGRESQL:
                return DEATHS[name].die(Path(folder), seldom=False), ""
            with private_cluster() as cluster:
                return on_postgresql(cluster).die(Path(folder), seldom=False), ""
    except Exception as fault:
        return 0, "".join(traceback.format_exception(fault))


BROKEN = {
    "success told before it is on the disk": replace(
        DEATHS["the window, at a write of its journal"], once=in_a_fork(shifts.staff_are_told_too_soon)
    ),
    "an act in several transactions": replace(
        DEATHS["the window, at a write of its journal"], once=in_a_fork(shifts.staff_work_event_by_event)
    ),
}
