"""Where the parts of the window stand: strips above, rail at the side, head and pages, message lane, foot."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget


class Frame(QWidget):
    """The pages stand in `centre`. Whatever may be personal is in `body`; the lock takes its place in `room`."""

    def __init__(
        self,
        above: Iterable[QWidget],
        rail: QWidget,
        head: Iterable[QWidget],
        first: QWidget,
        lane: QWidget,
        foot: QWidget,
    ) -> None:
        super().__init__()
        self.centre, self.body, self.room = QVBoxLayout(), QWidget(), QVBoxLayout()
        self.centre.addWidget(first, 1)
        middle, right = QHBoxLayout(), QVBoxLayout()
        middle.addLayout(self.centre, 1)
        middle.addWidget(lane)
        for strip in head:
            right.addWidget(strip)
        right.addLayout(middle, 1)
        inside, whole = QHBoxLayout(self.body), QVBoxLayout(self)
        inside.addWidget(rail)
        inside.addLayout(right, 1)
        self.room.addWidget(self.body)
        for strip in above:
            whole.addWidget(strip)
        whole.addLayout(self.room, 1)
        whole.addWidget(foot)
        for outer in (inside, whole):
            outer.setContentsMargins(0, 0, 0, 0)
        for line in (self.centre, middle, right, inside, whole):
            line.setSpacing(0)
