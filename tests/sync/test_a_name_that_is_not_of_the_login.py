"""What is recorded under another name than the login's is kept, and the right thing is said of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from deskapp.domain.outcome import Done
from deskapp.store.codec import ReliedOn
from deskapp.sync.run import Loop
from deskapp.sync.session import Contested
from deskapp.wording.sentences import Language, sentence
from tests.central.centrals import CLOCK, Anywhere, OnPostgresql, OnSqlite
from tests.desks import Workstation, a_patron


@pytest.fixture(params=["sqlite", "postgresql"])
def central(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Anywhere]:
    made: Anywhere = (
        OnSqlite(tmp_path) if request.param == "sqlite" else OnPostgresql(request.getfixturevalue("postgresql"))
    )
    yield made
    made.close()


@pytest.fixture
def misnamed(central: Anywhere, tmp_path: Path) -> Iterator[Workstation]:
    """A desk that signs in as `desk` and calls itself `renamed`; it has recorded a patron."""
    one = Workstation(tmp_path / "renamed", "renamed", "MAIN", CLOCK, central.link("desk"))  # type: ignore[arg-type]
    one.journal.record(Done((a_patron("P1")[1],)), "m", "MAIN", ReliedOn())
    yield one
    for file in (one.journal, one.writer, one.overlay.cache):
        file.close()


@pytest.mark.parametrize(("language", "safe"), [("en", "is safe"), ("es", "está a salvo")])
def test_the_name_is_told_and_not_that_there_is_a_copy(misnamed: Workstation, language: Language, safe: str) -> None:
    with pytest.raises(Contested) as fault:
        misnamed.session.exchange()
    told = sentence(fault.value, language) or ""
    assert "renamed" in told
    assert "--workstation" in told
    assert safe in told
    assert "copy of this" not in told
    assert "copia de este" not in told


def test_the_window_is_told_that_it_is_not_admitted_and_writes_nothing_again(
    central: Anywhere, misnamed: Workstation
) -> None:
    said: list[dict[str, Any]] = []
    loop = Loop(misnamed.session, central.link("desk"), said.append, give_up_after=1)
    loop.run()
    assert [(report["state"], report.get("detail")) for report in said[-1:]] == [("refused", "NotOwnName")]
    assert "contested" not in {report["state"] for report in said}


def test_all_else_is_exchanged(central: Anywhere, misnamed: Workstation, tmp_path: Path) -> None:
    other = Workstation(tmp_path / "o", central.name("other"), "MAIN", CLOCK, central.link("other"))  # type: ignore[arg-type]
    other.journal.record(Done((a_patron("P2")[1],)), "m", "MAIN", ReliedOn())
    other.session.exchange()
    central.decide()
    with pytest.raises(Contested) as fault:
        misnamed.session.exchange()
    assert fault.value.done.pulled > 0
    assert misnamed.patron("P2")
    assert misnamed.recorder.pending()
    for file in (other.journal, other.writer, other.overlay.cache):
        file.close()
