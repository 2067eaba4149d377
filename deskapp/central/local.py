"""An embedded central in this very process: for rehearsals and tests, with virtual clocks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol
from uuid import UUID

from deskapp.central.applier import Applied, Applier
from deskapp.central.database import Database
from deskapp.central.gate import Gate
from deskapp.central.redaction import Redactions
from deskapp.central.signing_in_embedded import SigningIn
from deskapp.store.pulled import Page
from deskapp.store.unfinished import CodeRow, RecordKey, RecordRow, code_row, record_row


class _Clock(Protocol):
    def as_json(self) -> dict[str, int | str]: ...


class LocalCentral:
    """Answers one workstation; nothing is applied until `apply()`."""

    def __init__(self, database: Database, workstation: str, now: Callable[[], int]) -> None:
        self._gate = Gate(database, workstation, now)
        self._door = SigningIn(database, workstation, now)
        self._redactions = Redactions(database, workstation)

    def hello(self) -> dict[str, Any]:
        return self._gate.hello()

    def push(self, clock: _Clock, entries: Sequence[str]) -> list[str]:
        return self._gate.push(clock.as_json(), entries)

    def pull(self, rev: int, page: int) -> Page:
        return self._gate.pull(rev, page)

    def copy_head(self) -> dict[str, Any]:
        return self._gate.copy_head()

    def copy_records(self, after: RecordKey, page: int) -> list[RecordRow]:
        id, kind = after
        return [record_row(row) for row in self._gate.copy_records((UUID(bytes=id), kind), page)]

    def copy_codes(self, after: CodeRow, page: int) -> list[CodeRow]:
        code, kind, id = after
        return [code_row(row) for row in self._gate.copy_codes((code, kind, UUID(bytes=id)), page)]

    def ready_head(self) -> None:
        """An embedded central has nothing ready."""

    def ready_parts(self, number: int, after: int, page: int) -> list[bytes]:
        return []

    def checksums(self, rev: int) -> dict[str, Any]:
        return self._gate.checksums(rev)

    def apart(self) -> LocalCentral:
        return self

    def ask(self, function: str, /, **words: Any) -> Any:
        answers: Any = self._redactions if function == "redactions" else self._door
        return getattr(answers, function)(**words)

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
