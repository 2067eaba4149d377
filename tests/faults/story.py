"""One history: several machines at one central, what they do, exchange and decide, until all is healed and quiet."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from deskapp.desk.acts import NotFound
from deskapp.sync.link import Away
from deskapp.sync.session import Contested
from tests.desks import FakeClock
from tests.faults.checks import check_all, check_machine
from tests.faults.death import Crash, running
from tests.faults.machine import Machine, MachineClock
from tests.faults.misfortunes import Misfortunes
from tests.faults.town import FAIR, PUSHES, Parts, Road, Town, Weather
from tests.faults.workshop import BRANCHES
from tests.sync.histories import ACTS, Acts, Step

ROUNDS = 12
"""So many exchanges of everybody bring every queue to its end, once all is healed."""

_ACTS = (*ACTS, *("pay", "pay", "charge"))


class Story:
    """Several machines at one central, from the first act to the moment when all is healed."""

    def __init__(
        self, dice: random.Random, folder: Path, parts: Parts, faults: tuple[str, ...], transcript: list[str]
    ) -> None:
        self.dice, self.folder, self._parts, self._said = dice, folder, parts, transcript
        self._faults = [f for f in faults if dice.random() < 0.6]  # not always all of them: one hides another
        transcript.append(f"what goes wrong: {', '.join(self._faults) or 'nothing'}")
        self.clock = FakeClock()
        self.town = Town(folder, self.clock, parts)
        self.town.meanwhile = self._meanwhile
        self.machines: list[Machine] = []
        self.roads: dict[str, Road] = {}
        self.made: dict[UUID, Any] = {}  # every event that ever was durable anywhere
        self.destroyed: set[UUID] = set()
        self.copied: set[str] = set()  # the names of workstations whose numbers may be given twice
        self._acts, self._misfortunes = Acts(), Misfortunes(self)
        for n in range(1, dice.randint(2, 6) + 1):
            self._machine(f"desk-{n}", BRANCHES[n - 1])

    def close(self) -> None:
        for machine in self.machines:
            machine.stop()
        self.town.close()

    def _machine(self, name: str, branch: str) -> None:
        clock, road = self.clock_and_road(name, name)
        parts = self._parts
        self.machines.append(Machine(self.folder / name, name, branch, clock, road, parts.session, parts.cache))

    def clock_and_road(self, name: str, label: str) -> tuple[MachineClock, Road]:
        self.roads[label] = Road(self.town, name, self.clock)
        return MachineClock(self.clock, label), self.roads[label]

    def say(self, who: str, what: str) -> None:
        self._said.append(f"{len(self._said):3} {self.clock.at:%d %H:%M:%S} {who:9} {what}")

    # --- living -----------------------------------------------------------------------------------------

    def live(self) -> int:
        """Between 30 and 80 acts, with whatever goes wrong between them; how many."""
        acts = self.dice.randint(30, 80)
        for _ in range(acts):
            self._act()
            while self.dice.random() < 0.55:
                self._event()
        return acts

    def likely(self, chance: float) -> bool:
        return self.dice.random() < chance

    def _has(self, fault: str) -> bool:
        return fault in self._faults

    def _act(self) -> None:
        machine, dice = self.dice.choice(self.machines), self.dice
        step = Step(0, dice.choice(_ACTS), dice.randrange(12), dice.randrange(12))
        dies = dice.randrange(60) if self._has("crash") and self.likely(0.06) else None
        self.work(machine, f"{step.what}({step.a}, {step.b})", lambda: self._do(machine, step), dies)

    def _do(self, machine: Machine, step: Step) -> None:
        getattr(self._acts, step.what)(step, machine)

    def work(self, machine: Machine, what: str, work: Callable[[], None], dies: int | None) -> None:
        """Something done in the window; it may die at it, and is then opened again."""
        self.say(machine.label, what + (f", and the window dies at step {dies}" if dies is not None else ""))
        if not _knows(machine):
            return self.say(machine.label, "  has no copy of the library yet")
        machine.window.dies_after(dies)
        try:
            with running(machine.window):
                work()
        except NotFound as fault:
            self.say(machine.label, f"  {fault} is not known here")
        except Crash:
            self.say(machine.label, "  dead; the window is opened again")
            machine.stop_window()
            machine.start_window()
        finally:
            machine.window.dies_after(None)
            self._collect()

    def _event(self) -> None:
        """Something that is not an act: time, exchanges, and what goes wrong."""
        ways: list[Callable[[Machine], None]] = [self._later, *[self._exchange] * 5, *[self._decide] * 3]
        if (way := self._misfortunes.one_of(self._faults)) is not None:
            ways = [way]
        self.dice.choice(ways)(self.dice.choice(self.machines))

    # --- exchanging and deciding ------------------------------------------------------------------------

    def _weather(self) -> Weather:
        dice = self.dice
        dies = dice.randrange(40) if self._has("crash") and self.likely(0.08) else None
        if not self._has("network"):
            return Weather(server_dies=dies)
        return Weather(
            dice.choice(PUSHES) if self.likely(0.4) else "",
            dice.choice((1, 2, 5, 20_000)),
            dice.randrange(4) if self.likely(0.15) else None,
            self.likely(0.2),
            self.likely(0.1),
            dies,
        )

    def _exchange(self, machine: Machine) -> None:
        weather = self._weather()
        dies = self.dice.randrange(40) if self._has("crash") and self.likely(0.2) else None
        self.say(
            machine.label, f"exchanges: {weather}" + (f", the sync process dies at {dies}" if dies is not None else "")
        )
        said = self._exchanged(machine, weather, dies)
        self.say(machine.label, f"  {said}")

    def _exchanged(self, machine: Machine, weather: Weather, dies: int | None = None) -> str:
        self.roads[machine.label].begin(weather)
        machine.sync.dies_after(dies)
        try:
            with running(machine.sync):
                done = machine.session.exchange()
            return f"pushed {done.pushed}, pulled {done.pulled}, revision {done.rev}"
        except Away as fault:
            return f"away: {fault}"
        except Contested as fault:
            machine.reissue(fault.contest.incarnation, fault.contest.seq)
            return f"contested: {fault.contest.fate} at {fault.contest.seq}, written again"
        except Crash:
            machine.stop_sync()
            machine.start_sync()
            return "the sync process died, and is started again"
        finally:
            machine.sync.dies_after(None)
            self.roads[machine.label].begin(FAIR)
            machine.refresh()
            self._collect()
            check_machine(machine, self.town)

    def _meanwhile(self, name: str) -> None:
        """While one exchanges, another pushes and central decides."""
        others = [m for m in self.machines if m.name != name and self.roads[m.label].plugged]
        if others:
            other = self.dice.choice(others)
            self.say(other.label, f"  meanwhile: {self._exchanged(other, FAIR)}")
        which = self.dice.randrange(2)
        self.say(f"applier {which}", f"  meanwhile: {self.town.decide(which, 1000, 1)}")

    def _decide(self, _: Machine) -> None:
        dice = self.dice
        which = dice.randrange(2) if self._has("appliers") else 0
        dies = dice.randrange(60) if self._has("crash") and self.likely(0.12) else None
        said = self.town.decide(which, dice.choice((1, 2, 5, 1000)), dice.randint(1, 4), dies)
        self.say(f"applier {which}", said + (f" (to die at step {dies})" if dies is not None else ""))

    def _later(self, _: Machine) -> None:
        ways = ({"seconds": 6}, {"seconds": 20}, {"minutes": 5}, {"hours": 3}, {"days": 1}, {"days": 16})
        passed = self.dice.choice(ways)
        self.clock.pass_(**passed)
        self.say("", f"{timedelta(**passed)} later")

    # --- the end ----------------------------------------------------------------------------------------

    def _collect(self) -> None:
        for machine in self.machines:
            self.made |= machine.ledger

    def durable(self) -> set[UUID]:
        """What must be at central: all that some journal, not destroyed, still promises."""
        return {id for machine in self.machines for id in machine.ledger}

    def end(self) -> int:
        """Everything is healed, and everybody exchanges until all is quiet; what must hold then; events told."""
        self.say("", "everything is healed")
        self.town.deliver_post()
        for road in self.roads.values():
            road.plugged = True
        said: dict[str, str] = {}
        for turn in range(ROUNDS):
            said = {m.label: self._exchanged(m, FAIR) for m in self.machines}
            self.town.decide_all()
            self.say("", f"round {turn + 1}: {said}")
            if self._quiet():
                break
        else:
            raise AssertionError(f"the queue does not drain: {said}")
        self._collect()
        return check_all(self)

    def _quiet(self) -> bool:
        rev = self.town.counted()["rev"]
        at_head = all(m.session.decided() and m.writer.known().rev == rev for m in self.machines)
        return at_head and self.town.all_decided()


def _knows(machine: Machine) -> bool:
    """Whether there is anything in the cache: a lost one is empty until the next pull."""
    with running(None):
        return machine.cache.known().rev > 0
