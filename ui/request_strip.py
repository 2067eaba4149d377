"""What an act on requests still needs to know, asked below the table: a reason, a day, a library, a position."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum, auto

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from deskapp.desk.views import HoldRow
from deskapp.domain.rules import Branch
from ui import request_words, style
from ui.fields import read_date
from ui.sure_strip import AskingStrip


class Ask(StrEnum):
    """The acts that need more than a key."""

    CANCEL = auto()
    SUSPEND = auto()
    PICKUP = auto()
    MOVE = auto()


@dataclass(frozen=True, slots=True)
class Answer:
    """What staff said; what was not asked is empty."""

    ask: Ask
    rows: tuple[HoldRow, ...]
    reason: str = ""
    until: date | None = None
    pickup: str = ""
    position: int = 0


class RequestStrip(AskingStrip):
    """Hidden until something is asked; Enter answers, Esc leaves it."""

    answered = Signal(object)  # Answer

    def __init__(self, branches: Sequence[Branch], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ask = Ask.CANCEL
        self._rows: tuple[HoldRow, ...] = ()
        self._question, self._label = QLabel(), QLabel()
        self._until, self._reason = QLineEdit(), QLineEdit()
        self._pickup, self._position = QComboBox(), QSpinBox()
        for branch in branches:
            self._pickup.addItem(branch.name, branch.code)
        self._until.setPlaceholderText(self.tr("day/month/year; empty: until it is resumed"))
        self._until.setAccessibleName(self.tr("First day on which the request counts again"))
        self._pickup.setAccessibleName(self.tr("New pickup library"))
        self._position.setAccessibleName(self.tr("New position in the queue"))
        self._reason.setAccessibleName(self.tr("Reason"))
        self._position.setRange(1, 9999)
        self._do, self._leave = QPushButton(self._verb()), QPushButton(self.tr("&Leave it"))
        for button, deed in ((self._do, self._answer), (self._leave, self.leave)):
            button.setAutoDefault(False)
            button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            button.clicked.connect(deed)
        for editor in (self._until, self._reason, self._pickup, self._position):
            editor.installEventFilter(self)
        self._until.textChanged.connect(self._check)
        self._reason.textChanged.connect(self._check)
        self._arrange()

    def _arrange(self) -> None:
        style.sized(self._question, 10.5, bold=True)
        self._question.setTextFormat(Qt.TextFormat.PlainText)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._label)
        row.addWidget(self._position)
        row.addWidget(self._pickup)
        row.addWidget(self._until, 1)
        row.addWidget(self._reason, 2)
        row.addWidget(self._do)
        row.addWidget(self._leave)
        row.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.addWidget(self._question)
        column.addLayout(row)

    def ask(self, what: Ask, rows: Sequence[HoldRow], position: int = 0) -> None:
        """Ask what this act on these requests needs; `position` is offered."""
        self._ask, self._rows = what, tuple(rows)
        one = rows[0].title if len(rows) == 1 else request_words.plurals.chosen(len(rows))
        self._question.setText(f"{self._name()}: {one}")
        self._do.setText(self._verb())
        self._label.setText(self._wanted())
        for editor, asked in (
            (self._until, what is Ask.SUSPEND),
            (self._pickup, what is Ask.PICKUP),
            (self._position, what is Ask.MOVE),
            (self._reason, what in (Ask.CANCEL, Ask.MOVE)),
        ):
            editor.setVisible(asked)
        reason = self.tr("Why (optional)") if what is Ask.CANCEL else self.tr("Why: it is kept under your name")
        self._reason.setPlaceholderText(reason)
        self._reason.setAccessibleName(reason)
        self._reason.clear()
        self._until.clear()
        self._position.setValue(position)
        self._pickup.setCurrentIndex(max(0, self._pickup.findText(rows[0].pickup)))
        self._check()
        self.show()
        first = {Ask.SUSPEND: self._until, Ask.PICKUP: self._pickup}.get(what, self._reason)
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter in any of the inputs answers."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        ):
            self._do.click()
            return True
        return super().eventFilter(watched, event)

    def _name(self) -> str:
        return {
            Ask.CANCEL: self.tr("Cancel the request"),
            Ask.SUSPEND: self.tr("Suspend the request; its place in the queue stays"),
            Ask.PICKUP: self.tr("Change where it is picked up"),
            Ask.MOVE: self.tr("Move the request in its queue"),
        }[self._ask]

    def _verb(self) -> str:
        return {
            Ask.CANCEL: self.tr("&Yes, cancel it"),
            Ask.SUSPEND: self.tr("&Suspend"),
            Ask.PICKUP: self.tr("C&hange"),
            Ask.MOVE: self.tr("Mo&ve"),
        }[self._ask]

    def _wanted(self) -> str:
        return {
            Ask.CANCEL: self.tr("Reason"),
            Ask.SUSPEND: self.tr("Counts again on"),
            Ask.PICKUP: self.tr("Pickup at"),
            Ask.MOVE: self.tr("To position"),
        }[self._ask]

    def _check(self) -> None:
        """A day that cannot be read, or a move without a reason, cannot be meant."""
        day = self._until.text().strip()
        bad = (self._ask is Ask.SUSPEND and day != "" and read_date(day) is None) or (
            self._ask is Ask.MOVE and not self._reason.text().strip()
        )
        self._do.setEnabled(not bad)

    def _answer(self) -> None:
        self.hide()
        self.answered.emit(
            Answer(
                self._ask,
                self._rows,
                self._reason.text().strip(),
                read_date(self._until.text()),
                str(self._pickup.currentData() or ""),
                self._position.value(),
            )
        )
        self.left.emit()
