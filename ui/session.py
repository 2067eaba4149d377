"""Whose turn it is at the desk: exactly one patron is active, or none."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from deskapp.domain.values import PatronId


class ActivePatron(QObject):
    """The patron that items go to. `clock` counts seconds; after `idle_minutes` without a scan one had better ask."""

    changed = Signal()

    def __init__(self, clock: Callable[[], float], idle_minutes: float = 3, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._idle_seconds = idle_minutes * 60
        self._heard = clock()
        self.id: PatronId | None = None
        self.name = ""
        self.card = ""

    def begin(self, id: PatronId, name: str, card: str) -> None:
        """From now on items go to this patron."""
        self._heard = self._clock()
        if (self.id, self.name, self.card) != (id, name, card):
            self.id, self.name, self.card = id, name, card
            self.changed.emit()

    def call(self, name: str, card: str) -> None:
        """The active patron has another name or card now."""
        if (self.name, self.card) != (name, card):
            self.name, self.card = name, card
            self.changed.emit()

    def end(self) -> None:
        if self.id is not None:
            self.id, self.name, self.card = None, "", ""
            self.changed.emit()

    def heard(self) -> None:
        """Something was scanned for the patron, or staff said that they are still there."""
        self._heard = self._clock()

    def away(self) -> bool:
        """Whether so long nothing was scanned that somebody else may be standing there."""
        return self.id is not None and self._clock() - self._heard > self._idle_seconds
