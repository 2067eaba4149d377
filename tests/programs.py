"""Running `deskapp` as administrators do: real processes, each stopped at the end of the test that started it."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from deskapp.app.program import CENTRAL_VARIABLE

_TREE = Path(__file__).parent.parent


class Program:
    """A running `deskapp`; `reports` are the lines of JSON that it has said so far."""

    def __init__(self, home: Path, central: str, *words: str, piped: bool = False) -> None:
        home.mkdir(parents=True, exist_ok=True)
        self.home = home
        with (home / "said.txt").open("ab") as said:
            self.process = subprocess.Popen(
                [*_flags(home), *words],
                stdin=subprocess.PIPE if piped else subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=said,
                text=True,
                cwd=_TREE,
                env={**os.environ, CENTRAL_VARIABLE: central},
            )
        self.reports: queue.Queue[dict[str, Any]] = queue.Queue()
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.reports.put(json.loads(line))

    def kick(self) -> None:
        """A line to its standard input, as the window sends when there is something to push."""
        assert self.process.stdin
        self.process.stdin.write("kick\n")
        self.process.stdin.flush()

    def log(self) -> str:
        path = self.home / "deskapp.log"
        return path.read_text(encoding="utf-8") if path.exists() else ""

    def said(self) -> str:
        return (self.home / "said.txt").read_text(encoding="utf-8")

    def end(self) -> int:
        """Ask it to end, and return its exit status."""
        self.process.terminate()
        return self.process.wait(15)

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout):
            if stream:
                stream.close()


@contextmanager
def running(home: Path, central: str, *words: str, piped: bool = False) -> Iterator[Program]:
    program = Program(home, central, *words, piped=piped)
    try:
        yield program
    finally:
        program.close()


def answered(home: Path, central: str, *words: str) -> Any:
    """What a command that must succeed answers as JSON."""
    home.mkdir(parents=True, exist_ok=True)
    environment = {**os.environ, CENTRAL_VARIABLE: central}
    done = subprocess.run(
        [*_flags(home), *words, "--json"], cwd=_TREE, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def _flags(home: Path) -> list[str]:
    flags = ["--home", str(home), "--workstation", home.name, "--insecure-key-file", "--language", "en"]
    return [sys.executable, "-m", "deskapp", *flags]


def until(what: Callable[[], bool], seconds: float, why: Callable[[], object] = lambda: "") -> float:
    """Wait for something to become true; how many seconds it took."""
    began = time.monotonic()
    while not what():
        assert time.monotonic() - began < seconds, why()
        time.sleep(0.05)
    return time.monotonic() - began
