"""Does what a scan asks for: takes the step that `scan_flow` decides, by way of the desk, and says how it went."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from deskapp.desk.answers import CheckedIn, Declined, Hit
from deskapp.domain.barcode import ScanProblem, read_scan
from deskapp.domain.values import ItemId, PatronId
from ui import news, words
from ui import scan_flow as flow
from ui.asking import Asking
from ui.check_in_page import CheckInPage
from ui.lane import Message, Tone, reasons
from ui.patron_services import PatronServices
from ui.renewing import Renewing
from ui.serving import Serving
from ui.session import ActivePatron
from ui.taking_back import TakingBack

if TYPE_CHECKING:
    from deskapp.desk.desk import Desk


class ScanWork(QObject):
    """One scan, one step, one message. It lends to the active patron only."""

    acted = Signal()  # something was recorded: worth telling central at once
    shown = Signal()  # an item's page is wanted in front

    def __init__(
        self,
        desk: Desk,
        active: ActivePatron,
        services: PatronServices,
        serving: Serving,
        renewing: Renewing,
        check_in: CheckInPage,
        say: Callable[[Message], None],
        keep: Callable[[CheckedIn], None],
        asking: Asking,
        online: Callable[[], bool],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._active, self._services = desk, active, services
        self._serving, self._renewing = serving, renewing
        self._taking_back = TakingBack(desk, check_in, say, keep, self)
        self._taking_back.acted.connect(self.acted)
        self._say, self._ask, self._online = say, asking, online
        self._last: tuple[str, flow.Page, PatronId | None] | None = None
        self._unknown = ""
        self._doubted: set[str] = set()

    def told(self, answer: CheckedIn | Declined) -> None:
        """An item was taken back from a list: say it."""
        self._taking_back.told(answer)

    # From text to step

    def handle(self, raw: str, page: flow.Page, *, scanned: bool = True, repeated: bool = False) -> None:
        """Do what a scan, or typed text with Enter, means on this page."""
        found = self._desk.find(raw)
        place = (found.text, page, self._active.id)
        at = flow.Situation(
            page,
            self._active.id,
            self._active.away(),
            self._online(),
            scanned,
            repeated and place == self._last,
            found.text != "" and found.text == self._unknown,
        )
        self._last = place
        step = flow.decide(found, at)
        self._unknown = found.text if step == flow.Say(flow.News.UNKNOWN_ONCE, found.text) else ""
        self._warn_of_doubts(raw)
        self._take(step, at)

    def choose(self, hit: Hit, page: flow.Page) -> None:
        """Do what was picked from the list below the scan field."""
        at = flow.Situation(page, self._active.id, self._active.away(), self._online(), scanned=False)
        self._take(flow.decide_hit(hit, at), at)

    def _take(self, step: flow.Step, at: flow.Situation) -> None:
        match step:
            case flow.OpenPatron():
                self._serving.open_patron(step.patron)
            case flow.Lend():
                if self._serving.may_lend(step.ask):
                    self._serving.lend(step.item)
            case flow.LendUnknown():
                if self._serving.may_lend(step.ask):
                    self._serving.lend_unknown(step.barcode)
            case flow.ShowItem():
                self._show_item(step.item)
            case flow.CheckIn():
                self._taking_back.take(step.item, repeated=at.repeated)
            case flow.CheckInUnknown():
                self._taking_back.unknown(step.barcode)
            case flow.Renew():
                self._renewing.renew_scanned(step.item)
            case flow.ChooseHit():
                hit = self._ask.hit(self._ask.parent, step.hits)
                if hit is not None:
                    self._take(flow.decide_hit(hit, at), at)
            case flow.ChooseCopy():
                self._choose_copy(step, at)
            case flow.QuickAdd() if at.page is flow.Page.CHECK_IN and self._taking_back.takes_nothing():
                self._taking_back.unknown(step.barcode)
            case flow.QuickAdd():
                self._quick_add(step.barcode, at)
            case flow.AcceptCard():
                self._serving.accept_card(step.card)
            case flow.OfferCard():
                self._serving.offer_card(step.card)
            case flow.Problem():
                self._not_taken(Message(Tone.ATTENTION, words.scan_problem(step.code)), at)
            case flow.Say():
                self._not_taken(news.message(step), at)

    def _warn_of_doubts(self, raw: str) -> None:
        """Say what staff should know of a scan that was used all the same. Of a check digit once for each number:
        there are libraries whose own numbers all fail it.
        """
        scan = read_scan(raw)
        for problem in scan.problems if scan.usable else ():
            if problem is ScanProblem.CHECK_DIGIT:
                if scan.text in self._doubted:
                    continue
                self._doubted.add(scan.text)
            self._say(Message(Tone.NOTE, words.scan_problem(problem), (scan.text,)))

    # Steps of more than a line

    def _show_item(self, item: ItemId) -> None:
        self.shown.emit()
        self._services.open_item(item)
        lines = (self.tr("To lend it, scan the patron's card first."),)
        self._say(Message(Tone.NOTE, self.tr("Shown, not lent"), lines))

    def _choose_copy(self, step: flow.ChooseCopy, at: flow.Situation) -> None:
        if not step.title.items:
            text = self.tr("No copy of this title is known: {title}").format(title=step.title.title)
            self._say(Message(Tone.ATTENTION, text))
        elif (copy := self._ask.copy(self._ask.parent, step.title)) is not None:
            self._take(flow.decide_hit(copy, at), at)

    def _quick_add(self, barcode: str, at: flow.Situation) -> None:
        """Catalogue what is in hand, then go on as if it had been known."""
        answer = self._ask.new_item(self._ask.parent, barcode, self._desk.library)
        if answer is None:
            return
        item = self._desk.quick_add(barcode, *answer)
        if isinstance(item, Declined):
            self._say(Message(Tone.REFUSED, self.tr("Not added: {code}").format(code=barcode), reasons(item)))
            return
        self.acted.emit()
        self._say(Message(Tone.NOTE, self.tr("Added, to be catalogued: {title}").format(title=answer[0])))
        hits = self._desk.find(barcode).hits
        if hits:
            self._take(flow.decide_hit(hits[0], at), at)

    def _not_taken(self, message: Message, at: flow.Situation) -> None:
        """Say it; on the check-in page the answer of the item before must not stand as this one's."""
        if at.page is flow.Page.CHECK_IN:
            self._taking_back.not_taken(message.text)
        self._say(message)
