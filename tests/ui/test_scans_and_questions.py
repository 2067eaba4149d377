"""Real key events, through the real queue: a scan waits while a question is open, and its Enter never answers it."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog

from tests.ui.windows import Serving
from ui import choose
from ui.lane import Tone

Serve = Callable[[], Serving]

_KEYS = {"\r": Qt.Key.Key_Return, "\x1b": Qt.Key.Key_Escape, "\b": Qt.Key.Key_Backspace}


class Scanner:
    """Types a code into whatever window is in front, a key each 8 ms by the keys' own time."""

    def __init__(self) -> None:
        self.now = 10_000

    def scan(self, code: str) -> None:
        self.now += 3_000
        self.type(f"{code}\r")

    def type(self, text: str) -> None:
        """Some keys of a scan, close upon those before them."""
        for char in text:
            self.now += 8
            self._key(_KEYS.get(char) or Qt.Key(ord(char.upper())), char)

    def by_hand(self, text: str) -> None:
        """The keys of a person, 70 ms apart."""
        for char in text:
            self.now += 70
            self._key(_KEYS.get(char) or Qt.Key(ord(char.upper())), char)

    def _key(self, key: Qt.Key, text: str) -> None:
        focus = QApplication.focusWidget() or QApplication.activeWindow()
        assert focus is not None
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text)
            event.setTimestamp(self.now)
            QCoreApplication.sendEvent(focus.window().windowHandle(), event)


@pytest.fixture
def scanner() -> Scanner:
    return Scanner()


def when_asked(answer: Callable[[QDialog], None]) -> None:
    """Do this once a question is open."""

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QDialog):
            answer(dialog)
        else:
            QTimer.singleShot(10, look)

    QTimer.singleShot(10, look)


def codes(desk: Serving, *barcodes: str) -> None:
    """Give items barcodes of the usual length."""
    for barcode in barcodes:
        desk.desk.quick_add(barcode, f"Title {barcode}", "BOOK")


def test_scans_typed_by_a_scanner_are_lent_in_order(serve: Serve, scanner: Scanner) -> None:
    desk = serve()
    codes(desk, "31234000000017", "31234000000025")
    desk.scan("P1")
    scanner.scan("31234000000017")
    scanner.scan("31234000000025")
    desk.bot.waitUntil(lambda: sorted(desk.lent()) == ["31234000000017", "31234000000025"])
    assert desk.window.top.field.text() == ""


def test_a_scan_cannot_answer_who_is_standing_there_and_waits_for_the_answer(serve: Serve, scanner: Scanner) -> None:
    desk = serve()
    codes(desk, "31234000000017", "31234000000025")
    desk.window._asking.still_there = choose.still_there
    desk.scan("P1")
    desk.seconds[0] += 181
    seen: list[bool] = []

    def answer(dialog: QDialog) -> None:
        scanner.scan("31234000000025")
        seen.append(dialog.isVisible())
        desk.bot.keyClick(dialog, Qt.Key.Key_Y)

    when_asked(answer)
    scanner.scan("31234000000017")
    desk.bot.waitUntil(lambda: sorted(desk.lent()) == ["31234000000017", "31234000000025"])
    assert seen == [True]


def test_no_finishes_the_patron_and_the_waiting_scan_is_shown_not_lent(serve: Serve, scanner: Scanner) -> None:
    desk = serve()
    codes(desk, "31234000000017", "31234000000025")
    desk.window._asking.still_there = choose.still_there
    desk.scan("P1")
    desk.seconds[0] += 181

    def answer(dialog: QDialog) -> None:
        scanner.scan("31234000000025")
        desk.bot.keyClick(dialog, Qt.Key.Key_N)

    when_asked(answer)
    scanner.scan("31234000000017")
    desk.bot.waitUntil(lambda: desk.work.services.current() is desk.work.services.item_view)
    assert desk.window.active.id is None
    assert desk.desk.panel(desk.workstation.patron("P1")).loans == ()


def test_a_scan_while_the_undo_question_stands_does_not_undo(serve: Serve, scanner: Scanner) -> None:
    desk = serve()
    codes(desk, "31234000000017")
    desk.scan("P1", "I4")
    desk.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    scanner.scan("31234000000017")
    desk.bot.waitUntil(lambda: sorted(desk.lent()) == ["31234000000017", "I4"])


def test_the_same_item_within_a_moment_is_a_double_scan(serve: Serve, scanner: Scanner) -> None:
    desk = serve()
    codes(desk, "31234000000017")
    desk.scan("P1")
    scanner.scan("31234000000017")
    scanner.now -= 2_500
    scanner.scan("31234000000017")
    desk.bot.waitUntil(lambda: desk.tone() is Tone.REPEATED)
    assert desk.lent() == ["31234000000017"]


def test_keys_typed_before_a_question_could_be_seen_wait_for_its_answer_and_then_follow_the_scan(
    serve: Serve, scanner: Scanner
) -> None:
    """The window was busy, so the scan, the keys and the next scan are there before the question opens."""
    desk = serve()
    codes(desk, "31234000000017", "31234000000025")
    desk.window._asking.still_there = choose.still_there
    desk.scan("P1")
    desk.seconds[0] += 181
    seen: list[tuple[bool, str]] = []

    def answer(dialog: QDialog) -> None:
        QTimer.singleShot(50, lambda: no(dialog))

    def no(dialog: QDialog) -> None:
        seen.append((dialog.isVisible(), desk.window.top.field.text()))
        desk.bot.keyClick(dialog, Qt.Key.Key_N)

    when_asked(answer)
    scanner.scan("31234000000017")
    scanner.by_hand("y\r \x1bzor")
    scanner.scan("31234000000025")
    scanner.by_hand("aid")
    desk.bot.waitUntil(lambda: len(seen) == 1 and desk.scans.waiting() == 0)
    assert seen == [(True, "")]
    assert desk.window.active.id is None
    desk.bot.waitUntil(lambda: desk.window.top.field.text() == " zoraid")


def test_what_is_typed_between_two_scans_while_the_window_is_busy_stays_between_them(
    serve: Serve, scanner: Scanner
) -> None:
    desk = serve()
    codes(desk, "31234000000017", "31234000000025")
    desk.scan("P1")
    scanner.scan("31234000000017")
    scanner.by_hand("P2\r")
    scanner.scan("31234000000025")
    scanner.by_hand("gas\bbc")
    desk.bot.waitUntil(lambda: desk.window.top.field.text() == "gabc")
    loans = {card: desk.desk.panel(desk.workstation.patron(card)).loans for card in ("P1", "P2")}
    assert {card: [loan.barcode for loan in loans[card]] for card in loans} == {
        "P1": ["31234000000017"],
        "P2": ["31234000000025"],
    }
