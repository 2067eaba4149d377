"""`deskapp central staff ... | sealed-codes | unlock`."""

from __future__ import annotations

import argparse
import json
import secrets
from contextlib import closing
from typing import TYPE_CHECKING

from deskapp.app.central import central_now, open_central, tell_central
from deskapp.settings import Settings
from deskapp.wording.sentences import language_of

if TYPE_CHECKING:
    from deskapp.central.database import Database
    from deskapp.central.staff_secrets import Kept

_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # none that are taken for one another
_SAID = {
    "password": (
        "Contraseña de {name}, para cambiarla al entrar por primera vez: {password}",
        "Password of {name}, to be changed at the first sign-in: {password}",
    ),
    "codes": (
        "Códigos sellados del puesto {name}. Cada uno abre el puesto una vez, cuando central no responde desde hace "
        "demasiado tiempo, solo para prestar y devolver; queda registrado. Guárdelos en sobres cerrados:",
        "Sealed codes of the workstation {name}. Each opens it once, when central has not answered for too long, to "
        "lend and take back alone, and is reported. Keep them in closed envelopes:",
    ),
    "unlocked": ("{name} puede volver a intentarlo.", "{name} may try again."),
}


class NoSuchMember(Exception):
    """Nobody signs in with that name."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class FirstMember(Exception):
    """The first who may sign in must be able to let others in."""


class MemberNameTaken(NoSuchMember):
    """Somebody signs in with that name already."""


class NoSuchRole(Exception):
    """A role is one of those that there are, and may be followed by @ and a branch."""

    def __init__(self, said: str) -> None:
        from deskapp.domain.permission import Role

        super().__init__(said)
        self.said, self.known = said, ", ".join(Role)


def add_to(parser: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    those = parser.add_parser("staff", help="who may sign in").add_subparsers(required=True, metavar="WHAT")
    new = those.add_parser("add", help="a further person; prints the first password")
    new.add_argument("name")
    new.add_argument("--spoken", default="", metavar="NAME", help="how they are called on screens")
    new.add_argument("--badge", default="", metavar="BARCODE")
    new.add_argument("--role", action="append", default=[], metavar="ROLE[@BRANCH]", help="may be said several times")
    new.set_defaults(run=add)
    roles = those.add_parser("roles", help="from now on these roles and no others")
    roles.add_argument("name")
    roles.add_argument("--role", action="append", default=[], metavar="ROLE[@BRANCH]")
    roles.set_defaults(run=set_roles)
    word = those.add_parser("password", help="a new password, to be changed at the next sign-in")
    word.add_argument("name")
    word.set_defaults(run=password)
    all_ = those.add_parser("list", help="everybody, with their roles")
    all_.add_argument("--json", action="store_true")
    all_.set_defaults(run=listed)
    free = those.add_parser("unlock", help="let somebody try again who mistyped too often")
    free.add_argument("name")
    free.set_defaults(run=unlock)
    sealed = parser.add_parser("sealed-codes", help="codes that open a desk cut off for too long; the old ones go")
    sealed.add_argument("workstation_name", metavar="NAME")
    sealed.add_argument("--count", type=int, default=5)
    sealed.set_defaults(run=sealed_codes)


def _say(settings: Settings, code: str, **facts: object) -> None:
    print(_SAID[code][language_of(settings.language) == "en"].format(**facts))


def _roles(said: list[str]) -> tuple[tuple[str, str], ...]:
    from deskapp.domain.permission import Role

    found = []
    for one in said:
        role, _, branch = one.partition("@")
        if role not in set(Role):
            raise NoSuchRole(one)
        found.append((role, branch))
    return tuple(sorted(set(found)))


def add(settings: Settings, said: argparse.Namespace) -> int:
    """A further member of staff, with a password to be changed."""
    from deskapp.central.staff_names import all_staff, member_of
    from deskapp.domain.events import RolesChanged, StaffAdded
    from deskapp.domain.outcome import fact
    from deskapp.domain.permission import Role, member_id
    from deskapp.domain.values import Line

    roles, id = _roles(said.role), member_id(said.name)
    with closing(open_central(settings)) as database:
        with database.read() as c:
            if member_of(c, said.name) is not None:
                raise MemberNameTaken(said.name)
            if not all_staff(c) and (Role.SYSTEM_ADMINISTRATOR, "") not in roles:
                raise FirstMember
        bodies = [StaffAdded(id, said.name.strip(), said.spoken or said.name, None, said.badge)]
        bodies += [RolesChanged(id, roles)] if roles else []  # type: ignore[list-item]
        tell_central(database, *(fact(body, (Line.STAFF, id)) for body in bodies))
        _new_password(settings, database, said.name)
    return 0


def set_roles(settings: Settings, said: argparse.Namespace) -> int:
    from deskapp.central.staff_names import member_of
    from deskapp.domain.events import RolesChanged
    from deskapp.domain.outcome import fact
    from deskapp.domain.permission import roles_now
    from deskapp.domain.values import Line

    wanted = set(_roles(said.role))
    with closing(open_central(settings)) as database:
        with database.read() as c:
            member = member_of(c, said.name)
        if member is None:
            raise NoSuchMember(said.name)
        now = roles_now(member)
        body = RolesChanged(member.id, tuple(sorted(wanted - now)), tuple(sorted(now - wanted)))
        tell_central(database, fact(body, (Line.STAFF, member.id)))
    return 0


def password(settings: Settings, said: argparse.Namespace) -> int:
    from deskapp.central.staff_names import member_of

    with closing(open_central(settings)) as database:
        with database.read() as c:
            if member_of(c, said.name) is None:
                raise NoSuchMember(said.name)
        _new_password(settings, database, said.name)
    return 0


def _new_password(settings: Settings, database: Database, name: str) -> None:
    from deskapp.central.staff_secrets import put_secret

    word = "-".join(_word(4) for _ in range(4))
    with database.write() as c:
        put_secret(database, c, name.strip().casefold(), "password", kept(word), central_now(), must_change=True)
    _say(settings, "password", name=name, password=word)


def _word(letters: int) -> str:
    return "".join(secrets.choice(_LETTERS) for _ in range(letters))


def kept(secret: str) -> Kept:
    """What central keeps of a secret."""
    from deskapp.store.verifier import key_of, new_terms, verifier_of

    terms = new_terms()
    return terms.salt, terms.ops, terms.memory, verifier_of(key_of(secret, terms))


def listed(settings: Settings, said: argparse.Namespace) -> int:
    from deskapp.central.staff_names import all_staff
    from deskapp.domain.permission import roles_now

    with closing(open_central(settings)) as database, database.read() as c:
        found = sorted(all_staff(c).values(), key=lambda m: m.name.casefold())
    rows = [
        {"name": m.name, "spoken": m.spoken, "active": m.active, "roles": [list(r) for r in sorted(roles_now(m))]}
        for m in found
    ]
    if said.json:
        print(json.dumps(rows, ensure_ascii=False))
        return 0
    for row, member in zip(rows, found, strict=True):
        roles = ", ".join(f"{role}@{branch}" if branch else role for role, branch in sorted(roles_now(member)))
        print(f"{row['name']:<20} {'' if member.active else '-'} {row['spoken']:<30} {roles}")
    return 0


def unlock(settings: Settings, said: argparse.Namespace) -> int:
    from deskapp.central.staff_secrets import forgive_failures

    with closing(open_central(settings)) as database, database.write() as c:
        forgive_failures(c, said.name.strip().casefold())
    _say(settings, "unlocked", name=said.name)
    return 0


def sealed_codes(settings: Settings, said: argparse.Namespace) -> int:
    """New codes for a workstation; those made before open nothing any more. An embedded central has one desk."""
    from deskapp.central.enrolment import NoSuchWorkstation, is_known
    from deskapp.central.staff_secrets import put_sealed_codes

    codes = ["-".join(_word(4) for _ in range(4)) for _ in range(said.count)]
    with closing(open_central(settings)) as database, database.write() as c:
        its_desk = not database.is_postgresql and said.workstation_name == settings.workstation
        if not its_desk and not is_known(c, said.workstation_name):
            raise NoSuchWorkstation(said.workstation_name)
        first = put_sealed_codes(c, said.workstation_name, [kept(code.replace("-", "")) for code in codes])
    _say(settings, "codes", name=said.workstation_name)
    for number, code in enumerate(codes, first):
        print(f"{number:>4}  {code}")
    return 0
