"""An item's page: its state and particulars, what can be done with it, who waits for it, and its last acts."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor, QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from deskapp.desk.answers import Declined
from deskapp.desk.views import ActRow, HoldRow, ItemPage
from deskapp.domain.records import HoldState
from ui import request_words, style, words
from ui.choose import ask_override
from ui.explanation import show_explanation, spoken
from ui.item_facts import HIDDEN, ItemFacts
from ui.item_forms import BackdateForm, RequestForm, StateForm
from ui.item_words import act as act_words
from ui.lane import Message, Tone, refusal
from ui.session import ActivePatron
from ui.table import Cell, CellsModel, table_view

if TYPE_CHECKING:
    from deskapp.desk.desk import Desk

AskReason = Callable[[QWidget | None, Declined], str | None]


class ItemPageView(QWidget):
    """Shows one item. Names are shown while F9 is held, or by a button; leaving the page hides them again."""

    open_patron = Signal(object)  # PatronId
    said = Signal(object)  # Message
    acted = Signal()  # something was recorded

    def __init__(
        self,
        desk: Desk,
        active: ActivePatron | None = None,
        parent: QWidget | None = None,
        ask_reason: AskReason = ask_override,
    ) -> None:
        super().__init__(parent)
        self._desk, self._active, self._ask_reason = desk, active, ask_reason
        self._page: ItemPage | None = None
        self._state_form, self._request_form = StateForm(desk), RequestForm(desk)
        self._backdate_form = BackdateForm(desk)
        self._forms = (self._state_form, self._request_form, self._backdate_form)
        self._build_buttons()
        self._facts = ItemFacts(desk, (self._names, self._open))
        self._build_tables()
        self._arrange()
        for form in self._forms:
            form.said.connect(self.said)
            form.done.connect(self._done)

    def page(self) -> ItemPage | None:
        return self._page

    def show_page(self, page: ItemPage) -> None:
        """Show an item. The names stay hidden, unless it is the same item again."""
        another = self._page is None or self._page.id != page.id
        self._page = page
        if another:
            self._names.setChecked(False)
            self._close_forms()
        self.setUpdatesEnabled(False)
        self._acts.set_rows([(act, self._act_cells(act)) for act in page.acts])
        self._state.setEnabled(bool(page.states))
        self._request.setEnabled(page.title_id is not None)
        self._recall.setVisible(page.loan is not None and not page.recalled)
        self._why.setVisible(page.loan is not None)
        self._earlier.setVisible(page.loan is None and page.last_patron is not None)
        self._show_names()
        self.setUpdatesEnabled(True)

    def reveal(self, yes: bool) -> None:
        """The privacy key went down, or up."""
        self._names.setChecked(yes)

    def hideEvent(self, event: QHideEvent) -> None:
        self._names.setChecked(False)
        if not event.spontaneous():
            self._close_forms()
        super().hideEvent(event)

    # Building

    def _build_buttons(self) -> None:
        self._names = QPushButton(style.icon("eye-outline"), self.tr("Show &names (hold F9)"))
        self._names.setAutoDefault(False)
        self._names.setCheckable(True)
        self._names.toggled.connect(self._show_names)
        self._open = _button("account-outline", self.tr("&Open the patron"), self._open_borrower)
        self._state = _button("tag-outline", self.tr("Set s&tate…"), self._ask_state)
        self._recall = _button("bell-ring-outline", self.tr("Re&call"), self._recall_it)
        self._request = _button("bookmark-plus-outline", self.tr("&Request…"), self._ask_request)
        self._earlier = _button("calendar-arrow-left", self.tr("Returned &earlier…"), self._ask_earlier)
        self._why = _button("help-circle-outline", self.tr("&Why this due date?"), self._explain)

    def _build_tables(self) -> None:
        headers = (self.tr("State"), self.tr("Position"), self.tr("Who waits"), self.tr("Wanted"))
        self._holds = CellsModel((*headers, self.tr("Pickup at"), self.tr("Until")), self)
        self._acts = CellsModel((self.tr("When"), self.tr("What"), self.tr("Staff"), self.tr("Desk")), self)
        self._holds_view = table_view(self._holds, (220, 80, 0, 150, 150, 120), self.tr("Requests for this title"))
        self._acts_view = table_view(self._acts, (160, 0, 160, 160), self.tr("Last acts on this item"))

    def _arrange(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(8)
        layout.addWidget(self._facts)
        buttons = QHBoxLayout()
        buttons.setSpacing(6)
        for button in (self._state, self._recall, self._request, self._earlier, self._why):
            buttons.addWidget(button)
        buttons.addStretch()
        layout.addLayout(buttons)
        for form in self._forms:
            layout.addWidget(form)
        for title, view in ((self.tr("Requests"), self._holds_view), (self.tr("Last acts"), self._acts_view)):
            heading = QLabel(title)
            style.sized(heading, 10.5, bold=True)
            view.setMinimumHeight(84)
            layout.addWidget(heading)
            layout.addWidget(view, 1)

    # Names

    def _show_names(self) -> None:
        page = self._page
        people = (
            () if page is None else (page.borrower, page.kept_for, page.last_patron, *(h.patron for h in page.holds))
        )
        self._names.setVisible(any(people))
        self._open.setVisible(page is not None and any((page.borrower, page.kept_for, page.last_patron)))
        if page is not None:
            self._facts.show_page(page, self._names.isChecked())
            self._holds.set_rows([(hold, self._hold_cells(hold)) for hold in page.holds])

    def _open_borrower(self) -> None:
        page = self._page
        if page is not None and (patron := page.borrower or page.kept_for or page.last_patron) is not None:
            self.open_patron.emit(patron)

    # Acts

    def _ask_state(self) -> None:
        if self._page is not None:
            self._close_forms()
            self._state_form.ask(self._page)

    def _ask_earlier(self) -> None:
        if (page := self._page) is not None:
            self._close_forms()
            self._backdate_form.ask(page.id, page.title, page.barcode, page.last_patron)

    def _ask_request(self) -> None:
        """For the active patron; with none, say what to do."""
        if self._page is None:
            return
        if self._active is None or self._active.id is None:
            lines = (self.tr("Scan the patron's card, come back here, and choose Request again."),)
            self.said.emit(Message(Tone.ATTENTION, self.tr("Whose request?"), lines))
            return
        self._close_forms()
        self._request_form.ask(self._page, self._active.id, self._active.name)

    def _recall_it(self) -> None:
        """For whoever waits first; where only a permission stands between, ask for the reason."""
        page = self._page
        if page is None:
            return
        hold = next((h.hold for h in page.holds if h.state is HoldState.WAITING and not h.passed_over), None)
        answer = self._desk.recall(page.id, hold)
        if isinstance(answer, Declined) and answer.overridable:
            reason = self._ask_reason(self, answer)
            if reason is None:
                return
            answer = self._desk.recall(page.id, hold, reason)
        if isinstance(answer, Declined):
            self.said.emit(refusal(answer))
            return
        due = self._desk.item_page(page.id).due
        lines = (self.tr("Due now {date}").format(date=words.due_spoken(due, self._desk.branch.zone)),) if due else ()
        self.said.emit(Message(Tone.DONE, self.tr("Recalled: {title}").format(title=page.title), lines))
        self._done()

    def _explain(self) -> None:
        if (page := self._page) is not None and (told := self._desk.explain_due(page.id)) is not None:
            show_explanation(self, page.title, spoken(self._desk, told))

    def _done(self) -> None:
        self.acted.emit()
        if self._page is not None:
            self.show_page(self._desk.item_page(self._page.id))

    def _close_forms(self) -> None:
        for form in self._forms:
            form.hide()

    # Cells

    def _hold_cells(self, row: HoldRow) -> list[Cell]:
        warn = QColor(style.BAD) if row.passed_over else None
        state = request_words.hold_state(row)
        if row.passed_over:
            state = f"{state} · {request_words.passed_over()}"
        return [
            Cell(state, colour=warn),
            Cell(str(row.position) if row.position else ""),
            Cell(row.patron_name if self._names.isChecked() else HIDDEN),
            Cell(request_words.wanted(row)),
            Cell(row.pickup),
            Cell(words.due(row.until, self._desk.branch.zone) if row.until else ""),
        ]

    def _act_cells(self, act: ActRow) -> list[Cell]:
        when = words.moment(act.at, self._desk.branch.zone)
        branch = self._desk.library.branch(act.desk).name
        return [Cell(when), Cell(act_words(act.kind)), Cell(act.staff), Cell(branch)]


def _button(icon: str, text: str, deed: Callable[[], None]) -> QPushButton:
    button = QPushButton(style.icon(icon), text)
    button.setAutoDefault(False)
    button.clicked.connect(deed)
    return button
