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
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit
from uuid import UUID

import msgspec
import psycopg
from psycopg import sql

from deskapp import __version__
from deskapp.store.pulled import Page, read_page
from deskapp.store.unfinished import CodeRow, RecordKey, RecordRow, code_row, record_row
from deskapp.sync.login import Login

VERSION = 1
TIMEOUT = 15.0
"""Seconds after which a silent central counts as away."""

PATIENCE = 600.0
"""Seconds that checksums of every row may take."""


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


ASKED = {
    "sign_in_terms": ("who", "what"),
    "sign_in": ("who", "what", "key"),
    "verifiers": (),
    "set_secret": (
        "giver",
        "giver_key",
        "giver_member",
        "who",
        "member",
        "what",
        "salt",
        "ops",
        "memory",
        "verifier",
    ),
    "joined": (),
    "redactions": ("since", "job"),
}
"""What else a workstation may ask of central, and by which words."""


class Central(Protocol):
    """What the sync process asks of central. Each call raises `Away`, `NotAdmitted` or `OtherVersion`."""

    def hello(self) -> dict[str, Any]: ...

    def push(self, clock: Reading, entries: Sequence[str]) -> list[str]: ...

    def pull(self, rev: int, page: int) -> Page: ...

    def copy_head(self) -> dict[str, Any]:
        """What a whole copy begins with: epoch, rev, and how many records and codes there are."""
        ...

    def copy_records(self, after: RecordKey, page: int) -> list[RecordRow]:
        """The records behind a key; none at the end."""
        ...

    def copy_codes(self, after: CodeRow, page: int) -> list[CodeRow]:
        """The codes behind a key; none at the end."""
        ...

    def ready_head(self) -> dict[str, Any] | None:
        """The finished copy that central has ready for this workstation, and its key; None: it has none."""
        ...

    def ready_parts(self, number: int, after: int, page: int) -> list[bytes]:
        """The parts of that copy behind the first `after`; none at the end, and when central has another copy now."""
        ...

    def checksums(self, rev: int) -> dict[str, Any]:
        """Checksums of all rows, `sums` None where the newest revision is another than `rev`."""
        ...

    def apart(self) -> Central:
        """The same central, on a connection of its own."""
        ...

    def ask(self, function: str, /, **words: Any) -> Any:
        """Ask one of `ASKED`."""
        ...

    def wait(self, rev: int, seconds: float) -> None:
        """Return when central may have something newer than `rev`, or after so many seconds."""
        ...

    def close(self) -> None: ...


class PostgresCentral:
    """A workstation's own login at the library's PostgreSQL."""

    def __init__(self, login: Login | str, timeout: float = TIMEOUT) -> None:
        self._login, self._timeout = Login(login) if isinstance(login, str) else login, timeout
        self._connection: psycopg.Connection[Any] | None = None
        self._listening: psycopg.Connection[Any] | None = None

    def _open(self) -> psycopg.Connection[Any]:
        if self._connection is None or self._connection.closed:
            try:
                self._connection = psycopg.connect(
                    self._login.url,
                    autocommit=True,
                    options=f"-c statement_timeout={int(TIMEOUT * 1000)}",
                    **self._login.parameters(),
                )
            except psycopg.OperationalError as fault:
                raise _meaning(fault) from fault
        return self._connection

    @contextmanager
    def _asking(self, timeout: float) -> Iterator[psycopg.Connection[Any]]:
        """What psycopg raises inside, in the words of this module."""
        connection = self._open()
        try:
            with _deadline(connection, timeout):
                yield connection
        except psycopg.errors.UndefinedFunction as fault:
            raise OtherVersion(str(fault)) from fault
        except psycopg.errors.InsufficientPrivilege as fault:
            raise NotAdmitted(str(fault)) from fault
        except psycopg.Error as fault:
            self.close()
            raise Away(str(fault)) from fault

    def _ask(self, statement: str, *values: object) -> Any:
        with self._asking(self._timeout) as connection:
            row = connection.execute(statement, values).fetchone()
        return row[0] if row else None

    def _copied(self, statement: str, values: Sequence[object], types: Sequence[str]) -> list[Any]:
        """The rows that a function gives, by COPY: of all ways the quickest."""
        words = sql.SQL("COPY (SELECT * FROM " + statement + ") TO STDOUT (FORMAT binary)")
        question = words.format(*(sql.Literal(value) for value in values))
        with self._asking(self._timeout) as connection, connection.cursor().copy(question) as copy:
            copy.set_types(types)
            return list(copy.rows())

    def copy_head(self) -> dict[str, Any]:
        answer: dict[str, Any] = self._ask("SELECT copy_head()")
        return answer

    def copy_records(self, after: RecordKey, page: int) -> list[RecordRow]:
        id, kind = after
        types = ("bytea", "text", "int8", "bytea", "bytea", "bool", "text")  # a uuid travels as its 16 bytes
        return self._copied("copy_records({}, {}, {})", (UUID(bytes=id), kind, page), types)

    def copy_codes(self, after: CodeRow, page: int) -> list[CodeRow]:
        code, kind, id = after
        types = ("text", "text", "bytea")
        return self._copied("copy_codes({}, {}, {}, {})", (code, kind, UUID(bytes=id), page), types)

    def ready_head(self) -> dict[str, Any] | None:
        answer: dict[str, Any] | None = self._ask("SELECT ready_head()")
        return answer

    def ready_parts(self, number: int, after: int, page: int) -> list[bytes]:
        return [part for (part,) in self._copied("ready_parts({}, {}, {})", (number, after, page), ("bytea",))]

    def checksums(self, rev: int) -> dict[str, Any]:
        """Reads every row at central, which takes its time."""
        with self._asking(PATIENCE) as connection, connection.transaction():
            connection.execute(f"SET LOCAL statement_timeout = {int(PATIENCE * 1000)}")
            row = connection.execute("SELECT checksums(%s)", (rev,)).fetchone()
        answer: dict[str, Any] = row[0] if row else {}
        return answer

    def apart(self) -> PostgresCentral:
        return PostgresCentral(self._login, self._timeout)

    def hello(self) -> dict[str, Any]:
        answer: dict[str, Any] = self._ask("SELECT hello(%s)", __version__)
        return _checked(answer)

    def push(self, clock: Reading, entries: Sequence[str]) -> list[str]:
        fates: list[str] = self._ask("SELECT push(%s::jsonb, %b::text[])", json.dumps(clock.as_json()), list(entries))
        return fates

    def pull(self, rev: int, page: int) -> Page:
        return _page(self._ask("SELECT changes(%s, %s)", rev, page))

    def change_password(self, password: str) -> None:
        """Sign in with another password from now on; central is told its SCRAM verifier alone."""
        with self._asking(self._timeout) as connection:
            user = connection.info.user
            kept = connection.pgconn.encrypt_password(password.encode(), user.encode(), b"scram-sha-256").decode()
            statement = sql.SQL("ALTER ROLE {} PASSWORD {}").format(sql.Identifier(user), sql.Literal(kept))
            connection.execute(statement)

    def ask(self, function: str, /, **words: Any) -> Any:
        given = ", ".join(f"{name} => %s" for name in ASKED[function])
        return self._ask(f"SELECT {function}({given})", *(words[name] for name in ASKED[function]))

    def wait(self, rev: int, seconds: float) -> None:
        """Listens from the first wait on, and looks then: what was announced before is news too.

        Only who waits listens: PostgreSQL wakes every connection that does.
        """
        connection = self._open()
        if self._listening is not connection:
            with self._asking(self._timeout):
                connection.execute("LISTEN deskapp_records")
            self._listening = connection
            if self.pull(rev, 1).head > rev:
                return
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


def _page(text: str | bytes) -> Page:
    try:
        return read_page(text)
    except msgspec.MsgspecError as fault:
        raise Away("the answer is no page of rows") from fault


def _checked(answer: dict[str, Any]) -> dict[str, Any]:
    if answer.get("version") != VERSION:
        raise OtherVersion(str(answer.get("version")))
    return answer


class HttpCentral:
    """An embedded central on this machine. `url`: http://127.0.0.1:PORT; `token` was made when it was set up."""

    def __init__(self, url: str, token: str, workstation: str, timeout: float = TIMEOUT) -> None:
        self._url, self._token, self._workstation, self._timeout = url, token, workstation, timeout
        parts = urlsplit(url)
        self._host, self._port = parts.hostname or "127.0.0.1", parts.port or 80
        self._headers = {"Authorization": f"Bearer {token}", "X-Workstation": workstation}
        self._connection: http.client.HTTPConnection | None = None

    def _ask(self, path: str, question: dict[str, Any], longer: float = 0) -> Any:
        try:
            return json.loads(self._said(path, question, longer))
        except ValueError as fault:
            self.close()
            raise Away("the answer is not JSON") from fault

    def _said(self, path: str, question: dict[str, Any], longer: float = 0) -> bytes:
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
        if answer.status == 401:
            raise NotAdmitted("401")
        if answer.status == 404:
            raise OtherVersion("404")
        if answer.status != 200:
            raise Away(f"HTTP {answer.status}")
        return text

    def hello(self) -> dict[str, Any]:
        return _checked(self._ask("/1/hello", {"program": __version__}))

    def push(self, clock: Reading, entries: Sequence[str]) -> list[str]:
        fates: list[str] = self._ask("/1/push", {"clock": clock.as_json(), "entries": list(entries)})
        return fates

    def pull(self, rev: int, page: int) -> Page:
        return _page(self._said("/1/pull", {"rev": rev, "page": page}))

    def copy_head(self) -> dict[str, Any]:
        answer: dict[str, Any] = self._ask("/1/copy_head", {})
        return answer

    def copy_records(self, after: RecordKey, page: int) -> list[RecordRow]:
        id, kind = after
        return [record_row(row) for row in self._ask("/1/copy_records", {"after": [id.hex(), kind], "page": page})]

    def copy_codes(self, after: CodeRow, page: int) -> list[CodeRow]:
        code, kind, id = after
        return [code_row(row) for row in self._ask("/1/copy_codes", {"after": [code, kind, id.hex()], "page": page})]

    def ready_head(self) -> None:
        """An embedded central has nothing ready."""

    def ready_parts(self, number: int, after: int, page: int) -> list[bytes]:
        return []

    def checksums(self, rev: int) -> dict[str, Any]:
        answer: dict[str, Any] = self._ask("/1/checksums", {"rev": rev}, longer=PATIENCE)
        return answer

    def apart(self) -> HttpCentral:
        return HttpCentral(self._url, self._token, self._workstation, self._timeout)

    def ask(self, function: str, /, **words: Any) -> Any:
        return self._ask(f"/1/{function}", {name: words[name] for name in ASKED[function]})

    def wait(self, rev: int, seconds: float) -> None:
        self._ask("/1/wait", {"rev": rev, "seconds": seconds}, longer=seconds)

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def central_at(url: str, secret: str, workstation: str, root: Path | None = None) -> Central:
    """The link for a URL: postgresql://... or http://127.0.0.1:PORT."""
    if url.startswith(("postgresql://", "postgres://")):
        return PostgresCentral(Login(url, secret, root))
    return HttpCentral(url, secret, workstation)
