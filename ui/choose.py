"""The few questions that interrupt: which of several, a reason to insist, an unknown barcode, "the same patron?".

No scan's Enter answers them: the scan queue keeps scans back, and what is dangerous is no default button.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QLocale, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from deskapp.desk.answers import Declined, Hit, ItemHit, TitleHit
from deskapp.domain.rules import Library
from ui import style, words
from ui.table import ROW_HEIGHT


def choose_hit(parent: QWidget | None, hits: Sequence[Hit]) -> Hit | None:
    """Let staff pick one of several by digit, arrows and Enter, or mouse; None when they leave it."""
    if not hits:
        return None
    row = Chooser(parent, [words.hit(hit) for hit in hits]).ask()
    return None if row is None else hits[row]


def choose_copy(parent: QWidget | None, title: TitleHit) -> ItemHit | None:
    """Let staff pick one copy of a title; a title with one copy needs no question."""
    if len(title.items) < 2:
        return next(iter(title.items), None)
    row = Chooser(parent, [words.copy(copy) for copy in title.items], title.title).ask()
    return None if row is None else title.items[row]


def ask_override(parent: QWidget | None, declined: Declined) -> str | None:
    """The reason for insisting, which may not be empty; None when staff let it be."""
    dialog = OverrideDialog(parent, declined)
    return dialog.reason() if dialog.exec() == QDialog.DialogCode.Accepted else None


def ask_quick_add(parent: QWidget | None, barcode: str, library: Library) -> tuple[str, str] | None:
    """Title and item type of an item that no record knows; None when staff let it be."""
    dialog = QuickAddDialog(parent, barcode, library)
    return dialog.answer() if dialog.exec() == QDialog.DialogCode.Accepted else None


def still_there(parent: QWidget | None, name: str) -> bool:
    """Whether the patron who was served some minutes ago is still the one at the desk."""
    return StillThereDialog(parent, name).exec() == QDialog.DialogCode.Accepted


class _Question(QDialog):
    """A heading, an explanation, what is asked, and two buttons of which neither is pressed by Enter alone."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setMinimumWidth(460)
        self.lines = QVBoxLayout(self)
        self.lines.setContentsMargins(20, 18, 20, 16)
        self.lines.setSpacing(10)
        self.heading = QLabel()
        self.heading.setWordWrap(True)
        self.heading.setTextFormat(Qt.TextFormat.PlainText)
        style.sized(self.heading, 12.5, bold=True)
        self.lines.addWidget(self.heading)
        self.yes = QPushButton()
        self.no = QPushButton()

    def explain(self, text: str) -> None:
        label = QLabel(text)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        self.lines.addWidget(label)

    def finish(self, yes: str, no: str) -> None:
        """Put the buttons below everything added so far."""
        row = QHBoxLayout()  # a QDialogButtonBox would make one of them the default
        row.addStretch()
        for button, text, answer in ((self.yes, yes, self.accept), (self.no, no, self.reject)):
            button.setText(text)
            button.setAutoDefault(False)
            button.clicked.connect(answer)
            row.addWidget(button)
        self.lines.addSpacing(6)
        self.lines.addLayout(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses a button that staff went to. A scan's Enter never comes as far as here."""
        button = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(button, QPushButton):
            button.click()
            return
        super().keyPressEvent(event)


class Chooser(QDialog):
    """A short list: a digit takes its line at once, Enter or a double click the current one."""

    def __init__(self, parent: QWidget | None, lines: Sequence[str], copies_of: str = "") -> None:
        super().__init__(parent)
        question = self.tr("Several fit. Which one?")
        if copies_of:
            question = self.tr("Which copy of “{title}”?").format(title=copies_of)
        self.setWindowTitle(self.tr("Choose"))
        self.setMinimumWidth(640)
        self._list = QListWidget()
        self._list.setAccessibleName(question)
        self._list.setAlternatingRowColors(True)
        self._list.setSpacing(1)
        self._list.setTextElideMode(Qt.TextElideMode.ElideRight)
        for number, line in enumerate(lines, 1):
            item = QListWidgetItem(f"{number}   {line}" if number < 10 else f"     {line}")
            item.setToolTip(line)
            item.setSizeHint(QSize(0, ROW_HEIGHT))
            self._list.addItem(item)
        self._list.setCurrentRow(0)
        self._list.itemDoubleClicked.connect(lambda _: self.accept())
        self._list.installEventFilter(self)
        heading = QLabel(question)
        heading.setWordWrap(True)
        heading.setTextFormat(Qt.TextFormat.PlainText)
        hint = QLabel(self.tr("1 to 9 or Enter chooses, Esc leaves it."))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        for widget in (heading, self._list, hint):
            layout.addWidget(widget)
        row_height = self._list.sizeHintForRow(0) + 2
        self._list.setFixedHeight(max(3, min(len(lines), 10)) * row_height + 8)

    def ask(self) -> int | None:
        """The row chosen."""
        return self._list.currentRow() if self.exec() == QDialog.DialogCode.Accepted else None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event)
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.accept()
            return True
        if event.text() in tuple("123456789"):
            row = int(event.text()) - 1
            if row < self._list.count():
                self._list.setCurrentRow(row)
                self.accept()
            return True
        return False


class StillThereDialog(_Question):
    """Asked when an item comes after some minutes without a scan: items go to nobody by mistake."""

    def __init__(self, parent: QWidget | None, name: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Same patron?"))
        self.heading.setText(self.tr("Is {name} still at the desk?").format(name=name))
        self.explain(self.tr("Nothing was scanned for a while. The item goes to this patron only if you say so."))
        self.finish(self.tr("&Yes, the same patron"), self.tr("&No, finish the patron"))
        self.heading.setFocus()  # on no button: Enter alone answers nothing

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The letter underlined on a button answers, without Alt. A scan's letters never come as far as here."""
        for button in (self.yes, self.no):
            if event.text() and QKeySequence.mnemonic(button.text()) == QKeySequence(f"Alt+{event.text().upper()}"):
                button.click()
                return
        super().keyPressEvent(event)


class OverrideDialog(_Question):
    """Every block in words, with who may lift it, and the reason that is asked for."""

    def __init__(self, parent: QWidget | None, declined: Declined) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Authorise an exception"))
        self.heading.setText(declined.title or self.tr("The desk refuses this"))
        for block in declined.blocks:
            line = QLabel(f"•  {words.block(block)}")
            line.setWordWrap(True)
            line.setTextFormat(Qt.TextFormat.PlainText)
            self.lines.addWidget(line)
        self._reason = QLineEdit()
        self._reason.setAccessibleName(self.tr("Reason for the exception"))
        self._reason.setPlaceholderText(self.tr("It is kept with the loan, under your name"))
        form = QFormLayout()
        form.addRow(self.tr("&Reason"), self._reason)
        self.lines.addLayout(form)
        self.finish(self.tr("&Authorise"), self.tr("&Do not"))
        self._reason.textChanged.connect(lambda: self.yes.setEnabled(bool(self.reason())))
        self._reason.returnPressed.connect(self.yes.click)
        self.yes.setEnabled(False)
        self._reason.setFocus()

    def reason(self) -> str:
        return self._reason.text().strip()


class QuickAddDialog(_Question):
    """Title and type of a book that is in hand but in no record."""

    def __init__(self, parent: QWidget | None, barcode: str, library: Library) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Quick add"))
        self.heading.setText(self.tr("No record has the barcode {barcode}").format(barcode=barcode))
        self.explain(self.tr("It was scanned twice alike. Add it now; it is marked “to be catalogued”."))
        self._title = QLineEdit()
        self._title.setAccessibleName(self.tr("Title"))
        self._type = QComboBox()
        self._type.setAccessibleName(self.tr("Item type"))
        spanish = QLocale().language() == QLocale.Language.Spanish
        for each in library.item_types:
            self._type.addItem(each.name_es if spanish else each.name_en, each.code)
        form = QFormLayout()
        form.addRow(self.tr("&Title"), self._title)
        form.addRow(self.tr("T&ype"), self._type)
        self.lines.addLayout(form)
        self.finish(self.tr("&Add"), self.tr("&Do not add"))
        self._title.textChanged.connect(lambda text: self.yes.setEnabled(bool(text.strip())))
        self._title.returnPressed.connect(self.yes.click)
        self.yes.setEnabled(False)
        self._title.setFocus()

    def answer(self) -> tuple[str, str]:
        return self._title.text().strip(), str(self._type.currentData() or "")
