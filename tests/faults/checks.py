"""What must hold: at each exchange, and when everything is healed and quiet."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any
from uuid import UUID

import msgspec
from sqlalchemy import select

from deskapp.central.database import moment
from deskapp.central.schema import journal, quarantine
from deskapp.domain.events import Event, PaymentReceived, RefundPaid
from deskapp.domain.records import Account, Loan
from deskapp.store.codec import BadEvent, Entry
from deskapp.store.pending import event_of
from tests.faults.death import running
from tests.sync.histories import central_rows, differences, folded_from_scratch

if TYPE_CHECKING:
    from tests.faults.machine import Machine
    from tests.faults.story import Story
    from tests.faults.town import Town

NOT_DESKS = ("central", "setup")


def check_machine(machine: Machine, town: Town) -> None:
    """The cache is what central said at the cache's revision, and its watermark says no more than its rows do."""
    with running(None):
        known = machine.writer.known()
        said = town.history(known.epoch)
        rows = machine.writer.bodies()
        marks = machine.writer.decided(machine.name)
    if known.rev in said.rows:
        differ = differences(rows, said.rows[known.rev])
        assert not differ, f"the cache of {machine.label} is not what central said at revision {known.rev}: {differ}"
    for incarnation, seq in marks.items():
        since = [r for m, s, r in said.marked if m == (machine.name, incarnation) and s >= seq]
        assert not since or min(since) <= known.rev, (
            f"{machine.label} believes its events up to {seq} decided; that was at revision {min(since)}, "
            f"and its rows are those of {known.rev}"
        )


def check_all(story: Story) -> int:
    """How many events there are, when everything is as it must be."""
    with running(None):
        told, held = _told(story.town)
        _nothing_lost_or_doubled(story, told)
        _agreement(story, told, held)
        _money(story.town, told, held)
        _receipts(story, told)
        _nothing_double(story.town)
        _staff_see_what_central_says(story)
    return len(told)


def _told(town: Town) -> tuple[list[tuple[Entry, Event | None]], set[UUID]]:
    """Central's events with their stamps, and the ids of those in quarantine.

    An event that came again under another number has a second row, with an id of its own: it is the same event.
    """
    with town.database.read() as c:
        rows = c.execute(select(journal).order_by(journal.c.position)).all()
        held = [r.id for r in c.execute(select(quarantine))]
    assert [r.position for r in rows] == list(range(1, len(rows) + 1)), "the positions have gaps"
    assert len(set(held)) == len(held), "something is in quarantine twice"
    read = [(r, msgspec.json.decode(r.entry, type=Entry)) for r in rows]
    return [(e, _event(e, r)) for r, e in read if r.id == e.id], set(held)


def _event(entry: Entry, row: Any) -> Event | None:
    try:
        return event_of(entry, moment(row.at), row.uncertainty)
    except BadEvent:
        return None


def _nothing_lost_or_doubled(story: Story, told: list[tuple[Entry, Event | None]]) -> None:
    counted = Counter(e.id for e, _ in told)
    assert max(counted.values()) == 1, "an event is at central twice"
    lost = story.durable() - counted.keys()
    assert not lost, f"{len(lost)} events are lost: {[_name(story.made[id]) for id in sorted(lost)][:5]}"
    for entry, _ in told:
        if entry.workstation not in NOT_DESKS:
            made = story.made.get(entry.id)
            assert made is not None, f"central has an event that no desk recorded: {_name(entry)}"
            assert (made.kind, made.digest, made.act) == (entry.kind, entry.digest, entry.act), "it was altered"


def _name(entry: Entry) -> str:
    return f"{entry.kind} {entry.workstation} {str(entry.incarnation)[-4:]}/{entry.seq}"


def _agreement(story: Story, told: list[tuple[Entry, Event | None]], held: set[UUID]) -> None:
    central = central_rows(story.town.database)
    sound = [(e, event) for e, event in told if event is not None and e.id not in held]
    differ = differences(central, folded_from_scratch(sound))
    assert not differ, f"central is not the fold of its journal: {differ}"
    for machine in story.machines:
        differ = differences(machine.writer.bodies(), central)
        assert not differ, f"the cache of {machine.label} is not central: {differ}"


def _money(town: Town, told: list[tuple[Entry, Event | None]], held: set[UUID]) -> None:
    """An account holds exactly the fees and payments that were recorded, each once."""
    taken: Counter[str] = Counter()
    for entry, event in told:
        if event is not None and entry.id not in held:
            taken[entry.kind] += getattr(event.body, "amount", 0)
    accounts = [
        msgspec.json.decode(body, type=Account)
        for (kind, _), body in central_rows(town.database).items()
        if kind == "account"
    ]
    assert sum(f.amount for a in accounts for f in a.fees) == taken["FeeCharged"], "fees and their events differ"
    moved: Counter[str] = Counter()
    for payment in (p for a in accounts for p in a.payments):
        moved[payment.kind] += payment.amount
    for kind, event_kind in (
        ("payment", "PaymentReceived"),
        ("refund", "RefundPaid"),
        ("credit", "CreditGranted"),
        ("waiver", "FeeWaived"),
    ):
        assert moved[kind] == taken[event_kind], f"{kind}s and their events differ"


_WITH_RECEIPT = (PaymentReceived.__name__, RefundPaid.__name__)
_RECEIPT = re.compile(r"(.+/\d+)/(\d+)")


def _receipts(story: Story, told: list[tuple[Entry, Event | None]]) -> None:
    """Each series counts 1, 2, 3. What was destroyed was printed too; a copied workstation may repeat a number."""
    series: defaultdict[str, list[int]] = defaultdict(list)
    bodies = {e.id: bytes(e.body) for e in story.made.values() if e.kind in _WITH_RECEIPT}
    for body in bodies.values():
        said = _RECEIPT.fullmatch(msgspec.json.decode(body)["receipt"])
        assert said, "a receipt without a number"
        series[said[1]].append(int(said[2]))
    for name, numbers in series.items():
        assert set(numbers) == set(range(1, max(numbers) + 1)), f"the receipts {name} have a gap: {sorted(numbers)}"
        series_of = name.rpartition("/")[0]
        if not any(series_of == one or series_of.startswith(f"{one}-") for one in story.copied):
            assert len(set(numbers)) == len(numbers), f"a receipt of {name} was given twice: {sorted(numbers)}"


def _nothing_double(town: Town) -> None:
    loans = [msgspec.json.decode(b, type=Loan) for (k, _), b in central_rows(town.database).items() if k == "loan"]
    lent = Counter(loan.item for loan in loans if loan.closed is None)
    assert all(n == 1 for n in lent.values()), "an item is lent twice at once"


def _staff_see_what_central_says(story: Story) -> None:
    for machine in story.machines:
        with machine.overlay.reading():
            assert machine.overlay.pending == 0, f"{machine.label} shows something as pending"
