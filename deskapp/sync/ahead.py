"""Reading ahead: while one page is written, the next is already on its way."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Generator
from contextlib import closing
from typing import TypeVar

T = TypeVar("T")
DEPTH = 2
"""Pages that may wait: what bounds the memory."""

_LOOK = 0.1


def ahead(make: Callable[[], Generator[T, None, None]]) -> Generator[T, None, None]:
    """What the generator gives, made in a thread of its own; closing this one ends it. Faults are raised here."""
    pages: queue.Queue[T | BaseException | None] = queue.Queue(DEPTH)
    over = threading.Event()

    def put(page: T | BaseException | None) -> bool:
        while not over.is_set():
            try:
                pages.put(page, timeout=_LOOK)
                return True
            except queue.Full:
                continue
        return False

    def read() -> None:
        try:
            with closing(make()) as made:
                for page in made:
                    if not put(page):
                        return
            put(None)
        except BaseException as fault:  # whoever waits for pages must hear of everything
            put(fault)

    threading.Thread(target=read, daemon=True).start()
    try:
        while (page := pages.get()) is not None:
            if isinstance(page, BaseException):
                raise page
            yield page
    finally:
        over.set()
