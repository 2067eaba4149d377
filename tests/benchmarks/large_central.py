"""A central as it is after years: the made-up library's records, and beside them a journal that SQL writes.

Every record is what `row_of` gives. The journal's entries are a few hundred that desks wrote, with other ids, numbers
and times put in: the codec reads them all, and only their chains of hashes are not whole.
"""

from __future__ import annotations

import json
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from itertools import chain, cycle, islice
from typing import Any

import psycopg
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex

from deskapp.central.database import Database
from deskapp.central.functions import enrolment
from deskapp.central.schema import metadata
from deskapp.domain.records import Loan, LoanEnd, Record
from deskapp.domain.values import FeeTerms, ItemId, LoanId, PatronId
from deskapp.store.codec import encode
from deskapp.store.rows import row_of
from tests.benchmarks.apply import Feed, real_now
from tests.benchmarks.library import TODAY, MadeUp, Scale, mixed
from tests.postgresql import Cluster

WORKSTATION, PASSWORD = "bench", "a good password"
DESKS = 200
"""How many workstations wrote the journal."""

_YEARS = 3
_PART = 500_000  # events to a statement
_TEMPLATES = 40  # of each kind of event
_TABLES = ["records", "codes", "journal", "touches"]


@dataclass(frozen=True, slots=True)
class Size:
    """How much lies at central: `library` with its open loans, loans that ended, and events in the journal."""

    library: Scale
    closed: int
    events: int


def _size(name: str, part: int) -> Size:
    library = Scale(f"central-{name}", 1_000_000 // part, 5_000_000 // part, 1_200_000 // part, 600_000 // part)
    return Size(library, 1_400_000 // part, 20_000_000 // part)


SIZES = {name: _size(name, part) for name, part in (("full", 1), ("tenth", 10), ("small", 100), ("tiny", 1000))}


@dataclass(frozen=True, slots=True)
class Central:
    """A central that was built: where it is for an administrator, and for the one workstation enrolled there."""

    url: str
    desk: str
    size: Size
    rows: int


def built(cluster: Cluster, scale: str, say: Callable[[str], None]) -> Central:
    """Tables first, their indexes last, as restoring a backup does it."""
    base, size, began = cluster.new_database(), SIZES[scale], time.monotonic()
    url = cluster.url(base)

    def told(what: str) -> None:
        say(f"{time.monotonic() - began:7.1f} s  central '{scale}': {what}")

    database = Database.postgresql(url)
    database.migrate()
    with database.write() as schema:
        known = schema.exec_driver_sql(f"SELECT 1 FROM pg_roles WHERE rolname = '{WORKSTATION}'").first()
        for statement in () if known else enrolment(WORKSTATION, PASSWORD):  # roles belong to the server
            schema.exec_driver_sql(statement)
    database.close()
    with psycopg.connect(url, autocommit=True) as c:
        c.execute("SET maintenance_work_mem = '512MB'")
        with _indexes_last(c, told):
            rows = _records(c, size)
            told(f"{rows:,} records")
            _journal(c, size, told)
            head = _aged(c, rows)
        reached = {"rev": head, "position": size.events, "applied": size.events, "push": size.events // 10}
        for name, value in reached.items():
            c.execute("UPDATE counters SET value = %s WHERE name = %s", (value, name))
        c.execute("VACUUM ANALYZE")
        c.execute("CHECKPOINT")
    told("ready")
    return Central(url, cluster.url(base, WORKSTATION, PASSWORD), size, rows)


# --- indexes ------------------------------------------------------------------------------------------------


@contextmanager
def _indexes_last(c: psycopg.Connection[Any], told: Callable[[str], None]) -> Iterator[None]:
    """Take the indexes off the large tables, and make them again, word for word, at the end of the block."""
    keys = c.execute(
        "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint "
        "WHERE contype IN ('p', 'u') AND conrelid = ANY (%s::regclass[])",
        (_TABLES,),
    ).fetchall()
    others = [index for table in _TABLES for index in metadata.tables[table].indexes]
    for table, name, _ in keys:
        _run(c, f"ALTER TABLE {table} DROP CONSTRAINT {name}")
    for index in others:
        _run(c, f"DROP INDEX {index.name}")
    yield
    for table, name, text in keys:
        _run(c, f"ALTER TABLE {table} ADD CONSTRAINT {name} {text}")
        told(name)
    for index in others:
        _run(c, str(CreateIndex(index).compile(dialect=postgresql.dialect())))  # type: ignore[no-untyped-call]
        told(str(index.name))


def _run(c: psycopg.Connection[Any], statement: str) -> None:
    c.execute(statement.encode())


# --- records ------------------------------------------------------------------------------------------------


def _records(c: psycopg.Connection[Any], size: Size) -> int:
    made, count = MadeUp(size.library), 0
    every: Iterator[Record] = chain(made.all(), _ended(made, size.closed))
    with c.cursor().copy("COPY records (id, kind, rev, parent, owner, live, body) FROM STDIN") as copy:
        for count, record in enumerate(every, 1):
            row = row_of(record)
            copy.write_row((row.id, row.kind, count, row.parent, row.owner, row.live, row.body))
    with c.cursor().copy("COPY codes (code, kind, id) FROM STDIN (FORMAT binary)") as copy:
        copy.set_types(["text", "text", "bytea"])  # a uuid travels as its 16 bytes
        for code in made.codes():
            copy.write_row(code)
    return count


def _ended(made: MadeUp, count: int) -> Iterator[Loan]:
    """Loans of the year before, each returned after ten days."""
    scale = made.scale
    for n in range(count):
        out = TODAY - timedelta(days=400) + n * timedelta(days=365) / count
        item, patron = mixed(n * 3) % scale.items, mixed(n * 5) % scale.patrons
        yield Loan(
            LoanId(made.id("loan", scale.loans + n)),
            ItemId(made.id("item", item)),
            PatronId(made.id("patron", patron)),
            out,
            out + timedelta(days=14),
            FeeTerms(10, 0, 500, "EUR", "1"),
            "MAIN",
            "MAIN",
            closed=out + timedelta(days=10),
            end=LoanEnd.RETURNED,
        )


def _aged(c: psycopg.Connection[Any], rows: int) -> int:
    """One item or patron in ten was changed since: it lies elsewhere, and its revision is newer. The newest one."""
    tenth = "kind IN ('item', 'patron') AND hashtext(id::text) %% 10 = 0"
    changed = c.execute(
        "UPDATE records r SET rev = %s + s.n FROM ("
        f"SELECT id, kind, row_number() OVER (ORDER BY hashtext(id::text)) AS n FROM records WHERE {tenth}) s "
        "WHERE r.id = s.id AND r.kind = s.kind",
        (rows,),
    )
    return rows + changed.rowcount


# --- the journal --------------------------------------------------------------------------------------------

_NUMBERED = """
CREATE UNLOGGED TABLE numbered_{kind} AS
    SELECT (row_number() OVER (ORDER BY id)) - 1 AS n, id, parent FROM records WHERE kind = '{kind}';
CREATE UNIQUE INDEX ON numbered_{kind} (n);
ANALYZE numbered_{kind};
"""

# first everything is catalogued, then items go out and come back, loans are renewed, patrons edited, titles asked for
_TOLD = """
CREATE TEMP TABLE told AS
SELECT s.position, s.kind, coalesce(t.id, i.parent) AS title, i.id AS item, p.id AS patron,
    md5('loan' || s.turn)::uuid AS loan, %(begin)s + s.position * %(step)s AS at
FROM (
    SELECT position, turn,
        CASE WHEN position <= %(titles)s THEN 'TitleCatalogued'
            WHEN position <= %(titles)s + %(items)s THEN 'ItemCatalogued'
            WHEN turn < 0 THEN 'PatronRegistered'
            ELSE (ARRAY['ItemCheckedOut', 'ItemCheckedIn', 'ItemCheckedOut', 'ItemCheckedIn', 'ItemCheckedOut',
                'ItemCheckedIn', 'ItemCheckedOut', 'ItemCheckedIn', 'LoanRenewed',
                CASE turn %% 2 WHEN 0 THEN 'PatronEdited' ELSE 'HoldPlaced' END])
                [(position - %(catalogued)s - 1) %% 10 + 1] END AS kind,
        CASE WHEN position <= %(titles)s THEN position - 1 END AS title_n,
        CASE WHEN turn >= 0 THEN (turn * 7919) %% %(items)s
            WHEN position > %(titles)s THEN position - %(titles)s - 1 END AS item_n,
        CASE WHEN turn >= 0 THEN (turn * 104729) %% %(patrons)s ELSE position - %(titles)s - %(items)s - 1 END
            AS patron_n
    FROM (
        SELECT position, CASE WHEN position <= %(catalogued)s THEN -1 ELSE (position - %(catalogued)s - 1) / 2 END
            AS turn
        FROM generate_series(%(first)s::bigint, %(last)s::bigint) AS position) turns) s
LEFT JOIN numbered_title t ON t.n = s.title_n
LEFT JOIN numbered_item i ON i.n = s.item_n
LEFT JOIN numbered_patron p ON p.n = s.patron_n
"""

_WRITTEN = """
INSERT INTO journal (position, id, workstation, incarnation, seq, push, at, uncertainty, entry)
SELECT e.position, e.id, e.workstation, e.incarnation, e.seq, e.position / 10, e.at, 2000,
    format(x.entry, e.id, e.workstation, e.incarnation, e.seq,
        to_char(to_timestamp(e.at / 1000000.0) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        e.item, e.title, e.patron, e.loan)
FROM (
    SELECT t.*, 'desk-' || lpad(((position - 1) %% %(desks)s)::text, 3, '0') AS workstation,
        md5('desk' || (position - 1) %% %(desks)s)::uuid AS incarnation, (position - 1) / %(desks)s + 1 AS seq,
        (lpad(to_hex(at / 1000), 12, '0') || '7' || substr(noise, 1, 3) || '8' || substr(noise, 4, 15))::uuid AS id
    FROM (SELECT *, md5(position::text) AS noise FROM told) t) e
JOIN templates x ON x.kind = e.kind AND x.n = e.position %% %(templates)s
ORDER BY e.position
"""

_TOUCHED = """
INSERT INTO touches (id, line, position, at)
SELECT item, 'item', position, at FROM told
    WHERE kind IN ('ItemCatalogued', 'ItemCheckedOut', 'ItemCheckedIn', 'LoanRenewed')
UNION ALL SELECT title, 'title', position, at FROM told
    WHERE kind IN ('TitleCatalogued', 'ItemCheckedOut', 'HoldPlaced')
UNION ALL SELECT patron, 'patron', position, at FROM told
    WHERE kind IN ('PatronRegistered', 'ItemCheckedOut', 'PatronEdited', 'HoldPlaced')
"""

_MARKED = """
INSERT INTO watermarks SELECT workstation, incarnation, max(seq) FROM journal
    WHERE position > %(last)s - %(desks)s GROUP BY 1, 2;
"""


def _journal(c: psycopg.Connection[Any], size: Size, told: Callable[[str], None]) -> None:
    made = size.library
    for kind in ("title", "item", "patron"):
        _run(c, _NUMBERED.format(kind=kind))
    _run(c, "CREATE UNLOGGED TABLE templates (kind text, n integer, entry text)")
    with c.cursor().copy("COPY templates FROM STDIN") as copy:
        for row in _templates():
            copy.write_row(row)
    end, span = real_now() - 3600 * 1_000_000, _YEARS * 365 * 86_400 * 1_000_000
    known = {
        "titles": made.titles,
        "items": made.items,
        "patrons": made.patrons,
        "catalogued": made.titles + made.items + made.patrons,
        "begin": end - span,
        "step": span // size.events,
        "desks": DESKS,
        "templates": _TEMPLATES,
    }
    for first in range(1, size.events + 1, _PART):
        last = min(first + _PART - 1, size.events)
        given = known | {"first": first, "last": last}
        c.execute(_TOLD, given)
        c.execute("ANALYZE told")
        c.execute(_WRITTEN, given)
        c.execute(_TOUCHED)
        c.execute("DROP TABLE told")
        told(f"{last:,} events")
    c.execute(_MARKED, known | {"last": size.events})
    c.execute("DROP TABLE templates, numbered_title, numbered_item, numbered_patron")


def _templates() -> Iterator[tuple[str, int, str]]:
    """Entries of each kind as desks write them, with places for what is another's in each."""
    feed = Feed(seed=11, titles=_TEMPLATES, items=200, patrons=_TEMPLATES)
    by_kind: defaultdict[str, list[str]] = defaultdict(list)
    for push in chain(feed.library(), feed.events(1500)):
        for entry in push.entries:
            by_kind[entry.kind].append(_template(encode(entry).decode()))
    by_kind.pop("LibrarySetUp")
    for kind, found in by_kind.items():
        yield from ((kind, n, one) for n, one in enumerate(islice(cycle(found), _TEMPLATES)))


def _template(raw: str) -> str:
    """The entry as a format of PostgreSQL's `format`."""
    said: dict[str, Any] = json.loads(raw)
    lines: dict[str, str] = dict(said["touches"])
    body = said["body"]
    ids = {
        said["id"]: 1,
        said["incarnation"]: 3,
        lines.get("item") or body.get("item"): 6,
        lines.get("title") or (body.get("fields") or {}).get("title"): 7,
        lines.get("patron"): 8,
        body.get("loan") or body.get("hold"): 9,
    }
    text = raw.replace("%", "%%")
    for id, place in ids.items():
        if id:
            text = text.replace(id, f"%{place}$s")
    text = text.replace(f'"workstation":"{said["workstation"]}"', '"workstation":"%2$s"')
    text = text.replace(f'"seq":{said["seq"]},', '"seq":%4$s,')
    return text.replace(f'"wall":"{said["wall"]}"', '"wall":"%5$s"')


def catalogue_of(feed: Feed) -> list[str]:
    """What the feed's events are about, as it is sent; comes first."""
    return [encode(entry).decode() for push in feed.library() for entry in push.entries]


def entries_of(feed: Feed, count: int) -> list[str]:
    """So many events of desks at work, as they are sent."""
    found = (encode(entry).decode() for push in feed.events(count + 100) for entry in push.entries)
    return list(islice(found, count))
