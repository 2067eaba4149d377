"""The few dialogs that interrupt are answered by keyboard, and never in passing."""

from uuid import uuid4

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QListWidget, QPushButton
from pytestqt.qtbot import QtBot

from deskapp.desk.answers import Declined, ItemHit, TitleHit
from deskapp.domain.outcome import Block, Blocked, Permission
from deskapp.domain.values import ItemId, ItemState, TitleId
from tests.desks import a_library
from tests.ui.screen import button, combo, line, texts
from ui.choose import (
    Chooser,
    OverrideDialog,
    QuickAddDialog,
    StillThereDialog,
    ask_override,
    ask_quick_add,
    choose_copy,
    choose_hit,
)


def a_copy(barcode: str) -> ItemHit:
    return ItemHit(ItemId(uuid4()), barcode, "Rayuela", ItemState.AVAILABLE)


def a_title(*barcodes: str) -> TitleHit:
    return TitleHit(TitleId(uuid4()), "Rayuela", "Cortázar, Julio", tuple(a_copy(barcode) for barcode in barcodes))


BLOCKED = Declined((Block(Blocked.PATRON_BLOCKED, Permission.OVERRIDE_PATRON_BLOCK, (("note", "Lost books"),)),), True)


def test_a_digit_takes_its_line(qtbot: QtBot) -> None:
    chooser = Chooser(None, ["one", "two", "three"])
    qtbot.addWidget(chooser)
    chooser.show()
    qtbot.keyClick(chooser.findChild(QListWidget), "2")
    assert chooser.result() == QDialog.DialogCode.Accepted
    assert chooser.findChild(QListWidget).currentRow() == 1


def test_a_digit_beyond_the_list_takes_nothing(qtbot: QtBot) -> None:
    chooser = Chooser(None, ["one", "two"])
    qtbot.addWidget(chooser)
    chooser.show()
    qtbot.keyClick(chooser.findChild(QListWidget), "3")
    assert chooser.isVisible()


def test_arrows_and_enter_choose_and_escape_leaves_it(qtbot: QtBot) -> None:
    hits = (a_copy("I1"), a_copy("I2"))

    def press(*keys: Qt.Key) -> None:
        chooser = QApplication.activeModalWidget()
        for key in keys:
            qtbot.keyClick(chooser.findChild(QListWidget), key)

    QTimer.singleShot(0, lambda: press(Qt.Key.Key_Down, Qt.Key.Key_Return))
    assert choose_hit(None, hits) == hits[1]
    QTimer.singleShot(0, lambda: press(Qt.Key.Key_Escape))
    assert choose_hit(None, hits) is None


def test_a_title_with_one_copy_or_none_needs_no_question() -> None:
    title = a_title("I1")
    assert choose_copy(None, title) == title.items[0]
    assert choose_copy(None, a_title()) is None
    assert choose_hit(None, ()) is None


def test_an_override_says_each_block_and_takes_no_empty_reason(qtbot: QtBot) -> None:
    dialog = OverrideDialog(None, BLOCKED)
    qtbot.addWidget(dialog)
    dialog.show()
    assert any("Lost books" in text for text in texts(dialog))
    reason = line(dialog, "Reason for the exception")
    reason.setText("   ")
    qtbot.keyClick(reason, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert not button(dialog, "Authorise").isEnabled()
    reason.setText("Director agreed")
    qtbot.keyClick(reason, Qt.Key.Key_Return)
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert dialog.reason() == "Director agreed"


def test_enter_presses_the_button_that_staff_went_to(qtbot: QtBot) -> None:
    dialog = OverrideDialog(None, BLOCKED)
    qtbot.addWidget(dialog)
    dialog.show()
    line(dialog, "Reason for the exception").setText("Director agreed")
    no = button(dialog, "Do not")
    no.setFocus()
    qtbot.keyClick(no, Qt.Key.Key_Return)
    assert dialog.result() == QDialog.DialogCode.Rejected
    assert not dialog.isVisible()


def test_an_override_that_staff_leave_gives_no_reason(qtbot: QtBot) -> None:
    QTimer.singleShot(0, lambda: QApplication.activeModalWidget().reject())
    assert ask_override(None, BLOCKED) is None


def test_a_quick_add_asks_title_and_type(qtbot: QtBot) -> None:
    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        line(dialog, "Title").setText("Found in the drop box")
        types = combo(dialog, "Item type")
        types.setCurrentIndex(types.findData("DVD"))
        button(dialog, "Add").click()

    QTimer.singleShot(0, answer)
    assert ask_quick_add(None, "9999", a_library()) == ("Found in the drop box", "DVD")


@pytest.mark.parametrize(
    "dialog",
    [
        lambda: OverrideDialog(None, BLOCKED),
        lambda: QuickAddDialog(None, "9999", a_library()),
        lambda: StillThereDialog(None, "Ana"),
    ],
)
def test_no_enter_in_passing_presses_a_button(qtbot: QtBot, dialog: type[QDialog]) -> None:
    shown = dialog()
    qtbot.addWidget(shown)
    shown.show()
    assert not any(each.isDefault() or each.autoDefault() for each in shown.findChildren(QPushButton))
    qtbot.keyClick(shown, Qt.Key.Key_Return)
    assert shown.isVisible()
