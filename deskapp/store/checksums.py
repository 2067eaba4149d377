"""Checksums of what lies in an SQLite file, by kind: the same sums that PostgreSQL gives of the same rows."""

from __future__ import annotations

import hashlib
from collections import Counter

from sqlalchemy import Connection

Sums = dict[str, list[int]]
"""Of each kind of record, and of `codes`: how many rows, and the sum of their hashes, whatever their order."""

_RECORDS = "SELECT kind, id, rev, body FROM records WHERE body <> ''"
_CODES = "SELECT code, kind, id FROM codes"
_AT_ONCE = 2000


def sums_of(c: Connection) -> Sums:
    """Read every row; call it inside one read transaction.

    A row's hash is the first eight bytes, as a signed number, of the SHA-256 of its id (16 bytes), its revision
    (8 bytes, big-endian) and its body; of a code, of the id that it leads to, the kind and the code.
    """
    rows, hashes = Counter[str](), Counter[str]()
    for part in c.exec_driver_sql(_RECORDS).partitions(_AT_ONCE):
        for kind, id, rev, body in part:
            rows[kind] += 1
            hashes[kind] += _hash(id + rev.to_bytes(8, "big", signed=True) + body.encode())
    for part in c.exec_driver_sql(_CODES).partitions(_AT_ONCE):
        for code, kind, id in part:
            rows["codes"] += 1
            hashes["codes"] += _hash(id + (kind + code).encode())
    return {part: [rows[part], hashes[part]] for part in rows}


def _hash(row: bytes) -> int:
    return int.from_bytes(hashlib.sha256(row).digest()[:8], "big", signed=True)
