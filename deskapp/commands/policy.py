"""`deskapp policy check | export | import`."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from deskapp.app.central import central_database, open_central, set_up_library
from deskapp.app.files import open_cache
from deskapp.commands import explain
from deskapp.settings import Settings
from deskapp.wording.sentences import Language, language_of

if TYPE_CHECKING:
    from deskapp.domain.problem import Problem
    from deskapp.domain.rules import Library

_SAID = {
    "good": ("{file}: todo correcto.", "{file}: all is well."),
    "found": (
        "{file}: errores: {fatal}; avisos: {warnings}.",
        "{file}: errors: {fatal}; warnings: {warnings}.",
    ),
    "warning": ("aviso", "warning"),
    "not_taken": (
        "No se ha cambiado nada. Corrija los errores y vuelva a importarlo.",
        "Nothing was changed. Correct the errors and import it again.",
    ),
    "taken": (
        "La configuración {revision} está anotada en la central; cada puesto la tendrá en su próximo intercambio.",
        "The set-up {revision} is recorded at central; each workstation has it from its next exchange on.",
    ),
    "rehearsed": ("Ensayo: no se ha guardado nada.", "Rehearsal: nothing was kept."),
    "copy": (
        "No se ha podido preguntar a la central: esta es la copia de este puesto, y puede no ser la última.",
        "Central could not be asked: this is the copy that this workstation holds, and may not be the latest.",
    ),
    "written": ("{file} está escrito.", "{file} is written."),
}


class NoSetUp(Exception):
    """Neither central nor this workstation holds a library's set-up."""


def add_to(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("policy", help="the library's set-up: branches, calendars, policies").add_subparsers(
        required=True, metavar="WHAT"
    )
    check_ = parser.add_parser("check", help="say everything that is wrong with a set-up in a file")
    check_.add_argument("file", type=Path, metavar="FILE")
    check_.add_argument("--json", action="store_true")
    check_.set_defaults(run=check)
    export_ = parser.add_parser("export", help="write the set-up that holds now")
    export_.add_argument(
        "file", type=Path, nargs="?", metavar="FILE.toml|FILE.json", help="default: standard output, as TOML"
    )
    export_.set_defaults(run=export)
    import_ = parser.add_parser("import", help="check a set-up in a file, and make it hold at central")
    import_.add_argument("file", type=Path, metavar="FILE")
    import_.add_argument("--dry-run", action="store_true", help="check it alone")
    import_.set_defaults(run=take_in)
    explain.add_to(parser)


# check


def check(settings: Settings, said: argparse.Namespace) -> int:
    """Name every problem of the file; 1 if there is one with which it cannot hold."""
    _, found = _checked(said.file)
    language = language_of(settings.language)
    if said.json:
        print(json.dumps(_as_json(found, language), ensure_ascii=False, sort_keys=True))
    else:
        print("\n".join(_report(said.file, found, language)))
    return 1 if _fatal(found) else 0


def _checked(file: Path) -> tuple[Library | None, list[Problem]]:
    """The library of a file, its public holidays not yet written out, and all that is wrong with it."""
    from deskapp.set_up.library_file import BadLibrary, all_problems, read_library

    try:
        library = read_library(file)
    except BadLibrary as fault:
        return None, list(fault.problems)
    return library, all_problems(library)


def _fatal(found: list[Problem]) -> int:
    return sum(problem.fatal for problem in found)


def _report(file: Path, found: list[Problem], language: Language) -> list[str]:
    from deskapp.wording.set_up_words import problem_words

    words = {name: texts[language == "en"] for name, texts in _SAID.items()}
    if not found:
        return [words["good"].format(file=file)]
    counts = {"fatal": _fatal(found), "warnings": len(found) - _fatal(found)}
    marks = {True: "", False: f"({words['warning']}) "}
    lines = [f"  {marks[p.fatal]}{problem_words(p, language)}" for p in found]
    return [words["found"].format(file=file, **counts), *lines]


def _as_json(found: list[Problem], language: Language) -> dict[str, object]:
    from deskapp.wording.set_up_words import reason_words

    rows = [
        {
            "where": problem.where,
            "code": problem.code,
            "facts": dict(problem.facts),
            "fatal": problem.fatal,
            "text": reason_words(problem, language),
        }
        for problem in found
    ]
    return {"problems": rows, "errors": _fatal(found), "warnings": len(found) - _fatal(found)}


# import


def take_in(settings: Settings, said: argparse.Namespace) -> int:
    """Make the set-up of a file the one that holds, under a revision of its own, unless something is wrong with it."""
    language = language_of(settings.language)
    words = {name: texts[language == "en"] for name, texts in _SAID.items()}
    library, found = _checked(said.file)
    if found:
        print("\n".join(_report(said.file, found, language)), file=sys.stderr)
    if library is None or _fatal(found):
        print(words["not_taken"], file=sys.stderr)
        return 1
    now = datetime.now(UTC)
    library = _to_hold(library, now)
    if said.dry_run:
        print(words["rehearsed"])
        return 0
    database = open_central(settings)
    try:
        set_up_library(database, library, replace=True)
    finally:
        database.close()
    print(words["taken"].format(revision=library.revision))
    return 0


def to_hold(file: Path, now: datetime) -> Library:
    """The library of a file, ready to be recorded. Raises `BadLibrary` if anything fatal is wrong with it."""
    from deskapp.set_up.library_file import BadLibrary

    library, found = _checked(file)
    if library is None or _fatal(found):
        raise BadLibrary(file, [problem for problem in found if problem.fatal])
    return _to_hold(library, now)


def _to_hold(library: Library, now: datetime) -> Library:
    """With its public holidays written out, under a new revision."""
    from deskapp.set_up.library_file import with_public_days

    return replace(with_public_days(library, _day(now)), revision=revision_at(now))


def _day(now: datetime) -> date:
    return now.astimezone(UTC).date()


def revision_at(now: datetime) -> str:
    """What a set-up recorded at a moment is called: that moment in UTC, ISO 8601, to the millisecond."""
    return f"{now.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='milliseconds')}Z"


# export


def export(settings: Settings, said: argparse.Namespace) -> int:
    """Write the set-up that central holds; where it cannot be asked, the copy of this workstation."""
    from deskapp.set_up.library_file import write_library, written

    words = {name: texts[language_of(settings.language) == "en"] for name, texts in _SAID.items()}
    library = _at_central(settings)
    if library is None:
        library = _in_cache(settings)
        print(words["copy"], file=sys.stderr)
    if said.file:
        write_library(said.file, library)
        print(words["written"].format(file=said.file), file=sys.stderr)
    else:
        print(written(library, "toml"), end="")
    return 0


def _at_central(settings: Settings) -> Library | None:
    """What central's database holds; None where there is none, or where this workstation may not read it."""
    from sqlalchemy import select
    from sqlalchemy.exc import DBAPIError

    from deskapp.central.schema import records
    from deskapp.domain.values import LIBRARY
    from deskapp.store.codec import read_record

    if not settings.central.startswith("postgresql") and not settings.embedded_central.exists():
        return None
    database = central_database(settings)
    try:
        with database.read() as connection:
            body = connection.execute(select(records.c.body).where(records.c.id == LIBRARY)).scalar()
    except DBAPIError:
        return None
    finally:
        database.close()
    found: Library | None = read_record("library", body).library if body else None
    return found


def _in_cache(settings: Settings) -> Library:
    """The workstation's copy. Raises `NoSetUp` if it has none."""
    from deskapp.domain.values import LIBRARY

    if not settings.cache.exists():
        raise NoSetUp
    cache = open_cache(settings, writer=False, notices=[])
    try:
        found = cache.get("library", LIBRARY)
    finally:
        cache.close()
    if found is None:
        raise NoSetUp
    library: Library = found.library
    return library
