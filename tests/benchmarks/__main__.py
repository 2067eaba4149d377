"""`python -m tests.benchmarks [NAME...]`: measures, and prints a table for people or, with --json, an object a line.

Each benchmark runs in a process of its own. Nothing is asserted about times: they are read, beside their floor.
"""

from __future__ import annotations

import argparse
import importlib
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.library import SCALES, built, default_folder
from tests.benchmarks.measure import Result, Setting, as_table, disk_of, machine, say
from tests.benchmarks.screen import display

BENCHMARKS = {
    "scan": ("scan", "scan to painted panel, patrons with 30 loans"),
    "scan_busy": ("scan", "the same during pulls of 5,000 rows, and during an applier's run"),
    "check_out": ("check_out", "scan of an item to durable and painted"),
    "search": ("search", "search by name as one types"),
    "start": ("start", "start of the program to ready to scan, and its memory then"),
    "apply": ("apply", "central: events applied per second, PostgreSQL and SQLite"),
    "snapshot": ("snapshot", "first copy of a library into the encrypted file, beside a raw COPY"),
    "visible": ("visible", "commit at one desk to visible in another's cache"),
    "size": ("size", "a central with a long journal beside a tiny one: a desk's questions, whole copy, disk, memory"),
    "desks": ("desks", "two hundred desks at work: nothing lost, and how soon each sees the others' events"),
    "returning": ("returning", "ten desks coming back at once with 5,000 events each, while another works on"),
}
BY_NAME = ("size", "desks", "returning")
"""Those that take long: they run when they are named, and need no made-up library on this workstation."""

SIZE_ALONE = "tenth"


def main() -> int:
    said = _parser().parse_args()
    names = said.names or [name for name in BENCHMARKS if name not in BY_NAME]
    if unknown := [name for name in names if name not in BENCHMARKS]:
        say(f"There is no benchmark {', '.join(unknown)}; there are {', '.join(BENCHMARKS)}.")
        return 2
    if said.scale == SIZE_ALONE and names != ["size"]:
        say(f"The scale '{SIZE_ALONE}' is that of the benchmark size alone.")
        return 2
    folder = said.folder or default_folder()
    folder.mkdir(parents=True, exist_ok=True)
    if said.here:
        return _here(names[0], Setting(said.scale, folder, minutes=said.minutes))
    say(f"{machine()}\n{folder} on {disk_of(folder)}")
    if not set(names) <= set(BY_NAME):
        library = built(said.scale, folder)
        say(f"library '{said.scale}': {library.bytes / 1e6:,.0f} MB, built in {library.seconds:,.0f} s")
    results: list[Result] = []
    failed = False
    with display():
        for name in names:
            found = _apart(name, said.scale, folder, said.minutes)
            failed = failed or found is None
            results += found or []
            if said.json:
                print("".join(f"{r.as_json()}\n" for r in found or []), end="", flush=True)
    if not said.json:
        print(as_table(results))
    return 1 if failed else 0


def _parser() -> argparse.ArgumentParser:
    listed = "\n".join(f"  {name:<10} {what}" for name, (_, what) in BENCHMARKS.items())
    parser = argparse.ArgumentParser(
        "python -m tests.benchmarks",
        description=__doc__,
        epilog=f"benchmarks:\n{listed}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"which; without one all but {', '.join(BY_NAME)}")
    parser.add_argument("--json", action="store_true", help="one object a line: name, unit, p50, p99, floor, ratio")
    parser.add_argument("--scale", choices=(*SCALES, SIZE_ALONE), default="full", help="how large (default: full)")
    parser.add_argument("--minutes", type=float, default=10.0, help="how long the desks are at work (default: 10)")
    where = f"where the library is kept between runs (default: {Path(tempfile.gettempdir()) / 'deskapp-bench'})"
    parser.add_argument("--folder", type=Path, help=where)
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    return parser


def _here(name: str, setting: Setting) -> int:
    """One benchmark in this very process: its results whole, for the process that asked."""
    module = importlib.import_module(f"tests.benchmarks.{BENCHMARKS[name][0]}")
    for r in getattr(module, name)(setting):
        values = (r.name, r.unit, r.p50, r.p99, r.floor, r.note, r.rate)
        print(json.dumps(values), flush=True)
    return 0


def _apart(name: str, scale: str, folder: Path, minutes: float) -> list[Result] | None:
    """One benchmark in a process of its own: what one leaves in memory is not another's burden."""
    command = [sys.executable, "-m", "tests.benchmarks", name, "--here", "--scale", scale]
    command += ["--folder", str(folder), "--minutes", str(minutes)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, stdin=subprocess.DEVNULL)
    if done.returncode:
        say(f"{name} failed; the reason stands above.")
        return None
    return [Result(*json.loads(line)) for line in done.stdout.splitlines()]


if __name__ == "__main__":
    sys.exit(main())
