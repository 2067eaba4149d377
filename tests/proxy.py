"""A real TCP proxy between a desk and central: it hangs, refuses, is slow, or cuts the answer off."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum

_RESET = struct.pack("ii", 1, 0)  # close sends RST at once, as a vanished machine's router does


class Road(StrEnum):
    """What happens to what is sent."""

    OPEN = "open"
    HANGS = "hangs"  # half-open: connections stand and are accepted, nothing passes
    REFUSES = "refuses"  # every connection is reset
    MUTE = "mute"  # questions arrive; the connection is reset instead of the answer
    SLOW = "slow"  # everything comes a tenth of a second later, in small pieces


class Proxy:
    """Listens on 127.0.0.1; `road` may be changed at any time."""

    def __init__(self, host: str, port: int) -> None:
        self._target = (host, port)
        self.road = Road.OPEN
        self._changed = threading.Condition()
        self._open: set[socket.socket] = set()
        self._stopped = False
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def becomes(self, road: Road) -> None:
        """From now on; a road that refuses also breaks the connections there are."""
        with self._changed:
            self.road = road
            self._changed.notify_all()
        if road is Road.REFUSES:
            self.cut()

    def cut(self) -> None:
        """Reset every connection there is."""
        for one in list(self._open):
            self._reset(one)

    def stop(self) -> None:
        self._stopped = True
        self.becomes(Road.REFUSES)
        self._listener.close()

    def _accept(self) -> None:
        while not self._stopped:
            try:
                near = self._listener.accept()[0]
            except OSError:
                return
            threading.Thread(target=self._serve, args=(near,), daemon=True).start()

    def _serve(self, near: socket.socket) -> None:
        self._open.add(near)
        with self._changed:
            self._changed.wait_for(lambda: self.road is not Road.HANGS)
        if self.road is Road.REFUSES:
            return self._reset(near)
        try:
            far = socket.create_connection(self._target, timeout=10)
        except OSError:
            return self._reset(near)
        far.settimeout(None)
        self._open.add(far)
        threading.Thread(target=self._pump, args=(near, far, False), daemon=True).start()
        self._pump(far, near, True)

    def _pump(self, source: socket.socket, to: socket.socket, answers: bool) -> None:
        try:
            while data := source.recv(65536):
                with self._changed:
                    self._changed.wait_for(lambda: self.road is not Road.HANGS)
                if answers and self.road is Road.MUTE:
                    break
                self._send(to, data)
        except OSError:
            pass
        self._reset(source)
        self._reset(to)

    def _send(self, to: socket.socket, data: bytes) -> None:
        if self.road is not Road.SLOW:
            return to.sendall(data)
        step = max(1, len(data) // 3)
        for start in range(0, len(data), step):
            with self._changed:
                self._changed.wait_for(lambda: self.road is not Road.SLOW, timeout=0.05)
            to.sendall(data[start : start + step])

    def _reset(self, one: socket.socket) -> None:
        self._open.discard(one)
        try:
            one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
            one.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
        one.close()


@contextmanager
def a_proxy(host: str, port: int) -> Iterator[Proxy]:
    proxy = Proxy(host, port)
    try:
        yield proxy
    finally:
        proxy.stop()
