"""What a benchmark gives: samples beside a floor or a rival measured in the same run, and the lines printed."""

from __future__ import annotations

import json
import os
import platform
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

MEMORY_FILES = ("tmpfs", "ramfs")


@dataclass(frozen=True, slots=True)
class Result:
    """One line. `floor` is the p50 of what nothing can beat, in the same unit; `note` is for people."""

    name: str
    unit: str
    p50: float
    p99: float
    floor: float | None = None
    note: str = ""
    rate: bool = False  # more is better

    @property
    def ratio(self) -> float | None:
        """How many times the floor: of times p50 over floor, of rates floor over p50. 1 is perfect."""
        if not self.floor or not self.p50:
            return None
        return self.floor / self.p50 if self.rate else self.p50 / self.floor

    def as_json(self) -> str:
        values = (self.name, self.unit, self.p50, self.p99, self.floor, self.ratio)
        said = {n: _short(v) for n, v in zip(("name", "unit", "p50", "p99", "floor", "ratio"), values, strict=True)}
        return json.dumps(said | ({"note": self.note} if self.note else {}), ensure_ascii=False)


def _short(value: object) -> object:
    return float(f"{value:.4g}") if isinstance(value, float) else value


def percentile(samples: Sequence[float], part: float) -> float:
    """The smallest sample that this part of all does not exceed."""
    ordered = sorted(samples)
    return ordered[min(len(ordered) - 1, max(0, round(part * len(ordered) + 0.5) - 1))] if ordered else 0.0


def times(name: str, samples: Sequence[float], floor: Sequence[float] = (), note: str = "", unit: str = "ms") -> Result:
    """A result from samples of the floor and of what is measured, in the unit."""
    half = percentile(floor, 0.5) if floor else None
    if floor:
        note = f"floor p99 {percentile(floor, 0.99):.3g} {unit}" + (f"; {note}" if note else "")
    return Result(name, unit, percentile(samples, 0.5), percentile(samples, 0.99), half, note)


def rates(name: str, samples: Sequence[float], floor: Sequence[float], unit: str, note: str = "") -> Result:
    """Rates: p99 is what 99 of 100 samples reach."""
    half = percentile(floor, 0.5)
    return Result(name, unit, percentile(samples, 0.5), percentile(samples, 0.01), half, note, rate=True)


def as_table(results: Sequence[Result]) -> str:
    """The results for people."""
    head = ("benchmark", "unit", "p50", "p99", "floor", "ratio", "")
    rows = [head, *(_cells(r) for r in results)]
    widths = [max(len(row[n]) for row in rows) for n in range(len(head) - 1)]
    lines = []
    for row in rows:
        cells = [row[0].ljust(widths[0]), row[1].ljust(widths[1])]
        cells += [row[n].rjust(widths[n]) for n in range(2, len(head) - 1)]
        lines.append(("  ".join(cells) + ("   " + row[-1] if row[-1] else "")).rstrip())
    return "\n".join(lines)


def _cells(r: Result) -> tuple[str, ...]:
    ratio = "" if r.ratio is None else f"{r.ratio:.2f}"
    return (r.name, r.unit, _number(r.p50), _number(r.p99), "" if r.floor is None else _number(r.floor), ratio, r.note)


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 1000 else f"{value:.3g}" if value < 10 else f"{value:.1f}"


@contextmanager
def clocked(into: list[float]) -> Iterator[None]:
    """Milliseconds of the block, appended."""
    began = time.perf_counter_ns()
    yield
    into.append((time.perf_counter_ns() - began) / 1e6)


def say(text: str) -> None:
    """Progress, never on standard output: that belongs to the results."""
    print(text, file=sys.stderr, flush=True)


def machine() -> str:
    """What the numbers were measured on, and how busy it was."""
    load = os.getloadavg()[0]
    model = next(
        (line.split(":")[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines() if "model name" in line),
        platform.machine(),
    )
    cores = len(os.sched_getaffinity(0))
    python, system = platform.python_version(), platform.platform()
    return f"{model}, {cores} cores, load {load:.1f} at the start; Python {python}, {system}"


def disk_of(folder: Path) -> str:
    """The kind of file system that a folder lies on; raises where it is memory: durability could not be measured."""
    best, kind = "", "?"
    for line in Path("/proc/mounts").read_text().splitlines():
        _, where, fs, *_ = line.split()
        if str(folder.resolve()).startswith(where) and len(where) > len(best):
            best, kind = where, fs
    if kind in MEMORY_FILES:
        raise RuntimeError(f"{folder} lies in memory ({kind}): choose a folder on a disk with --folder")
    return kind


def resident_mb(pid: int | None = None) -> float:
    """The memory that a process has in RAM now."""
    for line in Path(f"/proc/{pid or 'self'}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return 0.0


def peak_mb(pid: int | None = None) -> float:
    """The most memory that a process had in RAM."""
    for line in Path(f"/proc/{pid or 'self'}/status").read_text().splitlines():
        if line.startswith("VmHWM"):
            return int(line.split()[1]) / 1024
    return 0.0


Benchmark = Callable[["Setting"], Sequence[Result]]


@dataclass(frozen=True, slots=True)
class Setting:
    """What a benchmark is run with."""

    scale: str
    folder: Path
    say: Callable[[str], None] = say
    minutes: float = 10.0  # how long desks are at work
