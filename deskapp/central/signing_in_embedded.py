"""Signing in at an embedded central: what a desk may ask of it, as methods named like the functions on PostgreSQL.

Argon2id is derived at the desk; central compares a hash of the key, counts failures, and makes the next try wait.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection, delete, select

from deskapp.central.database import Database
from deskapp.central.schema import counters, failures, sealed_codes, secrets, settings, workstations
from deskapp.central.staff_names import all_staff, member_named
from deskapp.central.staff_secrets import put_secret
from deskapp.domain.permission import Role, may_give, roles_now
from deskapp.domain.records import Member
from deskapp.store.codec import encode
from deskapp.store.tries import wait_after
from deskapp.store.verifier import MEMORY, OPS, matches


class SigningIn:
    """For one workstation of an embedded central."""

    def __init__(self, database: Database, workstation: str, now: Callable[[], int]) -> None:
        self._database, self._workstation, self._now = database, workstation, now

    def sign_in_terms(self, who: str, what: str) -> dict[str, Any]:
        """Salt and cost of somebody's secret; for a name that nobody has, a salt that stays the same."""
        with self._database.read() as c:
            found = _secret(c, who, what)
            if found is not None:
                return {"salt": found.salt, "ops": found.ops, "memory": found.memory}
            own = c.execute(select(settings.c.value).where(settings.c.name == "false_salt")).scalar_one()
            false = hashlib.sha256(f"{own}{what}{who}".encode()).hexdigest()[:32]
            return {"salt": false, "ops": OPS, "memory": MEMORY}

    def sign_in(self, who: str, what: str, key: str) -> dict[str, Any]:
        """Whether the key is right; after failures, how many seconds the next try has to wait."""
        with self._database.write() as c:
            return self._sign_in(c, who, what, key)

    def _sign_in(self, c: Connection, who: str, what: str, key: str) -> dict[str, Any]:
        now = self._now()
        failed = c.execute(select(failures).where(failures.c.name == who)).first()
        if failed is not None and failed.until > now:
            return {"ok": False, "wait": -(-(failed.until - now) // 1_000_000), "must_change": False}
        found = _secret(c, who, what)
        if found is not None and matches(key, found.verifier):
            c.execute(delete(failures).where(failures.c.name == who))
            return {"ok": True, "wait": 0, "must_change": found.must_change}
        count = (failed.tries if failed else 0) + 1
        wait = wait_after(count)
        row = {"name": who, "tries": count, "until": now + wait * 1_000_000}
        c.execute(self._database.upsert(failures, "name"), row)
        return {"ok": False, "wait": wait, "must_change": False}

    def verifiers(self) -> dict[str, Any]:
        """What a desk goes by while central is away, or before it has copied anything: of the staff of the branches
        it serves, and its sealed codes. `members` are their records, as JSON.
        """
        with self._database.read() as c:
            at = c.execute(select(counters.c.value).where(counters.c.name == "secrets")).scalar_one()
            found = c.execute(select(workstations.c.serves).where(workstations.c.name == self._workstation)).scalar()
            serves = {code for code in (found or "").split(",") if code}
            staff = {name: member for name, member in all_staff(c).items() if _is_of(member, serves)}
            rows = [r for r in c.execute(select(secrets)) if r.name in staff]
            codes = c.execute(
                select(sealed_codes).where(
                    sealed_codes.c.workstation == self._workstation, sealed_codes.c.used.is_(None)
                )
            )
            return {
                "at": at,
                "staff": [[r.name, r.what, r.salt, r.ops, r.memory, r.verifier, r.must_change] for r in rows],
                "members": [encode(member).decode() for member in staff.values()],
                "codes": [[r.number, r.salt, r.ops, r.memory, r.verifier] for r in codes],
            }

    def set_secret(
        self,
        giver: str,
        giver_key: str,
        giver_member: str,
        who: str,
        member: str,
        what: str,
        salt: str,
        ops: int,
        memory: int,
        verifier: str,
    ) -> str:
        """Set one's own password or PIN, or as a user administrator somebody's password, to be changed by them.

        `done`, `wrong` (the giver's password), `wait`, or `lacking`: not for oneself, and no right to.
        """
        with self._database.write() as c:
            answer = self._sign_in(c, giver, "password", giver_key)
            if not answer["ok"]:
                return "wait" if answer["wait"] else "wrong"
            if giver != who and (what != "password" or not _may_set(c, giver, giver_member, who, member)):
                return "lacking"
            put_secret(
                self._database, c, who, what, (salt, ops, memory, verifier), self._now(), must_change=giver != who
            )
            return "done"


def _secret(c: Connection, who: str, what: str) -> Any:
    return c.execute(select(secrets).where(secrets.c.name == who, secrets.c.what == what)).first()


def _is_of(member: Member, serves: set[str]) -> bool:
    if not member.active:
        return False
    return not serves or any(branch == "" or branch in serves for _, branch in roles_now(member))


def _may_set(c: Connection, giver: str, giver_member: str, who: str, member: str) -> bool:
    one, other = member_named(c, giver_member, giver), member_named(c, member, who)
    if one is None or other is None or not one.active:
        return False
    own = {role for role, _ in roles_now(one)}
    return bool(own & {Role.USER_ADMINISTRATOR, Role.SYSTEM_ADMINISTRATOR}) and may_give(one, roles_now(other))
