"""Cash is taken once, voided with a reason, and shown line by line."""

from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from deskapp.desk.desk import Desk
from deskapp.desk.views import PatronHit
from deskapp.domain.events import PatronId
from tests.desks import a_desk
from tests.ui.screen import button, column, line, table, texts
from ui.money_dialog import MoneyDialog

AMOUNT, WHY = "Amount taken in cash", "Why the payment is voided"


def a_debtor(folder: Path) -> tuple[Desk, PatronId]:
    """A desk, and Ana who owes 10.00 for a new card."""
    desk = a_desk(folder)
    (ana,) = desk.find("P1").hits
    assert isinstance(ana, PatronHit)
    desk.charge(ana.id, 1000, "New card")
    return desk, ana.id


def an_open_dialog(qtbot: QtBot, desk: Desk, patron: PatronId) -> MoneyDialog:
    dialog = MoneyDialog(desk, desk.panel(patron))
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(dialog.isVisible)
    return dialog


def test_a_second_enter_takes_no_second_payment(qtbot: QtBot, tmp_path: Path, qtmodeltester: ModelTester) -> None:
    desk, ana = a_debtor(tmp_path)
    dialog = an_open_dialog(qtbot, desk, ana)
    amount = line(dialog, AMOUNT)
    amount.setText("4,00")
    qtbot.keyClick(amount, Qt.Key.Key_Return)
    qtbot.keyClick(amount, Qt.Key.Key_Return)
    button(dialog, "Take cash").click()
    assert [payment.amount for payment in desk.panel(ana).payments] == [400]
    assert desk.panel(ana).owed == 600
    assert any("6.00" in text for text in texts(dialog))
    qtmodeltester.check(table(dialog, "Fees").model())
    qtmodeltester.check(table(dialog, "Payments").model())


def test_what_is_owed_is_offered_as_the_amount(qtbot: QtBot, tmp_path: Path) -> None:
    desk, ana = a_debtor(tmp_path)
    dialog = an_open_dialog(qtbot, desk, ana)
    assert line(dialog, AMOUNT).text() == "10.00"
    button(dialog, "Take cash").click()
    assert desk.panel(ana).owed == 0
    assert "Owes nothing" in texts(dialog)


def test_no_more_is_taken_than_is_owed(qtbot: QtBot, tmp_path: Path) -> None:
    desk, ana = a_debtor(tmp_path)
    dialog = an_open_dialog(qtbot, desk, ana)
    line(dialog, AMOUNT).setText("10.01")
    qtbot.keyClick(line(dialog, AMOUNT), Qt.Key.Key_Return)
    assert desk.panel(ana).payments == ()
    assert "More than is owed." in texts(dialog)


def test_a_payment_is_voided_only_with_a_reason(qtbot: QtBot, tmp_path: Path) -> None:
    desk, ana = a_debtor(tmp_path)
    desk.pay(ana, 1000)
    dialog = an_open_dialog(qtbot, desk, ana)
    void = button(dialog, "Void payment")
    table(dialog, "Payments").selectRow(0)
    assert not void.isEnabled()
    line(dialog, WHY).setText("Taken from the wrong person")
    void.click()
    void.click()
    (payment,) = desk.panel(ana).payments
    assert payment.voided == "Taken from the wrong person"
    assert desk.panel(ana).owed == 1000
    assert column(table(dialog, "Payments"), 2) == ["Taken from the wrong person"]


def test_no_button_is_pressed_by_an_enter_in_passing(qtbot: QtBot, tmp_path: Path) -> None:
    desk, ana = a_debtor(tmp_path)
    dialog = an_open_dialog(qtbot, desk, ana)
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert desk.panel(ana).payments == ()
