"""The policy table: a row a line with whom it is for and what it mainly says; below it the line's form."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSplitter, QVBoxLayout, QWidget

from deskapp.domain.explain_due import MONEY, written
from deskapp.domain.policy import ANY, Policy, read_term
from deskapp.domain.rules import Library
from deskapp.wording.term_words import value
from ui import style, words
from ui.amounts import typed
from ui.settings_draft import Draft, Place, Trouble, language
from ui.settings_policy_form import Names, PolicyForm, line_words, names_of
from ui.table import Cell, CellsModel, table_view

translate = QCoreApplication.translate
_MAIN = ("loan", "renewals", "fee_per_day", "suspension_days")


class PoliciesTab(QWidget):
    """Lines are added, doubled, removed and put in order here; what they say is written in the form."""

    def __init__(self, draft: Draft, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft = draft
        self._number = 0
        self._model = CellsModel(_headers(), self)
        widths = (28, 84, 92, 0, 72, 76, 38, 74, 50)
        self.view = table_view(self._model, widths, translate("settings", "Policy lines"))
        self.view.setSelectionMode(self.view.SelectionMode.SingleSelection)
        self.form = PolicyForm(draft)
        self._heading = QLabel()
        self._make_buttons()
        self._arrange()
        self.view.selectionModel().currentRowChanged.connect(self._chosen)
        self.form.edited.connect(self._edited)
        draft.anew.connect(self.form.criteria.clear_days)
        draft.changed.connect(self.reload)
        self.reload()

    def _make_buttons(self) -> None:
        self._add = QPushButton(style.icon("plus"), translate("settings", "&Add"))
        self._double = QPushButton(style.icon("content-copy"), translate("settings", "&Duplicate"))
        self._remove = QPushButton(style.icon("delete-outline"), translate("settings", "Remo&ve"))
        self._up = QPushButton(style.icon("arrow-up"), "")
        self._down = QPushButton(style.icon("arrow-down"), "")
        self._sort = QPushButton(style.icon("sort"), translate("settings", "Sor&t"))
        self._sort.setToolTip(translate("settings", "The general lines first, the special ones last"))
        names = {
            self._up: translate("settings", "Move the line up"),
            self._down: translate("settings", "Move the line down"),
        }
        for button, name in names.items():
            button.setAccessibleName(name)
            button.setToolTip(name)
        deeds = {
            self._add: self.add,
            self._double: self.double,
            self._remove: self.remove,
            self._up: lambda: self._move(-1),
            self._down: lambda: self._move(1),
            self._sort: self.sort,
        }
        for button, deed in deeds.items():
            button.setAutoDefault(False)
            button.clicked.connect(deed)
        self.buttons = tuple(deeds)
        QShortcut(QKeySequence("Del"), self.view, self._remove.click, context=Qt.ShortcutContext.WidgetShortcut)

    def _arrange(self) -> None:
        style.sized(self._heading, 10.5, bold=True)
        row = QHBoxLayout()
        row.setSpacing(6)
        for button in self.buttons:
            row.addWidget(button)
        row.addStretch(1)
        above, below = QWidget(), QWidget()
        top, bottom = QVBoxLayout(above), QVBoxLayout(below)
        for box in (top, bottom):
            box.setContentsMargins(0, 0, 0, 0)
            box.setSpacing(4)
        top.addWidget(self.view, 1)
        top.addLayout(row)
        bottom.addWidget(self._heading)
        bottom.addWidget(self.form, 1)
        parts = QSplitter(Qt.Orientation.Vertical)
        parts.setChildrenCollapsible(False)
        parts.addWidget(above)
        parts.addWidget(below)
        parts.setSizes([210, 300])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(8, 8, 8, 4)
        whole.addWidget(parts)

    def lock(self, locked: bool) -> None:
        for button in self.buttons:
            button.setEnabled(not locked)
        self.form.lock(locked)

    def reload(self) -> None:
        """Show the draft's lines; the one that was chosen stays so, or the next takes its place."""
        library = self._draft.library
        self._number = max(0, min(self._number, len(library.policies) - 1))
        selection = self.view.selectionModel()
        selection.blockSignals(True)
        names = names_of(library)
        self._model.set_rows([(n, _cells(n, line, library, names)) for n, line in enumerate(library.policies)])
        selection.blockSignals(False)
        self.view.selectRow(self._number)
        self._show()

    def go(self, place: Place) -> None:
        """Put the focus where the place is."""
        if 0 <= place.number < len(self._draft.library.policies):
            self.choose(place.number)
        self.form.go(place.of)

    def take_over(self, before: PoliciesTab) -> None:
        """The same line, in the same section."""
        if before._number < len(self._draft.library.policies):
            self.choose(before._number)
            self.form.show_section(before.form.section())

    def choose(self, number: int) -> None:
        self.view.selectRow(number)

    def add(self) -> None:
        """A further line, for all and saying nothing yet."""
        self._insert(len(self._draft.library.policies), Policy())
        self.form.go("category")

    def double(self) -> None:
        if lines := self._draft.library.policies:
            line = lines[self._number]
            self._insert(self._number + 1, replace(line, says=dict(line.says)))
            self.form.go("category")

    def remove(self) -> None:
        lines = self._draft.library.policies
        self._put(lines[: self._number] + lines[self._number + 1 :])

    def sort(self) -> None:
        """The general lines first; among those alike, by their codes and their first day."""
        library = self._draft.library

        def rank(line: Policy) -> tuple[list[bool], list[str], str]:
            said = [getattr(line, criterion) for criterion in library.criteria]
            return [each != ANY for each in said], said, str(line.since or "")

        chosen = library.policies[self._number] if library.policies else None
        lines = tuple(sorted(library.policies, key=rank))
        self._number = next((n for n, line in enumerate(lines) if line is chosen), 0)
        self._put(lines)

    def _move(self, by: int) -> None:
        lines, to = list(self._draft.library.policies), self._number + by
        if 0 <= to < len(lines):
            lines[self._number], lines[to] = lines[to], lines[self._number]
            self._number = to
            self._put(tuple(lines))

    def _insert(self, number: int, line: Policy) -> None:
        lines = self._draft.library.policies
        self._number = number
        self._put((*lines[:number], line, *lines[number:]))

    def _put(self, lines: tuple[Policy, ...]) -> None:
        self._draft.put(replace(self._draft.library, policies=lines))

    def _edited(self, line: Policy) -> None:
        lines = self._draft.library.policies
        where = f"policies[{self._number + 1}]"
        text = translate("settings", "Line {number}: not a day; write day/month/year.").format(number=self._number + 1)
        self._draft.misread("policies", [Trouble(f"{where}.{day}", text) for day in self.form.criteria.misread()])
        self._put((*lines[: self._number], line, *lines[self._number + 1 :]))

    def _chosen(self) -> None:
        row = self.view.currentIndex().row()
        if row >= 0 and row != self._number:
            self._number = row
            self._draft.misread("policies", ())
            self._show()

    def _show(self) -> None:
        library = self._draft.library
        self.form.show_line(self._number)
        text = ""
        if self._number < len(library.policies):
            line = library.policies[self._number]
            text = translate("settings", "Line {number}: {line}")
            text = text.format(number=self._number + 1, line=line_words(line, names_of(library)))
        style.put(self._heading, text)


def _headers() -> tuple[str, ...]:
    return (
        "",
        translate("settings", "Category"),
        translate("settings", "Type"),
        translate("settings", "Where"),
        translate("settings", "In force"),
        translate("settings", "Loan"),
        translate("settings", "Ren."),
        translate("settings", "Fine/day"),
        translate("settings", "Susp."),
    )


def _cells(number: int, line: Policy, library: Library, names: Names) -> list[Cell]:
    tip = line_words(line, names)
    category, item_type, lent, owned = (
        _name(criterion, line, names) for criterion in ("category", "item_type", "branch", "owner")
    )
    collection = "" if line.collection == ANY else line.collection
    of = translate("settings", "of {branch}").format(branch=owned) if owned else ""
    where = " · ".join(part for part in (lent, of, collection) if part)
    days = " – ".join(words.day(d) if d else "…" for d in (line.since, line.until)) if line.since or line.until else ""
    whom = [Cell(text or "–", tip=tip) for text in (category, item_type, where)]
    return [Cell(str(number + 1), right=True, tip=tip), *whom, Cell(days), *(_term(n, line, library) for n in _MAIN)]


def _name(criterion: str, line: Policy, names: Names) -> str:
    code = getattr(line, criterion)
    return "" if code == ANY else names[criterion].get(code, code)


def _term(name: str, line: Policy, library: Library) -> Cell:
    if name not in line.says:
        return Cell()
    try:
        said = written(read_term(name, line.says[name]))
    except ValueError:
        return Cell(str(line.says[name]))
    if name in MONEY and said.isdigit():
        return Cell(typed(int(said), library.currency))
    return Cell(value(name, said, language()))
