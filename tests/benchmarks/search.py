"""Search by name as one types, beside the bare FTS5 query for the same letters."""

from __future__ import annotations

import random
import time

from deskapp.domain.barcode import folded
from tests.benchmarks.library import Built, built, raw_connection
from tests.benchmarks.measure import Result, Setting, times
from tests.benchmarks.screen import a_home, open_desk
from tests.benchmarks.wording import Words

NAMES = 100


def search(setting: Setting) -> list[Result]:
    """Every keystroke from the second letter on, for patrons drawn by chance."""
    library = built(setting.scale, setting.folder, setting.say)
    raw = raw_connection(library.cache)
    samples: list[float] = []
    floor: list[float] = []
    short: list[float] = []
    with a_home(library) as settings:
        desk, journal = open_desk(settings)
        for name in _names(library):
            for end in range(2, len(name) + 1):
                typed = name[:end]
                began = time.perf_counter_ns()
                desk.search(typed)
                samples.append((time.perf_counter_ns() - began) / 1e6)
                if end <= 3:
                    short.append(samples[-1])
                match = " ".join(f'"{word}"*' for word in folded(typed).split())
                began = time.perf_counter_ns()
                raw.execute("SELECT rowid FROM words WHERE words MATCH ? LIMIT 12", (match,)).fetchall()
                floor.append((time.perf_counter_ns() - began) / 1e6)
        journal.close()
    note = f"{len(samples)} keystrokes, {library.made.scale.patrons:,} patrons, {library.made.scale.titles:,} titles"
    return [times("search", samples, floor, note), times("search.first_letters", short, note="two or three letters")]


def _names(library: Built) -> list[str]:
    r, words = random.Random(5), Words(library.made.seed)
    return [f"{words.given(r).split()[0]} {words.surnames(r).split()[0]}" for _ in range(NAMES)]
