"""Writing into a cache what central sent: rows with their codes and words, and tombstones."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from sqlalchemy import Connection, bindparam, delete, insert, select, text
from sqlalchemy.dialects.sqlite import insert as upsert

from deskapp.store.codec import read_record
from deskapp.store.pulled import Pulled
from deskapp.store.rows import CODED, Row, columns_of, row_of
from deskapp.store.tables import codes, records

_put = upsert(records)
_PUT = _put.on_conflict_do_update(
    index_elements=["id", "kind"],
    set_={c: getattr(_put.excluded, c) for c in ("rev", "parent", "owner", "live", "body")},
)


def put(c: Connection, pulled: Sequence[Pulled]) -> None:
    """Write rows inside a transaction, as they were sent; the columns are derived here as central derived its own."""
    _drop(c, [p for p in pulled if not p.body])
    rows = [(p, replace(row_of(read_record(p.kind, p.body)), body=p.body)) for p in pulled if p.body]
    if not rows:
        return
    c.execute(_PUT, [columns_of(row, p.rev) for p, row in rows])
    coded = [row for _, row in rows if row.kind in CODED]
    _put_codes(c, coded)
    _put_words(c, [row for row in coded if row.kind in ("patron", "title")])


def _drop(c: Connection, gone: Sequence[Pulled]) -> None:
    """Tombstones: central says that these rows are no more."""
    if gone:
        where = (records.c.id == bindparam("record"), records.c.kind == bindparam("of"))
        keys = [{"record": p.id, "of": p.kind} for p in gone]
        row = "(SELECT rowid FROM records WHERE id = :record AND kind = :of)"
        found = [{"record": p.id.bytes, "of": p.kind} for p in gone]
        persons = [p.id for p in gone if p.kind == "patron"]
        erased = c.execute(select(records.c.id).where(records.c.kind == "patron", records.c.id.in_(persons))).first()
        c.execute(text(f"DELETE FROM words WHERE rowid = {row}"), found)
        if erased:  # the index drops a word of somebody who is gone only when it is written anew
            c.exec_driver_sql("INSERT INTO words (words) VALUES ('optimize')")
        c.execute(delete(codes).where(codes.c.id == bindparam("record"), codes.c.kind == bindparam("of")), keys)
        c.execute(delete(records).where(*where), keys)


def _put_codes(c: Connection, rows: Iterable[Row]) -> None:
    rows = list(rows)
    gone = delete(codes).where(codes.c.id == bindparam("record"))
    if rows:
        c.execute(gone, [{"record": r.id} for r in rows])
    found = [{"code": code, "kind": r.kind, "id": r.id} for r in rows for code in dict.fromkeys(r.codes)]
    if found:
        c.execute(insert(codes), found)


def _put_words(c: Connection, rows: Sequence[Row]) -> None:
    found = [
        {"id": r.id.bytes, "kind": r.kind, r.kind: r.words, {"patron": "title", "title": "patron"}[r.kind]: ""}
        for r in rows
    ]
    if not found:
        return
    where = "(SELECT rowid FROM records WHERE id = :id AND kind = :kind)"
    c.execute(text(f"DELETE FROM words WHERE rowid = {where}"), found)
    c.execute(text(f"INSERT INTO words (rowid, patron, title) SELECT {where}, :patron, :title"), found)
