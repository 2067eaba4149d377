"""What to send to support: one text about this workstation, to copy or to save. It names no person and no secret."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLocale, Signal
from PySide6.QtGui import QFontDatabase, QGuiApplication, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from ui import file_asking, style
from ui.connection_words import name
from ui.diagnostics import Answer, Support
from ui.lane import Message, Tone
from ui.link import LinkState, LinkStatus

translate = QCoreApplication.translate


def new_file(parent: QWidget | None) -> str:
    """Where to save; empty when staff thought better of it."""
    title = translate("DiagnosticsPage", "Save the diagnosis")
    return file_asking.new_file(parent, title, "deskapp-diagnosis.txt", "*.txt")


class DiagnosticsPage(QWidget):
    """Looks anew each time that it is turned to. The journal's chain is followed on asking: it may take a while."""

    said = Signal(object)  # Message
    copy_wanted = Signal(bool)  # go on copying the records; or stop
    check_wanted = Signal()  # compare the local copy with central's records

    def __init__(self, ask: Callable[[QWidget | None], str] = new_file, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.support: Support | None = None
        self._ask_file = ask
        self._link = LinkStatus()
        self._found = self._chain = ""
        self._diagnosis, self._verification = Answer(self._diagnosed, self), Answer(self._verified, self)
        self.text = QPlainTextEdit(readOnly=True)
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.text.setAccessibleName(self.tr("Diagnosis"))
        self.text.setTabChangesFocus(True)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._make_buttons()
        self._arrange()
        self.show_link(LinkStatus())

    def _make_buttons(self) -> None:
        self._anew = QPushButton(style.icon("refresh"), self.tr("Look &anew"))
        self._anew.clicked.connect(self.look)
        self._verify = QPushButton(style.icon("link-variant"), self.tr("&Verify the journal"))
        self._verify.setToolTip(self.tr("Follows its chain from the first entry to the last; that may take a while"))
        self._verify.clicked.connect(self.verify)
        self._check = QPushButton(style.icon("compare"), self.tr("Compare with c&entral"))
        self._check.setToolTip(self.tr("Compares the local copy with central's records, and fetches anew what differs"))
        self._check.clicked.connect(self._compare)
        self._copying = QPushButton(style.icon("database-sync"), self.tr("Stop co&pying"))
        self._copying.clicked.connect(lambda: self.copy_wanted.emit(self._link.state is LinkState.STOPPED))
        self._copy = QPushButton(style.icon("content-copy"), self.tr("&Copy"))
        self._copy.clicked.connect(self.copy)
        self._save = QPushButton(style.icon("content-save-outline"), self.tr("&Save as a file…"))
        self._save.clicked.connect(self.save)
        for button in (self._anew, self._verify, self._check, self._copying, self._copy, self._save):
            button.setAutoDefault(False)

    def _arrange(self) -> None:
        heading = QLabel(self.tr("Diagnostics"))
        style.sized(heading, 15, bold=True)
        about = QLabel(
            self.tr("For whoever helps you: copy the text, or save it, and send it. It names no person and no secret.")
        )
        about.setWordWrap(True)
        style.tint(about, text=style.QUIET)
        top, deeds = QHBoxLayout(), QHBoxLayout()
        top.addWidget(heading, 1)
        top.addWidget(self._copy)
        top.addWidget(self._save)
        for button in (self._anew, self._verify, self._check, self._copying):
            deeds.addWidget(button)
        deeds.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(10)
        column.addLayout(top)
        column.addWidget(about)
        column.addWidget(self.text, 1)
        column.addLayout(deeds)

    # What the window tells

    def show_link(self, link: LinkStatus) -> None:
        """How the connection stands now."""
        self._link = link
        stopped = link.state is LinkState.STOPPED
        self._copying.setText(self.tr("Go on co&pying") if stopped else self.tr("Stop co&pying"))
        self._copying.setEnabled(stopped or link.state is LinkState.COPYING)
        self._check.setEnabled(link.state is LinkState.ONLINE)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.look()

    def end(self) -> None:
        """The window closes: wait for nothing."""
        for answer in (self._diagnosis, self._verification):
            if answer.running():
                answer.end()

    # What staff do

    def look(self) -> None:
        """Ask for everything anew."""
        if self.support is None:
            self._show(self.tr("There is nothing to look at here: the desk was opened without its files."))
            return
        self._anew.setEnabled(False)
        if not self._found:
            self._show(self.tr("Looking…"))
        self._diagnosis.ask(self.support.diagnose)

    def verify(self) -> None:
        """Follow the chain of the journal."""
        if self.support is not None:
            self._verify.setEnabled(False)
            self._verify.setText(self.tr("Verifying…"))
            self._verification.ask(self.support.verify)

    def copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        text = self.tr("Copied: paste it into a message to support")
        self.said.emit(Message(Tone.DONE, text))

    def save(self) -> None:
        chosen = self._ask_file(self)
        if not chosen:
            return
        path = Path(chosen) if Path(chosen).suffix else Path(f"{chosen}.txt")
        try:
            path.write_text(self.text.toPlainText(), encoding="utf-8")
        except OSError as fault:
            text = self.tr("Not saved: {file}").format(file=path.name)
            self.said.emit(Message(Tone.REFUSED, text, (fault.strerror or str(fault),)))
        else:
            self.said.emit(Message(Tone.DONE, self.tr("Saved: {file}").format(file=path.name), (str(path),)))

    # Underneath

    def _compare(self) -> None:
        self.said.emit(Message(Tone.NOTE, self.tr("Comparing with central… The result will be told here.")))
        self.check_wanted.emit()

    def _diagnosed(self, text: str) -> None:
        self._anew.setEnabled(True)
        self._found = text or self.tr("The diagnosis could not be made. Everything recorded is safe.")
        self._show_all()

    def _verified(self, said: str) -> None:
        self._verify.setEnabled(True)
        self._verify.setText(self.tr("&Verify the journal"))
        tone, self._chain = self._chain_words(said)
        self._show_all()
        self.said.emit(Message(tone, self._chain))

    def _chain_words(self, said: str) -> tuple[Tone, str]:
        try:
            told = json.loads(said)
            entries, broken = int(told["entries"]), told["broken_at"]
        except (ValueError, KeyError, TypeError):
            text = self.tr("The journal could not be read to its end. It was not touched: tell an administrator.")
            return Tone.REFUSED, text
        if broken is None:
            count = QLocale().toString(entries)
            return Tone.DONE, self.tr("The journal is whole: {count} entries").format(count=count)
        text = self.tr("The journal's chain breaks at entry {number}. It was not touched: tell an administrator.")
        return Tone.REFUSED, text.format(number=broken)

    def _show_all(self) -> None:
        code = " ".join((self._link.state, self._link.detail)).strip()
        link = self.tr("Connection: {state} ({code})").format(state=name(self._link.state), code=code)
        heads = (link, self._chain) if self._chain else (link,)
        self._show("\n".join((*heads, "", self._found)))

    def _show(self, text: str) -> None:
        if self.text.toPlainText() != text:
            self.text.setPlainText(text)
