"""An item's page: its state, place, loan, requests and last acts. Who has it is shown only on asking."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from deskapp.desk.views import ActRow, Doubt, ItemPage
from deskapp.domain.events import ItemState, PatronId
from ui import style, words
from ui.requests_tab import hold_cells
from ui.table import Cell, CellsModel, table_view

if TYPE_CHECKING:
    from deskapp.desk.desk import Desk

_HIDDEN = "•••••"
_ICONS = {
    ItemState.AVAILABLE: ("book-check-outline", style.GOOD),
    ItemState.ON_LOAN: ("book-account-outline", style.CALM),
    ItemState.HOLD_SHELF: ("bookmark-check", style.GOOD),
    ItemState.IN_TRANSIT: ("truck-outline", style.CALM),
}


class ItemPageView(QWidget):
    """Shows one item. F9 shows and hides the names; leaving the page hides them again."""

    open_patron = Signal(object)  # PatronId

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._page: ItemPage | None = None
        self._names_shown = False
        self._build_labels()
        self._build_tables()
        self._arrange()
        QShortcut(QKeySequence("F9"), self, self._button.click, context=Qt.ShortcutContext.WindowShortcut)

    def page(self) -> ItemPage | None:
        return self._page

    def show_page(self, page: ItemPage) -> None:
        """Show an item. The names stay hidden, unless it is the same item again."""
        if self._page is None or self._page.id != page.id:
            self._names_shown = False
        self._page = page
        self.setUpdatesEnabled(False)
        self._title.setText(page.title or self.tr("Item with no record"))
        self._title.setToolTip(page.title)
        self._author.setText(page.author)
        self._author.setVisible(bool(page.author))
        self._state_icon.setPixmap(style.pixmap(*_ICONS[page.state], 40))
        self._state.setText(self._state_words(page))
        style.tint(self._state, text=style.BAD if page.overdue else style.TEXT)
        self._marks.setText("   ".join(self._mark_words(page)))
        self._marks.setVisible(bool(self._marks.text()))
        self._barcode.setText(page.barcode)
        self._call_number.setText(page.call_number or "–")
        self._type.setText(self._type_name(page.item_type))
        self._home.setText(self._branch_name(page.home) or "–")
        self._holds.set_rows([(hold, hold_cells(self._desk, hold)[2:]) for hold in page.holds])
        self._acts.set_rows([(act, self._act_cells(act)) for act in page.acts])
        self._show_names()
        self.setUpdatesEnabled(True)

    def hideEvent(self, event: QHideEvent) -> None:
        self._names_shown = False
        self._show_names()
        super().hideEvent(event)

    def _build_labels(self) -> None:
        self._title, self._author = _line(15, bold=True), _line()
        self._state_icon, self._state = QLabel(), _line(13, bold=True)
        self._marks = _line()
        self._barcode, self._call_number, self._type, self._home = (_line() for _ in range(4))
        self._borrower, self._kept_for = _line(bold=True), _line(bold=True)
        self._button = QPushButton(self.tr("Show &names (F9)"))
        self._button.setCheckable(True)
        self._button.setAutoDefault(False)
        self._button.toggled.connect(self._toggle)
        self._open = QPushButton(self.tr("&Open the patron"))
        self._open.setAutoDefault(False)
        self._open.clicked.connect(self._open_borrower)

    def _build_tables(self) -> None:
        self._holds = CellsModel((self.tr("State"), self.tr("Position"), self.tr("Pickup at"), self.tr("Until")), self)
        self._acts = CellsModel((self.tr("When"), self.tr("What"), self.tr("Staff"), self.tr("Desk")), self)
        self._holds_view = table_view(self._holds, (260, 90, 0, 160), self.tr("Requests for this title"))
        self._acts_view = table_view(self._acts, (160, 0, 160, 120), self.tr("Last acts on this item"))

    def _arrange(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 12)
        layout.setSpacing(8)
        layout.addWidget(self._title)
        layout.addWidget(self._author)
        state = QHBoxLayout()
        state.setSpacing(12)
        state.addWidget(self._state_icon)
        state.addWidget(self._state, 1)
        layout.addLayout(state)
        layout.addWidget(self._marks)
        columns = QHBoxLayout()
        columns.setSpacing(32)
        columns.addLayout(self._facts(), 1)
        columns.addLayout(self._people(), 1)
        layout.addLayout(columns)
        for title, view in ((self.tr("Requests"), self._holds_view), (self.tr("Last acts"), self._acts_view)):
            heading = QLabel(title)
            style.sized(heading, 10.5, bold=True)
            layout.addWidget(heading)
            layout.addWidget(view, 1)

    def _facts(self) -> QFormLayout:
        form = _form()
        form.addRow(self.tr("Barcode"), self._barcode)
        form.addRow(self.tr("Call number"), self._call_number)
        form.addRow(self.tr("Type"), self._type)
        form.addRow(self.tr("Belongs to"), self._home)
        return form

    def _people(self) -> QFormLayout:
        form = _form()
        form.addRow(self.tr("Borrower"), self._borrower)
        form.addRow(self.tr("Kept for"), self._kept_for)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self._button)
        buttons.addWidget(self._open)
        buttons.addStretch()
        form.addRow(buttons)
        return form

    def _toggle(self, shown: bool) -> None:
        self._names_shown = shown
        self._show_names()

    def _show_names(self) -> None:
        page = self._page
        has_names = page is not None and (page.borrower is not None or page.kept_for is not None)
        self._button.setChecked(self._names_shown)
        self._button.setText(self.tr("Hide &names (F9)") if self._names_shown else self.tr("Show &names (F9)"))
        self._button.setVisible(has_names)
        self._open.setVisible(has_names)
        if page is not None:
            self._borrower.setText(self._name(page.borrower, page.borrower_name))
            self._kept_for.setText(self._name(page.kept_for, page.kept_for_name))

    def _name(self, patron: PatronId | None, name: str) -> str:
        if patron is None:
            return "–"
        return name if self._names_shown else _HIDDEN

    def _open_borrower(self) -> None:
        if self._page is not None and (patron := self._page.borrower or self._page.kept_for) is not None:
            self.open_patron.emit(patron)

    def _state_words(self, page: ItemPage) -> str:
        place = self._branch_name(page.branch)
        match page.state:
            case ItemState.ON_LOAN if page.due is not None:
                due = words.due(page.due, self._desk.branch.zone)
                text = self.tr("Overdue since {due}") if page.overdue else self.tr("On loan until {due}")
                return text.format(due=due)
            case ItemState.IN_TRANSIT:
                return self.tr("In transit to {branch}").format(branch=self._branch_name(page.to or ""))
            case ItemState.HOLD_SHELF:
                return self.tr("On the hold shelf, {branch}").format(branch=place)
            case ItemState.AVAILABLE:
                return self.tr("On the shelf, {branch}").format(branch=place)
        return words.item_state(page.state)

    def _mark_words(self, page: ItemPage) -> list[str]:
        return [
            text
            for text, applies in (
                (self.tr("Unknown barcode, accepted while offline."), page.stub),
                (self.tr("To be catalogued."), page.to_be_catalogued),
                (self.tr("Changed here, not yet at central."), page.doubt is Doubt.PENDING),
                (self.tr("Waiting: central has not yet put it in its place."), page.doubt is Doubt.WAITING),
                (self.tr("A newer program changed this record; update this one."), page.needs_newer),
            )
            if applies
        ]

    def _act_cells(self, act: ActRow) -> list[Cell]:
        when = words.moment(act.at, self._desk.branch.zone)
        return [Cell(when), Cell(words.act(act.kind)), Cell(act.staff), Cell(act.desk)]

    def _branch_name(self, code: str) -> str:
        return self._desk.library.branch(code).name

    def _type_name(self, code: str) -> str:
        return words.item_type(self._desk.library, code)


def _line(points: float = 10.5, bold: bool = False) -> QLabel:
    """A label whose text staff can mark and copy."""
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setWordWrap(True)
    style.sized(label, points, bold=bold)
    return label


def _form() -> QFormLayout:
    form = QFormLayout()
    form.setHorizontalSpacing(16)
    form.setVerticalSpacing(4)
    form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
    return form
