"""What is wrong with the draft, in a list: a click or Enter goes to the place."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from deskapp.desk.answers import Declined
from deskapp.domain.outcome import Block
from deskapp.domain.problem import Problem, ProblemCode
from deskapp.wording.set_up_words import problem_words
from ui import style
from ui.lane import Message, Tone, refusal
from ui.settings_draft import Draft, Trouble, language

translate = QCoreApplication.translate
_LOW, _HIGH = 64, 108  # for one of three lines, and for more


class Problems(QWidget):
    """The list, and above it how many there are; nothing but a word when all is well."""

    wanted = Signal(str)  # the place to go to

    def __init__(self, draft: Draft, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft = draft
        self._found: list[Trouble] = []
        self._heading, self.list = QLabel(), QListWidget()
        self.list.setAccessibleName(translate("settings", "Problems"))
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemClicked.connect(self._go)
        self.list.itemActivated.connect(self._go)
        style.sized(self._heading, 10.5, bold=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addWidget(self._heading)
        column.addWidget(self.list)
        draft.changed.connect(self.reload)
        self.reload()

    def fatal(self) -> int:
        """How many of them prevent saving."""
        return sum(trouble.fatal for trouble in self._found)

    def reload(self) -> None:
        found = self._draft.troubles()
        fatal = sum(trouble.fatal for trouble in found)
        text = translate("settings", "No problems")
        if found:
            text = self.tr("%n problem(s)", "", len(found))
        style.put(self._heading, text)
        style.tint(self._heading, text=style.BAD if fatal else style.WARN if found else style.GOOD)
        style.reveal(self.list, bool(found))
        if found == self._found:
            return
        row = self.list.currentRow()
        self._found = found
        self.list.clear()
        for trouble in found:
            name = ("close-octagon", style.BAD) if trouble.fatal else ("alert", style.WARN)
            item = QListWidgetItem(style.icon(*name), trouble.text)
            item.setForeground(QColor(name[1]))
            item.setToolTip(trouble.text)
            self.list.addItem(item)
        self.list.setCurrentRow(min(max(row, 0), len(found) - 1))
        self.list.setFixedHeight(_LOW if len(found) == 1 else _HIGH)

    def _go(self, item: QListWidgetItem) -> None:
        self.wanted.emit(self._found[self.list.row(item)].where)


def refused(answer: Declined) -> Message:
    """The desk's refusal: what is wrong and where, or what permission is missing."""
    found = [_problem(block) for block in answer.blocks]
    lines = tuple(problem_words(problem, language()) for problem in found if problem is not None)
    return Message(Tone.REFUSED, translate("settings", "Not saved"), lines) if lines else refusal(answer)


def _problem(block: Block) -> Problem | None:
    facts = dict(block.facts)
    if "where" not in facts or facts.get("why") not in set(ProblemCode):
        return None
    where, why = facts.pop("where"), ProblemCode(facts.pop("why"))
    return Problem(where, why, tuple(facts.items()))
