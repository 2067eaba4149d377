"""One member of staff: what they sign in with, how they are called, their badge, their own card, and their roles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFormLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from deskapp.desk.answers import Declined, PatronHit, Recorded
from deskapp.domain.permission import member_id, roles_now
from ui import style
from ui.lane import Message, Tone, refusal
from ui.staff_roles import RolesGrid

if TYPE_CHECKING:
    from deskapp.desk.desk import Desk
    from deskapp.domain.records import Member
    from deskapp.domain.values import PatronId


class StaffForm(QWidget):
    """For a member that there is, or for a new one. What cannot be done here says why in its tooltip."""

    said = Signal(object)  # Message
    saved = Signal(object, bool)  # MemberId; whether they are new

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.member: Member | None = None
        self._locked = False
        self.name, self.spoken = QLineEdit(), QLineEdit()
        self.card, self.badge = QLineEdit(), QLineEdit()
        self.open = QCheckBox(self.tr("The &account is open"))
        self.roles = RolesGrid(desk)
        self.save = QPushButton(style.icon("content-save-outline"), self.tr("Sa&ve"))
        self.password = QPushButton(style.icon("key-outline"), self.tr("&Password…"))
        self._heading, self._reader, self._state = QLabel(), QLabel(), QLabel()
        self._arrange()
        for line in (self.name, self.spoken, self.card, self.badge):
            line.textChanged.connect(self._offer)
            line.returnPressed.connect(self.press)
        self.open.toggled.connect(self._offer)
        self.roles.changed.connect(self._offer)
        self.save.clicked.connect(self.press)

    def _arrange(self) -> None:
        style.sized(self._heading, 12.5, bold=True)
        style.tint(self._reader, text=style.QUIET)
        self._state.setWordWrap(True)
        style.tint(self._state, text=style.WARN)
        fields, buttons, column = QFormLayout(), QHBoxLayout(), QVBoxLayout(self)
        fields.setVerticalSpacing(5)
        for words, name, line in (
            (self.tr("Signs in &as"), self.tr("Signs in as"), self.name),
            (self.tr("Is &called"), self.tr("Is called"), self.spoken),
            (self.tr("&Badge"), self.tr("Badge"), self.badge),
            (self.tr("Own card as a &reader"), self.tr("Own card as a reader"), self.card),
        ):
            line.setAccessibleName(name)
            fields.addRow(words, line)
        self.badge.setPlaceholderText(self.tr("scan it"))
        self.card.setPlaceholderText(self.tr("scan it: nobody waives or lifts anything for themselves"))
        fields.addRow("", self._reader)
        fields.addRow("", self.open)
        buttons.addWidget(self._state, 1)
        for button in (self.password, self.save):
            button.setAutoDefault(True)
            buttons.addWidget(button)
        column.setContentsMargins(8, 0, 4, 0)
        column.addWidget(self._heading)
        column.addLayout(fields)
        column.addWidget(self.roles)
        column.addLayout(buttons)
        column.addStretch()

    # What the page asks

    def show_member(self, member: Member | None, *, locked: bool) -> None:
        """Show somebody; None: a new one. `locked`: it can only be looked at."""
        self.member = member
        own = member is not None and member.id == self._desk.who.member
        self._locked = locked or own
        self._heading.setText(self.tr("A new member of staff") if member is None else member.spoken or member.name)
        self._fill()
        for line in (self.name, self.spoken, self.card, self.badge):
            line.setReadOnly(self._locked)
        self.name.setReadOnly(member is not None)
        self.open.setEnabled(not self._locked and member is not None)
        held = roles_now(member) if member is not None else frozenset()
        self.roles.show_roles(held, self._giver(), locked=self._locked)
        self._say_state(self.tr("Nobody changes their own account or roles: somebody else has to.") if own else "")
        self._offer()
        if member is None and not locked:
            self.name.setFocus()

    def take_scan(self, raw: str) -> None:
        """A badge, or the card of a reader: it goes where it belongs."""
        if self._locked:
            return
        line = self.card if self._patron(raw.strip()) is not None else self.badge
        line.setText(raw.strip())

    def press(self) -> None:
        if not self.save.isEnabled():
            return
        answers = self._changes() if self.member is not None else [self._add()]
        refused = next((answer for answer in answers if isinstance(answer, Declined)), None)
        if refused is not None:
            self.said.emit(refusal(refused))
            return
        new = self.member is None
        self.said.emit(Message(Tone.DONE, self.tr("Saved: {name}").format(name=self.spoken.text() or self.name.text())))
        self.saved.emit(member_id(self.name.text()), new)

    # Underneath

    def _fill(self) -> None:
        member = self.member
        self.name.setText(member.name if member else "")
        self.spoken.setText(member.spoken if member else "")
        self.badge.setText(member.badge if member else "")
        self.card.setText(self._desk.card_of(member) if member else "")
        self.open.setChecked(member.active if member else True)

    def _patron(self, card: str) -> PatronHit | None:
        hits = self._desk.find(card).hits if card else ()
        return next((hit for hit in hits if isinstance(hit, PatronHit) and hit.card == card), None)

    def _reader_id(self) -> PatronId | None:
        """Whose card is written; a card that is not there any more keeps whom it was of."""
        card = self.card.text().strip()
        hit = self._patron(card)
        return hit.id if hit is not None else None

    def _giver(self) -> Member | None:
        own = self._desk.who.member
        return next((member for member in self._desk.members() if member.id == own), None)

    def _add(self) -> Recorded | Declined:
        name, spoken = self.name.text(), self.spoken.text() or self.name.text()
        return self._desk.add_member(name, spoken, self.roles.roles(), self._reader_id(), self.badge.text())

    def _changes(self) -> list[Recorded | Declined]:
        """What was edited and which roles moved are two acts; the second is not done when the first is refused."""
        member = self.member
        assert member is not None
        made: list[Recorded | Declined] = []
        if self._edited(member):
            answer = self._desk.edit_member(
                member.id, self.spoken.text(), self._reader_id(), self.badge.text(), active=self.open.isChecked()
            )
            made.append(answer)
        if self.roles.roles() != roles_now(member) and not any(isinstance(one, Declined) for one in made):
            made.append(self._desk.set_roles(member.id, self.roles.roles()))
        return made

    def _edited(self, member: Member) -> bool:
        now = (self.spoken.text().strip(), self._reader_id(), self.badge.text().strip(), self.open.isChecked())
        return now != (member.spoken, member.patron, member.badge, member.active)

    def _offer(self) -> None:
        card = self.card.text().strip()
        hit = self._patron(card)
        unknown = bool(card) and hit is None
        self._reader.setText(hit.name if hit else self.tr("No reader has that card.") if unknown else "")
        style.reveal(self._reader, hit is not None or unknown)
        style.tint(self._reader, text=style.BAD if unknown else style.QUIET)
        member = self.member
        different = member is None or self._edited(member) or self.roles.roles() != roles_now(member)
        whole = bool(self.name.text().strip()) and not unknown
        self.save.setEnabled(whole and different and not self._locked)
        self.password.setEnabled(member is not None and member.active and not self._locked)

    def _say_state(self, text: str) -> None:
        self._state.setText(text)
