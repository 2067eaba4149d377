"""The line that places a request: search for a title or copy, choose where it is picked up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QHBoxLayout, QLabel, QLineEdit, QListView, QPushButton, QWidget

from deskapp.desk.views import Hit, ItemHit, PatronHit, TitleHit
from deskapp.domain.events import ItemId, TitleId
from ui import style, words
from ui.choose import choose_hit
from ui.desk_line import DeskLine
from ui.lane import Message, Tone

if TYPE_CHECKING:
    from deskapp.desk.desk import Desk


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for, and where: `words` names it to people."""

    title: TitleId
    item: ItemId | None
    pickup: str
    words: str


class RequestLine(QWidget):
    """Offers titles while typing; `wanted` says that the request shall be placed."""

    wanted = Signal(object)  # Wanted
    said = Signal(object)  # Message

    def __init__(
        self,
        desk: Desk,
        parent: QWidget | None = None,
        choose: Callable[[QWidget | None, Sequence[Hit]], Hit | None] = choose_hit,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._choose = choose
        self._hits: list[Hit] = []
        self._title: TitleId | None = None
        self._search = DeskLine()
        self._search.setAccessibleName(self.tr("Title, ISBN or barcode to request"))
        self.setFocusProxy(self._search)
        self._search.setPlaceholderText(self.tr("Title, ISBN or barcode"))
        self._search.setClearButtonEnabled(True)
        self._search.addAction(style.icon("magnify", style.QUIET), QLineEdit.ActionPosition.LeadingPosition)
        self._copy = _combo(self.tr("Copy"))
        self._pickup = _combo(self.tr("Pickup library"))
        for branch in desk.library.branches:
            self._pickup.addItem(branch.name, branch.code)
        self._place = QPushButton(style.icon("bookmark-plus-outline"), self.tr("&Place request"))
        self._place.setAutoDefault(False)
        self._offers = QStringListModel(self)
        self._popup = QListView()
        self._complete()
        self._popup.installEventFilter(self)
        self._arrange()
        self._search.textEdited.connect(self._offer)
        self._search.returnPressed.connect(self._take_first)
        self._place.clicked.connect(self._ask)
        self.clear()

    def clear(self) -> None:
        """Forget what was chosen; pickup is here again."""
        self._search.clear()
        self._set_title(None)
        self._pickup.setCurrentIndex(self._pickup.findData(self._desk.branch.code))

    def _complete(self) -> None:
        completer = QCompleter(self._offers, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setMaxVisibleItems(12)
        completer.setPopup(self._popup)
        completer.activated.connect(self._take_offer)
        self._search.setCompleter(completer)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter while titles are offered and none is picked means the text as typed."""
        popup = self._popup
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and not popup.currentIndex().isValid()
        ):
            popup.hide()
            self._take_first()
            return True
        return super().eventFilter(watched, event)

    def _arrange(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._search, 1)
        for text, combo in ((self.tr("C&opy"), self._copy), (self.tr("Pickup &at"), self._pickup)):
            label = QLabel(text)
            label.setBuddy(combo)
            row.addWidget(label)
            row.addWidget(combo)
        row.addWidget(self._place)

    def _offer(self, text: str) -> None:
        """Search while typing; what was chosen before counts no longer."""
        self._set_title(None)
        self._hits = _requestable(self._desk.search(text)) if len(text.strip()) >= 2 else []
        self._offers.setStringList([words.hit(hit) for hit in self._hits])

    def _take_offer(self, text: str) -> None:
        hit = next((hit for hit in self._hits if words.hit(hit) == text), None)
        if hit is not None:
            self._take(hit)

    def _take_first(self) -> None:
        """Enter: what the text means exactly, or which of several; with a choice made, place it."""
        if self._title is not None:
            self._ask()
            return
        text = self._search.text().strip()
        hits = _requestable(self._desk.find(text).hits) if text else []
        if text and not hits:
            nothing = self.tr("Nothing to request is found under “{text}”.").format(text=text)
            self.said.emit(Message(Tone.REFUSED, nothing))
        hit = hits[0] if len(hits) == 1 else self._choose(self, hits)
        if hit is not None:
            self._take(hit)

    def _take(self, hit: Hit) -> None:
        match hit:
            case TitleHit():
                self._set_title(hit.id, hit.items)
                self._search.setText(hit.title)
            case ItemHit():
                self._set_title(self._desk.item_page(hit.id).title_id, (hit,))
                self._copy.setCurrentIndex(self._copy.count() - 1)
                self._search.setText(hit.title)
        self._search.setCursorPosition(0)

    def _set_title(self, title: TitleId | None, copies: Sequence[ItemHit] = ()) -> None:
        self._title = title
        self._copy.clear()
        self._copy.addItem(self.tr("Any copy"), None)
        for copy in copies:
            self._copy.addItem(words.copy(copy), copy)
        self._copy.setEnabled(bool(copies))
        self._place.setEnabled(title is not None)

    def _ask(self) -> None:
        if self._title is None:
            return
        copy = self._copy.currentData()
        item = copy.id if isinstance(copy, ItemHit) else None
        self.wanted.emit(Wanted(self._title, item, str(self._pickup.currentData() or ""), self._search.text()))
        self._search.setFocus(Qt.FocusReason.OtherFocusReason)


def _requestable(hits: Sequence[Hit]) -> list[Hit]:
    return [hit for hit in hits if not isinstance(hit, PatronHit)]


def _combo(name: str) -> QComboBox:
    combo = QComboBox()
    combo.setAccessibleName(name)
    combo.setMinimumWidth(150)
    combo.setMaximumWidth(260)
    return combo
