"""Builders of patron files for the tests."""

from datetime import date
from pathlib import Path

from deskapp.exchange.patron_csv import read_patrons
from deskapp.exchange.patron_in import PatronIn
from deskapp.exchange.patron_mapping import Mapping
from deskapp.exchange.refusal import Refusal

TODAY = date(2026, 11, 22)
HEADER = "cardnumber,surname,firstname,branchcode,categorycode"
NAMES = HEADER.split(",")


def a_row(
    card: str = "1", surname: str = "Ruiz", firstname: str = "Ana", branch: str = "MAIN", **more: str
) -> dict[str, str]:
    return {
        "cardnumber": card,
        "surname": surname,
        "firstname": firstname,
        "branchcode": branch,
        "categorycode": "ADULT",
    } | more


def a_file(*rows: dict[str, str], delimiter: str = ",", end: str = "\n") -> str:
    """CSV with every value quoted as RFC 4180 says."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    lines = [delimiter.join(names)]
    lines += [delimiter.join('"' + row.get(name, "").replace('"', '""') + '"' for name in names) for row in rows]
    return end.join(lines) + end


def read(
    folder: Path, content: str | bytes, mapping: Mapping | None = None, **options: bool
) -> list[PatronIn | Refusal]:
    path = folder / "patrons.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return list(read_patrons(path, mapping, ["MAIN", "EAST"], ["ADULT", "CHILD"], TODAY, **options))


def the_patron(folder: Path, content: str | bytes, mapping: Mapping | None = None, **options: bool) -> PatronIn:
    (one,) = read(folder, content, mapping, **options)
    assert isinstance(one, PatronIn), one
    return one


def the_refusal(folder: Path, content: str | bytes, mapping: Mapping | None = None) -> Refusal:
    (one,) = read(folder, content, mapping)
    assert isinstance(one, Refusal), one
    return one
