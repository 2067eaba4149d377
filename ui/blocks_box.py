"""The blocks that staff put on a patron: lift one, add one. Done at once, not saved with the form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from deskapp.desk.views import Declined, ManualBlock, PatronPanel, Recorded
from ui import style, words
from ui.fields import read_date
from ui.lane import Message, Tone, refusal
from ui.table import ROW_HEIGHT, Cell, CellsModel, selected, table_view

if TYPE_CHECKING:
    from deskapp.desk.desk import Desk


class BlocksBox(QWidget):
    """Shows the blocks of one patron."""

    said = Signal(object)  # Message

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._panel: PatronPanel | None = None
        self._model = CellsModel((self.tr("Block"), self.tr("Until")), self)
        self._view = table_view(self._model, (0, 96), self.tr("Blocks on this patron"))
        self._view.setFixedHeight(ROW_HEIGHT * 4 + 2)
        self._lift = QPushButton(style.icon("lock-open-variant-outline"), self.tr("&Lift block"))
        self._lift.setAutoDefault(False)
        self._lift.clicked.connect(self._lift_selected)
        self._note, self._until = QLineEdit(), QLineEdit()
        self._add = QPushButton(style.icon("lock-plus-outline"), self.tr("&Add block"))
        self._add.setAutoDefault(False)
        self._add.clicked.connect(self._place)
        self._arrange()
        self._note.textChanged.connect(self._offer)
        self._until.textChanged.connect(self._offer)
        self._view.selectionModel().selectionChanged.connect(self._offer)
        delete = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self._view, self._lift_selected)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)

    def show_panel(self, panel: PatronPanel) -> None:
        if self._panel is None or self._panel.id != panel.id:
            self._note.clear()
            self._until.clear()
        self._panel = panel
        self._model.set_rows([(block, self._cells(block)) for block in panel.manual_blocks])
        self._offer()

    def _arrange(self) -> None:
        self._note.setPlaceholderText(self.tr("Why blocked"))
        self._note.setAccessibleName(self.tr("Why the patron is blocked"))
        self._until.setPlaceholderText(self.tr("until day/month/year"))
        self._until.setAccessibleName(self.tr("Last day of the block, or nothing"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(6)
        grid.addWidget(self._note, 0, 0, 1, 2)
        grid.addWidget(self._until, 1, 0)
        grid.addWidget(self._add, 1, 1)
        heading = QLabel(self.tr("Blocks"))
        style.sized(heading, 10.5, bold=True)
        top = QGridLayout()
        top.addWidget(heading, 0, 0)
        top.addWidget(self._lift, 0, 1, Qt.AlignmentFlag.AlignRight)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(top)
        column.addWidget(self._view)
        column.addLayout(grid)

    def _cells(self, block: ManualBlock) -> list[Cell]:
        since = words.moment(block.since, self._desk.branch.zone)
        tip = self.tr("{note} (since {since})").format(note=block.note, since=since)
        return [
            Cell(block.note, style.icon("lock-outline", style.BAD), tip=tip),
            Cell(words.day(block.expires) if block.expires else "–", tip=tip),
        ]

    def _offer(self) -> None:
        readable = not self._until.text().strip() or read_date(self._until.text()) is not None
        self._add.setEnabled(bool(self._note.text().strip()) and readable)
        self._lift.setEnabled(bool(selected(self._view)))

    def _place(self) -> None:
        if self._panel is None:
            return
        note = self._note.text().strip()
        outcome = self._desk.place_block(self._panel.id, note, read_date(self._until.text()))
        if self._tell(outcome, self.tr("Blocked: {note}").format(note=note)):
            self._note.clear()
            self._until.clear()

    def _lift_selected(self) -> None:
        for block in selected(self._view):
            if self._panel is not None and isinstance(block, ManualBlock):
                outcome = self._desk.lift_block(self._panel.id, block.block)
                self._tell(outcome, self.tr("Block lifted: {note}").format(note=block.note))

    def _tell(self, outcome: Recorded | Declined, done: str) -> bool:
        """Say what happened; whether it was done."""
        if isinstance(outcome, Declined):
            self.said.emit(refusal(outcome))
            return False
        self.said.emit(Message(Tone.DONE, done))
        return True
