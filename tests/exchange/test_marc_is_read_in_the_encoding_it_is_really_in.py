"""Leaders lie about encodings; staff should still see the right letters."""

import unicodedata
from pathlib import Path

import pytest
from pymarc.marc8 import marc8_to_unicode
from pymarc.marc8_mapping import CODESETS

from deskapp.exchange.marc8 import decode_marc8
from deskapp.exchange.title_in import TitleWarning
from tests.exchange.marc_files import in_bytes, the_title, titles


def in_marc8(text: str) -> bytes:
    """Latin letters in MARC-8: marks before their letters, as ANSEL has them."""
    marks = {chr(mark): byte for byte, (mark, combining) in CODESETS[0x45].items() if combining}
    signs = {chr(sign): byte for byte, (sign, combining) in CODESETS[0x45].items() if not combining}
    raw = b""
    for character in text:
        letter, *above = list(unicodedata.normalize("NFD", character))
        raw += bytes(marks[mark] for mark in above)
        raw += letter.encode() if letter.isascii() else bytes([signs[letter]])
    return raw


SPANISH = "Canción española del último año : ¿qué más, señor Núñez?"
GERMAN = "Große Länder, schöne Häuser für Mädchen"
FRENCH = "L'été à l'école : études françaises où Noël naît"
PORTUGUESE = "Canções de São João e ação, coração e emoção"
POLISH = "Człowiek, który żył wśród książek"
CZECH = "Příliš žluťoučký kůň úpěl ďábelské ódy"
RUSSIAN = "Istorii︠a︡ russkoĭ literatury"


@pytest.mark.parametrize("text", [SPANISH, GERMAN, FRENCH, PORTUGUESE, POLISH, CZECH])
@pytest.mark.parametrize("leader9", [" ", "a"])
def test_letters_are_right_in_marc8_whatever_the_leader_says(tmp_path: Path, text: str, leader9: str) -> None:
    title = the_title(tmp_path, in_bytes("n1", in_marc8(text), leader9))
    assert title.title == text
    assert title.warnings == ((TitleWarning.UTF8_LEADER_BUT_MARC8,) if leader9 == "a" else ())


@pytest.mark.parametrize("text", [SPANISH, GERMAN, FRENCH, PORTUGUESE, POLISH, CZECH, "Война и мир", "源氏物語", "ספר"])
@pytest.mark.parametrize("leader9", [" ", "a"])
def test_letters_are_right_in_utf8_whatever_the_leader_says(tmp_path: Path, text: str, leader9: str) -> None:
    title = the_title(tmp_path, in_bytes("n1", text.encode(), leader9))
    assert title.title == text
    assert title.warnings == (() if leader9 == "a" else (TitleWarning.MARC8_LEADER_BUT_UTF8,))


@pytest.mark.parametrize("text", [SPANISH, GERMAN, FRENCH, PORTUGUESE, "Año “nuevo” – 5 €"])
@pytest.mark.parametrize("leader9", [" ", "a"])
def test_windows_1252_is_recognised_and_said(tmp_path: Path, text: str, leader9: str) -> None:
    title = the_title(tmp_path, in_bytes("n1", text.encode("cp1252"), leader9))
    assert (title.title, title.warnings) == (text, (TitleWarning.READ_AS_WESTERN,))


def test_a_word_that_could_be_either_is_read_like_the_rest_of_its_file(tmp_path: Path) -> None:
    doubtful = in_bytes("n1", "Länder".encode("cp1252"))
    rest = in_bytes("n2", "Schöne Häuser für Mädchen".encode("cp1252"))
    assert next(title.title for title in titles(tmp_path, doubtful + rest)) == "Länder"
    doubtful_marc8 = in_bytes("n1", in_marc8("Peña"))
    assert next(title.title for title in titles(tmp_path, doubtful_marc8 + in_bytes("n2", in_marc8(SPANISH)))) == "Peña"


def test_romanised_russian_keeps_its_ligatures(tmp_path: Path) -> None:
    raw = b"Istori\xebi\xeca russko\xe6i literatury"
    title = the_title(tmp_path, in_bytes("n1", raw))
    assert (title.title, title.warnings) == (RUSSIAN.replace("︠a︡", "a").replace("Istoriia", "Istorii︠a︡"), ())


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"\x1b(NwOJNA I MIR\x1b(B", "Война и мир".upper().capitalize()),
        (b"\x1b(S" + bytes([0x41 + 0x0]) + b"\x1b(B", chr(CODESETS[0x53][0x41][0])),
        (b"\x1b(2`a\x1b(B", "אב"),
        (b"\x1b(3G\x1b(B", "ا"),
        (b"\x1b$1" + bytes.fromhex("213036") + b"\x1b(B", chr(CODESETS[0x31][0x213036][0])),
        (b"H\x1bb2\x1bsO", "H₂O"),
        (b"\x1b)Q\xc0", chr(CODESETS[0x51][0xC0][0])),
    ],
)
def test_scripts_of_the_whole_world_are_read_from_marc8(raw: bytes, text: str) -> None:
    assert unicodedata.normalize("NFC", decode_marc8(raw)[0]).casefold() == text.casefold()
    assert decode_marc8(raw)[1] == 0


@pytest.mark.parametrize("charset", ["N", "S", "2", "3"])
def test_each_single_byte_table_reads_as_pymarc_reads_it(charset: str) -> None:
    raw = (
        b"\x1b(" + charset.encode() + bytes(sorted(byte for byte in CODESETS[ord(charset)] if byte < 0x7F)) + b"\x1b(B "
    )
    assert decode_marc8(raw)[0] == marc8_to_unicode(raw, hide_utf8_warnings=True)


def test_chinese_cut_in_the_middle_loses_one_character_and_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    title = the_title(tmp_path, in_bytes("n1", b"\x1b$1" + bytes.fromhex("21303621")))
    assert title.title == chr(CODESETS[0x31][0x213036][0]) + "\ufffd"
    assert title.warnings == (TitleWarning.CHARACTERS_LOST,)
    assert capsys.readouterr() == ("", "")


def test_a_utf8_record_with_one_broken_letter_stays_utf8(tmp_path: Path) -> None:
    title = the_title(tmp_path, in_bytes("n1", "Война и".encode() + b" m\xffr", "a"))
    assert (title.title, title.warnings) == ("Война и m\ufffdr", (TitleWarning.CHARACTERS_LOST,))
