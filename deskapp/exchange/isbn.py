"""International Standard Book Numbers (ISO 2108): ten or thirteen digits become the thirteen that a scanner reads."""

import re


def normalised_isbn(text: str) -> str | None:
    """The first valid ISBN in `text` as thirteen digits, or None ("0820403202 (pbk.) : $24.95" has one)."""
    digits = re.match(r"\s*(?:ISBN(?:-1[03])?:?\s*)?([0-9][0-9Xx \-\u2010-\u2015]*)", text, re.IGNORECASE)
    if digits is None:
        return None
    bare = re.sub(r"[^0-9X]", "", digits[1].upper())
    if len(bare) >= 13 and is_isbn13(bare[:13]):
        return bare[:13]
    if len(bare) >= 10 and is_isbn10(bare[:10]):
        return _thirteen(bare[:10])
    return None


def is_isbn13(bare: str) -> bool:
    """Thirteen digits beginning with 978 or 979 whose weighted sum (1, 3, 1, ...) is a multiple of ten."""
    return bare.isdecimal() and bare[:3] in ("978", "979") and _weighted(bare) % 10 == 0


def is_isbn10(bare: str) -> bool:
    """Nine digits and a check character whose weighted sum (10, 9, ... 1) is a multiple of eleven."""
    if not bare[:9].isdecimal() or "X" in bare[:9]:
        return False
    values = [10 if character == "X" else int(character) for character in bare]
    return sum(weight * value for weight, value in zip(range(10, 0, -1), values, strict=True)) % 11 == 0


def _thirteen(isbn10: str) -> str:
    body = "978" + isbn10[:9]
    return body + str(-_weighted(body) % 10)


def _weighted(digits: str) -> int:
    return sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits))
