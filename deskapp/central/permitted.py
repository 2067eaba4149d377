"""What was recorded by somebody who might not have done it: central lists it, and never refuses it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, select, update

from deskapp.central.own_journal import CENTRAL, append
from deskapp.central.schema import codes, records, sealed_codes
from deskapp.central.staff_secrets import secrets_changed
from deskapp.central.stamping import Arrived
from deskapp.domain.events import BeyondPermission, BreakGlassUsed, Event, FeeWaived, RolesChanged, StaffEdited
from deskapp.domain.outcome import Permission, fact
from deskapp.domain.permission import (
    JOBS,
    ROLES,
    Role,
    favours,
    is_household,
    may_give,
    member_id,
    needed,
    permissions,
    roles_now,
)
from deskapp.domain.records import Member
from deskapp.domain.rules import Library
from deskapp.domain.values import LIBRARY, Line
from deskapp.store.codec import read_record
from deskapp.store.rows import STAFF

SETUP = "setup"
BREAK_GLASS = "break-glass/"
"""A desk that a sealed code opened signs with this and the number of the code."""


def overstepped(c: Connection, arrived: Sequence[Arrived], now: int) -> None:
    """Append `BeyondPermission` for each event whose staff lacked the permission, or let off their own household."""
    events = [(a, a.event) for a in arrived if a.event is not None and a.workstation not in (CENTRAL, SETUP)]
    for one, event in events:
        if isinstance(event.body, BreakGlassUsed):
            _use_up(c, one, event.body.number)
    checked = [(a, e, needs) for a, e in events if (needs := needed(e.body, e.overrides))]
    if not checked or not _has_staff(c):
        return
    judge = Judge(c, {e.staff for _, e, _ in checked})
    for one, event, needs in checked:
        for permission, why in judge.faults(one, event, needs):
            line, of = one.touches[0] if one.touches else (Line.LIBRARY, LIBRARY)
            patron = getattr(event.body, "patron", None)
            kind = type(event.body).__name__
            told = BeyondPermission(event.id, Line(line), of, kind, event.staff, event.desk, permission, why, patron)
            append(c, fact(told, (Line(line), of)), now)


def _has_staff(c: Connection) -> bool:
    return c.execute(select(codes.c.id).where(codes.c.code == STAFF).limit(1)).first() is not None


def _use_up(c: Connection, one: Arrived, number: int) -> None:
    """A sealed code opens a desk once."""
    mine = (sealed_codes.c.workstation == one.workstation, sealed_codes.c.number == number)
    c.execute(update(sealed_codes).where(*mine, sealed_codes.c.used.is_(None)).values(used=one.at))
    secrets_changed(c)


class Judge:
    """The members of staff that a batch names, and what each might do when."""

    def __init__(self, c: Connection, names: Iterable[str]) -> None:
        self._c = c
        ids = {name: member_id(name) for name in names}
        self._members = {name: found for name, id in ids.items() if (found := self._record("staff", id))}
        self._begin = self._first_role()

    def faults(self, one: Arrived, event: Event, needs: frozenset[Permission]) -> Iterator[tuple[str, str]]:
        """The permission, of those that it needs, that was not there, and why."""
        at = event.stamp.at
        if self._begin is None or at < self._begin:
            return  # nobody had an account yet
        held = self._held(one, event, at)
        if held is None:
            yield sorted(needs)[0], "unknown"
            return
        yield from ((permission, "missing") for permission in sorted(needs - held))
        yield from self._own(event)
        yield from self._alone(event)
        yield from self._roles(event)

    def _held(self, one: Arrived, event: Event, at: datetime) -> frozenset[Permission] | None:
        _, _, job = one.workstation.partition("/")
        if job and job == event.staff:
            return JOBS.get(job, frozenset())
        if event.staff.startswith(BREAK_GLASS):
            return ROLES[Role.OPERATOR_LIMITED] if self._was_opened(one, event.staff) else None
        member = self._members.get(event.staff)
        return None if member is None or not member.name else permissions(member.roles, event.desk, at)

    def _was_opened(self, one: Arrived, staff: str) -> bool:
        number = staff.removeprefix(BREAK_GLASS)
        where = (sealed_codes.c.workstation == one.workstation, sealed_codes.c.used > 0)
        used = self._c.execute(select(sealed_codes.c.number).where(*where)).scalars()
        return number in {str(n) for n in used}

    def _own(self, event: Event) -> Iterator[tuple[str, str]]:
        patron, member = favours(event.body), self._members.get(event.staff)
        if patron is None or member is None or member.patron is None:
            return
        other = self._record("patron", patron)
        if patron == member.patron or (other and is_household(self._record("patron", member.patron), other)):
            yield sorted(needed(event.body))[0], "own_account"

    def _alone(self, event: Event) -> Iterator[tuple[str, str]]:
        if not isinstance(event.body, FeeWaived):
            return
        limit = self._library().waive_alone
        if limit is None or event.body.amount <= limit:
            return
        second = self._record("staff", member_id(event.body.second)) if event.body.second else None
        other = second is not None and second.name.casefold() != event.staff.casefold()
        held = permissions(second.roles, event.desk, event.stamp.at) if second and other else ()
        if Permission.WAIVE not in held:
            yield Permission.WAIVE, "alone"

    def _roles(self, event: Event) -> Iterator[tuple[str, str]]:
        body, giver = event.body, self._members.get(event.staff)
        if not isinstance(body, RolesChanged | StaffEdited) or giver is None:
            return
        if body.member == giver.id:
            yield Permission.MANAGE_STAFF, "own_account"
        elif not may_give(giver, self._moved(body)):
            yield Permission.MANAGE_STAFF, "role_lacked"

    def _moved(self, body: RolesChanged | StaffEdited) -> tuple[tuple[str, str], ...]:
        """The roles that were given or taken; who closes an account takes all that it holds."""
        if isinstance(body, RolesChanged):
            return (*body.granted, *body.withdrawn)
        member = self._record("staff", body.member)
        return tuple(roles_now(member)) if member else ()

    # --- reading ----------------------------------------------------------------------------------------

    def _record(self, kind: str, id: UUID) -> Any:
        where = (records.c.kind == kind, records.c.id == id, records.c.body != "")
        body = self._c.execute(select(records.c.body).where(*where)).scalar()
        return read_record(kind, body) if body else None

    def _library(self) -> Library:
        found = self._record("library", LIBRARY)
        return found.library if found else Library()

    def _first_role(self) -> datetime | None:
        of = (codes.c.id == records.c.id) & (codes.c.kind == records.c.kind)
        bodies = self._c.execute(select(records.c.body).join(codes, of).where(codes.c.code == STAFF)).scalars()
        members: list[Member] = [read_record("staff", body) for body in bodies]
        return min((held.since for member in members for held in member.roles), default=None)
