"""Catches what a scanner types wherever the focus is, and hands it over one scan at a time, dropping none.

A scanner is told from a person by the key events' own time stamps, which stay true while the window is busy. Keys that
may be a scan's wait a few milliseconds, so that a scan seldom touches any field; what a slow one did touch is put back.
What a person types before a scan is answered follows it: a PIN behind a badge is for the question that the badge opens.
"""

import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QWindow
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from ui.scan_pace import MANY_GAPS, Scanner, elapsed, faster_than_a_hand, typed_by_machine
from ui.scan_trace import Trace, can_be_removed
from ui.typed_ahead import Typed, is_secret

TAKES_SCANS = "takesScans"
"""The property of a line for secrets where a scan may be a badge: whoever gets it tells it from a password."""

_HELD_MS = 25  # scanners send a key every 7 to 16 ms; a person does not notice this wait


@dataclass(frozen=True, slots=True)
class Scanned:
    """What a scanner sent, as it came but for prefix, suffix and Enter; `repeated`: the same a moment ago."""

    raw: str
    repeated: bool


@dataclass(slots=True)
class _Burst:
    """Keys that came close upon each other; `held` are those that no widget has seen yet."""

    prefixed: bool = False
    certain: bool = False  # it began with a prefix that nobody types
    text: str = ""
    last: int | None = None
    gaps: list[int] = field(default_factory=list)
    held: deque[Typed] = field(default_factory=deque)
    trace: Trace = field(default_factory=Trace)
    behind: "_Destination | None" = None  # that had something to hand on when they came

    def at_pace(self) -> bool:
        return self.certain or faster_than_a_hand(self.gaps[-MANY_GAPS:])

    def reaches(self, at: int, scanner: Scanner) -> bool:
        """Whether a key at this time can belong to it."""
        allowed = scanner.stall_ms if self.at_pace() else scanner.gap_ms
        return self.last is not None and elapsed(self.last, at) <= allowed

    def add(self, text: str, at: int) -> None:
        self.text += text
        if self.last is not None:
            self.gaps.append(elapsed(self.last, at))
        self.last = at

    def is_scan(self, scanner: Scanner, end: int | None = None) -> bool:
        """Whether it is a whole scan, given when its Enter came."""
        if self.last is None or len(self.text) < (1 if self.prefixed else scanner.shortest):
            return False
        gaps = self.gaps if end is None else [*self.gaps, elapsed(self.last, end)]
        return typed_by_machine(gaps, scanner) or (self.certain and max(gaps) <= scanner.stall_ms)


@dataclass(eq=False, slots=True)
class _Destination:
    """Who takes scans, the dialog that may be open meanwhile, and what waits for it: scans, and keys behind them."""

    receive: Callable[[Scanned], object]
    dialog: QWidget | None = None
    any_dialog: bool = False
    waiting: deque[Scanned | Typed] = field(default_factory=deque)
    busy: bool = False

    def ready(self) -> bool:
        modal = QApplication.activeModalWidget()
        return bool(self.waiting) and not self.busy and (modal is None or self.any_dialog or modal is self.dialog)

    def scans(self) -> int:
        return sum(isinstance(each, Scanned) for each in self.waiting)

    def forget(self, trace: Trace) -> None:
        """Give up the keys of a burst that has turned out to be a scan."""
        if any(isinstance(each, Typed) for each in self.waiting):
            self.waiting = deque(each for each in self.waiting if not (isinstance(each, Typed) and each.trace is trace))


class ScanQueue(QObject):
    """The application's one scan queue. Scans wait, in order, for dialogs, for `release`, and for whoever is busy."""

    scanned = Signal(object)  # Scanned
    waitingChanged = Signal(int)

    def __init__(
        self,
        application: QApplication,
        scanner: Scanner | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(application)
        self.scanner = scanner or Scanner()
        self._clock, self._touched = clock, clock()
        self._burst = _Burst()
        self._ended: int | None = None  # when the last scan's Enter came; a second one right after it goes
        self._seen: dict[str, int] = {}
        self._holds = 0
        self._destinations = [_Destination(self.scanned.emit)]
        self._replaying = False
        self._delivery = self._timer(self._deliver)
        self._second_look = self._timer(self._pause)
        self._patience = self._timer(lambda: self._second_look.start())  # keys that are here already go first
        application.installEventFilter(self)

    def _timer(self, then: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.timeout.connect(then)
        return timer

    def waiting(self) -> int:
        return sum(destination.scans() for destination in self._destinations)

    def hold(self) -> None:
        """Let scans wait until as many calls of `release`."""
        self._holds += 1

    def release(self) -> None:
        self._holds = max(0, self._holds - 1)
        self._delivery.start()

    def idle(self) -> float:
        """Seconds since a key, a scan or the mouse."""
        return self._clock() - self._touched

    def touch(self) -> None:
        """Somebody is there."""
        self._touched = self._clock()

    def give_back(self, scans: Sequence[Scanned]) -> None:
        """Hand these over once more, before those that wait."""
        self._destinations[0].waiting.extendleft(reversed(scans))
        self._delivery.start()

    def drop_typed(self) -> None:
        """Forget what was typed behind the scan that is being answered: it was for a question that nobody asks."""
        for waiting in (destination.waiting for destination in self._destinations if destination.busy):
            while waiting and isinstance(waiting[0], Typed):
                waiting.popleft()

    @contextmanager
    def capture(self, receiver: Callable[[Scanned], object], dialog: QWidget | None = None) -> Iterator[None]:
        """Send scans made from now on to `receiver`; with `dialog`, not while another one is open in front of it."""
        destination = _Destination(receiver, dialog, any_dialog=dialog is None)
        self._destinations.append(destination)
        try:
            yield
        finally:
            place = self._destinations.index(destination)
            self._destinations.remove(destination)
            self._destinations[place - 1].waiting.extend(destination.waiting)
            if self._burst.behind is destination:
                self._burst.behind = self._destinations[place - 1]
            self._delivery.start()

    # What the keyboard does

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind not in _WATCHED:  # nearly always
            return False
        if kind in _HANDS:
            self._touched = self._clock()
        match kind:
            case QEvent.Type.KeyPress | QEvent.Type.KeyRelease if isinstance(watched, QWindow):
                if self._replaying:
                    self._replaying = False
                    return False
                assert isinstance(event, QKeyEvent)
                taken = (self._press if kind == QEvent.Type.KeyPress else self._lift)(watched, event)
                return taken or self._follows(watched, event)
            case QEvent.Type.ShortcutOverride if isinstance(event, QKeyEvent) and not self._is_shortcut(event):
                event.accept()  # it comes again as a key press
                return True
            case QEvent.Type.InputMethod | QEvent.Type.MouseButtonPress if self._burst.held:
                self._let_go()
            case QEvent.Type.WindowUnblocked | QEvent.Type.Hide if isinstance(watched, QWindow):
                self._delivery.start()  # a dialog may have closed
        return False

    def _press(self, window: QWindow, event: QKeyEvent) -> bool:
        """Deal with a key; True keeps it from the widgets."""
        at = _time_of(event)
        if event.key() in _MODIFIER_KEYS:
            return False
        if self._is_kept_down(event) or _takes_no_scan(QApplication.focusWidget()):
            self._let_go()
            return False
        if self._ends(event):
            return self._end(at)
        begins = self._begins(event)
        if begins or not self._belongs(event) or not self._burst.reaches(at, self.scanner):
            self._let_go()
        if not (begins or self._belongs(event)):
            return False
        if begins:
            self._burst = _Burst(prefixed=True, certain=not _prints(event))
        self._ended = None
        self._burst.add("" if begins else event.text(), at)
        self._hold(window, event)
        self._patience.start(self._hold_for())
        return True

    def _hold_for(self) -> int:
        """How long keys may wait for the next, ms. Only in a text field can what they did be put back."""
        if self._burst.at_pace():
            return self.scanner.stall_ms
        return _HELD_MS if can_be_removed(QApplication.focusWidget()) else self.scanner.gap_ms

    def _lift(self, window: QWindow, event: QKeyEvent) -> bool:
        """Keep the release of a held key behind it."""
        if not self._burst.held or event.key() in _MODIFIER_KEYS:
            return False
        self._hold(window, event)
        return True

    def _hold(self, window: QWindow, event: QKeyEvent) -> None:
        self._burst.held.append(Typed(window, event.clone(), QApplication.focusWidget(), self._burst.trace))

    def _follows(self, window: QWindow, event: QKeyEvent) -> bool:
        """Keep a key that no scan has behind a scan that is still to be answered."""
        if event.key() in _MODIFIER_KEYS or not self._is_due() or _takes_no_scan(QApplication.focusWidget()):
            return False
        waiting = self._destinations[-1].waiting
        if event.type() == QEvent.Type.KeyRelease and not isinstance(waiting[-1], Typed):
            return False
        waiting.append(Typed(window, event.clone(), QApplication.focusWidget(), Trace()))
        return True

    def _is_due(self) -> bool:
        """Whether a scan, or keys behind it, are about to be handed on."""
        return self._delivery.isActive() and not self._holds and self._destinations[-1].ready()

    def _begins(self, event: QKeyEvent) -> bool:
        """Whether it is the prefix; a character can also be inside a code."""
        inside = _prints(event) and self._burst.reaches(_time_of(event), self.scanner)
        return _is(event, self.scanner.prefix) and not inside

    def _belongs(self, event: QKeyEvent) -> bool:
        """Whether it is a character; a control character is one for scanners only (GS1 has them inside)."""
        command = event.modifiers() & _COMMANDS not in (Qt.KeyboardModifier.NoModifier, _ALT_GR)
        return (_prints(event) and not command) or (event.text() != "" and self._burst.at_pace())

    def _ends(self, event: QKeyEvent) -> bool:
        return event.key() in _ENDS or event.text() in _END_TEXTS or _is(event, self.scanner.suffix)

    def _is_kept_down(self, event: QKeyEvent) -> bool:
        """Whether a key repeats itself, which starts late; "00" within a millisecond only looks like that to Qt."""
        at = _time_of(event)
        return event.isAutoRepeat() and not (self._burst.reaches(at, self.scanner) or self._just_ended(at))

    def _just_ended(self, at: int) -> bool:
        return self._ended is not None and elapsed(self._ended, at) <= self.scanner.gap_ms

    def _is_shortcut(self, event: QKeyEvent) -> bool:
        """Whether a key is free to be a shortcut, since it is not a scan's."""
        at = _time_of(event)
        if self._is_due() and (self._belongs(event) or (self._ends(event) and not event.modifiers() & _COMMANDS)):
            return False
        if self._is_kept_down(event):
            return True
        if self._ends(event):
            return not (self._just_ended(at) or self._burst.is_scan(self.scanner, at))
        return not (self._begins(event) or (self._belongs(event) and self._burst.reaches(at, self.scanner)))

    def _end(self, at: int) -> bool:
        """Deal with Enter, Tab or the suffix: a scan's is swallowed, a person's follows the keys before it."""
        if self._just_ended(at):  # the LF of CR LF
            self._ended = at
        elif self._burst.is_scan(self.scanner, at):
            self._take(at)
        else:
            self._let_go()
            return False
        return True

    def _pause(self) -> None:
        """Nothing more came for a while: a scan without Enter, or a person, whose keys must not wait."""
        if not self._patience.isActive() and not self._take_bare():
            self._hand_on()

    def _let_go(self) -> None:
        """Close the burst: a scan without Enter, or a person's keys."""
        self._patience.stop()
        burst = self._burst
        if not self._take_bare():
            self._hand_on()
            if self._burst is burst:
                self._burst = _Burst()

    def _hand_on(self) -> None:
        """Give the held keys to the widgets, remembering how to take them back."""
        burst = self._burst
        while burst.held:
            key = burst.held.popleft()
            if (line := self._line_before(burst)) is not None:
                line.append(key)
            elif burst.behind is not None:
                self._feed_later(key)
            elif not key.would_show_a_secret():
                self._feed(key, key.window)

    def _feed_later(self, key: Typed) -> None:
        """Give a key that followed a scan to what has the focus since, if that may have it."""
        if key.may_be_fed():
            self._feed(key, key.target())

    def _line_before(self, burst: _Burst) -> deque[Scanned | Typed] | None:
        """What the held keys have to follow: what is about to be handed on, or was being so when they came."""
        if self._is_due():
            return self._destinations[-1].waiting
        behind = burst.behind
        return behind.waiting if behind in self._destinations and (behind.busy or behind.waiting) else None

    def _feed(self, key: Typed, window: QWindow) -> None:
        if isValid(window):
            key.trace.leave(QApplication.focusWidget(), partial(self._replay, window, key.event))

    def _replay(self, window: QWindow, event: QKeyEvent) -> None:
        self._replaying = True  # until our filter meets the event, first thing
        QCoreApplication.sendEvent(window, event)
        self._replaying = False

    def _take_bare(self) -> bool:
        """Take the burst if it is a scan as it stands, without Enter, and not given up yet."""
        burst = self._burst
        if burst.last is None or not burst.held or len(burst.text) not in self.scanner.bare_lengths:
            return False
        whole = burst.is_scan(self.scanner)
        if whole:
            self._take(burst.last)
        return whole

    def _take(self, at: int) -> None:
        self._patience.stop()
        burst, self._burst, self._ended = self._burst, _Burst(), at
        burst.trace.remove()
        for destination in self._destinations:
            destination.forget(burst.trace)
        self._seen = {raw: then for raw, then in self._seen.items() if elapsed(then, at) <= self.scanner.again_ms}
        self._destinations[-1].waiting.append(Scanned(burst.text, repeated=burst.text in self._seen))
        self._seen[burst.text] = at
        self.waitingChanged.emit(self.waiting())
        self._delivery.start()

    # Who gets it

    def _deliver(self) -> None:
        destination = next((each for each in self._destinations if each.ready()), None)
        if destination is None or self._holds:
            return
        if self._burst.held and destination is self._destinations[-1]:
            self._burst.behind = destination
        next_ = destination.waiting.popleft()
        destination.busy = True
        try:
            if isinstance(next_, Typed):
                self._feed_later(next_)
            else:
                self.waitingChanged.emit(self.waiting())
                destination.receive(next_)
        finally:
            destination.busy = False
            self._delivery.start()


_HANDS = {
    QEvent.Type.KeyPress,
    QEvent.Type.InputMethod,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
}
_WATCHED = {
    *_HANDS,
    QEvent.Type.KeyRelease,
    QEvent.Type.ShortcutOverride,
    QEvent.Type.WindowUnblocked,
    QEvent.Type.Hide,
}
_ENDS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)
_END_TEXTS = ("\r", "\n", "\t", "\r\n")  # some send Ctrl+M, Ctrl+J, Ctrl+I
_MODIFIER_KEYS = {Qt.Key(code) for code in range(Qt.Key.Key_Shift, Qt.Key.Key_ScrollLock + 1)} | {Qt.Key.Key_AltGr}
_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
_ALT_GR = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier  # what Windows calls it


def _time_of(event: QKeyEvent) -> int:
    return event.timestamp() or time.monotonic_ns() // 1_000_000


def _prints(event: QKeyEvent) -> bool:
    return event.text() != "" and event.text().isprintable()


def _is(event: QKeyEvent, name: str) -> bool:
    """Whether it is the key that the settings call by this character or name."""
    return name == (QKeySequence(event.key()).toString() if len(name) > 1 else event.text()) != ""


def _takes_no_scan(widget: QWidget | None) -> bool:
    """A password manager types as fast as a scanner, and what it types must not be shown."""
    return is_secret(widget) and not widget.property(TAKES_SCANS)  # type: ignore[union-attr]  # it is a line
