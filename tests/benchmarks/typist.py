"""A scanner, as the X server sees one: types each line of its standard input with XTEST, a key every few milliseconds.

It answers with the moment at which it sent the last key, and the longest pause between two: nanoseconds, monotonic.
"""

from __future__ import annotations

import ctypes
import subprocess
import sys
import time

GAP = 0.008  # scanners send a key every 7 to 16 ms


def main() -> None:
    x, xtst = ctypes.CDLL("libX11.so.6"), ctypes.CDLL("libXtst.so.6")
    x.XOpenDisplay.restype = ctypes.c_void_p
    x.XKeysymToKeycode.restype = ctypes.c_ubyte
    display = ctypes.c_void_p(x.XOpenDisplay(None))
    if not display.value:
        raise SystemExit("there is no X display")
    codes = {c: x.XKeysymToKeycode(display, ctypes.c_ulong(ord(c))) for c in "0123456789"}
    enter = x.XKeysymToKeycode(display, ctypes.c_ulong(0xFF0D))

    def press(code: int) -> None:
        for down in (1, 0):
            xtst.XTestFakeKeyEvent(display, code, down, ctypes.c_ulong(0))
        x.XFlush(display)

    print("ready", flush=True)
    for line in sys.stdin:
        longest, sent = 0, time.monotonic_ns()
        before = sent
        for code in (*(codes[c] for c in line.strip()), enter):
            sent = time.monotonic_ns()
            longest, before = max(longest, sent - before), sent
            press(code)
            time.sleep(GAP)
        print(sent, longest, flush=True)


class Typist:
    """The other end: hands a barcode over, and reads when its last key went."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.benchmarks.typist"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert self._process.stdin
        assert self._process.stdout
        self._in, self._out = self._process.stdin, self._process.stdout
        self.longest_ms = 0.0  # pause in the last scan: on a busy machine this scanner falters, as no real one does
        if self._out.readline() != "ready\n":
            raise RuntimeError("nothing can be typed: X11's libXtst is missing, or there is no display")

    def type(self, barcode: str) -> None:
        self._in.write(f"{barcode}\n")
        self._in.flush()

    def sent(self) -> int:
        """When the last key went; waits for it."""
        sent, longest = map(int, self._out.readline().split())
        self.longest_ms = longest / 1e6
        return sent

    def close(self) -> None:
        self._in.close()
        self._process.wait()


if __name__ == "__main__":
    main()
