"""One term in the policy form: whether this line says it, its value, whence it comes otherwise, and what it does."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt, QTime, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QTimeEdit,
    QWidget,
)

from deskapp.domain.explain_due import MONEY
from deskapp.domain.policy import DEFAULT, KINDS, Said, read_term
from deskapp.domain.policy_lines import choices
from deskapp.domain.rules import Library
from deskapp.wording.term_words import term, value
from ui import style
from ui.settings_draft import language
from ui.settings_editors import (
    ChoiceEditor,
    CountEditor,
    DateEditor,
    Editor,
    MoneyEditor,
    PeriodEditor,
)
from ui.settings_help import help_for

translate = QCoreApplication.translate
EDITOR_WIDTH = 184


class ChecksEditor(Editor):
    """Some of a list, each with a mark."""

    def __init__(self, choices: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._list = QListWidget()
        self._list.setFixedHeight(22 * min(max(len(choices), 1), 4) + 6)
        self._offer(choices)
        self._list.itemChanged.connect(self._tell)
        self._add(self._list, 1)

    def _offer(self, choices: Sequence[tuple[str, str]]) -> None:
        for code, text in choices:
            item = QListWidgetItem(text)
            item.setData(Qt.ItemDataRole.UserRole, code)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
            self._list.addItem(item)

    def show_value(self, value: object) -> None:
        chosen = value if isinstance(value, tuple) else ()
        known = [str(item.data(Qt.ItemDataRole.UserRole)) for item in self._items()]
        self._offer([(str(code), str(code)) for code in chosen if code not in known])
        for item in self._items():
            on = item.data(Qt.ItemDataRole.UserRole) in chosen
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)

    def said(self) -> Said:
        on = (item for item in self._items() if item.checkState() is Qt.CheckState.Checked)
        return tuple(str(item.data(Qt.ItemDataRole.UserRole)) for item in on)

    def _items(self) -> list[QListWidgetItem]:
        return [self._list.item(row) for row in range(self._list.count())]


class DueAtEditor(Editor):
    """The end of the day, closing time, or a time of day."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._box, self._time = QComboBox(), QTimeEdit(QTime(20, 0))
        self._time.setDisplayFormat("HH:mm")
        told = language()
        for code in ("end_of_day", "closing"):
            self._box.addItem(value("due_at", code, told), code)
        self._box.addItem(translate("settings", "at"), "")
        self._box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._box.currentIndexChanged.connect(self._changed)
        self._time.timeChanged.connect(self._tell)
        self._add(self._box, 1)
        self._add(self._time)

    def show_value(self, value: object) -> None:
        row = self._box.findData(value)
        self._box.setCurrentIndex(row if row >= 0 else 2)
        if row < 0:
            self._time.setTime(QTime.fromString(str(value), "HH:mm"))
        self._time.setVisible(row < 0)

    def said(self) -> Said:
        return str(self._box.currentData()) or self._time.time().toString("HH:mm")

    def _changed(self) -> None:
        self._time.setVisible(not self._box.currentData())
        self._tell()


def editor_for(name: str, library: Library) -> Editor:
    """The input for a term, as its kind asks."""
    told, kind = language(), KINDS[name]
    none = value(name, "none", told) if kind.endswith("| None") else ""
    listed = choices(name)
    if name == "due_at":
        return DueAtEditor()
    if name == "fixed_term":
        nothing = translate("settings", "none")
        return ChoiceEditor([("", nothing), *((t.name, t.name) for t in library.fixed_terms)])
    if name == "request_levels":
        return ChecksEditor([(code, _level(code)) for code in DEFAULT.request_levels])
    if name == "pickup_at":
        return ChecksEditor([(b.code, b.name or b.code) for b in library.branches])
    if listed:
        return ChoiceEditor([(code, value(name, code, told)) for code in listed])
    if name in MONEY:
        return MoneyEditor(library.currency, none)
    return _plain(name, kind, none)


def _plain(name: str, kind: str, none: str) -> Editor:
    told = language()
    if kind == "bool":
        return ChoiceEditor([(True, value(name, "true", told)), (False, value(name, "false", told))])
    if kind.startswith("Period"):
        return PeriodEditor(none)
    if kind.startswith("date"):
        return DateEditor()
    return CountEditor(none, _unit(name), least=1 if name == "suspension_per_days" else 0)


def _unit(name: str) -> str:
    if name.endswith("_days"):
        return translate("settings", "days")
    if name.endswith("_minutes"):
        return translate("settings", "minutes")
    return "%" if name.endswith("_percent") else ""


def _level(code: str) -> str:
    return {
        "title": translate("settings", "title: any copy"),
        "copy": translate("settings", "one copy"),
        "volume": translate("settings", "one volume"),
    }.get(code, code)


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


class TermRow(QWidget):
    """A mark for "set here", the value, and below them what the term does and which line says it otherwise."""

    said = Signal(str, bool, object)  # the term, whether it is set here, its value as a file has it

    def __init__(self, name: str, library: Library, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = name
        self._quiet = False
        label = capital(term(name, language()))
        self._set = QCheckBox()
        self._set.setAccessibleName(translate("settings", "Set here: {term}").format(term=label))
        self._set.setToolTip(translate("settings", "Set here, whatever less specific lines say"))
        self.editor = editor_for(name, library).named(label)
        self.editor.setFixedWidth(EDITOR_WIDTH)
        self._label, self._help, self._origin = QLabel(label), QLabel(help_for(name)), QLabel()
        for each in self.editor.inputs():
            each.setAccessibleDescription(help_for(name))
        for words in (self._help, self._origin):
            words.setWordWrap(True)
            style.sized(words, 9)
            style.tint(words, text=style.QUIET)
        for words in (self._label, self._help, self._origin):
            words.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setWordWrap(True)
        self._arrange()
        self._set.toggled.connect(self._toggled)
        self.editor.edited.connect(self._edited)

    def _arrange(self) -> None:
        top = Qt.AlignmentFlag.AlignTop
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 2, 6, 6)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(1)
        grid.setColumnStretch(1, 1)
        tall = isinstance(self.editor, ChecksEditor)
        for column, widget in enumerate((self._set, self._label)):
            grid.addWidget(widget, 0, column, top if tall else Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(self.editor, 0, 2)
        grid.addWidget(self._help, 1, 1, top)
        grid.addWidget(self._origin, 1, 2, top)

    def show_term(self, said: Said, here: bool, inherited: object, origin: str) -> None:
        """What this line says of the term, or what holds without it and by which line."""
        self._quiet = True
        self._set.setChecked(here)
        try:
            shown = read_term(self.name, said) if here else inherited
        except ValueError:
            shown = said
        if not here or self.editor.said() != said:
            self.editor.put(shown)
        self.editor.setEnabled(here and self._set.isEnabled())
        style.sized(self._label, 10.5, bold=here)
        style.put(self._origin, translate("settings", "set here") if here else origin)
        self._quiet = False

    def lock(self, locked: bool) -> None:
        self._set.setEnabled(not locked)
        if locked:
            self.editor.setEnabled(False)

    def inputs(self) -> list[QWidget]:
        """In the order of Tab."""
        return [self._set, *self.editor.inputs()]

    def take_focus(self) -> None:
        target = self.editor if self._set.isChecked() else self._set
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _toggled(self, here: bool) -> None:
        if not self._quiet:
            self.said.emit(self.name, here, self.editor.said())
            if here:
                self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _edited(self) -> None:
        if not self._quiet and self._set.isChecked():
            self.said.emit(self.name, True, self.editor.said())
