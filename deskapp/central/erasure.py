"""Erasing a patron, as the General Data Protection Regulation gives them the right to (article 17).

In three steps, each safe to be broken off and begun again: requests that wait are cancelled; loans and requests are
parted from the patron one by one; then every entry that still names them is redacted, and their records go.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Connection, or_, select

from deskapp.central.database import Database, moment
from deskapp.central.forgetting import body_of, forget
from deskapp.central.own_journal import append
from deskapp.central.patron_file import PatronFile, canonical, file_of, group, patron_with, record
from deskapp.central.redaction import Change, Stored, hold, newest, redact, stored_at, stored_of, undecided
from deskapp.central.schema import erased, quarantine, records, touches
from deskapp.domain.events import HoldCancelled
from deskapp.domain.outcome import fact
from deskapp.domain.values import Line, Touch
from deskapp.store.codec import encode, read_record
from deskapp.store.redacted import names_card, redacted

_OWN_LINES = (Line.PATRON, Line.ACCOUNT, Line.SEEN)


class NotErasable(Exception):
    """Something between the library and the patron is open. `why`: loans, requests, owed or credit."""

    def __init__(self, why: str, count: int) -> None:
        super().__init__(why)
        self.why, self.count = why, count

    def sentence(self, language: str) -> str:
        said = {
            "loans": (
                "tiene {n} ejemplares en préstamo. Se puede borrar cuando los haya devuelto o se hayan dado por "
                "perdidos y pagado.",
                "has {n} items on loan. They can be erased when those are returned, or declared lost and paid.",
            ),
            "requests": (
                "tiene {n} ejemplares apartados o en camino. Cancele antes esas solicitudes en un mostrador.",
                "has {n} items on the hold shelf or on their way. Cancel those requests at a desk first.",
            ),
            "owed": (
                "debe dinero. Se puede borrar cuando esté pagado o condonado.",
                "owes money. They can be erased when it is paid or waived.",
            ),
            "credit": (
                "tiene dinero a su favor. Devuélvaselo antes en un mostrador.",
                "has a credit. Give it back at a desk first.",
            ),
        }[self.why]
        english = language == "en"
        before = "Nothing was erased: the patron " if english else "No se ha borrado nada: el usuario "
        return before + said[english].format(n=self.count)


@dataclass(frozen=True, slots=True)
class Erased:
    """What an erasure did: requests cancelled, loans and requests parted from the patron, further entries redacted."""

    cancelled: int
    parted: int
    redacted: int


def must_be_erasable(file: PatronFile) -> None:
    """Raises `NotErasable`."""
    if file.open_loans:
        raise NotErasable("loans", len(file.open_loans))
    if file.kept_for:
        raise NotErasable("requests", len(file.kept_for))
    for amount in file.balances.values():
        if amount:
            raise NotErasable("owed" if amount > 0 else "credit", abs(amount))


def erase(database: Database, card: str, reason: str, settle: Callable[[], None], now: Callable[[], int]) -> Erased:
    """Erase the patron with that card; the reason is kept, and names nobody.

    `settle` returns when central has decided everything that it has. Raises `NoSuchPatron`, `NotErasable`, and what
    `settle` raises; begun again, it goes on.
    """
    settle()
    with database.read() as c:
        patron = patron_with(c, card)
        must_be_erasable(file_of(c, patron))
    cancelled = _cancel(database, patron, now())
    settle()
    parted = 0
    while done := _part(database, patron, now()):
        parted += done
        settle()
    while (count := _redact(database, patron, reason, now())) is None:
        settle()
    return Erased(cancelled, parted, count)


def _cancel(database: Database, patron: UUID, now: int, *, kept: bool = False) -> int:
    """Cancel the requests that wait; `kept`: those as well for which a copy is put aside or on its way."""
    with database.write() as c:
        hold(c)
        file = file_of(c, patron)
        waiting = [*file.waiting, *(file.kept_for if kept else ())]
        for one in waiting:
            append(c, fact(HoldCancelled(one.id, one.title), (Line.TITLE, one.title)), now)
    return len(waiting)


def _part(database: Database, patron: UUID, now: int, *, again: bool = False) -> int:
    with database.write() as c:
        hold(c)
        file = file_of(c, patron)
        if not again:
            must_be_erasable(file)
        return forget(database, c, file, moment(now) + timedelta(days=1), now)


def _redact(database: Database, patron: UUID, reason: str, now: int, *, again: bool = False) -> int | None:
    """None while something about the patron is not decided. All records are looked through before the applier waits."""
    with database.read() as c:
        rev, named = newest(c), _named(c, file_of(c, patron))
    with database.write() as c:
        hold(c)
        file = file_of(c, patron)
        named += _named(c, file, above=rev)
        if not again:
            must_be_erasable(file)
        if _is_named_by(undecided(c), file.ids):
            return None
        changes = _changes(c, file, named)
        redact(database, c, changes, f"erased: {reason}", now)
        for id in file.ids:
            c.execute(database.upsert(erased, "id"), {"id": id, "at": now})
    return len(changes)


def erase_again(database: Database, patrons: Mapping[UUID, int], settle: Callable[[], object], now: int) -> int:
    """In a central restored from a backup, erase those who were erased since; how many of them it has.

    Whatever is open about them there was settled before they were erased: that comes again from the desks.
    """
    with database.write() as c:
        for id, at in patrons.items():
            c.execute(database.upsert(erased, "id"), {"id": id, "at": at})
    settle()
    with database.read() as c:
        there = sorted({canonical(c, id) for id in patrons if record(c, "patron", id) is not None})
    for patron in there:
        _cancel(database, patron, now, kept=True)
        settle()
        while _part(database, patron, now, again=True):
            settle()
        while _redact(database, patron, "again after central was restored", now, again=True) is None:
            settle()
        settle()
    return len(there)


def erase_late_arrivals(database: Database, now: int) -> int:
    """What desks that were cut off have sent since of patrons who were erased; how many entries.

    A loan that is open, or money that is owed, stays as it is until it is settled.
    """
    with database.read() as c:
        late = c.execute(select(erased.c.id).where(erased.c.id.in_(select(touches.c.id))).order_by(erased.c.id))
        ids = late.scalars().all()
    return sum(_erase_late(database, id, now) for id in ids)


def _erase_late(database: Database, id: UUID, now: int) -> int:
    with database.write() as c:
        hold(c)
        file = file_of(c, id)
        if file.open_loans or file.kept_for or any(file.balances.values()):
            return 0
        forget(database, c, file, moment(now) + timedelta(days=1), now)
    return _redact(database, id, "it had come late", now) or 0


# --- everything that names the patron -----------------------------------------------------------------------


def _is_named_by(entries: list[Stored], ids: tuple[UUID, ...]) -> bool:
    return any(str(id) in stored.raw for stored in entries for id in ids)


def _changes(c: Connection, file: PatronFile, named: Sequence[Touch | str]) -> list[Change]:
    swap = dict.fromkeys(file.ids, uuid4())
    cards = _cards(file)
    found = {s.position: s for s in _candidates(c, file, {one for one in named if isinstance(one, Touch)})}
    closed = {one for one in named if isinstance(one, str)}
    changes = []
    for position in sorted(found):
        stored = found[position]
        if _is_named_by([stored], file.ids):
            mine = not _is_of_another(stored, file.ids)
            changes.append(Change(stored, redacted(stored.entry, swap, words=mine)))
        elif body_of(stored).get("discrepancy") in closed:
            changes.append(Change(stored, redacted(stored.entry, swap)))
        elif names_card(stored.entry, cards):
            changes.append(Change(stored, redacted(stored.entry, swap, cards, words=False)))
    return changes


def _is_of_another(stored: Stored, ids: tuple[UUID, ...]) -> bool:
    """A loan of another patron that this one took with them, and a member of staff's own account."""
    patron = body_of(stored).get("patron")
    other_loan = stored.entry.kind == "ItemCheckedOut" and patron not in {str(id) for id in ids}
    return other_loan or stored.entry.kind in ("StaffAdded", "StaffEdited")


def _cards(file: PatronFile) -> tuple[str, ...]:
    return tuple(dict.fromkeys(card for card in file.patron.fields.cards if card))


def _candidates(c: Connection, file: PatronFile, named: set[Touch]) -> Iterator[Stored]:
    """The patron's own timelines, and those of every record that names them or one of their cards."""
    own = [Touch(line, id) for id in file.ids for line in _OWN_LINES]
    yield from stored_of(c, own)
    yield from stored_of(c, sorted(named - set(own)))
    yield from _in_quarantine(c, file.ids)


def _named(c: Connection, file: PatronFile, above: int = -1) -> list[Touch | str]:
    """The timelines of the records above a revision that name the patron, and the discrepancies about them, for whoever
    closed one may have said why. Records are searched whole, which takes a while where there are millions."""
    named = or_(*(records.c.body.contains(str(id)) for id in file.ids))
    found = select(records.c.kind, records.c.body).where(records.c.rev > above, named)
    told: list[Touch | str] = []
    for kind, body in c.execute(found).all():
        told += _of(c, kind, read_record(kind, body))
    if cards := _cards(file):
        named = or_(*(records.c.body.contains(encode(card).decode(), autoescape=True) for card in cards))
        others = select(records.c.id).where(records.c.rev > above, records.c.kind == "patron", named)
        told += [Touch(Line.PATRON, id) for id in c.execute(others).scalars()]
    return told


def _of(c: Connection, kind: str, record: Any) -> list[Touch | str]:
    match kind:
        case "discrepancy":
            return [Touch(record.line, record.of), str(record.id)]
        case "item":
            return [Touch(Line.ITEM, id) for id in group(c, "item", record.id)]
        case "loan":
            return [Touch(Line.ITEM, id) for id in group(c, "item", record.item)]
        case "hold":
            return [Touch(Line.TITLE, record.title)]
        case "staff":
            return [Touch(Line.STAFF, record.id)]
        case _:
            return []


def _in_quarantine(c: Connection, ids: tuple[UUID, ...]) -> Iterator[Stored]:
    held = stored_at(c, list(c.execute(select(quarantine.c.position)).scalars()))
    yield from (stored for stored in held if _is_named_by([stored], ids))
