"""What goes wrong in a history: cables, power, clocks, files that are lost, put back or copied, and strange events."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import timedelta
from typing import TYPE_CHECKING

from tests.faults.death import running
from tests.faults.machine import Files, Machine
from tests.faults.strange import record_newer, record_poison

if TYPE_CHECKING:
    from tests.faults.story import Story

Way = Callable[[Machine], None]
FAULTS = (
    "network",
    "crash",
    "clock",
    "appliers",
    "cache lost",
    "cache restored",
    "journal restored",
    "both restored",
    "clone",
    "central restored",
    "newer kind",
    "poison",
)


class Misfortunes:
    """Each method is one of them, and befalls a machine or central."""

    def __init__(self, story: Story) -> None:
        self._story = story

    def one_of(self, faults: Collection[str]) -> Way | None:
        """One that befalls now, of these kinds; mostly none."""
        for fault, chance, way in self._all():
            if fault in faults and self._story.likely(chance):
                return way
        return None

    def _all(self) -> tuple[tuple[str, float, Way], ...]:
        return (
            ("network", 0.10, self._plug),
            ("network", 0.04, self._post),
            ("crash", 0.04, self._power_cut),
            ("clock", 0.08, self._clocks),
            ("cache lost", 0.01, self._lose_cache),
            ("cache restored", 0.04, lambda m: self._yesterday(m, "cache")),
            ("journal restored", 0.04, lambda m: self._yesterday(m, "journal")),
            ("both restored", 0.04, lambda m: self._yesterday(m, "both")),
            ("clone", 0.02, self._clone),
            ("central restored", 0.04, self._central_yesterday),
            ("newer kind", 0.02, self._newer),
            ("poison", 0.02, self._poison),
        )

    def _plug(self, machine: Machine) -> None:
        road = self._story.roads[machine.label]
        road.plugged = not road.plugged
        self._story.say(machine.label, "is plugged in again" if road.plugged else "is cut off")

    def _post(self, _: Machine) -> None:
        with running(self._story.town.server):
            self._story.say("", f"{self._story.town.deliver_post()} delayed pushes arrive")

    def _power_cut(self, machine: Machine) -> None:
        behind = self._story.likely(0.5)
        machine.power_cut(behind)
        machine.clock.reboot()
        machine.start()
        self._story.say(machine.label, "has a power cut" + (", and its cache lost the newest" if behind else ""))

    def _clocks(self, machine: Machine) -> None:
        way = self._story.dice.randrange(5)
        if way == 0:
            machine.clock.reboot()
        elif way == 1:
            machine.clock.forgets_the_date(self._story.dice.randrange(2))
        elif way == 2:
            machine.clock.skew = timedelta()
        else:
            machine.clock.jumps(self._story.dice.choice((-1440, -90, -60, -1, 1, 60, 90)))
        said = ("is started again", "is started with a dead clock", "has its clock set right")
        self._story.say(machine.label, said[way] if way < 3 else f"has a clock that is {machine.clock.skew} off")

    def _lose_cache(self, machine: Machine) -> None:
        machine.lose_cache()
        self._story.say(machine.label, "has lost its cache")

    def _yesterday(self, machine: Machine, which: Files) -> None:
        """Keep a copy of all files, or put some of those that were kept back."""
        if not machine.has_copy() or self._story.likely(0.2):
            machine.keep_copy()
            return self._story.say(machine.label, "keeps a copy of its files")
        gone = machine.restore(which)
        self._story.destroyed |= set(gone)
        self._story.say(machine.label, f"is restored from its copy ({which}); {len(gone)} events destroyed here")
        if which != "cache":
            self._story.copied.add(machine.name)

    def _clone(self, machine: Machine) -> None:
        if len(self._story.machines) >= 7:
            return
        label = f"{machine.name}{'bcdefg'[sum(m.name == machine.name for m in self._story.machines) - 1]}"
        clock, road = self._story.clock_and_road(machine.name, label)
        self._story.machines.append(machine.clone(self._story.folder / label, clock, road))
        self._story.copied.add(machine.name)
        self._story.say(machine.label, f"is cloned: {label}")

    def _central_yesterday(self, _: Machine) -> None:
        if not self._story.town.has_copy() or self._story.likely(0.2):
            self._story.town.keep_copy()
            return self._story.say("central", "keeps a copy of its database")
        self._story.town.restore()
        self._story.say("central", "is restored from its copy")

    def _newer(self, machine: Machine) -> None:
        self._story.work(
            machine, "a newer program records something", lambda: record_newer(machine, self._story.dice), None
        )

    def _poison(self, machine: Machine) -> None:
        self._story.work(
            machine, "something unreadable is recorded", lambda: record_poison(machine, self._story.dice), None
        )
