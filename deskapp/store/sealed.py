"""A small file that only this workstation can read: JSON, encrypted and authenticated (XSalsa20-Poly1305)."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import msgspec


class Sealed:
    """One file, replaced whole. `key` is 64 hex digits, from the keyring."""

    def __init__(self, path: Path, key: str) -> None:
        from nacl.secret import SecretBox

        self.path, self._box = path, SecretBox(bytes.fromhex(key))

    def read(self, kind: type[Any]) -> Any:
        """What was written last; None where there is nothing that this key opens."""
        from nacl.exceptions import CryptoError

        try:
            return msgspec.json.decode(self._box.decrypt(self.path.read_bytes()), type=kind)
        except (FileNotFoundError, CryptoError, msgspec.MsgspecError, ValueError):
            return None

    def write(self, value: object) -> None:
        """Replace the file; a crash leaves the old one or the new one."""
        temporary = self.path.with_suffix(f"{self.path.suffix}.tmp")
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(bytes(self._box.encrypt(msgspec.json.encode(value))))
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(self.path)
