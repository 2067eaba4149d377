"""The window of a workstation."""

from __future__ import annotations

import logging
import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

from deskapp.app.program import command, sync_command
from deskapp.app.workstation import Workstation, open_workstation
from deskapp.settings import Settings
from deskapp.wording.sentences import language_of, sentence

if TYPE_CHECKING:
    from deskapp.desk.desk import Desk

Hints = Sequence[tuple[str, str, str]]
"""Barcodes to try: Spanish label, English label, barcode."""


class NoDisplay(Exception):
    """There is no screen to open a window on."""


def open_window(settings: Settings, hints: Hints = ()) -> int:
    """Show the window first, then open the desk behind it; the exit status."""
    if not any(os.environ.get(v) for v in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")):
        raise NoDisplay
    from deskapp.commands.first_run import begin, is_fresh
    from ui.application import first_run, run
    from ui.diagnostics import Support
    from ui.first_run import Ways

    if is_fresh(settings):
        begun = begin(settings, lambda *ways: first_run(Ways(*ways), language_of(settings.language)))
        if begun is None:
            return 0
        settings, hints = begun
    log_to(settings)
    opened: list[Workstation] = []

    def open_desk() -> Desk:
        opened.append(open_workstation(settings))
        return opened[0].desk

    language = language_of(settings.language)
    calling = [*command(settings), "--language", language]
    try:
        return run(
            open_desk,
            sync_command(settings),
            language=language,
            idle_minutes=settings.idle_minutes,
            hints=hints,
            say_fault=lambda fault: sentence(fault, language) or "",
            reports=settings.home / "reports",
            scan_gap_ms=settings.scan_gap_ms,
            scan_prefix=settings.scan_prefix,
            scan_suffix=settings.scan_suffix,
            sound=settings.sound,
            notices=lambda: opened[0].notices,
            support=Support([*calling, "diagnose"], [*calling, "journal", "verify", "--json"]),
        )
    finally:
        for workstation in opened:
            workstation.close()


def log_to(settings: Settings) -> None:
    """A log that rotates; it names events and records by their ids, never persons."""
    from logging.handlers import RotatingFileHandler

    settings.home.mkdir(parents=True, exist_ok=True)
    handler = RotatingFileHandler(settings.log, maxBytes=1_000_000, backupCount=3, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(process)d %(levelname)s %(name)s %(message)s"))
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
