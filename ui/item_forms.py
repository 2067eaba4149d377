"""The small forms of an item: parts that are missing, its state, a return that was earlier, a request for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from deskapp.desk.answers import Declined
from deskapp.desk.views import ItemPage
from deskapp.domain.values import ItemId, ItemState, PatronId
from ui import words
from ui.item_form import AmountLine, ItemForm
from ui.item_words import item_state
from ui.lane import Message, Tone
from ui.moment_field import MomentField

if TYPE_CHECKING:
    from deskapp.desk.desk import Desk


class PartsForm(ItemForm):
    """What is missing of an item that came back; it stays at the desk as damaged, and may cost something."""

    missing = Signal(str)  # recorded: what is missing, in words

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.does.setText(self.tr("&Record it"))
        self._item: ItemId | None = None
        self._title = ""
        self._missing, self._fee = QLineEdit(), AmountLine(desk.library.currency_of(desk.branch.code))
        self.add(self.tr("What is missing"), self._missing, 1)
        self.add(self.tr("Damage fee"), self._fee)
        self.finish()
        for line in (self._missing, self._fee):
            line.returnPressed.connect(self.submit)

    def ask(self, item: ItemId, title: str, barcode: str, parts: str) -> None:
        self._item, self._title = item, title
        self._missing.clear()
        self._missing.setPlaceholderText(parts)
        self._fee.put(self.desk.damage_fee(item))
        heading = self.tr("Parts missing: {title} ({barcode})").format(title=title, barcode=barcode)
        self.open(heading, self._missing)

    def submit(self) -> None:
        missing, fee = self._missing.text().strip(), self._fee.amount()
        if self._item is None or not missing or fee is None:
            self.complain(self.tr("This is not an amount.") if missing else self.tr("Say what is missing."))
            return
        note = self.tr("missing: {parts}").format(parts=missing)
        answer = self.desk.mark_item(self._item, ItemState.DAMAGED, note, fee)
        lines = [note, self.tr("Put it on the desk's own shelf.")]
        if fee:
            currency = self.desk.library.currency_of(self.desk.branch.code)
            lines.append(self.tr("Charged: {amount}").format(amount=words.money(fee, currency)))
        self.tell(answer, Message(Tone.ATTENTION, self._title, tuple(lines)))
        if not isinstance(answer, Declined):
            self.missing.emit(note)


class StateForm(ItemForm):
    """One of the states that the item can be given now, and why."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.does.setText(self.tr("&Set the state"))
        self._page: ItemPage | None = None
        self._state, self._note = QComboBox(), QLineEdit()
        self._fee = AmountLine(desk.library.currency_of(desk.branch.code))
        self._fee.setToolTip(self.tr("Damage fee; charged to whoever has it, or had it last"))
        self._fee.setPlaceholderText(self.tr("fee"))
        self.add(self.tr("State"), self._state)
        self.add(self.tr("Note"), self._note, 1)
        self._fee.setAccessibleName(self.tr("Damage fee"))
        self.row.addWidget(self._fee)
        self.finish()
        self._state.currentIndexChanged.connect(self._offer_fee)
        for line in (self._note, self._fee):
            line.returnPressed.connect(self.submit)

    def ask(self, page: ItemPage) -> None:
        self._page = page
        self._state.blockSignals(True)
        self._state.clear()
        for state in page.states:
            self._state.addItem(item_state(state), state)
        self._state.blockSignals(False)
        self._note.clear()
        self._offer_fee()
        heading = self.tr("Set the state of {title} ({barcode})").format(title=page.title, barcode=page.barcode)
        self.open(heading, self._state)

    def submit(self) -> None:
        state, fee = self._state.currentData(), self._fee.amount() if self._fee.isVisible() else 0
        if self._page is None or state is None:
            return
        if fee is None:
            self.complain(self.tr("This is not an amount."))
            return
        answer = self.desk.mark_item(self._page.id, ItemState(state), self._note.text().strip(), fee)
        lines = (item_state(ItemState(state)), self._note.text().strip())
        self.tell(answer, Message(Tone.DONE, self._page.title, tuple(line for line in lines if line)))

    def _offer_fee(self) -> None:
        damaged = self._page is not None and self._state.currentData() == ItemState.DAMAGED
        self._fee.setVisible(damaged)
        if damaged and self._page is not None:
            self._fee.put(self.desk.damage_fee(self._page.id))


class BackdateForm(ItemForm):
    """The last return had been earlier than was recorded; says what became of the fee."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.does.setText(self.tr("&Date it back"))
        self._item: ItemId | None = None
        self._patron: PatronId | None = None
        self._title = ""
        self._at = MomentField(desk.branch.zone, desk.now, self.tr("Returned on"))
        self._reason = QLineEdit()
        self.row.addWidget(self._at)
        self.add(self.tr("Why"), self._reason, 1)
        self.finish()
        self._at.entered.connect(self.submit)
        self._reason.returnPressed.connect(self.submit)

    def ask(self, item: ItemId, title: str, barcode: str, patron: PatronId | None) -> None:
        self._item, self._title, self._patron = item, title, patron
        self._at.put(self.desk.last_closing())
        self._reason.clear()
        heading = self.tr("Returned earlier than recorded: {title} ({barcode})").format(title=title, barcode=barcode)
        self.open(heading, self._at)

    def submit(self) -> None:
        at = self._at.value()
        if self._item is None or at is None:
            self.complain(self._at.problem())
            return
        reason, before = self._reason.text().strip(), self._owed()
        if not reason:
            self.complain(self.tr("Say why; it is kept with the act, under your name."))
            self._reason.setFocus()
            return
        answer = self.desk.backdate(self._item, at, reason)
        moment = words.moment(at, self.desk.branch.zone)
        lines = (self.tr("Counts as returned on {at}.").format(at=moment), self._fee_words(before, self._owed()))
        self.tell(answer, Message(Tone.DONE, self._title, lines))

    def _owed(self) -> int:
        return self.desk.panel(self._patron).owed if self._patron is not None else 0

    def _fee_words(self, before: int, after: int) -> str:
        currency = self.desk.library.currency_of(self.desk.branch.code)
        if after == before:
            return self.tr("What is owed stays the same.")
        less = words.money(before - after, currency)
        text = self.tr("The overdue fee is less by {less}; the account now owes {owed}.")
        if after < 0:
            text = self.tr("The overdue fee is less by {less}; the account now has a credit of {owed}.")
        return text.format(less=less, owed=words.money(abs(after), currency))


class RequestForm(ItemForm):
    """A request of the active patron: for any copy, for this volume, or for this very copy."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.does.setText(self.tr("&Place request"))
        self._page: ItemPage | None = None
        self._patron: PatronId | None = None
        self._level, self._pickup = QComboBox(), QComboBox()
        for branch in desk.library.branches:
            self._pickup.addItem(branch.name, branch.code)
        self.add(self.tr("Which"), self._level, 1)
        self.add(self.tr("Pickup at"), self._pickup)
        self.finish()

    def ask(self, page: ItemPage, patron: PatronId, name: str) -> None:
        self._page, self._patron = page, patron
        self._level.clear()
        self._level.addItem(self.tr("any copy"), "title")
        if page.volume:
            self._level.addItem(self.tr("any copy of {volume}").format(volume=page.volume), "volume")
        self._level.addItem(self.tr("this very copy, {barcode}").format(barcode=page.barcode), "copy")
        self._pickup.setCurrentIndex(self._pickup.findData(self.desk.branch.code))
        self.open(self.tr("Request “{title}” for {name}").format(title=page.title, name=name), self._level)

    def submit(self) -> None:
        page, level = self._page, self._level.currentData()
        if page is None or page.title_id is None or self._patron is None:
            return
        item = page.id if level == "copy" else None
        volume = page.volume if level == "volume" else ""
        pickup = str(self._pickup.currentData() or "")
        answer = self.desk.request(self._patron, page.title_id, pickup, item, volume=volume)
        self.tell(answer, Message(Tone.DONE, self.tr("Requested: {title}").format(title=page.title)))
