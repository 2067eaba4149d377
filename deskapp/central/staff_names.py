"""The names that staff sign in with, and the records of those who have them."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import Connection, select

from deskapp.central.bulk import put
from deskapp.central.schema import codes, records, staff_names
from deskapp.domain.permission import member_id
from deskapp.domain.records import Member
from deskapp.store.codec import read_record
from deskapp.store.rows import STAFF

LONGEST_NAME = 200


def all_staff(c: Connection) -> dict[str, Member]:
    of = (codes.c.id == records.c.id) & (codes.c.kind == records.c.kind)
    bodies = c.execute(select(records.c.body).join(codes, of).where(codes.c.code == STAFF)).scalars()
    return {_key(m.name): m for m in (read_record("staff", body) for body in bodies)}


def keep_names(c: Connection, members: Iterable[Member]) -> None:
    """Note by which name each of them is looked up; nobody signs in with one that PostgreSQL cannot keep."""
    names = [(_key(m.name), m.id) for m in members]
    put(c, staff_names, [(name, id) for name, id in names if len(name) <= LONGEST_NAME and "\0" not in name], "name")


def keep_all_names(c: Connection) -> None:
    """The same for everybody who was there before names were noted."""
    known = set(c.execute(select(staff_names.c.name)).scalars())
    keep_names(c, [member for name, member in all_staff(c).items() if name not in known])


def _key(name: str) -> str:
    return name.strip().casefold()


def member_of(c: Connection, name: str) -> Member | None:
    """Who signs in with a name."""
    return member_named(c, str(member_id(name)), _key(name))


def member_named(c: Connection, id: str, name: str) -> Member | None:
    """The member of staff with this id, if they sign in with this name: lower case, without spaces around it."""
    where = (records.c.kind == "staff", records.c.id == UUID(id), records.c.body != "")
    body = c.execute(select(records.c.body).where(*where)).scalar()
    member: Member | None = read_record("staff", body) if body else None
    return member if member is not None and _key(member.name) == name else None
