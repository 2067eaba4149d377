"""Serving a patron: whose turn it is, lending to them and to nobody else, and the ways out of a refusal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from deskapp.desk.answers import Declined, Finished, Lent
from deskapp.desk.views import PatronPanel
from deskapp.domain.outcome import Blocked
from deskapp.domain.values import ItemId, PatronId
from ui import words
from ui.asking import Asking
from ui.due_words import why_due
from ui.lane import Action, Message, Tone, reasons
from ui.lending_modes import Modes
from ui.patron_services import PatronServices
from ui.patron_tab import PatronTab
from ui.renewing import Renewing
from ui.session import ActivePatron
from ui.slips import Slips

if TYPE_CHECKING:
    from deskapp.desk.desk import Desk


AFTER_PAINT_MS = 60
"""Until the new patron is surely painted: what is said of the one before can wait, a timer of 0 would not."""


class Serving(QObject):
    """Opens patrons, makes them active, lends, and finishes them."""

    acted = Signal()  # something was recorded: worth telling central at once
    shown = Signal()  # a patron's tab or an item's page is wanted in front

    def __init__(
        self,
        desk: Desk,
        active: ActivePatron,
        services: PatronServices,
        renewing: Renewing,
        say: Callable[[Message], None],
        asking: Asking,
        slips: Slips,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._active, self._services, self._renewing = desk, active, services, renewing
        self._say, self._ask, self._slips = say, asking, slips

    def open_patron(self, patron: PatronId) -> PatronTab:
        """Open the patron's tab and make them active."""
        self.shown.emit()
        tab = self._services.open_patron(patron)
        self.make_active(patron)
        return tab

    def make_active(self, patron: PatronId) -> None:
        """Items go to this patron from now on. Whoever was active is finished first."""
        tab = self._services.patron_tab(patron)
        if tab is None or tab.panel is None:
            return
        before = self._active.id
        self._active.begin(patron, tab.panel.name, tab.panel.card)
        if before is None:
            self._say_active(tab.panel)
        elif before != patron:
            panel = tab.panel
            QTimer.singleShot(AFTER_PAINT_MS, self, lambda: self._pass_on(before, panel))

    def _pass_on(self, before: PatronId, panel: PatronPanel) -> None:
        """What is said of whoever comes now stands above what is said of whoever leaves."""
        self._end_visit(before)
        self._say_finished(self._desk.finish(before), in_passing=True)
        self._say_active(panel)

    def finish(self) -> None:
        """End the active patron's visit: say what was lent. The tab stays."""
        patron = self._active.id
        if patron is not None:
            self._end_visit(patron, cleared=True)
            self._active.end()
            self._say_finished(self._desk.finish(patron))

    def _end_visit(self, patron: PatronId, *, cleared: bool = False) -> None:
        """How things were lent to this patron holds no more."""
        tab = self._services.patron_tab(patron)
        if tab is not None:
            tab.loans.end_visit(cleared=cleared)

    def _say_active(self, panel: PatronPanel) -> None:
        """What stands against lending is worth a message; a patron in order, only a sound: the bar above says who."""
        blocks = tuple(words.block(block, panel.currency) for block in panel.blocks)
        text = self.tr("Active: {name}").format(name=panel.name)
        tone = Tone.ATTENTION if blocks else Tone.PATRON
        self._say(Message(tone, text, blocks, passing=not blocks))

    def _say_finished(self, done: Finished, *, in_passing: bool = False) -> None:
        """The count of the visit. Of a patron who borrowed nothing, only when staff asked."""
        text = self.tr("Finished: {name}").format(name=done.patron_name)
        zone = self._desk.branch.zone
        lines = [words.plurals.lent(len(done.lent))] if done.lent else [self.tr("Nothing was lent.")]
        lines += [f"{words.due(lent.due, zone)}   {lent.title}" for lent in done.lent]
        if done.owed > 0:
            lines.append(self.tr("Owes {amount}").format(amount=words.money(done.owed, done.currency)))
        self._slips.keep(done)
        action = Action(self.tr("Print slip"), "F7", self._slips.print_last) if done.lent else None
        if done.lent or not in_passing:
            self._say(Message(Tone.NOTE, text, tuple(lines), action))

    def may_lend(self, ask: bool) -> bool:
        """Whether the active patron is still there; "no" finishes them, and nothing is lent."""
        if ask and not self._ask.still_there(self._ask.parent, self._active.name):
            self.finish()
            self._say(Message(Tone.ATTENTION, self.tr("Nothing was lent. Scan the card of whoever is there.")))
            return False
        self._active.heard()
        return True

    def accept_card(self, card: str) -> None:
        """Ask for the document that was shown, and accept the card until central knows it."""
        document = self._ask.document(self._ask.parent, card)
        if document is None:
            self._say(Message(Tone.NOTE, self.tr("Card not accepted: {card}").format(card=card)))
            return
        accepted = self._desk.accept_unknown_card(card, document)
        if isinstance(accepted, Declined):
            text = self.tr("Card not accepted: {card}").format(card=card)
            self._say(Message(Tone.REFUSED, text, reasons(accepted)))
            return
        self.open_patron(accepted)
        limit = self.tr("At most {limit} items, for the shortest period, until central knows it.")
        lines = (limit.format(limit=self._desk.library.stub_items),)
        news = Message(Tone.ATTENTION, self.tr("Unknown card accepted: {card}").format(card=card), lines)
        QTimer.singleShot(AFTER_PAINT_MS, self, lambda: self._say(news))  # after what is said of the patron before
        self.acted.emit()

    def offer_card(self, code: str) -> None:
        accept = Action(self.tr("Accept it as a card"), "F8", lambda: self.accept_card(code))
        lines = (self.tr("Is it a patron's card? Then accept it; it is settled when central is reached."),)
        self._say(Message(Tone.ATTENTION, self.tr("Unknown: {code}").format(code=code), lines, accept))

    def lend(self, item: ItemId, reason: str | None = None, *, on_site: bool = False) -> None:
        """Lend to the active patron as staff have set; `reason` insists against a block, `on_site` is for this item."""
        if self._active.id is None:
            return
        modes = self._modes()
        modes = replace(modes, on_site=modes.on_site or on_site)
        answer = self._desk.check_out(
            self._active.id, item, modes.due, reason, on_site=modes.on_site, taken_by=modes.taken_by
        )
        self._lent(answer, item)

    def _modes(self) -> Modes:
        """How staff have set that things are lent to the active patron."""
        tab = self._active_tab()
        return Modes() if tab is None else tab.loans.modes.value()

    def _active_tab(self) -> PatronTab | None:
        return None if self._active.id is None else self._services.patron_tab(self._active.id)

    def _lent(self, answer: Lent | Declined, item: ItemId | None) -> None:
        if isinstance(answer, Declined):
            self._declined(answer, item)
            return
        self._say(Message(Tone.DONE, answer.title, self._lent_lines(answer)))
        self.acted.emit()

    def _lent_lines(self, lent: Lent) -> tuple[str, ...]:
        """When it is due and why then, what to count, what it costs, who takes it."""
        due = words.due_spoken(lent.due, self._desk.branch.zone)
        why = why_due(lent.why)
        lines = (
            self.tr("Due {date}").format(date=due) + (f" ({why})" if why else ""),
            self.tr("Count: {parts}").format(parts=lent.parts) if lent.parts else "",
            self.tr("On-site: it stays in the building") if lent.on_site else "",
            self.tr("Loan fee {amount}").format(amount=words.money(lent.rental, lent.currency)) if lent.rental else "",
            self.tr("Taken by {name}").format(name=lent.taken_by) if lent.taken_by else "",
            lent.patron_name,
        )
        return tuple(line for line in lines if line)

    def _declined(self, answer: Declined, item: ItemId | None) -> None:
        """Say every reason, and offer the way out that there is."""
        codes = [block.code for block in answer.blocks]
        action = None
        if Blocked.ALREADY_ON_LOAN_TO_PATRON in codes and item is not None:
            due = self._modes().due
            action = Action(self.tr("Renew it"), "F6", lambda: self._renewing.renew_item(item, due))
        elif answer.overridable and item is not None:
            patron = self._active.id
            action = Action(self.tr("Override…"), "F8", lambda: self._override(answer, item, patron))
        elif codes == [Blocked.IN_HOUSE_ONLY] and item is not None:
            action = Action(self.tr("Lend it on-site"), "F8", lambda: self.lend(item, on_site=True))
        text = self.tr("Not lent: {title}").format(title=answer.title or answer.barcode)
        self._say(Message(Tone.REFUSED, text, reasons(answer), action))

    def _override(self, declined: Declined, item: ItemId, patron: PatronId | None) -> None:
        """Ask for the reason and insist; not if another patron has become active meanwhile."""
        if patron is None or patron != self._active.id:
            self._say(Message(Tone.ATTENTION, self.tr("Another patron is active now: scan the item again.")))
            return
        reason = self._ask.reason(self._ask.parent, declined)
        if reason:
            self.lend(item, reason)

    def lend_unknown(self, barcode: str) -> None:
        """Lend what no record knows, to be settled when central is reached."""
        if self._active.id is not None:
            modes = self._modes()
            lent = self._desk.check_out_unknown(
                self._active.id, barcode, modes.due, on_site=modes.on_site, taken_by=modes.taken_by
            )
            self._lent(lent, None)
