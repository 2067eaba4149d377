"""The cache and the overlay: a pull shows as a whole or not at all, and what this desk did is in sight at once."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from deskapp.desk.answers import PatronHit
from deskapp.domain.outcome import Done
from deskapp.domain.records import Item, Patron
from deskapp.domain.values import ItemId, ItemState, Line, PatronFields
from deskapp.store.cache import Cache, Known, Pulled
from deskapp.store.cipher import FileProblem
from deskapp.store.codec import encode
from deskapp.store.pulled import Page
from tests.desks import KEY, FakeClock, Place, Workstation, a_patron, a_place, new_id, sync


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return a_place(tmp_path)


@pytest.fixture
def one(place: Place) -> Workstation:
    made = place.workstation("desk-1")
    sync(place, made)
    return made


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[Cache]:
    made = Cache(tmp_path / "c.db", KEY, writer=True)
    yield made
    made.close()


def patron_row(surname: str, card: str, rev: int = 1, id: UUID | None = None) -> Pulled:
    told: Any = a_patron(card, "Ana", surname)[1].body
    record = Patron(id or told.patron, told.fields, stub=False)  # type: ignore[arg-type]  # an id
    return Pulled("patron", record.id, rev, encode(record).decode())


def put(cache: Cache, *rows: Pulled) -> None:
    with cache.pulling():
        cache.put(rows)


class Pages:
    """A link whose pull does something before each page."""

    def __init__(self, link: Any, page: int, before: Any) -> None:
        self._link, self._page, self._before, self.pages = link, page, before, 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._link, name)

    def pull(self, rev: int, page: int) -> Page:
        self.pages += 1
        self._before(self.pages)
        answer: Page = self._link.pull(rev, self._page)
        return answer


# --- a pull ------------------------------------------------------------------------------------------


def test_in_the_middle_of_a_pull_the_desk_sees_what_it_saw_before(place: Place) -> None:
    """Rows, cursor and watermark alike: also of its own event, which central has decided by now."""
    one = place.workstation("desk-1")
    sync(place, one)
    one.desk.check_out(one.patron("P1"), one.item("I1"))
    one.session.push()
    place.apply()
    seen = []

    def look(page: int) -> None:
        panel = one.desk.panel(one.patron("P1"))
        with one.overlay.reading():
            seen.append((len(panel.loans), one.overlay.pending, one.overlay.known.rev, one.overlay.cache.count("loan")))

    one.session._central = Pages(place.link("desk-1"), 1, look)
    before = one.overlay.known.rev
    one.session.pull()
    assert one.session._central.pages > 1
    assert set(seen) == {(1, 1, before, 0)}
    panel = one.desk.panel(one.patron("P1"))
    with one.overlay.reading():
        assert (len(panel.loans), one.overlay.pending, one.overlay.cache.count("loan")) == (1, 0, 1)


def test_a_pull_that_breaks_in_the_middle_leaves_everything_as_it_was_and_the_next_one_brings_all(place: Place) -> None:
    one = place.workstation("desk-1")

    def break_off(page: int) -> None:
        if page == 3:
            raise ConnectionError

    one.session._central = Pages(place.link("desk-1"), 2, break_off)
    with pytest.raises(ConnectionError):
        one.session.exchange()
    assert one.overlay.cache.bodies() == {}
    assert one.overlay.cache.known() == Known()
    one.session._central = place.link("desk-1")
    one.session.exchange()
    assert len(one.overlay.cache.bodies()) == one.overlay.cache.known().rev


def test_what_is_read_inside_one_look_fits_together_while_a_pull_commits(place: Place) -> None:
    one, two = place.workstation("desk-1"), place.workstation("desk-2")
    sync(place, one, two)
    two.desk.check_out(two.patron("P1"), two.item("I1"))
    sync(place, two)
    with one.overlay.reading():
        item = one.item("I1")
        thread = threading.Thread(target=one.session.pull)
        thread.start()
        thread.join(10)
        assert not thread.is_alive()
        found = one.overlay.item(item)
        assert found is not None
        assert found.place.state is ItemState.AVAILABLE
        assert one.overlay.loans_of(one.patron("P1")) == []
    assert len(one.desk.panel(one.patron("P1")).loans) == 1


def test_a_rewritten_row_is_found_by_its_new_card_alone(cache: Cache) -> None:
    old = patron_row("García", "A1")
    put(cache, old)
    put(cache, patron_row("Núñez", "A2", 2, old.id))
    assert cache.by_code("A1") == []
    assert cache.by_code("A2") == [("patron", old.id)]
    assert cache.search('"garcia"*', 5) == []
    assert [p.id for p in cache.search('"nunez"*', 5)] == [old.id]


def test_a_patron_whom_central_took_away_is_found_no_more(cache: Cache) -> None:
    gone = patron_row("García", "A1")
    put(cache, gone)
    put(cache, Pulled("patron", gone.id, 2, ""))
    assert cache.get("patron", gone.id) is None
    assert cache.search('"garcia"*', 5) == []
    assert cache.by_code("A1") == []


def test_the_words_of_one_who_was_taken_away_do_not_find_another(cache: Cache) -> None:
    """SQLite gives a row number that became free to the next row."""
    gone = patron_row("García", "A1")
    put(cache, gone)
    put(cache, Pulled("patron", gone.id, 2, ""))
    item = Item(ItemId(new_id()), barcode="I1")
    put(cache, Pulled("item", item.id, 3, encode(item).decode()))
    assert cache.search('"garcia"*', 5) == []


def test_clearing_forgets_cards_and_words_too(cache: Cache) -> None:
    put(cache, patron_row("García", "A1"))
    with cache.pulling():
        cache.clear()
    assert (cache.bodies(), cache.by_code("A1"), cache.search('"garcia"*', 5)) == ({}, [], [])


def test_two_processes_may_open_a_new_cache_at_once(tmp_path: Path) -> None:
    """The window and the sync process start together on the first day."""
    assert [fault for n in range(15) for fault in _opened_at_once(tmp_path / f"{n}.db")] == []


def _opened_at_once(path: Path) -> list[Exception]:
    faults: list[Exception] = []
    ready = threading.Barrier(2)

    def open_it(writer: bool) -> None:
        ready.wait()
        try:
            Cache(path, KEY, writer=writer).close()
        except Exception as fault:
            faults.append(fault)

    threads = [threading.Thread(target=open_it, args=(w,)) for w in (True, False)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return faults


def test_a_cache_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    made = Cache(tmp_path / "c.db", KEY, writer=True)
    made._connection.exec_driver_sql("PRAGMA user_version = 9999")
    made.close()
    with pytest.raises(FileProblem) as fault:
        Cache(tmp_path / "c.db", KEY, writer=False)
    assert fault.value.code == "newer"


# --- searching -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["garcia", "GARCÍA", "García n", "núñ", "ana nunez", "nu"])
def test_a_search_ignores_accents_and_case(one: Workstation, typed: str) -> None:
    assert [h.card for h in one.desk.search(typed) if isinstance(h, PatronHit)] == ["P1"]


@pytest.mark.parametrize(
    ("surname", "typed"),
    [
        ("García-Núñez", "nunez"),
        ("O'Brien", "brien"),
        ("O'Brien", "o'brien"),
        ("Peña", "pena"),
        ("D'Angelo Ruiz", "ruiz"),
    ],
)
def test_a_patron_is_found_by_the_same_words_before_and_after_central_knows_them(
    place: Place, one: Workstation, surname: str, typed: str
) -> None:
    id, told = a_patron("N1", "Zoe", surname)
    with one.overlay.reading():
        one.recorder.record(Done((told,)))
    pending = [h.id for h in one.desk.search(typed)]
    sync(place, one)
    assert id in [h.id for h in one.desk.search(typed)]
    assert id in pending


# --- the overlay ---------------------------------------------------------------------------------------


def test_what_this_desk_did_is_in_sight_at_once_and_marked(one: Workstation) -> None:
    one.desk.check_out(one.patron("P1"), one.item("I1"))
    page = one.desk.item_page(one.item("I1"))
    assert (page.state, page.doubt) == (ItemState.ON_LOAN, "pending")
    assert [loan.doubt for loan in one.desk.panel(one.patron("P1")).loans] == ["pending"]


def test_an_event_older_than_what_central_knows_is_waiting_and_leaves_the_row_as_central_has_it(
    place: Place, tmp_path: Path
) -> None:
    one, two = place.workstation("desk-1"), place.workstation("desk-2")
    sync(place, one, two)
    item = one.item("I1")
    one.desk.check_out(one.patron("P1"), item)  # while it is offline
    place.clock.pass_(hours=1)
    two.desk.check_in(item)
    sync(place, two)
    one.session.pull()  # it has not pushed yet
    page = one.desk.item_page(item)
    assert (page.state, page.doubt) == (ItemState.AVAILABLE, "waiting")
    with one.overlay.reading():
        found = one.overlay.item(item)
        assert encode(found).decode() == one.overlay.cache.bodies()["item", item]
        assert one.overlay.pending == 1
    sync(place, one)
    assert one.desk.item_page(item).doubt == ""


def test_what_a_desk_does_is_in_sight_though_its_wall_clock_was_set_back(place: Place) -> None:
    """One's own act is always later than one's own act before, whatever the wall clock says."""
    clock = FakeClock()
    place.clock = clock
    one = place.workstation("desk-1", clock=clock)
    sync(place, one)
    item = one.item("I1")
    one.desk.check_in(item)
    sync(place, one)
    clock.pass_(minutes=5)
    clock.skew = -timedelta(hours=1)  # daylight saving by hand, say; offline since
    one.desk.check_out(one.patron("P1"), item)
    page = one.desk.item_page(item)
    assert (page.state, page.doubt) == (ItemState.ON_LOAN, "pending")


def test_a_patron_registered_here_is_found_by_card_and_name_before_central_knows(one: Workstation) -> None:
    id, told = a_patron("N1", "Zoe", "Quiroga")
    with one.overlay.reading():
        one.recorder.record(Done((told,)))
    assert [h.id for h in one.desk.find("N1").hits] == [id]
    assert [h.id for h in one.desk.search("quir")] == [id]
    assert one.overlay.doubt(Line.PATRON, id) == "pending"


def test_another_reader_of_the_same_files_sees_the_same(place: Place, one: Workstation, tmp_path: Path) -> None:
    one.desk.check_out(one.patron("P1"), one.item("I1"))
    again = Workstation(one.folder, "desk-1", "MAIN", place.clock, place.link("desk-1"))
    assert len(again.desk.panel(again.patron("P1")).loans) == 1


# --- nothing readable lies on the disk -------------------------------------------------------------------


def test_a_known_name_is_on_no_file_of_the_workstation_or_of_central(
    place: Place, one: Workstation, home: Path, tmp_path: Path
) -> None:
    name = "Xanthopoulos"
    id, told = a_patron("N1", "Zoe", name, notes=(f"{name} pays in coins",))
    with one.overlay.reading():
        one.recorder.record(Done((told,)))
    _search(tmp_path, home, name)
    one.session.push()
    _search(tmp_path, home, name)
    sync(place, one)
    assert one.desk.search(name)
    fields: PatronFields = one.desk.panel(id).fields
    assert fields.name.surname == name
    files = _search(tmp_path, home, name)
    assert {"journal.db", "journal.db-wal", "cache.db", "cache.db-wal", "central.db", "central.db-wal"} <= files


def _search(folder: Path, home: Path, name: str) -> set[str]:
    """Look into every file, as bytes in each encoding it might lie in."""
    seen = set()
    for path in [p for f in (folder, home) for p in f.rglob("*") if p.is_file()]:
        content = path.read_bytes()
        for form in (name, name.lower(), name.upper()):
            assert form.encode() not in content, path
            assert form.encode("utf-16-le") not in content, path
        assert b"SQLite format 3" not in content[:16], path
        seen.add(path.name)
    return seen
