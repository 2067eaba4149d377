"""An embedded central: one SQLite file, its applier, and push and pull over HTTP on the loopback interface."""

from __future__ import annotations

import hmac
import json
import logging
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from deskapp.central.applier import Applied, Applier, LeaseLost
from deskapp.central.database import Database
from deskapp.central.gate import Gate
from deskapp.central.redaction import Redactions
from deskapp.central.schema import counters
from deskapp.central.signing_in_embedded import SigningIn
from deskapp.store.cipher import FileProblem

LARGEST_QUESTION = 64 * 1024 * 1024
LONGEST_WAIT = 30.0
_log = logging.getLogger(__name__)


class _Http(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Into the log: a program that started this one need not read its error stream, and a full pipe holds it up."""
        fault = sys.exception()
        away = isinstance(fault, DBAPIError | FileProblem | OSError)  # of the disk, or of whoever asked
        _log.error("a question was not answered: %s", type(fault).__name__, exc_info=not away)


class Server:
    """Answers workstations that know the token; applies what they push at once."""

    def __init__(
        self, database: Database, token: str, now: Callable[[], int], port: int = 0, *, alone: bool = False
    ) -> None:
        """`alone`: nobody else serves this file at the start, so that a lease which is left over holds nothing up."""
        self._alone = alone
        self._database, self._token, self._now = database, token, now
        self._news, self._work = threading.Condition(), threading.Event()
        self._rev, self._turn = self._newest(), 0
        self._stopping = False
        self.applier = Applier(database, now)
        self._http = _Http(("127.0.0.1", port), self._handler())

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._http.server_port}"

    def start(self) -> None:
        """Serve in the background, until `stop()`."""
        for work in (self._apply, self._http.serve_forever):
            threading.Thread(target=work, daemon=True).start()

    def stop(self) -> None:
        self._stopping = True
        self._work.set()
        self._http.shutdown()
        self._http.server_close()
        with self._news:
            self._news.notify_all()

    def _newest(self) -> int:
        with self._database.read() as c:
            found: int = c.execute(select(counters.c.value).where(counters.c.name == "rev")).scalar_one()
        return found

    def _apply(self) -> None:
        """Decide what comes. What fails is tried again; so is the lease, when another one has it."""
        holding = False
        while not self._stopping:
            self._work.clear()
            try:
                holding = holding or self.applier.acquire(alone=self._alone)
                self._alone = False  # from now on whoever has the lease is alive
                applied = self.applier.run() if holding else Applied()
            except LeaseLost:
                holding = False
                continue
            except Exception:
                _log.exception("the applier failed; what was sent is stored, and it tries again")
                self._work.wait(5)
                continue
            if applied.events:
                with self._news:
                    self._rev, self._turn = applied.rev, self._turn + 1
                    self._news.notify_all()
            else:
                self._work.wait(5 if holding else 1)
        with suppress(DBAPIError, FileProblem):
            self.applier.release()

    def answer(self, path: str, workstation: str, question: dict[str, Any]) -> Any:
        """The answer to one question; None for a path that is not known."""
        gate = Gate(self._database, workstation, self._now)
        match path:
            case "/1/hello":
                return gate.hello(question.get("program", ""))
            case "/1/push":
                fates = gate.push(question["clock"], question["entries"])
                self._work.set()
                return fates
            case "/1/pull":
                return gate.pull(question["rev"], question["page"])
            case "/1/copy_head":
                return gate.copy_head()
            case "/1/copy_records":
                id, kind = question["after"]
                return gate.copy_records((UUID(id), kind), question["page"])
            case "/1/copy_codes":
                code, kind, id = question["after"]
                return gate.copy_codes((code, kind, UUID(id)), question["page"])
            case "/1/checksums":
                return gate.checksums(question["rev"])
            case "/1/wait":
                with self._news:
                    seconds, turn = min(float(question["seconds"]), LONGEST_WAIT), self._turn
                    self._news.wait_for(
                        lambda: self._rev > question["rev"] or self._turn != turn or self._stopping, seconds
                    )
                return {}
            case "/1/sign_in_terms" | "/1/sign_in" | "/1/verifiers" | "/1/set_secret":
                door = SigningIn(self._database, workstation, self._now)
                return getattr(door, path.removeprefix("/1/"))(**question)
            case "/1/redactions":
                return Redactions(self._database, workstation).redactions(**question)
            case _:
                return None

    def admits(self, header: str) -> bool:
        return hmac.compare_digest(header.encode(), f"Bearer {self._token}".encode())

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                size = int(self.headers.get("Content-Length") or 0)
                if size > LARGEST_QUESTION:
                    self.close_connection = True
                    return self._say(413, b"")
                asked = self.rfile.read(size)
                if not server.admits(self.headers.get("Authorization", "")):
                    return self._say(401, b"")
                try:
                    question = json.loads(asked or b"{}")
                    answer = server.answer(self.path, self.headers.get("X-Workstation", ""), question)
                except (ValueError, KeyError, TypeError):
                    return self._say(400, b"")
                return self._say(404, b"") if answer is None else self._say(200, msgspec.json.encode(answer))

            def _say(self, status: int, body: bytes) -> None:
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:
                """Requests are not logged: they name people."""

        return Handler
