"""Whatever happens to the journal's file, every entry that is still there is kept, and what is lost is said."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import msgspec
import pytest
import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Engine, event

from deskapp.domain.events import EntriesLost
from deskapp.domain.values import LIBRARY, Line, Touch
from deskapp.store.cipher import FileProblem, check_value_file, damage_mark
from deskapp.store.codec import Entry, encode
from deskapp.store.entries import written
from deskapp.store.journal import Journal
from deskapp.store.pages import PAGE, Pages
from deskapp.store.salvage import Salvaged, finish, salvage
from tests.desks import KEY, FakeClock, new_id
from tests.store.test_journal import a_journal, tamper, write

SEEDS = range(25)
Row = tuple[int, bytes, int, bytes, str]


@dataclass(frozen=True)
class Whole:
    """A journal as it was before the damage."""

    path: Path
    rows: dict[int, Row]
    pages: dict[int, set[int]]  # of each page, the rows that lie on it with all they say
    last: int

    @property
    def safe_from(self) -> Callable[[set[int]], set[int]]:
        """The rows that damage to some pages does not touch."""
        return lambda hurt: {n for page, rows in self.pages.items() if page not in hurt for n in rows}


def rows_in(path: Path) -> dict[int, Row]:
    """As SQLite reads them."""
    connection = sqlcipher.connect(str(path), isolation_level=None)
    connection.execute(f"PRAGMA key = \"x'{KEY}'\"")
    found = {row[0]: row for row in connection.execute("SELECT n, incarnation, seq, entry, hash FROM journal")}
    connection.close()
    return found


def a_long_journal(folder: Path) -> Path:
    """Three levels of pages, some long entries, two incarnations."""
    folder.mkdir(parents=True)
    one = a_journal(folder)
    one._connection.exec_driver_sql("PRAGMA synchronous = OFF")  # only while the test writes
    write(one, 150)
    write(one, 3, "x" * 9000)
    write(one, 100)
    one.begin_incarnation()
    write(one, 80)
    one.close()
    return one.path


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Whole:
    path = a_long_journal(tmp_path_factory.mktemp("original") / "home")
    rows, where = rows_in(path), {}
    with closing(Pages(path, KEY)) as pages:
        for number in range(2, path.stat().st_size // PAGE + 1):
            found = {f.rowid for f in pages._rows_on(pages._read(number), number) if len(f.values) == 5}
            where[number] = {n for n in found if n in rows and len(rows[n][3]) < 3900}
    short = {n for n, row in rows.items() if len(row[3]) < 3900}
    assert set().union(*where.values()) == short
    return Whole(path, rows, where, len(rows))


@pytest.fixture
def damaged(original: Whole, tmp_path: Path) -> Path:
    """A copy to do something to."""
    shutil.copytree(original.path.parent, tmp_path / "home")
    return tmp_path / "home" / "journal.db"


def salvaged(path: Path, decided: dict[object, int] | None = None, workstation: str = "desk-1") -> Salvaged:
    return salvage(path, KEY, workstation, FakeClock(), new_id, decided)  # type: ignore[arg-type]


def opened(path: Path) -> Journal:
    return Journal(path, KEY, "desk-1", FakeClock(), new_id)


def lost_in(journal: Journal) -> list[tuple[Entry, EntriesLost]]:
    return [
        (e, msgspec.json.decode(bytes(e.body), type=EntriesLost))
        for _, e in journal.entries()
        if e.kind == EntriesLost.__name__
    ]


def check(original: Whole, path: Path, safe: set[int], done: Salvaged) -> None:
    """Nothing that was safe is lost, nothing is invented, the chain holds, and the desk can go on."""
    there = rows_in(path)
    kept = {n: row for n, row in there.items() if original.rows.get(n) == row}
    assert safe <= set(kept)
    assert done.kept == len(kept)
    assert all(n in original.rows or n > max(original.rows) - 60 for n in there)
    with closing(opened(path)) as journal:
        assert list(journal.faults()) == []
        events = [e.id for _, e in journal.entries() if e.kind != EntriesLost.__name__]
        assert len(events) == len(set(events)) == len(kept)
        assert set(events) == {msgspec.json.decode(row[3], type=Entry).id for row in kept.values()}
        assert journal.incarnation.bytes not in {row[1] for row in original.rows.values()}
        write(journal)
        assert list(journal.faults()) == []
        takes_without_gaps(journal)


def takes_without_gaps(journal: Journal) -> None:
    """As central asks for it: within each incarnation the numbers of what is pending rise by one."""
    last: dict[object, int] = {}
    for entry in journal.pending({}):
        if entry.incarnation in last:
            assert entry.seq == last[entry.incarnation] + 1
        else:
            assert entry.seq == 1
        last[entry.incarnation] = entry.seq


def overwrite(path: Path, start: int, content: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(start)
        file.write(content)


# --- damage in many places --------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", SEEDS)
def test_pages_overwritten_anywhere_cost_what_lies_on_them_alone(original: Whole, damaged: Path, seed: int) -> None:
    chance = random.Random(seed)
    count = damaged.stat().st_size // PAGE
    hurt = set(chance.sample(range(1, count + 1), chance.randint(1, 12)))
    for page in hurt:
        overwrite(damaged, (page - 1) * PAGE, bytes(PAGE) if chance.random() < 0.3 else chance.randbytes(PAGE))
    bad = damaged.read_bytes()
    done = salvaged(damaged)
    check(original, damaged, original.safe_from(hurt), done)
    assert done.aside.read_bytes() == bad


@pytest.mark.parametrize("seed", SEEDS)
def test_flipped_bytes_cost_at_most_the_entries_they_lie_in(original: Whole, damaged: Path, seed: int) -> None:
    chance = random.Random(seed)
    content = bytearray(damaged.read_bytes())
    hurt = set()
    for _ in range(chance.randint(1, 30)):
        at = chance.randrange(len(content))
        content[at] ^= 1 << chance.randrange(8)
        hurt.add(at // PAGE + 1)
    damaged.write_bytes(content)
    check(original, damaged, original.safe_from(hurt), salvaged(damaged))


@pytest.mark.parametrize("seed", SEEDS)
def test_a_file_cut_short_anywhere_keeps_what_is_before(original: Whole, damaged: Path, seed: int) -> None:
    content = damaged.read_bytes()
    end = random.Random(seed).randrange(PAGE, len(content))
    damaged.write_bytes(content[:end])
    gone = set(range(end // PAGE + 1, len(content) // PAGE + 1))
    check(original, damaged, original.safe_from(gone), salvaged(damaged))


@pytest.mark.parametrize("size", [16, 100, PAGE])
def test_a_file_whose_beginning_is_gone_loses_nothing(original: Whole, damaged: Path, size: int) -> None:
    overwrite(damaged, 0, os.urandom(size))
    done = salvaged(damaged)
    assert (done.kept, done.lost) == (original.last, 0)
    check(original, damaged, set(original.rows), done)


def test_a_flipped_byte_in_one_entry_leaves_the_others_on_its_page(original: Whole, damaged: Path) -> None:
    page = next(p for p, rows in original.pages.items() if len(rows) >= 3)
    overwrite(damaged, page * PAGE - 200, b"\0\0")
    done = salvaged(damaged)
    assert done.lost <= 1
    check(original, damaged, original.safe_from({page}), done)


def test_pages_that_the_disk_does_not_give_are_passed_over(
    original: Whole, damaged: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, bad = Pages._read, {5, 17}

    def failing(pages: Pages, number: int) -> bytes:
        return b"" if number in bad else read(pages, number)

    monkeypatch.setattr(Pages, "_read", failing)
    check(original, damaged, original.safe_from(bad), salvaged(damaged))


# --- single entries ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("n", [1, 120, 333])
def test_an_entry_that_cannot_be_read_is_lost_alone(original: Whole, damaged: Path, n: int) -> None:
    with closing(opened(damaged)) as journal:
        tamper(journal, "UPDATE journal SET entry = x'00112233' WHERE n = ?", n)
    done = salvaged(damaged)
    assert (done.kept, done.lost) == (original.last - 1, 1)
    check(original, damaged, set(original.rows) - {n}, done)


def test_an_entry_that_was_altered_is_kept_as_it_is_and_still_found(original: Whole, damaged: Path) -> None:
    """A salvage repairs a file; it does not launder it."""
    with closing(opened(damaged)) as journal:
        old = dict(journal.entries())[120]
        forged = encode(msgspec.structs.replace(old, staff="somebody else"))
        tamper(journal, "UPDATE journal SET entry = ? WHERE n = 120", forged)
    page = next(p for p, rows in original.pages.items() if 200 in rows)
    overwrite(damaged, (page - 1) * PAGE, os.urandom(PAGE))
    salvaged(damaged)
    with closing(opened(damaged)) as journal:
        assert [(f.kind, f.n) for f in journal.faults()] == [("altered", 120)]


# --- what is said of what is lost ---------------------------------------------------------------------------------


def test_what_is_lost_is_said_with_the_moments_around_it(original: Whole, damaged: Path) -> None:
    page = next(p for p, rows in original.pages.items() if 100 in rows)
    hurt = sorted(original.pages[page])
    overwrite(damaged, (page - 1) * PAGE, os.urandom(PAGE))
    done = salvaged(damaged)
    with closing(opened(damaged)) as journal:
        ((entry, lost),) = lost_in(journal)
        by_number = {e.seq: e for _, e in journal.entries() if e.incarnation == lost.incarnation}
        all_entries = {e.id: e for _, e in journal.entries()}
    before, after = (msgspec.json.decode(original.rows[n][3], type=Entry) for n in (hurt[0] - 1, hurt[-1] + 1))
    assert (lost.first, lost.last) == (hurt[0], hurt[-1])
    assert (lost.after, lost.before) == (before.wall, after.wall)
    assert done.lost == len(hurt)
    assert entry.touches == (Touch(Line.LIBRARY, LIBRARY),)
    assert by_number[hurt[0] - 1].id == before.id
    assert all_entries[after.id].wall == after.wall


def test_what_is_lost_is_said_after_what_is_written_again(original: Whole, damaged: Path) -> None:
    """Central's times rise with the numbers of a workstation: a loan of yesterday must not be moved to today."""
    page = next(p for p, rows in original.pages.items() if 100 in rows)
    overwrite(damaged, (page - 1) * PAGE, os.urandom(PAGE))
    done = salvaged(damaged)
    with closing(opened(damaged)) as journal:
        again = [e for _, e in journal.entries() if e.incarnation == journal.incarnation]
    assert done.again == len(again) - 1 > 0
    assert [e.kind for e in again][-1] == EntriesLost.__name__
    assert EntriesLost.__name__ not in [e.kind for e in again][:-1]


def test_what_central_has_is_neither_written_again_nor_called_lost(original: Whole, damaged: Path) -> None:
    page = next(p for p, rows in original.pages.items() if 100 in rows)
    overwrite(damaged, (page - 1) * PAGE, os.urandom(PAGE))
    first = msgspec.json.decode(original.rows[1][3], type=Entry).incarnation
    done = salvaged(damaged, {first: 200})
    assert (done.lost, done.again) == (0, 0)
    with closing(opened(damaged)) as journal:
        ((entry, _),) = lost_in(journal)
        assert entry.touches == ()
        assert journal.broken_at() is None
        assert [e.seq for e in journal.pending({first: 200})][:53] == list(range(201, 254))


def test_a_hole_that_central_has_in_part_is_said_in_two(original: Whole, damaged: Path) -> None:
    page = next(p for p, rows in original.pages.items() if 100 in rows)
    hurt = sorted(original.pages[page])
    overwrite(damaged, (page - 1) * PAGE, os.urandom(PAGE))
    first = msgspec.json.decode(original.rows[1][3], type=Entry).incarnation
    done = salvaged(damaged, {first: hurt[0]})
    assert done.lost == len(hurt) - 1
    with closing(opened(damaged)) as journal:
        assert [(x.first, x.last, bool(e.touches)) for e, x in lost_in(journal)] == [
            (hurt[0], hurt[0], False),
            (hurt[0] + 1, hurt[-1], True),
        ]


def test_entries_cut_off_at_the_end_are_said_to_be_lost(original: Whole, damaged: Path) -> None:
    with closing(opened(damaged)) as journal:
        tamper(journal, "UPDATE journal SET entry = x'00' WHERE n > 330")
    done = salvaged(damaged)
    assert (done.kept, done.lost) == (330, 3)
    check(original, damaged, set(range(1, 331)), done)


def test_what_was_written_again_before_the_damage_is_not_pending_twice(original: Whole, damaged: Path) -> None:
    with closing(opened(damaged)) as journal:
        journal.reissue(journal.incarnation, 61)
        pending = [e.id for e in journal.pending({})]
    overwrite(damaged, 0, os.urandom(PAGE))
    assert salvaged(damaged).lost == 0
    with closing(opened(damaged)) as journal:
        assert [e.id for e in journal.pending({})] == pending
        assert journal.broken_at() is None


def test_an_event_whose_second_writing_is_lost_is_written_a_third_time(original: Whole, damaged: Path) -> None:
    with closing(opened(damaged)) as journal:
        journal.reissue(journal.incarnation, 61)
        events = {e.id for _, e in journal.entries()}
        tamper(journal, "UPDATE journal SET entry = x'00' WHERE n BETWEEN 338 AND 341")
    done = salvaged(damaged)
    assert done.again == 16, "four that stand once now, and the twelve behind the hole"
    with closing(opened(damaged)) as journal:
        assert {e.id for _, e in journal.entries() if e.kind != EntriesLost.__name__} == events
        assert journal.broken_at() is None
        takes_without_gaps(journal)


# --- the write-ahead log ------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A journal at work: its last hundred entries lie in the log alone."""
    folder = tmp_path_factory.mktemp("running") / "home"
    folder.mkdir()
    one = a_journal(folder)
    write(one, 60)
    one._connection.exec_driver_sql("PRAGMA wal_checkpoint(RESTART)")
    write(one, 100)
    yield folder
    one.close()


@pytest.fixture
def crashed(running: Path, tmp_path: Path) -> Path:
    """The same as a power cut leaves it."""
    shutil.copytree(running, tmp_path / "home")
    return tmp_path / "home" / "journal.db"


def log_of(path: Path) -> Path:
    return Path(f"{path}-wal")


def test_a_log_that_a_power_cut_left_is_read_as_always(crashed: Path) -> None:
    with closing(opened(crashed)) as journal:
        assert len(list(journal.entries())) == 160


def test_a_long_entry_that_lies_in_the_log_alone_is_kept(tmp_path: Path) -> None:
    (tmp_path / "running").mkdir()
    with closing(a_journal(tmp_path / "running")) as one:
        write(one, 10)
        one._connection.exec_driver_sql("PRAGMA wal_checkpoint(RESTART)")
        write(one, 2, "x" * 9000)
        shutil.copytree(tmp_path / "running", tmp_path / "home")
        rows = rows_in(one.path)
    path = tmp_path / "home" / "journal.db"
    overwrite(path, 0, os.urandom(PAGE))
    assert salvaged(path).kept == 12
    with closing(opened(path)) as journal:
        there = rows_in(journal.path)
    assert {n: there[n] for n in rows} == rows


@pytest.mark.parametrize("where", [0, 8, 16, 24, 32 + 4120 * 20 + 500, 32 + 4120 * 20 + 9, 32 + 4120 * 20 + 18])
def test_a_damaged_log_is_found_out_before_anything_of_it_is_dropped(crashed: Path, where: int) -> None:
    """SQLite says nothing of it: it reads up to the bad frame, and writes over what is behind."""
    overwrite(log_of(crashed), where, os.urandom(6))
    before = log_of(crashed).read_bytes()
    for writer in (True, False):
        with pytest.raises(FileProblem, match="damaged"):
            Journal(crashed, KEY, "desk-1", FakeClock(), new_id, writer=writer)
    assert log_of(crashed).read_bytes() == before
    done = salvaged(crashed)
    assert done.kept >= 159
    with closing(opened(crashed)) as journal:
        assert journal.broken_at() is None
        takes_without_gaps(journal)
    assert log_of(done.aside).read_bytes() == before


@pytest.mark.parametrize("seed", SEEDS)
def test_a_log_overwritten_in_the_middle_keeps_what_is_on_both_sides(crashed: Path, seed: int) -> None:
    chance = random.Random(seed)
    size = log_of(crashed).stat().st_size
    overwrite(log_of(crashed), chance.randrange(32, size - 9000), chance.randbytes(chance.randint(10, 8000)))
    done = salvaged(crashed)
    assert done.kept >= 160 - 8
    with closing(opened(crashed)) as journal:
        assert journal.broken_at() is None
        takes_without_gaps(journal)


def test_what_was_never_committed_is_not_brought_back(crashed: Path) -> None:
    """A half-written act in the log was never acknowledged."""
    whole = log_of(crashed).read_bytes()
    last = len(whole) - 4120
    log_of(crashed).write_bytes(whole[: last + 4] + bytes(4) + whole[last + 8 :])  # it ends no transaction any more
    overwrite(crashed, 0, os.urandom(PAGE))
    done = salvaged(crashed)
    assert done.kept < 160


# --- files that are left alone --------------------------------------------------------------------------------------


def contents(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in folder.iterdir()}


def test_a_wrong_key_is_not_damage_and_nothing_is_touched(damaged: Path) -> None:
    before = contents(damaged.parent)
    with pytest.raises(FileProblem, match="wrong_key"):
        salvage(damaged, "a1" * 32, "desk-1", FakeClock(), new_id)
    assert contents(damaged.parent) == before


def test_where_nothing_says_that_the_key_is_right_nothing_is_touched(damaged: Path) -> None:
    check_value_file(damaged).unlink()
    before = contents(damaged.parent)
    with pytest.raises(FileProblem, match="damaged"):
        salvage(damaged, "a1" * 32, "desk-1", FakeClock(), new_id)
    assert contents(damaged.parent) == before


def test_a_file_that_is_no_journal_at_all_is_put_aside_and_the_desk_begins_anew(damaged: Path) -> None:
    damaged.write_bytes(b"Dear library, " * 1000)
    done = salvaged(damaged)
    assert done.kept == 0
    assert done.aside.read_bytes() == b"Dear library, " * 1000
    with closing(opened(damaged)) as journal:
        assert write(journal)[0].seq >= 1
        assert journal.broken_at() is None


@pytest.mark.parametrize("pages", [3, 12, 60])
def test_a_full_disk_loses_nothing_and_is_said(original: Whole, damaged: Path, pages: int) -> None:
    overwrite(damaged, 5 * PAGE, os.urandom(PAGE))
    before = contents(damaged.parent)

    def limit(connection: sqlcipher.Connection, record: object) -> None:
        connection.execute(f"PRAGMA max_page_count = {pages}")

    event.listen(Engine, "connect", limit)
    try:
        with pytest.raises(FileProblem, match="full") as problem:
            salvaged(damaged)
    finally:
        event.remove(Engine, "connect", limit)
    assert problem.value.path == damaged
    assert contents(damaged.parent) == before
    check(original, damaged, original.safe_from({6}), salvaged(damaged))


class Crash(BaseException):
    """The machine stops."""


def test_a_crash_at_any_moment_leaves_the_damaged_file_or_the_whole_new_one(
    original: Whole, damaged: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    overwrite(damaged, 5 * PAGE, os.urandom(PAGE))
    log_of(damaged).write_bytes(b"")
    bad = damaged.read_bytes()
    replace, steps = Path.replace, 0
    for left in range(20):
        remaining = [left]

        def stopping(path: Path, target: Path, remaining: list[int] = remaining) -> Path:
            if remaining[0] == 0:
                raise Crash
            remaining[0] -= 1
            return replace(path, target)

        with monkeypatch.context() as patch:
            patch.setattr(Path, "replace", stopping)
            try:
                if damaged.exists() and finish(damaged) is None:
                    salvaged(damaged)
            except Crash:
                steps += 1
        kept = [p for p in damaged.parent.glob("journal*.db") if p.read_bytes() == bad]
        assert kept, "the damaged file is still there"
        if damaged.exists() and damaged.read_bytes() != bad:
            break
        finish(damaged)
    assert steps > 1
    with closing(opened(damaged)) as journal:
        assert journal.broken_at() is None
        assert len(list(journal.entries())) > original.last - 10


def test_damage_that_is_met_while_reading_is_remembered_for_the_next_start(original: Whole, damaged: Path) -> None:
    page = next(p for p, rows in original.pages.items() if 300 in rows)
    overwrite(damaged, (page - 1) * PAGE, os.urandom(PAGE))
    with closing(opened(damaged)) as journal:
        assert not damage_mark(damaged).exists()
        with pytest.raises(FileProblem, match="damaged"):
            list(journal.entries())
        assert damage_mark(damaged).exists()
        assert write(journal), "meanwhile the desk works on"
    salvaged(damaged)
    assert not damage_mark(damaged).exists()


def test_the_rows_of_the_new_file_are_those_of_the_old_byte_for_byte(original: Whole, damaged: Path) -> None:
    overwrite(damaged, 0, os.urandom(PAGE))
    salvaged(damaged)
    with closing(opened(damaged)) as journal:
        rows = {r.n: (r.n, r.incarnation.bytes, r.seq, r.entry, r.hash) for r in written(journal._connection)}
    assert {n: rows[n] for n in original.rows} == original.rows
