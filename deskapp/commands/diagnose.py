"""`deskapp diagnose`: what to send to support."""

from __future__ import annotations

import argparse
import json

from deskapp.settings import Settings


def add_to(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("diagnose", help="what to send to support; it names no person and no secret")
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(run=run)


def run(settings: Settings, said: argparse.Namespace) -> int:
    """Look at everything, also while the window is open; nothing is changed."""
    from deskapp.diagnosis import diagnose, now_utc
    from deskapp.wording.diagnosis_words import diagnosis_text
    from deskapp.wording.sentences import language_of

    found = diagnose(settings, now_utc())
    print(json.dumps(found) if said.json else diagnosis_text(found, language_of(settings.language)))
    return 0
