"""Many rows in one statement: arrays on PostgreSQL, the driver's own executemany on SQLite."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any
from uuid import UUID

import msgspec
import psycopg
from sqlalchemy import (
    Boolean,
    ColumnElement,
    Connection,
    Integer,
    String,
    Uuid,
    any_,
    bindparam,
    cast,
    column,
    func,
    literal_column,
    select,
    type_coerce,
)
from sqlalchemy.dialects import postgresql
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.schema import Column, Table

from deskapp.store.tables import Key


def among(c: Connection, of: Column[Any], values: Collection[Any]) -> ColumnElement[bool]:
    """Whether the column holds one of the values: one statement however many they are, prepared once."""
    key = isinstance(of.type, Key)
    if _arrays(c):
        return of == any_(_ids(values) if key else bindparam(None, list(values), postgresql.ARRAY(of.type)))
    told = json.dumps([v.hex if key else v for v in values])
    value: Any = literal_column("value")
    found = select(func.unhex(value) if key else value).select_from(func.json_each(told))
    return of.in_(found)


@contextmanager
def overlapped(c: Connection) -> Iterator[None]:
    """PostgreSQL works on the statements inside while the program goes on; none of them may return rows."""
    if not _arrays(c):
        yield
        return
    driver: Any = c.connection.driver_connection
    try:
        with driver.pipeline():
            yield
    except psycopg.Error as fault:  # it speaks of a statement before: SQLAlchemy has not seen it
        raise DBAPIError.instance("", None, fault, psycopg.Error, hide_parameters=True) from fault


def timelines(c: Connection, keys: Sequence[tuple[str, UUID]]) -> tuple[ColumnElement[Any], ...]:
    """The keys of timelines as three columns to select from: the place in the list, from 0, line, and id."""
    if _arrays(c):
        lines = bindparam(None, [str(line) for line, _ in keys], postgresql.ARRAY(String()))
        of = (column("line", String()), column("id", Uuid()))
        told = func.unnest(lines, _ids([id for _, id in keys])).table_valued(*of, with_ordinality="n").render_derived()
        return told.c.n - 1, told.c.line, told.c.id
    each = func.json_each(json.dumps([(line, id.hex) for line, id in keys])).table_valued("key", "value")
    id = type_coerce(func.unhex(func.json_extract(each.c.value, "$[1]")), Key())
    return each.c.key, func.json_extract(each.c.value, "$[0]"), id


def put(c: Connection, table: Table, rows: Sequence[Sequence[Any]], *keys: str) -> None:
    """Add rows, each with a value for every column of the table; one with the same `keys` is replaced."""
    if rows:
        _many(c, _insert(table, keys, _arrays(c)), table.columns.values(), rows)


def change(c: Connection, table: Table, names: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Set the columns named, in the rows that the first of them finds."""
    if rows:
        _many(c, _update(table, tuple(names), _arrays(c)), [table.c[name] for name in names], rows)


def remove(c: Connection, table: Table, name: str, values: Collection[Any]) -> None:
    """Take away the rows in which the column holds one of the values."""
    if values:
        c.execute(table.delete().where(among(c, table.c[name], values)))


def _arrays(c: Connection) -> bool:
    return c.dialect.name == "postgresql"


def _many(c: Connection, statement: str, columns: Sequence[Column[Any]], rows: Sequence[Sequence[Any]]) -> None:
    if _arrays(c):
        told = zip(columns, zip(*rows, strict=True), strict=True)
        c.exec_driver_sql(statement, tuple(_literal(v) if _is_plain(of) else list(v) for of, v in told))
        _count_silence(c)
        return
    keys = [isinstance(one.type, Key) for one in columns]
    c.exec_driver_sql(statement, [tuple(map(_bytes, row, keys)) for row in rows])


def _count_silence(c: Connection) -> None:
    """Inside `overlapped`: PostgreSQL counts how long a program says nothing only from a sync on."""
    driver: Any = c.connection.driver_connection
    if driver.pgconn.pipeline_status:
        driver.pgconn.pipeline_sync()
        driver._pipeline.result_queue.append(None)  # psycopg's own note that a sync is to be answered


def _ids(values: Collection[Any]) -> ColumnElement[Any]:
    return cast(bindparam(None, _literal(values), String()), postgresql.ARRAY(Uuid()))


def _literal(values: Collection[Any]) -> str:
    """An array of ids, numbers or booleans as PostgreSQL writes it.

    JSON differs in the brackets alone, and is written ten times as fast as the driver dumps a list.
    """
    return "{" + msgspec.json.encode(list(values)).decode()[1:-1] + "}"


def _is_plain(of: Column[Any]) -> bool:
    """Whether its values need no quoting: texts do, in another way than JSON's."""
    return isinstance(of.type, Key | Integer | Boolean)


def _bytes(value: Any, key: bool) -> Any:
    return value.bytes if key and value is not None else value


@cache
def _insert(table: Table, keys: tuple[str, ...], arrays: bool) -> str:
    names = list(table.columns.keys())
    source = f"SELECT * FROM {_unnested(table, names)}" if arrays else f"VALUES ({', '.join('?' * len(names))})"
    told = f"INSERT INTO {table.name} ({', '.join(names)}) {source}"
    if not keys:
        return told
    others = ", ".join(f"{name} = excluded.{name}" for name in names if name not in keys)
    return f"{told} ON CONFLICT ({', '.join(keys)}) DO UPDATE SET {others}"


@cache
def _update(table: Table, names: tuple[str, ...], arrays: bool) -> str:
    key, *others = names
    if not arrays:  # numbered: the value that finds the row comes first
        told = ", ".join(f"{name} = ?{n}" for n, name in enumerate(others, 2))
        return f"UPDATE {table.name} SET {told} WHERE {key} = ?1"
    told = ", ".join(f"{name} = new.{name}" for name in others)
    source = f"{_unnested(table, names)} AS new ({', '.join(names)})"
    return f"UPDATE {table.name} SET {told} FROM {source} WHERE {table.name}.{key} = new.{key}"


def _unnested(table: Table, names: Sequence[str]) -> str:
    return f"unnest({', '.join(_array(table.c[name]) for name in names)})"


def _array(of: Column[Any]) -> str:
    return f"{'%t' if _is_plain(of) else '%b'}::{_type(of)}[]"


def _type(of: Column[Any]) -> str:
    if isinstance(of.type, String):
        return "text"
    return str(of.type.compile(postgresql.dialect()))  # type: ignore[no-untyped-call]  # it has no types
