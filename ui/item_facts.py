"""What is known of an item, in two columns; of people only that there is somebody, until their names are asked for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from deskapp.desk.views import Doubt, ItemPage
from deskapp.domain.values import ItemState, PatronId
from ui import style, words
from ui.item_words import item_state

if TYPE_CHECKING:
    from deskapp.desk.desk import Desk

HIDDEN = "•••••"
_ICONS = {
    ItemState.AVAILABLE: ("book-check-outline", style.GOOD),
    ItemState.ON_LOAN: ("book-account-outline", style.CALM),
    ItemState.HOLD_SHELF: ("bookmark-check", style.GOOD),
    ItemState.IN_TRANSIT: ("truck-outline", style.CALM),
    ItemState.LOST: ("book-remove-outline", style.BAD),
    ItemState.CLAIMED_RETURNED: ("account-question-outline", style.WARN),
    ItemState.CLAIMED_NEVER_HAD: ("account-question-outline", style.WARN),
    ItemState.MISSING: ("book-search-outline", style.BAD),
    ItemState.DAMAGED: ("book-alert-outline", style.BAD),
    ItemState.IN_REPAIR: ("wrench-outline", style.WARN),
    ItemState.ON_ORDER: ("cart-outline", style.CALM),
    ItemState.WITHDRAWN: ("archive-outline", style.BAD),
}


class ItemFacts(QWidget):
    """Title, state and particulars; `beside` the state stand the buttons that concern people."""

    def __init__(self, desk: Desk, beside: Sequence[QWidget] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._title, self._author = _line(15, bold=True), _line()
        self._icon, self._state, self._note, self._marks = QLabel(), _line(13, bold=True), _line(11), _line()
        self._barcode, self._call_number, self._type, self._home = (_line() for _ in range(4))
        self._collection, self._volume, self._parts, self._price = (_line() for _ in range(4))
        self._used, self._seen = _line(), _line()
        self._borrower, self._last, self._kept_for = _line(bold=True), _line(), _line(bold=True)
        style.tint(self._note, text=style.BAD)
        self._left, self._right = _form(), _form()
        self._arrange(beside)

    def _arrange(self, beside: Sequence[QWidget]) -> None:
        state = QHBoxLayout()
        state.setSpacing(12)
        state.addWidget(self._icon)
        state.addWidget(self._state, 1)
        for widget in beside:
            state.addWidget(widget)
        for name, widget in (
            (self.tr("Barcode"), self._barcode),
            (self.tr("Call number"), self._call_number),
            (self.tr("Type"), self._type),
            (self.tr("Collection"), self._collection),
            (self.tr("Belongs to"), self._home),
            (self.tr("Volume"), self._volume),
            (self.tr("Parts"), self._parts),
        ):
            self._left.addRow(name, widget)
        for name, widget in (
            (self.tr("Borrower"), self._borrower),
            (self.tr("Kept for"), self._kept_for),
            (self.tr("Last borrower"), self._last),
            (self.tr("Used in-house"), self._used),
            (self.tr("Last seen on its shelf"), self._seen),
            (self.tr("Price"), self._price),
        ):
            self._right.addRow(name, widget)
        columns = QHBoxLayout()
        columns.setSpacing(32)
        columns.addLayout(self._left, 1)
        columns.addLayout(self._right, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for widget in (self._title, self._author):
            column.addWidget(widget)
        column.addLayout(state)
        column.addWidget(self._note)
        column.addWidget(self._marks)
        column.addLayout(columns)

    def show_page(self, page: ItemPage, names: bool) -> None:
        """Show an item; `names`: who has it, had it, or waits for it."""
        zone = self._desk.branch.zone
        self._title.setText(page.title or self.tr("Item with no record"))
        self._title.setToolTip(page.title)
        _put(self._author, page.author)
        self._icon.setPixmap(style.pixmap(*_ICONS[page.state], 40))
        self._state.setText(self._state_words(page, zone))
        style.tint(self._state, text=style.BAD if page.overdue else style.TEXT)
        _put(self._note, page.note)
        _put(self._marks, "   ".join(self._mark_words(page)))
        self._barcode.setText(page.barcode)
        self._call_number.setText(page.call_number or "–")
        self._type.setText(words.item_type(self._desk.library, page.item_type) or "–")
        self._home.setText(page.home or "–")
        self._used.setText(str(page.in_house))
        self._seen.setText(words.moment(page.seen, zone) if page.seen else "–")
        price = words.money(page.price, self._desk.library.currency_of(self._desk.branch.code)) if page.price else ""
        for label, text in (
            (self._collection, page.collection),
            (self._volume, page.volume),
            (self._parts, page.parts),
        ):
            label.setText(text)
            self._left.setRowVisible(label, bool(text))
        self._price.setText(price)
        self._right.setRowVisible(self._price, bool(price))
        self._borrower.setText(_name(page.borrower, page.borrower_name, names))
        self._kept_for.setText(_name(page.kept_for, page.kept_for_name, names))
        self._last.setText(_name(page.last_patron, page.last_patron_name, names))
        self._right.setRowVisible(self._borrower, page.borrower is not None)
        self._right.setRowVisible(self._kept_for, page.kept_for is not None)
        self._right.setRowVisible(self._last, page.last_patron not in (None, page.borrower))

    def _state_words(self, page: ItemPage, zone: str) -> str:
        match page.state:
            case ItemState.ON_LOAN if page.due is not None:
                due = words.due(page.due, zone)
                text = self.tr("Overdue since {due}") if page.overdue else self.tr("On loan until {due}")
                return text.format(due=due)
            case ItemState.IN_TRANSIT:
                return self.tr("In transit to {branch}").format(branch=page.to or "–")
            case ItemState.HOLD_SHELF:
                return self.tr("On the hold shelf, {branch}").format(branch=page.branch)
            case ItemState.AVAILABLE:
                return self.tr("On the shelf, {branch}").format(branch=page.branch)
        state = item_state(page.state)
        state = state[:1].upper() + state[1:]
        since = next((act.at for act in page.acts if act.kind == "ItemMarked"), None)
        if since is None:
            return state
        return self.tr("{state}, since {at}").format(state=state, at=words.moment(since, zone))

    def _mark_words(self, page: ItemPage) -> list[str]:
        return [
            text
            for text, applies in (
                (self.tr("Recalled: somebody needs it sooner."), page.recalled),
                (self.tr("Unknown barcode, accepted while offline."), page.stub),
                (self.tr("To be catalogued."), page.to_be_catalogued),
                (self.tr("Changed here, not yet at central."), page.doubt is Doubt.PENDING),
                (self.tr("Waiting: central has not yet put it in its place."), page.doubt is Doubt.WAITING),
                (self.tr("A newer program changed this record; update this one."), page.needs_newer),
            )
            if applies
        ]


def _name(patron: PatronId | None, name: str, shown: bool) -> str:
    if patron is None:
        return "–"
    return name if shown else HIDDEN


def _put(label: QLabel, text: str) -> None:
    label.setText(text)
    label.setVisible(bool(text))


def _line(points: float = 10.5, bold: bool = False) -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setWordWrap(True)
    style.sized(label, points, bold=bold)
    return label


def _form() -> QFormLayout:
    form = QFormLayout()
    form.setHorizontalSpacing(14)
    form.setVerticalSpacing(5)
    form.setFormAlignment(Qt.AlignmentFlag.AlignTop)
    return form
