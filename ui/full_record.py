"""The whole record of a patron, to read: every field, the blocks, the account."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from deskapp.desk.views import ManualBlock, PatronPanel
from deskapp.domain.values import Address
from ui import style, words
from ui.account_view import AccountView

if TYPE_CHECKING:
    from deskapp.desk.desk import Desk

_Lines = Sequence[tuple[str, str]]


class FullRecord(QWidget):
    """Read-only, in sections. `bottom` is a row for the buttons of whoever shows it."""

    said = Signal(object)  # Message

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._panel: PatronPanel | None = None
        self._identity = _Section(self.tr("Person"))
        self._contact = _Section(self.tr("Contact"))
        self._membership = _Section(self.tr("Membership"))
        self._account_data = _Section(self.tr("Account and identifiers"))
        self._notes = _Section(self.tr("Notes and blocks"))
        self._account = AccountView(desk, rows=3)
        self._account.said.connect(self.said)
        self._account.changed.connect(self._reload)
        self.bottom = QHBoxLayout()
        self._arrange()

    def show_panel(self, panel: PatronPanel) -> None:
        self._panel = panel
        self._identity.show_lines(self._identity_lines(panel))
        self._contact.show_lines(self._contact_lines(panel))
        self._membership.show_lines(self._membership_lines(panel))
        self._account_data.show_lines(self._account_lines(panel))
        self._notes.show_lines(self._note_lines(panel))
        self._account.show_panel(panel)

    def _reload(self) -> None:
        if self._panel is not None:
            self.show_panel(self._desk.panel(self._panel.id))

    def _arrange(self) -> None:
        body = QWidget()
        columns = QHBoxLayout(body)
        columns.setContentsMargins(4, 4, 12, 4)
        columns.setSpacing(24)
        for widgets in (
            (self._identity, self._contact),
            (self._membership, self._account_data, self._notes),
            (self._account,),
        ):
            column = QVBoxLayout()
            column.setSpacing(14)
            for widget in widgets:
                column.addWidget(widget)
            column.addStretch()
            columns.addLayout(column, 3 if self._identity in widgets else 4)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(body)
        self.bottom.addStretch()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(12, 8, 12, 8)
        whole.addWidget(scroll, 1)
        whole.addLayout(self.bottom)

    def _identity_lines(self, panel: PatronPanel) -> _Lines:
        fields = panel.fields
        return (
            (self.tr("Surname"), fields.name.surname),
            (self.tr("Given name"), fields.name.given),
            (self.tr("Other names"), fields.name.other),
            (words.field_group("birth_date"), words.day(fields.birth_date) if fields.birth_date else ""),
            (words.field_group("language"), words.language_name(fields.language)),
            (words.field_group("guarantor"), fields.guarantor),
        )

    def _contact_lines(self, panel: PatronPanel) -> _Lines:
        fields = panel.fields
        addresses = [(words.address_kind(address.kind), _written(address)) for address in fields.addresses]
        return (
            (words.field_group("emails"), "\n".join(fields.emails)),
            (words.field_group("phones"), "\n".join(fields.phones)),
            *(addresses or [(words.field_group("addresses"), "")]),
        )

    def _membership_lines(self, panel: PatronPanel) -> _Lines:
        fields = panel.fields
        return (
            (words.field_group("category"), words.in_language(panel.category_name)),
            (words.field_group("branch"), panel.branch_name),
            (words.field_group("enrolled"), words.day(fields.enrolled) if fields.enrolled else ""),
            (words.field_group("expires"), words.day(fields.expires) if fields.expires else ""),
            (words.field_group("active"), self.tr("yes") if fields.active else self.tr("no")),
        )

    def _account_lines(self, panel: PatronPanel) -> _Lines:
        fields = panel.fields
        return (
            (words.field_group("cards"), "\n".join(fields.cards)),
            (words.field_group("account_type"), words.account_type(fields.account_type)),
            (words.field_group("record_type"), words.record_type(fields.record_type)),
            (words.field_group("user_name"), fields.user_name),
            (words.field_group("statistics"), "\n".join(fields.statistics)),
        )

    def _note_lines(self, panel: PatronPanel) -> _Lines:
        blocks = "\n".join(self._written_block(block) for block in panel.manual_blocks)
        return (
            (words.field_group("notes"), "\n".join(panel.fields.notes)),
            (self.tr("Blocks"), blocks),
            (self.tr("Against lending"), "\n".join(words.block(block, panel.currency) for block in panel.blocks)),
        )

    def _written_block(self, block: ManualBlock) -> str:
        if block.expires is None:
            return block.note
        return self.tr("{note} (until {day})").format(note=block.note, day=words.day(block.expires))


class _Section(QWidget):
    """A heading and lines of label and text; what is empty shows a dash."""

    def __init__(self, title: str) -> None:
        super().__init__()
        heading = QLabel(title)
        style.sized(heading, 10.5, bold=True)
        self._lines = QGridLayout()
        self._lines.setHorizontalSpacing(12)
        self._lines.setVerticalSpacing(4)
        self._lines.setColumnStretch(1, 1)
        self._lines.setColumnMinimumWidth(0, 104)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(heading)
        column.addLayout(self._lines)

    def show_lines(self, lines: _Lines) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for row, (name, text) in enumerate(lines):
            label, value = QLabel(name), QLabel(text or "–")
            style.tint(label, text=style.QUIET)
            value.setTextFormat(Qt.TextFormat.PlainText)
            value.setWordWrap(True)
            value.setAccessibleName(name)
            value.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
            self._lines.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
            self._lines.addWidget(value, row, 1)


def _written(address: Address) -> str:
    """An address as on an envelope."""
    town = " ".join(part for part in (address.postcode, address.city) if part)
    return "\n".join(part for part in (*address.lines, town, address.region, address.country) if part)
