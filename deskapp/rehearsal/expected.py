"""Whether a rehearsal came out as its scenario expects."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def differences(said: Any, expected: Any, where: str = "") -> Iterator[str]:
    """Each place where something else came out. Members that are not expected may be anything; lists are as long as
    expected."""
    if isinstance(expected, dict):
        for name, value in expected.items():
            inner = f"{where}.{name}" if where else name
            if not isinstance(said, dict) or name not in said:
                yield f"{inner} is missing"
            else:
                yield from differences(said[name], value, inner)
    elif isinstance(expected, list) and isinstance(said, list | tuple):
        if len(said) != len(expected):
            yield f"{where}: {len(expected)} expected, {len(said)} came out"
        for n, (one, value) in enumerate(zip(said, expected, strict=False), 1):
            yield from differences(one, value, f"{where}[{n}]")
    elif said != expected:
        yield f"{where}: {expected!r} expected, {said!r} came out"
