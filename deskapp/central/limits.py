"""What a workstation that serves some of the libraries is told: everything but what concerns patrons of others alone.

Of a patron of another library it gets the name and the card, and no account; of a loan whose item, desk and patron are
of other libraries, nothing. Requests go to everybody: they say where an item goes from any desk.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from sqlalchemy import Connection, and_, delete, or_, select, update

from deskapp.central.bulk import among, put
from deskapp.central.database import AS_JSON, Database
from deskapp.central.schema import records, visits, workstations
from deskapp.central.stamping import Arrived
from deskapp.domain.records import Patron
from deskapp.domain.rules import Library
from deskapp.domain.values import LIBRARY, Line
from deskapp.store.codec import read_record

VISIT = 30 * 86_400_000_000
"""How long a workstation keeps the details of a patron of another library whom it had to do with: microseconds."""

_AGAIN = VISIT // 30
"""A visit is noted anew when it is older than this."""

_REV = list(records.columns.keys()).index("rev")

OF_PATRONS = (Line.PATRON, Line.ACCOUNT, Line.SEEN)

MINE = "(SELECT string_to_array(nullif(serves, ''), ',') FROM workstations WHERE name = session_user)"
"""The branches that the workstation serves; null: all of them."""

SERVES = f"""
CREATE OR REPLACE FUNCTION serves() RETURNS text[] LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT {MINE}
$$
"""

IS_NEAR = f"""
CREATE OR REPLACE FUNCTION is_near(patron uuid, mine text[]) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT coalesce((
            SELECT coalesce({AS_JSON.format("p.body")} #>> '{{fields,branch}}', '') = ANY (array_append(mine, ''))
            FROM records p WHERE p.id = is_near.patron AND p.kind = 'patron' AND p.body <> ''), true)
        OR EXISTS (SELECT FROM visits v WHERE v.workstation = session_user AND v.patron = is_near.patron)
$$
"""
"""Nobody knows yet where a stub belongs: it is near to all."""

_KEPT = "name,cards,category,branch,enrolled,expires,language,account_type,record_type,active"
"""What of a patron's fields every desk needs, to know them and to lend."""

TOLD = f"""
CREATE OR REPLACE FUNCTION told(kind text, id uuid, owner uuid, body text, mine text[]) RETURNS text
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
DECLARE
    said jsonb;
BEGIN
    IF mine IS NULL OR kind NOT IN ('patron', 'account', 'loan') OR body = '' THEN
        RETURN body;
    ELSIF kind = 'loan' THEN
        said := {AS_JSON.format("body")};
        IF said->>'branch' = ANY (mine) OR said->>'owner' = ANY (mine) OR (owner IS NOT NULL AND is_near(owner, mine))
        THEN
            RETURN body;
        END IF;
        RETURN '';
    ELSIF is_near(id, mine) THEN
        RETURN body;
    ELSIF kind = 'account' THEN
        RETURN '';
    END IF;
    said := {AS_JSON.format("body")};
    RETURN said || jsonb_build_object('elsewhere', true, 'document', '',
        'fields', (SELECT jsonb_object_agg(f.key, f.value) FROM jsonb_each(said->'fields') f
            WHERE f.key = ANY (string_to_array('{_KEPT}', ','))),
        'blocks', (SELECT coalesce(jsonb_agg(b.one || '{{"note": ""}}' ORDER BY b.n), '[]')
            FROM jsonb_array_elements(said->'blocks') WITH ORDINALITY AS b(one, n)));
END
$$
"""
"""A row's body as the workstation gets it; empty: it is none of its libraries'."""

POSTGRESQL = (SERVES, IS_NEAR, TOLD)


class NoSuchBranch(Exception):
    """The library has no branch of that code; `code`, and `known`: those that it has."""

    def __init__(self, code: str, known: tuple[str, ...]) -> None:
        super().__init__(code)
        self.code, self.known, self.listed = code, known, ", ".join(known)


def check_branches(c: Connection, codes: tuple[str, ...]) -> None:
    """Raises `NoSuchBranch` for a code that the library's set-up does not have."""
    body = c.execute(select(records.c.body).where(records.c.id == LIBRARY, records.c.kind == "library")).scalar()
    library: Library = read_record("library", body).library if body else Library()
    known = tuple(branch.code for branch in library.branches)
    for code in codes:
        if code not in known:
            raise NoSuchBranch(code, known)


def serve(database: Database, name: str, codes: tuple[str, ...]) -> bool:
    """Let a workstation serve these branches from now on, none named: all; whether it is enrolled.

    It has another epoch then, and so fetches a new copy.
    """
    with database.write() as c:
        check_branches(c, codes)
        found = update(workstations).where(workstations.c.name == name).values(serves=",".join(codes))
        c.execute(delete(visits).where(visits.c.workstation == name))
        return bool(c.execute(found).rowcount)


def to_tell(c: Connection, arrived: Sequence[Arrived], moved: Iterable[UUID], now: int) -> set[UUID]:
    """The patrons whose details a workstation is to get, or to lose: those who `moved` to another library, and
    visitors.

    Whoever is looked at, or served, at a workstation that does not serve their library is a visitor there for a time.
    """
    found = select(workstations.c.name, workstations.c.serves).where(workstations.c.serves != "")
    limited = {name: tuple(serves.split(",")) for name, serves in c.execute(found)}
    if not limited:
        return set()
    met = {
        (place, id)
        for one in arrived
        if (place := one.workstation.partition("/")[0]) in limited
        for line, id in (*one.touches, *one.seen)
        if line in OF_PATRONS
    }
    return {*moved, *_gone(c, now), *_come(c, _visitors(c, met, limited), now)}


def _visitors(
    c: Connection, met: set[tuple[str, UUID]], limited: Mapping[str, tuple[str, ...]]
) -> list[tuple[str, UUID]]:
    ids = {id for _, id in met}
    where = (among(c, records.c.id, ids), records.c.kind == "patron", records.c.body != "")
    bodies = c.execute(select(records.c.body).where(*where)).scalars()
    patrons: list[Patron] = [read_record("patron", body) for body in bodies]
    home: dict[UUID, str] = {patron.id: patron.fields.branch for patron in patrons if patron.fields.branch}
    return sorted((place, id) for place, id in met if id in home and home[id] not in limited[place])


def _come(c: Connection, visitors: Sequence[tuple[str, UUID]], now: int) -> set[UUID]:
    """Note the visits; those whose first it is."""
    if not visitors:
        return set()
    v = visits.c
    where = among(c, v.patron, {id for _, id in visitors})
    since = {(place, id): at for place, id, at in c.execute(select(v.workstation, v.patron, v.since).where(where))}
    put(c, visits, [(*one, now) for one in visitors if since.get(one, 0) < now - _AGAIN], "workstation", "patron")
    return {id for place, id in visitors if (place, id) not in since}


def _gone(c: Connection, now: int) -> set[UUID]:
    """End the visits that were long ago."""
    over = visits.c.since < now - VISIT
    ids = set(c.execute(select(visits.c.patron).where(over)).scalars())
    if ids:
        c.execute(delete(visits).where(over))
    return ids


def tell(c: Connection, patrons: set[UUID], rev: int) -> int:
    """Give what concerns these patrons a new revision, so that every workstation asks for it; the newest one."""
    if not patrons:
        return rev
    r = records.c
    own = and_(among(c, r.id, patrons), r.kind.in_(("patron", "account")))
    lent = and_(among(c, r.owner, patrons), r.kind == "loan")
    rows = c.execute(select(records).where(or_(own, lent), r.body != "").order_by(r.id, r.kind)).all()
    told = [[*row] for row in rows]
    for n, row in enumerate(told, 1):
        row[_REV] = rev + n
    put(c, records, told, "id", "kind")
    return rev + len(rows)
