"""In which characters a MARC 21 record is really written, whatever its leader says.

Position 9 of the leader says "a" for UTF-8 and blank for MARC-8; it is often wrong, and some systems write Latin-1
or Windows-1252, which the standard does not know. UTF-8 proves itself. Between the others the reading that gives
letters people write wins; where both do, what the file turned out to be so far, and MARC-8 while nothing is known.
"""

import unicodedata
from collections.abc import Callable, Sequence
from enum import StrEnum
from itertools import pairwise

from deskapp.exchange.marc8 import ESCAPE, LOST, decode_marc8
from deskapp.exchange.title_in import TitleWarning

WESTERN = frozenset("áàâäãåæçéèêëíìîïñóòôöõøœúùûüýßÁÀÂÄÃÅÆÇÉÈÊËÍÌÎÏÑÓÒÔÖÕØŒÚÙÛÜÝ")
SIGNS = frozenset("¿¡«»ºª°·©£–—‘’“”…€®±")
BEFORE_NO_VOWEL = frozenset("áàâåèêëì")  # hardly ever before a vowel; MARC-8's é, ó, ü ... read as Western look so
VOWELS = frozenset("aeiouyAEIOUY")
LIGATURE_HALVES = frozenset("\ufe20\ufe21")  # romanised Russian is full of them
MOST_BIAS = 24  # points: what about ten letters of one record can outweigh


class Charset(StrEnum):
    """A way to read the bytes."""

    ASCII = "ascii"
    UTF8 = "utf8"
    MARC8 = "marc8"
    WESTERN = "western"


class Charsets:
    """Decides record by record, and remembers what this file's records turned out to be."""

    def __init__(self) -> None:
        """Nothing is known of the file yet."""
        self._western_so_far = 0

    def learn(self, values: Sequence[bytes]) -> None:
        """Take one record's values as evidence of what this file's system writes."""
        strange = _strange(values)
        if _certain(strange) is None:
            self._western_so_far += _western_lead(strange)

    def of(self, values: Sequence[bytes]) -> Charset:
        """The charset of one record with these subfield values."""
        strange = _strange(values)
        if certain := _certain(strange):
            return certain
        bias = max(-MOST_BIAS, min(MOST_BIAS, self._western_so_far // 2))
        return Charset.WESTERN if _western_lead(strange) + bias > 0 else Charset.MARC8


def _strange(values: Sequence[bytes]) -> list[bytes]:
    return [value for value in values if not value.isascii() or ESCAPE in value]


def _certain(strange: Sequence[bytes]) -> Charset | None:
    """What needs no weighing: plain ASCII, UTF-8 (which nothing else looks like), MARC-8's escape sequences."""
    if not strange:
        return Charset.ASCII
    if any(ESCAPE in value for value in strange):
        return Charset.MARC8
    return Charset.UTF8 if _mostly_utf8(strange) else None


def _western_lead(strange: Sequence[bytes]) -> int:
    """By how much the Western reading looks more like words than the MARC-8 reading."""
    marc8 = sum(_credit(*decode_marc8(value)) for value in strange)
    return sum(_credit(text_western(value)[0], 0) - _odd_pairs(value) for value in strange) - marc8


def warnings_of(charset: Charset, leader9: str) -> tuple[TitleWarning, ...]:
    """What to tell staff when the leader did not say so."""
    if charset is Charset.WESTERN:
        return (TitleWarning.READ_AS_WESTERN,)
    if charset is Charset.UTF8 and leader9 != "a":
        return (TitleWarning.MARC8_LEADER_BUT_UTF8,)
    if charset is Charset.MARC8 and leader9 == "a":
        return (TitleWarning.UTF8_LEADER_BUT_MARC8,)
    return ()


def decoder(charset: Charset) -> Callable[[bytes], tuple[str, int]]:
    """The function that reads one value: the text in NFC, and how many characters were lost."""
    return {
        Charset.ASCII: _text_utf8,
        Charset.UTF8: _text_utf8,
        Charset.MARC8: decode_marc8,
        Charset.WESTERN: text_western,
    }[charset]


def text_western(raw: bytes) -> tuple[str, int]:
    """Windows-1252, and Latin-1 for the five bytes that Windows leaves open."""
    try:
        return raw.decode("cp1252"), 0
    except UnicodeDecodeError:
        text = "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in raw)
        return text, sum(0x80 <= ord(character) < 0xA0 for character in text)


def _text_utf8(raw: bytes) -> tuple[str, int]:
    if raw.isascii():
        return raw.decode("ascii"), 0
    text = unicodedata.normalize("NFC", raw.decode("utf-8", "replace"))
    return text, text.count(LOST)


def _mostly_utf8(strange: Sequence[bytes]) -> bool:
    """A UTF-8 record with a few broken bytes: many well-formed sequences for each broken one."""
    text = b"\n".join(strange).decode("utf-8", "replace")
    good = sum(character > "\x7f" and character != LOST for character in text)
    return good > 2 * text.count(LOST)


def _credit(text: str, lost: int) -> int:
    """How much a reading looks like words: letters people write count for it, marks that fit no letter against it."""
    credit = -4 * lost
    for place, character in enumerate(text):
        if character > "\x7f":
            credit += _credit_of(character, text[place - 1 : place], text[place + 1 : place + 2])
    return credit


def _odd_pairs(value: bytes) -> int:
    """What a Western reading loses for pairs of letters that words hardly have."""
    text = text_western(value)[0]
    return 3 * sum(one in BEFORE_NO_VOWEL and two in VOWELS for one, two in pairwise(text))


def _credit_of(character: str, before: str, after: str) -> int:
    if character in WESTERN:
        shouting = character.isupper() and before.islower()  # "CanciÃ³n": nobody writes a capital there
        return -2 if shouting else 2
    if unicodedata.combining(character):
        return 1 if character in LIGATURE_HALVES else -2
    if character.isalpha():
        return 1
    if character in SIGNS:
        inside_a_word = before.isalpha() and after.isalpha() and character not in "·’"
        return -2 if inside_a_word else 1
    return -1
