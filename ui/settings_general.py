"""Fixed terms, and what holds for the library as a whole."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import (
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from deskapp.domain.due_date import FixedTerm, TermSpan
from ui import settings_values as values
from ui import style
from ui.settings_draft import Draft, Place
from ui.settings_editors import ChoiceEditor, CountEditor, Editor, MoneyEditor, TextEditor
from ui.settings_help import help_for
from ui.settings_policy_form import choices_of, criterion_name
from ui.settings_rows import Column, Rows

translate = QCoreApplication.translate


class FixedTermsTab(QWidget):
    """Fixed terms by name, and the spans of the one that is chosen."""

    def __init__(self, draft: Draft, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft = draft
        self._number = 0
        about = QLabel(
            translate("settings", "What is lent within a span is due on its day, such as the end of term, for all.")
        )
        about.setWordWrap(True)
        style.tint(about, text=style.QUIET)
        self.terms = Rows(
            draft, "fixed_terms", translate("settings", "Fixed term"),
            (Column("name", translate("settings", "Fixed term")),), lambda: FixedTerm("", ()),
        )  # fmt: skip
        titles = {
            "first": translate("settings", "Lent from"),
            "last": translate("settings", "to"),
            "due": translate("settings", "Due"),
        }
        self.spans = Rows(
            draft,
            "spans",
            translate("settings", "Span"),
            [Column(n, t, 120, values.show_day, values.day, wrong=values.not_a_day()) for n, t in titles.items()],
            lambda: TermSpan(draft.today, draft.today, draft.today),
        )
        row = QHBoxLayout()
        row.addWidget(self.terms, 2)
        row.addWidget(self.spans, 3)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 4)
        column.addWidget(about)
        column.addLayout(row, 1)
        self.terms.edited.connect(self._put)
        self.terms.chosen.connect(self._choose)
        self.spans.edited.connect(self._put_spans)
        draft.changed.connect(self.reload)
        self.reload()

    def reload(self) -> None:
        terms = self._draft.library.fixed_terms
        self.terms.put(terms)
        self._number = max(0, min(self._number, len(terms) - 1))
        self.spans.setEnabled(bool(terms))
        self.spans.put(terms[self._number].spans if terms else ())

    def lock(self, locked: bool) -> None:
        self.terms.lock(locked)
        self.spans.lock(locked)

    def go(self, place: Place) -> None:
        names = [term.name for term in self._draft.library.fixed_terms]
        if place.table == "spans":
            self.spans.go(max(place.number, 0), place.of)
            return
        row = names.index(place.row) if place.row in names else max(place.number, 0)
        self.terms.go(row)
        of = Place.read(place.of)
        if of.table == "spans":
            self._choose(row)
            self.spans.go(max(of.number, 0), of.of)

    def _choose(self, row: int) -> None:
        if row >= 0 and row != self._number:
            self._number = row
            self.reload()

    def _put(self, terms: tuple[FixedTerm, ...]) -> None:
        self._draft.put(replace(self._draft.library, fixed_terms=terms))

    def _put_spans(self, spans: tuple[TermSpan, ...]) -> None:
        terms = self._draft.library.fixed_terms
        if self._number < len(terms):
            changed = replace(terms[self._number], spans=spans)
            self._put((*terms[: self._number], changed, *terms[self._number + 1 :]))


_LABEL = 250  # pixels
_ACCESS = ("lock_minutes", "staff_days", "money_apart", "waive_alone", "break_glass_hours", "history_days")


class GeneralTab(QWidget):
    """Name, currency, limits and delays, which criterion of a policy line weighs most, and who may work at a desk."""

    def __init__(self, draft: Draft, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft = draft
        days, none = translate("settings", "days"), translate("settings", "no limit")
        self._of: dict[str, Editor] = {
            "name": TextEditor(),
            "currency": TextEditor(),
            "max_owed": MoneyEditor("", none),
            "max_overdue": CountEditor(none),
            "hold_shelf_days": CountEditor(unit=days),
            "expiry_warning_days": CountEditor(unit=days),
            "stub_items": CountEditor(),
            "stub_category": ChoiceEditor([]),
            "offline_minutes": CountEditor(unit=translate("settings", "minutes")),
            "lock_minutes": CountEditor(unit=translate("settings", "minutes")),
            "staff_days": CountEditor(unit=days),
            "money_apart": MoneyEditor(""),
            "waive_alone": MoneyEditor("", none),
            "break_glass_hours": CountEditor(unit=translate("settings", "hours")),
            "history_days": CountEditor(translate("settings", "kept for ever"), days),
        }
        self.order = QListWidget()
        self.order.setAccessibleName(translate("settings", "Criteria, the weightiest first"))
        self.order.setFixedHeight(126)
        self._up = QPushButton(style.icon("arrow-up"), translate("settings", "Wei&ghtier"))
        self._up.setAutoDefault(False)
        self._up.clicked.connect(self._raise)
        self._arrange()
        for name, editor in self._of.items():
            editor.edited.connect(lambda name=name: self._edited(name))
        draft.changed.connect(self.reload)
        self.reload()

    def _arrange(self) -> None:
        body = QWidget()
        form = QFormLayout(body)
        form.setContentsMargins(12, 10, 12, 8)
        form.setVerticalSpacing(7)
        names = _names()
        for name, editor in self._of.items():
            editor.setMaximumWidth(300)
            editor.named(names[name])
            if name not in _ACCESS:
                form.addRow(_called(names[name], editor), editor)
        self._add_order(form)
        heading = QLabel(translate("settings", "Access"))
        style.sized(heading, 11.5, bold=True)
        form.addRow(heading)
        for name in _ACCESS:
            form.addRow(_called(names[name], self._of[name]), self._of[name])
            form.addRow("", _quiet(help_for(name)))
        self._scroll = QScrollArea()
        self._scroll.setWidget(body)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._scroll)

    def _add_order(self, form: QFormLayout) -> None:
        order = QHBoxLayout()
        order.addWidget(self.order, 1)
        order.addWidget(self._up, 0, Qt.AlignmentFlag.AlignTop)
        form.addRow(_called(translate("settings", "Weight of the criteria"), self.order), order)
        about = _quiet(
            translate("settings", "Of two lines that fit, the one that says more of the first criterion goes first.")
        )
        form.addRow("", about)

    def reload(self) -> None:
        library = self._draft.library
        category = self._of["stub_category"]
        assert isinstance(category, ChoiceEditor)
        category.offer(choices_of("category", library) or [("", "–")])
        for editor in self._of.values():
            if isinstance(editor, MoneyEditor):
                editor.in_currency(library.currency)
        for name, editor in self._of.items():
            if editor.said() != getattr(library, name):
                editor.put(getattr(library, name))
        row = max(self.order.currentRow(), 0)
        words = [criterion_name(criterion) for criterion in library.criteria]
        if [self.order.item(n).text() for n in range(self.order.count())] != words:
            self.order.clear()
            self.order.addItems(words)
            self.order.setCurrentRow(row)

    def lock(self, locked: bool) -> None:
        for editor in self._of.values():
            editor.setEnabled(not locked)
        self._up.setEnabled(not locked)

    def go(self, place: Place) -> None:
        target: QWidget = self._of.get(place.table, self.order)
        self._scroll.ensureWidgetVisible(target)
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _edited(self, name: str) -> None:
        said = self._of[name].said()
        value = str(said or "").upper() if name == "currency" else said
        self._draft.put(replace(self._draft.library, **{name: value}))  # type: ignore[arg-type]

    def _raise(self) -> None:
        row, order = self.order.currentRow(), list(self._draft.library.criteria)
        if row > 0:
            order[row - 1], order[row] = order[row], order[row - 1]
            self._draft.put(replace(self._draft.library, criteria=tuple(order)))
            self.order.setCurrentRow(row - 1)


def _names() -> dict[str, str]:
    return {
        "name": translate("settings", "Name of the library"),
        "currency": translate("settings", "Currency (three letters)"),
        "max_owed": translate("settings", "Most that a patron may owe"),
        "max_overdue": translate("settings", "Most overdue loans"),
        "hold_shelf_days": translate("settings", "Days on the hold shelf"),
        "expiry_warning_days": translate("settings", "Warning before a card expires"),
        "stub_items": translate("settings", "Items for an unknown card"),
        "stub_category": translate("settings", "Category of an unknown card"),
        "offline_minutes": translate("settings", "Counts as offline after"),
        "lock_minutes": translate("settings", "A desk left alone locks after"),
        "staff_days": translate("settings", "Staff known without central for"),
        "money_apart": translate("settings", "Given away without central, a day"),
        "waive_alone": translate("settings", "Most that one may waive alone"),
        "break_glass_hours": translate("settings", "A sealed code opens a desk for"),
        "history_days": translate("settings", "Ended loans show whose they were for"),
    }


def _called(text: str, editor: QWidget) -> QLabel:
    """What an input is for, in two lines if need be: the longest decides nothing about the room of the inputs."""
    label = QLabel(text)
    label.setWordWrap(True)
    label.setFixedWidth(_LABEL)
    label.setBuddy(editor)
    return label


def _quiet(text: str) -> QLabel:
    label = QLabel(text)
    label.setWordWrap(True)
    style.tint(label, text=style.QUIET)
    return label
