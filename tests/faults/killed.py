"""Processes that die at a chosen write: SIGKILL before or after a statement, SIGXFSZ in the middle of its bytes.

Each is forked from a server with one thread, so that thousands of deaths cost seconds.
"""

from __future__ import annotations

import itertools
import multiprocessing
import os
import resource
import secrets
import shutil
import signal
from collections.abc import Callable
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import psycopg
import sqlcipher3.dbapi2 as sqlcipher

_READS = ("SELECT", "PRAGMA KEY", "PRAGMA QUICK_CHECK", "PRAGMA TABLE_INFO", "PRAGMA MAIN.TABLE_INFO")
_LONGEST = 60.0
"""Seconds that a process may take before it counts as one that hangs."""

_forks = multiprocessing.get_context("forkserver")
_forks.set_forkserver_preload(
    ["deskapp.app.workstation", "deskapp.central.server", "tests.faults.killed", "tests.faults.workshop"]
)


def forked(work: Callable[..., None], *words: Any) -> BaseProcess:
    """Begin this work in a process of its own."""
    process = _forks.Process(target=work, args=words, daemon=True)
    process.start()
    return process


def ended(process: BaseProcess) -> bool:
    """Wait for its end: whether it was killed. Any other end than that and success is a failure."""
    process.join(_LONGEST)
    if process.is_alive():
        process.kill()
        process.join()
        raise AssertionError("it hangs")
    assert process.exitcode in (0, -signal.SIGKILL, -signal.SIGXFSZ), f"it ended with {process.exitcode}"
    return process.exitcode != 0


def at_every(
    stride: int, prepared: Path, once: Callable[[Path, int], bool], check: Callable[[Path], None], first: int = 0
) -> int:
    """Do something again and again on a copy, killed at each write in turn, and check what is left; how many deaths.

    `once` says whether anything was killed; the last time nothing is. With a stride only at every so many-th write,
    from one that chance picks.
    """
    at = first + 1 + secrets.randbelow(stride)
    deaths = 0
    while True:
        folder = prepared.with_name("killed")
        shutil.copytree(prepared, folder)
        try:
            killed = once(folder, at)
            check(folder)
        except BaseException as fault:
            fault.add_note(f"killed at {at}")
            raise
        finally:
            shutil.rmtree(folder)
        if not killed:
            return deaths
        deaths, at = deaths + 1, at + stride


# --- in the process that dies -----------------------------------------------------------------------------------


def dies_at_write(at: int, name: str) -> None:
    """SIGKILL at the so many-th boundary of a write to the SQLite files of this name: before it, or after it."""
    step, connect = _countdown(at), sqlcipher.connect

    class Cursor(sqlcipher.Cursor):  # type: ignore[misc]  # the driver has no types
        def execute(self, statement: str, *rest: Any) -> Any:
            return _between(step, statement, lambda: super(Cursor, self).execute(statement, *rest))

        def executemany(self, statement: str, *rest: Any) -> Any:
            return _between(step, statement, lambda: super(Cursor, self).executemany(statement, *rest))

    class Connection(sqlcipher.Connection):  # type: ignore[misc]  # the driver has no types
        def cursor(self, factory: Any = Cursor) -> Any:
            return super().cursor(factory)

        def execute(self, statement: str, *rest: Any) -> Any:
            return self.cursor().execute(statement, *rest)

    def counted(path: str, **words: Any) -> Any:
        mine = Path(path).name.startswith(name)
        return connect(path, **words, **({"factory": Connection} if mine else {}))

    sqlcipher.connect = counted


def dies_at_statement(at: int) -> None:
    """SIGKILL at the so many-th boundary of a statement or a commit at PostgreSQL."""
    step = _countdown(at)
    execute, many, commit = psycopg.Cursor.execute, psycopg.Cursor.executemany, psycopg.Connection.commit

    def executed(self: Any, statement: Any, *rest: Any, **words: Any) -> Any:
        return _between(step, str(statement), lambda: execute(self, statement, *rest, **words))

    def executed_many(self: Any, statement: Any, *rest: Any, **words: Any) -> Any:
        return _between(step, str(statement), lambda: many(self, statement, *rest, **words))

    def committed(self: Any) -> None:
        _between(step, "COMMIT", lambda: commit(self))

    for where, name, instead in (
        (psycopg.Cursor, "execute", executed),
        (psycopg.Cursor, "executemany", executed_many),
        (psycopg.Connection, "commit", committed),
    ):
        setattr(where, name, instead)


def dies_at_byte(size: int) -> None:
    """SIGXFSZ at the first write beyond so many bytes of any file: what comes before it is written, and no more."""
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)  # Python ignores it
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))


def _countdown(at: int) -> Callable[[], None]:
    steps = itertools.count(1)

    def step() -> None:
        if next(steps) == at:
            os.kill(os.getpid(), signal.SIGKILL)

    return step


def _between(step: Callable[[], None], statement: str, work: Callable[[], Any]) -> Any:
    if statement.lstrip().upper().startswith(_READS):
        return work()
    step()
    done = work()
    step()
    return done
