"""Taking patrons in from a file: who is new is registered, what differs is edited, the rest stays."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from uuid import UUID

from deskapp.domain.events import PatronEdited, PatronRegistered
from deskapp.domain.fold_patron import GROUPS
from deskapp.domain.outcome import Done, fact
from deskapp.domain.records import Patron
from deskapp.domain.values import Address, Line, Name, PatronFields, PatronId
from deskapp.exchange.patron_in import AddressIn, PatronIn
from deskapp.jobs.job import Job

_EMPTY = PatronFields()


def take_patron(job: Job, read: PatronIn, new_id: Callable[[], UUID]) -> str:
    """Record what the file says of one patron: `created`, `updated` or `unchanged`.

    A patron is known again by the card, else by the user name. An empty cell leaves what is there.
    """
    known = _known(job, read)
    told = _fields(read)
    if known is None:
        id = PatronId(new_id())
        job.add(Done((fact(PatronRegistered(id, told), (Line.PATRON, id)),)))
        return "created"
    wanted = _merged(known.fields, told)
    groups = tuple(g for g in GROUPS if getattr(wanted, g) != getattr(known.fields, g))
    if not groups:
        return "unchanged"
    before, after = (replace(_EMPTY, **{g: getattr(f, g) for g in groups}) for f in (known.fields, wanted))
    job.add(Done((fact(PatronEdited(known.id, groups, before, after), (Line.PATRON, known.id)),)))
    return "updated"


def _known(job: Job, read: PatronIn) -> Patron | None:
    for kind, id in job.overlay.by_code(read.card or read.userid):
        if kind == Line.PATRON:
            return job.overlay.patron(id)
    return None


def _merged(known: PatronFields, told: PatronFields) -> PatronFields:
    """What the file says over what is there; a second card the library gave stays."""
    said = {f.name: getattr(told, f.name) for f in fields(PatronFields)}
    changes = {name: value for name, value in said.items() if value != getattr(_EMPTY, name)}
    changes["cards"] = tuple(dict.fromkeys((*told.cards, *known.cards)))
    return replace(known, **changes)


def _fields(read: PatronIn) -> PatronFields:
    phones = (read.phones, (read.mobile,), (read.sms_number,))
    addresses = ((read.home, "home"), (read.alternative, "alternative"))
    return PatronFields(
        name=Name(read.surname, read.firstname, read.other_names),
        cards=(read.card or read.userid,),
        category=read.category,
        branch=read.branch,
        birth_date=read.birth_date,
        enrolled=read.enrolled,
        expires=read.expires,
        language=read.language,
        emails=read.emails,
        phones=tuple(dict.fromkeys(p for group in phones for p in group if p)),
        addresses=tuple(_address(a, kind) for a, kind in addresses if a),
        notes=tuple(n for n in (read.staff_note,) if n),
        user_name=read.userid,
        guarantor=read.guarantor,
    )


def _address(read: AddressIn, kind: str) -> Address:
    street = " ".join(p for p in (read.street_type, read.street, read.number) if p)
    lines = tuple(line for line in (street, read.line2) if line)
    return Address(lines, read.city, read.state, read.postcode, read.country, kind)
