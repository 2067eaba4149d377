"""Amounts of money as people write and read them. Inside they are minor units, whole numbers, of a currency."""

from __future__ import annotations

import re
from enum import StrEnum

from PySide6.QtCore import QLocale

from deskapp.domain.currency import decimals

_SYMBOLS = {"EUR": "€", "GBP": "£"}  # a dollar or peso sign alone would not say whose
_PLAIN = re.compile(r"([0-9]{1,9})(?:[.,]([0-9]+))?")
_GROUPED = re.compile(r"([0-9]{1,3}(?:(?P<group>[.,])[0-9]{3})(?:(?P=group)[0-9]{3})*)(?!(?P=group))[.,]([0-9]+)")


class AmountProblem(StrEnum):
    """Why a text is no amount."""

    EMPTY = "empty"
    NOT_AN_AMOUNT = "not_an_amount"
    TOO_MANY_DECIMALS = "too_many_decimals"


def money(amount: int, currency: str) -> str:
    """Minor units as an amount of money, written as the language does."""
    locale, places = QLocale(), decimals(currency)
    value = abs(amount) / 10**places
    if currency in _SYMBOLS:
        written = locale.toCurrencyString(value, _SYMBOLS[currency], places)
    else:
        written = f"{locale.toString(value, 'f', places)} {currency}"
    return f"−{written}" if amount < 0 else written


def typed(amount: int, currency: str) -> str:
    """Minor units as staff would type them, in the language of the window: without symbol or groups."""
    places = decimals(currency)
    whole, part = divmod(amount, 10**places)
    return f"{whole}{QLocale().decimalPoint()}{part:0{places}}" if places else str(whole)


def read_amount(text: str, currency: str) -> int | AmountProblem:
    """Minor units of an amount written with a comma or a point: 3, 3,5 and 3.50; 1.250,00 and 1,250.00 too.

    A single comma or point always begins the decimals: 1.250 could mean two things, and money is not guessed at.
    """
    bare = re.sub(rf"\s|{re.escape(currency)}|{re.escape(_SYMBOLS.get(currency, currency))}", "", text)
    if not bare:
        return AmountProblem.EMPTY if not text.strip() else AmountProblem.NOT_AN_AMOUNT
    if grouped := _GROUPED.fullmatch(bare):
        whole, part = re.sub("[.,]", "", grouped[1]), grouped[3]
    elif plain := _PLAIN.fullmatch(bare):
        whole, part = plain[1], plain[2] or ""
    else:
        return AmountProblem.NOT_AN_AMOUNT
    places = decimals(currency)
    if len(part) > places:
        return AmountProblem.TOO_MANY_DECIMALS
    return int(whole + part.ljust(places, "0"))
