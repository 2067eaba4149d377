"""How a cache lies in its file: the statements that make its tables and indexes."""

from __future__ import annotations

from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from deskapp.store.tables import metadata

SCHEMA = 2
"""The newest layout that this program reads, as `user_version` says it in the file."""

_WORDS = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5(patron, title, content='', contentless_delete=1, "
    "tokenize='unicode61 remove_diacritics 2', prefix='2 3')"
)
_CENTRALS = "records_rev"  # the index that pulls are answered from: nobody pulls from a cache
_LAST = "codes_id"
_indexes = {
    str(index.name): str(CreateIndex(index, if_not_exists=True).compile(dialect=sqlite.dialect()))
    for table in metadata.sorted_tables
    for index in table.indexes
}

TABLES = (
    *(str(CreateTable(t, if_not_exists=True).compile(dialect=sqlite.dialect())) for t in metadata.sorted_tables),
    _WORDS,
    *(made for name, made in _indexes.items() if name not in (_CENTRALS, _LAST)),
)
"""The tables, and the indexes that are filled row by row even in a whole copy.

Measured: an index of `records` that is made at the end reads and decrypts every body again.
"""

LAST = (_indexes[_LAST],)
"""The index that is cheaper to make when all codes are there: they come in the order of the codes."""
