"""Calling PostgreSQL's own programs: found wherever the system keeps them, no password on a command line."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from psycopg.conninfo import conninfo_to_dict, make_conninfo

DEBIAN = Path("/usr/lib/postgresql")


class NoProgram(Exception):
    """A program of PostgreSQL is not installed."""

    def sentence(self, language: str) -> str:
        return {
            "es": f"En este equipo no está {self}, que viene con PostgreSQL. No se ha cambiado nada. Instale el "
            "paquete postgresql-client (de la versión del servidor o más nueva) y repita.",
            "en": f"{self} is not on this machine; it comes with PostgreSQL. Nothing was changed. Install the package "
            "postgresql-client (of the server's version or newer) and try again.",
        }[language]


class ProgramFailed(Exception):
    """A program of PostgreSQL did not do its work. `said`: its last line."""

    def __init__(self, name: str, said: str) -> None:
        self.name, self.said = name, said.strip().rpartition("\n")[2]
        super().__init__(f"{name}: {self.said}")

    def sentence(self, language: str) -> str:
        return {
            "es": f"{self.name} no ha terminado: {self.said}. La central sigue como estaba; lo que quedó a medias se "
            "ha borrado. Corrija la causa y repita.",
            "en": f"{self.name} did not finish: {self.said}. Central is as it was; what was half done was removed. "
            "Remove the cause and try again.",
        }[language]


def without_password(url: str) -> str:
    """The same connection for a command line, which everybody on the machine can read."""
    return make_conninfo("", **{k: v for k, v in conninfo_to_dict(url).items() if k != "password"})


def run(name: str, url: str, *words: str) -> None:
    """Run a program with the connection that `url` names. Raises `NoProgram`, `ProgramFailed`."""
    secret = conninfo_to_dict(url).get("password")
    environment = os.environ | ({"PGPASSWORD": str(secret)} if secret else {})
    _run([_found(name), "--no-password", f"--dbname={without_password(url)}", *words], environment)


def contents(path: Path) -> None:
    """Read a dump's list of contents, to see that it is one and ends where it should."""
    _run([_found("pg_restore"), "--list", str(path)], dict(os.environ))


def _run(command: Sequence[str], environment: dict[str, str]) -> None:
    done = subprocess.run(command, env=environment, capture_output=True, text=True, errors="replace", check=False)
    if done.returncode:
        raise ProgramFailed(Path(command[0]).name, done.stderr)


def _found(name: str) -> str:
    """In PATH; else the newest that Debian keeps elsewhere."""
    debian = sorted(DEBIAN.glob(f"*/bin/{name}"), key=lambda path: float(path.parts[-3]))
    found = shutil.which(name) or (str(debian[-1]) if debian else None)
    if found is None:
        raise NoProgram(name)
    return found
