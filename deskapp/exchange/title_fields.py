"""From MARC 21 fields to a title: names, numbers and dates without the punctuation that ISBD puts between them."""

import re
import unicodedata

from deskapp.exchange.isbn import normalised_isbn
from deskapp.exchange.marc_record import Field, MarcRecord
from deskapp.exchange.title_in import RecordType

TITLE_FIELDS = ("245", "130", "240", "222")
TAGS = frozenset({"001", "007", "008", "020", "035", "041", "100", "110", "111", "130", "200", "222", "240", "245",
                  "250", "260", "264", "880"})  # fmt: skip
YEAR = re.compile(r"(?<![0-9])(1[0-9]{3}|20[0-9]{2})(?![0-9])")
ABBREVIATIONS = frozenset(
    [
        "etc",
        "jr",
        "sr",
        "co",
        "inc",
        "ltd",
        "vol",
        "no",
        "ed",
        "st",
        "dr",
        "mr",
        "mrs",
        "dept",
        "cía",
        "hnos",
        "rev",
        "op",
    ]
)
NO_LANGUAGE = frozenset({"", "und", "zxx", "mul"})
BY_LEADER = {"c": RecordType.SCORE, "d": RecordType.SCORE, "e": RecordType.MAP, "f": RecordType.MAP,
             "g": RecordType.VIDEO, "i": RecordType.AUDIOBOOK, "j": RecordType.RECORDING, "k": RecordType.PICTURE,
             "m": RecordType.ELECTRONIC, "o": RecordType.KIT, "p": RecordType.KIT, "r": RecordType.OBJECT,
             "t": RecordType.MANUSCRIPT}  # fmt: skip


def control_number(record: MarcRecord) -> str:
    """Field 001; where a system left it out, the first system number in 035."""
    system_number = record.first("035")
    return record.control("001").strip() or (system_number.first("a") if system_number else "")


def title(record: MarcRecord) -> str:
    """Field 245 (title, number and name of part, remainder); a uniform title only where there is none."""
    fields = [field for tag in TITLE_FIELDS for field in record.all(tag)]
    return next((found for field in fields if (found := _title_of(field))), "")


def linked(record: MarcRecord, *tags: str) -> Field | None:
    """The first field 880 that holds one of these fields in its original script ($6 names the field)."""
    return next((field for field in record.all("880") if field.first("6")[:3] in tags), None)


def title_original(record: MarcRecord) -> str:
    """The title in its original script, from the linked field 880."""
    field = linked(record, "245")
    return _title_of(field) if field else ""


def author(record: MarcRecord) -> str:
    """The main entry (100, 110, 111); without one, the statement of responsibility."""
    entry, described = record.first("100", "110", "111"), record.first("245")
    if entry and (name := _author_of(entry, entry.tag)):
        return name
    return clean(described.first("c")) if described else ""


def author_original(record: MarcRecord) -> str:
    """The main entry in its original script."""
    field = linked(record, "100", "110", "111")
    return _author_of(field, field.first("6")[:3]) if field else ""


def isbns(record: MarcRecord) -> tuple[tuple[str, ...], bool]:
    """Every valid ISBN of 020 $a once, as thirteen digits; and whether any there was not valid."""
    written = [value for field in record.all("020") for value in field.values("a")]
    found = [normalised_isbn(value) for value in written]
    return tuple(dict.fromkeys(isbn for isbn in found if isbn)), None in found


def publisher(record: MarcRecord) -> str:
    """The publisher's name, from 264 with second indicator 1 (publication) before other 264 and 260."""
    return next((clean(name) for field in _published(record) if (name := field.first("b"))), "")


def year(record: MarcRecord) -> str:
    """The year of publication as four digits, from 264 or 260 $c, else from the fixed field 008."""
    written = (YEAR.search(field.first("c")) for field in _published(record))
    fixed = YEAR.fullmatch(record.control("008")[7:11])
    return next((match[1] for match in (*written, fixed) if match), "")


def language(record: MarcRecord) -> str:
    """The MARC code of the text's language, from 008/35-37, else 041 $a."""
    fixed, field = record.control("008")[35:38], record.first("041")
    codes = (fixed, field.first("a")[:3] if field else "")
    return next((code for code in codes if code.isalpha() and code.isascii() and code not in NO_LANGUAGE), "")


def edition(record: MarcRecord) -> str:
    """The edition statement, its abbreviations untouched."""
    field = record.first("250")
    return field.first("a").rstrip(" /=,:;") if field else ""


def record_type(record: MarcRecord) -> RecordType:
    """What the thing seems to be: type of record in the leader, refined by the physical description in 007."""
    kind, level, physical = record.leader[6:7], record.leader[7:8], record.control("007")
    if physical.startswith("cr") and kind in "at":
        return RecordType.ELECTRONIC
    if kind == "g" and physical.startswith("v"):
        return {"v": RecordType.DVD, "s": RecordType.BLURAY}.get(physical[4:5], RecordType.VIDEO)
    if kind == "j" and physical.startswith("sd") and physical[3:4] == "f":
        return RecordType.CD
    if kind == "a":
        return RecordType.PERIODICAL if level in "bis" and level else RecordType.BOOK
    return BY_LEADER.get(kind, RecordType.OTHER)


def clean(text: str) -> str:
    """Without ISBD's punctuation at the end; a full stop stays on initials, abbreviations and ellipses."""
    text = " ".join(_printable(text).split()).rstrip(" /:;=,")
    if not text.endswith(".") or text.endswith(".."):
        return text
    word = text[:-1].rpartition(" ")[2].lstrip("([")
    keeps = len(word) == 1 or "." in word or "-" in word[1:2] or word.lower() in ABBREVIATIONS
    return text if keeps else text[:-1].rstrip(" /:;=,")


def _title_of(field: Field) -> str:
    codes = "atnpb" if field.tag in ("130", "240", "222") else "anpb"
    text, before = "", ""
    for code, value in field.subfields:
        if code not in codes or not (part := clean(value)):
            continue
        text += (_joint(code, before) if text else "") + part
        before = value.rstrip()
    return text


def _joint(code: str, before: str) -> str:
    """What stands between two parts of a title, given how the part before ended."""
    if code == "b":
        return f" {before[-1]} " if before[-1:] in "=;" and before else " : "
    return ", " if before.endswith(",") else ". "


def _author_of(field: Field, tag: str) -> str:
    return clean(" ".join(field.values("abc" if tag == "100" else "ab")))


def _published(record: MarcRecord) -> list[Field]:
    fields = record.all("264", "260")
    return sorted(fields, key=lambda field: (field.tag != "264" or field.indicators[1:] != "1", field.tag != "260"))


def _printable(text: str) -> str:
    return "".join(" " if unicodedata.category(character) == "Cc" else character for character in text)
