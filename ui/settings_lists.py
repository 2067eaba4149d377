"""The lists of the set-up: branches, patron categories, item types, and what the automatic blocks stop."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from deskapp.domain.outcome import Permission
from deskapp.domain.rules import ACTIONS, Action, BlockRule, Branch, Category, ItemType, Offline
from deskapp.domain.set_up import PATRON_BLOCKS
from deskapp.wording import block_words
from ui import settings_values as values
from ui import style
from ui.settings_draft import Draft, Place, language
from ui.settings_rows import Column, Rows
from ui.settings_term import capital

translate = QCoreApplication.translate
_USUAL = "-"


class ListTab(QWidget):
    """One list of the library, with a sentence on what it is for."""

    def __init__(
        self,
        draft: Draft,
        table: str,
        name: str,
        about: str,
        columns: Sequence[Column],
        new: Callable[[], Any],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._draft, self._table = draft, table
        words = QLabel(about)
        words.setWordWrap(True)
        words.setTextFormat(Qt.TextFormat.PlainText)
        style.tint(words, text=style.QUIET)
        self.rows = Rows(draft, table, name, columns, new)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 4)
        column.addWidget(words)
        column.addWidget(self.rows, 1)
        self.rows.edited.connect(self._edited)
        draft.changed.connect(self.reload)
        self.reload()

    def reload(self) -> None:
        self.rows.put(self._records())

    def lock(self, locked: bool) -> None:
        self.rows.lock(locked)

    def go(self, place: Place) -> None:
        codes = [str(getattr(record, "code", "")) for record in getattr(self._draft.library, self._table)]
        row = codes.index(place.row) if place.row in codes else place.number
        self.rows.go(max(row, 0), place.of)

    def _records(self) -> Sequence[Any]:
        return tuple(getattr(self._draft.library, self._table))

    def _edited(self, records: tuple[Any, ...]) -> None:
        self._draft.put(replace(self._draft.library, **{self._table: records}))  # type: ignore[arg-type]


def branches_tab(draft: Draft) -> ListTab:
    def calendars() -> list[tuple[str, str]]:
        none = translate("settings", "none")
        return [("", none), *((c.name, c.name) for c in draft.library.calendars)]

    closed = Column(
        "closed_weekdays",
        translate("settings", "Closed on"),
        84,
        values.show_weekdays,
        values.weekdays,
        wrong=translate("settings", "Not weekdays: write them with commas between."),
    )
    return ListTab(
        draft,
        "branches",
        translate("settings", "Branch"),
        translate("settings", "The branches, each with its time zone, calendar and currency. The code stays for ever."),
        (
            Column("code", translate("settings", "Code"), 66),
            Column("name", translate("settings", "Name")),
            Column("zone", translate("settings", "Time zone"), 116),
            Column("calendar", translate("settings", "Calendar"), 116, choices=values.one_of(calendars)),
            closed,
            Column("currency", translate("settings", "Currency"), 70, read=lambda text: text.strip().upper()),
        ),
        lambda: Branch("", ""),
    )


def categories_tab(draft: Draft) -> ListTab:
    number = translate("settings", "Not a whole number.")
    return ListTab(
        draft,
        "categories",
        translate("settings", "Patron category"),
        translate("settings", "Kinds of patrons: how long a membership lasts, and what a new card costs."),
        (
            Column("code", translate("settings", "Code"), 90),
            Column("name_es", translate("settings", "Name in Spanish")),
            Column("name_en", translate("settings", "Name in English")),
            Column("years", translate("settings", "Years"), 60, read=values.whole, wrong=number),
            Column(
                "card_fee",
                translate("settings", "New card"),
                80,
                values.show_amount(lambda: draft.library.currency),
                values.amount(lambda: draft.library.currency),
                wrong=translate("settings", "Not an amount of money."),
            ),
        ),
        lambda: Category("", "", ""),
    )


def item_types_tab(draft: Draft) -> ListTab:
    def offline() -> list[tuple[str, str]]:
        return [
            (Offline.ANYBODY.value, translate("settings", "to anybody")),
            (Offline.KNOWN.value, translate("settings", "to known patrons")),
            (Offline.NOBODY.value, translate("settings", "to nobody")),
        ]

    return ListTab(
        draft,
        "item_types",
        translate("settings", "Item type"),
        translate("settings", "Kinds of items, and whom they may be lent to while central cannot be reached."),
        (
            Column("code", translate("settings", "Code"), 100),
            Column("name_es", translate("settings", "Name in Spanish")),
            Column("name_en", translate("settings", "Name in English")),
            Column(
                "offline",
                translate("settings", "Lent offline"),
                140,
                read=Offline,
                choices=values.one_of(offline),
            ),
        ),
        lambda: ItemType("", "", ""),
    )


@dataclass(frozen=True, slots=True)
class _Block:
    """A block rule as a row: a mark for each action. `rule` is what the library has of it, if anything."""

    code: str
    check_out: bool
    renew: bool
    request: bool
    permission: str

    @classmethod
    def of(cls, rule: BlockRule) -> _Block:
        marks = {action.value: action in rule.actions for action in ACTIONS}
        return cls(code=rule.code, permission=_USUAL if rule.permission is None else rule.permission, **marks)

    def rule(self) -> BlockRule:
        actions = tuple(action for action in ACTIONS if getattr(self, action.value))
        return BlockRule(self.code, actions, None if self.permission == _USUAL else self.permission)


class BlocksTab(ListTab):
    """The rules for blocks: those that the library changes; every other block stops everything."""

    def __init__(self, draft: Draft, parent: QWidget | None = None) -> None:
        told = language()

        def blocks() -> list[tuple[str, str]]:
            return [(code.value, capital(block_words.blocked(code.value, told))) for code in PATRON_BLOCKS]

        def permissions() -> list[tuple[str, str]]:
            usual = [(_USUAL, translate("settings", "the usual one")), ("", translate("settings", "nobody may"))]
            return usual + [(p.value, block_words.permission(p.value, told)) for p in Permission]

        about = translate(
            "settings",
            "What an automatic block stops, and who may override it. A block that is not here stops all three.",
        )
        super().__init__(
            draft,
            "block_rules",
            translate("settings", "Block"),
            about,
            (
                Column("code", translate("settings", "Block"), choices=values.one_of(blocks)),
                Column(Action.CHECK_OUT.value, translate("settings", "Check out"), 72, flag=True),
                Column(Action.RENEW.value, translate("settings", "Renew"), 66, flag=True),
                Column(Action.REQUEST.value, translate("settings", "Request"), 66, flag=True),
                Column("permission", translate("settings", "Overridden with"), 150, choices=values.one_of(permissions)),
            ),
            self._new,
            parent,
        )

    def _new(self) -> _Block:
        """A rule for the first block that has none."""
        taken = [rule.code for rule in self._draft.library.block_rules]
        free = next((code for code in PATRON_BLOCKS if code not in taken), PATRON_BLOCKS[0])
        return _Block.of(BlockRule(free.value))

    def _records(self) -> Sequence[Any]:
        return tuple(map(_Block.of, self._draft.library.block_rules))

    def _edited(self, records: tuple[Any, ...]) -> None:
        super()._edited(tuple(record.rule() for record in records))
