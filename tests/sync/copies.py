"""A central with patrons enough for several pages, and a desk that copies them over a proxy, every page counted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select, update

from deskapp.central.schema import codes, counters, records
from deskapp.domain.outcome import Done, Fact
from deskapp.store.cache import Cache
from deskapp.store.codec import ReliedOn
from deskapp.sync.link import Away, Central
from deskapp.sync.session import Exchanged, Session
from tests.central.centrals import CLOCK, Anywhere, OnPostgresql, OnSqlite
from tests.desks import KEY, Workstation, a_patron, a_small_library
from tests.postgresql import Cluster
from tests.proxy import Proxy, a_proxy

PATRONS = 900
"""With their cards some 1,800 rows: two pages of records, one of codes, and an empty one after each."""


@dataclass(frozen=True)
class Page:
    after: Any
    rows: int

    @property
    def is_first(self) -> bool:
        return self.after == (bytes(16), "")


class Counted:
    """A link that notes each page of a copy, and does something before each of its questions."""

    def __init__(self, link: Central, before: Callable[[str], None], sent: list[Page]) -> None:
        self._link, self._before, self.sent = link, before, sent

    def __getattr__(self, name: str) -> Any:
        asked = getattr(self._link, name)
        if name == "apart":
            return lambda: Counted(asked(), self._before, self.sent)
        if name in ("copy_records", "copy_codes"):
            return lambda after, page: self._page(name, asked, after, page)
        if name in ("copy_head", "pull", "push", "hello", "ready_head", "ready_parts"):
            return lambda *words: (self._before(name), asked(*words))[1]
        return asked

    def _page(self, name: str, asked: Any, after: Any, page: int) -> Any:
        self._before(name)
        rows = asked(after, page)
        self.sent.append(Page(after, len(rows)))
        return rows


class Library:
    """A central of either kind with many patrons, and its desks."""

    def __init__(self, central: Anywhere, proxy: Proxy, folder: Path, patrons: int) -> None:
        self.central, self.proxy, self.folder = central, proxy, folder
        self._all: list[Workstation] = []
        self.setup = self.workstation("setup")
        a_small_library(self)  # type: ignore[arg-type]  # it only tells
        self.tell(*(a_patron(f"C{n}", f"Ana{n}", f"Quiroga{n}")[1] for n in range(patrons)))

    def tell(self, *facts: Fact) -> None:
        self.setup.journal.record(Done(facts), "setup", "MAIN", ReliedOn())
        self.sync(self.setup)

    def workstation(self, name: str) -> Workstation:
        link = self.central.link(name, address=("127.0.0.1", self.proxy.port))
        one = Workstation(self.folder / name, self.central.name(name), "MAIN", CLOCK, link)  # type: ignore[arg-type]
        self._all.append(one)
        return one

    def copying(
        self, one: Workstation, before: Callable[[str], None] = lambda question: None, link: Central | None = None
    ) -> list[Page]:
        """The workstation's session, begun anew, takes whole copies; each page that comes."""
        sent: list[Page] = []
        address = ("127.0.0.1", self.proxy.port)
        counted: Any = Counted(link or self.central.link(one.folder.name, address=address), before, sent)
        one.session = Session(counted, one.journal, one.writer, CLOCK, in_place=0)
        return sent

    def sync(self, *workstations: Workstation) -> None:
        for one in workstations:
            one.session.exchange()
        self.central.decide()
        for one in workstations:
            one.session.exchange()
            one.overlay.refresh()

    def take_away(self, card: str) -> None:
        """Central takes a patron away, as its applier writes it: a tombstone with the next revision."""
        with self.central.database.write() as c:
            id = c.execute(select(codes.c.id).where(codes.c.code == card)).scalar_one()
            rev = c.execute(select(counters.c.value).where(counters.c.name == "rev")).scalar_one() + 1
            c.execute(update(records).where(records.c.id == id, records.c.kind == "patron").values(rev=rev, body=""))
            c.execute(delete(codes).where(codes.c.id == id))
            c.execute(update(counters).where(counters.c.name == "rev").values(value=rev))

    def rows(self) -> dict[tuple[str, UUID], tuple[Any, ...]]:
        """Every live row of central, whole, and every code."""
        r, x = records.c, codes.c
        with self.central.database.read() as c:
            found = c.execute(select(r.kind, r.id, r.rev, r.parent, r.owner, r.live, r.body).where(r.body != ""))
            here: dict[Any, Any] = {(kind, id): tuple(rest) for kind, id, *rest in found}
            return here | {tuple(code): () for code in c.execute(select(x.kind, x.code, x.id))}

    def close(self) -> None:
        for one in self._all:
            for file in (one.journal, one.writer, one.overlay.cache):
                file.close()


def again(one: Workstation) -> Exchanged:
    """Exchange; connections that were cut are found out one after the other."""
    for _ in range(3):
        with suppress(Away):
            return one.session.exchange()
    return one.session.exchange()


def rows_of(cache: Cache) -> dict[Any, Any]:
    """The same of a workstation's copy."""
    r, x, c = records.c, codes.c, cache._connection
    found = c.execute(select(r.kind, r.id, r.rev, r.parent, r.owner, r.live, r.body))
    here: dict[Any, Any] = {(kind, id): tuple(rest) for kind, id, *rest in found}
    return here | {tuple(code): () for code in c.execute(select(x.kind, x.code, x.id))}


def tamper(cache_path: Path, statement: str) -> None:
    """Change a workstation's copy behind its back."""
    cache = Cache(cache_path, KEY, writer=True)
    cache._connection.exec_driver_sql(statement)
    cache.close()


@contextmanager
def a_library(kind: str, folder: Path, cluster: Callable[[], Cluster], patrons: int = PATRONS) -> Iterator[Library]:
    central: Anywhere = OnSqlite(folder) if kind == "sqlite" else OnPostgresql(cluster())
    with a_proxy(*central.address) as proxy:
        made = Library(central, proxy, folder, patrons)
        yield made
        made.close()
        central.close()
