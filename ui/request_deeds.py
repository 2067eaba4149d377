"""What staff do to requests: each is done by the desk, and what it answers is said."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from deskapp.desk.answers import Declined, Recorded
from deskapp.desk.views import HoldRow
from deskapp.domain.values import PatronId
from ui import words
from ui.lane import Message, Tone, refusal
from ui.request_line import Wanted
from ui.request_strip import Answer, Ask

if TYPE_CHECKING:
    from deskapp.desk.desk import Desk

AskReason = Callable[[QWidget | None, Declined], str | None]


class RequestDeeds(QObject):
    """Acts on requests through the desk; `said` tells how each went."""

    said = Signal(object)  # Message

    def __init__(self, desk: Desk, ask_reason: AskReason, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._ask_reason, self._over = desk, ask_reason, parent

    def place(self, patron: PatronId, wanted: Wanted) -> bool:
        """Place the request; where only a permission stands between, ask for the reason. Whether it was placed."""
        outcome = self._placed(patron, wanted, None)
        if isinstance(outcome, Declined) and outcome.overridable:
            reason = self._ask_reason(self._over, outcome)
            if reason is None:
                return False
            outcome = self._placed(patron, wanted, reason)
        return self._say(outcome, self.tr("Requested: {title}"), wanted.words)

    def _placed(self, patron: PatronId, wanted: Wanted, reason: str | None) -> Recorded | Declined:
        return self._desk.request(
            patron,
            wanted.title,
            wanted.pickup,
            wanted.item,
            reason,
            volume=wanted.volume,
            expires=wanted.expires,
        )

    def answered(self, answer: Answer) -> None:
        """Do what staff answered to the strip's question."""
        match answer.ask:
            case Ask.CANCEL:
                self.cancel(answer.rows, answer.reason)
            case Ask.SUSPEND:
                self._suspend(answer.rows, answer.until)
            case Ask.PICKUP:
                self._change_pickup(answer.rows, answer.pickup)
            case Ask.MOVE:
                self._move(answer.rows[0], answer.position, answer.reason)

    def cancel(self, rows: Sequence[HoldRow], reason: str = "") -> None:
        for row in rows:
            self._say(self._desk.cancel_request(row.hold, reason), self.tr("Request cancelled: {title}"), row.title)

    def resume(self, rows: Sequence[HoldRow]) -> None:
        for row in rows:
            self._say(self._desk.resume_request(row.hold), self.tr("Request resumed: {title}"), row.title)

    def _suspend(self, rows: Sequence[HoldRow], until: date | None) -> None:
        line = self.tr("It counts again when it is resumed.")
        if until is not None:
            line = self.tr("It counts again on {date}.").format(date=words.weekday(until))
        for row in rows:
            outcome = self._desk.suspend_request(row.hold, until)
            self._say(outcome, self.tr("Request suspended: {title}"), row.title, line)

    def _change_pickup(self, rows: Sequence[HoldRow], pickup: str) -> None:
        where = self._desk.library.branch(pickup).name
        line = self.tr("It is picked up at {branch} now.").format(branch=where)
        for row in rows:
            outcome = self._desk.change_pickup(row.hold, pickup)
            self._say(outcome, self.tr("Pickup changed: {title}"), row.title, line)

    def _move(self, row: HoldRow, to: int, reason: str) -> None:
        self._say(self._desk.move_request(row.hold, to, reason), self.tr("Request moved: {title}"), row.title)

    def _say(self, outcome: Recorded | Declined, text: str, title: str, *lines: str) -> bool:
        if isinstance(outcome, Declined):
            self.said.emit(refusal(outcome))
            return False
        self.said.emit(Message(Tone.DONE, text.format(title=title), lines))
        return True
