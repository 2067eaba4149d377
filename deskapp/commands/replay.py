"""`deskapp replay`: fold a scenario, or an exported journal, and print the records."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from deskapp.settings import Settings

if TYPE_CHECKING:
    from deskapp.central.database import Database
    from deskapp.rehearsal.rehearse import Refusal


def add_to(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser(
        "replay",
        help="rehearse a scenario, or fold an exported journal, and print the records as JSON",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        description=_description(),
    )
    parser.add_argument("file", type=Path, metavar="SCENARIO.json")
    parser.add_argument(
        "--arrival", metavar="shuffle:SEED", help="deliver the desks' journals to central in another order"
    )
    parser.add_argument("--until", metavar="TIME", help="show the state then; ISO 8601")
    parser.add_argument("--raw", action="store_true", help="the records as they lie there, with their ids")
    parser.add_argument("--check", action="store_true", help="compare with what the scenario expects; 1 if it differs")
    parser.add_argument("--json", action="store_true", help="(the output is always JSON)")
    parser.set_defaults(run=replay)


def _description() -> str:
    path = Path(__file__).parent.parent / "rehearsal" / "scenario.py"
    return path.read_text(encoding="utf-8").split('"""')[1]


def replay(settings: Settings, said: argparse.Namespace) -> int:
    """Print the records in a stable order, the steps refused, and how many events were folded again."""
    from deskapp.rehearsal.exported import is_export, read_export
    from deskapp.rehearsal.rehearse import Rehearsal
    from deskapp.rehearsal.scenario import BadScenario, read_scenario

    seed = _seed(said.arrival)
    with TemporaryDirectory(prefix="deskapp-") as folder:
        central = _central(Path(folder) / "central.db")
        refused: list[Refusal] = []
        expect: Any = None
        if is_export(said.file):
            folded = read_export(said.file, central, _moment(said.until))
        else:
            scenario = read_scenario(said.file, datetime.now(UTC).date())
            rehearsal = Rehearsal(scenario, Path(folder), central)
            try:
                rehearsal.run(_moment(said.until))
            except BadScenario as fault:
                raise BadScenario(said.file, fault.why) from fault
            refused, folded, expect = rehearsal.refused, rehearsal.applied.refolded, scenario.expect
        if seed is not None:
            central, folded = _shuffled(central, Path(folder) / "again.db", seed)
        told = _told(central, refused, folded, said.raw)
        central.close()
    if said.check:
        return _compare(told, expect)
    print(json.dumps(told, ensure_ascii=False, indent=2, sort_keys=True))
    return 0


def _compare(told: dict[str, Any], expect: Any) -> int:
    """Say what came out otherwise than expected."""
    from deskapp.rehearsal.expected import differences

    found = list(differences(json.loads(json.dumps(told)), expect)) if expect is not None else ["nothing is expected"]
    print("\n".join(found) or "as expected")
    return 1 if found else 0


def _seed(arrival: str | None) -> int | None:
    if arrival is None:
        return None
    kind, _, number = arrival.partition(":")
    if kind != "shuffle" or not number.isdigit():
        print("--arrival takes shuffle:SEED, SEED a whole number", file=sys.stderr)
        raise SystemExit(2)
    return int(number)


def _moment(text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        print("--until takes a moment in ISO 8601, such as 2026-03-02T12:00Z", file=sys.stderr)
        raise SystemExit(2) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _central(path: Path) -> Database:
    from deskapp.central.database import Database
    from deskapp.rehearsal.rehearse import KEY

    database = Database.sqlite(path, KEY)
    database.migrate()
    return database


def _shuffled(central: Database, path: Path, seed: int) -> tuple[Database, int]:
    from deskapp.rehearsal.arrival import deliver, delivered, shuffled

    entries = shuffled(delivered(central), seed)
    central.close()
    again = _central(path)
    return again, deliver(again, entries).refolded


def _told(central: Database, refused: list[Refusal], refolded: int, as_they_lie: bool) -> dict[str, Any]:
    from deskapp.rehearsal.report import Report, raw, records_of

    found = records_of(central)
    return {
        "records": raw(found) if as_they_lie else Report(found).as_json(),
        "refused": [
            {
                "step": r.step.number,
                "at": r.step.at.isoformat(),
                "desk": r.step.desk,
                "do": r.step.do,
                **{k: v for k, v in r.step.said.items() if k in ("patron", "item", "title")},
                "blocks": r.blocks,
            }
            for r in refused
        ],
        "refolded": refolded,
    }
