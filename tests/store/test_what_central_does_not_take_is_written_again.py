"""A copied or restored workstation writes what central will not take under new numbers: nothing twice, nothing lost."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import event

from deskapp.central.database import micros
from deskapp.domain.outcome import Done
from deskapp.store.cipher import FileProblem
from deskapp.store.codec import Entry, ReliedOn, encode
from deskapp.store.journal import Journal
from deskapp.sync.link import Reading
from tests.desks import KEY, FakeClock, Place, a_patron, a_place, new_id, sync
from tests.store.test_journal import a_journal, tamper, write


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    one = a_journal(tmp_path)
    write(one, 10)
    yield one
    one.close()


def said(entries: list[Entry]) -> list[tuple[object, ...]]:
    """What an event says, and when, whatever its number."""
    return [
        (e.id, e.act, e.kind, e.wall, e.boot, e.monotonic, e.staff, e.touches, e.relied_on, e.digest, bytes(e.body))
        for e in entries
    ]


def all_of(journal: Journal) -> list[Entry]:
    return [e for _, e in journal.entries()]


def test_the_same_events_stand_under_new_numbers_of_a_new_incarnation(journal: Journal) -> None:
    before, old = all_of(journal), journal.incarnation
    assert journal.reissue(old, 7) == 4
    after = all_of(journal)
    assert said(after) == said(before)
    assert [e.seq for e in after] == [1, 2, 3, 4, 5, 6, 1, 2, 3, 4]
    assert {e.incarnation for e in after[6:]} == {journal.incarnation} != {old}
    assert journal.broken_at() is None


def test_each_event_is_pending_once_whatever_the_watermark_says_of_the_old_numbers(journal: Journal) -> None:
    """The other copy has sent its own entries 7 to 10: the watermark is about those."""
    before, old = all_of(journal), journal.incarnation
    journal.reissue(old, 7)
    assert said(journal.pending({old: 4})) == said(before[4:])
    assert said(journal.pending({old: 10})) == said(before[6:])
    assert journal.pending({old: 10, journal.incarnation: 4}) == []


def test_a_second_time_nothing_happens(journal: Journal, tmp_path: Path) -> None:
    old = journal.incarnation
    journal.reissue(old, 7)
    before = (journal.incarnation, journal.seq, [n for n, _ in journal.entries()])
    assert journal.reissue(old, 7) == 0
    assert journal.reissue(old, 9) == 0
    assert (journal.incarnation, journal.seq, [n for n, _ in journal.entries()]) == before
    assert journal.broken_at() is None


def test_an_earlier_contest_found_later_writes_only_the_rest_again(journal: Journal) -> None:
    before, old = all_of(journal), journal.incarnation
    journal.reissue(old, 7)
    assert journal.reissue(old, 5) == 2
    assert sorted(said(all_of(journal)), key=str) == sorted(said(before), key=str)
    assert journal.broken_at() is None


def test_what_was_written_again_can_be_contested_in_its_turn(journal: Journal) -> None:
    before, old = all_of(journal), journal.incarnation
    journal.reissue(old, 7)
    second = journal.incarnation
    assert journal.reissue(second, 3) == 2
    assert said(all_of(journal)) == said(before)
    assert len({old, second, journal.incarnation}) == 3
    assert journal.broken_at() is None


def test_the_next_act_goes_on_in_the_new_incarnation_also_after_opening_again(journal: Journal, tmp_path: Path) -> None:
    journal.reissue(journal.incarnation, 9)
    assert write(journal)[0].seq == 3
    again = a_journal(tmp_path)
    assert (again.incarnation, again.seq) == (journal.incarnation, 3)
    again.close()


def test_numbers_that_are_taken_before_one_was_given_are_never_given(journal: Journal, tmp_path: Path) -> None:
    """The other copy is ahead: there is nothing to write again, but the incarnation is not ours any more."""
    old = journal.incarnation
    assert journal.reissue(old, 11) == 0
    assert journal.incarnation != old
    again = a_journal(tmp_path)
    assert again.incarnation != old
    assert write(again)[0].seq == 1
    assert again.broken_at() is None
    again.close()


def test_many_entries_are_written_again_in_their_order(tmp_path: Path) -> None:
    one = a_journal(tmp_path)
    with one.transaction():
        for i in range(1203):
            one.append(Done((a_patron(f"c{i}")[1],)), "maria", "MAIN", ReliedOn())
    before = all_of(one)
    assert one.reissue(one.incarnation, 2) == 1202
    assert said(all_of(one)) == said(before)
    one.close()


def test_a_full_disk_leaves_everything_as_it_was(journal: Journal) -> None:
    write(journal, 20, "x" * 3000)
    before, at = all_of(journal), (journal.incarnation, journal.seq)
    pages = journal._connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    journal._connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 4}")
    with pytest.raises(FileProblem, match="full"):
        journal.reissue(journal.incarnation, 3)
    assert all_of(journal) == before
    assert (journal.incarnation, journal.seq) == at
    journal._connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 1000}")
    assert write(journal)[0].seq == 31
    assert journal.broken_at() is None


_KILLED = """
import os, signal, sys
from pathlib import Path
from sqlalchemy import event
from tests.store.test_journal import a_journal
journal = a_journal(Path(sys.argv[1]))
left = [int(sys.argv[2])]
def kill(connection, cursor, statement, parameters, context, executemany):
    if left[0] == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    left[0] -= 1
event.listen(journal._engine, "before_cursor_execute", kill)
journal.reissue(journal.incarnation, 4)
event.remove(journal._engine, "before_cursor_execute", kill)
print("done")
"""


def killed_at(folder: Path, statement: int) -> bool:
    """Write again in a process that is killed before its n-th statement; whether it came to the end."""
    done = subprocess.run(
        [sys.executable, "-B", "-c", _KILLED, str(folder), str(statement)],
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[2],
        check=False,
        timeout=60,
    )
    assert done.returncode in (0, -signal.SIGKILL), done.stderr
    return done.returncode == 0


def test_a_crash_in_the_middle_leaves_the_old_state_and_the_next_try_does_it(tmp_path: Path) -> None:
    one = a_journal(tmp_path)
    write(one, 10)
    before, old = all_of(one), one.incarnation
    one.close()
    statement = 0
    while not killed_at(tmp_path, statement):
        again = a_journal(tmp_path)
        assert all_of(again) == before
        assert (again.incarnation, again.seq) == (old, 10)
        again.close()
        statement += 2
    assert statement > 4
    again = a_journal(tmp_path)
    assert said(all_of(again)) == said(before)
    assert again.broken_at() is None
    again.close()


# --- the mark cannot be used to hide anything --------------------------------------------------------------


def test_a_mark_that_hides_entries_from_central_is_found(journal: Journal) -> None:
    tamper(journal, "INSERT INTO superseded VALUES (?, 8)", journal.incarnation.bytes)
    (first, *_) = journal.faults()
    assert (first.kind, first.n, first.seq) == ("missing", 8, 8)


def test_a_mark_moved_to_hide_one_more_is_found(journal: Journal) -> None:
    journal.reissue(journal.incarnation, 8)
    tamper(journal, "UPDATE superseded SET from_seq = 7")
    assert [(f.kind, f.seq) for f in journal.faults()] == [("missing", 7)]


def test_a_mark_taken_away_is_found(journal: Journal) -> None:
    journal.reissue(journal.incarnation, 8)
    tamper(journal, "DELETE FROM superseded")
    assert [(f.kind, f.n) for f in journal.faults()] == [("added", 11), ("added", 12), ("added", 13)]


# --- pages ---------------------------------------------------------------------------------------------------


def test_pending_entries_come_in_pages_each_once_and_in_order(journal: Journal) -> None:
    old = journal.incarnation
    journal.reissue(old, 6)
    write(journal, 4)
    decided, found = {old: 2}, list[Entry]()
    while page := journal.pending(decided, limit=2):
        assert len(page) <= 2
        found += page
        decided = decided | {e.incarnation: e.seq for e in page}
    assert found == journal.pending({old: 2})
    assert said(found) == said(all_of(journal)[2:])


def test_what_was_decided_is_not_read_again(tmp_path: Path) -> None:
    """A page of the newest is found at once in a long journal: each incarnation is searched from its watermark on."""
    one = a_journal(tmp_path)
    write(one, 300)
    one.reissue(one.incarnation, 200)
    plans: list[str] = []

    def explain(connection: object, cursor: object, statement: str, values: object, *_: object) -> None:
        if statement.startswith("SELECT journal.entry"):
            plan = one._connection.connection.driver_connection.execute("EXPLAIN QUERY PLAN " + statement, values)  # type: ignore[union-attr]
            plans.extend(row[-1] for row in plan.fetchall())

    event.listen(one._engine, "before_cursor_execute", explain)
    assert [e.seq for e in one.pending({one.incarnation: 99}, limit=5)][-1] == 5
    event.remove(one._engine, "before_cursor_execute", explain)
    assert plans
    assert all(plan.startswith("SEARCH journal USING INDEX") for plan in plans), plans
    one.close()


def test_a_reader_of_a_file_that_no_new_program_has_opened_yet_reads_it(journal: Journal) -> None:
    tamper(journal, "DROP TABLE superseded")
    reader = Journal(journal.path, KEY, "desk-1", FakeClock(), new_id, writer=False)
    assert len(reader.pending({})) == len(list(reader.entries())) == 10
    reader.close()


def test_a_file_of_the_version_before_is_brought_up_to_date(tmp_path: Path) -> None:
    one = a_journal(tmp_path)
    write(one, 3)
    for table in ("superseded", "redacted"):
        tamper(one, f"DROP TABLE {table}")
    tamper(one, "UPDATE alembic_version SET version_num = '0001'")
    one.close()
    again = a_journal(tmp_path)
    assert again.seq == 3
    assert again.reissue(again.incarnation, 2) == 2
    assert again.broken_at() is None
    again.close()


# --- with central ---------------------------------------------------------------------------------------------


def pushed(place: Place, name: str, entries: list[Entry]) -> list[str]:
    reading = Reading(micros(place.clock.at), "boot-1", micros(place.clock.at), 0, 0)
    return place.link(name).push(reading, [encode(e).decode() for e in entries])


def test_what_two_copies_of_a_workstation_did_is_at_central_once_each(tmp_path: Path) -> None:
    place = a_place(tmp_path)
    one = place.workstation("desk-1")
    sync(place, one)
    one.desk.check_out(one.patron("P1"), one.item("I1"))
    shutil.copytree(one.folder, tmp_path / "copy")
    copy = Journal(tmp_path / "copy" / "journal.db", KEY, "desk-1", place.clock, new_id)
    one.desk.check_out(one.patron("P1"), one.item("I3"))
    sync(place, one)
    copy.record(Done((a_patron("P9")[1],)), "maria", "MAIN", ReliedOn())
    fates = pushed(place, "desk-1", copy.pending({}))
    assert fates == ["duplicate", "number_taken"]
    assert copy.reissue(copy.incarnation, 2) == 1
    assert pushed(place, "desk-1", copy.pending({})) == ["duplicate", "new"]
    assert pushed(place, "desk-1", copy.pending({})) == ["duplicate", "duplicate"]
    place.apply()
    sync(place, one)
    assert one.desk.panel(one.patron("P9")).card == "P9"
    copy.close()


def test_the_desk_shows_each_event_once_after_it_was_written_again(tmp_path: Path) -> None:
    place = a_place(tmp_path)
    one = place.workstation("desk-1")
    sync(place, one)
    one.desk.charge(one.patron("P1"), 300, "photocopies")
    one.journal.reissue(one.journal.incarnation, 1)
    again = place.workstation("desk-1")
    assert again.desk.panel(again.patron("P1")).owed == 300
    assert again.desk.status().pending == 1
