"""Rows of a CSV file (RFC 4180 and what spreadsheets make of it), each with the physical line where it begins.

Reads line by line. UTF-8 is taken where a line is valid UTF-8, Windows-1252 where it is not; UTF-16 by its byte order
mark. A quotation mark that is never closed costs one line and not the rest of the file.
"""

import codecs
import csv
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from deskapp.exchange.charset import text_western
from deskapp.exchange.codes import RefusalCode
from deskapp.exchange.foreign import UTF16_MARKS
from deskapp.exchange.iso2709 import BYTE_ORDER_MARK
from deskapp.exchange.reading import Source

MOST_LINES_IN_A_ROW = 500
LONGEST_LINE = 8 * 1024 * 1024
csv.field_size_limit(2**31 - 1)  # a long note is no error; the most that a C long holds on every system


@dataclass(frozen=True, slots=True)
class Line:
    """One physical line without its end; `western` when it was no UTF-8."""

    number: int
    text: str
    western: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """The values of one record and the first of its lines, or why these lines are no record."""

    line: int
    values: tuple[str, ...]
    western: bool = False
    trouble: RefusalCode | None = None


class Rows:
    """Rows in file order; `expect` tells how many values a whole row has."""

    def __init__(self, lines: Iterator[Line], delimiter: str) -> None:
        """Nothing is read before the first step."""
        self._lines = lines
        self._again: deque[Line] = deque()
        self._delimiter = delimiter
        self._width: int | None = None

    def expect(self, width: int) -> None:
        """From now on a row that spans lines and has another width was caused by a stray quotation mark."""
        self._width = width

    def __iter__(self) -> Iterator[Row]:
        """Every row that is not blank."""
        while first := self._next():
            row = self._row(first)
            if row.trouble or any(value.strip() for value in row.values):
                yield row

    def _next(self) -> Line | None:
        return self._again.popleft() if self._again else next(self._lines, None)

    def _row(self, first: Line) -> Row:
        taken = [first]
        values = self._parsed(taken)
        length = len(first.text)
        while values is None and len(taken) < MOST_LINES_IN_A_ROW and length < LONGEST_LINE:
            line = self._next()
            if line is None:
                break
            taken.append(line)
            length += len(line.text)
            if '"' in line.text:
                values = self._parsed(taken)
        if values is None or (len(taken) > 1 and not self._fits(values)):
            self._again.extendleft(reversed(taken[1:]))
            return Row(first.number, self._leniently(first), first.western, RefusalCode.QUOTE_NEVER_CLOSED)
        return Row(first.number, tuple(values), any(line.western for line in taken))

    def _fits(self, values: list[str]) -> bool:
        return self._width is None or len(values) == self._width

    def _parsed(self, lines: list[Line]) -> list[str] | None:
        """The values, None while a quotation mark is open; a wrong quote in a line by itself is read as it stands."""
        text = "\n".join(line.text for line in lines)
        try:
            return next(csv.reader([text], delimiter=self._delimiter, strict=True), [])
        except csv.Error as fault:
            if "unexpected end" in str(fault):
                return None
        return list(self._leniently(lines[0])) if len(lines) == 1 else []

    def _leniently(self, line: Line) -> tuple[str, ...]:
        try:
            return tuple(next(csv.reader([line.text], delimiter=self._delimiter), []))
        except csv.Error:
            return ()


def lines_of(source: Source, encoding: str | None) -> Iterator[Line]:
    """The lines of the file as text; NUL characters, which no text needs, are left out."""
    head = source.head(4)
    if encoding is None and not head.startswith(UTF16_MARKS):
        yield from (_guessed(number, raw) for number, raw in enumerate(_raw_lines(source), start=1))
        return
    decoder = codecs.getincrementaldecoder(encoding or "utf-16")("replace")
    for number, text in enumerate(_text_lines(source, decoder), start=1):
        yield Line(number, text.removeprefix("\ufeff").replace("\x00", ""))


def _guessed(number: int, raw: bytes) -> Line:
    if number == 1:
        raw = raw.removeprefix(BYTE_ORDER_MARK)
    raw = raw.replace(b"\x00", b"")
    try:
        return Line(number, raw.decode("utf-8"))
    except UnicodeDecodeError:
        return Line(number, text_western(raw)[0], western=True)


def _raw_lines(source: Source) -> Iterator[bytes]:
    waiting = b""
    while block := source.block():
        waiting += block
        held = b"\r" if waiting.endswith(b"\r") else b""  # its line feed may be in the next block
        *whole, waiting = waiting.removesuffix(held).replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
        waiting += held
        yield from whole
        if len(waiting) > LONGEST_LINE:
            yield waiting
            waiting = b""
    if waiting:
        yield waiting.removesuffix(b"\r")


def _text_lines(source: Source, decoder: codecs.IncrementalDecoder) -> Iterator[str]:
    waiting, ended = "", False
    while not ended:
        block = source.block()
        ended = not block
        waiting += decoder.decode(block, ended)
        held = "\r" if waiting.endswith("\r") and not ended else ""
        *whole, waiting = waiting.removesuffix(held).replace("\r\n", "\n").replace("\r", "\n").split("\n")
        waiting += held
        yield from whole
        if len(waiting) > LONGEST_LINE:
            yield waiting
            waiting = ""
    if waiting:
        yield waiting
