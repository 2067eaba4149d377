"""ISO 2709, the carrier of MARC 21 files: cutting a stream into records, and finding the next one after damage.

A record is a 24-byte leader (its length at 0-4, the base address at 12-16), a directory of 12-byte entries
(tag, length, start), and fields that end with 0x1E; the record ends with 0x1D. Nothing holds more than a few
hundred kilobytes, however long the file or the gap between two terminators.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from deskapp.exchange.codes import RefusalCode
from deskapp.exchange.reading import Source

SUBFIELD, END_OF_FIELD, END_OF_RECORD = b"\x1f", b"\x1e", b"\x1d"
LEADER_LENGTH, ENTRY_LENGTH, LONGEST_RECORD = 24, 12, 99_999
PADDING = b" \t\r\n\x00\x1a"
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
LEADER = re.compile(rb"(?=([0-9]{5})[ a-zA-Z|#]{2}[\x20-\x7e]{5}([0-9]{5})[\x20-\x7e]{7})")
LIKELY_LEADER = re.compile(
    rb"(?=[0-9]{5}[ a-zA-Z|#]{2}[\x20-\x7e]{3}22([0-9]{5})[\x20-\x7e]{7})"
)  # MARC 21 always has 22


@dataclass(frozen=True, slots=True)
class RawRecord:
    """One record whose structure is right: its leader, and each field's tag and bytes without the terminator."""

    offset: int
    leader: str
    fields: tuple[tuple[str, bytes], ...]


@dataclass(frozen=True, slots=True)
class Damage:
    """Bytes that are no readable record, where they begin, and the control number if it can still be read."""

    offset: int
    code: RefusalCode
    control_number: str = ""
    said: int = 0
    found: int = 0


@dataclass(frozen=True, slots=True)
class _Piece:
    """Bytes up to a terminator, or up to where the terminator should have been long ago."""

    offset: int
    data: bytes
    after_damage: bool = False


def raw_records(source: Source) -> Iterator[RawRecord | Damage]:
    """Every record of the stream in order; damage is reported once and reading goes on behind it."""
    last: Damage | None = None
    for piece in _pieces(source):
        for outcome in _read(piece):
            if isinstance(outcome, Damage) and (piece.after_damage or _is_rest_of(last, outcome)):
                continue
            last = outcome if isinstance(outcome, Damage) else None
            yield outcome


def _is_rest_of(last: Damage | None, outcome: Damage) -> bool:
    """Whether these bytes belong to the record before, which has a terminator in its middle, or are its debris."""
    if last is None or outcome.code not in (RefusalCode.NOT_A_RECORD, RefusalCode.LEADER_BROKEN):
        return False
    return outcome.code is RefusalCode.NOT_A_RECORD or last.offset + last.said == outcome.offset + outcome.found


def is_record_start(data: bytes) -> bool:
    """Whether the bytes begin like a leader."""
    return LEADER.match(data) is not None


def has_record_start(data: bytes) -> bool:
    """Whether a leader may stand somewhere in these bytes, with fields behind it."""
    return END_OF_FIELD in data and LEADER.search(data) is not None


def _pieces(source: Source) -> Iterator[_Piece]:
    waiting, offset, cut = b"", 0, False
    while block := source.block():
        waiting += block
        *ended, waiting = waiting.split(END_OF_RECORD)
        for data in ended:
            yield _trimmed(offset, data + END_OF_RECORD, cut)
            offset, cut = offset + len(data) + 1, False
        while len(waiting) > 4 * LONGEST_RECORD:
            yield _trimmed(offset, waiting[:-LONGEST_RECORD], cut)
            offset, waiting, cut = offset + len(waiting) - LONGEST_RECORD, waiting[-LONGEST_RECORD:], True
    if waiting.strip(PADDING):
        yield _trimmed(offset, waiting, cut)


def _trimmed(offset: int, data: bytes, after_damage: bool) -> _Piece:
    """Without the line ends and padding that some systems put between records."""
    bare = data.removeprefix(BYTE_ORDER_MARK) if offset == 0 else data
    bare = bare.lstrip(PADDING)
    return _Piece(offset + len(data) - len(bare), bare, after_damage)


def _read(piece: _Piece) -> Iterator[RawRecord | Damage]:
    whole = _structure(piece.offset, piece.data)
    if isinstance(whole, RawRecord):
        yield whole
        return
    start, good = _good_tail(piece)
    if good is None:
        yield from _damages(piece, piece.data, whole)
        return
    yield from _damages(piece, piece.data[:start], None)
    yield good


def _good_tail(piece: _Piece) -> tuple[int, RawRecord | None]:
    """A whole record at the end of a piece whose beginning is another one, cut off before its terminator."""
    for match in LEADER.finditer(piece.data, 1):
        if int(match[1]) == len(piece.data) - match.start():
            tail = _structure(piece.offset + match.start(), piece.data[match.start() :])
            if isinstance(tail, RawRecord):
                return match.start(), tail
    return len(piece.data), None


def _damages(piece: _Piece, data: bytes, known: Damage | None) -> Iterator[Damage]:
    """One damage for each record that seems to begin in these bytes, and one for bytes before the first."""
    starts = _likely_starts(data)
    if known and not any(starts):
        yield known
        return
    if not starts or starts[0] > 0:
        yield _no_leader(piece.offset, data[: starts[0] if starts else None])
    for start, end in pairwise([*starts, len(data)]):
        yield _wrong_length(piece.offset + start, data[start:end])


def _no_leader(offset: int, data: bytes) -> Damage:
    code = RefusalCode.LEADER_BROKEN if END_OF_FIELD in data else RefusalCode.NOT_A_RECORD
    return Damage(offset, code, found=len(data))


def _likely_starts(data: bytes) -> list[int]:
    """Where records seem to begin: a leader whose base address has a field terminator before it."""
    found = LIKELY_LEADER.finditer(data)
    return [match.start() for match in found if _has_directory(data, match.start(), int(match[1]))]


def _has_directory(data: bytes, start: int, base: int) -> bool:
    end = start + base
    return base > LEADER_LENGTH and (data[end - 1 : end] == END_OF_FIELD or len(data) < end)


def _structure(offset: int, data: bytes) -> RawRecord | Damage:
    match = LEADER.match(data)
    if match is None:
        return _no_leader(offset, data)
    if int(match[1]) != len(data) or not data.endswith(END_OF_RECORD):
        return _wrong_length(offset, data)
    fields = _fields(data, int(match[2]))
    if fields is None:
        return Damage(offset, RefusalCode.DIRECTORY_BROKEN, _control_number(data))
    return RawRecord(offset, data[:LEADER_LENGTH].decode("ascii"), fields)


def _wrong_length(offset: int, data: bytes) -> Damage:
    said, found = int(data[:5]), len(data)
    if data.endswith(END_OF_RECORD):
        code = RefusalCode.LENGTH_WRONG
    else:
        code = RefusalCode.TRUNCATED if found < said - 1 else RefusalCode.TERMINATOR_MISSING
    return Damage(offset, code, _control_number(data), said, found)


def _fields(data: bytes, base: int) -> tuple[tuple[str, bytes], ...] | None:
    """The fields that the directory names, or None where it does not fit what follows it."""
    directory = data[LEADER_LENGTH : base - 1]
    if len(directory) % ENTRY_LENGTH or data[base - 1 : base] != END_OF_FIELD or base > len(data):
        return None
    fields = []
    for at in range(0, len(directory), ENTRY_LENGTH):
        field = _field(data, base, directory[at : at + ENTRY_LENGTH])
        if field is None:
            return None
        fields.append(field)
    return tuple(fields)


def _field(data: bytes, base: int, entry: bytes) -> tuple[str, bytes] | None:
    tag, numbers = entry[:3], entry[3:]
    if not (tag.isalnum() and numbers.isdigit()):
        return None
    start = base + int(numbers[4:])
    field = data[start : start + int(numbers[:4])]
    if not field.endswith(END_OF_FIELD) or field.count(END_OF_FIELD) != 1 or start + len(field) >= len(data):
        return None
    return tag.decode("ascii"), field[:-1]


def _control_number(data: bytes) -> str:
    """Field 001 of a damaged record, where the directory begins with it and the first field has the length it says."""
    entry = re.match(rb"001([0-9]{4})00000", data[LEADER_LENGTH : LEADER_LENGTH + ENTRY_LENGTH])
    pieces = data.split(END_OF_FIELD, 2)
    if entry is None or len(pieces) < 3 or len(pieces[1]) + 1 != int(entry[1]) or SUBFIELD in pieces[1]:
        return ""
    return pieces[1].decode("ascii", "ignore").strip()
