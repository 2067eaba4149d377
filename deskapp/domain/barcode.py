"""What a scanner sent, or a person typed, read into the code it stands for.

Reading never raises and never refuses for a check digit alone: published 14-digit samples fail theirs
(35555000012349 should end in 6), so such doubts are warnings beside the text.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

LONGEST = 64
_NO_MINIMUMS: Mapping[str, int] = MappingProxyType({})


class ScanKind(StrEnum):
    CODE = "code"
    ISBN = "isbn"  # also a possible item number: look the text up first, then ask "which copy?"
    TYPED = "typed"  # no digit in it: most likely a name


class ScanProblem(StrEnum):
    """Why a scan cannot be used (`fatal`), or what staff should know about it."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    TOO_SHORT = "too_short"  # half a scan, by the library's minimum length for its prefix
    CONTROL_CHARACTERS = "control_characters"  # inside; those around it are trimmed without a word
    TWO_IN_ONE = "two_in_one"  # different known-good numbers run together
    SAME_TWICE = "same_twice"
    CHECK_DIGIT = "check_digit"
    KEYBOARD_LAYOUT = "keyboard_layout"  # digits typed through an AZERTY layout, repaired

    @property
    def fatal(self) -> bool:
        return self not in (ScanProblem.SAME_TWICE, ScanProblem.CHECK_DIGIT, ScanProblem.KEYBOARD_LAYOUT)


@dataclass(frozen=True, slots=True)
class Scan:
    """`text` is the code to look up and store, `raw` exactly what arrived; `isbn` always has 13 digits."""

    raw: str
    text: str
    kind: ScanKind
    isbn: str | None
    symbology: str | None
    problems: tuple[ScanProblem, ...]

    @property
    def usable(self) -> bool:
        return not any(problem.fatal for problem in self.problems)


def read_scan(raw: str, shortest: Mapping[str, int] = _NO_MINIMUMS) -> Scan:
    """Read any string at all. `shortest` gives the least length of codes by prefix; the longest prefix that fits rules.

    A text that is too long comes back empty, so that no part of it can be taken for a code.
    """
    text, problems = _cleaned(raw)
    text, symbology = _without_aim(text)
    if len(text) > LONGEST:
        return Scan(raw, "", ScanKind.TYPED, None, symbology, (ScanProblem.TOO_LONG,))
    if repaired := _from_azerty(text):
        text = repaired
        problems.append(ScanProblem.KEYBOARD_LAYOUT)
    text = _unframed(text, codabar=symbology == "Codabar")
    text, doubts = _taken_apart(text)
    isbn = isbn13(text)
    if isbn and len(_SEPARATORS.sub("", text)) > 13:
        text = isbn  # the price or issue add-on of 2 or 5 digits goes
    problems += doubts + _judged(text, isbn, shortest)
    kind = ScanKind.ISBN if isbn else ScanKind.CODE if re.search(r"\d", text) else ScanKind.TYPED
    return Scan(raw, text, kind, isbn, symbology, tuple(problems))


def check_digit_14(first13: str) -> str:
    """The last digit of a 14-digit library number: Mod 10, positions 1, 3, ... 13 doubled.

    ValueError unless given 13 digits.
    """
    if not re.fullmatch(r"[0-9]{13}", first13):
        raise ValueError(f"not 13 digits: {first13!r}")
    doubled = (sum(divmod(2 * int(digit), 10)) for digit in first13[::2])
    return str(-(sum(doubled) + sum(map(int, first13[1::2]))) % 10)


def isbn13(text: str) -> str | None:
    """The ISBN-13 of an ISBN-10 or ISBN-13 whose check digit is right, hyphens, "ISBN" and add-on allowed; else None.

    979-0 is printed music (ISMN), not a book.
    """
    found = _ISBN.fullmatch(text) if len(text) <= LONGEST else None
    number = _SEPARATORS.sub("", found[1]).upper() if found else ""
    if _ISBN_13.fullmatch(number) and _ean_digit(number[:12]) == number[12]:
        return number[:13]
    if _ISBN_10.fullmatch(number) and _isbn10_digit(number[:9]) == number[9]:
        return f"978{number[:9]}{_ean_digit('978' + number[:9])}"
    return None


def folded(text: str) -> str:
    """Without accents, case and invisible characters, for comparing what people type; ø, ł and their like are o, l."""
    apart = "".join(unicodedata.normalize("NFKD", letter) for letter in text).casefold().translate(_STROKES)
    parts = "".join(unicodedata.normalize("NFKD", letter) for letter in apart)
    return "".join(part for part in parts if not unicodedata.combining(part) and unicodedata.category(part) != "Cf")


_STROKES = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ŧ": "t", "ı": "i", "æ": "ae", "œ": "oe"})
_EDGES = "".join(map(chr, (*range(0x21), *range(0x7F, 0xA1))))  # blanks and controls: STX, CR, LF, TAB ...
_SEPARATORS = re.compile(r"[\s\-\u2010-\u2013]")
_ISBN = re.compile(r"(?:ISBN(?:-1[03])?:?\s*)?([0-9X\s\-\u2010-\u2013]+)", re.IGNORECASE | re.ASCII)
_ISBN_13 = re.compile(r"(?!9790)97[89][0-9]{10}(?:[0-9]{2}|[0-9]{5})?")
_ISBN_10 = re.compile(r"[0-9]{9}[0-9X]")
_LIBRARY_NUMBER = re.compile(r"[23][0-9]{13}")  # 2 a patron's, 3 an item's; then institution, serial, check digit

# ISO/IEC 15424: "]", the symbology's letter, a modifier. Vendors' own one-letter ids clash, and are not guessed at.
_AIM = re.compile(r"\]([ACEFGHILMQSXde])[0-9A-Za-z]")
_AIM_PREFIX = re.compile(rf"(?:{_AIM.pattern}\s*)+")
_SYMBOLOGIES = {
    "A": "Code 39", "C": "Code 128", "E": "EAN", "F": "Codabar", "G": "Code 93", "H": "Code 11", "I": "ITF",
    "L": "PDF417", "M": "MSI", "Q": "QR", "S": "2 of 5", "X": "Bookland", "d": "Data Matrix", "e": "DataBar",
}  # fmt: skip

# Codabar (NW-7) may come in its start and stop letters, and "CLSI edited": blanks after the 1st, 5th and 10th of 14.
_C = r"[0-9$:/.+\-]"
_CLSI = re.compile(rf"{_C} {_C}{{4}} {_C}{{5}} {_C}{{4}}")
_FRAMED = re.compile(rf"[A-D]({_C}{{5,}}|{_CLSI.pattern})[A-D]")
_SENT_AS_CODABAR = re.compile(rf"[A-D]?({_C}+|{_CLSI.pattern})[A-D]?", re.IGNORECASE)
_SEAMS = re.compile(rf"{_AIM.pattern}|[A-D\s]")

_AZERTY = str.maketrans("&é\"'(-è_çà§!", "123456789068")  # French, then Belgian 6 and 8
_AZERTY_ONLY = set('&é"(èçà§!')  # the others occur in codes


def _cleaned(raw: str) -> tuple[str, list[ScanProblem]]:
    """NFC, trimmed, without invisible characters. What is far too long is not composed: that can take for ever."""
    visible = "".join(char for char in raw if unicodedata.category(char) != "Cf").strip().strip(_EDGES)
    if len(visible) > 4 * LONGEST:
        return visible, []
    kept = "".join(char for char in visible if unicodedata.category(char) not in ("Cc", "Cs"))
    return unicodedata.normalize("NFC", kept).strip(), [ScanProblem.CONTROL_CHARACTERS] if kept != visible else []


def _without_aim(text: str) -> tuple[str, str | None]:
    found = _AIM_PREFIX.match(text)
    return (text[found.end() :], _SYMBOLOGIES[text[1]]) if found else (text, None)


def _from_azerty(text: str) -> str | None:
    """The digits that a scanner set to another keyboard meant by a run such as `&é"'(`, six or more."""
    digits = text.translate(_AZERTY)
    sure = len(text) >= 6 and len(_AZERTY_ONLY.intersection(text)) >= 2 and not re.search(r"[0-9]", text)
    return digits if sure and re.fullmatch(r"[0-9]+", digits) else None


def _unframed(text: str, *, codabar: bool) -> str:
    framed = (_SENT_AS_CODABAR if codabar else _FRAMED).fullmatch(text)
    core = framed[1] if framed else text
    return core.replace(" ", "") if _CLSI.fullmatch(core) else core


def _taken_apart(text: str) -> tuple[str, list[ScanProblem]]:
    """Notice several scans in one. A known-good number sent again is read once; other repeats may be a real code."""
    numbers = _known_numbers(_SEAMS.sub("", text))
    if len(numbers) > 1:
        return (text, [ScanProblem.TWO_IN_ONE]) if len(set(numbers)) > 1 else (numbers[0], [ScanProblem.SAME_TWICE])
    half = len(text) // 2
    return text, [ScanProblem.SAME_TWICE] if half >= 6 and text[:half] == text[half:] else []


def _known_numbers(text: str) -> tuple[str, ...]:
    """The library numbers and ISBN-13s that the whole of `text` consists of, if it does."""
    for length in (13, 14):
        number, rest = text[:length], text[length:]
        if isbn13(number) == number or _checks(number):
            if not rest:
                return (number,)
            if others := _known_numbers(rest):
                return (number, *others)
    return ()


def _judged(text: str, isbn: str | None, shortest: Mapping[str, int]) -> list[ScanProblem]:
    if not text:
        return [ScanProblem.EMPTY]
    if isbn:
        return []
    prefixes = [prefix for prefix in shortest if text.startswith(prefix)]
    if prefixes and len(text) < shortest[max(prefixes, key=len)]:
        return [ScanProblem.TOO_SHORT]
    return [ScanProblem.CHECK_DIGIT] if _LIBRARY_NUMBER.fullmatch(text) and not _checks(text) else []


def _checks(number: str) -> bool:
    return bool(_LIBRARY_NUMBER.fullmatch(number)) and check_digit_14(number[:13]) == number[13]


def _ean_digit(first12: str) -> str:
    return str(-(sum(map(int, first12[::2])) + 3 * sum(map(int, first12[1::2]))) % 10)


def _isbn10_digit(first9: str) -> str:
    return "0123456789X"[-sum(weight * int(digit) for weight, digit in zip(range(10, 1, -1), first9, strict=True)) % 11]
