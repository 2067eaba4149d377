"""The work area once the desk is open: the pages, what scans do on them, undo, and keeping what is shown true."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from deskapp.desk.answers import Declined, Hit, ItemHit
from deskapp.domain.values import ItemId, PatronId
from ui import words
from ui.asking import Asking
from ui.check_in_page import CheckInPage
from ui.diagnostics_page import DiagnosticsPage
from ui.discrepancies_page import DiscrepanciesPage
from ui.item_words import act
from ui.lane import Message, Tone, refusal
from ui.link import LinkStatus
from ui.money_dialog import MoneyDialog
from ui.patron_services import PatronServices
from ui.patron_tab import PatronTab
from ui.pending_page import PendingPage
from ui.renew_page import RenewPage
from ui.renewing import Renewing
from ui.scan import Scanned, ScanQueue
from ui.scan_flow import Page
from ui.scan_work import ScanWork
from ui.serving import Serving
from ui.session import ActivePatron
from ui.settings_page import SettingsPage
from ui.shelf_work import ShelfWork
from ui.shelves_page import ShelvesPage
from ui.slips import Printer, Slips

if TYPE_CHECKING:
    from deskapp.desk.desk import Desk
    from deskapp.desk.record import Changes


class Work(QStackedWidget):
    """The pages. What was touched is announced by one signal, and whoever shows it shows it again."""

    changed = Signal(object)  # Changes
    acted = Signal()  # something was recorded: worth telling central at once
    turned = Signal(Page)

    def __init__(
        self,
        desk: Desk,
        active: ActivePatron,
        scans: ScanQueue,
        say: Callable[[Message], None],
        asking: Asking,
        online: Callable[[], bool],
        printer: Printer,
        now: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.desk, self.active, self._say, self._scans = desk, active, say, scans
        self._library = desk.library
        zone = desk.branch.zone
        self.services = PatronServices(desk, active, scans)
        self.check_in = CheckInPage(desk)
        self.renew = RenewPage(zone)
        self.discrepancies = DiscrepanciesPage(desk)
        self.shelves = ShelvesPage(desk)
        self.pending, self.diagnostics = PendingPage(desk), DiagnosticsPage()
        self.settings: SettingsPage | None = None  # made when first turned to: the start must not wait for it
        self._pages: dict[Page, QWidget] = {
            Page.SERVICES: self.services,
            Page.CHECK_IN: self.check_in,
            Page.RENEW: self.renew,
            Page.DISCREPANCIES: self.discrepancies,
            Page.SHELVES: self.shelves,
            Page.PENDING: self.pending,
            Page.DIAGNOSTICS: self.diagnostics,
        }
        for widget in self._pages.values():
            self.addWidget(widget)
        self.renewing = Renewing(desk, self.renew, say, asking, self)
        self.slips = Slips(desk, printer, say, now, self)
        self.serving = Serving(desk, active, self.services, self.renewing, say, asking, self.slips, self)
        self.scan = ScanWork(
            desk,
            active,
            self.services,
            self.serving,
            self.renewing,
            self.check_in,
            say,
            self.slips.keep_stop,
            asking,
            online,
            self,
        )
        self.shelf_work = ShelfWork(desk, self.shelves, say, self)
        self._connect()

    def _connect(self) -> None:
        for part in (self.scan, self.serving, self.renewing):
            part.acted.connect(self.acted)
        self.scan.shown.connect(lambda: self.turn_to(Page.SERVICES))
        self.serving.shown.connect(lambda: self.turn_to(Page.SERVICES))
        self.services.opened.connect(self._new_tab)
        self.services.closing.connect(self._closing)
        self.services.item_view.open_patron.connect(self.serving.open_patron)
        self.discrepancies.open_patron.connect(self.serving.open_patron)
        self.discrepancies.open_item.connect(self._open_item)
        self.discrepancies.said.connect(self._say)
        self.discrepancies.acted.connect(self.acted)
        self.pending.open_patron.connect(self.serving.open_patron)
        self.pending.open_item.connect(self._open_item)
        self.diagnostics.said.connect(self._say)
        self.services.item_view.said.connect(self._say)
        self.services.item_view.acted.connect(self.acted)
        self.check_in.said.connect(self._say)
        self.check_in.acted.connect(self.acted)
        self.check_in.open_item.connect(self._open_item)
        self.shelves.open_patron.connect(self.serving.open_patron)
        self.shelves.open_item.connect(self._open_item)
        self.shelves.print_list.connect(self.slips.print_shelf)
        self.shelf_work.told.connect(self.scan.told)
        self.changed.connect(self._touched)
        self.desk.changed.append(self.announce)

    def announce(self, changes: Changes) -> None:
        """The desk did something: tell every page by the one signal."""
        self.changed.emit(changes)

    def outdated(self) -> bool:
        """Whether the library's set-up, which the forms and lists are made of, has changed since."""
        return self._library != self.desk.library

    def unsaved(self) -> bool:
        settings = self.settings is not None and self.settings.unsaved()
        return settings or any(tab.unsaved() for tab in self.services.patron_tabs())

    def take_over(self, before: Work) -> None:
        """Stand in for an older one: the same patrons open, the same page in front."""
        self.desk.changed.remove(before.announce)
        for tab in list(before.services.patron_tabs()):
            if (patron := tab.patron()) is not None:
                self.services.open_patron(patron)
        self.slips.take_over(before.slips)
        self.check_in.take_over(before.check_in)
        self.shelves.turn_to(before.shelves.current())
        if before.settings is not None:
            self._made_settings().take_over(before.settings)
        self.turn_to(before.page())
        before.diagnostics.end()
        before.deleteLater()

    def may_close(self) -> bool:
        """Whether the window may close: what was written in the settings is saved, or given up."""
        if self.settings is None or not self.settings.unsaved():
            return True
        self.turn_to(Page.SETTINGS)
        return self.settings.may_leave()

    # Pages

    def page(self) -> Page:
        return next(page for page, widget in self._pages.items() if widget is self.currentWidget())

    def turn_to(self, page: Page) -> None:
        if page is Page.SETTINGS:
            self._made_settings()
        if self.currentWidget() is not self._pages[page]:
            self.setCurrentWidget(self._pages[page])
            self.turned.emit(page)

    def refresh(self) -> None:
        """Central's records changed: show again what is in sight."""
        self.services.reload()
        self._touch_lists()
        if self.settings is not None and self.settings.staff.isVisible():
            self.settings.staff.refresh()

    def staff_changed(self) -> None:
        """Somebody else works here now: offer what they may do."""
        self.services.reload()
        if self.settings is not None:
            self.settings.show_permissions()

    def show_link(self, link: LinkStatus) -> None:
        """How the connection to central stands."""
        self.pending.show_state(link.state)
        self.diagnostics.show_link(link)

    def _touched(self, changes: Changes) -> None:
        self.services.reload(changes)
        self._touch_lists()

    def reveal(self, yes: bool) -> None:
        """The privacy key went down, or up."""
        self.services.item_view.reveal(yes)
        self.check_in.reveal(yes)
        self.shelves.reveal(yes)
        self.pending.reveal(yes)
        self.discrepancies.reveal(yes)

    # What staff do

    def scanned(self, scan: Scanned) -> None:
        if not self._for_the_list(scan.raw) and not self._for_the_staff(scan.raw):
            self.scan.handle(scan.raw, self.page(), repeated=scan.repeated)

    def entered(self, text: str) -> None:
        if not self._for_the_list(text):
            self.scan.handle(text, self.page(), scanned=False)

    def picked(self, hit: Hit) -> None:
        if not (isinstance(hit, ItemHit) and self._for_the_list(hit.barcode)):
            self.scan.choose(hit, self.page())

    def renew_selected(self) -> None:
        tab = self._tab_in_front()
        if tab is not None:
            tab.loans.renew_chosen()

    def select_all(self) -> None:
        tab = self._tab_in_front()
        if tab is not None:
            tab.subtabs.setCurrentWidget(tab.loans)
            tab.loans.select_all()

    def make_active(self) -> None:
        """Make the patron looked at the active one."""
        tab = self._tab_in_front()
        if tab is not None and (patron := tab.patron()) is not None:
            self.serving.make_active(patron)

    def show_subtab(self, number: int) -> None:
        """Turn to one of the sub-tabs of the patron looked at, counted from 0."""
        tab = self._tab_in_front()
        if tab is not None:
            tab.turn_to(number)

    def money(self) -> None:
        """Open the payments of the patron looked at."""
        tab = self._tab_in_front()
        if tab is not None and (patron := tab.patron()) is not None:
            self._pay(patron)

    def report_requests(self) -> None:
        """Print for the patron looked at how their requests stand."""
        tab = self._tab_in_front()
        if tab is not None and (patron := tab.patron()) is not None:
            self.slips.print_requests(patron)

    def show_active(self) -> None:
        """Go to the active patron's tab."""
        if self.active.id is not None:
            self.serving.open_patron(self.active.id)

    def undo(self) -> None:
        """Take the last act back by a further one, and say so."""
        offer = self.desk.undo_offer()
        touched: list[Changes] = []
        self.desk.changed.append(touched.append)
        answer = self.desk.undo()
        self.desk.changed.remove(touched.append)
        if isinstance(answer, Declined) or offer is None:
            self._say(refusal(answer) if isinstance(answer, Declined) else self.nothing_to_undo())
            return
        name = act(offer.kind)
        lines = tuple(line for line in (offer.title, words.undo_patron(offer)) if line)
        self._say(Message(Tone.DONE, self.tr("Undone: {act}").format(act=name), lines))
        taken = self._forget_return
        pages = {"ItemCheckedIn": taken, "ItemUsedInHouse": taken, "LoanRenewed": self.renew.forget}
        if forget := pages.get(offer.kind):
            for item in (item for changes in touched for item in changes.items):
                forget(ItemId(item))
        self.acted.emit()

    def _touch_lists(self) -> None:
        for page in (self.discrepancies, self.shelves, self.pending):
            page.touched()

    def _forget_return(self, item: ItemId) -> None:
        self.check_in.forget(item)
        self.shelves.forget(item)

    def nothing_to_undo(self) -> Message:
        return Message(Tone.ATTENTION, self.tr("There is nothing of yours to undo at this desk."))

    # Underneath

    def _made_settings(self) -> SettingsPage:
        """The settings page, made anew if it is not there."""
        if self.settings is None:
            self.settings = SettingsPage(self)
            self._pages[Page.SETTINGS] = self.settings
            self.addWidget(self.settings)
            self.settings.said.connect(self._say)
            self.settings.acted.connect(self.acted)
        return self.settings

    def _for_the_list(self, text: str) -> bool:
        """On the shelves page an item's number is for the list in front."""
        return self.page() is Page.SHELVES and self.shelf_work.scanned(text)

    def _for_the_staff(self, text: str) -> bool:
        """On the page of staff a badge or a card is for the form."""
        return self.settings is not None and self.page() is Page.SETTINGS and self.settings.staff.take_scan(text)

    def _tab_in_front(self) -> PatronTab | None:
        return self.services.current_patron_tab() if self.page() is Page.SERVICES else None

    def _new_tab(self, tab: PatronTab) -> None:
        tab.renew.connect(self.renewing.renew_loans)
        tab.make_active.connect(self.serving.make_active)
        tab.said.connect(self._say)
        tab.pay.connect(self._pay)
        tab.report.connect(self.slips.print_requests)

    def _pay(self, patron: PatronId) -> None:
        dialog = MoneyDialog(self.desk, self.desk.panel(patron), self, self._scans)
        dialog.said.connect(self._say)
        dialog.receipt.connect(self.slips.print_receipt)
        dialog.print_last.connect(self.slips.print_last)
        dialog.open()

    def _closing(self, patron: PatronId) -> None:
        if patron == self.active.id:
            self.serving.finish()

    def _open_item(self, item: ItemId) -> None:
        self.turn_to(Page.SERVICES)
        self.services.open_item(item)
