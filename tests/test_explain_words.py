"""An explanation can be read out: every code has a sentence in both languages, days and amounts as people say them."""

from dataclasses import fields, replace
from datetime import date
from enum import StrEnum
from string import Formatter
from typing import Any

import pytest

from deskapp.domain.due_reason import Why
from deskapp.domain.explain import Explanation, Line, Told, explain_case, explain_due, explain_fee, explain_position
from deskapp.domain.explain_due import MONEY, written
from deskapp.domain.outcome import Blocked, Permission
from deskapp.domain.policy import DEFAULT, KINDS, Policy, Terms
from deskapp.domain.records import Account, HoldState
from deskapp.domain.values import FeeKind, FeeTerms
from deskapp.wording import block_words
from deskapp.wording.explain_texts import SAID, VARIES
from deskapp.wording.explain_words import sentences
from deskapp.wording.sentences import Language
from deskapp.wording.term_words import money, period, term, value
from tests.domain.builders import ANA, H1, a_hold, a_loan
from tests.domain.explained import ADULT, DUE, DVDS, FOUR, at, back, lent, library

LANGUAGES: tuple[Language, ...] = ("es", "en")


def said(language: Language, *lines: tuple[Told, dict[str, str]], names: dict[str, str] | None = None) -> list[str]:
    told = tuple(Line(code, tuple(facts.items())) for code, facts in lines)
    return sentences(Explanation("due", "", told), language, names)


def both(code: Told, **facts: str) -> tuple[str, str]:
    (es,), (en,) = (said(language, (code, facts)) for language in LANGUAGES)
    return es, en


# Every code


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", list(Told))
def test_every_code_has_a_sentence(code: Told, language: Language) -> None:
    (sentence,) = said(language, (code, {}))
    assert code in SAID
    assert sentence
    assert "{" not in sentence


@pytest.mark.parametrize("key", sorted(SAID))
def test_both_languages_name_the_same_facts(key: str) -> None:
    spanish, english = ({(name, way) for _, name, way, _ in Formatter().parse(text) if name} for text in SAID[key])
    languages = {"category_es", "category_en", "item_type_es", "item_type_en"}
    assert {f for f in spanish if f[0] not in languages} == {f for f in english if f[0] not in languages}


def test_a_text_for_one_fact_alone_belongs_to_a_code_that_varies() -> None:
    codes = {key.partition(":")[0] for key in SAID if ":" in key}
    assert codes == {str(code) for code in VARIES} | {"policy_line", "late_span"}


@pytest.mark.parametrize("code", list(Why))
def test_every_reason_of_a_due_date_is_told(code: Why) -> None:
    from deskapp.domain.values import Decided

    loan = a_loan(decided=Decided("1", (), ((str(code), ()),)))
    assert "not_kept" not in [line.code for line in explain_due(loan, library()).lines]


@pytest.mark.parametrize("language", LANGUAGES)
def test_blocks_permissions_fees_and_requests_have_words(language: Language) -> None:
    texts = [
        *(block_words.blocked(code, language) for code in Blocked),
        *(block_words.permission(code, language) for code in Permission),
        *(block_words.fee(code, language) for code in FeeKind),
        *(block_words.hold(code, language) for code in HoldState),
    ]
    assert all(texts)
    assert not [text for text in texts if "_" in text]


def test_every_block_permission_fee_and_request_is_in_the_tables() -> None:
    codes = {*Blocked, *Permission, *FeeKind, *HoldState}
    assert codes == {*block_words.BLOCKED, *block_words.PERMISSIONS, *block_words.FEES, *block_words.HOLDS}


@pytest.mark.parametrize("name", [f.name for f in fields(Terms)])
def test_every_term_is_called_something_and_its_values_read(name: str) -> None:
    import deskapp.domain.policy as kinds

    kind = getattr(kinds, KINDS[name].removesuffix(" | None"), None)
    values = [written(getattr(DEFAULT, name))]
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        values += [str(v) for v in kind]
    for language in LANGUAGES:
        assert "_" not in term(name, language)
        assert all("_" not in value(name, v, language, "EUR" if name in MONEY else "") for v in values)


# Days, moments, amounts


@pytest.mark.parametrize(
    ("moment", "spanish", "english"),
    [
        ("2026-12-07", "lunes 7 de diciembre", "Monday 7 December"),
        ("2026-12-07T23:59:59+01:00", "lunes 7 de diciembre", "Monday 7 December"),
        ("2026-12-07T14:00:00+01:00", "lunes 7 de diciembre a las 14:00", "Monday 7 December at 14:00"),
        ("2026-12-07T01:30:00+01:00", "lunes 7 de diciembre a la 01:30", "Monday 7 December at 01:30"),
    ],
)
def test_a_moment_is_said_as_people_say_it(moment: str, spanish: str, english: str) -> None:
    assert both(Told.DUE, at=moment) == (f"Fecha de devolución: {spanish}.", f"Due date: {english}.")


def test_a_day_of_another_year_is_said_with_its_year() -> None:
    told = said("es", (Told.LENT, {"at": "2026-12-28"}), (Told.DUE, {"at": "2027-01-11"}))
    assert told[-1] == "Fecha de devolución: lunes 11 de enero de 2027."
    told = said("en", (Told.LENT, {"at": "2026-12-28"}), (Told.DUE, {"at": "2027-01-11"}))
    assert told[-1] == "Due date: Monday 11 January 2027."


@pytest.mark.parametrize(
    ("amount", "spanish", "english"),
    [
        (0, "0,00 EUR", "0.00 EUR"),
        (120, "1,20 EUR", "1.20 EUR"),
        (-5, "-0,05 EUR", "-0.05 EUR"),
        (123_456, "1234,56 EUR", "1,234.56 EUR"),
        (1_234_567, "12.345,67 EUR", "12,345.67 EUR"),
    ],
)
def test_an_amount_is_written_as_the_language_does(amount: int, spanish: str, english: str) -> None:
    assert (money(amount, "EUR", "es"), money(amount, "EUR", "en")) == (spanish, english)


@pytest.mark.parametrize(
    ("written", "spanish", "english"),
    [
        ("1 day", "1 día", "1 day"),
        ("14 days", "14 días", "14 days"),
        ("90 minutes", "90 minutos", "90 minutes"),
        ("1 month", "1 mes", "1 month"),
        ("2 weeks", "2 semanas", "2 weeks"),
        ("1 hour", "1 hora", "1 hour"),
    ],
)
def test_a_period_is_said_in_words(written: str, spanish: str, english: str) -> None:
    assert (period(written, "es"), period(written, "en")) == (spanish, english)


@pytest.mark.parametrize(
    ("name", "written", "spanish", "english"),
    [
        ("loan", "14 days", "14 días", "14 days"),
        ("loan", "0 days", "no se presta", "not for loan"),
        ("fee_per_day", "20", "0,20 EUR", "0.20 EUR"),
        ("fee_cap", "0", "sin tope", "no cap"),
        ("fee_grace_days", "1", "1 día", "1 day"),
        ("overdue_lost_days", "none", "nunca", "never"),
        ("max_loans", "none", "sin límite", "no limit"),
        ("max_loans", "8", "8", "8"),
        ("refund_percent", "50", "50 %", "50 %"),
        ("requests", "true", "sí", "yes"),
        ("request_levels", "title,volume", "título, volumen", "title, volume"),
        ("pickup_at", "MAIN,EAST", "MAIN, EAST", "MAIN, EAST"),
    ],
)
def test_the_value_of_a_term_is_said_in_words(name: str, written: str, spanish: str, english: str) -> None:
    currency = "EUR" if name in MONEY else ""
    assert tuple(value(name, written, language, currency) for language in LANGUAGES) == (spanish, english)


# Sentences


@pytest.mark.parametrize(
    ("code", "facts", "spanish", "english"),
    [
        (
            Told.CLOSED_DAY,
            {"date": "2026-12-06", "why": "weekday", "name": ""},
            "Domingo 6 de diciembre: cerrado.",
            "Sunday 6 December: closed.",
        ),
        (
            Told.CLOSED_DAY,
            {"date": "2026-12-08", "why": "public_holiday", "name": "Inmaculada Concepción"},
            "Martes 8 de diciembre: festivo (Inmaculada Concepción).",
            "Tuesday 8 December: public holiday (Inmaculada Concepción).",
        ),
        (
            Told.RATE,
            {"units": "3", "unit": "day", "rate": "20", "amount": "60", "currency": "EUR"},
            "3 días de retraso × 0,20 EUR = 0,60 EUR.",
            "3 days late × 0.20 EUR = 0.60 EUR.",
        ),
        (
            Told.RATE,
            {"units": "1", "unit": "hour", "rate": "50", "amount": "50", "currency": "MXN"},
            "1 hora de retraso × 0,50 MXN = 0,50 MXN.",
            "1 hour late × 0.50 MXN = 0.50 MXN.",
        ),
        (
            Told.POLICY_LINE,
            {"term": "loan", "value": "7 days", "line": "Films", "since": "2026-01-01"},
            "Plazo de préstamo: 7 días (línea «Films», desde el 1 de enero de 2026).",
            "Loan period: 7 days (line “Films”, since 1 January 2026).",
        ),
        (
            Told.POLICY_LINE,
            {"term": "loan", "line": "ADULT × DVD × * × * × *", "since": ""},
            "Plazo de préstamo: lo decidió la línea «ADULT × DVD».",
            "Loan period: the line “ADULT × DVD” decided it.",
        ),
        (
            Told.MOVED,
            {"rule": "end_of_previous_open_day", "date": "2026-12-05", "because": "expiry"},
            "Pasa al último día abierto anterior: sábado 5 de diciembre, porque la regla habitual no cabe (pasaría de "
            "la caducidad del carné).",
            "It moves to the last open day before: Saturday 5 December, because the usual rule does not fit (it would "
            "pass the card's expiry).",
        ),
        (
            Told.GRACE,
            {"days": "2", "minutes": "15", "effect": "passed"},
            "Se ha pasado la cortesía (2 días y 15 minutos): cuenta todo el retraso.",
            "The time of grace (2 days and 15 minutes) is over: all of the delay counts.",
        ),
        (
            Told.LATE_SPAN,
            {"due": "2026-12-07T14:00:00+01:00", "until": "2026-12-07T15:20:00+01:00", "minutes": "80"},
            "Desde el lunes 7 de diciembre a las 14:00 hasta el lunes 7 de diciembre a las 15:20: 1 hora y 20 minutos "
            "de retraso.",
            "From Monday 7 December at 14:00 to Monday 7 December at 15:20: 1 hour and 20 minutes late.",
        ),
        (
            Told.SUSPENSION_DAYS,
            {"late": "5", "per_days": "2", "groups": "3", "each": "4", "days": "12"},
            "5 días de retraso, por cada 2 días 4 días: 3 × 4 = 12 días de suspensión.",
            "5 days late, for every 2 days 4 days: 3 × 4 = 12 days of suspension.",
        ),
        (Told.RENEWED, {"count": "1"}, "Se ha renovado una vez.", "It was renewed once."),
        (
            Told.QUEUE_TURN,
            {"before": "0"},
            "Con la misma prioridad, nadie va antes.",
            "Of the same priority, nobody is earlier.",
        ),
        (
            Told.BLOCK_NOTE,
            {"note": "ask for\nthe {ID}", "since": "2026-12-01T10:00:00+01:00", "expires": "2026-12-20"},
            "Nota del personal, del martes 1 de diciembre y hasta el domingo 20 de diciembre: ask for the {ID}.",
            "Note of staff, Tuesday 1 December, until Sunday 20 December: ask for the {ID}.",
        ),
        (
            Told.OVERRIDE,
            {"permission": "override_debt"},
            "Se puede autorizar con el permiso «autorizar con deudas».",
            "The permission “override debts” may lift it.",
        ),
    ],
)
def test_a_line_is_a_plain_sentence(code: Told, facts: dict[str, str], spanish: str, english: str) -> None:
    assert both(code, **facts) == (spanish, english)


def test_an_item_is_called_by_its_title_where_that_is_known() -> None:
    line = (Told.BLOCK_LOAN, {"item": "17", "due": "2026-12-07", "state": "on_loan"})
    assert said("en", line, names={"17": "Middlemarch I1"}) == ["Middlemarch I1: due on Monday 7 December."]


def test_a_due_date_is_explained_in_the_order_of_the_reasoning() -> None:
    loan = lent(library(DVDS), at("03T10:00"))
    assert sentences(explain_due(loan, library(DVDS)), "es")[-4:] == [
        "3 días desde el jueves 3 de diciembre: domingo 6 de diciembre.",
        "Domingo 6 de diciembre: cerrado.",
        "Pasa al siguiente día abierto: lunes 7 de diciembre.",
        "Fecha de devolución: lunes 7 de diciembre.",
    ]


def test_a_fee_is_explained_in_the_order_of_the_arithmetic() -> None:
    terms: FeeTerms = replace(FOUR, skips_closed=True, cap=50)
    loan = back(a_loan(due=DUE, terms=terms), at("10T10:00"))
    told = sentences(explain_fee(back(loan, at("14T10:00")), library(), Account(ANA), at("20T10:00")), "en")
    assert told[-8:] == [
        "Tuesday 8 December: public holiday (Inmaculada Concepción).",
        "Sunday 13 December: closed.",
        "Closed days (2 days) do not count: that makes 5 days.",
        "5 days late × 0.20 EUR = 1.00 EUR.",
        "The fine for one loan is capped: 0.50 EUR.",
        "Fine for being late: 0.50 EUR.",
        "In all: 0.50 EUR.",
        "Left to pay: 0.50 EUR.",
    ]


def test_of_a_case_only_the_defaults_that_people_ask_for_are_said() -> None:
    found = explain_case(library(DVDS), ADULT, at("03T10:00"))
    told = sentences(found, "en")
    assert told[0] == "Adult, Film, at Central, on Thursday 3 December at 10:00."
    assert "Loan period: 3 days (line “Films”, since 1 January 2026)." in told
    assert "Renewals: 2 (no line says otherwise)." in told
    assert not any(sentence.startswith("Refund") for sentence in told)
    assert told[-1] == "Due date: Monday 7 December."


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_begins_with_a_capital_and_ends(language: Language) -> None:
    says: dict[str, Any] = {f.name: getattr(DEFAULT, f.name) for f in fields(Terms)}
    line = Policy(name="all", says={k: written(v) for k, v in says.items() if k in ("due_at", "closed")})
    case = explain_case(library(line, DVDS), ADULT, at("03T10:00"), returned=at("20T10:00"), requested=True)
    place = explain_position(a_hold(H1), [a_hold(H1)], date(2026, 12, 1))
    for sentence in (*sentences(case, language), *sentences(place, language)):
        assert sentence[0].isupper() or sentence[0].isdigit()
        assert sentence[-1] in ".:"
        assert "  " not in sentence


def test_the_year_of_a_line_of_the_table_is_not_taken_for_that_of_the_loan() -> None:
    since = {"term": "hard_due", "value": "2020-05-05", "line": "x", "since": "2020-01-01"}
    told = said("en", (Told.POLICY_LINE, since), (Told.DUE, {"at": "2026-12-07"}))
    assert told[-1] == "Due date: Monday 7 December."
