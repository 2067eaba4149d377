"""Amounts of money are read as people write them, and written as the language does, in currencies of any decimals."""

import pytest
from PySide6.QtCore import QLocale

from ui.amounts import AmountProblem, money, read_amount, typed


@pytest.mark.parametrize(
    ("text", "currency", "amount"),
    [
        ("1,50", "EUR", 150),
        ("1.50", "EUR", 150),
        ("1", "EUR", 100),
        ("1,5", "EUR", 150),
        (" 12,00 € ", "EUR", 1200),
        ("€12.00", "EUR", 1200),
        ("12.50 MXN", "MXN", 1250),
        ("1.250,00", "EUR", 125_000),
        ("1,250.00", "EUR", 125_000),
        ("1 250,00", "EUR", 125_000),
        ("1.234.567,89", "EUR", 123_456_789),
        ("150", "JPY", 150),
        ("1,234", "KWD", 1234),
        ("1.5", "KWD", 1500),
        ("0", "EUR", 0),
    ],
)
def test_an_amount_is_read_as_people_write_it(text: str, currency: str, amount: int) -> None:
    assert read_amount(text, currency) == amount


@pytest.mark.parametrize("text", ["1,2,3", "abc", "-5", "1.25.00", "1.25,00", "€", "1e5", "1,234.567,00", "٣"])
def test_what_is_no_amount_is_said_to_be_none(text: str) -> None:
    assert read_amount(text, "EUR") is AmountProblem.NOT_AN_AMOUNT


@pytest.mark.parametrize(("text", "currency"), [("1.250", "EUR"), ("1,234", "EUR"), ("1,5", "JPY"), ("1.2345", "KWD")])
def test_what_could_mean_two_things_is_not_guessed_at(text: str, currency: str) -> None:
    assert read_amount(text, currency) is AmountProblem.TOO_MANY_DECIMALS


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("currency", ["EUR", "JPY", "KWD", "CLF"])
@pytest.mark.parametrize("amount", [0, 5, 1050, 123_456])
def test_what_is_offered_is_read_back_as_the_same_amount(language: str, currency: str, amount: int) -> None:
    QLocale.setDefault(QLocale(language))
    try:
        assert read_amount(typed(amount, currency), currency) == amount
    finally:
        QLocale.setDefault(QLocale("en"))


def test_amounts_are_written_with_the_decimals_of_their_currency() -> None:
    QLocale.setDefault(QLocale("en"))
    assert [money(1250, code) for code in ("EUR", "MXN", "JPY", "KWD")] == [
        "€12.50",
        "12.50 MXN",
        "1,250 JPY",
        "1.250 KWD",
    ]
    assert money(-300, "EUR") == "−€3.00"
