"""Programs that die at a chosen step at their files: what came before is on the disk, what comes after never happened.

A step is the moment before and the moment after each statement, BEGIN and COMMIT among them.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, event


class Crash(BaseException):
    """The program is dead. No `except Exception` holds it up, as none holds up SIGKILL."""


class Program:
    """What a crash kills: the window, the sync process, central's server, an applier."""

    def __init__(self) -> None:
        self.dead = False
        self._left: int | None = None

    def dies_after(self, steps: int | None) -> None:
        """So many steps from now on; None: it lives."""
        self._left = steps

    def step(self) -> None:
        if self._left is not None:
            self._left -= 1
            self.dead = self.dead or self._left < 0
        if self.dead:
            raise Crash


_running: list[Program | None] = []


@contextmanager
def running(program: Program | None) -> Iterator[None]:
    """Every statement inside is a step of this program; with None, of nobody's: the simulator itself looks.

    Whatever a dying program still says on its way out, it is dead: `Crash`.
    """
    _running.append(program)
    try:
        yield
    except BaseException:
        if program is not None and program.dead:
            raise Crash from None
        raise
    finally:
        _running.pop()


@contextmanager
def steps_counted() -> Iterator[None]:
    """Programs can die meanwhile."""
    for moment in ("before_cursor_execute", "after_cursor_execute"):
        event.listen(Engine, moment, _step)
    try:
        yield
    finally:
        for moment in ("before_cursor_execute", "after_cursor_execute"):
            event.remove(Engine, moment, _step)


def _step(*_: Any) -> None:
    if _running and (program := _running[-1]) is not None:
        program.step()
