"""Receipts are numbered without a gap for each workstation and year: offline, after a restart, after a full disk."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from deskapp.app.workstation import begin_anew_if_rewound
from deskapp.desk.answers import Recorded
from deskapp.store.cipher import FileProblem
from tests.desk.steps import panel, recorded, refused
from tests.desk.test_a_full_disk_loses_nothing import fill, pages
from tests.desks import FakeClock, Place, Workstation, sync


def pay(one: Workstation, amount: int = 100, method: str = "cash") -> str:
    """Ana is charged something and pays it; the number of the receipt."""
    ana = one.patron("P1")
    one.desk.charge(ana, amount, "photocopies")
    answer = one.desk.pay(ana, amount, (), method)
    assert isinstance(answer, Recorded)
    return answer.receipt


def closed(one: Workstation) -> None:
    for file in (one.journal, one.writer, one.overlay.cache):
        file.close()


def test_each_workstation_counts_for_itself(place: Place, main: Workstation, east: Workstation) -> None:
    numbers = [pay(main), pay(east), pay(main, method="card"), pay(east)]
    assert numbers == ["main-1/2026/000001", "east-1/2026/000001", "main-1/2026/000002", "east-1/2026/000002"]
    sync(place, main, east)
    assert pay(main) == "main-1/2026/000003"


def test_the_number_stands_in_the_history_wherever_it_is_read(
    place: Place, main: Workstation, east: Workstation
) -> None:
    number = pay(main)
    sync(place, main, east)
    sync(place, main, east)
    assert [p.receipt for p in panel(east, "P1").payments] == [number]


def test_money_given_back_takes_a_number_and_a_waiver_or_credit_none(main: Workstation) -> None:
    ana = main.patron("P1")
    assert pay(main).endswith("000001")
    main.desk.charge(ana, 300, "photocopies")
    waived = main.desk.waive(ana, panel(main, "P1").fees[0].fee, "ill")
    credit = main.desk.credit(ana, 500, "broken copier")
    assert isinstance(credit, Recorded)
    assert isinstance(waived, Recorded)
    assert (credit.receipt, waived.receipt) == ("", "")
    given_back = main.desk.refund(ana, 500, "left the library")
    assert isinstance(given_back, Recorded)
    assert given_back.receipt.endswith("000002")


def test_a_void_gives_no_number_free(main: Workstation) -> None:
    pay(main)
    main.desk.void_payment(main.patron("P1"), panel(main, "P1").payments[0].payment, "wrong patron")
    assert pay(main) == "main-1/2026/000002"


def test_what_is_refused_burns_no_number(main: Workstation) -> None:
    pay(main)
    assert refused(main.desk.pay(main.patron("P1"), 100)) == ["nothing_owed"]
    assert refused(main.desk.refund(main.patron("P1"), 100, "why not")) == ["no_credit"]
    assert pay(main) == "main-1/2026/000002"


def test_numbers_go_on_without_central_and_across_restarts(place: Place) -> None:
    for count in range(1, 5):
        one = place.workstation("main-1")
        if count == 1:
            sync(place, one)  # and never again
        assert pay(one) == f"main-1/2026/{count:06d}"
        closed(one)


@pytest.mark.parametrize(("before", "after"), [("main-1/2026/000002", "main-1/2027/000001")])
def test_at_new_year_in_the_branchs_zone_counting_begins_anew(place: Place, before: str, after: str) -> None:
    """Madrid is an hour ahead of UTC: at 23:05 UTC the new year is five minutes old there."""
    clock = FakeClock(datetime(2026, 12, 31, 22, 30, tzinfo=UTC))
    one = place.workstation("main-1", clock=clock)
    sync(place, one)
    pay(one)
    clock.pass_(minutes=25)
    assert pay(one) == before
    clock.pass_(minutes=10)
    assert pay(one) == after
    closed(one)
    again = place.workstation("main-1", clock=clock)
    assert pay(again) == "main-1/2027/000002"
    closed(again)


def test_what_the_disk_did_not_take_burns_no_number(main: Workstation) -> None:
    ana = main.patron("P1")
    assert pay(main) == "main-1/2026/000001"
    main.desk.charge(ana, 300, "photocopies")
    fill(main)
    for _ in range(3):
        with pytest.raises(FileProblem, match="full"):
            main.desk.pay(ana, 300, (), "cash" * 2000)
    assert panel(main, "P1").owed == 300
    pages(main, 50)
    answer = main.desk.pay(ana, 300)
    assert isinstance(answer, Recorded)
    assert answer.receipt == "main-1/2026/000002"


def test_a_restored_copy_of_the_journal_goes_on_in_a_series_of_its_own(place: Place, tmp_path: Path) -> None:
    main = place.workstation("main-1")
    sync(place, main)
    pay(main)
    main.journal._connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copytree(main.folder, tmp_path / "backup")
    given = [pay(main), pay(main)]  # after the backup, and known to central
    sync(place, main)
    closed(main)
    for file in main.folder.glob("journal.db*"):
        file.unlink()
    for file in (tmp_path / "backup").glob("journal.db*"):
        shutil.copy(file, main.folder)
    for count in range(1, 4):
        one = place.workstation("main-1")
        begin_anew_if_rewound(one.journal, one.writer)
        number = pay(one)
        assert number.startswith("main-1-")
        assert number.endswith(f"/2026/{count:06d}")
        given.append(number)
        closed(one)
    assert len(set(given)) == len(given)


def test_every_number_given_is_in_the_journal_once(main: Workstation) -> None:
    given = [pay(main) for _ in range(12)]
    told = [bytes(entry.body).decode() for entry in recorded(main)]
    assert [sum(number in text for text in told) for number in given] == [1] * 12
    assert given == [f"main-1/2026/{n:06d}" for n in range(1, 13)]
