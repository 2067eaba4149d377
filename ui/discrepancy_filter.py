"""Which of the discrepancies are in sight: those of one kind, of one desk; with how many there are of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QWidget

from deskapp.desk.views import DiscrepancyRow
from deskapp.domain.records import Code
from ui import style
from ui.discrepancy_words import title


class DiscrepancyFilter(QWidget):
    """Two lists to choose from. What is chosen stays, as long as there is anything of it."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind, self.desk, self._count = QComboBox(), QComboBox(), QLabel()
        self.kind.setAccessibleName(self.tr("Which kind of discrepancy"))
        self.desk.setAccessibleName(self.tr("Which desk"))
        self.kind.setMinimumContentsLength(26)
        self.desk.setMinimumContentsLength(16)
        style.tint(self._count, text=style.QUIET)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for text, box in ((self.tr("&Kind"), self.kind), (self.tr("Des&k"), self.desk)):
            label = QLabel(text)
            label.setBuddy(box)
            row.addWidget(label)
            row.addWidget(box)
            box.currentIndexChanged.connect(self.changed)
        row.addWidget(self._count)
        row.addStretch()

    def offer(self, rows: Sequence[DiscrepancyRow]) -> None:
        """Offer the kinds and the desks that there are, the most frequent first."""
        kinds = Counter(row.code for row in rows)
        desks = Counter(desk for row in rows for desk in _desks(row))
        every = self.tr("All kinds ({count})").format(count=len(rows))
        _fill(self.kind, [(every, ""), *((f"{title(code)} ({n})", str(code)) for code, n in kinds.most_common())])
        _fill(self.desk, [(self.tr("All desks"), ""), *((f"{desk} ({n})", desk) for desk, n in desks.most_common())])

    def choose(self, rows: Sequence[DiscrepancyRow]) -> list[DiscrepancyRow]:
        """Those in sight."""
        kind, desk = self.kind.currentData() or "", self.desk.currentData() or ""
        shown = [row for row in rows if kind in ("", str(row.code)) and (not desk or desk in _desks(row))]
        style.put(self._count, f"{len(shown)} / {len(rows)}" if len(shown) != len(rows) else "")
        return shown

    def clear(self) -> None:
        """Everything is wanted again."""
        self.kind.setCurrentIndex(0)
        self.desk.setCurrentIndex(0)


def _desks(row: DiscrepancyRow) -> set[str]:
    return {row.desk, row.other_desk} - {""}


def _fill(box: QComboBox, choices: Sequence[tuple[str, str | Code]]) -> None:
    """Offer these; the one that was chosen stays chosen, if it is among them."""
    if [box.itemText(n) for n in range(box.count())] == [text for text, _ in choices]:
        return
    chosen = box.currentData()
    box.blockSignals(True)
    box.clear()
    for text, data in choices:
        box.addItem(text, str(data))
    box.setCurrentIndex(max(box.findData(chosen), 0))
    box.blockSignals(False)
