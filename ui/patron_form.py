"""The form with a patron's basic data: three columns, one screen."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from deskapp.domain.values import PatronFields
from ui import words
from ui.addresses_field import AddressesField
from ui.fields import ChoiceField, DateField, Field, LinesField, NameField

if TYPE_CHECKING:
    from deskapp.desk.desk import Desk


class PatronForm(QWidget):
    """Holds what is typed, group by group; decides nothing. `side` is for what stands below the third column."""

    changed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.cards = LinesField("cards", self.tr("Cards"), self.tr("Card numbers, the current one first"), 2)
        self.fields: dict[str, Field] = {}
        self._columns = QHBoxLayout(self)
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.setSpacing(24)
        self.side = QVBoxLayout()
        self._add_column(self._person())
        self.setFocusProxy(self.fields["name"])
        self._add_column(self._contact())
        self._add_column(self._membership(), self.side)

    def put(self, values: PatronFields) -> None:
        """Show a patron's data, whatever was typed."""
        for group, field in self.fields.items():
            field.put(getattr(values, group))

    def typed(self, base: PatronFields) -> PatronFields:
        """The data as typed; groups that are not on the form as in `base`."""
        values = {group: field.value() for group, field in self.fields.items()}
        return replace(base, **values)  # type: ignore[arg-type]  # each field gives its own group's type

    def unreadable(self) -> dict[str, str]:
        """Groups with something that is no value at all, and why."""
        return {group: why for group, field in self.fields.items() if (why := field.problem())}

    def _person(self) -> list[Field]:
        return [
            NameField(),
            DateField("birth_date", self.tr("Born"), self.tr("Date of birth")),
            self.cards,
            ChoiceField("language", self.tr("Language"), self._languages(), words.language_name),
            LinesField("notes", self.tr("Notes"), self.tr("Notes, one a line"), 4),
        ]

    def _contact(self) -> list[Field]:
        return [
            LinesField("emails", self.tr("E-mail"), self.tr("E-mail addresses, one a line"), 2),
            LinesField("phones", self.tr("Telephone"), self.tr("Telephone numbers, one a line"), 2),
            AddressesField(),
        ]

    def _membership(self) -> list[Field]:
        library = self._desk.library
        categories = [(each.code, words.in_language((each.name_es, each.name_en))) for each in library.categories]
        return [
            ChoiceField("category", self.tr("Category"), categories),
            ChoiceField("branch", self.tr("Library"), [(each.code, each.name) for each in library.branches]),
            DateField("expires", self.tr("Expires"), self.tr("End of the membership")),
        ]

    def _languages(self) -> list[tuple[str, str]]:
        return [(code, words.language_name(code)) for code in ("es", "en")]

    def _add_column(self, fields: list[Field], below: QVBoxLayout | None = None) -> None:
        column = QVBoxLayout()
        column.setSpacing(6)
        for field in fields:
            self.fields[field.group] = field
            field.changed.connect(self.changed)
            column.addWidget(field)
        if below is not None:
            column.addSpacing(6)
            column.addLayout(below)
        column.addStretch(1)
        self._columns.addLayout(column, 1)
