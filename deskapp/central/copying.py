"""A whole copy for a workstation, page by page in the order of keys, and checksums to compare one with.

On PostgreSQL these are functions, read by COPY where they give rows; for an embedded central the same in Python.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Connection, and_, func, or_, select

from deskapp.central.database import epoch_of
from deskapp.central.schema import codes, counters, records
from deskapp.store.checksums import sums_of

LARGEST_PAGE = 20_000

_ABOUT = """(SELECT CASE WHEN reltuples > 200000 THEN reltuples::bigint ELSE (SELECT count(*) FROM {0}) END
            FROM pg_class WHERE oid = '{0}'::regclass)"""
"""How many rows a table has; of a large one about, for counting would take longer than a question may."""

COPY_HEAD = f"""
CREATE OR REPLACE FUNCTION copy_head() RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT jsonb_build_object('epoch', epoch(), 'rev', (SELECT value FROM counters WHERE name = 'rev'),
        'records', {_ABOUT.format("records")}, 'codes', {_ABOUT.format("codes")})
$$
"""

COPY_RECORDS = f"""
CREATE OR REPLACE FUNCTION copy_records(after_id uuid, after_kind text, page integer)
RETURNS TABLE (id uuid, kind text, rev bigint, parent uuid, owner uuid, live boolean, body text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
    mine text[] := serves();
BEGIN
    IF mine IS NULL THEN
        RETURN QUERY SELECT r.id, r.kind::text, r.rev, r.parent, r.owner, r.live, r.body FROM records r
            WHERE (r.id, r.kind) > (after_id, after_kind) AND r.body <> ''
            ORDER BY r.id, r.kind LIMIT least(page, {LARGEST_PAGE});
    ELSE
        RETURN QUERY SELECT * FROM (
            SELECT r.id, r.kind::text, r.rev, r.parent, r.owner, r.live, told(r.kind, r.id, r.owner, r.body, mine)
            FROM records r WHERE (r.id, r.kind) > (after_id, after_kind) AND r.body <> '' ORDER BY r.id, r.kind
        ) AS t (id, kind, rev, parent, owner, live, body) WHERE t.body <> '' LIMIT least(page, {LARGEST_PAGE});
    END IF;
END
$$
"""

COPY_CODES = f"""
CREATE OR REPLACE FUNCTION copy_codes(after_code text, after_kind text, after_id uuid, page integer)
RETURNS TABLE (code text, kind text, id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT c.code, c.kind, c.id FROM codes c
    WHERE (c.code, c.kind, c.id) > (after_code, after_kind, after_id)
    ORDER BY c.code, c.kind, c.id LIMIT least(page, {LARGEST_PAGE})
$$
"""

CHECKSUMS = """
CREATE OR REPLACE FUNCTION checksums(at_rev bigint) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT jsonb_build_object('epoch', epoch(), 'head', head.value, 'sums', CASE WHEN head.value = at_rev THEN (
        SELECT coalesce(jsonb_object_agg(part, jsonb_build_array(rows, hash)), '{}'::jsonb) FROM (
            SELECT r.kind AS part, count(*) AS rows, sum(('x' || encode(substr(sha256(
                uuid_send(r.id) || int8send(r.rev) || convert_to(r.body, 'UTF8')), 1, 8), 'hex'))::bit(64)::bigint)
                AS hash
            FROM (SELECT id, kind, rev,
                CASE WHEN mine IS NULL THEN body ELSE told(kind, id, owner, body, mine) END AS body
                FROM records, serves() AS mine) r WHERE r.body <> '' GROUP BY r.kind
            UNION ALL
            SELECT 'codes', count(*), sum(('x' || encode(substr(sha256(
                uuid_send(c.id) || convert_to(c.kind || c.code, 'UTF8')), 1, 8), 'hex'))::bit(64)::bigint)
            FROM codes c HAVING count(*) > 0
        ) AS parts) END)
    FROM counters head WHERE head.name = 'rev'
$$
"""

POSTGRESQL = (COPY_HEAD, COPY_RECORDS, COPY_CODES, CHECKSUMS)
SIGNATURES = (
    "copy_head()",
    "copy_records(uuid, text, integer)",
    "copy_codes(text, text, uuid, integer)",
    "checksums(bigint)",
)


def copy_head(c: Connection) -> dict[str, Any]:
    """What a copy begins with: central's history and revision, and how many rows there are to come."""
    rows, found = (c.execute(select(func.count()).select_from(t)).scalar_one() for t in (records, codes))
    return {"epoch": epoch_of(c), "rev": _head(c), "records": rows, "codes": found}


def copy_records(c: Connection, after: tuple[UUID, str], page: int) -> list[list[Any]]:
    """The records behind a key, as they lie in the table but for their ids, which are text."""
    r = records.c
    behind = and_(r.id >= after[0], or_(r.id > after[0], r.kind > after[1]))  # the first half finds it in the index
    found = (
        select(r.id, r.kind, r.rev, r.parent, r.owner, r.live, r.body)
        .where(behind, r.body != "")
        .order_by(r.id, r.kind)
        .limit(min(page, LARGEST_PAGE))
    )
    rows = c.execute(found).all()
    return [[id.hex, kind, rev, _hex(up), _hex(owner), live, body] for id, kind, rev, up, owner, live, body in rows]


def copy_codes(c: Connection, after: tuple[str, str, UUID], page: int) -> list[list[str]]:
    """The codes behind a key."""
    x, (code, kind, id) = codes.c, after
    behind = or_(x.code > code, x.kind > kind, and_(x.kind == kind, x.id > id))
    found = select(x.code, x.kind, x.id).where(x.code >= code, behind).order_by(x.code, x.kind, x.id)
    return [[code, kind, id.hex] for code, kind, id in c.execute(found.limit(min(page, LARGEST_PAGE)))]


def checksums(c: Connection, rev: int) -> dict[str, Any]:
    """The checksums of the rows as they are, if the newest revision is the one asked for."""
    head = _head(c)
    return {"epoch": epoch_of(c), "head": head, "sums": sums_of(c) if head == rev else None}


def _hex(id: UUID | None) -> str | None:
    return None if id is None else id.hex


def _head(c: Connection) -> int:
    found: int = c.execute(select(counters.c.value).where(counters.c.name == "rev")).scalar_one()
    return found
