"""Keys: everything can be reached by them, and F1 and the tooltips name them."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QLabel

from tests.ui.screen import line
from tests.ui.windows import Serving
from ui.keys import KeysDialog, groups
from ui.money_dialog import MoneyDialog
from ui.scan_flow import Page

Serve = Callable[[], Serving]
ALT = Qt.KeyboardModifier.AltModifier


def test_the_sub_tabs_have_keys_that_put_the_keyboard_where_it_is_wanted(serve: Serve) -> None:
    desk = serve()
    desk.scan("P1", "I4")
    tab = desk.tab()
    desk.press(Qt.Key.Key_2, ALT)
    assert tab.subtabs.currentWidget() is tab.requests
    assert QApplication.focusWidget() is line(tab, "Title, ISBN or barcode to request")
    desk.press(Qt.Key.Key_3, ALT)
    assert tab.subtabs.currentWidget() is tab.quick_edit
    assert QApplication.focusWidget() is line(tab, "Surname")
    desk.press(Qt.Key.Key_1, ALT)
    assert tab.subtabs.currentWidget() is tab.loans
    assert QApplication.focusWidget() is tab.loans.table


def test_f4_opens_the_payments_of_the_patron_looked_at(serve: Serve) -> None:
    desk = serve()
    desk.press(Qt.Key.Key_F4)
    desk.scan("P1")
    desk.press(Qt.Key.Key_F4)
    (dialog,) = desk.window.findChildren(MoneyDialog)
    assert "Ana García Núñez" in dialog.windowTitle()
    dialog.reject()


def test_the_tooltips_of_pages_and_sub_tabs_name_their_keys(serve: Serve) -> None:
    desk = serve()
    desk.scan("P1")
    subtabs = desk.tab().subtabs
    assert [subtabs.tabToolTip(index)[-7:] for index in range(3)] == ["(Alt+1)", "(Alt+2)", "(Alt+3)"]
    tips = [button.toolTip() for button in desk.window.rail._buttons.values()]
    assert [tip[-8:] for tip in tips] == [f"(Ctrl+{number})" for number in range(1, 7)]


def test_f1_lists_every_key_of_the_window(serve: Serve) -> None:
    desk = serve()
    desk.scan("P1")
    for page in Page:
        desk.turn(page)  # the settings are made when first turned to
    keys = {part.strip() for _, listed in groups() for key, _ in listed for part in key.split(",")}
    bound = {shortcut.key().toString() for shortcut in desk.window.findChildren(QShortcut)}
    named = {QKeySequence(key).toString() for key in keys}
    assert bound - named - {"Ctrl+Enter", "Enter"} == set()
    assert named - bound == {"F9"}  # held, not pressed: no shortcut
    desk.press(Qt.Key.Key_F1)
    (dialog,) = desk.window.findChildren(KeysDialog)
    shown = {label.text() for label in dialog.findChildren(QLabel)}
    assert {what for _, listed in groups() for _, what in listed} <= shown
    dialog.close()


def test_a_request_placed_by_keyboard_is_undone_from_the_emptied_line(serve: Serve) -> None:
    desk = serve()
    desk.scan("P1")
    desk.press(Qt.Key.Key_2, ALT)
    search = line(desk.tab(), "Title, ISBN or barcode to request")
    desk.bot.keyClicks(search, "9780141439549")
    desk.press(Qt.Key.Key_Return)
    desk.press(Qt.Key.Key_Return)
    assert desk.said().startswith("Requested")
    desk.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert desk.window.undo_strip.isVisible()
    desk.press(Qt.Key.Key_Return)
    assert desk.said().startswith("Undone: request placed")
