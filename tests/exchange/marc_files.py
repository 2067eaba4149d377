"""Builders of MARC 21 files for the tests: whole, lying, damaged."""

from pathlib import Path

from pymarc import Field, Indicators, Record, Subfield

from deskapp.exchange.item_layout import PRESETS
from deskapp.exchange.marc import read_marc
from deskapp.exchange.refusal import Refusal
from deskapp.exchange.title_in import TitleIn


def a_field(tag: str, **subfields: str) -> Field:
    """A field with blank indicators; a code that Python does not take as a name gets a leading underscore."""
    pairs = [Subfield(code.lstrip("_"), value) for code, value in subfields.items()]
    return Field(tag, indicators=Indicators(" ", " "), subfields=pairs)


def a_record(number: str = "n1", title: str = "A title /", *fields: Field, leader9: str = "a") -> Record:
    record = Record(leader=f"00000nam {leader9}2200000 a 4500")
    record.add_field(Field("001", data=number), a_field("245", a=title), *fields)  # type: ignore[no-untyped-call]
    return record


def an_item(barcode: str) -> Field:
    return a_field("949", a="M 1 A2", i=barcode, t="BOOKS", m="MAIN", l="STACKS")


def in_utf8(record: Record) -> bytes:
    return record.as_marc()


def in_bytes(number: str, title: bytes, leader9: str = " ", tag: str = "245", indicators: bytes = b"10") -> bytes:
    """A record whose title is just these bytes, in whatever encoding, whatever the leader says."""
    fields = [("001", number.encode()), (tag, indicators + b"\x1fa" + title)]
    directory, body = b"", b""
    for name, data in fields:
        directory += f"{name}{len(data) + 1:04}{len(body):05}".encode()
        body += data + b"\x1e"
    base = 24 + len(directory) + 1
    leader = f"{base + len(body) + 1:05}nam {leader9}22{base:05} a 4500".encode()
    return leader + directory + b"\x1e" + body + b"\x1d"


def read(folder: Path, content: bytes, preset: str = "949") -> list[TitleIn | Refusal]:
    path = folder / "titles.mrc"
    path.write_bytes(content)
    return list(read_marc(path, PRESETS[preset]))


def titles(folder: Path, content: bytes, preset: str = "949") -> list[TitleIn]:
    return [one for one in read(folder, content, preset) if isinstance(one, TitleIn)]


def refusals(folder: Path, content: bytes, preset: str = "949") -> list[Refusal]:
    return [one for one in read(folder, content, preset) if isinstance(one, Refusal)]


def the_title(folder: Path, content: bytes, preset: str = "949") -> TitleIn:
    (one,) = read(folder, content, preset)
    assert isinstance(one, TitleIn), one
    return one
