"""What is asked before a loan is marked lost or claimed, and before an unknown card is accepted."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFormLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from ui import style


class NoteDialog(QDialog):
    """A heading, what follows from it, one line to write, and two buttons. Enter in the line does it."""

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        heading: str,
        lines: Sequence[str],
        label: str,
        yes: str,
        hint: str = "",
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(480)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        for number, text in enumerate((heading, *lines)):
            said = QLabel(text)
            said.setWordWrap(True)
            said.setTextFormat(Qt.TextFormat.PlainText)
            if number == 0:
                style.sized(said, 12.5, bold=True)
            column.addWidget(said)
        self._line = QLineEdit()
        self._line.setAccessibleName(label.replace("&", ""))
        self._line.setPlaceholderText(hint)
        form = QFormLayout()
        form.addRow(label, self._line)
        column.addLayout(form)
        column.addSpacing(6)
        column.addLayout(self._buttons(yes))
        self._line.returnPressed.connect(self.accept)
        self._line.setFocus()

    def text(self) -> str:
        return self._line.text().strip()

    def _buttons(self, yes: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch()
        for text, answer in ((yes, self.accept), (self.tr("&Do not"), self.reject)):
            button = QPushButton(text)
            button.setAutoDefault(False)
            button.clicked.connect(answer)
            row.addWidget(button)
        return row


def ask_document(parent: QWidget | None, card: str) -> str | None:
    """What somebody with an unknown card showed to say who they are; None: the card is not accepted."""
    dialog = DocumentDialog(parent, card)
    return dialog.text() if dialog.exec() == QDialog.DialogCode.Accepted else None


class DocumentDialog(NoteDialog):
    """Asked once, when central is away and nobody knows the card."""

    def __init__(self, parent: QWidget | None, card: str) -> None:
        super().__init__(
            parent,
            self.tr("Unknown card"),
            self.tr("No record here has the card {card}").format(card=card),
            (
                self.tr("Central is away, so nobody can look further. Accept it, and it is settled later."),
                self.tr("Ask for a document and write down which, and its number: it tells who this was."),
            ),
            self.tr("Document &shown"),
            self.tr("&Accept the card"),
            self.tr("identity card, passport, … and its number"),
        )
