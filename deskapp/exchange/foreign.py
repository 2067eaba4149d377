"""Telling from its first bytes what a file is, so that one of another kind gets a clear answer and not a thousand."""

import re
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

from deskapp.exchange.codes import FileTrouble
from deskapp.exchange.iso2709 import (
    BYTE_ORDER_MARK,
    END_OF_FIELD,
    END_OF_RECORD,
    PADDING,
    SUBFIELD,
    has_record_start,
    is_record_start,
)
from deskapp.exchange.reading import Source
from deskapp.exchange.refusal import UnreadableFile

HEAD = 1024 * 1024
UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


class Expected(StrEnum):
    """What the importing command reads."""

    MARC = "marc"
    PATRONS = "patrons"


class Kind(StrEnum):
    """What a file is."""

    MARC = "marc"
    MARCXML = "marcxml"
    MARC_TEXT = "marc_text"
    CSV = "csv"
    TEXT = "text"
    BINARY = "binary"
    PDF = "pdf"
    ZIP = "zip"
    XLSX = "xlsx"
    ODS = "ods"
    OFFICE = "office"
    XLS = "xls"
    GZIP = "gzip"
    ARCHIVE = "archive"
    IMAGE = "image"
    HTML = "html"
    XML = "xml"
    JSON = "json"
    SQLITE = "sqlite"


MAGIC = (
    (b"%PDF-", Kind.PDF),
    (b"PK\x03\x04", Kind.ZIP),
    (b"PK\x05\x06", Kind.ZIP),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Kind.XLS),
    (b"\x1f\x8b", Kind.GZIP),
    (b"BZh", Kind.ARCHIVE),
    (b"\xfd7zXZ\x00", Kind.ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", Kind.ARCHIVE),
    (b"Rar!\x1a\x07", Kind.ARCHIVE),
    (b"\x28\xb5\x2f\xfd", Kind.ARCHIVE),
    (b"\x89PNG\r\n\x1a\n", Kind.IMAGE),
    (b"\xff\xd8\xff", Kind.IMAGE),
    (b"GIF8", Kind.IMAGE),
    (b"II*\x00", Kind.IMAGE),
    (b"MM\x00*", Kind.IMAGE),
    (b"SQLite format 3\x00", Kind.SQLITE),
)
READABLE = {
    Expected.MARC: (Kind.MARC, Kind.MARCXML),
    Expected.PATRONS: (Kind.CSV, Kind.TEXT),
}


def open_expecting(expected: Expected, path: Path) -> tuple[Source, Kind]:
    """The opened file at its first byte, and which of the kinds the command reads it is; else UnreadableFile."""
    source = Source(path)
    try:
        head = source.head(HEAD)
        kind = kind_of(head)
        if kind not in READABLE[expected]:
            raise UnreadableFile(_trouble(head), str(path), kind=kind, expected=expected)
    except UnreadableFile:
        source.close()
        raise
    return source, kind


def kind_of(head: bytes) -> Kind:
    """What a file that begins with these bytes is."""
    for magic, kind in MAGIC:
        if head.startswith(magic):
            return _inside_zip(head) if kind is Kind.ZIP else kind
    bare = head.removeprefix(BYTE_ORDER_MARK).lstrip(PADDING)
    if is_record_start(bare) or (END_OF_RECORD in head and has_record_start(head)) or _is_broken_marc(bare):
        return Kind.MARC
    return _kind_of_text(_as_text(head))


def _inside_zip(head: bytes) -> Kind:
    """Office documents are ZIP archives; the names of their first parts tell which."""
    if b"opendocument.spreadsheet" in head[:200]:
        return Kind.ODS
    if b"[Content_Types].xml" in head or b"opendocument" in head[:200]:
        return Kind.XLSX if b"xl/" in head else Kind.OFFICE
    return Kind.ZIP


def _is_broken_marc(bare: bytes) -> bool:
    """Damage even in the leader, but ISO 2709's terminators, of which text has none, and text between them."""
    marked = END_OF_FIELD in bare and SUBFIELD in bare and END_OF_RECORD in bare
    return marked and _is_text(bare[:4096].translate(None, SUBFIELD + END_OF_FIELD + END_OF_RECORD).decode("latin-1"))


def _as_text(head: bytes) -> str:
    if head.startswith(UTF16_MARKS):
        return head[: len(head) & ~1].decode("utf-16", "replace")
    return head.decode("utf-8", "replace").removeprefix("\ufeff").replace("\x00", "")


def _kind_of_text(text: str) -> Kind:
    start = text[:4096].lstrip()
    return next(_textual(start), Kind.TEXT if _is_text(text[:4096]) else Kind.BINARY)


def _textual(start: str) -> Iterator[Kind]:
    lower = start.lower()
    if lower.startswith("<") and ("<html" in lower[:1000] or lower.startswith("<!doctype html")):
        yield Kind.HTML
    if re.match(r"<(\?xml|!--|!doctype|[a-z_][\w.-]*(:[\w.-]+)?[\s>/])", lower):
        yield Kind.MARCXML if _is_marcxml(start) else Kind.XML
    if re.match(r'\{\s*("|\})|\[\s*[\[{"\]]', start):
        yield Kind.JSON
    if start.startswith(("=LDR ", "=000 ", "LDR ")):
        yield Kind.MARC_TEXT
    if _is_text(start) and any(mark in start.partition("\n")[0] for mark in ",;\t|"):
        yield Kind.CSV


def _is_marcxml(start: str) -> bool:
    return "loc.gov/MARC21/slim" in start or re.search(r"<(\w+:)?(collection|record|leader)[\s>]", start) is not None


def _is_text(text: str) -> bool:
    """Few control characters."""
    strange = sum(character < " " and character not in "\t\r\n\f" for character in text)
    return strange * 20 <= len(text)


def _trouble(head: bytes) -> FileTrouble:
    return FileTrouble.FOREIGN if head.strip(PADDING) else FileTrouble.EMPTY
