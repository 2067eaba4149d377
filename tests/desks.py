"""Builders: a central, workstations with desks on it, a small library. Real files and SQL; only the clock is false."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

from uuid_utils.compat import uuid7

from deskapp.central.database import Database, micros
from deskapp.central.local import LocalCentral, applied
from deskapp.desk.desk import Desk
from deskapp.desk.record import Ballast, Recorder, Staff
from deskapp.domain.events import ItemCatalogued, LibrarySetUp, PatronRegistered, TitleCatalogued
from deskapp.domain.outcome import Done, Fact, fact
from deskapp.domain.policy import policy
from deskapp.domain.rules import Branch, Category, ItemType, Library
from deskapp.domain.values import LIBRARY, ItemFields, ItemId, Line, Name, PatronFields, PatronId, TitleFields, TitleId
from deskapp.store.cache import Cache
from deskapp.store.codec import ReliedOn
from deskapp.store.journal import Journal
from deskapp.store.overlay import Overlay
from deskapp.sync.link import Central
from deskapp.sync.session import Session

KEY = "5e" * 32
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


_makers: list[Callable[[], UUID]] = [uuid7]


def new_id() -> UUID:
    return _makers[-1]()


@contextmanager
def ids_from(make: Callable[[], UUID]) -> Iterator[None]:
    """Meanwhile every id is made by `make`: a history that is told again is the same, id by id."""
    _makers.append(make)
    try:
        yield
    finally:
        _makers.pop()


class FakeClock:
    """Time that passes when told to, and a millisecond at each look; `skew`: how far the wall clock is off."""

    def __init__(self, at: datetime = MONDAY, boot: str = "boot-1", skew: timedelta = timedelta()) -> None:
        self.at, self.boot, self.skew = at, boot, skew

    def now(self) -> datetime:
        self.at += timedelta(milliseconds=1)
        return self.at + self.skew

    def monotonic(self) -> int:
        return micros(self.at)

    def pass_(self, **time: float) -> None:
        self.at += timedelta(**time)


def a_library() -> Library:
    return Library(
        "Biblioteca de prueba",
        (Branch("MAIN", "Central"), Branch("EAST", "Este"), Branch("PORT", "Puerto")),
        (
            Category("ADULT", "Adulto", "Adult"),
            Category("CHILD", "Infantil", "Child"),
            Category("STUDENT", "Estudiante", "Student"),
        ),
        (ItemType("BOOK", "Libro", "Book"), ItemType("DVD", "DVD", "DVD"), ItemType("REF", "Consulta", "Reference")),
        (
            policy(),
            policy(item_type="DVD", loan=7, renewals=1),
            policy(item_type="REF", loan=0),
        ),
    )


def a_patron(card: str, given: str = "Ana", surname: str = "García", **fields: object) -> tuple[PatronId, Fact]:
    id = PatronId(new_id())
    values = {"category": "ADULT", "branch": "MAIN", **fields}
    registered = PatronFields(Name(surname, given), (card,), **values)  # type: ignore[arg-type]
    return id, fact(PatronRegistered(id, registered), (Line.PATRON, id))


def a_title(text: str, author: str = "", isbn: str = "") -> tuple[TitleId, Fact]:
    id = TitleId(new_id())
    fields = TitleFields(text, author, (isbn,) if isbn else ())
    return id, fact(TitleCatalogued(id, fields), (Line.TITLE, id))


def an_item(title: TitleId, barcode: str, type: str = "BOOK", home: str = "MAIN") -> tuple[ItemId, Fact]:
    id = ItemId(new_id())
    return id, fact(ItemCatalogued(id, ItemFields(title, barcode, type, home)), (Line.ITEM, id))


def the_set_up(library: Library) -> Fact:
    return fact(LibrarySetUp(library), (Line.LIBRARY, LIBRARY))


class Place:
    """A central in a folder, and whatever workstations are set up there."""

    def __init__(self, folder: Path, clock: FakeClock | None = None, database: Database | None = None) -> None:
        self.folder, self.clock = folder, clock or FakeClock()
        self.database = database or Database.sqlite(folder / "central.db", KEY)
        self.database.migrate()

    def now(self) -> int:
        return micros(self.clock.at)

    def apply(self) -> None:
        applied(self.database, self.now)

    def link(self, workstation: str) -> Central:
        return LocalCentral(self.database, workstation, self.now)

    def workstation(
        self, name: str, branch: str = "MAIN", clock: FakeClock | None = None, link: Central | None = None
    ) -> Workstation:
        return Workstation(self.folder / name, name, branch, clock or self.clock, link or self.link(name))

    def tell(self, *facts: Fact, workstation: str = "setup") -> None:
        """Record facts as a job would, and have them decided."""
        one = self.workstation(workstation)
        one.journal.record(Done(facts), "setup", "MAIN", ReliedOn())
        one.session.exchange()
        self.apply()


class Workstation:
    """A journal, a cache, the desk over both, and the sync session, as two processes would hold them."""

    def __init__(self, folder: Path, name: str, branch: str, clock: FakeClock, link: Central) -> None:
        folder.mkdir(exist_ok=True)
        self.folder, self.name, self.clock = folder, name, clock
        self.writer = Cache(folder / "cache.db", KEY, writer=True)
        self.journal = Journal(folder / "journal.db", KEY, name, clock, new_id)
        self.session = Session(link, self.journal, self.writer, clock)
        self.overlay = Overlay(Cache(folder / "cache.db", KEY, writer=False), self.journal)
        ballast = Ballast(folder / "ballast")
        self.recorder = Recorder(self.journal, self.overlay, Staff("maria"), branch, ballast)
        self.desk = Desk(self.overlay, self.recorder, branch, clock.now, new_id)

    def item(self, barcode: str) -> ItemId:
        with self.overlay.reading():
            return ItemId(next(id for kind, id in self.overlay.by_code(barcode) if kind == "item"))

    def patron(self, card: str) -> PatronId:
        with self.overlay.reading():
            return PatronId(next(id for kind, id in self.overlay.by_code(card) if kind == "patron"))


def sync(place: Place, *workstations: Workstation) -> None:
    """Everybody pushes, central decides, everybody pulls."""
    for one in workstations:
        one.session.exchange()
    place.apply()
    for one in workstations:
        one.session.exchange()


def a_small_library(place: Place) -> None:
    """Three patrons (P1, P2, P3), four titles, six items (I1..I6; I1 and I2 are copies of one title)."""
    facts = [the_set_up(a_library())]
    names = (("P1", "Ana", "García Núñez"), ("P2", "Luis", "Pérez"), ("P3", "Emma", "Wilson"))
    facts += [a_patron(card, given, surname)[1] for card, given, surname in names]
    titles = (
        ("Cien años de soledad", "García Márquez, Gabriel", "9788497592208", ("I1", "I2"), "BOOK"),
        ("Kind of blue", "Davis, Miles", "", ("I3",), "DVD"),
        ("Middlemarch", "Eliot, George", "9780141439549", ("I4", "I5"), "BOOK"),
        ("Diccionario", "", "", ("I6",), "REF"),
    )
    for text, author, isbn, barcodes, kind in titles:
        title, told = a_title(text, author, isbn)
        facts += [told, *(an_item(title, b, kind)[1] for b in barcodes)]
    place.tell(*facts)


def a_place(folder: Path, clock: FakeClock | None = None, database: Database | None = None) -> Place:
    place = Place(folder, clock, database)
    a_small_library(place)
    return place


def a_desk(folder: Path, branch: str = "MAIN", clock: FakeClock | None = None) -> Desk:
    """A desk with the small library in its cache."""
    place = a_place(folder, clock)
    one = place.workstation("desk-1", branch)
    sync(place, one)
    return one.desk


Build = Callable[[Path], Place]
