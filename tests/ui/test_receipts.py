"""Receipts and the slips in books: what is on them, what never is, and printing them at once and again."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, QSizeF, Qt
from PySide6.QtGui import QImage, QKeySequence, QPageSize, QPdfWriter, QShortcut, QTextDocument
from PySide6.QtWidgets import QApplication

from deskapp.desk.answers import CheckedIn, NextStop
from deskapp.domain.rules import Branch
from deskapp.domain.values import ItemId, PatronId
from tests.desks import new_id
from tests.ui.screen import button, line
from tests.ui.windows import Serving
from ui.lane import Tone
from ui.money_dialog import MoneyDialog
from ui.receipt import Receipt, receipt_document
from ui.slip import paint
from ui.slips import Printed
from ui.stop_slips import hold_slip, transit_slip

Serve = Callable[[], Serving]
CENTRAL = Branch("MAIN", "Central")
NOON = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)
LINES = (("Overdue fine: Middlemarch", 150), ("Damage: Torn", 1000))
PAID = Receipt("desk-1/2026/000007", NOON, "Ana ···0018", "21234000000018", LINES, 1200, "EUR", "cash", -50)


def a_return(next: NextStop) -> CheckedIn:
    """A book that was waited for comes back."""
    return CheckedIn(
        ItemId(new_id()), "31234000000289", "El nombre de la rosa, seguido de las Apostillas", next, "Este",
        False, True, PatronId(new_id()), "Luis Pérez", 0, "EUR", PatronId(new_id()), "Ana García Núñez",
        datetime(2026, 12, 7, 22, 59, 59, tzinfo=UTC),
    )  # fmt: skip


@pytest.fixture(autouse=True)
def english() -> None:
    QLocale.setDefault(QLocale("en"))


# --- what is on them ---------------------------------------------------------------------------------------


def test_a_receipt_says_where_what_when_for_what_how_much_and_what_is_left() -> None:
    text = receipt_document(PAID, "Biblioteca de prueba", CENTRAL).toPlainText()
    assert text.splitlines() == [
        "Biblioteca de prueba",
        "Central",
        "Receipt",
        "desk-1/2026/000007",
        "23 Nov 2026 12:00",
        "Ana ···0018",
        "Overdue fine: Middlemarch",
        "€1.50",
        "Damage: Torn",
        "€10.00",
        "To the credit of the account",
        "€0.50",
        "Paid: €12.00",
        "Cash",
        "Credit left: €0.50",
    ]


def test_a_receipt_tells_a_stranger_no_card() -> None:
    assert PAID.card not in receipt_document(PAID, "Biblioteca de prueba", CENTRAL).toPlainText()


def test_a_refund_says_that_money_was_given_back() -> None:
    back = replace(PAID, lines=(), given_back=True, total=300, owed=0, method="transfer")
    lines = receipt_document(back, "Biblioteca de prueba", CENTRAL).toPlainText().splitlines()
    assert lines[2] == "Refund"
    assert lines[-2:] == ["Given back: €3.00", "Bank transfer"]


@pytest.mark.usefixtures("spanish")
def test_receipts_and_slips_speak_the_language_of_the_window() -> None:
    receipt = receipt_document(replace(PAID, owed=250), "Biblioteca de prueba", CENTRAL, copy=True).toPlainText()
    for said in ("Recibo", "Copia", "A favor de la cuenta", "Pagado: 12,00", "Efectivo", "Queda por pagar: 2,50"):
        assert said in receipt
    transit = transit_slip(a_return(NextStop.TRANSIT_FOR_HOLD), CENTRAL, NOON).toPlainText()
    assert "Desde: Central" in transit
    assert "Para una solicitud" in transit


def test_a_transit_slip_says_from_where_to_where_what_and_why_and_names_nobody() -> None:
    text = transit_slip(a_return(NextStop.TRANSIT_FOR_HOLD), CENTRAL, NOON).toPlainText()
    assert text.splitlines() == [
        "In transit",
        "Este",
        "From: Central",
        "El nombre de la rosa, seguido de las Apostillas",
        "31234000000289",
        "For a request",
        "23 Nov 2026 12:00",
    ]
    assert "Back to its branch" in transit_slip(a_return(NextStop.TRANSIT), CENTRAL, NOON).toPlainText()


def test_a_pickup_slip_says_for_whom_without_surname_and_until_when() -> None:
    text = hold_slip(a_return(NextStop.HOLD_SHELF), "Ana ···0018", CENTRAL, NOON).toPlainText()
    assert text.splitlines()[:3] == ["Hold shelf", "Ana ···0018", "Until: Mon 7 Dec 2026"]
    assert "García" not in text
    assert "Luis" not in text


@pytest.mark.parametrize("millimetres", [80, 58])
@pytest.mark.parametrize(
    "document",
    [
        lambda: receipt_document(PAID, "Biblioteca de prueba", CENTRAL),
        lambda: transit_slip(a_return(NextStop.TRANSIT), CENTRAL, NOON),
        lambda: hold_slip(a_return(NextStop.HOLD_SHELF), "María José ···0018", CENTRAL, NOON),
    ],
)
def test_each_fits_the_roll_and_nothing_is_cut(
    qapp: QApplication, tmp_path: Path, document: Callable[[], QTextDocument], millimetres: int
) -> None:
    import subprocess

    device = QPdfWriter(str(tmp_path / "slip.pdf"))
    device.setResolution(203)
    device.setPageSize(QPageSize(QSizeF(millimetres, 297), QPageSize.Unit.Millimeter))
    assert paint(document(), device)
    subprocess.run(["pdftoppm", "-png", "-r", "100", str(tmp_path / "slip.pdf"), str(tmp_path / "slip")], check=True)
    (page,) = sorted(tmp_path.glob("slip-*.png"))
    picture = QImage(str(page))
    assert picture.width() == pytest.approx(millimetres / 25.4 * 100, abs=2)
    dark = [
        (x, y)
        for x in range(picture.width())
        for y in range(picture.height())
        if picture.pixelColor(x, y).lightness() < 128
    ]
    margin = 4 / 25.4 * 100 - 2
    assert margin < min(x for x, _ in dark)
    assert max(x for x, _ in dark) < picture.width() - margin
    assert 0 < picture.height() - max(y for _, y in dark) < 12 / 25.4 * 100


# --- printing them ----------------------------------------------------------------------------------------------


def left(desk: Serving, dialog: MoneyDialog) -> None:
    """Close the dialog: the keys are the window's again."""
    dialog.close()
    desk.window.activateWindow()
    desk.bot.waitUntil(desk.window.isActiveWindow)
    desk.window.top.field.setFocus()


def paid(desk: Serving, card: str = "P1") -> MoneyDialog:
    """Somebody pays 3.00 for copies, at the dialog that F4 opens."""
    desk.scan(card)
    patron = desk.workstation.patron(card)
    desk.desk.charge(patron, 300, "Copies")
    desk.press(Qt.Key.Key_F4)
    dialog = desk.window.findChildren(MoneyDialog)[-1]
    desk.bot.waitUntil(dialog.isVisible)
    button(dialog, "Take payment").click()
    return dialog


def test_a_payment_prints_its_receipt_and_the_lane_says_the_number(serve: Serve) -> None:
    desk = serve()
    paid(desk)
    (receipt,) = desk.printer.slips
    assert "desk-1/2026/000001" in receipt
    assert "Other fee: Copies" in receipt
    assert "Copy" not in receipt.splitlines()
    assert desk.news().text == "€3.00 taken: cash"
    assert "desk-1/2026/000001" in desk.said()


def test_f7_prints_the_receipt_again_as_a_copy_in_the_dialog_and_after_it(serve: Serve) -> None:
    desk = serve()
    dialog = paid(desk)
    f7 = QKeySequence(Qt.Key.Key_F7)
    next(each for each in dialog.findChildren(QShortcut) if each.key() == f7).activated.emit()
    left(desk, dialog)
    desk.press(Qt.Key.Key_F7)
    desk.press(Qt.Key.Key_Escape)  # the patron is finished, without a loan
    desk.press(Qt.Key.Key_F7)
    assert ["Copy" in slip.splitlines() for slip in desk.printer.slips] == [False, True, True, True]
    assert "desk-1/2026/000001" in desk.said()


def test_the_next_patron_never_gets_the_receipt_of_the_one_before(serve: Serve) -> None:
    desk = serve()
    left(desk, paid(desk))
    desk.press(Qt.Key.Key_Escape)
    desk.scan("P2")
    desk.press(Qt.Key.Key_Escape)
    desk.press(Qt.Key.Key_F7)
    assert len(desk.printer.slips) == 1
    assert "no slip" in desk.said()


def test_without_a_printer_a_payment_is_taken_quietly_and_f7_says_what_to_do(serve: Serve) -> None:
    desk = serve()
    desk.printer.state = Printed.NO_PRINTER
    dialog = paid(desk)
    assert desk.tone() is Tone.NOTE
    assert "The payment is recorded and safe." in desk.said()
    left(desk, dialog)
    desk.press(Qt.Key.Key_F7)
    assert desk.tone() is Tone.ATTENTION
    assert "default printer" in desk.said()
    desk.printer.state = Printed.SENT
    desk.press(Qt.Key.Key_F7)
    assert "Copy" not in desk.printer.slips[0].splitlines(), "the first that came out is no copy"


def test_a_printer_that_takes_nothing_is_told_at_once(serve: Serve) -> None:
    desk = serve()
    desk.printer.state = Printed.NOT_TAKEN
    paid(desk)
    assert desk.tone() is Tone.ATTENTION
    assert "has paper" in desk.said()


def test_money_given_back_prints_a_receipt_too(serve: Serve) -> None:
    desk = serve()
    desk.scan("P1")
    desk.desk.credit(desk.workstation.patron("P1"), 500, "Broken copier")
    desk.press(Qt.Key.Key_F4)
    (dialog,) = desk.window.findChildren(MoneyDialog)
    line(dialog, "Amount given back").setText("5")
    line(dialog, "Why it is given back").setText("Leaves")
    button(dialog, "Pay back").click()
    (receipt,) = desk.printer.slips
    assert "Given back: €5.00" in receipt


def test_f7_prints_the_slip_of_a_book_that_goes_somewhere(serve: Serve) -> None:
    desk = serve()
    desk.work.slips.keep_stop(a_return(NextStop.TRANSIT))
    desk.press(Qt.Key.Key_F7)
    ana = desk.workstation.patron("P1")
    desk.work.slips.keep_stop(replace(a_return(NextStop.HOLD_SHELF), kept_for=ana))
    desk.press(Qt.Key.Key_F7)
    desk.work.slips.keep_stop(a_return(NextStop.SHELF))  # no slip goes with it: the last one stays
    desk.press(Qt.Key.Key_F7)
    assert [slip.splitlines()[0] for slip in desk.printer.slips] == ["In transit", "Hold shelf", "Hold shelf"]
    assert "Ana ···P1" in desk.printer.slips[1]
    assert "García" not in desk.printer.slips[1]
