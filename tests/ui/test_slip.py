"""The check-out slip: what is on it, what never is, and printing it by one key."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtWidgets import QApplication

from deskapp.desk.answers import Finished, Lent
from deskapp.domain.rules import Branch
from deskapp.domain.values import ItemId, LoanId, PatronId
from tests.desks import new_id
from tests.ui.screen import button
from tests.ui.windows import FakePrinter, Serving
from ui.lane import Tone
from ui.slip import slip
from ui.slips import Printed, print_on_default

Serve = Callable[[], Serving]
DUE = datetime(2026, 12, 7, 22, 59, 59, tzinfo=UTC)


def a_visit(titles: int = 2, owed: int = 350) -> Finished:
    """Somebody with a long name and a debt borrows some books."""
    names = ("Cien años de soledad", "El nombre de la rosa, seguido de las Apostillas a El nombre de la rosa")
    lent = tuple(
        Lent(
            LoanId(new_id()),
            ItemId(new_id()),
            f"3123400000{n:04d}",
            names[n % 2],
            DUE,
            PatronId(new_id()),
            "Ana García",
        )
        for n in range(titles)
    )
    return Finished("Ana García Núñez", "Ana", "21234000000018", lent, "EUR", owed)


def test_a_slip_says_where_when_what_until_when_and_what_is_owed(qapp: QApplication) -> None:
    QLocale.setDefault(QLocale("en"))
    text = slip(a_visit(), Branch("MAIN", "Central"), datetime(2026, 11, 23, 16, 5, tzinfo=UTC)).toPlainText()
    assert text.splitlines()[:3] == ["Central", "23 Nov 2026 17:05", "Ana ···0018"]
    assert "31234000000000" in text
    assert text.count("Due: Mon 7 Dec 2026") == 2
    assert "Owed: €3.50" in text


def test_a_slip_tells_a_stranger_neither_surname_nor_card(qapp: QApplication) -> None:
    text = slip(a_visit(), Branch("MAIN", "Central"), DUE).toPlainText()
    assert "García" not in text
    assert "21234000000018" not in text


@pytest.mark.usefixtures("spanish")
def test_a_slip_speaks_the_language_of_the_window(qapp: QApplication) -> None:
    text = slip(a_visit(), Branch("MAIN", "Central"), DUE).toPlainText()
    assert "Devolver: lun 7 dic 2026" in text
    assert "Debe: 3,50" in text


def test_a_slip_from_a_roll_is_80_mm_wide_and_as_long_as_it_needs(qapp: QApplication, tmp_path: Path) -> None:
    from PySide6.QtGui import QImage

    printer = FakePrinter(tmp_path)
    heights = []
    for titles in (1, 9):
        printer(slip(a_visit(titles), Branch("MAIN", "Central"), DUE))
        (page,) = printer.pages()
        picture = QImage(str(page))
        assert picture.width() == pytest.approx(80 / 25.4 * 100, abs=2)
        heights.append(picture.height())
        last = next(
            y
            for y in reversed(range(picture.height()))
            if any(picture.pixelColor(x, y).lightness() < 128 for x in range(picture.width()))
        )
        assert 0 < picture.height() - last < 12 / 25.4 * 100, "nothing is cut, and little paper is wasted"
    assert heights[1] > 3 * heights[0]


def test_a_long_slip_on_sheets_goes_on_to_the_next_one(qapp: QApplication, tmp_path: Path) -> None:
    printer = FakePrinter(tmp_path, sheet=QPageSize.PageSizeId.A4)
    printer(slip(a_visit(40), Branch("MAIN", "Central"), DUE))
    assert len(printer.pages()) in (3, 4)


def test_f7_prints_the_slip_of_the_patron_finished_last_again_and_again(serve: Serve) -> None:
    desk = serve()
    desk.scan("P1", "I1", "I4")
    desk.press(Qt.Key.Key_Escape)
    desk.press(Qt.Key.Key_F7)
    assert "Ana ···P1" in desk.said()
    desk.press(Qt.Key.Key_F7)
    assert len(desk.printer.slips) == 2
    assert desk.printer.slips[0] == desk.printer.slips[1]
    assert "Middlemarch" in desk.printer.slips[0]


def test_the_message_of_the_finished_patron_offers_the_slip(serve: Serve) -> None:
    desk = serve()
    desk.scan("P1", "I4")
    desk.press(Qt.Key.Key_Escape)
    button(desk.window.lane, "Print slip  (F7)").click()
    assert len(desk.printer.slips) == 1


def test_a_patron_who_borrowed_nothing_never_gets_the_slip_of_another(serve: Serve) -> None:
    desk = serve()
    desk.scan("P1", "I4")
    desk.press(Qt.Key.Key_Escape)
    desk.scan("P2")
    desk.press(Qt.Key.Key_Escape)
    assert desk.news().action is None
    desk.press(Qt.Key.Key_F7)
    assert desk.printer.slips == []
    assert "no slip" in desk.said()


def test_a_slip_leaves_out_what_was_undone_since(serve: Serve) -> None:
    desk = serve()
    desk.scan("P1", "I1", "I4")
    desk.press(Qt.Key.Key_Escape)
    desk.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    desk.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    desk.press(Qt.Key.Key_F7)
    assert "Middlemarch" not in desk.printer.slips[0]
    assert "I1" in desk.printer.slips[0]


@pytest.mark.parametrize(("state", "todo"), [(Printed.NO_PRINTER, "default printer"), (Printed.NOT_TAKEN, "has paper")])
def test_without_a_printer_it_is_said_what_is_safe_and_what_to_do(serve: Serve, state: Printed, todo: str) -> None:
    desk = serve()
    desk.printer.state = state
    desk.scan("P1", "I4")
    desk.press(Qt.Key.Key_Escape)
    desk.press(Qt.Key.Key_F7)
    assert desk.tone() is Tone.ATTENTION
    assert "recorded and safe" in desk.said()
    assert todo in desk.said()
    desk.printer.state = Printed.SENT
    desk.press(Qt.Key.Key_F7)
    assert len(desk.printer.slips) == 1


def test_where_the_system_has_no_printer_nothing_is_written_to_a_file(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QPrinterInfo, "defaultPrinter", QPrinterInfo)  # none, whatever this computer has
    monkeypatch.chdir(tmp_path)
    assert print_on_default(slip(a_visit(), Branch("MAIN", "Central"), DUE)) is Printed.NO_PRINTER
    assert list(tmp_path.iterdir()) == []


def test_the_date_on_the_slip_is_the_one_typed(serve: Serve) -> None:
    desk = serve()
    desk.scan("P1")
    desk.loans().due.put(date(2026, 12, 24))
    desk.scan("I4")
    desk.press(Qt.Key.Key_Escape)
    desk.press(Qt.Key.Key_F7)
    assert "24 Dec 2026" in desk.printer.slips[0]
