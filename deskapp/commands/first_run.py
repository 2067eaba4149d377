"""What a fresh installation can become: a workstation of the library, the demonstration, a library of its own."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import replace

from deskapp import joining
from deskapp import settings as kept
from deskapp.app.files import secrets_for
from deskapp.app.program import CENTRAL_VARIABLE
from deskapp.settings import EMBEDDED, Settings
from deskapp.wording.sentences import language_of, sentence

Begun = tuple[Settings, Sequence[tuple[str, str, str]]]
"""The settings to go on with, and the barcodes to try."""

Ask = Callable[..., object]
"""Shows the first page: takes how to read a code, the three ways, and how a fault is said."""


def is_fresh(settings: Settings) -> bool:
    """Whether nothing was ever set up here, and nobody has said where central is."""
    there = (settings.home / "settings.toml", settings.journal, settings.embedded_central)
    return settings.central == EMBEDDED and not any(path.exists() for path in there)


def begin(settings: Settings, ask: Ask) -> Begun | None:
    """Have `ask` show the first page; None when it was closed and nothing was set up."""

    def join(code: str, language: str) -> Begun:
        joined = joining.join(settings.home, code, secrets_for(settings), language)
        return replace(joined, insecure_key_file=settings.insecure_key_file), ()

    def demo(language: str) -> Begun:
        from deskapp.commands.demo import HINTS, make, of_demo

        shown = replace(of_demo(settings), language=language)
        if not shown.embedded_central.exists():
            make(shown)
        return shown, HINTS

    def own(language: str) -> Begun:
        mine = replace(settings, language=language)
        kept.save(mine)
        return mine, ()

    def say(fault: BaseException, language: str) -> str:
        return sentence(fault, language_of(language)) or ""

    found = ask(joining.read, join, demo, own, say)
    if not isinstance(found, tuple):
        return None
    os.environ[CENTRAL_VARIABLE] = found[0].central  # child processes go by it, and knew of no library so far
    return found
