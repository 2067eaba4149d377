"""Editing a patron: what may be changed, and what a field may hold."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from deskapp.domain.events import PatronEdited
from deskapp.domain.fold_patron import GROUPS
from deskapp.domain.outcome import Block, Blocked, Done, Outcome, Refused, fact
from deskapp.domain.records import Patron
from deskapp.domain.rules import Library
from deskapp.domain.values import Line, PatronFields

REGISTRARS = ("name", "birth_date", "emails", "phones", "addresses", "category", "expires", "user_name", "active")
"""The groups that the registrar's system owns on an external account: contact data and what it decides."""

_EMAIL = re.compile(r"[^@\s,;<>()\[\]\\\"]+@[^@\s,;<>()\[\]\\\"]+\.[^@\s.,;]{2,}")
_PHONE = re.compile(r"[+()\d\s./x-]{5,30}")


def edit(patron: Patron, fields: PatronFields, library: Library) -> Outcome:
    """Record the groups that differ. A wrong value refuses the whole, and each wrong group is named."""
    groups = tuple(g for g in GROUPS if getattr(fields, g) != getattr(patron.fields, g))
    if not groups:
        return Refused((Block(Blocked.NOTHING_CHANGED),))
    blocks = problems(fields, library, groups)
    if patron.fields.account_type == "external":
        blocks += [Block(Blocked.NOT_OWNED_HERE, None, (("field", g),)) for g in groups if g in REGISTRARS]
    if blocks:
        return Refused(tuple(blocks))
    before, after = (replace(PatronFields(), **{g: getattr(f, g) for g in groups}) for f in (patron.fields, fields))
    edited = PatronEdited(patron.id, groups, before, after)
    return Done((fact(edited, (Line.PATRON, patron.id)),))


def problems(fields: PatronFields, library: Library, groups: tuple[str, ...] = GROUPS) -> list[Block]:
    """What is wrong with a patron's fields, one block a group: `field` names it, `why` says how."""
    found: dict[str, str] = {}
    if not fields.name.surname.strip():
        found["name"] = "empty"
    if library.categories and fields.category not in {c.code for c in library.categories}:
        found["category"] = "unknown"
    if library.branches and fields.branch not in {b.code for b in library.branches}:
        found["branch"] = "unknown"
    if any(not _EMAIL.fullmatch(e) for e in fields.emails):
        found["emails"] = "not_an_email"
    if any(not _PHONE.fullmatch(p) for p in fields.phones):
        found["phones"] = "not_a_phone"
    if fields.expires and fields.enrolled and fields.expires < fields.enrolled:
        found["expires"] = "before_enrolment"
    if fields.birth_date and fields.birth_date < date(1890, 1, 1):
        found["birth_date"] = "not_plausible"
    if any(not c.strip() for c in fields.cards):
        found["cards"] = "empty"
    return [Block(Blocked.FIELD_INVALID, None, (("field", g), ("why", why))) for g, why in found.items() if g in groups]
