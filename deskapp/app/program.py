"""This very program: where it lies, and how it calls itself as a child process."""

from __future__ import annotations

import sys
from pathlib import Path

from deskapp.settings import Settings

CENTRAL_VARIABLE = "DESKAPP_CENTRAL"
"""Names central to child processes: a URL may hold a secret, and command lines can be read by everybody."""


def command(settings: Settings) -> list[str]:
    """How to call this very program again, for the same workstation; central's URL goes by the environment."""
    flags = ["--home", str(settings.home), "--workstation", settings.workstation]
    if settings.insecure_key_file:
        flags.append("--insecure-key-file")
    return [sys.executable, "-m", "deskapp", *flags]


def sync_command(settings: Settings) -> list[str]:
    """The child process that the window keeps running."""
    return [*command(settings), "sync", "run"]


def source_folder() -> Path:
    """The folder that holds `deskapp`, `ui` and `resources`."""
    return Path(__file__).resolve().parents[2]


def resources() -> Path:
    """The folder of icons, translations and the demonstration's library."""
    return source_folder() / "resources"
