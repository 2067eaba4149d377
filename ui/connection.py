"""Listens to the sync process for the window: says what the foot cannot, and has contested numbers given anew."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject

from ui.connection_words import checked, news, reissued
from ui.lane import Message
from ui.link import Link, LinkState, LinkStatus

if TYPE_CHECKING:
    from deskapp.desk.desk import Desk


class Connection(QObject):
    """Each state is told once, until the connection stands again."""

    def __init__(self, desk: Desk, link: Link, say: Callable[[Message], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._link, self._say = desk, link, say
        self._told: set[LinkState] = set()
        self._put_right: set[tuple[str, int]] = set()
        link.reported.connect(self._hear)
        link.checked.connect(lambda result: say(checked(result)))

    def _hear(self, link: LinkStatus) -> None:
        if link.state is LinkState.ONLINE:
            self._told.clear()
        elif link.state is LinkState.CONTESTED:
            self._reissue(link.incarnation, link.seq)
        elif link.state not in self._told and (message := news(link)) is not None:
            self._told.add(link.state)
            self._say(message)

    def _reissue(self, incarnation: str, seq: int) -> None:
        """Once for each number: the sync process may report it again before it has seen what was done."""
        if (incarnation, seq) in self._put_right:
            return
        self._put_right.add((incarnation, seq))
        self._desk.reissue(UUID(incarnation), seq)
        self._say(reissued())
        self._link.kick()
