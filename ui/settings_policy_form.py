"""The form beside the policy table: whom a line is for, and its terms in sections."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import (
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from deskapp.domain.policy import ANY, CRITERIA, Case, Policy
from deskapp.domain.rules import Library
from ui import words
from ui.settings_draft import Draft
from ui.settings_editors import ChoiceEditor, DateEditor, Editor, TextEditor
from ui.settings_help import SECTIONS, section_name
from ui.settings_term import TermRow

translate = QCoreApplication.translate
Names = Mapping[str, Mapping[str, str]]
_NAMED = ("category", "item_type", "branch", "owner")
_OF_THE_LIBRARY = ("max_owed", "max_overdue", "shelf_days")


def criterion_name(criterion: str) -> str:
    return {
        "category": translate("settings", "Category"),
        "item_type": translate("settings", "Item type"),
        "branch": translate("settings", "Lent at"),
        "owner": translate("settings", "Owned by"),
        "collection": translate("settings", "Collection"),
    }[criterion]


def choices_of(criterion: str, library: Library) -> list[tuple[str, str]]:
    """The codes that a criterion may have, in words."""
    if criterion == "category":
        return [(c.code, words.in_language((c.name_es, c.name_en)) or c.code) for c in library.categories]
    if criterion == "item_type":
        return [(t.code, words.in_language((t.name_es, t.name_en)) or t.code) for t in library.item_types]
    return [(b.code, b.name or b.code) for b in library.branches]


def names_of(library: Library) -> Names:
    """The words for the codes of each criterion, made once for many lines."""
    return {criterion: dict(choices_of(criterion, library)) for criterion in _NAMED}


def line_words(line: Policy, names: Names) -> str:
    """A line by whom it is for: "Adult · DVD"; one for everybody says so."""
    said = [(c, getattr(line, c)) for c in (*_NAMED, "collection")]
    whom = [names.get(c, {}).get(code, code) for c, code in said if code != ANY]
    return " · ".join(([line.name] if line.name else []) + whom) or translate("settings", "all patrons and items")


class CriteriaForm(QWidget):
    """Whom, what and where a line is for, its name, and its first and last day."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._of: dict[str, Editor] = {
            "category": ChoiceEditor([]),
            "item_type": ChoiceEditor([]),
            "branch": ChoiceEditor([]),
            "owner": ChoiceEditor([]),
            "collection": TextEditor(translate("settings", "all")),
            "name": TextEditor(translate("settings", "to find it again (optional)")),
            "since": DateEditor(),
            "until": DateEditor(),
        }
        names = {
            "name": translate("settings", "Name of the line"),
            "since": translate("settings", "First day"),
            "until": translate("settings", "Last day"),
        }
        form = QFormLayout(self)
        form.setContentsMargins(4, 4, 8, 4)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for name, editor in self._of.items():
            label = names.get(name) or criterion_name(name)
            form.addRow(label, editor.named(label))
            editor.edited.connect(self.edited)

    def show_line(self, line: Policy, library: Library) -> None:
        for criterion in _NAMED:
            editor = self._of[criterion]
            assert isinstance(editor, ChoiceEditor)
            editor.offer([(ANY, translate("settings", "all")), *choices_of(criterion, library)])
        for name, editor in self._of.items():
            value = getattr(line, name)
            if name in ("since", "until") and value is None and editor.said():
                continue  # what is being typed is no day yet
            editor.put("" if name == "collection" and value == ANY else value)

    def clear_days(self) -> None:
        """Another line is shown: what was typed for the last one is gone."""
        for name in ("since", "until"):
            self._of[name].put(None)

    def misread(self) -> list[str]:
        """The days that are none."""
        days = {name: self._of[name] for name in ("since", "until")}
        return [name for name, e in days.items() if isinstance(e, DateEditor) and e.said() and e.day() is None]

    def changed(self, line: Policy) -> Policy:
        """The line as it is for now."""
        texts: dict[str, Any] = {
            n: str(self._of[n].said() or "") for n in ("category", "item_type", "branch", "owner", "name")
        }
        since, until = self._of["since"], self._of["until"]
        assert isinstance(since, DateEditor)
        assert isinstance(until, DateEditor)
        collection = str(self._of["collection"].said() or ANY)
        return replace(line, **texts, collection=collection, since=since.day(), until=until.day())

    def lock(self, locked: bool) -> None:
        for editor in self._of.values():
            editor.setEnabled(not locked)

    def take_focus(self, name: str = "category") -> None:
        self._of.get(name, self._of["category"]).setFocus(Qt.FocusReason.OtherFocusReason)


class PolicyForm(QWidget):
    """One line of the table."""

    edited = Signal(object)  # Policy

    def __init__(self, draft: Draft, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft = draft
        self._line: Policy | None = None
        self._number = -1
        self._locked = False
        self._made_for: tuple[object, ...] = ()
        self._names = names_of(draft.library)
        self._sections, self._stack = QListWidget(), QStackedWidget()
        self._sections.setAccessibleName(translate("settings", "Sections of the line"))
        self._sections.addItem(translate("settings", "For whom"))
        self.criteria = CriteriaForm()
        self.criteria.edited.connect(self._criteria_edited)
        self._stack.addWidget(_scrolled(self.criteria))
        self.rows: dict[str, TermRow] = {}
        for section in SECTIONS:
            self._sections.addItem(section_name(section))
            self._stack.addWidget(QWidget())
        self._sections.setFixedWidth(self._sections.sizeHintForColumn(0) + 12)
        self._sections.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._sections.currentRowChanged.connect(self._turn)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._sections)
        layout.addWidget(self._stack, 1)
        self._sections.setCurrentRow(0)

    def show_line(self, number: int) -> None:
        """Show the line of that number, counted from 0; another number than before is another line."""
        library = self._draft.library
        there = 0 <= number < len(library.policies)
        if number != self._number:
            self.criteria.clear_days()
        self._names = names_of(library)
        self._number, self._line = number, library.policies[number] if there else None
        self.setEnabled(there)
        made_for = (library.currency, library.fixed_terms, [(b.code, b.name) for b in library.branches])
        if made_for != self._made_for:
            self._made_for = made_for
            self.rows.clear()
        self._refresh()

    def lock(self, locked: bool) -> None:
        self._locked = locked
        self.criteria.lock(locked)
        for row in self.rows.values():
            row.lock(locked)

    def go(self, of: str) -> None:
        """Put the focus on a term, or on what the line is for."""
        for row, terms in enumerate(SECTIONS.values(), 1):
            if of in terms:
                self._sections.setCurrentRow(row)
                area = self._stack.currentWidget()
                assert isinstance(area, QScrollArea)
                area.ensureWidgetVisible(self.rows[of])
                self.rows[of].take_focus()
                return
        self._sections.setCurrentRow(0)
        self.criteria.take_focus(of)

    def section(self) -> int:
        return self._sections.currentRow()

    def show_section(self, row: int) -> None:
        self._sections.setCurrentRow(row)

    def _turn(self, row: int) -> None:
        self._stack.setCurrentIndex(row)
        self._refresh()

    def _refresh(self) -> None:
        if self._line is None:
            return
        current = self._stack.currentIndex()
        if current == 0:
            self.criteria.show_line(self._line, self._draft.library)
            return
        terms = list(SECTIONS.values())[current - 1]
        if terms[0] not in self.rows:
            self._make(current, terms)
        self._show_terms(terms)

    def _make(self, page: int, terms: tuple[str, ...]) -> None:
        """A section's inputs are made when it is first looked at."""
        column, inside = QWidget(), QVBoxLayout()
        column.setLayout(inside)
        inside.setContentsMargins(4, 2, 4, 2)
        inside.setSpacing(2)
        for name in terms:
            row = TermRow(name, self._draft.library)
            row.said.connect(self._said)
            row.lock(self._locked)
            inside.addWidget(row)
            self.rows[name] = row
        inside.addStretch(1)
        self._stack.insertWidget(page, _scrolled(column))
        if (before := self._stack.widget(page + 1)) is not None:
            self._stack.removeWidget(before)
            before.deleteLater()
        self._stack.setCurrentIndex(page)
        self._follow([self.rows[name] for name in terms])

    def _follow(self, rows: Sequence[TermRow]) -> None:
        """What is made late would come last by Tab: it comes after the list of sections."""
        inputs = (each for row in rows for each in row.inputs())
        for one, other in pairwise((self._sections, *inputs)):
            QWidget.setTabOrder(one, other)

    def _show_terms(self, terms: tuple[str, ...]) -> None:
        """Each term as the line says it, or as the less specific lines do."""
        assert self._line is not None
        library, line = self._draft.library, self._line
        case = Case(**{c: "" if getattr(line, c) == ANY else getattr(line, c) for c in CRITERIA})
        ruling = library.ruling(case, max(line.since or self._draft.today, self._draft.today))
        for name in terms:
            inherited, by = getattr(ruling.terms, name), ruling.by.get(name)
            self.rows[name].show_term(line.says.get(name), name in line.says, inherited, self._origin(name, by))

    def _origin(self, name: str, by: Policy | None) -> str:
        library = self._draft.library
        if by is None:
            if name in _OF_THE_LIBRARY:
                return translate("settings", "as for the whole library, under General")
            return translate("settings", "as usual")
        number = next((n for n, p in enumerate(library.policies, 1) if p is by), 0)
        said = translate("settings", "as line {number} says: {line}")
        return said.format(number=number, line=line_words(by, self._names))

    def _said(self, name: str, here: bool, value: object) -> None:
        if self._line is None:
            return
        says = dict(self._line.says)
        if here:
            says[name] = value  # type: ignore[assignment]
        else:
            says.pop(name, None)
        self._tell(replace(self._line, says=says))

    def _criteria_edited(self) -> None:
        if self._line is not None:
            self._tell(self.criteria.changed(self._line))

    def _tell(self, line: Policy) -> None:
        self._line = line
        self.edited.emit(line)


def _scrolled(widget: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidget(widget)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return area
