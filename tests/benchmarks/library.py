"""A made-up library of any size, straight into an encrypted cache file: the same for the same seed, built once, kept.

Every row is what `row_of` gives of a record of the domain, in the order of its key (UUIDv7); the rows stream, so memory
stays small. Who borrowed what is a formula, so that an item knows its loan and the loan its item without a table.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from itertools import chain, islice
from pathlib import Path
from typing import Any, cast
from uuid import UUID

import sqlcipher3.dbapi2 as sqlcipher

from deskapp.domain.events import Stamp
from deskapp.domain.policy import policy
from deskapp.domain.records import (
    Account,
    Act,
    Fee,
    Hold,
    HoldState,
    Item,
    LibraryRecord,
    Loan,
    Patron,
    Record,
    Title,
)
from deskapp.domain.rules import Branch, Category, ItemType, Library
from deskapp.domain.values import (
    LIBRARY,
    ActId,
    Address,
    FeeTerms,
    HoldId,
    ItemFields,
    ItemId,
    ItemState,
    LoanId,
    Name,
    PatronFields,
    PatronId,
    Place,
    TitleFields,
    TitleId,
)
from deskapp.store.cache import SCHEMA, Cache, Known
from deskapp.store.rows import row_of
from tests.benchmarks.wording import Words

KEY = "5e" * 32
SEED = 20261122
TODAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
"""The moment that the library's records are of; desks of the benchmarks take it for now."""

VERSION = 1
"""Counts changes of this generator: another number, another file."""

_BRANCHES = ("MAIN", "EAST", "PORT", "NORTE", "SUR")
_TYPES = ("BOOK", "BOOK", "BOOK", "BOOK", "BOOK", "DVD", "DVD", "MAP")
_TERMS = FeeTerms(10, 0, 500, "EUR", "1")
_KINDS = ("title", "item", "patron", "account", "loan", "hold")
_AT_ONCE = 20_000
_IN_MS = 4  # ids made in one millisecond
_INCARNATION = UUID("01890000-0000-7000-8000-000000000001")


@dataclass(frozen=True, slots=True)
class Scale:
    """How many of each. `busy` patrons have 30 loans each, whatever the others have."""

    name: str
    patrons: int
    items: int
    titles: int
    loans: int

    @property
    def busy(self) -> int:
        return min(500, self.loans // 40)

    @property
    def holds(self) -> int:
        return self.titles // 10


_FULL = (1_000_000, 5_000_000, 1_200_000, 2_000_000)
SCALES = {
    "full": Scale("full", *_FULL),
    "small": Scale("small", *(n // 100 for n in _FULL)),
    "tiny": Scale("tiny", *(n // 1000 for n in _FULL)),  # for the tests of the benchmarks themselves
}
LOANS_EACH = 30


def mixed(n: int) -> int:
    """Sixty-four bits that look random and follow from `n` (splitmix64)."""
    n = (n + 0x9E3779B97F4A7C15) & 0xFFFFFFFFFFFFFFFF
    n = ((n ^ (n >> 30)) * 0xBF58476D1CE4E5B9) & 0xFFFFFFFFFFFFFFFF
    n = ((n ^ (n >> 27)) * 0x94D049BB133111EB) & 0xFFFFFFFFFFFFFFFF
    return n ^ (n >> 31)


class Shuffle:
    """A one-to-one scattering of 0..size-1 and its inverse."""

    def __init__(self, size: int, salt: int) -> None:
        import math

        self._size = size
        factor = int(size * 0.6180339887) + mixed(salt) % 1000
        while math.gcd(factor, size) != 1:
            factor += 1
        self._factor, self._shift = factor % size, mixed(salt + 1) % size
        self._back = pow(self._factor, -1, size) if size > 1 else 0

    def of(self, n: int) -> int:
        return (n * self._factor + self._shift) % self._size

    def back(self, m: int) -> int:
        return (m - self._shift) * self._back % self._size


def checked(digits: str) -> str:
    """The number with the check digit that Codabar labels of libraries have (Luhn)."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        n = int(digit) * (2 if place % 2 == 0 else 1)
        total += n - 9 if n > 9 else n
    return digits + str(-total % 10)


def isbn13(digits: str) -> str:
    total = sum(int(d) * (3 if place % 2 else 1) for place, d in enumerate(digits))
    return digits + str(-total % 10)


def a_library() -> Library:
    """Limits so wide that a patron with 30 loans, some late, may still borrow."""
    return Library(
        "Biblioteca de medir",
        tuple(Branch(code, code.capitalize()) for code in _BRANCHES),
        (
            Category("ADULT", "Adulto", "Adult"),
            Category("CHILD", "Infantil", "Child"),
            Category("STUDENT", "Estudiante", "Student"),
        ),
        (ItemType("BOOK", "Libro", "Book"), ItemType("DVD", "DVD", "DVD"), ItemType("MAP", "Mapa", "Map")),
        (policy(max_loans=500),),
        max_owed=1_000_000,
        max_overdue=500,
    )


class MadeUp:
    """The records, each from its number alone or in a stream of its kind."""

    def __init__(self, scale: Scale, seed: int = SEED) -> None:
        self.scale, self.seed = scale, seed
        self._salt = {kind: mixed(seed * 31 + n) for n, kind in enumerate(_KINDS)}
        self._lent = Shuffle(scale.items, seed + 1)  # loan -> item; beyond the loans lie those on the shelf
        self._places = Shuffle(scale.loans, seed + 2)  # loan -> its place among all; the first belong to the busy
        patrons = Shuffle(scale.patrons, seed + 3)
        self.busy = [patrons.of(n) for n in range(scale.busy)]
        self._is_busy = set(self.busy)
        self._moment = timedelta(days=20) / scale.loans

    # --- formulas -------------------------------------------------------------------------------------

    def id(self, kind: str, n: int) -> UUID:
        """A UUIDv7 that grows with the kind and with `n`."""
        # Kinds a year apart: the catalogue is older than the patrons, and they are older than their loans.
        ms = 1_600_000_000_000 + _KINDS.index(kind) * 30_000_000_000 + n // _IN_MS
        noise = mixed(self._salt[kind] ^ n)
        low = (n % _IN_MS) << 10 | (noise & 0x3FF)
        return UUID(int=ms << 80 | 0x7 << 76 | low << 64 | 0b10 << 62 | noise >> 2)

    def card(self, n: int) -> str:
        return checked(f"2123{n:09d}")

    def barcode(self, n: int) -> str:
        return checked(f"3123{n:09d}")

    def control_number(self, n: int) -> str:
        return f"bne{n:09d}"

    def isbn(self, n: int) -> str:
        """Four titles of five have one."""
        return isbn13(f"97884{n:07d}") if n % 5 else ""

    def title_of(self, item: int) -> int:
        """Every title has a copy; of the others a few titles have many."""
        titles = self.scale.titles
        return item if item < titles else int(titles * (mixed(item ^ self.seed) / 2**64) ** 1.5)

    def borrower(self, loan: int) -> int:
        place = self._places.of(loan)
        if place < self.scale.busy * LOANS_EACH:
            return self.busy[place % self.scale.busy]
        patron = mixed(loan * 7 + self.seed) % self.scale.patrons
        while patron in self._is_busy:
            patron = (patron + 1) % self.scale.patrons
        return patron

    def due(self, loan: int) -> datetime:
        """Two weeks and a few days after it was lent, so that about one in eight is late."""
        return (self._out(loan) + timedelta(days=17)).replace(hour=22, minute=59, second=59, microsecond=999999)

    def _out(self, loan: int) -> datetime:
        return TODAY - timedelta(days=20) + loan * self._moment

    def free_items(self, count: int) -> list[int]:
        """Items on the shelf whose title nobody waits for."""
        found = (self._lent.of(n) for n in range(self.scale.loans, self.scale.items))
        return list(islice((i for i in found if not self._wanted(self.title_of(i))), count))

    def _wanted(self, title: int) -> bool:
        return title % 10 == 0 and title // 10 < self.scale.holds

    # --- records --------------------------------------------------------------------------------------

    @cached_property
    def _words(self) -> Words:
        return Words(self.seed)

    def _stamp(self, at: datetime, rank: int, n: int) -> Stamp:
        return Stamp(at, rank, f"desk-{n % 40:02d}", _INCARNATION, n)

    def titles(self) -> Iterator[Title]:
        r = random.Random(f"{self.seed}:titles")
        start = datetime(2021, 3, 1, 6, 0, tzinfo=UTC)
        for n in range(self.scale.titles):
            isbn = self.isbn(n)
            yield Title(
                TitleId(self.id("title", n)),
                TitleFields(
                    self._words.title(r),
                    self._words.author(r) if n % 7 else "",
                    (isbn,) if isbn else (),
                    self.control_number(n),
                    str(1950 + n % 76),
                    "spa" if n % 3 else "eng",
                ),
                self._stamp(start + n * timedelta(milliseconds=20), 0, n),
            )

    def items(self) -> Iterator[Item]:
        start = datetime(2021, 9, 1, 6, 0, tzinfo=UTC)
        for n in range(self.scale.items):
            loan = self._lent.back(n)
            at = start + n * timedelta(milliseconds=20)
            home = _BRANCHES[n % len(_BRANCHES)]
            acts: tuple[Act, ...] = (Act(at, "ItemCatalogued", "catalogue", "catalogue"),)
            place, last, act, desk = Place(ItemState.AVAILABLE, home), self._stamp(at, 0, n), self.id("item", n), "MAIN"
            moved = None
            if loan < self.scale.loans:
                out = self._out(loan)
                back = out - timedelta(days=30)
                desk = _BRANCHES[loan % len(_BRANCHES)]
                acts = (*acts, Act(back, "ItemCheckedIn", "maria", desk), Act(out, "ItemCheckedOut", "luis", desk))
                place = Place(ItemState.ON_LOAN, desk, loan=LoanId(self.id("loan", loan)))
                last = moved = self._stamp(out, 1, loan)
                act = self.id("loan", loan)
            yield Item(
                ItemId(self.id("item", n)),
                ItemFields(
                    TitleId(self.id("title", self.title_of(n))),
                    self.barcode(n),
                    _TYPES[n % len(_TYPES)],
                    home,
                    f"{n % 1000:03d}.{n % 97:02d} {chr(65 + n % 26)}{chr(65 + n % 23)}{chr(65 + n % 19)}",
                    "ADULTOS" if n % 4 else "INFANTIL",
                ),
                self.barcode(n),
                place,
                last=last,
                last_act=ActId(act),
                last_desk=desk,
                moved=moved,
                moved_uncertainty=2000 if moved else 0,
                acts=acts,
            )

    def patrons(self) -> Iterator[Patron]:
        r = random.Random(f"{self.seed}:patrons")
        start = datetime(2023, 1, 1, 6, 0, tzinfo=UTC)
        for n in range(self.scale.patrons):
            name = Name(self._words.surnames(r), self._words.given(r))
            born = datetime(1935, 1, 1, tzinfo=UTC) + timedelta(days=r.randrange(80 * 365))
            at = start + n * timedelta(milliseconds=50)
            id = PatronId(self.id("patron", n))
            yield Patron(
                id,
                PatronFields(
                    name,
                    (self.card(n),),
                    ("ADULT", "ADULT", "STUDENT", "CHILD")[n % 4],
                    _BRANCHES[n % len(_BRANCHES)],
                    born.date(),
                    at.date(),
                    TODAY.date() + timedelta(days=30 + n % 1000),
                    "es" if n % 5 else "en",
                    (f"lectora{n}@example.org",),
                    (f"+34 6{n % 100_000_000:08d}",),
                    (
                        Address(
                            (f"Calle de la Biblioteca {n % 300}", f"{n % 9}.º B"), "Alcalá", "Madrid", "28801", "ES"
                        ),
                    ),
                    ("Prefiere avisos por correo",) if n % 20 == 0 else (),
                ),
                stub=False,
                last=self._stamp(at, 0, n),
                last_act=ActId(id),
                last_desk="MAIN",
            )

    def accounts(self) -> Iterator[Account]:
        """One patron in fifty owes something."""
        at = TODAY - timedelta(days=40)
        for n in range(0, self.scale.patrons, 50):
            fee = Fee(cast(Any, self.id("account", n)), 100 + n % 400, "EUR", "Carné duplicado", at)
            yield Account(PatronId(self.id("patron", n)), (fee,), last=self._stamp(at, 3, n))

    def loans(self) -> Iterator[Loan]:
        for n in range(self.scale.loans):
            desk = _BRANCHES[n % len(_BRANCHES)]
            yield Loan(
                LoanId(self.id("loan", n)),
                ItemId(self.id("item", self._lent.of(n))),
                PatronId(self.id("patron", self.borrower(n))),
                self._out(n),
                self.due(n),
                _TERMS,
                desk,
                desk,
                renewals=1 if n % 6 == 0 else 0,
            )

    def holds(self) -> Iterator[Hold]:
        """One title in ten is waited for."""
        at = TODAY - timedelta(days=30)
        for n in range(self.scale.holds):
            patron = mixed(n * 11 + self.seed) % self.scale.patrons
            yield Hold(
                HoldId(self.id("hold", n)),
                TitleId(self.id("title", n * 10)),
                PatronId(self.id("patron", patron)),
                _BRANCHES[n % len(_BRANCHES)],
                self._stamp(at + n * timedelta(milliseconds=10), 0, n),
                HoldState.WAITING,
            )

    def all(self) -> Iterator[Record]:
        """In the order of the rows: ids grow within each kind, and kinds follow each other."""
        yield LibraryRecord(LIBRARY, a_library(), self._stamp(datetime(2020, 1, 1, tzinfo=UTC), 0, 1))
        yield from chain(self.titles(), self.items(), self.patrons(), self.accounts(), self.loans(), self.holds())

    def codes(self) -> Iterator[tuple[str, str, bytes]]:
        """What `row_of` gives as codes, sorted, so that the index is filled from left to right."""
        s = self.scale
        yield from ((f"001:{self.control_number(n)}", "title", self.id("title", n).bytes) for n in range(s.titles))
        yield from ((self.card(n), "patron", self.id("patron", n).bytes) for n in range(s.patrons))
        yield from ((self.barcode(n), "item", self.id("item", n).bytes) for n in range(s.items))
        yield from ((i, "title", self.id("title", n).bytes) for n in range(s.titles) if (i := self.isbn(n)))


# --- the file ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Built:
    """A library that lies ready: the cache file, and what is in it."""

    cache: Path
    made: MadeUp
    seconds: float
    bytes: int

    @property
    def folder(self) -> Path:
        return self.cache.parent


def default_folder() -> Path:
    return Path(tempfile.gettempdir()) / "deskapp-bench"


def built(scale: str, folder: Path | None = None, say: Callable[[str], None] | None = None, seed: int = SEED) -> Built:
    """The library of that scale, made now if it is not there yet."""
    say = say or (lambda text: print(text, file=sys.stderr, flush=True))
    made = MadeUp(SCALES[scale], seed)
    place = (folder or default_folder()) / f"{scale}-{seed}-v{VERSION}-s{SCHEMA}-{_shape(made)}"
    note = place / "built.json"
    if not note.exists():
        place.mkdir(parents=True, exist_ok=True)
        for left in place.glob("cache.db*"):
            left.unlink()
        began = time.monotonic()
        _write(place / "cache.db", made, say)
        size = (place / "cache.db").stat().st_size
        note.write_text(json.dumps({"seconds": round(time.monotonic() - began, 1), "bytes": size}))
    told = json.loads(note.read_text())
    return Built(place / "cache.db", made, told["seconds"], told["bytes"])


def _shape(made: MadeUp) -> str:
    """A short name for what the records look like: a field more makes another file."""
    streams: tuple[Iterator[Record], ...] = (
        made.all(),
        made.titles(),
        made.items(),
        made.patrons(),
        made.accounts(),
        made.loans(),
        made.holds(),
    )
    bodies = [row_of(next(stream)).body for stream in streams]
    return hashlib.sha256("\n".join(bodies).encode()).hexdigest()[:8]


def _write(path: Path, made: MadeUp, say: Callable[[str], None]) -> None:
    Cache(path, KEY, writer=True).close()  # the schema, exactly as the program makes it
    c = sqlcipher.connect(str(path), isolation_level=None)
    c.execute(f"PRAGMA key = \"x'{KEY}'\"")
    for pragma in ("temp_store = MEMORY", "synchronous = OFF", "cache_size = -400000", "threads = 2"):
        c.execute(f"PRAGMA {pragma}")
    c.execute("PRAGMA journal_mode = OFF")
    later = c.execute("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL").fetchall()
    for name, _ in later:
        c.execute(f"DROP INDEX {name}")
    step = _Steps(say)
    _insert(c, "records (rowid, id, kind, rev, parent, owner, live, body)", _rows(made, c, step), step)
    _insert(c, "codes (code, kind, id)", made.codes(), step)
    for name, sql in later:
        c.execute(sql)
        step.told(name)
    count = c.execute("SELECT max(rowid) FROM records").fetchone()[0]
    c.close()
    cache = Cache(path, KEY, writer=True)
    with cache.pulling():
        cache.set_known(Known("made-up", count, TODAY, 0, 0, 1), {}, "bench")
    cache.close()


def _rows(made: MadeUp, c: Any, step: _Steps) -> Iterator[tuple[object, ...]]:
    """The columns of every row; the words that a search looks in go to their index on the way."""
    words: list[tuple[int, str, str]] = []
    kind = ""
    for n, record in enumerate(made.all(), 1):
        row = row_of(record)
        if row.kind != kind:
            kind = row.kind
            step.told(f"{kind}…")
        if row.words:
            words.append((n, row.words, "") if row.kind == "patron" else (n, "", row.words))
            if len(words) == _AT_ONCE:
                _index(c, words)
        yield (
            n,
            row.id.bytes,
            row.kind,
            n,
            row.parent and row.parent.bytes,
            row.owner and row.owner.bytes,
            row.live,
            row.body,
        )
    _index(c, words)


def _index(c: Any, words: list[tuple[int, str, str]]) -> None:
    c.executemany("INSERT INTO words (rowid, patron, title) VALUES (?, ?, ?)", words)
    words.clear()


def _insert(c: Any, into: str, rows: Iterable[tuple[object, ...]], step: _Steps) -> None:
    marks = ", ".join("?" * (into.count(",") + 1))
    rows = iter(rows)
    done = 0
    c.execute("BEGIN")
    while part := list(islice(rows, _AT_ONCE)):
        c.executemany(f"INSERT INTO {into} VALUES ({marks})", part)
        done += len(part)
        if done % 1_000_000 == 0:
            c.execute("COMMIT")
            c.execute("BEGIN")
            step.told(f"{into.split()[0]}: {done:,}")
    c.execute("COMMIT")
    step.told(f"{into.split()[0]}: {done:,}")


class _Steps:
    """Says how far the building has come."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self._say, self._began = say, time.monotonic()

    def told(self, text: str) -> None:
        self._say(f"{time.monotonic() - self._began:7.1f} s  {text}  (memory {_memory()} MB)")


def _memory() -> int:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") // 2**20


def raw_connection(cache: Path) -> Any:
    """A connection of its own, set up as the program's readers are."""
    c = sqlcipher.connect(str(cache), isolation_level=None, cached_statements=200)
    c.execute(f"PRAGMA key = \"x'{KEY}'\"")
    c.execute("PRAGMA temp_store = MEMORY")
    c.execute("PRAGMA cache_size = -65536")
    c.execute("PRAGMA wal_autocheckpoint = 0")
    return c


if __name__ == "__main__":
    made_ = built(sys.argv[1] if len(sys.argv) > 1 else "small", Path(sys.argv[2]) if len(sys.argv) > 2 else None)
    print(f"{made_.cache}: {made_.bytes / 2**20:,.0f} MB in {made_.seconds:,.0f} s")
