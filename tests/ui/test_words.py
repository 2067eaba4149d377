"""Words: every code has them, in both languages, and the Spanish ones are the glossary's."""

import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from deskapp.desk.views import Doubt
from deskapp.domain.barcode import ScanProblem
from deskapp.domain.outcome import Block, Blocked, Permission
from deskapp.domain.records import HoldState
from ui import words

ZONE = "Europe/Madrid"


@pytest.fixture(params=["en", "es"])
def language(request: pytest.FixtureRequest, qapp: QApplication, catalogues: Path) -> Iterator[str]:
    """Speak one language, then the other."""
    spoken: str = request.param
    translator = QTranslator()
    assert translator.load(f"deskapp_{spoken}", str(catalogues))
    qapp.installTranslator(translator)
    QLocale.setDefault(QLocale(spoken))
    yield spoken
    QLocale.setDefault(QLocale("en"))
    qapp.removeTranslator(translator)


def test_every_code_has_words(language: str) -> None:
    said = [
        *(words.block(Block(code)) for code in Blocked),
        *(words.permission(code) for code in Permission),
        *(words.hold_state(state) for state in HoldState),
        *(words.doubt(code) for code in Doubt if code is not Doubt.NONE),
        *(words.scan_problem(code) for code in ScanProblem),
    ]
    codes = {str(code) for kind in (Blocked, ScanProblem) for code in kind}
    assert all(said)
    assert not codes & set(said)


def test_plurals_are_right(language: str) -> None:
    one, two = words.plurals.loans(1), words.plurals.loans(2)
    assert (one, two) == (("1 préstamo", "2 préstamos") if language == "es" else ("1 loan", "2 loans"))


def test_money_and_days_are_written_as_the_language_does(language: str) -> None:
    spanish = language == "es"
    assert words.money(1250, "EUR").replace("\xa0", " ") == ("12,50 €" if spanish else "€12.50")
    assert words.money(1250, "MXN") == ("12,50 MXN" if spanish else "12.50 MXN")
    assert words.day(datetime(2026, 2, 3, tzinfo=UTC).date()) == ("3 feb 2026" if spanish else "3 Feb 2026")


def test_a_due_date_to_the_end_of_a_day_is_that_day_alone_in_the_branchs_zone() -> None:
    QLocale.setDefault(QLocale("en"))
    end_of_day = datetime(2026, 7, 3, 21, 59, 59, tzinfo=UTC)
    assert words.due(end_of_day, ZONE) == "3 Jul 2026"
    assert words.due(end_of_day, "UTC") == "3 Jul 2026 21:59"


def test_the_facts_of_a_block_are_in_its_sentence(language: str) -> None:
    owes = Block(Blocked.OWES_TOO_MUCH, Permission.OVERRIDE_DEBT, (("owed", "1234"), ("limit", "1000")))
    assert words.money(1234, "EUR") in words.block(owes)
    assert words.permission(Permission.OVERRIDE_DEBT) in words.block_with_way_out(owes)


def test_the_age_of_the_data_is_said_in_words(language: str) -> None:
    now = datetime(2026, 7, 3, 12, tzinfo=UTC)
    ages = [
        words.age(now - timedelta(**ago), now) for ago in ({"seconds": 5}, {"minutes": 5}, {"hours": 5}, {"days": 5})
    ]
    assert len(set(ages)) == 4
    assert words.age(None, now)


def test_everything_on_the_screens_is_translated(catalogues: Path) -> None:
    for source in catalogues.glob("*.ts"):
        messages = ElementTree.parse(source).getroot().iter("message")
        missing = [m.findtext("source") for m in messages if _lacks(m)]
        assert missing == [], source.name


def _lacks(message: ElementTree.Element) -> bool:
    translation = message.find("translation")
    if translation is None or translation.get("type") == "unfinished":
        return True
    return (
        not all(form.text for form in translation.iter("numerusform"))
        if message.get("numerus")
        else not translation.text
    )


def test_a_translation_names_the_same_facts_as_its_source(catalogues: Path) -> None:
    import re

    for message in ElementTree.parse(catalogues / "deskapp_es.ts").getroot().iter("message"):
        source, translated = message.findtext("source") or "", message.findtext("translation") or ""
        if not message.get("numerus"):
            assert sorted(re.findall(r"\{\w*\}", source)) == sorted(re.findall(r"\{\w*\}", translated)), source


@pytest.mark.parametrize(
    ("context", "source", "alma"),
    [
        ("Rail", "Patron services", "Servicios al usuario"),
        ("PatronTab", "Quick user management", "Gestión rápida de usuarios"),
        ("PatronTab", "Requests", "Solicitudes"),
        ("RequestsTab", "Send requests report", "Enviar informe de solicitudes"),
        ("PatronTab", "Loans", "Préstamos"),
        ("QuickEdit", "Full information", "Información completa"),
        ("QuickEdit", "Update user", "Actualizar usuario"),
    ],
)
def test_spanish_screens_use_almas_labels(catalogues: Path, context: str, source: str, alma: str) -> None:
    translator = QTranslator()
    assert translator.load("deskapp_es", str(catalogues))
    found = translator.translate(context, source) or translator.translate(context, f"&{source}")
    assert found.replace("&", "") == alma


FACTS = {
    "date": "2026-12-12T10:00:00+00:00", "count": "2", "limit": "300", "owed": "1234", "note": "wet books",
    "state": "lost", "permission": "mark_item", "barcode": "I1", "kind": "ItemCheckedIn", "desk": "desk-1",
}  # fmt: skip


@pytest.mark.parametrize("code", Blocked)
def test_a_refusal_leaves_no_fact_unsaid(language: str, code: Blocked) -> None:
    why = Block(code, Permission.OVERRIDE_LIMIT, tuple(FACTS.items()))
    said = words.block_with_way_out(why)
    assert "{" not in said
    assert words.permission(Permission.OVERRIDE_LIMIT) in said


def test_what_to_do_follows_what_happened(language: str) -> None:
    said = words.block_with_way_out(Block(Blocked.IN_HOUSE_ONLY))
    assert said.startswith(words.block(Block(Blocked.IN_HOUSE_ONLY)))
    assert "F11" in said


@pytest.mark.parametrize("code", [Blocked.SECOND_PERSON, Blocked.TOO_MUCH_APART, Blocked.AMOUNT_TOO_LARGE])
def test_a_limit_of_money_is_said_as_an_amount(language: str, code: Blocked) -> None:
    assert words.money(2000, "EUR") in words.block(Block(code, None, (("limit", "2000"),)))
