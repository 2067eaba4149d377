"""The fields of the quick edit form: each edits one group of a patron's data and shows what is wrong with it."""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from deskapp.domain.values import Name
from ui import style

LABEL_WIDTH = 106
_EDITORS = QLineEdit | QPlainTextEdit | QComboBox


class Field(QWidget):
    """One group: its inputs below each other, each with a label, and a line below for what is wrong."""

    changed = Signal()

    def __init__(self, group: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.group = group
        self.locked = False
        self.complaint = QLabel()
        self.complaint.setWordWrap(True)
        self.complaint.setTextFormat(Qt.TextFormat.PlainText)
        self.complaint.hide()
        self._editors: list[_EDITORS] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnMinimumWidth(0, LABEL_WIDTH)
        self._grid.setColumnStretch(1, 1)

    @abstractmethod
    def put(self, value: object) -> None:
        """Show the group's value."""

    @abstractmethod
    def value(self) -> object:
        """The group's value as typed."""

    def problem(self) -> str:
        """A code for what cannot even be read as a value; empty when all can."""
        return ""

    def add(self, label: str, name: str, editor: _EDITORS, beside: QWidget | None = None) -> None:
        """Put an input below those already there, with its label and the name that a screen reader says."""
        row = self._grid.rowCount()
        words = QLabel(label)
        words.setBuddy(editor)
        top = isinstance(editor, QPlainTextEdit)
        words.setAlignment(Qt.AlignmentFlag.AlignTop if top else Qt.AlignmentFlag.AlignVCenter)
        words.setContentsMargins(0, 4 if top else 0, 0, 0)
        editor.setAccessibleName(name)
        self._grid.addWidget(words, row, 0)
        self._grid.addWidget(editor, row, 1, 1, 1 if beside else 2)
        if beside is not None:
            self._grid.addWidget(beside, row, 2)
        self._grid.addWidget(self.complaint, row + 1, 1, 1, 2)
        self._editors.append(editor)
        _follow(editor, self.changed.emit)

    def lock(self, locked: bool) -> None:
        """Make it read-only: its text can still be read and copied."""
        self.locked = locked
        for editor in self._editors:
            if isinstance(editor, QComboBox):
                editor.setEnabled(not locked)
            else:
                editor.setReadOnly(locked)
        self._colour(wrong=False)

    def complain(self, text: str, wrong: bool = True) -> None:
        """Say below the field what is wrong with it, in a red frame; or only tell something about it."""
        self.complaint.setText(text)
        self.complaint.setVisible(bool(text))
        style.tint(self.complaint, text=style.BAD if wrong else style.WARN)
        self._colour(wrong=bool(text) and wrong)
        for editor in self._editors:
            editor.setAccessibleDescription(text)

    def take_focus(self) -> None:
        self._editors[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _colour(self, wrong: bool) -> None:
        for editor in self._editors:
            colours = QPalette()  # what it does not set is the window's
            if wrong:  # Fusion draws a frame in a darker shade of Window, and of Highlight with the focus
                colours.setColor(QPalette.ColorRole.Window, QColor("#e0343c"))
                colours.setColor(QPalette.ColorRole.Highlight, QColor("#d01d26"))
                colours.setColor(QPalette.ColorRole.Base, QColor("#fff5f5"))
            elif self.locked:
                colours.setColor(QPalette.ColorRole.Base, QColor("#eceef1"))
            editor.setPalette(colours)


def _follow(editor: _EDITORS, call: Callable[[], object]) -> None:
    if isinstance(editor, QComboBox):
        editor.currentIndexChanged.connect(lambda _: call())
    else:
        editor.textChanged.connect(lambda *_: call())


class NameField(Field):
    """Surname, given name and other names change together."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("name", parent)
        self._surname, self._given, self._other = QLineEdit(), QLineEdit(), QLineEdit()
        self.add(self.tr("Surname"), self.tr("Surname"), self._surname)
        self.setFocusProxy(self._surname)
        self.add(self.tr("Given name"), self.tr("Given name"), self._given)
        self.add(self.tr("Other names"), self.tr("Other names"), self._other)

    def put(self, value: object) -> None:
        assert isinstance(value, Name)
        _put(self._surname, value.surname)
        _put(self._given, value.given)
        _put(self._other, value.other)

    def value(self) -> Name:
        return Name(self._surname.text().strip(), self._given.text().strip(), self._other.text().strip())


class LinesField(Field):
    """Several texts, one a line. What was not touched comes back as it was, line breaks inside included."""

    def __init__(
        self, group: str, label: str, name: str, rows: int, beside: QWidget | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(group, parent)
        self._edit = text_box(rows)
        self._values: tuple[str, ...] = ()
        self.add(label, name, self._edit, beside)

    def put(self, value: object) -> None:
        assert isinstance(value, tuple)
        self._values = value
        if self._edit.toPlainText() != "\n".join(value):
            self._edit.setPlainText("\n".join(value))

    def value(self) -> tuple[str, ...]:
        text = self._edit.toPlainText()
        if text == "\n".join(self._values):
            return self._values
        return tuple(line.strip() for line in text.splitlines() if line.strip())

    def put_first(self, text: str) -> None:
        """Put a further text before the others, as typed by staff."""
        self._edit.setPlainText("\n".join((text, *(each for each in self.value() if each != text))))


class DateField(Field):
    """A date, or none: typed as day, month, year."""

    def __init__(self, group: str, label: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(group, parent)
        self._edit = QLineEdit()
        self._edit.setPlaceholderText(self.tr("day/month/year"))
        self._edit.editingFinished.connect(self._tidy)
        self.add(label, name, self._edit)

    def put(self, value: object) -> None:
        _put(self._edit, written_date(value if isinstance(value, date) else None))

    def value(self) -> date | None:
        return read_date(self._edit.text())

    def problem(self) -> str:
        return "not_a_date" if self._edit.text().strip() and self.value() is None else ""

    def _tidy(self) -> None:
        if self.value() is not None:
            self.put(self.value())


class ChoiceField(Field):
    """One of a list; a code that is not in the list is shown as it is, and kept."""

    def __init__(
        self,
        group: str,
        label: str,
        choices: Sequence[tuple[str, str]],
        name_of: Callable[[str], str] = str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(group, parent)
        self._name_of = name_of
        self._combo = QComboBox()
        self._combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._combo.setMinimumContentsLength(10)
        for code, words in choices:
            self._combo.addItem(words, code)
        self.add(label, label, self._combo)

    def put(self, value: object) -> None:
        row = self._combo.findData(value)
        if row < 0:
            self._combo.addItem(self._name_of(str(value)) or "–", value)
            row = self._combo.count() - 1
        self._combo.setCurrentIndex(row)

    def value(self) -> str:
        return str(self._combo.currentData() or "")


def text_box(rows: int) -> QPlainTextEdit:
    """A box for so many lines; Tab leaves it."""
    box = QPlainTextEdit()
    box.setTabChangesFocus(True)
    box.document().setDocumentMargin(3)
    box.setFixedHeight(rows * (box.fontMetrics().lineSpacing() + 1) + 12)
    return box


def _put(line: QLineEdit, text: str) -> None:
    if line.text() != text:
        line.setText(text)
        line.setCursorPosition(0)


# --- dates as staff type them ---------------------------------------------------------------------

_DAY_FIRST = re.compile(r"(\d{1,2})[^\d]+(\d{1,2})[^\d]+(\d{4})|(\d{2})(\d{2})(\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})[^\d](\d{1,2})[^\d](\d{1,2})")


def written_date(value: date | None) -> str:
    return f"{value:%d/%m/%Y}" if value else ""


def read_date(text: str) -> date | None:
    """A date such as 3/2/1990, 03021990, 3.2.1990, or 1990-02-03. Years of two digits are not guessed."""
    day_first, year_first = _DAY_FIRST.fullmatch(text.strip()), _YEAR_FIRST.fullmatch(text.strip())
    try:
        if day_first is not None:
            day, month, year = (int(part) for part in day_first.groups() if part is not None)
            return date(year, month, day)
        if year_first is not None:
            year, month, day = (int(part) for part in year_first.groups())
            return date(year, month, day)
    except ValueError:
        return None
    return None
