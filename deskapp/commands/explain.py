"""`deskapp policy explain`: which rule, why this due date, why this fee."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from deskapp.app.files import open_cache, open_journal
from deskapp.commands.unexplained import Unexplained
from deskapp.settings import Settings
from deskapp.wording.sentences import Language, language_of

if TYPE_CHECKING:
    from deskapp.domain.records import Loan
    from deskapp.domain.rules import Library
    from deskapp.domain.told import Explanation
    from deskapp.rehearsal.explained import Explained

_DESCRIPTION = """\
Of a case, which needs no record: when an item lent now would be due, with every term and the line of the policy table
that says it; with --returned, the fee and the suspension that would follow.

  deskapp policy explain --library library.toml --category ADULT --item-type DVD --at 2026-12-04T10:00

Of what happened in a scenario (see `deskapp replay --help`): a loan's due date and fee; a patron's blocks, suspension
and charges; or the place of a request in its queue.

  deskapp policy explain SCENARIO.json --item I1

Times are ISO 8601, in the branch's time zone where they name none. --json prints for each explanation what it is about,
the result (a moment in UTC, integer minor units, the last day of a suspension), the lines with their facts, and the
sentences."""


def add_to(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `explain` to the commands of `deskapp policy`."""
    parser = subparsers.add_parser(
        "explain",
        help="which rule, why this due date, why this fee",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        description=_DESCRIPTION,
    )
    later = argparse.SUPPRESS  # `deskapp` itself takes these too: what was said there stands
    parser.add_argument("scenario", type=Path, nargs="?", metavar="SCENARIO.json")
    parser.add_argument("--at", metavar="TIME", help="default: now; of a scenario, its end")
    parser.add_argument("--branch", metavar="CODE", default=later, help="where it is lent")
    case = parser.add_argument_group("a case")
    case.add_argument(
        "--library", type=Path, metavar="FILE", help="a set-up, .toml or .json (default: this workstation's)"
    )
    case.add_argument("--category", metavar="CODE", help="of the patron")
    case.add_argument("--item-type", metavar="CODE")
    case.add_argument("--owner", metavar="CODE", help="the branch whose item it is (default: the lending branch)")
    case.add_argument("--collection", metavar="CODE", default="")
    case.add_argument("--expires", metavar="DAY", help="the last day of the patron's card")
    case.add_argument("--requested", action="store_true", help="somebody else waits for the title")
    case.add_argument("--returned", metavar="TIME", help="when it comes back: the fee and the suspension that follow")
    happened = parser.add_argument_group("what happened in a scenario")
    happened.add_argument("--item", metavar="BARCODE", help="its loan that is open, else the last one")
    happened.add_argument("--loan", type=int, metavar="N", help="the item's n-th loan, from 1")
    happened.add_argument("--patron", metavar="CARD", help="blocks, suspension and charges")
    happened.add_argument("--request", metavar="TITLE", help="the place in the queue of the patron's request")
    parser.add_argument("--language", choices=("es", "en"), default=later)
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(run=explain)


def explain(settings: Settings, said: argparse.Namespace) -> int:
    """Print the explanation; status 2 when the words typed do not say of what."""
    language = language_of(settings.language)
    asked = said.item or said.patron if said.scenario else said.category and said.item_type
    if not asked:
        print(Unexplained("usage").sentence(language), file=sys.stderr)
        return 2
    try:
        if said.scenario:
            _print_all(*_of_scenario(said), said.json, language)
        else:
            _of_case(settings, said, language)
    except Unexplained as fault:
        if fault.code != "time":
            raise
        print(fault.sentence(language), file=sys.stderr)
        return 2
    return 0


# --- a case -------------------------------------------------------------------------------------------


def _of_case(settings: Settings, said: argparse.Namespace, language: Language) -> None:
    from deskapp.domain.explain import explain_case
    from deskapp.domain.policy import Case

    library = _library(settings, said.library, said.at)
    branch = _known("--branch", _branch(settings, said, library), [b.code for b in library.branches])
    case = Case(
        _known("--category", said.category, [c.code for c in library.categories]),
        _known("--item-type", said.item_type, [t.code for t in library.item_types]),
        branch,
        said.owner or branch,
        said.collection,
    )
    now = _moment("--at", said.at, branch, library) or datetime.now(UTC)
    returned = _moment("--returned", said.returned, branch, library)
    expires = _day("--expires", said.expires)
    found = explain_case(library, case, now, returned=returned, expires=expires, requested=said.requested)
    if not said.json:
        _print_sentences([found], {}, language)
        return
    told = as_json(found, {}, language) | (_followed(found) if returned is not None else {})
    print(json.dumps(told, ensure_ascii=False, indent=2))


def _followed(found: Explanation) -> dict[str, Any]:
    """The fee in minor units, and the last day of the suspension or nothing, that the return would bring."""
    from deskapp.domain.told import Told

    sums = [line for line in found.lines if line.code is Told.SUM]
    ends = [line.fact("last") for line in found.lines if line.code is Told.SUSPENSION_ENDS]
    fee = {"fee": int(sums[-1].fact("amount")), "currency": sums[-1].fact("currency")} if sums else {"fee": None}
    return {**fee, "suspension": ends[-1] if ends else None}


def _library(settings: Settings, path: Path | None, at: str | None) -> Library:
    """The set-up in the file, its public holidays written out around that time; else this workstation's own."""
    if path is not None:
        return _in_file(path, at)
    if not settings.cache.exists():
        raise Unexplained("no_set_up")
    return _own(settings)


def _in_file(path: Path, at: str | None) -> Library:
    """Named after the file. Raises `BadLibrary` if the set-up cannot hold."""
    from dataclasses import replace

    from deskapp.set_up.library_file import BadLibrary, all_problems, read_library, with_public_days

    library = read_library(path)
    fatal = [problem for problem in all_problems(library) if problem.fatal]
    if fatal:
        raise BadLibrary(path, fatal)
    moment = _moment("--at", at, library.branches[0].code, library) or datetime.now(UTC)
    return replace(with_public_days(library, moment.date()), revision=path.name).remembering()


def _own(settings: Settings) -> Library:
    from contextlib import closing

    from deskapp.store.overlay import Overlay

    writer = not settings.journal.exists()
    with (
        closing(open_journal(settings, writer=writer)) as journal,
        closing(open_cache(settings, writer=False, notices=[])) as cache,
    ):
        overlay = Overlay(cache, journal)
        with overlay.reading():
            library = overlay.library()
    if not library.branches:
        raise Unexplained("no_set_up")
    return library


def _branch(settings: Settings, said: argparse.Namespace, library: Library) -> str:
    """The branch that was typed, else this workstation's, else the library's first."""
    codes = [b.code for b in library.branches]
    if said.branch:
        return str(said.branch)
    return settings.branch if settings.branch in codes or not codes else codes[0]


def _known(option: str, code: str, codes: list[str]) -> str:
    if codes and code not in codes:
        raise Unexplained("code", option=option, said=code, known=", ".join(codes))
    return code


def _moment(option: str, text: str | None, branch: str, library: Library) -> datetime | None:
    from deskapp.rehearsal.scenario import moment_of

    if text is None:
        return None
    try:
        return moment_of(text, branch, library, datetime.now(UTC).date())
    except ValueError:
        raise Unexplained("time", option=option, said=text) from None


def _day(option: str, text: str | None) -> date | None:
    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError:
        raise Unexplained("time", option=option, said=text) from None


# --- a scenario ---------------------------------------------------------------------------------------


def _of_scenario(said: argparse.Namespace) -> tuple[list[Explanation], dict[str, str]]:
    """What was asked of a scenario, and the words for the ids of its items."""
    happened = _rehearsed(said)
    if said.item:
        return happened.loan(_chosen(happened.loans(said.item), said)), happened.names
    patron = happened.patron(said.patron)
    if patron is None:
        raise Unexplained("patron", said=said.patron)
    if not said.request:
        return happened.stands(patron), happened.names
    found = happened.position(said.request, patron)
    if found is None:
        raise Unexplained("request", said=said.request)
    return [found], happened.names


def _chosen(loans: list[Loan] | None, said: argparse.Namespace) -> Loan:
    """The n-th loan; without a number the one that is open, else the last."""
    if loans is None:
        raise Unexplained("item", said=said.item)
    if not loans:
        raise Unexplained("never_lent", said=said.item)
    number = len(loans) if said.loan is None else said.loan
    if not 1 <= number <= len(loans):
        raise Unexplained("loan", said=said.item, count=len(loans))
    running = [loan for loan in loans if loan.closed is None]
    return running[-1] if running and said.loan is None else loans[number - 1]


def _rehearsed(said: argparse.Namespace) -> Explained:
    """The records that the scenario leaves, at its end or at the moment asked for."""
    from tempfile import TemporaryDirectory

    from deskapp.central.database import Database
    from deskapp.rehearsal.explained import Explained
    from deskapp.rehearsal.rehearse import KEY, Rehearsal
    from deskapp.rehearsal.report import records_of
    from deskapp.rehearsal.scenario import BadScenario, read_scenario

    scenario = read_scenario(said.scenario, datetime.now(UTC).date())
    branches = scenario.library.branches
    at = _moment("--at", said.at, said.branch or (branches[0].code if branches else ""), scenario.library)
    with TemporaryDirectory(prefix="deskapp-") as folder:
        central = Database.sqlite(Path(folder) / "central.db", KEY)
        central.migrate()
        rehearsal = Rehearsal(scenario, Path(folder), central)
        try:
            rehearsal.run(at)
        except BadScenario as fault:
            raise BadScenario(said.scenario, fault.why) from fault
        found = records_of(central)
        central.close()
    return Explained(found, rehearsal.now, said.branch or "")


# --- printing -----------------------------------------------------------------------------------------


def as_json(found: Explanation, names: Mapping[str, str], language: Language) -> dict[str, Any]:
    """An explanation for programs: a fee or a position is a number, and no result is null."""
    from deskapp.domain.told import About
    from deskapp.wording.explain_words import sentences

    result: str | int | None = found.result or None
    if found.about in (About.FEE, About.POSITION):
        result = int(found.result)
    return {
        "about": str(found.about),
        "result": result,
        "lines": [{"code": str(line.code), "facts": dict(line.facts)} for line in found.lines],
        "sentences": sentences(found, language, names),
    }


def _print_all(found: list[Explanation], names: Mapping[str, str], as_data: bool, language: Language) -> None:
    if not as_data:
        _print_sentences(found, names, language)
        return
    told = [as_json(one, names, language) for one in found]
    print(json.dumps(told[0] if len(told) == 1 else told, ensure_ascii=False, indent=2))


def _print_sentences(found: Iterable[Explanation], names: Mapping[str, str], language: Language) -> None:
    from deskapp.wording.explain_words import sentences

    print("\n\n".join("\n".join(sentences(one, language, names)) for one in found))
