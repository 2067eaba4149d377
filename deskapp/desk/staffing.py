"""Members of staff: who may sign in, and with which roles where."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from deskapp.desk.acts import NotFound
from deskapp.desk.answers import Declined, Recorded
from deskapp.desk.door import Door
from deskapp.domain.events import Body, RolesChanged, StaffAdded, StaffEdited
from deskapp.domain.outcome import Block, Blocked, Done, Permission, fact
from deskapp.domain.permission import may_give, member_id, roles_now
from deskapp.domain.records import Member
from deskapp.domain.values import Line, MemberId, PatronId

Granted = tuple[str, str]
"""A role and the branch where it holds; empty: all."""


class Staffing(Door):
    """What a user administrator does; nobody does it for themselves, nor gives what they do not hold."""

    def add_member(
        self, name: str, spoken: str, roles: Collection[Granted], patron: PatronId | None = None, badge: str = ""
    ) -> Recorded | Declined:
        """A further person who may sign in; their first password is set apart, at central.

        The first of all is made at central, with a password: from a desk it would lock everybody out.
        """
        name, id = name.strip(), member_id(name)
        added = StaffAdded(id, name, spoken.strip(), patron, badge.strip())
        if not self.asks_who:
            return Declined((Block(Blocked.FIRST_AT_CENTRAL),))
        with self._overlay.reading():
            taken = self._member(id)
            if not name or (taken is not None and taken.name):
                return Declined((Block(Blocked.NAME_TAKEN, None, (("name", name),)),))
            given = tuple(sorted(roles))
            return self._staffed(id, added, *((RolesChanged(id, given),) if given else ()))

    def edit_member(
        self, id: MemberId, spoken: str, patron: PatronId | None, badge: str, *, active: bool
    ) -> Recorded | Declined:
        """Closing an account takes its roles away, opening it gives them back: only whoever may do that."""
        with self._overlay.reading():
            member = self._member(id)
        if member is None:
            raise NotFound(str(id))
        edited = StaffEdited(id, spoken.strip(), patron, badge.strip(), active)
        if edited == StaffEdited(id, member.spoken, member.patron, member.badge, member.active):
            return Declined((Block(Blocked.NOTHING_CHANGED),))
        return self._staffed(id, edited)

    def set_roles(self, id: MemberId, roles: Collection[Granted]) -> Recorded | Declined:
        """From now on these roles and no others."""
        with self._overlay.reading():
            member = self._member(id)
        now = roles_now(member) if member else frozenset()
        granted, withdrawn = tuple(sorted(set(roles) - now)), tuple(sorted(now - set(roles)))
        if not granted and not withdrawn:
            return Declined((Block(Blocked.NOTHING_CHANGED),))
        return self._staffed(id, RolesChanged(id, granted, withdrawn))

    def card_of(self, member: Member) -> str:
        """Their own card as a reader; empty without one."""
        with self._overlay.reading():
            found = self._overlay.canonical(Line.PATRON, member.patron) if member.patron else None
            patron = self._overlay.patron(found) if found else None
        return next(iter(patron.fields.cards), "") if patron is not None else ""

    def is_with_central(self, id: MemberId) -> bool:
        """Whether central has decided all that was recorded here of a member: before, it takes no password for them."""
        return not any((Line.STAFF, id) in entry.touches for entry in self._recorder.pending())

    def _staffed(self, id: MemberId, *bodies: Body) -> Recorded | Declined:
        if missing := self._missing(Permission.MANAGE_STAFF):
            return missing
        with self._overlay.reading():
            blocks = self._against(id, bodies)
            if blocks:
                return Declined(blocks)
            self._save(Done(tuple(fact(body, (Line.STAFF, id)) for body in bodies)))
            return Recorded(type(bodies[0]).__name__)

    def _against(self, id: MemberId, bodies: tuple[Body, ...]) -> tuple[Block, ...]:
        giver, member = self._giver(), self._member(id)
        if giver is not None and giver.id == id:
            return (Block(Blocked.OWN_ACCOUNT),)
        moved = {role for body in bodies for role in _moved(body, member)}
        if giver is not None and not may_give(giver, moved):
            return (Block(Blocked.ROLE_LACKED),)
        badge = next((b.badge for b in bodies if isinstance(b, StaffAdded | StaffEdited)), "")
        if badge and any(other != id for _, other in self._overlay.by_code(f"badge:{badge}")):
            return (Block(Blocked.NAME_TAKEN, None, (("name", badge),)),)
        return ()

    def _giver(self) -> Member | None:
        own = self._recorder.staff.member
        return self._member(own) if own else None


def _moved(body: Body, member: Member | None) -> Iterable[Granted]:
    """The roles that somebody gets or loses by it."""
    match body:
        case RolesChanged():
            return (*body.granted, *body.withdrawn)
        case StaffEdited() if member is not None and body.active is not member.active:
            return roles_now(member)
        case _:
            return ()
