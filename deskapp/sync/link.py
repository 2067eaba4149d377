"""Speaking to central: the same four questions, to PostgreSQL directly or to an embedded central over loopback HTTP."""

from __future__ import annotations

import http.client
import json
import os
import re
import socket
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import urlsplit

import psycopg

VERSION = 1
TIMEOUT = 15.0
"""Seconds after which a silent central counts as away."""


class Away(Exception):
    """Central cannot be reached, or does not answer. Nothing is lost: the journal waits."""


class NotAdmitted(Exception):
    """Central does not know this workstation, or has revoked it."""


class OtherVersion(Exception):
    """Central speaks another version; nothing is sent until one of the two is updated."""


@dataclass(frozen=True, slots=True)
class Reading:
    """This workstation's clocks as a push carries them; microseconds. `offset`: central's clock less the wall clock."""

    wall: int
    boot: str
    monotonic: int
    offset: int
    uncertainty: int

    def as_json(self) -> dict[str, int | str]:
        return {
            "wall": self.wall,
            "boot": self.boot,
            "monotonic": self.monotonic,
            "offset": self.offset,
            "uncertainty": self.uncertainty,
        }


class Central(Protocol):
    """What the sync process asks of central. Each call raises `Away`, `NotAdmitted` or `OtherVersion`."""

    def hello(self) -> dict[str, Any]: ...

    def push(self, clock: Reading, entries: Sequence[str]) -> list[str]: ...

    def pull(self, epoch: str, rev: int, page: int) -> dict[str, Any]: ...

    def wait(self, rev: int, seconds: float) -> None:
        """Return when central may have something newer than `rev`, or after so many seconds."""
        ...

    def close(self) -> None: ...


class PostgresCentral:
    """A workstation's own login at the library's PostgreSQL."""

    def __init__(self, url: str, timeout: float = TIMEOUT) -> None:
        self._url, self._timeout = url, timeout
        self._connection: psycopg.Connection[Any] | None = None

    def _open(self) -> psycopg.Connection[Any]:
        if self._connection is None or self._connection.closed:
            try:
                self._connection = psycopg.connect(
                    self._url,
                    autocommit=True,
                    connect_timeout=5,
                    keepalives_idle=5,
                    keepalives_interval=2,
                    keepalives_count=3,
                    tcp_user_timeout=int(TIMEOUT * 1000),
                    options=f"-c statement_timeout={int(TIMEOUT * 1000)}",
                )
                self._connection.execute("LISTEN deskapp_records")
            except psycopg.OperationalError as fault:
                raise _meaning(fault) from fault
        return self._connection

    def _ask(self, statement: str, *values: object) -> Any:
        connection = self._open()
        try:
            with _deadline(connection, self._timeout):
                row = connection.execute(statement, values).fetchone()
        except psycopg.errors.UndefinedFunction as fault:
            raise OtherVersion(str(fault)) from fault
        except psycopg.errors.InsufficientPrivilege as fault:
            raise NotAdmitted(str(fault)) from fault
        except psycopg.Error as fault:
            self.close()
            raise Away(str(fault)) from fault
        return row[0] if row else None

    def hello(self) -> dict[str, Any]:
        answer: dict[str, Any] = self._ask("SELECT hello()")
        return _checked(answer)

    def push(self, clock: Reading, entries: Sequence[str]) -> list[str]:
        fates: list[str] = self._ask("SELECT push(%s::jsonb, %s)", json.dumps(clock.as_json()), list(entries))
        return fates

    def pull(self, epoch: str, rev: int, page: int) -> dict[str, Any]:
        answer: dict[str, Any] = self._ask("SELECT pull(%s, %s, %s)", epoch, rev, page)
        return answer

    def wait(self, rev: int, seconds: float) -> None:
        connection = self._open()
        try:
            for _ in connection.notifies(timeout=seconds, stop_after=1):
                return
        except psycopg.Error as fault:
            self.close()
            raise Away(str(fault)) from fault

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


_REFUSED = re.compile(
    r'FATAL:.*(password authentication failed|role ".*" (does not exist|is not permitted)|no pg_hba.conf entry)'
)


def _meaning(fault: psycopg.OperationalError) -> Exception:
    """Whether central said no, or said nothing."""
    return NotAdmitted(str(fault)) if _REFUSED.search(str(fault)) else Away(str(fault))


@contextmanager
def _deadline(connection: psycopg.Connection[Any], seconds: float) -> Iterator[None]:
    """Hang up on a central that is silent for so long: keepalives do not notice one that hangs."""
    line = socket.socket(fileno=os.dup(connection.fileno()))
    watch = threading.Timer(seconds, _hang_up, (line,))
    watch.daemon = True
    watch.start()
    try:
        yield
    finally:
        watch.cancel()
        line.close()


def _hang_up(line: socket.socket) -> None:
    with suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)


def _checked(answer: dict[str, Any]) -> dict[str, Any]:
    if answer.get("version") != VERSION:
        raise OtherVersion(str(answer.get("version")))
    return answer


class HttpCentral:
    """An embedded central on this machine. `url`: http://127.0.0.1:PORT; `token` was made when it was set up."""

    def __init__(self, url: str, token: str, workstation: str, timeout: float = TIMEOUT) -> None:
        self._timeout = timeout
        parts = urlsplit(url)
        self._host, self._port = parts.hostname or "127.0.0.1", parts.port or 80
        self._headers = {"Authorization": f"Bearer {token}", "X-Workstation": workstation}
        self._connection: http.client.HTTPConnection | None = None

    def _ask(self, path: str, question: dict[str, Any], longer: float = 0) -> Any:
        body, timeout = json.dumps(question), self._timeout + longer
        try:
            if self._connection is None:
                self._connection = http.client.HTTPConnection(self._host, self._port, timeout=timeout)
            self._connection.timeout = timeout
            if self._connection.sock is not None:
                self._connection.sock.settimeout(timeout)
            self._connection.request("POST", path, body.encode(), self._headers)
            answer = self._connection.getresponse()
            text = answer.read()
        except (OSError, http.client.HTTPException) as fault:
            self.close()
            raise Away(str(fault) or type(fault).__name__) from fault
        return self._answer(answer.status, text)

    def _answer(self, status: int, text: bytes) -> Any:
        if status == 401:
            raise NotAdmitted("401")
        if status == 404:
            raise OtherVersion("404")
        if status != 200:
            raise Away(f"HTTP {status}")
        try:
            return json.loads(text)
        except ValueError as fault:
            self.close()
            raise Away("the answer is not JSON") from fault

    def hello(self) -> dict[str, Any]:
        return _checked(self._ask("/1/hello", {}))

    def push(self, clock: Reading, entries: Sequence[str]) -> list[str]:
        fates: list[str] = self._ask("/1/push", {"clock": clock.as_json(), "entries": list(entries)})
        return fates

    def pull(self, epoch: str, rev: int, page: int) -> dict[str, Any]:
        answer: dict[str, Any] = self._ask("/1/pull", {"epoch": epoch, "rev": rev, "page": page})
        return answer

    def wait(self, rev: int, seconds: float) -> None:
        self._ask("/1/wait", {"rev": rev, "seconds": seconds}, longer=seconds)

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def central_at(url: str, token: str, workstation: str) -> Central:
    """The link for a URL: postgresql://... or http://127.0.0.1:PORT."""
    if url.startswith(("postgresql://", "postgres://")):
        return PostgresCentral(url)
    return HttpCentral(url, token, workstation)
