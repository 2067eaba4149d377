"""Single values of a patron's row: dates, e-mail addresses, attributes; each rule says what it takes."""

import csv
import re
from datetime import date
from email.errors import HeaderParseError, MessageDefect
from email.headerregistry import Address

from deskapp.exchange.codes import RefusalCode

NO_DATE = frozenset({"", "0000-00-00", "NULL", "null", r"\N"})
YES = frozenset({"1", "y", "yes", "true", "s", "si", "sí", "x"})


def parsed_date(text: str, date_format: str) -> date | RefusalCode | None:
    """The day written in `date_format` (of YYYY, MM, DD), None for no date, or why it is none."""
    if text in NO_DATE:
        return None
    found = re.fullmatch(_pattern(date_format), text)
    if found is None:
        return RefusalCode.OTHER_DATE_FORMAT
    try:
        return date(int(found["YYYY"]), int(found["MM"]), int(found["DD"]))
    except ValueError:
        return RefusalCode.IMPOSSIBLE_DATE


def is_email(text: str) -> bool:
    """Whether mail could be sent there: RFC 5321, letters of all scripts (RFC 6531), a domain with a dot."""
    local, at, domain = text.rpartition("@")
    if not (local and at and domain and text.isprintable() and len(text) <= 320):
        return False
    if not domain.startswith("[") and not _is_domain(domain):
        return False
    try:
        return Address(addr_spec=_ascii(text)).addr_spec != ""
    except (HeaderParseError, MessageDefect, ValueError, IndexError, AttributeError):
        return False


def emails_in(text: str) -> tuple[list[str], str]:
    """The addresses in one cell, which may hold several; and the first thing that is none."""
    if not text or is_email(text):
        return [text] if text else [], ""
    pieces = [piece for piece in re.split(r"[;,\s]+", text) if piece]
    wrong = next((piece for piece in pieces if not is_email(piece)), "")
    return ([], text) if wrong or not pieces else (pieces, "")


def attributes_in(text: str) -> tuple[tuple[str, str], ...]:
    """Koha's `TYPE:value,TYPE:value`, quoted where a value has a comma; a value without a type keeps an empty one."""
    if not text:
        return ()
    try:
        pieces = next(csv.reader([text.replace("\n", " ")], skipinitialspace=True), [])
    except csv.Error:
        pieces = [text]
    pairs = (piece.strip().partition(":") for piece in pieces if piece.strip())
    return tuple((kind.strip(), value.strip()) if colon else ("", kind.strip()) for kind, colon, value in pairs)


def is_yes(text: str) -> bool:
    """Whether a yes-or-no column says yes."""
    return text.casefold() in YES


def split_name(full_name: str) -> tuple[str, str]:
    """Surname and first name of "Surname, First"; without a comma all of it is the surname."""
    surname, _, firstname = full_name.partition(",")
    return surname.strip(), firstname.strip()


def _pattern(date_format: str) -> str:
    """Days and months need no leading zero where something separates them; a time of day may follow and is dropped."""
    separated = re.search("[YMD][^YMD]+[YMD]", date_format) is not None
    short = "{1,2}" if separated else "{2}"
    pattern = re.escape(date_format).replace("YYYY", "(?P<YYYY>[0-9]{4})")
    pattern = pattern.replace("MM", f"(?P<MM>[0-9]{short})").replace("DD", f"(?P<DD>[0-9]{short})")
    return pattern + r"(?:[T ][0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?Z?)?"


def _is_domain(domain: str) -> bool:
    labels = domain.split(".")
    return len(labels) > 1 and all(_is_label(label) for label in labels)


def _is_label(label: str) -> bool:
    """A part of a domain name: letters of any script, digits, hyphens not at the ends."""
    inner = label.replace("-", "")
    ascii_part = "".join(character for character in inner if character.isascii())
    return bool(inner) and len(label) <= 63 and label.strip("-") == label and (not ascii_part or ascii_part.isalnum())


def _ascii(text: str) -> str:
    """The standard library checks the grammar of ASCII only; a letter stands for all others."""
    return "".join(character if character.isascii() else "x" for character in text)
