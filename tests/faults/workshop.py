"""Where histories are lived: a folder in memory with a prepared library, ids from a seed, and nothing in threads."""

from __future__ import annotations

import random
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import update

from deskapp.central.schema import settings
from deskapp.sync import copying
from tests.desks import Place, a_small_library, ids_from, new_id, sync

BRANCHES = ("MAIN", "EAST", "MAIN", "PORT", "EAST", "MAIN")
_FAST = Path("/dev/shm")  # memory: durability is proved by the tests that kill processes


class Ids:
    """Ids that rise, as UUIDv7 do, and are the same for the same seed."""

    def __init__(self, seed: int, first: int) -> None:
        self._random, self._n = random.Random(f"ids {seed}"), first

    def __call__(self) -> UUID:
        self._n += 1
        return UUID(int=self._n << 80 | 0x7 << 76 | 0x2 << 62 | self._random.getrandbits(62))


def prepare(folder: Path) -> None:
    """A central with the small library and six workstations that know it, to be copied for each history."""
    with ids_from(Ids(0, 0x019A_0000_0000)):
        place = Place(folder)
        with place.database.write() as c:
            c.execute(update(settings).where(settings.c.name == "epoch").values(value=str(new_id())))
        a_small_library(place)
        desks = [place.workstation(f"desk-{n}", branch) for n, branch in enumerate(BRANCHES, 1)]
        sync(place, *desks)
        for one in desks:
            for file in (one.journal, one.writer, one.overlay.cache):
                file.close()
        place.database.close()
    shutil.rmtree(folder / "setup")


@contextmanager
def a_workshop() -> Iterator[Path]:
    """A folder in memory with the prepared library, in which histories are lived."""
    with tempfile.TemporaryDirectory(dir=_FAST if _FAST.is_dir() else None, prefix="faults-") as name:
        folder = Path(name)
        (folder / "prepared").mkdir()
        prepare(folder / "prepared")
        yield folder


@contextmanager
def one_thread() -> Iterator[None]:
    """A whole copy reads its pages ahead in a thread; here they come one by one, so that a seed is a history."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(copying, "ahead", lambda make: make())
        yield
