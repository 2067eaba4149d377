"""What a desk may send that this program cannot make: an event of an unknown kind, and one that is broken."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from deskapp.domain.outcome import Done, fact
from deskapp.domain.values import Line
from deskapp.store.codec import ReliedOn
from tests.faults.machine import Machine


@dataclass(frozen=True)
class ItemLevitated:
    """What a program of tomorrow records."""

    item: UUID
    height: int


@dataclass(frozen=True)
class ItemCheckedIn:
    """Of a known name, with nothing in it that the name promises."""

    nonsense: int


def record_newer(machine: Machine, dice: random.Random) -> None:
    item = machine.item(dice.choice(("I1", "I3", "I4")))
    _record(machine, ItemLevitated(item, dice.randrange(9)), item)


def record_poison(machine: Machine, dice: random.Random) -> None:
    item = machine.item(dice.choice(("I1", "I3", "I4")))
    _record(machine, ItemCheckedIn(dice.randrange(9)), item)


def _record(machine: Machine, body: Any, item: UUID) -> None:
    entries = machine.journal.record(Done((fact(body, (Line.ITEM, item)),)), "maria", machine.branch, ReliedOn())
    with machine.overlay.reading():
        machine.overlay.add(entries)
    machine.note()
