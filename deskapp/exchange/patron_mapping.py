"""Which column of a CSV file means what: Koha's names, or those that a mapping file (TOML) gives.

date_format = "DD/MM/YYYY"      # without it: YYYY-MM-DD
delimiter = ";"                 # without it: found out
encoding = "cp850"              # without it: found out
[columns]                       # our field = "their column"
card = "Carné"
full_name = "Apellidos, Nombre"
[defaults]                      # for what the file has no column or no value for
branch = "MAIN"
[values.category]               # their word = "our code"
"Adulto" = "ADULT"
"""

import codecs
import re
import tomllib
from collections.abc import Callable
from collections.abc import Mapping as AbstractMapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from deskapp.exchange.codes import FileTrouble
from deskapp.exchange.reading import Source
from deskapp.exchange.refusal import UnreadableFile

KOHA_COLUMNS: AbstractMapping[str, str] = {
    "card": "cardnumber",
    "surname": "surname",
    "firstname": "firstname",
    "other_names": "othernames",
    "title": "title",
    "initials": "initials",
    "sex": "sex",
    "birth_date": "dateofbirth",
    "branch": "branchcode",
    "category": "categorycode",
    "enrolled": "dateenrolled",
    "expires": "dateexpiry",
    "userid": "userid",
    "foreign_id": "borrowernumber",
    "language": "lang",
    "email": "email",
    "email_2": "emailpro",
    "email_3": "B_email",
    "phone": "phone",
    "phone_2": "phonepro",
    "phone_3": "B_phone",
    "mobile": "mobile",
    "sms_number": "smsalertnumber",
    "fax": "fax",
    "home_number": "streetnumber",
    "home_street_type": "streettype",
    "home_street": "address",
    "home_line2": "address2",
    "home_city": "city",
    "home_state": "state",
    "home_postcode": "zipcode",
    "home_country": "country",
    "alternative_number": "B_streetnumber",
    "alternative_street_type": "B_streettype",
    "alternative_street": "B_address",
    "alternative_line2": "B_address2",
    "alternative_city": "B_city",
    "alternative_state": "B_state",
    "alternative_postcode": "B_zipcode",
    "alternative_country": "B_country",
    "contact_surname": "contactname",
    "contact_firstname": "contactfirstname",
    "contact_title": "contacttitle",
    "contact_relationship": "relationship",
    "contact_note": "contactnote",
    "alternative_contact_surname": "altcontactsurname",
    "alternative_contact_firstname": "altcontactfirstname",
    "alternative_contact_phone": "altcontactphone",
    "alternative_contact_street": "altcontactaddress1",
    "alternative_contact_line2": "altcontactaddress2",
    "alternative_contact_city": "altcontactaddress3",
    "alternative_contact_state": "altcontactstate",
    "alternative_contact_postcode": "altcontactzipcode",
    "alternative_contact_country": "altcontactcountry",
    "guarantor": "guarantorid",
    "staff_note": "borrowernotes",
    "public_note": "opacnote",
    "blocked_until": "debarred",
    "block_note": "debarredcomment",
    "address_gone": "gonenoaddress",
    "card_lost": "lost",
    "statistic_1": "sort1",
    "statistic_2": "sort2",
    "attributes": "patron_attributes",
}
FIELDS = frozenset(KOHA_COLUMNS) | {"full_name"}
SETTINGS = frozenset({"date_format", "delimiter", "encoding", "columns", "defaults", "values"})
LONGEST_MAPPING = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Mapping:
    """How to read one file; `strict` means that every named column must be there."""

    columns: AbstractMapping[str, str]
    date_format: str = "YYYY-MM-DD"
    delimiter: str | None = None
    encoding: str | None = None
    defaults: AbstractMapping[str, str] = field(default_factory=dict)
    values: AbstractMapping[str, AbstractMapping[str, str]] = field(default_factory=dict)
    strict: bool = True


KOHA = Mapping(KOHA_COLUMNS, strict=False)


def load_mapping(path: Path | str) -> Mapping:
    """The mapping that a TOML file describes; UnreadableFile says what is wrong with it."""
    source = Source(Path(path))
    try:
        content = tomllib.loads(source.head(LONGEST_MAPPING).decode("utf-8-sig"))
    except (ValueError, RecursionError) as fault:
        raise _broken(path, "toml", str(fault)) from fault
    finally:
        source.close()
    return _mapping(path, content)


def _mapping(path: Path | str, content: dict[str, Any]) -> Mapping:
    for name in content.keys() - SETTINGS:
        raise _broken(path, "unknown_setting", name)
    columns = _texts(path, content, "columns")
    defaults = _texts(path, content, "defaults")
    values = content.get("values", {})
    if not isinstance(values, dict):
        raise _broken(path, "not_text", "values")
    for name in (*columns, *defaults, *values):
        if name not in FIELDS:
            raise _broken(path, "unknown_field", name)
    return Mapping(
        columns,
        _checked(path, content, "date_format", _names_a_day) or "YYYY-MM-DD",
        _checked(path, content, "delimiter", _is_delimiter),
        _checked(path, content, "encoding", _is_encoding),
        defaults,
        {name: _texts(path, values, name) for name in values},
    )


def _texts(path: Path | str, content: dict[str, Any], name: str) -> dict[str, str]:
    table = content.get(name, {})
    if not isinstance(table, dict):
        raise _broken(path, "not_text", name)
    for key, value in table.items():
        if not isinstance(value, str):
            raise _broken(path, "not_text", key)
    return table


def _checked(path: Path | str, content: dict[str, Any], name: str, good: Callable[[str], bool]) -> str | None:
    value = content.get(name)
    if value is None:
        return None
    if not isinstance(value, str):
        raise _broken(path, "not_text", name)
    if not good(value):
        raise _broken(path, name, value)
    return value


def _is_delimiter(value: str) -> bool:
    return len(value) == 1 and value not in '"\r\n\x00'


def _names_a_day(value: str) -> bool:
    return sorted(re.findall("YYYY|MM|DD", value)) == ["DD", "MM", "YYYY"]


def _is_encoding(value: str) -> bool:
    try:
        "a".encode(value)  # refuses what is no encoding of text, such as base64
        return codecs.getincrementaldecoder(value)("replace") is not None
    except (LookupError, ValueError):
        return False


def _broken(path: Path | str, fault: str, what: str) -> UnreadableFile:
    return UnreadableFile(FileTrouble.MAPPING_BROKEN, str(path), fault=fault, what=what)
