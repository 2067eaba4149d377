"""Places a request: search for a title, choose any copy, a volume or one copy, where and until when it is wanted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from deskapp.desk.answers import Hit, ItemHit, PatronHit, TitleHit
from deskapp.domain.values import ItemId, TitleId
from ui import style, words
from ui.choose import choose_hit
from ui.desk_line import DeskLine
from ui.fields import read_date, written_date
from ui.lane import Message, Tone

if TYPE_CHECKING:
    from deskapp.desk.desk import Desk


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for, where, and until when: `words` names it to people."""

    title: TitleId
    item: ItemId | None
    pickup: str
    words: str
    volume: str = ""
    expires: date | None = None


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
        self._expires = QLineEdit()
        self._expires.setAccessibleName(self.tr("Last day on which it is wanted"))
        self._expires.setPlaceholderText(self.tr("day/month/year"))
        self._expires.setFixedWidth(126)
        self._place = QPushButton(style.icon("bookmark-plus-outline"), self.tr("&Place request"))
        self._place.setAutoDefault(False)
        self._offers = QStringListModel(self)
        self._popup = QListView()
        self._complete()
        self._popup.installEventFilter(self)
        self._arrange()
        self._search.textEdited.connect(self._offer)
        self._search.returnPressed.connect(self._take_first)
        self._expires.returnPressed.connect(self._ask)
        self._expires.editingFinished.connect(self._tidy)
        self._place.clicked.connect(self._ask)
        self.clear()

    def clear(self) -> None:
        """Forget what was chosen; pickup is here again."""
        self._search.clear()
        self._expires.clear()
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
        first, second = QHBoxLayout(), QHBoxLayout()
        for row in (first, second):
            row.setSpacing(8)
        first.addWidget(self._search, 1)
        first.addWidget(self._place)
        for text, editor in (
            (self.tr("C&opy"), self._copy),
            (self.tr("Pickup &at"), self._pickup),
            (self.tr("Wanted &until"), self._expires),
        ):
            label = QLabel(text)
            label.setBuddy(editor)
            second.addWidget(label)
            second.addWidget(editor)
            second.addSpacing(8)
        second.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(first)
        column.addLayout(second)

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
        for volume in self._desk.volumes(title) if title is not None else ():
            self._copy.addItem(self.tr("Any copy of {volume}").format(volume=volume), volume)
        for copy in copies:
            self._copy.addItem(words.copy(copy), copy)
        self._copy.setEnabled(self._copy.count() > 1)
        self._place.setEnabled(title is not None)

    def _ask(self) -> None:
        if self._title is None:
            return
        expires = read_date(self._expires.text())
        if expires is None and self._expires.text().strip():
            self.said.emit(Message(Tone.REFUSED, self.tr("The last day is not a date: write day/month/year.")))
            self._expires.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        level = self._copy.currentData()
        item = level.id if isinstance(level, ItemHit) else None
        volume = level if isinstance(level, str) else ""
        pickup = str(self._pickup.currentData() or "")
        self.wanted.emit(Wanted(self._title, item, pickup, self._search.text(), volume, expires))
        self._search.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tidy(self) -> None:
        if (day := read_date(self._expires.text())) is not None:
            self._expires.setText(written_date(day))


def _requestable(hits: Sequence[Hit]) -> list[Hit]:
    return [hit for hit in hits if not isinstance(hit, PatronHit)]


def _combo(name: str) -> QComboBox:
    combo = QComboBox()
    combo.setAccessibleName(name)
    combo.setMinimumWidth(150)
    combo.setMaximumWidth(260)
    return combo
