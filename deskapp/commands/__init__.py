"""What administrators type: one module a command. Each takes the settings and the words typed, and gives the status."""

from __future__ import annotations

import argparse
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from deskapp.settings import Settings

_NAMES = ("demo", "central", "sync", "journal", "imports", "replay", "policy", "diagnose")


def add_to(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add every command's own arguments."""
    for name in _NAMES:
        import_module(f"deskapp.commands.{name}").add_to(subparsers)


def window(settings: Settings, said: argparse.Namespace) -> int:
    """Open the desk."""
    from deskapp.commands.window import open_window

    return open_window(settings)
