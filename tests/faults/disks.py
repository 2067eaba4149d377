"""A small disk that can be filled and emptied; and damage to the middle of a file."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Engine, event

from deskapp.store import cipher
from deskapp.store.pages import PAGE


class Disk:
    """A file system of its own in memory; where nobody may mount one, SQLite is told that there are no more pages."""

    def __init__(self, folder: Path, mounted: bool) -> None:
        self.folder, self._mounted = folder, mounted
        self._taken: list[Path] = []  # without a mount: it is full as long as each of these is there
        self._filler = folder / "filler"

    def fill(self) -> None:
        """Take all the room that is left."""
        self._filler.touch()
        self._taken = [self._filler, *self.folder.rglob("ballast")]
        if not self._mounted:
            return
        with self._filler.open("ab", buffering=0) as file:
            try:
                while file.write(b"\0" * PAGE):
                    pass
            except OSError as fault:
                if fault.errno != errno.ENOSPC:
                    raise

    def free(self) -> None:
        self._filler.unlink()

    @property
    def _is_full(self) -> bool:
        return bool(self._taken) and all(path.exists() for path in self._taken)

    def no_more_pages(self, connection: Any, cursor: Any, statement: str, *_: Any) -> None:
        if statement.startswith("BEGIN IMMEDIATE") and self._holds(cursor):
            pages = 1 if self._is_full else 2**30
            cursor.execute(f"PRAGMA max_page_count = {pages}")

    def no_log(self, connection: Any) -> None:
        if self._is_full and self._holds(connection.cursor()):
            raise sqlcipher.OperationalError("database or disk is full")
        connection.execute("PRAGMA journal_mode = WAL")

    def _holds(self, cursor: Any) -> bool:
        return str(cursor.execute("PRAGMA database_list").fetchone()[2]).startswith(str(self.folder))


@contextmanager
def a_small_disk(folder: Path, megabytes: int) -> Iterator[Disk]:
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder)]
    mounted = bool(shutil.which("mount")) and not subprocess.run(command, capture_output=True, check=False).returncode
    disk = Disk(folder, mounted)
    try:
        if mounted:
            yield disk
            return
        event.listen(Engine, "before_cursor_execute", disk.no_more_pages)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(cipher, "_into_wal", disk.no_log)
            yield disk
    finally:
        if mounted:
            subprocess.run(["umount", "--lazy", str(folder)], check=True)
        else:
            event.remove(Engine, "before_cursor_execute", disk.no_more_pages)


def damage(path: Path) -> None:
    """Overwrite something on each page in the middle third of a file, and of its write-ahead log."""
    for file in (path, Path(f"{path}-wal")):
        with suppress(FileNotFoundError), file.open("r+b") as content:
            pages = os.fstat(content.fileno()).st_size // PAGE
            for page in range(pages // 3, 2 * pages // 3):
                content.seek(page * PAGE + 1000)
                content.write(b"damage" * 20)
