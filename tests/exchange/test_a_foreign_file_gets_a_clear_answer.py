"""Somebody names the wrong file: one sentence says what it is, that nothing was changed, and what to do."""

import io
import os
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from deskapp.exchange.codes import FileTrouble, RefusalCode
from deskapp.exchange.file_words import ADVICE, ADVICE_WORDS, KIND_WORDS, MAPPING_WORDS
from deskapp.exchange.foreign import Expected, Kind
from deskapp.exchange.item_layout import PRESETS
from deskapp.exchange.marc import read_marc
from deskapp.exchange.patron_csv import read_patrons
from deskapp.exchange.refusal import UnreadableFile, file_sentence
from deskapp.exchange.refusal_words import FILE_WORDS, REASON_WORDS
from tests.exchange.marc_files import a_record, in_utf8
from tests.exchange.patron_files import a_file, a_row


def zipped(*names: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name in names:
            archive.writestr(name, "application/vnd.oasis.opendocument.spreadsheet" if name == "mimetype" else "x")
    return packed.getvalue()


FOREIGN = {
    "pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj",
    "zip": zipped("a.txt"),
    "xlsx": zipped("[Content_Types].xml", "xl/workbook.xml"),
    "ods": zipped("mimetype", "content.xml"),
    "image": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
    "html": b"\n<!DOCTYPE html><html><body>a,b,c</body></html>",
    "json": b'{"cardnumber": "1", "surname": "Ruiz"}',
    "xml": b"<?xml version='1.0'?><users><user/></users>",
    "gzip": b"\x1f\x8b\x08\x00abcdef",
    "binary": bytes(range(256)),
    "marc_text": b"=LDR  00000nam\n=245  10$aTitle",
}


def the_trouble(expected: Expected, path: Path) -> UnreadableFile:
    with pytest.raises(UnreadableFile) as trouble:
        everything(expected, path)
    return trouble.value


def everything(expected: Expected, path: Path) -> list[object]:
    if expected is Expected.MARC:
        return list(read_marc(path, PRESETS["949"]))
    return list(read_patrons(path, None, [], [], date(2026, 1, 1)))


@pytest.mark.parametrize("expected", Expected)
@pytest.mark.parametrize("kind", FOREIGN)
def test_a_foreign_file_is_called_by_its_kind(tmp_path: Path, expected: Expected, kind: str) -> None:
    path = tmp_path / "file"
    path.write_bytes(FOREIGN[kind])
    trouble = the_trouble(expected, path)
    assert (trouble.code, trouble.detail["kind"]) == (FileTrouble.FOREIGN, kind)
    assert KIND_WORDS["en"][kind] in file_sentence(trouble, "en")
    assert file_sentence(trouble, "es").endswith("No se ha importado ni cambiado nada.")


def test_patrons_given_as_titles_and_titles_given_as_patrons_are_sent_to_the_other_command(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text(a_file(a_row()), encoding="utf-8")
    assert "deskapp import patrons" in file_sentence(the_trouble(Expected.MARC, path), "en")
    path.write_bytes(in_utf8(a_record()))
    assert "deskapp import marc" in file_sentence(the_trouble(Expected.PATRONS, path), "es")


def test_xml_with_records_that_are_no_marc_is_foreign(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"<OAI><record><dc>x</dc></record></OAI>")
    assert the_trouble(Expected.MARC, path).detail["kind"] == "xml"


@pytest.mark.parametrize("expected", Expected)
@pytest.mark.parametrize("content", [b"", b"\r\n \n", b"\x00" * 5000])
def test_an_empty_file_is_called_empty(tmp_path: Path, expected: Expected, content: bytes) -> None:
    path = tmp_path / "file"
    path.write_bytes(content)
    assert the_trouble(expected, path).code is FileTrouble.EMPTY


@pytest.mark.parametrize("expected", Expected)
def test_a_missing_file_and_a_folder_are_said(tmp_path: Path, expected: Expected) -> None:
    assert the_trouble(expected, tmp_path / "none").code is FileTrouble.MISSING
    assert the_trouble(expected, tmp_path).code is FileTrouble.DIRECTORY


@contextmanager
def as_somebody() -> Iterator[None]:
    """Root may read everything: be nobody for a moment."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


def test_a_file_without_permission_is_said(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"x")
    path.chmod(0)
    with as_somebody():
        assert the_trouble(Expected.MARC, path).code is FileTrouble.PERMISSION


def test_every_code_has_its_sentence_in_both_languages() -> None:
    for words in (REASON_WORDS, FILE_WORDS, KIND_WORDS, ADVICE_WORDS, MAPPING_WORDS):
        assert words["es"].keys() == words["en"].keys()
        assert all(text.strip() for language in words.values() for text in language.values())
    assert set(REASON_WORDS["es"]) == set(RefusalCode)
    assert set(FILE_WORDS["es"]) == set(FileTrouble)
    assert set(KIND_WORDS["es"]) == set(Kind)
    assert set(ADVICE.values()) <= set(ADVICE_WORDS["es"])
