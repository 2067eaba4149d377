"""Reading the rows of a damaged SQLCipher file page by page, its write-ahead log included, without SQLite.

SQLite gives up at the first page that is broken; here one bad page costs what lies on it, and nothing else.
"""

from __future__ import annotations

import hashlib
import hmac
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PAGE = 4096
"""SQLCipher 4's page, and what each keeps at its end: 16 bytes of initial vector, 64 of HMAC-SHA512."""

_RESERVED = 80
_USABLE = PAGE - _RESERVED
_SALT = 16  # in place of the first bytes of page 1
_LEAF = 0x0D  # a page of a table that holds rows
_MOST_LOCAL = _USABLE - 35
_LEAST_LOCAL = (_USABLE - 12) * 32 // 255 - 23
_WAL_HEADER, _FRAME_HEADER = 32, 24
_FRAME = _FRAME_HEADER + PAGE
_WAL_MAGIC = (0x377F0682, 0x377F0683)
_HMAC_MASK = 0x3A

Value = int | bytes | str | None


@dataclass(frozen=True, slots=True)
class Found:
    """A row of some table: its row number and columns. `sound`: the HMAC of each page it lies on was right."""

    rowid: int
    values: tuple[Value, ...]
    sound: bool


class Pages:
    """The pages of a file and of its write-ahead log. `key` is 64 hex digits. The files are only read."""

    def __init__(self, path: Path, key: str) -> None:
        self._key = bytes.fromhex(key)
        self._file = path.open("rb")
        self._count = path.stat().st_size // PAGE
        log = Path(f"{path}-wal")
        self._frames = list(_frames(log.read_bytes())) if log.exists() else []
        self._newest = dict(self._frames)
        self._seal = max((self._seal_by(page) for page in (self._read(1), self._newest.get(1, b""))), key=self._fits)

    def _seal_by(self, first: bytes) -> bytes:
        """The key of the HMACs, by the salt that begins page 1, in the file and in the log."""
        mask = bytes(b ^ _HMAC_MASK for b in first[:_SALT])
        return hashlib.pbkdf2_hmac("sha512", self._key, mask, 2, 32)

    def _fits(self, seal: bytes) -> int:
        """Under how many of the first pages this is the right key: the salt may be what is damaged."""
        pages = [(n, self._read(n)) for n in range(1, min(self._count, 20) + 1)] + self._frames[:20]
        return sum(_is_sealed(page, number, seal) for number, page in pages)

    def rows(self) -> Iterator[Found]:
        """Every row that can be read, of every table; those of the log after those of the file."""
        for number in range(2, self._count + 1):
            yield from self._rows_on(self._read(number), number)
        for number, page in self._frames:
            yield from self._rows_on(page, number)

    def close(self) -> None:
        self._file.close()

    def _read(self, number: int) -> bytes:
        """A page of the file; empty when the disk does not give it."""
        try:
            self._file.seek((number - 1) * PAGE)
            return self._file.read(PAGE)
        except OSError:
            return b""

    def _plain(self, page: bytes, number: int) -> tuple[bytes, bool]:
        """What a page says, and whether its HMAC is right; nothing for one that is cut short."""
        if len(page) < PAGE:
            return b"", False
        plain = _decrypted(page[:_USABLE], self._key, page[_USABLE : _USABLE + 16])
        return plain, _is_sealed(page, number, self._seal)

    def _rows_on(self, page: bytes, number: int) -> Iterator[Found]:
        plain, sound = self._plain(page, number)
        if len(plain) < _USABLE or plain[0] != _LEAF:
            return
        for n in range(int.from_bytes(plain[3:5], "big")):
            try:
                (start,) = struct.unpack_from(">H", plain, 8 + 2 * n)
                yield self._row_at(plain, start, sound)
            except (ValueError, IndexError, struct.error):
                continue  # this row is spoilt, not the page

    def _row_at(self, plain: bytes, start: int, sound: bool) -> Found:
        size, at = _varint(plain, start)
        rowid, at = _varint(plain, at)
        local = size
        if size > _MOST_LOCAL:
            local = _LEAST_LOCAL + (size - _LEAST_LOCAL) % (_USABLE - 4)
            local = local if local <= _MOST_LOCAL else _LEAST_LOCAL
        payload = plain[at : at + local]
        if size > local:
            (more,) = struct.unpack_from(">I", plain, at + local)
            rest, whole = self._overflow(more, size - local)
            payload, sound = payload + rest, sound and whole
        if len(payload) != size:
            raise ValueError("cut short")
        return Found(rowid, tuple(_values(payload)), sound)

    def _overflow(self, number: int, size: int) -> tuple[bytes, bool]:
        """The rest of a long row, which lies on a chain of pages of its own."""
        parts, left, sound = [], size, True
        while left > 0:
            if number < 2:
                raise ValueError("the chain ends too early")
            plain, whole = self._plain(self._newest.get(number) or self._read(number), number)
            if not plain:
                raise ValueError("a page of the chain is missing")
            part = plain[4 : 4 + min(left, _USABLE - 4)]
            parts.append(part)
            left -= len(part)
            number, sound = int.from_bytes(plain[:4], "big"), sound and whole
        return b"".join(parts), sound


def _decrypted(content: bytes, key: bytes, vector: bytes) -> bytes:
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes  # only damage needs it

    return Cipher(algorithms.AES(key), modes.CBC(vector)).decryptor().update(content)


def _is_sealed(page: bytes, number: int, seal: bytes) -> bool:
    """Whether the HMAC of a page is right: it covers the page, its initial vector and its number."""
    sealed = page[_SALT if number == 1 else 0 : _USABLE + 16] + struct.pack("<I", number)
    return hmac.compare_digest(hmac.digest(seal, sealed, "sha512"), page[_USABLE + 16 :])


def log_is_whole(path: Path) -> bool:
    """Whether SQLite will read all that was committed to a file's write-ahead log.

    It reads up to the first frame whose checksum is wrong, says nothing of those behind it, and drops them.
    """
    log = Path(f"{path}-wal")
    content = log.read_bytes() if log.exists() else b""
    return _valid_frames(content) >= sum(1 for _ in _frames(content))


def _frames(log: bytes) -> Iterator[tuple[int, bytes]]:
    """The pages in a write-ahead log that were committed, in order: page number and page.

    Frames of an earlier use of the file carry other salts; what follows the last frame that ends a transaction was
    never committed. Checksums are left aside: one bad frame costs itself alone.
    """
    found = []
    salts = log[16:24] if _header_sums(log) else log[_WAL_HEADER + 8 : _WAL_HEADER + 16]
    for at in range(_WAL_HEADER, len(log) - _FRAME + 1, _FRAME):
        number, ends = struct.unpack_from(">II", log, at)
        if log[at + 8 : at + 16] == salts and number:
            found.append((number, log[at + _FRAME_HEADER : at + _FRAME], ends))
    last = max((n for n, (_, _, ends) in enumerate(found) if ends), default=-1)
    for number, page, _ in found[: last + 1]:
        yield number, page


def _valid_frames(log: bytes) -> int:
    """How many frames SQLite takes: those before the first wrong checksum, up to the end of a transaction."""
    order, sums, taken = _order(log), _header_sums(log), 0
    if sums is None:
        return 0
    for n, at in enumerate(range(_WAL_HEADER, len(log) - _FRAME + 1, _FRAME), 1):
        sums = _checksum(log[at : at + 8] + log[at + _FRAME_HEADER : at + _FRAME], sums, order)
        if log[at + 8 : at + 16] != log[16:24] or struct.unpack_from(">II", log, at + 16) != sums:
            break
        if struct.unpack_from(">I", log, at + 4) != (0,):
            taken = n
    return taken


def _order(log: bytes) -> str:
    return "<" if int.from_bytes(log[:4], "big") == _WAL_MAGIC[0] else ">"


def _header_sums(log: bytes) -> tuple[int, int] | None:
    """The checksum of a log's header, with which that of the frames begins; None when the header is damaged."""
    sums = _checksum(log[:24], (0, 0), _order(log))
    whole = len(log) >= _WAL_HEADER and int.from_bytes(log[:4], "big") in _WAL_MAGIC
    return sums if whole and struct.unpack_from(">II", log, 24) == sums else None


def _checksum(content: bytes, sums: tuple[int, int], order: str) -> tuple[int, int]:
    """SQLite's running checksum (https://sqlite.org/fileformat2.html#checksum_algorithm)."""
    one, two = sums
    words = struct.unpack(f"{order}{len(content) // 4}I", content[: len(content) // 4 * 4])
    for a, b in zip(words[::2], words[1::2], strict=False):
        one = one + a + two & 0xFFFFFFFF
        two = two + b + one & 0xFFFFFFFF
    return one, two


def _varint(plain: bytes, at: int) -> tuple[int, int]:
    """SQLite's integer of one to nine bytes, and where it ends."""
    value = 0
    for n in range(8):
        value = value << 7 | plain[at + n] & 0x7F
        if plain[at + n] < 0x80:
            return value, at + n + 1
    return value << 8 | plain[at + 8], at + 9


_INTEGERS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}


def _values(payload: bytes) -> Iterator[Value]:
    """The columns of a record (https://sqlite.org/fileformat2.html#record_format)."""
    end, at = _varint(payload, 0)
    body = end
    while at < end:
        kind, at = _varint(payload, at)
        size = _INTEGERS.get(kind, 0) if kind < 12 else (kind - 12) // 2
        part = payload[body : body + size]
        if len(part) != size or kind in (7, 10, 11):
            raise ValueError("no record of ours")
        body += size
        if kind == 0:
            yield None
        elif kind in (8, 9):
            yield kind - 8
        elif kind < 12:
            yield int.from_bytes(part, "big", signed=True)
        else:
            yield part.decode() if kind % 2 else part
