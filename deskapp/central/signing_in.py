"""Signing in at central: what a desk may ask of it, on PostgreSQL as functions, on SQLite as methods of the same names.

Argon2id is derived at the desk; central compares a hash of the key, counts failures, and makes the next try wait.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, delete, insert, select, update

from deskapp.central.bulk import put
from deskapp.central.database import AS_JSON, Database
from deskapp.central.schema import (
    codes,
    counters,
    failures,
    records,
    sealed_codes,
    secrets,
    settings,
    staff_names,
    workstations,
)
from deskapp.domain.permission import Role, may_give, member_id, roles_now
from deskapp.domain.records import Member
from deskapp.store.codec import encode, read_record
from deskapp.store.rows import STAFF
from deskapp.store.tries import FREE_TRIES, LONGEST_WAIT, wait_after
from deskapp.store.verifier import MEMORY, OPS, matches

Kept = tuple[str, int, int, str]
"""What is kept of a secret: salt, passes, memory, verifier."""


LONGEST_NAME = 200


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


def put_secret(
    database: Database, c: Connection, who: str, what: str, kept: Kept, now: int, *, must_change: bool
) -> None:
    """Keep what was derived from a password or a PIN, and let every desk fetch it."""
    salt, ops, memory, verifier = kept
    row = {"name": who, "what": what, "salt": salt, "ops": ops, "memory": memory, "verifier": verifier}
    c.execute(database.upsert(secrets, "name", "what"), row | {"must_change": must_change, "changed": now})
    c.execute(delete(failures).where(failures.c.name == who))
    secrets_changed(c)


def secrets_changed(c: Connection) -> None:
    """Desks fetch what they go by anew when this has grown."""
    c.execute(update(counters).where(counters.c.name == "secrets").values(value=counters.c.value + 1))


def put_sealed_codes(c: Connection, workstation: str, kept: list[Kept]) -> int:
    """New codes for a workstation in the place of all earlier ones; the number of the first."""
    last = select(sealed_codes.c.number).where(sealed_codes.c.workstation == workstation)
    first = (max(c.execute(last).scalars(), default=0)) + 1
    c.execute(update(sealed_codes).where(sealed_codes.c.workstation == workstation).values(used=0))
    rows = [
        {"workstation": workstation, "number": n, "salt": s, "ops": o, "memory": m, "verifier": v}
        for n, (s, o, m, v) in enumerate(kept, first)
    ]
    c.execute(insert(sealed_codes), rows)
    secrets_changed(c)
    return first


def _secret(c: Connection, who: str, what: str) -> Any:
    return c.execute(select(secrets).where(secrets.c.name == who, secrets.c.what == what)).first()


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
    return _member(c, str(member_id(name)), _key(name))


def forgive_failures(c: Connection, who: str) -> None:
    c.execute(delete(failures).where(failures.c.name == who))


def _is_of(member: Member, serves: set[str]) -> bool:
    if not member.active:
        return False
    return not serves or any(branch == "" or branch in serves for _, branch in roles_now(member))


def _may_set(c: Connection, giver: str, giver_member: str, who: str, member: str) -> bool:
    one, other = _member(c, giver_member, giver), _member(c, member, who)
    if one is None or other is None or not one.active:
        return False
    own = {role for role, _ in roles_now(one)}
    return bool(own & {Role.USER_ADMINISTRATOR, Role.SYSTEM_ADMINISTRATOR}) and may_give(one, roles_now(other))


def _member(c: Connection, id: str, name: str) -> Member | None:
    where = (records.c.kind == "staff", records.c.id == UUID(id), records.c.body != "")
    body = c.execute(select(records.c.body).where(*where)).scalar()
    member: Member | None = read_record("staff", body) if body else None
    return member if member is not None and _key(member.name) == name else None


# --- the same on PostgreSQL -----------------------------------------------------------------------------------

_DEFINER = "SECURITY DEFINER SET search_path = public, pg_temp"
_NOW = "(extract(epoch from clock_timestamp()) * 1000000)::bigint"

_TERMS = f"""
CREATE OR REPLACE FUNCTION sign_in_terms(who text, what text) RETURNS jsonb LANGUAGE sql STABLE {_DEFINER} AS $$
    SELECT coalesce(
        (SELECT jsonb_build_object('salt', s.salt, 'ops', s.ops, 'memory', s.memory)
         FROM secrets s WHERE s.name = who AND s.what = sign_in_terms.what),
        (SELECT jsonb_build_object('salt', left(encode(sha256(convert_to(value || what || who, 'UTF8')), 'hex'), 32),
            'ops', {OPS}, 'memory', {MEMORY})
         FROM settings WHERE name = 'false_salt'))
$$
"""

_SIGN_IN = f"""
CREATE OR REPLACE FUNCTION sign_in(who text, what text, key text) RETURNS jsonb
LANGUAGE plpgsql {_DEFINER} AS $$
DECLARE
    failed failures%ROWTYPE;
    kept secrets%ROWTYPE;
    tries bigint;
    pause bigint;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('deskapp sign_in'), hashtext(who)); -- one try of a name at a time
    SELECT * INTO failed FROM failures f WHERE f.name = who;
    IF FOUND AND failed.until > {_NOW} THEN
        pause := ceil((failed.until - {_NOW}) / 1000000.0);
        RETURN jsonb_build_object('ok', false, 'wait', pause, 'must_change', false);
    END IF;
    SELECT * INTO kept FROM secrets s WHERE s.name = who AND s.what = sign_in.what;
    IF FOUND AND encode(sha256(decode(key, 'hex')), 'hex') = kept.verifier THEN
        DELETE FROM failures f WHERE f.name = who;
        RETURN jsonb_build_object('ok', true, 'wait', 0, 'must_change', kept.must_change);
    END IF;
    tries := coalesce(failed.tries, 0) + 1;
    pause := CASE WHEN tries < {FREE_TRIES} THEN 0 ELSE least({LONGEST_WAIT}, 2 ^ least(tries - 1, 20)) END;
    INSERT INTO failures VALUES (who, tries, {_NOW} + pause * 1000000)
        ON CONFLICT (name) DO UPDATE SET tries = excluded.tries, until = excluded.until;
    RETURN jsonb_build_object('ok', false, 'wait', pause, 'must_change', false);
END
$$
"""

_VERIFIERS = f"""
CREATE OR REPLACE FUNCTION verifiers() RETURNS jsonb LANGUAGE sql STABLE {_DEFINER} AS $$
    WITH here AS (
        SELECT string_to_array(nullif(serves, ''), ',') AS serves FROM workstations WHERE name = session_user
    ), staff AS (
        SELECT name, body FROM staff_names JOIN records USING (id)
        WHERE kind = 'staff' AND body <> '' AND ({AS_JSON.format("body")}->>'active')::boolean
            AND ((SELECT serves FROM here) IS NULL OR EXISTS (
                SELECT 1 FROM jsonb_array_elements({AS_JSON.format("body")}->'roles') r
                WHERE r->>'until' IS NULL AND (r->>'branch') IN (SELECT '' UNION ALL SELECT unnest(serves) FROM here)))
    )
    SELECT jsonb_build_object(
        'at', (SELECT value FROM counters WHERE name = 'secrets'),
        'staff', coalesce((
            SELECT jsonb_agg(jsonb_build_array(s.name, s.what, s.salt, s.ops, s.memory, s.verifier, s.must_change))
            FROM secrets s JOIN staff USING (name)), '[]'::jsonb),
        'members', coalesce((SELECT jsonb_agg(body) FROM staff), '[]'::jsonb),
        'codes', coalesce((
            SELECT jsonb_agg(jsonb_build_array(k.number, k.salt, k.ops, k.memory, k.verifier))
            FROM sealed_codes k WHERE k.workstation = session_user AND k.used IS NULL), '[]'::jsonb))
$$
"""

_SET_SECRET = f"""
CREATE OR REPLACE FUNCTION set_secret(giver text, giver_key text, giver_member uuid, who text, member uuid, what text,
    salt text, ops bigint, memory bigint, verifier text) RETURNS text
LANGUAGE plpgsql {_DEFINER} AS $$
DECLARE
    answer jsonb;
    one jsonb;
    other jsonb;
BEGIN
    answer := sign_in(giver, 'password', giver_key);
    IF NOT (answer->>'ok')::boolean THEN
        RETURN CASE WHEN (answer->>'wait')::bigint > 0 THEN 'wait' ELSE 'wrong' END;
    END IF;
    IF giver <> who THEN
        SELECT {AS_JSON.format("r.body")} INTO one FROM records r JOIN staff_names n USING (id) WHERE r.kind = 'staff'
            AND r.body <> '' AND n.id = giver_member AND n.name = giver
            AND ({AS_JSON.format("r.body")}->>'active')::boolean;
        SELECT {AS_JSON.format("r.body")} INTO other FROM records r JOIN staff_names n USING (id) WHERE r.kind = 'staff'
            AND r.body <> '' AND n.id = member AND n.name = who;
        IF what <> 'password' OR one IS NULL OR other IS NULL OR NOT EXISTS (
            SELECT 1 FROM jsonb_array_elements(one->'roles') r
            WHERE r->>'until' IS NULL AND r->>'role' IN ('{Role.USER_ADMINISTRATOR}', '{Role.SYSTEM_ADMINISTRATOR}')
        ) OR EXISTS (
            SELECT 1 FROM jsonb_array_elements(other->'roles') o WHERE o->>'until' IS NULL AND NOT EXISTS (
                SELECT 1 FROM jsonb_array_elements(one->'roles') r WHERE r->>'until' IS NULL
                    AND r->>'branch' IN ('', o->>'branch')
                    AND r->>'role' IN (o->>'role', '{Role.SYSTEM_ADMINISTRATOR}'))
        ) THEN
            RETURN 'lacking';
        END IF;
    END IF;
    INSERT INTO secrets VALUES (who, set_secret.what, set_secret.salt, set_secret.ops, set_secret.memory,
            set_secret.verifier, giver <> who, {_NOW})
        ON CONFLICT ON CONSTRAINT secrets_pkey DO UPDATE SET salt = excluded.salt, ops = excluded.ops,
            memory = excluded.memory, verifier = excluded.verifier, must_change = excluded.must_change,
            changed = excluded.changed;
    UPDATE counters SET value = value + 1 WHERE name = 'secrets';
    RETURN 'done';
END
$$
"""

POSTGRESQL = (_TERMS, _SIGN_IN, _VERIFIERS, _SET_SECRET)
SIGNATURES = (
    "sign_in_terms(text, text)",
    "sign_in(text, text, text)",
    "verifiers()",
    "set_secret(text, text, uuid, text, uuid, text, text, bigint, bigint, text)",
)
