"""What else a workstation may be doing while somebody scans: a pull of 5,000 rows at a time, or an applier's run.

Started by the window in the place of its sync process; says on standard output, as that does, when there is news.
"""

from __future__ import annotations

import json
import os
import random
import sys
import tempfile
import threading
import time
from dataclasses import replace
from pathlib import Path
from uuid import UUID

from deskapp.store.cache import Cache, Pulled
from tests.benchmarks.library import KEY, SCALES, MadeUp, raw_connection

ROWS = {"item": 2500, "loan": 2300, "patron": 200}
PAUSE = 0.1


def _say(**report: object) -> None:
    print(json.dumps({"state": "online", "detail": "", **report}), flush=True)


def pull(path: Path, scale: str) -> None:
    """Write the rows of a pull again and again, each time others, in one transaction as the sync process does."""
    cache, reader, made = Cache(path, KEY, writer=True), raw_connection(path), MadeUp(SCALES[scale])
    size = {"item": made.scale.items, "loan": made.scale.loans, "patron": made.scale.patrons}
    r = random.Random(1)
    found = "SELECT id, body FROM records WHERE kind = ? AND id >= ? ORDER BY id LIMIT ?"
    while True:
        known = cache.known()
        rows: list[Pulled] = []
        for kind, count in ROWS.items():
            first = made.id(kind, r.randrange(max(1, size[kind] - count)))
            for id, body in reader.execute(found, (kind, first.bytes, count)):
                rows.append(Pulled(kind, UUID(bytes=id), known.rev + len(rows) + 1, body))
        with cache.pulling():
            cache.put(rows)
            cache.set_known(replace(known, rev=rows[-1].rev, pulls=known.pulls + 1), {}, "bench")
        _say(pulled=len(rows))
        time.sleep(PAUSE)


def apply(folder: Path) -> None:
    """An embedded central that folds one batch after the other."""
    from deskapp.central.database import Database
    from tests.benchmarks.apply import Feed, pushed_locally, runs

    with tempfile.TemporaryDirectory(dir=folder) as place:
        database = Database.sqlite(Path(place) / "central.db", KEY)
        database.migrate()
        feed = Feed(seed=1)
        pushed_locally(database, feed.library())
        for _ in runs(database):
            pass
        while True:
            pushed_locally(database, feed.events(5000))
            for _ in runs(database):
                _say()


def _end_with_parent() -> None:
    sys.stdin.read()
    os._exit(0)


if __name__ == "__main__":
    threading.Thread(target=_end_with_parent, daemon=True).start()
    if sys.argv[1] == "pull":
        pull(Path(sys.argv[2]), sys.argv[3])
    else:
        apply(Path(sys.argv[2]))
