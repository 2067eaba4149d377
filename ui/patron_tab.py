"""A patron's tab: the head, and below it Loans, Requests and Quick edit. It is reused from patron to patron."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from deskapp.desk.views import PatronPanel
from deskapp.domain.values import PatronId
from ui.explanation import show_explanation, spoken
from ui.loans_tab import LoansTab
from ui.patron_header import PatronHeader
from ui.patron_strips import PatronStrips
from ui.quick_edit import QuickEdit
from ui.requests_tab import RequestsTab
from ui.scan import ScanQueue

if TYPE_CHECKING:
    from deskapp.desk.desk import Desk
    from deskapp.desk.record import Changes


class PatronTab(QWidget):
    """All that the desk does with one patron."""

    renew = Signal(list, object, bool)  # of LoanRow; the due date typed: a day, a moment or None; without the item
    said = Signal(object)  # Message
    make_active = Signal(object)  # PatronId
    pay = Signal(object)  # PatronId
    report = Signal(object)  # PatronId

    def __init__(self, desk: Desk, scans: ScanQueue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.panel: PatronPanel | None = None
        self.stale = False
        self.header = PatronHeader()
        self.strips = PatronStrips(desk)
        self.loans = LoansTab(desk, scans)
        self.requests = RequestsTab(desk)
        self.quick_edit = QuickEdit(desk, None, scans)
        self.subtabs = QTabWidget(documentMode=True)
        self.subtabs.addTab(self.loans, self.tr("Loans"))
        self.subtabs.addTab(self.requests, self.tr("Requests"))
        self.subtabs.addTab(self.quick_edit, self.tr("Quick user management"))
        for index in range(self.subtabs.count()):
            self.subtabs.setTabToolTip(index, f"{self.subtabs.tabText(index)} (Alt+{index + 1})")
        self._before_edit: QWidget = self.loans
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.header)
        column.addWidget(self.strips)
        column.addWidget(self.subtabs, 1)
        self.loans.renew.connect(self.renew)
        self.loans.said.connect(self.said)
        self.loans.modes.changed.connect(self._show_modes)
        self.strips.clear_modes.connect(self.loans.modes.clear)
        self.strips.why_suspended.connect(self._explain_suspension)
        self.header.why.connect(self._explain_blocks)
        self.requests.said.connect(self.said)
        self.requests.report.connect(lambda: self.report.emit(self.patron()))
        self.quick_edit.said.connect(self.said)
        self.quick_edit.saved.connect(self._back)
        self.subtabs.currentChanged.connect(self._remember)
        self.header.make_active.connect(lambda: self.make_active.emit(self.patron()))
        self.header.pay.connect(lambda: self.pay.emit(self.patron()))

    def patron(self) -> PatronId | None:
        return None if self.panel is None else self.panel.id

    def turn_to(self, number: int) -> None:
        """Turn to a sub-tab, counted from 0, and put the keyboard into what it is for."""
        self.subtabs.setCurrentIndex(number)
        self.subtabs.currentWidget().setFocus()

    def unsaved(self) -> bool:
        """Whether something was typed about the patron that is not saved."""
        return self.quick_edit.dirty()

    def show_patron(self, patron: PatronId) -> None:
        """Show this patron as they are now; another patron starts at the Loans sub-tab."""
        panel = self._desk.panel(patron)
        another = self.panel is None or self.panel.id != panel.id
        self.panel, self.stale = panel, False
        if another:
            self.subtabs.setCurrentWidget(self.loans)
        self.header.show_panel(panel)
        self.strips.show_panel(panel)
        self.loans.show_panel(panel)
        self.requests.show_panel(panel)
        self.quick_edit.show_panel(panel)

    def shows_any(self, changes: Changes) -> bool:
        """Whether an act touched what is shown here."""
        panel = self.panel
        if panel is None:
            return False
        return (
            panel.id in changes.patrons
            or any(loan.item in changes.items for loan in panel.loans)
            or any(hold.title_id in changes.titles for hold in panel.holds)
        )

    def reload(self) -> None:
        """Show the same patron again, as they are now."""
        if self.panel is not None:
            self.show_patron(self.panel.id)

    def _explain_blocks(self) -> None:
        """Say of everything that blocks what makes it up."""
        if self.panel is not None:
            told = (self._desk.explain_block(self.panel.id, block) for block in self.panel.blocks)
            lines = [line for explanation in told for line in ("", *spoken(self._desk, explanation))]
            show_explanation(
                self, self.tr("What blocks {name}").format(name=self.panel.name), lines[1:], answer_last=False
            )

    def _explain_suspension(self) -> None:
        if self.panel is not None:
            explanation = self._desk.explain_suspension(self.panel.id)
            title = self.tr("The suspension of {name}").format(name=self.panel.name)
            show_explanation(self, title, spoken(self._desk, explanation))

    def _show_modes(self) -> None:
        """How things are lent is in sight on every sub-tab: on the Loans one it stands there already."""
        here = self.subtabs.currentWidget() is self.loans
        self.strips.show_modes(() if here else self.loans.modes.said_words())

    def _remember(self) -> None:
        self._show_modes()
        if self.subtabs.currentWidget() is not self.quick_edit:
            self._before_edit = self.subtabs.currentWidget()

    def _back(self) -> None:
        """Return from the quick edit to the sub-tab left for it."""
        self.subtabs.setCurrentWidget(self._before_edit)
