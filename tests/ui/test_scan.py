"""Scans arrive whole, in order and without a trace in any field, and no person is taken for a scanner.

Run as a program, this file is the desk that the tests of the second half type at, on a display of their own.
"""

import json
import os
import random
import select
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from shutil import which
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QCoreApplication, QDate, QEvent, QSocketNotifier, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QShortcut, QTextCursor, QWindow
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDateEdit,
    QDialog,
    QFormLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
    QTableWidget,
    QTableWidgetItem,
    QTextEdit,
    QWidget,
)

from ui.scan import TAKES_SCANS, Scanned, ScanQueue
from ui.scan_pace import Scanner, typed_by_machine

CODE = "30234000517861"
BADGE, QUESTION = "97000002", "97000009"  # the program below asks something when they are scanned
CODES = [f"{302340005 * 10**5 + 977 * n}" for n in range(30)]


class Form(QWidget):
    """One of each widget that may have the focus when a scan comes."""

    def __init__(self) -> None:
        super().__init__()
        self.pressed: list[str] = []
        self.scan = QLineEdit()
        self.name = QLineEdit("Muñoz, Ana")
        self.notes = QPlainTextEdit("Two notes\non two lines")
        self.letter = QTextEdit("A <b>bold</b> word")
        self.copies = QSpinBox(maximum=999, value=12)
        self.due = QDateEdit(QDate(2026, 11, 22))
        self.place = QComboBox(editable=True)
        self.group = QComboBox()
        self.table = QTableWidget(5, 1)
        self.button = QPushButton("Pay")
        for combo in (self.place, self.group):
            combo.addItems(["1 Adult", "2 Child", "3 Staff"])
        for row in range(5):
            self.table.setItem(row, 0, QTableWidgetItem(f"{row} row"))
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setCurrentCell(1, 0)
        self.button.clicked.connect(lambda: self.pressed.append("button"))
        QShortcut("7", self, lambda: self.pressed.append("shortcut"))
        layout = QFormLayout(self)
        for name, widget in self.fields().items():
            layout.addRow(name, widget)
        self.name.setSelection(7, -5)  # from the right, "z, An"
        for text in (self.notes, self.letter):
            text.moveCursor(QTextCursor.MoveOperation.NextWord, QTextCursor.MoveMode.KeepAnchor)

    def fields(self) -> dict[str, QWidget]:
        return {name: value for name, value in vars(self).items() if isinstance(value, QWidget)}

    def state(self) -> dict[str, Any]:
        """Everything in the form that a key could change."""
        name, notes, letter = self.name, self.notes.textCursor(), self.letter.textCursor()
        place = self.place.lineEdit()
        assert place is not None
        return {
            "scan": self.scan.text(),
            "name": [name.text(), name.selectionStart(), name.selectedText(), name.cursorPosition(), name.isModified()],
            "notes": [self.notes.toPlainText(), notes.anchor(), notes.position(), self.notes.document().isModified()],
            "letter": [self.letter.toHtml(), letter.anchor(), letter.position()],
            "copies": [self.copies.value(), self.copies.text(), self.copies.lineEdit().selectedText()],
            "due": [self.due.date().toString("yyyy-MM-dd"), self.due.text(), self.due.lineEdit().selectedText()],
            "place": [self.place.currentText(), self.place.currentIndex(), place.selectedText()],
            "group": self.group.currentIndex(),
            "table": [self.table.currentRow(), len(self.table.selectedItems())],
            "pressed": self.pressed,
        }


# By synthesised keys


class Keyboard:
    """Sends key presses to the active window, with time stamps of our choosing."""

    def __init__(self, window: QWidget) -> None:
        self.window, self.now = window, 1_000

    def key(
        self,
        key: int,
        text: str = "",
        after: int = 8,
        modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
        repeat: bool = False,
    ) -> bool:
        """Press and release it, as the platform does, so many ms after the one before; say if it may be a shortcut."""
        self.now += after
        focus = QApplication.focusWidget() or self.window
        window = focus.window().windowHandle()
        seen = True
        for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, modifiers, text, repeat)
            event.setTimestamp(self.now)
            override = kind == QEvent.Type.ShortcutOverride
            event.setAccepted(not override)
            QCoreApplication.sendEvent(focus if override else window, event)
            if override:
                seen = not event.isAccepted()
        return seen

    def type(self, text: str, after: int | Callable[[], int] = 8) -> None:
        for char in text:
            special = {"\r": Qt.Key.Key_Return, "\n": Qt.Key.Key_Enter, "\t": Qt.Key.Key_Tab}.get(char)
            self.key(special.value if special else ord(char.upper()), char, after() if callable(after) else after)


@pytest.fixture
def form(qtbot: Any) -> Form:
    form = Form()
    qtbot.addWidget(form)
    form.show()
    form.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is form)
    form.scan.setFocus()
    return form


@pytest.fixture
def queue(qapp: QApplication) -> Iterator[ScanQueue]:
    queue = ScanQueue(qapp)
    yield queue
    qapp.removeEventFilter(queue)
    queue.deleteLater()


@pytest.fixture
def keyboard(form: Form, queue: ScanQueue) -> Keyboard:
    return Keyboard(form)


@pytest.fixture
def arrived(queue: ScanQueue) -> list[str]:
    arrived: list[str] = []
    queue.scanned.connect(lambda scan: arrived.append(scan.raw))
    return arrived


FIELDS = ["scan", "name", "notes", "letter", "copies", "due", "place", "group", "table", "button"]


@pytest.mark.parametrize("focus", FIELDS)
@pytest.mark.parametrize("end", ["\r", "\t", "\r\n"])
def test_a_scan_leaves_no_trace_where_the_focus_is(
    qtbot: Any, form: Form, keyboard: Keyboard, arrived: list[str], focus: str, end: str
) -> None:
    form.fields()[focus].setFocus()
    before = form.state()
    keyboard.type(CODE + end)
    qtbot.waitUntil(lambda: arrived == [CODE])
    assert form.state() == before
    assert QApplication.focusWidget() is form.fields()[focus]


@pytest.mark.parametrize("focus", ["name", "notes", "letter", "copies", "due", "place"])
def test_what_a_slow_scanner_typed_into_a_field_is_taken_back(
    qtbot: Any, form: Form, keyboard: Keyboard, queue: ScanQueue, arrived: list[str], focus: str
) -> None:
    form.fields()[focus].setFocus()
    before = form.state()
    keyboard.type(CODE[:3])
    qtbot.waitUntil(lambda: form.state() != before)  # held no longer
    keyboard.type(CODE[3:] + "\r")
    qtbot.waitUntil(lambda: arrived == [CODE])
    assert form.state() == before


@pytest.mark.parametrize("focus", ["notes", "letter"])
def test_a_slow_scan_leaves_an_empty_note_empty(
    qtbot: Any, form: Form, keyboard: Keyboard, arrived: list[str], focus: str
) -> None:
    note = form.fields()[focus]
    assert isinstance(note, QPlainTextEdit | QTextEdit)
    note.clear()
    note.setFocus()
    keyboard.type(CODE[:3])
    qtbot.waitUntil(lambda: note.toPlainText() == CODE[:3])
    keyboard.type(CODE[3:] + "\r")
    qtbot.waitUntil(lambda: arrived == [CODE])
    assert note.toPlainText() == ""


def test_a_slow_scan_leaves_no_trace_in_two_fields_when_the_focus_moves_within_it(
    qtbot: Any, form: Form, keyboard: Keyboard, arrived: list[str]
) -> None:
    """As when a badge has just been scanned, and the line for the PIN takes the focus while the next scan comes."""
    form.place.setFocus()
    before = form.state()
    keyboard.type(CODE[:4])
    qtbot.waitUntil(lambda: form.state() != before)
    form.scan.setEchoMode(QLineEdit.EchoMode.Password)
    form.scan.setProperty(TAKES_SCANS, True)
    form.scan.setFocus()
    keyboard.type(CODE[4:9])
    qtbot.waitUntil(lambda: form.scan.text() == CODE[4:9])
    keyboard.type(CODE[9:] + "\r")
    qtbot.waitUntil(lambda: arrived == [CODE])
    assert form.state() == before


@pytest.mark.parametrize("after", ["", CODE[4:8]])
def test_a_line_that_is_emptied_while_a_slow_scan_comes_does_not_get_its_text_again(
    qtbot: Any, form: Form, keyboard: Keyboard, arrived: list[str], after: str
) -> None:
    form.name.deselect()
    form.name.setFocus()
    keyboard.type(CODE[:4])
    qtbot.waitUntil(lambda: CODE[:4] in form.name.text())
    form.name.clear()
    keyboard.type(after)
    qtbot.waitUntil(lambda: form.name.text() == after)
    keyboard.type(CODE[4 + len(after) :] + "\r")
    qtbot.waitUntil(lambda: arrived == [CODE])
    assert form.name.text() == ""


def be_slow(queue: ScanQueue) -> None:
    """What happens when held keys have waited long enough, at once."""
    queue._patience.stop()
    queue._pause()


Burst = tuple[int, list[tuple[int, str]], bool]
_MEANWHILE = ["nothing", "nothing", "nothing", "slow", "scan", "secret", "notes"]
_BURSTS = st.lists(
    st.tuples(
        st.sampled_from([3, 8, 15, 25, 60, 90]),
        st.lists(st.tuples(st.sampled_from([0, 0, 0, 0, 150]), st.sampled_from(_MEANWHILE)), min_size=1, max_size=12),
        st.booleans(),
    ),
    min_size=1,
    max_size=4,
)
"""The pace of each, for each key how much later it comes and what happens after it, and whether Enter ends it."""


@given(bursts=_BURSTS)
@settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
def test_whatever_the_pace_and_wherever_the_focus_goes_each_key_arrives_once_and_in_order(
    form: Form, queue: ScanQueue, keyboard: Keyboard, arrived: list[str], bursts: list[Burst]
) -> None:
    """Each key is another letter; the window may be so slow that keys it held are let go before it meets the next.

    What was typed where nobody can read it may be lost when the focus goes elsewhere, and is never put where one can.
    """
    secret = form.name
    secret.setEchoMode(QLineEdit.EchoMode.Password)
    secret.setProperty(TAKES_SCANS, True)
    fields: dict[str, QLineEdit | QPlainTextEdit] = {"scan": form.scan, "secret": secret, "notes": form.notes}
    for each in fields.values():
        each.clear()
    arrived.clear()
    keyboard.now += 10_000
    form.scan.setFocus()
    letters = iter(range(0x4E00, 0x9000))
    typed: list[str] = []
    hidden: set[str] = set()
    for pace, keys, ends in bursts:
        for later, meanwhile in keys:
            typed.append(chr(next(letters)))
            if secret.hasFocus():
                hidden.add(typed[-1])
            keyboard.key(ord(typed[-1]), typed[-1], pace + later)
            if meanwhile == "slow":
                be_slow(queue)
            elif meanwhile != "nothing":
                fields[meanwhile].setFocus()
        if ends:
            keyboard.key(Qt.Key.Key_Return, "\r", pace)
    be_slow(queue)
    while queue._delivery.isActive():
        QCoreApplication.processEvents()
    shown = [form.scan.text(), form.notes.toPlainText().replace("\n", "")]
    places = [*shown, secret.text(), *arrived]
    assert all(place == "".join(sorted(place)) for place in places)
    assert not hidden & set("".join(shown))
    there = sorted("".join(places))
    assert there == [each for each in typed if each in there or each not in hidden]


def by_hand(keyboard: Keyboard, text: str) -> None:
    keyboard.type(text, after=90)


def test_what_a_person_types_before_the_scans_around_it_are_answered_stays_between_them(
    qtbot: Any, form: Form, keyboard: Keyboard, queue: ScanQueue
) -> None:
    """As when the window is busy: all the keys are there before the first scan is handed on."""
    log: list[str] = []
    queue.scanned.connect(lambda scan: log.append(f"scan {scan.raw}, field {form.scan.text()}"))
    form.scan.returnPressed.connect(lambda: log.append(f"enter {form.scan.text()}"))
    keyboard.type(f"{CODES[0]}\r")
    by_hand(keyboard, "ana\r")
    keyboard.type(f"{CODES[1]}\r")
    by_hand(keyboard, "12")
    qtbot.waitUntil(lambda: form.scan.text() == "ana12")
    assert log == [f"scan {CODES[0]}, field ", "enter ana", f"scan {CODES[1]}, field ana"]


def test_a_slow_scan_behind_one_that_is_still_to_be_answered_leaves_no_trace(
    qtbot: Any, form: Form, keyboard: Keyboard, queue: ScanQueue, arrived: list[str]
) -> None:
    keyboard.type(f"{CODES[0]}\r")
    keyboard.type("a", after=500)
    keyboard.now += 500
    keyboard.type(CODES[1][:4])
    be_slow(queue)
    keyboard.type(f"{CODES[1][4:]}\r")
    qtbot.waitUntil(lambda: arrived == CODES[:2])
    qtbot.waitUntil(lambda: form.scan.text() == "a")


@pytest.mark.parametrize("opened", ["button", "table", "group"])
def test_keys_typed_before_a_scan_is_answered_press_nothing_that_nobody_saw(
    qtbot: Any, form: Form, keyboard: Keyboard, queue: ScanQueue, opened: str
) -> None:
    queue.scanned.connect(lambda scan: form.fields()[opened].setFocus())
    keyboard.type(f"{CODE}\r")
    before = form.state()
    by_hand(keyboard, "3 \r")
    qtbot.waitUntil(form.fields()[opened].hasFocus)
    while queue._delivery.isActive():
        QCoreApplication.processEvents()
    assert {**form.state(), "table": 0} == {**before, "table": 0}
    assert form.table.currentRow() == 1


def test_a_button_pressed_behind_a_scan_is_pressed_and_released(
    qtbot: Any, form: Form, keyboard: Keyboard, arrived: list[str]
) -> None:
    form.button.setFocus()
    keyboard.type(f"{CODE}\r")
    by_hand(keyboard, " ")
    assert form.pressed == []
    qtbot.waitUntil(lambda: form.pressed == ["button"])
    assert not form.button.isDown()


def test_letters_behind_a_scan_are_no_shortcuts_of_what_has_the_focus_and_commands_are(
    qtbot: Any, form: Form, keyboard: Keyboard, arrived: list[str]
) -> None:
    form.button.setFocus()
    keyboard.type(f"{CODE}\r")
    assert not keyboard.key(Qt.Key.Key_7, "7", after=500)
    assert not keyboard.key(Qt.Key.Key_Return, "\r", after=500)
    assert keyboard.key(Qt.Key.Key_Return, "\r", after=500, modifiers=Qt.KeyboardModifier.ControlModifier)
    assert keyboard.key(Qt.Key.Key_S, "\x13", after=500, modifiers=Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: arrived == [CODE])


def test_keys_do_not_wait_for_a_scan_that_waits_itself(
    qtbot: Any, form: Form, keyboard: Keyboard, queue: ScanQueue, arrived: list[str]
) -> None:
    queue.hold()
    keyboard.type(f"{CODE}\r")
    by_hand(keyboard, "ana")
    qtbot.waitUntil(lambda: form.scan.text() == "ana")
    assert arrived == []


def test_keys_behind_a_scan_that_closes_its_dialog_reach_the_window_below(
    qtbot: Any, form: Form, keyboard: Keyboard, queue: ScanQueue
) -> None:
    dialog = a_dialog(form)
    line = QLineEdit(dialog)
    dialog.open()
    line.setFocus()
    qtbot.waitUntil(line.hasFocus)

    def close(scan: Scanned) -> None:
        dialog.reject()
        form.activateWindow()
        qtbot.waitUntil(form.scan.hasFocus)

    with queue.capture(close, dialog):
        keyboard.type(f"{CODE}\r")
        by_hand(keyboard, "ana")
        qtbot.waitUntil(form.scan.hasFocus)
    qtbot.waitUntil(lambda: form.scan.text() == "ana")
    assert line.text() == ""
    assert form.pressed == []


def test_keys_behind_a_scan_are_not_lost_while_another_program_is_in_front(
    qtbot: Any, form: Form, keyboard: Keyboard, arrived: list[str]
) -> None:
    keyboard.type(f"{CODE}\r")
    by_hand(keyboard, "ana ")
    other = QWindow()
    other.show()
    other.requestActivate()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is None)
    qtbot.waitUntil(lambda: form.scan.text() == "ana ")
    other.close()


def test_a_secret_typed_behind_a_scan_that_moves_the_focus_is_shown_nowhere(
    qtbot: Any, form: Form, keyboard: Keyboard, queue: ScanQueue
) -> None:
    form.name.setEchoMode(QLineEdit.EchoMode.Password)
    form.name.setProperty(TAKES_SCANS, True)
    form.name.setFocus()
    queue.scanned.connect(lambda scan: form.scan.setFocus())
    keyboard.type(f"{CODE}\r")
    by_hand(keyboard, "1357")
    qtbot.waitUntil(form.scan.hasFocus)
    by_hand(keyboard, "x")
    qtbot.waitUntil(lambda: form.scan.text() == "x")


def test_a_held_key_of_a_secret_is_shown_nowhere_when_the_focus_moves(
    qtbot: Any, form: Form, keyboard: Keyboard, queue: ScanQueue
) -> None:
    form.name.setEchoMode(QLineEdit.EchoMode.Password)
    form.name.setProperty(TAKES_SCANS, True)
    form.name.setFocus()
    by_hand(keyboard, "7")
    form.scan.setFocus()
    by_hand(keyboard, "x")
    qtbot.waitUntil(lambda: form.scan.text() == "x")


def test_a_password_typed_by_a_program_behind_a_scan_stays_in_its_field(
    qtbot: Any, form: Form, keyboard: Keyboard, queue: ScanQueue, arrived: list[str]
) -> None:
    queue.scanned.connect(lambda scan: form.scan.setFocus())
    form.scan.setFocus()
    keyboard.type(f"{CODE}\r")
    form.name.clear()
    form.name.setEchoMode(QLineEdit.EchoMode.Password)
    form.name.setFocus()
    keyboard.type("secret-word\r")
    assert form.name.text() == "secret-word"
    qtbot.waitUntil(lambda: arrived == [CODE])
    assert form.scan.text() == ""


def test_what_was_typed_before_a_scan_can_still_be_undone(
    qtbot: Any, form: Form, keyboard: Keyboard, arrived: list[str]
) -> None:
    keyboard.type("ab", after=150)
    qtbot.waitUntil(lambda: form.scan.text() == "ab")
    keyboard.type(CODE[0], after=500)
    qtbot.waitUntil(lambda: form.scan.text() == "ab3")
    keyboard.type(CODE[1:] + "\r")
    assert form.scan.text() == "ab"
    while form.scan.isUndoAvailable():
        form.scan.undo()
    assert form.scan.text() == ""


def test_a_person_s_keys_reach_the_field_in_order_and_enter_follows_them(
    qtbot: Any, form: Form, keyboard: Keyboard, arrived: list[str]
) -> None:
    entered: list[str] = []
    form.scan.returnPressed.connect(lambda: entered.append(form.scan.text()))
    gaps = iter([200, 40, 40, 150, 50, 20, 90, 30])
    keyboard.type("martinez", after=lambda: next(gaps))
    keyboard.type("\r", after=30)
    assert entered == ["martinez"]
    assert arrived == []


def test_a_held_key_is_let_go_without_waiting_for_the_next(qtbot: Any, form: Form, keyboard: Keyboard) -> None:
    keyboard.type("a")
    assert form.scan.text() == ""
    qtbot.waitUntil(lambda: form.scan.text() == "a", timeout=500)


@pytest.mark.parametrize(("focus", "least"), [("scan", 0.02), ("table", 0.05)])
def test_keys_wait_longer_for_a_scan_where_what_they_do_cannot_be_taken_back(
    qtbot: Any, form: Form, keyboard: Keyboard, focus: str, least: float
) -> None:
    form.fields()[focus].setFocus()
    before, started = form.state(), time.perf_counter()
    keyboard.type("4")
    qtbot.waitUntil(lambda: form.state() != before)
    assert time.perf_counter() - started > least


def test_a_held_space_bar_still_presses_and_releases_a_button(qtbot: Any, form: Form, keyboard: Keyboard) -> None:
    form.button.setFocus()
    keyboard.type("x ")
    qtbot.waitUntil(lambda: form.pressed == ["button"])
    assert not form.button.isDown()


def test_what_an_input_method_composes_follows_the_keys_before_it(form: Form, keyboard: Keyboard) -> None:
    keyboard.type("a")
    composed = QInputMethodEvent()
    composed.setCommitString("é")
    QCoreApplication.sendEvent(form.scan, composed)
    assert form.scan.text() == "aé"


def test_a_key_kept_down_is_no_scanner(qtbot: Any, form: Form, keyboard: Keyboard, arrived: list[str]) -> None:
    for n in range(20):
        keyboard.key(Qt.Key.Key_1, "1", after=250 if n == 1 else 10, repeat=n > 0)
    keyboard.type("\r")
    assert form.scan.text() == "1" * 20
    assert arrived == []


def test_doubled_digits_of_a_quick_scanner_look_like_a_key_kept_down_and_are_none(
    qtbot: Any, form: Form, keyboard: Keyboard, arrived: list[str]
) -> None:
    for before, char in zip(" " + CODE, CODE, strict=False):
        keyboard.key(ord(char), char, after=0 if char == before else 1, repeat=char == before)
    keyboard.type("\r", after=1)
    keyboard.key(Qt.Key.Key_Return, "\r", after=0, repeat=True)
    qtbot.waitUntil(lambda: arrived == [CODE])
    assert form.scan.text() == ""


def test_passwords_typed_by_a_program_stay_in_their_field(form: Form, keyboard: Keyboard, queue: ScanQueue) -> None:
    form.scan.setEchoMode(QLineEdit.EchoMode.Password)
    keyboard.type("secret-word\r")
    assert form.scan.text() == "secret-word"
    assert queue.waiting() == 0


def test_single_letter_and_enter_shortcuts_stay_quiet_during_a_scan_and_work_otherwise(
    qtbot: Any, form: Form, keyboard: Keyboard, arrived: list[str]
) -> None:
    form.button.setFocus()
    assert keyboard.key(Qt.Key.Key_N, "n", after=500)
    assert keyboard.key(Qt.Key.Key_S, "\x13", after=30, modifiers=Qt.KeyboardModifier.ControlModifier)
    keyboard.type("X", after=500)
    assert not any(keyboard.key(ord(char), char) for char in "N12345")
    assert not keyboard.key(Qt.Key.Key_Return, "\r")
    qtbot.waitUntil(lambda: arrived == ["XN12345"])
    assert keyboard.key(Qt.Key.Key_Return, "\r", after=500)


def test_a_lost_packet_does_not_cut_a_scan_in_two(qtbot: Any, keyboard: Keyboard, arrived: list[str]) -> None:
    keyboard.type(CODE[:6])
    keyboard.type(CODE[6], after=190)
    keyboard.type(CODE[7:] + "\r")
    qtbot.waitUntil(lambda: arrived == [CODE])


@pytest.mark.parametrize(
    ("scanner", "keys"),
    [
        (Scanner(prefix="~"), "~12\r"),
        (Scanner(prefix="~"), "~1~2345~\r"),
        (Scanner(prefix="\x02"), "\x0212\r"),
        (Scanner(suffix="#"), "123456#"),
        (Scanner(suffix="\x03"), "123456\x03\r\n"),
        (Scanner(prefix="\x02", suffix="\x03"), "\x0212\x03"),
    ],
)
def test_prefix_and_suffix_frame_a_scan_and_are_not_part_of_it(
    qtbot: Any, form: Form, keyboard: Keyboard, queue: ScanQueue, arrived: list[str], scanner: Scanner, keys: str
) -> None:
    queue.scanner = scanner
    keyboard.type(keys)
    expected = keys.rstrip("\r\n").removeprefix(scanner.prefix).removesuffix(scanner.suffix)
    qtbot.waitUntil(lambda: arrived == [expected])
    assert form.scan.text() == ""


def test_a_function_key_as_prefix_makes_even_a_slow_scan_certain_and_is_no_shortcut(
    qtbot: Any, form: Form, keyboard: Keyboard, queue: ScanQueue, arrived: list[str]
) -> None:
    queue.scanner = Scanner(prefix="F9", suffix="F10")
    assert not keyboard.key(Qt.Key.Key_F9)
    keyboard.type(CODE, after=150)
    keyboard.key(Qt.Key.Key_F10)
    qtbot.waitUntil(lambda: arrived == [CODE])
    assert form.scan.text() == ""
    assert keyboard.key(Qt.Key.Key_F10, after=500)


def test_a_prefix_that_a_person_types_is_a_character(
    qtbot: Any, form: Form, keyboard: Keyboard, queue: ScanQueue
) -> None:
    queue.scanner = Scanner(prefix="~", suffix="#")
    keyboard.type("~ab#", after=120)
    qtbot.waitUntil(lambda: form.scan.text() == "~ab#")


def test_a_code_without_enter_is_taken_only_where_its_length_is_expected(
    qtbot: Any, form: Form, keyboard: Keyboard, queue: ScanQueue, arrived: list[str]
) -> None:
    keyboard.type(CODE)
    qtbot.waitUntil(lambda: form.scan.text() == CODE)
    form.scan.clear()
    queue.scanner = Scanner(bare_lengths=frozenset({14}))
    keyboard.now += 1_000
    keyboard.type(CODE)
    qtbot.waitUntil(lambda: arrived == [CODE])
    keyboard.now += 1_000
    keyboard.type(CODE[:13])
    qtbot.waitUntil(lambda: form.scan.text() == CODE[:13])
    assert arrived == [CODE]


def test_the_separators_inside_a_gs1_code_do_not_end_it(qtbot: Any, keyboard: Keyboard, arrived: list[str]) -> None:
    keyboard.type("]C1123456")
    keyboard.key(Qt.Key.Key_BracketRight, "\x1d", modifiers=Qt.KeyboardModifier.ControlModifier)
    keyboard.type("789\r")
    qtbot.waitUntil(lambda: arrived == ["]C1123456\x1d789"])


def test_a_scan_of_4000_characters_arrives_whole_and_quickly(
    qtbot: Any, keyboard: Keyboard, arrived: list[str]
) -> None:
    started = time.perf_counter()
    keyboard.type("1234567890" * 400 + "\r", after=1)
    qtbot.waitUntil(lambda: arrived == ["1234567890" * 400])
    assert time.perf_counter() - started < 3


def test_the_same_code_again_at_once_is_delivered_as_repeated(qtbot: Any, keyboard: Keyboard, queue: ScanQueue) -> None:
    scans: list[Scanned] = []
    queue.scanned.connect(scans.append)
    for pause in (500, 1_000, 500, 1_700):
        keyboard.type(CODE[0], after=pause)
        keyboard.type(CODE[1:] + "\r")
    keyboard.type("123456\r")
    qtbot.waitUntil(lambda: len(scans) == 5)
    assert [scan.repeated for scan in scans] == [False, True, True, False, False]


def test_time_stamps_may_begin_anew(qtbot: Any, keyboard: Keyboard, arrived: list[str]) -> None:
    """X11 counts in 32 bits: once within a scan, once between a person's keys and a scan."""
    keyboard.now = 2**32 - 50
    keyboard.type(CODE[:6])
    keyboard.now -= 2**32
    keyboard.type(CODE[6:] + "\r")
    keyboard.now = 2**32 - 100
    keyboard.type("ab")
    keyboard.now += 300 - 2**32
    keyboard.type(CODE + "\r")
    qtbot.waitUntil(lambda: arrived == [CODE, CODE])


def test_scans_wait_while_a_dialog_is_open_and_its_default_button_is_not_pressed(
    qtbot: Any, form: Form, keyboard: Keyboard, queue: ScanQueue, arrived: list[str]
) -> None:
    counts: list[int] = []
    queue.waitingChanged.connect(counts.append)
    dialog = a_dialog(form)
    dialog.open()
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is dialog)
    for code in CODES[:3]:
        keyboard.type(code + "\r")
    QCoreApplication.processEvents()
    assert (queue.waiting(), arrived, dialog.isVisible()) == (3, [], True)
    dialog.reject()
    qtbot.waitUntil(lambda: arrived == CODES[:3])
    assert form.pressed == []
    assert counts == [1, 2, 3, 2, 1, 0]


def test_scans_wait_while_held_and_as_often_as_held(
    qtbot: Any, keyboard: Keyboard, queue: ScanQueue, arrived: list[str]
) -> None:
    queue.hold()
    queue.hold()
    keyboard.type("".join(f"{code}\r" for code in CODES))
    queue.release()
    QCoreApplication.processEvents()
    assert (queue.waiting(), arrived) == (30, [])
    queue.release()
    qtbot.waitUntil(lambda: arrived == CODES)


def test_a_busy_consumer_is_not_given_the_next_scan_before_it_returns(
    qtbot: Any, keyboard: Keyboard, queue: ScanQueue
) -> None:
    log: list[str] = []

    def consume(scan: Scanned) -> None:
        log.append(f"begin {scan.raw}")
        if scan.raw == CODES[0]:
            keyboard.type(f"{CODES[2]}\r")
            for _ in range(5):
                QCoreApplication.processEvents()
        log.append(f"end {scan.raw}")

    queue.scanned.connect(consume)
    keyboard.type(f"{CODES[0]}\r{CODES[1]}\r")
    qtbot.waitUntil(lambda: len(log) == 6)
    assert log == [f"{what} {code}" for code in CODES[:3] for what in ("begin", "end")]


def test_a_form_opened_by_a_scan_receives_the_next_ones_and_the_desk_those_after_it(
    qtbot: Any, form: Form, keyboard: Keyboard, queue: ScanQueue
) -> None:
    log: list[str] = []

    def consume(scan: Scanned) -> None:
        log.append(f"desk {scan.raw}")
        if scan.raw == CODES[0]:
            dialog = a_dialog(form)
            dialog.open()
            with queue.capture(lambda scan: log.append(f"form {scan.raw}"), dialog):
                keyboard.type(f"{CODES[2]}\r")
                qtbot.waitUntil(lambda: len(log) == 2)
                warning = a_dialog(dialog)
                warning.open()
                keyboard.type(f"{CODES[3]}\r")
                QCoreApplication.processEvents()
                assert len(log) == 2
                warning.reject()
                qtbot.waitUntil(lambda: len(log) == 3)
            dialog.reject()

    queue.scanned.connect(consume)
    keyboard.type(f"{CODES[0]}\r{CODES[1]}\r")
    qtbot.waitUntil(lambda: len(log) == 4)
    assert log == [f"desk {CODES[0]}", f"form {CODES[2]}", f"form {CODES[3]}", f"desk {CODES[1]}"]


def test_a_scan_for_a_form_that_closes_before_it_can_take_it_goes_to_the_desk(
    qtbot: Any, keyboard: Keyboard, queue: ScanQueue, arrived: list[str]
) -> None:
    queue.hold()
    with queue.capture(lambda scan: arrived.append("form")):
        keyboard.type(f"{CODE}\r")
    queue.release()
    qtbot.waitUntil(lambda: arrived == [CODE])


@pytest.mark.parametrize(("mean", "spread"), [(66, 15), (66, 25), (50, 12)])
def test_fast_typists_are_never_taken_for_scanners(mean: int, spread: int) -> None:
    """15 and 20 keys a second with jitter, one key in five rolled 40 ms after the last; each word followed by Enter."""
    chance = random.Random(7)
    words = 100_000
    taken = 0
    for _ in range(words):
        gaps = [40 if chance.random() < 0.2 else max(5, round(chance.gauss(mean, spread))) for _ in range(8)]
        taken += typed_by_machine(gaps, Scanner())
    assert taken / words <= (0 if mean > 50 else 1e-4)


def a_dialog(parent: QWidget) -> QDialog:
    """A dialog whose default button a careless Enter would press."""
    dialog = QDialog(parent)
    yes = QPushButton("Pay", dialog, default=True)
    yes.clicked.connect(dialog.accept)
    owner = parent if isinstance(parent, Form) else None
    if owner is not None:
        yes.clicked.connect(lambda: owner.pressed.append("dialog"))
    return dialog


# By real keys, on a display of their own

AHEAD = ("nice", "-n", "-10") if os.geteuid() == 0 else ()
"""A scanner's keys come from a machine with nothing else to do: the other tests must not slow them to a hand's pace."""


class Desk:
    """Types at the program below, and asks it what happened."""

    def __init__(self, display: str, program: subprocess.Popen[str]) -> None:
        self.display, self.program = display, program

    def ask(self, **command: Any) -> Any:
        assert self.program.stdin is not None
        assert self.program.stdout is not None
        self.program.stdin.write(json.dumps(command) + "\n")
        self.program.stdin.flush()
        assert select.select([self.program.stdout], [], [], 20)[0], f"no answer to {command}"
        return json.loads(self.program.stdout.readline())

    def end_stall(self) -> None:
        """Let the program go on that was asked to stall, and meanwhile does nothing at all."""
        assert self.program.stdin is not None
        self.program.stdin.write("\n")
        self.program.stdin.flush()

    def xdotool(self, *words: str) -> None:
        words = (*AHEAD, "xdotool", *words)
        subprocess.run(words, env={**os.environ, "DISPLAY": self.display}, check=True, stderr=subprocess.DEVNULL)

    def scan(self, *codes: str, delay: int = 6) -> None:
        """Type each code and a real Return, which xdotool's "\\n" is not. A key takes half of xdotool's delay."""
        line = "type --delay {delay} --args 1 {code} key --delay 0 Return"
        self.xdotool(*" ".join(line.format(delay=delay, code=code) for code in codes).split())


@pytest.fixture(scope="module")
def desk() -> Iterator[Desk]:
    missing = [tool for tool in ("Xvfb", "xdotool", "openbox") if not which(tool)]
    assert not missing, f"install {missing}: the scanner is tried with real keys"
    with ExitStack() as stack:

        def start(*words: str, **options: Any) -> subprocess.Popen[str]:
            process = stack.enter_context(subprocess.Popen((*AHEAD, *words), text=True, **options))
            stack.callback(process.terminate)
            return process

        read, write = os.pipe()
        start("Xvfb", "-displayfd", str(write), "-nolisten", "tcp", pass_fds=[write], stderr=subprocess.DEVNULL)
        os.close(write)
        with os.fdopen(read) as numbers:
            display = f":{numbers.readline().strip()}"
        root = Path(__file__).parents[2]
        env = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "PYTHONPATH": str(root)}
        start("openbox", env=env, stderr=subprocess.DEVNULL)
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        yield Desk(display, start(sys.executable, __file__, env=env, **pipes))


@pytest.mark.parametrize("focus", ["scan", "name", "button", "table", "notes"])
def test_thirty_of_thirty_scans_arrive_wherever_the_focus_is(desk: Desk, focus: str) -> None:
    before = desk.ask(focus=focus)
    desk.scan(*CODES, delay=16 if focus == "scan" else 6)
    assert desk.ask(arrived=30) == CODES
    assert desk.ask(focus=focus) == before


@pytest.mark.parametrize("focus", ["name", "table"])
def test_thirty_of_thirty_scans_arrive_while_the_window_is_blocked(desk: Desk, focus: str) -> None:
    before = desk.ask(focus=focus, block=100)
    desk.scan(*CODES)
    assert desk.ask(arrived=30) == CODES
    assert desk.ask(focus=focus, block=0) == before


def test_thirty_of_thirty_scans_arrive_after_the_dialog_that_was_open(desk: Desk) -> None:
    before = desk.ask(focus="name")
    desk.ask(dialog=True)
    desk.scan(*CODES)
    assert desk.ask(waiting=30) == 30
    assert desk.ask(dialog=False) == "rejected"
    assert desk.ask(arrived=30) == CODES
    assert desk.ask(focus="name") == before


def test_a_fast_typist_s_words_reach_the_field(desk: Desk) -> None:
    """15 keys a second with jitter, one in five rolled 40 ms after the last, by real keys and a real clock."""
    chance = random.Random(11)
    words = ["martinez", "quevedo", "30234000", "ortega", "benito", "978030640"]
    desk.ask(focus="scan")
    keys: list[str] = []
    for word in words:
        for key in (*word, "Return"):
            gap = 0.040 if chance.random() < 0.2 else max(0.02, chance.gauss(0.066, 0.015))
            keys += ["sleep", f"{gap:.4f}", "key", "--delay", "0", key]
    desk.xdotool(*keys)
    assert desk.ask(entered=len(words)) == words
    assert desk.ask(waiting=0) == 0


def test_a_pin_typed_behind_a_badge_during_a_stall_reaches_the_line_that_the_badge_opens(desk: Desk) -> None:
    desk.ask(focus="scan")
    desk.ask(stall=True)
    desk.scan(BADGE)
    desk.xdotool("type", "--delay", "140", "1357")
    desk.xdotool("key", "--delay", "0", "Return")
    desk.scan(CODE)
    desk.end_stall()
    assert desk.ask(arrived=2) == [BADGE, CODE]
    assert desk.ask(signed=1) == ["1357"]
    assert desk.ask(entered=0) == []
    assert desk.ask(focus="scan")["scan"] == ""


def test_keys_and_scans_of_a_stall_wait_for_the_question_that_opens_after_it(desk: Desk) -> None:
    before = desk.ask(focus="scan")
    desk.ask(stall=True)
    desk.scan(QUESTION)
    pause = ("sleep", "0.1", "key", "--delay", "0")
    desk.xdotool(*pause, "Return", *pause, "space", *pause, "a", "sleep", "0.1")
    desk.scan(*CODES[:2])
    desk.end_stall()
    assert desk.ask(arrived=1) == [QUESTION]
    assert desk.ask(waiting=2) == 2
    assert desk.ask(dialog=False) == "rejected"
    assert desk.ask(arrived=3) == [QUESTION, *CODES[:2]]
    assert desk.ask(entered=1) == [""]
    after = desk.ask(focus="scan")
    assert after.pop("scan") == " a"
    assert after == {name: value for name, value in before.items() if name != "scan"}
    desk.ask(empty=True)


def serve() -> None:
    """Show the form, and answer what is asked on standard input: one JSON object, one line of JSON back."""
    app = QApplication([])
    form, queue = Form(), ScanQueue(app)
    arrived: list[str] = []
    entered: list[str] = []
    signed: list[str] = []
    dialog = a_dialog(form)
    secret = QLineEdit(echoMode=QLineEdit.EchoMode.Password)
    secret.setProperty(TAKES_SCANS, True)
    layout = form.layout()
    assert layout is not None
    layout.addWidget(secret)
    blocker = QTimer(form)
    questions: list[dict[str, Any]] = []

    def enter() -> None:
        entered.append(form.scan.text())
        form.scan.clear()

    def sign() -> None:
        signed.append(secret.text())
        secret.clear()

    def take(scan: Scanned) -> None:
        arrived.append(scan.raw)
        if scan.raw == BADGE:
            secret.setFocus()
        elif scan.raw == QUESTION:
            dialog.exec()

    def answer() -> None:
        """Answer the question if the time has come; otherwise look again later."""
        question = questions[0]
        if "focus" in question:
            widget = form.fields()[question["focus"]]
            form.activateWindow()
            if not widget.hasFocus():
                return widget.setFocus()
            for each in (arrived, entered, signed):
                each.clear()
            blocker.start(question["block"] + 10) if question.get("block") else blocker.stop()
            reply: Any = form.state()
        elif "stall" in question:
            QTimer.singleShot(20, lambda: os.read(0, 1))  # unbuffered: the next question may be there too
            reply = "busy"
        elif "empty" in question:
            form.scan.clear()
            reply = form.scan.text()
        elif "dialog" in question:
            if question["dialog"]:
                dialog.open()
                if not dialog.isActiveWindow():
                    return None
            reply = "open" if question["dialog"] else "rejected" if dialog.isVisible() else "answered"
            if not question["dialog"]:
                dialog.reject()
        else:
            ((what, count),) = question.items()
            lists = {"arrived": arrived, "entered": entered, "signed": signed, "waiting": range(queue.waiting())}
            seen = lists[what]
            if len(seen) < count:
                return None
            reply = len(seen) if what == "waiting" else list(seen)
        questions.pop()
        looker.stop()
        print(json.dumps(reply), flush=True)
        return None

    def hear() -> None:
        questions.append(json.loads(sys.stdin.readline()))
        looker.start(5)

    looker = QTimer(form)
    looker.timeout.connect(answer)
    blocker.timeout.connect(lambda: time.sleep(0.1))
    queue.scanned.connect(take)
    secret.returnPressed.connect(sign)
    form.scan.returnPressed.connect(enter)
    stdin = QSocketNotifier(0, QSocketNotifier.Type.Read, form)
    stdin.activated.connect(hear)
    form.show()
    app.exec()


if __name__ == "__main__":
    serve()
