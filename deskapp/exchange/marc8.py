"""MARC-8 to Unicode, after the Library of Congress' specification; the code tables are pymarc's.

Unlike pymarc's own decoder this one counts what it could not read, writes to no stream, and knows G1 designations.
"""

import unicodedata

from pymarc.marc8_mapping import CODESETS, ODD_MAP

ESCAPE = 0x1B
BASIC_LATIN, ANSEL, EACC = 0x42, 0x45, 0x31
LOST = "\N{REPLACEMENT CHARACTER}"
INVISIBLE = frozenset({0x88, 0x89})  # begin and end of what sorting skips: nothing that a screen should show


def decode_marc8(raw: bytes) -> tuple[str, int]:
    """The text of one subfield in NFC, and how many characters had no meaning (each stands as U+FFFD)."""
    if raw.isascii() and ESCAPE not in raw:
        return raw.decode("ascii"), 0
    decoder = _Decoder(raw)
    return unicodedata.normalize("NFC", decoder.text()), decoder.lost


class _Decoder:
    """Reads one subfield from its start, where G0 is Basic Latin and G1 is ANSEL."""

    def __init__(self, raw: bytes) -> None:
        self._raw = raw
        self._at = 0
        self._g0 = BASIC_LATIN
        self._g1 = ANSEL
        self._waiting: list[str] = []  # combining marks come before their letter in MARC-8, after it in Unicode
        self._out: list[str] = []
        self.lost = 0

    def text(self) -> str:
        while self._at < len(self._raw):
            if self._raw[self._at] == ESCAPE:
                self._designate()
            else:
                self._character()
        self.lost += len(self._waiting)
        return "".join(self._out + self._waiting)

    def _designate(self) -> None:
        """An escape sequence: ESC ( , ) - $ with a final character, or the older ESC s, p, b, g."""
        rest = self._raw[self._at + 1 : self._at + 5]
        final = len(rest) - len(rest.lstrip(b"(,)-$!"))
        code = rest[final : final + 1]
        known = code == b"s" or (bool(code) and code[0] in CODESETS)
        if not known:
            self._at += 1
            self.lost += 1
            return
        self._at += final + 2
        charset = BASIC_LATIN if code == b"s" else code[0]
        if rest[:final].strip(b"$!")[:1] in (b")", b"-"):
            self._g1 = charset
        else:
            self._g0 = charset

    def _character(self) -> None:
        byte = self._raw[self._at]
        charset = self._g1 if byte >= 0x80 else self._g0
        if byte <= 0x20 or byte == 0x7F:
            self._at += 1
            self._add(chr(byte) if byte == 0x20 else "", combining=False)
        elif charset == EACC:
            self._east_asian()
        else:
            self._at += 1
            self._mapped(byte, charset)

    def _mapped(self, byte: int, charset: int) -> None:
        table = CODESETS[charset]
        found = table.get(byte) or table.get(byte ^ 0x80)
        if byte in INVISIBLE and charset == ANSEL:
            return
        if found is None:
            self.lost += 1
            self._add(LOST, combining=False)
        else:
            self._add(chr(found[0]), combining=bool(found[1]))

    def _east_asian(self) -> None:
        code = self._raw[self._at : self._at + 3]
        self._at += 3
        number = int.from_bytes(bytes(byte & 0x7F for byte in code), "big")  # no code is shorter than three bytes
        found = CODESETS[EACC].get(number)
        if found is None and number not in ODD_MAP:
            self.lost += 1
            self._add(LOST, combining=False)
        else:
            self._add(chr(found[0] if found else ODD_MAP[number]), combining=bool(found and found[1]))

    def _add(self, character: str, *, combining: bool) -> None:
        if combining:
            self._waiting.append(character)
            return
        self._out.append(character)
        if character:
            self._out.extend(self._waiting)
            self._waiting.clear()
