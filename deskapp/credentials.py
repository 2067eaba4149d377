"""Secrets, in the operating system's keyring. Where there is none, the program refuses rather than write them down."""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

SERVICE = "deskapp"


class NoKeyring(Exception):
    """No secure keyring is there. `why` is what the keyring said."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Secrets(Protocol):
    def get(self, name: str) -> str | None: ...

    def put(self, name: str, value: str) -> None: ...


class KeyringSecrets:
    """The keyring of whoever is signed in at the machine; `home` tells workstations on one machine apart."""

    def __init__(self, home: Path) -> None:
        import keyring
        from keyring.backends import chainer, fail, null

        backend = keyring.get_keyring()
        backends = backend.backends if isinstance(backend, chainer.ChainerBackend) else [backend]
        secure = [b for b in backends if not isinstance(b, fail.Keyring | null.Keyring) and _is_secure(b)]
        if not secure:
            raise NoKeyring(type(backend).__module__)
        self._backend, self._home = secure[0], str(home.resolve())

    def get(self, name: str) -> str | None:
        return self._ask(lambda: self._backend.get_password(SERVICE, f"{self._home}:{name}"))

    def put(self, name: str, value: str) -> None:
        self._ask(lambda: self._backend.set_password(SERVICE, f"{self._home}:{name}", value))

    def _ask(self, question: Callable[[], str | None]) -> str | None:
        from keyring.errors import KeyringError

        try:
            return question()
        except KeyringError as fault:
            raise NoKeyring(str(fault)) from fault


def _is_secure(backend: object) -> bool:
    """`keyrings.alt` stores plain text, silently: never."""
    return not type(backend).__module__.startswith("keyrings.alt")


class FileSecrets:
    """For tests and the demo alone: the secrets in a file that any reader of the disk can read."""

    def __init__(self, home: Path) -> None:
        self._path = home / "insecure-keys.json"

    def get(self, name: str) -> str | None:
        return self._read().get(name)

    def put(self, name: str, value: str) -> None:
        kept = self._read() | {name: value}
        self._path.parent.mkdir(parents=True, exist_ok=True)
        temporary = self._path.with_suffix(".tmp")
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(kept, file)
        temporary.replace(self._path)

    def _read(self) -> dict[str, str]:
        if not self._path.exists():
            return {}
        kept: dict[str, str] = json.loads(self._path.read_text(encoding="utf-8"))
        return kept


def secrets_of(home: Path, insecure_key_file: bool) -> Secrets:
    return FileSecrets(home) if insecure_key_file else KeyringSecrets(home)


class KeyLost(Exception):
    """A file is there, but its key is not: it must not be overwritten, and cannot be read."""

    def __init__(self, path: Path) -> None:
        super().__init__(str(path))
        self.path = path


def key_for(path: Path, secrets_: Secrets) -> str:
    """The key of an encrypted file: 64 hex digits, made when the file is. Raises `KeyLost`, `NoKeyring`."""
    name = f"key:{path.name}"
    key = secrets_.get(name)
    if key is None:
        if path.exists():
            raise KeyLost(path)
        key = secrets.token_hex(32)
        secrets_.put(name, key)
    return key


def token_for(name: str, secrets_: Secrets) -> str:
    """A secret word between two processes of this machine, made at first use."""
    token = secrets_.get(name)
    if token is None:
        token = secrets.token_urlsafe(32)
        secrets_.put(name, token)
    return token
