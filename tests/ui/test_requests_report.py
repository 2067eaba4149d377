"""The requests report: what is on it, what never is, and printing it from the Requests tab."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtWidgets import QApplication

from deskapp.desk.views import HoldRow, PatronPanel
from deskapp.domain.records import HoldState
from deskapp.domain.rules import Branch
from deskapp.domain.values import HoldId, ItemId, PatronId, TitleId
from tests.desks import a_desk, new_id
from tests.ui.screen import button
from tests.ui.windows import FakePrinter, Serving
from ui.lane import Tone
from ui.requests_report import requests_report
from ui.slips import Printed, print_on_default

Serve = Callable[[], Serving]
CANARIAS = Branch("MAIN", "Central", zone="Atlantic/Canary")
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
SEND = "Send requests report"


@pytest.fixture
def panel(tmp_path: Path) -> PatronPanel:
    """A patron with a request on the hold shelf, one in transit and one that waits for its turn."""
    desk = a_desk(tmp_path)
    (ana,) = desk.find("P1").hits
    until = datetime(2026, 12, 7, 23, 59, 59, tzinfo=UTC)
    holds = (
        a_request("Cien años de soledad", HoldState.ON_SHELF, 1, until),
        a_request("El nombre de la rosa, seguido de las Apostillas a El nombre de la rosa", HoldState.IN_TRANSIT, 1),
        a_request("Middlemarch", HoldState.WAITING, 3),
    )
    return replace(desk.panel(PatronId(ana.id)), card="21234000000018", holds=holds)


def a_request(title: str, state: HoldState, position: int, until: datetime | None = None) -> HoldRow:
    return HoldRow(HoldId(new_id()), TitleId(new_id()), title, "", False, state, position, "Este", until)


def requested(desk: Serving, isbn: str = "9780141439549") -> None:
    """Ana is looked at, and has a request."""
    desk.scan("P1")
    (title,) = desk.desk.find(isbn).hits
    desk.desk.request(desk.workstation.patron("P1"), TitleId(title.id), "MAIN")


def test_a_report_says_how_each_request_stands_where_to_go_and_until_when(panel: PatronPanel) -> None:
    QLocale.setDefault(QLocale("en"))
    assert requests_report(panel, CANARIAS, NOON).toPlainText().splitlines() == [
        "Central",
        "23 Nov 2026 12:00",
        "Ana ···0018",
        "Requests report",
        "Cien años de soledad",
        "State: on the hold shelf",
        "Pickup at: Este",
        "Until: Mon 7 Dec 2026",
        "El nombre de la rosa, seguido de las Apostillas a El nombre de la rosa",
        "State: in transit",
        "Position: 1",
        "Pickup at: Este",
        "Middlemarch",
        "State: waiting",
        "Position: 3",
        "Pickup at: Este",
        "3 request(s)",  # the forms of plurals come with the window
    ]


def test_a_report_tells_a_stranger_neither_surname_nor_card(panel: PatronPanel) -> None:
    text = requests_report(panel, CANARIAS, NOON).toPlainText()
    assert "García" not in text
    assert "21234000000018" not in text


@pytest.mark.usefixtures("spanish")
def test_a_report_speaks_the_language_of_the_window(panel: PatronPanel) -> None:
    text = requests_report(panel, CANARIAS, NOON).toPlainText()
    assert "Informe de solicitudes" in text
    assert "Estado: en el estante de reservas" in text
    assert "Hasta: lun 7 dic 2026" in text


@pytest.mark.parametrize("sheet", [None, QPageSize.PageSizeId.A4])
def test_a_report_fits_a_roll_and_a_sheet(
    panel: PatronPanel, tmp_path: Path, sheet: QPageSize.PageSizeId | None
) -> None:
    printer = FakePrinter(tmp_path, sheet=sheet)
    assert printer(requests_report(panel, CANARIAS, NOON)) is Printed.SENT
    assert len(printer.pages()) == 1


def test_the_button_prints_the_report_and_says_that_it_goes_by_post_or_by_hand(serve: Serve) -> None:
    desk = serve()
    requested(desk)
    desk.press(Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    button(desk.tab(), SEND).click()
    (report,) = desk.printer.slips
    assert "Middlemarch" in report
    assert desk.news().text == "Requests report printed"
    assert "Ana ···P1" in desk.said()
    assert "by post or by hand" in desk.said()


def test_f5_prints_the_requests_as_they_are_now(serve: Serve) -> None:
    desk = serve()
    requested(desk)
    desk.press(Qt.Key.Key_F5)
    desk.desk.check_in(ItemId(desk.workstation.item("I4")))
    desk.press(Qt.Key.Key_F5)
    before, now = desk.printer.slips
    assert "State: waiting" in before
    assert "State: on the hold shelf" in now
    assert "Until: " in now


def test_without_an_open_request_there_is_no_report(serve: Serve) -> None:
    desk = serve()
    desk.press(Qt.Key.Key_F5)  # nobody is looked at
    desk.scan("P1")
    desk.press(Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert not button(desk.tab(), SEND).isEnabled()
    desk.press(Qt.Key.Key_F5)
    assert "no open request" in desk.said()
    requested(desk)
    assert button(desk.tab(), SEND).isEnabled()
    (row,) = desk.desk.panel(desk.workstation.patron("P1")).holds
    desk.desk.cancel_request(row.hold)
    assert not button(desk.tab(), SEND).isEnabled()
    assert desk.printer.slips == []


@pytest.mark.parametrize(("state", "todo"), [(Printed.NO_PRINTER, "default printer"), (Printed.NOT_TAKEN, "has paper")])
def test_without_a_printer_it_is_said_what_is_safe_and_what_to_do(serve: Serve, state: Printed, todo: str) -> None:
    desk = serve()
    desk.printer.state = state
    requested(desk)
    desk.press(Qt.Key.Key_F5)
    assert desk.tone() is Tone.ATTENTION
    assert "Nothing was printed" in desk.said()
    assert "requests are recorded and safe" in desk.said()
    assert todo in desk.said()
    assert "press F5" in desk.said()


def test_where_the_system_has_no_printer_no_report_is_written_to_a_file(
    qapp: QApplication, panel: PatronPanel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QPrinterInfo, "defaultPrinter", QPrinterInfo)  # none, whatever this computer has
    empty = tmp_path / "empty"
    empty.mkdir()
    monkeypatch.chdir(empty)
    assert print_on_default(requests_report(panel, CANARIAS, NOON)) is Printed.NO_PRINTER
    assert list(empty.iterdir()) == []
