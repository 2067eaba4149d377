"""The first page of a fresh installation: join the library by a one-time code, or try the program on this machine."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ui import style
from ui.announcing import announce
from ui.file_asking import old_file
from ui.thinking import Thinking

translate = QCoreApplication.translate

_LONGEST = 100_000  # characters; a code has some hundreds


class Offer(Protocol):
    """What a code offers."""

    @property
    def workstation(self) -> str: ...

    @property
    def branch(self) -> str: ...

    @property
    def hosts(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Ways:
    """What can be done, each in a language; what they return is handed on by `chosen`. They may take seconds.

    `read` raises for what is no code. `say` gives the sentence for a fault.
    """

    read: Callable[[str], Offer]
    join: Callable[[str, str], object]
    demo: Callable[[str], object]
    own: Callable[[str], object]
    say: Callable[[BaseException, str], str]


def which_file(parent: QWidget) -> str:
    """Ask for the file with the code."""
    return old_file(parent, translate("first_run", "The file with the code"), translate("first_run", "All files (*)"))


class FirstRun(QWidget):
    """Nothing is written on this machine before one of the buttons is pressed."""

    chosen = Signal(object)
    closed = Signal()
    language_chosen = Signal(str)

    def __init__(self, ways: Ways, language: str, which: Callable[[QWidget], str] = which_file) -> None:
        super().__init__()
        self._ways, self._which = ways, which
        self._offer: Offer | None = None
        self._thinking = Thinking(self)
        self._thinking.answered.connect(self._answered)
        self._make_parts(language)
        self._arrange()
        self._connect()
        self._speak()
        self.resize(760, 620)
        self.code.setFocus()

    def _make_parts(self, language: str) -> None:
        self.language = QComboBox()
        for name, code in (("Español", "es"), ("English", "en")):
            self.language.addItem(name, code)
        self.language.setCurrentIndex(self.language.findData(language))
        self.code = QPlainTextEdit()
        self.code.setTabChangesFocus(True)
        self.code.setFixedHeight(88)
        self.open, self.join = (
            QPushButton(style.icon("folder-open-outline"), ""),
            QPushButton(style.icon("lan-connect"), ""),
        )
        self.demo, self.own = QPushButton(style.icon("flask-outline"), ""), QPushButton(style.icon("home-outline"), "")
        self._heading, self._language, self._about = QLabel(), QLabel(), QLabel()
        self._said, self._tried = QLabel(), QLabel()  # of joining; of trying
        self._join_head, self._try_head, self._try_about = QLabel(), QLabel(), QLabel()
        self._facts = {name: (QLabel(), QLabel()) for name in ("hosts", "workstation", "branch")}
        style.sized(self._heading, 18, bold=True)
        for head in (self._join_head, self._try_head):
            style.sized(head, 13, bold=True)
        for text in (self._about, self._try_about, self._said, self._tried):
            text.setWordWrap(True)
            text.setTextFormat(Qt.TextFormat.PlainText)
        self._tried.hide()
        for button in (self.open, self.join, self.demo, self.own):
            button.setAutoDefault(True)

    def _arrange(self) -> None:
        top, join, row, buttons = QHBoxLayout(), QVBoxLayout(), QHBoxLayout(), QHBoxLayout()
        top.addWidget(self._heading, 1)
        top.addWidget(self._language)
        top.addWidget(self.language)
        facts = QFormLayout()
        self._offered = QWidget()
        self._offered.setLayout(facts)
        facts.setContentsMargins(0, 0, 0, 0)
        for name, value in self._facts.values():
            facts.addRow(name, value)
            style.sized(value, 11, bold=True)
        row.addWidget(self.open)
        row.addStretch()
        row.addWidget(self.join)
        card = _card(join)
        for widget in (self._join_head, self._about, self.code):
            join.addWidget(widget)
        join.addWidget(self._offered)
        join.addLayout(row)
        join.addWidget(self._said)
        try_ = QVBoxLayout()
        other = _card(try_)
        try_.addWidget(self._try_head)
        try_.addWidget(self._try_about)
        buttons.addWidget(self.demo)
        buttons.addWidget(self.own)
        buttons.addStretch()
        try_.addLayout(buttons)
        try_.addWidget(self._tried)
        column = QVBoxLayout(self)
        column.setContentsMargins(26, 20, 26, 16)
        column.setSpacing(12)
        column.addLayout(top)
        for part in (card, other):
            column.addWidget(part)
        column.addStretch()

    def _connect(self) -> None:
        self.code.textChanged.connect(self._read)
        self.open.clicked.connect(self._open)
        self.join.clicked.connect(
            lambda: self._do(
                self.join, self._said, self.tr("Joining the library…"), self._ways.join, self.code.toPlainText()
            )
        )
        self.demo.clicked.connect(
            lambda: self._do(self.demo, self._tried, self.tr("Making the demonstration's library…"), self._ways.demo)
        )
        self.own.clicked.connect(lambda: self._do(self.own, self._tried, self.tr("One moment…"), self._ways.own))
        self.language.currentIndexChanged.connect(lambda: self.language_chosen.emit(self._code()))

    def changeEvent(self, event: QEvent) -> None:
        """Another language was chosen: say everything in it."""
        if event.type() == QEvent.Type.LanguageChange:
            self._speak()
        super().changeEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closed.emit()

    def _speak(self) -> None:
        self.setWindowTitle(self.tr("deskapp: first start"))
        self._heading.setText(self.tr("Welcome"))
        self._language.setText(self.tr("&Language"))
        self._language.setBuddy(self.language)
        self.language.setAccessibleName(self.tr("Language"))
        self._join_head.setText(self.tr("Join the library"))
        self._about.setText(
            self.tr(
                "Whoever administers the library's central gives you a one-time code for this workstation. Paste it "
                "here, or open the file with it. It can be used once."
            )
        )
        self.code.setAccessibleName(self.tr("One-time code"))
        self.code.setPlaceholderText("deskapp1.…")
        self.open.setText(self.tr("&Open a file…"))
        self.join.setText(self.tr("&Join"))
        for name, words in (
            ("hosts", self.tr("Central")),
            ("workstation", self.tr("This workstation")),
            ("branch", self.tr("Branch")),
        ):
            self._facts[name][0].setText(words)
        self._try_head.setText(self.tr("Or try it"))
        self._try_about.setText(
            self.tr(
                "The demonstration has made-up readers and books. A library of your own keeps everything on this "
                "machine alone; other workstations cannot join it."
            )
        )
        self.demo.setText(self.tr("The &demonstration"))
        self.own.setText(self.tr("A library on this &machine"))
        self._read()

    def _code(self) -> str:
        return str(self.language.currentData())

    def _open(self) -> None:
        """Read the code out of a file."""
        chosen = self._which(self)
        if not chosen:
            return
        try:
            with Path(chosen).open(encoding="utf-8") as file:
                self.code.setPlainText(file.read(_LONGEST).strip())
        except (OSError, UnicodeDecodeError):
            text = self.tr("{file} cannot be read, or is no file with a code. Nothing was changed.")
            self._tell(self._said, text.format(file=Path(chosen).name), style.BAD)
        else:
            self.join.setFocus()

    def _read(self) -> None:
        """Show what the code offers before it is used up."""
        self._offer, said = None, ""
        text = self.code.toPlainText().strip()
        try:
            self._offer = self._ways.read(text) if text else None
        except Exception as fault:
            said = self._ways.say(fault, self._code())
            if not said:
                raise
        for name, (_, value) in self._facts.items():
            value.setText(getattr(self._offer, name) if self._offer is not None else "")
        self._offered.setVisible(self._offer is not None)
        self._tell(self._said, said, style.BAD)
        self._show_state()

    def _do(self, pressed: QPushButton, where: QLabel, telling: str, way: Callable[..., object], *words: str) -> None:
        """Go one of the ways, in a thread; what goes wrong is said, and any way can be tried again."""
        language = self._code()

        def go() -> object:
            try:
                return way(*words, language)
            except Exception as fault:
                said = self._ways.say(fault, language)
                if not said:
                    raise
                return _Failed(pressed, where, said)

        self._thinking.ask(go)
        for label in (self._said, self._tried):
            self._tell(label, telling if label is where else "", style.CALM)
        self._show_state()

    def _answered(self, result: object) -> None:
        self._show_state()
        if isinstance(result, _Failed):
            self._tell(result.where, result.said, style.BAD)
            announce(self, result.said)
            result.pressed.setFocus()
        else:
            self.chosen.emit(result)

    def _show_state(self) -> None:
        free = not self._thinking.busy
        for widget in (self.code, self.open, self.demo, self.own, self.language):
            widget.setEnabled(free)
        self.join.setEnabled(free and self._offer is not None)

    def _tell(self, label: QLabel, text: str, colour: str) -> None:
        label.setText(text)
        style.tint(label, text=colour)
        label.setVisible(bool(text))


@dataclass(frozen=True, slots=True)
class _Failed:
    pressed: QPushButton
    where: QLabel
    said: str


def _card(inside: QVBoxLayout) -> QFrame:
    frame = QFrame()
    frame.setFrameShape(QFrame.Shape.StyledPanel)
    style.tint(frame, back="#ffffff")
    frame.setLayout(inside)
    inside.setContentsMargins(18, 14, 18, 14)
    return frame
