"""What a program of the first version recorded: its journal's file, and the bodies of its events as it wrote them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from functools import cache
from itertools import count, islice
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import insert

import deskapp.store.journal
from deskapp.central.database import Database
from deskapp.domain.outcome import Done, Fact, fact
from deskapp.domain.values import LIBRARY, Line
from deskapp.store.cipher import encrypted_engine, write_check_value
from deskapp.store.codec import Entry, ReliedOn, encode
from deskapp.store.entries import journal
from deskapp.store.migrate import bring_up
from deskapp.store.scribe import Scribe, chained
from tests.central.centrals import CLOCK
from tests.central.test_operation_migrations import SCHEMAS
from tests.desks import KEY, new_id
from tests.store.test_what_the_first_version_wrote_is_read import FIRST

_MIGRATIONS = Path(deskapp.store.journal.__file__).parent / "migrations"
_TERMS = {"per_day": 20, "grace_days": 1, "cap": 500, "currency": "EUR", "calendar": "1"}
_AWAY = {"state": "available", "branch": "", "loan": None, "hold": None, "to": None}


def unsent(path: Path, workstation: str, events: int) -> list[Entry]:
    """Make the journal of such a program, with so many events that central has not heard of."""
    scribe = Scribe(workstation, CLOCK, new_id, new_id())
    entries = [scribe.write(Done((one,)), "maria", "MAIN", ReliedOn())[0] for one in islice(_told(), events)]
    rows = [{"incarnation": e.incarnation.bytes, "seq": e.seq, "entry": encode(e), "hash": chained(e)} for e in entries]
    engine = encrypted_engine(path, KEY, synchronous="NORMAL", checkpoint=True)
    with engine.connect() as connection:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        bring_up(connection, _MIGRATIONS, "0001")
        connection.execute(insert(journal), rows)
        connection.exec_driver_sql("COMMIT")
    engine.dispose()
    write_check_value(path, KEY)
    return entries


def _told() -> Iterator[Fact]:
    """A library begins, and then lends and takes back for ever; now and then somebody pays."""
    yield _fact("LibrarySetUp", LIBRARY, Line.LIBRARY, library=FIRST)
    patrons, items = [new_id() for _ in range(300)], [new_id() for _ in range(400)]
    title = new_id()
    text = {"text": "Middlemarch", "author": "Eliot, George", "isbns": ["9780141439549"]}
    yield _fact("TitleCatalogued", title, Line.TITLE, title=title, fields=text)
    for n, id in enumerate(patrons):
        registered = {"name": {"surname": f"Muchas {n}", "given": "Ana"}, "cards": [f"P{n}"], "category": "ADULT"}
        yield _fact("PatronRegistered", id, Line.PATRON, patron=id, fields={**registered, "branch": "MAIN"})
    for n, id in enumerate(items):
        copy = {"title": title, "barcode": f"I{n}", "type": "DVD", "home": "MAIN"}
        yield _fact("ItemCatalogued", id, Line.ITEM, item=id, fields=copy)
    for n in count():
        yield from _loan(items[n % len(items)], patrons[n % len(patrons)])
        if n % 40 == 0:
            yield from _money(patrons[n % len(patrons)])


def _loan(item: UUID, patron: UUID) -> Iterator[Fact]:
    loan = new_id()
    out = {"loan": loan, "item": item, "patron": patron, "due": "2026-12-09T22:59:59Z", "terms": _TERMS}
    yield _fact("ItemCheckedOut", item, Line.ITEM, **out, branch="MAIN", hold=None, previous=_AWAY)
    back = {"item": item, "branch": "MAIN", "loan": loan, "effective": None}
    yield _fact("ItemCheckedIn", item, Line.ITEM, **back, previous={**_AWAY, "state": "on_loan", "loan": loan})


def _money(patron: UUID) -> Iterator[Fact]:
    fee = new_id()
    charged = {"patron": patron, "fee": fee, "amount": 100, "currency": "MXN", "note": "a lost cover"}
    yield _fact("FeeCharged", patron, Line.ACCOUNT, **charged)
    paid = {"patron": patron, "payment": new_id(), "amount": 100, "currency": "MXN", "parts": [[fee, 100]]}
    yield _fact("PaymentReceived", patron, Line.ACCOUNT, **paid, method="cash")


def _fact(kind: str, about: UUID, line: Line, **body: Any) -> Fact:
    made: Any = _kind(kind, tuple(body))(**body)
    return fact(made, (line, about))


@cache
def _kind(name: str, fields: tuple[str, ...]) -> type[msgspec.Struct]:
    """Of the name that the event has, with the fields that it had."""
    return msgspec.defstruct(name, fields)


def bring_up_central(path: Path, schema: str) -> None:
    """An embedded central as the program of that schema left it, by the newest program."""
    with closing(Database.sqlite(path, KEY)) as database:
        with database.engine.connect() as c:
            for statement in (SCHEMAS / f"{schema}.sqlite.sql").read_text().split(";\n"):
                if statement:
                    c.exec_driver_sql(statement)
            c.exec_driver_sql("INSERT INTO alembic_version VALUES (?)", (schema,))
            c.exec_driver_sql("INSERT INTO settings VALUES ('epoch', ?)", (str(new_id()),))
            for name in ("position", "push", "rev", "applied"):
                c.exec_driver_sql("INSERT INTO counters VALUES (?, 0)", (name,))
        database.migrate()
