"""`deskapp journal verify | export`."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from deskapp import app
from deskapp.settings import Settings
from deskapp.wording.sentences import language_of

_SAID = {
    "whole": ("El diario está entero: {n} anotaciones.", "The journal is whole: {n} entries."),
    "broken": (
        "La cadena del diario se rompe en la anotación {at}: algo se cambió, falta o sobra. El archivo sigue intacto.",
        "The journal's chain breaks at entry {at}: something was altered, is missing or was put in. The file was not "
        "touched.",
    ),
}


def add_to(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("journal", help="this workstation's journal").add_subparsers(
        required=True, metavar="WHAT"
    )
    verify_ = parser.add_parser("verify", help="follow the chain of hashes from the first entry to the last")
    verify_.add_argument("--json", action="store_true")
    verify_.set_defaults(run=verify)
    export_ = parser.add_parser("export", help="every entry as a line of JSON")
    export_.add_argument("--to", type=Path, metavar="FILE", help="default: standard output")
    export_.add_argument("--json", action="store_true", help="(the output is always lines of JSON)")
    export_.set_defaults(run=export)


def verify(settings: Settings, said: argparse.Namespace) -> int:
    journal = app.open_journal(settings, writer=not settings.journal.exists())
    broken, count = journal.broken_at(), sum(1 for _ in journal.entries())
    journal.close()
    if said.json:
        print(json.dumps({"entries": count, "broken_at": broken}))
    else:
        words = _SAID["whole" if broken is None else "broken"][language_of(settings.language) == "en"]
        print(words.format(n=count, at=broken))
    return 0 if broken is None else 1


def export(settings: Settings, said: argparse.Namespace) -> int:
    from deskapp.store.codec import encode

    journal = app.open_journal(settings, writer=not settings.journal.exists())
    out = said.to.open("wb") if said.to else sys.stdout.buffer
    for _, entry in journal.entries():
        out.write(encode(entry) + b"\n")
    out.flush()
    if said.to:
        out.close()
    journal.close()
    return 0
