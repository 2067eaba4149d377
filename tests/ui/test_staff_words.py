"""Roles of staff have the names that library systems give them, and say what they allow."""

import pytest

from deskapp.domain.permission import Role
from ui.staff_words import role_name, role_says


@pytest.mark.parametrize("role", Role)
def test_every_role_has_a_name_and_says_what_it_allows(language: str, role: Role) -> None:
    assert "_" not in role_name(role)
    assert role_says(role).endswith(".")


def test_no_two_roles_are_called_or_described_alike(language: str) -> None:
    assert len({role_name(role) for role in Role}) == len({role_says(role) for role in Role}) == len(Role)


def test_spanish_names_are_almas(spanish: None) -> None:
    assert [role_name(role) for role in Role] == [
        "operador de mostrador (limitado)", "operador de mostrador", "responsable de circulación",
        "gestor de usuarios", "administrador de usuarios", "administrador del sistema",
    ]  # fmt: skip


def test_a_role_of_a_newer_program_is_shown_as_it_is() -> None:
    assert role_name("archivist") == "archivist"
    assert role_says("archivist") == ""
