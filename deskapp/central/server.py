"""An embedded central: one SQLite file, its applier, and push and pull over HTTP on the loopback interface."""

from __future__ import annotations

import hmac
import json
import logging
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from sqlalchemy import select

from deskapp.central.applier import Applier
from deskapp.central.database import Database
from deskapp.central.gate import Gate
from deskapp.central.schema import counters

LARGEST_QUESTION = 64 * 1024 * 1024
LONGEST_WAIT = 30.0
_log = logging.getLogger(__name__)


class Server:
    """Answers workstations that know the token; applies what they push at once."""

    def __init__(self, database: Database, token: str, now: Callable[[], int], port: int = 0) -> None:
        self._database, self._token, self._now = database, token, now
        self._news, self._work = threading.Condition(), threading.Event()
        self._rev, self._turn = self._newest(), 0
        self._stopping = False
        self.applier = Applier(database, now)
        self._http = ThreadingHTTPServer(("127.0.0.1", port), self._handler())
        self._http.daemon_threads = True

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
        while not self.applier.acquire():
            time.sleep(1)
        while not self._stopping:
            self._work.clear()
            try:
                applied = self.applier.run()
            except Exception:
                _log.exception("the applier failed; what was sent is stored, and it tries again")
                self._work.wait(5)
                continue
            if applied.events:
                with self._news:
                    self._rev, self._turn = applied.rev, self._turn + 1
                    self._news.notify_all()
            else:
                self._work.wait(5)
        self.applier.release()

    def answer(self, path: str, workstation: str, question: dict[str, Any]) -> Any:
        """The answer to one question; None for a path that is not known."""
        gate = Gate(self._database, workstation, self._now)
        match path:
            case "/1/hello":
                return gate.hello()
            case "/1/push":
                fates = gate.push(question["clock"], question["entries"])
                self._work.set()
                return fates
            case "/1/pull":
                return gate.pull(question["epoch"], question["rev"], question["page"])
            case "/1/wait":
                with self._news:
                    seconds, turn = min(float(question["seconds"]), LONGEST_WAIT), self._turn
                    self._news.wait_for(
                        lambda: self._rev > question["rev"] or self._turn != turn or self._stopping, seconds
                    )
                return {}
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
                return self._say(404, b"") if answer is None else self._say(200, json.dumps(answer).encode())

            def _say(self, status: int, body: bytes) -> None:
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:
                """Requests are not logged: they name people."""

        return Handler
