"""`deskapp`: the window, and what administrators type. Exit status 0, 1 (it failed; said why), 2 (usage)."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from deskapp import __version__, settings
from deskapp.app.program import CENTRAL_VARIABLE, source_folder
from deskapp.settings import Settings
from deskapp.wording.sentences import language_of, sentence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command."""
    os.environ["PYTHONPATH"] = str(source_folder())  # for child processes, wherever they are started
    parser = _parser()
    said = parser.parse_args(arguments)
    language = language_of(said.language)
    try:
        chosen = _settings(said)
        os.environ[CENTRAL_VARIABLE] = chosen.central
        status: int = said.run(chosen, said)
    except KeyboardInterrupt:
        return 1
    except BrokenPipeError:
        sys.stderr.close()
        return 1
    except Exception as fault:
        text = sentence(fault, language)
        if text is None:
            raise
        print(text, file=sys.stderr)
        return 1
    return status


def _settings(said: argparse.Namespace) -> Settings:
    home = said.home or settings.default_home()
    chosen = settings.load(home)
    given = {
        "central": said.central or os.environ.get(CENTRAL_VARIABLE),
        "workstation": said.workstation,
        "language": said.language,
        "staff": said.staff,
        "branch": said.branch,
    }
    chosen = replace(chosen, **{name: value for name, value in given.items() if value})
    if said.insecure_key_file:
        chosen = replace(chosen, insecure_key_file=True)
    return chosen


def _parser() -> argparse.ArgumentParser:
    from deskapp import commands

    parser = argparse.ArgumentParser(
        "deskapp", description="The circulation desk of a library. With no command it opens the window."
    )
    parser.add_argument("--version", action="version", version=f"deskapp {__version__}")
    parser.add_argument("--home", type=Path, metavar="DIR", help="the folder that holds everything of one workstation")
    parser.add_argument("--central", metavar="URL", help="postgresql://... or http://127.0.0.1:PORT, or 'embedded'")
    parser.add_argument("--workstation", metavar="NAME", help="this workstation's name (default: the machine's)")
    parser.add_argument("--branch", metavar="CODE", help="the branch where this desk stands")
    parser.add_argument("--staff", metavar="NAME", help="who is at the desk")
    parser.add_argument(
        "--language", choices=("es", "en"), help="of the window and of messages (default: the system's)"
    )
    parser.add_argument(
        "--insecure-key-file",
        action="store_true",
        help="INSECURE, for tests and the demo alone: keep the keys in a file of the home folder",
    )
    parser.set_defaults(run=commands.window)
    commands.add_to(parser.add_subparsers(metavar="COMMAND"))
    return parser
