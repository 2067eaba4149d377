"""The recovery key: a lost keyring must not lose a journal.

A library keeps the private key in a safe place; each workstation has the public one, and can only seal with it.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import os
from pathlib import Path
from typing import Literal

from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox

Half = Literal["public", "private"]
_TITLE = "deskapp recovery 1"
_CHECKSUM = 4  # bytes


class BadRecoveryKey(Exception):
    """A recovery key, or what was sealed for one, cannot be used. `code` says why."""

    def __init__(self, code: Literal["mistyped", "wrong_half", "another", "none", "unread"]) -> None:
        super().__init__(code)
        self.code = code

    def sentence(self, language: str) -> str:
        """What happened, what is safe, what to do; Spanish or English."""
        return _SAID[self.code][language == "en"]


def make_recovery_keys() -> tuple[str, str]:
    """A new pair: public and private key (X25519), as text that can be printed, typed, and checked."""
    private = PrivateKey.generate()
    return _written("public", bytes(private.public_key)), _written("private", bytes(private))


def key_in(path: Path) -> str:
    """A recovery key, of either half, that was kept in a file. Raises `BadRecoveryKey`."""
    try:
        return path.read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError) as fault:
        raise BadRecoveryKey("unread") from fault


def wrap(key: str, public: str) -> str:
    """A file's key (64 hex digits), sealed so that the private key alone opens it. Raises `BadRecoveryKey`."""
    return base64.b64encode(seal(bytes.fromhex(key), public)).decode()


def unwrap(wrapped: str, private: str) -> str:
    """The key that was wrapped. Raises `BadRecoveryKey`."""
    try:
        return unseal(base64.b64decode(wrapped, validate=True), private).hex()
    except binascii.Error as fault:
        raise BadRecoveryKey("another") from fault


def seal(secret: bytes, public: str) -> bytes:
    """Seal for the private half. Raises `BadRecoveryKey`."""
    return SealedBox(PublicKey(_read("public", public))).encrypt(secret)


def unseal(sealed: bytes, private: str) -> bytes:
    """Open what was sealed for this key. Raises `BadRecoveryKey`."""
    try:
        return SealedBox(PrivateKey(_read("private", private))).decrypt(sealed)
    except CryptoError as fault:
        raise BadRecoveryKey("another") from fault


def recovery_file(path: Path) -> Path:
    return path.with_suffix(path.suffix + ".recovery")


def write_recovery(path: Path, key: str, public: str) -> None:
    """Leave beside a file its key, wrapped, and the public key it was wrapped for; whole, or as it was before."""
    new = path.with_suffix(path.suffix + ".recovery.new")
    lines = (_TITLE, public.strip(), wrap(key, public))
    with new.open("w", encoding="ascii") as file:
        file.write("\n".join(lines) + "\n")
        file.flush()
        os.fsync(file.fileno())
    new.replace(recovery_file(path))


def public_key_beside(path: Path) -> str:
    """The public key that a file's key was wrapped for. Raises `BadRecoveryKey` when none was."""
    return _lines(path)[1]


def key_beside(path: Path, private: str) -> str:
    """A file's key, by the recovery key. Raises `BadRecoveryKey`."""
    return unwrap(_lines(path)[2], private)


def _lines(path: Path) -> list[str]:
    kept = recovery_file(path)
    lines = kept.read_text(encoding="ascii").split("\n") if kept.exists() else []
    if len(lines) < 3 or lines[0] != _TITLE:
        raise BadRecoveryKey("none")
    return lines


def _written(half: Half, key: bytes) -> str:
    """Groups of four letters and digits (base32) behind a word that says which half it is."""
    text = base64.b32encode(key + _check(half, key)).decode().rstrip("=")
    return f"deskapp-{half}-" + "-".join(text[n : n + 4] for n in range(0, len(text), 4))


def _read(half: Half, text: str) -> bytes:
    """The key in a text; spaces, line ends and the case of letters do not matter."""
    word, _, rest = "".join(text.split()).lower().removeprefix("deskapp-").partition("-")
    if word not in ("public", "private"):
        raise BadRecoveryKey("mistyped")
    letters = rest.replace("-", "").upper()
    try:
        content = base64.b32decode(letters + "=" * (-len(letters) % 8))
    except binascii.Error as fault:
        raise BadRecoveryKey("mistyped") from fault
    key, check = content[:-_CHECKSUM], content[-_CHECKSUM:]
    if len(key) != 32 or check != _check(word, key):
        raise BadRecoveryKey("mistyped")
    if word != half:
        raise BadRecoveryKey("wrong_half")
    return key


def _check(half: str, key: bytes) -> bytes:
    return hashlib.sha256(f"deskapp {half} key".encode() + key).digest()[:_CHECKSUM]


_SAID = {
    "mistyped": (
        "La clave de recuperación no está bien escrita: falta o sobra algo. No se ha cambiado nada. Cópiela otra vez, "
        "entera.",
        "The recovery key is not written correctly: something is missing or too much. Nothing was changed. Copy it "
        "again, whole.",
    ),
    "wrong_half": (
        "Hace falta la otra mitad de la clave de recuperación: la pública cierra, la privada abre. No se ha cambiado "
        "nada.",
        "The other half of the recovery key is needed: the public one seals, the private one opens. Nothing was "
        "changed.",
    ),
    "another": (
        "Esto se cerró para otra clave de recuperación, o está dañado. No se ha cambiado nada. Use la clave privada "
        "que corresponde a la biblioteca.",
        "This was sealed for another recovery key, or is damaged. Nothing was changed. Use the private key that "
        "belongs to the library.",
    ),
    "unread": (
        "No se pudo leer el archivo de la clave de recuperación. No se ha cambiado nada. Compruebe dónde está y si "
        "puede leerlo.",
        "The file of the recovery key could not be read. Nothing was changed. Check where it is and whether you may "
        "read it.",
    ),
    "none": (
        "Este puesto no tiene clave de recuperación. No se ha escrito nada; lo anotado está a salvo aquí. Pida la "
        "clave pública a un administrador.",
        "This workstation has no recovery key. Nothing was written; what was recorded is safe here. Ask an "
        "administrator for the public key.",
    ),
}
