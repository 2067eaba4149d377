"""The blocks that staff put on a patron: lift one, add one. Done at once, not saved with the form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from deskapp.desk.answers import Declined, Recorded
from deskapp.desk.views import ManualBlock, PatronPanel
from deskapp.domain.rules import ACTIONS, Action
from deskapp.domain.values import BlockKind
from ui import style, words
from ui.explanation import show_explanation, spoken
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
        self._view.activated.connect(self._explain)
        self._why = _button("help-circle-outline", self.tr("Wh&y?"), self._explain)
        self._why.setToolTip(self.tr("What the selected block stops, and who lifts it (Shift+F1)"))
        self._lift = _button("lock-open-variant-outline", self.tr("&Lift block"), self._lift_selected)
        self._add = _button("lock-plus-outline", self.tr("&Add block"), self._place)
        self._note, self._until, self._kind = QLineEdit(), QLineEdit(), QComboBox()
        self._stops = {action: QCheckBox(words_) for action, words_ in self._action_words().items()}
        self._name_fields()
        self._arrange()
        self._connect()

    def show_panel(self, panel: PatronPanel) -> None:
        if self._panel is None or self._panel.id != panel.id:
            self._clear()
        self._panel = panel
        self._model.set_rows([(block, self._cells(block)) for block in panel.manual_blocks])
        self._offer()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in a field adds the block, as its button does; on another button it presses that one."""
        focus = self.focusWidget()
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or focus is self._view:
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            (focus if isinstance(focus, QPushButton) else self._add).click()

    def _name_fields(self) -> None:
        self._note.setPlaceholderText(self.tr("Why blocked"))
        self._note.setAccessibleName(self.tr("Why the patron is blocked"))
        self._until.setPlaceholderText(self.tr("until day/month/year"))
        self._until.setAccessibleName(self.tr("Last day of the block, or nothing"))
        self._kind.setAccessibleName(self.tr("Kind of block"))
        self._kind.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._kind.setMinimumContentsLength(10)
        for kind, text in self._kind_words().items():
            self._kind.addItem(text, kind)
        for action, box in self._stops.items():
            box.setChecked(True)
            box.setAccessibleName(self.tr("The block stops: {action}").format(action=self._action_words()[action]))

    def _arrange(self) -> None:
        stops = QHBoxLayout()
        stops.setSpacing(8)
        for box in self._stops.values():
            stops.addWidget(box)
        stops.addStretch()
        grid = QGridLayout()
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(6)
        grid.addWidget(self._kind, 0, 0)
        grid.addWidget(self._until, 0, 1)
        grid.addLayout(stops, 1, 0, 1, 2)
        last = QHBoxLayout()
        last.addWidget(self._note, 1)
        last.addWidget(self._add)
        grid.addLayout(last, 2, 0, 1, 2)
        heading = QLabel(self.tr("Blocks"))
        style.sized(heading, 10.5, bold=True)
        top = QHBoxLayout()
        top.addWidget(heading)
        top.addStretch()
        top.addWidget(self._why)
        top.addWidget(self._lift)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(top)
        column.addWidget(self._view)
        column.addLayout(grid)

    def _connect(self) -> None:
        for line in (self._note, self._until):
            line.textChanged.connect(self._offer)
        for box in self._stops.values():
            box.toggled.connect(self._offer)
        self._kind.currentIndexChanged.connect(self._offer)
        self._view.selectionModel().selectionChanged.connect(self._offer)
        delete = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self._view, self._lift_selected)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        QShortcut(QKeySequence("Shift+F1"), self, self._explain)

    def _cells(self, block: ManualBlock) -> list[Cell]:
        kind = self._kind_words()[block.kind]
        text = block.note if block.kind is BlockKind.NOTE else ": ".join(part for part in (kind, block.note) if part)
        stopped = [words_ for action, words_ in self._action_words().items() if action in block.actions]
        if stopped:
            text = f"{text} ({', '.join(stopped).lower()})"
        since = words.moment(block.since, self._desk.branch.zone)
        tip = self.tr("{note} (since {since})").format(note=text, since=since)
        return [
            Cell(text, style.icon("lock-outline", style.BAD), tip=tip),
            Cell(words.day(block.expires) if block.expires else "–", tip=tip),
        ]

    def _kind_words(self) -> dict[BlockKind, str]:
        return {
            BlockKind.NOTE: self.tr("Note"),
            BlockKind.BARRED: self.tr("Barred"),
            BlockKind.ADDRESS_INVALID: self.tr("Address not valid"),
            BlockKind.CARD_LOST: self.tr("Card lost"),
        }

    def _action_words(self) -> dict[Action, str]:
        return {
            Action.CHECK_OUT: self.tr("Check-out"),
            Action.RENEW: self.tr("Renewal"),
            Action.REQUEST: self.tr("Request"),
        }

    def _clear(self) -> None:
        self._note.clear()
        self._until.clear()
        self._kind.setCurrentIndex(0)
        for box in self._stops.values():
            box.setChecked(True)

    def _chosen_kind(self) -> BlockKind:
        return BlockKind(self._kind.currentData())

    def _stopped(self) -> tuple[str, ...]:
        """What the block shall stop; nothing named is everything."""
        stopped = tuple(action for action, box in self._stops.items() if box.isChecked())
        return () if stopped == ACTIONS else tuple(map(str, stopped))

    def _offer(self) -> None:
        readable = not self._until.text().strip() or read_date(self._until.text()) is not None
        said = bool(self._note.text().strip()) or self._chosen_kind() is not BlockKind.NOTE
        stops = any(box.isChecked() for box in self._stops.values())
        self._add.setEnabled(said and readable and stops)
        self._lift.setEnabled(bool(selected(self._view)))
        self._why.setEnabled(self._lift.isEnabled())

    def _place(self) -> None:
        if self._panel is None:
            return
        note, kind = self._note.text().strip(), self._chosen_kind()
        until = read_date(self._until.text())
        outcome = self._desk.place_block(self._panel.id, note, until, kind, self._stopped())
        if self._tell(outcome, self.tr("Blocked: {note}").format(note=note or self._kind.currentText())):
            self._clear()

    def _lift_selected(self) -> None:
        for block in selected(self._view):
            if self._panel is not None and isinstance(block, ManualBlock):
                outcome = self._desk.lift_block(self._panel.id, block.block)
                said = block.note or self._kind_words()[block.kind]
                self._tell(outcome, self.tr("Block lifted: {note}").format(note=said))

    def _explain(self) -> None:
        """What the selected block is, and who lifts it."""
        for block in selected(self._view)[:1]:
            if self._panel is not None and isinstance(block, ManualBlock):
                told = self._desk.explain_placed_block(self._panel.id, block.block)
                title = block.note or self._kind_words()[block.kind]
                show_explanation(self, title, spoken(self._desk, told), answer_last=False)

    def _tell(self, outcome: Recorded | Declined, done: str) -> bool:
        """Say what happened; whether it was done."""
        if isinstance(outcome, Declined):
            self.said.emit(refusal(outcome))
            return False
        self.said.emit(Message(Tone.DONE, done))
        return True


def _button(icon: str, text: str, deed: object) -> QPushButton:
    button = QPushButton(style.icon(icon), text)
    button.setAutoDefault(False)
    button.clicked.connect(deed)
    return button
