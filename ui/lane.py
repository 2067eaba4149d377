"""The message lane: beside the work, newest on top, one tone of colour, icon and sound for each kind of news."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from deskapp.desk.answers import Declined
from ui import style, words

_KEPT = 8


class Tone(StrEnum):
    """What kind of news it is; also the name of its sound."""

    DONE = "done"
    REFUSED = "refused"
    ATTENTION = "attention"
    REPEATED = "repeated"
    PATRON = "patron"
    HOLD = "hold"
    TRANSIT = "transit"
    NOTE = "note"  # without a sound


class _Look(NamedTuple):
    icon: str
    colour: str
    back: str


_LOOKS = {
    Tone.DONE: _Look("check-circle", style.GOOD, style.GOOD_SOFT),
    Tone.REFUSED: _Look("close-octagon", style.BAD, style.BAD_SOFT),
    Tone.ATTENTION: _Look("alert", style.WARN, style.WARN_SOFT),
    Tone.REPEATED: _Look("repeat", style.WARN, style.WARN_SOFT),
    Tone.PATRON: _Look("account-check", style.CALM, style.CALM_SOFT),
    Tone.HOLD: _Look("bookmark-check", style.CALM, style.CALM_SOFT),
    Tone.TRANSIT: _Look("truck-outline", style.CALM, style.CALM_SOFT),
    Tone.NOTE: _Look("information-outline", style.QUIET, "#eceef1"),
}


@dataclass(frozen=True, slots=True)
class Action:
    """What staff may do about a message: the words on the button, the key, and the deed."""

    text: str
    key: str
    do: Callable[[], object]


@dataclass(frozen=True, slots=True)
class Message:
    """One piece of news. `lines` say more, below the text. A passing one leaves no card: it is heard only."""

    tone: Tone
    text: str
    lines: tuple[str, ...] = ()
    action: Action | None = None
    passing: bool = False


class _Card(QFrame):
    """One message on its coloured ground."""

    def __init__(self) -> None:
        super().__init__()
        self.message: Message | None = None
        self._icon, self._time, self._text, self._more = QLabel(), QLabel(), QLabel(), QLabel()
        self._button = QPushButton()
        self._button.clicked.connect(self.act)
        self._button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        for label in (self._text, self._more):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        style.sized(self._time, 8.5)
        style.tint(self._time, text=style.QUIET)
        self._arrange()

    def _arrange(self) -> None:
        words_ = QVBoxLayout()
        words_.setSpacing(3)
        for widget in (self._text, self._more):
            words_.addWidget(widget)
        words_.addWidget(self._button, alignment=Qt.AlignmentFlag.AlignLeft)
        side = QVBoxLayout()
        side.addWidget(self._icon, alignment=Qt.AlignmentFlag.AlignHCenter)
        side.addWidget(self._time)
        side.addStretch()
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 8, 8, 8)
        row.addLayout(side)
        row.addLayout(words_, 1)

    def show_message(self, message: Message, time: str) -> None:
        self.message = message
        look = _LOOKS[message.tone]
        style.tint(self, back=look.back)
        self._icon.setPixmap(style.pixmap(look.icon, look.colour, 24))
        style.tint(self._text, text=look.colour if message.tone is not Tone.NOTE else style.TEXT)
        self._time.setText(time)
        self._text.setText(message.text)
        self._more.setText("\n".join(message.lines))
        style.reveal(self._more, bool(message.lines))
        if message.action is not None:
            self._button.setText(f"{message.action.text}  ({message.action.key})")
        style.reveal(self._button, message.action is not None)

    def newest(self, yes: bool) -> None:
        """The newest is in large letters; of older ones the first line is left, and their actions are over."""
        style.sized(self._text, 12 if yes else 10, bold=yes)
        if not yes:
            self._button.hide()
            lines = self.message.lines if self.message else ()
            self._more.setToolTip("\n".join(lines))
            if len(lines) > 1:
                self._more.setText(f"{lines[0]} …")

    def act(self) -> None:
        if self.message is not None and self.message.action is not None and not self._button.isHidden():
            self._button.hide()
            self.message.action.do()


class Lane(QScrollArea):
    """The last messages. `said` lets the sounds follow."""

    said = Signal(Tone)

    def __init__(self, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self._cards: deque[_Card] = deque()
        self._column = QVBoxLayout()
        self._column.setContentsMargins(8, 8, 8, 8)
        self._column.setSpacing(8)
        self._column.addStretch(1)
        body = QWidget()
        body.setLayout(self._column)
        self.setWidget(body)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFixedWidth(290)
        self.setAccessibleName(self.tr("Messages"))

    def say(self, message: Message) -> None:
        """Put a message on top."""
        if not message.passing:
            self._show(message)
        self.said.emit(message.tone)
        announcement = QAccessibleAnnouncementEvent(self, " ".join((message.text, *message.lines)))
        QAccessible.updateAccessibility(announcement)

    def _show(self, message: Message) -> None:
        if self._cards:
            self._cards[0].newest(False)
        card = self._cards.pop() if len(self._cards) >= _KEPT else _Card()
        card.show_message(message, self._now().astimezone().strftime("%H:%M"))
        card.newest(True)
        self._column.insertWidget(0, card)
        self._cards.appendleft(card)
        card.show()
        self.verticalScrollBar().setValue(0)

    def newest(self) -> Message | None:
        return self._cards[0].message if self._cards else None

    def messages(self) -> list[Message]:
        """From the newest to the oldest."""
        return [card.message for card in self._cards if card.message is not None]

    def act(self, key: str) -> bool:
        """Do what the newest message offers under this key; whether there was such an offer."""
        message = self.newest()
        if message is None or message.action is None or message.action.key != key:
            return False
        self._cards[0].act()
        return True

    def minimumSizeHint(self) -> QSize:
        return QSize(self.width(), 100)


def reasons(declined: Declined) -> tuple[str, ...]:
    """Every block in words, with the permission that lifts it."""
    return tuple(map(words.block_with_way_out, declined.blocks))


def refusal(declined: Declined) -> Message:
    """Why the desk refused, for the lane."""
    lines = [words.block(block) for block in declined.blocks]
    return Message(Tone.REFUSED, lines[0] if lines else declined.title, tuple(lines[1:]))
