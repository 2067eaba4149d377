"""When central takes its time to answer, each desk asks it less often; a quick one is asked after each announcement."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from deskapp.sync.run import EASE, GATHER, Loop, gather
from deskapp.sync.session import Exchanged


class Central:
    """It announces something all the time, and takes `seconds` for each exchange."""

    def __init__(self, seconds: float) -> None:
        self._seconds, self.heeded, self._asked = seconds, list[float](), threading.Event()

    def exchange(self) -> Exchanged:
        time.sleep(self._seconds)
        self._asked.set()
        return Exchanged(0, 0, 1)

    def wait(self, rev: int, seconds: float) -> None:
        self._asked.wait()  # the first exchange tells how slow it is
        self.heeded.append(time.monotonic())

    def may_send(self) -> bool:
        return False

    def decided(self) -> bool:
        return True


@contextmanager
def asked(central: Any) -> Iterator[None]:
    loop = Loop(central, central, lambda _: None)
    worker = threading.Thread(target=loop.run)
    worker.start()
    yield
    loop.stop()
    worker.join()


def test_a_desk_leaves_a_slow_central_alone_for_longer_than_its_exchange_took() -> None:
    central = Central(0.1)
    with asked(central):
        time.sleep(1.0)
    pauses = [b - a for a, b in zip(central.heeded, central.heeded[1:], strict=False)]
    assert pauses
    assert min(pauses) >= EASE * 0.1


@given(st.floats(0, 1000))
def test_it_gathers_announcements_for_a_moment_at_least_and_never_for_long(took: float) -> None:
    least, most = GATHER
    assert least <= gather(took) <= most
    assert gather(took) == least or gather(took) >= min(took, most)
