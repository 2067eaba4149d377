"""Strips above the work that ask or tell without interrupting: undo, what to try in the demo, a fault."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from ui import style, words


class Strip(QFrame):
    """A coloured line with an icon, words and buttons; hidden until there is something to say."""

    def __init__(self, icon: str, colour: str, back: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        picture = QLabel()
        picture.setPixmap(style.pixmap(icon, colour, 22))
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        style.tint(self, back=back)
        style.tint(self.words, text=colour)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 5, 8, 5)
        self._row.setSpacing(10)
        self._row.addWidget(picture)
        self._row.addWidget(self.words, 1)
        self.hide()

    def flatten(self) -> None:
        """Take as little room as may be: it stands for as long as the patron does."""
        self._row.setContentsMargins(12, 2, 8, 2)

    def button(self, text: str) -> QPushButton:
        button = QPushButton(text)
        button.setAutoDefault(True)  # Enter presses it when it has the focus; a scan's Enter never arrives
        self._row.addWidget(button)
        return button

    def closing(self) -> QToolButton:
        close = QToolButton(autoRaise=True)
        close.setIcon(style.icon("close", style.QUIET))
        close.setAccessibleName(self.tr("Dismiss"))
        close.clicked.connect(self.hide)
        self._row.addWidget(close)
        return close


class UndoStrip(Strip):
    """Names the act first; Enter or Ctrl+Z again takes it back, Esc leaves it."""

    confirmed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("undo-variant", style.WARN, style.WARN_SOFT, parent)
        style.sized(self.words, 11.5, bold=True)
        self._yes = self.button(self.tr("Undo (Enter)"))
        self._no = self.button(self.tr("Leave it (Esc)"))
        self._yes.clicked.connect(self.confirm)
        self._no.clicked.connect(self.hide)

    def offer(self, question: str) -> None:
        self.words.setText(question)
        self.show()
        self._yes.setFocus()

    def confirm(self) -> None:
        self.hide()
        self.confirmed.emit()


class HintStrip(Strip):
    """The demo's barcodes to try: a click on one is a scan."""

    tried = Signal(str)

    def __init__(self, hints: Sequence[tuple[str, str, str]], parent: QWidget | None = None) -> None:
        super().__init__("lightbulb-on-outline", style.CALM, style.CALM_SOFT, parent)
        links = (self._link(words.in_language((es, en)), code) for es, en, code in hints)
        self.words.setText(" &nbsp;·&nbsp; ".join(links))
        self.words.setTextFormat(Qt.TextFormat.RichText)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.LinksAccessibleByMouse)
        self.words.linkActivated.connect(self.tried)
        self.words.setAccessibleName(self.tr("Barcodes to try"))
        self.closing()
        self.setVisible(bool(hints))

    def _link(self, label: str, code: str) -> str:
        return f'{label}&nbsp;<a href="{code}">{code}</a>'


class FaultStrip(Strip):
    """Something went wrong in the program: what is safe, what to do, and the report."""

    report_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("alert-octagon", style.BAD, style.BAD_SOFT, parent)
        self._report = ""
        self._copy = self.button(self.tr("Copy the report"))
        self._copy.clicked.connect(lambda: self.report_wanted.emit(self._report))
        self.closing()

    def tell(self, said: str, report: str) -> None:
        self._report = report
        self.words.setText(said)
        self.show()
