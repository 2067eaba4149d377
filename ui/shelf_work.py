"""Working a list through: an item scanned or chosen there is checked in, and the desk says where it goes."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from deskapp.desk.answers import CheckedIn, Declined, ItemHit
from deskapp.domain.values import ItemId
from ui import item_words, request_words
from ui.lane import Message, Tone
from ui.shelves_page import ShelvesPage

if TYPE_CHECKING:
    from deskapp.desk.desk import Desk


class ShelfWork(QObject):
    """Takes items back one by one; of many at once it gives the sum at the end."""

    told = Signal(object)  # CheckedIn | Declined: whoever listens says it

    def __init__(
        self, desk: Desk, page: ShelvesPage, say: Callable[[Message], None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._page, self._say = desk, page, say
        self._waiting: deque[ItemId] = deque()
        self._answers: list[CheckedIn | Declined] = []
        self._next = QTimer(self, interval=0, singleShot=True)
        self._next.timeout.connect(self._take_next)
        page.take_back.connect(self.take_back)

    def scanned(self, text: str) -> bool:
        """Whether the text was the number of an item, and so was for the list in front."""
        hits = [hit for hit in self._desk.find(text).hits if isinstance(hit, ItemHit)]
        if len(hits) != 1:
            return False
        if self._page.takes_back():
            self.take_back([hits[0].id])
        elif self._page.go_to(hits[0].id):
            self._say(Message(Tone.NOTE, self.tr("It is on the list"), (hits[0].title, hits[0].barcode)))
        else:
            self._say(Message(Tone.ATTENTION, self.tr("It is not on this list"), _what_it_is(hits[0])))
        return True

    def take_back(self, items: Sequence[ItemId]) -> None:
        """Check these in, one in each turn of the event loop: each is painted and said before the next."""
        if self._waiting:
            self._waiting.extend(items)
            return
        self._waiting.extend(items)
        self._answers.clear()
        self._take_next()

    def _take_next(self) -> None:
        if not self._waiting:
            return
        try:
            answer = self._desk.check_in(self._waiting.popleft())
        except Exception:
            self._waiting.clear()  # what is wrong with this one is wrong with the rest
            raise
        self._answers.append(answer)
        if isinstance(answer, CheckedIn):
            self._page.show_answer(answer)
        self.told.emit(answer)
        if self._waiting:
            self._next.start()
        elif len(self._answers) > 1:
            self._say_sum()

    def _say_sum(self) -> None:
        """Of many taken back: how many went where."""
        done = [answer for answer in self._answers if isinstance(answer, CheckedIn)]
        stops = Counter(item_words.next_stop(answer.next, answer.to) for answer in done)
        lines = [f"{count} × {where}" for where, count in stops.most_common()]
        if refused := len(self._answers) - len(done):
            lines.append(request_words.plurals.not_checked_in(refused))
        lines.append(self.tr("Each of them is listed on the page Check in (Ctrl+2)."))
        self._say(Message(Tone.NOTE, request_words.plurals.checked_in(len(done)), tuple(lines)))


def _what_it_is(hit: ItemHit) -> tuple[str, ...]:
    return hit.title, f"{hit.barcode}  ·  {item_words.item_state(hit.state)}"
