"""An embedded central in this very process: for rehearsals and tests, with virtual clocks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from deskapp.central.applier import Applied, Applier
from deskapp.central.database import Database
from deskapp.central.gate import Gate


class _Clock(Protocol):
    def as_json(self) -> dict[str, int | str]: ...


class LocalCentral:
    """Answers one workstation; nothing is applied until `apply()`."""

    def __init__(self, database: Database, workstation: str, now: Callable[[], int]) -> None:
        self._gate = Gate(database, workstation, now)

    def hello(self) -> dict[str, Any]:
        return self._gate.hello()

    def push(self, clock: _Clock, entries: Sequence[str]) -> list[str]:
        return self._gate.push(clock.as_json(), entries)

    def pull(self, epoch: str, rev: int, page: int) -> dict[str, Any]:
        return self._gate.pull(epoch, rev, page)

    def wait(self, rev: int, seconds: float) -> None:
        """Nothing comes by itself: virtual time does not pass here."""

    def close(self) -> None:
        """Nothing to close."""


def applied(database: Database, now: Callable[[], int]) -> Applied:
    """Everything that was pushed, decided at once."""
    applier = Applier(database, now)
    if not applier.acquire():
        return Applied()
    try:
        return applier.run_all()
    finally:
        applier.release()
