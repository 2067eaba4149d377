"""When the journal cannot be written: the held-back space first, then a loud refusal, and never half an act."""

from pathlib import Path
from typing import Any

import pytest

from deskapp.desk.record import Ballast, Changes
from deskapp.store.cipher import FileProblem
from deskapp.store.journal import Journal
from tests.desk.steps import ask, kinds, lend, loans, page, panel, take_back
from tests.desks import KEY, Place, Workstation, new_id, sync


def pages(one: Workstation, more: int) -> None:
    """Let the journal's file grow by so many pages and no further, as on a full disk."""
    connection = one.journal._connection
    now = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    connection.exec_driver_sql(f"PRAGMA max_page_count = {now + more}")


def work_until_refused(one: Workstation, times: int = 400) -> tuple[int, str]:
    """How many acts were recorded before the desk refused, and what it said."""
    for count in range(times):
        try:
            one.desk.place_block(one.patron("P3"), "x" * 400)
        except FileProblem as problem:
            return count, problem.code
    return times, ""


def fill(one: Workstation) -> None:
    pages(one, 0)
    assert work_until_refused(one)[1] == "full"


class SmallBallast(Ballast):
    """Gives pages back instead of megabytes: the disk of this test is the journal's own limit."""

    SIZE = 4096
    one: Workstation

    def drop(self) -> bool:
        dropped = super().drop()
        if dropped:
            pages(self.one, 8)
        return dropped


def with_ballast(one: Workstation) -> Any:
    ballast = SmallBallast(one.folder / "ballast")
    ballast.one = one
    ballast.load()
    one.recorder._ballast = ballast
    return ballast


def test_a_full_disk_refuses_loudly_and_nothing_has_happened(main: Workstation) -> None:
    lend(main, "P1", "I1")
    told: list[Changes] = []
    fill(main)
    main.desk.changed.append(told.append)
    before, pending, offer = kinds(main), main.desk.status().pending, main.desk.undo_offer()
    with pytest.raises(FileProblem, match="full"):
        main.desk.check_out(main.patron("P2"), main.item("I1"), reason="x" * 4000)  # two events, or none
    assert kinds(main) == before
    assert main.desk.status().pending == pending
    assert (loans(main, "P1"), loans(main, "P2")) == (["I1"], [])
    assert page(main, "I1").borrower_name == "Ana García Núñez"
    assert main.desk.undo_offer() == offer
    assert told == []


def test_when_there_is_space_again_the_journal_goes_on_without_a_gap(place: Place, main: Workstation) -> None:
    fill(main)
    pages(main, 50)
    lend(main, "P1", "I1")
    assert main.journal.broken_at() is None
    assert [e.seq for _, e in main.journal.entries()] == list(range(1, main.journal.seq + 1))
    sync(place, main)
    assert loans(main, "P1") == ["I1"]
    main.journal.close()
    again = Journal(main.folder / "journal.db", KEY, main.name, main.clock, new_id)
    assert (again.seq, again.broken_at()) == (main.journal.seq, None)
    again.close()


def test_the_held_back_space_is_spent_first_and_said_once(main: Workstation) -> None:
    ballast = with_ballast(main)
    said: list[str] = []
    main.desk.on_last_reserve = lambda: said.append("spent")
    pages(main, 0)
    count, problem = work_until_refused(main)
    assert problem == "full"
    assert said == ["spent"]
    assert count > 0
    assert not ballast.drop(), "it is gone"
    assert len(panel(main, "P3").manual_blocks) == count == main.journal.seq
    assert main.journal.broken_at() is None


def test_the_act_that_spends_the_held_back_space_is_whole(main: Workstation) -> None:
    lend(main, "P1", "I1")
    ask(main, "P2", "I1")
    fill(main)
    with_ballast(main)
    pages(main, 0)
    big = "x" * 9000
    main.desk.check_out(main.patron("P3"), main.item("I1"), reason=big)
    assert kinds(main)[-2:] == ["ItemCheckedIn", "ItemCheckedOut"]
    assert (loans(main, "P1"), loans(main, "P3")) == ([], ["I1"])


def test_the_ballast_takes_its_space_once_and_gives_it_back_once(tmp_path: Path) -> None:
    path = tmp_path / "ballast"
    ballast = Ballast(path)
    assert not ballast.drop()
    ballast.load()
    ballast.load()
    assert path.stat().st_size == Ballast.SIZE
    assert ballast.drop()
    assert not path.exists()
    assert not ballast.drop()


def test_a_journal_that_another_program_holds_is_not_called_a_wrong_key(main: Workstation) -> None:
    main.journal._connection.exec_driver_sql("PRAGMA busy_timeout = 1")
    other = Journal(main.folder / "journal.db", KEY, "other", main.clock, new_id)
    other._connection.exec_driver_sql("BEGIN IMMEDIATE")
    try:
        with pytest.raises(FileProblem) as problem:
            take_back(main, "I1")
    finally:
        other._connection.exec_driver_sql("ROLLBACK")
        other.close()
    assert problem.value.code not in ("wrong_key", "damaged")
    assert kinds(main) == []
    take_back(main, "I1")
