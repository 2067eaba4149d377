"""`deskapp import marc | patrons`."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from deskapp.settings import Settings
from deskapp.wording.sentences import Language, language_of

if TYPE_CHECKING:
    from deskapp.jobs.job import Tally

_SAID = {
    "counts": (
        "{created} nuevos, {updated} cambiados, {unchanged} sin cambios, {refused} rechazados",
        "{created} created, {updated} updated, {unchanged} unchanged, {refused} refused",
    ),
    "rehearsed": (
        "Ensayo: no se ha guardado nada.",
        "Rehearsal: nothing was kept.",
    ),
    "refused": ("Rechazados:", "Refused:"),
    "record": ("registro {record}", "record {record}"),
    "line": ("línea {line}", "line {line}"),
    "offset": ("byte {offset}", "byte {offset}"),
}


def add_to(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("import", help="take in titles or patrons from a file").add_subparsers(
        required=True, metavar="WHAT"
    )
    marc_ = parser.add_parser("marc", help="MARC 21 titles with their items")
    marc_.add_argument(
        "--items",
        default="949",
        metavar="LAYOUT",
        help="where the items are: 949, 952, 999, 852, or TAG:barcode=i,call_number=a,type=t,branch=m,collection=l",
    )
    marc_.set_defaults(run=marc)
    patrons_ = parser.add_parser("patrons", help="patrons from CSV, under Koha's column names or a mapping's")
    patrons_.add_argument(
        "--mapping", type=Path, metavar="FILE.toml", help="which of the file's columns is which field"
    )
    patrons_.set_defaults(run=patrons)
    for one in (marc_, patrons_):
        one.add_argument("file", type=Path)
        one.add_argument("--dry-run", action="store_true", help="run the import and roll it back")
        one.add_argument("--json", action="store_true")


def marc(settings: Settings, said: argparse.Namespace) -> int:
    from deskapp.exchange.item_layout import ItemLayout, LayoutNotUnderstood
    from deskapp.jobs.imports import import_marc

    try:
        layout = ItemLayout.parse(said.items)
    except LayoutNotUnderstood as fault:
        print(f"--items: {fault}", file=sys.stderr)
        return 2
    language = language_of(settings.language)
    return _report(import_marc(settings, said.file, layout, said.dry_run, language, _progress), said, language)


def patrons(settings: Settings, said: argparse.Namespace) -> int:
    from deskapp.jobs.imports import import_patrons

    language = language_of(settings.language)
    return _report(import_patrons(settings, said.file, said.mapping, said.dry_run, language, _progress), said, language)


def _progress(done: int, total: int) -> None:
    if sys.stderr.isatty():
        print(f"\r{100 * done // max(total, 1):3d} %", end="" if done < total else "\n", file=sys.stderr, flush=True)


def _report(tally: Tally, said: argparse.Namespace, language: Language) -> int:
    if said.json:
        counts = {"created": tally.created, "updated": tally.updated, "unchanged": tally.unchanged}
        rest = {"refused": tally.refused, "warnings": tally.warnings, "dry_run": said.dry_run, **tally.parts}
        print(json.dumps(counts | rest, ensure_ascii=False, sort_keys=True))
        return 0
    words = {name: texts[language == "en"] for name, texts in _SAID.items()}
    counted = {"created": tally.created, "updated": tally.updated, "unchanged": tally.unchanged}
    print(words["counts"].format(**counted, refused=len(tally.refused)))
    for part, counts in tally.parts.items():
        print(f"  {part}: " + words["counts"].format(**counts, refused="-"))
    for code, count in tally.warnings.items():
        print(f"  ! {code}: {count}")
    if tally.refused:
        print(words["refused"])
    for one in tally.refused:
        places = [words[p].format(**one) for p in ("record", "line", "offset") if one.get(p) is not None]
        print(f"  {', '.join(places)} {one['key']}: {one['reason']}")
    if said.dry_run:
        print(words["rehearsed"])
    return 0
