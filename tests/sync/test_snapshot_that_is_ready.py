"""The first copy as a file that central has ready: the same in the end as one by pages, and never half a file."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, select, text, update

from deskapp.central import ready as at_central
from deskapp.central.schema import counters, erased, ready, ready_parts, settings, workstations
from deskapp.desk.answers import PatronHit
from deskapp.domain.outcome import Done
from deskapp.store import unfinished
from deskapp.store.cache import Cache
from deskapp.store.codec import ReliedOn
from deskapp.sync import ready as at_the_desk
from deskapp.sync.checking import compare
from deskapp.sync.link import Away
from tests.central.centrals import CLOCK, now
from tests.desks import Workstation, a_patron, new_id
from tests.postgresql import Cluster
from tests.proxy import Road
from tests.sync.copies import Library, Page, a_library, again, rows_of

PART = 16 * 1024


@pytest.fixture(autouse=True)
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that a small library's file has many parts, and a few are asked for at once."""
    for module in (at_central, at_the_desk):
        monkeypatch.setattr(module, "PART", PART)
    monkeypatch.setattr(unfinished, "_STEP", PART)
    monkeypatch.setattr(at_the_desk, "LARGEST_PAGE", 2)
    monkeypatch.setattr(at_the_desk, "WORTH", 0)


@pytest.fixture
def library(postgresql: Cluster, tmp_path: Path) -> Iterator[Library]:
    with a_library("postgresql", tmp_path, lambda: postgresql, patrons=400) as made:
        yield made


@pytest.fixture
def far(library: Library) -> Workstation:
    publish(library)
    return library.workstation("far")


def publish(library: Library) -> None:
    at_central.publish(library.central.database, library.folder / "ready.db", now)


def parts_of(library: Library) -> int:
    with library.central.database.read() as c:
        count: int = c.execute(select(func.count()).select_from(ready_parts)).scalar_one()
        return count


def change(library: Library, *statements: Any) -> None:
    with library.central.database.write() as c:
        for statement in statements:
            c.execute(statement)


class Asked:
    """What a workstation asked of central while it copied; each of `acts` is done before that question for parts."""

    def __init__(self, library: Library, one: Workstation, acts: Mapping[int, Callable[[], object]] = {}) -> None:
        self.heads, self.questions, self._acts, self._one = 0, 0, acts, one
        self.pages: list[Page] = library.copying(one, self._before)

    def _before(self, question: str) -> None:
        assert question != "copy_records" or not gathered(self._one).exists(), "it takes no room any more"
        self.heads += question == "ready_head"
        if question == "ready_parts":
            self.questions += 1
            self._acts.get(self.questions, lambda: None)()

    @property
    def came_ready(self) -> bool:
        return self.questions > 1 and not self.pages


def gathered(one: Workstation) -> Path:
    """Where the parts lie that have come."""
    return one.writer.beside.with_suffix(".ready")


def fails() -> None:
    raise Away("cut")


def found(one: Workstation, text: str) -> list[str]:
    return [hit.card for hit in one.desk.search(text) if isinstance(hit, PatronHit)]


def the_same(library: Library, one: Workstation) -> None:
    """The copy in use is central's, it is found by name and card, and nothing of the way that it came is left."""
    one.overlay.refresh()
    assert rows_of(one.overlay.cache) == library.rows()
    assert found(one, "quiroga17") == found(library.setup, "quiroga17") != []
    assert one.desk.find("C17").hits[0].id == one.patron("C17")
    link = library.central.link(one.folder.name)
    assert compare(link, one.writer).result == "same"
    assert one.writer.is_sound()
    assert not one.writer.beside.exists()
    assert not gathered(one).exists()


def test_a_ready_copy_is_what_central_has_and_lies_as_one_that_came_by_pages(
    library: Library, far: Workstation
) -> None:
    asked = Asked(library, far)
    assert far.session.exchange().copied
    assert asked.came_ready
    the_same(library, far)
    paged = library.workstation("paged")
    change(library, update(ready).values(layout=1))
    assert Asked(library, paged).questions == 0
    assert paged.session.exchange().copied
    the_same(library, paged)

    def laid(cache: Cache) -> list[Any]:
        c = cache._connection
        schema = c.exec_driver_sql("SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY name").all()
        return [*schema, c.exec_driver_sql("PRAGMA user_version").scalar(), cache.bodies(), cache.sums()]

    assert laid(far.writer) == laid(paged.writer)
    assert not far.session.exchange().copied


def test_the_key_of_the_ready_file_opens_nothing_on_the_workstation(library: Library, far: Workstation) -> None:
    with library.central.database.read() as c:
        key = c.execute(select(ready.c.key)).scalar_one()
    Asked(library, far, {4: fails})
    with pytest.raises(Away):
        far.session.exchange()
    begun = [path.read_bytes() for path in far.folder.iterdir() if path.is_file()]
    assert again(far).copied
    for held in (*begun, *(path.read_bytes() for path in far.folder.iterdir() if path.is_file())):
        assert b"Quiroga" not in held
        assert key.encode() not in held
        assert bytes.fromhex(key) not in held


def test_what_changed_since_central_made_it_is_in_the_copy(library: Library, far: Workstation) -> None:
    library.take_away("C3")
    library.setup.desk.check_out(library.setup.patron("C5"), library.setup.item("I1"), reason="so")
    library.tell(a_patron("NEW1", "Zoe", "Nueva")[1])

    def meanwhile() -> None:
        library.take_away("C4")
        library.tell(a_patron("NEW2", "Zoe", "Novisima")[1])

    asked = Asked(library, far, {4: meanwhile})
    assert far.session.exchange().copied
    assert asked.came_ready
    the_same(library, far)
    assert found(far, "nueva") == ["NEW1"]
    assert found(far, "novisima") == ["NEW2"]
    assert far.desk.find("C3").hits == far.desk.find("C4").hits == ()
    assert [loan.barcode for loan in far.desk.panel(far.patron("C5")).loans] == ["I1"]


@pytest.mark.parametrize("boot", ["the same", "another"])
def test_a_ready_copy_that_was_cut_goes_on_where_it_stood(
    library: Library, far: Workstation, boot: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = Asked(library, far, {6: lambda: library.proxy.becomes(Road.REFUSES)})
    with pytest.raises(Away):
        far.session.exchange()
    assert rows_of(far.overlay.cache) == {}
    library.proxy.becomes(Road.OPEN)
    if boot == "another":
        monkeypatch.setattr(CLOCK, "boot", boot)
    second = Asked(library, far)
    assert again(far).copied
    assert not first.pages
    assert second.came_ready
    assert first.questions + second.questions < parts_of(library) / 2 + 6, "nearly nothing was sent twice"
    the_same(library, far)


def test_a_part_that_was_damaged_on_the_workstation_meanwhile_is_fetched_again(
    library: Library, far: Workstation
) -> None:
    Asked(library, far, {6: fails})
    with pytest.raises(Away):
        far.session.exchange()
    held = bytearray(gathered(far).read_bytes())
    held[PART + 100] ^= 1
    gathered(far).write_bytes(held)
    asked = Asked(library, far)
    assert again(far).copied
    assert asked.came_ready
    the_same(library, far)


def test_a_cancelled_ready_copy_leaves_the_old_one_in_use_and_goes_on_later(library: Library, far: Workstation) -> None:
    library.sync(far)  # the old file
    publish(library)
    asked = Asked(library, far, {4: lambda: setattr(far.session, "may_copy", False)})
    far.session.copy_anew()
    assert far.session.exchange().waiting
    library.tell(a_patron("NEW1", "Zoe", "Nueva")[1])
    assert far.session.exchange().waiting
    far.overlay.refresh()
    assert found(far, "nueva") == ["NEW1"]
    far.session.may_copy = True
    assert far.session.exchange().copied
    assert asked.came_ready
    the_same(library, far)
    assert found(far, "nueva") == ["NEW1"]


def test_what_is_recorded_while_a_ready_copy_comes_reaches_central_before_its_end(
    library: Library, far: Workstation
) -> None:
    seen = []

    def work() -> None:
        far.journal.record(Done((a_patron("N1")[1],)), "maria", "MAIN", ReliedOn())

    def look() -> None:
        library.central.decide()
        seen.append("N1" in {key[1] for key in library.rows() if len(key) == 3})

    Asked(library, far, {3: work, parts_of(library) // 4 + 6: look})
    far.session.exchange()
    assert seen == [True]
    far.session.exchange()
    the_same(library, far)
    assert far.desk.status().pending == 0


def test_its_progress_rises_to_the_end(library: Library, far: Workstation) -> None:
    told: list[tuple[int, int]] = []
    Asked(library, far)
    far.session._progress = lambda done, total: told.append((done, total))
    far.session.exchange()
    assert len(told) > parts_of(library)
    assert told == sorted(told)
    assert told[0][0] < told[-1][1] / 10
    assert told[-1][0] == told[-1][1] == len(library.rows())


# --- what is wrong with a ready file ---------------------------------------------------------------------------------


def damaged(library: Library, n: int, *, told: bool) -> None:
    """Change a part at central; `told`: its sum as well, so that only its encryption tells."""
    with library.central.database.write() as c:
        where = ready_parts.c.n == n
        part = bytearray(c.execute(select(ready_parts.c.part).where(where)).scalar_one())
        part[len(part) // 2] ^= 1
        sums = {"sum": sha256(part).hexdigest()} if told else {}
        c.execute(update(ready_parts).where(where).values(part=bytes(part), **sums))


def of_no_use(library: Library, what: str) -> None:
    """Make what lies ready useless in one way or another."""
    last = parts_of(library)
    match what:
        case "a damaged part":
            damaged(library, 3, told=False)
        case "a part that is encrypted wrongly":
            damaged(library, last - 1, told=True)
        case "a first part that is encrypted wrongly":
            damaged(library, 1, told=True)
        case "another key":
            change(library, update(ready).values(key="ab" * 32))
        case "a missing part":
            change(library, ready_parts.delete().where(ready_parts.c.n == last))
        case "of an older layout":
            change(library, update(ready).values(layout=1))
        case "of another history":
            change(library, update(ready).values(epoch="another"))
        case "of another history than is said":
            change(library, update(settings).where(settings.c.name == "epoch").values(value="another"))
            change(library, update(ready).values(epoch=text("epoch()")))
        case "from before an erasure":
            change(library, erased.insert().values(id=new_id(), at=now()))
        case "far behind":
            change(library, update(ready).values(rev=ready.c.rev - ready.c.rows / 5))


@pytest.mark.parametrize(
    "what",
    [
        "a damaged part",
        "a part that is encrypted wrongly",
        "a first part that is encrypted wrongly",
        "another key",
        "a missing part",
        "of an older layout",
        "of another history",
        "of another history than is said",
        "from before an erasure",
        "far behind",
    ],
)
def test_of_a_ready_file_that_is_of_no_use_nothing_is_taken_and_the_copy_comes_by_pages(
    library: Library, far: Workstation, what: str
) -> None:
    of_no_use(library, what)
    asked = Asked(library, far)
    assert far.session.exchange().copied
    assert sum(page.rows for page in asked.pages) == len(library.rows())
    assert asked.heads <= 2
    the_same(library, far)


def test_a_file_that_was_never_finished_is_not_taken_for_a_whole_one_but_gone_on_with(
    library: Library, far: Workstation, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ends(file: Any, connection: Any) -> None:
        file.put_records(at_central._page(connection, at_central._RECORDS, (UUID(int=0), ""), at_central._RECORD))
        file.close()

    monkeypatch.setattr(at_central, "_fill", ends)
    publish(library)
    asked = Asked(library, far)
    assert far.session.exchange().copied
    assert asked.questions
    assert asked.pages
    assert not any(page.is_first for page in asked.pages)
    the_same(library, far)


def test_over_a_slow_line_the_rows_come_by_pages(
    library: Library, far: Workstation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(at_the_desk, "WORTH", 1e12)
    asked = Asked(library, far)
    assert far.session.exchange().copied
    assert at_the_desk.JUDGED / 2 <= asked.questions <= at_the_desk.JUDGED
    assert sum(page.rows for page in asked.pages) == len(library.rows())
    the_same(library, far)


def test_over_a_line_that_brings_no_part_in_time_the_rows_come_by_pages(library: Library, far: Workstation) -> None:
    asked = Asked(library, far, {1: fails})
    assert far.session.exchange().copied
    assert asked.pages
    the_same(library, far)


def test_a_file_that_central_replaces_in_the_middle_is_fetched_anew(library: Library, far: Workstation) -> None:
    def replace() -> None:
        library.tell(a_patron("NEW1", "Zoe", "Nueva")[1])
        publish(library)

    asked = Asked(library, far, {4: replace})
    assert far.session.exchange().copied
    assert asked.came_ready
    assert asked.heads == 2
    the_same(library, far)
    assert found(far, "nueva") == ["NEW1"]


def test_files_that_are_replaced_again_and_again_are_not_run_after(library: Library, far: Workstation) -> None:
    asked = Asked(library, far, {n: lambda: publish(library) for n in range(3, 99, 3)})
    assert far.session.exchange().copied
    assert asked.heads == 2
    assert sum(page.rows for page in asked.pages) == len(library.rows())
    the_same(library, far)


def test_a_file_that_is_taken_away_in_the_middle_is_followed_by_pages(library: Library, far: Workstation) -> None:
    asked = Asked(library, far, {4: lambda: change(library, ready.delete(), ready_parts.delete())})
    assert far.session.exchange().copied
    assert sum(page.rows for page in asked.pages) == len(library.rows())
    the_same(library, far)


def test_another_history_in_the_middle_ends_it_and_the_copy_is_of_the_new_one(
    library: Library, far: Workstation
) -> None:
    def restored() -> None:
        change(library, update(settings).where(settings.c.name == "epoch").values(value="another"))
        far.session._time.forget()

    asked = Asked(library, far, {4: restored})
    again(far)
    assert asked.pages
    assert far.writer.known().epoch.startswith("another")
    the_same(library, far)


def test_a_program_that_was_killed_while_it_took_the_file_over_has_no_half_copy(
    library: Library, far: Workstation
) -> None:
    kept = library.folder / "as the kill left it"

    def killed() -> None:
        kept.mkdir()
        for path in far.folder.glob("cache.new*"):
            shutil.copy(path, kept)
        shutil.copy(gathered(far), kept)
        fails()

    asked = Asked(library, far, {parts_of(library) // 4: killed})
    with pytest.raises(Away):
        far.session.exchange()
    for path in kept.iterdir():
        shutil.copy(path, far.folder)
    again(far)
    assert not asked.pages
    the_same(library, far)


def test_a_program_that_was_killed_before_it_threw_a_damaged_file_away_does_not_use_it_later(
    library: Library, far: Workstation, monkeypatch: pytest.MonkeyPatch
) -> None:
    damaged(library, parts_of(library) - 1, told=True)
    with monkeypatch.context() as patch:
        Asked(library, far, {2: lambda: patch.setattr(unfinished.Unfinished, "_begin", lambda *_: fails())})
        with pytest.raises(Away):
            far.session.exchange()
    asked = Asked(library, far)
    assert again(far).copied
    assert asked.pages
    the_same(library, far)


def test_a_copy_that_has_begun_by_pages_goes_on_by_pages(library: Library, far: Workstation) -> None:
    change(library, update(ready).values(layout=1))

    def stop(question: str) -> None:
        far.session.may_copy = question != "copy_codes"

    library.copying(far, stop)
    assert far.session.exchange().waiting
    publish(library)
    asked = Asked(library, far)
    assert far.session.exchange().copied
    assert asked.heads == 0
    assert not any(page.is_first for page in asked.pages)
    the_same(library, far)


def test_a_workstation_that_serves_some_libraries_is_given_no_ready_file(library: Library, far: Workstation) -> None:
    link = library.central.link("far")
    head = link.ready_head()
    assert head
    assert link.ready_parts(head["number"], 0, 2)
    name = library.central.name("far")
    change(
        library,
        workstations.delete().where(workstations.c.name == name),
        workstations.insert().values(name=name, serves="MAIN"),
    )
    assert link.ready_head() is None
    assert link.ready_parts(head["number"], 0, 2) == []
    asked = Asked(library, far)
    assert far.session.exchange().copied
    assert asked.questions == 0


def test_an_embedded_central_has_nothing_ready(tmp_path: Path, postgresql: Cluster) -> None:
    with a_library("sqlite", tmp_path, lambda: postgresql) as embedded:
        one = embedded.workstation("far")
        asked = Asked(embedded, one)
        assert one.session.exchange().copied
        assert (asked.heads, asked.questions) == (1, 0)
        assert asked.pages
        with embedded.central.database.write() as c:
            c.execute(update(counters).where(counters.c.name == "rev").values(value=10**6))
        assert not at_central.is_due(embedded.central.database, now(), now())


def test_a_workstation_without_room_for_both_files_copies_by_pages(
    library: Library, far: Workstation, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(far.folder)._replace(free=parts_of(library) * PART)
    monkeypatch.setattr(at_the_desk, "disk_usage", lambda path: usage)
    asked = Asked(library, far)
    assert far.session.exchange().copied
    assert asked.questions == 0
    the_same(library, far)
