"""`deskapp central overnight`."""

from __future__ import annotations

import argparse
import json
from contextlib import closing

from deskapp.app.central import central_database, central_now
from deskapp.settings import EMBEDDED, Settings


def overnight(settings: Settings, said: argparse.Namespace) -> int:
    """The night's work, for a timer to call; a second run finds nothing left to do."""
    from dataclasses import asdict

    from deskapp.central.history import forget_history
    from deskapp.commands.central.privacy import settling
    from deskapp.jobs.overnight import work_overnight
    from deskapp.jobs.upkeep import keep_up

    done = asdict(work_overnight(settings))
    with closing(central_database(settings)) as database:
        done |= asdict(forget_history(database, settling(database), central_now))
    if settings.central == EMBEDDED:
        keep_up(settings)
    if said.json:
        print(json.dumps(done, sort_keys=True))
    else:
        for name, count in done.items():
            print(f"{name:>12}  {count}")
    return 0
