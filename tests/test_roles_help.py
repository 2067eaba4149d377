"""The page of help about roles says exactly what the desk and central go by."""

from pathlib import Path
from uuid import UUID

from deskapp.domain.events import StubMade
from deskapp.domain.outcome import Permission
from deskapp.domain.permission import ROLES, Role, needed
from deskapp.domain.values import Line
from deskapp.wording.block_words import PERMISSIONS

PAGE = Path(__file__).parent.parent / "resources" / "help" / "roles.md"


def rows() -> list[list[str]]:
    lines = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def test_the_table_names_every_role_as_it_is_typed() -> None:
    assert [cell.strip("`") for cell in rows()[0][2:]] == [str(role) for role in Role]


def test_the_table_says_of_each_permission_who_has_it() -> None:
    said = {row[0]: row[2:] for row in rows()[2:]}
    assert set(said) == {PERMISSIONS[permission][1] for permission in Permission}
    for permission in Permission:
        cells = ["yes" if permission in held else "" for held in ROLES.values()]
        assert said[PERMISSIONS[permission][1]] == cells, permission


def test_the_page_says_what_accepting_an_unknown_card_takes() -> None:
    (permission,) = needed(StubMade(UUID(int=1), Line.PATRON, "X-77"))
    assert f"Accepting an unknown card takes *{PERMISSIONS[permission][1]}*" in " ".join(PAGE.read_text().split())


def test_the_table_has_the_spanish_words_beside_the_english_ones() -> None:
    said = {row[0]: row[1] for row in rows()[2:]}
    assert said == {english: spanish for spanish, english in (PERMISSIONS[permission] for permission in Permission)}
