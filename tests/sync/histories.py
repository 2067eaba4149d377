"""Random histories on three desks: the steps, the desks that take them, and what must hold when all is told."""

from __future__ import annotations

import contextlib
import shutil
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec
from hypothesis import note
from hypothesis import strategies as st
from sqlalchemy import insert, select, update

from deskapp.central.applier import Applier
from deskapp.central.database import Database, micros, moment
from deskapp.central.schema import counters, journal, pushes, quarantine, records
from deskapp.domain.events import Event, FeeCharged, Identified, StubMade
from deskapp.domain.fold import apply
from deskapp.domain.outcome import Done, fact
from deskapp.domain.policy import policy
from deskapp.domain.records import Account, nothing
from deskapp.domain.rules import Branch
from deskapp.domain.values import FeeId, Line, Name
from deskapp.store.codec import Entry, encode, kind_of
from deskapp.store.pending import event_of
from deskapp.store.pulled import Page
from deskapp.store.rows import records_in
from deskapp.sync.link import Away, Central, Reading
from tests.desks import FakeClock, Place, Workstation, a_patron, a_small_library, new_id, sync

DESKS = (("desk-1", "MAIN"), ("desk-2", "EAST"), ("desk-3", "MAIN"))
CARDS = ("P1", "P2", "P3")
BARCODES = ("I1", "I2", "I3", "I4", "I5", "I6")
UNKNOWN_CARDS = ("X1", "X2")
UNKNOWN_BARCODES = ("U1", "U2")
EDGES = ("MAIN", "EAST", "PORT")
Rows = dict[tuple[str, UUID], str]
RULES = (
    (policy(), policy(item_type="DVD", loan="3 hours", closed="next_opening", fee_per_hour=50, fee_skips_closed=True)),
    (policy(suspension_days=2, recallable=True, recall_guaranteed="1 day", recall_within="1 day", rental=25),),
    (policy(overdue_lost_days=10, replacement=900, processing=100, refund="part", request_days=5, shelf_fee=30),),
    (policy(automatic_renewal=True, fee_skips_closed=True, account_fee_cap=40, max_loans=2, stalling_days=2),),
)


# --- a desk's clock and its cable -------------------------------------------------------------------


class DeskClock:
    """A desk's own clocks over the true time: its wall clock is off, and each boot starts counting anew."""

    def __init__(self, true: FakeClock) -> None:
        self._true, self.skew, self._boots, self._started = true, timedelta(), 0, micros(true.at) - 10**9

    @property
    def boot(self) -> str:
        return f"boot-{self._boots}"

    def now(self) -> datetime:
        return self._true.now() + self.skew

    def monotonic(self) -> int:
        return micros(self._true.at) - self._started

    def reboot(self) -> None:
        self._boots, self._started = self._boots + 1, micros(self._true.at)


class Cable:
    """A link that can be cut: before a push arrives, in the middle of it, or after it and before its answer."""

    def __init__(self, link: Central) -> None:
        self._link = link
        self.plugged, self.page, self.deliver, self.lose_answer = True, 20_000, 10**6, False
        self.look: Callable[[], None] = lambda: None  # what happens between the pages of a pull

    def _pass(self) -> None:
        if not self.plugged:
            raise Away("unplugged")

    def hello(self) -> dict[str, Any]:
        self._pass()
        return self._link.hello()

    def push(self, clock: Reading, entries: Sequence[str]) -> list[str]:
        self._pass()
        fates = self._link.push(clock, entries[: self.deliver])
        if self.lose_answer or len(entries) > self.deliver:
            raise Away("cut in the middle of a push")
        return fates

    def pull(self, rev: int, page: int) -> Page:
        self._pass()
        self.look()
        answer = self._link.pull(rev, min(page, self.page))
        self.look()
        return answer

    def wait(self, rev: int, seconds: float) -> None:
        self._link.wait(rev, seconds)

    def close(self) -> None:
        self._link.close()


# --- steps ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Step:
    """What happens next: `what` names a method of `History`; `a` and `b` pick from what there is."""

    desk: int
    what: str
    a: int
    b: int


ACTS = (
    *("check_out", "check_in") * 4,
    *("lend_unknown", "return_unknown", "unknown_card", "quick_add", "register") * 2,
    *("renew", "request", "request", "cancel", "edit", "pay", "void", "charge", "block", "undo", "undo", "close"),
    *("mark", "mark", "recall", "backdate", "count_use", "inventory", "suspend", "move", "pickup", "overnight"),
    *("waive", "refund", "credit", "lift", "set_up"),
)
ROADS = (
    "cut",
    "plug",
    "exchange",
    "exchange",
    "half_push",
    "lost_answer",
    "decide",
    "decide",
    "later",
    "skew",
    "reboot",
)

steps = st.lists(
    st.builds(
        Step,
        desk=st.integers(0, 2),
        what=st.sampled_from((*ACTS, *ROADS)),
        a=st.integers(0, 11),
        b=st.integers(0, 11),
    ),
    min_size=4,
    max_size=50,
)


def pick(found: Sequence[Any], n: int) -> Any:
    return found[n % len(found)]


class Acts:
    """What staff do: each method is an act at one desk, `a` and `b` of the step picking with whom and what."""

    def _patron(self, one: Workstation, n: int) -> Any:
        with one.overlay.reading():
            codes = (*CARDS, *UNKNOWN_CARDS, "P1")
            found = [i for k, i in one.overlay.by_code(pick(codes, n)) if k == "patron"]
        return found[0] if found else one.patron("P1")

    def check_out(self, step: Step, one: Workstation) -> None:
        one.desk.check_out(
            self._patron(one, step.a), one.item(pick(BARCODES, step.b)), reason=pick((None, "so"), step.a)
        )

    def check_in(self, step: Step, one: Workstation) -> None:
        one.desk.check_in(one.item(pick(BARCODES, step.a)))

    def lend_unknown(self, step: Step, one: Workstation) -> None:
        one.desk.check_out_unknown(self._patron(one, step.a), pick(UNKNOWN_BARCODES, step.b))

    def return_unknown(self, step: Step, one: Workstation) -> None:
        one.desk.check_in_unknown(pick(UNKNOWN_BARCODES, step.a))

    def unknown_card(self, step: Step, one: Workstation) -> None:
        card = pick(UNKNOWN_CARDS, step.a)
        if not one.desk.find(card).hits:
            one.desk.check_out(one.desk.accept_unknown_card(card), one.item(pick(BARCODES, step.b)), reason="so")

    def quick_add(self, step: Step, one: Workstation) -> None:
        one.desk.quick_add(pick(UNKNOWN_BARCODES, step.a), "Added in a hurry", "BOOK")

    def register(self, step: Step, one: Workstation) -> None:
        told = a_patron(pick(UNKNOWN_CARDS, step.a), "Nadia", "Nueva")[1]
        with one.overlay.reading():
            one.recorder.record(Done((told,)))

    def renew(self, step: Step, one: Workstation) -> None:
        one.desk.renew([one.item(pick(BARCODES, step.a))], reason=pick((None, "so"), step.b))

    def request(self, step: Step, one: Workstation) -> None:
        item = one.item(pick(BARCODES, step.b))
        page = one.desk.item_page(item)
        if page.title_id:
            copy = item if step.a % 3 == 0 else None
            one.desk.request(self._patron(one, step.a), page.title_id, pick(EDGES, step.b), copy)

    def cancel(self, step: Step, one: Workstation) -> None:
        holds = one.desk.panel(self._patron(one, step.a)).holds
        if holds:
            one.desk.cancel_request(pick(holds, step.b).hold)

    def edit(self, step: Step, one: Workstation) -> None:
        patron = self._patron(one, step.a)
        fields = one.desk.panel(patron).fields
        changes: dict[str, Any] = pick(
            (
                {"name": Name(f"Vega {step.a}", "Ana")},
                {"notes": (f"note {step.a}",)},
                {"phones": (f"+34 600 00{step.a}",), "emails": (f"p{step.b}@example.org",)},
                {"cards": (*fields.cards, f"Z{step.a}")},
            ),
            step.b,
        )
        one.desk.edit(patron, replace(fields, **changes))

    def block(self, step: Step, one: Workstation) -> None:
        patron = self._patron(one, step.a)
        blocks = one.desk.panel(patron).manual_blocks
        if blocks:
            one.desk.lift_block(patron, pick(blocks, step.b).block)
        else:
            one.desk.place_block(patron, "lost a key")

    def charge(self, step: Step, one: Workstation) -> None:
        patron = self._patron(one, step.a)
        with one.overlay.reading():
            id = one.overlay.canonical(Line.ACCOUNT, patron)
            charged = FeeCharged(id, FeeId(new_id()), 100 + step.b, "EUR", "a lost cover")  # type: ignore[arg-type]
            one.recorder.record(Done((fact(charged, (Line.ACCOUNT, id)),)))

    def pay(self, step: Step, one: Workstation) -> None:
        self.charge(step, one)
        one.desk.pay(self._patron(one, step.a), 30 + step.b)

    def void(self, step: Step, one: Workstation) -> None:
        patron = self._patron(one, step.a)
        paid = [p for p in one.desk.panel(patron).payments if not p.voided]
        if paid:
            one.desk.void_payment(patron, pick(paid, step.b).payment, "wrong patron")

    def mark(self, step: Step, one: Workstation) -> None:
        item = one.item(pick(BARCODES, step.a))
        states = one.desk.item_page(item).states
        if states:
            one.desk.mark_item(item, pick(states, step.b), "so it is", 100 * (step.a % 2))

    def recall(self, step: Step, one: Workstation) -> None:
        one.desk.recall(one.item(pick(BARCODES, step.a)), reason="needed")

    def backdate(self, step: Step, one: Workstation) -> None:
        earlier = one.clock.now() - timedelta(days=1 + step.b)
        one.desk.backdate(one.item(pick(BARCODES, step.a)), earlier, "the drop")

    def count_use(self, step: Step, one: Workstation) -> None:
        one.desk.use_in_house(one.item(pick(BARCODES, step.a)), 1 + step.b)

    def inventory(self, step: Step, one: Workstation) -> None:
        one.desk.take_inventory(pick(BARCODES, step.a))

    def suspend(self, step: Step, one: Workstation) -> None:
        for hold in one.desk.panel(self._patron(one, step.a)).holds[:1]:
            act = one.desk.resume_request if hold.suspended else one.desk.suspend_request
            act(hold.hold)

    def move(self, step: Step, one: Workstation) -> None:
        for hold in one.desk.panel(self._patron(one, step.a)).holds[:1]:
            one.desk.move_request(hold.hold, 1 + step.b, "an exam")

    def pickup(self, step: Step, one: Workstation) -> None:
        for hold in one.desk.panel(self._patron(one, step.a)).holds[:1]:
            one.desk.change_pickup(hold.hold, pick(EDGES, step.b))

    def overnight(self, step: Step, one: Workstation) -> None:
        one.desk.overnight()

    def waive(self, step: Step, one: Workstation) -> None:
        patron = self._patron(one, step.a)
        for fee in one.desk.panel(patron).fees[:1]:
            one.desk.waive(patron, fee.fee, "kindness", max(1, fee.left - step.b))

    def refund(self, step: Step, one: Workstation) -> None:
        one.desk.refund(self._patron(one, step.a), 1 + step.b, "credit")

    def credit(self, step: Step, one: Workstation) -> None:
        one.desk.credit(self._patron(one, step.a), 10 + step.b, "a mistake of ours")

    def lift(self, step: Step, one: Workstation) -> None:
        one.desk.lift_suspensions(self._patron(one, step.a), "mercy")

    def set_up(self, step: Step, one: Workstation) -> None:
        """Another set-up: hours, suspensions, recalls, lost after some days, requests that lapse."""
        closed = Branch("MAIN", "Central", closed_weekdays=(step.a % 7,))
        rules = pick(RULES, step.b)
        library = one.desk.library
        one.desk.set_up(replace(library, branches=(closed, *library.branches[1:]), policies=rules))

    def undo(self, step: Step, one: Workstation) -> None:
        one.desk.undo()

    def close(self, step: Step, one: Workstation) -> None:
        found = one.desk.discrepancies()
        if found:
            one.desk.close_discrepancy(pick(found, step.a).id)


class History(Acts):
    """Three desks at one central, living through steps."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.desks, self.cables, self.clocks = [], [], []
        for name, branch in DESKS:
            clock, cable = DeskClock(place.clock), Cable(place.link(name))
            one = place.workstation(name, branch, clock, cable)  # type: ignore[arg-type]  # a clock as any
            self.desks.append(one)
            self.cables.append(cable)
            self.clocks.append(clock)

    def live(self, step: Step) -> None:
        note(f"{self.place.clock.at:%d %H:%M:%S} {step.what}({step.a}, {step.b}) at {DESKS[step.desk][0]}")
        getattr(self, step.what)(step, self.desks[step.desk])

    # what the network, the clocks and central do

    def cut(self, step: Step, one: Workstation) -> None:
        self.cables[step.desk].plugged = False

    def plug(self, step: Step, one: Workstation) -> None:
        self.cables[step.desk].plugged = True

    def exchange(self, step: Step, one: Workstation) -> None:
        cable, before = self.cables[step.desk], seen(one)
        cable.page, cable.look = 1 + step.a * step.b, lambda: _same(seen(one), before)
        with contextlib.suppress(Away):
            one.session.exchange()
            with one.overlay.reading():  # central stood still meanwhile
                assert differences(one.overlay.cache.bodies(), central_rows(self.place.database)) == {}, "pulled half"
        cable.look = lambda: None

    def half_push(self, step: Step, one: Workstation) -> None:
        self.cables[step.desk].deliver = step.a
        self.exchange(step, one)
        self.cables[step.desk].deliver = 10**6

    def lost_answer(self, step: Step, one: Workstation) -> None:
        self.cables[step.desk].lose_answer = True
        self.exchange(step, one)
        self.cables[step.desk].lose_answer = False

    def decide(self, step: Step, one: Workstation) -> None:
        """The applier takes up a few events, and may stop there."""
        applier = Applier(self.place.database, self.place.now)
        assert applier.acquire()
        for _ in range(1 + step.b):
            applier.run(limit=1 + step.a)
        applier.release()

    def later(self, step: Step, one: Workstation) -> None:
        self.place.clock.pass_(**pick(({"minutes": 1}, {"hours": 3}, {"days": 1}, {"days": 16}), step.a))

    def skew(self, step: Step, one: Workstation) -> None:
        offs = (-90, -1, 0, 1, 20, 24 * 60, -400 * 24 * 60)
        self.clocks[step.desk].skew = timedelta(minutes=pick(offs, step.a))

    def reboot(self, step: Step, one: Workstation) -> None:
        self.clocks[step.desk].reboot()

    # the end

    def finish(self) -> None:
        """Every cable is plugged in; everything is pushed, decided and pulled."""
        for cable in self.cables:
            cable.plugged, cable.page = True, 20_000
        sync(self.place, *self.desks)
        for one in self.desks:
            one.session.exchange()
            assert one.session.decided(), f"{one.name} still has something that is not decided"

    def close_files(self) -> None:
        for one, cable in zip(self.desks, self.cables, strict=True):
            one.journal.close()
            one.writer.close()
            one.overlay.cache.close()
            cable.close()


def seen(one: Workstation) -> Any:
    """What staff see of loans and requests, and how much is said to be pending."""
    with one.overlay.reading():
        patrons = [id for card in CARDS for kind, id in one.overlay.by_code(card)]
        mine = [(one.overlay.loans_of(p), one.overlay.holds_of(p), one.overlay.account(p)) for p in patrons]
        return mine, one.overlay.pending


def _same(now: Any, before: Any) -> None:
    assert now == before, "in the middle of a pull the desk sees half of it"


# --- what must hold ---------------------------------------------------------------------------------


def central_rows(database: Database) -> Rows:
    """Central's records, tombstones left out."""
    with database.read() as c:
        found = c.execute(select(records.c.kind, records.c.id, records.c.body))
        return {(kind, id): body for kind, id, body in found if body}


def stamped_journal(database: Database) -> list[tuple[int, Entry, Event]]:
    """Central's journal with the stamps that were given."""
    with database.read() as c:
        found = c.execute(select(journal).order_by(journal.c.position)).all()
    read = [(r, msgspec.json.decode(r.entry, type=Entry)) for r in found]
    return [(r.position, e, event_of(e, moment(r.at), r.uncertainty)) for r, e in read]


def fold_from_scratch(database: Database) -> Rows:
    """The fold of central's journal."""
    return folded_from_scratch([(entry, event) for _, entry, event in stamped_journal(database)])


def folded_from_scratch(read: Sequence[tuple[Entry, Event]]) -> Rows:
    """The fold of stamped events, said again in ten lines: nothing of the applier is used."""
    told = sorted(read, key=lambda t: t[1].stamp)
    pointers = {e.body.stub: e.body.id for _, e in told if isinstance(e.body, Identified)}
    timelines: dict[Any, Any] = {}
    for entry, event in told:
        keys: dict[Any, None] = {}
        for line, id in entry.touches:
            if id in pointers and isinstance(event.body, StubMade | Identified):
                keys[line, id] = None
            while id in pointers and line in (Line.ITEM, Line.PATRON, Line.ACCOUNT):
                id = pointers[id]
            keys[line, id] = None
        for key in keys:
            timelines[key] = apply(timelines.get(key) or nothing(*key), event)
    return {(kind_of(r), r.id): encode(r).decode() for t in timelines.values() for r in records_in(t)}


def _without_empty_accounts(rows: Rows) -> Rows:
    """An account in which nothing ever happened may be there or not."""
    return {k: b for k, b in rows.items() if k[0] != "account" or b != encode(Account(k[1])).decode()}  # type: ignore[arg-type]


def differences(one: Rows, other: Rows) -> dict[tuple[str, UUID], tuple[str | None, str | None]]:
    one, other = _without_empty_accounts(one), _without_empty_accounts(other)
    return {k: (one.get(k), other.get(k)) for k in {**one, **other} if one.get(k) != other.get(k)}


def check_agreement(history: History) -> None:
    """Every desk, central, and a fold from scratch say the same, byte for byte."""
    central = central_rows(history.place.database)
    assert differences(central, fold_from_scratch(history.place.database)) == {}, "central is not the fold"
    for one in history.desks:
        with one.overlay.reading():
            cached = one.overlay.cache.bodies()
        assert differences(cached, central) == {}, f"the cache of {one.name} is not central"


def check_nothing_lost_or_doubled(history: History) -> None:
    """Every entry of every journal lies at central exactly once, as it was written; positions have no gap."""
    told = stamped_journal(history.place.database)
    assert [p for p, _, _ in told] == list(range(1, len(told) + 1))
    for one in history.desks:
        mine = [encode(e) for _, e in one.journal.entries()]
        assert [encode(e) for _, e, _ in told if e.workstation == one.name] == mine
        assert one.journal.broken_at() is None
    with history.place.database.read() as c:
        assert c.execute(select(quarantine.c.position)).all() == []


def check_stamps_rise(history: History) -> None:
    """Within a workstation time only goes forward, whatever its clocks did."""
    for name, _ in DESKS:
        at = [e.stamp.at for _, entry, e in stamped_journal(history.place.database) if entry.workstation == name]
        assert at == sorted(set(at))


def check_money(history: History) -> None:
    """An account holds exactly the fees and payments that were recorded, each once."""
    taken: defaultdict[str, int] = defaultdict(int)
    for _, _, event in stamped_journal(history.place.database):
        taken[type(event.body).__name__] += getattr(event.body, "amount", 0)
    rows = central_rows(history.place.database)
    accounts = [msgspec.json.decode(body, type=Account) for (kind, _), body in rows.items() if kind == "account"]
    assert sum(f.amount for a in accounts for f in a.fees) == taken["FeeCharged"]
    moved: defaultdict[str, int] = defaultdict(int)
    for payment in (p for a in accounts for p in a.payments):
        moved[payment.kind] += payment.amount
    kinds = {"payment": "PaymentReceived", "refund": "RefundPaid", "credit": "CreditGranted", "waiver": "FeeWaived"}
    assert {kind: moved[kind] for kind in kinds} == {kind: taken[event] for kind, event in kinds.items()}


def check_overlay_is_cache(history: History) -> None:
    """With nothing pending, what staff see is what central said."""
    for one in history.desks:
        with one.overlay.reading():
            assert one.overlay.pending == 0
            for line in (Line.ITEM, Line.PATRON):
                for (kind, id), body in one.overlay.cache.bodies().items():
                    if kind == line:
                        seen = one.overlay.item(id) if line is Line.ITEM else one.overlay.patron(id)
                        assert encode(seen).decode() == body
                        assert one.overlay.doubt(line, id) == ""


def check_all(history: History) -> None:
    check_nothing_lost_or_doubled(history)
    check_stamps_rise(history)
    check_agreement(history)
    check_money(history)
    check_overlay_is_cache(history)


# --- the same journals, arriving in another order -----------------------------------------------------


def delivered_again(place: Place, target: Database, order: Callable[[list[Any]], list[Any]], limit: int) -> Rows:
    """The same stamped events in another interleaving, applied by a fresh central that identifies nothing itself."""
    with place.database.read() as c:
        rows = [r._asdict() for r in c.execute(select(journal).order_by(journal.c.position))]
        clocks = [r._asdict() for r in c.execute(select(pushes))]
    queues: defaultdict[str, list[Any]] = defaultdict(list)
    for row in rows:
        queues[row["workstation"]].append(row)
    arriving = order([row["workstation"] for row in rows])
    again = [{**queues[w].pop(0), "position": n} for n, w in enumerate(arriving, 1)]
    with target.write() as c:
        c.execute(insert(pushes), clocks)
        c.execute(insert(journal), again)
        c.execute(update(counters).where(counters.c.name == "position").values(value=len(again)))
    applier = Applier(target, place.now, identify=False)
    assert applier.acquire()
    while applier.run(limit).events:
        pass
    return central_rows(target)


# --- a prepared library, copied for each example ------------------------------------------------------


def prepare(folder: Path) -> Path:
    """A central with the small library and three workstations that have pulled it; files closed."""
    return prepare_at(Place(folder))


def prepare_at(place: Place) -> Path:
    folder = place.folder
    a_small_library(place)
    history = History(place)
    sync(place, *history.desks)
    history.close_files()
    place.database.close()
    for name, _ in DESKS:
        for gone in (folder / name).glob("journal.db*"):
            gone.unlink()
    shutil.rmtree(folder / "setup")
    return folder


def copied(prepared: Path, folder: Path) -> Place:
    shutil.copytree(prepared, folder)
    return Place(folder)
