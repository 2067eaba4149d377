"""A journal carried home: its entries in one encrypted file that the library's recovery key alone opens.

The file: the line `deskapp carried journal 1`; 80 bytes, the file's own key in a sealed box (X25519) for the recovery
key; 24 bytes of header; then chunks (XChaCha20-Poly1305, libsodium's secretstream), each behind its length in four
bytes, big end first. The first line is authenticated with each chunk, the last chunk is tagged as the last. Inside:
one entry a line, in JSON, in the order of recording.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO, Literal

import msgspec
from nacl import bindings
from nacl.exceptions import CryptoError

from deskapp.store.codec import Entry, encode
from deskapp.store.recovery import key_beside, seal, unseal
from deskapp.store.salvage import readable

_TITLE = b"deskapp carried journal 1\n"
_SEALED_KEY = bindings.crypto_secretstream_xchacha20poly1305_KEYBYTES + bindings.crypto_box_SEALBYTES
_HEADER = bindings.crypto_secretstream_xchacha20poly1305_HEADERBYTES
_MESSAGE = bindings.crypto_secretstream_xchacha20poly1305_TAG_MESSAGE
_FINAL = bindings.crypto_secretstream_xchacha20poly1305_TAG_FINAL
_CHUNK = 65536
_decoder = msgspec.json.Decoder(Entry)


class BadCarried(Exception):
    """A carried file cannot be taken in. `code`: foreign (another kind of file), incomplete, altered, not_written."""

    def __init__(self, code: Literal["foreign", "incomplete", "altered", "not_written"], path: Path) -> None:
        super().__init__(f"{code}: {path}")
        self.code, self.path = code, path

    def sentence(self, language: str) -> str:
        """What happened, what is safe, what to do; Spanish or English."""
        return _SAID[self.code][language == "en"].format(path=self.path)


def write_carried(path: Path, entries: Iterable[Entry], public: str) -> int:
    """Write entries for the recovery key; the file is there whole, or not at all. How many.

    Raises `BadCarried("not_written")`, `BadRecoveryKey`.
    """
    new, count = path.with_name(f"{path.name}.new"), 0
    try:
        with new.open("wb") as file:
            count = _write(file, entries, public)
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
    except OSError as fault:
        raise BadCarried("not_written", path) from fault
    finally:
        with suppress(OSError):
            new.unlink(missing_ok=True)
    with suppress(OSError):
        _sync_folder(path.parent)  # not every stick can
    return count


def read_carried(path: Path, private: str) -> Iterator[Entry]:
    """The entries of a carried file, after all of it was seen to be whole. Raises `BadCarried`, `BadRecoveryKey`."""
    for _ in _lines(path, private):
        pass
    return (_decoder.decode(line) for line in _lines(path, private))


def read_lost_journal(path: Path, private: str) -> Iterator[Entry]:
    """Each event of a journal whose keyring is lost, whole or damaged, by the wrapped key beside it.

    An event that was written again counts where it stands last. Raises `BadRecoveryKey`, `OSError`.
    """
    rows = readable(path, key_beside(path, private)).in_order()
    entries = [_decoder.decode(row.entry) for row in rows]
    last = {entry.id: entry for entry in entries}
    return (entry for entry in entries if last[entry.id] is entry)


def _write(file: IO[bytes], entries: Iterable[Entry], public: str) -> int:
    key = bindings.crypto_secretstream_xchacha20poly1305_keygen()
    state = bindings.crypto_secretstream_xchacha20poly1305_state()
    file.write(_TITLE + seal(key, public))
    file.write(bindings.crypto_secretstream_xchacha20poly1305_init_push(state, key))

    def push(content: bytes, tag: int) -> None:
        chunk = bindings.crypto_secretstream_xchacha20poly1305_push(state, content, _TITLE, tag)
        file.write(len(chunk).to_bytes(4, "big") + chunk)

    held, count = bytearray(), 0
    for entry in entries:
        held += encode(entry) + b"\n"
        count += 1
        if len(held) >= _CHUNK:
            push(bytes(held), _MESSAGE)
            held.clear()
    push(bytes(held), _FINAL)
    return count


def _lines(path: Path, private: str) -> Iterator[bytes]:
    """The lines inside. Raises as it goes: what came before the end is not known to be all."""
    with path.open("rb") as file:
        if file.read(len(_TITLE)) != _TITLE:
            raise BadCarried("foreign", path)
        sealed, header = file.read(_SEALED_KEY), file.read(_HEADER)
        if len(header) < _HEADER:
            raise BadCarried("incomplete", path)
        state = bindings.crypto_secretstream_xchacha20poly1305_state()
        bindings.crypto_secretstream_xchacha20poly1305_init_pull(state, header, unseal(sealed, private))
        tag = _MESSAGE
        while tag != _FINAL:
            size = int.from_bytes(file.read(4), "big")
            chunk = file.read(size) if size <= os.fstat(file.fileno()).st_size else b""
            if not size or len(chunk) < size:
                raise BadCarried("incomplete", path)
            try:
                content, tag = bindings.crypto_secretstream_xchacha20poly1305_pull(state, chunk, _TITLE)
            except (CryptoError, ValueError) as fault:
                raise BadCarried("altered", path) from fault
            yield from content.splitlines()
        if file.read(1):
            raise BadCarried("altered", path)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


_SAID = {
    "not_written": (
        "No se pudo escribir {path}. No ha quedado nada a medias; lo anotado sigue a salvo en este puesto. Compruebe "
        "la carpeta y el espacio libre.",
        "{path} could not be written. Nothing was left half done; what was recorded is still safe on this "
        "workstation. Check the folder and the free space.",
    ),
    "foreign": (
        "{path} no es un diario llevado desde un puesto. No se ha cambiado nada. Compruebe qué archivo es.",
        "{path} is not a journal carried from a workstation. Nothing was changed. Check which file it is.",
    ),
    "incomplete": (
        "{path} está incompleto: se cortó al copiarlo. No se ha tomado nada de él. Cópielo otra vez; lo anotado sigue "
        "a salvo en el puesto.",
        "{path} is incomplete: it was cut short while it was copied. Nothing was taken from it. Copy it again; what "
        "was recorded is still safe on the workstation.",
    ),
    "altered": (
        "{path} se cambió después de escribirlo. No se ha tomado nada de él. Llévelo otra vez desde el puesto, donde "
        "lo anotado sigue a salvo.",
        "{path} was altered after it was written. Nothing was taken from it. Carry it again from the workstation, "
        "where what was recorded is still safe.",
    ),
}
