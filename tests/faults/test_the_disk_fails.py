"""A disk that is full, that fails, or that loses pages: it is said, nothing is lost, and all goes on when it can."""

from __future__ import annotations

import resource
import signal
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import msgspec
import pytest

from deskapp.app.workstation import open_workstation
from deskapp.central.applier import LEASE, Applier
from deskapp.central.database import Database
from deskapp.central.server import Server
from deskapp.credentials import FileSecrets
from deskapp.desk.record import Ballast
from deskapp.settings import Settings
from deskapp.store.cache import Cache
from deskapp.store.cipher import FileProblem, damage_mark
from deskapp.sync.link import Away, HttpCentral
from deskapp.sync.run import Loop
from deskapp.wording.sentences import sentence
from tests.central.centrals import CLOCK, TOKEN, Desk, OnSqlite, eventually, in_background, now
from tests.desks import KEY, Workstation, a_patron, a_small_library
from tests.faults.afterwards import nothing_confirmed_is_lost, records_are_the_fold
from tests.faults.disks import a_small_disk, damage
from tests.faults.killed import ended, forked
from tests.faults.shifts import ACTS, NAME, At, a_desk, a_library_with_a_plan, confirm, settings
from tests.programs import running, until
from tests.sync.histories import central_rows, differences


class Town:
    """An embedded central with the small library, served in this process."""

    def __init__(self, folder: Path, central: Path) -> None:
        self.folder = folder
        self.central: Any = OnSqlite(central)  # it has all that `Anywhere` asks for
        self.database = self.central.database
        a_small_library(self)  # type: ignore[arg-type]  # it only tells

    def tell(self, *facts: Any) -> None:
        desk = Desk(self.central, self.folder / "told", "setup")
        with closing(desk.journal):
            desk.push(*desk.write(*facts))
        (self.folder / "told" / "setup.db").unlink()
        self.central.decide()

    def many(self, count: int, first: int = 0) -> None:
        self.tell(*(a_patron(f"M{first + n:04}", f"Maria {n}", "Muchas")[1] for n in range(count)))


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    made = Town(tmp_path, tmp_path)
    yield made
    made.central.close()


def test_a_copy_for_which_there_is_no_room_is_said_and_fetched_when_there_is(tmp_path: Path, town: Town) -> None:
    with a_small_disk(tmp_path / "disk", 8) as disk:
        one = Workstation(disk.folder / "far", "far", "MAIN", CLOCK, town.central.link("far"))  # type: ignore[arg-type]
        one.session.exchange()
        Ballast(one.folder / "ballast").load()
        said: list[dict[str, Any]] = []
        loop = Loop(one.session, town.central.link("far"), said.append)
        disk.fill()
        town.many(1500)
        thread, _ = in_background(loop.run)
        eventually(lambda: {"state": "file", "detail": "full"} in said)
        one.desk.check_out(one.patron("P1"), one.item("I1"))  # the last reserve
        disk.free()
        said.clear()
        loop.kick()
        eventually(lambda: any(one["state"] == "online" for one in said) and one.session.decided(), 15)
        loop.stop()
        thread.join(10)
        assert differences(one.writer.bodies(), central_rows(town.database)) == {}
        assert one.writer.is_sound()
        records_are_the_fold(town.database)
        for file in (one.journal, one.writer, one.overlay.cache):
            file.close()


def test_a_central_on_a_full_disk_takes_nothing_in_and_everything_when_there_is_room(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with a_small_disk(tmp_path / "disk", 4) as disk:
        town = Town(tmp_path, disk.folder)
        desk = Desk(town.central, tmp_path / "desk", "far")
        written = [e for n in range(30) for e in desk.write(a_patron(f"N{n}", "Nora")[1])]
        disk.fill()
        for _ in range(5):
            with pytest.raises(Away):
                desk.push(*written)
        disk.free()
        assert set(desk.push(*written)) == {"new"}
        town.central.decide()
        records_are_the_fold(town.database)
        desk.journal.close()
        town.central.close()
    assert capfd.readouterr().err == "", "the program that started it reads no error stream: it would stand still"


def test_a_central_that_begins_on_a_full_disk_says_so_and_decides_when_there_is_room(tmp_path: Path) -> None:
    with a_small_disk(tmp_path / "disk", 4) as disk:
        town = Town(tmp_path, disk.folder)
        desk = Desk(town.central, tmp_path / "desk", "far")
        desk.push(*desk.write(a_patron("N1", "Nora")[1]))
        town.central.close()
        disk.fill()
        with pytest.raises(FileProblem, match="full"):
            Database.sqlite(disk.folder / "central.db", KEY)
        disk.free()
        with closing(Database.sqlite(disk.folder / "central.db", KEY)) as database:
            disk.fill()
            server = Server(database, TOKEN, lambda: now() + 2 * LEASE)
            with closing(desk.journal):
                desk.link = HttpCentral(server.url, TOKEN, "far")
                server.start()
                with pytest.raises(Away):
                    desk.push(*desk.write(a_patron("N2", "Nora")[1]))
                disk.free()
                assert desk.push(*(e for _, e in desk.journal.entries())) == ["duplicate", "new"]
                eventually(lambda: desk.link.pull(0, 10).decided[0][2] == 2, 15)
                desk.link.close()
            records_are_the_fold(database)
            server.stop()


def test_a_window_that_is_opened_on_a_full_disk_lives_on_the_reserve(tmp_path: Path) -> None:
    """There is no room even for the index of the journal's log: that is no damage."""
    with a_small_disk(tmp_path / "disk", 16) as disk:
        folder = disk.folder / "library"
        a_library_with_a_plan(folder)
        disk.fill()
        with closing(open_workstation(settings(folder))) as station:
            assert station.notices == []
            At(station).does(*ACTS[0])
            assert At(station).journal.seq
        assert not damage_mark(settings(folder).journal).exists()
        disk.free()
        nothing_confirmed_is_lost(folder)


def test_an_embedded_central_whose_lease_another_one_took_decides_again(town: Town) -> None:
    """The machine slept, and a command that an administrator typed decided in its place."""
    town.tell(a_patron("N1")[1])
    other = Applier(town.database, lambda: now() + 2 * LEASE)
    assert other.acquire()
    other.release()
    town.tell(a_patron("N2")[1])
    records_are_the_fold(town.database)


# --- a disk that does not write -----------------------------------------------------------------------------


def work_on_a_failing_disk(folder: Path) -> None:
    """In a process of its own: the operating system writes nothing more (EFBIG), and then it does again."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    codes = []
    with a_desk(folder) as desk:
        for act in ACTS[:2]:
            desk.does(*act)
            confirm(folder, desk.journal.seq)
        limit = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, limit[1]))
        for _ in range(3):
            try:
                desk.does(*ACTS[2])
            except FileProblem as problem:
                codes.append([problem.code, sentence(problem, "es"), sentence(problem, "en")])
        resource.setrlimit(resource.RLIMIT_FSIZE, limit)
        (folder / "codes.json").write_bytes(msgspec.json.encode(codes))
        desk.does(*ACTS[2])
        confirm(folder, desk.journal.seq)


def test_a_disk_that_does_not_write_is_called_so_and_the_journal_is_not_taken_for_damaged(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    a_library_with_a_plan(folder)
    assert not ended(forked(work_on_a_failing_disk, folder))
    said = msgspec.json.decode((folder / "codes.json").read_bytes())
    assert [code for code, _, _ in said] == ["disk"] * 3
    assert all("NO" in spanish and "NOT" in english for _, spanish, english in said)
    assert not damage_mark(settings(folder).journal).exists()
    with closing(open_workstation(settings(folder))) as station:
        assert station.notices == []
    nothing_confirmed_is_lost(folder)


def test_a_reserve_that_was_cut_off_is_made_whole(tmp_path: Path) -> None:
    path = tmp_path / "ballast"
    path.write_bytes(b"\0" * 1000)
    Ballast(path).load()
    assert path.stat().st_size == Ballast.SIZE


# --- a copy that is damaged ---------------------------------------------------------------------------------


def test_a_copy_damaged_while_everything_runs_is_fetched_anew_and_the_desk_works_on(tmp_path: Path, town: Town) -> None:
    town.many(800)
    home = tmp_path / NAME
    FileSecrets(home).put("central-token", TOKEN)
    here = Settings(home, NAME, central=town.central.server.url, insecure_key_file=True)
    with running(home, here.central, "sync", "run", piped=True) as sync, a_desk(tmp_path, here) as desk:

        def found() -> int:
            desk.desk.refresh()
            return len(desk.desk.search("Muchas", 2000))

        until(lambda: found() == 800, 20, sync.log)
        damage(here.cache)
        with pytest.raises(FileProblem) as problem:
            look_until_it_shows(desk.overlay.cache, found)
        assert "central" in (sentence(problem.value, "en") or "")
        town.many(20, first=1000)
        sync.kick()
        until(lambda: _works(found) == 820, 40, sync.log)
        desk.desk.check_out(desk.patron("P1"), desk.item("I1"))
        sync.kick()
        until(lambda: not _pending(desk), 20, sync.log)
        assert desk.overlay.cache.is_sound()
        assert differences(desk.overlay.cache.bodies(), central_rows(town.database)) == {}
        assert not damage_mark(here.cache).exists()


def look_until_it_shows(cache: Cache, look: Callable[[], int]) -> None:
    while True:
        cache._connection.exec_driver_sql("PRAGMA shrink_memory")  # what was read before need not be read again
        look()


def _works(look: Callable[[], int]) -> int:
    try:
        return look()
    except FileProblem:
        return 0


def _pending(desk: Any) -> int:
    desk.desk.refresh()
    return int(desk.desk.status().pending)
